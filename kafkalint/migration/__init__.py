"""The one-off migration: planned, reviewed, applied with a journal, and taken back."""
