"""What reaches the client: settings by its own names, with the values that it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.oracle import Oracle
from kafkalint.analysis.resolve.puts import with_puts
from kafkalint.analysis.resolve.reading import Read, Unread, Unset, read
from kafkalint.analysis.resolve.spelling import evident, meant
from kafkalint.model.client import Behaviour, Client, ClientSetting, plain
from kafkalint.model.producer import Slot
from kafkalint.model.value import Dynamic, Literal, Native, Value
from kafkalint.model.verdict import Cause, Effect, Reason
from kafkalint.model.version import Version


@dataclass(frozen=True, slots=True)
class Arrival:
    """One setting as the client has it."""

    setting: ClientSetting
    index: int | None
    """Its position among what is written; None for what the framework around the client puts there."""
    name: str
    """The spelling that was used."""
    value: Native
    known: bool = True
    """False for a value that cannot be known; it is taken to be readable."""
    written: Native = None
    intended: Native = None
    """What the writer evidently meant, where the client took it as something else."""

    @property
    def subject(self) -> int | str:
        """What a question about its value is about."""
        return self.name if self.index is None else self.index

    @property
    def put(self) -> Literal | None:
        """The value, where nobody wrote it."""
        return Literal(self.written) if self.index is None else None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """All settings as the client has them, and what it says while it reads them."""

    settings: dict[str, Arrival]
    """By canonical name; a setting that counts as absent is not here."""
    refusals: tuple[Reason, ...]
    remarks: tuple[Reason, ...]
    hidden: tuple[int, ...]
    """Positions of nested maps that cannot be seen."""


NAME_KNOWN = "the name is known"


def arrive(client: Client, version: Version, slots: Sequence[Slot], unseen: bool, oracle: Oracle) -> Arrivals:
    """Put `slots` together as the client does: later ones win, nested maps win over all, aliases are one setting.

    `unseen`: whether there may be settings beside `slots`.
    """
    behaviour = client.at(version)
    written, hidden = _merged(client, version, slots, oracle)
    settings: dict[str, Arrival] = {}
    said: list[Reason] = []
    named = {name for name in written if client.knows(name, version) is not False}
    for name, (index, value) in with_puts(behaviour, written, named, unseen or bool(hidden), oracle).items():
        known = None if index is None else client.knows(name, version)
        if index is not None and not known:
            said += _unknown(client, version, name, index, known, oracle)
        elif name in behaviour.names:
            setting = behaviour.settings[behaviour.names[name]]
            arrival, reason = _read(setting, name, index, value)
            said += [reason] if reason else []
            if arrival is None:
                settings.pop(setting.name, None)
            else:
                settings[setting.name] = arrival
    refusals = tuple(reason for reason in said if reason.effect is Effect.REJECTS)
    remarks = tuple(reason for reason in said if reason.effect is not Effect.REJECTS)
    return Arrivals(settings, refusals, remarks, hidden)


def _merged(
    client: Client, version: Version, slots: Sequence[Slot], oracle: Oracle
) -> tuple[dict[str, tuple[int, Value]], tuple[int, ...]]:
    """What is written, each name once, where it came first with the value that came last.

    Nothing is asked about a setting that makes no difference, or many of them would hide the answer.
    """
    behaviour = client.at(version)
    written: dict[str, tuple[int, Value]] = {}
    nested: dict[str, tuple[int, Value]] = {}
    hidden: list[int] = []
    for index, slot in enumerate(slots):
        matters = _matters(client, behaviour, version, slot.name)
        if matters and slot.maybe_absent and not oracle.whether("is present", index):
            continue
        values = tuple(range(len(slot.values)))
        value = slot.values[oracle.which("which value", index, values) if matters and len(values) > 1 else 0].value
        if slot.name not in behaviour.nested:
            written[behaviour.same.get(slot.name, slot.name)] = (index, value)
        elif isinstance(value, Literal) and isinstance(value.value, dict):
            inner = value.value.items()
            nested |= {behaviour.same.get(name, name): (index, Literal(each)) for name, each in inner}
        else:
            hidden.append(index)
    return {**written, **nested}, tuple(hidden)


def _matters(client: Client, behaviour: Behaviour, version: Version, name: str) -> bool:
    """Whether a setting of that name can make a difference to the verdict."""
    if name in behaviour.names or name in behaviour.nested:
        return True
    return behaviour.rejects_unknown and not client.knows(name, version)


def _unknown(
    client: Client, version: Version, name: str, index: int, known: bool | None, oracle: Oracle
) -> Iterator[Reason]:
    """What the client does about a name that it does not have, or that it may not have."""
    behaviour = client.at(version)
    suggestion = evident(client, version, name) if known is None else meant(client, version, name)
    setting = behaviour.settings.get(behaviour.names.get(name, ""))
    if known is None and not suggestion and behaviour.rejects_unknown:
        if not oracle.whether(NAME_KNOWN, index):
            yield Reason(Cause.DYNAMIC, Effect.REJECTS, wording.unlisted(client, version, name), name, index=index)
        return
    if behaviour.rejects_unknown:
        effect = Effect.REJECTS
    elif suggestion or setting or plain(name) in client.foreign or name in client.known:
        effect = Effect.IGNORES
    else:
        return
    yield Reason(
        cause=Cause.UNKNOWN_SETTING,
        effect=effect,
        text=wording.unknown(client, version, name, effect),
        setting=name,
        role=setting.role if setting else "",
        index=index,
        suggestion=suggestion,
    )


def _read(setting: ClientSetting, name: str, index: int | None, value: Value) -> tuple[Arrival | None, Reason | None]:
    """The setting as the client has it, None when it counts as absent; and what the client makes of the value."""
    if isinstance(value, Dynamic):
        return Arrival(setting, index, name, None, known=False), None
    found = read(value.value, setting.reading)
    if isinstance(found, Unset):
        return None, None
    taken = found.value if isinstance(found, Read) else None
    arrival = Arrival(setting, index, name, taken, True, value.value, found.intended)
    if isinstance(found, Read) and not found.misread:
        return arrival, None
    refused = isinstance(found, Unread)
    return arrival, Reason(
        cause=Cause.UNREADABLE if refused else Cause.MISREAD,
        effect=Effect.REJECTS if refused else Effect.NONE,
        text=wording.unreadable(setting, value.value)
        if refused
        else wording.misread(setting, value.value, arrival.value),
        setting=setting.name,
        role=setting.role,
        index=index,
        intended=found.intended,
        put=arrival.put,
    )
