"""Whether an authorisation held covers an item of a transaction: the points that differ from item to item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from dualuse.assessment.authorisations.decisions import uses_decided
from dualuse.assessment.authorisations.naming import customs_codes_named, names_item
from dualuse.assessment.authorisations.national_general import doubt, issuers, last_seen
from dualuse.assessment.authorisations.points import PASSED, Ask, Point, about, asked
from dualuse.assessment.authorisations.points_of_transaction import KINDS_BY_ACTIVITY
from dualuse.assessment.authorisations.remaining_amounts import Drawn, Measure, left_of
from dualuse.assessment.control_lists import in_annex_i, is_unlisted, on_national_list
from dualuse.assessment.germany import interception_item
from dualuse.i18n import N_, Figure, Message, PlaceName
from dualuse.law.eu_2021_821.art02_definitions import TECHNICAL_ASSISTANCE
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.authorisations.reading import section_i
from dualuse.law.eu_2021_821.facts import FACTS, GROUNDS, flag, ground
from dualuse.law.germany.conditions import SURVEILLANCE, TO_NUCLEAR_DESTINATION
from dualuse.law.language.logic import (
    Condition,
    Facts,
    Truth,
    any_truth,
    evaluate,
    facts_of,
    opposite,
)
from dualuse.law.states import jurisdiction
from dualuse.schema.transaction import Authorisation, Item
from dualuse.schema.words import GROUND_WORDS


def points_of_item(
    held: Authorisation, drawn: Mapping[Measure, Drawn], item: Item, facts: Facts, *, carried: bool
) -> Iterator[Point]:
    """That it names the item, Art. 12(6), and what is left; ``carried``: it is known that it carries the item."""
    yield _item_is_named(held, item)
    if held.kind == "national_general":
        yield _outside_section_i(held, item)
        yield _not_aware(held, facts)
        yield _in_force_for(held, item, facts)
    else:
        yield _uses_were_known(held, item, facts)
    if held.left is None and not drawn and states_amount(held, item):
        yield asked(
            held, "left", N_("How much is left of the authorisation {reference}, in its unit or currency?")
        )
    if not carried:
        yield from _enough_left(held, drawn, item)


def states_amount(held: Authorisation, item: Item) -> bool:
    """Whether the authorisation is one that always states how much it is for: an individual export authorisation (Annex III).

    What goes as software or technology often has no quantity: there it is named that nothing is stated, and not asked.
    """
    return held.kind == "individual" and item.kind not in ("software", "technology")


def names(held: Authorisation, item: Item) -> Truth:
    """Whether it names the item; unknown where it does not say its items."""
    return names_item(item, held.items) if held.items else None


_ENTRIES_ASKED: Final = N_("Under which entries is item {item}? {reference} is for those it names")


def _item_is_named(held: Authorisation, item: Item) -> Point:
    """One that is not classified cannot be compared with what was granted, also where the authorisation names its id."""
    truth = names(held, item)
    if truth is True and item.entries is not None:
        return PASSED
    codes = tuple(customs_codes_named(held.items or ()))
    if truth is False and codes:
        text = N_(
            "the authorisation {reference} does not name item {item}: {codes} reads like a customs code, and the item is under another or has none"
        )
        return Point(False, fails=about(held, "held.item_by_code", text, item=item.id or "", codes=codes))
    if truth is False:
        text = N_("the authorisation {reference} does not name item {item}")
        return Point(False, fails=about(held, "held.item", text, item=item.id or ""))
    if not held.items:
        return asked(held, "items", N_("Which items does the authorisation {reference} name?"))
    if codes and item.entries is not None:
        return _named_by_customs_code(held, item, codes)
    is_on_national_list_asked = in_annex_i(item) is False and on_national_list(item) is None
    field = "national_entries" if is_on_national_list_asked else "entries"
    return asked(held, f"items.{field}", _ENTRIES_ASKED, of_item=item.id, item=item.id or "")


def _named_by_customs_code(authorisation: Authorisation, item: Item, codes: tuple[str, ...]) -> Point:
    """Licences under acts that name goods by customs code are granted so; of a code there are more goods than were meant."""
    if item.cn_code is None:
        text = N_("Which customs code has item {item}? {reference} names goods by customs code ({codes})")
        return asked(authorisation, "items.cn_code", text, of_item=item.id, item=item.id or "", codes=codes)
    text = N_(
        "The authorisation {reference} names goods by customs code ({codes}): is item {item} one of those that it was granted for? Name the item there by"
        " its id, or by its entry, if it is"
    )
    return asked(authorisation, "items", text, item=item.id or "", codes=codes)


def _outside_section_i(held: Authorisation, item: Item) -> Point:
    """Art. 12(6)(a): no national general authorisation for the items of Section I."""
    if item.entries is None:
        return asked(held, "items.entries", _ENTRIES_ASKED, of_item=item.id, item=item.id or "")
    inside = any_truth(section_i().covers(code, item.answers or {}) for code in item.entries)
    if inside is True:
        fails = N_("item {item} is in Section I: no national general authorisation is for it (Art. 12(6))")
        return Point(False, fails=about(held, "held.section_i", fails, item=item.id or ""))
    if inside is None:
        return asked(held, "items.entries", _ENTRIES_ASKED, of_item=item.id, item=item.id or "")
    return PASSED


_AWARE: Final = uses("aware")


def _not_aware(held: Authorisation, facts: Facts) -> Point:
    """Art. 12(6): not for an exporter informed or aware of a use of Art. 4(1)."""
    truth = opposite(evaluate(_AWARE, facts, facts["day"]))
    if truth is True:
        return PASSED
    if truth is False:
        text = N_("{reference} is no use to an exporter informed or aware of a use of Art. 4(1) (Art. 12(6))")
        return Point(False, fails=about(held, "held.aware", text))
    unstated = [
        fact for fact in facts_of(_AWARE) if facts.get(fact) is None and fact.startswith("knowledge.")
    ]
    asks = tuple(Ask(fact, Message(f"question.{fact}", FACTS[fact].question)) for fact in unstated)
    return Point(None, asks)


COMPARED_WITHIN: Final = 60
"""Days for which a comparison with the text of a national general authorisation counts; a rule of this program."""


def _was_compared(held: Authorisation, day: date) -> bool:
    return held.compared is not None and timedelta() <= day - held.compared <= timedelta(COMPARED_WITHIN)


def _in_force_for(held: Authorisation, item: Item, facts: Facts) -> Point:
    """Art. 12(6): of the State where the exporter is established; what speaks against it, a person compares with its text."""
    country, day = facts.get("exporter.country"), facts["day"]
    issuing = issuers(held.reference)
    if issuing and country is not None and country not in {state.code for state in issuing}:
        text = N_("{reference} is for exporters of {state}, not of {country} (Art. 12(6))")
        states, here = tuple(PlaceName(state.code) for state in issuing), PlaceName(country)
        return Point(False, fails=about(held, "held.other_state", text, state=states, country=here))
    state = None if country is None else jurisdiction(country)
    doubted = doubt(held, state, item, day)
    if not doubted or _was_compared(held, day):
        return PASSED
    seen = None if state is None else last_seen(held, state)
    params = {
        "state": "" if state is None else PlaceName(state.code),
        "item": item.id or "",
        "last_seen": "" if seen is None else seen.isoformat(),
    }
    text = N_(
        "On which day did a person compare {reference} with its text in force? {doubt}; ask the authority, and state the day (not more"
        " than {days} days before)"
    )
    reason = Message("held.doubt", doubted, params)
    return asked(held, "compared", text, doubt=reason, days=str(COMPARED_WITHIN))


_CONCERN: Final[Mapping[str, Condition]] = {
    use: ground(use, "suspects")
    for use in (
        "wmd",
        "military_end_use",
        "illicit_military_parts",
        "internal_repression",
        "human_rights",
        "nuclear_facility",
        "public_security",
    )
} | {"security_end_use": ground("security_end_use", "suspects") & ~flag("parties.security_service")}
"""Uses for which no authorisation is taken to have been granted that does not say what its authority knew (Arts 4(1), 5(1), 10(1), 15(1)).

Who named a service of a government in an authorisation knew of its use; of such a use by somebody else, and of a military one by whomever, the
end use that was stated said nothing (Art. 16(1)).
"""
_STATED_WHERE_ASKED: Final[Mapping[str, Condition]] = {
    "nuclear_facility": ground("nuclear_facility", "suspects") & TO_NUCLEAR_DESTINATION,
    "surveillance_assistance": ground("surveillance_assistance", "suspects") & TECHNICAL_ASSISTANCE,
}
"""Uses of German law alone: one in a nuclear installation is to be stated where § 9 AWV asks of it, one of §§ 52a and 52b AWV where technical
assistance is given, and neither of every sale."""
_BESIDE_WHAT_IS_NAMED: Final[Mapping[str, Condition]] = {
    **{use: ground(use, "suspects") for use in GROUNDS},
    **_STATED_WHERE_ASKED,
}
"""Uses of which something is to be stated beside an authorisation that says what its authority knew of: every other one that is suspected asks."""
_CONCERN_UNSTATED: Final[Mapping[str, Condition]] = {
    **_CONCERN,
    "reexport": ground("reexport", "suspects"),
    "nuclear_facility": _STATED_WHERE_ASKED["nuclear_facility"],
}
"""Uses of which something is to be stated beside an authorisation that does not say that: onward export, once known, asks by itself."""


_GRANTED_FOR_A_USE: Final = frozenset(
    kind
    for activity in ("brokering", "technical_assistance", "transit")
    for kind in KINDS_BY_ACTIVITY[activity]
)


def _uses_were_known(held: Authorisation, item: Item, facts: Facts) -> Point:
    """A use of concern that is suspected or known: what was granted without knowledge of it may not cover it (Arts 12, 15, 16).

    An item that no list has needs the authorisation because of that use, and so do brokering, assistance and transit
    (Arts 6 to 8), but no transfer within the Union (Art. 11): the authority knew, unless what is stated of its knowledge says otherwise. There the authority is notified of
    the use; of one of which it has decided that no authorisation is required, an authorisation on another ground need not know.
    """
    granted_for_use = held.kind in _GRANTED_FOR_A_USE or (
        is_unlisted(item) is True and held.kind in KINDS_BY_ACTIVITY["export"]
    )
    if granted_for_use and held.known_uses is None:
        return PASSED
    levels = {use: facts.get(f"knowledge.{use}") for use in GROUNDS}
    unheard = [
        use
        for use, level in levels.items()
        if use not in (held.known_uses or ())
        and not (granted_for_use and use in uses_decided(facts, levels))
        and _may_be_unheard_of(use, level, held, facts)
        and not (level is None and _is_asked_of_no_such_item(use, item, facts))
    ]
    if uses_stated := tuple(use for use in unheard if levels[use] is not None):
        text = N_(
            "Did the authority know of the use of concern stated when it granted {reference} ({uses})? It may annul or modify what it granted"
            " without knowing of it (Art. 16(1)): state what it knew of, or ask it"
        )
        return asked(held, "known_uses", text, uses=tuple(map(_named, uses_stated)))
    return _what_is_known(held, tuple(unheard)) if unheard else PASSED


def _what_is_known(held: Authorisation, uses: tuple[str, ...]) -> Point:
    """One question for all the uses of which nothing is stated: what is not stated is unknown, and never milder than what is."""
    text = N_(
        "Do you know, or have grounds to suspect, of a use of concern of which the authority did not know when it granted {reference} (Art."
        " 16(1))? State each of these under knowledge, as none if nothing is known: {uses}"
    )
    question = about(held, "question.knowledge", text, uses=tuple(map(_named, uses)))
    return Point(None, tuple(Ask(f"knowledge.{use}", question) for use in uses))


def _may_be_unheard_of(use: str, level: str | None, held: Authorisation, facts: Facts) -> bool:
    """Whether a use that is suspected, known or not stated may be none that an authorisation which does not name it was granted for.

    What its authority knew of is all of it, once that is stated. Where it is not, every use counts of which the authority has informed
    the exporter itself, since (Arts 4(1), 10(1)); what is only suspected, known or not stated counts where the Regulation is concerned about it.
    """
    if level == "none":
        return False
    if level is not None and (held.known_uses is not None or level == "informed"):
        return True
    concern = (_CONCERN if level is not None else _to_state(held)).get(use)
    return concern is not None and evaluate(concern, facts, facts["day"]) is not False


def _is_asked_of_no_such_item(use: str, item: Item, facts: Facts) -> bool:
    """Whether a use is of German law on items that this is none of: of assistance for surveillance items alone (§§ 52a, 52b AWV)."""
    return (
        use == "surveillance_assistance"
        and evaluate(SURVEILLANCE, facts, facts["day"]) is False
        and interception_item(item) is False
    )


def _to_state(held: Authorisation) -> Mapping[str, Condition]:
    """The uses of which something is to be stated beside an authorisation, and where: what is not stated is never milder than a suspicion."""
    return _CONCERN_UNSTATED if held.known_uses is None else _BESIDE_WHAT_IS_NAMED


def left_unstated(held: Authorisation, facts: Facts) -> Iterator[Message]:
    """What is not stated of one that covers an item and holds up nothing: a "go" that rests on it names that.

    The end use it was granted for, how much is left of it, and whether a use of concern is known of which the authority may not have known.
    """
    if held.end_use is None:
        yield about(held, "left_out.end_use", N_("the end use that {reference} was granted for"))
    if held.kind == "national_general":
        return
    if held.left is None:
        yield about(held, "left_out.left", N_("how much is left of {reference}"))
    if held.granted_by is None:
        text = N_("that {reference} was granted by the authority competent for the exporter (Art. 12(2))")
        yield about(held, "left_out.granted_by", text)
    if held.known_uses is not None:
        return
    unstated = tuple(
        use
        for use, condition in _CONCERN_UNSTATED.items()
        if facts.get(f"knowledge.{use}") is None and evaluate(condition, facts, facts["day"]) is not False
    )
    if unstated:
        text = N_(
            "whether you know of a use of concern ({uses}) of which the authority did not when it granted {reference}"
        )
        yield about(held, "left_out.known_uses", text, uses=tuple(map(_in_words, unstated)))


def _in_words(use: str) -> Message:
    return Message(f"use.{use}", GROUND_WORDS[use])


def _named(use: str) -> Message:
    """A use in words, with the name by which it is stated."""
    return Message("use.named", N_("{words} ({name})"), {"words": _in_words(use), "name": use})


OVERDRAWN: Final = "held.overdrawn"


def overdrawn_message(params: Mapping[str, str]) -> Message:
    """The message that more is drawn on an authorisation than is left of it."""
    text = N_("the authorisation {reference} is overdrawn: {drawn} of {left} {measure}")
    amounts = {name: Figure(params[name]) for name in ("drawn", "left")}
    return Message(OVERDRAWN, text, {**params, **amounts})


def _enough_left(held: Authorisation, drawn: Mapping[Measure, Drawn], item: Item) -> Iterator[Point]:
    """What all lines draw, this one among them, stays within what is left; overdrawn, it covers none of them."""
    if held.left is not None and held.left_unit is None and held.left_currency is None:
        text = N_("In which unit or currency is stated what is left of the authorisation {reference}?")
        yield asked(held, "left_unit", text)
    for measure, of_lines in drawn.items():
        truth, unknown = left_of(of_lines, measure, item)
        if truth is False:
            numbers = {"drawn": str(of_lines.with_item(measure, item)), "left": str(of_lines.left)}
            fails = overdrawn_message({"reference": held.reference, "measure": measure.shown, **numbers})
            yield Point(False, fails=fails)
        elif truth is None:
            text = N_(
                "How much do all items that use the authorisation {reference} draw on it, in {measure}? {left} are left"
            )
            field = measure.unstated(item) or unknown or "items.quantity"
            left = Figure(str(of_lines.left))
            yield asked(
                held,
                field,
                text,
                of_item=item.id if measure.unstated(item) else None,
                measure=measure.shown,
                left=left,
            )
