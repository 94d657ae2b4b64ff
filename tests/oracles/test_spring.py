"""What an application's files say of its producer in each profile, by Spring Boot itself and by kafkalint."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from applications import PROFILES, application

from kafkalint.analysis.locate import locate
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import format_of
from kafkalint.model.document import Document
from kafkalint.model.producer import Producer, Setting
from kafkalint.model.value import Dynamic

CASES = int(os.environ.get("KAFKALINT_CASES", "400"))
AUTO, KAFKA, YAML = (
    "org.springframework.boot:spring-boot-autoconfigure:",
    "org.springframework.kafka:spring-kafka:",
    "org.yaml:snakeyaml:",
)
BOOT = {
    "2.7.18": (AUTO + "2.7.18", KAFKA + "2.8.11", YAML + "1.30"),
    "3.5.0": (AUTO + "3.5.0", KAFKA + "3.3.6", YAML + "2.4"),
    "4.0.0": ("org.springframework.boot:spring-boot-kafka:4.0.0", YAML + "2.5"),
}
"""What each line of Boot reads its configuration with."""
STRING = "org.apache.kafka.common.serialization.StringSerializer"
BY_ITSELF = {"bootstrap.servers": "localhost:9092", "key.serializer": STRING, "value.serializer": STRING}
"""What Boot puts there when nobody does."""
PLACE = "spring-kafka"
PLACES = tuple(place for place in load_places([rules_folder()]) if place.id == PLACE)
Effective = Mapping[str, str]


@pytest.mark.oracle
@pytest.mark.matrix
@pytest.mark.xdist_group("spring-boot")
@pytest.mark.parametrize("version", BOOT)
def test_effective_settings(version, reading, told, seed, tmp_path) -> None:
    chance = random.Random(seed)
    asked: list[tuple[Path, str]] = []
    for number in range(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in application(chance).items():
            (folder / name).write_text(text, "utf-8")
        asked += ((folder, profile) for profile in ("", *PROFILES))
    lines = [f"{folder}\t{profile}" for folder, profile in asked]
    answers = reading(f"spring-boot-{version}", BOOT[version], "SpringOracle.java", lines)
    assert len(answers) == len(asked)
    compared, refused, differing = 0, 0, []
    for (folder, profile), theirs in zip(asked, answers, strict=True):
        for ours in effective(folder, profile):
            refused += "!" in theirs
            compared += "!" not in theirs
            if "!" not in theirs and {**BY_ITSELF, **ours} != theirs:
                differing.append(f"{_shown(folder)}\nprofile {profile!r}\n  Boot {theirs}\n  ours {ours}")
    told(f"spring-boot {version}: {compared} compared, {refused} refused by Boot, {len(differing)} disagreements")
    assert compared > CASES
    assert not differing, f"seed {seed}, {len(differing)} of {compared}:\n" + "\n".join(differing[:5])


def effective(folder: Path, profile: str) -> list[Effective]:
    """The settings of the producer as each file of the application leads to them; none where it is not found."""
    documents = {str(path): _read(path) for path in sorted(folder.iterdir())}

    def located(own: Document) -> Sequence[Producer]:
        beside = [(path, one) for path, one in documents.items() if one is not own]
        return [one for one in locate(own, PLACES, lambda _path, _pattern: beside) if isinstance(one, Producer)]

    found = [producer for document in documents.values() for producer in located(document)]
    return [_effective(one) for one in found if one.variant and profile == one.variant.name]


def _effective(producer: Producer) -> Effective:
    settings = [one for slot in producer.slots for one in slot.values]
    return {one.name: _text(one) for one in settings if one.name != "transactional.id"}


def _text(setting: Setting) -> str:
    value = setting.value.default if isinstance(setting.value, Dynamic) else setting.value
    assert value is not None
    return str(value.value)


def _read(path: Path) -> Document:
    syntax = format_of(path.name)
    assert syntax is not None
    read = syntax.read(syntax.decode(str(path), path.read_bytes()))
    assert isinstance(read, Document)
    return read


def _shown(folder: Path) -> str:
    return "\n".join(f"[{path.name}]\n{path.read_text('utf-8')}" for path in sorted(folder.iterdir()))
