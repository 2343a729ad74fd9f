"""The answer on a text: entries it may belong to, why, and whether it is probably listed at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dualuse.i18n import Message
from dualuse.inputs.formats import CLASSIFICATION

Verdict = Literal["probably_listed", "unsure", "probably_not_listed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that a text may belong to.

    Attributes:
        entry: five characters.
        provision: the likeliest provision of it.
        score: from 0 to 1, to order by; no probability.
        because: what carried it.
        line: the words of the provision: the official text where it is imported, else our title.
        exclusions: notes of the entry that may release the product, as the imported text has them.
        questions: what decides whether the provision is met.
        language: of ``line``; "" where it is ours, in the reader's.
        far: whether hardly a word of the text leads there: it comes first only because something must.
    """

    entry: str
    provision: str
    score: float
    because: tuple[Message, ...]
    line: str = ""
    exclusions: tuple[str, ...] = ()
    questions: tuple[Message, ...] = ()
    far: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The answer on one text.

    Attributes:
        id: of the text in its file.
        verdict: what is likely; nothing here is a classification in law.
        likelihood: of being listed, as fitted (0 to 1).
        candidates: best first.
        languages: the languages whose lines were compared.
        notes: what the reader must know of how it was found.
        words: how many words of the text say something, each counted once.
        unknown_words: those of them that are not known here, as written.
    """

    id: str
    verdict: Verdict
    likelihood: float
    candidates: tuple[Candidate, ...]
    languages: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    words: int = 0
    unknown_words: tuple[str, ...] = ()

    @property
    def near(self) -> tuple[Candidate, ...]:
        """The candidates that the words of the text lead to, best first; those that are far left out."""
        return tuple(candidate for candidate in self.candidates if not candidate.far)

    def as_data(self, language: str = "en") -> dict[str, Any]:
        """The answer as JSON values; names are stable."""
        return {
            "format": CLASSIFICATION,
            "id": self.id,
            "verdict": self.verdict,
            "likelihood": round(self.likelihood, 3),
            "candidates": [_candidate_data(candidate, language) for candidate in self.candidates],
            "languages": list(self.languages),
            "notes": [note.as_data(language) for note in self.notes],
            "words": self.words,
            "unknown_words": list(self.unknown_words),
        }


def _candidate_data(candidate: Candidate, language: str) -> dict[str, Any]:
    return {
        "entry": candidate.entry,
        "provision": candidate.provision,
        "score": round(candidate.score, 4),
        "far": candidate.far,
        "because": [reason.as_data(language) for reason in candidate.because],
        "line": candidate.line,
        "exclusions": list(candidate.exclusions),
        "questions": [question.as_data(language) for question in candidate.questions],
    }
