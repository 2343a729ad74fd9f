"""The provision that is named is as narrow as the words tell, and no narrower."""

from __future__ import annotations

import tomllib

import pytest

from dualuse.classification.search import classify
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from tests.support.paths import PACKAGE


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("5-axis machining centre", "2B001.b.2"),
        ("5-Achs-Bearbeitungszentrum", "2B001.b.2"),
        ("Bearbeitungszentrum 5 Achsen, Art. 4711", "2B001.b.2"),
        ("Centre d'usinage 5 axes simultanés", "2B001.b.2"),
        ("CNC lathe, 2 axes", "2B001.a"),
        ("Schleifmaschine 5 Achsen", "2B001.c.2"),
        ("cooled InSb camera core, 640 x 512 pixels", "6A003.b.4.a"),
        ("Wärmebildkamera ungekühlt 640x512 30 Hz", "6A003.b.4.b"),
        ("thermal imaging camera", "6A003.b.4"),
    ],
)
def test_a_provision_is_named_as_far_as_the_words_tell_it(
    by_words: Classifier, text: str, provision: str
) -> None:
    """No further: which of three repeatabilities a machine has, "5-axis" does not say."""
    for classification in (classify(text), answer(by_words, text)):
        assert provision in [candidate.provision for candidate in classification.candidates[:2]]
    assert classify(text).candidates[0].provision == provision


CHEMICALS = [
    row["name"]
    for row in tomllib.loads((PACKAGE / "classification/sheets/data/1C350.toml").read_text("utf-8"))[
        "provisions"
    ]
    if "name" in row
]


@pytest.mark.parametrize("name", CHEMICALS)
def test_a_listed_chemical_is_near_the_list_however_it_is_spelt(by_words: Classifier, name: str) -> None:
    """1C350: "sulphide" in the Official Journal is "sulfide" in a laboratory."""
    for spelling in {name, name.replace("sulph", "sulf").replace("Sulph", "Sulf")}:
        classification = answer(by_words, spelling)
        assert classification.verdict == "probably_listed"
        assert {candidate.entry for candidate in classification.candidates[:2]} & {"1C350"}
