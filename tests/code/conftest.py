"""Reading a text as Python and finding what it does with its producers, with a client of the tests' own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kafkalint.analysis.code import Use, uses
from kafkalint.analysis.flow import NoModules, producers
from kafkalint.analysis.flow.outline import Outline, outline
from kafkalint.formats import python
from kafkalint.model.place import Constructor, Method, Object, Parameter, Place

OBJECT = Object(
    {
        "put": Method("send", "callback", callbacks=(Parameter(2, "told"),)),
        "ask": Method("send", "future"),
        "later": Method("send", "raises", coroutine=True),
        "drain": Method("flush", "result", timeout=(Parameter(0, "limit"),)),
        "end": Method("close"),
    },
    ("Full",),
    ("on_delivery",),
    ("get",),
    ("hook",),
)
PLACE = Place("fake", "A client", (), (Constructor(("fake.Client",), keywords=True, object=OBJECT),), clients=("fake",))


@dataclass(frozen=True)
class Read:
    """One text with all uses of its producers."""

    outline: Outline
    uses: list[Use]

    @property
    def written(self) -> list[str]:
        """What is called or named, in written order, without the makings."""
        return [use.written for use in sorted(self.uses, key=lambda use: use.node.span) if use.role != "make"]

    def use(self, written: str) -> Use:
        """The first use that is written so."""
        return next(use for use in self.uses if use.written == written)


@pytest.fixture(scope="session")
def reading() -> Callable[[str], Read]:
    """The reading of a text below an import of the client."""

    def read(text: str) -> Read:
        data = f"from fake import Client\n{text}".encode()
        program = python.read(python.decode("app.py", data))
        module = outline(program)
        found = producers(program, [PLACE], NoModules())
        return Read(module, [use for producer in found for use in uses(module, producer)])

    return read
