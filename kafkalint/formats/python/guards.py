"""A linear look at the tokens before the parser sees them: it dies of deep nesting and hangs on long chains."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

BRACKETS = 100
"""Brackets open at once; the parser's native stack ends near 2,000."""
PATTERN = 6
"""Brackets open at once behind ``case``; the parser's time is exponential in them."""
LEVELS = 300
"""Brackets open at once and what joins operands in them: the tree is as deep, and walked by recursion."""
COMPREHENSIONS = 20
"""Comprehensions inside one another; whatever follows loops goes through the inner ones again and again."""
ARMS = 300
"""``elif`` of one ``if``; each nests in the one before."""
TOKENS = 50_000
"""Tokens in one file; about a second of parsing."""

_CODE = re.compile(
    r"""
      (?P<start> (?: \A | \r\n | \r | \n ) (?P<indent> [ \t\f]*+ )
                 (?P<keyword> if | elif | case | with | async[ \t]++with )\b )
    | (?P<blank> (?: [ \t\f]++ | \\\r?\n | \#[^\r\n]*+ )++ )
    | (?P<text> (?: [fFtT][rR]? | [rR][fFtT] ) (?P<quote> \"{3} | '{3} | " | ' ) )
    | (?P<string> [bBuUrR]{0,2} (?: \"{3} (?: [^"\\]++ | \\. | "(?!"") )*+ \"{3}
                                  | '{3} (?: [^'\\]++ | \\. | '(?!'') )*+ '{3}
                                  | " (?: [^"\\\r\n]++ | \\(?:\r\n|.) )*+ "
                                  | ' (?: [^'\\\r\n]++ | \\(?:\r\n|.) )*+ ' ) )
    | (?P<lambda> lambda\b ) | (?P<for> for\b ) | (?P<in> in\b )
    | (?P<word> (?: and | await | else | if | is | not | or )\b )
    | (?P<number> 0[xX][\da-fA-F_]++ | 0[bBoO][\d_]++ | \d[\d_]*+ (?: \.[\d_]*+ )? (?: [eE][-+]?\d[\d_]*+ )? [jJ]? )
    | (?P<name> \w++ )
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | (?P<comma> , ) | (?P<semicolon> ; ) | (?P<colon> : )
    | (?P<line> \r\n | \r | \n )
    | (?P<sign> [-+*/%@&|^~<>=!.]++ )
    | (?P<other> [^"'] )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEXTS = {
    '"': re.compile(r'(?:[^"\\{}\r\n]++|\\(?:\r\n|[^{}]|(?=[{}]))|\{\{|\}\})*+', re.DOTALL),
    "'": re.compile(r"(?:[^'\\{}\r\n]++|\\(?:\r\n|[^{}]|(?=[{}]))|\{\{|\}\})*+", re.DOTALL),
    '"""': re.compile(r'(?:[^"\\{}]++|\\(?:[^{}]|(?=[{}]))|\{\{|\}\}|"(?!""))*+', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\{}]++|\\(?:[^{}]|(?=[{}]))|\{\{|\}\}|'(?!''))*+", re.DOTALL),
}
_FORMAT = re.compile(r"[^{}]*+")


@dataclass(slots=True)
class _Level:
    """What is open: the module, a bracket, the text of an f-string, a field in it or that field's format."""

    kind: str
    quote: str = ""
    joined: int = 0
    lambdas: int = 0
    """``lambda`` still waiting for their colon: commas before it end nothing."""
    loops: int = 0
    """``for`` still waiting for their ``in``."""
    comprehensions: int = 0
    """How many are inside one another in what has been closed here."""
    is_comprehension: bool = False
    nests: bool = False
    """Whether commas end nothing, since each manager of a ``with`` holds the next one."""


class _Scan:
    """One walk over the text; each kind of token has a method."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.levels = [_Level("module")]
        self.joined = self.tokens = 0
        self.arms: dict[str, int] = {}
        self.brackets = BRACKETS
        self.on: dict[str, Callable[[re.Match[str]], None]] = {
            "text": lambda match: self.open("text", match["quote"]),
            "string": self.join,
            "lambda": self.start_lambda,
            "for": self.start_loop,
            "in": self.end_loop,
            "word": self.join,
            "open": lambda _: self.open("bracket"),
            "close": lambda _: self.close(),
            "comma": self.comma,
            "semicolon": lambda _: self.end(),
            "colon": self.colon,
            "start": self.start,
            "line": self.line,
            "sign": self.sign,
        }

    def run(self) -> None:
        """Walk to the end, or to where no token can be; the parser complains there."""
        while self.at < len(self.text):
            kind = self.levels[-1].kind
            if kind in ("text", "format"):
                if not self.literal(kind):
                    return
                continue
            match = _CODE.match(self.text, self.at)
            if match is None:  # a string that never ends
                return
            act = self.on.get(match.lastgroup or "")
            self.tokens += match.lastgroup != "blank"
            if self.tokens > TOKENS:
                raise Unreadable(f"more than {TOKENS:,} tokens")
            self.at = match.end()
            if act:
                act(match)

    def literal(self, kind: str) -> bool:
        """Pass literal text up to a field or the end; False when it has neither."""
        level = self.levels[-1]
        pattern = _TEXTS[level.quote] if kind == "text" else _FORMAT
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        if kind == "text" and self.text.startswith(level.quote, self.at):
            self.at += len(level.quote)
            self.close()
        elif self.text.startswith("{", self.at):
            self.at += 1
            self.open("field")
        elif self.text.startswith("}", self.at):
            self.at += 1
            if kind == "format":
                self.close()
        else:
            return False
        return True

    def count(self, more: int) -> None:
        self.levels[-1].joined += more
        self.joined += more
        self.limit(self.joined + len(self.levels), LEVELS, "brackets and operators in one expression")

    def limit(self, found: int, most: int, what: str) -> None:
        if found > most:
            raise Unreadable(f"more than {most} {what}", Span(self.at - 1, self.at))

    def end(self) -> None:
        self.joined -= self.levels[-1].joined
        self.levels[-1].joined = 0

    def open(self, kind: str, quote: str = "") -> None:
        self.count(1)  # stays counted when closed: calls of calls nest as well
        self.levels.append(_Level(kind, quote, nests=len(self.levels) == 1 and self.levels[0].nests))
        self.limit(len(self.levels) - 1, self.brackets, "brackets inside one another")

    def close(self) -> None:
        if len(self.levels) > 1:
            self.end()
            closed = self.levels.pop()
            depth = closed.comprehensions + closed.is_comprehension
            self.limit(depth, COMPREHENSIONS, "comprehensions inside one another")
            self.levels[-1].comprehensions = max(self.levels[-1].comprehensions, depth)

    def join(self, _: re.Match[str]) -> None:
        self.count(1)

    def sign(self, match: re.Match[str]) -> None:
        self.count(match.end() - match.start())  # a run of signs is a chain too

    def start_lambda(self, _: re.Match[str]) -> None:
        self.levels[-1].lambdas += 1
        self.count(1)

    def start_loop(self, _: re.Match[str]) -> None:
        self.levels[-1].loops += 1
        self.levels[-1].is_comprehension = True
        self.count(1)

    def end_loop(self, _: re.Match[str]) -> None:
        self.levels[-1].loops = max(0, self.levels[-1].loops - 1)
        self.count(1)

    def comma(self, _: re.Match[str]) -> None:
        level = self.levels[-1]
        if level.nests:
            self.count(1)
        elif not level.lambdas and not level.loops:
            self.end()

    def colon(self, _: re.Match[str]) -> None:
        level = self.levels[-1]
        if level.kind == "field":
            level.kind = "format"
        else:
            level.lambdas = max(0, level.lambdas - 1)

    def line(self, _: re.Match[str]) -> None:
        if len(self.levels) == 1:
            self.end()
            self.levels[0] = _Level("module")
            self.brackets = BRACKETS

    def start(self, match: re.Match[str]) -> None:
        """A line that begins with a keyword that matters here."""
        if len(self.levels) > 1:
            self.count(1)
            return
        self.line(match)
        if match["keyword"] == "case":
            self.brackets = PATTERN
            return
        if match["keyword"].endswith("with"):
            self.levels[0].nests = True
            return
        indent = match["indent"]
        self.arms[indent] = self.arms.get(indent, 0) + 1 if match["keyword"] == "elif" else 0
        self.limit(self.arms[indent], ARMS, "elif of one if")


def check(text: str) -> int:
    """The number of tokens; raises Unreadable when the parser could die of `text`, or take seconds."""
    scan = _Scan(text)
    scan.run()
    return scan.tokens
