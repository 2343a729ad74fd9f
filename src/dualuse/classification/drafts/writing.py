"""A draft as TOML in the language of sheets. It quotes the imported text: it belongs to the machine it was made on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dualuse.classification.drafts.entry_draft import DraftParameter, DraftProvision, EntryDraft, Open
from dualuse.sources.annex.text import AnnexLine, AnnexText


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
        *_worklist(draft.worklist),
        *(line for row in draft.parameters for line in _parameter(row)),
        *(line for note in notes for line in _comment(f"NOTE {note.path}", note.text)),
        *(line for row in draft.provisions for line in _provision(row)),
    ]
    return "\n".join([*head, *body]).rstrip() + "\n"


def _worklist(rows: Iterable[Open]) -> Iterator[str]:
    for row in rows:
        yield from _comment(f"TO DO {row.path} ({row.reason})", row.words)


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
    for path, words in row.lines:
        yield from _comment(path, words)
    yield "[[provisions]]"
    yield f"path = {_quoted(row.path)}"
    yield f"when = {inline(row.when)}"


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


def _comment(head: str, text: str) -> Iterator[str]:
    """One line of comment; what would end or break it is a blank."""
    clean = re.sub(r"[\x00-\x1f\x7f]|\s", " ", text)
    yield f"# {head}: {clean}".rstrip()
