"""XML as text, whatever characters are in it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, indent, tostring

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold."""


def element(tag: str, attributes: dict[str, object], *children: Element, text: str = "") -> Element:
    """An element; what XML cannot hold is replaced."""
    made = Element(tag, {name: _clean(str(value)) for name, value in attributes.items()})
    made.text = _clean(text) or None
    made.extend(children)
    return made


def document(root: Element) -> str:
    """The whole text of a document, indented."""
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
