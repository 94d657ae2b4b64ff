"""Brokers by the images that a file names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.model.document import Document, Node, Scalar, walk
from kafkalint.model.place import Image, Images, Place
from kafkalint.model.producer import Broker, Site
from kafkalint.model.version import Version


def find(images: Images, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker for every known image with a tag that tells its version."""
    for _, _, entry in walk(root):
        node = entry.value
        if entry.key not in images.keys or not isinstance(node, Scalar) or not isinstance(node.value.value, str):
            continue
        reference = node.value.value
        name, tag = _parts(reference)
        version = next((found for image in images.images if (found := _version(image, name, tag))), None)
        if version:
            yield Broker(place.id, version, reference, tag, Site(document.source.path, node.span))


def _parts(reference: str) -> tuple[str, str]:
    """Name and tag of an image; the digest does not count, a port of the registry is no tag."""
    name, _, last = reference.partition("@")[0].rpartition("/")
    last, _, tag = last.partition(":")
    return f"{name}/{last}" if name else last, tag


def _version(image: Image, name: str, tag: str) -> Version | None:
    if not any(name == known or name.endswith(f"/{known}") for known in image.names):
        return None
    if image.always:
        return Version.parse(image.always)
    found = re.match(image.tag, tag)
    if found is None:
        return None
    version = Version.parse(found["version"])
    if not image.versions:
        return version
    known = image.versions.get(".".join(map(str, version.numbers[:2])))
    return Version.parse(known) if known else None
