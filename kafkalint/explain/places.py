"""The page of a place: in which files it is looked for, what tells it, and what code does with what is found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kafkalint.explain import client_words as words
from kafkalint.explain.page import Page, Part, Text, table
from kafkalint.explain.place_words import finder, listed, objects, runtimes, title, variants
from kafkalint.model.client import Client
from kafkalint.model.place import Again, Method, Place

CLIENTS = ("client", "known versions")
FACTS = ("what", "it is")
METHODS = ("method", "what it does", "how a caller learns what became of a record")
PLACES = ("place", "what it is", "files")

_TWICE = {Again.LAST: "the last one counts", Again.REFUSED: "none, since the file is refused", Again.UNSURE: "either"}


def page(place: Place, clients: Mapping[str, Client]) -> Page:
    """All that is known of `place`."""
    parts: list[Part] = [*_purpose(place, clients), *table(FACTS, list(_files(place)), "Where it is found")]
    for one in place.finders:
        parts += table(FACTS, list(finder(one)), title(one))
    parts += table(FACTS, list(runtimes(place)), "Which version of the client runs")
    parts += table(FACTS, list(variants(place)), "Profiles of an application")
    parts += table(METHODS, _methods(place), "In code")
    parts += table(FACTS, list(_known(place)), "What is known of the settings")
    return Page(f"{place.title} ({place.id})", tuple(parts))


def among(client: Client, places: Iterable[Place]) -> list[Part]:
    """The places that may lead to `client`, as a part of its page."""
    rows = [(one.id, one.title, ", ".join(one.files)) for one in places if client.id in one.clients]
    return table(PLACES, rows, "Where its settings are found")


def _purpose(place: Place, clients: Mapping[str, Client]) -> list[Part]:
    """The clients that the settings may be for, the likeliest first."""
    found = [(clients[name].title, words.known(clients[name])) for name in reversed(place.clients)]
    return table(CLIENTS, found, "Whose settings it holds") or [
        Text("Nothing here reaches a producer; rules speak of it.")
    ]


def _files(place: Place) -> Iterator[tuple[str, str]]:
    yield "files", ", ".join(place.files)
    yield "that mention, in any case", " or ".join(one.decode() for one in place.mentions)
    yield from listed("looked at as well, beside and above a producer", place.evidence)
    yield from listed("keys whose text is a file", place.texts)
    yield from listed("a key with dots is one name in", place.whole)


def _methods(place: Place) -> list[tuple[str, ...]]:
    told: dict[str, Method] = {name: one for each in objects(place) for name, one in each.methods.items()}
    return [(f"{name}()", f"{one.role}{_awaited(one)}", one.tells) for name, one in told.items()]


def _awaited(method: Method) -> str:
    return ", once it is awaited" if method.coroutine else ""


def _known(place: Place) -> Iterator[tuple[str, str]]:
    yield from _read(place)
    if place.open:
        but = f"; not where it has {' or '.join(place.closed_by)}" if place.closed_by else ""
        yield "perhaps more", f"{place.open}{but}"
    yield from listed("a new setting stands behind", place.after)
    if place.clients:
        yield "idempotence", "a fix may add it here" if place.may_add else "no fix adds it; what conflicts is mended"


def _read(place: Place) -> Iterator[tuple[str, str]]:
    """The rows about what becomes of a written value."""
    if place.textual:
        yield "values", "reach the client as text" + (", also when written without quotes" if place.typed else "")
    if place.words:
        within = "" if place.worded == ("*",) else f" in {', '.join(place.worded)}"
        yield "words", ", ".join(f"{word} is {meant}" for word, meant in place.words.items()) + within
    if place.twice:
        said = (f"in {pattern} {_TWICE[reader]}" for pattern, reader in place.twice.items())
        yield "of a name twice in one map", ", ".join(said)
    yield from listed("default in a placeholder", (f"${{NAME{mark}default}}" for mark in place.defaults), " or ")
    if place.answers:
        yield "a placeholder", "is what the application's files say under its name"
