"""Spans against LibCST's own provider, which pins the private names that they are made with."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst
import pytest
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from kafkalint.formats.python.spans import Spans
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Call, Constant, Node, Program

MODULE = """# one
import a.b as c, d

@c.e(1)
class F(c.G, metaclass=d):  # two
    async def g(self, /, a=(1), *b, c: int = 2, **d) -> None:
        async with a as b, c:
            x, *y = (yield), [i for i in b if i]
    h = lambda *a: {**a, 'k': (v), "a" 'b': 1,}
try:
    f(*a, b = ( 1 ), **c)[1:2, ...]
except (A, B) as e:
    raise X from (e)
else:
    del a, (b)
finally:
    a.b[0] |= f"{x!r:>{w}} {{}}"
if a: b; c
elif not (d or e): assert d, e
match a:
    case [1, *b] | C(d=e) if f: pass
"""


def test_equal_to_the_slow_provider() -> None:
    wrapper = MetadataWrapper(cst.parse_module(MODULE), unsafe_skip_copy=True)
    spans = Spans(wrapper.module, MODULE)
    expected = {
        id(node): (span.start, span.start + span.length)
        for node, span in wrapper.resolve(ByteSpanPositionProvider).items()
    }
    assert spans.exact
    assert spans.found == expected
    assert [MODULE[slice(*span)] for span in spans.comments] == ["# one", "# two"]


@pytest.mark.parametrize(
    "text",
    [
        "\fP(1)\n",
        "a\n\fP(1)\n",
        "\\\nP(1)\n",
        "if a:\n  P(1)\n\f\nb\n\fc\n",
        "P(1)  # b\n\n\n  # c\n",
        "P(1)\n\n\n   \n",
        "P(1)\rb\r",
    ],
)
def test_blanks_that_the_parser_loses(
    read: Callable[[str], Program], walk: Callable[[Program], list[Node]], text: str
) -> None:
    program = read(text)
    found = {program.source.slice(node.span) for node in walk(program) if isinstance(node, Call | Constant)}
    assert found == {"P(1)", "1"}
    assert [program.source.slice(span)[0] for span in program.comments] == ["#"] * text.count("#")


@pytest.mark.parametrize(
    "text", ["", "\n", "   ", "a", "a\r\nb", "\f\na\n", "a\n\f\nb\n", "a = 1 \f\n", "# a", "a;", "\ta\n"[1:]]
)
def test_nothing_is_lost(read: Callable[[str], Program], text: str) -> None:
    assert read(text).exact


def test_the_parser_loses_blanks(read: Callable[[str], Program]) -> None:
    assert not read("a\n\fb\n").exact


def test_more_than_blanks_may_not_be_lost(read: Callable[[str], Program]) -> None:
    with pytest.raises(Unreadable, match="does not reproduce"):
        read("\ufeff\ufeffa\n")
