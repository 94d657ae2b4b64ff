"""What the resolver says: clauses without a full stop, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kafkalint.analysis.resolve.reading import kind, written_as
from kafkalint.model.client import Client, ClientSetting, Constraint, Reading
from kafkalint.model.value import Dynamic, Native
from kafkalint.model.verdict import Effect, Effective, Limit
from kafkalint.model.version import Version

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "boolean": "a boolean",
        "integer": "a number",
        "real": "a number with a fraction",
        "text": "a text",
        "bytes": "bytes",
        "list": "a list",
        "map": "a map",
        "null": "null",
    }
)


def shown(value: Native, typed: bool = False) -> str:
    """A value as people write it: ``all``, ``true``, ``0``; in quotes where the ends would not be seen.

    `typed`: whether a text is another value than what it looks like, so that ``'1'`` needs its quotes.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, str):
        plain = value and value == value.strip() and (value.isalpha() or not typed)
        return value if plain else repr(value)
    return str(value)


def wanted(setting: ClientSetting, limit: Limit) -> str:
    """What `limit` asks for: ``acks=all``, ``retries other than 0``, ``max.in.flight of at most 5``."""
    if limit.is_:
        return f"{setting.name}={shown(limit.is_[0])}"
    if limit.not_:
        return f"{setting.name} other than {shown(limit.not_[0])}"
    if limit.minimum is not None:
        return f"{setting.name} of at least {_number(limit.minimum)}"
    return f"{setting.name} of at most {_number(limit.maximum)}"


def conflict(setting: ClientSetting, limit: Limit, written: str, effect: Effect) -> str:
    """A value that an idempotent producer cannot have."""
    needed = f"an idempotent producer needs {wanted(setting, limit)}"
    if effect is Effect.DISABLES:
        return f"{written} switches idempotence off, since {needed}"
    return f"{written} is refused, since {needed}"


def later(setting: ClientSetting, limit: Limit, written: str) -> str:
    """A value that fails only when the producer starts."""
    return f"{written} is accepted but fails at start, since an idempotent producer needs {wanted(setting, limit)}"


def incomparable(written: str) -> str:
    """A value of a kind that the client cannot compare with its limit."""
    return f"{written} is refused, since it is no number"


def unknown(client: Client, version: Version, name: str, effect: Effect) -> str:
    """A name that the client does not have."""
    what = "ignores" if effect is Effect.IGNORES else "refuses"
    return f"{client.title} {version} has no setting {name} and {what} it"


def unreadable(setting: ClientSetting, value: Native) -> str:
    """A value that the client refuses to read."""
    reading = setting.reading
    written = f"{setting.name}={shown(value, typed=not reading.number)}"
    if reading.kinds and kind(value) not in reading.kinds:
        return f"{written} is refused, since it is {_KINDS[kind(value)]} and must be {_expected(reading)}"
    return f"{written} is refused, since it must be {_expected(reading)}"


def misread(setting: ClientSetting, value: Native, taken: Native) -> str:
    """A value that the client takes as something else."""
    if setting.reading.truthy:
        return f"{setting.name} is the text {value!r}, and every text that is not empty counts as true"
    if taken == value and type(taken) is type(value):
        return f"{setting.name}={value!r} is accepted but means nothing to the client"
    return f"{setting.name}={shown(value)} is read as {shown(taken)}"


def put(written: str, client: Client) -> str:
    """A setting that nobody wrote."""
    return f"{written} (set by {client.title})"


def overridden(setting: str, by: str) -> str:
    """A switch that says no, but is not asked."""
    return f"{setting} is ignored, since {by} turns idempotence on"


def needs_switch(name: str, switch: ClientSetting) -> str:
    """A setting that cannot live without idempotence."""
    return f"{name} needs {_on(switch)}, and idempotence is off"


def unfit(constraint: Constraint, left: str, total: float | None) -> str:
    """Numbers that do not fit together; `total` is None where it cannot be known."""
    bound = {">=": "at least", ">": "more than", "<=": "at most"}[constraint.operator]
    terms = " + ".join((*constraint.terms, *([_number(constraint.plus)] if constraint.plus else [])))
    what = terms if total is None or terms == _number(total) else f"{terms} = {_number(total)}"
    return f"{left} is refused, since it must be {bound} {what}"


def explicitly_off(switch: str) -> str:
    """Idempotence switched off in so many words."""
    return f"{switch} switches idempotence off"


def off_by_default(client: Client, version: Version, switch: ClientSetting) -> str:
    """Idempotence off because nobody asked for it."""
    if switch.declared:
        return f"{client.title} {version} does not apply its own default {_on(switch)}"
    return f"{client.title} {version} is not idempotent unless {_on(switch)} is set"


def _on(switch: ClientSetting) -> str:
    return f"{switch.name}={shown(written_as(True, switch.reading))}"


def unsupported(client: Client, version: Version) -> str:
    """A version that has no idempotent producer."""
    return f"{client.title} {version} has no idempotent producer"


def unlisted(client: Client, version: Version, name: str) -> str:
    """A name of which nobody knows whether this version has it."""
    return f"it is not known whether {client.title} {version} has a setting {name}"


def undecided(name: str, values: tuple[Native | Dynamic, ...], maybe_absent: bool, again: bool) -> str:
    """A setting whose value, or presence, is known only when the program runs."""
    sources = [value.reason for value in values if isinstance(value, Dynamic)]
    if sources:
        return f"{name} comes from {sources[0]}"
    if len(values) > 1:
        return f"{name} may be {' or '.join(shown(value) for value in values if not isinstance(value, Dynamic))}"
    if again:
        return f"{name} stands more than once in one map, or below a key that does"
    return f"{name} is set on some ways only" if maybe_absent else f"{name} cannot be known"


def outside(client: Client, version: Version, judged: Version) -> str:
    """A version beyond those that are known."""
    known = f"{client.lowest} to {client.newest}"
    return f"{version} lies outside the known versions {known} and is judged as {judged}"


def in_effect(effective: Effective) -> str:
    """The values that apply, as far as there are any."""
    values = {"acks": effective.acks, "retries": effective.retries, "in flight": effective.max_in_flight}
    return ", ".join(f"{name} {value!s}" for name, value in values.items() if value is not None)


def _number(value: Native) -> str:
    if isinstance(value, tuple):
        return ".".join(map(str, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _expected(reading: Reading) -> str:
    """What a value has to be, in words."""
    choices = [*reading.words, *map(shown, reading.only)]
    if choices and reading.kinds == {"text"}:
        choices[0] = f"the text {choices[0]}"
    if reading.number in ("version", "release"):
        choices.append("a version")
    elif reading.number or ("integer" in reading.kinds and not reading.words):
        choices.append(f"a number{_bounds(reading)}")
    elif not choices:
        choices.append("a text that is not empty" if reading.empty == "reject" else "a text")
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]


def _bounds(reading: Reading) -> str:
    low = "" if reading.minimum is None else f" from {_number(reading.minimum)}"
    return low if reading.maximum is None else f"{low} to {_number(reading.maximum)}"
