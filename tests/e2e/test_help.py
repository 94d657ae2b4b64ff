"""What the command says about itself: help, rules, explanations, completion."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kafkalint import __version__
from kafkalint.catalog.catalog import load

COMMANDS = [
    "baseline",
    "check",
    "clients",
    "completion",
    "config",
    "explain",
    "init",
    "lsp",
    "migrate",
    "rules",
    "verdict",
    "why",
]


def test_help_lists_every_command_with_a_sentence(project) -> None:
    ran = project.run("--help")
    assert ran.status == 0
    listed = ran.out.split("Commands:")[1]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == COMMANDS


@pytest.mark.parametrize(
    "arguments", [["-h"], ["--help"], *([name, "--help"] for name in COMMANDS), ["config", "show", "-h"]]
)
def test_help_is_complete_sentences_that_are_not_cut(project, arguments) -> None:
    ran = project.run(*arguments)
    assert ran.status == 0
    assert "..." not in ran.out.replace("[PATH]...", "").replace("[KEY=VALUE]...", "").replace("COMMAND [ARGS]...", "")
    assert all(len(line) <= 110 for line in ran.out.splitlines())


def test_without_arguments_help_is_shown(project) -> None:
    ran = project.run()
    assert ran.status == 2
    assert "Commands:" in ran.out + ran.err


@pytest.mark.parametrize("arguments", [["--version"], ["check", "--help"]])
def test_the_real_command(arguments) -> None:
    done = subprocess.run([sys.executable, "-m", "kafkalint", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    if arguments == ["--version"]:
        assert done.stdout == f"kafkalint {__version__}\n"


VERDICT = ["verdict", "--client", "java", "--client-version", "3.7", "acks=1", "retries=0"]


def test_rules_lists_every_rule(project) -> None:
    ran = project.run("rules")
    assert [line.split()[0] for line in ran.out.splitlines() if line.startswith("KFK")] == [
        rule.id for rule in load().rules
    ]
    assert "kafkalint explain" in ran.out


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("arguments", [["rules"], ["clients"], ["clients", "java"], VERDICT])
def test_lists_stay_within_the_terminal(project, monkeypatch, arguments, width) -> None:
    plain = project.run(*arguments).out
    monkeypatch.setattr(f"kafkalint.cli.{arguments[0]}.width", lambda: width)
    shown = project.run(*arguments).out
    assert [line for line in shown.splitlines() if len(line) > width and len(line.split()) > 1] == []
    assert sorted(shown.replace(";", "").split()) == sorted(plain.replace(";", "").split()), "the same words"
    assert len(shown.splitlines()) >= len(plain.splitlines())


def test_rules_as_json(project) -> None:
    rows = json.loads(project.run("rules", "--json").out)
    assert [row["id"] for row in rows] == [rule.id for rule in load().rules]
    assert set(rows[0]) == {"id", "name", "title", "subject", "severity", "confidence", "on_request", "fix"}
    assert {row["fix"] for row in rows} > {None}, "some rules have a fix, and its title is said"


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion(project, shell) -> None:
    ran = project.run("completion", shell)
    assert ran.status == 0
    assert "_KAFKALINT_COMPLETE" in ran.out
