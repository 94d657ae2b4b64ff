"""What the pages promise: the worked rule works, the links lead somewhere, what they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
RULE = (
    CONTRIBUTING.split("<!-- example: worked rule -->")[1]
    .split("<!-- /example -->")[0]
    .split("```")[1]
    .removeprefix("yaml\n")
)
EXAMPLES = YAML(typ="safe", pure=True).load(RULE)["examples"]


@pytest.fixture
def ready(project):
    """A project that has the worked rule, and nothing else."""
    content = YAML(typ="safe", pure=True).load(RULE)
    project.plant(f"lint/{content['id']}-{content['name']}.yaml", RULE.encode())
    project.plant("kafkalint.toml", f"rules = ['lint']\nselect = ['{content['id']}']")
    return project


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["title"] for example in EXAMPLES])
def test_the_worked_rule(ready, example) -> None:
    versions = ", ".join(f"{client} = '{version}'" for client, version in example["versions"].items())
    configuration = (ready.folder / "kafkalint.toml").read_text("utf-8")
    ready.plant("kafkalint.toml", f"{configuration}\nclient-versions = {{{versions}}}")
    path = ready.plant(example["path"], example["before"].encode())
    ran = ready.check()
    assert bool(ran.rules) is example["fires"], ran.out + ran.err
    ready.check("--fix")
    assert path.read_text("utf-8") == example.get("after", example["before"])


def test_the_worked_rule_is_shown_like_every_other(ready) -> None:
    ran = ready.run("explain", YAML(typ="safe", pure=True).load(RULE)["id"])
    assert ran.status == 0, ran.err
    assert "Orders that were acknowledged" in ran.out


def test_both_kinds_of_example_are_there() -> None:
    assert {example["fires"] for example in EXAMPLES} == {True, False}


NAMED = sorted(set(re.findall(r"`((?:rules|kafkalint|tests|docs|\.ci)/[^`\s…]*)`", CONTRIBUTING)))


@pytest.mark.parametrize("path", NAMED)
def test_every_path_in_contributing_exists(path) -> None:
    assert (ROOT / path).exists()


def test_paths_were_found_at_all() -> None:
    assert len(NAMED) > 5


def links():
    for page in PAGES:
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            if not link.startswith(("http://", "https://", "mailto:")):
                yield pytest.param(page, link, id=f"{page.name}: {link}")


@pytest.mark.parametrize(("page", "link"), list(links()))
def test_every_relative_link_leads_somewhere(page, link) -> None:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    assert target.exists()
    if anchor:
        heads = re.findall(r"(?m)^#+ (.*)$", target.read_text("utf-8"))
        assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", ["README.md", "docs/pre-commit.md"])
def test_the_hooks_on_a_page_exist(page) -> None:
    ids = re.findall(r"(?m)^\s+- id: (\S+)", (ROOT / page).read_text("utf-8"))
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert ids
    assert all(f"- id: {hook}\n" in manifest for hook in ids)


def test_every_option_that_a_page_names_exists(project) -> None:
    known = " ".join(
        project.run(*arguments, "--help").out
        for arguments in (["check"], ["migrate"], ["init"], ["verdict"], ["rules"], ["config", "show"], [])
    )
    spans = [span for page in PAGES for span in re.findall(r"`([^`\n]+)`", page.read_text("utf-8"))]
    ours = [span for span in spans if span.startswith(("kafkalint ", "--"))]
    assert ours
    assert [option for span in ours for option in re.findall(r"--[a-z][a-z-]+", span) if option not in known] == []
