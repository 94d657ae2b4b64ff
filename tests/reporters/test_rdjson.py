"""rdjson; `tests/oracles/test_outputs.py` holds it against its schema and lets reviewdog read it."""

from __future__ import annotations

import json


def test_suggestions_make_what_fix_makes(many) -> None:
    """Ranges count bytes: what each suggestion replaces in the file is the value that is wrong."""
    content = json.loads(many.text("rdjson"))
    suggested = [
        (one["location"]["path"], part) for one in content["diagnostics"] for part in one.get("suggestions", ())
    ]
    assert len(suggested) > 180
    replaced = set()
    for path, part in suggested:
        lines = (many.folder / path).read_bytes().splitlines(keepends=True)
        start, end = part["range"]["start"], part["range"]["end"]
        assert start["line"] == end["line"]
        replaced.add((lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1], part["text"]))
    assert (b"1", '"all"') in replaced
    assert (b"1", "all") in replaced


def test_a_shared_fix_is_suggested_once(report) -> None:
    from kafkalint.reporters import Style, rdjson

    told = json.loads(rdjson.render(report, Style()))["diagnostics"]
    assert [len(one.get("suggestions", ())) for one in told] == [0, 0, 2, 0, 1, 0], "a fix by hand is no suggestion"


def test_every_finding_is_a_diagnostic(many) -> None:
    content, found = json.loads(many.text("rdjson")), json.loads(many.text("json"))
    told = content["diagnostics"]
    assert len(told) == len(found["findings"]) + len(found["failures"])
    assert {one["severity"] for one in told} <= {"ERROR", "WARNING", "INFO"}
    assert all(one["code"]["url"].startswith("https://") for one in told if one["code"]["value"] != "failed")
