"""A call makes a producer when its name leads to a client, and only then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[[str], Any]


@pytest.mark.parametrize(
    "text",
    [
        "from fake import Producer\nProducer({})",
        "from fake import Producer as P\nP({})",
        "import fake\nfake.Producer({})",
        "import fake as f\nf.Producer({})",
        "import fake.inner\nfake.inner.Producer({})",
        "import fake.inner as i\ni.Producer({})",
        "from fake import inner\ninner.Producer({})",
        "from fake import *\nProducer({})",
        "from fake import Producer\nP = Producer\nP({})",
        "import fake\nP = fake.Producer if x else None\nP({})",
        "def f():\n    from fake import Producer\n    return Producer({})",
        "try:\n    from fake import Producer\nexcept ImportError:\n    Producer = None\nProducer({})",
        "if TYPE_CHECKING:\n    from fake import Producer\ndef f():\n    Producer({})",
        "from fake import Producer\nclass A:\n    def send(self):\n        return Producer({})",
        "from fake import Producer\nclass A:\n    cls = Producer\n    made = cls({})",
        "from fake import Producer\nmade = [Producer({}) for _ in x]",
        "from fake import Producer\nmade = list(Producer({}) for _ in x)",
        "from fake import Producer\nmake = lambda: Producer({})",
        "from fake import Producer\ndef f(x=Producer({})): pass",
        "from fake import Producer\n@wraps(Producer({}))\ndef f(): pass",
        "from fake import Producer\nassert run(Producer({})) > 3",
        "from fake import Producer\nasync def f():\n    async with Producer({}) as p:\n        await p.go()",
        "from fake import Producer\nif (p := Producer({})):\n    pass",
        "from fake import Producer\ndef f():\n    yield Producer({})",
        "from fake import Producer\nx = f'{Producer({})}'",
    ],
)
def test_a_client(find: Find, text: str) -> None:
    assert find(text).only.place == "maps"


@pytest.mark.parametrize(
    "text",
    [
        "Producer({})",
        "import fake\nProducer({})",
        "from .fake import Producer\nProducer({})",
        "from other import Producer\nProducer({})",
        "from fake import Consumer\nConsumer({})",
        "from fake import Producer\nclass Producer: pass\nProducer({})",
        "from fake import Producer\ndef f(Producer):\n    Producer({})",
        "from fake import Producer\ndef f():\n    Producer = make()\n    Producer({})",
        "from fake import Producer\nProducer = None\nProducer({})",
        "from fake import Producer\ndel Producer\nProducer({})",
        "def f():\n    from fake import Producer\nProducer({})",
        "from fake import Producer\nfor Producer in x:\n    Producer({})",
        "from fake import Producer\n[Producer({}) for Producer in x]",
        "from fake import Producer\nclass A:\n    Producer = None\n    made = Producer",
        "from fake import Producer\nx = 'Producer({})'",
        "from fake import Producer\nx: Producer",
        "from fake import Producer\nfactory(Producer, {})",
        "import fake\nfake.other.Producer({})",
        "from words import Producer\nProducer({})",
    ],
)
def test_no_client(find: Find, text: str) -> None:
    assert find(text).producers == ()


def test_a_class_does_not_hide_a_name_from_its_methods(find: Find) -> None:
    text = "from fake import Producer\nclass A:\n    Producer = None\n    def f(self):\n        Producer({})"
    assert find(text).only.place == "maps"


def test_one_call_is_one_producer_however_often_it_runs(find: Find) -> None:
    text = "from fake import Producer\nfor x in y:\n    while z:\n        Producer({'acks': x})\n"
    answer = find(text)
    assert answer.at(answer.only.site) == "Producer({'acks': x})"
    assert [candidate.client for candidate in answer.only.candidates] == ["older", "newer"]


def test_producers_come_in_written_order(find: Find) -> None:
    text = "from fake import Producer\ndef f():\n    Producer({'a': 1})\nProducer({'a': 2})\n"
    assert [each.slots[0].values[0].value.value for each in find(text).producers] == [1, 2]
