"""Which name of a client was meant by a name that it does not have."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from kafkalint.model.client import Client, plain
from kafkalint.model.version import Version

_CLOSE = 0.9
"""Likeness of plain forms from which a name counts as a slip of the pen: a letter or two in a long name."""


@lru_cache(maxsize=4096)
def evident(client: Client, version: Version, name: str) -> str:
    """The name that is meant for certain: `name` is a listed misspelling, or differs in case and punctuation only."""
    spelled = plain(name)
    candidates = [client.misspelt.get(spelled, ""), *(known for known in client.known if plain(known) == spelled)]
    return next((found for found in candidates if found != name and client.knows(found, version)), "")


@lru_cache(maxsize=4096)
def meant(client: Client, version: Version, name: str) -> str:
    """The name that is meant in all likelihood: `evident`, or a known name that is spelled nearly the same.

    A name of another version or another client is no slip of the pen.
    """
    found = evident(client, version, name)
    if found or name in client.known or plain(name) in client.foreign:
        return found
    spellings = {plain(known): known for known in client.known if client.knows(known, version)}
    close = get_close_matches(plain(name), spellings, n=1, cutoff=_CLOSE)
    return spellings[close[0]] if close else ""
