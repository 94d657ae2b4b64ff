"""`kafkalint clients`: its tables say what the recordings of the real clients say."""

from __future__ import annotations

import csv
import gzip
import json
from functools import cache
from pathlib import Path

import pytest

from kafkalint.catalog.catalog import load

GRIDS = Path(__file__).parents[1] / "truth/grids"
KEYS = ("enable_idempotence", "acks", "retries", "max_in_flight", "transactional_id")
COLUMNS = {
    "acks": "acks",
    "retries": "retries",
    "max_in_flight_requests_per_connection": "max_in_flight",
    "transactional_id": "transactional_id",
}
"""Which column of a grid a setting is, by its name with underscores."""
with (GRIDS / "index.csv").open(encoding="utf-8", newline="") as index:
    RECORDED = [(row["client"], row["version"], row["grid"]) for row in csv.DictReader(index)]


@cache
def grid(name: str) -> dict[tuple[str, ...], dict[str, str]]:
    """The rows of a grid by their settings."""
    with gzip.open(GRIDS / name, "rt", encoding="utf-8", newline="") as file:
        return {tuple(row[key] for key in KEYS): row for row in csv.DictReader(file)}


def recorded(name: str, **settings: str) -> dict[str, str]:
    """The row of a grid with these settings and no other."""
    return grid(name)[tuple(settings.get(key, "unset") for key in KEYS)]


def told(project, *arguments: str):
    ran = project.run("clients", *arguments, "--json")
    assert ran.status == 0, ran.err
    return ran.json


def same(effective: dict[str, object], row: dict[str, str]) -> bool:
    """Whether the effective values are those that could be observed."""
    seen = {
        "acks": row["effective_acks"],
        "retries": row["effective_retries"],
        "max_in_flight": row["effective_in_flight"],
    }
    return all(str(effective[name]) == value for name, value in seen.items() if value)


@pytest.mark.parametrize(("client", "version", "name"), RECORDED)
def test_defaults(project, client, version, name) -> None:
    (defaults,) = told(project, client, "--client-version", version)["defaults"]
    nothing, switched = recorded(name), recorded(name, enable_idempotence="true")
    assert (defaults["state"] == "on") == (nothing["verdict"] == "idempotent")
    assert same(defaults["unset"], nothing)
    assert (defaults["idempotent"] is None) == (switched["verdict"] == "rejected")
    assert defaults["idempotent"] is None or same(defaults["idempotent"], switched)


@pytest.mark.parametrize(("client", "version", "name"), RECORDED)
def test_conflicts(project, client, version, name) -> None:
    said = {"rejects": "rejected", "disables": "not-idempotent", "none": "not-idempotent"}
    on = recorded(name)["verdict"] == "idempotent"
    demands = told(project, client, "--client-version", version)["demands"]
    found = {COLUMNS[key]: one for one in demands if (key := one["setting"].replace(".", "_")) in COLUMNS}
    for column, one in found.items():
        settings = {column: str(one["tried"])}
        assert said[one["asked"]] == recorded(name, enable_idempotence="true", **settings)["verdict"]
        assert said[one["unasked"]] == recorded(name, **settings)["verdict"]
        assert (one["unasked"] == "none") == (not on)
    switched = recorded(name, enable_idempotence="true")["verdict"]
    columns = {"acks", "retries", "max_in_flight"} if recorded(name)["effective_retries"] else {"acks"}
    assert switched != "idempotent" or columns <= set(found)


@pytest.mark.parametrize(("client", "version", "name"), RECORDED)
def test_limits_in_flight(project, client, version, name) -> None:
    demands = told(project, client, "--client-version", version)["demands"]
    needs = next((one["needs"] for one in demands if one["setting"].replace(".", "_").startswith("max_in_fl")), None)
    if needs is None:
        assert all(row["verdict"] != "idempotent" or row["max_in_flight"] == "unset" for row in grid(name).values())
        return
    fit = {"1"} if needs.endswith("=1") else {"1", "5"}
    assert needs.endswith(("=1", " of at most 5"))
    accepted = [recorded(name, enable_idempotence="true", max_in_flight=each) for each in ("1", "5", "6", "100")]
    assert {row["max_in_flight"] for row in accepted if row["verdict"] == "idempotent"} == fit


@pytest.mark.parametrize(("client", "version", "name"), RECORDED)
def test_transactions(project, client, version, name) -> None:
    ties = {one["setting"].replace(".", "_"): one for one in told(project, client, "--client-version", version)["ties"]}
    alone = recorded(name, transactional_id="set")["verdict"]
    against = recorded(name, transactional_id="set", enable_idempotence="false")["verdict"]
    if "transactional_id" in ties:
        assert (ties["transactional_id"]["alone"], ties["transactional_id"]["against"]) == (alone, against)
    else:
        assert alone == "rejected", "a version without transactions"


def test_the_default_that_was_declared_and_did_not_apply(project) -> None:
    (before,) = told(project, "java", "--client-version", "3.0.0")["defaults"]
    (after,) = told(project, "java", "--client-version", "3.0.1")["defaults"]
    assert (before["state"], before["declared"]) == ("off-default", True)
    assert (after["state"], after["declared"]) == ("on", False)
    assert before["versions"] == [">=3.0.0,<3.0.1", ">=3.1.0,<3.1.1"]


def test_the_limits_of_librdkafka(project) -> None:
    demands = {one["setting"]: one for one in told(project, "librdkafka", "--client-version", "1.5.0")["demands"]}
    assert demands["retries"]["accepts"] == "0 to 10000000"
    assert demands["max.in.flight.requests.per.connection"]["needs"].endswith("of at most 5")
    assert demands["queuing.strategy"]["tried"] == "lifo"
    assert demands["api.version.request"]["later"] is True
    assert told(project, "librdkafka")["aliases"]["acks"] == ["request.required.acks"]


def test_five_in_flight_are_too_many_for_kafka_python_2_3(project) -> None:
    demands = {one["setting"]: one for one in told(project, "kafka-python", "--client-version", "2.3")["demands"]}
    limit = demands["max_in_flight_requests_per_connection"]
    assert (limit["needs"], limit["rewrite"]) == ("max_in_flight_requests_per_connection=1", "removed")


@pytest.mark.parametrize(
    ("client", "version", "before"),
    [
        ("confluent-kafka", "2.6.1", "max.in.flight.requests.per.connection=6"),
        ("confluent-kafka", "2.6.1", "retries=0"),
        ("confluent-kafka", "2.6.1", "acks=1"),
    ],
)
def test_a_rewrite_is_what_the_fix_writes(project, client, version, before) -> None:
    name, _, value = before.partition("=")
    source = "from confluent_kafka import Producer\nProducer({'enable.idempotence': True%s})\n"
    path = project.plant("app.py", (source % f", '{name}': {value}").encode())
    project.plant("kafkalint.toml", f"client-versions = {{ {client} = '=={version}' }}")
    demands = told(project, client, "--client-version", version)["demands"]
    (rewrite,) = [one["rewrite"] for one in demands if one["setting"] == name]
    project.check("--fix")
    new = rewrite.partition("=")[2]
    written = "" if rewrite == "removed" else f", '{name}': {new if new.isdigit() else repr(new)}"
    assert path.read_text("utf-8") == source % written


def test_every_client_is_listed(project) -> None:
    assert [one["id"] for one in told(project)] == list(load().clients)
    lines = project.run("clients").out.splitlines()
    assert [line.split()[0] for line in lines[1 : 1 + len(load().clients)]] == list(load().clients)
    never = {one["id"] for one in told(project) if one["idempotent_since"] is None}
    assert never == {"kafka-python-ng", "pykafka"}


@pytest.mark.parametrize("client", load().clients)
def test_for_a_person(project, client) -> None:
    ran = project.run("clients", client)
    assert ran.status == 0
    assert ran.out.startswith(f"{client}: ")
    assert "With nothing set" in ran.out
    assert ("An idempotent producer needs" in ran.out) == (client not in ("faust", "kafka-python-ng", "pykafka"))
    assert all(len(line) <= 120 for line in ran.out.splitlines())


def test_a_client_of_ones_own(project) -> None:
    own = "client: own\ntitle: own\nextends: {client: aiokafka}\nlowest: '0.2'\nnewest: '0.14.0'\n"
    project.plant("lint/clients/own.yaml", own)
    project.plant("kafkalint.toml", "rules = ['lint']")
    assert "own" in [one["id"] for one in told(project)]
    assert told(project, "own")["defaults"] == told(project, "aiokafka")["defaults"]


def test_the_numbers_of_json_have_an_end(project) -> None:
    out = project.run("clients", "kafka-python", "--json").out
    assert "Infinity" not in out
    assert json.loads(out)["defaults"][-1]["unset"]["retries"] == "inf"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["jvaa"], "there is no client 'jvaa'; known: aiokafka, "),
        (["java", "--client-version", "new"], "'new' is no version of kafka-clients; known: 0.9 to "),
        (["--client-version", "3.7"], "--client-version needs a CLIENT"),
    ],
)
def test_what_is_refused(project, arguments, said) -> None:
    ran = project.run("clients", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"kafkalint: {said}")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(("version", "end"), [("99", "newest"), ("0.1", "lowest")])
def test_a_version_outside_the_known_ones_is_judged_as_their_end(project, version, end) -> None:
    known = load().clients["java"]
    remark = (
        f"{version} lies outside the known versions {known.lowest} to {known.newest} and is judged as "
        f"{getattr(known, end)}"
    )
    assert remark in project.run("clients", "java", "--client-version", version).out
    assert told(project, "java", "--client-version", version)["judged_as"] == str(getattr(known, end))
    ran = project.run("verdict", "--client", "java", "--client-version", version)
    assert f"  - {remark}" in ran.out.splitlines()
    project.plant("producer.properties", "acks=1\nkey.serializer=a\nvalue.serializer=b\nbootstrap.servers=x:1\n")
    project.plant("kafkalint.toml", f"client-versions = {{java = '{version}'}}")
    assert f"= note: kafka-clients {remark}" in project.run("check", ".").out


@pytest.mark.parametrize("end", ["newest", "lowest"])
def test_nothing_is_said_about_known_versions(project, end) -> None:
    version = str(getattr(load().clients["java"], end))
    assert "outside" not in project.run("verdict", "--client", "java", "--client-version", version).out
    assert "outside" not in project.run("clients", "java", "--client-version", version).out
