"""The two sources as rows: the consolidated text of 15.11.2025 as JSON, and Norway's Liste II of early 2022 as CSV."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dualuse.sources.annex.text import Kind
from examples.annex_from_json.aligning import Row, is_note

_LINE: Final = re.compile(r"([0-9][A-E][0-9]{3}(?:\.[0-9a-z]+)*) (.*)", re.DOTALL)
_TERM: Final = re.compile(r"\"([^\"]+)\"")
_NOT_OF_THE_ANNEX: Final = ("article_4", "article_5", "definitions")
_NONE: Final = ("None", "None.")
_BLANKS: Final = re.compile(r"\s+")
_SECTION_HEAD: Final = re.compile(
    r"\s?[0-9][A-E][12]? (?:Test, Inspection and Production Equipment|Software|Technology|Materials"
    r"|Systems, Equipment and Components)$"
)
_TAIL: Final = re.compile(r"\s+(?:[0-9][A-E][0-9]{3}\S* continued|-\d{1,2})$")
"""What the page left at the end of a row: its running head, or a power that belongs elsewhere."""
_UNDER_A_NOTE: Final = re.compile(r"\.(?:N\.B|Note|Technical).*")
_BREAK: Final = re.compile(r"<br>|&emsp;")
_THOUSANDS: Final = re.compile(r"(?<![\d,.])(\d{1,3}) (\d{3})(?!\d)")
_HEADS: Final = {
    "Technical": "Technical ",
    "Technicals": "Technical ",
    "Note": "Note ",
    "Note:": "Note: ",
    "Note1:": "Note 1: ",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its header, rows by entry, and what stands outside entries as (path, kind, text)."""

    celex: str
    source: str
    entries: dict[str, list[Row]]
    general: list[tuple[str, Kind, str]]


def from_json(path: Path) -> Source:
    """The JSON of the edition of 15.11.2025."""
    data = json.loads(path.read_text(encoding="utf-8"))
    entries = {entry["entry_code"]: list(_json_rows(entry)) for entry in data["entries"]}
    general = [row for document in data["docs"] for row in _document(document)]
    celex = f"{data['celex']}-{data['valid_from'].replace('-', '')}"
    return Source(celex, f"{data['source_url']} (as JSON)", entries, general)


def from_norway(path: Path) -> Source:
    """Norway's list of early 2022 (CSV): the numbering of Annex I, not the text of the Official Journal."""
    entries: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            text = _TAIL.sub("", _SECTION_HEAD.sub("", _THOUSANDS.sub(r"\1\2", _plain(row["text"]))))
            head = row["note_type"] != "base"
            if head and row["note_type"].startswith("Technical") and text.startswith("Note"):
                text = f"Technical {text}"
            elif head and not is_note(text):
                text = _HEADS.get(row["note_type"], row["note_type"] + " ") + text
            where = _UNDER_A_NOTE.sub("", row["dotted_path"]) if head else row["dotted_path"]
            if _UNDER_A_NOTE.search(where):  # an item under a note: of which provision, the outline tells
                where = f"{row['entry_code']}.?.{where.rpartition('.')[2]}"
            entries.setdefault(row["entry_code"], []).append(Row(where, text.strip(), head))
    name = "Norway, Liste II of early 2022 (English), with the numbering of Annex I; not the Official Journal"
    return Source("", name, entries, [])


def _json_rows(entry: dict[str, Any]) -> Iterator[Row]:
    for line in entry["verbatim_text"].split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            raise SystemExit(f"{entry['entry_code']}: a line without a path: {line[:80]}")
        yield Row(found[1], _plain(found[2]), is_note(found[2]))


def _document(document: dict[str, Any]) -> Iterator[tuple[str, Kind, str]]:
    """Notes and definitions that stand outside entries; parts of the Regulation that are not Annex I are left out."""
    if document["doc_type"] in _NOT_OF_THE_ANNEX or document["verbatim_text"].strip() in _NONE:
        return
    lines = [_plain(line) for line in document["verbatim_text"].split("\n") if line.strip()]
    title = re.sub(r"[ —]+notes$", "", document["title"])
    if document["doc_type"] != "definitions_annex":
        yield title, "general_note", "\n".join(lines).replace("\n", " ")
        return
    term, words = "", ""
    for line in lines:
        found = _TERM.match(line)
        if found is not None:
            yield from _definition(term, words)
            term, words = found[1], line
        elif term:
            words = f"{words} {line}"
    yield from _definition(term, words)


def _definition(term: str, words: str) -> Iterator[tuple[str, Kind, str]]:
    if term:
        yield term, "definition", words


def _plain(text: str) -> str:
    """``text`` with single blanks; the breaks of the source stay as ends of lines: items may begin there."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _BREAK.sub("\n", text).split("\n"))
    return "\n".join(line for line in lines if line)
