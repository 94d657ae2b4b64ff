"""The table of all rules, for the README and the site."""

from __future__ import annotations

from kafkalint.catalog.catalog import load
from kafkalint.explain.page import Table
from kafkalint.model.rule import Rule


def table() -> Table:
    """A row for each rule."""
    rows = ((rule.id, rule.name, _weight(rule), rule.repair.title if rule.repair else "") for rule in load().rules)
    return Table(("rule", "name", "severity", "fix"), tuple(rows))


def _weight(rule: Rule) -> str:
    where = ", in plans of a migration" if rule.of_migration else ", on request" if rule.on_request else ""
    return f"{rule.severity.name.lower()}{where}"
