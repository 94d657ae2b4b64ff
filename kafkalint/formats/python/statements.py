"""Statements that stand alone."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from kafkalint.formats.python.lowering import Lowering, Statement, identifier
from kafkalint.formats.python.values import arguments, parameters
from kafkalint.model.program import Assign, Class, Constant, Declare, Delete, Exit, Function, Import, Node, Opaque


def body(node: cst.BaseSuite, low: Lowering) -> tuple[Node, ...]:
    """The statements of a suite."""
    return low.block(node.body)


def _line(node: cst.SimpleStatementLine, low: Lowering) -> Sequence[Node]:
    return low.block(node.body)


def _expression(node: cst.Expr, low: Lowering) -> Sequence[Node]:
    value = low.value(node.value)
    nothing = isinstance(value, Constant) or (isinstance(value, Opaque) and not value.children)
    return () if nothing else (value,)


def _assign(node: cst.Assign, low: Lowering) -> Sequence[Node]:
    return (Assign(low.span(node), low.values(target.target for target in node.targets), low.value(node.value)),)


def _annotated(node: cst.AnnAssign, low: Lowering) -> Sequence[Node]:
    if node.value is None:
        return ()
    return (Assign(low.span(node), (low.value(node.target),), low.value(node.value)),)


def _augmented(node: cst.AugAssign, low: Lowering) -> Sequence[Node]:
    operator = low.written(node.operator).strip()
    return (Assign(low.span(node), (low.value(node.target),), low.value(node.value), operator),)


def _import(node: cst.Import, low: Lowering) -> Sequence[Node]:
    return tuple(_module(alias, low) for alias in node.names)


def _module(node: cst.ImportAlias, low: Lowering) -> Import:
    span, path = low.span(node), _dotted(node.name)
    bound = _bound(node)
    parent, _, last = path.rpartition(".")
    first = path.partition(".")[0]
    if bound == first != path:  # `import a.b as a` binds a.b; without the alias it would bind a
        return Import(span, parent, last, bound, 0)
    return Import(span, path, "", bound or first, 0)


def _import_from(node: cst.ImportFrom, low: Lowering) -> Sequence[Node]:
    module = _dotted(node.module) if node.module else ""
    level = len(node.relative)
    if isinstance(node.names, cst.ImportStar):
        return (Import(low.span(node.names), module, "*", "", level),)
    return tuple(_member(alias, module, level, low) for alias in node.names)


def _member(node: cst.ImportAlias, module: str, level: int, low: Lowering) -> Import:
    name = _dotted(node.name)
    return Import(low.span(node), module, name, _bound(node) or name, level)


def _bound(node: cst.ImportAlias) -> str:
    """The name behind ``as``."""
    return identifier(node.asname.name.value) if node.asname and isinstance(node.asname.name, cst.Name) else ""


def _dotted(node: cst.BaseExpression) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return identifier(".".join(reversed(parts)))


def _declare(node: cst.Global | cst.Nonlocal, low: Lowering) -> Sequence[Node]:
    kind = "global" if isinstance(node, cst.Global) else "nonlocal"
    return (Declare(low.span(node), kind, tuple(identifier(item.name.value) for item in node.names)),)


def _delete(node: cst.Del, low: Lowering) -> Sequence[Node]:
    target = node.target
    targets = [element.value for element in target.elements] if isinstance(target, cst.Tuple) else [target]
    return (Delete(low.span(node), low.values(targets)),)


def _return(node: cst.Return, low: Lowering) -> Sequence[Node]:
    return (Exit(low.span(node), "return", low.value(node.value) if node.value else None),)


def _raise(node: cst.Raise, low: Lowering) -> Sequence[Node]:
    span = low.span(node)
    raised = low.values((node.exc, node.cause.item if node.cause else None))
    value = Opaque(span, raised) if node.cause else next(iter(raised), None)
    return (Exit(span, "raise", value),)


def _break(node: cst.Break, low: Lowering) -> Sequence[Node]:
    return (Exit(low.span(node), "break"),)


def _continue(node: cst.Continue, low: Lowering) -> Sequence[Node]:
    return (Exit(low.span(node), "continue"),)


def _function(node: cst.FunctionDef, low: Lowering) -> Sequence[Node]:
    decorators = low.values(decorator.decorator for decorator in node.decorators)
    made = Function(
        low.span(node),
        identifier(node.name.value),
        parameters(node.params, low),
        body(node.body, low),
        decorators,
        node.asynchronous is not None,
    )
    return (made,)


def _class(node: cst.ClassDef, low: Lowering) -> Sequence[Node]:
    decorators = low.values(decorator.decorator for decorator in node.decorators)
    bases = arguments((*node.bases, *node.keywords), low)
    bases = tuple(sorted(bases, key=lambda base: base.span))
    return (Class(low.span(node), identifier(node.name.value), bases, body(node.body, low), decorators),)


KINDS: dict[type[cst.CSTNode], Statement] = {
    cst.SimpleStatementLine: _line,
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    getattr(cst, "LazyImport", cst.Import): _import,  # as of LibCST 1.9
    getattr(cst, "LazyImportFrom", cst.ImportFrom): _import_from,
    cst.Global: _declare,
    cst.Nonlocal: _declare,
    cst.Del: _delete,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
}
