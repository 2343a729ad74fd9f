"""Reasons of a stop are wrapped and not cut, also on a narrow screen and in a table; transactions without reference are told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualuse import check
from dualuse.assessment.text.one_screen import ShortText
from dualuse.assessment.text.table import Line, line_of, several
from dualuse.i18n import LANGUAGES, N_, fill
from dualuse.inputs.wrapping import MOST_LINES
from dualuse.schema.determination import Determination
from dualuse.schema.reading.plain_data import read_file
from dualuse.schema.reading.validation import transaction_from
from dualuse.schema.screening import ListUsed
from dualuse.screening.words import used_lists_doubt
from tests.assessment.test_short_text import FIRST_ANSWER
from tests.support.paths import REPOSITORY

PARTS = REPOSITORY / ("examples/transactions/machine_tool_parts.yaml")
LEAD = "due diligence is asked for, 76 questions:\n dualuse diligence ask examples/transactions/machine_tool_parts.yaml --person '…'"


def parts(language: str) -> Determination:
    (document,) = read_file(PARTS)
    return check(transaction_from(document), language=language)


@pytest.mark.parametrize("width", [72, 80, 100])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_of_a_stop_is_whole_and_all_stands_on_one_screen(width: int, language: str) -> None:
    result = parts(language)
    lines = str(ShortText(result, width, (LEAD,))).splitlines()
    text = " ".join(" ".join(lines).split())
    assert result.release == "stop"
    assert len(lines) <= MOST_LINES
    assert [row.text for row in result.release_because if " ".join(row.text.split()) not in text] == []
    applying = [row.text for row in result.findings if row.status == "applies" and row.effect]
    assert applying
    assert [reason for reason in applying if " ".join(reason.split()) not in text] == []


def test_a_table_cuts_no_reason_of_a_stop() -> None:
    long = "an authorisation is required and none that covers it is stated; " * 5
    rows = [Line("ask", "ASK FIRST", "Q-2", "", long), Line("stop", "STOP", "Q-1", "", long.strip())]
    lines = list(several(rows, 80, "en"))
    stop = lines[2 : next(at for at, line in enumerate(lines) if "Q-2" in line)]
    assert " ".join(" ".join(stop).split()).endswith(long.strip())
    assert "…" in lines[-1]


def test_transactions_without_reference_are_told_apart() -> None:
    unnamed = {key: value for key, value in FIRST_ANSWER.items() if key != "reference"}
    item = {"id": "1", "description": "pump", "entries": ["2B350.i"]}
    first = check({**unnamed, "items": [item], "destination": "BY"})
    other = check({**unnamed, "items": [item], "destination": "US"})
    rows = [line_of(first, "orders/one.yaml"), line_of(other, "orders/two.yaml"), line_of(other, "orders/two.yaml")]  # fmt: skip
    text = "\n".join(several(rows, 120, "en"))
    assert "one.yaml · Belarus · pump  " in text
    assert "two.yaml · United States · pump (1)" in text
    assert "two.yaml · United States · pump (2)" in text


OLD_LIST = ListUsed("eu_fsf", "2026-01-02-ab", "2026-01-02", "ab", stale=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_says_which_lists_are_out_of_date_and_how_many_reasons_there_are(language: str) -> None:
    asked = check({**FIRST_ANSWER, "items": [{"id": "1"}]}, language=language)
    reasons = (*asked.release_because[:1],) * 3
    asked = replace(
        asked,
        release="ask",
        release_because=reasons,
        law_age=None,
        screening=replace(asked.screening, lists=(OLD_LIST,)),
    )
    for width in (60, 80, 120):
        lines = list(several([line_of(asked), line_of(asked)], width, language))
        assert [*lines_with(lines, used_lists_doubt((OLD_LIST,), language, hits=True))]
        count = fill(N_("first of {number} reasons: {reason}"), language, number=3, reason="")
        assert " ".join(" ".join(lines).split()).count(" ".join(count.split())) == 2


def lines_with(lines: list[str], text: str) -> list[str]:
    return [line for line in lines if text in line]


def test_stops_of_a_table_stand_worst_first_and_say_what_they_are_about() -> None:
    needs = check({**FIRST_ANSWER, "reference": "Q-1"})
    forbidden = check({**FIRST_ANSWER, "reference": "Q-2", "destination": "RU", "parties": []})
    lines = list(several([line_of(needs), line_of(forbidden)], 140, "en"))
    rows = [line for line in lines if "STOP  Q-" in line]
    assert "Q-2" in rows[0]
    assert "Russia" in rows[0]
    assert "Q-1" in rows[1]
