"""Names and how they are compared: simplified keys, patterns, and the signs of a map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from posixpath import basename

from kafkalint.model.place import Layer, Signs
from kafkalint.model.value import Literal, Value

_SEGMENT = re.compile(r"\[([^\]]*)\]|([^.\[]+)")


def simplified(key: str) -> str:
    """`key` without case, dashes and underscores."""
    return key.lower().replace("-", "").replace("_", "")


@lru_cache(4096)
def segments(key: str) -> tuple[str, ...]:
    """The parts of a dotted key; what stands in brackets is one part: ``a.b[c.d]`` has three."""
    return tuple(found[1] if found[2] is None else found[2] for found in _SEGMENT.finditer(key))


def any_meets(patterns: Iterable[str], names: Iterable[str]) -> bool:
    """Whether some name meets some pattern."""
    known = tuple(names)
    return any(fnmatchcase(name, pattern) for pattern in patterns for name in known)


def path_meets(patterns: Iterable[str], path: tuple[str, ...]) -> bool:
    """Whether a key path meets some pattern, part by part."""
    parted = (pattern.split(".") for pattern in patterns)
    return any(len(parts) == len(path) and all(map(fnmatchcase, path, parts)) for parts in parted)


def chosen(name: str, patterns: Iterable[str]) -> bool:
    """Whether `name` meets a pattern and none that is taken out by a leading ``!``."""
    known = tuple(patterns)
    out = [pattern[1:] for pattern in known if pattern.startswith("!")]
    return any_meets(known, [name]) and not any_meets(out, [name])


def file_chosen(path: str, patterns: Iterable[str]) -> bool:
    """Whether the name of the file at `path` is chosen by `patterns`."""
    return chosen(basename(path.replace("\\", "/")).lower(), patterns)


def shown(signs: Signs, path: str, values: Mapping[str, Value]) -> bool:
    """Whether the map with `values`, in the file at `path`, shows `signs`."""
    return (
        file_chosen(path, signs.files)
        and any(all(any_meets([pattern], values) for pattern in group) for group in signs.needs)
        and not any_meets(signs.forbids, values)
        and all(re.fullmatch(signs.values[name], text) for name, text in _texts(signs, values))
        and all(_equal(values.get(one), values.get(other)) for one, other in signs.same.items())
    )


def _texts(signs: Signs, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for name in signs.values:
        value = values.get(name)
        if isinstance(value, Literal):
            yield name, str(value.value)


def _equal(one: Value | None, other: Value | None) -> bool:
    return isinstance(one, Literal) and isinstance(other, Literal) and one.value == other.value


def behind(prefix: str, key: str) -> str:
    """What `key` says behind `prefix`; empty when it does not begin with it."""
    return key[len(prefix) :] if key.startswith(prefix) else ""


def setting(layer: Layer, word: str) -> str | None:
    """The client's name of what `layer` calls `word`, None when it is no setting there."""
    return next((name for known, name in layer.names.items() if simplified(known) == simplified(word)), None)
