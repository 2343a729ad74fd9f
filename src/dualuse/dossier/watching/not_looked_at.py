"""What a watch did not look at, or looked at with what is too old: silence on it is no "nothing changes"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.assessment.release_holds.law_age import law_age
from dualuse.dossier.watching.watch import Today
from dualuse.i18n import N_, Message, short_day
from dualuse.inputs.problems import ExitCode
from dualuse.screening.words import LISTS_NOT_WHOLE, LISTS_OLD
from dualuse.sources.lists.known_lists import missing_minimum, stale
from dualuse.sources.lists.store import ListStore


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """``message``: what was not looked at, in a sentence, with its code; ``gate``: how ``--gate`` ends for it where nothing changes; ``step``: what is
    to be done about it, in English, "" where the message says so."""

    message: Message
    gate: ExitCode
    step: str = ""


_OF_LISTS: Final = N_("bring the lists up to date (dualuse lists sync), and watch again")


def not_looked_at(
    today: Today, folder: Path, number: int, without_indices: int, language: str
) -> Iterator[NotLookedAt]:
    """What was not looked at in a watch of ``number`` files in ``folder``, ``without_indices`` of them with values of indices and none at hand.

    Two things are told and end nothing otherwise (:attr:`ExitCode.DONE`): law that is too old where a person accepts it, and that there is no
    table of indices where no dossier rests on one.
    """
    if not number:
        text = N_(
            "No dossier is in {folder}: nothing was looked at. Is it the folder that dualuse assess writes to?"
        )
        yield NotLookedAt(Message("no_dossier", text, {"folder": str(folder)}), ExitCode.NO_SOURCE)
    if not today.home.is_dir():
        text = N_("The folder of lists and decisions is not there: {folder}. Is DUALUSE_HOME right?")
        yield NotLookedAt(Message("no_home", text, {"folder": str(today.home)}), ExitCode.NO_SOURCE)
    editions = ListStore(today.home).editions()
    if not editions:
        text = N_("No lists are installed: the parties were not looked at again.")
        yield NotLookedAt(Message("no_list", text), ExitCode.NO_SOURCE, _OF_LISTS)
    if old := stale(editions, today.day, today.rules.list_age):
        names = ", ".join(
            f"{age.edition.list} {short_day(age.edition.dated, language)}".strip() for age in old
        )
        yield NotLookedAt(Message("lists_too_old", LISTS_OLD, {"names": names}), ExitCode.NOT_GO, _OF_LISTS)
    if partial := [edition.list for edition in editions if missing_minimum(edition)]:
        few = Message("list_few", LISTS_NOT_WHOLE, {"names": ", ".join(partial)})
        yield NotLookedAt(few, ExitCode.NOT_GO, _OF_LISTS)
    age_of_law = law_age(today.day, today.accepted, today.rules)
    if age_of_law.is_old:
        yield NotLookedAt(age_of_law.message, ExitCode.NOT_GO if age_of_law.asks else ExitCode.DONE)
    if today.context is None:
        text = N_("No table of indices is at hand: the destinations were not looked at again.")
        yield NotLookedAt(
            Message("no_indices", text), ExitCode.NO_SOURCE if without_indices else ExitCode.DONE
        )
