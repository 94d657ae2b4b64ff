"""Who owns a file, by the examples of the format's documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.migration.owners import owners_in

RULES = """
# the whole repository
*       @global
*.js    @js # a comment
/build/logs/ @doctocat
docs/*  docs@example.com
apps/   @octocat
/scripts/** @scripts
**/logs @logger
/apps/github
my\\ file.yml @spaces
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("README.md", ("@global",)),
        ("src/a.js", ("@js",)),
        ("build/logs/x/y.txt", ("@logger",)),
        ("docs/start.md", ("docs@example.com",)),
        ("docs/build/trouble.md", ("@global",)),
        ("deep/apps/x.yml", ("@octocat",)),
        ("scripts/a/b.py", ("@scripts",)),
        ("deep/logs", ("@logger",)),
        ("apps/github", ()),
        ("my file.yml", ("@spaces",)),
    ],
)
def test_the_last_pattern_that_matches_counts(tmp_path: Path, path: str, expected: tuple[str, ...]) -> None:
    (tmp_path / "CODEOWNERS").write_text(RULES)
    assert owners_in(tmp_path).of(str(tmp_path / path)) == expected


def test_a_section_gives_its_owners_to_what_names_none(tmp_path: Path) -> None:
    (tmp_path / "CODEOWNERS").write_text(
        "[Payments][2] @pay\nservices/pay/\nservices/other @other\n^[Docs]\n*.md @docs\n"
    )
    owners = owners_in(tmp_path)
    assert owners.of(str(tmp_path / "services/pay/a.py")) == ("@pay",)
    assert owners.of(str(tmp_path / "services/other/a.py")) == ("@other",)
    assert owners.of(str(tmp_path / "x.md")) == ("@docs",)


def test_the_first_place_counts_and_outside_nobody_owns(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/CODEOWNERS").write_text("* @first\n")
    (tmp_path / "CODEOWNERS").write_text("* @second\n")
    assert owners_in(tmp_path).of(str(tmp_path / "x")) == ("@first",)
    assert owners_in(tmp_path).of("/elsewhere/x") == ()
