"""Producers that are declared to be meant as they are: what that silences, how long, and what is said of it."""

from __future__ import annotations

import pytest

SPRING = "spring.kafka.producer.acks={}\nspring.kafka.producer.client-id=metrics-1\n"
CODE = "from confluent_kafka import Producer\n\nProducer({{{}'client.id': 'metrics-2'}})\n"
INTENT = "[[producer]]\nmatch = {match}\nprofile = '{profile}'\nreason = 'samples, lost without harm'\n{until}\n"


def declared(project, match: str, profile: str = "leader-only", until: str = "") -> None:
    project.plant("kafkalint.toml", INTENT.format(match=match, profile=profile, until=until))


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("application.properties", SPRING.format("1"), []),
        ("application.properties", SPRING.format("0"), ["KFK201"]),
        ("application.properties", SPRING.format("all") + "spring.kafka.producer.retries=0\n", ["KFK201"]),
        ("application.properties", SPRING.format("${ACKS}"), []),
        ("a.py", CODE.format("'acks': 1, "), []),
        ("a.py", CODE.format("'acks': 0, "), ["KFK203", "KFK401"]),
        ("a.py", CODE.format(""), ["KFK203"]),
        ("a.py", CODE.format("'acks': 1, 'enable.idempotence': True, "), ["KFK101"]),
        ("a.py", CODE.format("'acks': 1, 'enable.idempotence': False, "), []),
        ("a.py", CODE.format("'acks': 1, 'unheard.of': 2, "), ["KFK501"]),
    ],
)
def test_leader_only_means_acks_1_and_nothing_else(project, name, text, rules) -> None:
    project.plant(name, text)
    declared(project, "{client-id = 'metrics-*'}")
    assert project.check().rules == rules


@pytest.mark.parametrize(
    ("match", "meant"),
    [
        ("{place = 'spring-kafka'}", True),
        ("{place = 'spring-kafka', client-id = 'metrics-*', path = '*.properties'}", True),
        ("{place = 'quarkus-channel'}", False),
        ("{place = 'spring-kafka', client-id = 'orders'}", False),
        ("{path = 'config/**'}", False),
    ],
)
def test_what_is_meant_and_what_meets_nothing(project, match, meant) -> None:
    project.plant("application.properties", SPRING.format("1"))
    declared(project, match)
    ran = project.check()
    assert (ran.rules, ran.status) == (([], 0) if meant else (["KFK201", "KFK001"], 1))
    if not meant:
        assert "kafkalint.toml:1:1: warning[KFK001] leader-only is declared here of producers that" in ran.out


def test_only_a_run_over_everything_says_that_nothing_is_meant(project) -> None:
    project.plant("application.properties", "spring.kafka.producer.acks=all\n")
    project.plant("src/application.properties", "spring.kafka.producer.acks=all\n")
    declared(project, "{client-id = 'metrics-*'}")
    assert project.check("application.properties").rules == []
    assert project.check("src").rules == []
    assert project.check("src", ".").rules == ["KFK001"]
    assert project.check("--ignore", "KFK001").rules == []


def test_what_cannot_be_read_may_be_meant(project) -> None:
    project.plant("a.py", "from confluent_kafka import Producer\nProducer(")
    declared(project, "{client-id = 'metrics-*'}")
    ran = project.check()
    assert (ran.status, ran.rules) == (2, [])
    declared(project, "{path = 'other.py'}")
    assert project.check().rules == ["KFK001"]


@pytest.mark.parametrize("asked", [(), ("application.properties",)])
def test_an_intent_that_has_ended_silences_nothing_and_is_told(project, asked) -> None:
    project.plant("application.properties", SPRING.format("1"))
    declared(project, "{client-id = 'metrics-*'}", until="until = 2020-01-31")
    ran = project.check(*asked)
    assert (ran.rules, ran.status) == (["KFK201", "KFK003"], 1)
    assert "leader-only was declared here until 2020-01-31: samples, lost without harm" in ran.out
    declared(project, "{client-id = 'metrics-*'}", until="until = 2999-01-31")
    assert project.check(*asked).rules == []


def test_each_is_told_where_it_stands(project) -> None:
    project.plant("application.properties", "spring.kafka.producer.acks=all\n")
    project.plant(
        "pyproject.toml",
        """
        [project]
        name = "x"

        [tool.kafkalint]
        severity = {KFK001 = "error"}

        [[tool.kafkalint.producer]]
        match = {path = "application.properties"}
        profile = "leader-only"
        reason = "x"

        [[tool.kafkalint.producer]]
        match = {path = "gone.properties"}
        profile = "leader-only"
        reason = "x"
        """,
    )
    found = project.run("check", "--output-format", "json").json["findings"]
    assert [(one["rule"], one["severity"], one["path"], one["line"]) for one in found] == [
        ("KFK001", "error", "pyproject.toml", 12)
    ]


def test_what_others_share_may_be_about_other_projects(project) -> None:
    project.plant("application.properties", "spring.kafka.producer.acks=all\n")
    declared(project, "{client-id = 'metrics-*'}")
    (project.folder / "kafkalint.toml").rename(project.folder / "platform.toml")
    project.plant("kafkalint.toml", "extend = 'platform.toml'\n")
    assert project.check().rules == []


@pytest.mark.parametrize(
    ("match", "until", "said"),
    [
        ("{client = 'x'}", "", "unknown key 'client'; valid here: client-id, path, place"),
        ("{place = 'sprung'}", "", "producer: match: place: there is no 'sprung'; known: "),
        ("{path = 'a.py'}", "until = 'soon'", "producer.0.until: input should be a valid date"),
        ("{path = 'a.py'}", "until = 2026-02-30", "not TOML"),
        ("{path = 'a.py'}", "because = 'x'", "unknown key 'because'; valid here: match, profile, reason, until"),
    ],
)
def test_what_does_not_hold_is_one_line(project, match, until, said) -> None:
    project.plant("application.properties", SPRING.format("1"))
    declared(project, match, until=until)
    ran = project.check()
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert said in ran.err


def test_a_migration_leaves_it_alone_and_says_why(project) -> None:
    path = project.plant("application.properties", SPRING.format("1"))
    declared(project, "{client-id = 'metrics-*'}", until="until = 2999-01-31")
    before = path.read_bytes()
    ran = project.run("migrate", "--apply")
    assert (ran.status, path.read_bytes()) == (0, before)
    assert "leader-only until 2999-01-31: samples, lost without harm" in ran.out
    for form in ("json", "markdown", "html"):
        assert "samples, lost without harm" in project.run("migrate", "--output-format", form).out


def test_a_migration_says_what_has_ended(project) -> None:
    project.plant("application.properties", SPRING.format("1"))
    declared(project, "{client-id = 'metrics-*'}", until="until = 2020-01-31")
    ran = project.run("migrate")
    assert ran.status == 1
    assert "- leader-only was declared until 2020-01-31: samples, lost without harm (1 producer)" in ran.out
    assert "Ready: 1 producer" in ran.out
