"""An edition of a list: what was installed, from which file, when, and by which reader; and which edition of each list is in use."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.formats import LIST_EDITION, LISTS, refuse_later
from dualuse.inputs.problems import MissingSourceError, new_problem
from dualuse.inputs.whole_files import replace_file
from dualuse.sources.home import closed, require_open

TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_DAY: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LABEL: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z _:+-]|\.(?!\.)){0,59}")
_LIST_ID: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,60}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of one list, as installed.

    ``edition`` names it for good: the list's own date or number and the beginning of the checksum of its entries,
    so that equal names mean equal entries on every machine. ``label`` is what the list prints of itself, ``dated``
    the ISO day in it ("" if none). ``checksum`` is the SHA-256 of the file as published and ``size`` its bytes;
    ``content`` is the SHA-256 of the entries as kept. ``names`` and ``identifiers`` are counted over all entries.
    ``repeated``: entries whose id stood in the file before; ``unread``: fields that the reader did not understand
    (their text is kept in the entries), ``unread_fields`` which, with their first texts. ``nameless``: entries with neither a name nor a
    number to compare. ``together``: the lists that one file gave; ``whole``: what
    its publisher calls that file, if it is a list of lists (``us_csl``), else "".
    ``source``: its address, or the name of the file. ``retrieved`` and ``confirmed`` are UTC times in ISO form;
    ``confirmed``: when the official address last gave exactly this edition, "" if it never did.
    ``day_from``: :data:`A_PERSON` where the label, and the day in it, is what a person said of a file that does not say it, else "".
    """

    list: str
    edition: str
    label: str
    dated: str
    format: str
    checksum: str
    size: int
    content: str
    records: int
    names: int
    identifiers: int
    repeated: int
    unread: int
    together: tuple[str, ...]
    source: str
    retrieved: str
    reader: str
    confirmed: str = ""
    whole: str = ""
    unread_fields: str = ""
    nameless: int = 0
    day_from: str = ""


A_PERSON: Final = "a_person"


def is_list_id(text: str) -> bool:
    """Whether ``text`` can name a list: small letters, digits, ``_``, ``-`` and ``.``; it becomes a folder."""
    return _LIST_ID.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether a person may call an edition so: a day or number, and nothing that is part of a path."""
    return _LABEL.fullmatch(text) is not None


def is_edition_name(text: str) -> bool:
    """Whether ``text`` has the form of :attr:`Edition.edition`; it becomes a folder."""
    return _NAME.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """Whether ``text`` is a time as kept here: UTC, to the second (``2026-11-24T10:00:00Z``)."""
    try:
        return datetime.strptime(text, TIME).strftime(TIME) == text
    except ValueError:
        return False


def edition_name(label: str, content: str) -> str:
    """The name of an edition, from the day or number the list prints and the checksum of its entries."""
    printed = day_in(label) or re.sub(r"[^0-9A-Za-z.]+", "-", label).strip("-.")[:40].strip("-.")
    return f"{printed or 'undated'}-{content[:8]}"


def day_in(label: str) -> str:
    """The ISO day that ``label`` begins with, "" if there is none."""
    match = _DAY.match(label)
    if match is None:
        return ""
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""


def days_in(name: str) -> tuple[str, ...]:
    """The ISO days in the name of a file such as "eu_20260501.xml", in their order."""
    return tuple(day for match in _DAY_IN_NAME.finditer(name) if (day := day_in(match[0])))


_DAY_IN_NAME: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}-?\d{2}-?\d{2}(?!\d)")


def edition_data(edition: Edition) -> dict[str, Any]:
    """An edition as JSON values; ``list_format``: what the list is published in."""
    values = asdict(edition)
    values["list_format"] = values.pop("format")
    return values


def edition_to_json(edition: Edition) -> str:
    """The file ``edition.json``. When it was confirmed is not of the edition and stands with the pointer."""
    values = edition_data(edition) | {"format": LIST_EDITION}
    del values["confirmed"]
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def edition_from_json(values: Mapping[str, Any], confirmed: str = "", *, file: str = "") -> Edition:
    """The reverse of :func:`edition_to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError`` if it is none.

    What has a default may be missing: earlier releases did not write it. Nor did they name the format of this file, and called that of
    the list ``format``.

    Raises:
        InputError: a later release wrote it.
    """
    refuse_later(values, LIST_EDITION, file)
    if values["format"] == LIST_EDITION:
        values = {**values, "format": values["list_format"]}
    stored = [field.name for field in fields(Edition) if field.default is MISSING or field.name in values]
    fields_stored = {name: values[name] for name in stored if name != "confirmed"}
    counts = ("size", "records", "names", "identifiers", "repeated", "unread")
    counts = (*counts, *(("nameless",) if "nameless" in fields_stored else ()))
    if any(type(fields_stored[name]) is not int or fields_stored[name] < 0 for name in counts):
        raise ValueError("a count is no number")
    together = fields_stored.pop("together")
    texts = [value for name, value in fields_stored.items() if name not in counts]
    if not isinstance(together, list) or not all(isinstance(text, str) for text in [*texts, *together]):
        raise TypeError("a value is no text")
    if not is_list_id(fields_stored["list"]) or not is_edition_name(fields_stored["edition"]):
        raise ValueError("a name cannot be a folder")
    if not fields_stored["edition"].endswith(f"-{fields_stored['content'][:8]}"):
        raise ValueError("the name is that of other entries")
    if fields_stored["dated"]:
        date.fromisoformat(fields_stored["dated"])
    if not is_time(fields_stored["retrieved"]) or not (confirmed == "" or is_time(confirmed)):
        raise ValueError("a time is none")
    return Edition(**fields_stored, together=tuple(together), confirmed=confirmed)


# Which edition of each list is in use: one small file, replaced as a whole, so that lists switch together

CURRENT: Final = "current.json"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An edition that was put to use, and when (UTC)."""

    edition: str
    at: str


@dataclass(frozen=True, slots=True)
class InUse:
    """The edition of a list that is in use, and when its official address last gave exactly it (UTC, "" never).

    ``accepted``: those put to use lately, oldest first; it begins anew with one whose losses a person has accepted.
    """

    edition: str
    confirmed: str = ""
    accepted: tuple[Accepted, ...] = ()


def read_current(lists: Path) -> dict[str, InUse]:
    """List id → edition in use; empty where nothing was installed. Raises ``MissingSourceError`` if damaged, or closed to this user."""
    path = lists / CURRENT
    try:
        data = json.loads(path.read_bytes())
        refuse_later(data, LISTS, str(path))
        current = {
            name: InUse(
                str(row["edition"]),
                str(row.get("confirmed", "")),
                tuple(Accepted(str(each["edition"]), str(each["at"])) for each in row.get("accepted", ())),
            )
            for name, row in data["lists"].items()
        }
        if all(
            is_list_id(name)
            and is_edition_name(row.edition)
            and (not row.confirmed or is_time(row.confirmed))
            and all(is_edition_name(each.edition) and is_time(each.at) for each in row.accepted)
            for name, row in current.items()
        ):
            return current
    except FileNotFoundError:
        return {}
    except PermissionError:
        require_open(lists)
        raise closed(path) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    problem = new_problem(
        "lists_current_damaged",
        N_("the file that says which editions are in use cannot be read"),
        N_("Remove it and add the lists again; the editions beside it are kept"),
    )
    raise MissingSourceError([problem.located(str(path))])


def write_current(lists: Path, current: Mapping[str, InUse]) -> None:
    """Replace the file as a whole: a reader sees the old lists or the new ones, whenever the machine stops."""
    rows = {
        name: {"edition": row.edition}
        | ({"confirmed": row.confirmed} if row.confirmed else {})
        | ({"accepted": [asdict(each) for each in row.accepted]} if row.accepted else {})
        for name, row in current.items()
    }
    write_file(lists, CURRENT, json.dumps({"format": LISTS, "lists": rows}, indent=1, sort_keys=True) + "\n")


def write_file(folder: Path, name: str, text: str) -> None:
    """Replace a small file as a whole. Whoever calls this holds the store."""
    replace_file(folder / name, text.encode(), shared=True)
