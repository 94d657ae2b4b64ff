"""The public question and its answer as JSON."""

from __future__ import annotations

import json

import pytest

from kafkalint.analysis.resolve.ask import MalformedVersion, UnknownClient, as_text, to_json, verdict
from kafkalint.model.verdict import Cause, Outcome


def test_answer_has_exactly_the_promised_keys() -> None:
    found = to_json(verdict("java", "3.7", {"acks": "1"}))
    assert list(found) == ["verdict", "state", "reasons", "effective", "error"]
    assert found["verdict"] == "not-idempotent"
    assert found["state"] == "off-silent"
    assert found["effective"] == {"acks": 1, "retries": 2147483647, "max_in_flight": 5}
    assert found["error"] is None
    assert [set(reason) for reason in found["reasons"]] == [{"cause", "setting", "effect", "text", "stage"}]


def test_answer_is_json_even_without_end() -> None:
    found = to_json(verdict("kafka-python", "3.0.1", {"acks": b"all"}))
    assert json.loads(json.dumps(found, allow_nan=False))["effective"]["retries"] == "inf"


@pytest.mark.parametrize(("version", "judged"), [("9.1", "4.3"), ("0.8", "0.9")])
def test_a_version_that_nobody_knows_is_the_closest_known_one(version, judged) -> None:
    found, known = verdict("java", version, {"acks": "1"}), verdict("java", judged, {"acks": "1"})
    assert (found.outcome, found.state, found.effective) == (known.outcome, known.state, known.effective)
    assert [each.cause for each in found.reasons] == [*(each.cause for each in known.reasons), Cause.VERSION]
    assert found.reasons[-1].text.startswith(f"{version} lies outside the known versions 0.9 to ")


def test_a_refusal_has_no_effective_values() -> None:
    found = to_json(verdict("aiokafka", "0.14", {"retries": 5}))
    assert found["verdict"] == "rejected"
    assert set(found["effective"].values()) == {None}
    assert "retries" in found["error"]


def test_text_for_a_client_that_is_set_up_by_text() -> None:
    written = {"acks": 1, "enable.idempotence": True, "client.id": "x", "transactional.id": None}
    assert as_text("java", written) == {**written, "acks": "1", "enable.idempotence": "true"}
    assert as_text("kafka-python", written) == written
    assert as_text("nobody", written) == written


def test_order_is_kept() -> None:
    first = {"acks": "all", "request.required.acks": "1", "enable.idempotence": "true"}
    assert verdict("librdkafka", "2.6", first).outcome is Outcome.REJECTED
    assert verdict("librdkafka", "2.6", dict(reversed(first.items()))).outcome is Outcome.IDEMPOTENT


def test_unknown_client() -> None:
    with pytest.raises(
        UnknownClient, match=r"^there is no client 'kafka'; known: aiokafka, beam, confluent-kafka, connect, .*$"
    ):
        verdict("kafka", "3.7", {})


@pytest.mark.parametrize("version", ["", "latest", "x3.7"])
def test_malformed_version(version) -> None:
    with pytest.raises(MalformedVersion, match=r"is no version of kafka-clients; known: 0\.9 to 4\.[0-9.]+$"):
        verdict("java", version, {})


def test_both_errors_are_value_errors() -> None:
    assert issubclass(UnknownClient, ValueError)
    assert issubclass(MalformedVersion, ValueError)
