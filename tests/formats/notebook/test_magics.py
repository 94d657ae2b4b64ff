"""What IPython adds to Python, against IPython's own translation."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from kafkalint.formats.notebook.magics import neutral

SAME = [
    "%matplotlib inline",
    "!ls\nx = 1",
    "!!ls",
    "!ls; x",
    "x = !ls\n",
    "x=!ls",
    "x = %env A",
    "a, b = !ls -l\n",
    "a.b = %who",
    "a['x'] = !ls",
    "x: int = !ls",
    "if x: y = !ls",
    "foo?\n",
    "?foo",
    "foo.bar??",
    "%foo?",
    "*foo*?",
    "a[0]?",
    "x?  # c",
    "for i in x:\n    !ls {i}\n    y = !cat {i}\nz = 1",
    "def f():\n  %load g\n  return 1",
    "if 1:\n    pass\n%x\nelse: y",
    "!ls \\\n -l\nx = 1",
    "%pip install x\\\n y\nz = 1",
    "%load_ext sql  # c\\\nx = 1",
    "%run foo.py\nx = 1",
    "x = (1\n % 2)",
    "x = '''\n!ls\n%foo\n'''",
    '"""Why?\n!ls\n"""',
    'r"""Why?\n!ls\n"""',
    "x = [\n!ls\n]",
    "d = {'a': 1,\n%b\n}",
    "f(x,\n?y)",
    "a = b\\\n%c",
    "# %foo\n#!ls\nx = 1",
    "x = 'a # b' # !c\n%y",
    "x = 5 #?",
    "x = a % b",
    "x = 1 if a != b else 2",
    "x == !y",
    "x += !ls",
    "d['a=%s'] = 1",
    "d['a=%s'] %= 1",
    "x = '=%s' % y",
    "print(f'{x!r}')\nx = f\"{a['b']!r:>{w}}\"\n",
    "with a: !ls",
    "@foo\n%bar",
    "lambda?",
    "%",
    "!",
]


def shape(text: str) -> object:
    """Kinds and targets of the statements, all commands alike; None for what is no Python."""
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return None
    return [(type(node), [ast.dump(one) for one in getattr(node, "targets", [])]) for node in body]


def by_ipython(cell: str) -> object:
    try:
        return shape(TransformerManager().transform_cell(cell))
    except SyntaxError:
        return None


@pytest.mark.parametrize("cell", SAME)
def test_statements_are_those_of_ipython(cell: str) -> None:
    made = neutral(cell).text
    assert len(made) == len(cell)
    assert [len(line) for line in made.splitlines()] == [len(line) for line in cell.splitlines()]
    assert shape(made) == by_ipython(cell)


FIRST = [
    "x = 1",
    "%a b",
    "!c",
    "y = !d",
    "z = %e",
    "(",
    ")",
    "if a:",
    "    %b",
    "    c = 2",
    "'''",
    "# %d",
    "x = y + \\",
]
MORE = ['"', "'a' % b", "g(1,", "!h \\", "  'i'", "", "j = '''k", "l % m", "n = o != p", "%pip install q", "[%r]"]
LINES = st.sampled_from(FIRST + MORE)


@given(st.lists(LINES, max_size=6).map("\n".join))
def test_any_cell_is_the_python_that_ipython_makes_of_it(cell: str) -> None:
    made = neutral(cell).text
    assert len(made) == len(cell)
    expected = by_ipython(cell)
    if expected is not None and not cell[:1].isspace():
        assert shape(made) == expected


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("x = !ls -l\n", "x = -_    \n"),
        ("!ls \\\n -l\n", "0    \n   \n"),
        ("%time p = f(1,\n 2)\ny", "0;    p = f(1,\n 2)\ny"),
        ("if a:\n  %time x = 1", "if a:\n  0;    x = 1"),
        ("%time -n x", "0         "),
        ("pip install kafka-python", "0" + " " * 23),
        ("%%time\nx = !ls\n", "      \nx = -_ \n"),
        ("\n %%capture out\nx = 1\n", "\n              \nx = 1\n"),
        ("%%bash\r\nls\r\n", "      \r\n  \r\n"),
        ("%%python\nx = 1", "        \n     "),
        ("%%\nx", "  \n "),
        ("%sql\nselect 1", "    \n        "),
        ("%sql select 1\nx = 1", "0            \nx = 1"),
    ],
)
def test_what_takes_their_place(cell: str, text: str) -> None:
    assert neutral(cell).text == text


@pytest.mark.parametrize("cell", ["%run a.py", "  %store -r\n", "%pylab inline"])
def test_magics_that_bind_names_are_told(cell: str) -> None:
    assert [cell[slice(*span)] for span in neutral(cell).binding] == [cell.removesuffix("\n")]
