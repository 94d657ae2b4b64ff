"""Findings below the names of their files."""

from __future__ import annotations

import json
import re


def test_every_finding_stands_below_its_file(many) -> None:
    path, told = "", []
    for line in many.text("grouped").splitlines():
        if line.endswith(":") and not line.startswith(" "):
            path = line[:-1]
        elif found := re.match(r" +(\d+):(\d+) +\w+\[(\w+)\]", line):
            told.append((path, int(found[1]), int(found[2]), found[3]))
    content = json.loads(many.text("json"))
    assert told == [(one["path"], one["line"], one["column"], one["rule"]) for one in content["findings"]]
