"""The facts about a client in words: for the terminal and for the pages."""

from __future__ import annotations

from kafkalint.analysis.resolve.tables import Defaults, Demanded, Fact, Row, Set, switched
from kafkalint.analysis.resolve.wording import shown
from kafkalint.model.client import Client
from kafkalint.model.verdict import Effect, Outcome, State

_STATES = {State.ON: "idempotent", State.UNSUPPORTED: "no idempotent producer"}
_EFFECTS = {
    Effect.REJECTS: "refused",
    Effect.DISABLES: "idempotence silently off",
    Effect.NONE: "no idempotence anyway",
}
_OUTCOMES = {Outcome.IDEMPOTENT: "idempotent", Outcome.REJECTED: "refused", Outcome.NOT_IDEMPOTENT: "not idempotent"}


def when(row: Row[Fact]) -> str:
    """The versions of a row: ``>=3.0.1,<3.1.0 or >=3.1.1``."""
    return " or ".join(map(str, row.versions))


def unset(defaults: Defaults) -> str:
    """Whether a producer that sets nothing is idempotent."""
    said = _STATES.get(defaults.state, "not idempotent")
    return f"{said}, although declared" if defaults.declared else said


def needs(demanded: Demanded) -> str:
    """What an idempotent producer needs, and within which numbers any producer must stay."""
    return f"{demanded.needs} (any producer: {demanded.accepts})" if demanded.accepts else demanded.needs


def tried(demanded: Demanded) -> str:
    """A setting that does not comply, as it was tried."""
    return f"{demanded.setting}={shown(demanded.tried)}"


def asked(demanded: Demanded) -> str:
    """What becomes of a conflict where the switch is set."""
    return _effect(demanded.asked, demanded.later)


def unasked(demanded: Demanded) -> str:
    """What becomes of a conflict where the switch is not set."""
    return _effect(demanded.unasked, demanded.later)


def outcome(found: Outcome) -> str:
    """A verdict in a word."""
    return _OUTCOMES[found]


def sets(one: Set) -> str:
    """What a framework sets itself."""
    parts = [", ".join(one.below), f"whatever is written, {', '.join(one.above)}" if one.above else ""]
    return f"{f'where {one.when}: ' if one.when else ''}{'; '.join(filter(None, parts))}"


def on(client: Client) -> str:
    """The switch as its newest version has it written to turn idempotence on."""
    return ", ".join(f"{name}={shown(value)}" for name, value in switched(client, client.newest, True).items())


def packages(client: Client) -> str:
    """Its distributions: ``maven org.apache.kafka:kafka-clients``."""
    return "; ".join(f"{kind} {', '.join(names)}" for kind, names in client.packages.items()) or "none"


def known(client: Client) -> str:
    """Its known versions."""
    return f"{client.lowest} to {client.newest}"


def assumed(client: Client) -> str:
    """The versions that it is taken to have without evidence."""
    return "all known" if client.assumed.low is None else str(client.assumed)


def since(client: Client) -> str:
    """The first version that can be idempotent."""
    return "never" if client.idempotent_since is None else str(client.idempotent_since)


def _effect(effect: Effect, later: bool) -> str:
    return f"{_EFFECTS[effect]} at start" if later and effect is Effect.REJECTS else _EFFECTS[effect]
