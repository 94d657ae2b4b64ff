"""Brokers that source code starts from an image, as tests do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kafkalint.analysis.flow.outline import Outline, outline
from kafkalint.analysis.locate.image import brokers
from kafkalint.analysis.locate.names import file_chosen
from kafkalint.model.place import Images, Parameter, Place
from kafkalint.model.producer import Broker, Site
from kafkalint.model.program import Assign, Call, Constant, Name, Node, Program


def started(program: Program, places: Iterable[Place]) -> Iterator[Broker]:
    """A broker for every known image that is given to a call which runs it, in written order."""
    path = program.source.path
    finders = [
        (finder, place)
        for place in places
        for finder in place.finders
        if isinstance(finder, Images) and finder.calls and file_chosen(path, place.files)
    ]
    if not any(_last(name) in program.source.text for finder, _ in finders for name in finder.calls):
        return
    module = outline(program)
    for call in sorted((call for calls in module.calls.values() for call in calls), key=lambda call: call.span):
        for finder, place in finders:
            node = _text(module, _given(call, finder.reference)) if module.path(call.function) in finder.calls else None
            if node is not None:
                yield from brokers(finder, str(node.value), place, Site(path, node.span))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _given(call: Call, parameter: Parameter) -> Node | None:
    """The argument for `parameter`; None behind a spread."""
    for at, argument in enumerate(call.arguments):
        if argument.name.startswith("*"):
            return None
        if argument.name == parameter.keyword or (not argument.name and at == parameter.position):
            return argument.value
    return None


def _text(module: Outline, node: Node | None) -> Constant | None:
    """The text that a node is, or that the one assignment to its name gives it."""
    if isinstance(node, Name):
        cell = module.cell(node)
        around = (module.parents.get(mention) for mention in module.mentions.get(cell, ())) if cell else ()
        assigned = [one for one in around if isinstance(one, Assign) and node.name in map(_name, one.targets)]
        node = assigned[0].value if len(assigned) == 1 else None
    return node if isinstance(node, Constant) and isinstance(node.value, str) else None


def _name(node: Node) -> str:
    return node.name if isinstance(node, Name) else ""
