"""Place files: what is refused, what later folders replace, and the bytes by which files are chosen."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places, needles
from kafkalint.catalog.reading import CatalogError
from kafkalint.model.place import Constructor, Sheet

PLACES = load_places([rules_folder()])
CONSTRUCTORS = [finder for place in PLACES for finder in place.finders if isinstance(finder, Constructor)]


def _write(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    (folder / "places").mkdir(parents=True, exist_ok=True)
    (folder / "places" / name).write_text(text, "utf-8")
    return folder


GOOD = "id: mine\ntitle: Mine\nmentions: [mykafka]\nclients: [java]\nfind:\n  - sheet: {prefix: x.}\n"


def test_a_place_of_ones_own(tmp_path: Path) -> None:
    (place,) = load_places([_write(tmp_path, GOOD)])
    assert place.finders == (Sheet("x."),)
    assert place.mentions == (b"mykafka",)


def test_a_later_folder_replaces_by_id(tmp_path: Path) -> None:
    first = _write(tmp_path / "a", GOOD)
    second = _write(tmp_path / "b", GOOD.replace("x.", "y."))
    (place,) = load_places([first, second])
    assert place.finders == (Sheet("y."),)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (GOOD + "shade: blue\n", 7, "shade"),
        (GOOD + "runs: {keys: [k], images: [{names: [a], tag: '(', versions: {}}]}\n", 1, "not a regular expression"),
        (GOOD + "runs: {keys: [k], images: [{names: [a], tag: a, versions: {'1': [b]}}]}\n", 1, "not a version"),
        (GOOD.replace("{prefix: x.}", "{prefix: x., colour: red}"), 6, "colour"),
        (GOOD.replace("sheet: {prefix: x.}", "{sheet: {}, environment: {layers: []}}"), 6, "exactly one of"),
        (GOOD.replace("[mykafka]", "[acks]"), 3, "five characters"),
        (GOOD.replace("[mykafka]", "[MyKafka]"), 3, "lower-case"),
        (GOOD.replace("id: mine", "id: yours"), 1, "not the name of the file"),
        (GOOD.replace("prefix: x.", "signs: {values: {acks: '('}}"), 1, "not a regular expression"),
        (GOOD.replace("sheet: {prefix: x.}", "builder: {begins: [.b], steps: {}}"), 1, "a step that ends it"),
        (
            GOOD.replace("sheet: {prefix: x.}", "builder: {begins: [.b], steps: {end: {ends: true}}, adds: put}"),
            1,
            "'put' is no step with a key and a value",
        ),
        (
            GOOD.replace("sheet: {prefix: x.}", "builder: {begins: [.b], steps: {end: {ends: true}}, needs: {to: k}}"),
            1,
            "no step gives 'to'",
        ),
        (GOOD.replace("sheet: {prefix: x.}", "section: {layers: [{path: [a, '*', '*']}]}"), 1, "one '*' at most"),
        (GOOD.replace("sheet: {prefix: x.}", "environment: {layers: [{path: [a, '*', '*']}]}"), 1, "one '*' at most"),
        (GOOD + "twice: {'*.yml': first}\n", 7, "twice.*.yml"),
        (
            GOOD.replace(
                "sheet: {prefix: x.}", "images: {keys: [image], images: [{names: [a], tag: '', always: new}]}"
            ),
            1,
            "not a version",
        ),
    ],
)
def test_a_place_that_does_not_hold_is_refused(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(CatalogError) as caught:
        load_places([_write(tmp_path, text)])
    assert message in caught.value.message
    assert caught.value.line == line


def test_needles_hold_no_needle() -> None:
    found = needles(PLACES)
    assert not [one for one in found for other in found if one != other and one in other]
    assert all(any(needle in mention for needle in found) for place in PLACES for mention in place.mentions)


@pytest.mark.parametrize("constructor", CONSTRUCTORS, ids=lambda constructor: constructor.calls[0])
def test_the_first_call_of_a_constructor_is_a_class_with_such_arguments(constructor: Constructor) -> None:
    module, _, name = constructor.calls[0].rpartition(".")
    try:
        made = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        pytest.skip(f"the client's extra is not installed: {error.name}")
    assert isinstance(made, type)
    for parameter in constructor.mappings:
        if parameter.keyword:
            assert list(signature(made.__init__).parameters).index(parameter.keyword) == (parameter.position or 0) + 1
