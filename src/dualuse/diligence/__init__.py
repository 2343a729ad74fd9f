"""What is it for? Questions, evidence, a person's decision.

Statements go in, what they come to goes out (:func:`examine_findings`); a person decides, and ``dualuse.assessment`` turns what was
decided into facts of the transaction.
"""

from dualuse.diligence.examining import examine_findings
from dualuse.diligence.questionnaire import (
    Question,
    Questionnaire,
    QuestionnaireError,
    questionnaires,
    questions,
)
from dualuse.diligence.reading import StatedFindings, findings_from, read_findings
from dualuse.diligence.recording import Diligence, RecordedEvent
from dualuse.diligence.subjects import subjects_of

__all__ = [
    "Diligence",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "RecordedEvent",
    "StatedFindings",
    "examine_findings",
    "findings_from",
    "questionnaires",
    "questions",
    "read_findings",
    "subjects_of",
]
