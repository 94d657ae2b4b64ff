"""Patterns in code that uses producers: every use is judged by named checks, one a module of the folder `checks`.

A check knows no client and no library: what a producer's methods do stands in its place file, everything else in
the rule that names the check.
"""

from __future__ import annotations

from kafkalint.analysis.code.named import check_named, checks, misfit
from kafkalint.analysis.code.use import Use, uses

__all__ = ["Use", "check_named", "checks", "misfit", "uses"]
