"""The words for the codes of an answer on a party, and the sentence on lists that may hide one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, fill, grouped, semicolon, short_day

if TYPE_CHECKING:
    from dualuse.schema.screening import ListUsed
    from dualuse.screening.names.uncompared_names import Uncompared
    from dualuse.screening.session import Session

LISTS_OLD: Final = N_("LISTS OUT OF DATE: {names}")
LISTS_NOT_WHOLE: Final = N_("LISTS NOT WHOLE: {names}")
NO_HIT_LISTS_OLD: Final = N_("no hit, LISTS OUT OF DATE: {names}")
NO_HIT_LISTS_NOT_WHOLE: Final = N_("no hit, LISTS NOT WHOLE: {names}")
"""Where the lists may hide a party nobody is called clear, in whatever an answer is written."""


def lists_doubt(
    old: Iterable[tuple[str, str]], partial: Iterable[str], language: str, *, hits: bool = False
) -> str:
    """What lists that are out of date (name and day), and those that are not whole, make of an answer; empty where they are neither."""
    of_old, of_partial = names_of_doubt(old, partial, language)
    doubts = []
    if of_old:
        doubts.append(fill(LISTS_OLD if hits else NO_HIT_LISTS_OLD, language, names=of_old))
    if of_partial:
        text = LISTS_NOT_WHOLE if hits or of_old else NO_HIT_LISTS_NOT_WHOLE
        doubts.append(fill(text, language, names=of_partial))
    return semicolon(language).join(doubts)


def used_lists_doubt(lists: Sequence[ListUsed], language: str, *, hits: bool = False) -> str:
    """:func:`lists_doubt` of the lists that a determination records."""
    old = [(used.list, used.dated) for used in lists if used.stale]
    return lists_doubt(old, [used.list for used in lists if used.partial], language, hits=hits)


def names_of_doubt(old: Iterable[tuple[str, str]], partial: Iterable[str], language: str) -> tuple[str, str]:
    """The lists that are out of date, each with its day, and that it is not whole where it is neither; those that are not whole alone."""
    days = dict(old)
    not_whole = dict.fromkeys(partial)
    of_old = (
        fill(_BOTH, language, list=words) if name in not_whole else words
        for name, day in days.items()
        for words in (f"{name} {short_day(day, language)}".strip(),)
    )
    return ", ".join(of_old), ", ".join(name for name in not_whole if name not in days)


_BOTH: Final = N_("{list} (not all entries are there)")
LISTS_UP_TO_DATE: Final = N_("bring the lists up to date (dualuse lists sync), and screen the parties again")
SHORT_NO_HIT: Final = N_("no hit, but lists are out of date or not whole")
UNTRUSTED: Final = N_("not counted: workspace not trusted; dualuse record trust …")
"""What is said of a decision in a workspace that a file of settings names and nobody here has trusted."""
NOT_COUNTED: Final = N_("Decided before to be another party, and not counted: {number}")
KIND_WORDS: Final[dict[str, str]] = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "vessel": N_("vessel"),
    "aircraft": N_("aircraft"),
    "unknown": N_("kind not known"),
}
MEASURE_WORDS: Final[dict[str, str]] = {
    "asset_freeze": N_("asset freeze"),
    "travel_ban": N_("travel ban"),
    "arms_embargo": N_("arms embargo"),
    "export_control": N_("export control"),
    "military_end_user": N_("military end user"),
    "denied_person": N_("export privileges denied"),
    "debarment": N_("debarment"),
    "port_ban": N_("port ban"),
    "service_ban": N_("ban on services"),
    "transaction_ban": N_("ban on transactions"),
    "sectoral": N_("sectoral limits"),
    "wanted": N_("wanted"),
    "other": N_("other measure"),
    "linked": N_("connected with listed persons, not listed"),
    "office": N_("public office, not listed"),
    "reported": N_("otherwise reported, not listed"),
}
UNCOMPARED_WORDS: Final[dict[Uncompared, str]] = {
    "no_name": N_("No name is stated: state whom to screen, or a number of it."),
    "no_word": N_(
        "The name has no word that tells who it is: titles, legal forms and particles alone are compared with nothing."
        " State the whole name, or a number."
    ),
    "given_name": N_(
        "A given name alone is half of a name, and nothing was found: state the family name, or a number."
    ),
    "too_long": N_(
        "The field holds more than is read: not every name in it was compared. Screen each name by itself."
    ),
    "mixed_letters": N_(
        "A word is written in letters of two alphabets that look alike, and nothing was found, which says little: write it in one."
    ),
    "letters": N_(
        "Nothing was found, which says little: parties named in these letters alone are mostly not found. State the name in"
        " Latin letters, or a number."
    ),
}
SPEAKS: Final[dict[str, str]] = {
    "for": N_("Speaks for it"),
    "against": N_("Speaks against it"),
    "neither": N_("Speaks neither way"),
}
SIDE_WORDS: Final[dict[str, str]] = {
    "counterparty": N_("what is stated of the counterparty"),
    "entry": N_("the entry of the list"),
}


def doubts_of(session: Session, language: str, *, hits: bool = False) -> str:
    """What is said in place of "clear", or beside ``hits``, by lists that are too old, or not whole; empty where they are neither."""
    old = [(age.edition.list, age.edition.dated) for age in session.too_old]
    return lists_doubt(old, [str(gap.params["list"]) for gap in session.gaps], language, hits=hits)


def lists_compared(session: Session, language: str) -> str:
    """A sentence that says which lists the answers rest on."""
    editions = session.installed.editions
    days = sorted(edition.dated for edition in editions if edition.dated)
    records = grouped(sum(edition.records for edition in editions), language)
    if len(editions) == 1:
        text, params = N_("Compared with one list, without a date (entries: {records})."), {}
        if days:
            text, params = N_("Compared with one list, of {day} (entries: {records})."), {"day": days[0]}
    elif undated := days and len(editions) - len(days):
        text = N_(
            "Compared with {lists} lists, the newest of {newest}, {undated} without a date (entries: {records})."
        )
        params = {"newest": days[-1], "undated": str(undated)}
    elif days and days[0] == days[-1]:
        text, params = (
            N_("Compared with {lists} lists, all of {newest} (entries: {records})."),
            {"newest": days[0]},
        )
    elif days:
        text = N_(
            "Compared with {lists} lists, the newest of {newest}, the oldest of {oldest} (entries: {records})."
        )
        params = {"newest": days[-1], "oldest": days[0]}
    else:
        text, params = N_("Compared with {lists} lists, without a date (entries: {records})."), {}
    return fill(text, language, records=records, lists=len(editions), **params)
