"""What of the acts is not executed and may reach a transaction: a person answers it, point by point, and until then nothing goes.

A point concerns a transaction by its destination, or by a customs code that is stated; what can only be a service does not
concern goods that are exported. The answer stands under ``answers`` by the name of the point: ``false`` where it does not
reach the transaction. Where a provision of the same act asks for it already, the answer to that is the answer here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.places_of_parties import (
    has_carrier_in,
    has_consignee_alone,
    has_owner_in,
    has_service_beside,
    has_unplaced_owner,
    is_exported_from_abroad,
    may_be_banned_by_code,
    part_unstated,
    parties_unplaced,
    receives_outside_union,
)
from dualuse.assessment.signs.contradicted_circumstances import is_contradicted_in_words
from dualuse.assessment.signs.countries import names_unstated_country, unstated_countries
from dualuse.assessment.signs.goods import (
    begins,
    is_coded_otherwise,
    may_have_code,
    may_survey,
    point_to_goods,
    point_to_kind,
)
from dualuse.assessment.signs.leaving import says_that_it_leaves
from dualuse.assessment.signs.places import GOES_ON, names_unstated_place
from dualuse.assessment.signs.pointing import (
    fields_of_use,
    point_to_embargo,
    point_to_use,
)
from dualuse.assessment.signs.services import owner_is_a_service, receiver_is_a_service
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.eu_2021_821.facts.derived_fact import OTHER_ROLES, RECEIVER_ROLES
from dualuse.law.measures.duties import partners
from dualuse.law.measures.goods.lists import GoodsList
from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.law.measures.provisions import question_of_article
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Item, Knowledge, Transaction
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexecuted:
    """The points that concern a transaction: not answered (``asked``), and those that reach it by the answer (``reaching``).

    ``items``: positions of the items that one of them concerns; ``uncoded``: ids of goods that annexes of goods may name since no
    customs code is stated. ``left``: acts that name goods by customs code, and the ids of goods without one of which nothing points there.
    ``countries``: those that texts tell and that are not stated, where that is asked about; ``fields``: those whose words point to a use.
    ``denied``: of those asked the ones that words point to which deny it themselves, where nothing is stated of that use.
    """

    asked: tuple[NotExaminedRow, ...] = ()
    reaching: tuple[NotExaminedRow, ...] = ()
    items: frozenset[int] = frozenset()
    uncoded: tuple[str, ...] = ()
    left: tuple[tuple[NotExaminedRow, ...], tuple[str, ...]] = ((), ())
    denied: frozenset[NotExaminedRow] = frozenset()
    countries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def rows(self) -> frozenset[NotExaminedRow]:
        """All of them: what is never "go"."""
        return frozenset((*self.asked, *self.reaching))


NOTHING_LEFT: Final = Unexecuted()


@legal_derivation("Art. 215 TFEU")
def unexecuted(transaction: Transaction, regimes: Iterable[NotExaminedRow], day: date) -> Unexecuted:
    """The points that concern ``transaction`` on the day judged, of what was not examined for its destination."""
    asked: list[NotExaminedRow] = []
    reaching: list[NotExaminedRow] = []
    items: set[int] = set()
    uncoded: set[int] = set()
    left: dict[NotExaminedRow, set[int]] = {}
    for row in regimes:
        if row.is_by_code and (unlooked := frozenset(_without_code(point_of(row), transaction))):
            left[row] = set(unlooked)
        answers = _answers_by_item(row, transaction, day)
        if _reaches(row, answers):
            reaching.append(row)
        elif _is_asked(answers):
            asked.append(row)
        items |= {index for index, answer in answers.items() if answer is not False}
        if row.persons_for:
            uncoded |= {
                index
                for index, answer in answers.items()
                if answer is None and _code_may_settle(transaction.items[index])
            }

    def ids(positions: Iterable[int]) -> tuple[str, ...]:
        return tuple(transaction.items[index].id or "" for index in sorted(positions))

    of_codes = (tuple(left), ids({index for positions in left.values() for index in positions}))
    denied = frozenset(row for row in asked if _settles_none(row, transaction, day))
    countries: tuple[str, ...] = ()
    if any(row.states_unstated for row in asked):
        of_items = (unstated_countries(transaction, item, day) for item in transaction.items)
        countries = tuple(dict.fromkeys(chain.from_iterable(of_items)))
    pointing = (fields_of_use(row, transaction, day) for row in asked if row.use and row not in denied)
    return Unexecuted(
        asked=tuple(asked),
        reaching=tuple(reaching),
        items=frozenset(items),
        uncoded=ids(uncoded),
        left=of_codes,
        denied=denied,
        countries=countries,
        fields=tuple(dict.fromkeys(chain.from_iterable(pointing))),
    )


@legal_derivation("Art. 215 TFEU")
def rows_left(
    transaction: Transaction, regimes: Iterable[NotExaminedRow], day: date
) -> frozenset[NotExaminedRow]:
    """The points that concern ``transaction`` and are not answered, or reach it: ``Unexecuted.rows``, and nothing else worked out."""
    answers = ((row, _answers_by_item(row, transaction, day)) for row in regimes)
    return frozenset(row for row, of_items in answers if _reaches(row, of_items) or _is_asked(of_items))


def _answers_by_item(row: NotExaminedRow, transaction: Transaction, day: date) -> dict[int, bool | None]:
    """By the position of each item that the point concerns what is answered; None where nothing is."""
    name = point_of(row)
    if not name or not _may_concern(row, transaction, day):
        return {}
    return {
        index: _answers(transaction, item).get(name)
        for index, item in enumerate(transaction.items)
        if _may_be_the_item(row, item, day)
        and _is_named(row, transaction, item, day)
        and _is_pointed_to(row, transaction, item)
    }


def _reaches(row: NotExaminedRow, answers: Mapping[int, bool | None]) -> bool:
    return bool(row.point) and True in answers.values()


def _is_asked(answers: Mapping[int, bool | None]) -> bool:
    return None in answers.values()


def use_settling(row: NotExaminedRow) -> str:
    """The ground of knowledge that settles a point to which words alone point that deny it; "" where none does."""
    return row.use or (GOES_ON if row.in_texts or row.states_unstated else "")


def _settles_none(row: NotExaminedRow, transaction: Transaction, day: date) -> bool:
    """Whether the point would not be asked if it were stated that no such use is known of: the words say so themselves."""
    use = use_settling(row)
    if not use or getattr(transaction.knowledge, use, None) is not None:
        return False
    before = transaction.knowledge or Knowledge()
    knowledge = before.model_copy(update={use: "none"})
    stated = transaction.model_copy(update={"knowledge": knowledge})
    return not _may_concern(row, stated, day) or not any(
        _is_named(row, stated, item, day) for item in stated.items
    )


def point_of(row: NotExaminedRow) -> str:
    """The name under ``answers``; "" where nobody is asked."""
    return row.point or (_asked_by(row.act, row.asked_by) if row.asked_by else "")


@lru_cache(maxsize=256)
def _asked_by(act: str, article: str) -> str:
    return question_of_article(act, article)


def _may_concern(row: NotExaminedRow, transaction: Transaction, day: date) -> bool:
    """Whatever the items are."""
    if row.activities and transaction.activity is not None and transaction.activity not in row.activities:
        return False
    if row.persons_for and not _may_name_a_party(transaction, day):
        return False
    if row.owners_in and not has_owner_in(row.owners_in, transaction, row.despite_none):
        return False
    if row.end_user_unstated and not (
        _may_leave_union(transaction, day) and has_consignee_alone(transaction)
    ):
        return False
    if row.owners_unplaced and not (_may_leave_union(transaction, day) and has_unplaced_owner(transaction)):
        return False
    if row.despite_none and not (_may_leave_union(transaction, day) and _none_goes_on(transaction)):
        return False
    if row.owners_called and not (
        _may_leave_union(transaction, day) and owner_is_a_service(row, transaction)
    ):
        return False
    if row.receivers_called and not (
        _may_leave_union(transaction, day) and receiver_is_a_service(row, transaction)
    ):
        return False
    if row.receivers_outside and not receives_outside_union(transaction, day):
        return False
    if row.leaves_in_words and (
        _may_leave_union(transaction, day) or not says_that_it_leaves(row, transaction, day)
    ):
        return False
    if row.service_beside and not (_may_leave_union(transaction, day) and has_service_beside(transaction)):
        return False
    if row.states_unstated and not (_may_leave_union(transaction, day) or _is_transfer(transaction)):
        return False
    if row.part_of and not part_unstated(row.part_of, transaction):
        return False
    if row.carriers_in and not has_carrier_in(row.carriers_in, transaction):
        return False
    if row.use and not (_may_leave_union(transaction, day) and point_to_use(row, transaction, day)):
        return False
    if row.not_to and _goes_under(row.not_to, transaction.destination, day):
        return False
    if row.circumstance and not (
        _may_leave_union(transaction, day) and is_contradicted_in_words(row, transaction)
    ):
        return False
    if row.stated_not and not _may_leave_union(transaction, day):
        return False
    if row.where_diverted and not may_be_banned_by_code(transaction, day):
        return False
    if row.exporter_abroad and not is_exported_from_abroad(transaction, day):
        return False
    if row.exporters_in and (
        transaction.exporter is None or transaction.exporter.country not in row.exporters_in
    ):
        return False
    known = getattr(transaction.knowledge, "military_end_use", None)
    if row.military_end_use and known is not None and known not in row.military_end_use:
        return False
    if row.under_embargo and not point_to_embargo(row, transaction, day):
        return False
    if row.among and _none_goes_on(transaction):
        return False
    if row.wmd and getattr(transaction.knowledge, "wmd", None) not in (None, *row.wmd):
        return False
    return not row.reexport or getattr(transaction.knowledge, "reexport", None) in _KNOWN


def _none_goes_on(transaction: Transaction) -> bool:
    return getattr(transaction.knowledge, "reexport", None) == "none"


def _goes_under(authorisation: str, destination: str | None, day: date) -> bool:
    """Whether the destination is one of the general authorisation; one that is not stated may be another."""
    return destination is not None and authorisation_places(authorisation).contains(destination, day) is True


def _is_transfer(transaction: Transaction) -> bool:
    """Whether it stays in the Union as it is stated; where it is known to go on, Art. 11(2) asks for an authorisation."""
    return transaction.activity == "intra_union_transfer"


def _may_leave_union(transaction: Transaction, day: date) -> bool:
    destination = transaction.destination
    return destination is None or UNION.contains(destination, day) is not True


_KNOWN: Final = ("aware", "informed")
"""Suspicion is asked about for itself."""


def _is_named(row: NotExaminedRow, transaction: Transaction, item: Item, day: date) -> bool:
    if row.states_unstated:
        return names_unstated_country(row, transaction, item, day)
    return not row.in_texts or names_unstated_place(row, transaction, item)


def _is_pointed_to(row: NotExaminedRow, transaction: Transaction, item: Item) -> bool:
    """Whether goods without a customs code, or with one that holds much else, are pointed to; another code tells by itself."""
    if row.stated_not:
        return point_to_kind(row, transaction, item)
    if row.coded_otherwise:
        return is_coded_otherwise(row, item)
    if not row.is_by_code or (item.cn_code is not None and begins(row.near, item.cn_code)):
        return True
    return point_to_goods(row, transaction, item)


def _without_code(name: str, transaction: Transaction) -> Iterator[int]:
    """Positions of the goods of which no customs code is stated, and no answer to the point ``name``.

    What Annex I lists is known for what it is; software and technology, and what is sent electronically, have no code.
    """
    for index, item in enumerate(transaction.items):
        if (
            item.cn_code is None
            and in_annex_i(item) is not True
            and item.kind in (None, "goods")
            and transaction.manner != "electronic"
            and _answers(transaction, item).get(name) is None
        ):
            yield index


def _may_name_a_party(transaction: Transaction, day: date) -> bool:
    """Whether somebody who is supplied sits, or may sit, where the persons sit who are named, wherever the items go."""
    supplied = (transaction.destination, transaction.purchasing_country, *_seats(transaction))
    return bool(parties_unplaced(transaction)) or any(_is_of_concern(place, day) for place in supplied)


def _seats(transaction: Transaction) -> Iterator[str | None]:
    return (
        party.country for party in transaction.parties or () if party.role in (*RECEIVER_ROLES, *OTHER_ROLES)
    )


def _is_of_concern(place: str | None, day: date) -> bool:
    """Outside the Union and the partner countries: it is there that persons sit who are named (a rule of this program)."""
    return place is not None and place not in partners() and UNION.contains(place, day) is False


def _may_be_the_item(row: NotExaminedRow, item: Item, day: date) -> bool:
    if row.unlisted and in_annex_i(item) is not False:
        return False
    if row.surveillance and not may_survey(item):
        return False
    if row.goods:
        return item.kind != "software" and _may_be_among(row.goods, item, day)
    if row.persons_for or row.among:
        return in_annex_i(item) is not False or _may_be_among((*row.persons_for, *row.among), item, day)
    if row.listed and in_annex_i(item) is False:
        return False
    if not row.near or row.coded_otherwise:
        return True
    if row.stated_not and (item.cn_code is None or item.kind in ("software", "technology")):
        return True
    if row.is_by_code:
        return may_have_code(row, item) or (row.whatever_code and in_annex_i(item) is False)
    if row.places and item.kind == "technology":
        return True  # on paper, or on a medium, it has the code of that
    # Of a country the code may be one of them.
    return bool(row.places) if item.cn_code is None else begins((*row.near, *row.near_where), item.cn_code)


def _may_be_among(annexes: tuple[AnnexGoods, ...], item: Item, day: date) -> bool:
    """Whether its customs code may stand in the annexes: one that is not stated may, and software and technology have none."""
    code = item.cn_code
    return code is None or any(GoodsList(annex, day).covers(code, {}) is not False for annex in annexes)


def _code_may_settle(item: Item) -> bool:
    """Goods that Annex I does not list and of which no code is stated; software and technology have none."""
    return in_annex_i(item) is False and item.cn_code is None and item.kind in (None, "goods")


def _answers(transaction: Transaction, item: Item) -> Mapping[str, bool]:
    return {**(transaction.answers or {}), **(item.answers or {})}
