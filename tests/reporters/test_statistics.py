"""How often each rule fires."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

from kafkalint.reporters import Style, statistics


def test_counts_are_those_of_the_findings(many) -> None:
    rows = re.findall(r"(?m)^ *(\d+)  \w+\[(\w+)\]", many.text("statistics"))
    found = Counter(one["rule"] for one in json.loads(many.text("json"))["findings"])
    assert {rule: int(number) for number, rule in rows} == found
    assert [int(number) for number, _ in rows] == sorted(found.values(), reverse=True)


def test_a_mark_says_what_holds_for_all(report) -> None:
    assert "2  warning[ACME102] [~] rule-102\n" in statistics.render(report, Style())
    findings = tuple(
        replace(one, fix=None) if one.fix and one.fix.patches[0].path == "orders.py" else one for one in report.findings
    )
    assert "2  warning[ACME102] rule-102\n" in statistics.render(replace(report, findings=findings), Style())
