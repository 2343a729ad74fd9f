"""Drafts of the entries of an imported edition, written into a folder, and the report of what was understood."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any, Final

from dualuse.classification.annex_editions import NO_OUTLINE, READ_ITS_TEXT, edition_name
from dualuse.classification.drafts.entry_draft import (
    DraftParameter,
    DraftProvision,
    EntryDraft,
    Open,
    draft_entry,
)
from dualuse.classification.drafts.structure import tree
from dualuse.classification.sheets.library import Library
from dualuse.classification.sheets.reading import edition_named
from dualuse.i18n import N_, Message
from dualuse.inputs.problems import (
    InputError,
    MissingSourceError,
    code_suggestion,
    input_error,
    new_problem,
    problem_of,
)
from dualuse.inputs.whole_files import errors_of_writing, replace_files
from dualuse.law.eu_2021_821.control_list import Edition, normal_code
from dualuse.sources.annex.store import load
from dualuse.sources.annex.text import AnnexLine, AnnexText

WORKLIST: Final = "worklist.csv"
LANGUAGE: Final = "en"
"""The grammar reads English."""


REASONS: Final = {
    "formula": N_("a formula of several quantities"),
    "unit_unknown": N_("a unit that is not known"),
    "outside": N_("a range that is left out"),
    "no_comparator": N_("a number without a comparison"),
    "condition": N_("a number that may be a condition of measuring"),
    "direction_assumed": N_("a direction that was assumed, such as better than"),
    "or_between": N_("an or between comparisons, with more around it"),
    "negated": N_("a line that denies, or that leaves something out"),
    "list_unclear": N_("a list of which all or any may be meant"),
    "no_words": N_("a provision without words of its own"),
    "path_unknown": N_("a line whose code is not in the outline"),
}
"""The reasons of the worklist in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft in numbers; ``numeric``, ``understood``: lines with a number, and those of them with a comparison."""

    entry: str
    provisions: int
    parameters: int
    lines: int
    numeric: int
    understood: int
    comparisons: int
    to_do: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """What drafts were written, how far their lines were understood, and what a person must look at first."""

    edition: str
    folder: str
    drafts: tuple[DraftRow, ...]
    lines: int
    numeric: int
    understood: int
    comparisons: int
    reasons: dict[str, int]
    worklist: tuple[Open, ...]


def imported(edition: str | None) -> tuple[AnnexText, Edition]:
    """The English text of an edition (default: the newest installed) and its outline.

    Raises:
        InputError: there is no such edition.
        MissingSourceError: its text is not installed, or its outline is not at hand.
    """
    name = edition_name(edition) if edition else None
    text = load(name, LANGUAGE)
    if text is None:
        what = N_("no English text of Annex I is installed ({edition})")
        raise MissingSourceError([new_problem("drafts_no_text", what, _READ_IT, edition=name or "–")])
    outline = edition_named(text.edition)
    if outline is None:
        raise MissingSourceError(
            [
                new_problem(
                    "edition_unknown",
                    NO_OUTLINE,
                    _READ_IT,
                    edition=text.edition,
                )
            ]
        )
    return text, outline


_READ_IT: Final = Message("remedy.annex_missing", READ_ITS_TEXT)


def chosen(entries: Sequence[str], outline: Edition, missing_only: bool) -> tuple[str, ...]:
    """The entries to draft: those named, else all, or all that have no sheet.

    Raises:
        InputError: a name is no entry of the edition.
    """
    if not entries:
        sheets = set(Library(outline).entries()) if missing_only else set()
        return tuple(code for code in outline.entry_codes if code in outline.codes and code not in sheets)
    codes = {stated: normal_code(stated) for stated in entries}
    unknown = [
        stated
        for stated, code in codes.items()
        if code not in outline.entry_codes or code not in outline.codes
    ]
    if unknown:
        raise input_error(
            "entry_unknown",
            N_("{code} is no entry of the edition of {edition}"),
            code_suggestion(unknown[0], outline.entry_codes),
            code=unknown[0][:60],
            edition=outline.name,
        )
    return tuple(dict.fromkeys(str(code) for code in codes.values()))


def drafts_of(text: AnnexText, outline: Edition, entries: Iterable[str]) -> Iterator[EntryDraft]:
    """The drafts of ``entries``; lines whose path is not in the outline go to the worklist."""
    lines: dict[str, dict[str, str]] = {}
    for line in text.lines:
        if line.kind == "provision":
            rows = lines.setdefault(line.entry, {})
            rows[line.path] = f"{rows[line.path]} {line.text}" if line.path in rows else line.text
    for entry in entries:
        rows = lines.get(entry, {})
        draft = draft_entry(tree(entry, rows, outline))
        codes_of_annex = outline.codes | outline.not_used
        strange = tuple(
            Open(path, "path_unknown", words) for path, words in rows.items() if path not in codes_of_annex
        )
        yield replace(draft, worklist=(*draft.worklist, *strange))


def write_drafts(
    folder: Path, entries: Sequence[str] = (), edition: str | None = None, *, missing_only: bool = True
) -> DraftReport:
    """Write a draft for each entry into ``folder``, and the worklist beside them (``worklist.csv``), all or none.

    ``entries``: those named, whether they have a sheet or not; else all of the edition, with ``missing_only`` those without one.

    Raises:
        InputError: an entry or edition does not exist, a draft stands there already, or the folder cannot be written.
        MissingSourceError: the text of the edition is not installed.
    """
    text, outline = imported(edition)
    codes = chosen(entries, outline, missing_only)
    _free(folder, codes)
    drafts = tuple(drafts_of(text, outline, codes))
    notes = {
        code: [line for line in text.lines if line.kind == "note" and line.entry == code] for code in codes
    }
    with errors_of_writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sheets = {
            folder / f"{draft.entry}.toml": sheet_text(draft, text, notes[draft.entry]).encode()
            for draft in drafts
        }
        worklist = _worklist_csv(row for draft in drafts for row in draft.worklist)
        replace_files({**sheets, folder / WORKLIST: worklist.encode()}, shared=True)
    return report(drafts, text.edition, str(folder))


def _free(folder: Path, codes: Iterable[str]) -> None:
    """Refuse to write over a draft: a person may have worked in it."""
    taken = [f"{code}.toml" for code in codes if (folder / f"{code}.toml").exists()]
    if taken:
        params = {"file": taken[0], "number": len(taken)}
        what = Message("draft_exists", N_("{file} stands there already ({number} in all)"), params)
        remedy = Message(
            "remedy.draft_exists", N_("Choose another folder, or name the entries: nothing was written")
        )
        raise InputError([problem_of(what, remedy, file=str(folder))])


def _worklist_csv(rows: Iterable[Open]) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("path", "reason", "words"))
    writer.writerows((row.path, row.reason, re.sub(r"^(?=[=+@-])", "'", row.words)) for row in rows)
    return stream.getvalue()


def report(drafts: Sequence[EntryDraft], edition: str, folder: str) -> DraftReport:
    """The report of drafts: sums, and all worklists in one."""
    worklist = tuple(row for draft in drafts for row in draft.worklist)
    return DraftReport(
        edition=edition,
        folder=folder,
        drafts=tuple(_row(draft) for draft in drafts),
        lines=sum(draft.lines for draft in drafts),
        numeric=sum(draft.numeric for draft in drafts),
        understood=sum(draft.understood for draft in drafts),
        comparisons=sum(draft.comparisons for draft in drafts),
        reasons=dict(Counter(row.reason for row in worklist).most_common()),
        worklist=worklist,
    )


def _row(draft: EntryDraft) -> DraftRow:
    return DraftRow(
        entry=draft.entry,
        provisions=len(draft.provisions),
        parameters=len(draft.parameters),
        lines=draft.lines,
        numeric=draft.numeric,
        understood=draft.understood,
        comparisons=draft.comparisons,
        to_do=len(draft.worklist),
    )


def sheet_text(draft: EntryDraft, text: AnnexText, notes: Iterable[AnnexLine]) -> str:
    """The file of a draft; ``notes``: the notes of the entry, which a person writes as ``unless``."""
    head = [
        f"# DRAFT of {draft.entry}, made from the text of Annex I imported on this machine. It answers nothing.",
        f"# Text: {text.celex or text.source or text.edition}, SHA-256 {text.checksum or 'not known'}.",
        "# Compare each provision with the text; write the notes as unless; word the questions for an engineer. Then set:",
        '# review = "reviewed", reviewed_by = "your name", reviewed_on = the day.',
        "",
        f"entry = {_quoted(draft.entry)}",
        f"edition = {_quoted(text.edition)}",
        'review = "draft"',
        f"reference = {_quoted(f'Annex I, {draft.entry}')}",
        "",
    ]
    body = [
        *(_comment(f"TO DO {row.path} ({row.reason})", row.words) for row in draft.worklist),
        *(line for row in draft.parameters for line in _parameter(row)),
        *(_comment(f"NOTE {note.path}", note.text) for note in notes),
        *(line for row in draft.provisions for line in _provision(row)),
    ]
    return "\n".join([*head, *body]).rstrip() + "\n"


def _parameter(row: DraftParameter) -> Iterator[str]:
    yield f"[parameters.{row.name}]"
    if row.unit is not None:
        yield f"quantity = {_quoted(row.unit)}"
    yield f"question = {_quoted(row.question)}"
    if row.judgement:
        yield "judgement = true"
    yield ""


def _provision(row: DraftProvision) -> Iterator[str]:
    yield ""
    yield from (_comment(path, words) for path, words in row.lines)
    yield from ("[[provisions]]", f"path = {_quoted(row.path)}", f"when = {inline(row.when)}")


def inline(value: Any) -> str:
    """A condition as an inline table."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {inline(part)}" for name, part in value.items()) + " }"
    if isinstance(value, list):
        return "[ " + ", ".join(inline(part) for part in value) + " ]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A basic string of TOML: that of JSON, with DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(head: str, text: str) -> str:
    """One line of comment; what would end or break it is a blank."""
    return "# {}: {}".format(head, re.sub(r"[\x00-\x1f\x7f]|\s", " ", text)).rstrip()
