"""Frozen, slotted dataclasses that every other package speaks in; standard library only, no I/O."""
