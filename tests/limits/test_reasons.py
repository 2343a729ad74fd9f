"""A reason is words that say why: what stands for one that follows, or is above, is none."""

from __future__ import annotations

import pytest

from dualuse.inputs.persons import in_words


@pytest.mark.parametrize(
    "reason",
    [
        "tbd", "TBD.", "t.b.d.", "n/a", "N.A.", "to follow", "to be confirmed", "see above", "test", "Test test", "xxx", "XXXX xx", "asdf", "no reason", "ok",
        "siehe oben", "s. o.", "wie oben", "folgt", "Wird nachgereicht", "k. A.", "keine Angabe", "noch zu klären", "weiß nicht", "Platzhalter", "nein",
        "voir plus haut", "cf. ci-dessus", "à compléter", "À suivre…", "n.c.", "néant", "sans objet", "non", "-", "?", "x", "", "tbd / n/a", "idem",
    ],
)  # fmt: skip
def test_what_says_nothing_is_no_reason(reason: str) -> None:
    assert in_words(reason) == ""


@pytest.mark.parametrize(
    "reason",
    [
        "repair", "warranty", "sample", "moved", "misspelt", "typo", "over", "again", "Reparatur", "Muster", "Garantie", "Messe", "Probe", "essai", "garantie",
        "réparation", "déménagé", "移転", "ok by the licensing desk", "see above all the datasheet of 2 May", "no radio", "none of its parts encrypts",
        "test of the sensor at the customer's", "not applicable: it is software", "unknown to the register", "laut Datenblatt", "EUC", "NDA", "ремонт",
    ],
)  # fmt: skip
def test_a_short_reason_is_one(reason: str) -> None:
    assert in_words(f" {reason} ") == reason
