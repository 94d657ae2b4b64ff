"""Bytes to text by the rules of PEP 263."""

from __future__ import annotations

import codecs
import subprocess
import sys

import pytest

from kafkalint.formats import format_of, python
from kafkalint.model.edit import Unreadable


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"a = 1\n", "utf-8", "a = 1\n"),
        (b"", "utf-8", ""),
        ("a = 'é'\r\n".encode(), "utf-8", "a = 'é'\r\n"),
        (b"# coding: latin-1\na = '\xe9'\n", "iso-8859-1", "# coding: latin-1\na = 'é'\n"),
        (b"#!/bin/python\n# -*- coding: cp1252 -*-\na = '\x80'\n", "cp1252", None),
        (b"a = 1\n\n# coding: latin-1\n", "utf-8", "a = 1\n\n# coding: latin-1\n"),
    ],
)
def test_encoding(data: bytes, encoding: str, text: str | None) -> None:
    source = python.decode("m.py", data)
    assert source.encoding == encoding
    assert text is None or source.text == text
    assert source.encode(source.text) == data


def test_bom_is_kept_apart() -> None:
    data = codecs.BOM_UTF8 + b"# coding: utf-8\na = 1\n"
    source = python.decode("m.py", data)
    assert source.text.startswith("# coding")
    assert source.encode(source.text) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a = '\xe9'\n", "not UTF-8: byte 0xe9"),
        (b"# coding: nonsense\n", "unknown encoding: nonsense"),
        (b"# coding: hex\n6162\n", "the encoding it declares does not fit"),
        (b"# coding: rot13\na\n", "the encoding it declares does not fit"),
        (b"# coding: undefined\na\n", "the encoding it declares does not fit"),
        (b"# coding: ascii\na = '\xe9'\n", "not ASCII: byte 0xe9"),
        (b"# coding: utf-7\na = '+AGE-'\n", "utf-7 text that does not encode to the same bytes"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", "encoding problem: utf-8"),
        (codecs.BOM_UTF16_LE + "a = 1".encode("utf-16-le"), "UTF-16 or UTF-32 text"),
        (b"a = 1\0\n", "a NUL byte"),
        (b"#" * 1_000_001, "larger than 1,000,000 bytes"),
    ],
)
def test_what_no_interpreter_takes(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        python.decode("m.py", data)
    assert caught.value.reason.startswith(reason)


def test_position_of_a_wrong_byte() -> None:
    with pytest.raises(Unreadable) as caught:
        python.decode("m.py", "a = 'é'\nb = '".encode() + b"\xff'\n")
    assert caught.value.span == (13, 14)


@pytest.mark.parametrize("name", ["a.py", "A.PY", "stub.pyi", "window.pyw"])
def test_names_of_python_files(name: str) -> None:
    assert format_of(name) is not None
    assert getattr(format_of(name), "NAME", "") == "python"


@pytest.mark.parametrize("name", ["a.pyc", "a.py.txt", "py"])
def test_names_of_other_files(name: str) -> None:
    assert getattr(format_of(name), "NAME", "") != "python"


def test_import_costs_nothing() -> None:
    code = "import kafkalint.formats.python, sys; sys.exit('libcst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
