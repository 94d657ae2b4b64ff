"""Applications with profiles: what is said once, of which profile, and where it is mended."""

from __future__ import annotations

import pytest

BASE = "spring.kafka.producer:\n  acks: 1\n  client-id: me\n"
QUIET = ("--ignore", "KFK207,KFK301,KFK306,KFK407")


@pytest.fixture
def app(project):
    """An application whose brokers and client are declared."""

    def make(version: str, files: dict[str, str]):
        project.plant("kafkalint.toml", f'broker-version = "3.9"\n[client-versions]\njava = "{version}"\n')
        for name, text in files.items():
            project.plant(name, text)
        return project

    return make


def found(project, *paths: str) -> list[tuple[str, str, int, str]]:
    """Rule, place and profiles of each finding."""
    findings = project.run("check", "--output-format", "json", *QUIET, *paths).json["findings"]
    return [(each["rule"], each["path"], each["line"], each["message"].partition(" (")[2]) for each in findings]


def fixed(project) -> dict[str, str]:
    """The files of the application once they are mended."""
    project.run("check", "--fix", "--unsafe-fixes", *QUIET)
    return {path.name: path.read_text("utf-8") for path in sorted(project.folder.glob("application*"))}


def test_what_holds_everywhere_is_said_once_and_nothing_of_a_profile_that_repairs(app) -> None:
    files = {"application-dev.yml": "spring.kafka.bootstrap-servers: b:1\n", "application.yml": BASE}
    project = app("3.7", {**files, "application-prod.yml": "spring.kafka.producer.acks: all\n"})
    assert found(project) == [("KFK201", "application.yml", 2, "")]
    assert found(project, "application-prod.yml") == []


def test_what_a_profile_alone_does_is_said_with_its_name(app) -> None:
    switch = "spring.kafka.producer.properties.enable.idempotence=true\n"
    project = app("3.7", {"application.yml": BASE, "application-prod.properties": switch})
    clash = ("KFK101", "application.yml", 2, "profile prod)")
    assert clash in found(project)
    assert found(project, "application-prod.properties") == [clash]


def test_a_profile_may_answer_a_placeholder_otherwise(app) -> None:
    base = "spring.kafka.producer:\n  acks: ${app.acks}\n  client-id: me\napp.acks: all\n"
    project = app("3.7", {"application.yml": base, "application-dev.yml": "app.acks: 1\n"})
    assert found(project) == [("KFK201", "application.yml", 2, "profile dev)")]
    project.plant("application-dev.yml", "app.acks: all\n")
    assert found(project) == []


def test_a_value_is_mended_where_it_stands_for_every_profile_that_has_it(app) -> None:
    qa = "spring.kafka.producer.retries=0\n"
    project = app("3.7", {"application.yml": BASE, "application-qa.properties": qa})
    assert fixed(project) == {"application.yml": BASE.replace("1", "all"), "application-qa.properties": ""}


def test_a_change_takes_with_it_what_a_profile_must_change_to_start(app) -> None:
    """Idempotence that is asked for refuses acks=1, which idempotence that is switched off did not mind."""
    base, prod = "spring.kafka.producer.properties.enable.idempotence: {}\n", "spring.kafka.producer.acks: {}\n"
    project = app("2.8", {"application.yml": base.format("false"), "application-prod.yml": prod.format(1)})
    assert fixed(project) == {"application.yml": base.format("true"), "application-prod.yml": prod.format("all")}


def test_nothing_is_mended_that_keeps_a_profile_from_starting(app) -> None:
    """The value of a profile that refuses may come from elsewhere, and is then not changed."""
    base = "spring.kafka.producer:\n  properties.enable.idempotence: false\n"
    prod = "acks: &acks 1\nspring.kafka.producer.acks: *acks\n"
    project = app("2.8", {"application.yml": base, "application-prod.yml": prod})
    assert fixed(project) == {"application.yml": base, "application-prod.yml": prod}
    notes = [
        note for each in project.run("check", "--output-format", "json").json["findings"] for note in each["notes"]
    ]
    assert "not rewritten: it would do harm in the profile prod" in notes


def test_a_comment_in_the_other_file_silences_what_stands_there(app) -> None:
    quiet = BASE.replace("1", "1  # kafkalint: ignore[KFK201] a log")
    project = app("3.7", {"application.yml": quiet, "application-prod.yml": "spring.kafka.producer.retries: 5\n"})
    assert found(project) == []


def test_a_file_that_cannot_be_read_leaves_its_profile_open_and_the_others_as_they_are(app) -> None:
    project = app("3.7", {"application.yml": BASE, "application-prod.yml": "spring: kafka: [\n"})
    assert found(project) == [("KFK201", "application.yml", 2, "")]


def test_what_is_excluded_is_not_read_with_its_neighbours(app) -> None:
    project = app("3.7", {"application.yml": BASE.replace("1", "all"), "application-prod.yml": BASE})
    assert found(project) == [("KFK201", "application-prod.yml", 2, "profile prod)")]
    project.plant(
        "kafkalint.toml", 'broker-version = "3.9"\nextend-exclude = ["*-prod.yml"]\n[client-versions]\njava = "3.7"\n'
    )
    assert found(project) == []
