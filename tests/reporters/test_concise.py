"""One line a finding."""

from __future__ import annotations

import json

OTHERS = ("[", "suppressed ")
"""What the summary says, and silence."""


def test_concise(planted) -> None:
    ran = planted.check("a.py")
    assert ran.out.splitlines()[0] == (
        "a.py:3:47: error[KFK101] [*] acks=1 conflicts with idempotence, which needs acks=all: "
        "confluent-kafka 2.3.0 refuses to start"
    )


def test_every_finding_is_a_line_that_editors_can_follow(many) -> None:
    told = [
        line for line in many.text("concise").splitlines() if "]" in line and not line.startswith(("[", "suppressed "))
    ]
    found = json.loads(many.text("json"))["findings"]
    places = [f"{one['path']}:{one['line']}:{one['column']}: {one['severity']}[{one['rule']}]" for one in found]
    assert [line[: len(place)] for line, place in zip(told, places, strict=True)] == places
