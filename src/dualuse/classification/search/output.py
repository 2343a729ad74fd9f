"""What ``dualuse classify`` writes: answers as text, as lines of JSON, or as rows of CSV."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from typing import Any, Final

from dualuse.classification.search.answers import Candidate, Classification
from dualuse.i18n import N_, render, translate
from dualuse.inputs.problems import Problem, printable
from dualuse.law.eu_2021_821.control_list.outline import title

VERDICTS: Final = {
    "probably_listed": N_("probably listed"),
    "unsure": N_("unsure"),
    "probably_not_listed": N_("probably not listed"),
}
VERDICT_EXPLANATIONS: Final = {
    "probably_listed": N_(
        "The text resembles listed products. Whether this one is listed, its parameters decide."
    ),
    "unsure": N_("From this text it cannot be told whether the product is listed."),
    "probably_not_listed": N_(
        "The text resembles nothing that is listed. That is a hint, no proof: check the entries below."
    ),
}
MAY_BE_RELEASED: Final = N_("May release the product: {note}")
ANSWER_OF_FILE: Final = N_("Products: {number}")
COLUMNS: Final = ("id", "verdict", "likelihood", "rank", "entry", "provision", "score", "because", "problem")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula."""
_SHOWN_LINE: Final = 160
_EXPLAINED: Final = 3
"""So many candidates are explained to a reader, with their questions; the others are named."""
EXAMINE: Final = N_("Test it by its parameters: dualuse examine {code}")


def as_line(data: dict[str, Any]) -> str:
    """Data as one line of JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def unread(identifier: str, problem: Problem, language: str) -> dict[str, Any]:
    """The answer on a line that could not be read: "unsure", without candidates, and the problem."""
    return {"id": identifier, "verdict": "unsure", "candidates": [], "problem": problem.text(language)}


def page(classification: Classification, language: str, width: int) -> str:
    """The answer on one text, for a reader."""
    lines = [translate(VERDICTS[classification.verdict], language).upper()]
    lines += textwrap.wrap(translate(VERDICT_EXPLANATIONS[classification.verdict], language), width)
    for candidate in classification.candidates[:_EXPLAINED]:
        lines += ["", *_candidate_lines(candidate, language, width)]
    if classification.candidates[_EXPLAINED:]:
        lines.append("")
    for candidate in classification.candidates[_EXPLAINED:]:
        lines += _head(candidate, language, width)
    if classification.candidates:
        examine = translate(EXAMINE, language).format(code=classification.candidates[0].entry)
        lines += ["", *textwrap.wrap(examine, width)]
    if classification.notes:
        lines.append("")
    for note in classification.notes:
        lines += textwrap.wrap("· " + render(note, language), width, subsequent_indent="  ")
    return "\n".join(printable(line) for line in lines) + "\n"


def _head(candidate: Candidate, language: str, width: int) -> list[str]:
    name = title(candidate.entry, language) or ""
    return textwrap.wrap(
        f"{candidate.score:.2f}  {candidate.provision}  {name}", width, subsequent_indent="      "
    )


def _candidate_lines(candidate: Candidate, language: str, width: int) -> list[str]:
    name = title(candidate.entry, language) or ""
    lines = _head(candidate, language, width)
    texts = [render(reason, language) for reason in candidate.because]
    if candidate.line != name:
        texts.append("“" + textwrap.shorten(candidate.line, _SHOWN_LINE, placeholder=" …") + "”")
    texts += [
        translate(MAY_BE_RELEASED, language).format(
            note=textwrap.shorten(note, _SHOWN_LINE, placeholder=" …")
        )
        for note in candidate.exclusions
    ]
    texts += [render(question, language) for question in candidate.questions]
    for text in texts:
        lines += textwrap.wrap(text, width, initial_indent="      ", subsequent_indent="        ")
    return lines


def short_line(classification: Classification, language: str) -> str:
    """The answer on one of many products: verdict and best entries."""
    entries = ", ".join(candidate.provision for candidate in classification.candidates[:3])
    verdict = translate(VERDICTS[classification.verdict], language)
    return printable(f"{classification.id or '–'}  {verdict}  {entries}")


def csv_header() -> str:
    """The first line of a CSV of answers."""
    return _csv_line(COLUMNS)


def csv_rows(data: dict[str, Any]) -> str:
    """An answer as rows of CSV: one for each candidate, or one alone where there is none."""
    own = [data["id"], data["verdict"], data.get("likelihood", "")]
    problem = data.get("problem", "")
    rows = [
        [
            *own,
            rank,
            candidate["entry"],
            candidate["provision"],
            candidate["score"],
            "; ".join(reason["text"] for reason in candidate["because"]),
            problem,
        ]
        for rank, candidate in enumerate(data["candidates"], 1)
    ]
    return "".join(_csv_line(row) for row in rows or [[*own, "", "", "", "", "", problem]])


def _csv_line(cells: Any) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
