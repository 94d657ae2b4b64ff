"""Dependencies of one manifest or lock file, as its manifest data describes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kafkalint.analysis.evidence.bundles import with_bundles
from kafkalint.analysis.evidence.nodes import calls, child, nodes_at
from kafkalint.analysis.evidence.specifiers import GRAMMARS, LONGEST, OPEN
from kafkalint.model.document import Document, Node, Scalar, Sequence
from kafkalint.model.manifest import KeyPath, Manifest, Pins, manifest_of
from kafkalint.model.producer import Dependency, Site
from kafkalint.model.program import Program
from kafkalint.model.source import Source, Span

_NAME = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]\n]*\])?\s*(@.*)?", re.DOTALL)
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9][\w.-]*)")
_COORDINATE = re.compile(r"([\w.${}-]+):([\w.${}-]+)(?::([^:@\s]+)(?::[\w.-]*)?)?(?:@\w+)?")
_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_RUNS = re.compile(r"[-_.]+")
_ROUNDS = 5
"""How often variables in values of variables are followed."""


@dataclass(frozen=True, slots=True)
class _Pin:
    name: str
    constraint: str
    span: Span


def dependencies(read: Document | Program, manifests: Iterable[Manifest]) -> tuple[Dependency, ...]:
    """What the file pins, in the order of its manifest's data; nothing when it is no manifest."""
    manifest = manifest_of(read.source.path, manifests)
    if manifest is None:
        return ()
    if isinstance(read, Document):
        roots: tuple[Node, ...] = read.roots
    else:
        roots = (calls(read, {pins.at[0] for pins in manifest.pins}),)
    variables = _variables(roots, manifest)
    found = [
        _dependency(pin, pins, manifest, read.source.path, variables)
        for pins in manifest.pins
        for root in roots
        for keys, node in nodes_at(root, pins.at)
        for pin in _pins(keys, node, pins, manifest, read.source)
    ]
    return with_bundles(found, manifest, variables)


def normal(ecosystem: str, name: str) -> str:
    """The name by which an ecosystem knows a package."""
    return _RUNS.sub("-", name).lower() if ecosystem == "pypi" else name


def _dependency(
    pin: _Pin, pins: Pins, manifest: Manifest, path: str, variables: Mapping[str, str | None]
) -> Dependency:
    name = pins.spelling.replace("{name}", _resolved(pin.name, variables))
    written = _resolved(pin.constraint, variables)
    versions = GRAMMARS[manifest.ecosystem](written)
    return Dependency(
        manifest.ecosystem,
        normal(manifest.ecosystem, name),
        versions,
        written,
        Site(path, pin.span),
        manifest.locked,
        managed=manifest.inherits and versions == OPEN,
    )


def _pins(keys: KeyPath, node: Node, pins: Pins, manifest: Manifest, source: Source) -> Iterator[_Pin]:
    match pins.form:
        case "requirement":
            for text, span in _text(node):
                yield from _requirements(text, span, source)
        case "coordinate":
            for text, span in _text(node):
                found = _COORDINATE.fullmatch(text.strip()) if len(text) <= LONGEST else None
                if found:
                    yield _Pin(f"{found[1]}:{found[2]}", found[3] or "", span)
        case "table":
            for constraint, span in _constraints(node, manifest) or [("", node.span)]:
                yield _Pin(keys[-1], constraint, span)
        case "record":
            yield from _record(node, pins, manifest)


def _requirements(text: str, span: Span, source: Source) -> Iterator[_Pin]:
    """Requirements of PEP 508, one a line; comments, extras, markers and addresses do not count."""
    at, several = span.start, "\n" in text
    for line in text.splitlines():
        body = line.strip()
        if not body or body.startswith("#"):
            continue
        here = source.text.find(body, at, span.end) if several else -1
        several = here >= 0
        place = Span(here, here + len(body)) if several else span
        at = place.end if several else at
        egg = _EGG.search(body)
        found = _NAME.match(body)
        if egg:
            yield _Pin(egg[1], "", place)
        elif found:
            constraint = "" if found[2] else body[found.end() :].partition(";")[0].partition(" #")[0].strip()
            yield _Pin(found[1], constraint, place)


def _record(node: Node, pins: Pins, manifest: Manifest) -> Iterator[_Pin]:
    for names in pins.names:
        parts = [pair for name in names for pair in _text(child(node, name))]
        if len(parts) == len(names):
            name = ":".join(text for text, _ in parts)
            for constraint, span in _constraints(child(node, pins.constraint), manifest) or [("", parts[-1][1])]:
                yield _Pin(name, constraint, span)
            return


def _constraints(node: Node | None, manifest: Manifest) -> list[tuple[str, Span]]:
    """Every text that constrains a version under `node`; a reference becomes ``${name}``."""
    if isinstance(node, Sequence):
        return [pair for item in node.items if not isinstance(item, Sequence) for pair in _constraints(item, manifest)]
    if node is None or isinstance(node, Scalar):
        return _text(node)
    referred = [(f"${{{text}}}", span) for text, span in _text(child(node, manifest.reference))]
    nested = (_text(child(node, key)) for key in manifest.nested)
    return referred or next(filter(None, nested), [])


def _text(node: Node | None) -> list[tuple[str, Span]]:
    """The text of a leaf and where it stands; nothing for anything else."""
    if isinstance(node, Scalar) and isinstance(node.value.value, str):
        return [(node.value.value, node.span)]
    return []


def _variables(roots: Iterable[Node], manifest: Manifest) -> dict[str, str | None]:
    """Texts by every tail of their key path, up to three keys; None where a name has several."""
    table: dict[str, str | None] = {}
    for path in manifest.variables:
        for root in roots:
            for keys, node in nodes_at(root, path):
                found = [] if isinstance(node, Sequence) else _constraints(node, manifest)
                if len(found) == 1 and len(found[0][0]) <= LONGEST:
                    for start in range(max(0, len(keys) - 3), len(keys)):
                        name, text = ".".join(keys[start:]), found[0][0]
                        table[name] = text if table.get(name, text) == text else None
    return table


def _resolved(text: str, variables: Mapping[str, str | None]) -> str:
    """The text with its variables replaced, as far as they are known."""
    for _ in range(_ROUNDS):
        if "${" not in text or len(text) > LONGEST:
            break
        text = _REFERENCE.sub(lambda found: variables.get(found[1].strip()) or found[0], text)
    return text
