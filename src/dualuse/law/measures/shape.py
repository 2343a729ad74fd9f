"""What may stand in the file of an act with restrictive measures: its fields, row by row."""

from __future__ import annotations

from typing import Any, Final

from dualuse.inputs.data_files import ANY_TEXT, DAY, FLAG, TEXT, Cases, Each, Of, OneOf, Shape, Table
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import (
    MEASURE_CIRCUMSTANCE_NAMES,
    TOLD_CIRCUMSTANCES,
    TRANSIT_CIRCUMSTANCE_NAMES,
)
from dualuse.law.language.provision import Effect
from dualuse.law.measures.described.reading import goods_described
from dualuse.law.measures.words.reading import WORD_LISTS
from dualuse.law.shapes import ACTIVITY, CODE, LEVEL, PLACE, VERIFICATION

_ANY_ITEM: Final[dict[str, Shape]] = {
    "article": TEXT,
    "summary": TEXT,
    "effect": OneOf((Effect.AUTHORISATION_REQUIRED.word, Effect.PROHIBITED.word)),
    "activities": Each(ACTIVITY, least=1),
    "places": Each(PLACE),
    "items": TEXT,
    "since": DAY,
    "verification": VERIFICATION,
}
_MAY: Final[dict[str, Shape]] = {
    "end_use": OneOf(("any", "military", "military_or_border_guard")),
    "until": DAY,
    "exceptions": Each(TEXT),
    "transit_by_our_reading": FLAG,
    "reference": ANY_TEXT,
    "dual_use": OneOf(("open",)),
    "through": OneOf(TRANSIT_CIRCUMSTANCE_NAMES),
    "told": OneOf(TOLD_CIRCUMSTANCES),
    "third_countries": FLAG,
    "only": OneOf(("goods", "software")),
}
_DIGITS: Final = Of(
    "the first digits of customs codes", str, lambda text: text.isdigit() and len(text) % 2 == 0
)


class _Near(Shape):
    """Beginnings of customs codes, or the name of a kind of goods whose codes stand in ``described/``."""

    def check(self, value: Any, place: str) -> None:
        if isinstance(value, str):
            OneOf(tuple(goods_described())).check(value, place)
        else:
            Each(_DIGITS, least=1).check(value, place)


class _Words(Shape):
    """Words, or the name of a list of them that stands under ``words`` in the same file."""

    def check(self, value: Any, place: str) -> None:
        if isinstance(value, str):
            OneOf(WORD_LISTS).check(value, place)
        else:
            Each(TEXT, least=1).check(value, place)


PARTNERS: Final = "partners"
"""The partner countries that an act names for its duties."""


class _ButNotTo(Shape):
    """Places, or ``partners``: the partner countries that the act itself names, at the head of the file."""

    def check(self, value: Any, place: str) -> None:
        if isinstance(value, str):
            OneOf((PARTNERS,)).check(value, place)
        else:
            Each(PLACE).check(value, place)


_NEAR: Final = _Near()
_WORDS: Final = _Words()


_BESIDE: Final = OneOf(tuple(goods_described()))
_PROVISION: Final = Cases(
    "items",
    {
        "annex_i": Table(_ANY_ITEM, _MAY),
        "part": Table(
            {**_ANY_ITEM, "question": TEXT},
            {**_MAY, "candidates": Each(CODE), "near": _NEAR, "beside": _BESIDE},
        ),
        "interception": Table({**_ANY_ITEM, "question": TEXT}, {**_MAY, "near": _NEAR, "beside": _BESIDE}),
        "codes": Table({**_ANY_ITEM, "codes": Each(CODE, least=1)}, _MAY),
        "annex_i_except": Table({**_ANY_ITEM, "question": TEXT, "codes": Each(CODE, least=1)}, _MAY),
        "goods": Table({**_ANY_ITEM, "goods": Each(TEXT, least=1)}, {**_MAY, "question": TEXT}),
        "described": Table(
            {**_ANY_ITEM, "question": TEXT}, {**_MAY, "near": _NEAR, "but_not_codes": Each(_DIGITS, least=1)}
        ),
        "military_service": Table({**_ANY_ITEM, "question": TEXT}, {**_MAY, "aware": FLAG}),
    },
)
_WAY: Final = Table(
    {
        "through": OneOf(TRANSIT_CIRCUMSTANCE_NAMES),
        "country": PLACE,
        "asked_for": Each(PLACE, least=1),
        "why": TEXT,
    },
    {},
)
_EXCEPTION: Final = Table(
    {
        "article": TEXT,
        "summary": TEXT,
        "of": Each(TEXT, least=1),
        "effect": OneOf((Effect.NOT_CONTROLLED.word, Effect.AUTHORISATION_REQUIRED.word)),
        "circumstance": OneOf(MEASURE_CIRCUMSTANCE_NAMES),
        "since": DAY,
        "verification": VERIFICATION,
    },
    {
        "civil": FLAG,
        "activities": Each(ACTIVITY, least=1),
        "codes": Each(_DIGITS, least=1),
        "but_not_codes": Each(_DIGITS, least=1),
        "only": Each(TEXT, least=1),
        "but_not": Each(TEXT, least=1),
        "until": DAY,
        "reference": ANY_TEXT,
    },
)
_DUTY: Final = Table(
    {
        "article": TEXT,
        "text": TEXT,
        "but_not_to": _ButNotTo(),
        "since": DAY,
        "verification": VERIFICATION,
    },
    {
        "goods": Each(TEXT, least=1),
        "activities": Each(ACTIVITY, least=1),
        "codes": Each(_DIGITS, least=1),
        "told": OneOf(TOLD_CIRCUMSTANCES),
        "but_not": Each(TEXT, least=1),
        "in": Each(PLACE, least=1),
        "not_in": Each(PLACE, least=1),
        "only": OneOf(("intangible",)),
        "standing": FLAG,
        "until": DAY,
        "reference": ANY_TEXT,
    },
)
_EMBARGO: Final = Table(
    {
        "places": Each(PLACE, least=1),
        "scope": OneOf(("country", "part")),
        "note": TEXT,
        "since": DAY,
        "verification": VERIFICATION,
    },
    {"act": TEXT, "until": DAY, "reference": ANY_TEXT},
)
USES_IN_WORDS: Final = (
    "wmd",
    "military_end_use",
    "security_end_use",
    "internal_repression",
    "nuclear_facility",
    "reexport",
)
"""Grounds of concern to which words can point."""
CIRCUMSTANCES_IN_WORDS: Final = ("free_zone", "sale_or_lease", "production_use", "reimport_within_120_days")
"""Circumstances of which words can say the opposite."""
_WORD_LISTS: Final = Table({}, dict.fromkeys(WORD_LISTS, Each(TEXT, least=1)))
_NOT_EXAMINED: Final = Table(
    {"places": Each(PLACE), "why": TEXT},
    {
        "act": TEXT,
        "url": TEXT,
        "article": TEXT,
        "since": DAY,
        "until": DAY,
        "dual_use": OneOf(("open",)),
        "screened": FLAG,
        "activities": Each(ACTIVITY, least=1),
        "listed": FLAG,
        "asked_by": TEXT,
        "point": TEXT,
        "near": _NEAR,
        "persons_for": Each(TEXT, least=1),
        "reexport": FLAG,
        "in_texts": Each(PLACE, least=1),
        "towns": Each(TEXT, least=1),
        "towns_in_addresses": Each(TEXT, least=1),
        "names_of_its_own": Each(TEXT, least=1),
        "codes": Each(TEXT, least=1),
        "codes_in_brackets": Each(TEXT, least=1),
        "owners_in": Each(PLACE, least=1),
        "carriers_in": Each(PLACE, least=1),
        "near_where": _NEAR,
        "words": _WORDS,
        "described": _WORDS,
        "addresses": _WORDS,
        "in_descriptions": FLAG,
        "coded_otherwise": FLAG,
        "where_diverted": FLAG,
        "unlike_toys": _WORDS,
        "targets": _WORDS,
        "onward": _WORDS,
        "firms": _WORDS,
        "receivers": _WORDS,
        "use": OneOf(USES_IN_WORDS),
        "exporters_in": Each(PLACE, least=1),
        "exporter_abroad": FLAG,
        "among": Each(TEXT, least=1),
        "service": OneOf(("security_service", "military")),
        "under_embargo": FLAG,
        "embargo_elsewhere": FLAG,
        "military_end_use": Each(LEVEL, least=1),
        "wmd": Each(LEVEL, least=1),
        "unlisted": FLAG,
        "not_to": OneOf(("EU001",)),
        "whatever_code": FLAG,
        "stated_not": OneOf(("cyber_surveillance", "entries")),
        "only_unstated": FLAG,
        "part_of": PLACE,
        "goods": Each(TEXT, least=1),
        "despite_none": FLAG,
        "owners_unplaced": FLAG,
        "end_user_unstated": FLAG,
        "circumstance": OneOf(CIRCUMSTANCES_IN_WORDS),
        "as_stated": FLAG,
        "manners": Each(OneOf(("exhibition",)), least=1),
        "owners_called": FLAG,
        "receivers_called": FLAG,
        "receivers_outside": FLAG,
        "leaves_in_words": FLAG,
        "service_beside": FLAG,
        "states_unstated": OneOf(("any", "under_embargo")),
        "surveillance": FLAG,
    },
)
ACT_FILE: Final = Table(
    {"act": ANY_TEXT, "celex": ANY_TEXT, "title": TEXT, "url": TEXT},
    {
        PARTNERS: Each(PLACE, least=1),
        "words": _WORD_LISTS,
        "provisions": Each(_PROVISION),
        "ways": Each(_WAY),
        "lifted": Each(_EXCEPTION),
        "duties": Each(_DUTY),
        "arms_embargoes": Each(_EMBARGO),
        "not_examined": Each(_NOT_EXAMINED),
    },
)
"""A file: an act, and its rows."""
