"""Codes of control lists in the texts of an item that is stated not to be listed under them.

Annex I decides what is listed (Art. 3(1)), and the exporter says under which of its codes an item falls. Where its own description names
another one, both cannot be right. What a description means is not read here: ``classify`` and ``assess`` search for that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.field_words import FieldRead
from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.control_list import edition_record, newest_outline, normal_code, outline
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.law.states import jurisdiction, known_jurisdictions
from dualuse.schema.transaction import Item
from dualuse.version import legal_derivation

_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z])([0-9][A-E](?:19[0-9]{2}|[0-9]{3}))(?![0-9])([.a-z0-9]{0,16})", re.IGNORECASE
)
_MILITARY: Final = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9] )ML ?((?:[1-9]|1[0-9]|2[0-2])(?![0-9])[.a-z0-9]{0,8})"
)
"""Items of the Common Military List, not millilitres."""
_LOOKS_LATIN: Final = str.maketrans("АВСЕ", "ABCE")


@legal_derivation("Art. 3(1)", "Art. 9(1)")
def codes_in_texts(item: Item, day: date) -> Iterator[Message]:
    """The codes that an item's description, product or parameters name, and that it is stated not to be listed under.

    Args:
        item: checked.
        day: of the edition of Annex I.
    """
    if in_annex_i(item) is None:
        return
    texts = {field: _plain(text) for field, text in _texts(item)}
    fields_of: dict[str, tuple[str, ...]] = {}
    for field, text in texts.items():
        for code in _codes(text, day):
            fields_of[code] = (*fields_of.get(code, ()), field)
    stated = (*(item.entries or ()), *(code.partition(":")[2] for code in item.national_entries or ()))
    own_codes = tuple(map(_normal, stated))
    others = tuple(
        code
        for code in fields_of
        if not any(is_under(_normal(code), own) or is_under(own, _normal(code)) for own in own_codes)
    )
    if others:
        text = N_(
            "item {item} is stated not to be listed under {codes}, and its own text ({fields}) names it: state the entry; where it is not meant, describe the"
            " item without it (Art. 3(1))"
        )
        fields = tuple(dict.fromkeys(field for code in others for field in fields_of[code]))
        yield Message(
            "code_in_text",
            text,
            {"item": item.id or "", "codes": others, "fields": tuple(map(FieldRead, fields))},
        )
    military = {
        f"ML{match[1].rstrip('.')}": field
        for field, text in texts.items()
        for match in _MILITARY.finditer(text)
    }
    if military:
        text = N_(
            "the text of item {item} ({fields}) names {codes} of the Common Military List of the Union (Common Position 2008/944/CFSP): what is on a military list"
            " needs a licence under national law, which is not examined here; where it is not meant, describe the item without it"
        )
        yield Message(
            "military_code_in_text",
            text,
            {
                "item": item.id or "",
                "codes": tuple(military),
                "fields": tuple(map(FieldRead, dict.fromkeys(military.values()))),
            },
        )


def may_name_a_code(text: str) -> bool:
    """Whether something in the text has the form of a code."""
    plain = _plain(text)
    return bool(_CODE.search(plain) or _MILITARY.search(plain))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_LOOKS_LATIN)


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """The texts with the fields of the item that hold them."""
    of_item = {"description": item.description, "product": item.product}
    yield from ((field, text) for field, text in of_item.items() if text)
    yield from (
        (f"parameters.{name}", value)
        for name, value in (item.parameters or {}).items()
        if isinstance(value, str)
    )


def _codes(text: str, day: date) -> Iterator[str]:
    """The codes of the edition of a day, and of national lists, that a text names, as far as they exist."""
    edition = outline(edition_record(day)) or newest_outline()
    for match in _CODE.finditer(text):
        head, tail = match[1].upper(), match[2].rstrip(".")
        code = normal_code(head + tail)
        if len(head) > _OF_ANNEX_I:
            if head in _national_heads():
                yield f"{head}{match[2].lower().rstrip('.')}"
        elif code in edition.codes or code in _national_codes():
            yield str(code)
        elif tail[:1] in ("", ".") and (head in edition.codes or head in _national_codes()):
            yield head  # the entry is there, and under it something else


_OF_ANNEX_I: Final = 5
"""Signs of an entry of Annex I; those of the German list that came later have one more (3A1901)."""


@lru_cache(maxsize=1)
def _national_heads() -> frozenset[str]:
    """The entries of national lists that have six signs, without what stands under them."""
    states = filter(None, map(jurisdiction, known_jurisdictions()))
    codes = (code for state in states for code in state.national_entries)
    return frozenset(match[1] for match in map(_CODE.match, codes) if match and len(match[1]) > _OF_ANNEX_I)


def _normal(code: str) -> str:
    """A code as codes are compared: one of six signs as it would be taken apart, too."""
    return normal_code(code) or code


@lru_cache(maxsize=1)
def _national_codes() -> frozenset[str]:
    states = filter(None, map(jurisdiction, known_jurisdictions()))
    return frozenset(filter(None, (normal_code(code) for state in states for code in state.national_entries)))
