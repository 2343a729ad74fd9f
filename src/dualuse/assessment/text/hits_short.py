"""Whom the parties are or may be, on one screen: whoever is listed stays, by name; who may be is counted where there are many."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dualuse.assessment.listed.identity import hit_status
from dualuse.assessment.listed.screening_by_party import lines_by_party, told_clear
from dualuse.assessment.listed.text import gathered, hit_lines
from dualuse.documents.screen_parts import Section
from dualuse.documents.speech import Speech
from dualuse.i18n import N_, semicolon
from dualuse.inputs.wrapping import wrapped_lines
from dualuse.schema.screening import Screening, ScreeningHit
from dualuse.screening.words import used_lists_doubt

_MOST_HITS: Final = 3
_LINES_OF_A_HIT: Final = 2


def hits_and_lists(screening: Screening, language: str, width: int) -> Section:
    """Whom the parties are or may be; "no hit" stands with the names of those who were screened, and a list that is out of date, or not whole, is
    told with it.

    Where not all were screened, those who were not stand beside.
    """
    if not screening.lists or not screening.parties:
        return Section()
    hits = [hit for hit in screening.hits if hit.counts]
    decided = [*gathered(hit for hit in screening.hits if hit.decision is not None and not hit.counts)]
    listed = [hit for hit in hits if hit_status(hit) == "hit"]
    lines, more = _hit_lines(listed, [hit for hit in hits if hit_status(hit) != "hit"], language)
    lines += [_decided(hit, language) for hit in decided[:_MOST_HITS]]
    doubt = used_lists_doubt(screening.lists, language, hits=bool(hits))
    if by_party := [*lines_by_party(screening, language)]:
        lines += by_party
    elif not hits:
        lines.insert(0, told_clear(screening, language))
    elif doubt:
        lines.append(doubt)
    points = tuple(wrapped_lines(line, width, "", "  ", divided=True) for line in lines)
    # Nobody who is listed is cut.
    most = max([_LINES_OF_A_HIT, *(map(len, points) if listed else ())])
    more += max(len(decided) - _MOST_HITS, 0)
    return Section(
        points=points,
        more=more,
        kept=len(points),
        most=most,
        least=most if listed else 1,
        whole=bool(listed),
    )


def _hit_lines(
    listed: list[ScreeningHit], possible: list[ScreeningHit], language: str
) -> tuple[list[str], int]:
    """A line for each who is listed, or one with all their names; those who may be have the room that is left. How many have none."""
    shown = list(dict.fromkeys(hit_lines(listed, language)))  # who has two roles is told of once
    names = Counter(hit.queried for hit in listed)
    if len(shown) > _MOST_HITS:
        text = N_("listed: {names}")
        shown = [Speech.in_language(language).say(text, names=semicolon(language).join(names))]
    # Listed parties have been named; of the others each is shown once before any is repeated.
    met = Counter(names)
    turns = []
    for hit in possible:
        turns.append((met[hit.queried], hit))
        met[hit.queried] += 1
    others = hit_lines((hit for _, hit in sorted(turns, key=lambda turn: turn[0])), language)
    room = _MOST_HITS - len(shown)
    return [*shown, *others[:room]], max(len(others) - room, 0)


def _decided(hit: ScreeningHit, language: str) -> str:
    """A hit that does not count because a person decided so: a clear that rests on it says whose decision it is."""
    made = hit.decision
    return Speech.in_language(language).say(
        N_("{queried} was decided not to be {name} ({list}): {person}, {day}"),
        queried=hit.queried,
        name=hit.name,
        list=hit.list,
        person=(made.person if made else "") or "–",
        day=made.time[:10] if made else "–",
    )
