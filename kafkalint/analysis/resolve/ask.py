"""The verdict on settings that are given as they are: the public function, and its answer as JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.analysis.resolve.wording import outside, shown
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.client import Client
from kafkalint.model.producer import Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native
from kafkalint.model.verdict import Cause, Effect, Effective, Reason, Verdict
from kafkalint.model.version import Version

_NOWHERE = Site("", Span(0, 0))


class UnknownClient(ValueError):
    """A client that kafkalint has no data for."""


class MalformedVersion(ValueError):
    """A version that does not begin with a number."""


def verdict(client: str, version: str, settings: Mapping[str, Native]) -> Verdict:
    """What `version` of `client` does with `settings`, in the order in which they are given.

    Raises UnknownClient or MalformedVersion, each a ValueError with one line that says what is known.
    """
    known = client_of(shipped(), client)
    asked = version_of(known, version)
    found = answer(known, asked, settings)
    _, remark = judged_as(known, asked)
    return replace(found, reasons=(*found.reasons, Reason(Cause.VERSION, Effect.NONE, remark))) if remark else found


def client_of(clients: Mapping[str, Client], name: str) -> Client:
    """The client of that name.

    Raises UnknownClient.
    """
    if name not in clients:
        raise UnknownClient(f"there is no client {name!r}; known: {', '.join(clients)}")
    return clients[name]


def version_of(client: Client, text: str) -> Version:
    """The version of `client` that `text` says.

    Raises MalformedVersion.
    """
    try:
        return Version.parse(text)
    except ValueError:
        raise MalformedVersion(
            f"{text!r} is no version of {client.title}; known: {client.lowest} to {client.newest}"
        ) from None


def judged_as(client: Client, version: Version) -> tuple[Version, str]:
    """The version as which `version` is judged, and a word about it where that is not itself.

    Beyond the known versions it is the closest known one.
    """
    known = min(max(version, client.lowest), client.newest)
    return known, "" if known == version else outside(client, version, known)


def answer(client: Client, version: Version, settings: Mapping[str, Native]) -> Verdict:
    """What `version` of `client` does with `settings`, in the order in which they are given."""
    return resolve(client, version, [_slot(name, value) for name, value in settings.items()])


def as_text(client: str, settings: Mapping[str, Native]) -> dict[str, Native]:
    """`settings` as they come out of a file of text, for a client that is set up by such files; else unchanged."""
    known = shipped().get(client)
    if known is None or not known.textual:
        return dict(settings)
    return {name: shown(value) if isinstance(value, bool | int | float) else value for name, value in settings.items()}


def to_json(found: Verdict) -> dict[str, object]:
    """`found` as one JSON object; a number without end is written as the text ``inf``."""
    return {
        "verdict": found.outcome.value,
        "state": found.state.value,
        "reasons": [_reason(reason) for reason in found.reasons],
        "effective": effective_json(found.effective),
        "error": found.error,
    }


def effective_json(found: Effective) -> dict[str, object]:
    """The values that apply as one JSON object."""
    return {
        "acks": _plain(found.acks),
        "retries": _plain(found.retries),
        "max_in_flight": _plain(found.max_in_flight),
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {
        "cause": reason.cause.value,
        "setting": reason.setting,
        "effect": reason.effect.value,
        "text": reason.text,
        "stage": reason.stage,
    }


def _plain(value: Native) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _slot(name: str, value: Native) -> Slot:
    return Slot((Setting(name, name, Literal(value), _NOWHERE, _NOWHERE),))


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Client]:
    """The clients that come with kafkalint."""
    return load_clients([rules_folder()])
