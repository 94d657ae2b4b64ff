"""What the message of a finding may speak of: the fields of its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.evaluate.facts import Facts, Spot, kind
from kafkalint.analysis.evaluate.steps import steps
from kafkalint.analysis.resolve.wording import shown
from kafkalint.model.producer import Target
from kafkalint.model.program import Argument, Assign, MapEntry
from kafkalint.model.value import Literal, Native
from kafkalint.model.verdict import Effect, Limit, Reason

_DOES = {
    Effect.REJECTS: "refuses to start",
    Effect.DISABLES: "switches idempotence off without an error",
    Effect.IGNORES: "ignores it",
    Effect.NONE: "accepts it",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What one finding is about: the reasons that matched, and the written setting it points at."""

    facts: Facts
    reasons: tuple[Reason, ...]
    spot: Spot | None

    @property
    def reason(self) -> Reason | None:
        """The reason that blames the setting pointed at, or the first one."""
        blaming = (reason for reason in self.reasons if self.spot and self.facts.slot(reason) is self.spot.slot)
        return next(blaming, self.reasons[0] if self.reasons else None)

    @property
    def setting(self) -> str:
        """The setting's name as written, or as the client calls it."""
        if self.spot is not None:
            return self.spot.name
        return self.reason.setting if self.reason else ""


def message(template: str, matter: Matter) -> str:
    """`template` with its fields filled in."""
    fields = FIELDS[kind(matter.facts.subject)]
    return template.format_map({name: tell(matter) for name, tell in fields.items()})


def value_text(spot: Spot | None) -> str:
    """The values that are known to arrive, as text."""
    if spot is None:
        return ""
    in_code = isinstance(spot.slot.values[0].handle, MapEntry | Argument | Assign)
    told = [spell(value.value, in_code) for value in spot.values if isinstance(value, Literal)]
    return " or ".join(dict.fromkeys(told))


def spell(value: Native, in_code: bool = False) -> str:
    """A value as people write it in data files, or in code, where texts have quotes."""
    if in_code and (value is None or isinstance(value, bool)):
        return str(value)
    if in_code and isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, tuple):
        return f"({', '.join(spell(item, in_code) for item in value)})"
    return shown(value)


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def equation(spot: Spot) -> str:
    """A setting with its value: ``acks=1``."""
    return f"{spot.name}={value_text(spot)}"


def _limit(reason: Reason) -> str:
    """A limit in words that fit behind "must be"."""
    limit = reason.limit or Limit()
    told = [" or ".join(map(spell, limit.is_))] if limit.is_ else []
    told += [f"not {spell(value)}" for value in limit.not_]
    told += [f"at least {_bound(limit.minimum)}"] if limit.minimum is not None else []
    told += [f"at most {_bound(limit.maximum)}"] if limit.maximum is not None else []
    return listed(told)


def _bound(bound: float | tuple[int, ...]) -> str:
    return ".".join(map(str, bound)) if isinstance(bound, tuple) else spell(bound)


def _blamed(facts: Facts, reasons: Iterable[Reason]) -> str:
    """Everything that `reasons` blame, with its values, whoever put it there."""
    told: dict[str, None] = {}
    for reason in reasons:
        spot = facts.spot(reason)
        if spot is not None:
            told[equation(spot)] = None
        elif reason.put is not None:
            told[f"{reason.setting}={spell(reason.put.value)}"] = None
    return listed(told)


def _others(matter: Matter) -> str:
    rest = (reason for reason in matter.reasons if reason is not matter.reason)
    return _blamed(matter.facts, rest)


def _value(matter: Matter) -> str:
    """The value of the setting that is pointed at; without one, the value that a framework puts there."""
    put = matter.reason.put if matter.reason and matter.spot is None else None
    return value_text(matter.spot) if put is None else spell(put.value)


def _does(reason: Reason) -> str:
    late = reason.effect is Effect.REJECTS and reason.stage == "start"
    return "fails as soon as it starts to send" if late else _DOES[reason.effect]


def _of_reason(tell: Callable[[Reason], str]) -> Callable[[Matter], str]:
    return lambda matter: tell(matter.reason) if matter.reason else ""


def _effective(name: str) -> Callable[[Matter], str]:
    def tell(matter: Matter) -> str:
        newest = matter.facts.newest
        return spell(getattr(newest.verdict.effective, name)) if newest else ""

    return tell


def _other_client(matter: Matter) -> str:
    other = matter.facts.other_client(matter.reason) if matter.reason else None
    return other.title if other else ""


def _about(read: Callable[[Facts], object]) -> Callable[[Matter], str]:
    return lambda matter: str(read(matter.facts) or "")


def _of_target(read: Callable[[Target], object]) -> Callable[[Matter], str]:
    return _about(lambda facts: read(facts.producer.target) if facts.producer else "")


def _subject(name: str) -> Callable[[Matter], str]:
    return lambda matter: str(getattr(matter.facts.subject, name))


FIELDS: Mapping[str, Mapping[str, Callable[[Matter], str]]] = {
    "producer": {
        "setting": lambda matter: matter.setting,
        "value": _value,
        "client": _about(lambda facts: facts.client and facts.client.title),
        "version": _about(lambda facts: facts.newest and facts.newest.version),
        "limit": _of_reason(_limit),
        "reasons": lambda matter: _blamed(matter.facts, matter.reasons),
        "others": _others,
        "text": _of_reason(lambda reason: reason.text),
        "does": _of_reason(_does),
        "suggestion": _of_reason(lambda reason: reason.suggestion),
        "intended": _of_reason(lambda reason: "" if reason.intended is None else spell(reason.intended)),
        "other-client": _other_client,
        "acks": _effective("acks"),
        "retries": _effective("retries"),
        "in-flight": _effective("max_in_flight"),
        "broker": _about(lambda facts: facts.broker),
        "defect": _about(lambda facts: "; ".join(one.text for one in facts.defects)),
        "mended": _about(lambda facts: max(filter(None, (one.versions.high for one in facts.defects)), default="")),
        "service": _about(lambda facts: facts.service and facts.service.title),
        "service-note": _about(lambda facts: facts.service and facts.service.because),
        "right": _of_target(lambda target: target.permission and target.permission.right),
        "grant": _of_target(lambda target: target.permission and target.permission.grant),
    },
    "move": {
        "client": _about(lambda facts: facts.client and facts.client.title),
        "versions": _about(lambda facts: facts.candidate and facts.candidate.versions),
        "steps": _about(lambda facts: facts.judgement and "; ".join(steps(facts.judgement))),
        "broker": _about(lambda facts: facts.broker),
        "service": _of_target(lambda target: target.service and target.service.title),
        "right": _of_target(lambda target: target.permission and target.permission.right),
        "grant": _of_target(lambda target: target.permission and target.permission.grant),
    },
    "use": {
        "call": lambda matter: f"{matter.facts.subject.written}()" if isinstance(matter.facts.subject, Use) else "",
        "text": _of_reason(lambda reason: reason.text),
        "setting": lambda matter: matter.setting,
        "client": _about(lambda facts: facts.client and facts.client.title),
        "version": _about(lambda facts: facts.newest and facts.newest.version),
    },
    "broker": {
        "setting": lambda matter: matter.spot.name if matter.spot else _subject("written")(matter),
        "value": lambda matter: value_text(matter.spot) if matter.spot else _subject("value")(matter),
        "others": _others,
        "broker": _about(lambda facts: facts.broker),
        "service": _about(lambda facts: facts.service and facts.service.title),
        "service-note": _about(lambda facts: facts.service and facts.service.because),
    },
    "dependency": {
        "setting": _subject("name"),
        "value": _subject("written"),
        "since": _about(lambda facts: facts.since),
    },
    "stray": {
        "setting": _subject("written"),
        "intended": _subject("meant"),
    },
    "suppression": {
        "setting": lambda matter: listed(getattr(matter.facts.subject, "ids", ())),
        "value": _subject("until"),
        "text": _subject("text"),
    },
}
"""How to tell each field, by subject."""
