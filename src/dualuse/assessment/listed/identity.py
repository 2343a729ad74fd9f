"""Whether a hit is the listed party: as far as the matcher and people say, and what its entry means then."""

from __future__ import annotations

from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Truth
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


def entry_met(hit: ScreeningHit) -> Message:
    """Who met which entry, as the first reason of a finding."""
    params = {
        "queried": hit.queried,
        "path": hit.party,
        "role": role_message(hit.role),
        "name": hit.name,
        "list": hit.list,
        "entity": hit.reference or hit.entity,
        "edition": hit.dated or hit.edition,
        "score": f"{hit.score:.2f}",
    }
    if hit.behind:
        text = N_(
            "{queried} ({role}, {path}): behind the entry that it may be stands {name} ({list}, {entity}, edition {edition})"
        )
        return Message("listing.behind", text, params)
    if hit.status == "hit" and not hit.weak:
        text = N_("{queried} ({role}, {path}) is {name} ({list}, {entity}, edition {edition}, score {score})")
        return Message("listing.hit", text, params)
    text = N_("{queried} ({role}, {path}) may be {name} ({list}, {entity}, edition {edition}, score {score})")
    return Message("listing.review", text, params)
