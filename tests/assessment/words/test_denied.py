"""What words deny: they are asked about while nothing is stated of that use, and agree with who states that none is known of."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.free_text.denied import is_denied
from dualuse.free_text.patterns import words_in
from dualuse.inputs.accents import without_accents
from tests.assessment.test_statements_that_differ import released

WORDS = (
    "Russia*",
    "Russland*",
    "Russie",
    "Rusia",
    "Rosj*",
    "Belarus",
    "Biélorussie",
    "militär*",
    "military",
    "militaire",
    "militar",
)
RUSSIA, BELARUS = (f"unexecuted.{act}.named_in_texts" for act in ("32014R0833", "32006R0765"))
MILITARY = "unexecuted.words.military_end_use"


def denies_all(plain: str) -> bool:
    return all(is_denied(plain, word.start(), word.end()) for word in words_in(WORDS, plain))


@pytest.mark.parametrize(
    "text",
    [
        "no resale to Russia", "not for military use", "nicht für Russland", "pas de réexportation vers la Biélorussie",
        "no re-export to Russia, Belarus or Iran", "nicht für militärische Zwecke", "keine militärische Verwendung", "civil, non-military use",
        "Keine Lieferung nach Russland oder Belarus", "pas d'usage militaire", "no para uso militar", "sin reexportación a Rusia",
        "shall not be sold to Russia", "will not be used for military purposes", "for civil, not military, use", "worldwide except Russia",
        "neither for military use nor for use in Russia", "nicht zur Verwendung in Russland bestimmt", "nie dla Rosji",
        "no military use, no resale to Russia", "uso no militar", "there is no military use",
    ],
)  # fmt: skip
def test_what_a_text_denies(text: str) -> None:
    plain = without_accents(text)
    assert list(words_in(WORDS, plain))
    assert denies_all(plain)


@pytest.mark.parametrize(
    "text",
    [
        "Russia", "not only for Russia", "no restrictions for Russia", "no Russia restrictions", "no military restrictions apply",
        "no resale to Russia without a licence", "not for Germany but Belarus", "not in Germany, in Russia", "if not sold, Russia",
        "no, for Russia", "no problem with Russia", "nicht nur für Russland", "nicht für Kasachstan, sondern Belarus",
        "pas seulement pour la Russie", "not Germany, Russia only", "not excluded: Russia", "without Russia clause",
        "no licence needed for Russia", "not before delivery to Russia", "cannot rule out Russia", "nicht ohne Lieferung nach Russland",
        "it will not work without delivery to Russia", "no export licence to Russia", "does not exclude military use",
        "we do not know whether it goes to Russia", "no sale to Russia before May", "no resale to Russia, then sale to Belarus via Minsk",
        "instalação no Belarus", "entrega no Russia Center", "fábrica no Belarus, entrega em Minsk",
    ],
)  # fmt: skip
def test_what_a_text_does_not_surely_deny(text: str) -> None:
    plain = without_accents(text)
    assert not denies_all(plain)


def end_use(words: str, use: str, level: str | None, **changes: Any) -> tuple[str, set[str], str]:
    return released({"end_use": words, f"knowledge.{use}": level, **changes})


PLACES = [
    ("cooling, no resale to Russia", RUSSIA),
    ("nicht für Russland", RUSSIA),
    ("pas de réexportation vers la Biélorussie", BELARUS),
    ("no re-export to Russia, Belarus or Iran", RUSSIA),
]


@pytest.mark.parametrize(("words", "point"), PLACES)
def test_a_place_that_words_deny_is_settled_by_what_is_known_of_re_export(words: str, point: str) -> None:
    """833/2014, Art. 12g and 765/2006, Art. 8g: a buyer's word that nothing goes on is no trade with Russia or Belarus."""
    release, reasons, text = end_use(words, "reexport", None)
    assert (release, "release.denied_in_words" in reasons) == ("ask", True)
    assert "knowledge.reexport" in text
    assert end_use(words, "reexport", "none")[0] == "go"
    for level in ("suspects", "aware"):
        release, reasons, text = end_use(words, "reexport", level)
        assert (release, "release.denied_in_words" in reasons, point in text) == ("ask", False, True)


LEBANON = {"destination": "LB", "purchasing_country": "LB", "parties.0.country": "LB"}


@pytest.mark.parametrize(
    "words", ["not for military use", "keine militärische Verwendung", "pas d'usage militaire"]
)
def test_a_use_that_words_deny_is_settled_by_what_is_known_of_it(words: str) -> None:
    """Art. 4(1)(b), (2): who states that none is known of says what the words say."""
    release, reasons, text = end_use(words, "military_end_use", None, **LEBANON)
    assert (release, "release.denied_in_words" in reasons, MILITARY in text) == ("ask", True, True)
    _, reasons, text = end_use(words, "military_end_use", "none", **LEBANON)
    assert not reasons & {"release.denied_in_words", "release.use_in_words"}
    assert MILITARY not in text


def test_what_is_not_surely_denied_asks_as_before() -> None:
    assert RUSSIA in end_use("no resale to Russia without a licence", "reexport", "none")[2]
    assert RUSSIA in end_use("no resale to Russia; then to Moscow", "reexport", "none")[2]
    assert MILITARY in end_use("no military restrictions apply", "military_end_use", "none", **LEBANON)[2]


@pytest.mark.parametrize("field", ["parties.0.name", "parties.0.address"])
def test_a_name_or_an_address_denies_nothing(field: str) -> None:
    changes = {field: "Not for Russia"}
    assert RUSSIA in end_use("cooling", "reexport", "none", **changes)[2]


@pytest.mark.parametrize(
    "text", ["not " + "export " * 500 + "russia", "no russia/" + "russia/" * 400, "no " * 1300 + "russia"]
)
def test_no_text_takes_long(text: str) -> None:
    assert isinstance(denies_all(text), bool)
