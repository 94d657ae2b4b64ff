"""In which profiles something counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.analysis.locate.conditions import counts, together


@pytest.mark.parametrize(
    ("condition", "active", "expected"),
    [
        ("dev", ["dev"], True),
        ("Dev", ["dev"], False),
        ("dev, prod", ["prod"], True),
        ("!prod", [], True),
        ("!(dev | qa)", ["qa"], False),
        ("(dev & qa) | prod", ["dev"], False),
        ("(dev & qa) | prod", ["dev", "qa"], True),
        ("dev &", ["dev"], None),
        ("(dev", ["dev"], None),
        ("${x}, dev", ["dev"], True),
        ("${x}", ["dev"], None),
        ("", ["dev"], False),
    ],
)
def test_counts(condition: str, active: list[str], expected: bool | None) -> None:
    assert counts(condition, active) is expected


def test_every_set_of_profiles_that_matters_is_named() -> None:
    assert set(together("dev & !qa, prod")) == {("dev",), ("qa",), ("dev", "qa"), ("prod",)}


@given(st.text("ab!&|(), ${}", max_size=30))
def test_any_text_is_read(condition: str) -> None:
    assert counts(condition, ["a"]) in (True, False, None)
    assert all(names for names in together(condition))
