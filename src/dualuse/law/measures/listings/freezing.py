"""The asset freezes: which act freezes, what it forbids for the part that the party plays, and what has ended.

An asset freeze of the Union forbids to make funds or economic resources available, directly or indirectly, to or for the
benefit of the listed. Goods, software and technology that can be used to obtain funds, goods or services are economic
resources, so that their supply is forbidden whatever the item and the destination. What the listed have is frozen too: a
listed exporter must not dispose of its own goods, by another paragraph of the act.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts.derived_fact import RECEIVER_ROLES
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Effect, Verification
from dualuse.law.measures.listings.model import (
    Entry,
    Listing,
    Meaning,
    Reach,
    Supply,
    bare_parts,
    role_message,
)
from dualuse.law.measures.listings.reading import (
    Annex,
    EndedFreeze,
    Freeze,
    act_numbers,
    annexes,
    annexes_in,
    ended_freezes,
    freezes,
)

FREEZE: Final = "listing.asset_freeze"
"""The code of what a freeze of assets means for a supply."""
MAP: Final = "https://www.sanctionsmap.eu/"

FREEZE_SUMMARY: Final = N_(
    "An asset freeze forbids to make funds or economic resources available, directly or indirectly, to or for the benefit"
    " of the listed person; items that can be used to obtain funds, goods or services are economic resources."
)
ONE_OF_SUMMARY: Final = N_(
    "One of these acts freezes the assets of the listed person, the list does not say which. An asset freeze forbids to make"
    " funds or economic resources available, directly or indirectly, to or for the benefit of the listed person; items that"
    " can be used to obtain funds, goods or services are economic resources."
)
OWN_SUMMARY: Final = N_(
    "An asset freeze also lies on what the listed person itself has: it must not dispose of its goods, and whoever helps it"
    " to, moves frozen economic resources."
)
ENDED_SUMMARY: Final = N_(
    "The act behind this entry froze assets and does so no more. Look up whether the person is still listed under another"
    " act; if not, the entry is a remainder."
)
AUTHORISED: Final = N_(
    "what the authority may authorise under the act: basic needs, legal fees, extraordinary expenses, humanitarian aid"
    " and other cases that the act names"
)
FREEZE_EXCEPTIONS: Final = (
    AUTHORISED,
    N_(
        "what the listed person can only use up itself, and cannot turn into funds, goods or services, is no economic"
        " resource: a narrow case, ask the authority"
    ),
)
UNNAMED_FREEZE: Final = N_("Union list: asset freeze")


def frozen(listing: Listing, codes: tuple[str, ...], supply: Supply, entry: Entry) -> Iterator[Meaning]:
    """What an asset freeze means. ``codes``: programmes that tell the act where the list does not name it."""
    acts, named = _acts(listing, codes, supply.day)
    ended = None if named else _ended(listing, codes, supply.day, acts)
    if ended is not None:
        yield _has_ended(ended)
        return
    truth, reasons = _made_available(supply)
    question = None
    if not acts:
        text = N_("which act freezes the assets is not known here (list: {act}, programme: {programme})")
        params = {"act": listing.act or "–", "programme": ", ".join(codes) or "–"}
        reasons = (*reasons, Message("listing.act_unknown", text, params))
    elif len(acts) > 1:
        text = N_("one of these acts freezes the assets; the list does not say which: {acts}")
        reasons = (
            *reasons,
            Message("listing.one_of", text, {"acts": tuple(act.act for act in acts)}),
        )
    other = _other_annex(listing, acts, entry)
    if other is not None:
        truth, question = None, _which_annex(other)
        text = N_(
            "the list does not say whether it stands in the annex of {citation}, for which less is frozen"
        )
        reasons = (*reasons, Message("listing.annex_unknown", text, {"citation": other.citation}))
    yield _freeze(acts, supply.role, truth, reasons, question)


def _freeze(
    acts: tuple[Freeze, ...],
    role: str,
    truth: Truth,
    reasons: tuple[Message, ...],
    question: Message | None,
) -> Meaning:
    own = role == "exporter"
    citations = [act.freezing if own else act.citation for act in acts]
    verified = [act.frozen_verification if own else act.verification for act in acts]
    plain = ONE_OF_SUMMARY if len(acts) > 1 else FREEZE_SUMMARY
    return Meaning(
        code=FREEZE,
        citation=" / ".join(citations) or UNNAMED_FREEZE,
        effect=Effect.PROHIBITED,
        truth=truth,
        reasons=reasons,
        summary=OWN_SUMMARY if own else plain,
        source=acts[0].url if acts else MAP,
        verification=min(verified, default=Verification.UNVERIFIED),
        exceptions=(
            *((AUTHORISED,) if own else FREEZE_EXCEPTIONS),
            *(text for act in acts for text in act.exceptions),
        ),
        generic=not acts,
        reach=Reach("freeze", " / ".join(act.act for act in acts) or UNNAMED_FREEZE),
        question=question,
    )


def _acts(listing: Listing, codes: tuple[str, ...], day: date) -> tuple[tuple[Freeze, ...], bool]:
    """The act that the entry names, and that it does; where it names an amending one, the acts of its programme."""
    in_force = [freeze for freeze in freezes() if freeze.validity.covers(day)]
    numbers = set(act_numbers(listing.act))
    named = tuple(freeze for freeze in in_force if freeze.number in numbers)
    if named:
        return named, True
    bare = bare_parts(codes)
    return tuple(freeze for freeze in in_force if bare.intersection(freeze.programmes)), False


def _ended(
    listing: Listing, codes: tuple[str, ...], day: date, acts: tuple[Freeze, ...]
) -> EndedFreeze | None:
    """The freeze that is over and that the entry names; or that its programme names, if nothing else is under it."""
    over = [row for row in ended_freezes() if row.until < day]
    numbers = set(act_numbers(listing.act))
    bare = bare_parts(codes)
    by_act = [row for row in over if row.number in numbers]
    by_programme = [row for row in over if not acts and bare.intersection(row.programmes)]
    return next(iter((*by_act, *by_programme)), None)


def _has_ended(row: EndedFreeze) -> Meaning:
    text = N_("the freeze of {act} is over ({ended})")
    reasons = [Message("listing.act_ended", text, {"act": row.act, "ended": row.ended})]
    if row.successor:
        text = N_("{successor} followed it: the entry may stand there now")
        reasons.append(Message("listing.act_followed", text, {"successor": row.successor}))
    question = N_(
        "The list names {party} under {act}, whose freeze is over. Is it listed under another act now? Look it up, and install"
        " a newer list."
    )
    return Meaning(
        code="listing.act_ended",
        citation=row.citation,
        effect=Effect.PROHIBITED,
        truth=None,
        reasons=tuple(reasons),
        summary=ENDED_SUMMARY,
        source=MAP,
        verification=row.verification,
        reach=Reach("may_freeze", row.act),
        question=Message("question.screening.act_ended", question, {"act": row.act}),
    )


def _other_annex(listing: Listing, acts: tuple[Freeze, ...], entry: Entry) -> Annex | None:
    """The annex of the act for which less is frozen, where the list does not tell that the entry stands elsewhere."""
    if annexes_in(listing.act):
        return None
    numbers = {act.number for act in acts}
    rows = (row for row in annexes() if "asset_freeze" in row.kinds and numbers.intersection(row.acts))
    return next((row for row in rows if not row.bodies or entry.kind in row.bodies), None)


def _which_annex(row: Annex) -> Message:
    text = N_("Does {party} stand in the annex of {citation}? Look it up: what is frozen there is less.")
    return Message("question.screening.annex", text, {"citation": row.citation})


def _made_available(supply: Supply) -> tuple[Truth, tuple[Message, ...]]:
    if supply.activity == "technical_assistance":
        text = N_(
            "a service is not of itself an economic resource; technology or goods handed over with it are: a person must say"
        )
        return None, (Message("listing.service", text),)
    if supply.activity is None:
        return None, (Message("listing.activity", N_("the activity is not stated")),)
    if supply.role in RECEIVER_ROLES:
        text = N_("as {role} it receives the items or acquires them")
    elif supply.role == "exporter":
        text = N_("as {role} it disposes of what is frozen")
    else:
        text = N_("as {role} it handles the items or is paid for its part")
    return True, (Message("listing.role", text, {"role": role_message(supply.role)}),)
