"""Names whose values must never be shown."""

from __future__ import annotations

import re

SECRET = (
    r"pass(?:word|phrase|wd)?|pwd|secret|token|jaas|credential|private[-_.]?key|api[-_.]?key|access[-_.]?key"
    r"|sasl[-_.](?:username|oauthbearer)|user[-_.]?info|(?:key|trust)store|ssl[-_.](?:key|certificate)"
    r"|(?<![a-z])auth(?![a-z])"
)
"""What such names have in them, as a pattern."""
_NAME = re.compile(rf"(?i){SECRET}")


def secret(name: str) -> bool:
    """Whether a setting of this name looks as if its value must not be shown."""
    return _NAME.search(name) is not None
