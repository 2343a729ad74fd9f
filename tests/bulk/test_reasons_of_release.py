"""A row by itself says why it may not leave, as ``check`` does, and the summary names whom a list may name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest

from dualuse import check
from dualuse.assessment.release_holds.doubted_entries import DOUBTED
from dualuse.assessment.warnings.contradictions import (
    CONTRADICTIONS,
    OF_STATEMENTS,
    OF_THE_JUDGEMENT,
    StatedWarnings,
)
from dualuse.bulk.described_rows import DESCRIPTION, DescribedRows
from dualuse.bulk.files.workbook_words import IN_WORDS, heading
from dualuse.bulk.joined_reasons import SEPARATOR, joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.bulk.run import bulk
from dualuse.bulk.summary.summary_lines import summary_lines
from dualuse.classification.search.likely_entries import LikelyEntries
from dualuse.i18n import translate
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.screening import ListUsed
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from tests.bulk.test_screened_rows import FREE
from tests.support.bulk_runs import TODAY, records, sheet, write_rows
from tests.support.hits_by_hand import FREEZE, UNION, ScreenerByHand

NAMES = "date,reference,activity,manner,exporter.name,exporter.country,items.kind,items.entries,destination,parties.end_user.name,parties.end_user.country"
OLD = replace(UNION, stale=True)
ROWS = {
    "within the Union": f"{TODAY},A,export,permanent,Own AG,DE,software,5D002,FR,B AG,FR",
    "facts are missing": f"{TODAY},A,export,permanent,Own AG,DE,goods,3A002.c,JP,B AG,JP",
    "an end user elsewhere": f"{TODAY},A,export,permanent,Own AG,DE,goods,3A002.c,JP,B AG,KR",
    "another kind": f"{TODAY},A,export,permanent,Own AG,DE,software,3A002.c,JP,B AG,JP",
    "no authorisation": f"{TODAY},A,export,permanent,Own AG,DE,goods,6A003.b.4.a,AE,B AG,AE",
    "prohibited": f"{TODAY},A,export,permanent,Own AG,DE,goods,3A002.c,RU,B AG,RU",
    "nobody is named": f"{TODAY},A,export,permanent,Own AG,DE,goods,3A002.c,JP,,JP",
}


@cache
def answered(lists: tuple[ListUsed, ...] | None) -> dict[str, dict[str, str]]:
    """What one table answers of each of ``ROWS``, each by a reference of its own: a table costs the same, however many rows it has."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        source.write_text("\n".join((NAMES, *map(_with_reference, ROWS))))
        screener = ScreenerByHand({}, lists) if lists else None
        bulk(source, target, options=Options(TODAY), screener=screener)
        return dict(zip(ROWS, records(target), strict=True))


def _with_reference(name: str) -> str:
    return ROWS[name].replace(",A,", f",{name},", 1)


@pytest.mark.parametrize("lists", [(UNION,), (OLD,), None])
@pytest.mark.parametrize("name", ROWS)
def test_a_row_says_first_why_it_is_held_up_as_check_does(
    name: str, lists: tuple[ListUsed, ...] | None
) -> None:
    answer = answered(lists)[name]
    assert answer["reference"] == name
    cells = dict(zip(NAMES.split(","), _with_reference(name).split(","), strict=True))
    screener = ScreenerByHand({}, lists) if lists else None
    alone = check(transaction_of(header(cells).columns, cells), date_of_law=TODAY, screener=screener)
    assert answer["release"] == alone.release
    first = alone.release_because[0].text
    assert answer["reasons"].startswith(first)
    assert all(reason.text in answer["reasons"] for reason in alone.release_because)


def test_a_code_that_is_too_wide_lacks_a_narrower_one(tmp_path: Path) -> None:
    blank = ROWS["within the Union"].replace("5D002", "")
    (tmp_path / "in.csv").write_text("\n".join((NAMES, ROWS["within the Union"], blank)))
    bulk(tmp_path / "in.csv", tmp_path / "out.xlsx", options=Options(TODAY))
    words = pl.read_excel(tmp_path / "out.xlsx", sheet_id=2, infer_schema_length=0)[heading(IN_WORDS, "en")]
    assert words[0].startswith("a narrower provision under 5D002")
    assert "narrower" not in words[1]


def test_rows_with_a_listed_party_are_named_and_counted(tmp_path: Path) -> None:
    row = ROWS["no authorisation"]
    some = [row.replace(",A,", f",R{number},").replace("B AG", "Listed AG") for number in range(4)]
    (tmp_path / "in.csv").write_text("\n".join((NAMES, row, *some)))
    options = Options(TODAY)
    screener = ScreenerByHand({"Listed AG": [FREEZE]}, (UNION,))
    summary = bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=options, screener=screener)
    lines = [line.text for line in summary_lines(summary, "out.csv", options)]
    named = [line for line in lines if line.startswith("to be looked at: row ")]
    assert [line.partition(": ")[2][:10] for line in named] == ["row 3 (R0)", "row 4 (R1)", "row 5 (R2)"]
    assert all("Listed AG is listed: " in line for line in named)
    assert "all 4 rows with a party that is or may be listed: column “screening_status” of out.csv" in lines
    assert "all 5 rows that must not leave: column “release” of out.csv" in lines
    assert not any("applies (" in line for line in lines)


OF_TEXTS = ("release.country_in_words", "release.use_in_words", "release.unexecuted")


@pytest.mark.parametrize("lists", [(UNION,), None])
def test_a_row_whose_texts_say_otherwise_is_held_up_as_check_does(tmp_path: Path, lists: object) -> None:
    """Annex II, EU001; Art. 4(1): another country, a word of concern in another language or disguised, a service by its name."""
    listed = {"items.entries": "3A002.c"}
    rows = [
        {**listed, "end_use": "quality control"},
        {**listed, "end_use": "weiter nach Dubai"},
        {**listed, "parties.end_user.address": "12 Jinnah Road, Karachi"},
        {"end_use": "for installation in Khartoum"},
        {"end_use": "для производства ядерного оружия"},
        {"end_use": "shipped on to Russ1a"},
        {"end_use": "resale to unknown customers"},
    ]
    table = [{**FREE, "parties.end_user.address": "", "end_use": "office work", **row} for row in rows]
    names = tuple(table[0])
    lines = [",".join(f'"{cells[name]}"' for name in names) for cells in table]
    (tmp_path / "in.csv").write_text("\n".join((",".join(names), *lines)), encoding="utf-8")
    screener = ScreenerByHand({}, lists) if lists else None  # type: ignore[arg-type]
    bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY), screener=screener)
    answers = list(records(tmp_path / "out.csv"))
    for answer, cells in zip(answers, table, strict=True):
        stated = {name: cell for name, cell in cells.items() if cell}
        alone = check(transaction_of(header(stated).columns, stated), date_of_law=TODAY, screener=screener)
        assert answer["release"] == alone.release, cells["end_use"]
        of_texts = [reason.text for reason in alone.release_because if reason.code in OF_TEXTS]
        assert bool(of_texts) is (
            cells["end_use"] not in ("quality control", "office work") or "Karachi" in str(cells)
        )
        # A row whose parties nobody screened waits for that, and its texts are read then.
        assert lists is None or all(text in answer["reasons"] for text in of_texts)


OF_DESCRIPTIONS = (
    "release.use_in_words",
    "release.kind_in_words",
    "release.code_in_words",
    "release.unexecuted",
)


def test_descriptions_and_addresses_hold_up_a_row_as_check_does(tmp_path: Path) -> None:
    """Art. 4(1)(a), Art. 5, § 8(1) no 1 AWV."""
    rows = [
        {"items.description": "Valve for ballistic missiles"},
        {"items.description": "Night vision monocular for soldiers"},
        {"items.description": "Passive GSM sniffer"},
        {"items.description": "SMS monitoring platform", "parties.end_user.service": "police"},
        {"parties.end_user.address": "Uranium enrichment plant, gate 2"},
        {"items.description": "SMS monitoring platform"},
        {"parties.end_user.address": "Rocket Road 3"},
    ]
    base = {
        **FREE,
        "parties.end_user.address": "",
        "items.description": "Printing press",
        "end_use": "office work",
    }
    table = [{**base, **row} for row in rows]
    names = tuple(table[0])
    lines = [",".join(f'"{cells[name]}"' for name in names) for cells in table]
    (tmp_path / "in.csv").write_text("\n".join((",".join(names), *lines)), encoding="utf-8")
    screener = ScreenerByHand({}, (UNION,))
    bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY), screener=screener)
    for answer, cells in zip(records(tmp_path / "out.csv"), table, strict=True):
        stated = {name: cell for name, cell in cells.items() if cell}
        alone = check(transaction_of(header(stated).columns, stated), date_of_law=TODAY, screener=screener)
        assert answer["release"] == alone.release, cells
        of_texts = [reason.text for reason in alone.release_because if reason.code in OF_DESCRIPTIONS]
        assert bool(of_texts) is (cells not in table[-2:]), cells
        assert all(text in answer["reasons"] for text in of_texts), (of_texts, answer["reasons"])


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_reasons_begin_with_what_stands_between_two(tmp_path: Path, language: str) -> None:
    """Where a sheet leaves out that facts are missing, a separator stood before what is said of old lists."""
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    rows_of_file = [row.replace(",A,", f",{number},", 1) for number, row in enumerate(ROWS.values(), 1)]
    source.write_text("\n".join([NAMES, *rows_of_file]), "utf-8")
    options = Options(TODAY, language=language)
    bulk(source, target, options=options, screener=ScreenerByHand({}, (OLD,)))
    rows = pl.read_excel(target, sheet_id=2, infer_schema_length=0)
    texts = dict(rows.select("reference", heading("reasons", language)).iter_rows())
    assert [text for text in texts.values() if not text or text.startswith(SEPARATOR.strip())] == []
    # What holds this row alone stands before what holds each row of the file.
    missing = translate("missing: {fields}", language).partition("{")[0]
    assert texts["2"].startswith(missing)


def test_what_is_empty_leaves_no_separator() -> None:
    rows = pl.DataFrame({"first": ["", None, "a", "a", ""], "then": ["b", "b", "", "b", None]})
    assert rows.select(joined(pl.col("first"), pl.col("then"))).to_series().to_list() == [
        "b", "b", "a", "a; b", "",
    ]  # fmt: skip


KNOWN = {
    "date": str(TODAY), "activity": "export", "manner": "permanent", "exporter.country": "DE",
    "items.description": "pump", "items.kind": "goods", "items.entries": "[]", "items.national_entries": "[]",
    "items.cyber_surveillance": "false", "items.cn_code": "84137081", "destination": "BR", "purchasing_country": "BR",
    "parties.end_user.name": "B SA", "parties.end_user.country": "BR", "parties.end_user.service": "none",
}  # fmt: skip
IN_JAPAN = {"destination": "JP", "purchasing_country": "JP", "parties.end_user.country": "JP"}
IN_TURKEY = {"destination": "TR", "purchasing_country": "TR", "parties.end_user.country": "TR"}
OF_CODE = {
    "customs_code_replaced": {"items.cn_code": "85171200"},
    "export_within_union": {"destination": "FR"},
    "brokering_from_union": {"activity": "brokering", "located_in": "FR"},
    "brokering_location": {"activity": "brokering"},
    "export_from_third_country": {"located_in": "CH"},
    "transfer_leaves_union": {"activity": "intra_union_transfer", "consigned_to": "CH"},
    "transfer_first_stop": {"activity": "intra_union_transfer"},
    "first_stop_denied": {"consigned_to": "RU", "circumstances.russia_833_2014_through_russia": "false"},
    "end_user_elsewhere": {"parties.end_user.country": "AR"},
    "purchaser_elsewhere": {"parties.purchaser.2.country": "AR"},
    "decision_later": {
        "authority_decisions.2.provision": "Art. 4(2)", "authority_decisions.2.result": "not_required",
        "authority_decisions.2.date": str(TODAY + timedelta(days=3)),
        "authority_decisions.2.reference": "X 1",
    },
    "exporter_outside_union": {"exporter.country": "US"},
    "kind_differs": {"items.entries": "5D002.c", "items.kind": "goods"},
    "cyber_surveillance_listed": {"items.entries": "5A001.j", **IN_JAPAN},
    "code_in_text": {"items.description": "radar set, entry 6A008.e"},
    "military_code_in_text": {"items.product": "ML10 military drone"},
    "goods_electronic": {"manner": "electronic"},
    "high_priority_diversion": {**IN_TURKEY, "items.cn_code": "85423190"},
    "uncoded_diversion": {**IN_TURKEY, "items.cn_code": ""},
    "banned_goods_sold_on": {**IN_TURKEY, "end_use": "for resale from stock"},
    "known_to_go_on": {**IN_TURKEY, "items.cn_code": "85423190", "knowledge.reexport": "aware"},
}  # fmt: skip
"""Of each warning that a few stated fields decide a row to which it belongs."""


@pytest.mark.parametrize("code", OF_CODE)
def test_a_table_tells_what_does_not_fit_as_check_does(tmp_path: Path, code: str) -> None:
    cells = KNOWN | OF_CODE[code]
    bulk(write_rows(tmp_path / "in.csv", [cells, KNOWN]), tmp_path / "out.csv", options=Options(TODAY))
    answer, other = records(tmp_path / "out.csv")
    alone = check(transaction_of(header(cells).columns, cells), date_of_law=TODAY)
    texts = [reason.text for reason in alone.release_because if reason.code == code]
    assert texts
    assert all(text in answer["reasons"] for text in texts)
    assert not any(text in other["reasons"] for text in texts)
    # What a description is like stands behind the others in a row, with few words (`bulk/described_rows.py`).
    first = next(reason.text for reason in alone.release_because if reason.code != DOUBTED)
    assert answer["reasons"].startswith(first)
    # A place that no rule waits for, and the release does, is missing in both.
    assert answer["missing"].split(";") == ([*dict.fromkeys(row.fact for row in alone.missing)] or [""])


def test_a_table_without_customs_codes_asks_where_goods_often_go_on(tmp_path: Path) -> None:
    """Annex XL to Regulation (EU) No 833/2014: the column that is not there is a code that is not stated."""
    cells = {name: cell for name, cell in KNOWN.items() if name != "items.cn_code"}
    rows = [cells | IN_TURKEY, cells]
    bulk(write_rows(tmp_path / "in.csv", rows), tmp_path / "out.csv", options=Options(TODAY))
    asked, other = ("there are signs of diversion" in row["reasons"] for row in records(tmp_path / "out.csv"))
    assert (asked, other) == (True, False)


@pytest.mark.parametrize("stated", OF_STATEMENTS, ids=lambda stated: stated.codes[0])
def test_a_warning_reads_no_field_but_those_it_declares(stated: StatedWarnings) -> None:
    for cells in (KNOWN | row for row in OF_CODE.values()):
        columns = header(cells).columns
        read = [column for column in columns if column.states(stated.fields)]
        telling = {column.name: stated.telling.get(column.field_of_any_role, str) for column in read}
        part = {name: telling[name](cells[name]) for name in telling}
        messages, of_part = (
            {
                str(message)
                for message in stated.holding(checked_transaction(transaction_of(columns, of), TODAY), TODAY)
            }
            for of in (cells, part)
        )
        assert of_part == messages
        shows = [stated.signs.get(column.field, str.isspace)(cells[column.name]) for column in columns]
        assert any(shows) or not stated.signs or not messages


def test_each_warning_that_holds_a_release_has_a_row_or_rests_on_the_judgement() -> None:
    assert {*OF_CODE, *OF_THE_JUDGEMENT} == set(CONTRADICTIONS)
    assert len(CONTRADICTIONS) == len(set(CONTRADICTIONS))


def test_under_the_authorisation_for_close_partners_an_end_user_may_be_in_another_one(tmp_path: Path) -> None:
    """Annex II, EU001, Part 2: all of them ask the same."""
    partners = {"destination": "JP", "purchasing_country": "JP", "parties.end_user.country": "CA"}
    cells = {**FREE, "items.entries": "5A002.a", **partners}
    (tmp_path / "in.csv").write_text("\n".join(map(",".join, (cells, cells.values()))))
    bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY))
    (answer,) = records(tmp_path / "out.csv")
    assert answer["outcome"] == "general_authorisation"
    assert "an end user is in" not in answer["reasons"]


MACHINE = "coordinate measuring machine"
DESCRIBED = {
    "no entry yet": ("", MACHINE, "dualuse classify thinks of 2B006"),
    "no entry yet, in German": ("", "5-Achs-Bearbeitungszentrum", "dualuse classify thinks of 2B001"),
    "stated to be in none": ("[]", MACHINE, "like goods of 2B006"),
    "stated to be in none, everyday goods": ("[]", "stainless steel water bottle", ""),
    "an entry is stated": ("2B001.b.2", MACHINE, ""),
    "nothing described": ("", "", ""),
}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("entries", "description", "words"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_row_says_where_its_description_leads_as_check_does(
    tmp_path: Path, entries: str, description: str, words: str, ending: str
) -> None:
    """``check`` named the entries of such goods, and a table of the same sales said nothing."""
    row = FREE | {"items.entries": entries, "items.description": description}
    pl.DataFrame([row]).write_csv(tmp_path / "in.csv")
    target = tmp_path / f"out.{ending}"
    summary = bulk(tmp_path / "in.csv", target, options=Options(TODAY), screener=ScreenerByHand({}, (UNION,)))
    answer = (records(target) if ending == "csv" else sheet(target, 1))[0]
    reasons = answer["reasons"] or ""
    likely = re.findall("thinks of|like goods of", reasons)
    assert (words in reasons, len(likely)) == (True, int(bool(words)))
    # The release is that of check, and of assess.
    cells = {name: cell for name, cell in row.items() if cell}
    alone = check(
        transaction_of(header(cells).columns, cells), date_of_law=TODAY, screener=ScreenerByHand({}, (UNION,))
    )
    assert answer["release"] == alone.release
    assert alone.release == ("ask" if not entries or "like goods" in words else alone.release)
    shown = " ".join(line.text for line in summary_lines(summary, str(target), Options(TODAY)))
    assert ("look again: row 2 (A)" in shown) == ("like goods" in words)


@pytest.mark.parametrize(("looked_at", "release"), [({"P-1"}, "go"), ({"P-2"}, "ask"), (set(), "ask")])
def test_a_product_that_the_house_has_classified_is_not_asked_about_again(
    tmp_path: Path, looked_at: set[str], release: str
) -> None:
    """Whoever answered the doubt once, with ``dualuse products decide``, would be asked each morning."""
    row = FREE | {"items.entries": "[]", "items.description": MACHINE, "items.product": "P-1"}
    pl.DataFrame([row]).write_csv(tmp_path / "in.csv")
    options = Options(TODAY, looked_at=frozenset(looked_at))
    summary = bulk(
        tmp_path / "in.csv", tmp_path / "out.csv", options=options, screener=ScreenerByHand({}, (UNION,))
    )
    (answer,) = records(tmp_path / "out.csv")
    assert answer["release"] == release
    assert summary.releases == {release: 1}
    assert ("look again" in (answer["reasons"] or "")) == (release == "ask")


@pytest.mark.parametrize(
    ("cells", "release", "words"),
    [
        ({"items.answers.unexecuted.words.entries": "false"}, "go", ""),
        ({"items.answers.unexecuted.words.entries": "FALSE"}, "go", ""),
        ({}, "ask", "like goods of 2B006"),
        ({"items.description": "camera drone, flight time 25 min"}, "go", ""),
        ({"items.description": "camera drone"}, "ask", "like goods of 9A012"),
    ],
)
def test_what_settles_a_likeness_settles_it_in_a_table(
    tmp_path: Path, cells: dict[str, str], release: str, words: str
) -> None:
    """One release of a transaction, in whatever way it is asked for."""
    row = FREE | {"items.entries": "[]", "items.description": MACHINE} | cells
    pl.DataFrame([row]).write_csv(tmp_path / "in.csv")
    target, screener = tmp_path / "out.csv", ScreenerByHand({}, (UNION,))
    bulk(tmp_path / "in.csv", target, options=Options(TODAY), screener=screener)
    (answer,) = records(target)
    assert (answer["release"], words in (answer["reasons"] or "")) == (release, True)
    stated = {name: cell for name, cell in row.items() if cell}
    alone = check(transaction_of(header(stated).columns, stated), date_of_law=TODAY, screener=screener)
    assert alone.release == release


def test_a_description_is_searched_once(tmp_path: Path) -> None:
    searched: list[str] = []

    class Counting(LikelyEntries):
        def of_unclassified(self, description: str) -> tuple[str, ...]:
            searched.append(description)
            return ("2B001.b.2",)

    rows = DescribedRows(options=Options(TODAY), likely=Counting())
    cells = pl.DataFrame({DESCRIPTION: [MACHINE, "lathe", MACHINE, " lathe ", None]})
    answers = pl.DataFrame({"wrong": [False] * 4 + [True], BECAUSE: [None] * 5, "release": ["ask"] * 5})
    answers = answers.cast({BECAUSE: pl.String})
    for _ in range(2):
        answered = rows.with_hints(cells, pl.Series(range(5)), answers)
    assert sorted(searched) == sorted([MACHINE, "lathe"])
    assert answered[BECAUSE].null_count() == 1
    assert rows.unclassified == 8


_QUIET = {f"knowledge.{use}": "none" for use in GROUNDS}
_OWNED = {
    "parties.end_user.owners.1.name": "Example Holding", "parties.end_user.owners.1.country": "RU",
    "parties.end_user.owners.1.share": "49",
}  # fmt: skip
_ANALYSER = {"items.entries": "3A002.c", "items.cn_code": "90304000"}
_IN_TRANSIT = {
    "activity": "transit", "exporter.country": "CN", "located_in": "DE", "destination": "KZ", "purchasing_country": "KZ",
    "parties.end_user.country": "KZ", "items.cn_code": "73089059",
}  # fmt: skip
_THROUGH_RUSSIA = "circumstances.russia_833_2014_through_russia"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"knowledge.internal_repression": "aware"}, "grave_use"),
        ({"knowledge.public_security": "suspects"}, "suspicion"),
        ({**_OWNED, **IN_TURKEY, "items.cn_code": "85423190"}, "release.unexecuted"),
        (
            {
                **_OWNED,
                **IN_JAPAN,
                **_ANALYSER,
                "answers.done.EU001": "true",
                "circumstances.free_zone": "false",
            },
            "release.unexecuted",
        ),
        ({**_IN_TRANSIT, _THROUGH_RUSSIA: "true"}, "release.way_in_transit"),
        ({**_ANALYSER, **_OWNED, "parties.end_user.owners.1.country": "IR"}, "release.ban_to_settle"),
        ({**_ANALYSER, **_OWNED, "parties.end_user.owners.1.country": "BR"}, "release.no_authorisation"),
        ({}, ""),
    ],
)
@pytest.mark.parametrize("lists", [(UNION,), None])
def test_crimes_owners_and_ways_hold_a_row_as_check_does(
    tmp_path: Path, changes: dict[str, str], code: str, lists: object
) -> None:
    cells = {**KNOWN, **_QUIET, "exporter.name": "Own AG", **changes}
    (tmp_path / "in.csv").write_text("\n".join(",".join(line) for line in (cells, cells.values())))
    screener = ScreenerByHand({}, lists) if lists else None  # type: ignore[arg-type]
    bulk(tmp_path / "in.csv", tmp_path / "out.csv", options=Options(TODAY), screener=screener)
    (answer,) = records(tmp_path / "out.csv")
    alone = check(transaction_of(header(cells).columns, cells), date_of_law=TODAY, screener=screener)
    assert answer["release"] == alone.release
    texts = [reason.text for reason in alone.release_because if reason.code == code]
    # A row whose parties nobody screened waits for that, and is looked at then; one that stops says why at once.
    if code and (lists or alone.release == "stop"):
        assert texts
        assert all(text in answer["reasons"] for text in texts)
    assert code or not lists or alone.release == "go"


@pytest.mark.parametrize(
    ("entries", "description", "release", "asked"),
    [
        ("3A002.c", "plutonium separation equipment", "go", True),
        ("3A002.c;5A002.a.1", "Hendra virus", "go", True),
        ("3A002.c", "plutonium separation equipment", "stop", False),
        ("3A002.c", "spectrum analyser", "go", False),
        ("1C351.a.18", "Hendra virus", "go", False),
        ("[]", "Hendra virus", "go", True),
    ],
)
def test_a_row_described_as_goods_of_another_entry_is_not_free_to_go(
    entries: str, description: str, release: str, asked: bool
) -> None:
    cells = pl.DataFrame({"items.entries": [entries], "items.description": [description]})
    answers = pl.DataFrame({"wrong": [False], "release": [release], "because": ["nothing is open"]})
    hinted = DescribedRows(options=Options(TODAY)).with_hints(cells, pl.Series([2]), answers)
    assert hinted["release"].to_list() == ["ask" if asked else release]
    assert ("look again" in hinted["because"][0]) == asked


@pytest.mark.parametrize(
    ("cells", "release"),
    [
        ({"items.description": "krytron"}, "ask"),
        ({"items.description": "krytron", "items.answers.unexecuted.words.entries": "False"}, "go"),
        ({"items.description": "krytron", "items.answers.unexecuted.code_of_listed_goods": "false"}, "ask"),
        ({"items.cn_code": "8401"}, "ask"),
        ({"items.cn_code": "8401", "items.answers.unexecuted.code_of_listed_goods": "false"}, "go"),
        ({"items.cn_code": "8401", "items.answers.unexecuted.words.entries": "false"}, "ask"),
        ({"items.cn_code": "9030"}, "go"),
    ],
)
def test_a_row_of_sensitive_goods_asks_until_its_own_answer(cells: dict[str, str], release: str) -> None:
    """Section I of Annex II within a category, and a code of fewer digits, as ``check`` reads them."""
    frame = pl.DataFrame({"items.entries": ["3A002.c"], **{name: [cell] for name, cell in cells.items()}})
    answers = pl.DataFrame({"wrong": [False], "release": ["go"], "because": ["nothing is open"]})
    hinted = DescribedRows(options=Options(TODAY)).with_hints(frame, pl.Series([2]), answers)
    assert hinted["release"].to_list() == [release]
