"""Control flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from kafkalint.formats.python.lowering import Lowering, Statement, identifier
from kafkalint.formats.python.statements import body
from kafkalint.model.program import Arm, Branch, Name, Node, Opaque


def _if(node: cst.If, low: Lowering) -> Sequence[Node]:
    arms: list[Arm] = []
    rest: cst.If | cst.Else | None = node
    while isinstance(rest, cst.If):
        arms.append(Arm(low.span(rest), "if", low.value(rest.test), None, body(rest.body, low)))
        rest = rest.orelse
    return (Branch(low.span(node), "if", (*arms, *_plain("else", rest, low))),)


def _plain(kind: str, node: cst.Else | cst.Finally | None, low: Lowering) -> tuple[Arm, ...]:
    """The arm that an ``else`` or ``finally`` makes; none when there is no such part."""
    return (Arm(low.span(node), kind, None, None, body(node.body, low)),) if node else ()


def _for(node: cst.For, low: Lowering) -> Sequence[Node]:
    span = low.span(node)
    arm = Arm(span, "for", low.value(node.iter), low.value(node.target), body(node.body, low))
    return (Branch(span, "for", (arm, *_plain("else", node.orelse, low))),)


def _while(node: cst.While, low: Lowering) -> Sequence[Node]:
    span = low.span(node)
    arm = Arm(span, "while", low.value(node.test), None, body(node.body, low))
    return (Branch(span, "while", (arm, *_plain("else", node.orelse, low))),)


def _try(node: cst.Try | cst.TryStar, low: Lowering) -> Sequence[Node]:
    span = low.span(node)
    arms = (
        Arm(span, "try", None, None, body(node.body, low)),
        *(_handler(handler, low) for handler in node.handlers),
        *_plain("else", node.orelse, low),
        *_plain("finally", node.finalbody, low),
    )
    return (Branch(span, "try", arms),)


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler, low: Lowering) -> Arm:
    test = low.value(node.type) if node.type else None
    return Arm(low.span(node), "except", test, _bound(node.name, low), body(node.body, low))


def _bound(node: cst.AsName | None, low: Lowering) -> Node | None:
    return low.value(node.name) if node else None


def _with(node: cst.With, low: Lowering) -> Sequence[Node]:
    """Several managers are several statements, one in the other."""
    span = low.span(node)
    inner = body(node.body, low)
    for item in reversed(node.items):
        arm = Arm(span, "with", low.value(item.item), _bound(item.asname, low), inner)
        inner = (Branch(span, "with", (arm,)),)
    return inner


def _match(node: cst.Match, low: Lowering) -> Sequence[Node]:
    subject = low.value(node.subject)
    return (Branch(low.span(node), "match", tuple(_case(case, subject, low) for case in node.cases)),)


def _case(node: cst.MatchCase, subject: Node, low: Lowering) -> Arm:
    """One case; a guard is the first thing its body does."""
    guard = low.values((node.guard,))
    kind = "else" if _takes_all(node.pattern) and not guard else "case"
    return Arm(low.span(node), kind, subject, _captured(node.pattern, low), guard + body(node.body, low))


def _takes_all(pattern: cst.MatchPattern) -> bool:
    return isinstance(pattern, cst.MatchAs) and pattern.pattern is None


def _captured(pattern: cst.MatchPattern, low: Lowering) -> Node | None:
    """The name that takes the subject, or what takes parts of it."""
    names = tuple(_names(pattern, low))
    if _takes_all(pattern):
        return names[0] if names else None
    return Opaque(low.span(pattern), names) if names else None


def _names(node: cst.CSTNode, low: Lowering) -> Iterator[Name]:
    bound = getattr(node, "rest" if isinstance(node, cst.MatchMapping) else "name", None)
    if isinstance(bound, cst.Name) and isinstance(node, cst.MatchAs | cst.MatchStar | cst.MatchMapping):
        yield Name(low.span(bound), identifier(bound.value))
    for child in node.children:
        if not isinstance(child, cst.BaseExpression):
            yield from _names(child, low)


KINDS: dict[type[cst.CSTNode], Statement] = {
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.With: _with,
    cst.Match: _match,
}
