"""Settings of public repositories, read by people: each is put into a small file of its kind and checked again.

An entry has `path`, the `line` that holds the settings, the `settings` themselves, what is `expected` and `why`.
`call` is the thing that they are given to in Python, as keywords or in the `form` of a map, a variable or a spread;
`keys` is the key path above them in a data file, where `list: true` makes them ``NAME=value``. ``{code: …}`` is a value
known only when the program runs. `evidence` are manifests beside the file; a manifest as the entry has its `text`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kafkalint.model.finding import Confidence, Severity
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

HERE = Path(__file__).parent
REPOSITORIES = {file.stem: YAML(typ="safe", pure=True).load(file) for file in sorted(HERE.glob("*.yaml"))}
ENTRIES = [(name, entry) for name, read in REPOSITORIES.items() for entry in read["entries"]]
CONFIGURATION = {".yml", ".yaml", ".properties", ".json", ".conf", ".env", ".toml"}
CASES = [pytest.param(name, entry, id=f"{name}-{entry['path']}") for name, entry in ENTRIES]
CLIENTS = "import aiokafka, confluent_kafka, kafka"
"""Imported by every file of Python, so that none is left alone for lack of a client."""


def _code(value: Any) -> str:
    if isinstance(value, Mapping) and "code" in value:
        return str(value["code"])
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {_code(item)}" for key, item in value.items()) + "}"
    return repr(tuple(value) if isinstance(value, list) else value)


def _python(entry: Mapping[str, Any]) -> str:
    module, _, name = entry["call"].rpartition(".")
    settings = entry["settings"]
    keywords = ", ".join(f"{key}={_code(value)}" for key, value in settings.items())
    forms = {
        "keywords": f"made = {name}({keywords})",
        "map": f"made = {name}({_code(settings)})",
        "variable": f"conf = {_code(settings)}\nmade = {name}(conf)",
        "spread": f"conf = {_code(settings)}\nmade = {name}(**conf)",
    }
    return f"{CLIENTS}\nfrom {module} import {name}\n\n{forms[entry.get('form', 'keywords')]}\n"


def _data(entry: Mapping[str, Any], suffix: str) -> str:
    settings, keys = entry["settings"], entry["keys"]
    if suffix == ".properties":
        return "".join(f"{'.'.join((*keys, name))}={value}\n" for name, value in settings.items())
    tree: Any = [f"{name}={value}" for name, value in settings.items()] if entry.get("list") else settings
    for key in reversed(keys):
        tree = {key: tree}
    if suffix == ".json":
        return json.dumps(tree, indent=2)
    YAML(typ="safe", pure=True).dump(tree, text := StringIO())
    return text.getvalue()


def _text(entry: Mapping[str, Any], suffix: str) -> str:
    if "call" in entry:
        return _python(entry)
    return str(entry["text"]) if "text" in entry else _data(entry, suffix)


def _found(folder: Path, entry: Mapping[str, Any]) -> list[str]:
    """The ids of the rules that fire in the entry's own file."""
    (folder / ".git").mkdir()
    for name, text in entry.get("evidence", {}).items():
        (folder / name).write_text(text + "\n", "utf-8")
    path = folder / Path(entry["path"]).name
    path.write_text(_text(entry, path.suffix), "utf-8")
    options = Options((str(folder),), min_severity=Severity.NOTE, min_confidence=Confidence.LOW)
    report = run(options)[0]
    assert not report.failures
    return sorted({one.rule for one in report.findings if Path(one.site.path).name == path.name})


def _words(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, value in settings.items():
        yield from _words(value) if isinstance(value, Mapping) and "code" not in value else (name,)


@pytest.mark.parametrize(("repository", "entry"), CASES)
def test_what_is_said_is_what_was_judged_right(repository: str, entry: Mapping[str, Any], tmp_path: Path) -> None:
    assert _found(tmp_path, entry) == entry["expected"], f"{repository}: {entry['why']}"


@pytest.mark.parametrize(("repository", "entry"), CASES)
def test_the_line_holds_the_settings(repository: str, entry: Mapping[str, Any]) -> None:
    assert repository == REPOSITORIES[repository]["repository"].replace("/", "+")
    for word in _words(entry["settings"]):
        assert word in entry["line"]


def test_thirty_repositories_have_configuration() -> None:
    own = {name for name, entry in ENTRIES if "call" not in entry and Path(entry["path"]).suffix in CONFIGURATION}
    assert len(own) >= 30


def test_every_finding_is_read_and_most_are_decided(capsys: pytest.CaptureFixture[str]) -> None:
    """What is said is right, or says that it cannot be known; what was said wrongly once is expected no more."""
    kinds = Counter(_kind(entry["expected"]) for _, entry in ENTRIES)
    assert all(entry["why"] for _, entry in ENTRIES)
    assert kinds["undecided"] * 5 <= len(ENTRIES)
    with capsys.disabled():
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        print(f"\n{len(ENTRIES)} spots of {len(REPOSITORIES)} repositories were read: {told}")


def _kind(expected: list[str]) -> str:
    if not expected:
        return "silent"
    return "undecided" if expected == ["KFK209"] else "right"


def test_half_of_them_are_look_alikes() -> None:
    silent = [entry for _, entry in ENTRIES if not entry["expected"]]
    assert len(REPOSITORIES) >= 6
    assert len(ENTRIES) >= 60
    assert len(silent) * 2 >= len(ENTRIES)
