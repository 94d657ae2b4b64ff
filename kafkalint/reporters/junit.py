"""The output in the form of JUnit: a suite a file, a test case a finding."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kafkalint.model.finding import Finding, Severity
from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style
from kafkalint.reporters.markup import document, element
from kafkalint.reporters.positions import Places
from kafkalint.reporters.words import FAILED, details, failure_line, severity

NAME = "junit"
SUMMARY = "XML as JUnit writes it"
_COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, style: Style) -> str:
    """Errors and warnings fail, notes pass, failures are errors; silenced and known findings are skipped when shown."""
    suites: dict[str, list[Element]] = {}
    for path, case in _cases(report, style):
        suites.setdefault(path, []).append(case)
    if not suites:
        suites["kafkalint"] = [_case("kafkalint", f"{report.files_seen} files without findings")]
    return document(
        element("testsuites", {"name": "kafkalint"}, *(_suite(path, suites[path]) for path in sorted(suites)))
    )


def _suite(path: str, cases: list[Element]) -> Element:
    counts = {name: sum(case.find(tag) is not None for case in cases) for name, tag in _COUNTS.items()}
    return element("testsuite", {"name": path, "tests": len(cases), **counts}, *cases)


def _cases(report: Report, style: Style) -> Iterator[tuple[str, Element]]:
    """Every test case with the path of its suite."""
    places = Places(report.sources)
    for failure in report.failures:
        yield failure.path, _case(failure.path, FAILED, _failure(failure))
    for finding in report.findings:
        yield finding.site.path, _finding(finding, places, _outcome(finding, places))
    for finding in (*report.silenced, *report.known) if style.suppressed else ():
        yield finding.site.path, _finding(finding, places, element("skipped", {"message": finding.message}))


def _finding(finding: Finding, places: Places, outcome: Element) -> Element:
    at = places.start(finding.site.path, finding.site.span)
    return _case(finding.site.path, f"{finding.rule} {finding.name} ({at})", outcome)


def _outcome(finding: Finding, places: Places) -> Element:
    at = places.start(finding.site.path, finding.site.span)
    text = "\n".join([f"{finding.site.path}:{at}: {finding.message}", *details(finding)])
    if finding.severity is Severity.NOTE:
        return element("system-out", {}, text=text)
    return element("failure", {"type": severity(finding), "message": finding.message}, text=text)


def _failure(failure: Failure) -> Element:
    return element("error", {"type": failure.kind, "message": failure.message}, text=failure_line(failure))


def _case(path: str, name: str, *outcome: Element) -> Element:
    return element("testcase", {"classname": path, "name": name}, *outcome)
