"""Reading a text as Python and finding the producers in it, with places of the tests' own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType, ModuleType
from typing import Any

import pytest

from kafkalint.analysis import flow
from kafkalint.analysis.flow import NoModules, producers
from kafkalint.analysis.flow.follow import follow as following
from kafkalint.analysis.flow.follow import follow_once
from kafkalint.analysis.flow.machine import Machine
from kafkalint.formats import python
from kafkalint.model.place import Constructor, Parameter, Place
from kafkalint.model.producer import Producer, Setting, Site
from kafkalint.model.source import Source
from kafkalint.model.value import Dynamic
from kafkalint.runner.modules import Lazy

MAPS = Place(
    "maps",
    "A client that is given a map",
    (),
    (
        Constructor(("fake.Producer", "fake.inner.Producer"), (Parameter(0),), True, ("logger",)),
        Constructor(("fake.Strict",), (Parameter(0, "conf"),)),
        Constructor(("fake.Taker",), (Parameter(0),), consumes=("key.*",)),
        Constructor(("fake.Wrapper",), (Parameter(keyword="extra"),), ("mode",)),
        Constructor(("fake.Broker",), (Parameter(keyword="config", last=True),), True),
    ),
    clients=("older", "newer"),
    after=("acks", "bootstrap.servers"),
    readers=("fake.Consumer",),
)
WORDS = Place(
    "words",
    "A client that is given keywords",
    (),
    (Constructor(("words.KafkaProducer", "words.producer.KafkaProducer"), (), True, ("loop",)),),
    clients=("words",),
)


@pytest.fixture(autouse=True)
def _followed_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test follows says the same when it is followed once more: nothing was learnt too late."""

    def checked(machine: Machine) -> str:
        reason = following(machine)
        if not reason:
            found, uses = dict(machine.found), dict(machine.uses)
            machine.again()
            follow_once(machine)
            assert not machine.learnt.late
            assert (machine.found, machine.uses) == (found, uses)
        return reason

    monkeypatch.setattr(flow, "follow", checked)


class Texts:
    """A project of texts, by path; a name is looked for from the top."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        sources = {path: Source(path, text.encode(), text) for path, text in texts.items()}
        self.modules = {path: Lazy(path, source, python) for path, source in sources.items()}

    def find(self, name: str, level: int, path: str) -> Lazy | None:
        """As `Modules` has it."""
        above = path.split("/")[:-level] if level else []
        inner = "/".join([*above, *filter(None, name.split("."))])
        return self.modules.get(f"{inner}.py") or self.modules.get(f"{inner}/__init__.py".removeprefix("/"))

    def users(self, path: str, names: Collection[str]) -> list[Lazy]:
        """As `Modules` has it, without a look at what they import."""
        return [
            each for each in self.modules.values() if each.path != path and any(name in each.text for name in names)
        ]


@dataclass(frozen=True)
class Answer:
    """What was found in one text, in a form that is easy to compare."""

    text: str
    producers: tuple[Producer, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """All texts of a project, by path."""

    @property
    def only(self) -> Producer:
        """The single producer."""
        (producer,) = self.producers
        return producer

    @property
    def closed(self) -> bool:
        """Whether every producer is wholly known."""
        return not any(producer.open for producer in self.producers)

    @property
    def settings(self) -> dict[str, object]:
        """Of the single producer: values by name; what is not one certain literal is said in words."""
        return {slot.name: self._say(slot.values, slot.maybe_absent) for slot in self.only.slots}

    def setting(self, name: str) -> Setting:
        """The only value of a name."""
        ((setting,),) = [slot.values for slot in self.only.slots if slot.name == name]
        return setting

    def at(self, site: Site) -> str:
        """The text under a site."""
        return self.texts.get(site.path, self.text)[site.span.start : site.span.end]

    @staticmethod
    def _say(values: tuple[Setting, ...], absent: bool) -> object:
        said = [
            value.reason if isinstance(value, Dynamic) else value.value for value in (each.value for each in values)
        ]
        if absent:
            return (*said, "or absent")
        return said[0] if len(said) == 1 else tuple(said)


@pytest.fixture(scope="session")
def find() -> Callable[[str], Answer]:
    """Finds the producers in a text."""

    def find(text: str) -> Answer:
        program = python.read(Source("app.py", text.encode(), text))
        return Answer(text, producers(program, (MAPS, WORDS), NoModules()))

    return find


@pytest.fixture(scope="session")
def follow() -> Callable[..., Answer]:
    """Finds the producers of ``app.py``, or another module, among texts by path."""

    def follow(texts: Mapping[str, str], path: str = "app.py") -> Answer:
        modules = Texts(texts)
        program = modules.modules[path].program
        assert program is not None
        return Answer(texts[path], producers(program, (MAPS, WORDS), modules), texts)

    return follow


class Recorder:
    """Client modules that write down what they are given, by the file and line of the call.

    Where an initializer makes the call, those behind it say where the object is made.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[list[tuple[str, int]], dict[str, Any]]] = []

    def record(self, settings: dict[str, Any]) -> None:
        if len(self.calls) > 100:
            raise KeyboardInterrupt
        self.calls.append((list(_callers(sys._getframe(2))), _plain(settings)))

    @contextmanager
    def installed(self) -> Iterator[None]:
        """The modules, importable."""

        record = self.record

        class Producer:
            def __init__(self, conf: dict[str, Any] | None = None, **more: Any) -> None:
                record({**(conf or {}), **more})

        class KafkaProducer:
            def __init__(self, **more: Any) -> None:
                record(more)

        fake, words = ModuleType("fake"), ModuleType("words")
        fake.Producer = Producer  # type: ignore[attr-defined]
        words.KafkaProducer = KafkaProducer  # type: ignore[attr-defined]
        sys.modules |= {"fake": fake, "words": words}
        try:
            yield
        finally:
            del sys.modules["fake"], sys.modules["words"]


def _callers(frame: FrameType | None) -> Iterator[tuple[str, int]]:
    while frame is not None:
        yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back if frame.f_code.co_name in ("__init__", "__call__") else None


def _plain(value: Any, depth: int = 0) -> Any:
    """A copy that later changes do not reach."""
    if isinstance(value, dict) and depth < 20:
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    return value


@pytest.fixture(scope="session")
def recorder() -> Callable[[], Recorder]:
    """Makes clients that write down what they are given."""
    return Recorder
