"""Old, odd and hostile Python: each file is read, or its limit is said, and none costs another its result."""

from __future__ import annotations

import codecs

import pytest

HEAD = b"from kafka import KafkaProducer\n"
CALL = b"KafkaProducer(enable_idempotence=True, acks=1)"
CODE = HEAD + CALL + b"\n"

READ = {
    "latin-1": b"# -*- coding: latin-1 -*-\nx = '\xe9'\n" + CODE,
    "cp1252": b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n" + CODE,
    "utf-8 with a byte order mark": codecs.BOM_UTF8 + b"# coding: utf-8\n" + CODE,
    "utf-8-sig": codecs.BOM_UTF8 + b"# coding: utf-8-sig\n" + CODE,
    "shift-jis": "# coding: shift_jis\nx = '表'\n".encode("shift_jis") + CODE,
    "line ends of the Macintosh": CODE.replace(b"\n", b"\r"),
    "line ends of all kinds": b"import os\r\nimport sys\r" + CODE,
    "no final line end": CODE.removesuffix(b"\n"),
    "tabs": b"if True:\n\t" + HEAD + b"\tif True:\n\t\t" + CALL + b"\n",
    "a form feed between": b"import os\n\x0c\n" + CODE,
    "continued": HEAD + b"p = \\\n" * 3 + b"  " + CALL + b"\n",
    "continued often": HEAD + b"\\\n" * 100_000 + b"\n" + CALL + b"\n",
    "a long line": HEAD + b"x = '" + b"a" * 500_000 + b"'; " + CALL + b"\n",
    "deep": CODE + b"x = " + b"(" * 90 + b"1" + b")" * 90 + b"\n",
    "f-strings in one another": CODE + b"x = f\"{a['b']:{c}} {f'{d!r:>{e}}'}\"\n",
    "type parameters": CODE + b"type X[T: int] = list[T]\nclass A[*Ts, **P]: pass\ndef f[T = int](): pass\n",
    "quotes in quotes": CODE + b'x = f"{d["a"]} {\'\\n\'.join(e)}"\n',
    "groups of exceptions": CODE + b"try:\n  pass\nexcept* ValueError:\n  pass\n",
    "patterns": CODE + b"match a:\n  case {'b': [1, *_], **c} if d: e\n  case A(b=1) | -1 | None: f\n",
    "wait at the top": CODE + b"await p.start()\nreturn 1\n",
}


@pytest.mark.parametrize("name", READ)
def test_read_and_rewritten(project, name) -> None:
    path = project.plant("odd.py", READ[name])
    ran = project.run("check", "--select", "KFK101", "--fix", ".")
    assert ran.status == 0, ran.out
    assert path.read_bytes() == READ[name].replace(b"acks=1", b'acks="all"')


NOT_READ = {
    "print": (b"import kafka\nprint 'x'\n", "2:1: cannot be read: syntax error: "),
    "backquotes": (CODE + b"x = `1`\n", "3:5: cannot be read: syntax error: "),
    "exec": (CODE + b"exec 'x' in y\n", "3:1: cannot be read: syntax error: "),
    "an unknown encoding": (b"# coding: klingon\n" + CODE, " cannot be read: unknown encoding: klingon"),
    "a wrong encoding": (b"# coding: ascii\nx = '\xe9'\n" + CODE, "2:6: cannot be read: not ASCII: byte 0xe9"),
    "no encoding": (b"x = '\xe9'\n" + CODE, "1:6: cannot be read: not UTF-8: byte 0xe9"),
    "another encoding than its mark": (
        codecs.BOM_UTF8 + b"# coding: latin-1\n" + CODE,
        " cannot be read: encoding problem",
    ),
    "no text": (CODE + b"\0", "3:1: cannot be read: a NUL byte"),
    "2,000 parentheses": (
        CODE + b"(" * 2_000 + b")" * 2_000,
        "3:101: cannot be read: more than 100 brackets inside one another",
    ),
    "a sum of 16 kB": (
        CODE + b"x = " + b"+".join([b"1"] * 8_000),
        "3:602: cannot be read: more than 300 brackets and operators in one expression",
    ),
    "20,000 entries": (CODE + b"{" + b"1: 2," * 20_000 + b"}", "1:1: cannot be read: more than 50,000 tokens"),
    "120 blocks in one another": (
        CODE + b"".join(b" " * depth + b"if a:\n" for depth in range(120)) + b" " * 120 + b"b\n",
        "103:1: cannot be read: syntax error: too many levels of indentation",
    ),
    "1,000 branches": (
        CODE + b"if a: b\n" + b"elif a: b\n" * 1_000,
        "304:4: cannot be read: more than 300 elif of one if",
    ),
    "5,000 managers": (
        CODE + b"with " + b"a as b, " * 5_000 + b"c: d\n",
        "3:2404: cannot be read: more than 300 brackets and operators in one expression",
    ),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_not_read_is_a_failure_that_costs_no_other_file(project, name) -> None:
    data, said = NOT_READ[name]
    project.plant("bad.py", data)
    project.plant("good.py", CODE)
    ran = project.check(".")
    assert ran.status == 2
    assert f"failed bad.py:{said}" in ran.out
    assert ran.rules == ["KFK101"]


LARGE = {
    "400,000 entries": b"{" + b",\n".join(b"'key%d': %d" % (n, n) for n in range(400_000)) + b"}\n",
    "a string of 2 MB": b"x = '''" + b"kafka\n" * 350_000 + b"'''\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_large_files_are_undecided_unless_named(project, name) -> None:
    project.plant("large.py", CODE + LARGE[name])
    project.plant("good.py", CODE)
    ran = project.check("--show-undecided", ".")
    assert ran.status == 1
    assert "undecided large.py: larger than 1,000,000 bytes" in ran.out
    assert ran.rules == ["KFK101"]
    assert "failed large.py: cannot be read: larger than 1,000,000 bytes" in project.check("large.py").out
    assert project.check("large.py").status == 2


def test_what_uses_no_client_may_be_anything(project) -> None:
    project.plant("old.py", b"print 'kafka'\n")
    project.plant("deep.py", b"# kafka\n" + b"(" * 2_000)
    assert project.check(".").status == 0


def test_blanks_that_the_parser_loses_forbid_rewriting_only(project) -> None:
    path = project.plant("odd.py", b"\x0c" + CODE)
    ran = project.check("--fix", ".")
    assert ran.rules == ["KFK101"]
    assert path.read_bytes() == b"\x0c" + CODE
