"""A workbook answers in the words of its reader; codes stay in every other format, and in English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import fastexcel
import polars as pl
import pytest

from dualuse import check
from dualuse.assessment.field_words import field_in_words
from dualuse.assessment.text.in_short import in_short, sentences_of_reasons
from dualuse.bulk.exports.mapping_file import read_mapping
from dualuse.bulk.files import workbook_words
from dualuse.bulk.files.workbook_words import (
    ALL_IN_WORDS,
    IN_WORDS,
    heading,
    headings,
    in_words,
    reasons_of_a_sheet,
)
from dualuse.bulk.joined_reasons import FOLDED
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.i18n import Message, translate
from dualuse.i18n.statuses import PARTY_STATUS, RELEASE
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.schema.tables.columns import RESULTS
from tests.bulk.test_exports import EXAMPLES, TODAY
from tests.support.bulk_runs import judge, records, write_rows

ROWS = EXAMPLES / "offers.csv"


@cache
def judged_example(ending: str, language: str) -> bytes:
    """The file that answers the offers among the examples; a process judges them once for each ending and language."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"out{ending}"
        bulk(ROWS, target, options=Options(TODAY, language=language, reasons=True))
        return target.read_bytes()


def judged(target: Path, language: str, source: Path = ROWS) -> pl.DataFrame:
    if source == ROWS:
        target.write_bytes(judged_example(target.suffix, language))
    else:
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
    assert (
        len(answers) == len(RESULTS) + 3
    )  # what is missing stands in words, too, the first of it and all, and the line of the row
    assert set(answers) <= headings()
    codes = {"authorisation_required", "undetermined", "not_controlled", "stop", "ask", "not_available"}
    cells = {str(cell) for name in answers for cell in rows[name].drop_nulls()}
    assert not any(code == cell or f":{code}" in cell for code in codes for cell in cells)


@pytest.mark.parametrize(("ending", "language"), [("csv", "de"), ("xlsx", "en")])
def test_the_contract_keeps_its_codes(tmp_path: Path, ending: str, language: str) -> None:
    rows = judged(tmp_path / f"out.{ending}", language)
    if ending == "xlsx":  # the verdict comes first there
        assert rows.columns[:3] == [heading(name, language) for name in ("release", "outcome", "reasons")]
        assert {heading(name, language) for name in RESULTS} <= set(rows.columns)
        assert not set(RESULTS) & set(rows.columns), "a heading is in words"
        rows = rows.rename({heading(name, language): name for name in RESULTS})
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
    assert not any("_" in cell for cell in worded[heading("screening_status", language)])
    fields = {
        "de": "dualuse: fehlende Angaben (Feldnamen)",
        "fr": "dualuse: données manquantes (noms de champs)",
    }
    assert fields[language] in worded.columns


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_workbook_begins_with_its_summary_and_its_rows_go_in_again(tmp_path: Path, language: str) -> None:
    first = judged(tmp_path / "first.xlsx", language)
    names = fastexcel.read_excel(tmp_path / "first.xlsx").sheet_names
    assert names[0] == translate("Summary", language)
    again = judged(tmp_path / "again.xlsx", language, tmp_path / "first.xlsx")
    line = translate("line of the file", language)
    assert again.drop(f"dualuse: {line}").equals(first.drop(f"dualuse: {line}"))


@pytest.mark.parametrize(
    ("language", "some", "none"),
    [
        ("en", "EU001: available; EU003: open", "none"),
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
    name, codes, in_language = worded.columns[1], worded.to_series(2).to_list(), worded.to_series(1).to_list()
    assert (codes, in_language) == (["items.entries;items.cn_code", "", None], [words, "", None])
    assert name in headings()


LONG = "a party is on a list: consider what that means before you go on"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_reasons_of_a_sheet_are_few_and_the_others_are_counted(language: str) -> None:
    cell = "; ".join([LONG, *(f"Art. {number}(1) applies, and what follows from it" for number in range(9))])
    text = reasons_of_a_sheet(cell, language)
    *shown, counted = text.split("; ")
    assert (shown[0], len(text) <= 160) == (LONG, True)
    assert str(10 - len(shown)) in counted
    assert ".csv" in counted
    assert reasons_of_a_sheet(LONG, language) == LONG
    assert reasons_of_a_sheet("", language) == ""
    long = " ".join([LONG] * 9)
    first, counted = reasons_of_a_sheet(f"{long}; {LONG}", language).split("; ")
    assert (first, "1" in counted) == (long, True), "a reason stands whole, or is counted"


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        (
            "of the measures this may concern it: Regulation (EU) 2017/1509, Art. 16e; state true if it does: unexecuted.32017R1509.16e",
            "of the measures this may concern it: Regulation (EU) 2017/1509, Art. 16e",
        ),
        (
            "was this done before the first use? State true if it was: done.EU001",
            "was this done before the first use?",
        ),
        ("see whether one is named: unexecuted.32014R0833.annex_iv, done.EU001", "see whether one is named"),
        ("where the items are is not stated (located_in)", "where the items are is not stated"),
        ("the value of items.cn_code counts", "the value of customs code counts"),
        ("lists are older than they may be: eu_fsf, invented_watch_list", "lists are older than they may be"),
        ("Art. 3(1) with 6A003.b.4 applies (Annex I)", "Art. 3(1) with 6A003.b.4 applies (Annex I)"),
        ("stated in dualuse.toml alone", "stated in dualuse.toml alone"),
    ],
)
def test_a_reason_in_short_names_no_field(sentence: str, short: str) -> None:
    assert in_short(sentence, "en") == short


CODE = re.compile(r"(?<![\w.])[a-z][A-Za-z0-9-]{1,}(?:[._][\w-]+)+")


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_row_of_a_workbook_has_long_reasons_or_codes_in_them(tmp_path: Path, language: str) -> None:
    target = tmp_path / "out.xlsx"
    of_settings = (("country", "DE"),)
    mapping = read_mapping(EXAMPLES / "sap_export.toml")
    for source, of_source in ((ROWS, None), (EXAMPLES / "sap_export.xlsx", mapping)):
        options = Options(TODAY, language=language, exporter=of_settings)
        bulk(source, target, options=options, mapping=of_source)
        rows = pl.read_excel(target, sheet_id=2, infer_schema_length=0)
        release = rows[heading("release", language)]
        is_stop = release == ("stop" if language == "en" else translate(RELEASE.short["stop"], language))
        reasons, of_stops = (
            rows[heading("reasons", language)].filter(some).to_list() for some in (~is_stop, is_stop)
        )
        assert rows.columns.index(heading(IN_WORDS, language)) == 3
        assert [text for text in reasons if not text or len(text) > 400] == []
        assert [text for text in (*reasons, *of_stops) if CODE.search(text)] == []
        assert [text for text in (*reasons, *of_stops) if "…" in text] == [], "half a reason says nothing"
        assert [text for text in of_stops if ".csv" in text] == []
        assert of_stops


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_all_reasons_of_a_row_that_must_not_leave_stand_in_a_sheet(language: str) -> None:
    """Of a row that must not leave the reader was sent to a .csv for ten more reasons."""
    reasons = "; ".join(
        [LONG, *(f"Art. {number}(1) applies, and what follows from it" for number in range(9))]
    )
    rows = pl.DataFrame({"release": ["stop", "ask", "stop"], "reasons": [reasons, reasons, None]})
    of_stop, of_other, nothing = in_words(rows, language)[heading("reasons", language)].to_list()
    assert (of_stop, nothing) == (reasons, None)
    assert ".csv" in of_other


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_acts_that_are_merely_open_are_counted_behind_a_stop(tmp_path: Path, language: str) -> None:
    """Fourteen acts that were open stood behind the one reason why a row must not leave."""
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_text(
        "reference,activity,manner,exporter.country,items.kind,items.entries,destination,parties.end_user.name\n"
        "1,export,permanent,DE,goods,6A003.b.4.b,AE,Al Noor LLC\n",
        "utf-8",
    )
    options = Options(TODAY, language=language)
    bulk(source, tmp_path / "out.csv", options=options)
    assert "833/2014" in pl.read_csv(tmp_path / "out.csv")["reasons"][0]
    bulk(source, target, options=options)
    (row,) = pl.read_excel(target, sheet_id=2, infer_schema_length=0).iter_rows(named=True)
    assert row[heading("release", language)] == (
        "stop" if language == "en" else translate(RELEASE.short["stop"], language)
    )
    *reasons, counted = row[heading("reasons", language)].split("; ")
    assert [reason for reason in reasons if "833/2014" in reason or "765/2006" in reason] == []
    begins = translate("still open, and could only add to it: {number} acts or provisions", language)
    assert counted.startswith(begins.partition("{")[0])


def test_what_applies_and_stops_is_never_counted() -> None:
    cell = f"{LONG}; Act 1 applies; {FOLDED}Act 2 open; {FOLDED}Act 3: 4 rules open"
    rows = pl.DataFrame({"release": ["stop", "go", "ask"], "reasons": [cell] * 3})
    of_stop, of_go, of_ask = in_words(rows, "en")[heading("reasons", "en")].to_list()
    assert of_stop == f"{LONG}; Act 1 applies; still open, and could only add to it: 2 acts or provisions"
    assert of_go == cell.replace(FOLDED, "")
    assert FOLDED not in of_ask


@pytest.mark.parametrize(
    ("language", "missing"),
    [
        ("en", "classification in Annex I, customs code"),
        ("de", "Einstufung nach Anhang I, Zolltarifnummer"),
    ],
)
@pytest.mark.parametrize("number", [0, 9])
def test_a_row_to_be_asked_about_says_what_is_missing(language: str, missing: str, number: int) -> None:
    """One had to judge the file again into a .csv to see what a row waits for."""
    reasons = "; ".join([LONG, *(f"Art. {place}(1) applies, and what follows" for place in range(number))])
    rows = pl.DataFrame(
        {"release": ["ask"], "reasons": [reasons], "missing": ["items.entries;items.cn_code"]}
    )
    (text,) = in_words(rows, language)[heading("reasons", language)]
    first, lacking, *_ = text.split("; ")
    assert first == LONG
    assert lacking == f"{translate('missing: {fields}', language).format(fields=missing)}"
    assert len(text) <= 160


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_facts_that_are_missing_are_named_whole_or_counted(language: str) -> None:
    fields = [f"fact number {number} that somebody must state" for number in range(4)]
    text = reasons_of_a_sheet(f"{LONG}; Art. 4(1) open", language, "; ".join(fields))
    assert text == text.removesuffix("…")
    assert fields[0] in text
    assert fields[1] not in text
    assert "3" in text


@pytest.mark.parametrize(
    ("language", "citation"),
    [("en", "Art. 3(1) applies"), ("de", "Art. 3 Abs. 1 "), ("fr", "article 3, paragraphe 1 ")],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_reasons_cite_as_their_reader_does(tmp_path: Path, ending: str, language: str, citation: str) -> None:
    rows = judged(tmp_path / f"out.{ending}", language)
    reasons = "; ".join(rows[heading("reasons", language) if ending == "xlsx" else "reasons"].drop_nulls())
    assert citation in reasons
    assert language == "en" or not re.search(r"Art\. \d+[a-z]?\(|Regulation \(EU\)", reasons)


@pytest.mark.parametrize(
    ("language", "beside"),
    [
        ("en", ["not available", "does not apply"]),
        ("de", ["nicht verfügbar", "nicht anwendbar"]),
        ("fr", ["non disponible", "ne s’applique pas"]),
    ],
)
def test_a_sheet_tells_no_rule_that_does_not_apply(tmp_path: Path, language: str, beside: list[str]) -> None:
    """Eight general authorisations and five derogations stood behind the one reason why a row must not leave."""
    sheet = judged(tmp_path / "out.xlsx", language)
    reasons = "; ".join(sheet[heading("reasons", language)].drop_nulls())
    assert [words for words in beside if words in reasons] == []
    whole = "; ".join(judged(tmp_path / "out.csv", language)["reasons"].drop_nulls())
    assert [words for words in beside if words not in whole] == []


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
    assert rows.columns[0] == "dualuse: darf es ausgeliefert werden"
    assert rows.columns[2] == "dualuse: Gründe"


def test_a_kind_that_differs_is_named_in_words() -> None:
    transaction = {"items": [{"id": "1", "kind": "software", "entries": ["5A002.a"]}], "destination": "JP"}
    told = {warning.code: warning for warning in check(transaction, language="de").warnings}["kind_differs"]
    assert "software" not in told.text
    assert told.params["kind"] == "software"


def test_a_reason_in_short_tells_nothing_that_is_accepted_already() -> None:
    accepted = Message("release.law_age_accepted", "{person} accepts that", {"person": "A. Muster"})
    asked = Message("release.not_screened", "the parties have not been screened")
    assert list(sentences_of_reasons((accepted, asked), "en", short=True)) == [
        "the parties have not been screened"
    ]
    assert len(list(sentences_of_reasons((accepted, asked), "en", short=False))) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("8471", "further digits of the customs code 8471"),
        ("9905 00 00", "the customs code that the goods have by themselves, not 9905 00 00"),
        ("9880", "the customs code that the goods have by themselves, not 9880"),
    ],
)
def test_of_a_code_that_gathers_goods_no_further_digits_are_missing(code: str, words: str) -> None:
    assert workbook_words._missing_facts("items.cn_code", None, code, language="en") == (words,)


def test_what_must_not_leave_stands_first_in_a_workbook(tmp_path: Path) -> None:
    """The one row in a thousand that is stopped stood where the file has it."""
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    row = "{},2026-08-20,export,permanent,DE,goods,{},{},none,none,none,false"
    names = "reference,date,activity,manner,exporter.country,items.kind,items.entries,destination,knowledge.wmd,knowledge.military_end_use,knowledge.illicit_military_parts,circumstances.free_zone"
    rows = (
        ("open", "3A002.c", "JP"),
        ("stop", "5A001.f.2", "AE"),
        ("ban", "3A002.c", "RU"),
        ("open too", "3A002.c", "JP"),
    )
    source.write_text("\n".join((names, *(row.format(*cells) for cells in rows), "")), "utf-8")
    bulk(source, target, options=Options(TODAY, language="en"))
    sheet = pl.read_excel(target, sheet_id=2, infer_schema_length=0)
    assert sheet["reference"].to_list() == ["ban", "stop", "open", "open too"]
    assert sheet["dualuse: line of the file"].to_list() == ["4", "3", "2", "5"]
    assert sheet[heading("outcome", "en")].to_list()[:2] == [
        "it is prohibited",
        "an authorisation is required",
    ]
    assert not [name for name in sheet.columns if "rank" in name]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_of_forty_missing_facts_three_stand_before_the_file_and_all_in_a_column_of_their_own(
    language: str,
) -> None:
    fields = [
        fact.replace("item.", "items.", 1)
        for fact in FACTS
        if fact.startswith(("circumstances.", "knowledge."))
    ]
    words = list(dict.fromkeys(field_in_words(field, language) for field in fields))
    assert len(words) > 20
    rows = in_words(pl.DataFrame({"missing": [";".join(fields)], "release": ["ask"]}), language)
    short, every = rows[heading(IN_WORDS, language)][0], rows[heading(ALL_IN_WORDS, language)][0]
    assert every == "; ".join(words)
    assert short.startswith("; ".join(words[:3]))
    assert words[3] not in short
    assert str(len(words) - 3) in short
    assert heading(ALL_IN_WORDS, language) in short


def test_the_summary_says_no_count_twice(tmp_path: Path) -> None:
    rows = [{"destination": "JP", "items.entries": "3A002.c"}, {"destination": "Utopia", "items.entries": ""}]
    source = write_rows(tmp_path / "in.csv", rows)
    judge(source, tmp_path / "out.xlsx", reasons=True)
    book = fastexcel.read_excel(tmp_path / "out.xlsx")
    cells = (
        book.load_sheet(0, header_row=None, dtypes="string").to_polars().to_series(0).drop_nulls().to_list()
    )
    counted = [*RELEASE.long.values(), "to be mended first: not judged"]
    assert [cells.count(words) for words in counted] == [1] * len(counted)
    assert "Rows by what may happen to them:" not in cells


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "country, end user (parties.end_user.country): Nowhere is no country"),
        ("de", "Land, Endverwender (parties.end_user.country): Nowhere ist kein Land"),
        ("fr", "pays, utilisateur final (parties.end_user.country)\u00a0: Nowhere n’est ni un pays"),
    ],
)
def test_what_is_to_be_mended_names_its_field_in_words_first(
    tmp_path: Path, language: str, words: str
) -> None:
    row = {
        "destination": "JP",
        "items.entries": "3A002.c",
        "parties.end_user.name": "X",
        "parties.end_user.country": "Nowhere",
    }
    judge(write_rows(tmp_path / "in.csv", [row]), tmp_path / "out.xlsx", reasons=True, language=language)
    (bad,) = records(tmp_path / "out.xlsx")
    assert words in bad["dualuse_problem"]


def test_what_the_contract_refuses_of_an_export_names_the_column_of_the_file(tmp_path: Path) -> None:
    text = "Auftrag;Empfangsland;Bezeichnung;Warennummer;Währung\nA-1;Japan;Dichtung;85x;EUR\n"
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    judge(tmp_path / "in.csv", tmp_path / "out.csv")
    (bad,) = records(tmp_path / "out.bad.csv")
    assert bad["dualuse_problem"].startswith("Warennummer (items.cn_code): 85x")
