"""Whole files of workers, connectors and mirrors, put to the framework's own classes and to the places.

What the framework hands on to its producer, beside what it sets itself, must be what kafkalint takes from the files.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from kafkalint.analysis.locate import locate
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import properties
from kafkalint.model.producer import Producer
from kafkalint.model.value import Literal
from kafkalint.model.version import Version

PLACES = load_places([rules_folder()])
ASKED = {
    "test_workers_and_connectors": ("connect",),
    "test_mirrors": ("mirror-maker",),
    "test_offsets": ("mirror-maker",),
}
CASES = 150
NAMES = {
    "acks": ("1", "0", "all", "-1"),
    "retries": ("0", "3"),
    "enable.idempotence": ("true", "false"),
    "max.in.flight.requests.per.connection": ("1", "5", "6"),
    "compression.type": ("lz4", "none"),
    "linger.ms": ("5",),
    "delivery.timeout.ms": ("120000",),
    "made.up": ("x y", ""),
}
FORCED = ("enable.idempotence", "transactional.id")
EXACTLY_ONCE = "exactly.once.source.support"
WORKER = """\
bootstrap.servers=127.0.0.1:1
group.id=workers
config.storage.topic=c
offset.storage.topic=o
status.storage.topic=s
key.converter=org.apache.kafka.connect.json.JsonConverter
value.converter=org.apache.kafka.connect.json.JsonConverter
"""
MIRRORING = """\
name=mirror
connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector
source.cluster.alias=A
target.cluster.alias=B
source.cluster.bootstrap.servers=127.0.0.1:1
target.cluster.bootstrap.servers=127.0.0.1:1
"""
CONNECTOR = "name=copier\nconnector.class=io.example.Copier\n"
MIRROR = (
    "clusters = A, b-2\nA.bootstrap.servers = 127.0.0.1:1\nb-2.bootstrap.servers = 127.0.0.1:1\nA->b-2.enabled = true\n"
)
Settings = dict[str, str]


def _lines(chance: random.Random, prefixes: tuple[str, ...], exactly_once: tuple[str, ...]) -> Iterator[str]:
    """Lines of properties, as people write them."""
    for _ in range(chance.randrange(7)):
        name = chance.choice([*NAMES])
        key = chance.choice(prefixes) + name
        if chance.random() < 0.1:
            key = key.replace("a", "\\u0061", 1)
        separator = chance.choice(["=", " = ", ": ", " ", "\t=\t"])
        broken = "\\\n   " if chance.random() < 0.1 else ""
        yield f"{key}{separator}{broken}{chance.choice(NAMES[name])}"
        yield chance.choice(["", "# producer.acks=0", "!producer.retries=7", "  "])
    for key in exactly_once:
        if chance.random() < 0.3:
            yield f"{key} = {chance.choice(['enabled', 'ENABLED', 'disabled', 'preparing'])}"


def _producers(path: str, text: str) -> dict[str, Settings]:
    """What kafkalint takes, by how the place spells its settings."""
    read = properties.read(properties.decode(path, text.encode()))
    found = [one for one in locate(read, PLACES) if isinstance(one, Producer) and one.home]
    return {one.home.spelling: dict(_settings(one)) for one in found if one.home}


def _settings(producer: Producer) -> Iterator[tuple[str, str]]:
    for slot in producer.slots:
        for setting in slot.values:
            assert isinstance(setting.value, Literal)
            yield setting.name, str(setting.value.value)


def _compared(real, told, cases: list[dict[str, str]], bare: list[dict[str, str]], taken: list[Settings]) -> None:
    """Every case against the same without anything about producers, and with nothing but exactly once."""
    plain, exact, *answers = real.answers([*bare, *cases])
    wrong = []
    refused = 0
    for case, answer, ours in zip(cases, answers, taken, strict=True):
        if "error" in answer:
            refused += 1
            continue
        once = ours.pop(EXACTLY_ONCE, "").lower() == "enabled"
        own, forced = (exact, FORCED) if once else (plain, ())
        handed = {name: value for name, value in answer.items() if own.get(name) != value and name not in forced}
        same = {name: value for name, value in ours.items() if own.get(name) == value or name in forced}
        if {**same, **handed} != ours or once is not ("transactional.id" in answer):
            wrong.append(f"{case}\n    {real} hands on {handed}\n    kafkalint takes {ours}, exactly once {once}")
    told(f"{real}: files: {len(cases) - refused} compared, {refused} refused, {len(wrong)} disagreements")
    assert len(cases) - refused > CASES / 2
    assert not wrong, "\n".join(wrong[:5])


def test_workers_and_connectors(real, told, seed) -> None:
    chance = random.Random(f"{seed} workers")
    cases, taken = [], []
    once = (EXACTLY_ONCE,) if real.version >= Version.parse("3.3") else ()
    for _ in range(CASES):
        prefixes = ("producer.", "producer.", "producer.override.", "consumer.", "PRODUCER.", "producer.producer.", "")
        worker = WORKER + "\n".join(_lines(chance, prefixes, once))
        prefixes = ("producer.override.", "producer.override.", "producer.", "consumer.override.", "override.", "")
        connector = CONNECTOR + "\n".join(_lines(chance, prefixes, ()))
        cases.append({"worker file": worker, "connector file": connector})
        below = _producers("connect-distributed.properties", worker).get("producer.{name}", {})
        above = _producers("copier.properties", connector).get("producer.override.{name}", {})
        taken.append({**_once_of(worker), **below, **above})
    bare = [{"worker file": text, "connector file": CONNECTOR} for text in (WORKER, f"{WORKER}{EXACTLY_ONCE}=enabled")]
    _compared(real, told, cases, bare, taken)


def _once_of(worker: str) -> Settings:
    """The guarantee of a worker that has nothing for producers, with which kafkalint has nothing to say."""
    found = _producers("connect-distributed.properties", f"{worker}\nproducer.client.rack=r")
    return {name: value for name, value in found["producer.{name}"].items() if name == EXACTLY_ONCE}


def test_mirrors(real, told, seed) -> None:
    chance = random.Random(f"{seed} mirrors")
    cases, taken = [], []
    prefixes = (
        *(
            "b-2.producer.",
            "b-2.producer.",
            "A.producer.",
            "producer.",
            "A->b-2.producer.",
            "b-2->A.producer.override.",
        ),
        *("A->b-2.producer.override.", "b-2.producer.override.", "producer.override.", "b-2.consumer.", "A->b-2."),
        *("A.producer.override.", "b-2."),
    )
    for _ in range(CASES):
        once = ("b-2." + EXACTLY_ONCE, "A." + EXACTLY_ONCE)
        text = MIRROR + "\n".join(_lines(chance, prefixes, once))
        cases.append({"worker file": text, "source": "A", "target": "b-2"})
        found = _producers(
            "mm2.properties", f"{text}\nb-2.producer.client.rack=r\nA->b-2.producer.override.client.rack=r"
        )
        both = {**found["b-2.producer.{name}"], **found.get("A->b-2.producer.override.{name}", {})}
        taken.append({name: value for name, value in both.items() if name != "client.rack"})
    flow = {"source": "A", "target": "b-2"}
    bare = [{"worker file": text, **flow} for text in (MIRROR, f"{MIRROR}b-2.{EXACTLY_ONCE}=enabled")]
    _compared(real, told, cases, bare, taken)


def test_offsets(real, told, seed) -> None:
    chance = random.Random(f"{seed} offsets")
    prefixes = (
        "producer.",
        "producer.",
        "source.producer.",
        "source.producer.",
        "target.producer.",
        "consumer.",
        "source.",
    )
    texts = [MIRRORING + "\n".join(_lines(chance, prefixes, ())) for _ in range(CASES)]
    found = [_producers("mirror.properties", text).get("source.producer.{name}", {}) for text in texts]
    _compared(real, told, [{"worker file": text} for text in texts], [{"worker file": MIRRORING}] * 2, found)
