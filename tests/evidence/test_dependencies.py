"""Real-looking manifests of every kind, with every dependency that is to be found in them."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from kafkalint.analysis.evidence import dependencies, gather
from kafkalint.model.manifest import Manifest

KAFKA = "org.apache.kafka:kafka-clients"
STREAMS = "org.apache.kafka:kafka-streams"
BOOT = "org.springframework.boot:org.springframework.boot.gradle.plugin"
SPRING_KAFKA = "org.springframework.kafka:spring-kafka"
ANY = "any version"

EXPECTED = {
    "requirements/requirements.txt": [
        ("kafka-python", "2.0.2", 5),
        ("confluent-kafka", ">=1.9,<3", 8),
        ("aiokafka", ANY, 9),
        ("kafka-python-ng", ">=2.2.0,<2.3", 10),
        ("six", ANY, 13),
        ("python-dateutil", ">=2.8", 14),
        ("kafka-python", ANY, 12),
    ],
    "requirements/requirements/prod.txt": [("aiokafka", ">0.7", 1)],
    "setup.cfg": [
        ("confluent-kafka", ">=1.5,<2", 7),
        ("requests", ANY, 9),
        ("aiokafka", ">=0.8,<0.9", 13),
    ],
    "setup.py": [
        ("kafka-python", ">=1.4,<2.1", 5),
        ("requests", ANY, 5),
        ("confluent-kafka", "1.9.2", 14),
        ("pytest", ANY, 6),
        ("aiokafka", ">=0.8", 15),
    ],
    "pyproject.toml": [
        ("confluent-kafka", ">=2.3,<3", 5),
        ("requests", ANY, 6),
        ("aiokafka", ">=0.10.0,<0.11", 10),
        ("kafka-python", "2.2.3", 13),
        ("ruff", ANY, 14),
        ("kafka-python-ng", "<2.3", 17),
        ("python", ">=3.11,<4", 20),
        ("kafka-python", ">=2.0.2,<3", 21),
        ("aiokafka", ">=0.8,<0.9", 22),
        ("confluent-kafka", "1.9.2", 26),
        ("confluent-kafka", ">=2.3", 27),
    ],
    "poetry.lock": [("aiokafka", "0.10.0", 5), ("kafka-python", "2.0.2", 18)],
    "uv.lock": [("confluent-kafka", "2.6.1", 6), ("orders", "0.1.0", 11)],
    "Pipfile": [
        ("kafka-python", "2.0.2", 6),
        ("aiokafka", ANY, 7),
        ("confluent-kafka", ">=1.9", 8),
        ("kafka-python-ng", ANY, 11),
    ],
    "Pipfile.lock": [("kafka-python", "2.0.2", 7), ("aiokafka", "0.8.1", 11)],
    "pom.xml": [
        (KAFKA, "2.8.2", 25),
        ("com.example:events", "1.0.0", 30),
        ("org.slf4j:slf4j-api", ">=1.7,<2.0", 35),
        ("org.example:elsewhere", ANY, 40),
        (STREAMS, "2.8.2", 17),
    ],
    "boot/pom.xml": [
        ("org.springframework.boot:spring-boot-starter-parent", "2.6.4", 5),
        (SPRING_KAFKA, ANY, 11),
        (KAFKA, "3.0.0", 5),
        (STREAMS, "3.0.0", 5),
    ],
    "gradle/build.gradle": [
        (KAFKA, "3.4.0", 22),
        ("org.apache.kafka:kafka_2.13", "3.4.0", 24),
        ("org.slf4j:slf4j-api", ">=1.7,<1.8", 25),
        (SPRING_KAFKA, ANY, 26),
        ("com.example:events", ANY, 29),
        (STREAMS, "3.5.1", 23),
        (BOOT, "2.7.5", 9),
        (KAFKA, ">=3.1.1,<3.2", 9),
        (STREAMS, ">=3.1.1,<3.2", 9),
    ],
    "gradle/build.gradle.kts": [
        ("org.springframework.boot:spring-boot-dependencies", "2.7.18", 11),
        (STREAMS, "3.7.1", 12),
        (KAFKA, ANY, 13),
        ("org.slf4j:slf4j-api", ">=1.7,<2.0", 14),
        (BOOT, "2.7.18", 7),
        (KAFKA, "3.1.0", 11),
        (STREAMS, "3.1.0", 11),
        (KAFKA, "3.1.0", 7),
        (STREAMS, "3.1.0", 7),
    ],
    "catalog/gradle/libs.versions.toml": [
        ("com.example:events", "1.2.3", 10),
        (KAFKA, "3.7.0", 7),
        (STREAMS, "3.7.0", 8),
        ("org.slf4j:slf4j-api", ">=1.7,<2.0", 9),
        ("com.example:managed", ANY, 11),
        (BOOT, "3.2.5", 14),
        (KAFKA, ">=3.6.0,<3.7", 14),
        (STREAMS, ">=3.6.0,<3.7", 14),
    ],
}


@pytest.mark.parametrize("path", EXPECTED)
def test_every_dependency_is_found_where_it_stands(path, files: Path, read, manifests):
    document = read(path, (files / path).read_bytes())
    found = dependencies(document, manifests)
    lines = gather("", found, [document.source]).lines
    assert [(one.name, str(one.versions), lines[one.site]) for one in found] == EXPECTED[path]


def test_every_kind_of_manifest_has_a_file_here(manifests: tuple[Manifest, ...]):
    covered = {manifest.id for manifest in manifests for path in EXPECTED if manifest.folder(path) is not None}
    assert {manifest.id for manifest in manifests} - covered == {"pylock"}


@pytest.mark.parametrize(
    ("path", "locked"), [("poetry.lock", True), ("uv.lock", True), ("Pipfile.lock", True), ("Pipfile", False)]
)
def test_lock_files_are_told_from_manifests(path, locked, files: Path, read, manifests):
    found = dependencies(read(path, (files / path).read_bytes()), manifests)
    assert {one.locked for one in found} == {locked}


def test_a_version_that_a_parent_manages_is_marked(files: Path, read, manifests):
    found = dependencies(read("pom.xml", (files / "pom.xml").read_bytes()), manifests)
    assert [one.name for one in found if one.managed] == ["org.example:elsewhere"]
    found = dependencies(read("Pipfile", (files / "Pipfile").read_bytes()), manifests)
    assert [one.name for one in found if one.managed] == []


@pytest.mark.parametrize(
    "path", ["orders/settings.toml", "notes.txt", "requirements.txt.bak", "my-pom.xml", "setup.pyc"]
)
def test_other_files_are_no_manifests(path, manifests: tuple[Manifest, ...]):
    assert all(manifest.folder(path) is None for manifest in manifests)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("requirements.txt", ""),
        ("svc/requirements-dev.txt", "svc"),
        ("svc/dev-requirements.txt", "svc"),
        ("svc/requirements/base.txt", "svc"),
        ("a/b/gradle/libs.versions.toml", "a/b"),
    ],
)
def test_a_manifest_speaks_for_its_folder(path, folder, manifests: tuple[Manifest, ...]):
    assert next(found for manifest in manifests if (found := manifest.folder(path)) is not None) == folder


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "pom.xml",
            "<project><dependencies><dependency><artifactId>a</artifactId></dependency></dependencies></project>",
        ),
        ("pom.xml", "<other><dependencies><dependency/></dependencies></other>"),
        ("pom.xml", "<project>text</project>"),
        ("build.gradle", "implementation 'org.apache.kafka:kafka-clients:3.0'"),
        ("build.gradle", "dependencies { implementation kafka.clients }"),
        ("build.gradle", "dependencies { implementation 'not a coordinate' }"),
        ("requirements.txt", "# kafka-python==2.0.2\n-r other.txt\n\n"),
        ("requirements.txt", "./local/wheel.whl"),
        ("setup.cfg", "[options]\npackages = kafka"),
        ("setup.cfg", "[tool:pytest]\ninstall_requires = kafka-python"),
        ("Pipfile.lock", '{"default": ["kafka-python"]}'),
        ("Pipfile.lock", "[]"),
    ],
)
def test_nothing_is_found_where_nothing_is_pinned(path, text, read, manifests):
    found = [one for one in dependencies(read(path, text.encode()), manifests) if one.name != "0"]
    assert [one for one in found if "kafka" in one.name] == []


def test_a_variable_with_two_values_is_unknown(read, manifests):
    text = "def v = '3.0'\nif (x) { v = '2.0' }\ndependencies { api \"org.apache.kafka:kafka-clients:$v\" }"
    (one,) = dependencies(read("build.gradle", text.encode()), manifests)
    assert (str(one.versions), one.managed) == (ANY, True)


def test_variables_that_refer_to_each_other_end(read, manifests):
    text = (
        "<project><properties><a>${b}${b}</a><b>${a}${a}</b></properties><dependencies><dependency>"
        "<groupId>g</groupId><artifactId>n</artifactId><version>${a}</version></dependency></dependencies></project>"
    )
    (one,) = dependencies(read("pom.xml", text.encode()), manifests)
    assert str(one.versions) == ANY


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup.py", "a = [a, a]\nb = b + a\nsetup(install_requires=b)"),
        ("setup.py", "".join(f"n{i + 1} = [{f'n{i}, ' * 50}]\n" for i in range(30)) + "setup(install_requires=n30)"),
        ("requirements.txt", "\\\n" * 200_000),
        ("requirements.txt", "-" + " " * 200_000 + "\n" + "a[" * 100_000),
        ("setup.cfg", "[options]\ninstall_requires =\n" + "  a b c\n" * 50_000),
        ("build.gradle", "a '" + "${" * 100_000),
        ("build.gradle", "[" * 100_000 + "a: b," * 50_000),
        ("pom.xml", "<project>" + "<properties><a>${a}</a></properties>" * 10_000 + "</project>"),
    ],
    ids=range(8),
)
def test_hostile_files_end_soon(path, text, read, manifests):
    started = process_time()
    dependencies(read(path, text.encode()), manifests)
    assert process_time() - started < 8
