"""Who was screened with what result, and who was not and why: a line each, where the parties have not all the same answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.i18n import N_, Message, fill, short_day
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.schema.screening import Screening
from dualuse.screening.words import used_lists_doubt

_NO_HIT: Final = N_("no hit against {lists}")
_UNSCREENED: Final = N_("not screened: {parties}")
_NO_NAME: Final = N_("{party} (no name is stated)")
_NO_USE: Final = N_("{party} (what is stated cannot be compared)")
_RECEIVER: Final = N_("not screened: who receives the items (nobody is stated)")


def named_party(path: str, role: str, name: str = "") -> Message:
    """A party in words, with the field that states it; the exporter is one alone."""
    party = Message(f"role.{role}", ROLE_WORDS.get(role, role))
    if path == "exporter":
        return Message(path, name or party.text)
    return Message(path, "{party} ({field})", {"party": name or party, "field": path})


def lines_by_party(screening: Screening, language: str) -> Iterator[str]:
    """The result of those who were screened and have no hit, and who was not screened; nothing where nobody was, or everybody was."""
    clear = [party for party in screening.parties if party.status == "clear"]
    unscreened = [party for party in screening.parties if party.status == "not_screened"]
    nobody_receives = bool(clear) and not unscreened and screening.status == "not_screened"
    if not screening.lists or not (unscreened or nobody_receives):
        return
    if clear:
        lists = ", ".join(
            f"{used.list} {short_day(used.dated, language)}".strip() for used in screening.lists
        )
        result = used_lists_doubt(screening.lists, language) or fill(_NO_HIT, language, lists=lists)
        names = ", ".join(dict.fromkeys(party.name or party.party for party in clear))
        yield f"{names} · {result}"
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
