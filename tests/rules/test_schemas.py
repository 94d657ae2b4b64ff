"""The schemas of the catalogue's files: each holds for every file that is there, for none that is broken, and tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from kafkalint.catalog.reading import CatalogError, read_shape
from kafkalint.catalog.schemas import KINDS, json_schema

ROOT = Path(__file__).parents[2]
FILES = [
    pytest.param(kind, path, id=path.relative_to(ROOT).as_posix())
    for kind, (pattern, _) in KINDS.items()
    for path in sorted((ROOT / "rules").glob(pattern))
]
SCHEMAS = {kind: json_schema(kind) for kind in KINDS}
VALIDATORS = {kind: jsonschema.Draft202012Validator(schema) for kind, schema in SCHEMAS.items()}


def content(text: str):
    """What an editor sees: JSON's values only, so that dates are text."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=date.isoformat))


def test_every_file_of_the_catalogue_is_of_a_kind() -> None:
    assert {path for _, path in (one.values for one in FILES)} == set((ROOT / "rules").rglob("*.yaml"))
    assert len(FILES) > 150


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_schema_as_it_is_published(kind, project) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind])
    assert project.run("config", "schema", kind).json == SCHEMAS[kind]
    assert json.loads((ROOT / f"docs/schemas/{kind}.json").read_text("utf-8")) == SCHEMAS[kind]


def test_a_kind_that_does_not_exist_is_one_line(project) -> None:
    ran = project.run("config", "schema", "ruel")
    assert ran.status == 2
    assert "'ruel'; valid here: rule, client" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_each_holds_for_every_file(kind, path) -> None:
    VALIDATORS[kind].validate(content(path.read_text("utf-8")))


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_none_holds_for_a_broken_file(kind, path) -> None:
    good = content(path.read_text("utf-8"))
    for key in good:
        assert not VALIDATORS[kind].is_valid({**good, key: [[[]]]}), f"{key} may be anything"
    for key in SCHEMAS[kind]["required"]:
        assert not VALIDATORS[kind].is_valid({name: value for name, value in good.items() if name != key})
    assert not VALIDATORS[kind].is_valid({**good, "tilte": "a"})
    assert not VALIDATORS[kind].is_valid([good])


RULE = """\
id: ACME001
name: acks-not-all
title: a
subject: producer
severity: warning
confidence: high
when: {setting: {role: acks, value: 1}}
message: a
at: reason
why: a
examples: [{title: a, path: a.py, before: a, fires: true}]
"""
CLIENT = """\
client: a
title: a
lowest: "1.0"
newest: {newest}
settings: {{acks: {acks}}}
known: {{since: {{{since}: acks}}}}
"""
PLACE = "id: broken\ntitle: a\nmentions: [kafka]\nfind: [{}]\n"


def rule(**changed: str) -> str:
    given = dict(line.split(": ", 1) for line in RULE.splitlines())
    return "\n".join(f"{key}: {value}" for key, value in {**given, **changed}.items())


def client(newest: str = '"2.0"', acks: str = "{role: acks}", since: str = '"0"') -> str:
    return CLIENT.format(newest=newest, acks=acks, since=since)


GOOD = {
    "one for many": ("rule", rule(profiles="strict")),
    "many": ("rule", rule(profiles="[strict, kafka3]")),
    "a bare answer": ("rule", rule(when="{outcome: [rejected, unknown]}")),
    "an answer along the range": ("rule", rule(when="{outcome: {some: idempotent}}")),
    "inside": ("rule", rule(when="{all: [{not: {any: [{version: {from: '3.0'}}]}}]}")),
    "a value": ("client", client(acks="{default: 1, rewrite: {write: all}}")),
    "by version": ("client", client(acks='{default: {by-version: {"0": 1, "3.0": null}}}')),
    "a shape by version": ("client", client(acks='{rewrite: {by-version: {"0": {write: all}, v3: {limit: true}}}}')),
    "a section": ("place", PLACE.format("{section: {layers: [{path: [kafka]}]}}")),
    "a constructor": ("place", PLACE.format("{constructor: {calls: [a.B], mappings: [{position: 0}]}}")),
}  # fmt: skip
BROKEN = {
    "a severity": ("rule", rule(severity="bad")),
    "an id": ("rule", rule(id="acme1")),
    "a place": ("rule", rule(at="everywhere")),
    "no examples": ("rule", rule(examples="[]")),
    "an unknown operator": ("rule", rule(when="{outcom: rejected}")),
    "two operators": ("rule", rule(when="{outcome: rejected, redundant: true}")),
    "no operator": ("rule", rule(when="{}")),
    "an unknown answer": ("rule", rule(when="{outcome: [bad]}")),
    "an unknown key inside": ("rule", rule(when="{outcome: {sum: idempotent}}")),
    "neither role nor name": ("rule", rule(when="{setting: {value: 1}}")),
    "both": ("rule", rule(when="{setting: {role: acks, name: acks}}")),
    "a number for a version": ("rule", rule(when="{version: {from: 3.0}}")),
    "no version": ("rule", rule(when="{version: {from: new}}")),
    "a list of lists": ("rule", rule(profiles="[[strict]]")),
    "far inside": ("rule", rule(when="{all: [{not: {any: [{version: {form: '3.0'}}]}}]}")),
    "a fix": ("rule", rule(fix="{title: a, action: mend, because: a}")),
    "a number for the newest": ("client", client(newest="2.0")),
    "a version among names": ("client", client(since="new")),
    "no first version": ("client", client(acks='{default: {by-version: {"3.0": 1}}}')),
    "something beside versions": ("client", client(acks='{default: {by-version: {"0": 1}, else: 2}}')),
    "a wrong value at a version": ("client", client(acks='{rewrite: {by-version: {"0": {put: all}}}}')),
    "two rewrites": ("client", client(acks="{rewrite: {remove: true, limit: true}}")),
    "a role": ("client", client(acks="{role: ack}")),
    "two finders": ("place", PLACE.format("{section: {layers: [{path: [a]}]}, sheet: {}}")),
    "no finder": ("place", PLACE.format("{}")),
    "an unknown key of a finder": ("place", PLACE.format("{sheet: {prefx: a}}")),
    "an unknown key deep in a finder": ("place", PLACE.format("{section: {layers: [{pth: [a]}]}}")),
    "a wrong type in a finder": ("place", PLACE.format("{section: {layers: [{path: a}]}}")),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_what_the_product_takes(case, tmp_path) -> None:
    kind, text = GOOD[case]
    (tmp_path / "broken.yaml").write_text(text, "utf-8")
    read_shape(tmp_path / "broken.yaml", KINDS[kind][1])
    VALIDATORS[kind].validate(content(text))


@pytest.mark.parametrize("case", BROKEN)
def test_what_the_product_refuses(case, tmp_path) -> None:
    kind, text = BROKEN[case]
    (tmp_path / "broken.yaml").write_text(text, "utf-8")
    with pytest.raises(CatalogError):
        read_shape(tmp_path / "broken.yaml", KINDS[kind][1])
    assert not VALIDATORS[kind].is_valid(content(text))


def properties(schema) -> Iterator[tuple[str, dict]]:
    for owner, each in [("", schema), *schema.get("$defs", {}).items()]:
        yield from ((f"{owner}.{key}", value) for key, value in each.get("properties", {}).items())


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_is(kind) -> None:
    schema = SCHEMAS[kind]
    silent = [
        key
        for key, found in properties(schema)
        if not (found.get("description") or schema["$defs"][found["$ref"].rpartition("/")[2]]["description"])
    ]
    assert silent == []


def test_no_key_offers_nothing_as_a_value() -> None:
    """Only what one file takes over from another can be taken away by it."""
    nothing = {"type": "null"}
    found = [key for kind in KINDS for key, one in properties(SCHEMAS[kind]) if nothing in one.get("anyOf", ())]
    assert {"ReadingShape.min", ".extends"} <= set(found)
    assert {key.partition(".")[0] for key in found} == {"ReadingShape", ""}


def test_the_editor_of_this_repository_knows_them() -> None:
    told = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert {pattern.removeprefix("rules/") for pattern in told.values()} == {pattern for pattern, _ in KINDS.values()}
    assert all((ROOT / schema).is_file() for schema in told)
