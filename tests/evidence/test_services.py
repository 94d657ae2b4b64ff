"""Which service a producer talks to, by the addresses that the services themselves give in their documentation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kafkalint.analysis.evidence import Evidence, gather, settle
from kafkalint.analysis.evidence.addresses import meets, servers
from kafkalint.analysis.evidence.specifiers import OPEN
from kafkalint.catalog.catalog import load
from kafkalint.catalog.reading import CatalogError
from kafkalint.catalog.services import load_services
from kafkalint.model.declared import Declared, DeclaredTarget
from kafkalint.model.producer import Broker, Candidate, Producer, Setting, Site, Slot, Target
from kafkalint.model.service import Support
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal, Value
from kafkalint.model.version import Version

SERVICES = load().services
HERE = Site("app.py", Span(0, 1))
NOTHING = Declared()
KNOWN = [
    ("b-1.myTestCluster.123z8u.c2.kafka.us-west-1.amazonaws.com:9098", "amazon-msk-iam"),
    ("b-2-public.orders.v4ni96.c2.kafka.us-east-1.amazonaws.com:9198", "amazon-msk-iam"),
    ("b-1.orders.abc123.c3.kafka.cn-north-1.amazonaws.com.cn:9098", "amazon-msk-iam"),
    ("b-1.orders.abc123.c2.kafka.us-east-1.amazonaws.com:9094", "amazon-msk"),
    ("b-1.orders.abc123.c2.kafka.us-east-1.amazonaws.com:9096", "amazon-msk"),
    ("boot-abc123.c2.kafka-serverless.us-east-1.amazonaws.com:9098", "amazon-msk-serverless"),
    ("orders.servicebus.windows.net:9093", "event-hubs"),
    ("ORDERS.servicebus.windows.net:9093", "event-hubs"),
    ("cell-1.streaming.eu-frankfurt-1.oci.oraclecloud.com:9092", "oci-streaming"),
    ("streaming.us-phoenix-1.oci.oraclecloud.com:9092", "oci-streaming"),
    ("alikafka-pre-cn-abc-1-vpc.alikafka.aliyuncs.com:9092", "alibaba-kafka"),
    ("orders.cn-hangzhou.log.aliyuncs.com:10012", "alibaba-log-service"),
    ("pkc-abc12.us-east-1.aws.confluent.cloud:9092", "confluent-cloud"),
]
"""An address and the service behind it."""
OTHERS = [
    "broker:9092",
    "kafka.us-east-1.amazonaws.com.example.org:9098",
    "ec2-1-2-3-4.compute-1.amazonaws.com:9092",
    "bootstrap-clstr-abc.kafka.eu-frankfurt-1.oci.oraclecloud.com:9092",
    "servicebus.windows.net.example.org:9093",
    "cell-1.streaming.eu-frankfurt-1.oci.oraclecloud.com",
]


def producer(**settings: Value) -> Producer:
    slots = tuple(Slot((Setting(name, name, value, HERE, HERE),)) for name, value in settings.items())
    return Producer("python", HERE, (Candidate("java", OPEN, ""),), slots)


def target(one: Producer, declared: Declared = NOTHING) -> Target:
    return settle(one, [], {}, declared, SERVICES).target


def told(one: Producer, declared: Declared = NOTHING) -> str:
    found = target(one, declared).service
    return found.id if found else ""


@pytest.mark.parametrize(("address", "service"), KNOWN)
def test_an_address_tells_one_service(address: str, service: str) -> None:
    one = producer(servers=Literal(address))
    assert told(one) == service
    assert [each.id for each in SERVICES.values() if meets(tuple(servers(one)), each.hosts)] == [service]


def test_every_service_with_addresses_has_one_here() -> None:
    assert {one.id for one in SERVICES.values() if one.hosts} == {service for _, service in KNOWN}


@pytest.mark.parametrize("address", OTHERS)
def test_other_addresses_tell_nothing(address: str) -> None:
    assert told(producer(servers=Literal(address))) == ""


def test_every_server_must_be_the_services() -> None:
    first, _ = KNOWN[0]
    assert told(producer(servers=Literal(f"{first},broker:9092"))) == ""
    assert told(producer(servers=Dynamic("a variable", Literal(first)))) == ""


@pytest.mark.parametrize("name", ["sasl.mechanism", "sasl_mechanism", "sasl.mechanisms"])
def test_a_mechanism_tells_a_service(name: str) -> None:
    assert told(producer(**{name: Literal("AWS_MSK_IAM")})) == "amazon-msk-iam"
    assert told(producer(**{name: Literal("PLAIN")})) == ""
    assert told(producer(**{name: Dynamic("a variable", Literal("AWS_MSK_IAM"))})) == ""


def test_an_address_says_more_than_a_mechanism() -> None:
    serverless = Literal("boot-abc123.c2.kafka-serverless.us-east-1.amazonaws.com:9098")
    assert told(producer(**{"sasl.mechanism": Literal("AWS_MSK_IAM")}, servers=serverless)) == "amazon-msk-serverless"


def near(*brokers: tuple[str, str]) -> Evidence:
    found = [
        Broker("place", Version.parse(version) if version else None, "", "", HERE, (), of) for version, of in brokers
    ]
    return gather("", found)


@pytest.mark.parametrize(
    ("folders", "service", "version"),
    [
        ([near(("", "redpanda"))], "redpanda", None),
        ([near(("", "")), near(("", "redpanda"))], "redpanda", None),
        ([near(("", "redpanda"), ("", "amazon-msk"))], "", None),
        ([near(("", "redpanda"), ("2.8", ""))], "", "2.8"),
        ([near(("2.8", "")), near(("", "redpanda"))], "", "2.8"),
        ([near(("", "nobody"))], "", None),
    ],
)
def test_what_stands_nearest_tells_a_service(folders: list[Evidence], service: str, version: str | None) -> None:
    found = settle(producer(), folders, {}, NOTHING, SERVICES).target
    assert (found.service.id if found.service else "", found.declared) == (service, False)
    assert found.broker == (Version.parse(version) if version else None)


def test_files_tell_a_service_only_where_nothing_else_does() -> None:
    folders = [near(("", "redpanda"))]
    cloud = producer(servers=Literal("pkc-abc12.us-east-1.aws.confluent.cloud:9092"))
    found = settle(cloud, folders, {}, NOTHING, SERVICES).target
    assert found.service is not None
    assert (found.service.id, found.evidence) == ("confluent-cloud", "")
    declared = Declared({}, DeclaredTarget(broker_version=Version((3, 7))))
    assert settle(producer(), folders, {}, declared, SERVICES).target.service is None


def test_what_is_declared_wins() -> None:
    one = producer(servers=Literal("orders.servicebus.windows.net:9093"))
    assert told(one, Declared({}, DeclaredTarget(service="event-hubs-standard"))) == "event-hubs-standard"
    hosts = DeclaredTarget("orders", service="event-hubs-premium", hosts=("orders.*",))
    assert told(one, Declared({}, DeclaredTarget(service="redpanda"), (hosts,))) == "event-hubs-premium"


def test_an_address_declares_nothing() -> None:
    assert not target(producer(servers=Literal("orders.servicebus.windows.net:9093"))).declared


def test_services_say_what_they_rest_on() -> None:
    for one in SERVICES.values():
        assert one.checked_on >= date(2026, 11, 1), one.id
        assert all(source.startswith("https://") for source in one.sources), one.id
        assert one.idempotent is not Support.NO or one.transactions is Support.NO, one.id


SOUND = """\
id: acme
title: Acme
idempotent: "yes"
transactions: "no"
because: it is small
checked-on: 2026-11-25
sources: ["https://example.org"]
"""


def test_a_later_folder_replaces_and_adds(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "acme.yaml").write_text(SOUND, "utf-8")
    own = SOUND.replace("acme", "redpanda")
    (tmp_path / "services" / "redpanda.yaml").write_text(own, "utf-8")
    found = load((tmp_path,)).services
    assert (found["acme"].transactions, found["redpanda"].title) == (Support.NO, "Acme")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: acme", "id: other", "the file of this service is called other.yaml"),
        ("because:", "tier: x\nbecause:", "unknown key 'tier'; valid here: "),
        ('"yes"', "perhaps", "idempotent: "),
        ("2026-11-25", "soon", "checked-on: "),
        ('["https://example.org"]', "[]", "sources: "),
        ("because:", "permission: {right: x}\nbecause:", "permission"),
    ],
)
def test_a_service_that_does_not_hold(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "acme.yaml").write_text(SOUND.replace(old, new), "utf-8")
    with pytest.raises(CatalogError, match=r"acme\.yaml:\d+: ") as caught:
        load_services([tmp_path])
    assert said in str(caught.value)
