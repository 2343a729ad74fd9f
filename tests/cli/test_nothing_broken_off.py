"""Nothing that a person must read to the end breaks off: tests that are not met, and what the search of the interview proposes."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.assessment.text.words import BEFORE_YOU_PROCEED
from dualuse.cli import app
from dualuse.documents.screen_parts import Section, section_lines
from dualuse.i18n import LANGUAGES, translate
from dualuse.inputs.wrapping import MOST_LINES

EXAMPLES = Path(__file__).parents[2] / "examples"


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


DUTY = "tell the authority in writing of everything that the examination of the parties and of the end use came to"
ENDINGS = (
    "exporter and end user · by 2026-12-01 (Art. 12(4); Regulation (EU) No 833/2014, Art. 8)",
    "exporter and end user · by 2026-12-01 (Art. 12(4); …)",
    "by 2026-12-01",
)


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_cut_takes_the_day_by_which_something_is_to_be_done(width: int, most: int) -> None:
    from dualuse.inputs.wrapping import wrapped_lines

    point = wrapped_lines(f"{DUTY} · {ENDINGS[0]}", width, "  - ", "    ")
    section = Section(
        title="To do", points=(point, ["  - other"]), most=most, endings=(ENDINGS, ()), width=width
    )
    lines = [*section_lines(section, 2, width, "en")]
    text = " ".join(" ".join(lines).split())
    assert "by 2026-12-01" in text
    assert max(map(len, lines)) <= width
    assert len(lines) == section.size(2)
    assert len(lines) <= 2 + most + 1


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_of_a_story_says_by_when(language: str, width: int, tmp_path: Path) -> None:
    story = EXAMPLES / "stories" / "interception"
    lines = run(
        *("assess", str(story / "transaction.yaml"), "--diligence", str(story / "diligence.yaml")),
        *("-o", str(tmp_path), "-l", language),
        width=width,
    )
    start = next(place for place, line in enumerate(lines) if line.startswith(translate("To do", language)))
    steps = " ".join(line.strip() for line in takewhile(bool, lines[start + 1 :]))
    numbers = len(re.findall(r"(?:^| )\d\. ", steps))
    assert numbers
    assert steps.count(translate(BEFORE_YOU_PROCEED, language)) + steps.count("2031") == numbers
