"""A plan: every producer with what is done about it and what stands before that, in every form."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/migration-1.json").read_text("utf-8"))


def planned(project, *arguments: str) -> dict:
    """The plan as JSON, held against its schema."""
    plan = project.run("migrate", "--output-format", "json", *arguments).json
    jsonschema.validate(plan, SCHEMA)
    return plan


def statuses(plan: dict) -> dict[str, str]:
    """The status of every producer by its file."""
    return {producer["path"]: producer["status"] for producer in plan["producers"]}


def edits(plan: dict, path: str) -> list[tuple[str, str, str | None, str | None]]:
    """What is done about the first producer of a file."""
    found = next(producer for producer in plan["producers"] if producer["path"] == path)
    return [(one["kind"], one["setting"], one["before"], one["after"]) for one in found["edits"]]


def configured(project, *lines: str) -> None:
    project.plant("kafkalint.toml", "\n".join(lines) + "\n")


@pytest.fixture
def planted(project):
    """One producer for each way to stand."""
    project.plant("requirements.txt", "confluent-kafka==2.6.1\nkafka-python==2.0.2\naiokafka==0.12.0\n")
    project.plant("ready.py", 'from confluent_kafka import Producer\n\nProducer({"acks": 1, "retries": 5})\n')
    project.plant(
        "done.py",
        'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": "all"})\n',
    )
    project.plant("old.py", 'from kafka import KafkaProducer\n\nKafkaProducer(acks="all")\n')
    project.plant(
        "unknown.py",
        'import os\nfrom confluent_kafka import Producer\n\nProducer({"enable.idempotence": os.environ["X"]})\n',
    )
    project.plant(
        "meant.py",
        "from confluent_kafka import Producer\n\n"
        'Producer({"enable.idempotence": False})  # kafkalint: ignore[KFK202] metrics\n',
    )
    project.plant(
        "manual.py",
        "from confluent_kafka import Producer\n\n"
        'Producer({\n    # the partner counts duplicates\n    "enable.idempotence": False})\n',
    )
    return project


def test_every_producer_has_a_status(planted) -> None:
    assert statuses(planned(planted)) == {
        "ready.py": "ready",
        "done.py": "done",
        "old.py": "gated",
        "unknown.py": "undecided",
        "meant.py": "meant",
        "manual.py": "by-hand",
    }


def test_explicit_rewriting_writes_idempotence_and_acks_out_and_leaves_retries_to_the_client(planted) -> None:
    plan = planned(planted, "ready.py")
    assert edits(plan, "ready.py") == [
        ("set", "acks", "1", '"all"'),
        ("remove", "retries", "5", None),
        ("add", "enable.idempotence", None, "True"),
    ]
    assert plan["producers"][0]["before"]["verdict"] == "not-idempotent"
    assert plan["producers"][0]["after"]["verdict"] == "idempotent"


def test_what_is_idempotent_by_default_is_written_out(project) -> None:
    project.plant("producer.properties", "bootstrap.servers=b:9092\nkey.serializer=x\n")
    configured(project, "[client-versions]", 'java = "3.7"')
    plan = planned(project)
    assert sorted(one[1:] for one in edits(plan, "producer.properties")) == [
        ("acks", None, "all"),
        ("enable.idempotence", None, "true"),
    ]


def test_a_producer_that_is_meant_to_lose_records_is_left_alone(project) -> None:
    project.plant(
        "producer.properties", "bootstrap.servers=b:9092\nenable.idempotence=false\nacks=1\nkey.serializer=x\n"
    )
    configured(project, 'profile = "fire-and-forget"')
    plan = planned(project)
    assert statuses(plan) == {"producer.properties": "meant"}
    assert project.run("migrate").status == 0


def test_planning_writes_nothing(planted) -> None:
    before = {path: path.read_bytes() for path in planted.folder.rglob("*") if path.is_file()}
    assert planted.run("migrate").status == 1
    assert {path: path.read_bytes() for path in planted.folder.rglob("*") if path.is_file()} == before


def test_nothing_to_do_is_status_0(planted) -> None:
    assert planted.run("migrate", "done.py", "unknown.py", "meant.py").status == 0


def test_a_client_that_cannot_is_a_gate(planted) -> None:
    plan = planned(planted, "old.py")
    assert [stage["stage"] for stage in plan["stages"]] == ["clients"]
    assert "kafka-python 2.0.2 has no idempotent producer" in plan["stages"][0]["gates"][0]["reason"]
    assert planted.run("migrate", "old.py").status == 1


def test_old_brokers_are_a_gate(planted) -> None:
    configured(planted, 'broker-version = "0.10.2"')
    plan = planned(planted, "ready.py")
    assert [stage["stage"] for stage in plan["stages"]] == ["brokers"]
    assert statuses(plan) == {"ready.py": "gated"}


def test_a_declared_target_without_the_permission_is_a_gate_and_its_edits_are_shown(planted) -> None:
    configured(planted, 'broker-version = "2.6"')
    plan = planned(planted, "ready.py")
    assert [stage["stage"] for stage in plan["stages"]] == ["permissions"]
    assert statuses(plan) == {"ready.py": "gated"}
    assert ("set", "acks", "1", '"all"') in edits(plan, "ready.py")
    assert plan["files"] == []
    configured(planted, 'broker-version = "2.6"', "idempotent-write-granted = true")
    assert statuses(planned(planted, "ready.py")) == {"ready.py": "ready"}


def test_gates_come_in_the_order_in_which_they_are_cleared(planted) -> None:
    configured(
        planted,
        *('[target.old]\nbroker-version = "0.10.2"', '[target.middle]\nbroker-version = "2.6"'),
        *('[[per-file]]\npaths = ["old.py"]\ntarget = "old"', '[[per-file]]\npaths = ["ready.py"]\ntarget = "middle"'),
    )
    plan = planned(planted, "old.py", "ready.py")
    assert [stage["stage"] for stage in plan["stages"]] == ["brokers", "permissions", "clients"]


def test_an_undeclared_target_is_a_warning_and_no_gate(planted) -> None:
    plan = planned(planted, "ready.py")
    assert plan["stages"] == []
    assert "no target is declared" in plan["warnings"][0]["message"]


def test_a_finding_that_is_silenced_is_not_mended(planted) -> None:
    assert edits(planned(planted), "meant.py") == []


def test_today_written_out_changes_no_verdict(planted) -> None:
    plan = planned(planted, "--pin-current", "ready.py", "done.py", "old.py")
    assert edits(plan, "ready.py") == [("add", "enable.idempotence", None, "False")]
    assert statuses(plan) == {"ready.py": "ready", "done.py": "done", "old.py": "done"}
    for producer in plan["producers"]:
        assert producer["before"]["verdict"] == producer["after"]["verdict"]
        assert producer["before"]["acks"] == producer["after"]["acks"]


def test_today_is_not_written_out_where_the_version_is_only_assumed_and_matters(project) -> None:
    project.plant("producer.properties", "bootstrap.servers=b:9092\nkey.serializer=x\n")
    plan = planned(project, "--pin-current")
    assert statuses(plan) == {"producer.properties": "by-hand"}


def test_no_form_shows_a_secret(project) -> None:
    canary = "hunter2hunter2"
    project.plant("requirements.txt", "confluent-kafka==2.6.1\n")
    project.plant(
        "send.py",
        "from confluent_kafka import Producer\n\n"
        f'Producer({{"acks": 1, "ssl.key.password": "{canary}", "sasl.password": "{canary}", "retries": 5}})\n',
    )
    for form in ("json", "table", "markdown"):
        ran = project.run("migrate", "--output-format", form)
        assert "send.py" in ran.out
        assert canary not in ran.out


@pytest.mark.parametrize("wish", ["team=a", "owner", "path="])
def test_a_wish_of_no_kind_is_refused(planted, wish: str) -> None:
    ran = planted.run("migrate", "--only", wish)
    assert ran.status == 2
    assert "expected one of path=…, client=…, rule=…, owner=…" in ran.err
    assert ran.err.count("\n") == 1


def test_only_and_skip(planted) -> None:
    planted.plant("CODEOWNERS", "*.py @all\nready.py @orders @ops\n")
    planted.plant("java.properties", "bootstrap.servers=b:9092\nacks=1\nkey.serializer=x\n")
    assert set(statuses(planned(planted, "--only", "owner=@ops"))) == {"ready.py"}
    assert "ready.py" not in statuses(planned(planted, "--skip", "owner=@orders"))
    assert set(statuses(planned(planted, "--only", "client=java"))) == {"java.properties"}
    assert set(statuses(planned(planted, "--only", "path=*.properties"))) == {"java.properties"}
    assert set(statuses(planned(planted, "--only", "path=*.py", "--skip", "client=confluent*"))) == {"old.py"}


def test_only_one_rule(planted) -> None:
    plan = planned(planted, "--only", "rule=KFK203", "ready.py", "manual.py")
    assert [one[1] for one in edits(plan, "ready.py")] == ["acks", "enable.idempotence"]
    assert edits(plan, "manual.py") == []


def test_what_is_written_in_a_file_that_is_left_out_stays(planted) -> None:
    planted.plant("settings.py", "ACKS = 1\n")
    planted.plant(
        "app.py",
        "from confluent_kafka import Producer\nfrom settings import ACKS\n\n"
        'Producer({"enable.idempotence": True, "acks": ACKS})\n',
    )
    assert statuses(planned(planted, "--only", "path=app.py", "--only", "path=settings.py")) == {"app.py": "ready"}
    plan = planned(planted, "--only", "path=app.py")
    assert statuses(plan) == {"app.py": "left-out"}
    assert plan["producers"][0]["note"] == "it is written in settings.py, which is left out"


def test_topics_that_cannot_have_their_replicas_in_sync_hold_back_who_would_wait_for_more(planted) -> None:
    planted.plant("server.properties", "log.dirs=/var/kafka\ndefault.replication.factor=1\nmin.insync.replicas=2\n")
    plan = planned(planted)
    (stage,) = [stage for stage in plan["stages"] if stage["stage"] == "topics"]
    assert stage["gates"][0]["reason"].startswith("server.properties:2: default.replication.factor=1 is less than")
    assert stage["gates"][0]["producers"] == ["ready.py#0"]
    assert statuses(plan)["ready.py"] == "gated"
    assert statuses(plan)["done.py"] == "done"
    planted.plant("server.properties", "log.dirs=/var/kafka\ndefault.replication.factor=3\nmin.insync.replicas=2\n")
    assert statuses(planned(planted))["ready.py"] == "ready"


def test_redundant_numbers_go_but_acks_and_the_switch_stay(project) -> None:
    project.plant(
        "producer.properties",
        "bootstrap.servers=b:9092\nacks=all\nretries=2147483647\nenable.idempotence=true\nkey.serializer=x\n",
    )
    configured(project, "[client-versions]", 'java = "3.7"')
    assert edits(planned(project), "producer.properties") == [("remove", "retries", "2147483647", None)]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (
            "a.py",
            'import os\nfrom confluent_kafka import Producer\n\nProducer({"enable.idempotence": os.environ["A"]})\n',
            "enable.idempotence comes from the environment variable A",
        ),
        (
            "a.py",
            "from confluent_kafka import Producer\n\ndef make(conf):\n    return Producer(conf)\n",
            "not all its settings are known: the parameter conf",
        ),
        (
            "a.py",
            "from kafka import KafkaProducer\n\nKafkaProducer(acks='all')\n",
            "it depends on the version: kafka-python 2.0 is not, kafka-python 3.0 is idempotent",
        ),
    ],
)
def test_an_undecided_producer_says_what_is_not_known(project, name, text, why) -> None:
    project.plant(name, text)
    configured(project, "[client-versions]", 'kafka-python = ">=2.0,<4"', 'confluent-kafka = "1.6"')
    (producer,) = planned(project)["producers"]
    assert producer["status"] == "undecided"
    assert why in producer["note"]
    assert why in " ".join(project.run("migrate").out.split())
    assert why in project.run("migrate", "--output-format", "markdown").out


def test_what_only_some_versions_do_is_made_what_every_version_does(project) -> None:
    project.plant("producer.properties", "bootstrap.servers=b:9092\nkey.serializer=x\n")
    configured(project, 'broker-version = "3.7"', "[client-versions]", 'java = ">=2.8,<3.8"')
    assert planned(project)["summary"]["before"]["unknown"] == 1
    assert project.run("migrate", "--apply").status == 0
    settings = (project.folder / "producer.properties").read_text("utf-8").splitlines()
    assert {"enable.idempotence=true", "acks=all"} <= set(settings)
    plan = planned(project)
    assert plan["summary"]["before"] == {"idempotent": 1, "not-idempotent": 0, "rejected": 0, "unknown": 0}
    assert plan["files"] == []


@pytest.mark.parametrize(
    ("version", "text", "added"),
    [
        ("2.0", "bootstrap.servers=b:9092\nkey.serializer=x\n", {"acks": "1", "retries": "0"}),
        ("2.0", "bootstrap.servers=b:9092\nkey.serializer=x\nretries=3\n", {"acks": "1"}),
        ("2.8", "bootstrap.servers=b:9092\nkey.serializer=x\n", {"acks": "1"}),
        (">=2.0,<2.9", "bootstrap.servers=b:9092\nkey.serializer=x\n", {"acks": "1"}),
    ],
)
def test_retries_are_written_out_where_an_upgrade_would_change_them(project, version, text, added) -> None:
    project.plant("producer.properties", text)
    configured(project, "[client-versions]", f'java = "{version}"')
    plan = planned(project, "--pin-current")
    made = {one[1]: one[3] for one in edits(plan, "producer.properties")}
    assert made == {"enable.idempotence": "false", **added}
    (producer,) = plan["producers"]
    assert producer["before"]["retries"] == producer["after"]["retries"]


def test_what_is_pinned_stays_what_it_was_behind_the_upgrade(project) -> None:
    project.plant("producer.properties", "bootstrap.servers=b:9092\nkey.serializer=x\n")
    configured(project, "[client-versions]", 'java = "2.0"')
    (old,) = planned(project)["producers"]
    assert project.run("migrate", "--pin-current", "--apply").status == 0
    configured(project, "[client-versions]", 'java = "3.7"')
    (new,) = planned(project)["producers"]
    same = ("verdict", "acks", "retries")
    assert [new["before"][key] for key in same] == [old["before"][key] for key in same]
