"""Descriptions as an ERP writes them: short, with numbers of articles, sizes and units, in three languages."""

from __future__ import annotations

import pytest

from dualuse.classification.search import classify
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.classification.search.words import words_of


@pytest.mark.parametrize(
    "text",
    [
        "Phosphorpentasulfid Eimer 25 kg",
        "Tributylphosphit, Palette 4 Fass",
        "O-ethyl 2-diisopropylaminoethyl methylphosphonite 1 kg plastic bag",
        "triéthylphosphite bidon 20 L",
        "Krytron in cardboard box 50 pcs",
        "Kanister Methyldiethanolamin 20 l",
        # a chamber is no comb
        "HIP-Anlage 2000 °C 200 MPa Kammer Ø 450 mm",
        # what comes with a thing is not the thing
        "Quantenmagnetfeldsonde, inkl. Koffer und USB-Kabel",
    ],
)
def test_what_a_listed_thing_comes_in_or_with_does_not_clear_it(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.verdict != "probably_not_listed"


@pytest.mark.parametrize(
    "text",
    [
        "Sechskantmutter M16 verz. DIN 934, VPE 200",
        "Schaltschrank 800x600x250 IP65 leer, RAL 7035",
        "O-Ring NBR 40x3, VPE 50",
        "Hydraulic hose assy 1/2in 250 bar, 1.5 m",
        "Étiquettes adhésives 100x150 mm, rouleau 500",
        "Roulette pivotante Ø 125 mm à frein, 100 kg",
        "cardboard box 400x300x200",
    ],
)
def test_sizes_numbers_and_packing_do_not_hide_an_ordinary_good(by_words: Classifier, text: str) -> None:
    for classification in (classify(text), answer(by_words, text)):
        assert classification.verdict == "probably_not_listed"
        assert classification.near == ()


def test_sizes_and_words_of_lists_name_nothing() -> None:
    text = "M12x60 800x600x250 IP65 DN50 PN16 RAL7035 VPE 50 Stk pcs"
    assert not [word.plain for word in words_of(text) if word.names_something]
    assert [word.plain for word in words_of("U235 C4 N2H4 CL20") if word.names_something]


def test_the_first_part_of_a_compound_is_not_the_thing() -> None:
    assert classify("Wälzlagerwerkzeugschrankgriff").verdict == "unsure"
    assert classify("Wälzlagerfett 400 g Kartusche, Art. 5510").verdict != "probably_listed"


def test_what_is_coated_with_a_material_is_something_else() -> None:
    assert any(reason.code == "named" for reason in classify("boron 10 powder").candidates[0].because)
    coated = classify("boron 10 lined counter tube")
    assert not any(reason.code == "named" for candidate in coated.candidates for reason in candidate.because)


def test_what_is_other_than_in_another_entry_stands_behind_it(by_words: Classifier) -> None:
    for text in ("Sodium cyanide", "5-axis machining centre"):
        entries = [candidate.entry for candidate in answer(by_words, text).candidates]
        first, other = ("1C350", "1C450") if "cyanide" in text else ("2B001", "2B201")
        assert entries.index(first) < entries.index(other)
