"""Configuration of a project: which file applies, what it may say, and what it means."""
