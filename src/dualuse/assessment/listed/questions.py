"""What is asked where a listed party leaves the range open: is it the same, what does an owner hold, what says the act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dualuse.assessment.listed.effects import PartyEffect
from dualuse.assessment.listed.evidence import TEXT
from dualuse.assessment.listed.identity import hit_status
from dualuse.assessment.listed.texts import named_alike, question_of_text
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, render
from dualuse.law.measures.listings.model import role_message
from dualuse.law.measures.listings.ownership import HALF_SINCE, Doubt, OwnersBehind
from dualuse.schema.determination import Missing
from dualuse.schema.screening import IS_IT_LISTED, ScreeningHit

_SHOWN: Final = 3
"""Entries that are asked about one by one; of more, the best are named with the number of all."""

Judged = tuple[str, ItemOutcome, tuple[PartyEffect, ...]]
"""The id of an item, its outcome, and what the listed parties mean for it."""


def missing(judged: Iterable[Judged], language: str) -> Iterator[Missing]:
    """What could still move the range of an item, each question once."""
    missing: dict[tuple[str, str], Missing] = {}
    judged = tuple(judged)
    in_texts = _in_texts(judged)
    for item, outcome, effects in judged:
        if outcome.final:
            continue
        waiting = [effect for effect in effects if _waits(effect, outcome)]
        for effect, fact, question in _questions_by_fact(waiting, in_texts):
            text = render(question, language)
            before = missing.get((fact, text))
            missing[fact, text] = Missing(
                fact=fact,
                code=question.code,
                params=question.plain_params(),
                question=text,
                would_settle=_added(before.would_settle if before else (), effect.meaning.citation),
                items=_added(before.items if before else (), item),
                asked_of="exporter",
            )
    yield from missing.values()


def _in_texts(judged: Iterable[Judged]) -> dict[_Pair, Message]:
    """What is asked of the entries named in texts that nobody has decided about and that can move something."""
    hits = {
        _pair(effect.hit): effect.hit
        for _, outcome, effects in judged
        for effect in effects
        if effect.hit.role == TEXT and _undecided(effect.hit) and _waits(effect, outcome)
    }
    alike = named_alike(sorted(hits.values(), key=lambda hit: -hit.score))
    return {
        _pair(hit): question for named in alike for question in [question_of_text(named)] for hit in named
    }


_Pair = tuple[str, str, str]
"""The path of a party or text, and a list and its entry."""


def _pair(hit: ScreeningHit) -> _Pair:
    return hit.party, hit.list, hit.entity


def _waits(effect: PartyEffect, outcome: ItemOutcome) -> bool:
    return not outcome.final and effect.high > outcome.low and effect.truth is None


def _questions_by_fact(
    waiting: list[PartyEffect], in_texts: Mapping[_Pair, Message]
) -> Iterator[tuple[PartyEffect, str, Message]]:
    for effect in waiting:
        if effect.hit.role == TEXT and _undecided(effect.hit):
            # What its measure means is asked once it is known that it is meant.
            yield effect, "screening", in_texts[_pair(effect.hit)]
            continue
        possible = _possible(waiting, effect.hit.party)
        if effect.hit in possible[:_SHOWN] or effect.hit not in possible:
            for fact, question in _questions(effect, len(possible)):
                yield effect, fact, question


def _possible(effects: Iterable[PartyEffect], party: str) -> list[ScreeningHit]:
    """The entries that a party may be and that nobody has decided about, the best ones first, each once."""
    undecided = [effect.hit for effect in effects if effect.hit.party == party and _undecided(effect.hit)]
    unique = [hit for number, hit in enumerate(undecided) if hit not in undecided[:number]]
    return sorted(unique, key=lambda hit: -hit.score)


def _undecided(hit: ScreeningHit) -> bool:
    return hit_status(hit) == "review"


def _added(before: tuple[str, ...], addition: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, addition)))


def _questions(effect: PartyEffect, possible: int) -> Iterator[tuple[str, Message]]:
    hit = effect.hit
    if _undecided(hit):
        yield "screening", _is_it(hit, possible)
    if effect.owner is not None:
        yield from _owner_questions(effect, effect.owner)
    if effect.later:
        text = N_(
            "Was {party} listed by {day} already, or is anything handed over or paid after it was? Look at the list of that"
            " day."
        )
        params = {"party": hit.queried, "day": effect.day}
        yield "screening", Message("question.screening.later", text, params)
    if effect.end_printed:
        text = N_(
            "Is {name} ({list}) still listed on {day}, although the list prints {end} as the end? Look at the order or the act"
            " itself."
        )
        params = {"name": hit.name, "list": hit.list, "day": effect.day, "end": hit.ends_on}
        yield "screening", Message("question.screening.end_printed", text, params)
    if effect.meaning.truth is None:
        yield "screening", _on_measure(effect)


def _owner_questions(effect: PartyEffect, owner: OwnersBehind) -> Iterator[tuple[str, Message]]:
    """What is asked of those who own or control the party."""
    party = effect.name
    for name in owner.share_missing:
        text = N_("Which share of {party} does {owner} hold, in per cent?")
        params = {"party": party, "owner": name}
        yield "parties.owners.share", Message("question.parties.owners.share", text, params)
    for name in owner.control_missing:
        text = N_("Does {owner} control {party}, alone or with others who are listed?")
        params = {"party": party, "owner": name}
        yield "parties.owners.control", Message("question.parties.owners.control", text, params)
    for doubt in owner.doubts:
        params = {"party": party, "citation": effect.meaning.citation, "day": HALF_SINCE.isoformat()}
        fact = "parties.country" if doubt == "place" else "screening"
        yield fact, Message(f"question.ownership.{doubt}", _DOUBTS[doubt], params)


_DOUBTS: Final[dict[Doubt, str]] = {
    "half_before": N_(
        "Do listed owners of exactly half of {party} count? Until {day} the guidance asked for more than half, since then half"
        " is enough. Decide, or ask the authority."
    ),
    "across_acts": N_(
        "Are the shares of owners of {party} added who are listed under different acts? The guidance does not say; ask the"
        " authority."
    ),
    "exactly_half": N_(
        "Does {citation} reach {party}, of which exactly half is owned? The act says more than half; ask the authority."
    ),
    "control_only": N_(
        "Does {party} act on behalf or at the direction of its owner? {citation} speaks of more than half of the ownership,"
        " not of control."
    ),
    "together": N_(
        "Does {citation} reach {party}, of which several named owners hold more than half together, and none alone? Ask the"
        " authority."
    ),
    "place": N_(
        "In which country is {party} established? {citation} reaches what is owned in some places only."
    ),
    "elsewhere": N_(
        "Does {party} act on behalf or at the direction of its owner? It is not established where {citation} reaches what is"
        " owned."
    ),
    "unsaid": N_(
        "Does {citation} reach {party} through its owner? The act does not say so, or was not read for it: read it, or ask the"
        " authority."
    ),
}


def _on_measure(effect: PartyEffect) -> Message:
    own = effect.meaning.question
    if own is not None:
        return Message(own.code, own.text, {**own.params, "party": effect.hit.queried})
    text = N_("What does {citation} mean for this supply to {party}? Read the act, or ask the authority.")
    params = {"citation": effect.meaning.citation, "party": effect.hit.queried}
    return Message("question.screening.measure", text, params)


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
    return Message(IS_IT_LISTED, text, params)
