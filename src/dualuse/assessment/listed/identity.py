"""What a hit is: the listed party or not, listed on the day or not, and by which act; and what its entry means then.

Which act is left open where a list gives a programme that several share ("269/2014 or 208/2014"); the annex in the Official
Journal of the same party names its act. Read side by side, the act would be told twice, and the other one beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dualuse.assessment.listed.evidence import is_owner
from dualuse.i18n import N_, Message, fill, score
from dualuse.i18n.days import is_calendar_day
from dualuse.law.language.logic import Truth
from dualuse.law.measures.listings.freezing import FREEZE
from dualuse.law.measures.listings.meaning import meanings
from dualuse.law.measures.listings.model import Entry, Listing, Meaning, Supply, role_message
from dualuse.schema.screening import PartyStatus, ScreeningHit


def meanings_of(hit: ScreeningHit, supply: Supply) -> tuple[Meaning, ...]:
    """What the measures of the entry mean for a supply."""
    listings = tuple(Listing(measure.kind, measure.act, measure.programme) for measure in hit.measures)
    return meanings(hit.list, listings, hit.programmes, supply, Entry(hit.kind, hit.remarks))


def certain(hit: ScreeningHit) -> tuple[Truth, tuple[Message, ...]]:
    """Whether the party is the entry, as far as the matcher and people say."""
    if confirmed(hit):
        assert hit.decision is not None
        params = {"person": hit.decision.person or "–", "day": hit.decision.time[:10] or "–"}
        text = N_("{person} decided on {day} that it is the listed party")
        return True, (Message("listing.decided", text, params),)
    if hit.weak:
        text = N_(
            "all that met is a weak name of the entry ({name}): that alone does not make it the listed party"
        )
        return None, (Message("listing.weak_name", text, {"name": hit.name}),)
    if hit.status == "hit":
        text = N_("it is taken for the listed party until somebody decides that it is another one")
        return True, (Message("listing.taken", text),)
    return None, (Message("listing.possible", N_("whether it is the listed party must be decided")),)


def confirmed(hit: ScreeningHit) -> bool:
    """Whether a person decided that it is the listed party."""
    return hit.decision is not None and hit.decision.verdict == "true_match"


def hit_status(hit: ScreeningHit) -> PartyStatus:
    """What a hit comes to, with what people decided."""
    if not hit.counts:
        return "clear"
    if confirmed(hit):
        return "hit"
    return "review" if hit.weak else hit.status


def whom_met(hit: ScreeningHit, language: str) -> str:
    """Who is, or may be, whom on a list, in a few words."""
    words = N_("{queried} is listed: {name}") if hit.status == "hit" else N_("{queried} may be {name}")
    return fill(words, language, queried=hit.queried, name=hit.name)


def entry_met(hit: ScreeningHit) -> Message:
    """The first reason of a finding: which party met which entry."""
    params = {
        "queried": hit.queried,
        "path": hit.party,
        "role": role_message(hit.role),
        "name": hit.name,
        "list": hit.list,
        "entity": hit.reference or hit.entity,
        "edition": hit.dated or hit.edition,
        "score": score(hit.score),
    }
    if hit.behind:
        text = N_(
            "{queried} ({role}): behind the entry that it may be stands {name} ({list}, {entity}, edition {edition})"
        )
        return Message("listing.behind", text, params)
    if hit.status == "hit" and not hit.weak:
        text = N_("{queried} ({role}) is {name} ({list}, {entity}, edition {edition}, score {score})")
        return Message("listing.hit", text, params)
    text = N_("{queried} ({role}) may be {name} ({list}, {entity}, edition {edition}, score {score})")
    return Message("listing.review", text, params)


_DAY: Final = 10
_ENDS: Final = ("listing.ended", "listing.end_printed")


def listing_in_force(hit: ScreeningHit, day: date) -> tuple[Truth, tuple[Message, ...]]:
    """Whether the entry was listed on the day, and why not or why that is not known."""
    judged = day.isoformat()
    if still_named(hit, day):
        text = N_(
            "{list} prints {day} as the end of this listing, but still names {name}: such orders are renewed, and whether it is"
            " over is not known"
        )
        params = {"list": hit.list, "day": hit.ends_on, "name": hit.name}
        return None, (Message("listing.end_printed", text, params),)
    if is_calendar_day(hit.ends_on) and hit.ends_on < judged:
        text = N_("the listing ended on {day}")
        return False, (Message("listing.ended", text, {"day": hit.ends_on}),)
    if listed_later(hit, day):
        text = N_(
            "not listed yet on {judged}, as the list has it: it gives {day} for the listing. An earlier listing that was"
            " changed since, and what is still to be handed over or paid after that day, are left to a person"
        )
        return None, (Message("listing.later", text, {"day": hit.listed_on, "judged": judged}),)
    return True, ()


def still_named(hit: ScreeningHit, day: date) -> bool:
    """Whether the end that the list prints lies before the day judged, and the edition that still has the entry is later.

    An edition that says no day of itself may be.
    """
    if not (is_calendar_day(hit.ends_on) and hit.ends_on < day.isoformat()):
        return False
    return not is_calendar_day(hit.dated[:_DAY]) or hit.ends_on < hit.dated[:_DAY]


def end_notes(hit: ScreeningHit, day: date) -> tuple[Message, ...]:
    """What the end that the list prints means on the day, if it prints one that matters."""
    return tuple(reason for reason in listing_in_force(hit, day)[1] if reason.code in _ENDS)


def listed_later(hit: ScreeningHit, day: date) -> bool:
    """Whether the list gives a day for the listing that comes after the day judged."""
    return is_calendar_day(hit.listed_on) and hit.listed_on > day.isoformat()


Read = tuple[ScreeningHit, tuple[Meaning, ...]]
"""A hit with what its measures mean."""

_OR: Final = " / "


def whose(hit: ScreeningHit) -> tuple[object, ...]:
    """Whose hit it is: all hits on one party or owner are one; of who stands behind an entry, by the steps."""
    return (hit.party, () if is_owner(hit.party) else hit.behind)


def narrowed(read: Sequence[Read], day: date) -> tuple[Read, ...]:
    """The same, where one of several acts that an entry may stand under is replaced by the one that another entry names.

    Only by an entry that is surely the same party, and listed on ``day``: else both stay.
    """
    named: dict[tuple[object, ...], dict[str, Meaning]] = {}
    for hit, of_hit in read:
        if certain(hit)[0] is True and listing_in_force(hit, day)[0] is True:
            own = {
                meaning.reach.regime: meaning
                for meaning in of_hit
                if _is_freeze(meaning) and not _acts(meaning)[1:]
            }
            named.setdefault(whose(hit), {}).update(own)
    return tuple((hit, _meanings_by_act(hit, of_hit, named.get(whose(hit), {}))) for hit, of_hit in read)


def _meanings_by_act(
    hit: ScreeningHit, of_hit: tuple[Meaning, ...], named: dict[str, Meaning]
) -> tuple[Meaning, ...]:
    meaning_by_act: dict[str, Meaning] = {}
    for meaning in of_hit:
        acts = _acts(meaning) if _is_freeze(meaning) and certain(hit)[0] is True else ()
        named_meanings = [named[act] for act in acts if act in named] if acts[1:] else []
        for single in named_meanings or [meaning]:
            meaning_by_act.setdefault(single.citation, single)
    return tuple(meaning_by_act.values())


def _is_freeze(meaning: Meaning) -> bool:
    return meaning.code == FREEZE and meaning.truth is True


def _acts(meaning: Meaning) -> list[str]:
    return meaning.reach.regime.split(_OR)
