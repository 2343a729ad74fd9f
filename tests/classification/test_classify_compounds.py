"""German compounds, abbreviations, figures that tell a meaning, and texts of activities: what they lead to, and what not."""

from __future__ import annotations

from itertools import product

import pytest

from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.classification.search.likely_entries import LikelyEntries
from dualuse.classification.search.words import names_only_activities, words_of

MATERIALS = {
    "Beryllium": "beryllium", "Wolfram": "tungsten", "Titan": "titanium", "Zirkonium": "zirconium", "Hafnium": "hafnium", "Nickel": "nickel",
    "Magnesium": "magnesium", "Tantal": "tantalum", "Molybdän": "molybdenum",
}  # fmt: skip
OWN = {"Zirkonium": "1C234"}
FORMS = {"blech": "sheet", "pulver": "powder", "draht": "wire", "folie": "foil", "barren": "ingot"}


@pytest.mark.parametrize(("material", "form"), list(product(MATERIALS, FORMS)))
def test_a_material_in_a_german_compound_reaches_what_its_english_words_do(
    by_words: Classifier, material: str, form: str
) -> None:
    """Nothing of "Berylliumblech" was known but its beginning."""
    german = answer(by_words, material + form)
    english = answer(by_words, f"{MATERIALS[material]} {FORMS[form]}")
    assert german.unknown_words == ()
    # In German the entry of the metal itself may come before that of goods of the same form.
    firsts = {english.candidates[0].entry, OWN.get(material, "")}
    assert firsts & {candidate.entry for candidate in german.candidates[:2]}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Berylliumblech", "1C230"),
        ("Wolframpulver", "1C117"),
        ("tungsten powder", "1C117"),
        ("poudre de tungstène", "1C117"),
        ("TWT", "3A001"),
        ("tungsten heavy alloy", "1C004"),
    ],
)
def test_the_entry_comes_first(by_words: Classifier, text: str, entry: str) -> None:
    classification = answer(by_words, text)
    assert classification.candidates[0].entry == entry
    assert classification.verdict != "probably_not_listed"
    assert "language_missing" not in {note.code for note in classification.notes}


@pytest.mark.parametrize("text", ["Kuchenblech", "Blechschere", "Wellblech", "Stahlblech verzinkt", "Backblech 40 cm"])  # fmt: skip
def test_a_sheet_of_no_material_of_the_list_is_not_called_listed(by_words: Classifier, text: str) -> None:
    assert answer(by_words, text).verdict != "probably_listed"


@pytest.mark.parametrize("text", ["Kondensator 5 kV", "Kondensator 10 µF 5000 V", "Kondensatoren, 2,5 kV"])
def test_a_voltage_tells_a_capacitor_from_a_condenser(by_words: Classifier, text: str) -> None:
    near = [candidate.entry for candidate in answer(by_words, text).near]
    assert {"3A001", "3A201"} & set(near[:2])
    assert "2B350" not in near[:2]


@pytest.mark.parametrize("text", ["Kondensator", "Kondensator 40 m²", "Kondensator aus Tantal"])
def test_without_one_it_may_be_a_condenser(by_words: Classifier, text: str) -> None:
    assert "2B350" in {candidate.entry for candidate in answer(by_words, text).near}


@pytest.mark.parametrize(
    "text",
    ["Wartung", "maintenance", "Wartungsvertrag", "Reparatur und Versand", "Montage, Inbetriebnahme und Schulung", "frais de livraison", "Frachtkosten"],
)  # fmt: skip
def test_a_text_of_activities_proposes_nothing(by_words: Classifier, text: str) -> None:
    classification = answer(by_words, text)
    assert (classification.verdict, classification.near) == ("unsure", ())
    assert "only_activity" in {note.code for note in classification.notes}
    assert LikelyEntries().of_unclassified(text) == ()


@pytest.mark.parametrize(
    "text", ["Wartung von Gaszentrifugen", "maintenance of gas centrifuges", "Laser", "Wartungssoftware", ""]
)
def test_an_activity_beside_a_thing_changes_nothing(by_words: Classifier, text: str) -> None:
    assert not names_only_activities(words_of(text))
    assert "only_activity" not in {note.code for note in answer(by_words, text).notes}


@pytest.mark.parametrize("text", ["satellite phone", "Satellitentelefon", "téléphone satellite"])
def test_a_satellite_phone_is_no_satellite(by_words: Classifier, text: str) -> None:
    classification = answer(by_words, text)
    assert classification.verdict == "unsure"
    assert "9A004" not in {candidate.entry for candidate in classification.near}
    assert answer(by_words, "satellite").candidates[0].entry == "9A004"
    assert answer(by_words, f"{text} interception system").verdict != "probably_not_listed"


@pytest.mark.parametrize(
    "text",
    [
        "Drehmomentschlüssel 200 Nm",
        "Drehmomentschlüssel",
        "Schraubenschlüssel",
        "Notenschlüssel",
        "Schlüsselanhänger",
        "Autoschlüssel",
        "Instrumentschlüssel",
        "Torwächter",
        "Hydraulikzylinder für Pressen",
        "Hydraulikzylinder für Pressen, 400 bar",
    ],
)
def test_a_compound_whose_head_is_another_thing_is_no_trade_name(by_words: Classifier, text: str) -> None:
    """ "Drehmomentschlüssel" was read as Drehm-oment-schlüssel, with the verb "entschlüsseln" in it."""
    assert answer(by_words, text).verdict != "likely_listed"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Kryptoschlüsselgerät", "5A002"),
        ("Passwortentschlüsselung", "5A004"),
        ("Quantenschlüsselverteilung", "5A002"),
        ("heißisostatische Presse", "2B004"),
    ],
)
def test_a_compound_of_the_thing_itself_is_read(by_words: Classifier, text: str, entry: str) -> None:
    assert entry in {candidate.entry[:5] for candidate in answer(by_words, text).candidates[:3]}


@pytest.mark.parametrize(
    ("word", "thing"),
    [
        ("Kreiselpumpe", "pump"),
        ("Kreiselpumpen", "pump"),
        ("Kreiselpumpenaggregat", "pump"),
    ],
)
def test_a_machine_named_after_how_it_works_is_no_gyroscope(
    by_words: Classifier, word: str, thing: str
) -> None:
    """The last part says what the thing is; "Kreisel" before it says that an impeller turns."""
    entries = {candidate.entry for candidate in answer(by_words, word).near}
    assert not entries & {"7A002", "7A102", "7A003", "7A103"}, thing


@pytest.mark.parametrize(
    "word", ["Kreisel", "Kreiselgerät", "Kreiselsensor", "Kreiselplattform", "Faserkreisel"]
)
def test_a_gyroscope_is_one(by_words: Classifier, word: str) -> None:
    assert answer(by_words, word).candidates[0].entry.startswith("7A")


@pytest.mark.parametrize(
    "text",
    [
        "Kreiselpumpe für Säuren",
        "Säurepumpe",
        "Chemiekreiselpumpe",
        "Pumpe für Säuren",
        "centrifugal pump for acids",
        "pump for acids",
        "pompe centrifuge pour acides",
    ],
)
def test_a_pump_for_chemicals_leads_to_its_entry(by_words: Classifier, text: str) -> None:
    assert answer(by_words, text).candidates[0].entry == "2B350"
