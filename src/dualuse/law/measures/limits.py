"""What a part of an act that is not executed can concern at all: which items, and what is known of a use.

``[not_examined.what]`` and ``[not_examined.known]`` have these fields in every row; what is looked for beside: ``signs``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dualuse.law.measures.goods.reading import AnnexGoods

UNSTATED: Final = "unstated"
"""Among the levels of knowledge: nothing is stated of the use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """The items that a row can concern; any, where it says nothing of them.

    ``listed``: those that Annex I lists, or may; ``unlisted``: those that it does not list; ``surveillance``: those that are, or may be, for
    surveillance, or on a national list; ``goods``: annexes of goods, which alone it concerns; ``among``: annexes of goods, which it concerns beside
    listed items. ``near``: beginnings of customs codes that it can concern, in a row without a sign those of the annex whose question answers it;
    ``described``: words of a description beside which it concerns goods of any other code.
    """

    listed: bool = False
    unlisted: bool = False
    surveillance: bool = False
    goods: tuple[AnnexGoods, ...] = ()
    among: tuple[AnnexGoods, ...] = ()
    near: tuple[str, ...] = ()
    described: tuple[str, ...] = ()


ANY_ITEM: Final = What()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The levels of knowledge of a use (``none`` to ``informed``, or ``unstated``) at which alone a row concerns a transaction; any, where it has none."""

    wmd: tuple[str, ...] = ()
    military_end_use: tuple[str, ...] = ()
    reexport: tuple[str, ...] = ()


WHATEVER_IS_KNOWN: Final = Known()
