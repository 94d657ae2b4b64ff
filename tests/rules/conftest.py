"""Small clients, producers and judgements made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kafkalint.analysis.evaluate import Fired, evaluate
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.rules import load_rules
from kafkalint.model.client import Behaviour, Client, ClientSetting, Reading
from kafkalint.model.producer import Candidate, Producer, Setting, Site, Slot
from kafkalint.model.rule import Rule
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal, Native, Value
from kafkalint.model.verdict import (
    Cause,
    Effect,
    Effective,
    Judgement,
    Limit,
    Outcome,
    Point,
    Reason,
    State,
    Verdict,
)
from kafkalint.model.version import Version, VersionRange

OUTCOMES = {
    State.ON: Outcome.IDEMPOTENT,
    State.REJECTED: Outcome.REJECTED,
    State.UNKNOWN: Outcome.UNKNOWN,
}


def _client(key: str, title: str, names: dict[str, str], package: str, since: str | None) -> Client:
    """A client with the given names and their roles."""
    settings = {name: ClientSetting(name, Reading(), role) for name, role in names.items()}
    switch = next(name for name, role in names.items() if role == "switch")
    behaviour = Behaviour(switch, settings, {name: name for name in names}, rejects_unknown=True)
    always = (VersionRange(),)
    known = {name: always for name in names if name != switch}
    if since is not None:
        known[switch] = (VersionRange(Version.parse(since)),)
    return Client(
        id=key,
        title=title,
        assumed=VersionRange(),
        lowest=Version((0,)),
        newest=Version((9,)),
        packages={"pypi": (package,)},
        eras=((Version((0,)), behaviour),),
        known=known,
        misspelt={},
    )


@dataclass(frozen=True)
class World:
    """Short ways to say what a test needs."""

    rules: tuple[Rule, ...]
    clients: dict[str, Client] = field(default_factory=dict)

    def slot(
        self,
        name: str,
        *values: Native | Dynamic,
        at: int = 0,
        maybe_absent: bool = False,
        written: str = "",
    ) -> Slot:
        """A setting at offset `at` of the file."""
        settings = []
        for number, value in enumerate(values):
            told: Value = value if isinstance(value, Dynamic) else Literal(value)
            site = Site("app.properties", Span(at + 5 + number, at + 6 + number))
            settings.append(Setting(name, written or name, told, site, Site("app.properties", Span(at, at + 4))))
        return Slot(tuple(settings), maybe_absent)

    def producer(self, *slots: Slot, client: str = "java", **more: object) -> Producer:
        """A producer that may be one client."""
        known: dict[str, object] = {
            "place": "test",
            "site": Site("app.properties", Span(900, 910)),
            "candidates": (Candidate(client, VersionRange(), "test"),),
            "slots": slots,
        }
        return Producer(**{**known, **more})  # type: ignore[arg-type]  # tests hand over what fits

    def verdict(self, state: State, *reasons: Reason, **effective: Native) -> Verdict:
        """A verdict with the outcome that belongs to `state`."""
        return Verdict(OUTCOMES.get(state, Outcome.NOT_IDEMPOTENT), state, reasons, Effective(**effective))

    def judged(self, *verdicts: Verdict, client: str = "java") -> Judgement:
        """A judgement at the versions 1, 2, 3 …"""
        return Judgement(tuple(Point(client, Version((1 + at,)), verdict) for at, verdict in enumerate(verdicts)))

    def conflict(self, role: str, index: int | None, effect: Effect = Effect.REJECTS, **more: object) -> Reason:
        """A conflict of the setting at `index`."""
        told: dict[str, object] = {"limit": Limit(is_=("all",)), "setting": role, "asked": True, **more}
        return Reason(Cause.CONFLICT, effect, f"{role} does not fit", role=role, index=index, **told)  # type: ignore[arg-type]  # as above

    def fire(self, producer: object, judgement: Judgement | None = None) -> list[Fired]:
        """What the shipped rules say unasked and under no profile."""
        rules = [rule for rule in self.rules if not rule.profiles and not rule.on_request]
        return evaluate(rules, producer, judgement, self.clients)  # type: ignore[arg-type]  # any subject


@pytest.fixture(scope="session")
def shipped() -> tuple[Rule, ...]:
    """The rules that come with kafkalint."""
    return load_rules([rules_folder()])


@pytest.fixture(scope="session")
def world(shipped: tuple[Rule, ...]) -> World:
    """The shipped rules and three clients."""
    dotted = {
        "enable.idempotence": "switch",
        "acks": "acks",
        "retries": "retries",
        "max.in.flight": "in-flight",
        "transactional.id": "transactional",
    }
    underscored = {"enable_idempotence": "switch", "acks": "acks", "transactional_id": "transactional"}
    clients = [
        _client("java", "kafka-clients", dotted, "java-client", "0.11"),
        _client("aiokafka", "aiokafka", underscored, "aiokafka", "0.5"),
        _client("old", "old-client", {"enable_idempotence": "switch", "acks": "acks"}, "old-client", None),
    ]
    return World(shipped, {client.id: client for client in clients})


@pytest.fixture
def rule_file(tmp_path: Path) -> Path:
    """A sound rule file, to be damaged by tests."""
    path = tmp_path / "ACME001-no-acks.yaml"
    path.write_text(RULE, "utf-8")
    return path


RULE = """\
id: ACME001
name: no-acks
title: A rule
subject: producer
severity: warning
confidence: high
tier: could
when:
  all:
    - outcome: [rejected, unknown]
    - reason: {cause: conflict, role: acks}
message: "{setting}={value} is wrong for {client} {version}"
at: reason
why: It is only a test.
references:
  - https://example.com/
examples:
  - title: One
    path: producer.properties
    fires: true
    before: |
      acks=1
"""
