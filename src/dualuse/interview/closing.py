"""What is still open when nothing more is asked: "settled" is said only where the answer, screening included, has nothing open.

The questions settle the law on what was stated. Who was not named, who else takes part and who may be listed move it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.determination.coverage import Coverage
from dualuse.assessment.determination.preconditions import uses_unstated
from dualuse.assessment.listed.identity import confirmed, hit_status
from dualuse.assessment.listed.texts import asked_of_texts
from dualuse.i18n import N_, fill, render, translate
from dualuse.interview.open_questions import judged
from dualuse.interview.parties import not_named, open_on_parties
from dualuse.interview.places import EVERYBODY
from dualuse.interview.question import progress
from dualuse.interview.state import Interview
from dualuse.law.language.provision import Effect
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.law.measures.not_executed import UNEXECUTED
from dualuse.schema.determination import Determination
from dualuse.schema.reading.validation import DONE
from dualuse.schema.screening import ScreenedParty
from dualuse.screening.words import used_lists_doubt

_SHOWN: Final = 3
_FROM_SCREENING: Final = "screening"
"""The place of the facts that screening leaves missing: they are told as possible hits."""

_HIT: Final = N_("a possible hit on a list: {party}")
_TAKEN: Final = N_("on a list, until somebody decides that it is another one: {party}")
_DECIDED: Final = N_("on a list, as was decided: {party}")
_OF_LISTS: Final = ("union_list_missing", "lists_older_than_transaction")
"""Warnings that "no hit" is worth less by; what else the lists lack is told in capitals (``used_lists_doubt``)."""
_NOBODY: Final = N_("nobody was compared with sanctions lists")
_UNSCREENED: Final = N_("not compared with sanctions lists: {party}")
_UNNAMED: Final = N_("not named, and so not screened: {parties}")
_ELSE: Final = N_("who else takes part")
_ACTS: Final = N_("whether the acts forbid it of which you do not know it")
_FIRST_USE: Final = N_(
    "{authorisations}: has the exporter done what must be done once before its first use (answers: {answers})?"
)
_RANGE: Final = N_("the law itself, as the answer says")


def acts_unknown(state: Interview) -> bool:
    """Whether the person does not know if an act that is not executed forbids it."""
    return any(place.startswith(f"answers.{UNEXECUTED}") for place in state.unknown)


def still_open(state: Interview, result: Determination, language: str) -> tuple[str, ...]:
    """What could still change ``result``, the answer to ``state``, in a few words each; () where nothing could."""
    rows = (
        *open_of_parties(state, result, language),
        *first_uses_open(state, language),
        *_missing(state, result),
    )
    if not rows and result.range[0] != result.range[1]:
        rows = (translate(_RANGE, language),)
    return (*rows, translate(_ACTS, language)) if rows and acts_unknown(state) else rows


def first_uses_open(state: Interview, language: str) -> tuple[str, ...]:
    """Whether the first use of a general authorisation was prepared, of each that may turn out to be the one it rests on."""
    standing = judged(state)
    coverage, answers = Coverage(standing), standing.transaction.answers or {}
    names = (
        name
        for index, (_, facts, outcome) in enumerate(standing.each())
        if coverage.covered(index) is not True
        for name in uses_unstated(outcome, facts, answers)
    )
    rows = tuple(dict.fromkeys(names))
    if not rows:
        return ()
    field = f"{DONE}{rows[0]}" + (" …" if len(rows) > 1 else "")
    return (fill(_FIRST_USE, language, authorisations=rows, answers=field),)


def stays_a_stop(state: Interview, result: Determination) -> bool:
    """Whether nothing that is open of parties and lists can lift the stop: the law is settled without them, and nobody is taken for a
    listed party who may turn out to be another one. Whoever is met yet could only make it stricter."""
    return (
        result.release == "stop"
        and result.range[0] == result.range[1]
        and not any(hit.counts and hit.is_undecided for hit in result.screening.hits)
        and not _missing(state, result)
        and not acts_unknown(state)
    )


def without_list_age(rows: Iterable[str], result: Determination, language: str) -> tuple[str, ...]:
    """The rows without that on lists out of date or not whole, which the answer itself has."""
    doubt = used_lists_doubt(result.screening.lists, language, hits=True)
    return tuple(row for row in rows if row != doubt)


def open_of_parties(state: Interview, result: Determination, language: str) -> tuple[str, ...]:
    """Of them who takes part and who may be listed. What is prohibited whoever takes part leaves nothing open."""
    if _prohibited(state):
        return ()
    return (
        *hits_and_lists(result, language),
        *_on_parties(state, language),
        *_unscreened(state, result, language),
    )


def _prohibited(state: Interview) -> bool:
    return progress(state).range[0] == Effect.PROHIBITED.word


def hits_and_lists(result: Determination, language: str) -> Iterator[str]:
    """Who is or may be listed as long as nobody decides, and that the lists may hide somebody."""
    for party in result.screening.parties:
        hits = [hit for hit in result.screening.hits if hit.counts and hit.party == party.party]
        if any(hit_status(hit) == "hit" and hit.is_undecided for hit in hits):
            yield _of_party(_TAKEN, party, language)
        if any(hit_status(hit) == "review" for hit in hits):
            yield _of_party(_HIT, party, language)
    screening = result.screening
    if screening.parties and (doubt := used_lists_doubt(screening.lists, language, hits=True)):
        yield doubt
    yield from (row.text for row in result.warnings if row.code in _OF_LISTS)
    yield from (render(asked, language) for asked in asked_of_texts(result.screening.hits))


def hits_decided(result: Determination, language: str) -> Iterator[str]:
    """Who is listed for certain, since a person decided so: nothing is open of it, and all turns on it."""
    for party in result.screening.parties:
        if any(confirmed(hit) for hit in result.screening.hits if hit.counts and hit.party == party.party):
            yield _of_party(_DECIDED, party, language)


def _of_party(text: str, party: ScreenedParty, language: str) -> str:
    return fill(text, language, party=party.name or translate(ROLE_WORDS[party.role], language))


def _on_parties(state: Interview, language: str) -> Iterator[str]:
    """Who takes part, who was not named, and in which country somebody is."""
    if EVERYBODY not in state.answered:
        yield translate(_ELSE, language)
    if parties := not_named(state, language):
        yield fill(_UNNAMED, language, parties=parties)
    yield from (question.text for question in open_on_parties(state, language) if question.kind == "place")


def _unscreened(state: Interview, result: Determination, language: str) -> Iterator[str]:
    """The parties that were compared with no list and are not already reported as unnamed."""
    if not result.screening.lists:
        yield translate(_NOBODY, language)
        return
    unnamed = {question.fact for question in open_on_parties(state) if question.kind == "name"}
    for party in result.screening.parties:
        if party.status == "not_screened" and f"{party.party}.name" not in unnamed:
            yield fill(_UNSCREENED, language, party=party.name or translate(ROLE_WORDS[party.role], language))


def _missing(state: Interview, result: Determination) -> tuple[str, ...]:
    """What the answer names as missing; not of items that are open on their own, where the whole is settled."""
    if _prohibited(state):
        return ()
    alone = set(progress(state).open_items) if result.range[0] == result.range[1] else set()
    rows = (
        row.question
        for row in result.missing
        if row.fact != _FROM_SCREENING and not (row.items and alone.issuperset(row.items))
    )
    return tuple(dict.fromkeys(rows))[:_SHOWN]
