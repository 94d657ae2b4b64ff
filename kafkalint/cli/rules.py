"""`kafkalint rules`: every rule in a line."""

from __future__ import annotations

import json as json_module

import click

from kafkalint.cli._known import known_rules


@click.command(name="rules")
@click.option("--json", is_flag=True, help="As JSON.")
def command(json: bool) -> None:
    """List every rule with its severity and what it looks for."""
    rules = known_rules()
    if json:
        keys = ("id", "name", "title", "subject")
        rows = [
            {
                **{key: getattr(rule, key) for key in keys},
                "severity": rule.severity.name.lower(),
                "confidence": rule.confidence.name.lower(),
                "on_request": rule.on_request,
                "fix": rule.repair.title if rule.repair else None,
            }
            for rule in rules
        ]
        click.echo(json_module.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        mark = "*" if rule.repair else "?" if rule.on_request else " "
        click.echo(f"{rule.id} {mark} {rule.severity.name.lower():7} {rule.name:{width}}  {rule.title}")
    click.echo("\n* has a fix, ? runs only where it is selected. `kafkalint explain RULE` tells more.")
