"""What is found in data files: every YAML file beside this one holds cases, named after the place they are about.

A case has `title`, `path`, `text` and what is found there by *all* places, in order: `producers`, `brokers` and
`strays`, as ``[written, meant]``; a case without any must stay silent. `beside` holds the texts of other files,
empty for one that cannot be read. `settings` are the user's own, as
``[name, value]``; an unknown value is written ``{from: NAME, default: …}``; `locked` are names of settings that may not
be edited. With `versions` of clients, `after` is the text that the unsafe fixes leave.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kafkalint.analysis.locate import locate
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import format_of
from kafkalint.model.document import Document
from kafkalint.model.place import CodeFinder
from kafkalint.model.producer import Broker, Producer, Stray
from kafkalint.model.value import Dynamic, Value
from kafkalint.runner import reading

HERE = Path(__file__).parent
PLACES = load_places([rules_folder()])


NEVER_REWRITTEN = {
    "broker-images": "which brokers run is not for a linter of producers to change",
    "broker-keeping": "how brokers keep records is for those to change who know what hangs on it",
    "broker-settings": "a version in a broker's settings is raised step by step, with its cluster",
    "terraform-brokers": "what a cluster is declared to be is for its owners to change",
    "verifiable-producer": "its option takes numbers alone, and it never sends again",
    "lost-settings": "what nobody gets today may be meant or a relic; KFK512 says where it would count",
}
"""Places in which no fix ever changes a text, and why."""


def _in_code(finder: object) -> bool:
    return isinstance(finder, CodeFinder)


def _cases() -> list[Any]:
    cases = []
    for file in sorted(HERE.glob("*.yaml")):
        cases += [
            pytest.param(case, id=f"{file.stem}: {case['title']}") for case in YAML(typ="safe", pure=True).load(file)
        ]
    return cases


def _read(path: str, text: str) -> Document:
    syntax = format_of(Path(path).name)
    assert syntax is not None, f"no format for {path}"
    read = reading.read(syntax.decode(path, text.encode()), syntax, PLACES)
    assert isinstance(read, Document)
    return read


def _located(case: dict[str, Any]) -> tuple[Document, tuple[Producer | Broker, ...], dict[str, Document | None]]:
    """The file of a case, what is found in it, and every file beside it; one without a text cannot be read."""
    document = _read(case["path"], case["text"])
    beside = {name: _read(name, text) if text else None for name, text in case.get("beside", {}).items()}
    fitting = lambda _, pattern: [(name, one) for name, one in beside.items() if pattern.fullmatch(name)]  # noqa: E731
    return document, locate(document, PLACES, fitting), {case["path"]: document, **beside}


def _value(value: Value) -> Any:
    if not isinstance(value, Dynamic):
        return list(value.value) if isinstance(value.value, tuple) else value.value
    shown: dict[str, Any] = {"from": value.source}
    return {**shown, "default": value.default.value} if value.default else shown


def _producer(producer: Producer, document: Document, wanted: dict[str, Any]) -> dict[str, Any]:
    """The sides of `producer` that the case speaks of."""
    home = producer.home
    assert home is not None
    own = [setting for slot in producer.slots for setting in slot.values]
    sides = {
        "place": producer.place,
        "at": document.source.slice(producer.site.span),
        "clients": [candidate.client for candidate in producer.candidates],
        "versions": [[str(candidate.versions), candidate.evidence] for candidate in producer.candidates],
        "settings": [[setting.name, _value(setting.value)] for setting in own],
        "written": [setting.written for setting in own],
        "locked": [setting.name for setting in own if setting.locked],
        "open": bool(producer.open),
        "may-add": producer.may_add,
        "spelling": home.spelling,
        "after": home.after.key if home.after else None,
        "textual": home.textual,
        "profile": producer.variant.name if producer.variant else None,
        "files": list(producer.variant.files) if producer.variant else [],
        "apart": producer.variant is None or producer.variant.apart,
        "optional": [slot.name for slot in producer.slots if slot.maybe_absent],
        "home": next((entry.key for entry in home.container.entries), None),
    }
    return {key: sides[key] for key in wanted}


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    document, found, files = _located(case)
    producers = [subject for subject in found if isinstance(subject, Producer)]
    brokers = [subject for subject in found if isinstance(subject, Broker)]
    wanted = case.get("producers", [])
    assert len(producers) == len(wanted), [producer.place for producer in producers]
    told = [
        _producer(one, files[one.site.path] or document, expected)
        for one, expected in zip(producers, wanted, strict=True)
    ]
    assert repr(told) == repr(wanted), "compared as text, so that 1 is not true"
    assert [[one.written, one.value, str(one.version)] for one in brokers] == case.get("brokers", [])
    strays = [[subject.written, subject.meant] for subject in found if isinstance(subject, Stray)]
    assert strays == case.get("strays", [])


@pytest.mark.parametrize("case", _cases())
def test_every_handle_is_where_it_says(case: dict[str, Any]) -> None:
    _, found, files = _located(case)
    for producer in found:
        for slot in producer.slots if isinstance(producer, Producer) else ():
            for setting in slot.values:
                file = files[setting.name_site.path]
                assert file is not None
                assert setting.written in file.source.slice(setting.name_site.span)


@pytest.mark.parametrize("case", [case for case in _cases() if "after" in case.values[0]])
def test_fixes_leave_what_they_should(case: dict[str, Any], project: Any) -> None:
    versions = [f"{name} = {json.dumps(version)}" for name, version in case["versions"].items()]
    project.plant("kafkalint.toml", "\n".join(["[client-versions]", *versions, ""]))
    for name, text in case.get("beside", {}).items():
        project.plant(name, text)
    path = project.plant(case["path"], case["text"])
    for _again in range(2):
        project.check("--fix", "--unsafe-fixes", "--notes", case["path"])
        assert path.read_text("utf-8") == case["after"]


@pytest.mark.parametrize("place", [place.id for place in PLACES if not all(map(_in_code, place.finders))])
def test_every_place_has_what_is_found_what_is_silent_and_what_is_rewritten(place: str) -> None:
    cases = YAML(typ="safe", pure=True).load(HERE / f"{place}.yaml")
    found = [case for case in cases if any(case.get(kind) for kind in ("producers", "brokers", "strays"))]
    rewritten = [case for case in found if case.get("after", case["text"]) != case["text"]]
    assert found
    assert len(found) < len(cases), "nothing that must stay silent"
    assert bool(rewritten) is not bool(NEVER_REWRITTEN.get(place))


def test_what_a_broker_inside_another_text_is_told_stands_in_the_outer_one() -> None:
    text = "data:\n  server.properties: |\n    broker.id=1\n    unclean.leader.election.enable=true\n"
    document = _read("configmap.yaml", "kind: ConfigMap # kafka\n" + text)
    (broker,) = locate(document, PLACES)
    assert isinstance(broker, Broker)
    setting = broker.slots[0].values[0]
    assert document.source.slice(setting.site.span) == "true"
    assert document.source.slice(setting.name_site.span) == "unclean.leader.election.enable"
