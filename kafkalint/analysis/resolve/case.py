"""What there is to decide: a client at a version, the settings that reached it, and whom to ask about the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.arrival import Arrival
from kafkalint.analysis.resolve.oracle import Oracle
from kafkalint.model.client import Behaviour, Client, ClientSetting
from kafkalint.model.verdict import Cause, Effect, Reason
from kafkalint.model.version import Version


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided."""

    client: Client
    version: Version
    behaviour: Behaviour
    settings: Mapping[str, Arrival]
    """What reached the client, by canonical name."""
    open: bool
    """Whether there may be settings that are not seen."""
    oracle: Oracle

    @property
    def switch(self) -> ClientSetting:
        """The setting that turns idempotence on and off."""
        return self.behaviour.settings[self.behaviour.switch]

    @property
    def supported(self) -> bool:
        """Whether this version has an idempotent producer at all."""
        return self.client.knows(self.behaviour.switch, self.version) is True

    def has(self, setting: ClientSetting) -> bool:
        """Whether this version has that setting."""
        return self.client.knows(setting.name, self.version) is True


def reason(cause: Cause, effect: Effect, text: str, setting: ClientSetting, arrival: Arrival | None) -> Reason:
    """A Reason that blames `setting`, where it is written if it is."""
    return Reason(
        cause=cause,
        effect=effect,
        text=text,
        setting=setting.name,
        role=setting.role,
        index=None if arrival is None else arrival.index,
        put=None if arrival is None else arrival.put,
    )


def written(case: Case, arrival: Arrival) -> str:
    """A setting with its value, for a text; without the value where it cannot be known, with who set it if no user."""
    if not arrival.known:
        return arrival.name
    kept = isinstance(arrival.value, str)
    told = f"{arrival.name}={wording.shown(arrival.written, kept)}"
    return told if arrival.put is None else wording.put(told, case.client)
