"""Shell scripts through the whole product: what is read, what is set aside, and what comments silence."""

from __future__ import annotations

import pytest

SENDS = "kafka-console-producer --topic t --producer-property acks=1"


@pytest.mark.parametrize("arguments", [(), ("send.sh",)])
def test_a_script_that_cannot_be_read_is_undecided_also_when_it_is_named(project, arguments) -> None:
    project.plant("send.sh", f"{SENDS}\necho 'it\n".encode())
    ran = project.check(*arguments, "--show-undecided")
    assert ran.status == 0
    assert "send.sh: line 2: a quote that does not end" in ran.out


def test_one_that_speaks_of_no_producer_is_not_even_read(project) -> None:
    project.plant("send.sh", b"kafka-topics --list\necho 'it\n")
    assert "undecided" not in project.check("--show-undecided").out


def test_a_text_inside_that_cannot_be_read_is_told_and_costs_nothing_else(project) -> None:
    project.plant("flow.yml", f'a:\n  run: tool --x \'it\n  script: "{SENDS}"\n'.encode())
    ran = project.check("--show-undecided")
    assert ran.status == 1
    assert "KFK201" in ran.out
    assert "flow.yml: line 2: run: a quote that does not end" in ran.out


@pytest.mark.parametrize(
    "text",
    [
        f"{SENDS} # kafkalint: ignore[KFK201] a demo\n",
        f"# kafkalint: ignore[KFK201] a demo\n{SENDS}\n",
        "# kafkalint: ignore-start[KFK201] a demo\n"
        + SENDS.replace(" --p", " \\\n  --p")
        + "\n# kafkalint: ignore-end[KFK201]\n",
        f"bash -c '\n  {SENDS} # kafkalint: ignore[KFK201] a demo\n'\n",
    ],
)
def test_comments_silence(project, text) -> None:
    project.plant("send.sh", text.encode())
    ran = project.check()
    assert ran.status == 0, ran.out
    assert "1 suppressed" in ran.out


def test_the_version_is_declared_under_the_name_of_the_program(project) -> None:
    project.plant("kafkalint.toml", b'client-versions = { console-producer = "2.8" }\n')
    project.plant("send.sh", SENDS.replace("acks=1", "client.id=me").encode())
    assert "KFK205" in project.check().out
