"""Entries that are doubted: ``check`` is never "go" where ``assess`` of the same facts asks, and both are free where the house has decided."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dualuse.assessment.check import check
from dualuse.assessment.facts_from_evidence import with_classifications
from dualuse.assessment.release_holds.doubted_entries import stated_doubts
from dualuse.assessment.text.full import determination_text
from dualuse.assessment.text.one_screen import ShortText
from dualuse.classification.library.model import Decided
from dualuse.classification.search.classifying import classify
from dualuse.cli import app
from dualuse.cli.diligence.on_record import OnRecord, held_by
from dualuse.cli.pointers import pointers
from dualuse.dossier.assessing import Evidence, assess
from dualuse.i18n import render
from dualuse.schema.reading.validation import checked_transaction
from tests.dossier.test_parameters_of_sheets import LISTED
from tests.support.hits_by_hand import UNION, ScreenerByHand

DAY = date(2026, 8, 20)
FREE: dict[str, Any] = {
    "reference": "T-1",
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Meridian GmbH", "country": "DE"},
    "items": [{"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cn_code": "9401310000"}],
    "destination": "JP",
    "parties": [{"role": "end_user", "name": "Example Laboratories KK", "country": "JP", "service": "none"}],
    "knowledge": dict.fromkeys(
        ("wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights"), "none"
    ),
    "circumstances": {"free_zone": False},
}
NOT_LISTED = Decided(
    product="P-1",
    description="",
    entries=(),
    standing="house",
    person="A. Example",
    reason="below every threshold",
    edition="2025-11-15",
)
MACHINE = "coordinate measuring machine"


def released(library: dict[str, Decided], **item: Any) -> tuple[str, str, str]:
    """What ``check`` comes to with what is on record, ``assess``, and where the first of them leads."""
    data = deepcopy(FREE)
    data["items"][0] |= item
    screener = ScreenerByHand({}, (replace(UNION, dated="2026-08-19"),), day="2026-08-20")
    transaction = with_classifications(checked_transaction(data, DAY), library)
    determination = check(transaction, date_of_law=DAY, screener=screener)
    on_record = OnRecord(library=lambda: library)
    held = held_by(determination, on_record)
    made = assess(data, Evidence(search=classify, library=library), day=DAY, screener=screener)
    leads = " ".join(pointers(held, "offer.yaml", "en", on_record))
    return held.release, made.release, leads


@pytest.mark.parametrize(
    ("library", "item", "release"),
    [
        ({}, {"description": "office chair"}, "go"),
        ({}, {"description": MACHINE}, "ask"),
        ({}, {"description": MACHINE, "product": "P-1"}, "ask"),
        ({"P-1": NOT_LISTED}, {"description": MACHINE, "product": "P-1"}, "go"),
        ({"P-1": NOT_LISTED}, {"description": MACHINE, "product": "P-2"}, "ask"),
        # The id of a product is a name as long as the house keeps no library, and a doubt where it keeps one without it.
        ({}, {"description": "office chair", "product": "P-1"}, "go"),
        ({"P-1": NOT_LISTED}, {"description": "office chair", "product": "P-1"}, "go"),
        ({"P-1": NOT_LISTED}, {"description": "office chair", "product": "P-2"}, "ask"),
        ({"P-1": replace(NOT_LISTED, entries=("2B001.b.2",))}, {"product": "P-1"}, "ask"),
        ({"P-1": replace(NOT_LISTED, edition="2024-11-08")}, {"product": "P-1"}, "ask"),
    ],
)
def test_check_is_no_milder_than_assess(
    library: dict[str, Decided], item: dict[str, Any], release: str
) -> None:
    of_check, of_assess, _ = released(library, **item)
    assert (of_check, of_assess) == (release, release)


def test_where_it_leads_is_what_ends_the_doubt() -> None:
    _, _, leads = released({}, description=MACHINE)
    assert f"look again with dualuse classify '{MACHINE}'" in leads
    assert "what is decided is kept with dualuse products decide ID (in the item: product: ID)" in leads
    _, _, leads = released({}, description=MACHINE, product="P 1")
    assert "dualuse products decide 'P 1' (in the item: product: 'P 1')" in leads
    assert released({"P-1": NOT_LISTED}, description=MACHINE, product="P-1")[2] == ""


def test_the_screen_asks_and_the_gate_closes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen, the data and the gate say the same of the same transaction."""
    screener = ScreenerByHand({}, (replace(UNION, dated="2026-08-19"),), day="2026-08-20")
    monkeypatch.setattr("dualuse.cli.check.screener_asked", lambda *_: screener)
    data = deepcopy(FREE)
    data["items"][0] |= {"description": MACHINE}
    file = tmp_path / "offer.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    words = ["check", str(file), "--language", "en", "--gate"]
    shown = CliRunner().invoke(app, words)
    assert shown.stdout.startswith("ASK FIRST")
    assert "the classification of item 1 is doubtful" in shown.stdout
    assert shown.exit_code == 1
    as_data = CliRunner().invoke(app, [*words, "--json"])
    told = json.loads(as_data.stdout)
    assert told["release"] == "ask"
    assert "the classification of item 1 is doubtful" in told["release_because"][0]["text"]
    assert as_data.exit_code == 1


COMPARED = {"unexecuted.words.entries": False}
FOR_MAINS = dict.fromkeys(
    ("frequency_changer", "specified_in_0b001_b13", "contains_controlled_component"), "no"
) | {"frequency": "50 Hz"}


def judged_alone(sources: tuple[str, ...] = (), **item: Any) -> tuple[str, bool]:
    """The release of a transaction by itself, and whether a doubt about its entries is among the reasons."""
    data = deepcopy(FREE)
    data["items"][0] |= item
    data["sources"] = [{"fact": fact, "document": "data sheet, revision 3"} for fact in sources]
    if data["items"][0]["entries"]:
        data |= {"answers": {"done.EU001": True}}
        data["knowledge"] |= dict.fromkeys(("reexport", "security_end_use", "public_security"), "none")
    screener = ScreenerByHand({}, (replace(UNION, dated="2026-08-19"),), day="2026-08-20")
    determination = check(data, date_of_law=DAY, screener=screener)
    codes = {row.code for row in determination.release_because}
    return determination.release, "release.classification_doubtful" in codes


@pytest.mark.parametrize(
    ("item", "sources", "answer"),
    [
        # What contradicts the entries that are stated is asked, of whoever reads the answer (Art. 3(1)).
        ({"description": "sodium cyanide, 25 kg"}, (), ("ask", True)),
        ({"description": "office chair", "parameters": LISTED}, (), ("ask", True)),
        ({"entries": ["3A225"], "parameters": FOR_MAINS}, (), ("ask", True)),
        # A value that the sheet asks for and that cannot be read is not known, and never no.
        ({"parameters": LISTED | {"peak_wavelength": "4.200 nm"}}, (), ("ask", True)),
        ({"parameters": LISTED | {"peak_wavelength": "4,200 nm"}}, (), ("ask", True)),
        ({"parameters": LISTED | {"peak_wavelength": 5000}}, (), ("ask", True)),
        ({"parameters": LISTED | {"peak_wavelength": 4.200}}, (), ("ask", True)),
        ({"parameters": LISTED | {"imaging_camera": "perhaps"}}, (), ("ask", True)),
        ({"parameters": {"peak_wavelength": "5000 V"}}, (), ("ask", True)),
        ({"parameters": {"6A003": LISTED | {"peak_wavelength": "4.200 nm"}}}, (), ("ask", True)),
        ({"parameters": {"6A003.peak_wavelength": "4.200 nm"}}, (), ("ask", True)),
        ({"parameters": {"peak_wavelength": {"value": "4.200 nm", "reason": "drawing"}}}, (), ("ask", True)),
        ({"parameters": {"peak_wavelength": {"value": "5000 nm", "because": "?"}}}, (), ("ask", True)),
        ({"entries": ["3A225"], "parameters": {"frequency": "50"}}, (), ("ask", True)),
        ({"parameters": {"colour": "4.200", "width_of_box": "5000"}}, (), ("go", False)),
        ({"parameters": {"peak_wavelength": "450 nm"}}, (), ("go", False)),
        ({"parameters": {"peak_wavelength": "unknown"}}, (), ("go", False)),
        (
            {"parameters": {"6A003": {"peak_wavelength": {"value": "450 nm", "reason": "sheet"}}}},
            (),
            ("go", False),
        ),
        ({"entries": ["5A001.f.2"], "parameters": LISTED}, (), ("ask", True)),
        # Goods that trade has for listed ones: nobody has said that these are not, or from which figure on they would be.
        ({"description": MACHINE}, (), ("ask", True)),
        ({"description": "ICP mass spectrometer for isotope ratios"}, (), ("ask", True)),
        ({"description": "camera drone"}, (), ("ask", True)),
        # A figure below which the entry lists nothing settles it (9A012: an hour, or half an hour in gusts; 3A225: 600 Hz), and one without a unit does not.
        ({"description": "camera drone, flight time 25 min"}, (), ("go", False)),
        ({"description": "camera drone", "parameters": {"endurance": "25 min"}}, (), ("go", False)),
        ({"description": "camera drone", "parameters": {"endurance": "25"}}, (), ("ask", True)),
        ({"description": "camera drone, charging time 25 min"}, (), ("ask", True)),
        ({"description": "frequency converter, output frequency 400 Hz"}, (), ("go", False)),
        ({"description": "frequency converter, 400 Hz"}, (), ("ask", True)),
        # So do parameters by which no provision of what trade calls so is met, and none is open.
        (
            {"description": "mass spectrometer", "parameters": {"3A233": {"ion_source_for_listed": "no"}}},
            (),
            ("ask", True),
        ),
        (
            {"description": "pressure transmitter", "parameters": {"absolute_pressure_transducer": "no"}},
            (),
            ("go", False),
        ),
        ({"description": MACHINE}, ("items[0].entries",), ("go", False)),
        # What measures a substance, heals it or is free of it is none.
        ({"description": "waste incinerator"}, (), ("go", False)),
        ({"description": "tritium watch"}, (), ("go", False)),
        ({"description": "carbon fibre roving"}, (), ("ask", True)),
        ({"description": "office chair"}, (), ("go", False)),
        ({"entries": None, "description": MACHINE}, (), ("ask", False)),
        # Somebody looked: the answer that words.entries asks for, or a source of this item's entries; of parameters neither is enough.
        ({"description": "sodium cyanide, 25 kg", "answers": COMPARED}, (), ("go", False)),
        ({"description": "sodium cyanide, 25 kg"}, ("items[0].entries",), ("go", False)),
        ({"description": "sodium cyanide, 25 kg"}, ("items[1].entries", "items"), ("ask", True)),
        ({"description": MACHINE, "answers": COMPARED}, (), ("go", False)),
        ({"parameters": LISTED, "answers": COMPARED}, ("items[0].entries",), ("ask", True)),
    ],
)
def test_doubts_that_follow_from_the_transaction_are_in_the_data(
    item: dict[str, Any], sources: tuple[str, ...], answer: tuple[str, bool]
) -> None:
    assert judged_alone(sources, **item) == answer


@pytest.mark.parametrize(
    ("changed", "release", "behind"),
    [
        ({}, "ask", "release.not_screened"),
        ({"knowledge": {}}, "ask", "release.open"),
    ],
)
def test_whatever_else_holds_the_transaction_the_doubt_is_raised(
    changed: dict[str, Any], release: str, behind: str
) -> None:
    """By its parameters an item meets 6A003 that is stated to be in no entry: the answer in law does not comfort, on one screen or in full."""
    data = deepcopy(FREE) | changed
    data["items"] = [FREE["items"][0] | {"parameters": {"6A003": LISTED}}, *changed.get("items", ())]
    answer = check(data, date_of_law=DAY, screener=None)
    codes = [row.code for row in answer.release_because]
    assert answer.release == release
    assert codes[0] == "release.classification_doubtful"
    assert behind in codes
    for text in ("\n".join(ShortText(answer).lines()), determination_text(answer)):
        words = " ".join(text.split())
        assert "the classification of item 1 is doubtful: by its parameters the item meets 6A003" in words
        assert "no authorisation is required by what was examined" not in words
        assert ("an item is listed is in doubt" in words) == (answer.outcome != "undetermined")


def test_what_cannot_be_read_is_told_and_the_rest_is_examined() -> None:
    """The doubt names the value, its entry and what is wrong with it; the others come to their own doubt."""
    item = {
        "id": "1",
        "entries": ["3A225"],
        "parameters": {"6A003": LISTED, "3A225": FOR_MAINS | {"frequency": "4.200"}},
    }
    doubts = {
        row.code: render(row, "en")
        for row in stated_doubts(
            checked_transaction(FREE | {"items": [item]}, DAY).items[0], is_compared=False
        )
    }
    assert set(doubts) == {"sheet_unread", "sheet_not_listed", "sheet_listed"}
    assert "frequency (3A225) cannot be read: 4.200 " in doubts["sheet_unread"]
    apart = {"id": "1", "entries": [], "parameters": {"peak_wavelength": "4.200 nm"}}
    data = FREE | {"items": [FREE["items"][0] | apart]}
    made = assess(data, Evidence(search=classify, library={}), day=DAY, screener=None)
    assert made.release == "ask"
    assert [row.code for row in made.classification[0].doubts] == ["sheet_unread"]


def test_the_library_is_the_source_of_what_it_classified() -> None:
    data = {"description": "sodium cyanide, 25 kg", "product": "P-1"}
    transaction = deepcopy(FREE)
    transaction["items"][0] |= data
    screener = ScreenerByHand({}, (replace(UNION, dated="2026-08-19"),), day="2026-08-20")
    releases = {
        bool(library): assess(
            transaction, Evidence(search=classify, library=library), day=DAY, screener=screener
        )
        for library in ({}, {"P-1": NOT_LISTED})
    }
    assert {known: made.release for known, made in releases.items()} == {False: "ask", True: "go"}
    assert releases[True].determination.transaction["sources"] == [
        {"fact": "items[0].entries", "document": "library of products"}
    ]
    assert sum(row.text.count("is doubtful") for row in releases[False].answer) == 1


@pytest.mark.parametrize(
    ("entries", "description", "answer"),
    [
        # The name or number of a substance that Annex I lists (1C350, 1C351, 1C354, 1C450).
        ([], "Methyl phosphonyl dichloride", ("ask", True)),
        ([], "reagent, CAS 676‑97‑1", ("ask", True)),
        ([], "Hendra virus", ("ask", True)),
        ([], "T-2 toxin", ("ask", True)),
        ([], "order 12345-67-8", ("go", False)),
        ([], "hydrogen fluoride gas detector", ("go", False)),
        ([], "triethanolamine-free shampoo", ("go", False)),
        ([], "E. coli K12 culture", ("go", False)),
        # Sensitive goods of another category than the entry that is stated: EU001 would free the milder one.
        (["3A002.c"], "plutonium separation equipment", ("ask", True)),
        (["3A002.c"], "nerve agent precursor DF", ("ask", True)),
        (["3A002.c"], "Methyl phosphonyl dichloride", ("ask", True)),
        (["3A002.c"], "Spectrum analyser 50 GHz", ("go", False)),
        (["3A002.c"], "Network encryption gateways", ("go", False)),
        (["3A002.c"], "instrument", ("go", False)),
        (["3A002.c"], "sounding rocket motor", ("ask", True)),
    ],
)
def test_a_description_of_other_goods_is_asked_about(
    entries: list[str], description: str, answer: tuple[str, bool]
) -> None:
    assert judged_alone(entries=entries, description=description) == answer


@pytest.mark.parametrize(
    ("entries", "code", "answer"),
    [
        # The customs code of what another category lists alone, or nearly so (HS 2812.12, 2844.10, 8802.60; entries from memory).
        (["3A002.c"], "28121200", ("ask", True)),
        (["3A002.c"], "28441030", ("ask", True)),
        (["5A002.a.1"], "88026019", ("ask", True)),
        # With fewer digits it may be that.
        (["3A002.c"], "2812", ("ask", True)),
        # Its own category, and a code of much else.
        (["1C350.9"], "28121200", ("go", False)),
        (["3A002.c"], "90302000", ("go", False)),
    ],
)
def test_a_customs_code_of_other_goods_is_asked_about(
    entries: list[str], code: str, answer: tuple[str, bool]
) -> None:
    assert judged_alone(entries=entries, cn_code=code) == answer
    if answer[1]:
        item = {"entries": entries, "cn_code": code}
        assert judged_alone(("items[0].entries",), **item) == ("ask", True)
        assert judged_alone(**item, answers=COMPARED) == ("ask", True)
        # Fluorinated gases stand under 2812 too (Regulation (EU) 2024/573).
        none_of_these = {"unexecuted.code_of_listed_goods": False, "unexecuted.32024R0573": False}
        assert judged_alone(**item, answers=none_of_these) == ("go", False)


def test_a_source_settles_no_contradiction_of_sensitive_goods() -> None:
    """The source of a milder entry does not say that anybody looked at what contradicts it (Art. 3(1)): only the answer to it does."""
    item = {"entries": ["3A002.c"], "description": "plutonium separation equipment"}
    assert judged_alone(("items[0].entries",), **item) == ("ask", True)
    assert judged_alone(**item, answers={"unexecuted.code_of_listed_goods": False}) == ("ask", True)
    assert judged_alone(**item, answers=COMPARED) == ("go", False)


CAPACITOR = {"voltage_rating": "50 kV", "energy_storage": "875 J", "capacitance": "0.7 uF", "series_inductance": "20 nH"}  # fmt: skip
"""Of one within every threshold of 3A201.a.1; that it is a capacitor no parameter says."""


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        (CAPACITOR, ("ask", True)),
        ({"3A201": CAPACITOR}, ("ask", True)),
        (CAPACITOR | {"capacitor": "no"}, ("go", False)),
        (CAPACITOR | {"series_inductance": "60 nH"}, ("go", False)),
    ],
    ids=str,
)
def test_parameters_that_meet_every_threshold_are_asked_about_by_check_and_assess(
    parameters: dict[str, Any], answer: tuple[str, bool]
) -> None:
    assert judged_alone(parameters=parameters) == answer
    data = deepcopy(FREE)
    data["items"][0] |= {"parameters": parameters}
    made = assess(data, Evidence(search=classify, library={}), day=DAY, screener=None)
    assert (made.release == "ask", bool(made.classification[0].doubts)) == (True, answer[1])
    if answer[1]:
        assert [row.code for row in made.classification[0].doubts] == ["sheet_within"]
        assert judged_alone(parameters=parameters, answers=COMPARED) == ("go", False)
        assert judged_alone(("items[0].entries",), parameters=parameters) == ("go", False)
        assert judged_alone(("items[1].entries",), parameters=parameters) == ("ask", True)
