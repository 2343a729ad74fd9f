"""Texts in letters in which listed names are hardly found: asked, for that nothing is found in them says nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.listed.installed import InstalledLists, screener_of
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.schema.determination import Determination
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.screening.names.unread_letters import is_hardly_read
from tests.assessment.test_listed import TRANSACTION
from tests.bulk.test_screened_rows import FREE
from tests.support.bulk_runs import TODAY, records, write_rows
from tests.support.union_list_home import union_list

ENTRY = {
    "id": "eu-1",
    "schema": "Company",
    "properties": {"name": ["Zarkovian Works"], "country": ["ru"], "program": ["TERR"]},
    "datasets": ["eu_fsf"],
}
UNREAD = (
    "חלקי חילוף עבור אורלוב קווילון",
    "อะไหล่สำหรับเครื่องจักร",
    "기계용 예비 부품",
    "मशीनों के लिए पुर्जे",
    "用于客户的备件",
    "قطع غيار إلى شركة",
    "機械向けの予備部品",
    "መለዋወጫ ዕቃዎች",
    "קווילון",
    "end user: אורלוב קווילון",
    "spare parts for אורלוב קווילון in May",
    "&#1495;&#1500;&#1511;&#1497; &#1495;&#1497;&#1500;&#1493;&#1507;",
)
READ = (
    "spare parts for machines",
    "Ersatzteile für Prüfstände, Größe Ø 5 µm, 10 kΩ, 25 ℃",
    "запасные части для станков",
    "ανταλλακτικά για μηχανές",
    "სათადარიგო ნაწილები",
    "պահեստամասեր մեքենաների համար",
    "Router der Marke 华为, 2 Stück",
    "Pump (真空) for laboratories",
    "Orlow Quillon (אורלוב קווילון)",
    "spare parts for Orlow Quillon / חלקי חילוף עבור אורלוב",
    "𝐬𝐩𝐚𝐫𝐞 𝐩𝐚𝐫𝐭𝐬",
    "4711 / 12",
    "",
)


@pytest.mark.parametrize("text", UNREAD)
def test_letters_in_which_names_are_hardly_found(text: str) -> None:
    assert is_hardly_read(text)


@pytest.mark.parametrize("text", READ)
def test_letters_in_which_names_are_found_and_single_foreign_words(text: str) -> None:
    assert not is_hardly_read(text)


@pytest.mark.parametrize("text", UNREAD)
def test_more_text_in_the_same_letters_is_asked_as_well(text: str) -> None:
    assert is_hardly_read(f"{text} {text}")
    assert is_hardly_read(f"{text}. Delivery in May {text}")


def _checked(home: Path, **changes: Any) -> Determination:
    return check({**TRANSACTION, **changes}, screener=InstalledLists(home=home))


def _unread(answer: Determination) -> list[Any]:
    return [
        reason.params["texts"] for reason in answer.release_because if reason.code == "release.text_unread"
    ]


@pytest.mark.parametrize(
    ("path", "stated"),
    [
        ("end_use", {"end_use": UNREAD[0]}),
        ("items[0].description", {"items": [{**TRANSACTION["items"][0], "description": UNREAD[1]}]}),
        ("sources[0].quote", {"sources": [{"fact": "end_use", "quote": UNREAD[2]}]}),
    ],
)
def test_the_field_is_named(tmp_path: Path, path: str, stated: dict[str, Any]) -> None:
    answer = _checked(union_list(tmp_path, [ENTRY]), **stated)
    assert answer.release == "ask"
    assert _unread(answer) == [[path]]


def test_a_text_that_is_read_is_not_asked_about(tmp_path: Path) -> None:
    home = union_list(tmp_path, [ENTRY])
    assert not _unread(_checked(home, end_use=READ[0]))
    assert not _unread(_checked(home, end_use=f"spare parts for a big machine / {UNREAD[2]}"))


def test_without_lists_nobody_is_looked_for_in_a_text_and_that_is_said(tmp_path: Path) -> None:
    answer = _checked(tmp_path, end_use=UNREAD[0])
    assert not _unread(answer)
    assert answer.screening.status == "not_screened"


def test_rows_are_asked_as_check_asks_them(tmp_path: Path) -> None:
    rows = [
        {**FREE, "end_use": READ[0], "items.description": ""},
        {**FREE, "end_use": UNREAD[0], "items.description": ""},
        {**FREE, "end_use": "", "items.description": UNREAD[4]},
        {**FREE, "end_use": UNREAD[0], "items.description": "", "items.entries": ""},
        {**FREE, "end_use": UNREAD[0], "items.description": "", "destination": "BY"},
    ]
    file = write_rows(tmp_path / "in.csv", rows)
    installed = InstalledLists(home=union_list(tmp_path, [ENTRY]))
    bulk(file, tmp_path / "out.csv", options=Options(TODAY, reasons=True), screener=screener_of(installed))
    columns = header(list(rows[0])).columns
    for row, answer in zip(rows, records(tmp_path / "out.csv"), strict=True):
        judged = check(transaction_of(columns, row), screener=installed)
        asks = [reason.text for reason in judged.release_because if reason.code == "release.text_unread"]
        assert answer["release"] == judged.release
        assert bool(asks) is (row["end_use"] != READ[0] and judged.release == "ask")
        assert all(text in answer["reasons"] for text in asks), answer
