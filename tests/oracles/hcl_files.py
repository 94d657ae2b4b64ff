"""Made-up files of HCL, which all parsers read."""

from __future__ import annotations

from hypothesis import strategies as st

SCALARS = st.sampled_from(
    [
        '"all"', "1", "-1", "1.5", "true", "null", '""', '"é\\n\\u00e9😀"', '"a${var.b}c"', '"$${x}%%{y}"',
        '"%{ if a }b%{ endif }"',
        "var.acks", 'x ? "a" : 2', "f(1, [2])", "(3)", "[for a in b : a]", "jsonencode({ a = 1 })", '"A=b"', '"A=${c}"',
        'join("\\n", ["A=1", "B=2"])',
    ]
)  # fmt: skip
HEREDOCS = st.sampled_from(["<<E\nfoo=1\n${x}\nE", "<<E\nE", "<<-E\n    foo\n\n      bar ${a.b} # c\n  E"])
GAPS = st.sampled_from(["", " ", "\n  ", " # c, d\n", " /* = */ "])
KEYS = st.sampled_from(["acks", '"b.c"', "(d)", "for_each", '"e"', '"${f}"', "null"])
ENDS = st.sampled_from(["", " # c", " // c = 1", "\t/* c */"])


def brackets(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lists and maps of `inner`."""
    items = st.lists(st.tuples(GAPS, inner, GAPS).map("".join), max_size=3)
    pair = st.tuples(KEYS, st.sampled_from([" = ", "=", " : "]), inner).map("".join)
    return st.one_of(
        st.builds(lambda parts, end: f"[{','.join(parts)}{end}]", items, st.sampled_from(["", " "])),
        items.map(lambda parts: f"[{''.join(part + ',' for part in parts)}]"),
        st.lists(pair, max_size=3).map(lambda parts: f"{{ {', '.join(parts)} }}"),
        st.lists(st.tuples(pair, st.sampled_from(["", ","]), ENDS).map("".join), max_size=3).map(
            lambda parts: "{\n" + "".join(f"    {part}\n" for part in parts) + "  }"
        ),
    )


VALUES = st.recursive(SCALARS, brackets, max_leaves=4)


def bodies(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The lines of a body, with blocks of `inner`."""
    attribute = st.tuples(st.just(" = "), st.tuples(VALUES, ENDS).map("".join) | HEREDOCS).map("".join)
    block = st.tuples(st.sampled_from(["b", 'r "t" "n"', 'r "é" n']), inner, ENDS).map(
        lambda parts: f"{parts[0]} {{\n{parts[1]}}}{parts[2]}"
    )
    short = st.sampled_from(["s {}", "s { a = 1 }", 's "l" {}'])
    lines = st.lists(attribute | block | short | st.sampled_from(["", "# c = 1", "/* c\n */"]), max_size=3)
    return lines.map(
        lambda found: "".join(f"  {f'a{at}' if one.startswith(' = ') else ''}{one}\n" for at, one in enumerate(found))
    )


FILES = st.recursive(st.just("  x = 1\n"), bodies, max_leaves=4)
NAMED = st.lists(
    st.sampled_from(
        [
            'env {\n    name = "A"\n    value = 1\n  }',
            'env {\n    name = "A"\n  }',
            "env {}",
            "a = 1",
            'd "b" {}',
            "c {}",
        ]
    ),
    max_size=4,
    unique=True,
).map(lambda lines: "".join(f"  {line}\n" for line in lines))
LISTED = st.tuples(FILES, NAMED).map(lambda parts: f"{parts[0]}job {{\n{parts[1]}}}\n")
"""The same, with blocks that are the items of a list."""
