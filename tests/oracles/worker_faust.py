"""Makes the producer of a faust app with the settings of each line, as worker_aiokafka does."""

import faust
import worker_aiokafka


async def answer(settings, loop):
    """What the driver's aiokafka producer does; in a worker, as only that has transactions."""
    try:
        app = faust.App("app", broker="kafka://127.0.0.1:1", store="memory://", autodiscover=False, **settings)
        app.in_worker = True
        app.finalize()
        producer = app.transport.create_producer()._new_producer(transactional_id="app" if app.in_transaction else None)
    except Exception as error:
        return worker_aiokafka.refused(error)
    return worker_aiokafka.observed(producer)


worker_aiokafka.main(answer)
