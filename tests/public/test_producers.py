"""Producers of public applications, read by people: what may arrive at each, and whether kafkalint sees the same.

Every producer is put into files of its kind again: the way its configuration takes, in words of our own, reduced to
the statements that matter. An entry has

`path`, `line`, `source`
    where the constructor stands in the repository, and its line there
`files`, `evidence`
    the files that are checked, and manifests beside them
`settings`
    by name what may arrive: a value that it `is`, or `code` whose result only the running program knows, with the
    `default` of its source; both where a value that is known need not be; `any` of several; `maybe` nothing at all;
    written `at` a line of `path`, or of ``file:line`` in the repository
`closes`
    *now*, *later* or *never*: whether everything that arrives is seen; *later* is what a reader decides and kafkalint
    need not yet, but must not get wrong; *never* comes from outside of the repository, and `open` has words of which
    one is in the reason
`ways`
    how many producers the constructor makes, when its callers give it different settings; each has some of `settings`
`verdict`, `observed`
    what the client makes of it, and what kafkalint said of the whole repository when it was read
`framework`
    the constructor is not the client's own: settings that it brings along are not counted
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kafkalint.model.producer import Producer, Setting, Slot
from kafkalint.model.value import Literal
from kafkalint.model.verdict import Outcome
from kafkalint.runner import file as runner
from kafkalint.runner.examine import Examined, Judged
from kafkalint.runner.options import Options
from kafkalint.runner.run import run

HERE = Path(__file__).parent / "producers"
REPOSITORIES = {file.stem: YAML(typ="safe", pure=True).load(file) for file in sorted(HERE.glob("*.yaml"))}
ENTRIES = [(name, entry) for name, read in REPOSITORIES.items() for entry in read["producers"]]
CASES = [pytest.param(entry, id=f"{name}-{entry['path']}:{entry['line']}") for name, entry in ENTRIES]


@pytest.fixture
def found(entry: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Judged]:
    """The producers in the entry's own file, checked together with the others."""
    (tmp_path / ".git").mkdir()
    for name, text in {**entry["files"], **entry.get("evidence", {})}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", "utf-8")
    seen: list[Examined] = []
    examine = runner.examine

    def recording(*arguments: Any, **keywords: Any) -> Examined:
        seen.append(examine(*arguments, **keywords))
        return seen[-1]

    monkeypatch.setattr(runner, "examine", recording)
    report = run(Options((str(tmp_path),), jobs=1))[0]
    assert not report.failures
    return [each for one in seen for each in one.judged if each.producer.site.path.endswith(entry["path"])]


@pytest.mark.parametrize("entry", CASES)
def test_kafkalint_sees_what_a_reader_sees(entry: Mapping[str, Any], found: Sequence[Judged]) -> None:
    if entry["closes"] != "later":
        assert len(found) == entry.get("ways", 1), f"{len(found)} producers: {entry['why']}"
    for one in found:
        is_open = bool(one.producer.open)
        if entry["closes"] != "later":
            assert is_open is (entry["closes"] == "never"), one.producer.open
        assert not list(_wrong(one.producer, entry)), entry["why"]
        if "verdict" in entry:
            undecided = is_open or entry["closes"] == "later"
            allowed = {Outcome(entry["verdict"]), *([Outcome.UNKNOWN] if undecided else [])}
            assert one.judgement.outcome in allowed, entry["why"]


@pytest.mark.parametrize("entry", [case for case in CASES if case.values[0]["closes"] == "never"])
def test_what_stays_open_says_why(entry: Mapping[str, Any], found: Sequence[Judged]) -> None:
    reasons = " ".join(found[0].producer.open)
    assert any(word in reasons for word in entry["open"]), reasons


@pytest.mark.parametrize("entry", CASES)
def test_the_line_of_the_constructor_is_kept(entry: Mapping[str, Any]) -> None:
    lines = [line.strip() for line in entry["files"][entry["path"]].splitlines()]
    assert lines.count(entry["source"]) == 1


def test_the_sample_is_wide_and_mostly_decidable(capsys: pytest.CaptureFixture[str]) -> None:
    closes = Counter(entry["closes"] for _, entry in ENTRIES)
    clients = Counter(entry["call"].partition(".")[0] for _, entry in ENTRIES)
    assert all(name == read["repository"].replace("/", "+") for name, read in REPOSITORIES.items())
    assert len(REPOSITORIES) >= 20
    assert len(ENTRIES) >= 60
    assert {"confluent_kafka", "kafka", "aiokafka", "quixstreams", "faust", "faststream", "pyspark"} <= clients.keys()
    assert (closes["now"] + closes["later"]) * 4 >= len(ENTRIES) * 3
    shares = ", ".join(f"{name} {count} ({count / len(ENTRIES):.0%})" for name, count in closes.most_common())
    with capsys.disabled():
        print(f"\n{len(ENTRIES)} producers of {len(REPOSITORIES)} applications close: {shares}")


def _wrong(producer: Producer, entry: Mapping[str, Any]) -> Iterator[str]:
    """How what was found differs from what a reader found; what is open need not be complete."""
    wanted = entry["settings"]
    named = {slot.name for slot in producer.slots}
    later = entry["closes"] == "later"
    if not producer.open:
        needed = {name for name, want in wanted.items() if not ((later or "ways" in entry) and want.get("maybe"))}
        yield from (f"{name} is missing" for name in needed - named)
    if not entry.get("framework"):
        yield from (f"{name} does not arrive" for name in named - wanted.keys())
    for slot in producer.slots:
        if slot.name in wanted:
            yield from _wrong_values(slot, wanted[slot.name], entry, bool(producer.open))


def _wrong_values(slot: Slot, wanted: Mapping[str, Any], entry: Mapping[str, Any], is_open: bool) -> Iterator[str]:
    choices, later = wanted.get("any", [wanted]), entry["closes"] == "later"
    if later and any(_fits(setting, choice) for setting in slot.values for choice in choices):
        return
    for setting in slot.values:
        told = isinstance(setting.value, Literal) or not (is_open or later)
        if told and not any(_fits(setting, choice) for choice in choices):
            yield f"{slot.name} is not {setting.value}"
    if is_open or later:
        return
    yield from (f"{slot.name} may be {one}" for one in choices if not any(_fits(each, one) for each in slot.values))
    if slot.maybe_absent is not wanted.get("maybe", False) and "ways" not in entry:
        yield f"{slot.name} {'may' if slot.maybe_absent else 'cannot'} be absent"
    paths = {str(at).rpartition(":")[0] or entry["path"] for at in _list(wanted["at"])}
    for one in slot.values:
        if isinstance(one.value, Literal) and not one.assumed and not one.site.path.endswith((*paths,)):
            yield f"{slot.name} stands in {one.site.path}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _fits(setting: Setting, choice: Mapping[str, Any]) -> bool:
    """Whether a value that was found is the one that a reader expects."""
    if not isinstance(setting.value, Literal):
        return "code" in choice
    if setting.assumed:
        return "default" in choice and setting.value.value == choice["default"]
    wanted = choice.get("is", ...)
    return setting.value.value == (tuple(wanted) if isinstance(wanted, list) else wanted)
