"""Every example of every rule, through the whole product: it fires or not, and its fix gives the text after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from kafkalint.catalog.catalog import load
from kafkalint.migration.outline import outline
from kafkalint.migration.pick import Picks
from kafkalint.model.finding import Confidence, Severity
from kafkalint.model.report import Report
from kafkalint.model.rule import Example, Rule
from kafkalint.runner.options import Options, Style
from kafkalint.runner.run import run

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{example.title}") for rule in load().rules for example in rule.examples
]


def planted(folder: Path, example: Example) -> Path:
    """The example as a project of its own, with the configuration that it asks for."""
    (folder / ".git").mkdir()
    path = folder / example.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.before, "utf-8")
    lines = [*_toml(example.options), "[client-versions]", *_toml(example.versions)]
    (folder / "kafkalint.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _toml(table: Mapping[str, object]) -> list[str]:
    return [f"{key} = {json.dumps(value)}" for key, value in table.items()]


def checked(path: Path, fix: bool = False) -> Report:
    """All rules, all severities."""
    options = Options((str(path),), fix=fix, unsafe=True, min_severity=Severity.NOTE, min_confidence=Confidence.LOW)
    return run(options)[0]


def told(path: Path) -> list[str]:
    """The ids of everything that is said of a file, in a run and in a plan."""
    wishes = Options(
        (str(path),), diff=True, unsafe=True, min_severity=Severity.NOTE, style=Style.EXPLICIT, survey=True
    )
    plan = outline(wishes, Picks(), lambda _done, _all: None).plan
    return sorted({*rules_of(checked(path)), *(note.rule for note in plan.notes)})


def fixed(path: Path, rule: Rule) -> Report:
    """The same with the fixes made; those of a rule that only a migration makes are made alone."""
    repair = rule.repair
    if repair is None or not repair.migration:
        return checked(path, fix=True)
    options = Options((str(path),), (rule.id,), fix=True, unsafe=True, min_severity=Severity.NOTE, style=Style.EXPLICIT)
    return run(options)[0]


def rules_of(report: Report) -> list[str]:
    """The ids that were found, once each."""
    return sorted({finding.rule for finding in report.findings})


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_it_fires_where_it_says_so(rule: Rule, example: Example, tmp_path: Path) -> None:
    path = planted(tmp_path, example)
    report = checked(path)
    assert not report.failures
    found = told(path) if rule.of_migration else rules_of(report)
    assert (rule.id in found) is example.fires, found


@pytest.mark.parametrize(("rule", "example"), [case for case in CASES if case.values[0].of_migration])
def test_a_note_on_a_migration_is_in_no_report(rule: Rule, example: Example, tmp_path: Path) -> None:
    report = checked(planted(tmp_path, example))
    assert rule.id not in {finding.rule for finding in (*report.findings, *report.silenced)}


@pytest.mark.parametrize(("rule", "example"), [case for case in CASES if case.values[1].after is not None])
def test_its_fix_gives_the_text_after_and_then_rests(rule: Rule, example: Example, tmp_path: Path) -> None:
    path = planted(tmp_path, example)
    first = fixed(path, rule)
    assert not first.failures
    assert path.read_text("utf-8") == example.after
    assert rule.id not in rules_of(first)
    fixed(path, rule)
    assert path.read_text("utf-8") == example.after


@pytest.mark.parametrize(("rule", "example"), [case for case in CASES if case.values[1].after is None])
def test_without_a_text_after_nothing_is_rewritten(rule: Rule, example: Example, tmp_path: Path) -> None:
    path = planted(tmp_path, example)
    if rule.id in rules_of(checked(path)):
        checked(path, fix=True)
        assert path.read_text("utf-8") == example.before


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.id)
def test_every_rule_shows_when_it_fires_and_when_not(rule: Rule) -> None:
    assert any(example.fires for example in rule.examples)
    assert any(not example.fires for example in rule.examples)
