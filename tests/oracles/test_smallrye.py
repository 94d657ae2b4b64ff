"""What a channel's settings are in each profile, by SmallRye Config itself and by kafkalint."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from folders import effective, shown

CASES = int(os.environ.get("KAFKALINT_CASES", "400"))
JARS = ("io.smallrye.config:smallrye-config:3.9.1", "io.smallrye.config:smallrye-config-source-yaml:3.9.1")
CHANNEL = "mp.messaging.outgoing.p."
LAYERS = ("kafka.", "mp.messaging.connector.smallrye-kafka.", CHANNEL)
"""What a channel's producer gets, later ones over earlier ones."""
NAMES = ("acks", "retries", "enable.idempotence", "max.in.flight.requests.per.connection", "linger.ms")
VALUES = ("all", "1", "0", "true", "false", "a b", "${NOBODY:7}")
CHOICES = {"": "prod", "dev": "dev", "test": "test"}
"""Views of kafkalint, and the profiles that they stand for."""
FILES = ("application.properties", "application.yaml", "application-dev.properties", "application-prod.properties")


@pytest.mark.oracle
@pytest.mark.matrix
def test_effective_settings(reading, told, seed, tmp_path) -> None:
    chance = random.Random(seed)
    folders = [tmp_path / str(number) for number in range(CASES)]
    for folder in folders:
        folder.mkdir()
        _plant(folder, chance)
    asked = [(folder, view) for folder in folders for view in CHOICES]
    lines = [f"{folder}\t{CHOICES[view]}" for folder, view in asked]
    answers = reading("smallrye-config-3.9.1", JARS, "SmallRyeOracle.java", lines)
    compared, differing = 0, []
    for (folder, view), answer in zip(asked, answers, strict=True):
        theirs = {name: answer[layer + name] for layer in LAYERS for name in NAMES if layer + name in answer}
        for ours in effective(folder, "quarkus-channel", view):
            compared += 1
            if ours != theirs:
                differing.append(f"{shown(folder)}\nprofile {view!r}\n  SmallRye {theirs}\n  ours {ours}")
    told(f"smallrye-config 3.9.1: {compared} compared, {len(differing)} disagreements")
    assert compared > CASES
    assert not differing, f"seed {seed}, {len(differing)} of {compared}:\n" + "\n".join(differing[:5])


@pytest.mark.oracle
@pytest.mark.matrix
def test_of_a_key_that_stands_twice_the_last_counts(reading, tmp_path) -> None:
    text = "mp:\n  messaging:\n    outgoing:\n      p: {connector: smallrye-kafka, acks: 1, retries: 3, acks: all}\n"
    (tmp_path / "application.yaml").write_text(text, "utf-8")
    (answer,) = reading("smallrye-config-3.9.1", JARS, "SmallRyeOracle.java", [f"{tmp_path}\tprod"])
    told = {name: answer[CHANNEL + name] for name in ("acks", "retries")}
    assert told == {"acks": "all", "retries": "3"}


def _plant(folder: Path, chance: random.Random) -> None:
    """One or two files for all profiles are not both there: which counts more is Quarkus's own choice."""
    first = chance.choice(FILES[:2])
    others = [name for name in FILES[2:] if first.endswith(".properties") and chance.random() < 0.4]
    for name in (first, *others):
        lines = [f"{CHANNEL}connector=smallrye-kafka", *(_setting(chance, name == first) for _ in range(6))]
        text = "".join(f"{line}\n" for line in lines) if name.endswith(".properties") else "".join(_yaml(lines))
        (folder / name).write_text(text, "utf-8")


def _setting(chance: random.Random, profiled: bool) -> str:
    front = chance.choice(("", "%dev.", "%prod.", "%test.")) if profiled else ""
    return f"{front}{chance.choice(LAYERS)}{chance.choice(NAMES)}={chance.choice(VALUES)}"


def _yaml(lines: Sequence[str]) -> Iterator[str]:
    root: dict[str, object] = {}
    for line in lines:
        key, _, value = line.partition("=")
        *way, last = key.split(".")
        here = root
        for part in way:
            here = here.setdefault(part, {})  # type: ignore[assignment]  # only the last parts are texts
        here[last] = value
    yield from _block(root, "")


def _block(root: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in root.items():
        yield f'{indent}"{key}":' + (f' "{value}"\n' if isinstance(value, str) else "\n")
        if isinstance(value, Mapping):
            yield from _block(value, indent + "  ")
