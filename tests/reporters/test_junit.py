"""JUnit; `tests/oracles/test_outputs.py` holds it against the schema that CI servers use."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style, junit


def test_suites_count_what_they_hold(many) -> None:
    root = ElementTree.fromstring(many.text("junit"))
    for suite in root:
        cases = list(suite)
        assert int(suite.attrib["tests"]) == len(cases) > 0
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[name]) == len(suite.findall(f"testcase/{tag}"))
    found = json.loads(many.text("json"))
    assert len(root.findall("*/testcase/failure")) == found["summary"]["errors"] + found["summary"]["warnings"]
    assert len(root.findall("*/testcase/error")) == len(found["failures"])
    assert len(root.findall("*/testcase/skipped")) == found["summary"]["suppressed"]


def test_cases_have_names_of_their_own(many) -> None:
    cases = [
        (one.attrib["classname"], one.attrib["name"])
        for one in ElementTree.fromstring(many.text("junit")).iter("testcase")
    ]
    assert len(set(cases)) == len(cases)


def test_silence_is_skipped_only_when_asked_for(report) -> None:
    assert "<skipped" in junit.render(report, Style(suppressed=True))
    assert "<skipped" not in junit.render(report, Style())


def test_nothing_found_is_a_test_that_passes() -> None:
    (suite,) = ElementTree.fromstring(junit.render(Report(files_seen=3), Style()))
    assert (suite.attrib["tests"], suite.attrib["failures"], len(suite[0])) == ("1", "0", 0)


@given(st.text(), st.text(min_size=1))
def test_whatever_stands_in_names_and_messages(message, path) -> None:
    root = ElementTree.fromstring(junit.render(Report(failures=(Failure(path, "kind", message),)), Style()))
    told = root[0][0][0].attrib["message"]
    assert len(told) == len(message)
    assert all(mine in (theirs, "\N{REPLACEMENT CHARACTER}") for mine, theirs in zip(told, message, strict=True))
