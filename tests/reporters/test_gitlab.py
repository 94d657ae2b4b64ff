"""Code quality reports of GitLab: what its server and its documentation ask of issues is asked here, and more.

The server holds each issue against a schema of its own (`codeclimate.json`), which asks for these keys and types, and
nothing that is not asked here.
"""

from __future__ import annotations

import json

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def test_every_issue_is_what_the_documentation_asks_for(many) -> None:
    issues = json.loads(many.text("gitlab"))
    assert len(issues) > 200
    for issue in issues:
        assert set(issue) == {"check_name", "description", "severity", "fingerprint", "location"}
        assert issue["severity"] in SEVERITIES
        assert all(isinstance(issue[key], str) and issue[key] for key in ("check_name", "description", "fingerprint"))
        path, positions = issue["location"]["path"], issue["location"]["positions"]
        assert not path.startswith(("/", "./"))
        assert (many.folder / path).is_file()
        assert all(type(number) is int for place in positions.values() for number in place.values())
        assert positions["begin"]["line"] >= 1
        assert (positions["end"]["line"], positions["end"]["column"]) >= (
            positions["begin"]["line"],
            positions["begin"]["column"],
        )


def test_fingerprints_are_unique_and_stay_when_lines_move(project) -> None:
    def marks() -> list[str]:
        ran = project.run("check", "--output-format", "gitlab", "a.py", "b.py", "no.py")
        return [issue["fingerprint"] for issue in json.loads(ran.out)]

    producers = "".join(f"Producer({{'acks': {number % 2}}})\n" for number in range(20))
    for name in ("a.py", "b.py"):
        project.plant(name, f"from confluent_kafka import Producer\n{producers}")
    before = marks()
    assert len(set(before)) == len(before) > 40
    project.plant("a.py", f"# moved\n\n\nfrom confluent_kafka import Producer\n\n{producers}")
    assert marks() == before


def test_failures_are_blockers(many) -> None:
    blockers = [issue for issue in json.loads(many.text("gitlab")) if issue["severity"] == "blocker"]
    assert [issue["location"]["path"] for issue in blockers] == ["broken.py"]
