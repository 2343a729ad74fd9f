"""Signs of what the goods are, and for what: looked for in words, customs codes and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dualuse.law.measures.signs.sign import Sign

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
class NationalEntryInWords(Sign):
    """A description is of goods that the list of the exporter's State names, or of the State from which they leave (``assessment/signs/national_goods.py``)."""


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
    unless_granted_for: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UseElsewhere(UseInWords):
    """The ``use`` is known, or its ``words`` point to it, and it may be in one of the places of a list of German law, ``places_of``, where the items are not stated to go.

    Where it is known, such a place is stated of a party or a purchase, or named in a text; where words point to it, one is named.
    """

    places_of: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CircumstanceInWords(Sign):
    """``words`` say the opposite of a ``circumstance``, ``as_stated`` (false, where it does not say), among the ``manners``, if any.

    ``in_descriptions``: words of a description count, too.
    """

    circumstance: str
    words: tuple[str, ...]
    as_stated: bool = False
    manners: tuple[str, ...] = ()
    in_descriptions: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ActivityInWords(Sign):
    """A text has one of the ``words`` for another supply than the one that is stated (``activities`` of the row)."""

    words: tuple[str, ...]
