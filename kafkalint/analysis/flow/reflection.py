"""What code may do to names and members that it does not name: run a text, ask for its own names, open an object.

A map that no name leads to stays what it is: one that is written inside of a call, or that a function keeps to itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kafkalint.analysis.flow.language import Language
from kafkalint.model.program import (
    Argument,
    Attribute,
    Call,
    Class,
    Comprehension,
    Function,
    Import,
    MapEntry,
    Name,
    Node,
    Operation,
    children,
)

Path = tuple[Node, ...]
"""A node with all that it stands in, outermost first."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """What a module may do so."""

    module: str = ""
    """The name in use through which its names, and all that they lead to, may change; empty when there is none."""
    inside: frozenset[Node] = frozenset()
    """Functions, classes and comprehensions whose own names are open to such code."""
    reads: bool = False
    """Whether all members of some object are read at once."""


def reflection(body: Iterable[Node], language: Language) -> Reflection:
    """What the code of a module may do to what it does not name."""
    module, inside, reads = "", set[Node](), False
    paths = list(_paths(body))
    libraries = {node.alias for *_around, node in paths if isinstance(node, Import) and node.module == "builtins"}
    for *around, node in paths:
        word = _word(node, language, libraries)
        if not word:
            continue
        call = around[-1] if around and isinstance(around[-1], Call) and around[-1].function is node else None
        if word in language.opens and (word == language.opens_member or (call and call.arguments)):
            outside = around[:-1] if call else around
            harmless = call is not None and _of_the_library(call, language)
            if harmless or _only_read(outside[-1] if outside else None, call or node, outside, language):
                reads = reads or not harmless
                continue
        scopes = [each for each in around if isinstance(each, Function | Class | Comprehension)]
        inside.update(scopes)
        if not (call and not call.arguments and word in language.own_names and _in_function(scopes)):
            module = module or word
    return Reflection(module, frozenset(inside), reads)


def _paths(body: Iterable[Node]) -> Iterator[Path]:
    waiting: list[Path] = [(node,) for node in body]
    while waiting:
        path = waiting.pop()
        yield path
        waiting += [(*path, inner) for inner in children(path[-1])]


def _word(node: Node, language: Language, libraries: Collection[str]) -> str:
    """The word through which `node` reflects, empty for anything else."""
    if isinstance(node, Import):
        return node.name if node.module == "builtins" and node.name in language.reflective else ""
    if isinstance(node, Name):
        return node.name if node.name in language.reflective else ""
    if not isinstance(node, Attribute) or node.name not in language.reflective:
        return ""
    of_library = isinstance(node.object, Name) and node.object.name in libraries
    return node.name if node.name not in language.builtins or of_library else ""


def _in_function(scopes: Sequence[Node]) -> bool:
    """Whether names asked for here are those of a function, which nobody can set from outside."""
    return bool(scopes) and not isinstance(scopes[-1], Class)


def _of_the_library(call: Call, language: Language) -> bool:
    """Whether what is opened is an object of the language's library that is made there."""
    made = call.arguments[0].value
    return isinstance(made, Call) and isinstance(made.function, Attribute) and made.function.name in language.namespaces


def _only_read(parent: Node | None, node: Node, around: list[Node], language: Language) -> bool:
    """Whether the members are given to something that does nothing but read them."""
    if isinstance(parent, Argument):
        call = around[-2] if len(around) > 1 else None
        function = call.function if isinstance(call, Call) else None
        return isinstance(function, Name | Attribute) and function.name in language.pure
    if isinstance(parent, Operation):
        return parent.operator in ("in", "not in", "text", "%")
    return isinstance(parent, MapEntry) and parent.key is None and parent.value is node
