"""Where a module uses what a constructor has made: by every name that it gives it."""

from __future__ import annotations

import pytest

from kafkalint.analysis.flow.scopes import walk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p = Client()\np.put(1)\np.end()\n", ["p.put", "p.end"]),
        ("q = p = Client()\nq.put(1)\nr = q\nr.end()\n", ["q.put", "r.end"]),
        ("Client().put(1)\n", ["Client().put"]),
        ("with Client() as p:\n    p.put(1)\n", ["p.put"]),
        ("p = None\ndef f():\n    global p\n    p = Client()\ndef g():\n    p.put(1)\n", ["p.put"]),
        (
            "class A:\n    def __init__(self):\n        self.p = Client()\n    def f(self):\n        self.p.put(1)\n",
            ["self.p.put"],
        ),
        ("class A:\n    p = Client()\n    def f(me):\n        me.p.put(1)\n", []),
        ("def make():\n    return Client()\np = make()\np.put(1)\nmake().end()\n", ["p.put", "make().end"]),
        ("def send(p, x):\n    p.put(x)\nsend(Client(), 1)\n", ["p.put"]),
        ("def send(x, *, p):\n    p.put(x)\nc = Client()\nsend(1, p=c)\n", ["p.put"]),
        (
            "class A:\n def __init__(self, p):\n  self.p = p\n def f(self):\n  self.p.put(1)\na = A(Client())\n",
            ["self.p.put"],
        ),
        (
            "class A:\n @property\n def p(self):\n  return Client()\n def f(self):\n  self.p.put(1)\n",
            ["self.p.put"],
        ),
        ("def f():\n    p = Client()\n    def g():\n        p.put(1)\n    return g\n", ["p.put"]),
        ("if (p := Client()):\n    p.put(1)\n", ["p.put"]),
        ("p = Client() if x else Client()\np.put(1)\n", ["p.put", "p.put"]),
        ("import atexit\np = Client()\natexit.register(p.end)\n", ["p.end"]),
        ("p = Client()\ndef f(p):\n    p.put(1)\n", []),
        ("p = Client()\nq.put(1)\np.unknown()\np.put\n", ["p.put"]),
        ("p = Client()\np.p.put(1)\n", []),
    ],
)
def test_every_name_is_followed(reading, text: str, expected: list[str]) -> None:
    assert reading(text).written == expected


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("p = Client()\nprint(p)\n", True),
        ("p = [Client()]\n", True),
        ("p = {'a': Client()}\n", True),
        ("def f():\n    return Client()\n", True),
        ("def f(*all):\n    pass\nf(Client())\n", True),
        ("p = Client()\nif p is None or not p:\n    p.put(1)\n", False),
        ("def f(p):\n    p.put(1)\nf(Client())\n", False),
    ],
)
def test_it_is_known_where_it_gets_lost(reading, text: str, lost: bool) -> None:
    assert bool(reading(text).uses[0].life.handled.escapes) is lost


def test_everything_in_a_module_has_its_surroundings(reading) -> None:
    read = reading("@a\nclass A(b):\n    def f(self, x=[i for i in c]):\n        return lambda: {x: y}\n")
    body = read.outline.program.body
    assert set(read.outline.scopes) == set(walk(body))
    assert set(read.outline.parents) == set(walk(body)) - set(body)
