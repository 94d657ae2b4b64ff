"""Words of command lines, put to Kafka's real programs and, in a script, to kafkalint.

With KAFKALINT_RECORD the answers are written into that file, as `tests/truth/commands.csv` has them.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

from kafkalint.analysis.locate import locate
from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import shell
from kafkalint.model.document import Document
from kafkalint.model.producer import Producer, Slot
from kafkalint.model.verdict import Verdict

PROGRAMS = {
    "console-producer": "kafka-console-producer",
    "producer-performance": "kafka-producer-perf-test",
    "verifiable-producer": "kafka-verifiable-producer",
}
ASKED = {"test_words": tuple(PROGRAMS)}
PARTS = {
    "console-producer": (
        "--producer-property acks=all",
        "--producer-property acks=1",
        "--producer-property=acks=0",
        "--producer-property enable.idempotence=true",
        "--producer-property retries=0",
        "--producer-property max.in.flight.requests.per.connection=6",
        "--request-required-acks -1",
        "--request-required-acks=0",
        "--request-required-acks all",
        "--message-send-max-retries 0",
        "--message-send-max-retries 7",
        "--sync",
    ),
    "producer-performance": (
        "--producer-props acks=1 retries=3",
        "--producer-props acks=all acks=0",
        "--producer-props enable.idempotence=true",
        "--producer-props retries=0 max.in.flight.requests.per.connection=6",
        "--print-metrics",
    ),
    "verifiable-producer": ("--acks 0", "--acks 1", "--acks -1", "--acks=1", "--throughput 5"),
}
MOST = {"console-producer": 3, "producer-performance": 3, "verifiable-producer": 1}
PLACES = load_places([rules_folder()])


def words(client: str) -> Iterator[str]:
    """Everything that is asked; an option that may stand once does so."""
    parts = PARTS[client]
    for chosen in chain.from_iterable(combinations(parts, count) for count in range(MOST[client] + 1)):
        names = [part.replace("=", " ").split(" ")[0] for part in chosen if "--producer-pro" not in part]
        if len(names) == len(set(names)):
            yield " ".join(chosen)


def read(program: str, text: str) -> tuple[Slot, ...]:
    """What kafkalint finds in a script with the one command; nothing where none of its words is a setting."""
    document = shell.read(shell.decode("a.sh", f"{program} --topic t {text}\n".encode()))
    assert isinstance(document, Document)
    found = [one for one in locate(document, PLACES) if isinstance(one, Producer)]
    assert not [one.open for one in found if one.open]
    return found[0].slots if found else ()


def row(verdict: Verdict) -> list[str]:
    effective = verdict.effective
    shown = (effective.acks, effective.retries, effective.max_in_flight)
    return [verdict.outcome.value, *("" if one is None else str(one) for one in shown)]


def test_words(real, told) -> None:
    client, lines = real.client.id, list(words(real.client.id))
    answers = real.answers({"words": line} for line in lines)
    rows = [
        [
            str(answer["verdict"]),
            *(str((answer["effective"] or {}).get(role, "")) for role in ("acks", "retries", "max_in_flight")),
        ]
        for answer in answers
    ]
    ours = [row(resolve(real.client, real.version, read(PROGRAMS[client], line))) for line in lines]
    wrong = [pair for pair in zip(lines, rows, ours, strict=True) if pair[1] != pair[2]]
    told(f"{real}: command lines: {len(lines)} compared, {len(wrong)} disagreements")
    if os.environ.get("KAFKALINT_RECORD"):
        with Path(os.environ["KAFKALINT_RECORD"]).open("a", encoding="utf-8", newline="") as out:
            known = zip(lines, rows, strict=True)
            csv.writer(out, lineterminator="\n").writerows(
                [client, str(real.version), line, *told_] for line, told_ in known
            )
    assert not wrong, wrong[:10]
