"""Constructs confluent_kafka.Producer with the settings of each line and says what came of it.

Runs with the Python of the client, which may be old. One JSON object a line in and out; what JSON lacks is
``{"$bytes": text}``, ``{"$tuple": list}`` and ``{"$real": text}``. No broker is needed.
"""

import ctypes
import glob
import json
import os
import sys

import confluent_kafka

BASE = {"bootstrap.servers": "127.0.0.1:1", "log_level": 0}
if confluent_kafka.libversion()[1] >= 0x02050000:
    BASE["enable.metrics.push"] = False  # with it, taking a producer down may last a second
READ_BACK = {"acks": "acks", "retries": "message.send.max.retries", "max_in_flight": "max.in.flight"}


def native(found):
    """The value that a tagged object stands for."""
    if "$bytes" in found:
        return found["$bytes"].encode("latin-1")
    if "$tuple" in found:
        return tuple(found["$tuple"])
    return float(found["$real"]) if "$real" in found else found


def bundled():
    """The librdkafka that the extension module has loaded, None when it cannot tell its settings (before 1.1)."""
    package = os.path.dirname(confluent_kafka.__file__)
    places = (package + "/.libs/", package + ".libs/", package + "/.dylibs/")
    paths = [path for place in places for path in sorted(glob.glob(place + "librdkafka*")) if "++" not in path]
    library = ctypes.CDLL(paths[0])
    if not hasattr(library, "rd_kafka_conf"):
        return None
    library.rd_kafka_conf.restype = ctypes.c_void_p
    library.rd_kafka_conf.argtypes = [ctypes.c_void_p]
    library.rd_kafka_topic_conf_new.restype = ctypes.c_void_p
    for name in ("rd_kafka_conf_get", "rd_kafka_topic_conf_get"):
        getattr(library, name).argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_char_p,
            ctypes.POINTER(ctypes.c_size_t),
        ]
    return library


LIBRARY = bundled()
TOPIC_DEFAULTS = LIBRARY.rd_kafka_topic_conf_new() if LIBRARY else None


def told(getter, conf, name):
    """One finished setting as text, None when there is none."""
    size = ctypes.c_size_t(512)
    text = ctypes.create_string_buffer(512)
    return None if getter(conf, name.encode(), text, ctypes.byref(size)) else text.value.decode()


def observed(producer):
    """What the running producer uses: its handle is the first field of the extension's object."""
    if LIBRARY is None:
        return {"verdict": "accepted", "effective": None, "error": None}
    handle = ctypes.c_void_p.from_address(id(producer) + object.__basicsize__).value
    conf = LIBRARY.rd_kafka_conf(handle)
    effective = {}
    for role, name in READ_BACK.items():
        text = told(LIBRARY.rd_kafka_conf_get, conf, name)
        if text is None:
            text = told(LIBRARY.rd_kafka_topic_conf_get, TOPIC_DEFAULTS, name)
        effective[role] = int(text)
    on = told(LIBRARY.rd_kafka_conf_get, conf, "enable.idempotence") == "true"
    return {"verdict": "idempotent" if on else "not-idempotent", "effective": effective, "error": None}


def answer(make, settings):
    """What the client does with `settings`, by which `make` makes its producer."""
    try:
        producer = make(settings)
    except Exception as error:
        return {"verdict": "rejected", "effective": None, "error": "%s: %s" % (type(error).__name__, error)}
    return observed(producer)


def main(make):
    """Answer line by line; what the library prints goes elsewhere."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in iter(sys.stdin.readline, ""):
        answers.write(json.dumps(answer(make, json.loads(line, object_hook=native))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(lambda settings: confluent_kafka.Producer(dict(BASE, **settings)))
