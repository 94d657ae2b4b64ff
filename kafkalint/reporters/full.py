"""The output for people: message, source frame, proposed change, notes, summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kafkalint.model.edit import Edit
from kafkalint.model.finding import Finding, Fix
from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.difference import difference
from kafkalint.reporters.frame import WIDEST, change, frame, gutter
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Lines, Places
from kafkalint.reporters.summary import summary
from kafkalint.reporters.words import mark, plain, remedy, severity
from kafkalint.reporters.wrap import NARROWEST, wrapped

NAME = "full"
SUMMARY = "findings with source frames and proposed changes"


@dataclass(frozen=True, slots=True)
class _Screen:
    """What findings are shown on."""

    places: Places
    ink: Ink
    width: int | None
    shown: set[Fix] = field(default_factory=set)
    """Fixes that have been shown already."""

    def source(self, gutter: int) -> int:
        """How many columns are left for source text beside line numbers."""
        return max(self.width - gutter - 3, NARROWEST // 2) if self.width else WIDEST

    def below(self, gutter: int, sign: str, kind: str, text: str) -> list[str]:
        """A sentence below a frame, behind its sign."""
        lead = f"{'':{gutter}} {sign} {f'{kind}: ' if kind else ''}"
        first, *others = wrapped(lead + plain(text), self.width, len(lead))
        behind = f": {first[len(lead) :]}" if kind else first[len(lead) :]
        return [f"{'':{gutter}} {self.ink.frame(sign)} {self.ink.strong(kind)}{behind}", *others]


def render(report: Report, style: Style) -> str:
    """Every finding with its frame; with `diff`, the changes instead."""
    ink = Ink.of(report, style)
    if style.diff:
        return "".join(difference(rewrite, ink) for rewrite in report.rewrites) + _closing(report, style)
    screen = _Screen(Places(report.sources), ink, style.width)
    blocks = ["\n".join(_finding(finding, screen)) for finding in report.findings]
    return "".join(f"{block}\n\n" for block in blocks) + _closing(report, style)


def _closing(report: Report, style: Style) -> str:
    return "".join(f"{line}\n" for told in summary(report, style) for line in wrapped(told, style.width, 4))


def _finding(finding: Finding, screen: _Screen) -> Iterator[str]:
    path, span = finding.site.path, finding.site.span
    lines, ink, fix = screen.places.lines(path, span), screen.ink, finding.fix
    at = lines.position(span.start)
    parts = list(_parts(fix, screen.places)) if fix and fix not in screen.shown else []
    width = gutter(lines, span, [(part, edits) for _, part, edits in parts])
    yield from _head(finding, screen)
    yield ink.frame(f"{'':{width}}--> ") + f"{plain(path)}:{at}"
    yield from frame(lines, span, ink, finding.severity, width, screen.source(width))
    for related in finding.related:
        start = screen.places.start(related.site.path, related.site.span)
        yield from screen.below(width, "::", "", f"{related.site.path}:{start}: {related.message}")
    for note in finding.notes:
        yield from screen.below(width, "=", "note", note)
    if fix:
        yield from screen.below(width, "=", "fix", remedy(fix) + ", as above" * (fix in screen.shown))
        if fix not in screen.shown:
            screen.shown.add(fix)
            for name, part, edits in parts:
                yield from [ink.frame(f"in {plain(name)}")] if name else ()
                yield from change(part, edits, ink, width, screen.source(width))


def _head(finding: Finding, screen: _Screen) -> Iterator[str]:
    """Severity, rule, and the message."""
    lead = f"{severity(finding)}[{finding.rule}]{mark(finding)} "
    first, *others = wrapped(lead + plain(finding.message), screen.width, 4)
    yield f"{screen.ink.rule(finding)}{mark(finding)} {screen.ink.strong(first[len(lead) :])}"
    yield from map(screen.ink.strong, others)


def _parts(fix: Fix, places: Places) -> Iterator[tuple[str, Lines, tuple[Edit, ...]]]:
    """The edits by file and cell, with the name of the file where there are several."""
    for patch in fix.patches:
        name = patch.path if len(fix.patches) > 1 else ""
        for lines, edits in groupby(sorted(patch.edits), key=lambda edit: places.lines(patch.path, edit.span)):
            yield name, lines, tuple(edits)
