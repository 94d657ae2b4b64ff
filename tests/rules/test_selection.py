"""Choosing rules by id, beginning of an id, or name."""

from __future__ import annotations

import re

import pytest

from kafkalint.analysis.evaluate import select


@pytest.mark.parametrize(
    ("chosen", "ignored", "expected"),
    [
        ([], [], ["KFK101", "KFK102", "KFK201", "KFK401"]),
        (["KFK1"], [], ["KFK101", "KFK102"]),
        (["KFK101", "acks-zero"], [], ["KFK101", "KFK401"]),
        (["KFK"], ["KFK1"], ["KFK201", "KFK401"]),
        ([], ["acks-zero", "KFK101"], ["KFK102", "KFK201"]),
        (["KFK101"], ["KFK1"], ["KFK101"]),
        (["KFK1"], ["KFK101"], ["KFK102"]),
        (["KFK1"], ["KFK1"], []),
    ],
)
def test_select(shipped, chosen, ignored, expected) -> None:
    some = [rule for rule in shipped if rule.id in ("KFK101", "KFK102", "KFK201", "KFK401")]
    assert [rule.id for rule in select(some, chosen, ignored)] == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [([], False), (["KFK"], False), (["KFK6"], True), (["KFK608"], True), (["producer-shared-across-fork"], True)],
)
def test_what_runs_on_request_must_be_named(shipped, chosen, expected) -> None:
    assert ("KFK608" in [rule.id for rule in select(shipped, chosen, [])]) is expected
    assert "KFK608" not in [rule.id for rule in select(shipped, chosen, ["KFK608"])]


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("KFK9", "`kafkalint rules` lists them"),
        ("acks", "`kafkalint rules` lists them"),
        ("kfk101", "did you mean KFK101?"),
        ("acks-zreo", "did you mean acks-zero?"),
        ("no-such-rule", "`kafkalint rules` lists them"),
    ],
)
def test_a_selector_must_name_a_rule(shipped, selector: str, hint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"no rule is called '{selector}'; {hint}")):
        select(shipped, [], [selector])
