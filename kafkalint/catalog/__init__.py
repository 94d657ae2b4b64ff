"""Rules, clients, places, manifests and profiles: their shape as files, and reading them into the model."""
