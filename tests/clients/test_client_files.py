"""Client files: what ships is sound, what does not hold is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.analysis.resolve.reading import written_as
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.reading import CatalogError
from kafkalint.model.version import Version

BASE = """\
client: small
title: small
lowest: "1.0"
newest: "2.0"
switch: on
readings:
  flag: {truthy: true}
settings:
  "on":
    role: switch
    read: flag
    default: {by-version: {"0": false, "2.0": true}}
known:
  since: {"0": "on"}
"""


def load(folder: Path, **files: str):
    (folder / "clients").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "clients" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_clients([folder])


def test_all_clients_are_there(clients) -> None:
    passing = ("producer-performance", "pykafka", "spark")
    assert [name for name, client in clients.items() if not client.framework and name not in passing] == [
        "aiokafka",
        "confluent-kafka",
        "java",
        "kafka-python",
        "kafka-python-ng",
        "librdkafka",
    ]
    assert [name for name, client in clients.items() if client.framework] == [
        "beam",
        "connect",
        "console-producer",
        "faststream-confluent",
        "faststream-kafka",
        "faust",
        "flink",
        "kafka-streams",
        "mirror-maker",
        "quixstreams",
        "quixstreams-producer",
        "spring-cloud-stream",
        "verifiable-producer",
    ]


@pytest.mark.parametrize(
    ("client", "since"),
    [
        ("java", "0.11"),
        ("librdkafka", "1.0"),
        ("confluent-kafka", "1.0"),
        ("kafka-python", "2.2"),
        ("kafka-python-ng", None),
        ("aiokafka", "0.5"),
        ("connect", "0.11"),
        ("spark", "2.4"),
        ("pykafka", None),
    ],
)
def test_idempotent_since(clients, client, since) -> None:
    assert clients[client].idempotent_since == (since and Version.parse(since))


@pytest.mark.parametrize(
    ("client", "version", "role", "action"),
    [
        ("java", "3.7", "acks", ("write", "all")),
        ("java", "3.7", "retries", ("remove", None)),
        ("java", "3.7", "in-flight", ("limit", None)),
        ("java", "3.7", "switch", ("write", True)),
        ("confluent-kafka", "1.5", "retries", ("remove", None)),
        ("kafka-python", "2.2", "in-flight", ("limit", None)),
        ("kafka-python", "3.0", "protocol", ("remove", None)),
        ("aiokafka", "0.14", "acks", ("write", "all")),
    ],
)
def test_rewrites(clients, client, version, role, action) -> None:
    rewrite = clients[client].at(Version.parse(version)).of_role(role).rewrite
    assert (rewrite.action, rewrite.value) == action


def test_a_rewrite_never_writes_what_the_client_refuses(ask, clients) -> None:
    """The value that is written, and the limit, are accepted beside the switch by every version that has one."""
    for client in clients.values():
        for since, behaviour in client.eras:
            at = max(since, client.lowest)
            if client.knows(behaviour.switch, at):
                switch = behaviour.settings[behaviour.switch]
                settings = {switch.name: written_as(True, switch.reading)}
                for setting in behaviour.settings.values():
                    limit = setting.demand.limit if setting.demand else None
                    if setting.rewrite and setting.rewrite.action == "write":
                        settings[setting.name] = setting.rewrite.value
                    elif setting.rewrite and setting.rewrite.action == "limit":
                        settings[setting.name] = limit.maximum or limit.is_[0]
                found = ask(client.id, str(at), settings)
                refused_by_framework = any(reason.put for reason in found.reasons)
                assert found.outcome.value == "idempotent" or refused_by_framework, (client.id, at, settings)


def test_aiokafka_has_no_settings_for_what_it_does_not_do(clients) -> None:
    behaviour = clients["aiokafka"].at(Version.parse("0.14"))
    assert behaviour.of_role("retries") is None
    assert behaviour.of_role("in-flight") is None


def test_a_client_frozen_at_a_version_of_another(clients) -> None:
    client = clients["kafka-python-ng"]
    assert len(client.eras) == 1
    assert client.knows("connection_timeout_ms", client.newest)
    assert client.knows("enable_idempotence", client.newest) is False


def test_names_by_version(clients) -> None:
    client = clients["aiokafka"]
    seen = [client.knows("api_version", Version.parse(version)) for version in ("0.12", "0.13", "0.14", "9.0")]
    assert seen == [True, False, True, True]
    assert client.knows("something", Version.parse("0.14")) is False
    assert client.knows("something", Version.parse("9.0")) is None


def test_a_later_folder_adds_and_replaces(tmp_path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    load(first, small=BASE, other=BASE.replace("client: small", "client: other"))
    load(second, small=BASE.replace("title: small", "title: mine"))
    found = load_clients([first, second])
    assert {name: client.title for name, client in found.items()} == {"other": "small", "small": "mine"}


def test_steps_are_eras(tmp_path) -> None:
    client = load(tmp_path, small=BASE)["small"]
    assert [str(since) for since, _ in client.eras] == ["0", "2.0"]
    assert client.at(Version.parse("1.9")).settings["on"].default is False
    assert client.at(Version.parse("2.0")).settings["on"].default is True
    assert client.at(Version.parse("0.1")).settings["on"].default is False


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("role: switch", "rule: switch", 10, "unknown key 'rule'"),
        ("role: switch", "role: swich", 10, "role"),
        ("truthy: true", "truthy: perhaps", 7, "truthy"),
        ('newest: "2.0"', 'newest: "two"', 4, "newest"),
        ('{"0": false, "2.0": true}', '{"1.0": false}', 12, 'must be "0"'),
        ('{"0": false, "2.0": true}', "{0: false}", 12, "quoted versions"),
        ("switch: on", "switch: off-switch", 1, "not among the settings"),
        ("read: flag", "read: flug", 1, "there is no reading 'flug'; known: flag"),
        ("title: small", "title: [", 4, "expected"),
        ("title: small", "title: small\nextends: {client: nobody}", 1, "no client 'nobody' to extend"),
        ("title: small", "title: small\nextends: {client: small}", 1, "a circle"),
        ("title: small", "title: small\nchecks: [acks]", 1, "'acks' is not among the settings"),
        ("truthy: true", "extends: flag", 1, "there is no reading 'flag'"),
        (
            "title: small",
            "title: small\nconstraints: [{setting: 'on', must-be: '>', sum: [], if-set: [acks]}]",
            1,
            "constraints: 'acks'",
        ),
        ("title: small", "title: small\nmisspellings: {onn: off}", 1, "no setting 'onn'"),
        ('since: {"0": "on"}', 'since: {"0": "on"}\n  until: {"1.0": "off"}', 1, "never begins"),
        ("role: switch", "role: switch\n    rewrite: {remove: true, limit: true}", 11, "exactly one"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_line(tmp_path, old, new, line, says) -> None:
    assert old in BASE
    with pytest.raises(CatalogError) as caught:
        load(tmp_path, small=BASE.replace(old, new))
    assert caught.value.path.name == "small.yaml"
    assert caught.value.line == line
    assert says in str(caught.value)
