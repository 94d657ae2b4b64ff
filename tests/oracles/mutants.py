"""Ways in which what is known of a client at one version could be wrong: each a behaviour with one fact changed.

Left out is what no construction can show: what fails only when the producer starts, defaults of settings that nothing
looks at while they are absent, and readings that take every odd value alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from kafkalint.analysis.resolve.reading import Read, Unread, meets, read
from kafkalint.model.client import Behaviour, Client, ClientSetting, Constraint, Demand, Put, Reading, Tie
from kafkalint.model.value import Native
from kafkalint.model.verdict import Effect, Limit
from kafkalint.model.version import Version

KINDS = {"text", "integer", "real", "boolean", "bytes", "list"}
FATES = {
    "null": ("reject", "unset", "keep"),
    "empty": ("reject", "unset", "keep", ""),
    "falsy": ("reject", "unset", "keep", ""),
    "other": ("reject", "keep"),
    "number": ("", "strict", "c", "real"),
}
OPPOSITE = {Effect.REJECTS: Effect.DISABLES, Effect.DISABLES: Effect.REJECTS}
OPERATORS = {">=": ">", ">": ">=", "<=": ">"}
SEEN = ("switch", "acks", "retries", "in-flight")
"""Roles whose values an answer tells."""
ODD: tuple[Native, ...] = (
    *(0, 1, -1, 2, 5, 6, 1.0, 1.5, 0.0, True, False, None, 2147483647, 2147483648, float("inf"), b"1", b"all", (0, 10)),
    *(
        "",
        " ",
        "0",
        "1",
        "-1",
        " 1",
        "1 ",
        "+1",
        "05",
        "010",
        "0x5",
        "5x",
        "1.5",
        "1e3",
        "0.10",
        "x",
        "all",
        "ALL",
        " all",
    ),
    *("true", "TRUE", " true", "true ", "false", "t", "f", "T", "fifo", "FIFO", " fifo", "fifo ", "2147483648", "auto"),
)
LONGEST = 2**63 - 1
Mutant = tuple[str, str, Behaviour]
"""What is changed, the setting that shows it best, and the behaviour with the change."""


def universe(reading: Reading, textual: bool) -> tuple[Native, ...]:
    """Odd values for a setting: of every kind, every word, and around every bound."""
    ends = [end for end in (reading.minimum, reading.maximum) if isinstance(end, int)]
    near = [each for end in ends for each in (end - 1, end, end + 1)]
    words = [form for word in reading.words for form in (word, word.upper(), f" {word}", f"{word} ")]
    found = (*ODD, *near, *map(str, near), *words)
    alone = {(type(each), each): each for each in found if not textual or not isinstance(each, bytes | tuple)}
    return tuple(each for each in alone.values() if not textual or not _beyond(each))


def _beyond(value: Native) -> bool:
    """Whether a JVM has no number for it."""
    return isinstance(value, int | float) and abs(value) > LONGEST


def mutants(client: Client, version: Version) -> Iterator[Mutant]:
    """Every fact that `version` shows, changed in turn; of a framework, what it sets itself."""
    behaviour = _capable(client, version)
    if client.framework:
        seen = [put for put in behaviour.puts if all(client.knows(name, version) for name in put.when)]
        yield from _puts(replace(behaviour, puts=tuple(seen)))
        return
    for name, setting in behaviour.settings.items():
        if client.knows(name, version):
            values = universe(setting.reading, client.textual)
            for what, other in _settings(setting, behaviour, values):
                yield f"{name}: {what}", name, replace(behaviour, settings={**behaviour.settings, name: other})
    for alias, name in behaviour.names.items():
        if alias != name and client.knows(alias, version):
            rest = {each: meant for each, meant in behaviour.names.items() if each != alias}
            yield f"{alias}: no alias", alias, replace(behaviour, names=rest)
    for index, constraint in enumerate(behaviour.constraints):
        before, after = behaviour.constraints[:index], behaviour.constraints[index + 1 :]
        for what, others in chain([("no bound", ())], _constraints(constraint)):
            changed = replace(behaviour, constraints=(*before, *others, *after))
            yield f"{constraint.setting}: {what}", constraint.setting, changed
    for name in behaviour.nested:
        rest_nested = tuple(each for each in behaviour.nested if each != name)
        yield f"{name}: not nested", name, replace(behaviour, nested=rest_nested)
    yield "unknown names", "", replace(behaviour, rejects_unknown=not behaviour.rejects_unknown)


def _puts(behaviour: Behaviour) -> Iterator[Mutant]:
    for index, put in enumerate(behaviour.puts):
        before, after = behaviour.puts[:index], behaviour.puts[index + 1 :]
        for what, others in _changed(put):
            name = next(iter({**put.below, **put.above}))
            yield f"puts {index}: {what}", name, replace(behaviour, puts=(*before, *others, *after))


def _changed(put: Put) -> Iterator[tuple[str, tuple[Put, ...]]]:
    for side in ("below", "above"):
        values = getattr(put, side)
        for gone in values:
            rest = {name: value for name, value in values.items() if name != gone}
            yield f"no {gone}", (replace(put, **{side: rest}),)
    if put.below:
        yield "above", (replace(put, below={}, above={**put.below, **put.above}),)
    if put.above:
        yield "below", (replace(put, below={**put.below, **put.above}, above={}),)
    if put.when:
        yield "always", (replace(put, when={}),)
        yield "never", ()


def _capable(client: Client, version: Version) -> Behaviour:
    """What a version can be asked about: bounds of settings that it has, and idempotence only where it has that."""
    behaviour = client.at(version)
    bounds = tuple(
        each
        for each in behaviour.constraints
        if all(client.knows(name, version) for name in (each.setting, *each.if_set))
    )
    settings = behaviour.settings
    if not client.knows(behaviour.switch, version):
        settings = {name: replace(each, demand=None, tie=None) for name, each in settings.items()}
    return replace(behaviour, settings=settings, constraints=bounds)


def _settings(
    setting: ClientSetting, behaviour: Behaviour, values: Iterable[Native]
) -> Iterator[tuple[str, ClientSetting]]:
    rests = any(_bound(each, setting.name) and setting.name not in each.if_set for each in behaviour.constraints)
    for other in _values(setting.default) if setting.role in SEEN or rests else ():
        yield f"default {other}", replace(setting, default=other)
    for what, reading in _readings(setting.reading):
        if any(_shows(setting, behaviour, value, reading) for value in values):
            yield f"read: {what}", replace(setting, reading=reading)
    if setting.demand is not None and not setting.demand.later:
        yield "no demand", replace(setting, demand=None)
        on = bool(behaviour.settings[behaviour.switch].default)
        for what, demand in _demands(setting.demand, setting.default, on):
            yield f"demand: {what}", replace(setting, demand=demand)
    if setting.tie is not None:
        yield "no tie", replace(setting, tie=None)
        for what, tie in _ties(setting.tie):
            yield f"tie: {what}", replace(setting, tie=tie)


def _bound(constraint: Constraint, name: str) -> bool:
    return name in (constraint.setting, *constraint.terms)


def _shows(setting: ClientSetting, behaviour: Behaviour, value: Native, reading: Reading) -> bool:
    """Whether it makes a difference that `value` is read by `reading`."""
    ours, theirs = (_effect(setting, behaviour, read(value, each)) for each in (setting.reading, reading))
    return ours != theirs


def _effect(setting: ClientSetting, behaviour: Behaviour, found: object) -> tuple[object, ...]:
    """All that a client makes of a value: refused, absent, present, and what of it is compared or told."""
    if not isinstance(found, Read):
        return ("refused",) if isinstance(found, Unread) else ("absent",) if setting.tie or _matters(setting) else ()
    value = found.value
    if any(_bound(each, setting.name) for each in behaviour.constraints):
        return (value,) if isinstance(value, int | float) else ("refused",)
    if setting.role == "switch":
        return (bool(value),)
    if setting.role in SEEN:
        return (type(value), value)
    limits = [setting.tie.when if setting.tie else None, setting.demand.limit if _matters(setting) else None]
    return tuple(meets(value, limit) for limit in limits if limit) or (("present",) if setting.tie else ())


def _matters(setting: ClientSetting) -> bool:
    """Whether a construction depends on the value."""
    return setting.role in SEEN or (setting.demand is not None and not setting.demand.later)


def _values(value: Native) -> Iterator[Native]:
    """Something else instead of a value."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield 77 if value == float("inf") else value + 1
    elif value is not None and not isinstance(value, tuple):
        yield 77


def _readings(reading: Reading) -> Iterator[tuple[str, Reading]]:
    for field in fields(reading):
        value = getattr(reading, field.name)
        for other in () if field.name.startswith("meant") else _field(field.name, value):
            shown = ", ".join(sorted(map(str, other))) if isinstance(other, dict | frozenset) else other
            yield f"{field.name} {shown!r}", replace(reading, **{field.name: other})


def _field(name: str, value: Any) -> Iterator[Any]:
    """Other values that a field of a Reading may have."""
    if name in FATES:
        yield from (each for each in FATES[name] if each != value and value not in ("version", "release"))
    elif name == "kinds":
        yield from (value - {kind} for kind in sorted(value) if len(value) > 1)
        yield from (value | {kind} for kind in sorted(KINDS - value) if value)
    elif name == "words":
        yield from ({word: value[word] for word in value if word != gone} for gone in value)
    elif name == "only":
        yield from (tuple(each for each in value if each != gone) for gone in value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)


def _demands(demand: Demand, default: Native, on: bool) -> Iterator[tuple[str, Demand]]:
    for what, limit in _limits(demand.limit):
        yield what, replace(demand, limit=limit)
    yield "asked", replace(demand, asked=OPPOSITE[demand.asked])
    yield "later", replace(demand, later=True)
    if on:  # else it is never on without being asked for
        yield "unasked", replace(demand, unasked=OPPOSITE[demand.unasked])
    if demand.substitute not in (None, default):
        yield "no substitute", replace(demand, substitute=None)


def _limits(limit: Limit) -> Iterator[tuple[str, Limit]]:
    for gone in limit.is_[1:]:  # the first is but how it is written
        yield f"not {gone}", replace(limit, is_=tuple(each for each in limit.is_ if each != gone))
    if limit.is_ or limit.not_:
        yield "nothing passes", Limit(is_=("nothing",))
        yield "the other way", replace(limit, is_=limit.not_, not_=limit.is_)
    for end in ("minimum", "maximum"):
        value = getattr(limit, end)
        if isinstance(value, int):
            yield f"{end} {value - 1}", replace(limit, **{end: value - 1})
            yield f"{end} {value + 1}", replace(limit, **{end: value + 1})


def _ties(tie: Tie) -> Iterator[tuple[str, Tie]]:
    yield "asks", replace(tie, asks=not tie.asks)
    yield "forces", replace(tie, forces=not tie.forces)
    if tie.when is not None:
        yield "always", replace(tie, when=None)


def _constraints(constraint: Constraint) -> Iterator[tuple[str, tuple[Constraint, ...]]]:
    yield "operator", (replace(constraint, operator=OPERATORS[constraint.operator]),)
    if constraint.native:
        yield "not native", (replace(constraint, native=False),)
    else:
        yield "one more", (replace(constraint, plus=constraint.plus + 1),)
        yield "one less", (replace(constraint, plus=constraint.plus - 1),)
    if constraint.cap is not None or constraint.wraps:
        yield "wraps", (replace(constraint, wraps=not constraint.wraps),)
    if constraint.cap is not None and not constraint.wraps:  # what wraps never reaches it
        yield "no cap", (replace(constraint, cap=None),)
    for name in ("terms", "if_set", "exempt"):
        for gone in getattr(constraint, name):
            kept = tuple(each for each in getattr(constraint, name) if each != gone)
            yield f"{name} without {gone}", (replace(constraint, **{name: kept}),)
