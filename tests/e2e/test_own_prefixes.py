"""Prefixes behind which a team keeps the settings of several producers, as its configuration says."""

from __future__ import annotations

CONFIG = '[client-versions]\njava = "3.7"\n[[place]]\nprefix = "{}"\nlike = "{}"\n'


def test_each_name_is_a_producer_with_its_profiles(project) -> None:
    project.plant("kafkalint.toml", CONFIG.format("messaging.*.producer", "spring-kafka"))
    project.plant("application.yml", "messaging:\n  orders.producer: {acks: all}\n  audit.producer: {retries: 0}\n")
    project.plant("application-prod.properties", "messaging.orders.producer.acks=1\n")
    findings = project.run("check", "--select", "KFK201", "--output-format", "json").json["findings"]
    assert [(each["path"], each["setting"], "(profile prod)" in each["message"]) for each in findings] == [
        ("application-prod.properties", "messaging.orders.producer.acks", True),
        ("application.yml", "retries", False),
    ]
    project.run("check", "--fix", "--unsafe-fixes")
    assert "acks=all" in (project.folder / "application-prod.properties").read_text("utf-8")


def test_variables_have_prefixes_too(project) -> None:
    project.plant("kafkalint.toml", CONFIG.format("team-a.*.producer", "spring-environment"))
    lines = ["TEAMA_ORDERS_PRODUCER_ACKS=1", "TEAM_A_AUDIT_LOG_PRODUCER_ACKS=1", "TEAMA_ORDERS_CONSUMER_ACKS=1"]
    project.plant("docker-compose.yml", "\n    - ".join(("services:\n  a:\n    environment:", *lines)))
    findings = project.run("check", "--select", "KFK402", "--output-format", "json").json["findings"]
    assert [each["setting"] for each in findings] == [each.partition("=")[0] for each in lines[:2]]
    project.run("check", "--select", "KFK402", "--fix", "--unsafe-fixes")
    assert "TEAMA_ORDERS_PRODUCER_ACKS=all" in (project.folder / "docker-compose.yml").read_text("utf-8")


def test_a_place_that_there_is_not_is_said(project) -> None:
    project.plant("kafkalint.toml", CONFIG.format("a.b", "sprung"))
    result = project.run("check")
    assert result.status == 2
    assert "place: there is no 'sprung'; known: " in result.err


def test_a_prefix_that_is_none_is_said(project) -> None:
    project.plant("kafkalint.toml", CONFIG.format("a.*.b.*", "spring-kafka"))
    assert "kafkalint.toml:4: place.0.prefix: " in project.run("check").err
