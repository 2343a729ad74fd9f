"""The three stories on paper, in each language: page one is the whole answer, and none takes more than eight pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dualuse.assessment.listed.installed import InstalledLists
from dualuse.assessment.serialisation import to_json
from dualuse.classification.sheets import examine
from dualuse.documents.blocks import Part, Span, Table
from dualuse.documents.speech import Speech
from dualuse.dossier.assessing import Evidence, assess
from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.document.first_page import in_short
from dualuse.dossier.document.steps import steps
from dualuse.dossier.document.words import NO_DILIGENCE
from dualuse.dossier.rendering import pdf_of
from dualuse.dossier.verifying import as_json, verify_dossier
from dualuse.i18n import LANGUAGES
from dualuse.law.eu_2021_821.art12_authorisations import COMPLIANCE_PROGRAMME
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import Reason
from tests.assessment.test_release_reasons import ANNEXES
from tests.documents.test_pdf import tool
from tests.dossier.test_assess import DAY, story, transaction
from tests.support.hits_by_hand import FREEZE, UNION, ScreenerByHand
from tests.support.screening_home import Entry, install

MOST_PAGES = 8
LISTS = ("xx_one", "xx_another", "xx_third", "xx_fourth", "xx_list_with_a_long_name", "xx_sixth")


def pages_of(made: Assessment, folder: Path) -> list[str]:
    paper = folder / "dossier.pdf"
    paper.write_bytes(pdf_of(to_json(made).encode("utf-8")))
    return tool("pdftotext", "-layout", str(paper), "-").split("\f")[:-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_that_was_screened_fits_its_pages(language: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for number, name in enumerate(LISTS, 1):
        install(home, name, f"2026-0{number}-20", (Entry("P1", "Orlow Quillonberg"),))
    lists = InstalledLists(home=home)
    pages = pages_of(story("interception", language, lists), tmp_path)
    assert all(name in "".join(pages[0]) for name in LISTS)
    assert len(pages) <= MOST_PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["interception", "face_recognition", "test_equipment"])
def test_a_story_fits_its_pages(name: str, language: str, tmp_path: Path) -> None:
    pages = pages_of(story(name, language), tmp_path)
    assert 1 < len(pages) <= MOST_PAGES
    speech = Speech.in_language(language)
    on_page_one = [
        speech.say(title) for title in ("To do: who, by when", "In short", "Signature", "Contents")
    ]
    first = pages[0].replace("\N{NO-BREAK SPACE}", " ")
    assert [title for title in on_page_one if title.replace("\N{NO-BREAK SPACE}", " ") not in first] == []
    assert speech.say("Exporter") not in pages[0].splitlines()


def test_nothing_is_asked_for_that_prepares_what_is_stopped() -> None:
    """A stop of due diligence stands: nobody applies for a licence or collects an end-use statement now."""
    made = story("interception")
    page = str(dossier_of(made).first)
    assert any(duty.citation == "Art. 12(2)" for duty in made.determination.obligations)
    assert "Art. 12(" not in page
    assert "keep records" in page
    assert "Do not apply to the authority" in page
    assert "tell the authority" in str(dossier_of(made).first) or "what due diligence found" in page


def test_the_duties_that_wait_are_all_there() -> None:
    made = story("interception")
    whole = str(dossier_of(made).parts)
    assert [duty.text for duty in made.determination.obligations if duty.text not in whole] == []


def test_page_one_says_nothing_twice() -> None:
    made = story("interception")
    document = dossier_of(made)
    paragraph = "".join(span.text for span in document.answer.paragraph)
    for code in ("answer.why", "answer.notify", "answer.duty"):
        assert all(reason.text not in paragraph for reason in made.answer if reason.code == code)


@pytest.mark.parametrize(
    ("hits", "generic", "asked"),
    [
        ([{**FREEZE, "status": "review"}], 0, 1),
        ([{**FREEZE, "status": "review", "decision": "true_match"}], 0, 0),
        ([{"list": "ofac_sdn", "status": "hit"}], 1, 0),
        ([{**FREEZE, "status": "review"}, {"list": "ofac_sdn", "status": "hit"}], 1, 1),
    ],
)
def test_who_may_be_listed_is_asked_once(hits: list[dict[str, str]], generic: int, asked: int) -> None:
    """By the question that names the entry, or, where none does, by the step that names none."""
    name = "Example Directorate"
    stated = transaction("interception") | {"parties": [{"role": "end_user", "name": name, "country": "AE"}]}
    made = assess(stated, Evidence(None), day=DAY, screener=ScreenerByHand({name: hits}))
    texts = [what for what, _, _ in steps(made, Speech.in_language("en"))]
    assert sum("entries found on lists" in text for text in texts) == generic
    assert sum("the listed" in text for text in texts) == asked


def test_what_is_doubted_or_suspected_is_a_step_and_each_day_has_its_name() -> None:
    """A doubt about the classification stands on page one with what to do, not as a number alone."""
    made = story("face_recognition")
    doubt = Reason("search_listed", "its description resembles 6D003.c")
    made = replace(made, classification=tuple(replace(item, doubts=(doubt,)) for item in made.classification))
    texts = [what for what, _, _ in steps(made, Speech.in_language("en"))]
    assert f"look at the classification of item 10 again: {doubt.text}" in texts
    assert "clear up the grounds for suspicion, or ask the authority" in texts
    head = str(dossier_of(made).facts)
    assert "Date of the transaction" in head
    assert "Assessed on" in head
    sure = [what for what, _, _ in steps(story("interception"), Speech.in_language("en"))]
    assert not [text for text in sure if "classification" in text]


def test_the_sources_tell_their_days_as_a_reader_writes_them() -> None:
    whole = str(dossier_of(story("interception", "de")).parts[-1])
    assert "26.11.2026" in whole
    assert "'2026-11-26'" not in whole


def test_what_is_listed_as_surveillance_and_what_is_open_say_so() -> None:
    page = dossier_of(story("interception"))
    words = "\n".join(str(part) for part in page.parts)
    assert "is listed as a cyber-surveillance item: nothing more is asked about what it is." in words
    assert "of due diligence these questions are open: 8." in words
    assert "No fact is missing." not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_writes_days_one_way(language: str) -> None:
    """An ISO day of a sentence stood beside a written one of a table."""
    page = dossier_of(story("interception", language))
    words = str((page.answer, page.first))
    assert re.findall(r"\b\d{4}-\d\d-\d\d\b|\b\d\d[./]\d\d[./]\d{4}\b", words) == []


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (("100.00", "50.00"), "EUR 150.00 ·"),
        (("100.00", None), "EUR 100.00 (items without a stated value: 1) ·"),
        ((None, None), "value not stated ·"),
    ],
)
def test_page_one_says_which_value_is_not_stated(values: tuple[str | None, ...], line: str) -> None:
    stated = transaction("interception")
    items = [{**stated["items"][0], "id": str(at), "value": it} for at, it in enumerate(values)]
    made = assess({**stated, "items": items}, Evidence(None), day=DAY)
    spans = dict(in_short(made, Speech.in_language("en")))["Value and destination"]
    assert "".join(span.text for span in spans if isinstance(span, Span)).startswith(line)


def test_a_general_authorisation_has_one_reason_in_its_table_and_the_others_in_the_annex() -> None:
    made = story("interception")
    (item,) = made.determination.items
    *_, consequences, _limits, _known, annex = dossier_of(made).parts
    (table,) = [
        block
        for part in consequences.blocks
        if isinstance(part, Part)
        for block in part.blocks
        if isinstance(block, Table) and block.head[-1] == "Why" and block.head[0] == "Authorisation"
    ]
    shown, in_annex = str(table), str(annex)
    for authorisation in item.general_authorisations:
        first, *others = [reason.text for reason in authorisation.because]
        assert first in shown
        assert [text for text in others if text in shown or text not in in_annex] == []


LONG_DUTIES: dict[str, Any] = {
    "reference": "Q-1",
    "date": "2026-08-01",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
    "items": [
        {"id": "1", "kind": "goods", "entries": ["3A002.c"], "national_entries": [], "cyber_surveillance": False,
         "cn_code": "90302000", "quantity": "2", "unit": "piece"}
    ],
    "destination": "IN",
    "parties": [{"role": "end_user", "name": "Example Instruments", "country": "IN", "service": "none"}],
    "end_use": "calibration",
    "knowledge": {
        "wmd": "none", "military_end_use": "none", "illicit_military_parts": "none", "reexport": "none",
        "internal_repression": "none", "human_rights": "none", "security_end_use": "none", "public_security": "none"
    },
    "circumstances": {"german_national": True, "free_zone": False},
    "authorisations": [
        {"kind": "individual", "reference": "BAFA-1", "items": ["1"], "end_user": "Example Instruments", "destination": "IN",
         "end_use": "calibration", "valid_from": "2026-01-01", "valid_until": "2027-01-01", "left": "10", "left_unit": "piece"}
    ],
}  # fmt: skip
"""Duties under contract clauses of some 400 signs each."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_says_whole_sentences_in_words(language: str, tmp_path: Path) -> None:
    """Regulation (EU) No 833/2014, Art. 12g: its duty ended in mid-sentence, and a use was told by its code."""
    screener = ScreenerByHand({}, (UNION, ANNEXES))
    made = assess(LONG_DUTIES, day=DAY, language=language, screener=screener, accept_law_age=DAY, person="A")
    assert made.release == "go"
    speech = Speech.in_language(language)
    whole = [what for what, _, _ in steps(made, speech)][:8]
    assert any(len(what) > 300 for what in whole)
    page = str(dossier_of(made).first)
    assert [what for what in whole if repr(what[1:])[1:-1] not in page] == []
    pages = pages_of(made, tmp_path)
    assert len(pages) <= MOST_PAGES
    assert speech.say("Contents") in pages[0]
    answer = " ".join(row.text for row in made.answer)
    assert [use for use in GROUNDS if "_" in use and use in answer] == []


ASSUMING: dict[str, Any] = {name: value for name, value in LONG_DUTIES.items() if name not in ("knowledge", "authorisations")} | {
    "destination": "JP",
    "parties": [{"role": "end_user", "name": "Example Instruments", "country": "JP", "service": "none"}],
    "answers": {"done.EU001": True},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_of_a_go_on_assumptions_says_what_nobody_examined(language: str) -> None:
    """It said that nothing is left to do, above the signature."""
    screener = ScreenerByHand({}, (UNION, ANNEXES))
    options: dict[str, Any] = {
        "screener": screener,
        "accept_law_age": DAY,
        "person": "A",
        "language": language,
    }
    made = assess(ASSUMING, day=DAY, assume=("no-indication",), **options)
    assert made.release == "go"
    page, speech = dossier_of(made), Speech.in_language(language)
    (assumed,) = [row.text for row in made.answer if row.code == "answer.assumed"]
    first = page.answer.reasons[0]
    written = "".join(span.text for span in first if isinstance(span, Span))
    assert written == assumed.replace(" (--assume)", ""), "a page is signed, not typed"
    step = speech.say("examine what was assumed, and state it in the transaction")
    assert step in [what for what, *_ in steps(made, speech)]
    sure = assess(ASSUMING | {"knowledge": LONG_DUTIES["knowledge"]}, day=DAY, **options)
    assert [row for row in sure.answer if row.code == "answer.assumed"] == []
    assert step not in [what for what, *_ in steps(sure, speech)]


def test_page_one_says_who_was_screened_and_who_was_not() -> None:
    """An exporter without a name made it "not screened", whoever else was."""
    stated = LONG_DUTIES | {"exporter": {"country": "DE"}}
    made = assess(stated, day=DAY, screener=ScreenerByHand({}, (replace(UNION, stale=True), ANNEXES)))
    spans = dict(in_short(made, Speech.in_language("en")))["Screening"]
    line = "".join(span.text for span in spans if isinstance(span, Span))
    assert line == (
        "no hit, LISTS OUT OF DATE: eu_fsf 1 August 2026 · Example Instruments; not screened: exporter (no name is stated)"
    )
    texts = [what for what, *_ in steps(made, Speech.in_language("en"))]
    assert "name who was not screened, and have them screened against the sanctions lists" in texts
    assert "bring the lists up to date (dualuse lists sync), and screen the parties again" in texts


def test_page_one_asks_once_and_names_the_exporter_and_who_accepts_the_law() -> None:
    stated = {name: value for name, value in LONG_DUTIES.items() if name != "knowledge"}
    made = assess(
        stated, day=DAY, screener=ScreenerByHand({}, (UNION, ANNEXES)), accept_law_age=DAY, person="A. Falk"
    )
    speech = Speech.in_language("en")
    texts = [what for what, *_ in steps(made, speech)]
    assert len([what for what in texts if "grounds to suspect" in what]) == 1
    assert not [what for what in texts if "individual or global authorisation" in what]
    assert "whether it covers this hangs on: knowledge (wmd, " in str(dossier_of(made).answer.reasons)
    lines = {
        label: "".join(span.text for span in line if isinstance(span, Span))
        for label, line in in_short(made, speech)
    }
    assert lines["Exporter"] == "Meridian Signals GmbH"
    assert lines["Law known up to"].endswith("accepted by A. Falk")
    assert lines["Assessed by"] == "A. Falk"


def test_page_one_names_who_assesses_where_nothing_was_accepted() -> None:
    screener = ScreenerByHand({}, (UNION, ANNEXES))
    speech = Speech.in_language("en")
    made = assess(LONG_DUTIES, day=DAY, screener=screener, person=" A. Falk ")
    assert made.assessed_by == "A. Falk"
    assert "Assessed by" in dict(in_short(made, speech))
    content = as_json(made)
    assert verify_dossier(content).holds
    nobody = assess(LONG_DUTIES, day=DAY, screener=screener)
    assert "Assessed by" not in dict(in_short(nobody, speech))
    # Dossiers of before do not have the field.
    data = json.loads(as_json(nobody))
    del data["assessed_by"]
    assert dict(verify_dossier(json.dumps(data).encode()).parts)["rest"] == "same"


def test_what_follows_from_a_listing_is_said_to_come_from_it() -> None:
    """Due diligence was named as the source of what Annex I says, by the path of its field."""
    words = "".join(span for span in re.findall(r"text='([^']*)'", str(dossier_of(story("interception")))))
    assert words.count("follows from its listing: 5A001.f.2") == 2
    assert "covert surveillance of item 10" in words
    assert "items.10.cyber_surveillance" not in words
    assert "items[0].cyber_surveillance" not in words


def test_an_item_without_description_is_said_to_have_none() -> None:
    items = [{**LONG_DUTIES["items"][0]}]
    assert "Item 1 (no description)" in str(dossier_of(assess(LONG_DUTIES | {"items": items}, day=DAY)))


def test_page_one_names_no_due_diligence_where_none_is_asked() -> None:
    """The red box of a sale for which nobody asks due diligence ended with it."""
    made = assess(LONG_DUTIES, day=DAY, screener=ScreenerByHand({}, (UNION, ANNEXES)))
    assert [row.text for row in made.answer if row.code == "answer.no_diligence"] == [NO_DILIGENCE]
    document = dossier_of(made)
    assert NO_DILIGENCE not in str(document.answer)
    assert NO_DILIGENCE in str(document.parts)


@pytest.mark.parametrize("icp", [True, False, None])
def test_who_has_a_compliance_programme_is_not_told_to_have_one(icp: bool | None) -> None:
    """Art. 12(4)."""
    exporter = LONG_DUTIES["exporter"] | ({} if icp is None else {"icp": icp})
    camera = {"id": "1", "kind": "goods", "entries": ["6A003.b.4.b"], "national_entries": []}
    stated = LONG_DUTIES | {"exporter": exporter, "items": [camera], "destination": "AE"}
    made = assess(stated, day=DAY)
    told = [duty.text for duty in made.determination.obligations]
    assert (COMPLIANCE_PROGRAMME.text in told) == (icp is not True)
    texts = " ".join(what for what, *_ in steps(made, Speech.in_language("en")))
    assert (COMPLIANCE_PROGRAMME.text in texts) == (icp is not True)


def test_page_one_says_who_does_each_step() -> None:
    """Every step named the exporter, also what the end user signs and what the declarant writes."""
    camera = {"id": "1", "kind": "goods", "entries": ["6A003.b.4.b"], "national_entries": []}
    made = assess(LONG_DUTIES | {"items": [camera], "destination": "AE"}, day=DAY)
    speech = Speech.in_language("en")
    doers = {what.partition(":")[0]: who for what, who, _ in steps(made, speech)}
    assert doers["Art. 12(2)"] == "exporter"
    assert {who for what, who, _ in steps(made, speech) if "end-use statement" in what} == {
        "exporter and end user"
    }
    assert {who for what, who, _ in steps(made, speech) if "compliance programme" in what} == {
        "export control officer"
    }
    assert {who for what, who, _ in steps(made, speech) if "customs declaration" in what} == {
        "customs declarant"
    }
    broker = assess(LONG_DUTIES | {"items": [camera], "destination": "AE", "activity": "brokering"}, day=DAY)
    assert {duty.done_by for duty in broker.determination.obligations} <= {"broker", "export_control_officer"}
    # A dossier of before does not say who: whom the law asks.
    duties = tuple(replace(duty, done_by="") for duty in made.determination.obligations)
    older = replace(made, determination=replace(made.determination, obligations=duties))
    assert {who for what, who, _ in steps(older, speech) if "end-use statement" in what} == {"exporter"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_step_has_brackets_in_brackets(language: str) -> None:
    made = assess(LONG_DUTIES, day=DAY, language=language)
    texts = [what for what, *_ in steps(made, Speech.in_language(language))]
    assert any("BAFA" in text for text in texts)
    assert [text for text in texts if re.search(r"\([^()]* \([^()]*\)\)", text)] == []


@pytest.mark.parametrize("language", ["de", "fr"])
def test_parameters_stand_in_words_and_an_open_sheet_has_its_step(language: str) -> None:
    """A German reader found imaging_camera yes, and a card "listed" whose sheet was open."""
    parameters = {"6A003": {"imaging_camera": "yes"}}
    item = {"id": "1", "kind": "goods", "entries": ["6A003.b.4.a"], "parameters": parameters}
    made = assess(LONG_DUTIES | {"items": [item]}, day=DAY, language=language)
    assert [sheet.verdict for sheet in made.classification[0].examined] == ["open"]
    speech = Speech.in_language(language)
    (part,) = [part for part in dossier_of(made).parts if part.id == "what"]
    page = str(part).replace("\\xa0", "\N{NO-BREAK SPACE}")
    asked = {row.parameter: row.question for row in examine("6A003.b.4.a", {}, language=language).questions}
    assert asked["imaging_camera"].partition(" (")[0] in page
    assert f"→ {speech.yes_no(True)}" in page
    assert "dualuse examine 6A003.b.4.a --ask" in page
    card = speech.say("listed in Annex I, as stated; its parameter sheet is open")
    assert card in page
