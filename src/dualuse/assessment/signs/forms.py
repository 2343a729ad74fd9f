"""How each form of sign is looked for: in the transaction whatever its items are, and in an item.

A row of an act that is not executed concerns what has its sign (``law/measures/signs/``). Of a new form the predicate stands here, in ``LOOKS``, and
which transactions it is looked for in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.places_of_parties import (
    has_consignee_alone,
    has_service_beside,
    has_unplaced_owner,
    is_exported_from_abroad,
    may_be_banned_by_code,
    may_leave_union,
    part_unstated,
    parties_unplaced,
    receives_outside_union,
)
from dualuse.assessment.signs.contradicted_circumstances import (
    is_contradicted_in_words,
    says_another_activity,
)
from dualuse.assessment.signs.countries import names_unstated_country
from dualuse.assessment.signs.diverted import is_way_senseless
from dualuse.assessment.signs.figures import says_a_listed_figure
from dualuse.assessment.signs.goods import (
    has_code_of_listed_goods,
    is_called_as_listed,
    is_coded_otherwise,
    may_be_goods_by_code,
    may_watch_for_a_service,
    points_to_surveillance,
)
from dualuse.assessment.signs.leaving import says_that_it_leaves
from dualuse.assessment.signs.leaving_destination import says_that_it_goes_on
from dualuse.assessment.signs.limits import may_be_among
from dualuse.assessment.signs.national_goods import is_described_as_national
from dualuse.assessment.signs.owners import is_owned_by_half_from, is_owned_from, may_be_owned_from
from dualuse.assessment.signs.places import names_unstated_place
from dualuse.assessment.signs.pointing import (
    has_service_under_embargo,
    is_embargo_elsewhere,
    may_be_under_embargo,
    point_to_use,
)
from dualuse.assessment.signs.services import (
    licensed_user_is_a_service,
    owner_is_a_service,
    receiver_is_a_service,
)
from dualuse.assessment.signs.uses_elsewhere import is_use_elsewhere
from dualuse.assessment.signs.ways import has_carrier_in, may_pass_through, must_not_pass
from dualuse.law.eu_2021_821.facts.derived_fact import OTHER_ROLES, RECEIVER_ROLES
from dualuse.law.measures import signs
from dualuse.law.measures.duties import partners
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Item, Transaction

InTransaction = Callable[[Any, Transaction, date], bool]
InItem = Callable[[Any, Transaction, Item, date], bool]


def _anywhere(sign: signs.Sign, transaction: Transaction, day: date) -> bool:
    return True


def _any_item(sign: signs.Sign, transaction: Transaction, item: Item, day: date) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a form is looked for: it is there where all say so.

    Attributes:
        where: in which transactions at all.
        in_transaction: whatever the items are.
        in_item: of one of them.
    """

    where: InTransaction = _anywhere
    in_transaction: InTransaction = _anywhere
    in_item: InItem = _any_item


def is_there(sign: signs.Sign | None, transaction: Transaction, day: date) -> bool:
    """Whether the sign is in the transaction, whatever its items are; a row without one concerns any."""
    if sign is None:
        return True
    look = LOOKS[type(sign)]
    return look.where(sign, transaction, day) and look.in_transaction(sign, transaction, day)


def is_there_in_item(sign: signs.Sign | None, transaction: Transaction, item: Item, day: date) -> bool:
    """Whether the sign is, of a transaction that has it, in the item or in what is said of it."""
    return sign is None or LOOKS[type(sign)].in_item(sign, transaction, item, day)


# In which transactions.


def _may_leave(sign: signs.Sign, transaction: Transaction, day: date) -> bool:
    return may_leave_union(transaction, day)


def _stays(sign: signs.Sign, transaction: Transaction, day: date) -> bool:
    return not _may_leave(sign, transaction, day)


def _may_leave_or_go_on(sign: signs.Sign, transaction: Transaction, day: date) -> bool:
    """A transfer stays in the Union as it is stated; where it is known to go on, Art. 11(2) asks for an authorisation."""
    return _may_leave(sign, transaction, day) or transaction.activity == "intra_union_transfer"


# The forms that look at more than their predicate does.


def _is_use(sign: signs.UseInWords, transaction: Transaction, day: date) -> bool:
    return point_to_use(sign, transaction, day) and (
        not sign.under_embargo or may_be_under_embargo(transaction, day, words=sign.words, despite_bans=True)
    )


def _is_under_embargo(sign: signs.UnderEmbargo, transaction: Transaction, day: date) -> bool:
    if sign.elsewhere:
        return is_embargo_elsewhere(transaction, day)
    return may_be_under_embargo(transaction, day)


def _has_no_end_user(sign: signs.EndUserUnstated, transaction: Transaction, day: date) -> bool:
    return has_consignee_alone(transaction) and (
        not sign.under_embargo or may_be_under_embargo(transaction, day)
    )


def _is_exporter_in(sign: signs.ExporterIn, transaction: Transaction, day: date) -> bool:
    return transaction.exporter is not None and transaction.exporter.country in sign.places


def _is_where_diverted(sign: signs.CodeOfOtherGoods, transaction: Transaction, day: date) -> bool:
    return not sign.where_diverted or may_be_banned_by_code(transaction, day)


def _may_name_a_party(sign: signs.PersonsOfAnnex, transaction: Transaction, day: date) -> bool:
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


def _must_not_reach_them(sign: signs.PersonsOfAnnex, transaction: Transaction, item: Item, day: date) -> bool:
    return in_annex_i(item) is not False or may_be_among(sign.goods, item, day)


LOOKS: Final[Mapping[type[signs.Sign], Look]] = {
    signs.GoodsByCode: Look(
        in_item=lambda sign, transaction, item, day: may_be_goods_by_code(sign, transaction, item)
    ),
    signs.CodeOfOtherGoods: Look(
        in_transaction=_is_where_diverted,
        in_item=lambda sign, transaction, item, day: is_coded_otherwise(sign, item),
    ),
    signs.SurveillanceInWords: Look(
        where=_may_leave,
        in_item=lambda sign, transaction, item, day: points_to_surveillance(sign, transaction, item),
    ),
    signs.WatcherUnserved: Look(
        where=_may_leave,
        in_item=lambda sign, transaction, item, day: may_watch_for_a_service(sign, transaction, item),
    ),
    signs.EntryInWords: Look(
        where=_may_leave, in_item=lambda sign, transaction, item, day: is_called_as_listed(sign, item)
    ),
    signs.NationalEntryInWords: Look(
        where=_may_leave,
        in_item=lambda sign, transaction, item, day: is_described_as_national(transaction, item, day),
    ),
    signs.FigureInWords: Look(
        where=_may_leave,
        in_item=lambda sign, transaction, item, day: says_a_listed_figure(sign, transaction, item),
    ),
    signs.EntryByCode: Look(
        where=_may_leave, in_item=lambda sign, transaction, item, day: has_code_of_listed_goods(sign, item)
    ),
    signs.UseInWords: Look(where=_may_leave, in_transaction=_is_use),
    signs.UseElsewhere: Look(where=_may_leave_or_go_on, in_transaction=is_use_elsewhere),
    signs.CircumstanceInWords: Look(
        where=_may_leave,
        in_transaction=lambda sign, transaction, day: is_contradicted_in_words(sign, transaction),
    ),
    signs.ActivityInWords: Look(
        where=_may_leave,
        in_transaction=lambda sign, transaction, day: says_another_activity(sign, transaction),
    ),
    signs.NamedInTexts: Look(
        in_item=lambda sign, transaction, item, day: names_unstated_place(sign, transaction, item)
    ),
    signs.CountryInTexts: Look(where=_may_leave_or_go_on, in_item=names_unstated_country),
    signs.PartUnstated: Look(
        in_transaction=lambda sign, transaction, day: part_unstated(sign.part_of, transaction)
    ),
    signs.UnderEmbargo: Look(in_transaction=_is_under_embargo),
    signs.ReceiverOutsideUnion: Look(
        in_transaction=lambda sign, transaction, day: receives_outside_union(transaction, day)
    ),
    signs.LeavesInWords: Look(where=_stays, in_transaction=says_that_it_leaves),
    signs.PassesThrough: Look(in_transaction=may_pass_through, in_item=must_not_pass),
    signs.SenselessWay: Look(in_item=is_way_senseless),
    signs.GoesOnInWords: Look(where=_may_leave, in_item=says_that_it_goes_on),
    signs.ServiceUnderEmbargo: Look(in_transaction=has_service_under_embargo),
    signs.ServiceBeside: Look(
        where=_may_leave, in_transaction=lambda sign, transaction, day: has_service_beside(transaction)
    ),
    signs.ReceiverIsAService: Look(
        where=_may_leave,
        in_transaction=lambda sign, transaction, day: receiver_is_a_service(sign, transaction),
    ),
    signs.OwnerIsAService: Look(
        where=_may_leave, in_transaction=lambda sign, transaction, day: owner_is_a_service(sign, transaction)
    ),
    signs.LicensedUserIsAService: Look(
        where=_may_leave,
        in_item=lambda sign, transaction, item, day: licensed_user_is_a_service(sign, transaction, item),
    ),
    signs.OwnerIn: Look(in_transaction=may_be_owned_from, in_item=is_owned_from),
    signs.OwnerNotCompared: Look(in_transaction=is_owned_by_half_from),
    signs.OwnerUnplaced: Look(
        where=_may_leave, in_transaction=lambda sign, transaction, day: has_unplaced_owner(transaction)
    ),
    signs.EndUserUnstated: Look(where=_may_leave, in_transaction=_has_no_end_user),
    signs.CarrierIn: Look(
        in_transaction=lambda sign, transaction, day: has_carrier_in(sign.places, transaction)
    ),
    signs.ExporterAbroad: Look(
        in_transaction=lambda sign, transaction, day: is_exported_from_abroad(transaction, day)
    ),
    signs.ExporterIn: Look(in_transaction=_is_exporter_in),
    signs.PersonsOfAnnex: Look(in_transaction=_may_name_a_party, in_item=_must_not_reach_them),
}
"""Of each form how it is looked for."""
