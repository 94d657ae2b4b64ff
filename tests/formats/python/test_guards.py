"""Hostile text: refused in linear time, before the parser dies of it or hangs on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from kafkalint.formats.python import guards
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Program

DEEP = {
    "parentheses": lambda n: "(" * n + "1" + ")" * n,
    "lists": lambda n: "[" * n + "]" * n,
    "calls": lambda n: "f(" * n + ")" * n,
    "open only": lambda n: "(" * n,
    "sum": lambda n: "+".join("1" * n),
    "signs": lambda n: "-" * n + "1",
    "not": lambda n: "not " * n + "1",
    "and": lambda n: "a and " * n + "a",
    "conditional": lambda n: "a if b else " * n + "a",
    "tight": lambda n: "1if 0xfor 1else " * n + "1",
    "lambda": lambda n: "lambda:" * n + "1",
    "lambda with commas": lambda n: "lambda a, b=x in y, c=1:" * n + "1",
    "comprehension": lambda n: "[a" + " for a, b in c" * n + "]",
    "tight comprehension": lambda n: "[1" + "for a, b in 1" * n + "]",
    "attributes": lambda n: "a" + ".b" * n,
    "calls of calls": lambda n: "a" + "(1)" * n,
    "subscripts": lambda n: "a" + "[1, 2]" * n,
    "adjacent strings": lambda n: "(" + "'a'\n" * n + ")",
    "import": lambda n: "import a" + ".a" * n,
    "elif": lambda n: "if a: b\n" + "elif a: b\n" * n,
    "elif and if": lambda n: "if a:\n  if b: c\n" + "elif a:\n  if b: c\n" * n,
    "f-strings": lambda n: 'f"{' * n + "1" + '}"' * n,
    "formats": lambda n: 'f"' + "{a:" * n + "}" * n + '"',
    "continued": lambda n: "a = 1 \\\n" + "+ 1 \\\n" * n,
    "sum in brackets": lambda n: "(" * 50 + "+".join("1" * n) + ")" * 50,
    "managers": lambda n: "with " + ", ".join(["a as b"] * n) + ": c",
    "managers in brackets": lambda n: "async def f():\n  async  with (" + ",".join(["a as b"] * n) + "): c",
    "comprehensions": lambda n: "[" * min(n, 90) + "a" + " for a in b]" * min(n, 90),
    "map comprehensions": lambda n: "{1: " * min(n, 90) + "a" + " for a in b}" * min(n, 90),
    "patterns": lambda _: "match a:\n  case " + "{1:" * 12 + "b" + "}" * 12 + ": c",
}
LONG = {
    "map": lambda n: "{" + "1: 2," * n + "}",
    "statements": lambda n: "a = 1\n" * n,
    "arguments": lambda n: "f(" + "a," * n + ")",
}


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("size", [2_000, 20_000])
def test_deep_text_is_refused(read: Callable[[str], Program], name: str, size: int) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match=r"^more than [0-9]+ "):
        read(DEEP[name](size) + "\n")
    assert time.process_time() - start < 2


@pytest.mark.parametrize("name", LONG)
def test_long_text_is_refused(read: Callable[[str], Program], name: str) -> None:
    with pytest.raises(Unreadable, match="more than 50,000 tokens"):
        read(LONG[name](40_000) + "\n")


@pytest.mark.parametrize(
    "text", ['"' + "a" * 900_000 + '"', "#" * 900_000, "\\\n" * 200_000 + "a", '\\"' * 400_000, "'''" * 300_000]
)
def test_few_tokens_cost_little(read: Callable[[str], Program], text: str) -> None:
    start = time.process_time()
    with suppress(Unreadable):
        read(text + "\n")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "(" * 98 + "1" + ")" * 98,
        "+".join("1" * 290),
        "x = (" + "'a'\n" * 290 + ")",
        "\n".join(f"x = {'+'.join('1' * 100)}" for _ in range(20)),
        "{" + ", ".join(f"'{n}': lambda a, b: a + b" for n in range(400)) + "}",
        "f(" + ", ".join(f"a{n} + b" for n in range(400)) + ")",
        "x = '" + "(" * 500 + "'  # " + "(" * 500,
        "x = f'" + "{{" * 500 + "'",
        "x = f'''" + "'a' \"b\" " * 500 + "'''",
        "x = f'{a!r:>{width}}' + f\"{d['(']}\" + rf'\\{{a}}\\''",
        "if a: b\n" + "elif a: b\n" * 250,
        ("if a:\n  if b: c\n  elif c: b\n" + "elif a: b\n" * 50) * 30,
        "match a:\n  case {'b': [{'c': (d, *e)}]}: f\nx = " + "(" * 50 + ")" * 50,
        "with a as b, c(d, [e for e in f], g={h: i for h in j}) as k, (\n  l\n) as m: n",
        "x = " + "[" * 20 + "a" + " for a in b]" * 20,
        "x = [" + ", ".join(["[a for a in b]"] * 200) + "]",
        "x = sa.case(\n  " + "f(" * 20 + ")" * 20 + ")",
    ],
)
def test_what_people_write_passes(read: Callable[[str], Program], text: str) -> None:
    assert read(text + "\n").exact


@pytest.mark.parametrize("text", ["'", '"""a', "f'{a", "f'{a:", "f'a\n'", "b'", "$", "\\", ")))", "f'}'", "rf'\\"])
def test_broken_text_passes_on_to_the_parser(text: str) -> None:
    guards.check(text)


def test_the_place_is_told(read: Callable[[str], Program]) -> None:
    with pytest.raises(Unreadable) as caught:
        read("a = 1\nb = " + "(" * 500 + ")" * 500 + "\n")
    assert 100 <= caught.value.span.start <= 120
