"""The page about editors: what it tells to start is the server."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs/editor.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", PAGE))


def started(kind: str) -> list[str]:
    """The command in a snippet."""
    if kind == "json":
        settings = json.loads(BLOCKS[kind])
        return [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]]
    if kind == "toml":
        server = tomllib.loads(BLOCKS[kind])["language-server"]["kafkalint"]
        return [server["command"], *server["args"]]
    (found,) = re.findall(r'[{(] ?"(kafkalint)",? "(lsp)" ?[})]', BLOCKS[kind])
    return list(found)


@pytest.mark.parametrize("kind", ["json", "lua", "toml", "elisp"])
def test_every_editor_starts_the_same_command(project, kind) -> None:
    command, *arguments = started(kind)
    assert command == "kafkalint"
    assert project.run(*arguments, "--help").status == 0


def test_the_options_on_the_page_exist(project) -> None:
    shown = project.run("lsp", "--help").out
    assert all(option in shown for option in ("--notes", "--config FILE"))
