"""Signs of where the goods go, and of who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.signs.sign import Sign

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
class SenselessWay(Sign):
    """Goods that Russia looks for, by a way that the destination does not explain, or for somebody of whom no use of its own is told.

    ``words``: in the name of who trades; ``near``: codes of components, of which only what is made or mended with them tells a use.
    """

    uses_read: ClassVar[tuple[str, ...]] = ("reexport",)
    words: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GoesOnInWords(Sign):
    """Of what is granted for one destination, or looked for by Russia, a text says that it goes on: a word of one of the lists, or a region of the world.

    ``leaving``: words that are no part of the names of firms; ``only`` and ``kept``: those that count where a text, or an end use, says nothing else.
    """

    uses_read: ClassVar[tuple[str, ...]] = ("reexport",)
    words: tuple[str, ...]
    abroad: tuple[str, ...]
    leaving: tuple[str, ...]
    only: tuple[str, ...]
    kept: tuple[str, ...]


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
class LicensedUserIsAService(Sign):
    """An end user whom an authorisation names is stated to be a military service, and neither its name nor the end use of the authorisation has one of the ``words``."""

    words: tuple[str, ...]


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
class OwnerNotCompared(Sign):
    """Owners in the ``places`` control a party, or hold half of it together: whom an annex names owns what it must not be supplied through.

    Examined where the owners were compared with the annexes that name parties.
    """

    tells_a_ban: ClassVar[bool] = True
    names_persons: ClassVar[bool] = True
    places: tuple[str, ...]


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
    names_persons: ClassVar[bool] = True
    goods: tuple[AnnexGoods, ...]
