"""The limits of a row of an act that is not executed: the items that it can concern, and what is known of a use."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.signs.goods import begins, may_survey
from dualuse.assessment.signs.texts_of_use import called
from dualuse.free_text.patterns import has_word
from dualuse.law.measures.goods.lists import goods_on
from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.limits import UNSTATED, WHATEVER_IS_KNOWN, Known, What
from dualuse.schema.transaction import Item, Knowledge


def may_be_the_item(what: What, item: Item, day: date) -> bool:
    """Whether the item is one of those that the row can concern, or may be."""
    if what.unlisted and in_annex_i(item) is not False:
        return False
    if what.surveillance and not may_survey(item):
        return False
    if what.goods:
        return item.kind != "software" and may_be_among(what.goods, item, day)
    if what.among:
        return in_annex_i(item) is not False or may_be_among(what.among, item, day)
    if what.listed and in_annex_i(item) is False:
        return False
    # On paper, or on a medium, technology has the code of that; a code that is not stated may be one of them.
    return (
        not what.near
        or item.kind == "technology"
        or item.own_code is None
        or begins(what.near, item.own_code)
        or has_word(what.described, (called(item),))
    )


def may_be_among(annexes: tuple[AnnexGoods, ...], item: Item, day: date) -> bool:
    """Whether its customs code may stand in the annexes: one that is not stated may, and software and technology have none."""
    code = item.own_code
    return code is None or any(goods_on(annex, day).covers(code, {}) is not False for annex in annexes)


def fits_what_is_known(known: Known, knowledge: Knowledge | None) -> bool:
    """Whether what is stated of each use is among the levels of the row, where it names some."""
    if known is WHATEVER_IS_KNOWN:
        return True
    return all(
        not (levels := getattr(known, use)) or (getattr(knowledge, use, None) or UNSTATED) in levels
        for use in _USES
    )


_USES: Final = tuple(field.name for field in fields(Known))
