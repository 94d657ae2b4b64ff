"""kafkalint finds producers that are not idempotent, and rewrites them to the Kafka 3.0 defaults."""

__version__ = "0.1.0"
