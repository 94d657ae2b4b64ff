"""What holds for every file: no setting in two producers, a home inside the file, nothing that crashes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.analysis.locate import locate
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import format_of
from kafkalint.model.document import Document, walk
from kafkalint.model.producer import Producer

PLACES = load_places([rules_folder()])
WORDS = """
    spring kafka producer properties spring.kafka.producer config environment producers producer_config image acks
    retries bootstrap.servers bootstrap_servers enable.idempotence key.serializer connector.class producer.override.acks
    CONNECT_PRODUCER_ACKS CONNECT_PRODUCER_ group.id offset.storage.topic producer.acks producer. [x] . client-id
    mp.messaging.outgoing connector kafka.producers micronaut.x clusters a.producer.acks spec kind binder bindings *
    cloud.stream SPRING_KAFKA_PRODUCER_ACKS KSQL_KSQL_STREAMS_PRODUCER_ACKS
    streams DEBEZIUM_SINK_KAFKA_PRODUCER_ACKS DEBEZIUM_SINK_TYPE transaction transaction-id-prefix
"""
KEYS = st.sampled_from(WORDS.split())
LEAVES = st.sampled_from([1, -1, True, None, "all", "1", "a.B", "${X:1}", "apache/kafka:3.0", 0.5, []])
TREES = st.recursive(
    LEAVES, lambda inner: st.dictionaries(KEYS, inner, max_size=4) | st.lists(inner, max_size=3), max_leaves=14
)


def _read(tree: Any, path: str) -> Document:
    syntax = format_of(path)
    assert syntax is not None
    read = syntax.read(syntax.decode(path, json.dumps(tree).encode()))
    assert isinstance(read, Document)
    return read


@settings(max_examples=150, deadline=None)
@given(TREES, st.sampled_from(["docker-compose.yml", "application.yml", "connector.json"]))
def test_every_setting_has_one_producer_and_every_producer_a_home(tree: Any, path: str) -> None:
    document = _read({"kafka-bootstrap.servers": tree, **tree} if isinstance(tree, dict) else tree, path)
    containers = {id(container) for root in document.roots for _, container, _ in walk(root)}
    producers = [found for found in locate(document, PLACES) if isinstance(found, Producer)]
    own = [
        setting.name_site.span
        for producer in producers
        for slot in producer.slots
        for setting in slot.values
        if not setting.locked
    ]
    assert len(own) == len(set(own))
    for producer in producers:
        assert producer.home is not None
        assert id(producer.home.container) in containers
        assert producer.home.after is None or producer.home.after in producer.home.container.entries
        assert "{name}" in producer.home.spelling or "{upper}" in producer.home.spelling
