"""Which evidence counts for which client and broker, and which does not."""

from __future__ import annotations

import pytest

from kafkalint.analysis.evidence import Evidence, settle
from kafkalint.analysis.evidence.specifiers import GRAMMARS, OPEN, declared
from kafkalint.catalog.catalog import load
from kafkalint.model.client import Client
from kafkalint.model.declared import Declared, DeclaredTarget
from kafkalint.model.producer import Broker, Candidate, Dependency, Producer, Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal, Native, Value
from kafkalint.model.version import Version

HERE = Site("app.py", Span(0, 1))


def client(id_: str, assumed: str = ">=9", **packages: tuple[str, ...]) -> Client:
    return Client(
        id=id_,
        title=id_,
        assumed=declared(assumed),
        lowest=Version((0,)),
        newest=Version((9,)),
        packages=packages,
        eras=(),
        known={},
        misspelt={},
    )


CLIENTS = {
    "kafka-python": client("kafka-python", pypi=("kafka-python",)),
    "kafka-python-ng": client("kafka-python-ng", pypi=("Kafka_Python.NG",)),
    "java": client("java", maven=("org.apache.kafka:kafka-clients",)),
}
PYTHON = ("kafka-python-ng", "kafka-python")


def producer(*clients: str, **settings: Value) -> Producer:
    slots = tuple(Slot((Setting(name, name, value, HERE, HERE),)) for name, value in settings.items())
    return Producer("python", HERE, tuple(Candidate(one, OPEN, "") for one in clients), slots)


def pin(text: str, path: str = "requirements.txt", **more: bool) -> Dependency:
    name, _, constraint = text.partition(" ")
    return Dependency("pypi", name, GRAMMARS["pypi"](constraint), constraint, Site(path, Span(0, 1)), **more)


def lock(text: str, path: str = "poetry.lock") -> Dependency:
    return pin(text, path, locked=True)


def jar(constraint: str, through: str = "", managed: bool = False, path: str = "pom.xml") -> Dependency:
    versions = GRAMMARS["maven"](constraint)
    site = Site(path, Span(0, 1))
    return Dependency("maven", "org.apache.kafka:kafka-clients", versions, constraint, site, False, through, managed)


def folders(*contents: list[Dependency | Broker]) -> list[Evidence]:
    return [
        Evidence(
            f"folder{index}",
            tuple(one for one in content if isinstance(one, Dependency)),
            tuple(one for one in content if isinstance(one, Broker)),
        )
        for index, content in enumerate(contents)
    ]


def said(found: Producer) -> list[tuple[str, str, str]]:
    return [(one.client, str(one.versions), one.evidence) for one in found.candidates]


ASSUMED = ">=9"
WANTED = {
    "nothing at all": ([], [("kafka-python-ng", ASSUMED, "assumed"), ("kafka-python", ASSUMED, "assumed")]),
    "another package": (
        folders([pin("requests ==2.0")]),
        [("kafka-python-ng", ASSUMED, "assumed"), ("kafka-python", ASSUMED, "assumed")],
    ),
    "the same name in another ecosystem": (
        folders([Dependency("maven", "kafka-python", declared("1.0"), "1.0", HERE)]),
        [("kafka-python-ng", ASSUMED, "assumed"), ("kafka-python", ASSUMED, "assumed")],
    ),
    "one of two clients": (
        folders([pin("kafka-python ==2.0.2")]),
        [("kafka-python", "2.0.2", "requirements.txt")],
    ),
    "the other of two clients": (
        folders([pin("kafka-python-ng >=2.2")]),
        [("kafka-python-ng", ">=2.2", "requirements.txt")],
    ),
    "both clients": (
        folders([pin("kafka-python ==2.0.2"), pin("kafka-python-ng ==2.2.3")]),
        [("kafka-python-ng", "2.2.3", "requirements.txt"), ("kafka-python", "2.0.2", "requirements.txt")],
    ),
    "the other client further up does not count": (
        folders([pin("kafka-python ==2.0.2")], [pin("kafka-python-ng ==2.2.3")]),
        [("kafka-python", "2.0.2", "requirements.txt")],
    ),
    "the same client further up does not count": (
        folders([pin("kafka-python ==2.0.2")], [pin("kafka-python ==1.4.7", "up.txt")]),
        [("kafka-python", "2.0.2", "requirements.txt")],
    ),
    "only further up": (
        folders([pin("requests ==2")], [], [pin("kafka-python ==1.4.7", "up.txt")]),
        [("kafka-python", "1.4.7", "up.txt")],
    ),
    "no version is evidence of the client alone": (
        folders([pin("kafka-python")]),
        [("kafka-python", ASSUMED, "assumed")],
    ),
    "no version does not borrow one from a manifest further up": (
        folders([pin("kafka-python")], [pin("kafka-python ==2.0.2", "up.txt")]),
        [("kafka-python", ASSUMED, "assumed")],
    ),
    "no version borrows one from a lock file further up": (
        folders([pin("kafka-python")], [lock("kafka-python 2.0.2", "uv.lock")]),
        [("kafka-python", "2.0.2", "uv.lock")],
    ),
    "no version beside one with a version": (
        folders([pin("kafka-python"), pin("kafka-python ==2.0.2", "constraints.txt")]),
        [("kafka-python", "2.0.2", "constraints.txt")],
    ),
    "manifests that disagree": (
        folders([pin("kafka-python ==2.0.2"), pin("kafka-python >=2.2,<3", "dev.txt")]),
        [("kafka-python", ">=2.0.2,<3", "requirements.txt, dev.txt")],
    ),
    "a lock file beside the manifest": (
        folders([pin("kafka-python >=2"), lock("kafka-python 2.2.15")]),
        [("kafka-python", "2.2.15", "poetry.lock")],
    ),
    "a lock file further up, inside the range": (
        folders([pin("kafka-python >=2")], [lock("kafka-python 2.2.15")]),
        [("kafka-python", "2.2.15", "poetry.lock")],
    ),
    "a lock file further up, outside the range": (
        folders([pin("kafka-python >=3")], [lock("kafka-python 2.2.15")]),
        [("kafka-python", ">=3", "requirements.txt")],
    ),
    "a lock file of another client further up": (
        folders([pin("kafka-python >=2")], [lock("kafka-python-ng 2.2.3")]),
        [("kafka-python", ">=2", "requirements.txt")],
    ),
    "a lock file with two versions": (
        folders([lock("kafka-python 2.0.2"), lock("kafka-python 2.2.15")]),
        [("kafka-python", ">=2.0.2,<=2.2.15", "poetry.lock")],
    ),
}


@pytest.mark.parametrize("case", WANTED)
def test_the_nearest_evidence_counts(case):
    facts, expected = WANTED[case]
    found = settle(producer(*PYTHON), facts, CLIENTS)
    assert said(found) == expected
    assert [one.assumed for one in found.candidates] == [evidence == "assumed" for _, _, evidence in expected]


JAVA = {
    "its own version before one that comes along": (folders([jar("2.0", "boot"), jar("3.7.0")]), "3.7.0"),
    "what comes along": (folders([jar("3.0.1", "boot")]), "3.0.1"),
    "what comes along for one without a version": (folders([jar("", managed=True), jar("3.0.1", "boot")]), "3.0.1"),
    "a version that a folder above manages": (folders([jar("", managed=True)], [jar("3.0.1", "boot")]), "3.0.1"),
    "a managed version two folders above": (folders([jar("", managed=True)], [jar("")], [jar("2.8.2")]), "2.8.2"),
    "a version of its own before a managed one": (folders([jar("2.8.2")], [jar("3.0.1", "boot")]), "2.8.2"),
    "nobody manages it": (folders([jar("", managed=True)], [jar("")]), ASSUMED),
    "not managed": (folders([jar("")], [jar("3.0.1")]), ASSUMED),
}


@pytest.mark.parametrize("case", JAVA)
def test_versions_that_are_managed_elsewhere(case):
    facts, expected = JAVA[case]
    assert [versions for _, versions, _ in said(settle(producer("java"), facts, CLIENTS))] == [expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kafka-python", [("kafka-python", "3.1", "declared")]),
        ("kafka-python-ng", [("kafka-python-ng", "3.1", "declared")]),
        ("java", [("kafka-python-ng", ASSUMED, "assumed"), ("kafka-python", ASSUMED, "assumed")]),
    ],
)
def test_declared_versions_need_no_evidence(name, expected):
    found = settle(producer(*PYTHON), [], CLIENTS, Declared({name: declared("3.1")}))
    assert said(found) == expected


def test_declared_versions_win_over_lock_files():
    facts = folders([lock("kafka-python 2.0.2")])
    found = settle(producer(*PYTHON), facts, CLIENTS, Declared({"kafka-python": declared(">=3")}))
    assert said(found) == [("kafka-python", ">=3", "declared")]


def test_a_declared_version_does_not_rule_out_what_is_found():
    facts = folders([pin("kafka-python-ng ==2.2.3")])
    found = settle(producer(*PYTHON), facts, CLIENTS, Declared({"kafka-python": declared(">=3")}))
    assert [one for one, _, _ in said(found)] == ["kafka-python-ng", "kafka-python"]


def test_declared_versions_by_package():
    found = settle(producer("java"), [], CLIENTS, Declared({"org.apache.kafka:kafka-clients": declared("3.7.*")}))
    assert said(found) == [("java", ">=3.7,<3.8", "declared")]


def test_a_client_that_the_catalogue_does_not_know_keeps_every_version():
    found = settle(producer("unheard"), folders([pin("unheard ==1")]), CLIENTS)
    assert said(found) == [("unheard", "any version", "assumed")]


def test_evidence_points_at_its_place():
    found = settle(producer(*PYTHON), folders([pin("kafka-python ==2.0.2")]), CLIENTS)
    assert found.candidates[0].site == Site("requirements.txt", Span(0, 1))


def image(version: str | None, path: str = "compose.yml") -> Broker:
    return Broker("compose", Version.parse(version) if version else None, "kafka", "x", Site(path, Span(0, 1)))


SERVERS = Literal("PLAINTEXT://b1.prod.example.org:9092, b2.prod.example.org:9092")
PROD = DeclaredTarget("prod", Version((3, 7)), "", True, ("*.prod.example.org",))
PORT = DeclaredTarget("port", Version((2, 0)), "", False, ("localhost:9092",))
DEFAULT = DeclaredTarget("", Version((2, 4)))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], (None, "")),
        (folders([image(None)]), (None, "")),
        (folders([image("2.0", "a"), image("0.10", "b"), image(None)]), ("0.10", "b")),
        (folders([pin("kafka-python ==1")], [image("3.1")]), ("3.1", "compose.yml")),
        (folders([image("3.1")], [image("0.10")]), ("3.1", "compose.yml")),
    ],
)
def test_brokers_that_are_found(facts, expected):
    target = settle(producer("java"), facts, CLIENTS).target
    assert (str(target.broker) if target.broker else None, target.evidence) == expected
    assert not target.declared


@pytest.mark.parametrize(
    ("servers", "expected"),
    [
        (SERVERS, "prod"),
        (Literal(("b1.prod.example.org:9092", "B2.PROD.example.org:9093")), "prod"),
        (Literal("localhost:9092"), "port"),
        (Literal("localhost:9093"), ""),
        (Literal("b1.prod.example.org:9092,b1.test.example.org:9092"), ""),
        (Literal("b1.prod.example.org"), ""),
        (Literal("http://b1.prod.example.org:8081/subjects"), ""),
        (Literal(9092), ""),
        (Literal(""), ""),
        (Dynamic("the environment variable SERVERS", Literal("localhost:9092")), ""),
    ],
)
def test_targets_are_told_by_their_servers(servers: Value, expected):
    declarations = Declared({}, DEFAULT, (PROD, PORT))
    target = settle(producer("java", acks=Literal("all"), servers=servers), [], CLIENTS, declarations).target
    assert (target.name, target.declared) == (expected, True)


@pytest.mark.parametrize("native", [(1, 2), {"a": "localhost:9092"}, None, b"localhost:9092", (None, "x:1")])
def test_values_of_any_kind_are_no_servers(native: Native):
    target = settle(producer("java", servers=Literal(native)), [], CLIENTS, Declared({}, DEFAULT, (PORT,))).target
    assert target.name == ""


def test_a_declared_target_wins_over_images():
    target = settle(producer("java"), folders([image("0.10")]), CLIENTS, Declared({}, DEFAULT)).target
    assert (target.broker, target.declared, target.evidence) == (Version((2, 4)), True, "declared")


def test_a_service_is_a_declaration_without_a_version():
    service = Declared({}, DeclaredTarget(service="event-hubs"))
    target = settle(producer("java"), folders([image("0.10")]), CLIENTS, service, load().services).target
    assert (target.broker, target.service, target.declared) == (None, load().services["event-hubs"], True)


def test_an_assigned_target_that_says_nothing_leaves_room_for_images():
    target = settle(producer("java"), folders([image("0.10")]), CLIENTS, Declared({}, DeclaredTarget("test"))).target
    assert (target.name, str(target.broker), target.declared) == ("test", "0.10", False)


def test_what_is_told_where_the_producer_stands_counts_and_a_declaration_more():
    told = Producer("p", HERE, (Candidate("java", declared("==2.8"), "the image a:1", site=HERE),), ())
    facts = folders([jar("3.7.0")])
    assert said(settle(told, facts, CLIENTS)) == [("java", "2.8", "the image a:1")]
    assert said(settle(told, facts, CLIENTS, Declared({"java": declared("3.9")}))) == [("java", "3.9", "declared")]
