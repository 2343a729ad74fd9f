"""A dossier as HTML: what stands in it and in which order, in which language; text is never markup; the JSON is inside."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.documents.blocks import link
from dualuse.documents.characters import breakable, visible
from dualuse.documents.speech import Speech
from dualuse.dossier.rendering import html_of, pdf_of
from dualuse.inputs.formats import ASSESSMENT
from dualuse.inputs.problems import InputError
from tests.support.invented_dossiers import NAMES, changed, long, minimal

HOSTILE = (
    '#import "x": *',
    "<script>alert(1)</script>",
    "</script><!--",
    "] } $x^2$ \\ `#panic()` @label *b* _i_ // c /* d */",
    "a\u202egnirts\u202c b",
    "x" * 4_000,
    "&lt;b&gt; &amp; \"'",
    "null\x00 bell\x07 half\ud800",
    "{missing} {0} %s",
)


def words_of_page(page: bytes) -> str:
    """The words of a page, without its data and marks."""
    body = page.decode("utf-8").split("</head>")[1].split("<script")[0]
    return unescape(re.sub(r"<[^>]+>", "\n", body))


def embedded(page: bytes) -> object:
    match = re.search(rb'<script type="application/json" id="assessment">(.*?)</script>', page, re.DOTALL)
    assert match
    return json.loads(match[1])


def hostile(text: str) -> bytes:
    """An assessment in which every text that a person states is ``text``."""
    data = json.loads(long())
    data["reference"] = text
    data["answer"][0]["text"] = text
    transaction = data["transaction"]
    transaction["exporter"] = {
        "name": text,
        "country": text,
        "address": text,
        "identifiers": {text[:40]: text},
    }
    transaction["end_use"] = text
    for party in transaction["parties"]:
        party["name"] = party["address"] = text
    for item in data["classification"]:
        item["description"] = text
    for flag in data["diligence"]["flags"]:
        flag["shown"]["text"] = text
        if flag["shown"]["answered"]:
            flag["shown"]["answered"]["reason"] = flag["shown"]["answered"]["person"] = text
            flag["shown"]["answered"]["proofs"][0] |= {"document": text, "quote": text, "link": "javascript:alert(1)//" + text}  # fmt: skip
    data["diligence"]["examinations"][0]["elements"][0]["text"] = text
    data["context"][0]["name"] = text
    return json.dumps(data).encode("utf-8")


def test_the_answer_stands_first_and_the_parts_follow_in_their_order() -> None:
    words = words_of_page(html_of(long()))
    order = [
        "Export assessment under", "Q-2026-0147", "24 November 2026", "Bundesamt", "The answer", "STOP", "In law: an authorisation is required",
        "Exporter", "Screening", "Entries found", "Items", "Stops", "Red flags", "Open questions",
        "Proposal and decision", "Examination under Art. 2(20)", "Indices of the destination", "Provisions that apply", "Missing facts",
        "What to do", "Union general export authorisations", "Customs declaration", "Assumed, not stated",
        "The weakest of it", "Keep until", "Open again after", "Provisions that do not apply", "Not examined", "Sources", "Checksum", "dualuse dossier verify FILE.json",
    ]  # fmt: skip
    places = []
    at = 0
    for word in order:
        at = words.find(word, at)
        assert at >= 0, word
        places.append(at)
    assert places == sorted(places)


def test_what_is_not_compared_is_said_in_plain_words() -> None:
    words = words_of_page(html_of(long()))
    assert "from memory, not compared with its source" in words
    assert not re.search(r"\b(recall|unverified|secondary)\b(?! sources)", words)


def test_stops_and_open_flags_stand_before_those_with_a_measure() -> None:
    words = words_of_page(html_of(long()))
    assert words.index("STOP · open") < words.index("promised, not verifiable") < words.index("mitigated")
    assert words.count("no way to verify it was stated: a promise") == 2
    assert "verified by: yearly visit by the vendor" in words


def test_indices_stand_side_by_side_and_no_data_is_said_so() -> None:
    words = re.sub(r"\s+", " ", words_of_page(html_of(long())))
    assert "0.214 0.170 – 0.262 2025 (1 year old) 0 to 1; higher means more respect for rights" in words
    assert "no data for this place" in words
    assert "not imported, so not looked at" in words
    assert "lower means more respect for rights" in words
    assert "none published" in words


def test_empty_parts_say_that_nothing_was_stated() -> None:
    words = words_of_page(html_of(minimal()))
    for sentence in (
        "No party was stated.",
        "Nobody was screened against any list",
        "No due diligence was stated.",
        "No index was looked at.",
        "Nothing was assumed.",
        "No provision is known to apply.",
        "no day yet",
    ):
        assert sentence in words
    assert "ASK FIRST" in words


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("Exporter", "24 November 2026", "EUR 18,000.50", "0.214", "compared with the official text")),
        ("de", ("Ausführer", "24. November 2026", "18.000,50\xa0EUR", "0,214", "STOPP", "Güter")),
        ("fr", ("Exportateur", "24 novembre 2026", "18\u202f000,50\xa0EUR", "0,214", "STOP", "biens")),
    ],
)
def test_labels_days_and_numbers_are_those_of_the_language(language: str, expected: tuple[str, ...]) -> None:
    page = html_of(long(language))
    assert f'<html lang="{language}">'.encode() in page
    for word in expected:
        assert word in words_of_page(page), word
    if language != "en":
        assert "not stated" not in words_of_page(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    html5lib = pytest.importorskip("html5lib", reason="NO HTML5LIB: pages were not parsed strictly")
    content = hostile(text)
    page = html_of(content)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page.decode("utf-8"))
    assert [(code, what) for _, code, what in parser.errors] == []
    assert [script.get("type") for script in tree.iter("script")] == ["application/json"]
    assert not [link for link in tree.iter("a") if not link.get("href").startswith(("#", "http"))]
    plain = " ".join("".join(tree.find("body").itertext()).split())
    assert " ".join(visible(text).split()) in plain
    assert embedded(page) == json.loads(content)


def test_marks_of_direction_and_controls_are_shown() -> None:
    assert visible("a\u202eb\x00\r\nc\td\ud800") == "a[U+202E]b[U+0000]\nc d[U+D800]"
    assert visible("راج\u200cا e\u0301 😀") == "راج\u200cا e\u0301 😀"


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_visible_text_can_always_be_written_and_is_stable(text: str) -> None:
    once = visible(text)
    once.encode("utf-8")
    assert visible(once) == once


@given(st.text(alphabet=st.characters(exclude_characters="\u200b"), max_size=120), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_places_to_break_change_no_text(text: str, most: int) -> None:
    assert breakable(text, most).replace("\u200b", "") == text


@given(st.text(alphabet=st.characters(max_codepoint=0x300), max_size=120), st.integers(1, 30))
@settings(max_examples=300, deadline=None)
def test_latin_texts_are_shown_as_by_a_look_at_each_sign(text: str, most: int) -> None:
    shown = visible(text), breakable(text, most)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dualuse.documents.characters.latin", lambda _text: False)
        assert (visible(text), breakable(text, most)) == shown


def test_only_addresses_of_the_web_are_links() -> None:
    assert link("a", "https://a.example/")[0].kind == "link"
    for href in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://a b",
        " https://a",
    ):
        assert link("a", href)[0].kind == "plain"


def test_the_data_inside_is_the_assessment() -> None:
    page = html_of(long())
    assert embedded(page) == json.loads(long())
    script = page.split(b'id="assessment">')[1].split(b"</script>")[0]
    assert not set(script) & set(b"<>&")


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = html_of(long()).decode("utf-8")
    assert not re.findall(
        r"<(?:link|img|iframe|object|embed)\b|@import|url\(|\bsrc=", page.split('id="assessment"')[0]
    )
    assert "default-src 'none'" in page


def test_names_carry_their_own_direction() -> None:
    page = html_of(long()).decode("utf-8")
    for name in NAMES.values():
        assert f'<bdi dir="auto">{name}</bdi>' in page


@pytest.mark.parametrize("form", [html_of, pdf_of])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "dossier_no_json"),
        (b"\xff\xfe{}", "dossier_no_json"),
        (b"[" * 100_000, "dossier_no_json"),
        (b"[]", "dossier_format"),
        (b'{"format": "other"}', "dossier_format"),
        (json.dumps({"format": ASSESSMENT}).encode(), "dossier_field"),
    ],
)
def test_what_is_no_assessment_is_one_clear_error(form: object, content: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        form(content)  # type: ignore[operator]
    assert caught.value.problems[0].what.code == code
    assert len(caught.value.problems) <= 5


def test_a_date_that_is_none_is_refused_and_a_broken_field_is_named() -> None:
    with pytest.raises(InputError, match="date"):
        html_of(changed(minimal(), date="2026-13-01"))
    with pytest.raises(InputError, match=r"retention\.citation"):
        html_of(changed(minimal(), retention={"until": None, "text": ""}))


def test_a_language_that_is_not_spoken_has_english_labels() -> None:
    assert b'<html lang="en">' in html_of(changed(minimal(), language="xx"))


def test_days_and_numbers() -> None:
    english, german, french = Speech("en"), Speech("de"), Speech("fr")
    assert french.day("2026-03-01") == "1er mars 2026"
    assert german.day("2026-11-24T10:11:12Z") == "24. November 2026, 10:11 UTC"
    assert english.day("soon") == "soon"
    assert english.number("1234567.5") == "1,234,567.5"
    assert german.number("-0.5") == "-0,5"
    assert english.number("2026") == "2026"
    assert english.number("not free") == "not free"


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        ("2", "piece", ("2 pieces", "2 Stück", "2 pièces")),
        ("1", "pcs", ("1 piece", "1 Stück", "1 pièce")),
        ("1000", "ST", ("1000 pieces", "1000 Stück", "1000 pièces")),
        ("3", "Sätze", ("3 sets", "3 Sätze", "3 jeux")),
        ("12.5", "kg", ("12.5\N{NO-BREAK SPACE}kg", "12,5\N{NO-BREAK SPACE}kg", "12,5\N{NO-BREAK SPACE}kg")),
        ("4", None, ("4", "4", "4")),
    ],
)
def test_what_is_counted_is_counted_in_words(quantity: str, unit: str | None, words: tuple[str, ...]) -> None:
    assert tuple(Speech(language).amount(quantity, unit) for language in ("en", "de", "fr")) == words


def test_by_a_list_that_is_out_of_date_nobody_is_clear() -> None:
    data = json.loads(long())
    screening = data["determination"]["screening"]
    screening["status"], screening["hits"] = "clear", []
    for party in screening["parties"]:
        party["status"] = "clear"
    page = html_of(json.dumps(data).encode("utf-8"))
    words = words_of_page(page)
    assert "no hit, LISTS OUT OF DATE: invented_watch_list" in words
    assert not re.search(r"^clear$|· clear$", words, re.MULTILINE)
    assert "no hit, but lists are out of date or not whole" in words
    assert b'<article class="card tone-go"' not in page.split(b"Entries found")[0]
