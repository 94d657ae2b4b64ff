"""Brokers by the images that a file names, and versions of clients by those that they run in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kafkalint.model.document import Container, Document, Entry, Mapping, Node, Scalar, walk
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
    for _, container, entry in walk(root):
        for node, reference in _named(images, container, entry, document):
            yield from brokers(images, reference, place, Site(document.source.path, node.span))


def brokers(images: Images, reference: str, place: Place, site: Site) -> Iterator[Broker]:
    """The broker that runs in the image with that reference, when it is a known one."""
    name, tag = _parts(reference)
    for image in images.images:
        if image.service and _tagged(image, name, tag):
            yield Broker(place.id, None, reference, tag, site, of=image.service)
            return
        version = None if image.service else _version(image, name, tag)
        if version:
            yield Broker(place.id, version, reference, tag, site)
            return


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


def _named(images: Images, container: Container, entry: Entry, document: Document) -> Iterator[tuple[Scalar, str]]:
    """The reference under a key, put together where name and tag stand apart."""
    for node, reference in _references(images.keys, [entry]):
        last = reference.rpartition("/")[2]
        tag = "" if ":" in last or "@" in last else _text(images.tags, container, document)
        yield node, f"{reference}:{tag}" if tag else reference
    if entry.key in images.keys and isinstance(entry.value, Mapping):
        tag = _text(images.tags, entry.value, document)
        for node, name in _references(images.names, entry.value.entries):
            yield node, f"{name}:{tag}"


def _text(keys: Sequence[str], container: Container, document: Document) -> str:
    """What stands under one of `keys`, as it is written; empty where nothing does."""
    found = (one.value for one in container.entries if one.key in keys and isinstance(one.value, Scalar))
    return next((document.spelled(one) for one in found if one.value.value is not None), "")


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
        return Version.parse(image.always) if _is(image, name) else None
    version = _tagged(image, name, tag)
    if version is None:
        return None
    known = image.versions.get(_minor(version)) if image.versions else str(version)
    return Version.parse(known) if known else None


def _tagged(image: Image | Runtime, name: str, tag: str) -> Version | None:
    """The version in the tag of an image of that line."""
    found = re.match(image.tag, tag) if _is(image, name) else None
    return Version.parse(found["version"]) if found else None


def _is(image: Image | Runtime, name: str) -> bool:
    return any(name == known or name.endswith(f"/{known}") for known in image.names)


def _minor(version: Version) -> str:
    return ".".join(map(str, version.numbers[:2]))
