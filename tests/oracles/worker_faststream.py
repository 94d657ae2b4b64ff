"""Makes the producer of a FastStream KafkaBroker with the settings of each line, as the worker of its client does.

The argument says over which client: ``kafka`` (aiokafka) or ``confluent``. Names that are no keywords of the broker go
into `config`, which there is for confluent-kafka only.
"""

import asyncio
import inspect
import sys

LOOP = asyncio.new_event_loop()


class Made(BaseException):
    """Thrown where the broker would connect, with what it made until then."""


def over_aiokafka():
    """Answer for brokers over aiokafka."""
    import aiokafka
    import aiokafka.admin
    import worker_aiokafka
    from faststream.kafka import KafkaBroker

    async def nothing(self):
        pass

    async def stop(self):
        raise Made(self)

    aiokafka.admin.AIOKafkaAdminClient.start = nothing
    aiokafka.AIOKafkaProducer.start = stop

    async def answer(settings, loop):
        try:
            await KafkaBroker("127.0.0.1:1", logger=None, **settings).connect()
        except Made as made:
            return worker_aiokafka.observed(made.args[0])
        except Exception as error:
            return worker_aiokafka.refused(error)

    worker_aiokafka.main(answer)


def over_confluent():
    """Answer for brokers over confluent-kafka."""
    import confluent_kafka
    import worker_confluent
    from faststream.confluent import KafkaBroker

    try:
        from faststream.confluent.helpers import client
    except ImportError:
        from faststream.confluent import client

    def stop(config, **rest):
        raise Made(config)

    client.Producer = stop
    keywords = set(inspect.signature(KafkaBroker.__init__).parameters)

    def make(settings):
        own = {name: settings.pop(name) for name in list(settings) if name in keywords}
        config = dict(worker_confluent.BASE, **settings, **own.pop("config", {}))
        try:
            LOOP.run_until_complete(KafkaBroker("127.0.0.1:1", logger=None, config=config, **own).connect())
        except Made as made:
            return confluent_kafka.Producer(made.args[0])

    worker_confluent.main(make)


if sys.argv[1:] == ["confluent"]:
    over_confluent()
else:
    over_aiokafka()
