"""Version constraints in every syntax, as ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version as Pep440

from kafkalint.analysis.evidence.specifiers import OPEN, declared, hull, jvm, python
from kafkalint.model.version import Version, VersionRange

ANY = "any version"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.0.2", "2.0.2"),
        ("==2.0.2", "2.0.2"),
        ("===2.0.2", "2.0.2"),
        ("=2.0.2", "2.0.2"),
        ("==2.0.*", ">=2.0,<2.1"),
        ("3.7.x", ">=3.7,<3.8"),
        (">=2,<3", ">=2,<3"),
        (">= 2.0 , < 3", ">=2.0,<3"),
        (">=2 <3", ">=2,<3"),
        (">2,<=3", ">2,<=3"),
        ("<=3,>2", ">2,<=3"),
        (">=1,>=2,<5,<4", ">=2,<4"),
        ("(>=1.0)", ">=1.0"),
        ("~=1.4.2", ">=1.4.2,<1.5"),
        ("~=1.4", ">=1.4,<2"),
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1", ">=1,<2"),
        ("^1.2 || ^3.1", ">=1.2,<4"),
        (">=2.0,!=2.1", ">=2.0"),
        (">=2.0,!=2.0", ">2.0"),
        ("!=2.0.*,>=2", ">=2"),
        (">=3.0.0rc1", ">=3.0.0"),
        ("==1.0+local.1", "1.0"),
        ("==2.0.2.post1", "2.0.2"),
        ("*", ANY),
    ],
)
def test_python_constraints(text, expected):
    assert str(declared(text)) == expected
    assert python(text) == declared(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "latest",
        "1!2.0",
        ">=",
        ">=a",
        "==1.2;",
        "2.0 or so",
        ">3,<2",
        ">2,<=2",
        "==2,!=2",
        "==1,==2",
        "|| 1",
        "9" * 300,
    ],
)
def test_what_is_no_constraint(text):
    assert python(text) == OPEN
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z"):
        declared(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.7.0", "3.7.0"),
        ("2.6.5.RELEASE", "2.6.5"),
        ("2.8.0-SNAPSHOT", "2.8.0"),
        ("1.0.0.Final", "1.0.0"),
        ("[1.0]", "1.0"),
        ("[1.0,2.0)", ">=1.0,<2.0"),
        ("(1.0, 2.0]", ">1.0,<=2.0"),
        ("(,1.0]", "<=1.0"),
        ("[1.5,)", ">=1.5"),
        ("[1,2),[3,4]", ">=1,<=4"),
        ("(,1.0],[1.2,)", ANY),
        ("[1.0, 2.0[", ">=1.0,<2.0"),
        ("]1.0, 2.0]", ">1.0,<=2.0"),
        ("3.+", ">=3,<4"),
        ("3.7.+", ">=3.7,<3.8"),
        ("3.7.0!!", "3.7.0"),
        ("[1.7, 1.8[!!1.7.25", ">=1.7,<1.8"),
    ],
)
def test_jvm_versions(text, expected):
    assert str(jvm(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "LATEST",
        "latest.release",
        "${kafka.version}",
        "[3,2]",
        "[1,2,3]",
        "[a,b]",
        "[1,2",
        "1,2",
        "Finchley.SR1",
    ],
)
def test_what_is_no_jvm_version(text):
    assert jvm(text) == OPEN


def test_hull_of_ranges():
    assert hull([]) == OPEN
    assert str(hull([declared("==2"), declared("<1")])) == "<=2"
    assert str(hull([declared(">2"), declared(">=2,<3")])) == ">=2"


numbers = st.lists(st.integers(0, 12), min_size=2, max_size=3).map(lambda parts: ".".join(map(str, parts)))
clauses = st.builds(
    lambda operator, version: operator + version, st.sampled_from(["==", ">=", ">", "<=", "<", "~="]), numbers
)


@given(st.lists(clauses, min_size=1, max_size=3).map(",".join), numbers)
def test_no_version_that_pip_allows_is_left_out(text, version):
    if Pep440(version) in SpecifierSet(text):
        assert Version.parse(version) in python(text)


@given(clauses, numbers)
def test_one_clause_allows_what_pip_allows(text, version):
    assert (Version.parse(version) in python(text)) == (Pep440(version) in SpecifierSet(text))


@given(st.text(max_size=30) | st.text(alphabet="0123456789.,<>=!~^*[]()+x| -a", max_size=30))
def test_any_text_is_some_range(text):
    for versions in (python(text), jvm(text)):
        assert isinstance(versions, VersionRange)
        assert versions.exact is None or versions.exact in versions
