"""Requirement files, POMs and Gradle scripts: spans, comments, refusals, and any input."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.analysis.evidence import dependencies
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.manifests import load_manifests
from kafkalint.formats import gradle, requirements, xml
from kafkalint.model.document import Document, Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Refusal, Unreadable
from kafkalint.model.source import Source
from kafkalint.model.value import Native

FORMATS = (gradle, requirements, xml)
MANIFESTS = load_manifests([rules_folder()])


def read(format_: ModuleType, text: str, path: str = "file") -> Document:
    found: Document = format_.read(format_.decode(path, text.encode()))
    return found


def plain(node: Node) -> Native | list[object]:
    """A node as pairs and lists."""
    if isinstance(node, Scalar):
        return node.value.value
    pairs = [(entry.key, plain(entry.value)) for entry in node.entries]
    return pairs if isinstance(node, Mapping) else [*(plain(item) for item in node.items), *pairs]


def nodes(document: Document) -> list[Entry | Node]:
    """Every node and entry of a document."""
    found: list[Entry | Node] = []
    stack: list[Entry | Node] = list(document.roots)
    while stack:
        one = stack.pop()
        found.append(one)
        if isinstance(one, Entry):
            stack.append(one.value)
        elif not isinstance(one, Scalar):
            stack.extend(one.entries)
            stack.extend(one.items if isinstance(one, Sequence) else ())
    return found


@pytest.mark.parametrize("format_", FORMATS)
def test_every_change_is_refused(format_: ModuleType):
    document = read(format_, "<a/>" if format_ is xml else "")
    for refusal in (
        format_.replace(document, None, 1),
        format_.insert(document, None, "key", 1, None),
        format_.delete(document, None, None),
        format_.rename(document, None, "key"),
    ):
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith("are read, not rewritten")


def test_an_element_is_an_entry():
    document = read(xml, "<a>\n  <b> 1 &amp; 2 </b>\n  <b><c/></b>\n  text\n</a>")
    assert plain(document.roots[0]) == [("a", [("b", "1 & 2"), ("b", [("c", "")])])]
    first = document.roots[0].entries[0].value.entries[0]
    assert document.source.slice(first.value.span) == "1 &amp; 2"
    assert document.source.slice(first.key_span) == "b"


def test_spans_are_characters_behind_wide_ones():
    document = read(xml, "<!-- größer 😀 --><a><b>ü</b><!-- é --><c>1.0<!-- x --></c></a>")
    b, c = document.roots[0].entries[0].value.entries
    slices = [document.source.slice(span) for span in (b.key_span, b.value.span, c.key_span, c.value.span)]
    assert slices == ["b", "ü", "c", "1.0"]
    assert [document.source.slice(span) for span in document.comments] == [
        "<!-- größer 😀 -->",
        "<!-- é -->",
        "<!-- x -->",
    ]


@pytest.mark.parametrize(
    ("text", "reason", "start"),
    [
        ("", "no element found", 0),
        ("<a><b></a>", "mismatched tag", 8),
        ("<a>&undefined;</a>", "undefined entity", 3),
        ("<a/><b/>", "junk after document element", 4),
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "a document type declaration", 0),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "a document type declaration", 0),
        ("<a>" * 300 + "</a>" * 300, "nested deeper than 200 levels", 600),
    ],
)
def test_what_is_no_plain_xml_is_unreadable(text, reason, start):
    with pytest.raises(Unreadable) as error:
        read(xml, text)
    assert reason in error.value.reason
    assert error.value.span.start == start


def test_a_declared_single_byte_encoding_is_obeyed():
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>'.encode("latin-1")
    assert plain(xml.read(xml.decode("pom.xml", data)).roots[0]) == [("a", "ü")]
    with pytest.raises(Unreadable):
        xml.decode("pom.xml", b"<a>\xfc</a>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a==1 # c\n#b\n", ["a==1"]),
        ("a==1#egg\n", ["a==1#egg"]),
        ("  a == 1 ; python_version < '3'  \n", ["a == 1 ; python_version < '3'"]),
        ("a==1 --hash=sha256:x --hash=sha256:y\n", ["a==1"]),
        ("a==1 \\\n  --hash=sha256:x\nb\n", ["a==1", "b"]),
        ("a \\\r\n >=1\r\n", ["a  >=1"]),
        ("a \\\n# c\nb\n", ["a", "b"]),
        ("a \\", ["a"]),
        (
            "-r x.txt\n-c  y.txt\n--index-url=http://i\n--pre\n",
            [("-r", "x.txt"), ("-c", "y.txt"), ("--index-url", "http://i"), ("--pre", "")],
        ),
        ("-rx.txt\n", [("-r", "x.txt")]),
        ("--\n-\n\n\n", []),
    ],
)
def test_requirement_lines(text, expected):
    assert plain(read(requirements, text).roots[0]) == expected


def test_the_span_of_a_continued_requirement():
    document = read(requirements, "a \\\n  >=1  # why\nb\n")
    assert [document.source.slice(item.span) for item in document.roots[0].items] == ["a \\\n  >=1", "b"]
    assert [document.source.slice(span) for span in document.comments] == ["# why"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 'x'", [("a", "x")]),
        ('a("x")', [("a", "x")]),
        ("a 'x', 'y'", [("a", "x"), ("a", "y")]),
        ("a 'x',\n 'y'\nb 'z'", [("a", "x"), ("a", "y"), ("b", "z")]),
        ("a(\n'x'\n)", [("a", "x")]),
        ("a b('x')", [("a", "x")]),
        ("a k: 'x', l: v", [("a", [("k", "x"), ("l", "${v}")])]),
        ('a(k = "x", l = "y")', [("a", [("k", "x"), ("l", "y")])]),
        ("id 'x' version '1' apply false", [("id", [("id", "x"), ("version", "1"), ("apply", "${false}")])]),
        ('id("x").version("1")', [("id", [("id", "x"), ("version", "1")])]),
        ("a { b 'x' }", [("a", [("b", "x")])]),
        ("a { b { c 'x'\n} }\nd 'y'", [("a", [("b", [("c", "x")])]), ("d", "y")]),
        ("a('x') { b 'y' }", [("a", [("b", "y")]), ("a", "x")]),
        ("v = 'x'", [("v", "x")]),
        ("def v = 'x' + w + '.1'", [("v", "x${w}.1")]),
        ("final String v = 'x'", [("v", "x")]),
        ('val v: String = "x"', [("v", "x")]),
        ('val v by extra("x")', [("v", "x")]),
        ("ext['a.b'] = 'x'", [("a.b", "x")]),
        ("project.ext.v = 'x'", [("v", "x")]),
        ("ext { set('v', 'x') }", [("ext", [("v", "x")])]),
        ("v = [a: 'x', b: 'y']", [("v", [("a", "x"), ("b", "y")])]),
        ('v = mapOf("a" to "x")', [("v", [("a", "x")])]),
        ("a \"$v ${w.x} ${rootProject.ext.y} ${property('z')}\"", [("a", "${v} ${w.x} ${y} ${z}")]),
        ("a '$v'", [("a", "$v")]),
        ("v = 'a' + 1", [("v", "a${1}")]),
        ("// a 'x'\n/* b 'y' */ c 'z'", [("c", "z")]),
        ('url "http://x//y"', [("url", "http://x//y")]),
        ("a == 'x'", []),
        ("a != 'x'", []),
        ("a += 'x'", []),
        ("v = w ? 'x' : 'y'", [("v", "${w}")]),
        ("'unterminated\na 'x'", [("a", "x")]),
        ("}}} a 'x'", [("a", "x")]),
        ("a { b 'x'", [("a", [("b", "x")])]),
        ('a """x\ny"""', [("a", "x\ny")]),
        ("{ 'x' }", []),
    ],
)
def test_gradle_statements(text, expected):
    assert plain(read(gradle, text).roots[0]) == expected


def test_gradle_spans_and_comments():
    document = read(gradle, "a { // one\n  b 'x' /* two */\n}")
    (outer,) = document.roots[0].entries
    (inner,) = outer.value.entries
    slices = [document.source.slice(span) for span in (outer.value.span, inner.key_span, inner.value.span)]
    assert slices == ["{ // one\n  b 'x' /* two */\n}", "b", "'x'"]
    assert [document.source.slice(span) for span in document.comments] == ["// one", "/* two */"]


def test_gradle_blocks_that_nest_too_deep_are_unreadable():
    with pytest.raises(Unreadable, match="nested deeper"):
        read(gradle, "a {" * 1000)


PIECES = {
    gradle: [
        "a",
        "ext",
        "=",
        "'",
        '"',
        '"""',
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "$",
        "${",
        ":",
        ",",
        "+",
        "\n",
        " ",
        "\\",
        "//",
        "/*",
        "version",
        "by",
        "set",
        "1.0",
    ],
    requirements: [
        "a",
        "==",
        "1.0",
        " ",
        "\\",
        "\n",
        "\r\n",
        "#",
        "-",
        "-r",
        "--hash",
        "=",
        "[",
        "]",
        ";",
        "@",
        "egg=",
        "\x0c",
    ],
    xml: [
        "<a>",
        "</a>",
        "<b/>",
        "<",
        ">",
        "&amp;",
        "&",
        "ü",
        "😀",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?p ?>",
        "text",
        " ",
    ],
}
NAMES = {gradle: "build.gradle", requirements: "requirements.txt", xml: "pom.xml"}


@pytest.mark.parametrize("format_", FORMATS)
@given(data=st.data())
def test_any_text_gives_a_document_or_one_error(format_: ModuleType, data: st.DataObject):
    text = data.draw(st.lists(st.sampled_from(PIECES[format_]), max_size=25).map("".join) | st.text(max_size=40))
    if format_ is xml and data.draw(st.booleans()):
        text = f"<r>{text}</r>"
    source = Source(NAMES[format_], text.encode("utf-8", "surrogatepass"), text)
    try:
        document = format_.read(source)
    except Unreadable as error:
        spans = [error.span]
        document = Document(source, ())
    else:
        spans = [one.span for one in nodes(document)]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    for span in document.comments:
        assert source.slice(span)
    assert all(0 <= found.site.span.start <= len(text) for found in dependencies(document, MANIFESTS))
