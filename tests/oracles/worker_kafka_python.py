"""Constructs kafka.KafkaProducer with the settings of each line and says what came of it.

Runs with the Python of the client, which may be old. One JSON object a line in and out; what JSON lacks is
``{"$bytes": text}``, ``{"$tuple": list}`` and ``{"$real": text}``. No broker is needed: a protocol version is always
given, since without one the client would ask a broker, and the sender's thread is never started.
"""

import atexit
import json
import logging
import os
import sys
import warnings

import kafka
from kafka.producer.sender import Sender

BASE = {"bootstrap_servers": "127.0.0.1:1", "api_version": (2, 5)}
READ_BACK = {"acks": "acks", "retries": "retries", "max_in_flight": "max_in_flight_requests_per_connection"}


def native(found):
    """The value that a tagged object stands for."""
    if "$bytes" in found:
        return found["$bytes"].encode("latin-1")
    if "$tuple" in found:
        return tuple(found["$tuple"])
    return float(found["$real"]) if "$real" in found else found


def tagged(value):
    """`value` as JSON can hold it."""
    if isinstance(value, bytes):
        return {"$bytes": value.decode("latin-1")}
    if isinstance(value, tuple):
        return {"$tuple": list(value)}
    return {"$real": repr(value)} if isinstance(value, float) else value


def answer(settings):
    """What the client does with `settings`."""
    given = dict(BASE, **settings)
    if given["api_version"] in (None, "auto"):
        given["api_version"] = BASE["api_version"]
    try:
        producer = kafka.KafkaProducer(**given)
    except Exception as error:
        return {"verdict": "rejected", "effective": None, "error": "%s: %s" % (type(error).__name__, error)}
    producer._closed = True
    producer._sender._client.close()
    on = getattr(producer, "_transaction_manager", None) is not None
    effective = {role: tagged(producer.config[name]) for role, name in READ_BACK.items()}
    return {"verdict": "idempotent" if on else "not-idempotent", "effective": effective, "error": None}


def main():
    """Answer line by line; what the library prints goes elsewhere."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    Sender.start = lambda self: None
    atexit.register = lambda *args, **named: None
    for line in iter(sys.stdin.readline, ""):
        answers.write(json.dumps(answer(json.loads(line, object_hook=native))) + "\n")
        answers.flush()


main()
