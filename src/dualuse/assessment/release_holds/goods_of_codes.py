"""Sensitive goods that a customs code is of, or may be of, of an item that is stated under an entry of other goods.

The statement of a milder entry would free them: phosphoryl chloride (2812 12) is no oscilloscope, and a general authorisation for oscilloscopes covers none. Entries of
another category are other goods; so are, within a category, those of Section I of Annex II, which most general authorisations leave out, beside an entry that is
not among these. A code of fewer digits may be that of such goods, and tells as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.release_holds.compared_entries import CODE_COMPARED, is_denied
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.authorisations.reading import may_be_of_section_i
from dualuse.law.eu_2021_821.control_list import is_under
from dualuse.law.measures.goods.lists import narrowed
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.signs import EntryByCode
from dualuse.schema.assessment import DESCRIBED_AS_OTHER
from dualuse.schema.transaction import Item
from dualuse.version import legal_derivation

OTHER_BY_CODE: Final = N_(
    "it is stated under {stated}, but its customs code is, or may be, that of goods of {entries}. Let a person compare it with the text of {entries} in Annex I; if it is none of them, write false under answers of the item ({answer})"
)
BESIDE_SIGNS: Final = (
    EntryByCode(near=("284442", "284443"), entries=("1C236", "1C237")),
    EntryByCode(near=("300249",), entries=("1C351", "1C353", "1C354")),
    EntryByCode(
        near=("841210",),
        entries=("9A005", "9A007", "9A009", "9A011", "9A105", "9A107", "9A109", "9A111", "9A118"),
    ),
)
"""Radioactive isotopes, toxins and cultures, reaction engines: subheadings that hold much that Annex I does not list, so that an item stated to be in no entry is not asked about
them as about the others (``[not_examined.sign]``). Of what is stated to be listed, and as other goods, they tell enough. From memory, unverified."""
_FEWEST_DIGITS: Final = 4
"""A chapter tells no more than no code."""


@legal_derivation("Art. 3(1)")
def other_goods_of_code(item: Item) -> tuple[str, ...]:
    """The entries that name the goods of the item's customs code.

    None (``()``) where no entry is stated of it, one of theirs is, one of their category is and they are not of Section I of Annex II alone, a person has
    answered that it is none of them, or the code is of much else.
    """
    if in_annex_i(item) is not True or item.own_code is None or item.kind not in (None, "goods"):
        return ()
    code = narrowed(item.own_code)
    if len(code) < _FEWEST_DIGITS or is_denied(item, CODE_COMPARED):
        return ()
    exact = tuple(sign for sign in _signs() if code.startswith(sign.near))
    wide = tuple(sign for sign in _signs() if any(near.startswith(code) for near in sign.near))
    named = tuple(dict.fromkeys(entry for sign in exact or wide for entry in sign.entries))
    own = item.entries or ()
    if {entry[0] for entry in named}.isdisjoint(entry[0] for entry in own):
        return named
    if any(is_under(entry, name) or is_under(name, entry) for entry in own for name in named):
        return ()
    if any(map(may_be_of_section_i, own)):
        return ()
    is_sensitive = any if exact else all
    return named if is_sensitive(map(may_be_of_section_i, named)) else ()


def _signs() -> Iterator[EntryByCode]:
    """The signs whose goods are in no other entries than those they have."""
    yield from (sign for sign in signs_of(EntryByCode) if sign.entries)
    yield from BESIDE_SIGNS


def doubt_of_code(item: Item) -> Iterator[Message]:
    """The doubt of :func:`other_goods_of_code`."""
    if entries := other_goods_of_code(item):
        yield Message(
            DESCRIBED_AS_OTHER,
            OTHER_BY_CODE,
            {"stated": ", ".join(item.entries or ()), "entries": ", ".join(entries), "answer": CODE_COMPARED},
        )
