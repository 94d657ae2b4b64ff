"""Producers and brokers in data files, each kind of place by a mechanism of its own."""

from __future__ import annotations

from kafkalint.analysis.locate.documents import locate, may_hold

__all__ = ["locate", "may_hold"]
