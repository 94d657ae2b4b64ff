"""Brokers by the images that a file names, and versions of clients by those that they run in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kafkalint.model.document import Container, Document, Entry, Node, Scalar, walk
from kafkalint.model.place import Image, Images, Place, Runtime, Runtimes
from kafkalint.model.producer import Broker, Site
from kafkalint.model.source import Span
from kafkalint.model.version import Version, VersionRange


@dataclass(frozen=True, slots=True)
class Release:
    """The versions of the client that an image holds."""

    reference: str
    versions: VersionRange
    span: Span


def find(images: Images, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker for every known image with a tag that tells its version."""
    for node, reference in _references(images.keys, (entry for _, _, entry in walk(root))):
        name, tag = _parts(reference)
        version = next((found for image in images.images if (found := _version(image, name, tag))), None)
        if version:
            yield Broker(place.id, version, reference, tag, Site(document.source.path, node.span))


def release(runtimes: Runtimes, around: Iterable[Container]) -> Release | None:
    """What the images in all the containers `around` hold; None where one has none that is known, or another one."""
    found = [next(_releases(runtimes, container), None) for container in around]
    return found[0] if len({one and one.reference for one in found}) == 1 else None


def _releases(runtimes: Runtimes, container: Container) -> Iterator[Release]:
    for node, reference in _references(runtimes.keys, container.entries):
        for image in runtimes.images:
            version = _tagged(image, *_parts(reference))
            lines = image.versions.get(_minor(version)) if version else None
            if lines:
                yield Release(reference, _range(lines), node.span)


def _range(lines: Sequence[str]) -> VersionRange:
    """Every release of the first line, of the last one, and of those between."""
    *kept, last = Version.parse(lines[-1]).numbers
    return VersionRange(Version.parse(lines[0]), Version((*kept, last + 1)))


def _references(keys: Sequence[str], entries: Iterable[Entry]) -> Iterator[tuple[Scalar, str]]:
    for entry in entries:
        node = entry.value
        if entry.key in keys and isinstance(node, Scalar) and isinstance(node.value.value, str):
            yield node, node.value.value


def _parts(reference: str) -> tuple[str, str]:
    """Name and tag of an image; the digest does not count, a port of the registry is no tag."""
    name, _, last = reference.partition("@")[0].rpartition("/")
    last, _, tag = last.partition(":")
    return f"{name}/{last}" if name else last, tag


def _version(image: Image, name: str, tag: str) -> Version | None:
    if image.always:
        return Version.parse(image.always) if _named(image, name) else None
    version = _tagged(image, name, tag)
    if version is None:
        return None
    known = image.versions.get(_minor(version)) if image.versions else str(version)
    return Version.parse(known) if known else None


def _tagged(image: Image | Runtime, name: str, tag: str) -> Version | None:
    """The version in the tag of an image of that line."""
    found = re.match(image.tag, tag) if _named(image, name) else None
    return Version.parse(found["version"]) if found else None


def _named(image: Image | Runtime, name: str) -> bool:
    return any(name == known or name.endswith(f"/{known}") for known in image.names)


def _minor(version: Version) -> str:
    return ".".join(map(str, version.numbers[:2]))
