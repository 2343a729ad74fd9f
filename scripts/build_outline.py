"""Build the outline (facts only) of Annex I to Regulation (EU) 2021/821.

Usage: ``build_outline.py LAW_DIR OUT_DIR``

Reads ``annex1_provisions.csv`` (consolidated text of 15.11.2025) and
``norway2022_provisions.csv`` (a secondary witness of early 2022) and writes
``annex_i_20251115.json`` and ``annex_i_2022.json``: codes, their order, and what
follows from the codes alone. No sentence of the Official Journal is copied.

The sources have defects. Every repair is written down here as data, so that a
reader can check it against the text: codes moved (:data:`EU_MOVED`), codes added
(:data:`EU_ADDED`), and for Norway :data:`NORWAY_MOVED`, :data:`NORWAY_NOTES`,
:data:`NORWAY_ADDED`, :data:`NORWAY_LISTS` and :data:`NORWAY_NO_LIST`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

EU_FILE = "annex1_provisions.csv"
NORWAY_FILE = "norway2022_provisions.csv"

KINDS = {"A": "goods", "B": "goods", "C": "goods", "D": "software", "E": "technology"}
REGIMES = {"0": "WA", "1": "MTCR", "2": "NSG", "3": "AG", "4": "CWC", "5": "EU"}

#: Entries newer than 2022 that probably came before the edition of 15.11.2025, with Delegated Regulation (EU)
#: 2023/66: not verified. The earlier day is the careful one, so that the code is not refused wrongly.
SINCE = {"2D352": "2023-01-12", "3D006": "2023-01-12"}

#: Category 5 entries of Part 2 (Information security); every other one is Part 1.
INFORMATION_SECURITY = frozenset({"5A002", "5A003", "5A004", "5B002", "5D002", "5E002"})

#: Prefixes that the source nests wrongly, and where the text puts them.
EU_MOVED = {"1C010.1.2": "1C010.e.2", "1C010.1": "1C010.e.1"}

#: Sub-items the source keeps inside the text of their parent, in their order.
EU_ADDED = {
    "3A201.a.1": ("a", "b", "c", "d"),
    "3A201.a.2": ("a", "b", "c"),
    "3A201.c.1": ("a", "b"),
    "3A201.c.2": ("a", "b"),
    "4A001.a.2": ("a", "b", "c"),
}

#: Norway: prefixes that the file nests wrongly or hides under a note.
NORWAY_MOVED = {
    "1C111.Technical Note:.N.B.:": "1C111.a.4",
    "1C111.Technical Note:": "1C111.a",
    "2B005.N.B.:": "2B005.a",
    "2B350.2.3": "2B350.j.3",
    "2E003.b.3": "2E003.b.2.d.3",
    "6A002.a.3.Technical Note:": "6A002.a.3.g",
    "6A002.a.g": "6A002.a.3.g",
    "6A004.a.1.1": "6A004.a.1.b.1",
    "6A004.a.1.2": "6A004.a.1.b.2",
    "6A004.a.a": "6A004.a.4.a",
    "6A004.a.b": "6A004.a.4.b",
    "9D004.b.2.c": "9D004.c",
    "9D004.b.2.d": "9D004.d",
    "9D004.b.2.e": "9D004.e",
    "9D004.b.2.f": "9D004.f",
    "9D004.b.2.g": "9D004.g",
}

#: Norway: items of notes that the file writes like provisions.
NORWAY_NOTES = (
    "1A002.b.2.a",
    "1A002.b.2.b",
    "1A002.b.2.c",
    "1A002.b.2.d",
    "1C010.b.a",
    "1C010.b.b",
    "1C010.e.2.c.a",
    "1C010.e.2.c.b",
    "1C116.1",
    "1C116.2",
    "1C353.3",
    "2B350.g.3.b.2",
    "2B350.g.3.b.3",
    "3E001.3C002",
    "6A001.b.1.b.a",
    "6A001.b.1.b.b",
    "6A001.b.1.b.c",
)

#: Norway: provisions written with another code, or run into the line of the entry.
NORWAY_ADDED = (
    "2E003.b.2.d.1",
    "2E003.b.2.d.2",
    "3A234.b",
    "4E001.a",
    "6A001.a.1.a.2.a",
    "6A001.a.1.a.2.a.1",
    "6A001.a.1.a.2.a.2",
    "6A001.a.1.a.2.b",
    "6A001.a.1.a.2.b.1",
    "6A001.a.1.a.2.b.2",
    "6A001.a.1.a.2.b.3",
    "6A001.a.1.a.2.b.3.a",
    "6A001.a.1.a.2.b.3.b",
    "6A001.a.1.a.2.b.4",
    "6A001.a.1.a.2.b.4.a",
    "6A001.a.1.a.2.b.4.b",
    "6A001.a.1.a.2.b.4.c",
    "9E101.a",
)

#: Norway: notes that swallowed the list of the entry.
NORWAY_LISTS = {"1C350.N.B": "1C350", "2B233.N.B": "2B233"}

#: Norway: lines whose list belongs to a note (6A002.a.2.c.3) or has three levels
#: written as two (6A001.a.1.a.2, whose items stand in :data:`NORWAY_ADDED`).
NORWAY_NO_LIST = frozenset({"6A001.a.1.a.2", "6A002.a.2.c.3"})

#: An item listed within a line of the Norwegian file.
INLINE = re.compile(r"<br>\s*(?:&emsp;\s*)?([a-z]|\d{1,2})\.\s")

CODE = re.compile(r"\b(\d[A-E]\d{3})((?:\.(?:[a-z]|\d{1,2})(?![a-zA-Z\d]))*)")
#: What may join two codes of one mention: a comma, a conjunction, or a range.
RANGE = re.compile(r"\.?\s*(?:to|through)\s+$")
#: A further item named by its last part only ("1C010.a. or b.").
SHORT = re.compile(r"\.?,?\s*(?:(?:and|or)\s+|(to)\s+)?\.?([a-z]|\d{1,2})\.(?=[\s,;.)]|$)")


@dataclass
class Entry:
    """What the outline says of one entry."""

    code: str
    provisions: list[str] = field(default_factory=list)
    not_used: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, code: str, used: bool) -> None:
        """Add a code below the entry once, in order; the entry itself is no provision."""
        if not used:
            if code not in self.not_used:
                self.not_used.append(code)
        elif code != self.code and code not in self.provisions:
            self.provisions.append(code)


@dataclass(frozen=True)
class Edition:
    """The head of one outline file."""

    edition: str
    celex: str
    source: str
    verification: str


EU_EDITION = Edition(
    edition="2025-11-15",
    celex="02021R0821-20251115",
    source=(
        "Annex I to Regulation (EU) 2021/821, consolidated text 15.11.2025 "
        "(Delegated Regulation (EU) 2025/2003, corrigendum 9.2.2026); codes only"
    ),
    verification="official",
)
NORWAY_EDITION = Edition(
    edition="2022-01-07",
    celex="",
    source=(
        "Norway, Liste II of 2022 (English), which uses the numbering of Annex I as "
        "amended by Delegated Regulation (EU) 2022/1; codes only, not the Official Journal"
    ),
    verification="secondary",
)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file as a list of rows."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def moved(code: str, moves: dict[str, str]) -> str:
    """Return the code with a wrongly nested prefix replaced."""
    for wrong, right in moves.items():
        if code == wrong or code.startswith(wrong + "."):
            return right + code[len(wrong) :]
    return code


def entry_for(entries: dict[str, Entry], code: str) -> Entry:
    """Return the entry of a code, made on first mention."""
    return entries.setdefault(code, Entry(code))


def read_eu(path: Path) -> dict[str, Entry]:
    """Read the consolidated text of 15.11.2025; note items are left out."""
    entries: dict[str, Entry] = {}
    for row in read_rows(path):
        entry = entry_for(entries, row["entry_code"])
        entry.texts.append(row["text"])
        if row["kind"] not in ("provision", "not_used"):
            continue
        code = moved(row["dotted_path"], EU_MOVED)
        entry.add(code, used=row["kind"] == "provision")
        for part in EU_ADDED.get(code, ()):
            entry.add(f"{code}.{part}", used=True)
    return entries


def attached(code: str, last: str) -> str:
    """Put a number that hangs on an entry of letters under the last letter seen.

    The Norwegian file writes ``2B350.1`` for the first item of ``2B350.h``.
    """
    entry, _, rest = code.partition(".")
    if rest[:1].isdigit() and "." in last and not last.split(".")[1].isdigit():
        return f"{entry}.{last.split('.')[1]}.{rest}"
    return code


def inline_items(code: str, text: str) -> list[str]:
    """Return the codes of the items that a text lists in itself."""
    codes: list[str] = []
    upper, numbers = code, None
    for match in INLINE.finditer(text):
        mark = match.group(1)
        if numbers is None:
            numbers = mark.isdigit()
        if mark.isdigit() == numbers:
            upper = f"{code}.{mark}"
            codes.append(upper)
        else:
            codes.append(f"{upper}.{mark}")
    return codes


def is_norwegian_note(row: dict[str, str], code: str) -> bool:
    """Say whether a row is a note or an item of one."""
    if any(code == note or code.startswith(note + ".") for note in NORWAY_NOTES):
        return True
    return row["note_type"] != "base" or re.fullmatch(CODE, code) is None


def norwegian_codes(row: dict[str, str], last: str) -> list[str]:
    """Return the provisions of a row, the items in its text included."""
    path = row["dotted_path"]
    if path in NORWAY_LISTS:
        return inline_items(NORWAY_LISTS[path], row["text"])
    code = moved(path, NORWAY_MOVED)
    if is_norwegian_note(row, code):
        return []
    code = attached(code, last)
    if code in NORWAY_NO_LIST:
        return [code]
    return [code, *inline_items(code, row["text"])]


def read_norway(path: Path) -> dict[str, Entry]:
    """Read the edition of early 2022, repaired as written down above."""
    entries: dict[str, Entry] = {}
    last = ""
    for row in read_rows(path):
        entry = entry_for(entries, row["entry_code"])
        entry.texts.append(row["text"])
        codes = norwegian_codes(row, last if last.startswith(entry.code) else "")
        for code in codes:
            entry.add(code, used=not row["text"].lower().startswith("not used"))
        last = codes[0] if codes and row["note_type"] == "base" else last
    for code in NORWAY_ADDED:
        entries[code[:5]].add(code, used=True)
    for entry in entries.values():
        entry.provisions.sort(key=natural)
    return entries


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts .2 before .10."""
    parts = code.split(".")
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def is_range(gap: str) -> bool:
    """Say whether the words between two codes make them a range."""
    return RANGE.fullmatch(gap) is not None


def between(first: str, last: str, known: list[str]) -> list[str]:
    """Return the codes of a range between two of the same depth and group, ends left out."""
    if first.count(".") != last.count(".") or first[:2] != last[:2]:
        return []
    low, high = natural(first), natural(last)
    alike = (c for c in known if c[:2] == first[:2] and c.count(".") == first.count("."))
    return [code for code in alike if low < natural(code) < high]


def nearest(code: str, known: list[str]) -> str | None:
    """Return the code, or the nearest level above it that exists in the edition."""
    while code and code not in known:
        code = code.rpartition(".")[0]
    return code or None


def shorthand(text: str, start: int, base: str, known: list[str]) -> list[str]:
    """Return siblings named after a code by their last part only."""
    codes: list[str] = []
    previous = base
    while "." in base and (match := SHORT.match(text, start)):
        code = f"{base.rpartition('.')[0]}.{match.group(2)}"
        if code not in known or match.group(2).isdigit() != base.rpartition(".")[2].isdigit():
            break
        if match.group(1):
            codes.extend(between(previous, code, known))
        codes.append(code)
        previous, start = code, match.end()
    return codes


def mentions(text: str, known: list[str]) -> set[str]:
    """Return the codes of the edition that a text mentions, ranges filled in."""
    codes: set[str] = set()
    end, previous = 0, ""
    for match in CODE.finditer(text):
        raw = match.group(1) + match.group(2)
        if previous and is_range(text[end : match.start()]):
            codes.update(between(previous, raw, known))
        if (code := nearest(raw, known)) is not None:
            codes.add(code)
        codes.update(shorthand(text, match.end(), raw, known))
        end, previous = match.end(), raw
    return codes


def cross_references(entry: Entry, known: list[str]) -> list[str]:
    """Return the codes outside the entry that its text and notes mention."""
    codes: set[str] = set()
    for text in entry.texts:
        codes |= mentions(text, known)
    return sorted(code for code in codes if code[:5] != entry.code)


def known_codes(entries: dict[str, Entry]) -> list[str]:
    """Return every code of an edition that is in use, in order."""
    codes: list[str] = []
    for entry in entries.values():
        codes += [entry.code, *entry.provisions]
    return [code for code in codes if code not in entries[code[:5]].not_used]


def regime(code: str) -> str:
    """Return the regime that the third character of a code names."""
    return "NSG" if code[0] == "0" else REGIMES[code[2]]


def facts(entry: Entry, since: str | None, known: list[str]) -> dict[str, object]:
    """Return the outline of one entry."""
    result: dict[str, object] = {"kind": KINDS[entry.code[1]], "category": int(entry.code[0])}
    if entry.code[0] == "5":
        result["part"] = 2 if entry.code in INFORMATION_SECURITY else 1
    result["regime"] = regime(entry.code)
    result["since"] = since
    result["see"] = cross_references(entry, known)
    result["provisions"] = entry.provisions
    result["not_used"] = entry.not_used
    return result


def check(entries: dict[str, Entry]) -> None:
    """Refuse an outline with a missing level or a code twice."""
    for entry in entries.values():
        codes = [entry.code, *entry.provisions, *entry.not_used]
        if entry.not_used == [entry.code]:
            codes.pop()
        if len(set(codes)) != len(codes):
            raise ValueError(f"{entry.code}: a code twice")
        for code in codes[1:]:
            if code.rpartition(".")[0] not in codes:
                raise ValueError(f"{code}: the level above is missing")


def outline(edition: Edition, entries: dict[str, Entry], new: frozenset[str]) -> str:
    """Return one outline file as compact JSON."""
    check(entries)
    known = known_codes(entries)
    body = {
        code: facts(entry, SINCE.get(code, edition.edition) if code in new else None, known)
        for code, entry in sorted(entries.items())
    }
    head: dict[str, object] = {"edition": edition.edition}
    head.update(celex=edition.celex or None, source=edition.source)
    head.update(verification=edition.verification, entries=body)
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Build the files."""
    parser = argparse.ArgumentParser(description="Build the outline of Annex I.")
    parser.add_argument("law", type=Path, help="the folder with the two source files")
    parser.add_argument("out", type=Path, help="where to write")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    current = read_eu(options.law / EU_FILE)
    earlier = read_norway(options.law / NORWAY_FILE)
    text = outline(EU_EDITION, current, frozenset(current) - frozenset(earlier))
    (options.out / "annex_i_20251115.json").write_text(text, encoding="utf-8")
    text = outline(NORWAY_EDITION, earlier, frozenset())
    (options.out / "annex_i_2022.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
