"""What ``dualuse classify`` writes: answers as text, as lines of JSON, or as rows of CSV."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, Final

from dualuse.classification.search.answers import Candidate, Classification
from dualuse.classification.substances import with_substance
from dualuse.i18n import LANGUAGES, N_, Message, fill, quoted, render, score, translate
from dualuse.inputs.formats import CLASSIFICATION, with_format
from dualuse.inputs.formulas import guarded
from dualuse.inputs.problems import Problem, printable
from dualuse.inputs.wrapping import wrapped_lines
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
NONE_NEAR_NOT_LISTED: Final = N_(
    "The text resembles nothing that is listed, and no entry is near: none is proposed. That is a hint, no proof."
)
NONE_NEAR: Final = N_("From this text it cannot be told whether the product is listed; no entry is near.")
FAR: Final = N_("Far, with a word in common at most: {entries}")
CANNOT_SAY: Final = N_("cannot say")
"""In place of "unsure" where too little of a text is understood for any answer."""
LACKING: Final = {
    (True, True): N_("without the official text of Annex I and the embedding much is missed"),
    (True, False): N_("without the official text of Annex I much is missed"),
    (False, True): N_("without the embedding some is missed"),
    (False, False): "",
}
"""What was not at hand, by whether the official text and the embedding were not."""
IN_OTHER_LANGUAGES: Final = N_(
    "the text of Annex I is installed, but not in the language of the description ({language})"
)
_NO_ANSWER: Final = frozenset(
    ("not_understood", "no_words", "only_activity", "language_missing", "unknown_words")
)
MAY_BE_RELEASED: Final = N_("May release the product: {note}")
ANSWER_OF_FILE: Final = N_("Products: {number}")
COLUMNS: Final = (
    "id",
    "verdict",
    "likelihood",
    "rank",
    "entry",
    "provision",
    "score",
    "because",
    "problem",
    "far",
)
_SHOWN_LINE: Final = 160
_EXPLAINED: Final = 3
"""So many candidates are explained to a reader, with their questions; the others are named."""
EXAMINE: Final = N_("Test it by its parameters: dualuse examine {code}")
EXAMINE_BOTH: Final = N_("Two are near, test both: dualuse examine {code}, dualuse examine {other}")
_NEAR: Final = 0.15
"""Between the scores of the first two candidates: closer than that, words do not tell which of them it is."""
_TESTED_LEVELS: Final = 3
"""Levels of a provision that is tested: entry, paragraph, and one below it."""


def unread(identifier: str, problem: Problem, language: str) -> dict[str, Any]:
    """The answer on a line that could not be read: "unsure", without candidates, and the problem."""
    data = {"id": identifier, "verdict": "unsure", "candidates": [], "problem": problem.text(language)}
    return with_format(CLASSIFICATION, data)


def verdict_word(classification: Classification, language: str) -> str:
    """The verdict in a word or two."""
    codes = {note.code for note in classification.notes}
    cannot = classification.verdict == "unsure" and codes & _NO_ANSWER
    return translate(CANNOT_SAY if cannot else VERDICTS[classification.verdict], language)


def lacking(notes: Iterable[Message], language: str) -> str:
    """In a sentence what was not at hand, and what that means for the answer; "" where all was."""
    by_code = {note.code: note for note in notes}
    if other := by_code.get("no_text_of_language"):
        return fill(IN_OTHER_LANGUAGES, language, language=other.params["language"])
    return translate(LACKING["no_official_text" in by_code, "no_embedding" in by_code], language)


def verdict_line(classification: Classification, language: str) -> str:
    """The first line: the verdict, and what was not at hand to find it."""
    word = verdict_word(classification, language).upper()
    return "  ".join(filter(None, (word, lacking(classification.notes, language))))


def explanation(classification: Classification, language: str) -> str:
    """What the verdict means, in a sentence; where no entry is near, that none is."""
    none_near = {"unsure": NONE_NEAR, "probably_not_listed": NONE_NEAR_NOT_LISTED}
    usual = VERDICT_EXPLANATIONS[classification.verdict]
    text = usual if classification.near else none_near.get(classification.verdict, usual)
    return translate(text, language)


def far_line(classification: Classification, language: str, most: int | None = None) -> str:
    """Name the first ``most`` of the far candidates; "" if there are none."""
    far = [candidate.provision for candidate in classification.candidates if candidate.far][:most]
    return fill(FAR, language, entries=", ".join(far)) if far else ""


def page(classification: Classification, language: str, width: int) -> str:
    """The whole answer on one text, for a reader."""
    lines = wrapped_lines(verdict_line(classification, language), width, rest="  ")
    lines += wrapped_lines(explanation(classification, language), width)
    for candidate in classification.near[:_EXPLAINED]:
        lines += ["", *_candidate_lines(candidate, language, width)]
    if classification.near[_EXPLAINED:]:
        lines.append("")
    for candidate in classification.near[_EXPLAINED:]:
        lines += _head(candidate, language, width)
    if far := far_line(classification, language):
        lines += ["", *wrapped_lines(far, width, rest="  ")]
    if classification.notes:
        lines.append("")
    for note in classification.notes:
        lines += wrapped_lines("· " + render(note, language), width, rest="  ")
    if classification.near:
        lines += ["", *wrapped_lines(lead(classification.near, language), width)]
    return "\n".join(printable(line) for line in lines) + "\n"


def lead(candidates: Sequence[Candidate], language: str) -> str:
    """The command that leads on: the best candidate tested by its parameters, and the next where it is as near."""
    code = _tested(candidates[0])
    other = next(
        (_tested(near) for near in candidates[1:2] if candidates[0].score - near.score < _NEAR), code
    )
    return fill(EXAMINE if code == other else EXAMINE_BOTH, language, code=code, other=other)


def _tested(candidate: Candidate) -> str:
    """For a deep line, test the paragraph around it: a product can miss one line and still be listed."""
    levels = candidate.provision.split(".")[:_TESTED_LEVELS] if candidate.provision else [candidate.entry]
    return ".".join(levels)


def title_of(candidate: Candidate, language: str) -> str:
    """Our title of the entry of a candidate, with the substance that its provision lists, if it lists one."""
    return with_substance(title(candidate.entry, language) or "", candidate.provision, language)


def _head(candidate: Candidate, language: str, width: int) -> list[str]:
    name = title_of(candidate, language)
    return wrapped_lines(
        f"{score_in(candidate, language)}  {candidate.provision}  {name}", width, rest="      "
    )


def score_in(candidate: Candidate, language: str) -> str:
    """The score of a candidate as a reader of a language writes it: ``0.87``, in German ``0,87``."""
    return score(candidate.score).in_language(language)


def is_title(candidate: Candidate) -> bool:
    """Whether the line of a candidate is no more than the title of its entry, in whatever language."""
    return candidate.line in {title(candidate.entry, language) for language in LANGUAGES}


def _candidate_lines(candidate: Candidate, language: str, width: int) -> list[str]:
    lines = _head(candidate, language, width)
    texts = [render(reason, language) for reason in candidate.because]
    if not is_title(candidate):
        texts.append(quoted(textwrap.shorten(candidate.line, _SHOWN_LINE, placeholder=" …"), language))
    texts += [
        fill(MAY_BE_RELEASED, language, note=textwrap.shorten(note, _SHOWN_LINE, placeholder=" …"))
        for note in candidate.exclusions
    ]
    texts += [render(question, language) for question in candidate.questions]
    for text in texts:
        lines += wrapped_lines(text, width, "      ", "        ")
    return lines


def short_line(classification: Classification, language: str) -> str:
    """The answer on one of many products: verdict and best entries that are near."""
    entries = ", ".join(candidate.provision for candidate in classification.near[:3])
    verdict = verdict_word(classification, language)
    return printable(f"{classification.id or '–'}  {verdict}  {entries}".rstrip())


def csv_header() -> str:
    """The first line of a CSV of answers."""
    return _csv_line(COLUMNS)


def csv_rows(data: dict[str, Any]) -> str:
    """An answer as rows of CSV: one for each candidate, or a single row without candidates."""
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
            "yes" if candidate["far"] else "",
        ]
        for rank, candidate in enumerate(data["candidates"], 1)
    ]
    return "".join(_csv_line(row) for row in rows or [[*own, "", "", "", "", "", problem, ""]])


def _csv_line(cells: Any) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return guarded(value) if isinstance(value, str) else value
