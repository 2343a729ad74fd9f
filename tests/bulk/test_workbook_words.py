"""A workbook answers in the words of its reader; codes stay in every other format, and in English."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl
import pytest

from dualuse.assessment.field_words import field_in_words
from dualuse.bulk.files.workbook_words import headings, in_words
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.i18n import translate
from dualuse.i18n.statuses import PARTY_STATUS
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.schema.tables.columns import RESULTS
from tests.bulk.test_exports import EXAMPLES, TODAY

ROWS = EXAMPLES / "offers.csv"


def judged(target: Path, language: str, source: Path = ROWS) -> pl.DataFrame:
    bulk(source, target, options=Options(TODAY, language=language, reasons=True))
    return (
        pl.read_excel(target, sheet_id=2, infer_schema_length=0)
        if target.suffix == ".xlsx"
        else pl.read_csv(target)
    )


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_reader_of_another_language_finds_no_code(tmp_path: Path, language: str) -> None:
    rows = judged(tmp_path / "out.xlsx", language)
    answers = [name for name in rows.columns if name.startswith("dualuse: ")]
    assert len(answers) == len(RESULTS) + 1  # what is missing stands in words, too
    assert set(answers) <= headings()
    codes = {"authorisation_required", "undetermined", "not_controlled", "stop", "ask", "not_available"}
    cells = {str(cell) for name in answers for cell in rows[name].drop_nulls()}
    assert not any(code == cell or f":{code}" in cell for code in codes for cell in cells)


@pytest.mark.parametrize(("ending", "language"), [("csv", "de"), ("xlsx", "en")])
def test_the_contract_keeps_its_codes(tmp_path: Path, ending: str, language: str) -> None:
    rows = judged(tmp_path / f"out.{ending}", language)
    if ending == "xlsx":  # the verdict comes first there
        assert rows.columns[:3] == ["release", "outcome", "reasons"]
        assert set(RESULTS) <= set(rows.columns)
    else:
        assert rows.columns[-len(RESULTS) :] == list(RESULTS)
    assert set(rows["release"]) <= {"go", "ask", "stop"}


def test_a_workbook_that_comes_back_is_judged_anew(tmp_path: Path) -> None:
    first = judged(tmp_path / "first.xlsx", "de")
    judged_sheet = tmp_path / "again.csv"
    first.write_csv(judged_sheet)
    assert judged(tmp_path / "second.xlsx", "de", judged_sheet).columns == first.columns


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_status_of_screening_is_in_words(language: str) -> None:
    rows = pl.DataFrame(
        {"screening_status": list(PARTY_STATUS.sentence), "missing": [""] * len(PARTY_STATUS.sentence)}
    )
    worded = in_words(rows, language)
    assert not any("_" in cell for cell in worded.to_series(0))
    assert (
        worded.columns[1]
        == {
            "de": "dualuse: fehlende Angaben (Feldnamen)",
            "fr": "dualuse: données manquantes (noms de champs)",
        }[language]
    )


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_workbook_begins_with_its_summary_and_its_rows_go_in_again(tmp_path: Path, language: str) -> None:
    first = judged(tmp_path / "first.xlsx", language)
    names = fastexcel.read_excel(tmp_path / "first.xlsx").sheet_names
    assert names[0] == translate("Summary", language)
    again = judged(tmp_path / "again.xlsx", language, tmp_path / "first.xlsx")
    assert again.equals(first)


@pytest.mark.parametrize(
    ("language", "some", "none"),
    [
        ("en", "EU001:available;EU003:undetermined", "none"),
        ("de", "EU001: verfügbar; EU003: offen", "keine"),
    ],
)
def test_a_workbook_names_those_general_authorisations_alone_that_may_be_used(
    language: str, some: str, none: str
) -> None:
    cells = [
        "EU001:available;EU002:not_available;EU003:undetermined",
        "EU001:not_available;EU002:not_available",
        None,
    ]
    worded = in_words(pl.DataFrame({"authorisations": cells}), language)
    assert worded.to_series(0).to_list() == [some, none, None]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "classification in Annex I; customs code"),
        ("de", "Einstufung nach Anhang I; Zolltarifnummer"),
        ("fr", "classement à l’annexe I; code douanier"),
    ],
)
def test_what_is_missing_stands_in_words_beside_the_names_of_fields(language: str, words: str) -> None:
    rows = pl.DataFrame({"missing": ["items.entries;items.cn_code", "", None], "release": ["ask"] * 3})
    worded = in_words(rows, language)
    assert worded.to_series(0).to_list() == ["items.entries;items.cn_code", "", None]
    assert worded.to_series(1).to_list() == [words, "", None]
    assert worded.columns[1] in headings()


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_fact_of_the_law_is_told_in_words(language: str) -> None:
    """No name of a field stands where words are promised."""
    fields = [
        fact.replace("item.", "items.", 1) for fact in FACTS if not fact.startswith(("told.", "decision."))
    ]
    families = ["covered.annex_iv:5E002.a", "place.EU001:GU", "authorisations.left", "parties.owners.share"]
    words_of = {field: field_in_words(field, language) for field in [*fields, *families]}
    assert [field for field, words in words_of.items() if words == field] == []


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", ["dualuse: line of the file", "dualuse: what is to be mended"]),
        ("de", ["dualuse: Zeile der Datei", "dualuse: was zu berichtigen ist"]),
        ("fr", ["dualuse: ligne du fichier", "dualuse: ce qui est à corriger"]),
    ],
)
def test_rows_to_mend_have_headings_in_words_and_go_straight_in_again(
    tmp_path: Path, language: str, heading: list[str]
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_text("reference,items.entries,destination\nA,5A001.f,AE\nB,5A001.f,Atlantis\n", "utf-8")
    assert bulk(source, target, options=Options(TODAY, language=language)).bad == 1
    to_mend = pl.read_excel(target, sheet_id=3, infer_schema_length=0)
    assert to_mend.columns == [*heading, "reference", "items.entries", "destination"]
    again = bulk(target, tmp_path / "again.csv", options=Options(TODAY, language="en"))
    assert (again.rows, again.bad) == (0, 1)
    assert pl.read_csv(again.bad_file).columns[:2] == ["dualuse_line", "dualuse_problem"]


def test_the_verdict_stands_first_in_a_workbook(tmp_path: Path) -> None:
    rows = judged(tmp_path / "out.xlsx", "de")
    assert rows.columns[0] == "dualuse: darf es hinausgehen"
    assert rows.columns[2] == "dualuse: Gründe"
