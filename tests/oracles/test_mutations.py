"""Every fact about a client is held by what the real client does: changed, some answer disagrees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from mutants import mutants, universe
from test_frameworks import AXES as OWN
from test_frameworks import rows
from test_grid import grid
from test_spellings import alone, pairs, values
from test_timeouts import AXES, QUEUES, crossed

from kafkalint.model.value import Native
from kafkalint.model.version import Version

Case = Mapping[str, Native]
TIMES: tuple[Native, ...] = (
    0,
    1,
    2,
    True,
    False,
    "0",
    "1",
    "2",
    " 2",
    "1.5",
    "0x5",
    "1e3",
    1.5,
    1000,
    "1000.5",
    2147483647,
)
EQUIVALENT = {
    # Before 1.5 every timeout has to be longer than the wait for a batch, whether that is set or not.
    "confluent-kafka": {"message.timeout.ms: read: minimum -1"},
    # Where a transactional id forces the switch, an explicit no is the same as nothing said.
    "java": {"delivery.timeout.ms: read: minimum -1"},  # it is too short for everything that it must cover
    "aiokafka": {"enable_idempotence: read: null 'unset'", "enable_idempotence: read: falsy 'unset'", "tie: asks"},
    # What a framework sets may be what its client has anyway, or matter for times alone; where it sets a transactional
    # id, it switches idempotence on as well.
    "connect": {"no delivery.timeout.ms", "no request.timeout.ms", "puts 1: above", "no transactional.id"},
    "mirror-maker": {"no delivery.timeout.ms", "no request.timeout.ms", "puts 1: above", "no transactional.id"},
    "kafka-streams": {"no linger.ms", "puts 0: above", "no delivery.timeout.ms", "no transactional.id"},
    "quixstreams": {"puts 1: always", "no transactional.id"},
    "faststream-kafka": {"no enable_idempotence"},
    "faststream-confluent": {"no acks", "no linger_ms", "no transaction_timeout_ms"},
}
"""Changes that make no difference to a client."""
VALUES = "default|no substitute|number"
UNTOLD = {"confluent-kafka": Version.parse("1.1")}
"""Versions before which a client does not tell which values are in effect."""


def suite(real) -> Iterator[Case]:
    """What the other oracles ask but for random input, and odd values of every setting."""
    behaviour = real.client.at(real.version)
    underscored, textual, switch = "_" in behaviour.switch, real.client.textual, behaviour.switch
    yield from grid(underscored, textual)
    for name, meant in () if real.client.framework else behaviour.names.items():
        for value in universe(behaviour.settings[meant].reading, textual):
            yield {name: value}
            yield from ({switch: on, name: value} for on in (True, False) if name != switch)
    yield from crossed(AXES.get(real.client.id, {}))
    yield from rows(OWN.get(real.client.id, {}))
    for constraint in () if real.client.framework else behaviour.constraints:
        rest = {name: "tx" for name in constraint.if_set if name not in (constraint.setting, *constraint.terms)}
        for left, right in product(TIMES, repeat=2):
            yield {**rest, constraint.setting: left, **dict.fromkeys(constraint.terms, right)}
    if not underscored and not textual:
        yield from crossed(QUEUES)
    yield from alone(values(real))
    yield from pairs(values(real))


def blamed(answer, verdict) -> bool:
    """Whether the client's refusal names the setting that ours does."""
    name = verdict.reasons[0].setting if verdict.reasons else ""
    words = re.escape(name).replace("_", "[._]").replace(r"\.", "[._]")
    return re.search(words.replace(r"[._]requests[._]per[._]connection", ""), str(answer["error"]), re.I) is not None


def test_no_mutant_survives(real, told, disagrees, askable) -> None:
    cases = [case for case in suite(real) if askable(case)]
    answered = list(zip(cases, real.answers(cases), strict=True))
    wrong = [case for case, answer in answered if disagrees(real, real.client, case, answer)]
    assert not wrong, f"{real}: {wrong[:20]}"
    fair = [answer["verdict"] == "rejected" and blamed(answer, real.ours(case)) for case, answer in answered]
    made, survivors = 0, []
    same = EQUIVALENT.get(real.client.id, set())
    untold = real.client.id in UNTOLD and real.version < UNTOLD[real.client.id]
    for what, name, behaviour in mutants(real.client, real.version):
        if what in same or what.partition(": ")[2] in same or (untold and re.search(VALUES, what)):
            continue
        made += 1
        mutant = replace(real.client, eras=((real.client.eras[0][0], behaviour),))
        order = sorted(range(len(cases)), key=lambda index: name not in cases[index])
        if not any(
            disagrees(real, mutant, *answered[index])
            or (fair[index] and not blamed(answered[index][1], real.ours(cases[index], mutant)))
            for index in order
        ):
            survivors.append(what)
    told(f"{real}: mutants: {made} made, {made - len(survivors)} caught, {len(survivors)} not")
    assert not survivors, f"{real}:\n" + "\n".join(survivors)
