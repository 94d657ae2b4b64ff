"""The named checks: that rules name them rightly, and that all of them are named and documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kafkalint.analysis.code import checks, misfit
from kafkalint.analysis.code.outcome import learnt
from kafkalint.analysis.code.records import record, same, varies
from kafkalint.catalog.catalog import load
from kafkalint.model.program import Branch, Node
from kafkalint.model.rule import Condition

PAGE = Path(__file__).parents[2] / "docs" / "rules-language.md"


def conditions(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts:
        yield from conditions(part)


def named() -> Iterator[Condition]:
    for rule in load().rules:
        for whole in (rule.when, *(case.when for case in rule.cases)):
            yield from (one for one in conditions(whole) if one.operator == "code")


def test_rules_name_all_checks_and_no_others() -> None:
    assert {str(one.arguments["check"]) for one in named()} == set(checks())
    assert [misfit(one) for one in named() if misfit(one)] == []


def test_the_page_lists_every_check_with_what_it_takes() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]*)\|", PAGE.read_text("utf-8").partition("## Checks on code")[2], re.M)
    listed = {name: set(re.findall(r"`([a-z]+)`", takes)) for name, takes in rows}
    assert listed == {name: set(check.TAKES) for name, check in checks().items()}


def test_names_must_be_known() -> None:
    assert misfit(Condition("code", {"check": "gone"})).startswith("there is no check 'gone'; known: cut-short, ")
    assert misfit(Condition("all", {}, (Condition("code", {"check": "unpolled", "names": ("a",)}),))) == (
        "the check unpolled takes no 'names'; it takes: nothing"
    )


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("{check: gone}", "there is no check 'gone'"),
        ("{check: unpolled, names: [a]}", "takes no 'names'"),
    ],
)
def test_an_own_rule_with_a_wrong_check_is_refused(project, written: str, complaint: str) -> None:
    text = f"""\
id: ACME001
name: own
title: Own
subject: use
severity: warning
confidence: high
when:
  code: {written}
message: "{{call}}"
at: subject
why: Because.
examples: [{{title: a, path: a.py, before: "", fires: false}}]
"""
    project.plant("own/ACME001-own.yaml", text)
    project.plant("kafkalint.toml", 'rules = ["own"]\n')
    project.plant("a.py", "from confluent_kafka import Producer\nProducer({})\n")
    ran = project.run("check", "a.py")
    assert ran.status == 2
    assert "ACME001" in ran.err
    assert complaint in ran.err


def loop(reading, text: str) -> tuple[object, Node]:
    """The uses in a text, and the body of its first loop."""
    read = reading(text)
    (body,) = [node.arms[0] for node in read.outline.program.body if isinstance(node, Branch)]
    return read, body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("p.put('t', x)", False),
        ("p.put('t', i)", True),
        ("p.put('t', json.dumps(x).encode())", False),
        ("p.put('t', q.get())", True),
        ("y = json.dumps(x)\n    p.put('t', y)", False),
        ("y = q.get()\n    p.put('t', y)", True),
        ("y = x\n    y += 1\n    p.put('t', y)", True),
        ("a, b = q\n    p.put('t', b)", True),
        ("with q as y:\n        p.put('t', y)", True),
        ("p.put('t', x, print(i))", False),
    ],
)
def test_whether_a_record_is_the_same_in_every_round(reading, body: str, expected: bool) -> None:
    read, region = loop(reading, f"p = Client()\nfor i in z:\n    {body}\n")
    assert varies(read.outline, record(read.use("p.put")), region) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("p.put('t', x)", "p.put( 't',\n x )", True),
        ("p.put('t', x)", "p.put('t', y)", False),
        ("p.put('t', x)", "p.put('u', x)", False),
        ("p.put('t', value=x)", "p.put('t', value=x, told=f)", True),
        ("p.put('t', x, f)", "p.put('t', x)", True),
        ("p.put('t', [1, {'a': b.c}])", "p.put('t', [1, {'a': b.c}])", True),
        ("p.put('t', 1)", "p.put('t', True)", False),
    ],
)
def test_whether_two_calls_send_the_same(reading, one: str, other: str, expected: bool) -> None:
    sends = [use for use in reading(f"p = Client()\n{one}\n{other}\n").uses if use.role == "send"]
    assert same(*map(record, sends)) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("p.put(1)", False),
        ("p.put(1)\n    p.drain()", False),
        ("p.put(1)\n    if p.drain(): pass", True),
        ("p.put(1, told=f)\n    p.drain()", True),
        ("p.ask(1)", False),
        ("p.ask(1).get()", True),
        ("f = p.ask(1)\n    f.get()", True),
        ("f = p.ask(1)\n    g.get()", False),
        ("await p.later(1)", True),
        ("p.later(1)", False),
        ("await wait_for(p.later(1), 2)", True),
        ("f = p.ask(1)\n    await wait_for(f, 2)", True),
        ("f = p.ask(1)\n    print(f)", False),
    ],
)
def test_whether_the_outcome_comes_out(reading, body: str, expected: bool) -> None:
    read = reading(f"p = Client()\nasync def run():\n    {body}\n")
    (send,) = [use for use in read.uses if use.role == "send"]
    assert bool(learnt(send, read.outline.function(send.node))) is expected
