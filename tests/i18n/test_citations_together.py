"""Several provisions in one line name each act once."""

from __future__ import annotations

import re

import pytest

from dualuse.assessment.not_examined import not_examined
from dualuse.i18n import Message, cited, render, together, translate
from dualuse.i18n.citations import _FORMS, _OF_ACTS, _OF_DOCUMENTS
from dualuse.law.collection import whole_law
from dualuse.law.measures.not_executed import not_examined_rows

RUSSIA = "Regulation (EU) No 833/2014"


@pytest.mark.parametrize(
    ("citations", "text"),
    [
        ([f"{RUSSIA}, Art. 2(1)", f"{RUSSIA}, Art. 3k(1)"], f"{RUSSIA}, Art. 2(1), Art. 3k(1)"),
        # An Article without an act is one of the Dual-use Regulation: it never stands behind another act.
        ([f"{RUSSIA}, Art. 2(1)", "Art. 3(1)"], f"Art. 3(1); {RUSSIA}, Art. 2(1)"),
        (["Annex II, EU001", "Annex II, EU002"], "Annex II, EU001; Annex II, EU002"),
        ([f"{RUSSIA} and the 21st package"], f"{RUSSIA} and the 21st package"),
        ([], ""),
    ],
)
def test_each_act_is_named_once(citations: list[str], text: str) -> None:
    assert together(citations, "en") == text


def test_a_sentence_writes_its_citations_so() -> None:
    message = Message("x", "under {duties}", {"duties": (f"{RUSSIA}, Art. 8g", f"{RUSSIA}, Art. 8i")})
    assert render(message, "de") == "under Verordnung (EU) Nr. 833/2014, Art. 8g, Art. 8i"


def test_a_paragraph_of_a_german_act_is_cited_as_a_german_reader_cites_it() -> None:
    assert cited("§ 47(2) AWV, § 9(1) Nr. 2 AWV", "de") == "§ 47 Abs. 2 AWV, § 9 Abs. 1 Nr. 2 AWV"
    assert cited("§ 47(2) AWV", "en") == "§ 47(2) AWV"
    assert cited("§ 1051 Abs. 4 ZPO (2)", "de") == "§ 1051 Abs. 4 ZPO (2)"


@pytest.mark.parametrize("language", ["de", "fr"])
def test_acts_that_are_not_examined_are_named_in_the_readers_language(language: str) -> None:
    for row in not_examined(not_examined_rows(), frozenset(), None, (), language):
        assert not re.search(r"\bRegulation \(E|\bDecision\b|\bthe\b|\boutside\b", row.act), row.act


def test_each_word_of_a_citation_has_those_of_every_language_that_cites_in_its_own_form() -> None:
    assert all(words.keys() == _FORMS.keys() for _, words in (*_OF_ACTS, *_OF_DOCUMENTS))


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_name_of_a_rule_keeps_english_words(language: str) -> None:
    """ "derogations of Arts 3 to 3k", "text until 15.3.2022" and "national value limit" stood in German and French answers."""
    law = whole_law()
    names = sorted({rule.citation for rule in (*law.provisions, *law.reliefs)})
    english = r"\b(?:of|the|that|until|to|and|with|by|Arts|Parts|derogations|value limit|related)\b"
    written = [cited(translate(name, language), language) for name in names]
    assert [name for name in written if re.search(english, name)] == []


@pytest.mark.parametrize(
    ("citation", "german", "french"),
    [
        (
            f"{RUSSIA}, derogations of Arts 3 to 3k",
            "Verordnung (EU) Nr. 833/2014, Ausnahmen von Art. 3 bis 3k",
            "règlement (UE) nº 833/2014, dérogations aux articles 3 à 3k",
        ),
        (
            "Art. 9(1), national value limit",
            "Art. 9 Abs. 1, nationale Wertgrenze",
            "article 9, paragraphe 1, seuil de valeur national",
        ),
        (
            "Regulation (EU) No 267/2012, Arts 3 and 5(2) with Annex IIA",
            "Verordnung (EU) Nr. 267/2012, Art. 3 und Art. 5 Abs. 2 mit Anhang IIA",
            "règlement (UE) nº 267/2012, article 3 et article 5, paragraphe 2 avec l’annexe IIA",
        ),
    ],
)
def test_what_stands_beside_an_article_is_in_the_readers_words(
    citation: str, german: str, french: str
) -> None:
    assert (cited(citation, "de"), cited(citation, "fr")) == (german, french)
