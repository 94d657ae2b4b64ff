"""Suppressions: how comments are read, what they silence, and what is said about them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kafkalint.analysis.evaluate import directives, suppress
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.rules import load_rules
from kafkalint.model.edit import Refusal
from kafkalint.model.finding import Confidence, Finding, Severity
from kafkalint.model.producer import Site
from kafkalint.model.source import Source, Span
from kafkalint.model.suppression import Suppression

RULES = load_rules([rules_folder()])
KNOWN = {rule.id for rule in RULES}
TODAY = date(2026, 6, 30)


def source(text: str) -> Source:
    """A file with this text."""
    return Source("app.properties", text.encode(), text)


def comments(text: str) -> list[Span]:
    """Everything from a # to the end of its line."""
    return [Span(*match.span()) for match in re.finditer("#[^\n]*", text)]


def read(text: str) -> tuple[Suppression, ...]:
    """The suppressions in `text`."""
    return directives.read(source(text), comments(text))


def finding(text: str, rule: str, at: str, path: str = "app.properties") -> Finding:
    """A finding at the text `at`."""
    start = text.index(at)
    site = Site(path, Span(start, start + len(at)))
    return Finding(rule, "name", Severity.WARNING, Confidence.HIGH, "message", site)


def applied(text: str, *found: Finding, rules=RULES) -> tuple[list[Finding], int]:
    """The findings that remain, and how many were silenced."""
    raised = suppress.apply(
        found, read(text), source(text), rules, KNOWN, TODAY, lambda _one, _repair: Refusal("not here")
    )
    kept = [one for one in raised if one.silenced is None]
    return kept, len(raised) - len(kept)


def apply(text: str, *found: Finding, rules=RULES) -> tuple[list[str], int]:
    """The rules that remain, and how many findings were silenced."""
    kept, silenced = applied(text, *found, rules=rules)
    return [one.rule for one in kept], silenced


@pytest.mark.parametrize(
    ("comment", "ids", "until"),
    [
        ("# kafkalint: ignore[KFK401]", ("KFK401",), None),
        ("# kafkalint: ignore[KFK401] metrics may be lost", ("KFK401",), None),
        ("# kafkalint:ignore[ KFK401 , KFK402 ]", ("KFK401", "KFK402"), None),
        ("# KafkaLint: Ignore[KFK401]: why", ("KFK401",), None),
        ("# noqa  # kafkalint: ignore[ACME001]", ("ACME001",), None),
        ("# kafkalint: ignore[KFK401] until=2027-03-31", ("KFK401",), date(2027, 3, 31)),
        ("# kafkalint: ignore[KFK401] old brokers until=2027-03-31, then gone", ("KFK401",), date(2027, 3, 31)),
        ("#kafkalint: ignore[KFK401] wait-until=never", ("KFK401",), None),
    ],
)
def test_reading(comment, ids, until) -> None:
    (found,) = read(f"acks=0 {comment}\n")
    assert (found.ids, found.until, found.problem) == (ids, until, "")


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("# kafkalint: ignore", "ignore[RULE] reason"),
        ("# kafkalint: ignore KFK401", "ignore[RULE] reason"),
        ("# kafkalint: ignore[KFK401", "ignore[RULE] reason"),
        ("# kafkalint: disable[KFK401]", "ignore[RULE] reason"),
        ("# kafkalint:", "ignore[RULE] reason"),
        ("# kafkalint: ignore[]", "no rule id"),
        ("# kafkalint: ignore[KFK401,]", "no rule id"),
        ("# kafkalint: ignore[acks zero]", "'acks zero' is no rule id"),
        ("# kafkalint: ignore[KFK401] until=soon", "date"),
        ("# kafkalint: ignore[KFK401] until=2026-02-30", "date"),
        ("# kafkalint: ignore[KFK401] until=", "date"),
    ],
)
def test_malformed(comment, words) -> None:
    (found,) = read(f"acks=0 {comment}\n")
    assert found.problem == "malformed"
    assert words in found.text
    assert apply(f"acks=0 {comment}\n") == (["KFK002"], 0)


@pytest.mark.parametrize(
    "comment",
    ["# checked by kafkalint", "# see docs/kafkalint:setup", "# mykafkalint: ignore[KFK401]", "# kafkalint ignore[X]"],
)
def test_other_comments_are_none_of_its_business(comment) -> None:
    assert read(f"acks=0 {comment}\n") == ()


@pytest.mark.parametrize(
    ("text", "at", "silent"),
    [
        ("acks=0 # kafkalint: ignore[KFK401]\n", "acks", True),
        ("# kafkalint: ignore[KFK401]\nacks=0\n", "acks", True),
        ("# kafkalint: ignore[KFK401]\r\nacks=0\r\n", "acks", True),
        ("# kafkalint: ignore[KFK401]\n\n# why not\nacks=0\n", "acks", True),
        ("    # kafkalint: ignore[KFK401]\n    acks=0\n", "acks", True),
        ("# kafkalint: ignore[KFK401]\nretries=0\nacks=0\n", "acks", False),
        ("acks=0\n# kafkalint: ignore[KFK401]\n", "acks", False),
        ("acks=0\nretries=0 # kafkalint: ignore[KFK401]\n", "acks", False),
        ("retries=0 # kafkalint: ignore[KFK401]\nacks=0\n", "acks", False),
        ("acks=0 # kafkalint: ignore[KFK402]\n", "acks", False),
        ("acks=0 # kafkalint: ignore[KFK401]", "acks", True),
    ],
)
def test_the_line_that_is_meant(text, at, silent) -> None:
    kept, silenced = apply(text, finding(text, "KFK401", at))
    assert ("KFK401" not in kept, silenced) == (silent, int(silent))
    assert ("KFK001" in kept) is not silent


def test_several_rules_in_one_comment() -> None:
    text = "acks=0 # kafkalint: ignore[KFK401, KFK202]\n"
    assert apply(text, finding(text, "KFK401", "acks"), finding(text, "KFK202", "acks")) == ([], 2)


def test_every_finding_of_the_line() -> None:
    text = "acks=0 # kafkalint: ignore[KFK401]\n"
    assert apply(text, finding(text, "KFK401", "acks"), finding(text, "KFK401", "0")) == ([], 2)


def test_a_finding_in_another_file_is_not_silenced() -> None:
    text = "acks=0 # kafkalint: ignore[KFK401]\n"
    kept, silenced = apply(text, finding(text, "KFK401", "acks", path="other.properties"))
    assert (kept, silenced) == (["KFK401", "KFK001"], 0)


def test_an_unused_id_beside_a_used_one() -> None:
    text = "acks=0 # kafkalint: ignore[KFK401, KFK202]\n"
    kept, _ = applied(text, finding(text, "KFK401", "acks"))
    assert [one.message for one in kept] == ["nothing is silenced here: KFK202 does not fire"]
    assert kept[0].site.span == Span(7, len(text) - 1)


def test_a_rule_that_does_not_run_is_not_missed() -> None:
    rules = [rule for rule in RULES if rule.id != "KFK401"]
    assert apply("acks=all # kafkalint: ignore[KFK401]\n", rules=rules) == ([], 0)


def test_what_is_said_of_comments_can_be_switched_off() -> None:
    rules = [rule for rule in RULES if rule.subject != "suppression"]
    assert apply("acks=all # kafkalint: ignore[KFK401]\n# kafkalint: ignored\n", rules=rules) == ([], 0)


def test_an_unknown_rule_does_not_spoil_its_neighbour() -> None:
    text = "acks=0 # kafkalint: ignore[KFK401, KFK999]\n"
    kept, silenced = applied(text, finding(text, "KFK401", "acks"))
    assert ([one.message for one in kept], silenced) == (["no rule is called KFK999"], 1)


@pytest.mark.parametrize(
    ("day", "rules"),
    [("2026-06-29", ["KFK401", "KFK003"]), ("2026-06-30", []), ("2026-07-01", [])],
)
def test_the_last_day_still_counts(day, rules) -> None:
    text = f"acks=0 # kafkalint: ignore[KFK401] until={day}\n"
    assert apply(text, finding(text, "KFK401", "acks"))[0] == rules


def test_an_expired_one_is_not_unused_too() -> None:
    assert apply("acks=all # kafkalint: ignore[KFK401] until=2020-01-01\n") == (["KFK003"], 0)


@pytest.mark.parametrize(
    "text",
    [
        "acks=all # kafkalint: ignore[KFK001]\n",
        "acks=all # kafkalint: ignore[KFK002, KFK999]\n",
        "acks=all # kafkalint: ignore[KFK003] until=2020-01-01\n",
    ],
)
def test_no_comment_silences_what_is_said_of_itself(text) -> None:
    assert apply(text)[0] != []


def test_another_comment_may_silence_what_is_said_of_one() -> None:
    text = "# kafkalint: ignore[KFK001] kept for the next release\nacks=all # kafkalint: ignore[KFK401]\n"
    assert apply(text) == ([], 1)
    text = "# kafkalint: ignore[KFK003] we know\nacks=all # kafkalint: ignore[KFK401] until=2020-01-01\n"
    assert apply(text) == ([], 1)


def test_an_empty_file() -> None:
    assert apply("") == ([], 0)
