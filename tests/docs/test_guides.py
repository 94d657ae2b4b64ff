"""The guides are true: files on a page are planted, its commands run in order, and what it shows is what comes out.

A comment above a block makes it a file of the page's project, `<!-- file: orders.py -->`; one that holds the text too
is a file that readers do not see; `<!-- copy: examples -->` copies a folder of the repository. What stands between two
marks of `.ci/generate.py` or of another test is checked there.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from kafkalint.catalog.catalog import load
from kafkalint.config.schema import json_schema, settings_from
from kafkalint.runner.names import with_known_names

ROOT = Path(__file__).parents[2]
GENERATED = {"rules.md", "services.md"}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PAGES += [page for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in GENERATED]
PAGES += [ROOT / "docs/schemas/README.md"]
NOT_RUN = {
    "python3 -m venv .venv && .venv/bin/pip install": "installs; tests/test_packaging.py and .ci/distributions do",
    "bash .ci/test": "runs this very test",
    "pip install": "installs what is not released yet",
    "docker ": "needs Docker; tests/ci/test_container.py reads the Dockerfile",
    "pipeline {": "Jenkins; tests/e2e/test_commands_on_pages.py runs the commands in it",
    "vim.lsp.config": "Neovim; tests/lsp/test_page.py starts the command in it",
    "(with-eval-after-load": "Emacs; tests/lsp/test_page.py starts the command in it",
    "paths -> discover": "a picture of the architecture",
    "E711 Comparison": "what ruff shows",
    "error[unpinned-uses]": "what zizmor shows",
}
"""Blocks that are not checked here, by how they begin, each with the reason."""
_MARKED = re.compile(r"^<!-- (\w+)[^>\n]* -->\n.*?^<!-- /\1 -->$", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"^\$ (kafkalint .*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LINES = re.compile(r"^(.+)\n()", re.MULTILINE)
"""Commands with what they print; commands alone."""
_PART = re.compile(r"^<!-- (?P<note>.*?) ?-->$|^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """The comment above, the kind and the text of every block; a comment alone has no kind."""
    note = ""
    for part in _PART.finditer(_MARKED.sub("", page.read_text("utf-8"))):
        if part["note"] is None:
            yield note, part["kind"], part["body"]
            note = ""
        elif "\n" in part["note"] or part["note"].startswith("copy: "):
            yield part["note"], "comment", ""
        else:
            note = part["note"]


def reason(block: str) -> str:
    """Why a block is not checked here; empty for every other one."""
    return next((why for start, why in NOT_RUN.items() if block.startswith(start)), "")


@pytest.fixture
def scratch(project, monkeypatch):
    """A repository whose first commit is all that `origin/main` has, in a terminal of 80 columns."""
    shutil.rmtree(project.folder / ".git")
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["commit", "-qm", "-", "--allow-empty"]):
        subprocess.run(["git", *identity, *command], check=True)
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "HEAD"], check=True)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    return project


def plant(project, note: str, body: str) -> None:
    """What a comment asks for."""
    word, _, rest = note.partition(": ")
    name, _, hidden = rest.partition("\n")
    if word == "copy":
        shutil.copytree(ROOT / name, project.folder / name)
    elif word == "file":
        project.plant(name, (hidden or body).encode())


def run(project, line: str, shown: str) -> None:
    """One command, and that what is shown comes out, where something is; `…` alone in a line is any lines."""
    command, _, redirected = line.partition(" > ")
    ran = project.run(*shlex.split(command, comments=True)[1:])
    assert ran.status in (0, 1), ran.err
    if redirected:
        project.plant(redirected, ran.bytes)
    if shown:
        said = re.sub(r"(?m)^…\\?\n", "(?:.*\n)*", re.escape(shown).replace("\\\n", "\n"))
        assert re.fullmatch(said, ran.out + ran.err), f"$ {line}\n{ran.out}{ran.err}"
    for file in re.findall(r"(?: > |--output \w+=)([\w.-]+\.\w+)", line):
        assert (project.folder / file).stat().st_size


def configure(text: str) -> None:
    """Whether kafkalint takes its part of a TOML file."""
    table = tomllib.loads(text).get("tool", {}).get("kafkalint")
    if table is not None:
        jsonschema.validate(json.loads(json.dumps(table, default=str)), json_schema())  # a date of TOML is text in JSON
        with_known_names(settings_from(table, ROOT / "kafkalint.toml"), load())


def check(project, kind: str, body: str) -> None:
    """What can be checked of a block that is not planted."""
    if kind in ("", "sh") and re.match(r"(\$ )?kafkalint ", body):
        for command, shown in (_SHOWN if body.startswith("$ ") else _LINES).findall(body):
            run(project, command, shown)
    elif kind == "toml":
        configure(body)
    elif kind == "yaml":
        list(YAML(typ="safe", pure=True).load_all(body))  # raises where it cannot be read
    elif kind == "json":
        assert json.loads(body)
    elif kind == "python":
        exec(compile(body, "page", "exec"), {})
    else:
        assert reason(body), f"nothing checks this block:\n{body}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_is_true(scratch, page) -> None:
    for note, kind, body in blocks(page):
        if note.startswith(("file: ", "copy: ")):
            plant(scratch, note, body)
        elif not reason(body):
            check(scratch, kind, body)
    assert scratch.run("check").status in (0, 1), "a file on the page cannot be read"


def test_what_is_left_out_is_there() -> None:
    bodies = [body for page in PAGES for _, _, body in blocks(page)]
    assert [start for start in NOT_RUN if not any(body.startswith(start) for body in bodies)] == []
