"""Nothing that a person must read to the end breaks off: tests that are not met, and what the search of the interview proposes."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.i18n import LANGUAGES
from dualuse.inputs.wrapping import MOST_LINES


def run(*arguments: str, typed: str = "", width: int = 100) -> list[str]:
    result = CliRunner().invoke(app, [*arguments], input=typed, env={"COLUMNS": str(width)})
    return result.output.splitlines()


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_provision_that_is_not_met_shows_value_and_test_whole(language: str, width: int) -> None:
    lines = run("-l", language, "examine", "6A003.b.4", "--set", "peak_wavelength=800nm", width=width)
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if line.endswith("…")] == []
    assert "≤ 30000 nm" in " ".join(" ".join(lines).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposals_of_the_interview_wrap_at_blanks(language: str) -> None:
    from dualuse.cli.interview import proposals_in
    from dualuse.interview.dialogue import lines_of_proposals

    proposals = proposals_in(language)("thermal camera 30 Hz")
    lines = list(lines_of_proposals(proposals, 60))
    assert max(map(len, lines)) <= 60
    assert len(lines) > len(proposals)
    numbered = (f"{number} {proposal}" for number, proposal in enumerate(proposals, start=1))
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(numbered).split())
