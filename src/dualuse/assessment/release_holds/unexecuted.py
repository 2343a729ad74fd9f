"""What of the acts is not executed and may reach a transaction: a person answers it, point by point, and until then nothing goes.

A point concerns a transaction by where it supplies somebody, or by a customs code that is stated; what can only be a service does not
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
from dualuse.assessment.signs.countries import unstated_countries
from dualuse.assessment.signs.diverted import NO_WAY, Way, way_of
from dualuse.assessment.signs.forms import is_there, is_there_in_item
from dualuse.assessment.signs.limits import fits_what_is_known, may_be_the_item
from dualuse.assessment.signs.places import GOES_ON
from dualuse.assessment.signs.pointing import fields_of_use
from dualuse.assessment.signs.ruled_out import Contents
from dualuse.assessment.signs.uses_elsewhere import places_of_use
from dualuse.assessment.signs.words_met import WordMet, words_met
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.measures.not_executed import NotExaminedRow, Rows
from dualuse.law.measures.provisions import question_of_article
from dualuse.law.measures.signs import (
    CountryInTexts,
    GoodsByCode,
    NamedInTexts,
    PersonsOfAnnex,
    SenselessWay,
    UseElsewhere,
    UseInWords,
)
from dualuse.schema.transaction import Item, Knowledge, Transaction, answers_on
from dualuse.version import legal_derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexecuted:
    """The points that concern a transaction: not answered (``asked``), and those that reach it by the answer (``reaching``).

    ``items``: positions of the items that one of them concerns; ``uncoded``: ids of goods that annexes of goods may name since no
    customs code is stated. ``left``: acts that name goods by customs code, and the ids of goods without one of which nothing points there.
    ``banned``: positions of the items of which one of those asked would forbid to supply who buys them (``Sign.tells_a_ban``).
    ``countries``: those that texts tell and that are not stated, where that is asked about; ``fields``: those whose words point to a use.
    ``elsewhere``: places in which a use may be and to which the items are not stated to go, where that is asked about.
    ``met``: of those asked that are read in texts, which words met them in which fields.
    ``way``: what does not fit that nothing goes on, where that is asked about.
    ``denied_by_a_person``: the points that words point to, and an answer says not to be concerned, with these words.
    ``denied``: of those asked the ones that words point to which deny it themselves, where nothing is stated of that use.
    """

    asked: tuple[NotExaminedRow, ...] = ()
    reaching: tuple[NotExaminedRow, ...] = ()
    items: frozenset[int] = frozenset()
    banned: frozenset[int] = frozenset()
    uncoded: tuple[str, ...] = ()
    left: tuple[tuple[NotExaminedRow, ...], tuple[str, ...]] = ((), ())
    denied: frozenset[NotExaminedRow] = frozenset()
    countries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    met: tuple[tuple[NotExaminedRow, tuple[WordMet, ...]], ...] = ()
    denied_by_a_person: tuple[tuple[NotExaminedRow, tuple[WordMet, ...]], ...] = ()
    way: Way = NO_WAY

    @property
    def rows(self) -> frozenset[NotExaminedRow]:
        """All of them: what is never "go"."""
        return frozenset((*self.asked, *self.reaching))

    @property
    def bans(self) -> tuple[NotExaminedRow, ...]:
        """Those asked that would forbid to supply who buys, whatever authorisation is granted under another act."""
        return tuple(row for row in self.asked if row.sign is not None and row.sign.tells_a_ban)


NOTHING_LEFT: Final = Unexecuted()


@legal_derivation("Art. 215 TFEU")
def unexecuted(
    transaction: Transaction,
    regimes: tuple[Rows, ...],
    day: date,
    *,
    contents: Contents | None = None,
) -> Unexecuted:
    """The points that concern ``transaction`` on the day judged, of what was not examined for where it supplies somebody, in parts.

    ``contents``: what it states, where that was looked at already.
    """
    asked: list[NotExaminedRow] = []
    reaching: list[NotExaminedRow] = []
    answered: list[NotExaminedRow] = []
    items: set[int] = set()
    banned: set[int] = set()
    uncoded: set[int] = set()
    left: dict[NotExaminedRow, set[int]] = {}
    for row in chain.from_iterable(map(_naming_goods, regimes)):
        if unlooked := set(_without_code(point_of(row), transaction)):
            left[row] = unlooked
    in_question = map((contents or Contents(transaction)).rows_in_question, regimes)
    for row in chain.from_iterable(in_question):
        answers = _answers_by_item(row, transaction, day)
        if not answers:
            continue
        if _reaches(row, answers):
            reaching.append(row)
        elif _is_asked(answers):
            asked.append(row)
        elif row.sign is not None:
            answered.append(row)
        items |= {index for index, answer in answers.items() if answer is not False}
        if row.sign is not None and row.sign.tells_a_ban:
            banned |= {index for index, answer in answers.items() if answer is not False}
        if isinstance(row.sign, PersonsOfAnnex):
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
    if any(isinstance(row.sign, CountryInTexts) for row in asked):
        of_items = (unstated_countries(transaction, item, day) for item in transaction.items)
        countries = tuple(dict.fromkeys(chain.from_iterable(of_items)))
    pointing = (
        fields_of_use(row.sign, transaction, day)
        for row in asked
        if isinstance(row.sign, UseInWords) and row not in denied
    )
    places = (places_of_use(row.sign, transaction) for row in asked if isinstance(row.sign, UseElsewhere))
    return Unexecuted(
        asked=tuple(asked),
        reaching=tuple(reaching),
        items=frozenset(items),
        banned=frozenset(banned),
        uncoded=ids(uncoded),
        left=of_codes,
        denied=denied,
        countries=countries,
        fields=tuple(dict.fromkeys(chain.from_iterable(pointing))),
        elsewhere=tuple(dict.fromkeys(chain.from_iterable(places))),
        way=way_of(transaction, day) if any(isinstance(row.sign, SenselessWay) for row in asked) else NO_WAY,
        met=_met(asked, transaction, day),
        denied_by_a_person=tuple((row, words) for row, words in _met(answered, transaction, day) if words),
    )


def _met(
    rows: Iterable[NotExaminedRow], transaction: Transaction, day: date
) -> tuple[tuple[NotExaminedRow, tuple[WordMet, ...]], ...]:
    """The rows that are read in texts, each with the words that met it."""
    return tuple((row, words_met(row.sign, transaction, day)) for row in rows if row.sign is not None)


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
        index: answers_on(transaction, item).get(name)
        for index, item in enumerate(transaction.items)
        if may_be_the_item(row.what, item, day) and is_there_in_item(row.sign, transaction, item, day)
    }


def _reaches(row: NotExaminedRow, answers: Mapping[int, bool | None]) -> bool:
    return bool(row.point) and True in answers.values()


def _is_asked(answers: Mapping[int, bool | None]) -> bool:
    return None in answers.values()


def use_settling(row: NotExaminedRow) -> str:
    """The ground of knowledge that settles a point to which words alone point that deny it; "" where none does."""
    if isinstance(row.sign, UseInWords):
        return row.sign.use
    return GOES_ON if isinstance(row.sign, NamedInTexts | CountryInTexts) else ""


def _settles_none(row: NotExaminedRow, transaction: Transaction, day: date) -> bool:
    """Whether the point would not be asked if it were stated that no such use is known of: the words say so themselves."""
    use = use_settling(row)
    if not use or getattr(transaction.knowledge, use, None) is not None:
        return False
    before = transaction.knowledge or Knowledge()
    knowledge = before.model_copy(update={use: "none"})
    none_known = transaction.model_copy(update={"knowledge": knowledge})
    return not _may_concern(row, none_known, day) or not any(
        is_there_in_item(row.sign, none_known, item, day) for item in none_known.items
    )


def point_of(row: NotExaminedRow) -> str:
    """The name under ``answers``; "" where nobody is asked."""
    return row.point or (_asked_by(row.act, row.asked_by) if row.asked_by else "")


@lru_cache(maxsize=1024)
def _naming_goods(rows: Rows) -> tuple[NotExaminedRow, ...]:
    """Those of acts that name goods by customs code."""
    return tuple(row for row in rows if isinstance(row.sign, GoodsByCode))


@lru_cache(maxsize=256)
def _asked_by(act: str, article: str) -> str:
    return question_of_article(act, article)


def _may_concern(row: NotExaminedRow, transaction: Transaction, day: date) -> bool:
    """Whatever the items are."""
    return (
        (not row.activities or transaction.activity is None or transaction.activity in row.activities)
        and not (row.not_to and _goes_under(row.not_to, transaction.destination, day))
        and fits_what_is_known(row.known, transaction.knowledge)
        and is_there(row.sign, transaction, day)
    )


def _goes_under(authorisation: str, destination: str | None, day: date) -> bool:
    """Whether the destination is one of the general authorisation; one that is not stated may be another."""
    return destination is not None and authorisation_places(authorisation).contains(destination, day) is True


def _without_code(name: str, transaction: Transaction) -> Iterator[int]:
    """Positions of the goods of which no customs code is stated, and no answer to the point ``name``.

    What Annex I lists is known for what it is; software and technology, and what is sent electronically, have no code.
    """
    for index, item in enumerate(transaction.items):
        if (
            item.own_code is None
            and in_annex_i(item) is not True
            and item.kind in (None, "goods")
            and transaction.manner != "electronic"
            and answers_on(transaction, item).get(name) is None
        ):
            yield index


def _code_may_settle(item: Item) -> bool:
    """Goods that Annex I does not list and of which no code is stated; software and technology have none."""
    return in_annex_i(item) is False and item.own_code is None and item.kind in (None, "goods")
