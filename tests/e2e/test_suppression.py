"""Comments that silence findings, in every syntax that has comments, through the whole product."""

from __future__ import annotations

import pytest

PYTHON = """
from confluent_kafka import Producer

producer = Producer(
    {{
        "enable.idempotence": True,
        {above}
        "acks": 1,{beside}
    }}
)
"""
YAML = """
spring:
  kafka:
    producer:
      client-id: orders
      {above}
      acks: 1{beside}
"""
PROPERTIES = """
spring.kafka.producer.client-id=orders
{above}
spring.kafka.producer.acks=1{beside}
"""
TOML = """
[kafka.producer]
"bootstrap.servers" = "x:9092"
"enable.idempotence" = true
"linger.ms" = 5
{above}
acks = 1{beside}
"""
DOTENV = """
CONNECT_BOOTSTRAP_SERVERS=x:9092
CONNECT_PRODUCER_ENABLE_IDEMPOTENCE=true
{above}
CONNECT_PRODUCER_ACKS=1{beside}
"""
INI = """
[kafka.producer]
bootstrap.servers = x:9092
enable.idempotence = true
linger.ms = 5
{above}
acks = 1{beside}
"""
FILES = {
    "a.py": (PYTHON, "KFK101", True),
    "application.yml": (YAML, "KFK201", True),
    "application.properties": (PROPERTIES, "KFK201", False),
    "settings.toml": (TOML, "KFK101", True),
    "connect.env": (DOTENV, "KFK101", True),
    "kafka.ini": (INI, "KFK101", False),
}
"""Text with a gap above and beside the value, the rule that fires, and whether a comment may stand beside a value."""
PLACES = [(name, "above") for name in FILES] + [(name, "beside") for name, row in FILES.items() if row[2]]


def planted(project, name: str, place: str, comment: str) -> None:
    gaps = {"above": "# nothing", "beside": ""} | {place: f"# {comment}" if place == "above" else f"  # {comment}"}
    project.plant(name, FILES[name][0].format(**gaps).lstrip("\n").encode())


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_a_comment_silences_its_rule_and_no_other(project, name, place) -> None:
    rule = FILES[name][1]
    planted(project, name, place, "kafkalint")
    assert project.check().rules == [rule], "a comment that only names kafkalint says nothing"
    planted(project, name, place, f"kafkalint: ignore[{rule}] metrics only")
    ran = project.check()
    assert (ran.status, ran.rules) == (0, [])
    assert "1 suppressed" in ran.out
    planted(project, name, place, "kafkalint: ignore[KFK302] metrics only")
    assert sorted(project.check().rules) == sorted(["KFK001", rule])


@pytest.mark.parametrize(("name", "place"), PLACES)
@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("kafkalint: ignore[KFK999]", "KFK002"),
        ("kafkalint: ignore", "KFK002"),
        ("kafkalint: ignore[] because", "KFK002"),
        ("kafkalint: ignore[{rule}] until=2020-01-31", "KFK003"),
        ("kafkalint: ignore[{rule}] until=soon", "KFK002"),
    ],
)
def test_a_comment_that_does_not_hold_is_said_and_silences_nothing(project, name, place, comment, found) -> None:
    rule = FILES[name][1]
    planted(project, name, place, comment.format(rule=rule))
    assert sorted(project.check().rules) == sorted([found, rule])


@pytest.mark.parametrize("name", FILES)
def test_a_date_in_the_future_and_several_rules(project, name) -> None:
    rule = FILES[name][1]
    planted(project, name, "above", f"kafkalint: ignore[{rule}, KFK402] agreed until=2999-12-31")
    assert project.check("--select", rule).rules == []


def test_an_unused_comment_where_nothing_is_wrong(project) -> None:
    project.plant("application.yml", "spring.kafka.producer.acks: all  # kafkalint: ignore[KFK201] once it was 1\n")
    ran = project.check()
    assert ran.rules == ["KFK001"]
    assert ran.status == 1


def test_a_comment_about_a_rule_that_does_not_run_is_not_unused(project) -> None:
    project.plant("application.yml", "spring.kafka.producer.acks: all  # kafkalint: ignore[KFK201] once it was 1\n")
    assert project.check("--ignore", "KFK201").rules == []


def test_what_is_silenced_is_not_rewritten(project) -> None:
    planted(project, "a.py", "beside", "kafkalint: ignore[KFK101] we know")
    before = (project.folder / "a.py").read_bytes()
    assert project.check("--fix", "--unsafe-fixes").status == 0
    assert (project.folder / "a.py").read_bytes() == before


def test_text_that_only_looks_like_a_comment_silences_nothing(project) -> None:
    project.plant(
        "a.py",
        """
        from confluent_kafka import Producer

        Producer({"enable.idempotence": True, "acks": 1, "client.id": "# kafkalint: ignore[KFK101] x"})
        """,
    )
    assert project.check().rules == ["KFK101"]
