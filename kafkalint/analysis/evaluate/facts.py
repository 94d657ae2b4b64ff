"""What a rule can ask about its subject: the subject itself, the judgement on it, and the clients' data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.evaluate.move import Move
from kafkalint.model.client import Behaviour, Client, Defect, plain
from kafkalint.model.producer import Broker, Candidate, Dependency, Producer, Slot, Stray
from kafkalint.model.service import Service
from kafkalint.model.suppression import Suppression
from kafkalint.model.value import Literal
from kafkalint.model.verdict import Cause, Effect, Judgement, Point, Reason
from kafkalint.model.version import Version, VersionRange

Subject: TypeAlias = Producer | Use | Move | Broker | Dependency | Stray | Suppression


@dataclass(frozen=True, slots=True)
class Spot:
    """One written setting: the slot that holds it, and its name there; in a nested map the slot is the map's."""

    slot: Slot
    name: str
    values: tuple[Literal | None, ...]
    """What may arrive; None for what cannot be known."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that conditions and messages of one subject rest on."""

    subject: Subject
    judgement: Judgement | None
    clients: Mapping[str, Client]
    reasons: tuple[Reason, ...] = ()
    """Reasons of the newest verdict, or the one of them that is looked at."""

    @classmethod
    def of(cls, subject: Subject, judgement: Judgement | None, clients: Mapping[str, Client]) -> Facts:
        """The facts with all reasons of the newest verdict."""
        return cls(subject, judgement, clients, judgement.newest.verdict.reasons if judgement else ())

    def about(self, reason: Reason) -> Facts:
        """The same facts with `reason` as the only one."""
        return replace(self, reasons=(reason,))

    @property
    def producer(self) -> Producer | None:
        """The producer that the subject is, or whose use it is; of a move, as it is left."""
        return self.subject.producer if isinstance(self.subject, Use) else _as_producer(self.subject)

    @property
    def earlier(self) -> Facts | None:
        """The facts of a moved producer as it is today."""
        move = self.subject
        return Facts.of(move.before, move.judged, self.clients) if isinstance(move, Move) else None

    @property
    def uses(self) -> list[Facts] | None:
        """The facts of all that code does with a moved producer; None where no code is seen."""
        found = self.subject.uses() if isinstance(self.subject, Move) else None
        return None if found is None else [Facts.of(use, self.judgement, self.clients) for use in found]

    @property
    def newest(self) -> Point | None:
        """The verdict that names a finding; None for subjects that are not judged."""
        return self.judgement.newest if self.judgement else None

    @property
    def client(self) -> Client | None:
        """The client at the newest version."""
        return self.clients.get(self.newest.client) if self.newest else None

    @property
    def candidate(self) -> Candidate | None:
        """Where the newest version comes from."""
        if self.newest is None or self.producer is None:
            return None
        found = (given for given in self.producer.candidates[::-1] if given.client == self.newest.client)
        return next(found, None)

    def within(self, versions: VersionRange) -> bool:
        """Whether every version in question lies there, and no other client is possible."""
        candidates = self.producer.candidates if self.producer else ()
        return self.candidate is not None and len(candidates) == 1 and versions.holds(candidates[0].versions)

    @property
    def defects(self) -> tuple[Defect, ...]:
        """The known defects of the client that every version in question has."""
        found = self.client.defects if self.client else ()
        return tuple(one for one in found if self.within(one.versions))

    @property
    def broker(self) -> Version | None:
        """The broker's version, as far as it is known."""
        if self.producer is not None:
            return self.producer.target.broker
        return self.subject.version if isinstance(self.subject, Broker) else None

    @property
    def service(self) -> Service | None:
        """What the brokers belong to, as far as it is known."""
        if self.producer is not None:
            return self.producer.target.service
        return self.subject.service if isinstance(self.subject, Broker) else None

    @property
    def distribution(self) -> Client | None:
        """The client that the pinned distribution brings."""
        pin = self.subject
        if not isinstance(pin, Dependency):
            return None
        brought = (client for client in self.clients.values() if pin.name in client.packages.get(pin.ecosystem, ()))
        return next(brought, None)

    @property
    def since(self) -> Version | None:
        """The first idempotent version of the distribution that is pinned."""
        return self.distribution.idempotent_since if self.distribution else None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The settings that are written for the producer, or for the broker."""
        if isinstance(self.subject, Broker):
            return self.subject.slots
        return self.producer.slots if self.producer else ()

    def slot(self, reason: Reason) -> Slot | None:
        """The slot that `reason` blames, if it is a written one."""
        at = reason.index
        return self.slots[at] if at is not None and at < len(self.slots) else None

    def spot(self, reason: Reason) -> Spot | None:
        """The written setting that `reason` blames."""
        slot = self.slot(reason)
        if slot is None:
            return None
        inner = (spot for spot in nested(slot) if reason.setting in (spot.name, self._canonical(spot.name)))
        return next(inner, whole(slot))

    def written(self, role: str) -> tuple[Spot, ...]:
        """The written settings with that role for the client, in the order in which they reach it."""
        if self.client is None or self.newest is None:
            return ()
        behaviour = self.client.at(self.newest.version)
        return self._spots(lambda name: _role(behaviour, name) == role)

    def named(self, names: Collection[object]) -> tuple[Spot, ...]:
        """The written settings that the client has under one of these names, or an alias of it, in the same order."""
        return self._spots(lambda name: name in names or self._canonical(name) in names)

    def blame(self, spot: Spot, effect: Effect = Effect.NONE, text: str = "") -> Reason:
        """A reason that speaks of a written setting for a rule's own sake."""
        index = next(at for at, slot in enumerate(self.slots) if slot is spot.slot)
        name = spot.slot.name if spot.name == spot.slot.values[0].written else spot.name
        role = _role(self.client.at(self.newest.version), name) if self.client and self.newest else ""
        return Reason(Cause.WRITTEN, effect, text, self._canonical(name), role, index)

    def suggested_role(self, reason: Reason) -> str:
        """The role of the setting that was meant by a name that the client does not know."""
        if self.client is None or self.newest is None:
            return ""
        return _role(self.client.at(self.newest.version), reason.suggestion)

    def other_client(self, reason: Reason) -> Client | None:
        """Another client that has a setting of that name, when this one never had it.

        One that has it for the idempotent producer comes first, and a library before a framework.
        """
        slot, own = self.slot(reason), self.client
        if slot is None or own is None or slot.name in own.known:
            return None
        others = [client for client in self.clients.values() if client is not own]
        in_part = (other for other in others if _role(other.at(other.newest), slot.name))
        at_all = (other for other in others if slot.name in other.known and not other.framework)
        return next(in_part, None) or next(at_all, None)

    def formerly(self, reason: Reason) -> bool:
        """Whether the client had the setting once, and no version in question has it any more."""
        slot, own = self.slot(reason), self.client
        if slot is None or own is None or self.judgement is None:
            return False
        ends = [window.high for window in own.known.get(slot.name, ())]
        versions = [point.version for point in self.judgement.points if point.client == own.id]
        return bool(ends) and all(end is not None and end <= min(versions) for end in ends)

    def respelt(self, reason: Reason) -> bool:
        """Whether the setting that was meant has the same letters, in another case or with other punctuation."""
        slot = self.slot(reason)
        return slot is not None and bool(reason.suggestion) and plain(slot.name) == plain(reason.suggestion)

    def _spots(self, wanted: Callable[[str], bool]) -> tuple[Spot, ...]:
        plainly = [whole(slot) for slot in self.slots if wanted(slot.name)]
        return (*plainly, *(spot for slot in self.slots for spot in nested(slot) if wanted(spot.name)))

    def _canonical(self, name: str) -> str:
        return self.client.at(self.newest.version).names.get(name, name) if self.client and self.newest else name


def _as_producer(subject: Subject) -> Producer | None:
    if isinstance(subject, Move):
        return subject.after
    return subject if isinstance(subject, Producer) else None


def whole(slot: Slot) -> Spot:
    """The slot itself as a written setting."""
    values = tuple(each.value if isinstance(each.value, Literal) else None for each in slot.values)
    return Spot(slot, slot.values[0].written, values)


def nested(slot: Slot) -> Iterator[Spot]:
    """The settings in a map that is the value of `slot`."""
    value = slot.values[0].value
    if isinstance(value, Literal) and isinstance(value.value, dict):
        for name, inner in value.value.items():
            yield Spot(slot, name, (Literal(inner),))


def _role(behaviour: Behaviour, name: str) -> str:
    setting = behaviour.settings.get(behaviour.names.get(name, name))
    return setting.role if setting else ""


_KINDS: Mapping[type, str] = {
    Producer: "producer",
    Use: "use",
    Move: "move",
    Broker: "broker",
    Dependency: "dependency",
    Stray: "stray",
    Suppression: "suppression",
}


def kind(subject: Subject) -> str:
    """The word for such a subject in rule files."""
    return _KINDS[type(subject)]
