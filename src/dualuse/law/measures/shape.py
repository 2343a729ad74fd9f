"""What may stand in the file of an act with restrictive measures: its fields, row by row."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, Final

from dualuse.inputs.data_files import ANY_TEXT, DAY, FLAG, TEXT, Cases, Each, Of, OneOf, Shape, Table
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import (
    MEASURE_CIRCUMSTANCE_NAMES,
    TOLD_CIRCUMSTANCES,
    TRANSIT_CIRCUMSTANCE_NAMES,
)
from dualuse.law.language.logic import LEVELS
from dualuse.law.language.provision import Effect
from dualuse.law.measures.described.reading import goods_described
from dualuse.law.measures.limits import UNSTATED
from dualuse.law.measures.signs import FORMS, Sign
from dualuse.law.measures.words.reading import WORD_LISTS
from dualuse.law.shapes import ACTIVITY, CODE, PLACE, VERIFICATION

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


NEAR: Final = _Near()
WORDS: Final = _Words()
ANNEXES: Final = Each(TEXT, least=1)
"""Annexes of goods, each with the CELEX number of its act before it."""


_DESCRIBED: Final = Table({"annex": TEXT, "known_up_to": DAY}, {})
_BESIDE: Final = OneOf(tuple(goods_described()))
_PROVISION: Final = Cases(
    "items",
    {
        "annex_i": Table(_ANY_ITEM, _MAY),
        "part": Table(
            {**_ANY_ITEM, "question": TEXT},
            {**_MAY, "candidates": Each(CODE), "near": NEAR, "beside": _BESIDE},
        ),
        "interception": Table({**_ANY_ITEM, "question": TEXT}, {**_MAY, "near": NEAR, "beside": _BESIDE}),
        "codes": Table({**_ANY_ITEM, "codes": Each(CODE, least=1)}, _MAY),
        "annex_i_except": Table({**_ANY_ITEM, "question": TEXT, "codes": Each(CODE, least=1)}, _MAY),
        "goods": Table({**_ANY_ITEM, "goods": Each(TEXT, least=1)}, {**_MAY, "question": TEXT}),
        "described": Table(
            {**_ANY_ITEM, "question": TEXT},
            {**_MAY, "near": NEAR, "but_not_codes": Each(_DIGITS, least=1), "described": _DESCRIBED},
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
CIRCUMSTANCES_IN_WORDS: Final = (
    "free_zone",
    "sale_or_lease",
    "production_use",
    "reimport_within_120_days",
    "original_end_user",
    "same_end_use",
    "unchanged_characteristics",
    "government_cryptography",
    "classified_approval",
)
"""Circumstances of which words can say the opposite."""
_WORD_LISTS: Final = Table({}, dict.fromkeys(WORD_LISTS, Each(TEXT, least=1)))
_FIGURE: Final = Of("a whole number above nought", int, lambda number: number > 0)
SIGN_FIELDS: Final[dict[str, Shape]] = {
    "words": WORDS,
    "described": WORDS,
    "addresses": WORDS,
    "receivers": WORDS,
    "alone": WORDS,
    "targets": WORDS,
    "measures": WORDS,
    "another_measure": WORDS,
    "minutes": _FIGURE,
    "kilometres": _FIGURE,
    "litres": _FIGURE,
    "kilograms": _FIGURE,
    "hertz": _FIGURE,
    "axes": _FIGURE,
    "micrometres": _FIGURE,
    "gigapascals": _FIGURE,
    "megapascals": _FIGURE,
    "entries": Each(TEXT, least=1),
    "rules_out": Each(TEXT, least=1),
    "rules_out_by": OneOf(("minutes", "hertz")),
    "rules_nothing_out": Each(TEXT, least=1),
    "unless_for": WORDS,
    "unlike_toys": WORDS,
    "onward": WORDS,
    "abroad": WORDS,
    "leaving": WORDS,
    "only": WORDS,
    "kept": WORDS,
    "firms": WORDS,
    "near": NEAR,
    "near_where": NEAR,
    "whatever_code": FLAG,
    "where_diverted": FLAG,
    "only_unstated": FLAG,
    "unless_denied": FLAG,
    "service": OneOf(("security_service", "military")),
    "unless_granted_for": FLAG,
    "use": OneOf(USES_IN_WORDS),
    "places_of": OneOf(("awv_9_1_2",)),
    "in_descriptions": FLAG,
    "under_embargo": FLAG,
    "elsewhere": FLAG,
    "circumstance": OneOf(CIRCUMSTANCES_IN_WORDS),
    "as_stated": FLAG,
    "manners": Each(OneOf(("exhibition", "after_repair")), least=1),
    "places": Each(PLACE, least=1),
    "part_of": PLACE,
    "towns": Each(TEXT, least=1),
    "towns_in_addresses": Each(TEXT, least=1),
    "names_of_its_own": Each(TEXT, least=1),
    "codes": Each(TEXT, least=1),
    "codes_in_brackets": Each(TEXT, least=1),
    "parts_of_addresses": Each(TEXT, least=1),
    "names_alone": Each(TEXT, least=1),
    "in_control": FLAG,
    "unless_licensed_to": FLAG,
    "through": OneOf(TRANSIT_CIRCUMSTANCE_NAMES),
    "goods": ANNEXES,
}
"""What the fields of signs may be, in whichever form they stand."""


WHAT_FIELDS: Final[dict[str, Shape]] = {
    "listed": FLAG,
    "unlisted": FLAG,
    "surveillance": FLAG,
    "goods": ANNEXES,
    "among": ANNEXES,
    "near": NEAR,
    "described": WORDS,
}
"""The fields of what items a row can concern."""


def _form(sign: type[Sign]) -> Table:
    """The table of a form: the fields of its class, those without a default needed."""
    needed = {"kind": TEXT}
    return Table(
        needed | {field.name: SIGN_FIELDS[field.name] for field in fields(sign) if field.default is MISSING},
        {field.name: SIGN_FIELDS[field.name] for field in fields(sign) if field.default is not MISSING},
    )


_KNOWN: Final = Each(OneOf((UNSTATED, *LEVELS)), least=1)
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
        "point": TEXT,
        "asked_by": TEXT,
        "places_of": TEXT,
        "activities": Each(ACTIVITY, least=1),
        "not_to": OneOf(("EU001",)),
        "known": Table({}, dict.fromkeys(("wmd", "military_end_use", "reexport"), _KNOWN)),
        "what": Table({}, WHAT_FIELDS),
        "sign": Cases("kind", {kind: _form(sign) for kind, sign in FORMS.items()}),
    },
)
_PHRASES: Final = Table(
    {
        "lists": Each(OneOf(WORD_LISTS), least=1),
        "forms": Each(TEXT, least=1),
        "steps": Each(TEXT, least=1),
        "things": Each(TEXT, least=1),
    },
    {},
)
"""Phrases of lists: each of the ``forms`` with each step and each thing ("{step} of {thing}")."""
CONCEPT_LANGUAGES: Final = ("en", "de", "fr", "nl")
"""In each of these a concept has words."""
FURTHER_LANGUAGES: Final = ("es", "it")
_CONCEPT: Final = Table(
    {
        "concept": TEXT,
        "lists": Each(OneOf(WORD_LISTS), least=1),
        **dict.fromkeys(CONCEPT_LANGUAGES, Each(TEXT, least=1)),
    },
    dict.fromkeys(FURTHER_LANGUAGES, Each(TEXT, least=1)),
)
"""What something is called in each language, for the lists that look for it."""
ACT_FILE: Final = Table(
    {"act": ANY_TEXT, "celex": ANY_TEXT, "title": TEXT, "url": TEXT},
    {
        PARTNERS: Each(PLACE, least=1),
        "words": _WORD_LISTS,
        "phrases": Each(_PHRASES),
        "concepts": Each(_CONCEPT),
        "provisions": Each(_PROVISION),
        "ways": Each(_WAY),
        "lifted": Each(_EXCEPTION),
        "duties": Each(_DUTY),
        "arms_embargoes": Each(_EMBARGO),
        "not_examined": Each(_NOT_EXAMINED),
    },
)
"""A file: an act, and its rows."""
