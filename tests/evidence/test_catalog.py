"""Manifest and bundle files: what they must say, and what the shipped tables answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.analysis.evidence import dependencies
from kafkalint.catalog.manifests import load_manifests
from kafkalint.catalog.reading import CatalogError
from kafkalint.formats import gradle
from kafkalint.model.manifest import Manifest, manifest_names

KAFKA = "org.apache.kafka:kafka-clients"
STREAMS = "org.apache.kafka:kafka-streams"
MANIFEST = "id: own\nfiles: [own.txt]\nformat: toml\necosystem: pypi\npins: [{at: [deps, '*'], form: requirement}]\n"
BUNDLE = "id: own\necosystem: maven\npackages: ['g:boot']\nbrings: ['g:kafka']\nversions: {'1': ~=2.0.1}\n"


def folder(root: Path, **files: str) -> Path:
    for name, text in files.items():
        kind, _, stem = name.partition("_")
        (root / kind).mkdir(exist_ok=True)
        (root / kind / f"{stem}.yaml").write_text(text, "utf-8")
    return root


def brought(coordinate: str, manifests: tuple[Manifest, ...], name: str = KAFKA) -> list[tuple[str, str]]:
    text = f"dependencies {{ api '{coordinate}' }}"
    found = dependencies(gradle.read(gradle.decode("build.gradle", text.encode())), manifests)
    return [(str(one.versions), one.through) for one in found if one.name == name]


BOOT = "org.springframework.boot:spring-boot-dependencies"
SPRING_KAFKA = "org.springframework.kafka:spring-kafka"


@pytest.mark.parametrize(
    ("coordinate", "expected"),
    [
        (f"{BOOT}:2.6.4", [("3.0.0", BOOT)]),
        (f"{BOOT}:2.6.5", [(">=3.0.1,<3.1", BOOT)]),
        (f"{BOOT}:2.1.18.RELEASE", [(">=2.0.0,<2.1", BOOT)]),
        (f"{BOOT}:[2.6,2.7)", [(">=3.0.0,<3.1", BOOT)]),
        (f"{BOOT}:9.0.0", [(">=4.2.1", BOOT)]),
        (f"{BOOT}:1.5.22.RELEASE", [("any version", BOOT)]),
        (f"{BOOT}", [("any version", BOOT)]),
        (f"{SPRING_KAFKA}:2.8.3", [("3.0.0", SPRING_KAFKA)]),
        (f"{SPRING_KAFKA}:2.8.11", [(">=3.0.1,<3.1", SPRING_KAFKA)]),
        (f"{KAFKA}:7.5.1-ccs", [(">=3.5.0,<3.6", "")]),
        (f"{KAFKA}:7.0.0-ccs", [(">=3.0.0,<3.1", "")]),
        (f"{KAFKA}:3.5.1", [("3.5.1", "")]),
        (f"{KAFKA}:1.0.0-ccs", [("any version", "")]),
        ("io.confluent:kafka-avro-serializer:7.5.1", []),
        (f"{STREAMS}:7.5.1-ccs", []),
    ],
)
def test_what_comes_along(coordinate, expected, manifests: tuple[Manifest, ...]):
    assert brought(coordinate, manifests) == expected


@pytest.mark.parametrize(
    ("coordinate", "expected"),
    [
        (f"{BOOT}:2.6.4", [("3.0.0", BOOT)]),
        (f"{STREAMS}:7.5.1-ccs", [(">=3.5.0,<3.6", "")]),
        (f"{SPRING_KAFKA}:2.8.3", []),
    ],
)
def test_what_comes_along_of_streams(coordinate, expected, manifests: tuple[Manifest, ...]):
    assert brought(coordinate, manifests, STREAMS) == expected


def test_what_manages_a_version_wins_over_what_depends_on_it(manifests: tuple[Manifest, ...]):
    assert brought(f"{SPRING_KAFKA}:2.9.0'; api '{BOOT}:2.5.0", manifests) == [(">=2.7.1,<2.8", BOOT)]
    assert brought(f"{SPRING_KAFKA}:2.9.0'; api '{BOOT}:1.5.0", manifests) == [
        ("any version", BOOT),
        (">=3.2.0,<3.3", SPRING_KAFKA),
    ]


def test_own_files_add_and_replace(tmp_path: Path, manifests: tuple[Manifest, ...]):
    own = folder(
        tmp_path, manifests_own=MANIFEST, bundles_own=BUNDLE, manifests_pom=MANIFEST.replace("id: own", "id: pom")
    )
    (loaded,) = (one for one in load_manifests([own]) if one.id == "own")
    assert loaded.bundles == ()
    assert manifest_names(load_manifests([own])) == ("own.txt",)
    assert [one.id for one in load_manifests([tmp_path / "nothing"])] == []
    assert "pom.xml" in manifest_names(manifests)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("manifests_other", MANIFEST, "1: id: 'own' is not the name of the file"),
        ("manifests_own", MANIFEST + "lock: true\n", "6: unknown key 'lock'"),
        ("manifests_own", MANIFEST.replace("form: requirement", "form: words"), "pins"),
        ("manifests_own", MANIFEST.replace("form: requirement", "form: record"), "give names for records"),
        ("manifests_own", MANIFEST.replace("[own.txt]", "[]"), "files"),
        ("bundles_own", BUNDLE.replace("~=2.0.1", "latest"), "not a version"),
        ("bundles_own", BUNDLE.replace("~=2.0.1", "~=2"), "two numbers at least"),
        ("bundles_own", BUNDLE.replace("'1'", "one"), "not a version"),
        ("bundles_other", BUNDLE, "is not the name of the file"),
    ],
)
def test_files_that_do_not_hold(name, text, message, tmp_path: Path):
    with pytest.raises(CatalogError) as error:
        load_manifests([folder(tmp_path, **{name: text})])
    assert message in str(error.value)


def test_tables_ascend(manifests: tuple[Manifest, ...]):
    bundles = {bundle.id: bundle for manifest in manifests for bundle in manifest.bundles}
    assert set(bundles) == {"spring-boot", "spring-kafka", "confluent-edition"}
    for bundle in bundles.values():
        lows = [versions.low for _, versions in bundle.versions]
        assert lows == sorted(lows), bundle.id
