"""Constructs aiokafka.AIOKafkaProducer with the settings of each line and says what came of it.

Runs with the Python of the client, which may be old. One JSON object a line in and out; what JSON lacks is
``{"$bytes": text}``, ``{"$tuple": list}`` and ``{"$real": text}``. No broker is needed: it connects only in start().
"""

import asyncio
import json
import logging
import os
import sys
import warnings

import aiokafka

NEEDS_LOOP = [int(part) for part in aiokafka.__version__.split(".")[:2]] < [0, 6]


def native(found):
    """The value that a tagged object stands for."""
    if "$bytes" in found:
        return found["$bytes"].encode("latin-1")
    if "$tuple" in found:
        return tuple(found["$tuple"])
    return float(found["$real"]) if "$real" in found else found


async def answer(settings, loop):
    """What the client does with `settings`."""
    given = dict({"bootstrap_servers": "127.0.0.1:1"}, **settings)
    if NEEDS_LOOP:
        given.setdefault("loop", loop)
    try:
        producer = aiokafka.AIOKafkaProducer(**given)
    except Exception as error:
        return refused(error)
    return observed(producer)


def refused(error):
    """The answer that the settings are not accepted."""
    return {"verdict": "rejected", "effective": None, "error": "%s: %s" % (type(error).__name__, error)}


def observed(producer):
    """What a producer that is not started would do."""
    producer._closed = True
    verdict = "not-idempotent" if getattr(producer, "_txn_manager", None) is None else "idempotent"
    acks = producer._sender._acks if hasattr(producer, "_sender") else producer._acks
    return {"verdict": verdict, "effective": {"acks": acks}, "error": None}


def main(answer):
    """Answer line by line; what the library prints goes elsewhere."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    for line in iter(sys.stdin.readline, ""):
        found = loop.run_until_complete(answer(json.loads(line, object_hook=native), loop))
        answers.write(json.dumps(found, default=repr) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(answer)
