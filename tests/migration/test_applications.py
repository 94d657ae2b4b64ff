"""Applications of several files and profiles in a plan: each producer once, and each edit once."""

from __future__ import annotations

import pytest

FILES = {
    "kafkalint.toml": 'broker-version = "3.9"\n[client-versions]\njava = "3.7"\n',
    "application.yml": "spring.kafka.bootstrap-servers: b:9092\nspring.kafka.producer.acks: 1\n",
    "application-dev.yml": "spring.kafka.producer.acks: 0\n",
    "application-prod.yml": "spring.kafka.client-id: prod\n",
    "application-same.yml": "server.port: 1  # no word of kafka: spring.kafka\n",
}
SWITCH = "spring.kafka.producer.properties.enable.idempotence: true\n"


@pytest.fixture
def app(project):
    for name, text in FILES.items():
        project.plant(name, text)
    return project


def planned(project, *arguments: str) -> dict:
    return project.run("migrate", "--output-format", "json", *arguments).json


def test_each_producer_of_an_application_is_in_the_plan_once(app) -> None:
    plan = planned(app)
    assert [(one["path"], one["profile"], one["status"]) for one in plan["producers"]] == [
        ("application-dev.yml", "dev", "ready"),
        ("application.yml", "default", "ready"),
        ("application.yml", "prod", "ready"),
    ]
    ids = [one["id"] for one in plan["producers"]]
    assert len(set(ids)) == len(ids)
    assert plan["summary"]["producers"] == app.check("--output-format", "json").json["summary"]["producers"]


def test_an_edit_that_profiles_share_is_one_edit(app) -> None:
    assert planned(app)["summary"]["edits"] == 4
    assert "4 edits in 2 files" in app.run("migrate").out


def test_a_profile_is_named_and_the_default_is_not(app) -> None:
    out = app.run("migrate").out
    assert "profile dev, kafka-clients 3.7" in out
    assert "profile default" not in out
    assert "profile dev" in app.run("migrate", "--output-format", "markdown").out


def test_one_file_of_an_application_brings_what_stands_above_it(app) -> None:
    plan = planned(app, "application.yml")
    assert {one["profile"] for one in plan["producers"]} == {"default", "dev", "prod"}
    assert {one["path"] for one in plan["files"]} <= {edit["path"] for p in plan["producers"] for edit in p["edits"]}


def test_applied_and_taken_back(app) -> None:
    assert app.run("migrate", "--apply", "--atomic").status == 0
    read = {name: (app.folder / name).read_text("utf-8") for name in FILES}
    assert read["application.yml"] == FILES["application.yml"].replace("1", "all") + SWITCH
    assert read["application-dev.yml"] == FILES["application-dev.yml"].replace("0", "all") + SWITCH
    assert read["application-prod.yml"] == FILES["application-prod.yml"]
    assert planned(app)["files"] == []
    assert app.run("migrate", "--undo").status == 0
    assert {name: (app.folder / name).read_text("utf-8") for name in FILES} == FILES


def test_a_declined_profile_is_left_with_all_that_shares_its_edits(app) -> None:
    plan = planned(app, "--skip", "path=application.yml")
    assert [(one["profile"], one["status"]) for one in plan["producers"]] == [("dev", "ready")]
    assert {one["path"] for one in plan["files"]} == {"application-dev.yml"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("application.properties", "spring.kafka.bootstrap-servers=b:9092\nspring.kafka.producer.acks=all\n"),
        ("application.yml", "spring.kafka.bootstrap-servers: b:9092\nspring.kafka.producer.acks: all\n"),
        ("application.yml", "spring:\n  kafka:\n    bootstrap-servers: b\n    producer: {acks: all}\n"),
    ],
)
def test_acks_that_are_written_out_stay_under_any_name(project, name, text) -> None:
    project.plant("kafkalint.toml", FILES["kafkalint.toml"])
    project.plant(name, text)
    (producer,) = planned(project)["producers"]
    assert [(edit["kind"], edit["setting"].rpartition("enable.")[2]) for edit in producer["edits"]] == [
        ("add", "idempotence")
    ]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("application.properties", "spring.kafka.producer.client-id=a\n", "spring.kafka.producer.acks=all"),
        ("application.yml", "spring:\n  kafka:\n    producer:\n      client-id: a\n", "      acks: all"),
        ("application.yml", "spring:\n  kafka.producer.client-id: a\n", "  kafka.producer.acks: all"),
        (
            "application.yml",
            "spring.kafka.producer:\n  client-id: a\n  properties:\n    linger.ms: 5\n",
            "    acks: all",
        ),
    ],
)
def test_a_setting_is_added_under_the_word_that_the_framework_has_for_it(project, name, text, line) -> None:
    project.plant("kafkalint.toml", FILES["kafkalint.toml"])
    project.plant(name, text.encode())
    assert project.run("migrate", "--apply").status == 0
    assert line in (project.folder / name).read_text("utf-8").splitlines()
