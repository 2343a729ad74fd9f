"""What is asked where a listed party leaves the range open: is it the same, what does an owner hold, what says the act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.listed.effects import PartyEffect, hit_status
from dualuse.assessment.listed.evidence import owned_by
from dualuse.contract.determination import Missing
from dualuse.contract.screening import ScreeningHit
from dualuse.determination.outcome import ItemOutcome
from dualuse.law.listings.meaning import role_message
from dualuse.wording import N_, Message, render

_SHOWN: Final = 3
"""Entries that are asked about one by one; of more, the best are named with the number of all."""

Judged = tuple[str, ItemOutcome, tuple[PartyEffect, ...]]
"""The id of an item, its outcome, and what the listed parties mean for it."""


def missing(judged: Iterable[Judged], language: str) -> Iterator[Missing]:
    """What could still move the range of an item, each question once."""
    found: dict[tuple[str, str], Missing] = {}
    for item, outcome, effects in judged:
        if outcome.final:
            continue
        waiting = [effect for effect in effects if effect.high > outcome.low and effect.truth is None]
        for effect, fact, question in _asked(waiting):
            text = render(question, language)
            before = found.get((fact, text))
            found[fact, text] = Missing(
                fact=fact,
                code=question.code,
                params=question.plain_params(),
                question=text,
                would_settle=_added(before.would_settle if before else (), effect.meaning.citation),
                items=_added(before.items if before else (), item),
                asked_of="exporter",
            )
    yield from found.values()


def _asked(waiting: list[PartyEffect]) -> Iterator[tuple[PartyEffect, str, Message]]:
    for effect in waiting:
        possible = _possible(waiting, effect.hit.party)
        if effect.hit in possible[:_SHOWN] or effect.hit not in possible:
            for fact, question in _questions(effect, len(possible)):
                yield effect, fact, question


def _possible(effects: Iterable[PartyEffect], party: str) -> list[ScreeningHit]:
    """The entries that a party may be and that nobody has decided about, the best ones first, each once."""
    found = [effect.hit for effect in effects if effect.hit.party == party and _undecided(effect.hit)]
    unique = [hit for number, hit in enumerate(found) if hit not in found[:number]]
    return sorted(unique, key=lambda hit: -hit.score)


def _undecided(hit: ScreeningHit) -> bool:
    return hit_status(hit) == "review"


def _added(before: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, one)))


def _questions(effect: PartyEffect, possible: int) -> Iterator[tuple[str, Message]]:
    hit = effect.hit
    if _undecided(hit):
        yield "screening", _is_it(hit, possible)
    if effect.owner is not None and effect.owner.share_missing:
        text = N_("Which share of {party} does {owner} hold, in per cent?")
        params = {"party": owned_by(hit.party), "owner": hit.queried}
        yield "parties.owners.share", Message("question.parties.owners.share", text, params)
    if effect.owner is not None and effect.owner.control_missing:
        text = N_("Does {owner} control {party}, alone or with others who are listed?")
        params = {"party": owned_by(hit.party), "owner": hit.queried}
        yield "parties.owners.control", Message("question.parties.owners.control", text, params)
    if effect.meaning.truth is None:
        text = N_("What does {citation} mean for this supply to {party}? Read the act, or ask the authority.")
        params = {"citation": effect.meaning.citation, "party": hit.queried}
        yield "screening", Message("question.screening.measure", text, params)


def _is_it(hit: ScreeningHit, possible: int) -> Message:
    text = N_("Is {queried} ({role}) the listed {name} ({list}, {entity})? Decide, and record the decision.")
    if possible > _SHOWN:
        text = N_(
            "Is {queried} ({role}) the listed {name} ({list}, {entity}), or another one of {number} entries? Decide, and"
            " record the decision."
        )
    params = {
        "queried": hit.queried,
        "role": role_message(hit.role),
        "name": hit.name,
        "list": hit.list,
        "entity": hit.reference or hit.entity,
        "number": possible,
    }
    return Message("question.screening.match", text, params)
