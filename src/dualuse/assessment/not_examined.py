"""What a determination did not examine, in words: regimes, national general authorisations, rules of the
State."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dualuse.i18n import N_, Message, labelled, render, translate
from dualuse.i18n.places import place_name
from dualuse.i18n.statuses import VERIFICATION
from dualuse.law.measures.not_executed import NotExaminedRow
from dualuse.law.states import Jurisdiction, NationalGeneral
from dualuse.schema import determination as answer

_UNREAD: Final = N_(
    "national general authorisations (Art. 12(6)) are not examined; one of them may cover the export"
)
_LAST_SEEN: Final = N_(
    "national general authorisations (Art. 12(6)) that may fit: their texts were not read here (what is known {rests_on}), and none of"
    " them counts as available; they were last seen as valid until {last_seen}. Ask {authority} whether one is in force and"
    " covers the export"
)
_TEXTS: Final = N_("names in texts")
_UNFOUND: Final = N_(
    "listed names written out were looked for; not single names, ordinary words, ships without an IMO number"
)


@lru_cache(maxsize=4096)
def not_examined(
    regimes: tuple[NotExaminedRow, ...],
    concerning: frozenset[NotExaminedRow],
    state: Jurisdiction | None,
    general: tuple[NationalGeneral, ...],
    language: str,
) -> tuple[answer.NotExamined, ...]:
    """Everything that was not examined.

    Args:
        regimes: rules of acts that are not executed here.
        concerning: those of them that can concern the transaction, and hold its release.
        state: the responsible one.
        general: its general authorisations that may fit.
        language: of the texts.
    """
    rows = [_of_regime(row, row in concerning, language) for row in regimes]
    if state is not None:
        rows += _general(state, general, language)
        rows += [
            answer.NotExamined(
                labelled(place_name(state.code, language), translate(reference, language), language),
                translate(text, language),
                "national_rule",
                {"state": state.code, "reference": reference},
                national=True,
            )
            for text, reference in state.notes
        ]
    return tuple(rows)


@lru_cache(maxsize=4096)
def _of_regime(row: NotExaminedRow, concerns: bool, language: str) -> answer.NotExamined:
    return answer.NotExamined(
        ", ".join(translate(part, language) for part in (row.act, row.article) if part),
        translate(row.why, language),
        "not_examined",
        {"act": row.act, "article": row.article},
        concerns,
    )


def names_not_looked_for(texts: tuple[str, ...], language: str) -> Iterator[answer.NotExamined]:
    """What may name somebody in the texts that were looked through, and is not found."""
    if texts:
        yield answer.NotExamined(
            translate(_TEXTS, language),
            translate(_UNFOUND, language),
            "names_in_texts",
            {"texts": list(texts)},
        )


def _general(
    state: Jurisdiction, rows: tuple[NationalGeneral, ...], language: str
) -> Iterator[answer.NotExamined]:
    """One row for those of which nothing more is known, and one for each day until which others were last
    seen as valid."""
    for last_seen in dict.fromkeys(row.last_seen for row in rows):
        group = [row for row in rows if row.last_seen == last_seen]
        params = {"state": state.code, "names": [row.identifier for row in group]}
        if last_seen is None:
            names = ", ".join(row.identifier for row in group)
            yield answer.NotExamined(
                labelled(place_name(state.code, language), names, language),
                translate(_UNREAD, language),
                "national_general",
                params,
                national=True,
            )
            continue
        weakest = min(row.verification for row in group)
        titled = ", ".join(f"{row.identifier} ({translate(row.title, language)})" for row in group)
        words = {
            "rests_on": Message(weakest.word, VERIFICATION.sentence[weakest.word]),
            "last_seen": last_seen.isoformat(),
            "authority": state.authority,
        }
        yield answer.NotExamined(
            labelled(place_name(state.code, language), titled, language),
            render(Message("national_general_last_seen", _LAST_SEEN, words), language),
            "national_general_last_seen",
            {**params, "last_seen": last_seen.isoformat(), "verification": weakest.word},
            national=True,
        )
