"""Rows of days for which the law is older than allowed say so among the reasons of their release."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dualuse.assessment.release_holds.law_age import LawAgeAcceptance
from dualuse.bulk.law_age import under_law_of_age
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.bulk.run import bulk
from dualuse.law.collection import CURRENT_TO
from tests.assessment.test_law_age import FIRST_OLD, LAST_YOUNG

ANNA = LawAgeAcceptance("Anna Muster", FIRST_OLD)


def judged(folder: Path, days: list[str], **options: Any) -> tuple[list[dict[str, str]], Any]:
    lines = ["reference,items.entries,destination,date"]
    lines += [f"R-{number},[],JP,{day}" for number, day in enumerate(days)]
    (folder / "in.csv").write_text("\n".join(lines) + "\n")
    summary = bulk(folder / "in.csv", folder / "out.csv", options=Options(CURRENT_TO, **options))
    with (folder / "out.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream)), summary


DAYS = [LAST_YOUNG.isoformat(), FIRST_OLD.isoformat(), (FIRST_OLD + timedelta(days=1)).isoformat(), ""]


def test_each_old_row_says_so_and_the_others_do_not(tmp_path: Path) -> None:
    rows, summary = judged(tmp_path, DAYS)
    assert ["--accept-law-age" in row["reasons"].split(";")[0] for row in rows] == [False, True, True, False]
    assert (summary.old, summary.unaccepted) == (2, 2)


def test_what_is_accepted_names_who(tmp_path: Path) -> None:
    rows, summary = judged(tmp_path, DAYS, accepted=ANNA)
    assert ["Anna Muster accepts that" in row["reasons"] for row in rows] == [False, True, False, False]
    assert (summary.old, summary.unaccepted) == (2, 1)


def test_without_reasons_they_are_counted(tmp_path: Path) -> None:
    _, summary = judged(tmp_path, DAYS, reasons=False)
    assert (summary.old, summary.unaccepted) == (2, 2)


@pytest.mark.parametrize(("accepted", "release"), [(None, "ask"), (ANNA, "go")])
def test_no_old_row_may_go_that_nobody_accepts(accepted: LawAgeAcceptance | None, release: str) -> None:
    rows = pl.DataFrame({"release": ["go", "stop", "go", "stop"], BECAUSE: ["nothing", None, "b", "c"]})
    days = pl.Series([FIRST_OLD.isoformat()] * 2 + [LAST_YOUNG.isoformat(), FIRST_OLD.isoformat()])
    result, old, _ = under_law_of_age(rows, days, Options(CURRENT_TO, accepted=accepted))
    assert result["release"].to_list() == [release, "stop", "go", "stop"]
    assert result[BECAUSE][1].startswith("the law is known here up to")
    assert result[BECAUSE][2] == "b"
    # What stops a row is said before how old the law is; that nothing is open is not said of one that asks.
    assert result[BECAUSE][3].startswith("c; the law is known here up to")
    assert ("nothing" in result[BECAUSE][0]) == (release == "go")
    assert old == 3


def test_no_row_goes_by_a_law_that_is_known_up_to_a_day_to_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dualuse.assessment.release_holds.law_age.CURRENT_TO", date(2062, 8, 22))
    rows = pl.DataFrame({"release": ["go", "stop"], BECAUSE: ["", ""]})
    options = Options(CURRENT_TO, short=True, accepted=LawAgeAcceptance("Anna Muster", date(2063, 1, 1)))
    days = pl.Series([CURRENT_TO.isoformat()] * 2)
    result, old, unaccepted = under_law_of_age(rows, days, options)
    assert (result["release"].to_list(), old, unaccepted) == (["ask", "stop"], 2, 2)


def test_in_a_sheet_what_holds_a_row_alone_goes_before_the_age_of_the_law() -> None:
    """The question of a first use was counted among "and 12 more"."""
    rows = pl.DataFrame(
        {"release": ["ask", "go"], BECAUSE: ["was this done before the first use", "nothing"]}
    )
    days = pl.Series([FIRST_OLD.isoformat()] * 2)
    in_sheet, _, _ = under_law_of_age(rows, days, Options(CURRENT_TO, short=True))
    elsewhere, _, _ = under_law_of_age(rows, days, Options(CURRENT_TO))
    assert in_sheet[BECAUSE][0].startswith("was this done before the first use; the law is known")
    assert elsewhere[BECAUSE][0].startswith("the law is known")
    assert in_sheet[BECAUSE][1].startswith("the law is known")
    assert in_sheet["release"].to_list() == ["ask", "ask"]
