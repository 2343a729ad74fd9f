"""The sets that conditions name, written out: places with their dates, codes with the parts they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from dualuse.engine.views.conditions import Phrase, is_short, label, limits, say
from dualuse.i18n import N_, PlaceName
from dualuse.i18n.statuses import VERIFICATION
from dualuse.law.eu_2021_821.authorisations.reading import annex_iv, annex_iv_part_ii
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.language.logic import AnyCode, Condition, EveryCode, InPlaces, leaves
from dualuse.law.language.provision import (
    Article,
    Definition,
    Duty,
    Provision,
    Relief,
    Validity,
    Verification,
)
from dualuse.law.territories import Member, PlaceSet, PlacesExcept

NamedSet = PlaceSet | PlacesExcept | CodeSet
_Rule = Provision | Relief | Duty | Definition

_OF_ANNEX: Final = {"Annex IV": (annex_iv, annex_iv_part_ii)}
"""Annexes that are a set of codes themselves and hold no rule."""


def conditions_of(rule: _Rule) -> tuple[Condition, ...]:
    """Every condition of ``rule``, those of the duties of a relief included."""
    match rule:
        case Provision(when=when):
            return (when,)
        case Relief(when=when, duties=duties):
            return (when, *(duty.when for duty in duties if duty.when is not None))
        case Duty(when=when) | Definition(condition=when):
            return () if when is None else (when,)


def own_sets(rule: _Rule, article: Article) -> list[NamedSet]:
    """The sets that only ``rule`` speaks of, or that bear its name: written out beside it."""
    times = Counter(
        named.key for other in _rules(article) for named in _distinct(sets_of(conditions_of(other)))
    )
    named = _distinct(sets_of(conditions_of(rule)))
    return [own for own in named if _is_own(own, rule, times) and not _is_named_in_condition(own, rule)]


def shared_sets(article: Article) -> list[NamedSet]:
    """The sets of ``article`` that no rule has for itself: written out once, at its end."""
    rules = list(_rules(article))
    own = {named.key for rule in rules for named in own_sets(rule, article)}
    own |= {
        named.key
        for rule in rules
        for named in sets_of(conditions_of(rule))
        if _is_named_in_condition(named, rule)
    }
    all_sets: list[NamedSet] = [build() for build in _OF_ANNEX.get(article.number, ())]
    for rule in rules:
        for named in sets_of(conditions_of(rule)):
            all_sets += [named, *(named.excluded if isinstance(named, PlacesExcept) else ())]
    return [named for named in _distinct(all_sets) if named.key not in own]


def sets_of(conditions: Iterable[Condition]) -> Iterator[NamedSet]:
    """The sets that ``conditions`` name, in the order of the text, with repetitions."""
    for condition in conditions:
        for leaf in leaves(condition):
            match leaf:
                case InPlaces(_, PlaceSet() | PlacesExcept() as places):
                    yield places
                case AnyCode(_, CodeSet() as codes) | EveryCode(_, CodeSet() as codes):
                    yield codes


def written_out(named: NamedSet, language: str) -> Phrase:
    """``named`` with what belongs to it."""
    match named:
        case PlaceSet():
            return _places(named, language)
        case PlacesExcept():
            head = say(N_("{list}: every place except"), language, list=label(named, language))
            return Phrase(head, tuple(_excluded(named, places, language) for places in named.excluded))
        case CodeSet():
            return _codes(named, language)


def _excluded(of: PlacesExcept, places: PlaceSet | PlacesExcept, language: str) -> Phrase:
    """A set that stands in the same file is written out, unless it has been beside the destination; another one is named."""
    if isinstance(places, PlaceSet) and of.key == f"{places.key}_destinations":
        return _places(places, language)
    return Phrase(label(places, language))


def _places(places: PlaceSet, language: str) -> Phrase:
    groups: dict[str, set[str]] = {}
    for member in _joined(places.members):
        names = groups.setdefault(_terms(member, language), set())
        names.add(PlaceName(member.place).in_language(language))
    always = "; ".join(sorted(groups.pop("", ())))
    head = label(places, language)
    if places.verification is not Verification.OFFICIAL:
        head = f"{head} ({say(VERIFICATION.short[places.verification.word], language)})"
    return Phrase(
        f"{head}: {always}".rstrip(),
        tuple(Phrase(f"{terms}: {'; '.join(sorted(names))}") for terms, names in sorted(groups.items())),
    )


def _joined(members: Iterable[Member]) -> list[Member]:
    """Members of one place whose times follow each other as one; an open time stays apart."""
    joined: list[Member] = []
    for member in sorted(members, key=lambda listed: (listed.place, listed.open, listed.validity.since)):
        last = joined[-1] if joined else None
        if last and (last.place, last.open) == (member.place, member.open) and _follows(last, member):
            ends = (last.validity.until, member.validity.until)
            until = None if None in ends else max(end for end in ends if end is not None)
            joined[-1] = Member(last.place, Validity(last.validity.since, until), last.open)
        else:
            joined.append(member)
    return joined


def _follows(earlier: Member, later: Member) -> bool:
    until = earlier.validity.until
    return until is None or later.validity.since <= until + timedelta(days=1)


def _terms(member: Member, language: str) -> str:
    """The period of an entry, and whether a person decides; empty if it belongs without condition."""
    dates = limits(member.validity.since, member.validity.until, language)
    decided = say(N_("a person says whether it counts"), language) if member.open else ""
    return ", ".join(filter(None, (dates, decided)))


def _codes(codes: CodeSet, language: str) -> Phrase:
    whole = ", ".join(sorted({row.code for row in codes.rows if not row.part}))
    head = f"{label(codes, language)}: {whole}" if whole else f"{label(codes, language)}:"
    parts = sorted({(row.code, row.part) for row in codes.rows if row.part})
    return Phrase(
        head,
        tuple(
            Phrase(say(N_("{code}, in part: {question}"), language, code=code, question=say(part, language)))
            for code, part in parts
        ),
    )


def _rules(article: Article) -> Iterator[_Rule]:
    for paragraph in article.paragraphs:
        yield from paragraph.rules


def _is_own(named: NamedSet, rule: _Rule, times: Counter[str]) -> bool:
    if isinstance(rule, Relief) and rule.identifier and named.key.startswith(rule.identifier):
        return True
    return times[named.key] == 1 or named.key == rule.citation


def _is_named_in_condition(named: NamedSet, rule: _Rule) -> bool:
    """Whether the condition itself names the places of a measure, whose dates are those of the measure."""
    return named.key == rule.citation and is_short(named)


def _distinct(sets: Iterable[NamedSet]) -> list[NamedSet]:
    return list({named.key: named for named in sets}.values())
