"""`kafkalint rules`: every rule in a line."""

from __future__ import annotations

import json as json_module

import click

from kafkalint.cli._known import known_rules
from kafkalint.cli._lists import say, table
from kafkalint.cli._terminal import width
from kafkalint.model.rule import Rule


@click.command(name="rules")
@click.option("--json", is_flag=True, help="As JSON.")
def command(json: bool) -> None:
    """List every rule with its severity and what it looks for."""
    rules = known_rules()
    if json:
        keys = ("id", "name", "title", "subject")
        told = [
            {
                **{key: getattr(rule, key) for key in keys},
                "severity": rule.severity.name.lower(),
                "confidence": rule.confidence.name.lower(),
                "on_request": rule.on_request,
                "fix": rule.repair.title if rule.repair else None,
            }
            for rule in rules
        ]
        click.echo(json_module.dumps(told, indent=2, ensure_ascii=False))
        return
    rows = [(f"{rule.id} {_mark(rule)}", rule.severity.name.lower(), rule.name, rule.title) for rule in rules]
    marks = "* has a fix, ? runs only where it is selected, > is only in plans of `kafkalint migrate`."
    last = ["", f"{marks} `kafkalint explain RULE` tells more."]
    say([*table(rows, 3, width()), *last], width())


def _mark(rule: Rule) -> str:
    return "*" if rule.repair else "?" if rule.on_request else ">" if rule.of_migration else " "
