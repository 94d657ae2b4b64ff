"""`kafkalint explain RULE`: what a rule means, why it matters, and what its fix does."""

from __future__ import annotations

import textwrap
from difflib import get_close_matches

import click

from kafkalint.cli._exits import Refused
from kafkalint.cli._known import known_rules
from kafkalint.model.rule import Example, Rule


@click.command(name="explain")
@click.argument("rule", metavar="RULE")
def command(rule: str) -> None:
    """Explain a rule by its id (KFK101) or name."""
    rules = known_rules()
    found = next((one for one in rules if rule.lower() in (one.id.lower(), one.name)), None)
    if found is None:
        close = get_close_matches(rule, [name for one in rules for name in (one.id, one.name)], 1)
        hint = f"did you mean {close[0]}?" if close else "`kafkalint rules` lists them"
        raise Refused(f"there is no rule {rule!r}; {hint}")
    click.echo("\n".join(_explained(found)))


def _explained(rule: Rule) -> list[str]:
    lines = [
        f"{rule.id} {rule.name}",
        f"{rule.severity.name.lower()}, {rule.confidence.name.lower()} confidence{_request(rule)}",
        "",
        *_wrapped(rule.title[:1].upper() + rule.title[1:] + "."),
        "",
        *_wrapped(rule.why),
    ]
    if rule.repair:
        how = rule.repair.applicability
        lines += ["", "Fix: " + rule.repair.title + (f" ({how.name.lower()})" if how else "")]
        lines += _wrapped(rule.repair.because)
    for example in rule.examples:
        if example.fires:
            lines += ["", *_example(example)]
    if rule.references:
        lines += ["", "References:", *(f"  {reference}" for reference in rule.references)]
    return lines


def _request(rule: Rule) -> str:
    return f"; runs on request: --select {rule.id}" if rule.on_request else ""


def _wrapped(text: str) -> list[str]:
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return [line for part in paragraphs for line in textwrap.wrap(part, 100) or [""]]


def _example(example: Example) -> list[str]:
    versions = ", ".join(f"{client} {version}" for client, version in example.versions.items())
    lines = [f"Example: {example.title} ({example.path}{'; ' + versions if versions else ''})"]
    lines += [f"    {line}" for line in example.before.rstrip("\n").split("\n")]
    if example.after is not None:
        lines += ["  becomes", *(f"    {line}" for line in example.after.rstrip("\n").split("\n"))]
    return lines
