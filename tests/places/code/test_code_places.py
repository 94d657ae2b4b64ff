"""What is found in Python source: every YAML file beside this one holds cases, named after the place they are about.

A case has `title`, `text`, and what is found there by *all* places, in order: `producers`; a case without any must stay
silent. `settings` are the user's own, as ``[name, value]``; a value that is not known is written ``unknown``. With
`versions` of clients, `after` is the text that the unsafe fixes leave.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kafkalint.analysis.flow import NoModules, producers
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import python
from kafkalint.model.finding import Severity
from kafkalint.model.place import CodeFinder
from kafkalint.model.producer import Producer, Setting
from kafkalint.model.program import Program
from kafkalint.model.source import Source
from kafkalint.model.value import Dynamic
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

HERE = Path(__file__).parent
NEVER_REWRITTEN = {"python-pykafka": "it has no idempotent producer, to which a change could lead"}
"""Places in which no fix ever changes a text, and why."""
PLACES = load_places([rules_folder()])
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['title']}")
    for file in sorted(HERE.glob("*.yaml"))
    for case in YAML(typ="safe", pure=True).load(file)
]


def _read(case: dict[str, Any]) -> Program:
    return python.read(Source("app.py", case["text"].encode(), case["text"]))


def _producer(producer: Producer, program: Program, wanted: dict[str, Any]) -> dict[str, Any]:
    """The sides of `producer` that the case speaks of."""
    own = [setting for slot in producer.slots for setting in slot.values]
    sides = {
        "place": producer.place,
        "clients": [candidate.client for candidate in producer.candidates],
        "settings": [[setting.name, _value(setting)] for setting in own],
        "maybe": [slot.name for slot in producer.slots if slot.maybe_absent],
        "written": [setting.written for setting in own],
        "locked": {setting.name: setting.locked for setting in own if setting.locked},
        "open": list(producer.open),
        "line": program.source.slice(producer.site.span).count("\n") + 1,
    }
    return {key: sides[key] for key in wanted}


def _value(setting: Setting) -> Any:
    return "unknown" if isinstance(setting.value, Dynamic) else setting.value.value


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    program = _read(case)
    found = producers(program, PLACES, NoModules())
    wanted = case.get("producers", [])
    assert len(found) == len(wanted), [producer.place for producer in found]
    told = [_producer(one, program, expected) for one, expected in zip(found, wanted, strict=True)]
    assert repr(told) == repr(wanted), "compared as text, so that 1 is not true"


@pytest.mark.parametrize("case", CASES)
def test_every_value_is_where_it_says(case: dict[str, Any]) -> None:
    program = _read(case)
    for producer in producers(program, PLACES, NoModules()):
        for setting in (setting for slot in producer.slots for setting in slot.values):
            if isinstance(setting.value, Dynamic) or not isinstance(setting.value.value, str):
                continue
            said = program.source.slice(setting.site.span).strip("\"'").lower()
            assert setting.value.value.lower() in said


@pytest.mark.parametrize("case", [case for case in CASES if "versions" in case.values[0]])
def test_fixes_leave_what_they_should(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    path = tmp_path / "app.py"
    path.write_text(case["text"], "utf-8")
    lines = ["[client-versions]", *(f"{name} = {json.dumps(version)}" for name, version in case["versions"].items())]
    (tmp_path / "kafkalint.toml").write_text("\n".join(lines) + "\n", "utf-8")
    for _again in range(2):
        report = run(Options((str(path),), fix=True, unsafe=True, min_severity=Severity.NOTE))[0]
        assert not report.failures
        assert path.read_text("utf-8") == case.get("after", case["text"])


@pytest.mark.parametrize("place", [one.id for one in PLACES if isinstance(one.finders[0], CodeFinder)])
def test_every_place_has_what_is_found_what_is_silent_and_what_is_rewritten(place: str) -> None:
    cases = YAML(typ="safe", pure=True).load(HERE / f"{place}.yaml")
    found = [case for case in cases if case.get("producers")]
    assert found
    assert len(found) < len(cases), "nothing that must stay silent"
    assert any(case.get("after", case["text"]) != case["text"] for case in found) is (place not in NEVER_REWRITTEN)
