"""The sign of what a part of an act that is not executed can concern, which is looked for in a transaction.

``[not_examined.sign]`` has the fields of its form. A form says what is looked for, and with which words, codes or places; how it is looked for stands in ``assessment/signs/forms.py``, what a
person is asked then in ``assessment/release_holds/point_questions.py``. Fields that several forms have mean the same in each:

``words``: of a list by its name, or of the row; one that ends in ``*`` begins others. ``receivers``: words that name a service of a
government in the end use, a description or a name. ``service``: one of these is stated. ``near``: beginnings of customs codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from dualuse.law.measures.goods.reading import AnnexGoods


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sign:
    """What is looked for. Where it is not found, nothing is left to tell, but of a form that says otherwise."""

    is_told_unfound: ClassVar[bool] = False
    uses_read: ClassVar[tuple[str, ...]] = ()
    """Grounds of concern on the knowledge of which it hangs whether a form is there."""
    tells_a_ban: ClassVar[bool] = False
    """Whether who buys may be somebody whom an act forbids to supply at all: no authorisation is applied for before that is settled."""


# What the goods are.


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GoodsByCode(Sign):
    """Goods that an act names by customs code, everywhere; without a code it is told that they were not examined.

    ``near``: codes that are such goods, any where there are none; ``near_where``: codes that hold much else, which count as goods without a code do, where something points
    to them: ``words`` of a description or end use, ``described`` in a description only, ``receivers`` or a ``service`` that receives.
    ``whatever_code``: ``words`` point to what Annex I does not list whatever its code: parts have that of what they are.
    """

    is_told_unfound: ClassVar[bool] = True
    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    near_where: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    service: str = ""
    whatever_code: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CodeOfOtherGoods(Sign):
    """A description with one of the ``words``, and a customs code that is stated and is none of ``near``.

    ``where_diverted``: goods are banned there by their code, or often go on from there, and the word says what the item is, not for or with
    what; ``unlike_toys``: words of what no toy has, beside which one that is called a toy counts.
    """

    words: tuple[str, ...]
    near: tuple[str, ...]
    where_diverted: bool = False
    unlike_toys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SurveillanceInWords(Sign):
    """``words`` of the description or the end use for covert surveillance, and the item is not stated to be for it.

    ``only_unstated``: nothing is stated of that; ``targets``: behind one of the words stands one of these, on which it works; with a
    ``service`` the words are of much else, and count where somebody is stated to be one, or called so by ``receivers``. ``unless_for``: where
    a text says that it is for one of these, they do not count. ``alone``: words that count where an end use or a quote says nothing else.
    """

    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    service: str = ""
    alone: tuple[str, ...] = ()
    only_unstated: bool = False
    unless_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WatcherUnserved(Sign):
    """It is stated neither of who uses the item whether it is a service, nor of the item whether it is for covert surveillance, and it may watch.

    It may where it has a customs code of ``near``, or is called by one of the ``words``.
    """

    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EntryInWords(Sign):
    """A description has one of the ``words`` for what Annex I lists, as the item itself; ``unless_denied``: they say no name, and count where it does not deny them."""

    words: tuple[str, ...]
    unless_denied: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FigureInWords(Sign):
    """What is called by one of the ``words``, or has a code of ``near``, and of which a text or parameter says a figure from which Annex I lists it.

    ``minutes``, ``kilometres``, ``litres``, ``kilograms``, ``hertz``, ``axes``, ``gigapascals`` (a modulus), ``megapascals`` (a strength): those figures, 0
    where the measure is of no matter; ``micrometres``: no more than these; ``measures``: beside one of these words a figure counts whose unit is not
    stated, and kilograms and micrometres count beside one only; ``another_measure``: beside one of these a time, a length or a frequency is of
    something else. ``rules_out``: entries that list nothing of which a figure of the measure ``rules_out_by`` is stated that does not reach what stands here;
    beside one of ``rules_nothing_out``, wherever it stands of the item, none does.
    """

    words: tuple[str, ...]
    measures: tuple[str, ...]
    another_measure: tuple[str, ...]
    near: tuple[str, ...] = ()
    minutes: int = 0
    kilometres: int = 0
    litres: int = 0
    kilograms: int = 0
    hertz: int = 0
    axes: int = 0
    micrometres: int = 0
    gigapascals: int = 0
    megapascals: int = 0
    rules_out: tuple[str, ...] = ()
    rules_out_by: str = ""
    rules_nothing_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EntryByCode(Sign):
    """The customs code that is stated is of what an entry of Annex I names, alone or nearly so; ``entries``: those that name it, where sensitive goods are in no other."""

    near: tuple[str, ...]
    entries: tuple[str, ...] = ()


# For what the goods are.


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UseInWords(Sign):
    """``words`` point to a ``use`` (a ground of concern) of which no more is stated than that none is known.

    ``alone``: words that count where an end use, a quote or a description says nothing else. They count in the end use, and with ``receivers`` in the name of who receives, or, of weapons of mass destruction and nuclear installations, of any party; ``in_descriptions``: in the description of an item, too, if it is
    listed only where it says for what or where it is; ``addresses``: words that count in an address. ``under_embargo``: a place is, or
    may be, under an arms embargo.
    """

    use: str
    words: tuple[str, ...]
    alone: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    in_descriptions: bool = False
    under_embargo: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UseElsewhere(UseInWords):
    """The ``use`` is known, or its ``words`` point to it, and it may be in one of the places of a list of German law, ``places_of``, where the items are not stated to go.

    Where it is known, such a place is stated of a party or a purchase, or named in a text; where words point to it, one is named.
    """

    places_of: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CircumstanceInWords(Sign):
    """``words`` say the opposite of a ``circumstance``, ``as_stated`` (false, where it does not say), among the ``manners``, if any."""

    circumstance: str
    words: tuple[str, ...]
    as_stated: bool = False
    manners: tuple[str, ...] = ()


# Where the goods go.


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NamedInTexts(Sign):
    """A text names one of the ``places``, and the transaction does not state it.

    ``towns``: other words for them; ``towns_in_addresses``: those that are words for goods, too; ``addresses``: those that are words of everyday
    use, and count in an address alone; ``names_of_its_own``: those that name who is of it (adjectives, state firms), and in a description goods;
    ``codes``: of the country, in capitals in an address or the end use; ``codes_in_brackets``: such as mean something else otherwise, and count as
    a part of an address of their own, too; ``parts_of_addresses``: such as count as that alone, spelt so. ``names_alone``: such as count where an end use, or
    the name of who takes part, says nothing else, spelt so.
    """

    uses_read: ClassVar[tuple[str, ...]] = ("reexport",)
    places: tuple[str, ...]
    towns: tuple[str, ...] = ()
    towns_in_addresses: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    names_of_its_own: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    codes_in_brackets: tuple[str, ...] = ()
    parts_of_addresses: tuple[str, ...] = ()
    names_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CountryInTexts(Sign):
    """A text tells a country that is not stated: of what is or may be listed any, of what is not one that is or may be ``under_embargo``, or to which goods go on that Russia or Belarus looks for."""

    uses_read: ClassVar[tuple[str, ...]] = ("reexport",)
    under_embargo: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PartUnstated(Sign):
    """No address says in which part of a country, ``part_of``, somebody sits who receives; measures reach a part of it."""

    part_of: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnderEmbargo(Sign):
    """A place of the transaction is, or may be, under an arms embargo; ``elsewhere``: where Art. 4(1)(b) does not look, and none where it does."""

    uses_read: ClassVar[tuple[str, ...]] = ("military_end_use",)
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReceiverOutsideUnion(Sign):
    """Of what is stated to stay in the Union somebody outside it receives, elsewhere than the destination stated."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LeavesInWords(Sign):
    """A text of what stays in the Union says that it leaves it: one of the ``words``, a word of ``onward``, or one of the ``firms`` abroad."""

    words: tuple[str, ...]
    onward: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PassesThrough(Sign):
    """The items pass, or may, through the country of the circumstance ``through``, and must not when they are exported."""

    through: str


# Who takes part.


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ServiceUnderEmbargo(Sign):
    """Who purchases or receives is, or may be, such a ``service``, and it or a place of the transaction is under an arms embargo, or may be.

    ``unless_granted_for``: authorisations are held, and who granted each knew of the service and of the places.
    """

    service: str
    unless_granted_for: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ServiceBeside(Sign):
    """Who purchases, or stands beside who receives, is a service of a government, and nobody who receives is such a one."""

    uses_read: ClassVar[tuple[str, ...]] = ("security_end_use",)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReceiverIsAService(Sign):
    """Who receives has one of the ``words`` in its name, and is stated to be no service, or nothing is stated of that."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OwnerIsAService(Sign):
    """Who may own or control somebody who receives, and is stated to be no service, has one of the ``words`` or ``receivers`` in its name."""

    words: tuple[str, ...]
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OwnerIn(Sign):
    """An owner of a party sits in one of the ``places``.

    ``in_control``: those who sit there, or may, control it or hold half of it together, or may; ``unless_licensed_to``: no authorisation that
    was granted for the item names the party.
    """

    tells_a_ban: ClassVar[bool] = True
    places: tuple[str, ...]
    in_control: bool = False
    unless_licensed_to: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OwnerUnplaced(Sign):
    """An owner may control a party, and its country is not stated."""

    tells_a_ban: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EndUserUnstated(Sign):
    """A consignee is stated, and nobody who uses the items; ``under_embargo``: a place is, or may be, under an arms embargo."""

    under_embargo: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CarrierIn(Sign):
    """A carrier or vessel sits, or is registered, in one of the ``places``, or its flag, its operator or an owner is of one."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ExporterAbroad(Sign):
    """The exporter is neither resident nor established in the Union, and the items are there."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ExporterIn(Sign):
    """Who exports, brokers or assists sits in one of the ``places``."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PersonsOfAnnex(Sign):
    """Who is supplied may be a person of an annex that names persons, whom listed items and the ``goods`` of other annexes must not reach.

    Examined where the parties were compared with the annexes that name parties.
    """

    is_told_unfound: ClassVar[bool] = True
    goods: tuple[AnnexGoods, ...]


FORMS: Final[Mapping[str, type[Sign]]] = {
    "goods_by_code": GoodsByCode,
    "code_of_other_goods": CodeOfOtherGoods,
    "surveillance_in_words": SurveillanceInWords,
    "watcher_unserved": WatcherUnserved,
    "entry_in_words": EntryInWords,
    "figure_in_words": FigureInWords,
    "entry_by_code": EntryByCode,
    "use_in_words": UseInWords,
    "use_elsewhere": UseElsewhere,
    "circumstance_in_words": CircumstanceInWords,
    "named_in_texts": NamedInTexts,
    "country_in_texts": CountryInTexts,
    "part_unstated": PartUnstated,
    "under_embargo": UnderEmbargo,
    "receiver_outside_union": ReceiverOutsideUnion,
    "leaves_in_words": LeavesInWords,
    "passes_through": PassesThrough,
    "service_under_embargo": ServiceUnderEmbargo,
    "service_beside": ServiceBeside,
    "receiver_is_a_service": ReceiverIsAService,
    "owner_is_a_service": OwnerIsAService,
    "owner_in": OwnerIn,
    "owner_unplaced": OwnerUnplaced,
    "end_user_unstated": EndUserUnstated,
    "carrier_in": CarrierIn,
    "exporter_abroad": ExporterAbroad,
    "exporter_in": ExporterIn,
    "persons_of_annex": PersonsOfAnnex,
}
"""Each form by its ``kind`` under ``[not_examined.sign]``."""
