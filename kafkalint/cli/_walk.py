"""A walk through a plan: each producer is shown, and somebody says whether it is to be rewritten."""

from __future__ import annotations

import sys

import click

from kafkalint.migration.forms.table import shown
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.reporters import Style

_HELP = """  y  rewrite it                   n  leave it
  a  and all with the same rules  f  and all in this file
  q  leave this one and the rest"""


def walk(plan: Plan, style: Style) -> dict[tuple[str, int], str]:
    """The producers that are to be left alone, with why; the end of the input leaves the rest."""
    left: dict[tuple[str, int], str] = {}
    rules: set[tuple[str, ...]] = set()
    files: set[str] = set()
    entries = plan.of(Status.READY)
    for number, entry in enumerate(entries, 1):
        if entry.producer.before.rules in rules or entry.producer.at.path in files:
            continue
        answer = _asked(entry, f"{number} of {len(entries)}", style)
        if answer == "q":
            return left | {rest.key: "not decided" for rest in entries[number - 1 :] if _open(rest, rules, files)}
        if answer == "n":
            left[entry.key] = "declined"
        elif answer == "a":
            rules.add(entry.producer.before.rules)
        elif answer == "f":
            files.add(entry.producer.at.path)
    return left


def _open(entry: Entry, rules: set[tuple[str, ...]], files: set[str]) -> bool:
    return entry.producer.before.rules not in rules and entry.producer.at.path not in files


def _asked(entry: Entry, which: str, style: Style) -> str:
    """One of y, n, a, f, q."""
    click.echo(shown(entry, style), color=style.color)
    told = ", ".join(entry.producer.before.rules) or "written out"
    while True:
        click.echo(f"  {which} ({told}): rewrite it? [y,n,a,f,q,?] ", nl=False)
        line = sys.stdin.readline()
        answer = line.strip().lower()[:1] if line else "q"
        if not line:
            click.echo()
        if answer in tuple("ynafq"):
            return answer
        click.echo(_HELP)
