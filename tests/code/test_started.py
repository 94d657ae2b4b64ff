"""Brokers that Python source starts from an image."""

from __future__ import annotations

import pytest

from kafkalint.analysis.code.started import started
from kafkalint.catalog.catalog import load
from kafkalint.formats import python

PLACES = load().places
OLD = '"confluentinc/cp-kafka:3.2.0"'


def told(text: str, path: str = "test_app.py") -> list[tuple[str, str, str]]:
    """Every broker: where it is written, its version, its service."""
    program = python.read(python.decode(path, text.encode()))
    return [(program.source.slice(one.site.span), str(one.version), one.of) for one in started(program, PLACES)]


@pytest.mark.parametrize(
    "text",
    [
        f"from testcontainers.kafka import KafkaContainer\nKafkaContainer({OLD})\n",
        f"from testcontainers.community.kafka import KafkaContainer\nKafkaContainer({OLD})\n",
        f"from testcontainers.kafka import KafkaContainer as Made\nwith Made(image={OLD}, port=9) as k:\n    pass\n",
        f"import testcontainers.kafka as tc\ndef broker():\n    return tc.KafkaContainer({OLD}).start()\n",
        f"import testcontainers.kafka\ntestcontainers.kafka.KafkaContainer({OLD})\n",
        f"from testcontainers.core.container import DockerContainer\nDockerContainer({OLD}).start()\n",
        f"from testcontainers.kafka import KafkaContainer\nIMAGE = {OLD}\ndef f():\n    KafkaContainer(IMAGE)\n",
        f"def f():\n    from testcontainers.kafka import KafkaContainer\n    x = {OLD}\n    KafkaContainer(x)\n",
    ],
)
def test_an_image_that_is_started(text: str) -> None:
    assert told(text) == [(OLD, "0.10.2", "")]


@pytest.mark.parametrize(
    "text",
    [
        f"class KafkaContainer: pass\nKafkaContainer({OLD})\n",
        f"from testcontainers.postgres import PostgresContainer\nPostgresContainer({OLD})\n",
        f"from testcontainers.kafka import KafkaContainer\nprint({OLD})\n",
        f"from testcontainers.kafka import KafkaContainer\nimages = [{OLD}]\nKafkaContainer(images[0])\n",
        f"from testcontainers.kafka import KafkaContainer\nimage = {OLD}\nimage = read()\nKafkaContainer(image)\n",
        f"from testcontainers.kafka import KafkaContainer\ndef f(image={OLD}):\n    KafkaContainer(image)\n",
        f"from testcontainers.kafka import KafkaContainer\nKafkaContainer(*given, image={OLD})\n",
        f"from testcontainers.kafka import KafkaContainer\nKafkaContainer(port={OLD})\n",
        "from testcontainers.kafka import KafkaContainer\nKafkaContainer()\n",
        'from testcontainers.kafka import KafkaContainer\nKafkaContainer("confluentinc/cp-kafka:3.6.1")\n',
        'from testcontainers.kafka import KafkaContainer\nKafkaContainer(f"confluentinc/cp-kafka:{x}")\n',
    ],
)
def test_what_starts_none_that_is_known(text: str) -> None:
    assert told(text) == []


def test_they_are_told_in_written_order() -> None:
    text = (
        "from testcontainers.kafka import KafkaContainer, RedpandaContainer\n"
        'a = RedpandaContainer("docker.redpanda.com/redpandadata/redpanda:v23.1.13")\n'
        'b = KafkaContainer("confluentinc/cp-kafka:5.4.3")\n'
    )
    found = told(text)
    assert [(version, of) for _, version, of in found] == [("None", "redpanda"), ("2.4", "")]
