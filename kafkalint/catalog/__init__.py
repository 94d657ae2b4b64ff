"""Rules, clients, places, manifests, profiles and services: their shape as files, and reading them into the model."""
