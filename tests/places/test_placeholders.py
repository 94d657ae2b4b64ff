"""Text that is filled in later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.analysis.locate.placeholders import dynamic
from kafkalint.model.value import Dynamic, Literal

SPRING = (":",)
SHELL = (":-", "-")


@pytest.mark.parametrize(
    "text", ["", "all", "-1", "a$", "$", "5$", "user@example.com", "100%", "{a}", "a{b}c", "US$ 5"]
)
def test_plain_text_stands_as_it_is(text: str) -> None:
    assert dynamic(text, SPRING) is None


@pytest.mark.parametrize(
    ("text", "defaults", "source", "default"),
    [
        ("${A}", SPRING, "A", None),
        ("${A:}", SPRING, "A", ""),
        ("${A:1}", SPRING, "A", "1"),
        ("${app.acks:all}", SPRING, "app.acks", "all"),
        ("${A:${B:${C:1}}}", SPRING, "A", "1"),
        ("${A:${B}}", SPRING, "A", None),
        ("${A:1}", (), "A", None),
        ("$A", SHELL, "A", None),
        ("${A:-1}", SHELL, "A", "1"),
        ("${A-1}", SHELL, "A", "1"),
        ("${A:--1}", SHELL, "A", "-1"),
        ("${A:?unset}", SHELL, "A", None),
        ("${A:+1}", SHELL, "A", None),
        ("${A:-all}", (":-", ":"), "A", "all"),
        (" ${A:1} ", SPRING, "A", "1"),
        ("x${A:1}", SPRING, "A", None),
        ("${A:1}${B:2}", SPRING, "A", None),
        ("${?kafka.retry-acks}", (), "kafka.retry-acks", None),
        ("x${?A}", (), "A", None),
        ("{{ .Values.acks }}", SPRING, "", None),
        ("{% if a %}1{% endif %}", SPRING, "", None),
        ("@acks@", SPRING, "", None),
        ("#{systemProperties.acks}", SPRING, "", None),
        ("%(acks)s", SPRING, "", None),
    ],
)
def test_what_is_filled_in(text: str, defaults: tuple[str, ...], source: str, default: str | None) -> None:
    found = dynamic(text, defaults)
    assert isinstance(found, Dynamic)
    assert found.source == source
    assert found.default == (None if default is None else Literal(default))


@given(st.text("${}:-A1 @%{", max_size=12), st.sampled_from([SPRING, SHELL, ()]))
def test_any_text_is_read(text: str, defaults: tuple[str, ...]) -> None:
    found = dynamic(text, defaults)
    assert found is None or "$" in text or "{" in text or "@" in text or "%" in text
