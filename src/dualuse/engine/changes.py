"""What changed in the law between two days: rules, lists of places, options of Member States, the edition of
Annex I.

Only dated data can be compared. Annex IV, Section I and the items of the general authorisations are held in
one edition, national lists as of one day, and of Annex I the codes, not the text behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, Generic, TypeVar

from dualuse.i18n.places import place_names
from dualuse.law.collection import Law, law_as_of, whole_law
from dualuse.law.eu_2021_821.control_list import EditionRecord, edition_record, outline
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.stated_facts import CONSIGNEES_IN, END_USERS_IN
from dualuse.law.language.logic import AnyCode, InPlaces, Truth, leaves
from dualuse.law.language.provision import Provision, Relief
from dualuse.law.measures.goods.lists import GoodsList
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.measures.reading import EmbargoRow, arms_embargo_rows
from dualuse.law.states import Option, jurisdiction, known_jurisdictions
from dualuse.law.territories import PlaceSet, PlacesExcept


@dataclass(frozen=True, slots=True)
class GoodsChange:
    """Customs codes that the annexes of a rule took in, let go, or take otherwise: of a part, or from another
    price on."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    otherwise: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.came, *self.went, *self.otherwise)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A provision or relief that ended (``before`` only), began (``after`` only), or was replaced under its
    citation."""

    before: Provision | Relief | None
    after: Provision | Relief | None

    @property
    def rule(self) -> Provision | Relief:
        """The rule as it stands, or stood last."""
        rule = self.after or self.before
        assert rule is not None
        return rule

    @property
    def goods(self) -> GoodsChange:
        """What changed among the customs codes of a rule that was replaced; nothing of one that began or
        ended."""
        if self.before is None or self.after is None:
            return GoodsChange((), (), ())
        before, after = _customs_codes(self.before), _customs_codes(self.after)
        return GoodsChange(
            tuple(sorted({code for _, code in after.keys() - before.keys()})),
            tuple(sorted({code for _, code in before.keys() - after.keys()})),
            tuple(sorted({key[1] for key in before.keys() & after.keys() if before[key] != after[key]})),
        )

    @property
    def day(self) -> date:
        """The first day of what began or was replaced, the last day of what ended."""
        if self.after is not None:
            return self.after.validity.since
        ended = self.rule.validity.until
        assert ended is not None
        return ended


def _customs_codes(rule: Provision | Relief) -> dict[tuple[str, str], set[tuple[bool, int]]]:
    """By annex and code: whether it is taken whole, and from which price on."""
    taken: dict[tuple[str, str], set[tuple[bool, int]]] = {}
    for leaf in leaves(rule.when):
        if isinstance(leaf, AnyCode) and isinstance(leaf.codes, GoodsList):
            goods = leaf.codes
            for code in (*goods.whole, *goods.asked):
                taken.setdefault((goods.annex.key, code), set()).add((code in goods.whole, goods.above))
    return taken


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A place that a list of the law took in or let go; None: it is for a person to say."""

    places: PlaceSet | PlacesExcept
    place: str
    before: Truth
    after: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChange:
    """An option that a Member State uses since a day between the two (Arts 4 to 11)."""

    state: str
    name: str
    option: Option
    before: Truth
    after: Truth


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code of Annex I that came or went, with the number of codes under it that did so too."""

    code: str
    under: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChange:
    """Two editions of Annex I. ``complete``: the outlines of both are at hand.

    Where one is not, ``came`` holds the entries that are known to have come between the two days, and nothing
    more.
    """

    before: EditionRecord
    after: EditionRecord
    complete: bool
    came: tuple[CodeChange, ...]
    went: tuple[CodeChange, ...]


RowT = TypeVar("RowT", EmbargoRow, NotExaminedRow)


@dataclass(frozen=True, slots=True)
class RowChange(Generic[RowT]):
    """An arms embargo (Art. 2(19)), or a part of an act that is not executed, that began or ended."""

    row: RowT
    began: bool

    @property
    def day(self) -> date:
        """The first day of what began, the last day of what ended."""
        ended = self.row.validity.until
        return self.row.validity.since if self.began or ended is None else ended


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChanges:
    """Everything that differs between the law of two days."""

    earlier: date
    later: date
    rules: tuple[RuleChange, ...]
    places: tuple[PlaceChange, ...]
    options: tuple[OptionChange, ...]
    embargoes: tuple[RowChange[EmbargoRow], ...]
    annex_i: EditionChange | None
    not_examined: tuple[RowChange[NotExaminedRow], ...]

    @property
    def none(self) -> bool:
        """Whether nothing changed."""
        changes = (self.rules, self.places, self.options, self.embargoes, self.annex_i, self.not_examined)
        return not any(changes)


def law_changes(earlier: date, later: date) -> LawChanges:
    """What changed from ``earlier`` to ``later``.

    Raises:
        ValueError: a day before 9.9.2021, or ``later`` before ``earlier``.
    """
    if later < earlier:
        raise ValueError(f"{later.isoformat()} is before {earlier.isoformat()}")
    before, after = law_as_of(earlier), law_as_of(later)
    return LawChanges(
        earlier=earlier,
        later=later,
        rules=tuple(_rule_changes(before, after)),
        places=tuple(_place_changes(before, after, earlier, later)),
        options=tuple(_option_changes(earlier, later)),
        embargoes=tuple(_row_changes(arms_embargo_rows(), earlier, later)),
        annex_i=_edition_change(earlier, later),
        not_examined=tuple(_row_changes(_told_alone(), earlier, later)),
    )


def _rules(law: Law) -> tuple[Provision | Relief, ...]:
    return (*law.provisions, *law.reliefs)


def _rule_changes(before: Law, after: Law) -> Iterator[RuleChange]:
    """What ended first, then what began or was replaced, each in the order of the law."""
    both = {id(rule) for rule in _rules(before)} & {id(rule) for rule in _rules(after)}
    earlier = _by_citation(rule for rule in _rules(before) if id(rule) not in both)
    later = _by_citation(rule for rule in _rules(after) if id(rule) not in both)
    for citation, rules in earlier.items():
        yield from (RuleChange(rule, None) for rule in rules[len(later.get(citation, ())) :])
    for citation, rules in later.items():
        replaced = earlier.get(citation, [])
        yield from (RuleChange(then, now) for then, now in zip_longest(replaced[: len(rules)], rules))


def _by_citation(rules: Iterable[Provision | Relief]) -> dict[str, list[Provision | Relief]]:
    """A paragraph may hold several rules: an exemption of other measures under other conditions."""
    grouped: dict[str, list[Provision | Relief]] = {}
    for rule in rules:
        grouped.setdefault(rule.citation, []).append(rule)
    return grouped


_MIRRORED: Final = (END_USERS_IN, CONSIGNEES_IN)
"""Facts that are held against what lies outside the destinations of an authorisation: the destinations tell
the change."""


def _place_changes(before: Law, after: Law, earlier: date, later: date) -> Iterator[PlaceChange]:
    """Of the rules in force on both days; the places of a rule that began or ended come and go with it."""
    kept = {id(rule) for rule in _rules(before)}
    sets = {
        leaf.places.key: leaf.places
        for rule in _rules(after)
        if id(rule) in kept
        for leaf in leaves(rule.when)
        if isinstance(leaf, InPlaces) and leaf.fact not in _MIRRORED
    }
    for places in sets.values():
        assert isinstance(places, (PlaceSet, PlacesExcept))
        if places.is_the_same_on(earlier, later):
            continue
        for place in place_names():
            then, now = places.contains(place, earlier), places.contains(place, later)
            if then is not now:
                yield PlaceChange(places, place, then, now)


def _option_changes(earlier: date, later: date) -> Iterator[OptionChange]:
    for code in known_jurisdictions():
        state = jurisdiction(code)
        assert state is not None
        for name, option in state.options.items():
            then, now = option.truth(earlier), option.truth(later)
            if then is not now and f"option.{name}" in FACTS:
                yield OptionChange(state=code, name=name, option=option, before=then, after=now)


_ENTRY: Final = 5
"""Length of the code of an entry, such as 5A001."""


def _edition_change(earlier: date, later: date) -> EditionChange | None:
    before, after = edition_record(earlier), edition_record(later)
    if before is after:
        return None
    old, new = outline(before), outline(after)
    if old is not None and new is not None:
        came, went = new.codes - old.codes, old.codes - new.codes
        return EditionChange(
            before=before, after=after, complete=True, came=_topmost(came), went=_topmost(went)
        )
    newest = outline()
    assert newest is not None
    entries = [entry for code in newest.entry_codes if (entry := newest.entry(code)) is not None]
    recent = (entry for entry in entries if entry.since is not None and earlier < entry.since <= later)
    came_known = tuple(CodeChange(entry.code, len(entry.provisions)) for entry in recent)
    return EditionChange(before=before, after=after, complete=False, came=came_known, went=())


def _topmost(codes: frozenset[str]) -> tuple[CodeChange, ...]:
    """Codes whose parent is not among ``codes``, each with the number of those under it."""
    tops = sorted((code for code in codes if code.rpartition(".")[0] not in codes), key=_in_order)
    return tuple(CodeChange(top, sum(1 for code in codes if code.startswith(f"{top}."))) for top in tops)


def _in_order(code: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    parts = code[_ENTRY:].split(".")
    return code[:_ENTRY], tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def _row_changes(rows: Iterable[RowT], earlier: date, later: date) -> Iterator[RowChange[RowT]]:
    for row in rows:
        then, now = row.validity.covers(earlier), row.validity.covers(later)
        if then is not now:
            yield RowChange(row, now)


def _told_alone() -> Iterator[NotExaminedRow]:
    """What stands beside a provision of an act (``Act, Article``) comes and goes with it and is not told
    twice."""
    executed = {rule.citation for rule in whole_law().provisions}
    return (row for row in not_examined_rows() if f"{row.act}, {row.article}" not in executed)
