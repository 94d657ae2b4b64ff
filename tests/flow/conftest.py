"""Reading a text as Python and finding the producers in it, with places of the tests' own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kafkalint.analysis.flow import producers
from kafkalint.formats import python
from kafkalint.model.place import Constructor, Parameter, Place
from kafkalint.model.producer import Producer, Setting, Site
from kafkalint.model.source import Source
from kafkalint.model.value import Dynamic

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


@dataclass(frozen=True)
class Answer:
    """What was found in one text, in a form that is easy to compare."""

    text: str
    producers: tuple[Producer, ...]

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
        return self.text[site.span.start : site.span.end]

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
        return Answer(text, producers(program, (MAPS, WORDS), lambda _module: None))

    return find
