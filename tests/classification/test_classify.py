"""``classify``: from free text to entries of Annex I, over the outline alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.classification.search import classify, classify_all
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.law.eu_2021_821.control_list import outline


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("IMSI catcher for LTE networks", "5A001"),
        ("IMSI-Catcher zur Handyortung", "5A001"),
        ("valise d'interception de téléphones mobiles", "5A001"),
        ("thermal imaging camera", "6A003"),
        ("Wärmebildkamera mit Mikrobolometer", "6A003"),
        ("caméra thermique", "6A003"),
        ("frequency inverters (VFD) for centrifuge motors", "3A225"),
        ("Frequenzumrichter 800 Hz", "3A225"),
        ("masque à gaz NRBC", "1A004"),
        ("carbon fiber tow", "1C010"),
        ("carbon fibre tow", "1C010"),
        ("drone with 2 h endurance", "9A012"),
        ("Trojan command-and-control server software", "4D004"),
    ],
)
def test_names_of_trade_lead_to_the_entry(text: str, entry: str) -> None:
    assert entry in [candidate.entry for candidate in classify(text).candidates[:2]]


def test_software_and_equipment_are_told_apart_by_the_name_of_the_thing() -> None:
    software = classify("Encryption software for a storage system")
    goods = classify("Storage system with encryption software")
    assert software.candidates[0].entry == "5D002"
    assert goods.candidates[0].entry == "5A002"


def test_an_answer_says_what_carried_it() -> None:
    best = classify("IMSI catcher collecting subscriber identifiers").candidates[0]
    assert best.entry == "5A001"
    assert best.provision.startswith("5A001.f")
    named = next(reason for reason in best.because if reason.code == "named")
    assert named.params["said"] == "IMSI catcher"
    assert named.params["code"] == "5A001.f"
    assert any(reason.code == "words" for reason in best.because)


def test_candidates_are_entries_of_the_annex_best_first_without_repeats() -> None:
    edition = outline()
    assert edition is not None
    candidates = classify("turbomolecular vacuum pump for uranium enrichment").candidates
    entries = [candidate.entry for candidate in candidates]
    assert set(entries) <= set(edition.entry_codes)
    assert len(set(entries)) == len(entries) == 10
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all(candidate.provision.startswith(candidate.entry) for candidate in candidates)


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01\x02", "!!! ???", "\ud800"])
def test_texts_without_words_are_unsure_and_say_so(text: str) -> None:
    classification = classify(text)
    assert classification.verdict == "unsure"
    assert classification.candidates == ()
    assert "no_words" in [note.code for note in classification.notes]


def test_an_unknown_language_is_told() -> None:
    classification = classify("комплект мебели для кухни из дуба")
    assert "language_missing" in [note.code for note in classification.notes]
    assert classification.verdict == "unsure"


def test_an_endless_text_is_cut_and_told() -> None:
    classification = classify("thermal camera " * 100_000)
    assert classification.candidates[0].entry == "6A003"
    assert "cut" in [note.code for note in classification.notes]


@pytest.mark.parametrize(
    "text",
    [
        "Wooden dining table with six chairs",
        "Cotton T-shirt, white, size M",
        "Stainless steel cutlery set for the kitchen",
        "Büromöbel: Schreibtisch aus Buche",
        "Chaussures de sport pour enfants",
        "Dark chocolate 70 % with hazelnuts",
        "Gigabit Ethernet switch, 8 ports, unmanaged",
    ],
)
def test_everyday_goods_are_probably_not_listed(text: str) -> None:
    assert classify(text).verdict == "probably_not_listed"


def test_words_of_surveillance_are_never_called_not_listed() -> None:
    assert classify("toy spyware board game puzzle doll").verdict != "probably_not_listed"


def test_without_the_embedding_words_alone_answer_and_say_so(by_words: Classifier) -> None:
    classification = answer(by_words, "thermal imaging camera")
    assert classification.candidates[0].entry == "6A003"
    assert "no_embedding" in [note.code for note in classification.notes]


def test_answers_of_many_are_those_of_each_in_their_order() -> None:
    rows = [("a", "gas mask"), ("b", ""), ("c", "hydrophone array")]
    classifications = list(classify_all(rows))
    assert [classification.id for classification in classifications] == ["a", "b", "c"]
    assert classifications == [classify(text, identifier=name) for name, text in rows]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    classification = classify(text)
    assert classification.verdict in ("probably_listed", "unsure", "probably_not_listed")
    assert 0 <= classification.likelihood <= 1
    data = classification.as_data("de")
    assert list(data)[:3] == ["format", "id", "verdict"]


@settings(max_examples=30, deadline=None)
@given(st.permutations(["hydrophone", "array", "towed", "submarine", "detection"]))
def test_the_order_of_words_changes_no_score_of_words(words: list[str]) -> None:
    first = classify(" ".join(sorted(words))).candidates[0]
    assert classify(" ".join(words)).candidates[0].entry == first.entry


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("H100 GPU accelerator", "3A501"),
        ("Datacenter GPU server with 8 accelerators", "4A507"),
        ("location tracking SS7 platform for intelligence agency", "5D001"),
        ("SS7-Ortungssystem", "5D001"),
        ("géolocalisation d'abonnés par SS7", "5D001"),
        ("zero day exploit kit", "4A005"),
        ("Kit d'exploitation de vulnérabilités iOS zero-click", "4A005"),
        ("Trojaner", "4A005"),
        ("mobile forensics kit", "5A004"),
        ("lawful interception gateway", "5D001"),
        ("IMSI catcher management software", "5D001"),
    ],
)
def test_names_of_surveillance_and_of_fast_chips_are_found(text: str, entry: str) -> None:
    classification = classify(text)
    assert classification.verdict != "probably_not_listed"
    assert classification.candidates[0].entry == entry


def test_a_clear_name_of_surveillance_is_kept_beside_everyday_goods() -> None:
    assert classify("keyboard with keylogger, office chair, desk, lamp").verdict != "probably_not_listed"


@pytest.mark.parametrize(
    "text",
    [
        "Wirówka gazowa do wzbogacania uranu",
        "plynová odstředivka pro obohacování uranu",
        "aparat do podsłuchu telefonów komórkowych GSM",
        "software de vigilancia para teléfonos móviles",
        "κάμερα θερμικής απεικόνισης",
    ],
)
def test_a_text_in_an_official_language_that_is_not_at_hand_is_unsure_and_says_so(text: str) -> None:
    classification = classify(text)
    assert classification.verdict == "unsure"
    assert "language_missing" in [note.code for note in classification.notes]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("spy\u00adware for mobile phones", "spyware for mobile phones"),
        ("\x1b[31mIMSI\x07 catcher\x1b[0m", "IMSI catcher"),
        ("ther\u200bmal imaging camera", "thermal imaging camera"),
        ("spy\x00ware", "spyware"),
    ],
)
def test_what_cannot_be_seen_changes_nothing(text: str, same: str) -> None:
    assert replace(classify(text), candidates=()) == replace(classify(same), candidates=())
    assert [candidate.entry for candidate in classify(text).candidates] == [
        candidate.entry for candidate in classify(same).candidates
    ]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("sarin precursor", "1C350"),
        ("Vorläufer für Nervengas", "1C350"),
        ("Thuraya monitoring", "5A001"),
        ("Cellebrite UFED Touch 2", "5A004"),
        ("Wi-Fi catcher that collects MAC addresses of nearby devices", "5A001"),
        ("FFKM-lined centrifugal pump, PTFE wetted parts, double mechanical seal", "2B350"),
    ],
)
def test_what_a_name_of_trade_puts_first_is_never_called_not_listed(text: str, entry: str) -> None:
    classification = classify(text)
    assert classification.candidates[0].entry == entry
    assert classification.verdict != "probably_not_listed"


def test_defences_against_intrusion_are_ordinary_goods() -> None:
    assert classify("firewall that blocks spyware").verdict != "probably_listed"
    assert classify("antivirus software").verdict == "probably_not_listed"
