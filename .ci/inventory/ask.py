"""How each client is asked for its names; librdkafka through the releases of confluent-kafka."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

import java
import librdkafka
import python_source

Asking = Callable[[Sequence[str], Path], dict[str, frozenset[str]]]
CLIENTS: Mapping[str, Asking] = MappingProxyType(
    {
        "aiokafka": partial(python_source.names, "aiokafka", "AIOKafkaProducer"),
        "java": java.names,
        "kafka-python": partial(python_source.names, "kafka-python", "KafkaProducer"),
        "kafka-python-ng": partial(python_source.names, "kafka-python-ng", "KafkaProducer"),
        "librdkafka": librdkafka.names,
    }
)
