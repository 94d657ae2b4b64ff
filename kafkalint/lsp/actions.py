"""Fixes as code actions: one for each finding, and all safe ones of a file at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from kafkalint.lsp.buffers import Buffers, decoded
from kafkalint.lsp.diagnostics import Uri, diagnostic
from kafkalint.lsp.ranges import Ranges, overlap
from kafkalint.model.edit import Edit
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.report import Report
from kafkalint.model.source import Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.kafkalint"
QUICK_FIX = types.CodeActionKind.QuickFix
Writer = Callable[[str, Iterable[Edit]], types.TextDocumentEdit]
"""Edits of the file at a path as the protocol has them."""
Edited = Callable[[Sequence[types.TextDocumentEdit]], types.WorkspaceEdit]
"""Edits of several files in one."""


def writer(buffers: Buffers, ranges: Ranges, uri: Uri) -> Writer:
    """How edits are told: for open texts only as long as nobody changes them meanwhile."""

    def write(path: str, edits: Iterable[Edit]) -> types.TextDocumentEdit:
        buffer = buffers.at(path)
        name = types.OptionalVersionedTextDocumentIdentifier(uri(path), buffer.version if buffer else None)
        return types.TextDocumentEdit(name, [types.TextEdit(ranges.range(path, one.span), one.text) for one in edits])

    return write


def quick_fixes(
    path: str, where: types.Range, report: Report, ranges: Ranges, uri: Uri, write: Writer, edit: Edited
) -> Iterator[types.CodeAction]:
    """One action for every fix of what is said at `where` in the file at an absolute path."""
    pages = {rule.id: rule.page for rule in report.rules}
    answered: dict[Fix, list[types.Diagnostic]] = {}
    for finding in _fixable(path, report.findings, Applicability.UNSAFE):
        if finding.fix and overlap(where, ranges.range(finding.site.path, finding.site.span)):
            answered.setdefault(finding.fix, []).append(diagnostic(finding, ranges, uri, pages))
    for fix, found in answered.items():
        safe = fix.applicability is Applicability.SAFE
        yield types.CodeAction(
            title=fix.title if safe else f"{fix.title} (unsafe: {fix.reason})",
            kind=QUICK_FIX,
            diagnostics=found,
            is_preferred=safe,
            edit=edit([write(patch.path, patch.edits) for patch in fix.patches]),
        )


def fix_all(path: str, report: Report) -> types.CodeAction | None:
    """The action that makes all safe fixes of a file, whose edits are found when it is taken; None without any."""
    if not any(_fixable(path, (*report.findings, *report.known), Applicability.SAFE)):
        return None
    return types.CodeAction("Apply all safe fixes of kafkalint", kind=FIX_ALL, data=path)


def differences(path: str, before: str, data: bytes) -> Iterator[Edit]:
    """Edits of whole lines that turn the client's text of a file into the one that `data` says."""
    after = decoded(path, data)
    bare = before.removeprefix("\ufeff")  # neither ranges nor decoded texts count the mark
    old, new = bare.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
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
