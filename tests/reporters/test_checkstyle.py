"""Checkstyle; `tests/oracles/test_outputs.py` lets reviewdog read it. There is no official schema of its reports."""

from __future__ import annotations

import json
from xml.etree import ElementTree


def test_every_finding_is_an_error_below_its_file(many) -> None:
    root = ElementTree.fromstring(many.text("checkstyle"))
    names = [file.attrib["name"] for file in root]
    assert names == sorted(set(names))
    told = [
        (file.attrib["name"], int(one.attrib["line"]), int(one.attrib["column"]), one.attrib["source"])
        for file in root
        for one in file
    ]
    content = json.loads(many.text("json"))
    found = [(one["path"], one["line"], one["column"], f"kafkalint.{one['rule']}") for one in content["findings"]]
    failed = [(one["path"], one["line"], one["column"], "kafkalint.failed") for one in content["failures"]]
    assert sorted(told) == sorted(found + failed)
    assert {one.attrib["severity"] for one in root.iter("error")} <= {"error", "warning", "info"}
