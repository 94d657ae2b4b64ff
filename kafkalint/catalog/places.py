"""Place files: their shape, and reading them into the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import field_validator

from kafkalint.catalog.platforms import Lines, lines_of, load_platforms
from kafkalint.catalog.reading import CatalogError, OneKey, Strict, read_shape, yaml_files
from kafkalint.model.place import (
    Again,
    Branch,
    Builder,
    Command,
    Constructor,
    Environment,
    Finder,
    Images,
    Keeping,
    Layer,
    Managed,
    Place,
    Runtimes,
    Section,
    Sheet,
    Signs,
    Statements,
    Strays,
    Variants,
)
from kafkalint.model.version import Version


class FinderShape(OneKey):
    """One way to find a place."""

    constructor: Constructor | None = None
    builder: Builder | None = None
    section: Section | None = None
    sheet: Sheet | None = None
    environment: Environment | None = None
    command: Command | None = None
    branch: Branch | None = None
    images: Images | None = None
    statements: Statements | None = None
    keeping: Keeping | None = None
    managed: Managed | None = None
    strays: Strays | None = None

    @property
    def finder(self) -> Finder:
        """The finder that is given."""
        (name,) = self.model_fields_set
        found: Finder = getattr(self, name)
        return found


class PlaceShape(Strict):
    """One file of the folder ``places/``."""

    id: str
    """The name of the file."""
    title: str
    """What it is, for lists."""
    mentions: tuple[str, ...]
    """Lower-case texts; every file where this place can be holds one of them, in some case."""
    find: tuple[FinderShape, ...]
    """Ways to find it."""
    files: tuple[str, ...] = ("*",)
    clients: tuple[str, ...] = ()
    textual: bool = False
    typed: bool = False
    words: Mapping[str, str] = {}
    worded: tuple[str, ...] = ("*",)
    twice: Mapping[str, Again] = {}
    whole: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    answers: bool = False
    after: tuple[str, ...] = ()
    may_add: bool = True
    open: str = ""
    closed_by: tuple[str, ...] = ()
    variants: Variants | None = None
    runs: Runtimes | None = None
    evidence: tuple[str, ...] = ()
    texts: Mapping[str, str] = {}
    readers: tuple[str, ...] = ()

    @field_validator("mentions")
    @classmethod
    def _lower(cls, mentions: tuple[str, ...]) -> tuple[str, ...]:
        if not mentions or not all(len(mention) > 4 and mention == mention.lower() for mention in mentions):
            raise ValueError("give lower-case strings of five characters or more")
        return mentions


def load_places(folders: Iterable[Path]) -> tuple[Place, ...]:
    """Every place of every folder, by id; a later folder replaces a place of the same id.

    Raises CatalogError.
    """
    known = tuple(folders)
    platforms = load_platforms(known)
    found = {place.id: place for folder in known for place in (_read(each, platforms) for each in _files(folder))}
    return tuple(found[key] for key in sorted(found))


def _files(folder: Path) -> list[Path]:
    return yaml_files(folder / "places")


def prefixed(place: Place, prefix: str) -> Place:
    """A place like `place`, whose settings stand behind `prefix` under the client's names."""
    word = max(re.findall(r"[^._*-]+", prefix), key=len).lower()
    variables = next((finder for finder in place.finders if isinstance(finder, Environment)), None)
    spellings = dict.fromkeys(prefix.replace("-", sign) for sign in ("", "_")) if variables else (prefix,)
    layers = tuple(Layer(tuple(one.split(".")), verbatim=True) for one in spellings)
    finder = replace(variables, layers=layers, signs=Signs()) if variables else Section(layers)
    return replace(place, id=prefix, finders=(finder,), mentions=(*place.mentions, word.encode()))


def needles(places: Iterable[Place]) -> tuple[bytes, ...]:
    """Lower-case byte strings of which every file with one of `places` holds one; none is part of another."""
    mentions = {mention for place in places for mention in place.mentions}
    return tuple(sorted(one for one in mentions if not any(other in one for other in mentions - {one})))


def evidence_names(places: Iterable[Place]) -> tuple[str, ...]:
    """Patterns of the files that tell about the brokers of the producers near them."""
    return tuple(dict.fromkeys(pattern for place in places for pattern in place.evidence))


def client_modules(places: Iterable[Place]) -> frozenset[str]:
    """The top-level modules from which source code gets its producers."""
    return frozenset(call.partition(".")[0] for call in _calls(places) if not call.startswith("."))


def constructor_names(places: Iterable[Place]) -> frozenset[str]:
    """What source code that makes a producer calls it: the last names of the constructors."""
    return frozenset(call.rpartition(".")[2] for call in _calls(places) if not call.startswith("."))


def members_of_anything(places: Iterable[Place]) -> re.Pattern[str] | None:
    """How source code looks that takes from any object what a place looks for; None where no place does."""
    names = sorted(re.escape(call.removeprefix(".")) for call in _calls(places) if call.startswith("."))
    return re.compile(rf"\.[\s\\]*(?:{'|'.join(names)})\b(?![\s\\]*\()") if names else None


def _calls(places: Iterable[Place]) -> Iterator[str]:
    """Everything in source code that places look for."""
    for finder in (finder for place in places for finder in place.finders):
        if isinstance(finder, Constructor | Images):
            yield from finder.calls
        elif isinstance(finder, Builder):
            yield from finder.begins


def _read(path: Path, platforms: Lines) -> Place:
    shape = read_shape(path, PlaceShape)
    finders = tuple(_told(item.finder, platforms, path) for item in shape.find)
    for complaint in (*_complaints(path, shape.id, finders), *_misspelt(_patterns(shape.runs), _versions(shape.runs))):
        raise CatalogError(path, 1, complaint)
    values = {name: getattr(shape, name) for name in PlaceShape.model_fields if name not in ("find", "mentions")}
    values["runs"] = shape.runs and _running(shape.runs, platforms, path)
    return Place(finders=finders, mentions=tuple(mention.encode() for mention in shape.mentions), **values)


def _told(finder: Finder, platforms: Lines, path: Path) -> Finder:
    """`finder` with the tables of the platforms that its images name."""
    if not isinstance(finder, Images):
        return finder
    named = (one.platform and lines_of(platforms, one.platform, path) for one in finder.images)
    images = (replace(one, versions=lines or one.versions) for one, lines in zip(finder.images, named, strict=True))
    return replace(finder, images=tuple(images))


def _running(runtimes: Runtimes, platforms: Lines, path: Path) -> Runtimes:
    """The same for images in which clients run."""
    named = [one.platform and lines_of(platforms, one.platform, path) for one in runtimes.images]
    tables = [{own: (line,) for own, line in lines.items()} if lines else {} for lines in named]
    images = (replace(one, versions=table or one.versions) for one, table in zip(runtimes.images, tables, strict=True))
    return replace(runtimes, images=tuple(images))


def _complaints(path: Path, id_: str, finders: tuple[Finder, ...]) -> Iterator[str]:
    """What the types alone do not say."""
    if id_ != path.stem:
        yield f"id: {id_!r} is not the name of the file"
    for finder in finders:
        yield from _misspelt(_patterns(finder), _versions(finder))
        if isinstance(finder, Section | Environment) and len(set(_stems(finder))) > 1:
            yield "the paths of layers go through one '*' at most, and through the same"
        if isinstance(finder, Builder):
            yield from _complaints_of_builder(finder)


def _misspelt(patterns: Iterable[str], versions: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"not a regular expression: {pattern!r} ({error})"
    for version in versions:
        try:
            Version.parse(version)
        except ValueError as error:
            yield str(error)


def _complaints_of_builder(builder: Builder) -> Iterator[str]:
    steps = builder.steps
    if not any(step.ends for step in steps.values()):
        yield "a builder has a step that ends it"
    if builder.adds and (builder.adds not in steps or not (steps[builder.adds].key and steps[builder.adds].value)):
        yield f"adds: {builder.adds!r} is no step with a key and a value"
    given = {step.setting for step in steps.values()}
    if unmet := sorted(builder.needs.keys() - given):
        yield f"needs: no step gives {unmet[0]!r}"


def _stems(section: Section | Environment) -> Iterator[tuple[str, ...]]:
    """The beginnings of paths that end with ``*``."""
    for layer in section.layers:
        yield from (layer.path[: index + 1] for index, part in enumerate(layer.path) if part == "*")


def _patterns(finder: Finder | Runtimes | None) -> Iterator[str]:
    signs = getattr(finder, "signs", Signs())
    yield from signs.values.values()
    if isinstance(finder, Images | Runtimes):
        yield from (image.tag for image in finder.images)


def _versions(finder: Finder | Runtimes | None) -> Iterator[str]:
    if isinstance(finder, Images):
        for image in finder.images:
            yield from image.versions.values()
            yield from (image.always,) if image.always else ()
    if isinstance(finder, Runtimes):
        yield from (line for image in finder.images for lines in image.versions.values() for line in lines)
