"""What is silenced in some profiles of an application stays a finding in the others."""

from __future__ import annotations

import pytest

BASE = "spring.kafka.bootstrap-servers: b:9092\nspring.kafka.producer.acks: 1{}\n"
SILENCES = "  # kafkalint: ignore[KFK201] {} a broker on this machine"
CLIENT = '[client-versions]\njava = "3.7"\n'


@pytest.fixture
def app(project):
    """An application with three profiles beside the default, one of which waits for all replicas."""

    def make(comment: str = "", configuration: str = ""):
        project.plant("kafkalint.toml", f"{configuration}\n{CLIENT}")
        project.plant("application.yml", BASE.format(comment and SILENCES.format(comment)))
        project.plant("application-dev.yml", "spring.kafka.client-id: dev\n")
        project.plant("application-prod.yml", "spring.kafka.producer.acks: all\n")
        project.plant("application-qa-2.yml", "spring.kafka.client-id: qa\n")
        return project

    return make


def told(project) -> list[tuple[str, str]]:
    """Each finding with the profiles in which alone it holds."""
    findings = project.check("--output-format", "json").json["findings"]
    return [(one["rule"], one["message"].rpartition(" (")[2].rstrip(")")) for one in findings]


CASES = [
    ("dev", [("KFK201", "")]),
    ("default", [("KFK201", "profiles dev and qa-2")]),
    ("default,dev", [("KFK201", "profile qa-2")]),
    ("default,dev,qa-*", []),
    ("*", []),
]


@pytest.mark.parametrize(("names", "left"), CASES)
def test_a_comment_silences_the_profiles_that_it_names(app, names, left) -> None:
    found = told(app(f"in-profile={names}"))
    assert [rule for rule, _ in found] == [rule for rule, _ in left]
    assert all(where == want for (_, where), (_, want) in zip(found, left, strict=True) if want)
    assert all("profile" not in where for (_, where), (_, want) in zip(found, left, strict=True) if not want)


@pytest.mark.parametrize(("names", "left"), CASES)
def test_so_does_the_configuration(app, names, left) -> None:
    listed = ", ".join(f'"{name}"' for name in names.split(","))
    entry = f'per-file = [{{paths = ["**"], ignore = ["KFK201"], in-profile = [{listed}]}}]'
    assert [rule for rule, _ in told(app(configuration=entry))] == [rule for rule, _ in left]


def test_several_comments_and_the_configuration_add_up(app) -> None:
    entry = 'per-file = [{paths = ["*.yml"], ignore = ["KFK201"], in-profile = ["dev"]}]'
    project = app("in-profile=default", entry)
    assert told(project) == [("KFK201", "profile qa-2")]
    text = BASE.format(SILENCES.format("in-profile=default"))
    project.plant("application.yml", f"# kafkalint: ignore-file[KFK201] in-profile=qa-2\n{text}")
    assert told(project) == []


def test_a_profile_that_stops_to_repair_is_a_finding_again(app) -> None:
    project = app("in-profile=default,dev,qa-2")
    assert told(project) == []
    project.plant("application-prod.yml", "spring.kafka.client-id: prod\n")
    assert told(project) == [("KFK201", "profile prod")]


def test_what_a_profile_writes_itself_is_silenced_beside_it(app) -> None:
    project = app()
    project.plant("application.yml", BASE.replace("1{}", "all"))
    project.plant("application-dev.yml", f"spring.kafka.producer.acks: 0{SILENCES.format('in-profile=dev')}\n")
    ran = project.check()
    assert (ran.status, ran.rules) == (0, [])
    assert "1 suppressed" in ran.out


@pytest.mark.parametrize(
    ("comment", "rule", "said"),
    [
        ("in-profile=prod", "KFK001", "KFK201 does not fire in the profile prod"),
        ("in-profile=prod,no-*", "KFK001", "KFK201 does not fire in the profiles prod and no-*"),
        ("in-profile=", "KFK002", "in-profile= is not followed by names"),
        ("in-profile=dev,,qa", "KFK002", "in-profile= is not followed by names"),
        ("in-profile=default until=2020-01-31", "KFK003", "2020-01-31"),
    ],
)
def test_a_comment_that_does_not_hold_is_said_and_silences_nothing(app, comment, rule, said) -> None:
    ran = app(comment).check()
    assert sorted(ran.rules) == sorted([rule, "KFK201"])
    assert said in ran.out
    assert "(profile" not in ran.out


def test_such_a_comment_is_taken_out(app) -> None:
    project = app("in-profile=prod")
    project.check("--fix")
    assert (project.folder / "application.yml").read_text("utf-8") == BASE.format("")


def test_a_comment_that_is_needed_in_one_profile_stays(app) -> None:
    project = app("in-profile=default")
    before = (project.folder / "application.yml").read_bytes()
    project.check("--fix")
    assert (project.folder / "application.yml").read_bytes() == before


def test_what_has_no_profiles_is_not_silenced_so(project) -> None:
    project.plant("kafkalint.toml", 'per-file = [{paths = ["**"], ignore = ["KFK101"], in-profile = ["*"]}]\n')
    project.plant(
        "a.py",
        """
        from confluent_kafka import Producer

        Producer({"enable.idempotence": True, "acks": 1})  # kafkalint: ignore[KFK101] in-profile=*
        """,
    )
    assert sorted(project.check().rules) == ["KFK001", "KFK101"]


def test_a_mandatory_rule_is_not_silenced_in_a_profile(app) -> None:
    for project in (
        app("in-profile=default,dev", 'mandatory = ["KFK201"]'),
        app(
            configuration='mandatory = ["KFK201"]\n'
            'per-file = [{paths = ["**"], ignore = ["KFK201"], in-profile = ["default"]}]'
        ),
    ):
        ((rule, where),) = told(project)
        assert (rule, "profile" in where) == ("KFK201", False)


def test_in_a_profile_narrows_what_is_ignored_and_nothing_else(project) -> None:
    project.plant("kafkalint.toml", 'per-file = [{paths = ["*"], profile = "strict", in-profile = ["dev"]}]\n')
    ran = project.check()
    assert ran.status == 2
    assert "in-profile narrows ignore only" in ran.err


def test_a_comment_moves_no_fingerprint(app) -> None:
    def fingerprints(project) -> set[str]:
        return {one["fingerprint"] for one in project.check("--output-format", "json").json["findings"]}

    assert fingerprints(app("in-profile=default")) == fingerprints(app())


def test_a_migration_leaves_alone_what_is_meant_in_a_profile(app) -> None:
    project = app()
    project.plant("application.yml", BASE.replace("1{}", "all"))
    project.plant("application-dev.yml", f"spring.kafka.producer.acks: 0{SILENCES.format('in-profile=dev')}\n")
    plan = project.run("migrate", "--output-format", "json").json
    found = {(one["path"], one["profile"]): (one["status"], one["silenced"]) for one in plan["producers"]}
    assert found["application-dev.yml", "dev"] == ("meant", ["KFK201"])
    assert found["application.yml", "default"][0] == "done", "a switch there would keep dev from starting"
