"""What an application's files say of its producer in each profile, by Spring Boot itself and by kafkalint."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from applications import PROFILES, application
from folders import effective, shown

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
    lines = [f"{folder}\t{profile}\tboot" for folder, profile in asked]
    answers = reading(f"spring-boot-{version}", BOOT[version], "SpringOracle.java", lines)
    assert len(answers) == len(asked)
    compared, refused, differing = 0, 0, []
    for (folder, profile), theirs in zip(asked, answers, strict=True):
        for found in effective(folder, "spring-kafka", profile):
            ours = {**BY_ITSELF, **found}
            refused += "!" in theirs
            compared += "!" not in theirs
            if "!" not in theirs and ours != theirs:
                differing.append(f"{shown(folder)}\nprofile {profile!r}\n  Boot {theirs}\n  ours {ours}")
    told(f"spring-boot {version}: {compared} compared, {refused} refused by Boot, {len(differing)} disagreements")
    assert compared > CASES
    assert not differing, f"seed {seed}, {len(differing)} of {compared}:\n" + "\n".join(differing[:5])


@pytest.mark.oracle
@pytest.mark.matrix
@pytest.mark.xdist_group("spring-boot")
@pytest.mark.parametrize("version", BOOT)
def test_a_key_that_stands_twice_is_refused(version, reading, tmp_path) -> None:
    texts = ("{acks: 1, acks: all}", "{acks: 1, 'acks': 1}", "{acks: 1, client-id: a}\nspring.kafka.producer: {}")
    for number, text in enumerate((*texts, "{acks: 1, client-id: acks}")):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "application.yml").write_text(f"spring.kafka.producer: {text}\n", "utf-8")
    lines = [f"{folder}\t\tboot" for folder in sorted(tmp_path.iterdir())]
    *refused, fine = reading(f"spring-boot-{version}", BOOT[version], "SpringOracle.java", lines)
    assert all("duplicate key" in answer["!"] for answer in refused)
    assert "!" not in fine
