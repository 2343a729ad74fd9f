"""Transactions that a condition of the law holds for: found by going through its parts, written as a user
would.

Facts are chosen one after the other so that the condition becomes true; what stands in the way of what was
chosen before is tried no further. The rest of a transaction is filled in so that nothing is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from dualuse.assessment.authorisations.decided_uses import uses_decided_on
from dualuse.assessment.authorisations.decisions import FREES
from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, CUSTOMS_CODE, FACTS, GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.circumstances import IN_FREE_ZONE
from dualuse.law.eu_2021_821.facts.derived import settled_by_others
from dualuse.law.eu_2021_821.facts.stated_facts import (
    FIRST_STOP,
    FROM_UNION,
    ITEM_LISTED,
    OTHER_COUNTRIES,
    OTHERS_SUPPLIED,
    PARTY_COUNTRIES,
    UNPLACED,
)
from dualuse.law.germany.facts import NUCLEAR_LIMIT
from dualuse.law.language.logic import (
    LEVELS,
    All,
    Any_,
    AnyCode,
    AtLeast,
    Condition,
    EveryCode,
    Flag,
    InPlaces,
    Is,
    Not,
    evaluate,
    place_question,
    place_truth,
)
from dualuse.law.measures.goods.lists import PlainCodes
from dualuse.law.measures.provisions import asked_of_annex, price_questions

Facts = dict[str, Any]

_USUAL_CODES: Final = ("3A002.c", "5A001.f", "2B001.a", "3D003", "3E003", "5A002.a.2")
"""Entries tried where any entry will do."""

_IN_NO_ANNEX: Final = "09012100"
"""A customs code that no annex of a measure names: roasted coffee."""

_USUAL_PLACES: Final = ("AE", "BR", "TR", "US", "FR", "RU")
"""Places tried first where any will do."""

_END_USER: Final = "Example Works"
"""For whom a decision was given."""
_PER_LEAF: Final = 4
"""Values tried of a place or code where many would do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The day whose law applies, and the places, codes and customs codes to try first."""

    day: date
    places: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    customs_codes: tuple[str, ...] = ()

    def places_in_order(self) -> tuple[str, ...]:
        """All places, those to try first in front."""
        return tuple(dict.fromkeys((*self.places, *_USUAL_PLACES, *sorted(place_names()))))

    def codes_in_order(self) -> tuple[str, ...]:
        """The codes to try where any will do."""
        return (*self.codes, *_USUAL_CODES)


def facts_for(condition: Condition, choice: Choice, want: bool = True) -> Iterator[Facts]:
    """Facts for which ``condition`` has the truth ``want``, the most usual values first."""
    yield from _extended(condition, want, {}, choice)


def _extended(condition: Condition, want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    match condition:
        case Not(of):
            yield from _extended(of, not want, facts, choice)
        case All(parts) if want:
            yield from _each(parts, want, facts, choice)
        case Any_(parts) if not want:
            yield from _each(parts, want, facts, choice)
        case All(parts) | Any_(parts):
            for part in parts:
                yield from _extended(part, want, facts, choice)
        case _:
            truth = evaluate(condition, facts, choice.day)
            if truth is None:
                yield from _chosen(condition, want, facts, choice)
            elif truth is want:
                yield facts


def _each(parts: tuple[Condition, ...], want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    if not parts:
        yield facts
        return
    for extended in _extended(parts[0], want, facts, choice):
        yield from _each(parts[1:], want, extended, choice)


def _chosen(leaf: Condition, want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    """``facts`` with what makes an open ``leaf`` true, or false."""
    match leaf:
        case Flag("item.listed"):
            yield from _with_entries(((code,) for code in choice.codes_in_order()) if want else [()], facts)
        case Flag(fact):
            yield {**facts, asked_of_annex(fact): want, fact: want}
        case Is(fact, values):
            known = FACTS[fact].values
            yield from ({**facts, fact: value} for value in known if (value in values) is want)
        case AtLeast(fact, level):
            rank = LEVELS.index(level)
            yield from ({**facts, fact: value} for value in (LEVELS[rank:] if want else LEVELS[:rank]))
        case InPlaces():
            yield from _places(leaf, want, facts, choice)
        case AnyCode(_, PlainCodes() as codes):
            yield from _customs_codes(codes, want, facts, choice)
        case AnyCode(_, codes) | EveryCode(_, codes):
            assert isinstance(codes, CodeSet)
            yield from _codes(codes, want, facts, choice)


def _with_entries(groups: Iterable[tuple[str, ...]], facts: Facts) -> Iterator[Facts]:
    for entries in groups:
        yield {**facts, "item.entries": entries, ITEM_LISTED: bool(entries)}


def _places(leaf: InPlaces, want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    """The first fact that holds no place yet gets one; where the set leaves a place open, an answer."""
    free = [name for name in leaf.facts if facts.get(name) is None]
    if not want and "destination" not in free:
        # Of a purchaser or party that is not stated none is elsewhere; what is stated and open is answered.
        yield from _answered(leaf, want, facts, choice)
        return
    for name in free[:1]:
        fitting = 0
        for place in choice.places_in_order():
            truth = place_truth(leaf.places, place, facts, choice.day)
            if truth is (not want):
                continue
            held = (place,) if name in (PARTY_COUNTRIES, OTHER_COUNTRIES, FIRST_STOP) else place
            extended = {**facts, name: held}
            if truth is None:
                extended[place_question(leaf.places, place)] = want
            yield extended
            fitting += 1
            if fitting == _PER_LEAF + len(choice.places):
                break
    if want:
        yield from _answered(leaf, want, facts, choice)


def _answered(leaf: InPlaces, want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    places = [place for name in leaf.facts for place in _as_tuple(facts.get(name))]
    asked = [place for place in places if place_truth(leaf.places, place, facts, choice.day) is None]
    if want and asked:
        yield {**facts, place_question(leaf.places, asked[0]): True}
    elif not want:
        yield {**facts, **{place_question(leaf.places, place): False for place in asked}}


def _as_tuple(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _codes(codes: CodeSet, want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    held = facts.get("item.entries")
    if held:
        asked = {
            question for code in held for question in codes.questions(code) if facts.get(question) is None
        }
        yield {**facts, **dict.fromkeys(sorted(asked), want)}
        return
    if not want:
        outside = [code for code in choice.codes_in_order() if codes.covers(code, {}) is False]
        yield from _with_entries((*((code,) for code in outside), ()), facts)
        return
    inside = [code for code in choice.codes_in_order() if codes.covers(code, {}) is not False]
    rows = sorted(codes.rows, key=lambda row: bool(row.part))[:_PER_LEAF]
    for code in dict.fromkeys((*inside, *(row.code for row in rows))):
        answers = dict.fromkeys(codes.questions(code), True)
        yield from _with_entries([(code,)], {**facts, **answers})


def _customs_codes(codes: PlainCodes, want: bool, facts: Facts, choice: Choice) -> Iterator[Facts]:
    """A code that the list takes, if need be with the answer that it does, or one that it does not take."""
    held = facts.get(CUSTOMS_CODE)
    if held:
        yield {**facts, **dict.fromkeys(codes.questions(held[0]), want)}
    elif not want:
        yield {**facts, CUSTOMS_CODE: (_IN_NO_ANNEX,)}
    else:
        first = [code for code in choice.customs_codes if code in codes.whole or code in codes.asked][
            :_PER_LEAF
        ]
        for code in dict.fromkeys((*first, *sorted(codes.whole)[:_PER_LEAF], *sorted(codes.asked)[:1])):
            asked = dict.fromkeys(codes.questions(code), True)
            yield {**facts, CUSTOMS_CODE: (code.ljust(8, "1"),), **asked}


# From facts to a transaction.


_UNSTATED: Final = frozenset(decision.unstated for decision in DECIDED.values())


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the facts: the State of the exporter, broker or provider, and the day of decisions.

    ``options_known``: what the State has made of its options is looked up, not answered.
    """

    decided: date
    state: str = "DE"
    options_known: bool = False


def transaction_of(facts: Mapping[str, Any], frame: Frame) -> dict[str, Any] | None:
    """The transaction of the contract whose facts these are, everything else quiet and nothing left open.

    None where a fact has no place in a transaction that could be made up: what a national list says, an
    authorisation held, an authority's power to act, or that an export leaves from outside the Union, which stays open.
    """
    transaction = _quiet(frame.state)
    item, answers, decisions = transaction["items"][0], {}, []
    for fact, value in facts.items():
        group, _, name = fact.partition(".")
        match group:
            case "activity" | "manner" | "destination" | "purchasing_country":
                transaction[fact] = value
            case "knowledge" | "circumstances" | "exporter":
                transaction[group][name] = value
            case "item" if name in ("entries", "cyber_surveillance"):
                item[name] = list(value) if name == "entries" else value
            case "item" if fact == IN_FREE_ZONE:
                transaction["circumstances"]["free_zone"] = value
            case "item" if fact == NUCLEAR_LIMIT:
                transaction["circumstances"]["nuclear_goods_within_limit"] = value
            case "item" if fact == CUSTOMS_CODE:
                item["cn_code"] = value[0]
            case "told":
                transaction["circumstances"][name] = value
            case "item" if fact in price_questions():
                answers[fact] = value
            case "assistance":
                transaction["circumstances"][fact.replace(".", "_")] = value
            case "item" if name == "german_interception":
                item["national_entries"] = ["DE:5A902"] if value else []
            case "covered" | "place" | "goods":
                answers[fact] = value
            case "option" if not frame.options_known:
                answers[".".join(fact.split(".")[:2])] = value
            case "decision" if value not in _UNSTATED and value not in DECIDED[name].results:
                return None
            case "decision" if value not in _UNSTATED:
                decided = frame.decided.isoformat()
                given_for = {"items": ["1"], "parties": [_END_USER]}
                decisions.append({"provision": name, "result": value, "date": decided, **given_for})
            case "parties" if fact == OTHERS_SUPPLIED:
                answers[fact] = value
            case "parties" if fact == UNPLACED and value:
                return None
            case "parties" | "named" | "option" | "decision":
                pass
            case "export" if fact == FROM_UNION and value:
                pass  # where nothing else is stated, what is exported leaves the Union
            case "export" if fact == FROM_UNION:
                return None
            case _ if value and fact not in settled_by_others():
                return None
    transaction["parties"] = [_party(facts, transaction["destination"]), *_others(facts)]
    if transaction["activity"] == "intra_union_transfer":
        transaction |= {"dispatched_from": frame.state, "consigned_to": "FR"}
    if decisions:
        _add_decisions(transaction, decisions)
    transaction |= {"answers": answers} if answers else {}
    return transaction


def _add_decisions(transaction: dict[str, Any], decisions: list[dict[str, Any]]) -> None:
    """Add decisions of the authority about the end user, with the uses that they were given for."""
    for decision in decisions:
        # Of more than one use that is known it would be asked which the decision was given for.
        uses = uses_decided_on(decision["provision"], transaction["knowledge"])
        if len(uses) > 1 and decision["result"] == FREES:
            decision["uses"] = list(uses)
    transaction["parties"][0]["name"] = _END_USER
    transaction["authority_decisions"] = decisions


def _quiet(state: str) -> dict[str, Any]:
    return {
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": state, "icp": False},
        "items": [
            {"entries": [], "cyber_surveillance": False, "national_entries": [], "cn_code": _IN_NO_ANNEX}
        ],
        "destination": "BR",
        "knowledge": dict.fromkeys(GROUNDS, "none"),
        "circumstances": dict.fromkeys(CIRCUMSTANCES, False),
    }


def _party(facts: Mapping[str, Any], destination: str) -> dict[str, str]:
    countries = facts.get(PARTY_COUNTRIES) or (destination,)
    military = facts.get("parties.military") or facts.get("parties.military_or_border_guard")
    service = "military" if military else "police" if facts.get("parties.security_service") else "none"
    return {"role": "end_user", "country": countries[0], "service": service}


def _others(facts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    yield from ({"role": "intermediary", "country": country} for country in facts.get(OTHER_COUNTRIES) or ())


def transactions_for(
    conditions: tuple[Condition, ...], choice: Choice, frame: Frame, most: int
) -> Iterator[dict[str, Any]]:
    """At most ``most`` transactions for which all ``conditions`` hold under the law of the day chosen."""
    for facts in islice(facts_for(All(conditions), choice), most):
        transaction = transaction_of(facts, frame)
        if transaction is not None:
            yield transaction
