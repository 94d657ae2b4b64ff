"""Fixes as code actions: one for each finding, and all safe ones of a file at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from kafkalint.lsp.diagnostics import diagnostic
from kafkalint.lsp.ranges import Ranges, overlap
from kafkalint.model.edit import Edit
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.report import Report
from kafkalint.model.source import Span
from kafkalint.reporters.positions import Lines

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.kafkalint"
QUICK_FIX = types.CodeActionKind.QuickFix
Writer = Callable[[str, Iterable[Edit]], Iterable[types.TextDocumentEdit]]
"""Edits of the file at a path as the protocol has them, one for each cell of a notebook."""
Edited = Callable[[Sequence[types.TextDocumentEdit]], types.WorkspaceEdit]
"""Edits of several files in one."""


def writer(ranges: Ranges) -> Writer:
    """How edits are told: for open texts only as long as nobody changes them meanwhile."""
    buffers = ranges.buffers

    def write(path: str, edits: Iterable[Edit]) -> Iterator[types.TextDocumentEdit]:
        found: dict[int | None, list[types.TextEdit]] = {}
        for one in edits:
            cell, where = ranges.place(path, one.span)
            found.setdefault(cell, []).append(types.TextEdit(where, one.text))
        for cell, changes in found.items():
            held = buffers.held(path, cell)
            name = types.OptionalVersionedTextDocumentIdentifier(
                buffers.uri(path, cell), held.version if held else None
            )
            yield types.TextDocumentEdit(name, changes)

    return write


def quick_fixes(
    at: types.Location, path: str, report: Report, ranges: Ranges, write: Writer, edit: Edited
) -> Iterator[types.CodeAction]:
    """One action for every fix of what is said at a place in the file at an absolute path."""
    pages = {rule.id: rule.page for rule in report.rules}
    answered: dict[Fix, list[types.Diagnostic]] = {}
    for finding in _fixable(path, report.findings, Applicability.UNSAFE):
        where = ranges.location(finding.site.path, finding.site.span)
        if finding.fix and where.uri == at.uri and overlap(at.range, where.range):
            answered.setdefault(finding.fix, []).append(diagnostic(finding, where.range, ranges, pages))
    for fix, found in answered.items():
        safe = fix.applicability is Applicability.SAFE
        yield types.CodeAction(
            title=fix.title if safe else f"{fix.title} (unsafe: {fix.reason})",
            kind=QUICK_FIX,
            diagnostics=found,
            is_preferred=safe,
            edit=edit([each for patch in fix.patches for each in write(patch.path, patch.edits)]),
        )


def fix_all(path: str, report: Report) -> types.CodeAction | None:
    """The action that makes all safe fixes of a file, whose edits are found when it is taken; None without any."""
    if not any(_fixable(path, (*report.findings, *report.known), Applicability.SAFE)):
        return None
    return types.CodeAction("Apply all safe fixes of kafkalint", kind=FIX_ALL, data=path)


def differences(before: Lines, after: str) -> Iterator[Edit]:
    """Edits of whole lines that turn a text of the client into another one."""
    bare = before.text.removeprefix("\ufeff")  # neither ranges nor decoded texts count the mark
    old, new = bare.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [max(before.base, 0)]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield Edit(Span(starts[first], starts[last]), "".join(new[start:end]))


def wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether a client that asks for `only` some kinds of actions wants one of `kind`."""
    kinds = None if only is None else [one.value if isinstance(one, types.CodeActionKind) else one for one in only]
    return kinds is None or any(not one or kind == one or kind.startswith(f"{one}.") for one in kinds)


def _fixable(path: str, findings: Iterable[Finding], least: Applicability) -> Iterator[Finding]:
    for finding in findings:
        if finding.fix and finding.fix.applicability >= least and os.path.abspath(finding.site.path) == path:  # noqa: PTH100
            yield finding
