"""A producer as many tutorials have it."""

from confluent_kafka import Producer

producer = Producer(
    {
        "bootstrap.servers": "localhost:9092",
        "enable.idempotence": True,
        "acks": 1,  # faster
        "retries": 5,
    }
)
