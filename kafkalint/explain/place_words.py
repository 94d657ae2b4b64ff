"""What tells a place, in words: rows of a page for each way to find one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kafkalint.model.place import (
    Branch,
    Builder,
    Command,
    Constructor,
    Environment,
    Finder,
    Image,
    Images,
    Keeping,
    Layer,
    Managed,
    Object,
    Parameter,
    Place,
    Runtime,
    Section,
    Sheet,
    Signs,
    Statements,
    Step,
    Strays,
)

Row = tuple[str, str]


def objects(place: Place) -> list[Object]:
    """What code can do with what is made at `place`."""
    return [one.object for one in place.finders if isinstance(one, Constructor | Builder)]


def title(one: Finder) -> str:
    """What a way to find a place is called."""
    return _KINDS[type(one)][0]


def finder(one: Finder) -> Iterator[Row]:
    """The rows about one way to find a place."""
    _, rows = _KINDS[type(one)]
    yield from rows(one)
    if not isinstance(one, Constructor | Builder | Images):
        yield from _signs(one.signs)


def _constructor(one: Constructor) -> Iterator[Row]:
    yield "call", ", ".join(one.calls)
    yield "settings", "; ".join(_arguments(one))
    yield from listed("never reach the client", one.consumes)


def _builder(one: Builder) -> Iterator[Row]:
    yield "begins with", ", ".join(one.begins)
    yield from ((f"{name}()", _step(step)) for name, step in one.steps.items())
    yield from listed("is a producer where", (f"{name} is {value}" for name, value in one.needs.items()))
    yield from listed("names begin with", filter(None, [one.prefix]))


def _section(one: Section) -> Iterator[Row]:
    yield from map(_layer, one.layers)


def _sheet(one: Sheet) -> Iterator[Row]:
    yield "prefix", one.prefix or "none"
    yield from listed("read beside it", (f"{name} as {meant}" for name, meant in one.beside.items()))


def _environment(one: Environment) -> Iterator[Row]:
    yield from map(_layer, one.layers)
    yield "one underscore, two, three … mean", " ".join(one.underscores)


def _command(one: Command) -> Iterator[Row]:
    yield "program", ", ".join(one.programs)
    yield from listed("settings in", (*one.pairs, *one.lists))
    yield from listed("options that are one", (f"{name} ({meant})" for name, meant in one.options.items()))
    yield from listed("files below these", one.files)


def _branch(one: Branch) -> Iterator[Row]:
    yield "name of the map", ", ".join(one.keys)
    yield from listed("settings", () if one.names == ("*",) else one.names)
    yield from listed("not below", one.outside)


def _images(one: Images) -> Iterator[Row]:
    yield "keys", ", ".join(one.keys)
    yield from listed("in a map there", (*one.names, *one.tags))
    yield from listed(f"in code, in {_parameter(one.reference)} of", one.calls)
    yield from map(_image, one.images)


def _statements(one: Statements) -> Iterator[Row]:
    yield "settings", ", ".join(one.names)
    yield from listed("under", one.under)


def _keeping(one: Keeping) -> Iterator[Row]:
    yield "settings", ", ".join(one.names)
    yield from listed("also within", one.within)
    yield from listed("under", one.under)


def _managed(one: Managed) -> Iterator[Row]:
    yield "under", ", ".join(one.under)
    yield "service", one.service


def _strays(one: Strays) -> Iterator[Row]:
    yield "settings", ", ".join(".".join([*one.under, name]) for name in one.names)
    yield "where a producer gets them", one.meant


_KINDS: dict[type[Finder], tuple[str, Callable[[Any], Iterator[Row]]]] = {
    Constructor: ("A constructor", _constructor),
    Builder: ("A chain of calls", _builder),
    Section: ("A section", _section),
    Sheet: ("Entries behind a prefix", _sheet),
    Environment: ("Environment variables", _environment),
    Command: ("A command line", _command),
    Branch: ("A map with a telling name", _branch),
    Images: ("Images", _images),
    Statements: ("Settings of a broker", _statements),
    Keeping: ("Settings of a broker or a topic", _keeping),
    Managed: ("What declares a service", _managed),
    Strays: ("Settings that get lost", _strays),
}
"""What each way to find a place is called, and the rows about one."""


def runtimes(place: Place) -> Iterator[Row]:
    """The rows about the images beside its variables that tell which version of the client runs."""
    if place.runs:
        yield "keys beside the variables", ", ".join(place.runs.keys)
        yield from map(_runtime, place.runs.images)


def variants(place: Place) -> Iterator[Row]:
    """The rows about what an application's own profiles make of its files."""
    one = place.variants
    if one:
        yield "files", ", ".join(f"{stem}{mark}" for mark in ("", "-PROFILE") for stem in one.stems)
        yield from listed("over one another, the last on top", one.suffixes)
        yield from listed("a key of a profile", [f"{one.prefix}PROFILE.KEY"] if one.prefix else ())
        yield from listed("a document of a profile has", one.when)
        yield from listed("a document that has this may not count", one.perhaps)
        yield from listed("profiles are named in", (*one.chosen, *one.included, *one.groups, *one.unchosen))
        yield from listed("profile without any", filter(None, [one.otherwise]))
        yield from listed("files that are not looked at come in by", one.more)


def _arguments(one: Constructor) -> Iterator[str]:
    yield from (f"the map{_under(each)} in {_parameter(each)}" for each in one.mappings)
    if one.keywords:
        yield f"the keywords {', '.join(one.keywords)}" if isinstance(one.keywords, tuple) else "keywords"
    if one.reserved:
        yield f"but not {', '.join(one.reserved)}"


def _parameter(one: Parameter) -> str:
    position = [] if one.position is None else [f"argument {one.position + 1}"]
    return " or ".join([*position, *filter(None, [one.keyword])])


def _under(one: Parameter) -> str:
    return f" under {one.under}" if one.under else ""


def _step(step: Step) -> str:
    said = [f"the map in {_parameter(each)}" for each in step.mappings]
    if step.value:
        name = f"the setting in {_parameter(step.key)}" if step.key else step.setting
        said.append(f"{name}, its value in {_parameter(step.value)}")
    said += ["keywords"] if step.keywords else []
    said += ["makes the producer"] if step.ends else []
    return "; ".join(said)


def _layer(layer: Layer) -> Row:
    names = (name if name == meant else f"{name} ({meant})" for name, meant in layer.names.items())
    said = ["any setting of the client"] if layer.verbatim else [", ".join(names)]
    return ".".join(layer.path), "; ".join([*said, *filter(None, [layer.shared])])


def _image(image: Image) -> Row:
    if image.service:
        return ", ".join(image.names), f"a tag like {image.tag} is the service {image.service}"
    if image.always:
        return ", ".join(image.names), f"Kafka {image.always}"
    told = ", ".join(f"{tag} is {version}" for tag, version in image.versions.items())
    return ", ".join(image.names), f"by the tag: {told}" if told else "the tag holds the version of Kafka"


def _runtime(image: Runtime) -> Row:
    told = (f"{tag} has {' or '.join(lines)}" for tag, lines in image.versions.items())
    return ", ".join(image.names), f"by the tag: {', '.join(told)}"


def _signs(signs: Signs) -> Iterator[Row]:
    yield from listed("only with", (" and ".join(group) for group in signs.needs if group), " or ")
    yield from listed("not with", signs.forbids)
    yield from listed("only where", (f"{name} is like {value}" for name, value in signs.values.items()))


def listed(what: str, words: Iterable[str], mark: str = ", ") -> Iterator[Row]:
    """A row, where there is something to say."""
    said = mark.join(words)
    if said:
        yield what, said
