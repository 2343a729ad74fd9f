"""From the blocks of Annex I to its lines: entries, provisions, notes, definitions and general notes.

Lists nest by the page's own boxes where it has them. Where a page puts an inner list beside the outer one, the marks
tell: letters and numbers alternate, and each list counts on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.sources.annex.text import AnnexLine, Kind, numbered
from dualuse.sources.annex.words import (
    ENTRY,
    MARK,
    MARKED,
    Words,
    is_before,
    is_first,
    named_scope,
    same_kind,
    successor,
)
from dualuse.sources.annex.xhtml_tree import (
    classes_of,
    is_left_out,
    rows_of,
    tag_of,
    texts_and_blocks,
    words_of,
)


@dataclass(slots=True)
class ListLevel:
    """One list that is under way: its last mark, and how deep in the page it stands."""

    mark: str
    depth: int


@dataclass(slots=True)
class NestedLists:
    """The lists of an entry that are under way, the outermost first."""

    entry: str
    levels: list[ListLevel] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The provision reached last."""
        return ".".join((self.entry, *(level.mark for level in self.levels)))

    def path_at(self, depth: int) -> str:
        """The provision whose box is ``depth`` deep."""
        return ".".join((self.entry, *(level.mark for level in self.levels if level.depth < depth)))

    def fits(self, mark: str, depth: int) -> bool:
        """Whether ``mark`` counts on a list that stands in the box ``depth`` deep."""
        return any(level.depth == depth and successor(level.mark) == mark for level in self.levels)

    def placed(self, mark: str, depth: int) -> bool:
        """Take up an item; whether its place is certain."""
        del self.levels[self._first_left_level(depth) :]
        here = [number for number, level in enumerate(self.levels) if level.depth == depth]
        for number in reversed(here):
            if successor(self.levels[number].mark) == mark:
                return self._put(number, mark, depth)
        if is_first(mark) and not (here and same_kind(self.levels[here[-1]].mark, mark)):
            return self._put(len(self.levels), mark, depth)
        for number in reversed(range(len(self.levels))):  # the page has put it a box too deep
            if successor(self.levels[number].mark) == mark:
                return not self._put(number, mark, self.levels[number].depth)
        alike = [number for number in here if same_kind(self.levels[number].mark, mark)]
        # Marks that an amendment took out leave a gap: in a box with one list that is no doubt.
        certain = not here or (len(here) == 1 and bool(alike) and is_before(self.levels[here[0]].mark, mark))
        self._put(alike[-1] if alike else len(self.levels), mark, depth)
        return certain

    def _first_left_level(self, depth: int) -> int:
        """The first level whose box has been left."""
        return next((at for at, level in enumerate(self.levels) if level.depth > depth), len(self.levels))

    def _put(self, number: int, mark: str, depth: int) -> bool:
        self.levels[number:] = [ListLevel(mark, depth)]
        return True


_HEADINGS: Final = re.compile(
    r"(?:oj-)?ti-(?:grseq|section|tbl)|title-(?:gr-seq|division|annex|doc)|(?:oj-)?doc-ti"
)
_OPENS: Final = re.compile(r"([0-9][A-E][0-9]{3})(?:\s+(?=\S)|$)")
_QUOTED: Final = re.compile(r"[\"“„«]\s*([^\"“”„«»]+?)\s*[\"”“»]")


@dataclass(slots=True)
class _Draft:
    path: str
    entry: str
    kind: Kind
    text: str

    def add(self, text: str) -> None:
        self.text = f"{self.text} {text}".strip()


@dataclass(slots=True)
class _Note:
    """A note that is open: ``depth`` of the box it stands in, and the last mark of a list of its own beside it."""

    draft: _Draft
    depth: int
    mark: str = ""


class LinesReader:
    """Reads blocks one after the other. ``doubtful``: paths whose place in the lists is not certain."""

    def __init__(self, language: Words) -> None:
        self._words: Final = language
        self._drafts: list[_Draft] = []
        self._heading = ""
        self._category = ""
        self._in_definitions = False
        self._lists: NestedLists | None = None
        self._entries: set[str] = set()
        self._note: _Note | None = None
        self._last: _Draft | None = None
        self._flat = False
        self.doubtful: list[str] = []

    def lines(self) -> tuple[AnnexLine, ...]:
        """The lines read so far; drafts without words (a box that only holds others) are none."""
        return numbered((row.path, row.entry, row.kind, row.text) for row in self._drafts if row.text)

    def read(self, element: Element, depth: int = 0) -> None:
        """Read a block that stands ``depth`` lists deep."""
        if is_left_out(element):
            return
        if any(map(_HEADINGS.match, classes_of(element))) and tag_of(element) in (
            "p",
            "span",
            "h1",
            "h2",
            "h3",
        ):
            self._head(words_of(element))
        elif (pair := _pair(element)) is not None:
            self._pair(*pair, depth)
        elif tag_of(element) == "table":
            self._table(element, depth)
        else:
            self._blocks(element, depth)

    def _blocks(self, element: Element, depth: int) -> None:
        for part in texts_and_blocks(element):
            if isinstance(part, str):
                self._paragraph(part, depth)
            else:
                self.read(part, depth)

    def _table(self, table: Element, depth: int) -> None:
        """A table: rows of mark and content are a list, all others are text with the cells set off."""
        for cells in rows_of(table):
            first = words_of(cells[0]) if cells else ""
            if len(cells) == 2 and self._is_mark(first):
                self._pair(first, cells[1], depth)
            elif len(cells) == 1:
                self._blocks(cells[0], depth)
            else:
                text = " | ".join(words_of(cell) for cell in cells)
                if text.strip(" |"):
                    self._paragraph(text, depth)

    def _is_mark(self, text: str) -> bool:
        return not text or bool(
            MARK.fullmatch(text)
            or ENTRY.fullmatch(text)
            or self._words.note.fullmatch(text)
            or text in "—–-•"
        )

    def _pair(self, mark: str, content: Element, depth: int) -> None:
        if ENTRY.fullmatch(mark) and mark not in self._entries:
            self._open(mark)
            self._blocks(content, 0)
        elif self._words.note.fullmatch(mark):
            self._begin_note(mark, depth)
            self._inside_note(content)
            self._close_box(depth)
        elif (match := MARK.fullmatch(mark)) is not None:
            self._item(match[1], mark, content, depth)
        else:
            self._paragraph(mark, depth)
            self._blocks(content, depth)

    def _item(self, mark: str, written: str, content: Element | str, depth: int) -> None:
        if self._lists is None or self._belongs_to_note(mark, depth):
            self._flow(written)
            if isinstance(content, str):
                self._flow(content)
            else:
                self._inside_note(content)
            return
        self._note = None
        if not self._lists.placed(mark, depth):
            self.doubtful.append(self._lists.path)
        self._last = self._draft(self._lists.path, "provision", "")
        self._flat = isinstance(content, str)
        if isinstance(content, str):
            self._last.add(content)
        else:
            self._blocks(content, depth + 1)
            self._close_box(depth)

    def _belongs_to_note(self, mark: str, depth: int) -> bool:
        """Whether an item beside an open note is one of the note's, and not the next provision."""
        note = self._note
        if note is None or self._lists is None or note.depth != depth:
            return False
        begins = not note.mark and note.draft.text.endswith(":") and is_first(mark)
        if not begins and mark != successor(note.mark or " "):
            return False
        if self._lists.fits(mark, depth) and not begins:  # either could count on
            self.doubtful.append(f"{self._lists.path_at(depth)}.{mark}")
        note.mark = mark
        return True

    def _paragraph(self, text: str, depth: int) -> None:
        if not text:
            return
        opens = _OPENS.match(text)
        if opens and depth == 0 and opens[1] not in self._entries and not self._waiting():
            self._open(opens[1])
            self._paragraph(text[opens.end() :], 0)
        elif self._words.note.match(text):
            self._begin_note(text, depth)
        elif self._lists is not None and (marked := MARKED.match(text)) and self._is_item(marked[1], depth):
            self._item(marked[1], text[: marked.end()].strip(), text[marked.end() :], depth)
        else:
            self._continue(text, depth)

    def _is_item(self, mark: str, depth: int) -> bool:
        """Whether a paragraph that begins as an item does is one: it begins a list or counts on one."""
        note = self._note
        on = self._lists is not None and self._lists.fits(mark, depth)
        return is_first(mark) or on or (note is not None and mark == successor(note.mark or " "))

    def _continue(self, text: str, depth: int) -> None:
        """A paragraph without a mark: more of the note before it in the same box, or of the provision around it."""
        if self._lists is None:
            self._general(text)
        elif self._note is not None and self._note.depth == depth:
            self._note.draft.add(text)
        else:
            path = self._lists.path_at(depth)
            known = [row for row in self._drafts if row.path == path and row.kind == "provision"]
            (known[-1] if known else self._draft(path, "provision", "")).add(text)

    def _begin_note(self, text: str, depth: int) -> None:
        if self._lists is None:
            self._general(text, new=True)
            return
        path = self._lists.path_at(depth)
        if self._flat:  # a page without boxes sets a note beside the item that it is about
            path = named_scope(text, path, self._lists.path)
        self._note = _Note(self._draft(path, "note", text), depth)

    def _inside_note(self, content: Element) -> None:
        """All that a box of a note holds is the note's, whatever its marks."""
        for part in texts_and_blocks(content):
            if isinstance(part, str):
                self._flow(part)
            elif (pair := _pair(part)) is not None:
                self._flow(pair[0])
                self._inside_note(pair[1])
            elif tag_of(part) == "table":
                for cells in rows_of(part):
                    self._row_of_note(cells)
            elif not is_left_out(part):
                self._inside_note(part)

    def _row_of_note(self, cells: list[Element]) -> None:
        if len(cells) == 2 and self._is_mark(words_of(cells[0])):
            self._flow(words_of(cells[0]))
            self._inside_note(cells[1])
        else:
            self._flow(" | ".join(map(words_of, cells)))

    def _flow(self, text: str) -> None:
        if not text:
            return
        if self._note is not None:
            self._note.draft.add(text)
        elif self._last is not None:
            self._last.add(text)
        else:
            self._general(text)

    def _close_box(self, depth: int) -> None:
        """A box has ended: a note that was opened inside it is over."""
        if self._note is not None and self._note.depth > depth:
            self._note = None

    def _waiting(self) -> bool:
        """Whether the note just opened is without its words: they may begin with the code of an entry."""
        return self._note is not None and self._words.note.fullmatch(self._note.draft.text) is not None

    def _open(self, code: str) -> None:
        self._entries.add(code)
        self._lists, self._note, self._flat = NestedLists(code), None, False
        self._last = self._draft(code, "provision", "")

    def _head(self, text: str) -> None:
        """A heading: the entry before it is over. Some pages set the line of an entry as a heading."""
        if not text:
            return
        if _OPENS.match(text):
            self._paragraph(text, 0)
            return
        self._lists, self._note, self._last = None, None, None
        if self._words.category.match(text):
            self._category = text
        inside = self._category and text != self._category
        self._heading = f"{self._category} — {text}" if inside else text
        self._in_definitions = bool(self._words.definitions.match(text))

    def _general(self, text: str, new: bool = False) -> None:
        """Text outside entries: a definition under their heading, else a general note under its own."""
        if not self._heading:
            return
        term = _QUOTED.match(text) if self._in_definitions else None
        if term is not None:
            self._last = self._draft(term[1], "definition", text, entry="")
        elif self._in_definitions and self._last is not None and self._last.kind == "definition":
            self._last.add(text)
        elif self._last is None or self._last.kind != "general_note" or new:
            self._last = self._draft(self._heading, "general_note", text, entry="")
        else:
            self._last.add(text)

    def _draft(self, path: str, kind: Kind, text: str, entry: str | None = None) -> _Draft:
        draft = _Draft(path, path[:5] if entry is None else entry, kind, text)
        self._drafts.append(draft)
        return draft


def _pair(element: Element) -> tuple[str, Element] | None:
    """Mark and content of an item in the form of consolidated texts: a box with two columns."""
    if "grid-container" not in classes_of(element):
        return None
    columns: dict[str, Element] = {}
    for inner in element.iter():
        for name in classes_of(inner) & {"grid-list-column-1", "grid-list-column-2"}:
            columns.setdefault(name, inner)
    if len(columns) < 2:
        return None
    return words_of(columns["grid-list-column-1"]), columns["grid-list-column-2"]
