"""What a client asks for, answered from one look."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types

from kafkalint.config.settings import ConfigError
from kafkalint.explain.producers import under
from kafkalint.lsp import actions
from kafkalint.lsp import hover as hovering
from kafkalint.lsp.desk import Desk, Seen
from kafkalint.lsp.look import rewritten
from kafkalint.lsp.rounds import in_thread
from kafkalint.model.client import Client
from kafkalint.model.survey import Spot
from kafkalint.runner.options import Options
from kafkalint.runner.patterns import absolute
from kafkalint.runner.project import Project, shown


def diagnose(seen: Seen, uri: str) -> types.RelatedFullDocumentDiagnosticReport:
    """What is said of one text."""
    return types.RelatedFullDocumentDiagnosticReport(seen.diagnostics.get(uri, []))


async def act(seen: Seen, params: types.CodeActionParams, desk: Desk) -> list[types.CodeAction]:
    """The fixes at one place of a text."""
    uri, only, report = params.text_document.uri, params.context.only, seen.look.report
    path, _ = seen.look.buffers.named(uri)
    found: list[types.CodeAction] = []
    if actions.wanted(actions.QUICK_FIX.value, only):
        at = types.Location(uri, params.range)
        found += actions.quick_fixes(at, path, report, seen.ranges, actions.writer(seen.ranges), desk.edit)
    every = actions.fix_all(path, report)
    if every and actions.wanted(actions.FIX_ALL, only):
        found.append(every if desk.resolves() else await resolve(seen, every, desk))
    return found


async def resolve(seen: Seen, action: types.CodeAction, desk: Desk) -> types.CodeAction:
    """The same action with its edits; without any where something cannot be read."""
    path, buffers, options = str(action.data), seen.look.buffers, desk.options
    write = actions.writer(seen.ranges)

    def edits() -> list[types.TextDocumentEdit]:
        return [
            each
            for name, data in rewritten(path, buffers, options)
            for before, after in zip(buffers.shown(name), buffers.shown(name, data), strict=True)
            for each in write(name, actions.differences(before, after.text))
        ]

    try:
        action.edit = desk.edit(await in_thread(edits))
    except (ConfigError, OSError) as error:
        desk.log(f"{shown(path)}: not rewritten: {error}")
    return action


def hover(seen: Seen, params: types.HoverParams, options: Options) -> types.Hover | None:
    """The producers that something in this line belongs to."""
    named, cell = seen.look.buffers.named(params.text_document.uri)
    path = shown(named)
    surveyed = [one for checked in seen.look.checked.values() for one in checked.surveyed]
    found = under(surveyed, path, params.position.line + 1, cell)
    if not found:
        return None
    try:
        text = hovering.told(found, _clients(path, options), lambda spot: _link(seen, spot))
    except ConfigError:  # it has come to disk since the look, and is told by the next one
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))


def _clients(path: str, options: Options) -> Mapping[str, Client]:
    project = Project(options)
    return project.catalog_for(project.settings_for(absolute(path).parent)).clients


def _link(seen: Seen, spot: Spot) -> str:
    uri = seen.look.buffers.uri(spot.path, spot.cell)
    return uri if spot.cell else f"{uri}#L{spot.line}"
