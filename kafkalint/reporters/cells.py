"""Notebooks for readers who know files only: lines of cells are no lines of the file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kafkalint.model.finding import Finding, Related
from kafkalint.model.producer import Site
from kafkalint.model.report import Failure, Report
from kafkalint.model.source import Span
from kafkalint.reporters.positions import Places

_START = Span(0, 0)


def without_cells(report: Report, but: Collection[str] = ()) -> Report:
    """The report with everything in notebooks at the start of its file, the cell said in words, and nothing to edit.

    `but`: notebooks whose cells the reader knows.
    """
    notebooks = {source.path for source in report.sources if source.parts and source.path not in but}
    places = Places(report.sources)

    def moved(finding: Finding) -> Finding:
        related = tuple(_related(one, places) if one.site.path in notebooks else one for one in finding.related)
        if finding.site.path not in notebooks:
            return replace(finding, related=related)
        path, span = finding.site.path, finding.site.span
        return replace(
            finding,
            site=Site(path, _START),
            message=f"{places.start(path, span)}: {finding.message}",
            silenced=finding.silenced and Site(path, _START),
            related=related,
            fix=None,
        )

    return replace(
        report,
        findings=tuple(map(moved, report.findings)),
        silenced=tuple(map(moved, report.silenced)),
        known=tuple(map(moved, report.known)),
        failures=tuple(map(_failure, report.failures)),
        sources=tuple(replace(one, parts=()) if one.path in notebooks else one for one in report.sources),
    )


def _related(one: Related, places: Places) -> Related:
    at = places.start(one.site.path, one.site.span)
    return Related(Site(one.site.path, _START), f"{at}: {one.message}")


def _failure(failure: Failure) -> Failure:
    if failure.cell is None:
        return failure
    return replace(
        failure, line=1, column=1, cell=None, message=f"cell {failure.cell}:{failure.line}: {failure.message}"
    )
