"""The page of a rule: mechanism, what clients do, before and after, safety of the fix, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kafkalint.explain.facts import SWITCH, behaviour
from kafkalint.explain.page import Code, Heading, Links, Page, Part, Text, paragraphs
from kafkalint.model.client import Client
from kafkalint.model.finding import Applicability
from kafkalint.model.rule import Condition, Example, Repair, Rule

_NONE = "none"
"""How a condition says that a setting plays no role."""
_SAFETY = {
    Applicability.SAFE: "Safe",
    Applicability.UNSAFE: "Unsafe: it needs --unsafe-fixes",
    Applicability.DISPLAY: "By hand",
    None: (
        "Safe where the client refuses to start today, or the brokers are declared to be fit; elsewhere it needs "
        "--unsafe-fixes"
    ),
}
_SAFETY_OF_COMMENTS = {
    **_SAFETY,
    None: "Safe in data; in source code it needs --unsafe-fixes, since another module may need it",
}


def page(rule: Rule, clients: Mapping[str, Client]) -> Page:
    """All that is known of `rule`; clients are those of its examples."""
    named = dict.fromkeys(name for one in rule.examples if one.fires for name in one.versions)
    told = [clients[name] for name in named if name in clients]
    parts: list[Part] = [
        Text(f"{rule.severity.name.lower()}, {rule.confidence.name.lower()} confidence{_where(rule)}"),
        Text(f"{rule.title[:1].upper()}{rule.title[1:]}."),
        *paragraphs(rule.why),
        *(_fix(rule.repair, rule.subject) if rule.repair else ()),
        *(behaviour(told, roles(rule.when)) if roles(rule.when) else ()),
    ]
    for example in rule.examples:
        parts += _example(example)
    if rule.references:
        parts += [Heading("References"), Links(rule.references)]
    return Page(f"{rule.id} {rule.name}", tuple(parts))


def roles(condition: Condition) -> set[str]:
    """The roles of settings that a condition asks about; whether a producer is idempotent is the switch's."""
    found: set[str] = set()
    match condition.operator:
        case "state":
            found = {SWITCH}
        case "effective":
            found = set(condition.arguments)
        case "reason" | "setting":
            given = condition.arguments.get("role", ())
            found = {given} if isinstance(given, str) else set(given) if isinstance(given, list | tuple) else set()
    return {"" if role == _NONE else role for role in found}.union(*map(roles, condition.parts))


def _where(rule: Rule) -> str:
    if rule.of_migration:
        return "; only in plans of `kafkalint migrate`, without weight"
    return f"; runs on request: --select {rule.id}" if rule.on_request else ""


def _fix(repair: Repair, subject: str) -> Iterator[Part]:
    safety = _SAFETY_OF_COMMENTS if subject == "suppression" else _SAFETY
    yield Heading(f"Fix: {repair.title}")
    yield Text(f"{safety[repair.applicability]}: {' '.join(repair.because.split())}.")


def _example(example: Example) -> Iterator[Part]:
    versions = "".join(f"; {client} {version}" for client, version in example.versions.items())
    kind = "Example" if example.fires else "Not reported"
    yield Heading(f"{kind}: {example.title} ({example.path}{versions})")
    yield Code(example.path, example.before)
    if example.after is not None:
        yield Text("becomes")
        yield Code(example.path, example.after)
