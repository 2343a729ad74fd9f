"""The authority's own due diligence: what it is asked, and when its answers carry a grant (Art. 5(2), 15(1)).

What was answered with "unknown" is not "no". A question is decisive where its adverse answer alone would be awareness, a stop, a notification, or a warning sign of the
highest severity: as long as one of these is not known of a line, its warning sign stays open and the line is granted by nobody. It may be refused,
withdrawn, or found to need no authorisation, and the officer may ask, consult, or answer anew. Where one was answered adversely, a grant has words on why it is granted all
the same, and the second person is warned. Which ones these are is a rule of this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from dualuse.diligence.examining import examine_findings
from dualuse.diligence.questionnaire import questions
from dualuse.diligence.questionnaire import version as questionnaire_version
from dualuse.diligence.subjects import subjects_of
from dualuse.i18n import LANGUAGES, N_, Message, translate
from dualuse.law.eu_2021_821.surveillance import listed_items
from dualuse.licensing.cases.evidence import OWN_DILIGENCE, counting, surveillance_lines
from dualuse.licensing.cases.models import Case, CaseVersion
from dualuse.licensing.refusals import Fault
from dualuse.licensing.wordless import wordless
from dualuse.schema.diligence import Answered, DiligenceResult, Findings
from dualuse.schema.reading.validation import checked_transaction
from dualuse.version import legal_derivation

_DECISIVE_EFFECTS: Final = frozenset({"aware", "stop", "notify"})


@legal_derivation("Art. 5(2)", "Art. 15(1)")
def is_decisive(question: str) -> bool:
    """Whether an adverse answer to a question alone would be awareness, a stop, a notification, or a warning sign of the highest severity."""
    row = questions().get(question)
    return row is None or row.effect in _DECISIVE_EFFECTS or (row.flags and row.severity == "high")


def repeats_question(question: str, reason: str) -> bool:
    """Whether a reason is the wording of its question, in one of the languages in which it is asked."""
    row = questions().get(question)
    return row is not None and _letters(reason) in {
        _letters(translate(row.text, language)) for language in LANGUAGES
    }


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def examined_version(version: CaseVersion, findings: Findings) -> DiligenceResult:
    """What answers come to on the lines and parties of a version.

    Raises:
        InputError: an answer is about an unknown question, item or party.
    """
    data = checked_transaction(version.transaction)
    items, parties = subjects_of(data)
    listed = listed_items((name, item.entries or ()) for name, item in zip(items, data.items, strict=True))
    return examine_findings(findings, items, parties, listed)


def outcome_of(result: DiligenceResult, answers: Iterable[Answered]) -> dict[str, Any]:
    """What is kept of it: the level that is proposed, what is not known, what was answered adversely, the warning signs that were raised or are still open. Plain
    data."""
    return {
        "questionnaire": questionnaire_version(),
        "proposed": list(result.proposed),
        "adverse": _adverse(answers),
        "unknown": [question.question for question in result.open_questions],
        "flags": [flag.shown.question for flag in result.flags if flag.state != "clear"],
    }


def not_settled(case: Case) -> Message | None:
    """Why what is proposed to be granted may not be: a decisive question was answered with "unknown" on a line; None where it may."""
    granted = set(
        case.proposals.filter(standing="proposed", lines__decision="granted").values_list(
            "lines__line", flat=True
        )
    )
    left = _decisive_answers(case, granted, "unknown")
    if not left:
        return None
    text = N_(
        "these questions of the authority's own due diligence were answered with “unknown”, and any of them may stand against a grant (Art. 5(2)): {questions}; find out and answer them, or refuse"
    )
    return Message("own_diligence_unknown", text, {"questions": ", ".join(left)})


def adverse_answers(case: Case, granted: Iterable[str]) -> list[str]:
    """The decisive questions of the own due diligence that were answered adversely on a line that is, or may be, a surveillance item, of those granted."""
    return _decisive_answers(case, granted, "adverse")


def why_warned(questions_adverse: Iterable[str]) -> Message:
    """That what is proposed is granted against the own due diligence, which the second person has to see."""
    text = N_(
        "it is to be granted although these decisive questions of the authority's own due diligence were answered adversely (Art. 5(2)): {questions}"
    )
    return Message("own_diligence_adverse", text, {"questions": ", ".join(questions_adverse)})


def why_all_the_same(case: Case, granted: Iterable[str], words: str) -> Iterator[Fault]:
    """That words are missing on why lines are granted against the own due diligence."""
    if not (left := adverse_answers(case, granted)):
        return iter(())
    text = N_(
        "these decisive questions of the authority's own due diligence were answered adversely: {questions}; say in words why it is granted all the same, or refuse"
    )
    why = Message("own_diligence_adverse", text, {"questions": ", ".join(left)})
    return wordless([("all_the_same", words, why)])


def _decisive_answers(case: Case, granted: Iterable[str], kind: str) -> list[str]:
    lines = set(granted) & set(surveillance_lines(case.versions.get(number=case.current)))
    latest = {row.line: row for row in reversed(counting(case, OWN_DILIGENCE)) if row.line in lines}
    return sorted({name for row in latest.values() for name in _decisive(row.result.get(kind, ()))})


def _adverse(answers: Iterable[Answered]) -> list[str]:
    rows = questions()
    return sorted(
        {row.question for row in answers if row.question in rows and row.answer == rows[row.question].adverse}
    )


def _decisive(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if is_decisive(name)]


def questions_asked(case: Case, language: str) -> dict[str, Any]:
    """The questions of the own due diligence on a case, before any is answered, each with its wording and the item or the party that it is asked of.

    Answers may take some away: of an item that is none, its uses are not asked.
    """
    unanswered = examined_version(
        case.versions.get(number=case.current), Findings(case.reference, answers=())
    )
    return {
        "questionnaire": questionnaire_version(),
        "lines": list(surveillance_lines(case.versions.get(number=case.current))),
        "questions": [
            {
                "question": row.question,
                "text": translate(questions()[row.question].text, language),
                "item": row.item or None,
                "party": row.party or None,
                "adverse": questions()[row.question].adverse or None,
                "decisive": is_decisive(row.question),
                "source": row.source,
                "reference": row.reference,
            }
            for row in unanswered.open_questions
        ],
    }
