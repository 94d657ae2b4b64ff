"""The names of librdkafka: every word in the library that it does not call unknown when it is set."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import wheels

WORD = re.compile(rb"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*(?=\0)")
UNKNOWN = -2
"""What librdkafka returns for a name that it does not have."""
NEVER = re.compile(rb"dedicated|not settable|^Java ")
"""What it says of a name that it has but takes no text for, whatever it is."""


def names(versions: Sequence[str], folder: Path) -> dict[str, frozenset[str]]:
    """The names that the library in each release of confluent-kafka accepts, by the library's own version."""
    found = {}
    for version in versions:
        unpacked = wheels.binary("confluent-kafka", version, folder / version)
        library = next(unpacked.rglob("librdkafka*.so*"))
        loaded = _loaded(library)
        found[_version(loaded)] = frozenset(_accepted(loaded, _words(library.read_bytes())))
    return found


def _loaded(library: Path) -> ctypes.CDLL:
    """The library, after those beside it that it needs, in whatever order they need each other."""
    waiting = [path for path in library.parent.glob("*.so*") if path != library]
    for _ in range(len(waiting)):
        for path in list(waiting):
            with suppress(OSError):
                ctypes.CDLL(str(path))
                waiting.remove(path)
    return ctypes.CDLL(str(library))


def _version(library: ctypes.CDLL) -> str:
    library.rd_kafka_version_str.restype = ctypes.c_char_p
    return library.rd_kafka_version_str().decode()


def _words(content: bytes) -> set[bytes]:
    """Everything that may be a name; a compiler keeps one that ends another inside that."""
    whole = set(WORD.findall(content))
    return whole | {word[point.end() :] for word in whole for point in re.finditer(rb"[._]", word)}


def _accepted(library: ctypes.CDLL, words: set[bytes]) -> Iterator[str]:
    """Those words that can be set as a text, on the producer or as a default of its topics."""
    text = ctypes.create_string_buffer(512)
    for kind in ("conf", "topic_conf"):
        new, put = getattr(library, f"rd_kafka_{kind}_new"), getattr(library, f"rd_kafka_{kind}_set")
        new.restype = ctypes.c_void_p
        put.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
        configuration = new()
        for word in sorted(words):
            answer = put(configuration, word, b"1", text, len(text))
            if answer != UNKNOWN and not NEVER.search(text.value):
                yield word.decode()
            text.value = b""
