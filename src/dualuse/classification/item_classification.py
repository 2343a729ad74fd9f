"""How the items of a transaction are classified, and what speaks against it: entries stated, the library's, an authority's ruling,
what the parameter sheets say, and what the search thinks of. Only entries are facts; everything else is a doubt for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dualuse.classification.library.model import Decided
from dualuse.classification.search.answers import Classification
from dualuse.classification.search.classifying import (
    classify_by_words,
    codes_of_names,
    resembles_listed,
)
from dualuse.classification.sheets.results import Examination
from dualuse.classification.stated_parameters import Readings, examined
from dualuse.classification.substances import substance_in
from dualuse.i18n import N_, Message, render
from dualuse.law.eu_2021_821.authorisations.reading import annex_iv, may_be_of_section_i, section_i
from dualuse.law.eu_2021_821.control_list import is_under, title
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.schema.assessment import (
    DESCRIBED_AS_OTHER,
    Candidate,
    ClassifiedItem,
    Examined,
    Origin,
)
from dualuse.schema.diligence import Reason
from dualuse.schema.transaction import Item

MOST_CANDIDATES: Final = 5
_NEAREST: Final = 3
"""Candidates of which one may be in the category stated."""
NOT_LISTED: Final = Message("not_listed", N_("not listed"))

Search = Callable[[str], Classification]
"""From a description to the entries it may belong to."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries an item is judged by, and where they come from."""

    entries: tuple[str, ...] | None
    origin: Origin
    decided: Decided | None


def chosen(item: Item, library: Mapping[str, Decided]) -> Chosen:
    """The entries of an item: an authority's ruling goes before what is stated, what is stated before the house's own library."""
    decided = library.get(item.product or "")
    stated = None if item.entries is None else tuple(item.entries)
    if decided is not None and decided.standing == "ruling":
        return Chosen(decided.entries, "ruling", decided)
    if stated is not None:
        return Chosen(stated, "stated", decided)
    if decided is not None:
        return Chosen(decided.entries, "house", decided)
    return Chosen(None, "none", None)


def classified(
    item: Item,
    choice: Chosen,
    edition: str,
    search: Search | None,
    language: str,
    *,
    keeps_library: bool,
    doubts: Iterable[Message] = (),
) -> ClassifiedItem:
    """An item with what its classification rests on, and every doubt about it.

    ``keeps_library``: the house has products in its library; else the id of a product is a name, and that none is kept is no doubt. ``doubts``: those
    that follow from what is stated of it.
    """
    classification = search(item.description) if search is not None and item.description else None
    readings = _readings(item, choice, classification, language)
    return ClassifiedItem(
        item=item.id or "",
        description=item.description or "",
        entries=choice.entries,
        titles=tuple(
            title(entry, language) or title(entry[:5], language) or "" for entry in choice.entries or ()
        ),
        origin=choice.origin,
        decided=choice.decided.data() if choice.decided else None,
        examined=tuple(
            Examined(
                row.code, row.verdict, tuple(question.parameter for question in row.questions), row.review
            )
            for row in readings.examinations
        ),
        candidates=tuple(_candidates(classification, choice, language)),
        doubts=tuple(
            Reason(doubt.code, render(doubt, language))
            for doubt in (
                *doubts_of_library(item, choice, edition, keeps_library=keeps_library),
                *doubts,
                *_unclassified(choice),
            )
        ),
    )


def _unclassified(choice: Chosen) -> Iterator[Message]:
    if choice.entries is None:
        yield _doubt("not_classified", N_("the item is not classified"))


def _readings(item: Item, choice: Chosen, classification: Classification | None, language: str) -> Readings:
    """By the sheets of the entries given, or of the first that the search thinks of where none is given; and those for which the
    parameters were written, where they meet another entry."""
    asked = list(choice.entries or ())
    if not asked and classification is not None:
        asked = [classification.candidates[0].provision] if classification.candidates else []
    readings = examined(item.parameters, asked, language)
    examinations = tuple(
        row for row in readings.examinations if row.code in asked or _meets_another(row, choice.entries or ())
    )
    return Readings(examinations, readings.unread)


def _meets_another(examination: Examination, entries: Sequence[str]) -> bool:
    """Whether the item meets what the entries that are chosen do not have."""
    return examination.verdict == "listed" and not any(_agree((path,), entries) for path in _met(examination))


def _met(examination: Examination) -> tuple[str, ...]:
    """The provisions that are met; where a general note brings the item in, what was examined."""
    return tuple(row.path for row in examination.met) or (examination.code,)


def _candidates(classification: Classification | None, choice: Chosen, language: str) -> Iterator[Candidate]:
    """What the search thinks of, where nothing is classified or the item is said to be in no entry."""
    if classification is None or choice.entries:
        return
    for candidate in classification.near[:MOST_CANDIDATES]:
        yield Candidate(
            candidate.entry,
            candidate.provision,
            title(candidate.entry, language) or "",
            round(candidate.score, 4),
        )


def doubts_of_library(item: Item, choice: Chosen, edition: str, *, keeps_library: bool) -> Iterator[Message]:
    """What the library of products, and rulings in it, say otherwise than the transaction, or under an older edition."""
    stated = None if item.entries is None else tuple(item.entries)
    if choice.origin == "ruling" and stated is not None and stated != choice.entries:
        yield _doubt(
            "ruling_differs",
            N_(
                "the transaction states {stated}, a ruling of {authority} ({reference}) says {entries}: the ruling is followed"
            ),
            stated=_listed(stated),
            authority=choice.decided.authority if choice.decided else "",
            reference=choice.decided.reference if choice.decided else "",
            entries=_listed(choice.entries or ()),
        )
    elif (
        choice.origin == "stated"
        and choice.decided is not None
        and not _agree(stated or (), choice.decided.entries)
    ):
        yield _doubt(
            "library_differs",
            N_("the transaction states {stated}, the library of products says {entries}"),
            stated=_listed(stated or ()),
            entries=_listed(choice.decided.entries),
        )
    if item.product and choice.decided is None and keeps_library:
        yield _doubt(
            "product_unknown", N_("the product {id} is not classified in the library"), id=item.product
        )
    if choice.decided is not None and choice.decided.edition != edition:
        yield _doubt(
            "edition_older",
            N_("the library's classification was made under the edition of {then}; that of {now} applies"),
            then=choice.decided.edition,
            now=edition,
        )


def doubts_of_parameters(item: Item) -> Iterator[Message]:
    """Where the parameters stated do not bear out the entries of an item, or meet another one, or one although there is none; and where one cannot be
    read: whether it does is not known then. None where no entries are known."""
    if item.entries is None or not item.parameters:
        return
    chosen_entries = tuple(item.entries)
    choice = chosen(item, {})
    classification = classify_by_words(item.description) if item.entries == [] and item.description else None
    readings = _readings(item, choice, classification, "en")
    for row in readings.unread:
        yield _doubt(
            "sheet_unread",
            N_("by its parameters nothing is settled: {parameter} ({entry}) cannot be read: {problem}"),
            parameter=row.parameter,
            entry=row.entry,
            problem=row.problem,
        )
    for examination in readings.examinations:
        if examination.code in chosen_entries and examination.verdict == "not_listed":
            yield _doubt(
                "sheet_not_listed",
                N_("by its parameters the item does not meet {entry}"),
                entry=examination.code,
            )
        if examination.code not in chosen_entries and _meets_another(examination, chosen_entries):
            entry = _met(examination)[0] if chosen_entries else examination.code
            yield _doubt("sheet_listed", N_("by its parameters the item meets {entry}"), entry=entry)


def doubts_of_other_goods(item: Item, answer: str) -> Iterator[Message]:
    """That an item is described as other goods than the entries stated (:func:`other_goods`); ``answer``: the point under which a person says that it is not."""
    entries = tuple(item.entries or ())
    if code := other_goods(item.description or "", entries):
        yield _doubt(
            DESCRIBED_AS_OTHER,
            N_(
                "it is stated under {stated}, but its description resembles {entries}. Let a person compare it with the text of {entries} in Annex I; if it is none of them, write false under answers of the item ({answer})"
            ),
            entries=code,
            stated=", ".join(entries),
            answer=answer,
        )


def other_goods(description: str, entries: Sequence[str]) -> str:
    """The provision of a substance, or of sensitive goods, that a description is of, where it is of another category than all entries stated, or of Section I of Annex II beside
    entries that are not; else "".

    The statement of a milder entry would free them. None is told where no entry is stated.
    """
    if not entries or not description:
        return ""
    return _of_another_category(description, entries) or _of_section_i(description, entries)


def _of_section_i(description: str, entries: Sequence[str]) -> str:
    """The provision of Section I that a description is of, by a name of trade and nearest in the search, or by a substance; "" where an entry stated may be of it, or is named, too."""
    if any(map(may_be_of_section_i, entries)):
        return ""
    if substance := substance_in(description):
        return substance.provision if may_be_of_section_i(substance.provision) else ""
    named = codes_of_names(description)
    if not any(map(may_be_of_section_i, named)):
        return ""
    near = [candidate.provision for candidate in classify_by_words(description).near[:_NEAREST]]
    is_stated = any(
        is_under(code, entry) or is_under(entry, code) for code in (*named, *near) for entry in entries
    )
    is_named = bool(near) and near[0][:5] in {code[:5] for code in named}
    return near[0] if is_named and not is_stated and may_be_of_section_i(near[0]) else ""


def _of_another_category(description: str, entries: Sequence[str]) -> str:
    """The provision of sensitive goods that a description is of, of another category than all entries."""
    substance = substance_in(description)
    resembled = None if substance else resembles_listed(description, classify_by_words)
    near = [candidate.provision for candidate in resembled.near[:_NEAREST]] if resembled else []
    described = [substance.provision] if substance else near
    if not described or not {code[0] for code in described}.isdisjoint(entry[0] for entry in entries):
        return ""
    if substance:
        return described[0]
    nearest, *others = described
    if _is_sensitive(nearest):
        return nearest
    named = {code[:5] for code in codes_of_names(description)}
    of_a_regime = (
        code
        for code in others[:1]
        if code[:5] in named and code[:2] == nearest[:2] and not _is_of_wassenaar(code)
    )
    return next(of_a_regime, "")


def _is_of_wassenaar(code: str) -> bool:
    return code[2] in "05"


def _is_sensitive(code: str) -> bool:
    """Whether a regime on weapons of mass destruction, Annex IV, Section I of Annex II or Art. 2(20) has the code, or may have it."""
    return not _is_of_wassenaar(code) or any(
        codes.covers(code, {}) is not False for codes in (annex_iv(), section_i(), SURVEILLANCE)
    )


def _agree(first: Sequence[str], other: Sequence[str]) -> bool:
    """Whether every entry of each lies under, or over, one of the other."""
    if bool(first) != bool(other):
        return False
    return all(
        any(is_under(code, against) or is_under(against, code) for against in others)
        for codes, others in ((first, other), (other, first))
        for code in codes
    )


def _listed(entries: Sequence[str]) -> str | Message:
    return ", ".join(entries) or NOT_LISTED


def _doubt(code: str, text: str, **params: object) -> Message:
    return Message(code, text, params)
