"""Constructs pykafka.producer.Producer with the settings of each line and says what came of it.

It is made without its cluster, which it asks only when it starts. One JSON object a line in and out.
"""

import json
import os
import sys
from unittest import mock

from pykafka.producer import Producer

CLUSTER = mock.Mock(_broker_version="2.0.0")


def native(found):
    """The value that a tagged object stands for."""
    if "$bytes" in found:
        return found["$bytes"].encode("latin-1")
    if "$tuple" in found:
        return tuple(found["$tuple"])
    return float(found["$real"]) if "$real" in found else found


def answer(settings):
    """What the client does with `settings`; it has no idempotence that could be on."""
    try:
        producer = Producer(CLUSTER, mock.Mock(), **dict(settings, auto_start=False))
    except Exception as error:
        return {"verdict": "rejected", "effective": None, "error": "%s: %s" % (type(error).__name__, error)}
    effective = {"acks": producer._required_acks, "retries": producer._max_retries}
    return {"verdict": "not-idempotent", "effective": effective, "error": None}


def main():
    """Answer line by line; what the library prints goes elsewhere."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in iter(sys.stdin.readline, ""):
        answers.write(json.dumps(answer(json.loads(line, object_hook=native)), default=repr) + "\n")
        answers.flush()


main()
