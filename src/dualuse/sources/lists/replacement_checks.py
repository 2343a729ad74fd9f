"""What may take the place of an edition: not an older one, nor one that has suspiciously lost entries, says no day where the
former says one, or is written in another format; and what may not be put to use at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem
from dualuse.sources.lists.edition import Edition, day_in, days_in
from dualuse.sources.lists.known_lists import (
    known_list,
    known_lists,
    missing_minimum,
    missing_parts,
    shrinkage,
)
from dualuse.sources.lists.losses import COMPARED_DAYS, Loss, What

_SHA256: Final = re.compile("[0-9a-f]{64}")


def whole_list_of(file: str, lists: Collection[str]) -> str:
    """The list that a file is as a whole, where its publisher publishes several lists as one, else "".

    A file that somebody put together (FollowTheMoney, acts of the Official Journal) is no whole: what is not in it may
    well be in use from another one.
    """
    known = known_lists().get(file)
    return file if known is not None and known.address and file not in lists else ""


def parts_gone(editions: Sequence[Edition], former: Mapping[str, Edition]) -> tuple[str, ...]:
    """Lists in use that were parts of the same whole, and are no longer."""
    whole, names = editions[0].whole, {row.list for row in editions}
    return tuple(name for name, row in former.items() if whole and row.whole == whole and name not in names)


def is_older(edition: Edition, former: Mapping[str, Edition]) -> bool:
    """By the lists' own days, or those on which the official address gave them; without one, by when they were retrieved
    (which matters for bundles)."""
    before = former.get(edition.list)
    if before is None or _is_to_come(_day_of(before), date.today()):
        return False  # a day that is still to come would lock the list against every real edition
    if _day_of(before) and _day_of(edition):
        return _day_of(edition) < _day_of(before)
    return edition.retrieved < before.retrieved


def _day_of(edition: Edition) -> str:
    """The day of an edition that says none is the last one on which its official address gave it."""
    return edition.dated or edition.confirmed[:10]


def _is_to_come(day: str, today: date) -> bool:
    """Whether a day is still to come; tomorrow's may be today's in another time zone."""
    return bool(day) and date.fromisoformat(day[:10]) > today + timedelta(days=1)


def check_days(editions: Sequence[Edition], path: Path, today: date) -> None:
    """Refuse an edition of a day that is still to come: its age would never be known."""
    for row in editions:
        for day in (row.dated, row.confirmed, row.retrieved):
            if _is_to_come(day, today):
                raise input_error(
                    "list_to_come",
                    N_("{list} is said to be of {day}, which is still to come"),
                    N_(
                        "Check the file and the clock of this machine; if the day in the file is wrong, give the right one with --edition"
                    ),
                    file=str(path),
                    list=row.list,
                    day=day[:10],
                )


def label_of(list_id: str, own: str, by_person: str, path: Path, today: date) -> str:
    """What an edition is called: as its file does, or as a person does where the file does not say its day.

    Args:
        list_id: of the list.
        own: what the file says of itself, "" if nothing.
        by_person: what a person says of it, "" if nothing.
        path: of the file, whose name may have the day on which it was given out or fetched.
        today: a day of the file that is still to come is none.

    Raises:
        InputError: the person states another day than the file, or a later one than its name, which would make an old list young.
    """
    if not by_person:
        return own
    day, of_file = day_in(by_person), day_in(own)
    if of_file and not _is_to_come(of_file, today):
        if day != of_file:
            raise _contradicted(
                list_id,
                path,
                of_file,
                by_person,
                N_("{list} is of {day}: the file says so itself, and --edition {stated} says otherwise"),
            )
        return own
    in_name = max((named for named in days_in(path.name) if not _is_to_come(named, today)), default="")
    if day and in_name and day > in_name:
        raise _contradicted(
            list_id,
            path,
            in_name,
            by_person,
            N_(
                "{list} is of {day} at the latest: the name of the file says so, and --edition {stated} says a later day"
            ),
        )
    return by_person


def _contradicted(list_id: str, path: Path, day: str, by_person: str, text: str) -> InputError:
    remedy = N_("Leave out --edition, or state that day; of a newer edition, add the newer file")
    return input_error(
        "edition_contradicted", text, remedy, file=str(path), list=list_id, day=day, stated=by_person
    )


def check_comparable(list_id: str, records: int, comparable: bool, path: Path) -> None:
    """Refuse a list that has entries and nothing in them to compare: it would clear everybody."""
    if records and not comparable:
        raise input_error(
            "list_nameless",
            N_("no entry of {list} has a name or a number that could be compared"),
            N_("Check that it is the list itself, and that its names are where the format has them"),
            file=str(path),
            list=list_id,
        )


def check_day_and_format(editions: Sequence[Edition], former: Mapping[str, Edition], path: Path) -> None:
    """Refuse what says no day in the place of what says one, and another format in the place of the list's own.

    What its official address gave is current, whatever it says of itself.
    """
    for row in editions:
        before = former.get(row.list)
        if before is None or before.content == row.content:
            continue
        if _day_of(before) and not _day_of(row):
            raise input_error(
                "list_undated",
                N_("{list} says no day of itself, and the edition in use is of {day}; that one was kept"),
                N_("Give its day with --edition, such as --edition 2026-11-24, or add --replace"),
                file=str(path),
                list=row.list,
                day=_day_of(before),
            )
        if row.format != before.format and row.format not in _own_formats(row.list):
            raise input_error(
                "list_other_format",
                N_("{list} is written as {format}, and the edition in use as {former}; that one was kept"),
                N_("Check that it is this list; give it another name with --list, or add --replace"),
                list=row.list,
                format=row.format,
                former=before.format,
                file=str(path),
            )


def _own_formats(list_id: str) -> tuple[str, ...]:
    """The formats in which its authority publishes a list."""
    known = known_list(list_id)
    return known.formats if known else ()


def pinned_digest(text: str, path: Path) -> str:
    """A SHA-256 as a person states it, in 64 small hexadecimal digits; "" for none.

    Raises:
        InputError: it is no SHA-256.
    """
    digest = text.strip().lower().removeprefix("sha256:")
    if digest and not _SHA256.fullmatch(digest):
        raise input_error(
            "digest_malformed",
            N_("{text} is no SHA-256"),
            N_("Give the 64 hexadecimal digits that sha256sum prints"),
            file=str(path),
            text=text[:80],
        )
    return digest


def check_digest(expected: str, actual: str, path: Path) -> None:
    """Refuse a file that is not the very one whose digest was stated."""
    if expected and expected != actual:
        raise input_error(
            "list_digest",
            N_("the file has the SHA-256 {actual}, and not {expected}"),
            N_(
                "Fetch the file again from its publisher, and compare the digest with the one that is published"
            ),
            file=str(path),
            actual=actual,
            expected=expected,
        )


def check_pinned(list_id: str, actual: str, path: Path) -> None:
    """Refuse another file than the one that ``known_lists.toml`` names for a list, where it names one."""
    known = known_list(list_id)
    check_digest(known.sha256 if known else "", actual, path)


_FEWEST_CUT: Final = 2
"""Entries at the end of a former edition that are gone together, from which on it is no chance."""

Ids = Mapping[str, Sequence[str]]
"""By the kind of party: the ids of the entries, in the order of the file."""


def cut_off(new: Ids, former: Ids, from_records: int) -> int:
    """How many entries are gone from the end of the former edition, and from nowhere else; 0 where it does not end too soon.

    A file keeps its own order. Where what is gone is just what stood last, and nothing new has come after the last entry that stayed,
    the file ends too soon. Kinds are looked at one by one: some lists have persons first and firms then.
    """
    cut, there = (
        0,
        {entry for ids in new.values() for entry in ids},
    )  # who is now said to be of another kind is there
    for kind, ids in former.items():
        gone = [entry for entry in ids if entry not in there]
        if len(ids) < from_records or len(gone) < _FEWEST_CUT or set(gone) != set(ids[-len(gone) :]):
            continue
        if kind not in new or new[kind][-1] in set(ids):
            cut += len(gone)
    return cut


def check_end(list_id: str, cut: int, path: Path) -> None:
    """Refuse an edition that ends where the former one goes on. ``cut``: of :func:`cut_off`."""
    if cut:
        raise input_error(
            "list_cut",
            N_(
                "{list} ends too soon: the last {cut} entries of the edition in use are gone; that one was kept"
            ),
            Message("remedy.list_shrunk", _SHRUNK),
            file=str(path),
            list=list_id,
            cut=cut,
        )


_SHRUNK: Final = N_("Check that the file is whole; if the list has really shrunk, add --accept-shrinkage")
_WHOLE: Final = N_("Check that the file is whole; if it is meant to be a part, add --accept-shrinkage")


def check_first(editions: Sequence[Edition], former: Mapping[str, Edition], path: Path) -> None:
    """Refuse a list we know that comes with far fewer entries than it has: a part of it, or a test."""
    for row in editions:
        least = missing_minimum(row)
        if least and (row.list not in former or former[row.list].records >= least):
            raise input_error(
                "list_few",
                N_(
                    "{list} has {records} entries here, and as published more than {least}: this is not all of it"
                ),
                _WHOLE,
                list=row.list,
                records=row.records,
                least=least,
                file=str(path),
            )
    for missing_part in (part for part in missing_parts(editions) if part.id not in former):
        raise input_error(
            "list_part_missing",
            N_("{list} is not in the file of {whole}, where it is published: this is not all of it"),
            Message("remedy.list_few", _WHOLE),
            list=missing_part.id,
            whole=missing_part.part_of,
            file=str(path),
        )


def check_shrinkage(
    editions: Sequence[Edition], former: Mapping[str, Edition], gone: tuple[str, ...], path: Path
) -> None:
    """Refuse a file that has lost a list, or of a list more than the stated share: more likely cut than shrunk."""
    limit = shrinkage()
    for name in gone:
        what = N_("{list} ({before} entries) is no longer in the file; the editions in use were kept")
        raise InputError([_shrunk(what, name, former[name].records, after=0, path=path)])
    for row in editions:
        before = former[row.list].records if row.list in former else 0
        if before >= limit.from_records and row.records < before * limit.share:
            what = N_("{list} would shrink from {before} entries to {after}; the edition in use was kept")
            raise InputError([_shrunk(what, row.list, before, after=row.records, path=path)])


def _shrunk(what: str, name: str, before: int, *, after: int, path: Path) -> Problem:
    return new_problem(
        "list_shrunk",
        what,
        _SHRUNK,
        file=str(path),
        list=name,
        before=before,
        after=after,
    )


_LOST: Final[Mapping[What, str]] = {
    "entries": N_(
        "of {list}, {number} of {before} entries that were in use within the last {days} days are gone; the edition in use was kept"
    ),
    "names": N_(
        "of {list}, {number} of {before} names that were in use within the last {days} days are gone; the edition in use was kept"
    ),
}
_FACT_LOST: Final = N_(
    "of {list}, {number} of {before} {what} in use within the last {days} days are gone, although their entries are still there;"
    " the edition in use was kept"
)
_FACTS: Final[Mapping[What, str]] = {
    "identifiers": N_("identifiers"),
    "birth_dates": N_("birth dates"),
    "citizenships": N_("citizenships"),
    "countries": N_("countries of parties"),
    "addresses": N_("addresses"),
    "strong_names": N_("names not said to be weak"),
    "measures": N_("measures"),
    "kinds": N_("kinds of party"),
}


def check_losses(list_id: str, losses: Iterable[Sequence[Loss]], path: Path) -> None:
    """Refuse an edition without more than the stated share of the entries, of the names, or of what is said of those still
    there, of one that was accepted lately; all that was lost is told.

    What has come in their place does not count: a list with half its entries exchanged is no longer that list. Fewer than a
    stated number tell nothing.
    """
    limit = shrinkage()
    for row in losses:
        if any(loss.what == "entries" and loss.before < limit.from_records for loss in row):
            continue
        problems = [
            _lost(list_id, loss, path)
            for loss in row
            if loss.before >= limit.from_records and loss.before - loss.gone < loss.before * limit.share
        ]
        if problems:
            raise InputError(problems)


def _lost(list_id: str, loss: Loss, path: Path) -> Problem:
    params: dict[str, Any] = {
        "list": list_id,
        "number": loss.gone,
        "before": loss.before,
        "days": COMPARED_DAYS,
    }
    if loss.what in _FACTS:
        params["what"] = Message(f"lost.{loss.what}", _FACTS[loss.what])
    text = _LOST.get(loss.what, _FACT_LOST)
    shrunk = Message("remedy.list_shrunk", _SHRUNK)
    return new_problem(f"list_{loss.what}_lost", text, shrunk, file=str(path), **params)
