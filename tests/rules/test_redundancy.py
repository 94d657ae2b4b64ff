"""Which settings are called superfluous, by the real clients' data: removing them must change no verdict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.analysis.evaluate.conditions import holds
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evidence.specifiers import declared
from kafkalint.analysis.resolve.judge import judge
from kafkalint.catalog.catalog import load
from kafkalint.catalog.rule_condition import ConditionShape
from kafkalint.model.producer import Candidate, Producer, Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native

CLIENTS = load().clients
HERE = Site("producer.properties", Span(0, 1))
REDUNDANT = ConditionShape.model_validate({"redundant": True}).freeze()


def _producer(client: str, versions: str, settings: dict[str, Native], **more: object) -> Producer:
    slots = tuple(Slot((Setting(name, name, Literal(value), HERE, HERE),)) for name, value in settings.items())
    return Producer("test", HERE, (Candidate(client, declared(versions), ""),), slots, **more)  # type: ignore[arg-type]


def _superfluous(producer: Producer) -> list[str]:
    facts = Facts.of(producer, judge(CLIENTS, producer), CLIENTS)
    return [producer.slots[reason.index or 0].name for reason in holds(REDUNDANT, facts).reasons]


@pytest.mark.parametrize(
    ("client", "versions", "settings", "expected"),
    [
        ("java", "==3.7", {"acks": "all", "retries": "2147483647"}, ["acks", "retries"]),
        ("java", "==3.7", {"acks": "-1"}, ["acks"]),
        ("java", "==3.7", {"enable.idempotence": "true"}, []),
        ("java", "==2.8", {"acks": "all", "enable.idempotence": "true"}, []),
        ("java", ">=2.8,<4", {"acks": "all"}, []),
        ("java", "==3.7", {"retries": "3"}, []),
        ("confluent-kafka", "==1.4.0", {"retries": 2}, ["retries"]),
        ("confluent-kafka", "==2.6.1", {"retries": 2}, []),
        ("confluent-kafka", "==2.6.1", {"request.required.acks": "all"}, ["request.required.acks"]),
        ("kafka-python", "==3.0.12", {"acks": "all", "client_id": "orders"}, ["acks"]),
        ("kafka-python", "==3.0.12", {"acks": "-1"}, []),
        ("connect", "==3.7", {"max.in.flight.requests.per.connection": "5"}, []),
    ],
)
def test_what_the_client_does_anyway(
    client: str, versions: str, settings: dict[str, Native], expected: list[str]
) -> None:
    assert _superfluous(_producer(client, versions, settings)) == expected


def test_what_may_be_set_elsewhere_is_not_superfluous() -> None:
    assert _superfluous(_producer("java", "==3.7", {"acks": "all"}, open=("a call",))) == []


@given(
    st.sampled_from(["==2.0", "==2.8", "==3.0.0", "==3.7", "==4.3", ">=2.0,<4.4"]),
    st.dictionaries(
        st.sampled_from(
            ["acks", "retries", "max.in.flight.requests.per.connection", "linger.ms", "enable.idempotence"]
        ),
        st.sampled_from(["all", "-1", "0", "1", "5", "2147483647", "true", "false"]),
    ),
)
def test_the_verdict_stays_when_all_that_is_superfluous_goes(versions: str, settings: dict[str, Native]) -> None:
    whole = _producer("java", versions, settings)
    names = _superfluous(whole)
    rest = _producer("java", versions, {name: value for name, value in settings.items() if name not in names})
    before, after = ([point.verdict.state for point in judge(CLIENTS, one).points] for one in (whole, rest))
    assert before == after
