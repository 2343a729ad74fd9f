"""Goods of Annex I that a description resembles, of an item that is stated to be in none of its entries: one doubt, the same on a screen, in a table, in a dossier and in the data.

A doubt is what trade has a name for and the search thinks listed, or the name or number of a substance. What else is stated of the item settles it first: a
parameter by which the provision is not met, a figure below which it lists nothing, that the article is one of everyday life. It is compared with what every
installation has, so that each of them says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.signs.answers_in_words import contradicted_entries, is_ruled_out_in_words
from dualuse.assessment.signs.everyday import is_everyday_article
from dualuse.assessment.signs.figures import is_below_what_is_listed
from dualuse.classification.search.classifying import (
    classify_by_words,
    codes_of_names,
    resembles_listed,
)
from dualuse.classification.sheets.results import NotMet
from dualuse.classification.stated_parameters import examined
from dualuse.classification.substances import substance_in
from dualuse.classification.telling_figures import fails_clearly
from dualuse.classification.telling_questions import asks_anything, telling_questions
from dualuse.free_text.readings import readings
from dualuse.free_text.what_it_is import says_what_it_is
from dualuse.i18n import N_, Message, Term, translate
from dualuse.law.eu_2021_821.control_list import is_under
from dualuse.law.measures.not_executed import UNEXECUTED
from dualuse.schema.assessment import DESCRIBED_AS_LISTED
from dualuse.schema.transaction import Item
from dualuse.version import legal_derivation

COMPARED_WITH_ANNEX: Final = f"{UNEXECUTED}words.entries"
"""The answer under which a person who compared an item with Annex I says that the words of its description are not what it lists."""
_NEAREST: Final = 3
_LIKE: Final = N_(
    "it is said to be in no entry, but its description resembles {entries}. Let a person compare it with the text of {entries} in Annex I; if it is none of them, write false under answers of the item ({answer})"
)
_LIKE_AND_OPEN: Final = N_(
    "it is said to be in no entry, but its description resembles {entries}; state among its parameters {parameter} ({question}), or let a person compare it with the text of {entries} in Annex I; if it is none of them, write false under answers of the item ({answer})"
)
_LIKE_OF_MANY: Final = N_(
    "it is said to be in no entry, but its description resembles {entries}; see what its sheet asks (dualuse examine {code}) and state that among its"
    " parameters, or let a person compare it with the text of {entries} in Annex I; if it is none of them, write false under answers of the item ({answer})"
)


@legal_derivation("Art. 3(1)")
def resembled_goods(item: Item) -> tuple[str, ...]:
    """The provisions, best first, of the goods that an item resembles which is stated to be in no entry.

    Args:
        item: with its entries, description, parameters and answers.

    Returns:
        None (``()``) for any other item, where nothing is resembled, where what is stated rules it out, and where a person has answered that its words are not
        what Annex I lists.
    """
    description = item.description or ""
    is_compared = (item.answers or {}).get(COMPARED_WITH_ANNEX) is False
    if in_annex_i(item) is not False or not description or is_compared:
        return ()
    substance = substance_in(description)
    if substance and (substance.is_number or says_what_it_is((substance.written,), description)):
        return (substance.provision,)
    if is_everyday_article(item) or _only_goes_with_a_substance(description):
        return ()
    return tuple(
        provision
        for provision, named in _named_by_trade(description)
        if not all(_is_ruled_out(code, item) for code in named)
    )


def doubt_of_likeness(item: Item) -> Iterator[Message]:
    """The doubt of :func:`resembled_goods`, with the parameters that tell most; none where there is none."""
    provisions = resembled_goods(item)
    if not provisions:
        return
    params: Mapping[str, Any] = {"entries": ", ".join(provisions), "answer": COMPARED_WITH_ANNEX}
    description = item.description or ""
    code = _named_above(provisions[0], description)
    if questions := telling_questions(code, description):
        of_parameters = {
            "parameter": ", ".join(row.parameter for row in questions),
            "question": _Questions(
                ", ".join(f"sheet.{row.parameter}" for row in questions),
                tuple(row.question for row in questions),
            ),
        }
        yield Message(DESCRIBED_AS_LISTED, _LIKE_AND_OPEN, {**params, **of_parameters})
    elif asks_anything(code):
        yield Message(DESCRIBED_AS_LISTED, _LIKE_OF_MANY, {**params, "code": code})
    else:
        yield Message(DESCRIBED_AS_LISTED, _LIKE, params)


@dataclass(frozen=True, slots=True)
class _Questions(Term):
    """Questions of a sheet, one behind the other; ``code``: those of the questions."""

    code: str
    questions: tuple[str, ...]

    def in_language(self, language: str) -> str:
        """Each ends with its own mark, so that nothing stands between them."""
        return " ".join(translate(question, language) for question in self.questions)


def _named_above(provision: str, description: str) -> str:
    """The narrowest code of a name of trade in the description that holds the provision; the provision itself where none does.

    Which line of it is nearest the search tells by words of the Annex, and the description need not have them.
    """
    above = (code for code in codes_of_names(description) if is_under(provision, code))
    return max(above, key=len, default=provision)


@lru_cache(maxsize=4096)
def _named_by_trade(description: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The nearest provisions of those that a name of trade leads to, or, where the search puts others first, of all; each with the codes to rule out."""
    classification = resembles_listed(description, classify_by_words)
    if classification is None:
        return tuple((entry, (entry,)) for entry in contradicted_entries(description))
    near = [candidate.provision for candidate in classification.near[:_NEAREST]]
    codes = codes_of_names(description)
    rows = tuple(
        (provision, tuple(code for code in codes if code[:5] == provision[:5])) for provision in near
    )
    return tuple(row for row in rows if row[1]) or tuple((provision, (provision,)) for provision in near)


def _only_goes_with_a_substance(description: str) -> bool:
    """Whether it only measures, heals or is free of what it has the name of: a detector of phosgene is none, nor is a watch with tritium."""
    if not any(code[1] == "C" for code in codes_of_names(description)):
        return False
    plain = readings(description)[0]
    return bool(_GOES_WITH_IT.search(plain)) or any(
        not codes_of_names(plain[: phrase.start()] + plain[phrase.end() :])
        for pattern in _FREE_OF_IT
        for phrase in pattern.finditer(plain)
    )


_FREE_OF_IT: Final = tuple(
    re.compile(rf"(?:[\w-]+[ -]){{{words}}}(?:free|frei|detectors?|detektor(?:en)?)(?!\w)")
    for words in (1, 2, 3)
)
"""What is free of the words before, or finds it: where nothing else has the name of a listed substance, it is none."""
_GOES_WITH_IT: Final = re.compile(
    r"(?<!\w)(?:antidotes?|vaccines?|vaccins?|impfstoffe?|antibod(?:y|ies)|antikorper|anticorps|antigens?|antigene|antiser(?:um|a)|elisa|pcr|"
    r"(?:wrist)?watch(?:es)?|(?:armband)?uhr(?:en)?|montres?|gas (?:sensor|detector)s?|gassensor(?:en)?|car mats?)(?!\w)"
)


def _is_ruled_out(code: str, item: Item) -> bool:
    """Whether a figure is stated below which the entry lists nothing, or parameters meet no provision of the code, and leave none open."""
    description = item.description or ""
    if is_below_what_is_listed(code[:5], item) or fails_clearly(code[:5], description):
        return True
    if is_ruled_out_in_words(code[:5], description, item.parameters):
        return True
    return _is_met_by_none(code, item, by_quantity=True) or _is_met_by_none(code[:5], item, by_quantity=False)


def _is_met_by_none(code: str, item: Item, *, by_quantity: bool) -> bool:
    """Whether parameters meet no provision under a code and leave none open; ``by_quantity``: and a figure is among what says so.

    A yes or no alone tells of the provision that asks for it: goggles without an array may have an intensifier, which another one lists.
    """
    rows = examined(item.parameters, (code,), "en").examinations
    return any(
        row.code == code
        and bool(row.not_met)
        and not (row.met or row.open or row.uncovered or row.brought_in_by)
        and (not by_quantity or all(_fails_by_quantity(provision) for provision in row.not_met))
        for row in rows
    )


def _fails_by_quantity(provision: NotMet) -> bool:
    return any(test.holds is False and test.requirement[:1] in _COMPARED for test in provision.tests)


_COMPARED: Final = ("<", ">", "≤", "≥", "=")
"""Requirements of quantities begin with one of these."""
