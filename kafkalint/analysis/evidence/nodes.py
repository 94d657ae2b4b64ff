"""Finding nodes of a document by patterns of key paths, and seeing calls of a program as such a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kafkalint.model.document import Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.manifest import KeyPath
from kafkalint.model.program import Assign, Attribute, Call, Constant, Items, Map, Name, Operation, Program, children
from kafkalint.model.program import Node as Code
from kafkalint.model.source import Span
from kafkalint.model.value import Literal

_DEEPEST = 20
"""Levels of literals, operators and names that are followed from a call."""
_LARGEST = 20_000
"""Pieces of code that are looked at in one program."""


def nodes_at(root: Node, path: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    """Every node that `path` leads to, with its keys, in written order."""
    stack: list[tuple[KeyPath, Node, int]] = [((), root, 0)]
    while stack:
        keys, node, at = stack.pop()
        if at == len(path):
            yield keys, node
            continue
        step = path[at]
        inner = [((*keys, key), child) for key, child in _children(node, step)]
        stack.extend((below, child, at + (step != "**")) for below, child in reversed(inner))
        if step == "**":
            stack.append((keys, node, at + 1))


def child(node: Node, key: str) -> Node | None:
    """The last value under `key`, None when there is none."""
    if isinstance(node, Scalar):
        return None
    return next((entry.value for entry in reversed(node.entries) if entry.key == key), None)


def calls(program: Program, names: Iterable[str]) -> Mapping:
    """Calls of functions with these last names: each an entry with its keyword arguments, as far as literal."""
    wanted = set(names)
    assigned = {
        target.name: node.value
        for node in program.body
        if isinstance(node, Assign) and node.operator == "="
        for target in node.targets
        if isinstance(target, Name)
    }
    reader = _Reader(assigned, iter(range(_LARGEST)))
    entries = []
    stack: list[Code] = list(reversed(program.body))
    while stack:
        node = stack.pop()
        stack.extend(reversed(children(node)))
        if isinstance(node, Call) and _last_name(node.function) in wanted:
            arguments = reader.entries(((one.name, one.value) for one in node.arguments), _DEEPEST)
            entries.append(_entry(_last_name(node.function), node, Mapping(node.span, arguments)))
    return Mapping(Span(0, len(program.source.text)), tuple(entries))


def _children(node: Node, step: str) -> list[tuple[str, Node]]:
    if isinstance(node, Scalar):
        return []
    if isinstance(node, Sequence) and step in ("*", "**"):
        return [(str(index), item) for index, item in enumerate(node.items)]
    return [(entry.key, entry.value) for entry in node.entries if step in ("*", "**", entry.key)]


def _last_name(function: Code) -> str:
    return function.name if isinstance(function, (Name, Attribute)) else ""


def _entry(key: str, code: Code, value: Node) -> Entry:
    return Entry(key, code.span, value, code.span)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads literals, through names that the module assigns."""

    assigned: dict[str, Code]
    steps: Iterator[int]
    """How many pieces may still be looked at."""

    def entries(self, named: Iterable[tuple[str, Code]], levels: int) -> tuple[Entry, ...]:
        literals = ((key, code, self.literal(code, levels)) for key, code in named)
        return tuple(_entry(key, code, value) for key, code, value in literals if value is not None)

    def literal(self, code: Code, levels: int) -> Node | None:
        """What a piece of code is as data; None for what is only known when it runs."""
        if levels == 0 or next(self.steps, None) is None:
            return None
        match code:
            case Constant():
                return Scalar(code.span, Literal(code.value))
            case Items():
                found = [self.literal(item, levels - 1) for item in code.items]
                return Sequence(code.span, tuple(item for item in found if item is not None))
            case Map():
                named = [(entry.key, entry.value) for entry in code.entries]
                texts = [(str(key.value), value) for key, value in named if isinstance(key, Constant)]
                return Mapping(code.span, self.entries(texts, levels - 1))
            case Name() if code.name in self.assigned:
                return self.literal(self.assigned[code.name], levels - 1)
            case Operation(operator="+"):
                parts = [self.literal(part, levels - 1) for part in code.operands]
                items = [item for part in parts if isinstance(part, Sequence) for item in part.items]
                return Sequence(code.span, tuple(items))
            case _:
                return None
