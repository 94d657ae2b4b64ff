"""`kafkalint explain`: rules, settings, clients and places, in every form and width."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields, replace
from pathlib import Path

import pytest

from kafkalint.catalog.catalog import load
from kafkalint.explain.find import find
from kafkalint.explain.forms import text
from kafkalint.explain.place_words import objects
from kafkalint.explain.places import page
from kafkalint.explain.settings import names
from kafkalint.model.place import Place

CATALOG = load()
NAMES = ["KFK201", "KFK609", "acks", "linger.ms", "transactional_id", "confluent-kafka", "java", "pykafka"]
NAMES += ["spring-kafka", "producer-section-dotted", "python-spark", "broker-images"]


@pytest.mark.parametrize("rule", CATALOG.rules, ids=lambda rule: rule.id)
def test_a_rule_by_id_and_by_name(project, rule) -> None:
    by_id, by_name = project.run("explain", rule.id.lower()), project.run("explain", rule.name)
    assert by_id.status == 0
    assert by_id.out == by_name.out
    assert by_id.out.startswith(f"{rule.id} {rule.name}\n{rule.severity.name.lower()}, ")
    assert by_id.out.count("\n  becomes\n") + by_id.out.count("\nbecomes\n") == sum(
        example.after is not None for example in rule.examples
    )
    assert ("\nFix: " in by_id.out) is (rule.repair is not None)
    for example in rule.examples:
        assert example.before.splitlines()[0] in by_id.out
    for reference in rule.references:
        assert reference in by_id.out


def test_a_rule_says_what_each_version_does(project) -> None:
    out = " ".join(project.run("explain", "KFK201").out.split())
    assert (
        "kafka-clients >=3.0.1,<3.1.0 or >=3.1.1 needed: acks=all; tried: acks=1; where idempotence is asked for: "
        "refused; where it is not: idempotence silently off; rewrite: acks=all"
    ) in out
    assert "brokers are declared to be fit; elsewhere it needs --unsafe-fixes" in out


@pytest.mark.parametrize("name", ["enable.idempotence", "enable_idempotence", "ENABLE_IDEMPOTENCE"])
def test_a_setting_in_any_spelling_is_one(project, name) -> None:
    out = project.run("explain", name).out
    assert "  kafka-clients enable.idempotence\n    versions: >=0.11\n" in out
    assert "  kafka-python enable_idempotence\n    versions: >=2.2\n" in out
    assert "kafka-python-ng" not in out.split("With nothing set")[0], "no version of it has the setting"
    assert "KFK202 idempotence-explicitly-disabled" in out


def test_an_alias_is_the_setting(project) -> None:
    out = project.run("explain", "request.required.acks").out
    assert out.startswith("request.required.acks\n")
    assert "  confluent-kafka acks\n    also: request.required.acks; versions: any version\n" in out
    assert "  kafka-clients acks\n" in out


def test_every_name_of_every_client_has_a_page() -> None:
    known = names(CATALOG.clients)
    assert len(known) > 200
    assert [name for name in known if find(name, CATALOG) is None] == []


@pytest.mark.parametrize("client", CATALOG.clients.values(), ids=lambda client: client.id)
def test_a_client_by_id_and_by_package(project, client) -> None:
    out = project.run("explain", client.id).out
    assert client.title in out.splitlines()[0]
    assert f"Known versions: {client.lowest} to {client.newest}." in " ".join(out.split())
    for packages in client.packages.values():
        assert project.run("explain", packages[0]).status == 0


@pytest.mark.parametrize("place", CATALOG.places, ids=lambda place: place.id)
def test_a_place_by_title_and_by_id(project, place) -> None:
    ran = project.run("explain", place.title)
    out = " ".join(ran.out.split())
    assert ran.out.splitlines()[0].startswith(place.title)
    assert f"files: {', '.join(place.files)} that mention" in out
    for client in place.clients:
        assert CATALOG.clients[client].title in out
        assert place.id in project.run("explain", client).out.split("Where its settings are found")[1]
    for method in (name for one in objects(place) for name in one.methods):
        assert f"{method}()" in out
    if place.id not in CATALOG.clients:
        assert project.run("explain", place.id).out == ran.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("python-aiokafka", "call: aiokafka.AIOKafkaProducer, "),
        ("python-spark", "option(): the setting in argument 1 or key, its value in argument 2 or value"),
        ("python-spark", "is a producer where: format() is kafka names begin with: kafka."),
        ("spring-kafka", "spring.kafka.producer.properties: any setting of the client"),
        ("mirror-maker-override", "prefix: "),
        ("connect-environment", "one underscore, two, three … mean: . - _"),
        ("producer-section-dotted", "not below: spring, akka, pekko"),
        ("broker-images", "spotify/kafka: Kafka 0.10.1"),
        ("broker-settings", "settings: log.message.format.version"),
        ("broker-keeping", "also within: spec.config"),
        ("connect-environment", "Which version of the client runs keys beside the variables: image, FROM"),
        ("connect-environment", "debezium/connect-base: by the tag: 1.5 has 2.6 or 2.7, 1.6 has 2.7,"),
        ("quarkus-channel", "a placeholder: is what the application's files say under its name"),
        ("quarkus-channel", "a key of a profile: %PROFILE.KEY"),
        ("spring-kafka", "profiles are named in: spring.profiles.active, spring.profiles.include, "),
        ("lost-settings", "where a producer gets them: producer.override.{name}"),
    ],
)
def test_a_place_says_what_tells_it(project, name, said) -> None:
    assert said in " ".join(project.run("explain", name).out.split())


UNTOLD = {"id", "title", "readers"}
"""What a page says of a place in another way, or what means nothing to who reads it."""


@pytest.mark.parametrize("key", [one.name for one in fields(Place) if one.name not in UNTOLD])
def test_a_page_says_every_key_of_its_place(key) -> None:
    (default,) = [one.default if one.default is not MISSING else () for one in fields(Place) if one.name == key]
    told = [one for one in CATALOG.places if getattr(one, key) not in (default, {})]
    assert told
    clients = CATALOG.clients
    assert [one.id for one in told if page(one, clients) == page(replace(one, **{key: default}), clients)] == []


def test_patterns_in_a_table_are_no_emphasis(project) -> None:
    markdown = project.run("explain", "producer-section-dotted", "--format", "markdown").out
    assert r"\*producer, producers.\*, " in markdown
    assert r"bootstrap.servers is like [^ ]\*\|.\*[,:].\*" in markdown


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("name", NAMES)
def test_sentences_stay_within_the_terminal(name, width) -> None:
    page = find(name, CATALOG)
    assert page is not None
    for line in text(page, width).splitlines():
        whole = line.startswith("    ") or len(line.split()) == 1  # code and addresses are never broken
        assert whole or len(line) <= width, line


@pytest.mark.parametrize("name", NAMES)
def test_every_form_says_the_same(project, name) -> None:
    shown = project.run("explain", name).out
    content = json.loads(project.run("explain", name, "--format", "json").out)
    markdown = project.run("explain", name, "--format", "markdown").out
    assert markdown.startswith(f"# {content['title']}\n")
    assert shown.startswith(content["title"])
    kinds = {part["kind"] for part in content["parts"]}
    assert kinds <= {"heading", "text", "table", "code", "links"}
    for part in content["parts"]:
        if part["kind"] == "heading":
            assert f"\n## {part['text']}\n" in markdown
            assert " ".join(part["text"].split()) in " ".join(shown.split())


def test_the_page_of_rules_is_what_is_explained(project) -> None:
    page = (Path(__file__).parents[2] / "docs/rules.md").read_text("utf-8")
    for rule in CATALOG.rules:
        told = project.run("explain", rule.id, "--format", "markdown").out
        parts = re.split(r"(?m)^(```.*?^```)$", told.split("\n", 1)[1], flags=re.DOTALL)
        assert all(part.replace("\n## ", "\n### ") in page for part in parts)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("KFK401", "needed: acks=all"),
        ("KFK107", "needed: queue.buffering.backpressure.threshold"),
        ("KFK105", "setting: transactional.id"),
        ("KFK203", "with nothing set: not idempotent"),
    ],
)
def test_the_facts_are_those_that_the_rule_asks_about(project, rule, said) -> None:
    assert said in " ".join(project.run("explain", rule).out.split())


def test_a_rule_about_code_says_nothing_about_settings(project) -> None:
    content = json.loads(project.run("explain", "KFK601", "--format", "json").out)
    assert "table" not in {part["kind"] for part in content["parts"]}


def test_a_name_that_nearly_exists_is_suggested(project) -> None:
    for name, said in {
        "KFK110": "did you mean KFK",
        "ack-zero": "did you mean acks-zero",
        "enable.idempotance": "did you mean enable.idempotence",
        "confluent-kafak": "did you mean confluent-kafka",
        "nonsense": "`kafkalint rules` and `kafkalint clients` list them",
        "$(x)\n": "there is no rule, setting, client or place",
        "": "there is no rule, setting, client or place",
    }.items():
        ran = project.run("explain", name)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1), name
        assert said in ran.err
