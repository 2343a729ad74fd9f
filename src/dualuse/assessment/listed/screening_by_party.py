"""Who was screened with what result, and who was not and why: a line each, where the parties have not all the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.assessment.field_words import FieldRead
from dualuse.i18n import N_, Message, fill, short_day
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.schema.screening import ListUsed, Screening
from dualuse.screening.words import used_lists_doubt

_NO_HIT: Final = N_("no hit against {lists}")
_AND_MORE: Final = N_("(and {number} more)")
_MOST_NAMES: Final = 5
_MOST_LISTS: Final = 5
_UNSCREENED: Final = N_("not screened: {parties}")
_NO_NAME: Final = N_("{party} (no name is stated)")
_NO_USE: Final = N_("{party} (what is stated cannot be compared)")
_RECEIVER: Final = N_("not screened: who receives the items (nobody is stated)")


def named_party(path: str, role: str, name: str = "") -> Message:
    """A party in words, with the field that states it; the exporter is one alone."""
    party = Message(f"role.{role}", ROLE_WORDS.get(role, role))
    if path == "exporter":
        return Message(path, name or party.text)
    return Message(path, "{party} ({field})", {"party": name or party, "field": FieldRead(path)})


def told_clear(screening: Screening, language: str) -> str:
    """That nobody of those screened has a hit, against which lists of which day, and who they are, by name: a line that is cut still has its
    result. What makes that worth less stands in the place of the lists."""
    against = fill(_NO_HIT, language, lists=_lists_with_days(screening.lists, language))
    names = dict.fromkeys(party.name or party.party for party in screening.parties if party.status == "clear")
    result = used_lists_doubt(screening.lists, language) or against
    return f"{result} · {_first([*names], _MOST_NAMES, language)}"


def _lists_with_days(lists: Sequence[ListUsed], language: str) -> str:
    """The lists, each with its day; where all are of one, it stands once."""
    days = {used.dated for used in lists}
    if len(lists) > 1 and len(days) == 1 and (day := short_day(days.pop(), language)):
        return f"{_first([used.list for used in lists], _MOST_LISTS, language)} ({day})"
    dated = [f"{used.list} {short_day(used.dated, language)}".strip() for used in lists]
    return _first(dated, _MOST_LISTS, language)


def _first(names: Sequence[str], most: int, language: str) -> str:
    """The first of the names, and how many more there are."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} {fill(_AND_MORE, language, number=len(names) - most + 1)}"


def lines_by_party(screening: Screening, language: str) -> Iterator[str]:
    """The result of those who were screened and have no hit, and who was not screened; nothing where nobody was, or everybody was."""
    clear = [party for party in screening.parties if party.status == "clear"]
    unscreened = [party for party in screening.parties if party.status == "not_screened"]
    nobody_receives = bool(clear) and not unscreened and screening.status == "not_screened"
    if not screening.lists or not (unscreened or nobody_receives):
        return
    if clear:
        yield told_clear(screening, language)
    if unscreened:
        parties = tuple(
            Message(
                party.party,
                _NO_USE if party.name else _NO_NAME,
                {"party": named_party(party.party, party.role, party.name)},
            )
            for party in unscreened
        )
        yield fill(_UNSCREENED, language, parties=parties)
    if nobody_receives:
        yield fill(_RECEIVER, language)
