"""What is searched: lines of Annex I with the words they hang on, in every language at hand.

Without an official text these are our own titles and plain words of the outline; each imported edition adds its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dualuse.classification.sheets.conditions import Condition, OneOf, Quantity, Yes, nodes
from dualuse.classification.sheets.library import library
from dualuse.classification.sheets.sheet import Sheet
from dualuse.i18n import LANGUAGES
from dualuse.law.eu_2021_821.control_list.outline import Edition, title
from dualuse.law.eu_2021_821.control_list.plain import family_words, plain_words
from dualuse.sources.annex.text import AnnexText

Origin = Literal["official", "title", "plain", "sheet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that can be found.

    Attributes:
        entry: five characters.
        path: the provision; of a note the provision it stands under.
        text: its own words.
        above: the texts of the lines it hangs on, from the entry down.
        origin: the official text, our title, our plain words, or the questions of a parameter sheet with their thresholds.
        is_note: whether it is a note, which releases or explains.
    """

    entry: str
    path: str
    text: str
    above: tuple[str, ...]
    origin: Origin
    is_note: bool = False


def outline_lines(edition: Edition, language: str) -> Iterator[Line]:
    """Our own words about the entries of an edition, by entry."""
    families = family_words(language)
    for entry in edition.entry_codes:
        row = edition.entry(entry)
        for code in (entry, *(row.provisions if row else ())):
            own = title(code, language)
            if own and (code == entry or own != title(code.rpartition(".")[0], language)):
                yield Line(
                    entry=entry, path=code, text=own, above=_titles_above(code, language), origin="title"
                )
        if plain := plain_words(entry, language):
            yield Line(
                entry=entry, path=entry, text=plain, above=(title(entry, language) or "",), origin="plain"
            )
        for family in families.values():
            codes = [code for code in family["entries"] if code[:5] == entry]
            if codes and entry[1] not in "BE":
                yield Line(
                    entry=entry,
                    path=codes[0],
                    text=f"{family['title']}. {family['does']}",
                    above=(),
                    origin="plain",
                )


def sheet_lines(edition: Edition) -> Iterator[Line]:
    """What the parameter sheets ask of each provision, with thresholds and units, and the things they name; in English."""
    sheets = library(edition.name)
    for entry in edition.entry_codes:
        sheet = sheets.sheet(entry) if sheets else None
        if sheet is None:
            continue
        for row in sheet.provisions:
            above = (title(entry, "en") or "", *_titles_above(row.path, "en"), title(row.path, "en") or "")
            text = " ".join(filter(None, (row.name, *_question_lines(row.when, sheet))))
            if text:
                yield Line(
                    entry=entry,
                    path=row.path,
                    text=text,
                    above=tuple(dict.fromkeys(filter(None, above))),
                    origin="sheet",
                )


def _question_lines(condition: Condition, sheet: Sheet) -> Iterator[str]:
    """The questions of a condition and what answers them, each once."""
    asked: set[str] = set()
    for node in nodes(condition):
        if not isinstance(node, Yes | Quantity | OneOf):
            continue
        parameter = sheet.parameters[node.parameter]
        if parameter.name not in asked:
            asked.add(parameter.name)
            yield parameter.question
        if isinstance(node, Quantity):
            yield " ".join(limit.text for limit in node.limits)
        elif isinstance(node, OneOf):
            yield " ".join(node.shown)


def _titles_above(code: str, language: str) -> tuple[str, ...]:
    parts = code.split(".")
    codes = [".".join(parts[:length]) for length in range(1, len(parts))]
    return tuple(dict.fromkeys(heading for above in codes if (heading := title(above, language))))


def official_lines(text: AnnexText) -> Iterator[Line]:
    """The provisions and notes of an imported text, with the provisions they hang on."""
    provisions = {line.path: line.text for line in reversed(text.lines) if line.kind == "provision"}
    for line in text.lines:
        if not line.entry or line.kind not in ("provision", "note"):
            continue
        note = line.kind == "note"
        yield Line(
            entry=line.entry,
            path=line.path,
            text=line.text,
            above=_above(line.path, note, provisions),
            origin="official",
            is_note=note,
        )


def _above(path: str, note: bool, provisions: dict[str, str]) -> tuple[str, ...]:
    parts = path.split(".")
    codes = (".".join(parts[:length]) for length in range(1, len(parts) + note))
    return tuple(provisions[code] for code in codes if code in provisions)


def by_language(edition: Edition, texts: Sequence[AnnexText]) -> dict[str, list[Line]]:
    """All lines by language, those of an entry together, entries in the order of the Annex."""
    order = {entry: place for place, entry in enumerate(edition.entry_codes)}
    english = list(outline_lines(edition, "en"))
    lines: dict[str, list[Line]] = {
        language: own
        for language in LANGUAGES
        if (own := list(outline_lines(edition, language))) != english or language == "en"
    }
    for text in texts:
        lines.setdefault(text.language, []).extend(
            line for line in official_lines(text) if line.entry in order
        )
    return {
        language: sorted(lines, key=lambda line: order[line.entry])
        for language, lines in lines.items()
        if lines
    }
