"""Rule files: loading them and checking them against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from kafkalint import HOME
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.reading import CatalogError, read_shape, yaml_files
from kafkalint.catalog.rule_shape import RuleShape
from kafkalint.model.rule import Rule


def load_rules(folders: Sequence[Path]) -> tuple[Rule, ...]:
    """Every rule in `folders`, by id; a later folder replaces a rule of the same id.

    Raises CatalogError for a file that does not hold.
    """
    rules: dict[str, Rule] = {}
    paths: dict[str, Path] = {}
    for folder in folders:
        for path in yaml_files(folder):
            rule = read_shape(path, RuleShape).freeze()
            _check_name(path, rule, paths.get(rule.id))
            rules[rule.id], paths[rule.id] = replace(rule, page=_page(folder, rule)), path
    for rule in rules.values():
        unknown = [other for other in rule.yields_to if other not in rules]
        if unknown:
            raise CatalogError(paths[rule.id], 1, f"yields to unknown rule {unknown[0]}; known: {', '.join(rules)}")
    _check_order(rules, paths)
    return tuple(rules[key] for key in sorted(rules))


def _page(folder: Path, rule: Rule) -> str:
    """Where the documentation of a rule is; users' own rules have none."""
    return f"{HOME}/blob/main/docs/rules.md#{rule.id.lower()}-{rule.name}" if folder == rules_folder() else ""


def _check_name(path: Path, rule: Rule, other: Path | None) -> None:
    if path.stem != f"{rule.id}-{rule.name}":
        raise CatalogError(path, 1, f"the file of this rule is called {rule.id}-{rule.name}{path.suffix}")
    if other is not None and other.parent == path.parent:
        raise CatalogError(path, 1, f"{rule.id} is also in {other.name}")


def _check_order(rules: dict[str, Rule], paths: dict[str, Path]) -> None:
    try:
        TopologicalSorter({key: rule.yields_to for key, rule in rules.items()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        raise CatalogError(paths[circle[0]], 1, f"rules yield to each other: {' -> '.join(circle)}") from None
