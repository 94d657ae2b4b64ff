"""What producers of Kafka Streams and of Spring Cloud Stream's binders get, by Spring itself and by kafkalint.

Files and variables are random, with what is not a producer's beside what is, placeholders for values of the application
and profiles; a producer that kafkalint does not find has nothing of its own, so there is nothing to compare.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from applications import PROFILES, Spelt, application
from folders import effective, in_environment, shown

CASES = int(os.environ.get("KAFKALINT_CASES", "40"))
BOOT, BINDER = "org.springframework.boot:spring-boot", "org.springframework.cloud:spring-cloud-stream-binder-kafka"
LINES = {
    "2.7.18": (f"{BINDER}:3.2.9", f"{BINDER}-streams:3.2.9", f"{BOOT}-autoconfigure:2.7.18"),
    "3.5.0": (f"{BINDER}:4.3.0", f"{BINDER}-streams:4.3.0", f"{BOOT}-autoconfigure:3.5.0"),
    "4.0.0": (f"{BINDER}:5.0.0", f"{BINDER}-streams:5.0.0", f"{BOOT}-kafka:4.0.0"),
}
"""The binders of each line of Boot, with the Streams that they bring along."""
VERSIONS = [
    pytest.param(version, marks=[pytest.mark.matrix, *([pytest.mark.oracle] if version == "3.5.0" else [])], id=version)
    for version in LINES
]
NUMBER, TRUTH = (
    ("1", "3", "120000", "${NOBODY:7}", "${own.number}"),
    ("true", "false", "${own.truth}", "${NOBODY:true}"),
)
VALUES: Mapping[str, Sequence[str]] = {
    "acks": ("all", "'1'", "'0'", "${NOBODY:all}", "${own.acks}"),
    "enable.idempotence": TRUTH,
    "max.in.flight.requests.per.connection": NUMBER,
    "request.timeout.ms": NUMBER,
    "delivery.timeout.ms": NUMBER,
    "retries": NUMBER,
}
"""By the client's names; what is named `own` is in every application."""
OWN = {"own.number": "5", "own.truth": "false", "own.acks": "all"}
GUARANTEES = ("at_least_once", "exactly_once_v2", "exactly_once_v2", "${own.guarantee:at_least_once}")
BEHIND = ("", "", "producer.", "consumer.")
KAFKA, STREAMS = "spring.kafka", "spring.cloud.stream.kafka.streams.binder"
OUTPUTS = "spring.cloud.stream.kafka"
FORCED = {"enable.idempotence", "delivery.timeout.ms", "transactional.id"}
WAYS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "spring-streams": [(f"{KAFKA}.properties", BEHIND), (f"{KAFKA}.streams.properties", BEHIND)],
    "spring-streams-binder": [  # of `producer.` behind the first and a name without it Spring takes either
        (f"{KAFKA}.properties", ("", "consumer.")),
        (f"{KAFKA}.streams.properties", BEHIND),
        (f"{KAFKA}.producer", ("#", "properties.")),
        (f"{STREAMS}.configuration", BEHIND),
        (f"{STREAMS}.producer-properties", ("",)),
        (f"{STREAMS}.functions.f.configuration", BEHIND),
    ],
    "spring-cloud-stream": [
        (f"{KAFKA}.properties", ("",)),
        (f"{KAFKA}.producer", ("#", "properties.")),
        (f"{OUTPUTS}.binder.configuration", ("",)),
        (f"{OUTPUTS}.binder.producer-properties", ("",)),
        (f"{OUTPUTS}.bindings.o.producer.configuration", ("",)),
        (f"{OUTPUTS}.binder.transaction.producer.configuration", ("",)),
        (f"{OUTPUTS}.binder", ("required-acks", "transaction.transaction-id-prefix")),
    ],
}
"""By places: where settings stand, and what is before their names there; `#` for Boot's own words, or a whole name."""
WHOSE: Mapping[str, Mapping[int, str]] = {
    "spring-streams": {0: "streams"},
    "spring-streams-binder": {0: "function ", 1: "function f"},
    "spring-cloud-stream": {0: "output other", 1: "output o", 2: "output o"},
    "spring-environment": {0: "boot"},
    "spring-streams-environment": {0: "streams"},
    "spring-streams-binder-environment": {0: "function ", 1: "function f"},
    "spring-cloud-stream-environment": {0: "output other", 1: "output o"},
}
"""By the ways of a place: whose producers these are for Spring."""
VARIABLES = {
    "spring-environment": "spring-cloud-stream",
    "spring-streams-environment": "spring-streams",
    "spring-streams-binder-environment": "spring-streams-binder",
    "spring-cloud-stream-environment": "spring-cloud-stream",
}
"""Places in variables, and those in files whose names they have."""
UNSET = {"spring-cloud-stream": {"acks": "1"}, "spring-cloud-stream-environment": {"acks": "1"}}
"""What the binder sets itself."""


@pytest.mark.xdist_group("spring-cloud")
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("place", WAYS)
def test_files(version, place, reading, told, seed, tmp_path) -> None:
    chance = random.Random(seed)
    asked: list[tuple[Path, str, int]] = []
    for folder in _folders(tmp_path):
        texts = application(chance, lambda chance, spelt: _drawn(place, chance, spelt))
        own = "".join(f"{key}={value}\n" for key, value in OWN.items()) + "#---\n"
        texts["application.properties"] = own + texts.get("application.properties", "")
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        asked += ((folder, profile, way) for way in WHOSE[place] for profile in ("", *PROFILES))
    lines = [f"{folder}\t{profile}\t{WHOSE[place][way]}" for folder, profile, way in asked]
    answers = reading(f"spring-cloud-{version}", LINES[version], "SpringOracle.java", lines)
    found = [effective(folder, place, profile, way) for folder, profile, way in asked]
    _compare(
        f"spring-cloud {version}: {place}", list(zip(lines, answers, found, strict=True)), UNSET.get(place, {}), told
    )


@pytest.mark.xdist_group("spring-cloud")
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("place", VARIABLES)
def test_variables(version, place, reading, told, seed, tmp_path) -> None:
    chance = random.Random(seed)
    folders = list(_folders(tmp_path))
    for folder in folders:
        drawn = dict(_variable(VARIABLES[place], chance) for _ in range(chance.randint(1, 7)))
        (folder / "variables.env").write_text("".join(f"{name}={value}\n" for name, value in drawn.items()), "utf-8")
    asked = [(folder, way) for folder in folders for way in WHOSE[place]]
    lines = [f"{folder}\t\t{WHOSE[place][way]}" for folder, way in asked]
    answers = reading(f"spring-cloud-{version}", LINES[version], "SpringOracle.java", lines)
    found = [in_environment(folder / "variables.env", place, way) for folder, way in asked]
    _compare(
        f"spring-cloud {version}: {place}", list(zip(lines, answers, found, strict=True)), UNSET.get(place, {}), told
    )


def _folders(parent: Path) -> Iterator[Path]:
    for number in range(CASES):
        folder = parent / str(number)
        folder.mkdir()
        yield folder


def _drawn(place: str, chance: random.Random, spelt: Spelt) -> tuple[list[str], str]:
    """A setting; each is spelt in one way in a document."""
    way, name, value = _choice(place, chance)
    word = (name in ("acks", "retries") and way.endswith(".producer")) or way.endswith(".binder")
    spelling = chance.choice((name.split("."), [name] if word else [f"[{name}]"]))
    return spelt.setdefault((way, name), [*way.split("."), *spelling]), value


def _variable(place: str, chance: random.Random) -> tuple[str, str]:
    way, name, value = _choice(place, chance)
    own = chance.choice(("", "_")) if way.endswith((".binder", ".producer")) else ""
    path = f"{way.replace('-', '')}.{name.replace('-', own)}"
    default = re.sub(r"\$\{(?:own\.\w+|NOBODY)(?::(.*))?\}", r"\1", value)  # which no shell would resolve
    return path.upper().replace(".", "_"), default.strip("'") or "5"


def _choice(place: str, chance: random.Random) -> tuple[str, str, str]:
    way, fronts = chance.choice(WAYS[place])
    front = chance.choice(fronts)
    if front == "transaction.transaction-id-prefix":
        return way, front, "tx-"
    if front == "required-acks":
        return way, front, chance.choice(("all", "1", "0", "-1"))
    if front == "#":
        name = chance.choice(("acks", "retries"))
        return way, name, chance.choice(VALUES[name])
    if place.startswith("spring-streams") and not front and chance.random() < 0.2 and "producer" not in way:
        return way, "processing.guarantee", chance.choice(GUARANTEES)
    name = chance.choice(tuple(VALUES))
    if front == "properties.":
        return f"{way}.properties", name, chance.choice(VALUES[name])
    return way, front + name, chance.choice(VALUES[name])


def _compare(
    what: str,
    asked: Iterable[tuple[str, Mapping[str, str], Sequence[Mapping[str, str]]]],
    unset: Mapping[str, str],
    told: Callable[[str], None],
) -> None:
    pairs = [(line, theirs, {**unset, **ours}) for line, theirs, found in asked for ours in found if "!" not in theirs]
    differing = [
        f"{line}\n{shown(Path(line.partition(chr(9))[0]))}\n  Spring {_told(theirs)}\n  ours   {_told(ours)}"
        for line, theirs, ours in pairs
        if _told(ours) != _told(theirs)
    ]
    told(f"{what}: {len(pairs)} compared, {len(differing)} disagreements")
    assert len(pairs) > CASES / 3
    assert not differing, f"{len(differing)} of {len(pairs)}:\n" + "\n".join(differing[:9])


def _told(settings: Mapping[str, str]) -> Mapping[str, str]:
    """What both know, without what Streams forces on producers where it processes exactly once."""
    if "transactional.id" in settings:  # with which Spring switches idempotence on, where nobody says anything else
        settings = {"enable.idempotence": "true", **settings}
    once = settings.get("processing.guarantee", "").startswith("exactly")
    names = {"processing.guarantee", "transactional.id", *VALUES} - (FORCED if once else set())
    return {name: value for name, value in sorted(settings.items()) if name in names}
