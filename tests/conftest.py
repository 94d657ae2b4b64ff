"""How property tests run: the same examples every time by default, fresh ones on request.

`HYPOTHESIS_PROFILE=explore` looks for new failures with ten times the examples.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=_CALM)
settings.register_profile("explore", deadline=None, max_examples=1000, suppress_health_check=_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
