"""Makes the producer of a quixstreams Application with the settings of each line, as worker_confluent does."""

import confluent_kafka
import worker_confluent
from quixstreams import Application

OWN = ("processing_guarantee",)
"""Settings of the application itself."""


def make(settings):
    """The producer that an application hands its messages to; the application itself never connects."""
    own = {name: settings.pop(name) for name in OWN if name in settings}
    app = Application(
        broker_address="127.0.0.1:1",
        consumer_group="group",
        producer_extra_config=dict(worker_confluent.BASE, **settings),
        auto_create_topics=False,
        loglevel=None,
        **own,
    )
    return confluent_kafka.Producer(given(app))


def given(app):
    """What the application gives to its producer, which older versions make at once."""
    makes = getattr(app, "_get_internal_producer", None) or getattr(app, "_get_rowproducer", lambda: app._producer)
    made = makes()
    return (made if hasattr(made, "_producer_config") else made._producer)._producer_config


worker_confluent.main(make)
