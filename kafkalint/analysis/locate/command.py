"""Settings among the words of a command line: in options of the program that makes the producer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from posixpath import basename

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.names import any_meets, shown
from kafkalint.analysis.locate.values import value_of
from kafkalint.model.document import Container, Entry, Mapping, Node, Scalar, Sequence, walk
from kafkalint.model.place import Command, Place
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal

_OPTION = re.compile(r"-(?!\d+\Z).+")
_PAIR = re.compile(r"([A-Za-z_][\w.-]*)=(.*)", re.DOTALL)
_NOWHERE = Span(0, 0)
_UNPLAIN = "it is written together with other things"


@dataclass(frozen=True, slots=True)
class _Word:
    node: Scalar
    pair: Entry | None = None
    """What it is as ``KEY=value``."""

    @property
    def text(self) -> str:
        return str(self.node.value.value)


@dataclass(slots=True)
class _Group:
    """An option and the words behind it; the words before all options, and others that no option takes, have none."""

    name: str = ""
    at: Span = _NOWHERE
    """Where the option stands."""
    entry: Entry | None = None
    """The option with its value, where that is one word."""
    words: list[_Word] = field(default_factory=list)
    list_: Container | None = None
    """What its words are the items of."""


def find(command: Command, root: Node, place: Place, path: str) -> Iterator[Found]:
    """A producer for every command of the program that sets something."""
    for container in _commands(root):
        groups = list(_groups(container))
        at = _program(command, groups)
        if at is not None:
            yield from _found(command, container, groups, at, place, path)


def _commands(root: Node) -> Iterator[Container]:
    """Commands as formats read them, and lists of words."""
    if isinstance(root, Mapping) and _is_command(root):
        yield root
        return
    if isinstance(root, Sequence):
        yield root
    for _, _, entry in walk(root):
        if isinstance(entry.value, Sequence):
            yield entry.value


def _is_command(root: Mapping) -> bool:
    """Whether `root` has words before its options, which have no name."""
    return any(not entry.key and isinstance(entry.value, Sequence) for entry in root.entries)


def _groups(container: Container) -> Iterator[_Group]:
    if isinstance(container, Sequence):
        yield from _grouped(container)
        return
    for entry in container.entries:
        if isinstance(entry.value, Scalar):
            yield _Group(entry.key, entry.key_span, entry, [_Word(entry.value)])
        elif isinstance(entry.value, Sequence):
            yield _Group(entry.key, entry.key_span, None, list(_words(entry.value)), entry.value)


def _words(sequence: Sequence) -> Iterator[_Word]:
    pairs = {entry.span.start: entry for entry in sequence.entries}
    for item in sequence.items:
        if isinstance(item, Scalar):
            yield _Word(item, pairs.get(item.span.start) or pairs.get(item.span.start + 1))  # behind a quote


def _grouped(sequence: Sequence) -> Iterator[_Group]:
    """The words of a list, which has no options by itself."""
    group = _Group(list_=sequence)
    for word in _words(sequence):
        if not _OPTION.fullmatch(word.text):
            group.words.append(word)
            continue
        yield _valued(group)
        name, equals, value = word.text.partition("=")
        group = _Group(name, word.node.span, list_=sequence)
        if equals and name.startswith("--"):
            group.words = [_Word(replace(word.node, value=Literal(value)))]
            yield _valued(group)
            group = _Group(list_=sequence)
    yield _valued(group)


def _valued(group: _Group) -> _Group:
    """The group with its option as an entry, where it has one word."""
    if group.name and len(group.words) == 1:
        value = group.words[0].node
        group.entry = Entry(group.name, group.at, value, Span(group.at.start, value.span.end))
    return group


def _program(command: Command, groups: list[_Group]) -> tuple[int, int, Span] | None:
    """Where the word stands that names the program: in which group, and where there."""
    before: list[str] = []
    for number, group in enumerate(groups):
        for index, word in enumerate(group.words):
            name = basename(word.text)
            if name in command.programs:
                return None if any_meets(command.unless, before) else (number, index, word.node.span)
            before.append(name)
    return None


def _found(
    command: Command, container: Container, groups: list[_Group], at: tuple[int, int, Span], place: Place, path: str
) -> Iterator[Found]:
    number, index, span = at
    own = [_Group(words=groups[number].words[index + 1 :]), *_until_end(groups[number + 1 :])]
    own = [group for group in own if not _repeated(command, group, own)]
    pairs = [written for group in own for written in _pairs(command, group)]
    options = [written for group in own for written in _options(command, group, container)]
    settings = tuple(pairs + options)
    if settings and shown(command.signs, path, _told(own, settings, place)):
        home, spelling = _home(command, own, container)
        why = next(_open(command, own), "")
        yield Found(span, settings, home, spelling, why)


def _repeated(command: Command, group: _Group, own: list[_Group]) -> bool:
    """Whether a later list of settings takes the place of this one."""
    return group.name in command.lists and group is not next(one for one in reversed(own) if one.name == group.name)


def _until_end(groups: Iterable[_Group]) -> Iterator[_Group]:
    """Without what stands behind the word that ends all options."""
    for group in groups:
        if group.name == "--":
            return
        yield group


def _pairs(command: Command, group: _Group) -> Iterator[Written]:
    """The settings that stand as ``KEY=value`` behind an option."""
    if group.name not in (*command.pairs, *command.lists):
        return
    for word in group.words if group.name in command.lists else group.words[:1]:
        if word.pair:
            yield Written(word.pair.key.removeprefix(command.prefix), word.pair, locked=command.locked)
        elif found := _PAIR.fullmatch(word.text):
            held = replace(word.node, value=replace(word.node.value, value=found[2]))
            entry = Entry(found[1], held.span, held, held.span)
            yield Written(found[1].removeprefix(command.prefix), entry, locked=_UNPLAIN)


def _options(command: Command, group: _Group, container: Container) -> Iterator[Written]:
    """The setting that the option is."""
    name, listed = command.options.get(group.name), isinstance(container, Sequence)
    if name and group.entry:
        yield Written(name, group.entry, locked=command.locked or (_UNPLAIN if listed else ""))


def _told(own: list[_Group], settings: tuple[Written, ...], place: Place) -> dict[str, Literal | Dynamic]:
    options: dict[str, Literal | Dynamic] = {group.name: Literal("") for group in own if group.name}
    return options | {one.name: value_of(one.entry.value, place) for one in settings}


def _home(command: Command, own: list[_Group], container: Container) -> tuple[Container, str]:
    """Where a new setting goes, and what it is written like."""
    lists = [group for group in own if group.name in command.lists and group.list_ and group.words]
    if lists and lists[-1].list_:
        return lists[-1].list_, "{name}"
    used = [group.name for group in own if group.name in command.pairs]
    option = used[-1] if used else (*command.pairs, *command.lists, "")[0]
    return container, f"{option} {{name}}"


def _open(command: Command, own: list[_Group]) -> Iterator[str]:
    """Why there may be settings that are not seen."""
    for group in own:
        yield from _unsure(command, group, own)
        if group.name in command.files:
            yield f"the file behind {group.name} may have settings"
        if group.name in (*command.pairs, *command.lists):
            yield from _unread(command, group)
        free = group.words[1:] if group.name else group.words
        for word in free if group.name not in command.lists else ():
            if word.node.value.plain and word.text.startswith("$"):
                yield "a word of the command may stand for more options"


def _unsure(command: Command, group: _Group, own: list[_Group]) -> Iterator[str]:
    """Why it is not known what an option is, or which value it has."""
    attached = any(group.name.startswith(option) and group.name != option for option in command.pairs)
    if "$" in group.name or attached:
        yield "an option of the command is not known"
    if group.name in command.options and not group.entry:
        yield f"{group.name} has no value that can be read"
    if group.name in command.options and [one.name for one in own].count(group.name) > 1:
        yield f"{group.name} is given twice, which the program refuses"


def _unread(command: Command, group: _Group) -> Iterator[str]:
    """An option for settings without one, or with something else."""
    if not group.words:
        yield f"{group.name} has no setting"
    for word in group.words if group.name in command.lists else group.words[:1]:
        if not _PAIR.fullmatch(word.text):
            yield f"what stands behind {group.name} may be any setting"
