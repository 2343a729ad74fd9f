"""Citations and days are written as a reader of each language writes them; data and English keep theirs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import dualuse.i18n
from dualuse.assessment.authorisations.points_of_items import overdrawn_message
from dualuse.assessment.listed.identity import entry_met
from dualuse.documents.speech import Speech
from dualuse.i18n import (
    LANGUAGES,
    Figure,
    Message,
    Named,
    fill,
    quoted,
    referred,
    render,
    score,
    semicolon,
    short_day,
    together,
    translate,
)
from dualuse.i18n.citations import cited
from dualuse.i18n.days import stated_day
from dualuse.inputs.opening import unreadable
from dualuse.schema.screening import ScreeningHit
from scripts.collect_messages import as_set

LOCALE = Path(dualuse.i18n.__file__).parent / "locale"


@pytest.mark.parametrize(
    ("citation", "german", "french"),
    [
        ("Art. 3(1)", "Art. 3 Abs. 1", "article 3, paragraphe 1"),
        ("Art. 4(1)(a)", "Art. 4 Abs. 1 Buchst. a", "article 4, paragraphe 1, point a)"),
        ("Art. 4(1)(c)(ii)", "Art. 4 Abs. 1 Buchst. c Ziff. ii", "article 4, paragraphe 1, point c) ii)"),
        ("Art. 5(1), (2)", "Art. 5 Abs. 1, 2", "article 5, paragraphes 1, 2"),
        ("Art. 8g(2) to (4)", "Art. 8g Abs. 2 bis 4", "article 8g, paragraphes 2 à 4"),
        ("Art. 2(20)", "Art. 2 Nr. 20", "article 2, point 20)"),
        ("Art. 4", "Art. 4", "article 4"),
        ("Annex II", "Anhang II", "annexe II"),
        (
            "Art. 1a with Annex III, other entries",
            "Art. 1a mit Anhang III, übrige Einträge",
            "article 1a avec l’annexe III, autres entrées",
        ),
        (
            "Regulation (EU) No 833/2014, Art. 2a(1) and (2) with Annex VII Part B",
            "Verordnung (EU) Nr. 833/2014, Art. 2a Abs. 1 und 2 mit Anhang VII Teil B",
            "règlement (UE) nº 833/2014, article 2a, paragraphes 1 et 2 avec l’annexe VII, partie B",
        ),
        (
            "Annex II, EU001 Part 3(3)",
            "Anhang II, EU001 Teil 3 Nr. 3",
            "annexe II, EU001, partie 3, point 3)",
        ),
        (
            "Annex II, EU007 Part 3(2)(a)(ii)",
            "Anhang II, EU007 Teil 3 Nr. 2 Buchst. a Ziff. ii",
            "annexe II, EU007, partie 3, point 2), point a) ii)",
        ),
        (
            "Ausfuhrliste Part I Section B; Delegated Regulation (EU) 2025/2003",
            "Ausfuhrliste Teil I Abschnitt B; Delegierte Verordnung (EU) 2025/2003",
            "Ausfuhrliste, partie I, section B; règlement délégué (UE) 2025/2003",
        ),
    ],
)
def test_citations(citation: str, german: str, french: str) -> None:
    assert cited(citation, "de") == german
    assert cited(citation, "fr") == french
    assert cited(citation, "en") == citation


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "4.5 µm or 1.0640"), ("de", "4,5 µm or 1,0640"), ("fr", "4,5 µm or 1,0640")],
)
def test_a_figure_has_the_decimal_mark_of_its_reader(language: str, written: str) -> None:
    assert fill("{figure}", language, figure=Figure("4.5 µm or 1.0640")) == written


@pytest.mark.parametrize(("language", "written"), [("en", "0.87"), ("de", "0,87"), ("fr", "0,87")])
def test_a_score_has_the_decimal_mark_of_its_reader_and_a_point_in_data(language: str, written: str) -> None:
    hit = ScreeningHit(
        party="parties[0]",
        role="consignee",
        queried="Example Trading FZE",
        entity="101",
        list="eu_fsf",
        edition="2026-08-01-0123abcd",
        dated="2026-08-01",
        checksum="a" * 64,
        name="Example Trading",
        kind="organisation",
        score=0.8712,
        status="review",
    )
    sentence = entry_met(hit)
    assert written in render(sentence, language)
    assert sentence.plain_params()["score"] == "0.87"
    assert score(0.8712).in_language(language) == written


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1.5 of 0.5"), ("de", "1,5 von 0,5"), ("fr", "1,5 sur 0,5")]
)
def test_amounts_drawn_on_an_authorisation_have_it_too(language: str, written: str) -> None:
    message = overdrawn_message({"reference": "A-1", "measure": "kg", "drawn": "1.5", "left": "0.5"})
    assert written in render(message, language)


def test_an_index_is_called_by_its_name_and_by_its_code_in_data() -> None:
    message = Message(
        "watch.context", "{index}: {value}", {"index": Named("rsf", {"en": "Press", "de": "Presse"})}
    )
    assert render(Message("x", "{index}", message.params), "de") == "Presse"
    assert render(Message("x", "{index}", message.params), "fr") == "Press"
    assert message.plain_params() == {"index": "rsf"}


def test_german_has_a_single_word_for_what_an_assessment_leaves() -> None:
    """The command is called ``dualuse dossier``; sentences say "Akte"."""
    path = Path(dualuse.i18n.__file__).parent / "locale/de/LC_MESSAGES/dualuse.po"
    with path.open("rb") as stream:
        sentences = [str(message.string) for message in read_po(stream, locale="de") if message.id]
    assert [text for text in sentences if re.search(r"\bDossiers?\b", text)] == []
    assert any("Akte" in text for text in sentences)


@pytest.mark.parametrize(
    ("reference", "german", "french"),
    [
        (
            "Restriktive measures, regulations under Art. 215 TFEU; lists of the Security Council",
            "Restriktive measures, Verordnungen nach Art. 215 AEUV; Listen des Sicherheitsrats",
            "Restriktive measures, règlements au titre de l’article 215 TFUE; listes du Conseil de sécurité",
        ),
        (
            "Rec. (EU) 2024/2659, Annex, 2.4",
            "Empfehlung (EU) 2024/2659, Anhang, 2.4",
            "recommandation (UE) 2024/2659, annexe, 2.4",
        ),
        (
            "Reg. (EU) 2021/821, recital 8",
            "Verordnung (EU) 2021/821, ErwG 8",
            "règlement (UE) 2021/821, considérant 8",
        ),
        ("Annex I, 6A002", "Anhang I, 6A002", "annexe I, 6A002"),
        (
            "Art. 5(2) of Regulation (EU) 2021/821",
            "Art. 5 Abs. 2 der Verordnung (EU) 2021/821",
            "article 5, paragraphe 2 du règlement (UE) 2021/821",
        ),
        (
            "US State Dept guidance 30.9.2020",
            "Leitlinien des Außenministeriums der USA, 30.9.2020",
            "orientations du département d’État des États-Unis, 30.9.2020",
        ),
        (
            "Supp. 3; Wassenaar advisory questions (2003, rev. 2018)",
            "Supp. 3; Fragenkatalog des Wassenaar-Arrangements (2003, Fassung 2018)",
            "Supp. 3; questions indicatives de l’arrangement de Wassenaar (2003, rév. 2018)",
        ),
        (
            "Restrictive measures of the Union and the United Nations",
            "Restriktive Maßnahmen der Union und der Vereinten Nationen",
            "mesures restrictives de l’Union et des Nations unies",
        ),
        ("US BIS, Supp. 3 to Part 732", "US BIS, Supp. 3 to Part 732", "US BIS, Supp. 3 to Part 732"),
    ],
)
def test_where_guidance_stands(reference: str, german: str, french: str) -> None:
    assert (referred(reference, "de"), referred(reference, "fr")) == (german, french)
    assert referred(reference, "en") == reference


@pytest.mark.parametrize("language", ["de", "fr"])
def test_articles_of_measures_have_no_english_word_left(language: str) -> None:
    """Those that are a citation, perhaps with a word of what it is about; sentences are translated as such."""
    files = Path(dualuse.__file__).parent.glob("law/measures/*.toml")
    articles = {
        article
        for path in files
        for article in re.findall(r'article = "(Arts?\.? \d[^"]*)"', path.read_text("utf-8"))
    }
    citations = {article for article in articles if " of the " not in article and " where " not in article}
    assert len(citations) > 100
    english = re.compile(
        r"\b(?:other|entries|with|without|and|until|second|customs|humanitarian|medical|items|clothing|Kyrgyzstan)\b"
    )
    assert {article for article in citations if english.search(cited(article, language))} == set()


def test_marks_are_those_of_the_language() -> None:
    assert [quoted("x", language) for language in LANGUAGES] == [
        "“x”",
        "„x“",
        "«\N{NO-BREAK SPACE}x\N{NO-BREAK SPACE}»",
    ]
    assert [semicolon(language) for language in LANGUAGES] == ["; ", "; ", "\N{NO-BREAK SPACE}; "]
    assert together(["Art. 3", "Art. 4"], "fr") == "Art. 3\N{NO-BREAK SPACE}; Art. 4".replace(
        "Art.", "article"
    )


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("l'exportation ; d'abord", "l’exportation\N{NO-BREAK SPACE}; d’abord"),
        (
            "Pourquoi ? « oui »: non",
            "Pourquoi\N{NO-BREAK SPACE}? «\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: non",
        ),
        ("à 12:30, https://x.eu/?a=b, --person '…'", "à 12:30, https://x.eu/?a=b, --person '…'"),
        ("225\N{NARROW NO-BREAK SPACE}000", "225\N{NARROW NO-BREAK SPACE}000"),
    ],
)
def test_french_signs_and_spaces(written: str, set_: str) -> None:
    assert as_set("fr", written) == set_
    assert as_set("fr", set_) == set_
    assert as_set("de", written) == written


def test_article_2_of_another_act_has_paragraphs_and_no_definitions() -> None:
    assert cited("Regulation (EU) No 833/2014, Art. 2(7)", "de").endswith("Art. 2 Abs. 7")
    assert cited("Art. 2(7) der Verordnung (EU) Nr. 833/2014", "de").startswith("Art. 2 Abs. 7")
    assert cited("Art. 2(7) der Verordnung (EU) 2021/821", "de").startswith("Art. 2 Nr. 7")
    assert cited("Regulation (EU) 2021/821, Art. 2(3)", "de").endswith("Art. 2 Nr. 3")


def test_in_a_sentence() -> None:
    assert cited("nach Art. 4(1), 5(1) und 9", "de") == "nach Art. 4 Abs. 1, Art. 5 Abs. 1 und 9"
    french = cited("au titre des art. 4(1), 5(1) et de l'art. 10, par. 4", "fr")
    assert french == (
        "au titre des articles 4, paragraphe 1, article 5, paragraphe 1 et de l'article 10, paragraphe 4"
    )


@pytest.mark.parametrize(
    "text", ["Art. 9(1) = not_required", "artistic (1)", "start 3(1)", "Kapitel 3(1)", "1A001(a)"]
)
def test_what_is_no_citation_stays(text: str) -> None:
    assert cited(text, "de") == text


def test_a_sentence_writes_its_parameters_in_its_language() -> None:
    message = Message("x", "{citation}: {day}", {"citation": "Art. 5(2)", "day": date(2026, 11, 4)})
    assert [render(message, language) for language in ("en", "de", "fr")] == [
        "Art. 5(2): 2026-11-04",
        "Art. 5 Abs. 2: 04.11.2026",
        "article 5, paragraphe 2: 04/11/2026",
    ]
    assert message.plain_params() == {"citation": "Art. 5(2)", "day": "2026-11-04"}


def test_a_reference_that_looks_like_a_day_is_none() -> None:
    assert fill("{reference}", "de", reference="2026-11-04") == "2026-11-04"
    assert fill("{day}", "de", day="2026-11-04") == "04.11.2026"
    assert short_day("2026-13-40", "de") == "2026-13-40"
    assert translate("", "de") == ""


@pytest.mark.parametrize(
    ("language", "prepositions"), [("de", "in|nach|aus|von|zu"), ("fr", "en|à|au|dans|vers|de|du")]
)
def test_no_preposition_stands_before_the_name_of_a_place(language: str, prepositions: str) -> None:
    """ "in Vereinigte Arabische Emirate": a name that is put in has no case and no article, so that it stands behind a colon or in brackets."""
    places = "place|country|located|destination|state|value"
    wrong = re.compile(rf"\b(?:{prepositions}) \{{(?:{places})\}}", re.IGNORECASE)
    assert [text for text in _sentences(language) if wrong.search(text)] == []


@pytest.mark.parametrize("language", ["de", "fr"])
def test_sentences_cite_the_regulation_as_their_readers_do(language: str) -> None:
    """ "Art. 12(2)" is the English way; sentences that name an act of another year are left to who translates them."""
    acts = re.compile(r"\d+/20\d\d|20\d\d/\d+|AWV|GASP|PESC|recommandation|Empfehlung")
    english = re.compile(r"\bart(?:\.|icle) \d+\(\d+\)", re.IGNORECASE)
    assert [text for text in _sentences(language) if english.search(text) and not acts.search(text)] == []


def _sentences(language: str) -> list[str]:
    with (LOCALE / language / "LC_MESSAGES/dualuse.po").open("rb") as stream:
        return [
            str(message.string)
            for message in read_po(stream, locale=language)
            if message.id and re.search(r"[a-z]{3}", str(message.string))
        ]


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        (
            "en",
            "aware since 2026-11-20. Held: LIC-2026-11-20, 2026-11-20/7.",
            "aware since 20 November 2026. Held: LIC-2026-11-20, 2026-11-20/7.",
        ),
        (
            "de",
            "Kenntnis seit 20.11.2026. Ab 31.02.2026, 1.20.11.2026",
            "Kenntnis seit 20. November 2026. Ab 31.02.2026, 1.20.11.2026",
        ),
        ("fr", "depuis le 01/11/2026 (20/11/2026/3)", "depuis le 1er novembre 2026 (20/11/2026/3)"),
    ],
)
def test_days_of_a_page_are_written_one_way_and_references_stay(language: str, short: str, long: str) -> None:
    assert Speech.in_language(language).with_days(short) == long


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "Art. 2 Abs. 1 mit den Anhängen I und II"),
        ("fr", "article 2, paragraphe 1 avec les annexes I et II"),
    ],
)
def test_two_annexes_stand_in_the_plural(language: str, written: str) -> None:
    assert cited("Art. 2(1) with Annex I and II", language) == written


@pytest.mark.parametrize("language", ["de", "fr"])
def test_why_a_file_cannot_be_read_is_no_english(language: str, tmp_path: Path) -> None:
    error = unreadable(tmp_path / "none.yaml", FileNotFoundError(2, "No such file or directory"))
    assert "No such file" not in error.problems[0].text(language)


@pytest.mark.parametrize(
    ("typed", "in_english", "in_german", "in_french"),
    [
        ("2026-12-31", True, True, True),
        ("31.12.2026", True, True, True),
        (" 31. 12. 2026 ", True, True, True),
        ("31/12/2026", False, False, True),
        ("12/31/2026", False, False, False),
        ("31.12.26", False, False, False),
        ("31.02.2026", False, False, False),
        ("20261231", False, False, False),
        ("soon", False, False, False),
    ],
)
def test_a_day_is_typed_as_its_reader_writes_it_and_never_guessed(
    typed: str, in_english: bool, in_german: bool, in_french: bool
) -> None:
    read = [stated_day(typed, language) for language in ("en", "de", "fr")]
    expected = [in_english, in_german, in_french]
    assert read == [date(2026, 12, 31) if taken else None for taken in expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_the_program_writes_is_one_that_it_reads(language: str) -> None:
    assert stated_day(short_day(date(2026, 3, 4), language), language) == date(2026, 3, 4)
