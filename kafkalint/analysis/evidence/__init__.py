"""What the files of a project say about the versions of clients and brokers."""

from __future__ import annotations

from kafkalint.analysis.evidence.folder import Evidence, gather
from kafkalint.analysis.evidence.pins import dependencies
from kafkalint.analysis.evidence.settle import settle

__all__ = ["Evidence", "dependencies", "gather", "settle"]
