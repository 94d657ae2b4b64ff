"""Expressions."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from kafkalint.formats.python.lowering import Lowering, Value, identifier, opaque
from kafkalint.model.program import (
    Argument,
    Assign,
    Attribute,
    Call,
    Choice,
    Clause,
    Comprehension,
    Constant,
    Exit,
    Function,
    Items,
    Map,
    MapEntry,
    Name,
    Node,
    Opaque,
    Operation,
    Parameter,
    Subscript,
)
from kafkalint.model.source import Span

_WORDS = {"True": True, "False": False, "None": None}
_OPERATORS: dict[type[cst.CSTNode], str] = {cst.Add: "+", cst.BitOr: "|", cst.Modulo: "%"}
_COMPARED: dict[type[cst.CSTNode], str] = {cst.Is: "is", cst.IsNot: "is not", cst.In: "in", cst.NotIn: "not in"}
_SIGNS: dict[type[cst.CSTNode], int] = {cst.Minus: -1, cst.Plus: 1}
_KINDS: dict[type[cst.CSTNode], str] = {
    cst.List: "list",
    cst.Tuple: "tuple",
    cst.Set: "set",
    cst.ListComp: "list",
    cst.SetComp: "set",
    cst.GeneratorExp: "generator",
}


def _name(node: cst.Name, low: Lowering) -> Node:
    if node.value in _WORDS:
        return Constant(low.span(node), _WORDS[node.value])
    return Name(low.span(node), identifier(node.value))


def _number(node: cst.Integer | cst.Float, low: Lowering) -> Node:
    try:
        value = int(node.value, 0) if isinstance(node, cst.Integer) else float(node.value)
    except ValueError:  # more digits than int() takes
        return Opaque(low.span(node), ())
    return Constant(low.span(node), value)


def _attribute(node: cst.Attribute, low: Lowering) -> Node:
    return Attribute(low.span(node), low.value(node.value), identifier(node.attr.value), low.span(node.attr))


def _subscript(node: cst.Subscript, low: Lowering) -> Node:
    index = node.slice[0].slice
    if len(node.slice) == 1 and isinstance(index, cst.Index) and not index.star and type(index.value) is not cst.Tuple:
        key = low.value(index.value)
    else:
        inside = [opaque(part, low) for part in node.slice]
        key = Opaque(Span(inside[0].span.start, inside[-1].span.end), tuple(inside))
    return Subscript(low.span(node), low.value(node.value), key)


def _map(node: cst.Dict, low: Lowering) -> Node:
    return Map(low.span(node), tuple(_entry(element, low) for element in node.elements))


def _entry(element: cst.BaseDictElement, low: Lowering) -> MapEntry:
    key = low.value(element.key) if isinstance(element, cst.DictElement) else None
    return MapEntry(low.span(element), key, low.value(element.value))


def _items(node: cst.List | cst.Tuple | cst.Set, low: Lowering) -> Node:
    span = low.span(node)
    if isinstance(node, cst.Tuple) and node.lpar:  # the innermost parentheses are the tuple's own
        span = Span(low.span(node.lpar[-1]).start, low.span(node.rpar[0]).end)
    return Items(span, _KINDS[type(node)], tuple(_item(element, low) for element in node.elements))


def _item(element: cst.BaseElement, low: Lowering) -> Node:
    value = low.value(element.value)
    return Operation(low.span(element), "*", (value,)) if isinstance(element, cst.StarredElement) else value


def _call(node: cst.Call, low: Lowering) -> Node:
    return Call(low.span(node), low.value(node.func), arguments(node.args, low))


def arguments(nodes: Sequence[cst.Arg], low: Lowering) -> tuple[Argument, ...]:
    """Arguments of a call or bases of a class."""
    return tuple(
        Argument(low.span(node), identifier(node.keyword.value) if node.keyword else node.star, low.value(node.value))
        for node in nodes
    )


def _conditional(node: cst.IfExp, low: Lowering) -> Node:
    return Choice(low.span(node), "if", (low.value(node.body), low.value(node.orelse)), low.value(node.test))


def _boolean(node: cst.BooleanOperation, low: Lowering) -> Node:
    kind = type(node.operator)
    options = [node.right]
    left = node.left
    while isinstance(left, cst.BooleanOperation) and type(left.operator) is kind and not left.lpar:
        options.append(left.right)
        left = left.left
    return Choice(low.span(node), "or" if kind is cst.Or else "and", low.values((left, *reversed(options))))


def _binary(node: cst.BinaryOperation, low: Lowering) -> Node:
    span, operands = low.span(node), (low.value(node.left), low.value(node.right))
    operator = _OPERATORS.get(type(node.operator))
    return Operation(span, operator, operands) if operator else Opaque(span, operands)


def _unary(node: cst.UnaryOperation, low: Lowering) -> Node:
    span, operand = low.span(node), low.value(node.expression)
    if isinstance(node.operator, cst.Not):
        return Operation(span, "not", (operand,))
    if isinstance(node.expression, cst.Integer | cst.Float) and isinstance(operand, Constant):
        sign = _SIGNS.get(type(node.operator))
        if sign and isinstance(operand.value, int | float):
            return Constant(span, sign * operand.value)
    return Opaque(span, (operand,))


def _comparison(node: cst.Comparison, low: Lowering) -> Node:
    span, operands = low.span(node), low.values((node.left, *(part.comparator for part in node.comparisons)))
    operator = _COMPARED.get(type(node.comparisons[0].operator)) if len(operands) == 2 else None
    return Operation(span, operator, operands) if operator else Opaque(span, operands)


def _await(node: cst.Await, low: Lowering) -> Node:
    return Operation(low.span(node), "await", (low.value(node.expression),))


def _yield(node: cst.Yield, low: Lowering) -> Node:
    value = node.value.item if isinstance(node.value, cst.From) else node.value
    return Operation(low.span(node), "yield", low.values((value,)))


def _walrus(node: cst.NamedExpr, low: Lowering) -> Node:
    return Assign(low.span(node), (low.value(node.target),), low.value(node.value))


def _comprehension(node: cst.ListComp | cst.SetComp | cst.GeneratorExp, low: Lowering) -> Node:
    return Comprehension(low.span(node), _KINDS[type(node)], low.value(node.elt), _clauses(node.for_in, low))


def _map_comprehension(node: cst.DictComp, low: Lowering) -> Node:
    key, value = low.value(node.key), low.value(node.value)
    entry = MapEntry(Span(key.span.start, value.span.end), key, value)
    return Comprehension(low.span(node), "map", entry, _clauses(node.for_in, low))


def _clauses(node: cst.CompFor, low: Lowering) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    following: cst.CompFor | None = node
    while following is not None:
        target, items = low.value(following.target), low.value(following.iter)
        tests = low.values(part.test for part in following.ifs)
        clauses.append(Clause(Span(target.span.start, (tests or (items,))[-1].span.end), target, items, tests))
        following = following.inner_for_in
    return tuple(clauses)


def _lambda(node: cst.Lambda, low: Lowering) -> Node:
    body = low.value(node.body)
    return Function(low.span(node), "", parameters(node.params, low), (Exit(body.span, "return", body),))


def parameters(node: cst.Parameters, low: Lowering) -> tuple[Parameter, ...]:
    """Parameters in written order; a bare star or slash is none."""
    star = (node.star_arg,) if isinstance(node.star_arg, cst.Param) else ()
    spread = (node.star_kwarg,) if node.star_kwarg else ()
    kinds = (
        ("positional", node.posonly_params),
        ("plain", node.params),
        ("*", star),
        ("keyword", node.kwonly_params),
        ("**", spread),
    )
    return tuple(_parameter(kind, param, low) for kind, params in kinds for param in params)


def _parameter(kind: str, node: cst.Param, low: Lowering) -> Parameter:
    default = low.value(node.default) if node.default else None
    return Parameter(low.span(node), identifier(node.name.value), kind, default)


KINDS: dict[type[cst.CSTNode], Value] = {
    cst.Name: _name,
    cst.Integer: _number,
    cst.Float: _number,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Dict: _map,
    cst.List: _items,
    cst.Tuple: _items,
    cst.Set: _items,
    cst.Call: _call,
    cst.IfExp: _conditional,
    cst.BooleanOperation: _boolean,
    cst.BinaryOperation: _binary,
    cst.UnaryOperation: _unary,
    cst.Comparison: _comparison,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.NamedExpr: _walrus,
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.DictComp: _map_comprehension,
    cst.Lambda: _lambda,
}
