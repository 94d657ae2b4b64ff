"""Rule files: loading, checking against each other, choosing."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

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
            rules[rule.id], paths[rule.id] = rule, path
    for rule in rules.values():
        unknown = [other for other in rule.yields_to if other not in rules]
        if unknown:
            raise CatalogError(paths[rule.id], 1, f"yields to unknown rule {unknown[0]}; known: {', '.join(rules)}")
    _check_order(rules, paths)
    return tuple(rules[key] for key in sorted(rules))


def select(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that `select` names (all when it is empty) without those that `ignore` names.

    A rule is named by its id, by the beginning of its id, or by its name; the longer of two beginnings that meet a
    rule wins, and of equal ones `ignore`. Raises ValueError for a selector that names no rule.
    """
    for selector in (*select, *ignore):
        if not any(_reach(rule, selector) for rule in rules):
            known = ", ".join(f"{rule.id} {rule.name}" for rule in rules)
            raise ValueError(f"no rule is called {selector!r}; known: {known}")
    wanted = select or ("",)
    return tuple(
        rule
        for rule in rules
        if max(_reach(rule, selector) for selector in wanted)
        > max((_reach(rule, selector) for selector in ignore), default=0)
    )


def _reach(rule: Rule, selector: str) -> int:
    """How closely `selector` names `rule`; 0 when it does not."""
    if selector == rule.name:
        return len(rule.id) + 1
    return len(selector) + 1 if rule.id.startswith(selector) else 0


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
