"""Texts made to exhaust a parser: each is read or refused at once, never by a crash."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import pytest

from kafkalint.formats import Format
from kafkalint.model.edit import Unreadable

REFUSED = [
    ("json", "[" * 100_000, "more than 200 brackets inside one another"),
    ("json", '{"a":' * 100_000, "more than 200 brackets inside one another"),
    ("json", "1" * 100_000, "a malformed escape or a number too large"),
    ("json", '"\\' * 100_000, "unexpected '\"'"),
    ("toml", "a = " + "[" * 500 + "]" * 500, "more than 64 tables inside one another"),
    ("toml", ".".join("a" * 10_000) + " = 1", "more than 64 tables inside one another"),
    ("toml", f"[{'.'.join('a' * 60)}]\n{'.'.join('b' * 60)} = 1", "more than 64 tables inside one another"),
    ("toml", "a = " + "1" * 5_000, "a number too large"),
    ("toml", "a = " + "{a = " * 10_000, "more than 64 tables inside one another"),
    ("properties", "a\\\n" * 300_000, "a line continued too often"),
    ("properties", ("a" * 60 + "\\\r") * 10_000, "a line continued too often"),
    ("ini", "[s]\n" + "a " * 300_000, "neither a section nor a key with a value"),
    ("hocon", "a" + "{a" * 100_000, "more than 64 brackets inside one another"),
    ("hocon", "a = [" + "[" * 100_000, "more than 64 brackets inside one another"),
    ("hocon", 'a = "' + "\\" * 100_000, "unexpected '\"'"),
    ("hocon", 'a = """' * 50_000, "unexpected '='"),
    ("hocon", "${" * 100_000, "unexpected '$'"),
    ("hocon", "," * 100_000, "unexpected ','"),
    ("hcl", "a = " + "[" * 500 + "]" * 500, "more than 64 brackets inside one another"),
    ("hcl", "a {\n" * 500 + "}\n" * 500, "more than 64 brackets inside one another"),
    ("hcl", "a = " + "[" * 100_000, "not understood as HCL"),
    ("hcl", 'a = "' + "${" * 50_000, "not understood as HCL"),
    ("hcl", "a = <<" + "E" * 100_000 + "\n", "not understood as HCL"),
    ("dockerfile", "FROM a\n" * 101, "more than 100 stages"),
    ("dockerfile", "FROM a\n{% if b %}\nENV A=1\n{% endif %}\n", "a template"),
    ("shell", "a\n" * 100_001, "more than 100,000 words"),
    ("shell", "$(" * 100_000, "commands more than 40 deep inside of words"),
    ("shell", '"$(' * 100_000, "commands more than 40 deep inside of words"),
    ("shell", "'a", "a quote that does not end"),
    ("dotenv", "A=b" + " " * 90_000 + "c", "more than 1,000 blanks in a row"),
    ("dotenv", "A=1\n" * 50_000, "larger than 100,000 bytes"),
]
READ = [
    ("json", "[" * 200 + "]" * 200),
    ("toml", "a = " + "[" * 60 + "]" * 60),
    ("properties", "a=" + "b\\\n  " * 200),
    ("properties", "\\" * 100_000),
    ("ini", "[s]\na=1\n" + " b\n" * 20_000),
    ("hocon", "a = " + "[" * 63 + "]" * 63),
    ("hocon", "a = b" + " " * 900_000 + "c"),
    ("hocon", "a" + "\n# c" * 100_000 + "\n= 1"),
    ("hocon", ".".join("a" * 100_000) + " = 1\n"),
    ("hocon", "a = " + "${x}" * 100_000),
    ("hcl", "a = " + "[" * 60 + "]" * 60),
    ("hcl", "a = " + "(" * 10_000 + "1" + ")" * 10_000),
    ("hcl", "a = " + "f(" * 50 + "1" + ")" * 50),
    ("hcl", "a = " + "1 + " * 20_000 + "1"),
    ("hcl", 'a = "' + "${b}" * 50_000 + '"'),
    ("hcl", "a = <<-E\n" + "  b\n" * 100_000 + "E\n"),
    ("hcl", "a = <<-E\n" + "b ${c}\n" * 30_000 + "E\n"),
    ("hcl", "".join(f"a{at} = 1\n" for at in range(30_000))),
    ("dotenv", "A='\\'" * 5_000),
    ("dockerfile", "FROM a\n" + "RUN <<b\n" * 100_000),
    ("dockerfile", "FROM a\nENV A='" + "\\\n" * 400_000),
    ("dockerfile", "FROM a\nENV " + "A=b " * 200_000),
    ("dockerfile", "FROM a\nENV A=" + "\\ " * 400_000),
    ("dockerfile", "FROM a\nRUN " + "<<b " * 200_000),
    ("shell", "<<b " * 240_000 + "\n"),
    ("shell", "(" * 490_000),
    ("shell", "((a" * 90_000),
    ("shell", "x=$((" * 20 + "1" + "))" * 20),
    ("shell", "a\\\n" * 160_000),
    ("shell", "a " * 100_000),
    ("shell", "a" + "'b'" * 160_000),
    ("shell", "--a=" * 120_000),
    ("shell", "a --b c=" + "=c" * 200_000),
    ("shell", "${a:-" * 1_000 + "}" * 1_000),
    ("shell", "{{" * 240_000),
    ("shell", "a=b " * 100_000),
    ("shell", "[[ " + "(" * 400_000),
]


def read(form: str, text: str) -> None:
    module = cast("Format", import_module(f"kafkalint.formats.{form}"))
    module.read(module.decode("file", text.encode()))


@pytest.mark.parametrize(("form", "text", "reason"), REFUSED, ids=[f"{form}-{text[:8]!r}" for form, text, _ in REFUSED])
def test_refused(form, text, reason):
    with pytest.raises(Unreadable) as caught:
        read(form, text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(("form", "text"), READ, ids=[f"{form}-{text[:8]!r}" for form, text in READ])
def test_read(form, text):
    read(form, text)
