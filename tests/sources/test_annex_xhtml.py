"""The text of Annex I from XHTML: nesting, notes, powers, definitions; and files that are something else. Invented pages only."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.annex.reading import Reading, path_differences, read_annex
from dualuse.sources.annex.text import AnnexText
from tests.support.eurlex_pages import HEAD, heading, item, page, paragraph, raised, row


def read(tmp_path: Path, content: bytes, language: str = "en", edition: str = "") -> Reading:
    path = tmp_path / "annex.xhtml"
    path.write_bytes(content)
    return read_annex(path, language, edition)


def lines(text: AnnexText) -> list[tuple[str, str, str]]:
    return [(line.kind, line.path, line.text) for line in text.lines]


KETTLES = (
    heading("CATEGORY 5"),
    item(
        "5A004",
        "Kettles, as follows:",
        item("a.", f"Boiling 5 × 10{raised('9')} cups at 100 {raised('o')}C, in UF<span>6</span>;"),
        item(
            "b.",
            "Whistling, and all of the following:",
            item("1.", "Louder than 9,5 dB; <span>and</span>"),
            item("2.", "Longer than 3 s."),
            paragraph('<span class="italics">Note 1:</span> 5A004.b. does not control songs.'),
            paragraph('<span class="italics">Note 2:</span> 5A004.b. does not include:'),
            item("a.", "Cosies;"),
            item("b.", "Trays, having any of the following:", item("1.", "Handles; or"), item("2.", "Legs.")),
        ),
        item("c.", "Not used."),
    ),
    item("5B002", "Racks."),
)


def test_items_nest_and_the_items_of_a_note_are_none(tmp_path: Path) -> None:
    reading = read(tmp_path, page(*KETTLES))
    assert lines(reading.text) == [
        ("provision", "5A004", "Kettles, as follows:"),
        ("provision", "5A004.a", "Boiling 5 × 10^9 cups at 100 °C, in UF6;"),
        ("provision", "5A004.b", "Whistling, and all of the following:"),
        ("provision", "5A004.b.1", "Louder than 9,5 dB; and"),
        ("provision", "5A004.b.2", "Longer than 3 s."),
        ("note", "5A004.b", "Note 1: 5A004.b. does not control songs."),
        (
            "note",
            "5A004.b",
            "Note 2: 5A004.b. does not include: a. Cosies; b. Trays, having any of the following: 1. Handles; or 2. Legs.",
        ),
        ("provision", "5A004.c", "Not used."),
        ("provision", "5B002", "Racks."),
    ]
    assert reading.doubtful == ()
    assert [line.number for line in reading.text.lines] == list(range(9))
    assert (reading.text.edition, reading.text.celex) == ("2025-11-15", "02021R0821-20251115")


def test_the_paths_are_compared_with_those_the_edition_has(tmp_path: Path) -> None:
    text = read(tmp_path, page(*KETTLES)).text
    codes = {"5A004", "5A004.a", "5A004.b", "5A004.b.1", "5B002", "5B002.a"}
    differences = path_differences(text, codes)
    assert differences.unknown == ("5A004.b.2",)  # 5A004.c is kept free, which is no difference
    assert differences.missing == ("5B002.a",)


def test_the_annex_ends_where_the_next_begins_without_boxes_too(tmp_path: Path) -> None:
    boxed, bare = (read(tmp_path, page(*KETTLES, boxed=boxed)).text.lines for boxed in (True, False))
    assert boxed == bare


def test_tables_of_two_columns_are_lists(tmp_path: Path) -> None:
    """The form of the Official Journal; the day is given, since such a page does not say it."""
    content = page(
        row(
            "5A004",
            "Kettles, as follows:",
            row("a.", "Large;"),
            row("b.", "Small."),
            row("Note:", "5A004 is big."),
        ),
        reference="",
    )
    assert lines(read(tmp_path, content, edition="2025-11-15").text) == [
        ("provision", "5A004", "Kettles, as follows:"),
        ("provision", "5A004.a", "Large;"),
        ("provision", "5A004.b", "Small."),
        ("note", "5A004", "Note: 5A004 is big."),
    ]


def test_lists_that_stand_beside_each_other_nest_by_their_marks(tmp_path: Path) -> None:
    """Boxes side by side: a note after them is about the entry. Without boxes it says itself what it is about."""
    marked = (("a.", "A;"), ("b.", "B, any of:"), ("1.", "B1;"), ("2.", "B2;"), ("c.", "C."))
    note = paragraph("Technical Note: For the purposes of 5A004.c., 'c' is a letter.")
    boxes, bare = [item(*row) for row in marked], [paragraph(" ".join(row)) for row in marked]
    for items, scope in ((boxes, "5A004"), (bare, "5A004.c")):
        content = page(paragraph("5A004 Kettles, as follows:"), *items, note)
        assert [(kind, path) for kind, path, _ in lines(read(tmp_path, content).text)] == [
            ("provision", "5A004"),
            ("provision", "5A004.a"),
            ("provision", "5A004.b"),
            ("provision", "5A004.b.1"),
            ("provision", "5A004.b.2"),
            ("provision", "5A004.c"),
            ("note", scope),
        ]


def test_an_item_set_too_deep_is_placed_by_its_mark_and_told(tmp_path: Path) -> None:
    """The page sets 5A004.a.2 inside 5A004.a.1, as the published page of 1C010.e seems to."""
    deep = item("1.", "First, any of:", item("a.", "Red;"), item("b.", "Blue;"), item("2.", "Second."))
    reading = read(tmp_path, page(item("5A004", "Kettles:", item("a.", "All of:", deep))))
    assert [path for _, path, _ in lines(reading.text)][-1] == "5A004.a.2"
    assert reading.doubtful == ("5A004.a.2",)


def test_a_list_after_a_note_without_a_colon_goes_on_with_the_provision(tmp_path: Path) -> None:
    content = page(
        item(
            "5A004",
            "Kettles, as follows:",
            paragraph("Note: 5A004 includes pots."),
            item("a.", "Large;"),
            item("b.", "Small."),
        )
    )
    assert [path for _, path, _ in lines(read(tmp_path, content).text)] == [
        "5A004",
        "5A004",
        "5A004.a",
        "5A004.b",
    ]


def test_a_list_of_a_note_before_the_list_of_the_provision(tmp_path: Path) -> None:
    content = page(
        item(
            "5A004",
            "Kettles, as follows:",
            paragraph("Note: 5A004 does not include:"),
            item("a.", "Cups;"),
            item("b.", "Mugs."),
            item("a.", "Large;"),
            item("b.", "Small."),
        )
    )
    assert lines(read(tmp_path, content).text)[1:] == [
        ("note", "5A004", "Note: 5A004 does not include: a. Cups; b. Mugs."),
        ("provision", "5A004.a", "Large;"),
        ("provision", "5A004.b", "Small."),
    ]


def test_definitions_general_notes_marks_of_amendments_footnotes_and_tables(tmp_path: Path) -> None:
    content = page(
        heading("GENERAL NOTE ON KETTLES (GNK)"),
        paragraph("Kettles are&nbsp;fine ►M3  still ◄ (<a href='#E1'>" + raised("1") + "</a>)."),
        paragraph("▼M3", "modref"),
        heading("DEFINITIONS OF TERMS USED IN THIS ANNEX"),
        paragraph('"Kettle" (5) means a pot.'),
        paragraph('N.B. See also "cup".'),
        paragraph("“Cup” (5) is small."),
        heading("CATEGORY 5"),
        heading("5A Systems", 2),
        paragraph("Note: All of 5A is hot."),
        paragraph("5A004 Kettles by size:"),
        '<table class="table"><tr><td>Size</td><td>Use</td><td>Cups</td></tr><tr><td>L</td><td>home</td><td>9</td></tr></table>',
        paragraph(
            'K = <img src="f.png" alt=""/> m' + raised("2") + ", 1" + raised("st") + " s" + raised("−1")
        ),
        paragraph("(1) A footnote.", "footnote"),
    )
    reading = read(tmp_path, content)
    assert lines(reading.text) == [
        ("general_note", "GENERAL NOTE ON KETTLES (GNK)", "Kettles are fine still ."),
        ("definition", "Kettle", '"Kettle" (5) means a pot. N.B. See also "cup".'),
        ("definition", "Cup", "“Cup” (5) is small."),
        ("general_note", "CATEGORY 5 — 5A Systems", "Note: All of 5A is hot."),
        ("provision", "5A004", "Kettles by size: Size | Use | Cups L | home | 9 K = [formula] m^2, 1st s^-1"),
    ]
    assert reading.formulas == 1


@pytest.mark.parametrize(
    ("language", "title", "head", "free"),
    [
        ("de", "ANHANG I", "Anmerkung:", "Nicht belegt;"),
        ("fr", "ANNEXE I", "Note technique:", "Non utilisé;"),
        ("es", "ANEXO I", "Nota técnica:", "No se utiliza;"),
        ("it", "ALLEGATO I", "Nota:", "Non utilizzato;"),
        ("nl", "BIJLAGE I", "Technische noot:", "Niet gebruikt;"),
        ("pt", "ANEXO I", "Notas técnicas:", "Não utilizado;"),
        ("ro", "ANEXA I", "Notă:", "Nu se utilizează;"),
        ("pl", "ZAŁĄCZNIK I", "Uwaga 1:", "Nie używany;"),
        ("cs", "PŘÍLOHA I", "Poznámka:", "Nepoužito;"),
        ("sk", "PRÍLOHA I", "Technická poznámka:", "Nepoužíva sa;"),
        ("sl", "PRILOGA I", "Tehnična opomba:", "Se ne uporablja;"),
        ("hr", "PRILOG I", "Napomena:", "Ne upotrebljava se;"),
        ("hu", "I. MELLÉKLET", "Műszaki megjegyzés:", "Nem használt;"),
        ("da", "BILAG I", "Teknisk note:", "Ikke anvendt;"),
        ("sv", "BILAGA I", "Anm.:", "Används inte;"),
        ("fi", "LIITE I", "Huom.", "Ei käytössä;"),
        ("et", "I LISA", "Märkus:", "Ei kasutata;"),
        ("lv", "I PIELIKUMS", "Piezīme:", "Netiek izmantots;"),
        ("lt", "I PRIEDAS", "Techninė pastaba:", "Nenaudojama;"),
        ("mt", "ANNESS I", "Nota:", "Mhux użat;"),
        ("ga", "IARSCRÍBHINN I", "Nóta:", "Gan úsáid;"),
    ],
)
def test_the_words_of_other_languages(
    tmp_path: Path, language: str, title: str, head: str, free: str
) -> None:
    content = page(
        item("5A004", "X:", item("a.", free), paragraph(f"{head} 5A004: Y.")),
        reference=f'<p class="reference">02021R0821 — {language.upper()} — 15.11.2025 — 007.001</p>',
        boxed=False,
    ).replace(b"ANNEX I<", f"{title}<".encode())
    text = read(tmp_path, content, language).text
    assert [line.kind for line in text.lines] == ["provision", "provision", "note"]
    assert path_differences(text, {"5A004"}).unknown == ()


BOMB = HEAD.replace("<html", '<!DOCTYPE html [<!ENTITY a "aaaaaaaa">]><html', 1).replace(
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n',
    "",
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "annex_empty"),
        (b" \n ", "annex_empty"),
        (b"\x00\x01\x02PK\x03\x04", "annex_form"),
        (b"%PDF-1.7", "annex_form"),
        (page(*KETTLES)[:-40], "annex_no_xhtml"),
        (page(*KETTLES)[: len(page(*KETTLES)) // 2], "annex_no_xhtml"),
        (b"<!doctype html><html><body><p>An open paragraph<br></body></html>", "annex_no_xhtml"),
        (b"<ANNEX><TITLE>Formex</TITLE></ANNEX>", "annex_other"),
        (page(reference='<p class="reference">02014R0833 — EN — 24.2.2025 — 001.001</p>'), "annex_no_day"),
        (
            page(*KETTLES, reference='<p class="reference">02014R0833 — EN — 24.02.2025 — 001.001</p>'),
            "annex_other",
        ),
        (page(*KETTLES, reference=""), "annex_no_day"),
        (page(paragraph("No entry at all.")), "annex_other"),
        (page(*KETTLES).replace(b"2021/821", b"2014/833").replace(b"02021R0821", b""), "annex_other"),
        (
            page(*KETTLES, reference='<p class="reference">02021R0821 — DE — 15.11.2025 — 7</p>'),
            "annex_contradiction",
        ),
        ((BOMB + "<p>&a;</p></body></html>").encode(), "annex_entities"),
    ],
)
def test_other_files_are_one_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, content)
    (problem,) = caught.value.problems
    assert problem.what.code == code
    assert problem.file.endswith("annex.xhtml")
    assert problem.text("en")


def test_a_bomb_of_entities_is_refused_before_it_grows(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE html [<!ENTITY e0 "x">{levels}]><html><body>&e11;</body></html>'
    with pytest.raises(InputError, match="entities"):
        read(tmp_path, content.encode())


def test_a_day_that_contradicts_the_page_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2025-11-15"):
        read(tmp_path, page(*KETTLES), edition="2024-11-08")


def test_a_language_that_is_not_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="language el"):
        read(tmp_path, page(*KETTLES), language="el")


def test_a_large_page_is_read(tmp_path: Path) -> None:
    """Two thousand entries, three megabytes: of the order of the real page."""
    entries = [
        item(f"{a}{b}{c:03}", *(item(f"{m}.", "word " * 60) for m in "abcde"))
        for a in "0123456789"
        for b in "ABCDE"
        for c in range(40)
    ]
    reading = read(tmp_path, page(*entries))
    assert len({line.entry for line in reading.text.lines}) == 2000
    assert reading.doubtful == ()


def test_a_file_larger_than_any_edition_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualuse.sources.annex.text.MAXIMUM_BYTES", 1000)
    with pytest.raises(InputError, match="larger than"):
        read(tmp_path, page(*KETTLES))


def test_nesting_without_end_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(tmp_path, page("<div>" * 5000 + "</div>" * 5000))
