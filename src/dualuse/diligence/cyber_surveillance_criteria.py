"""The examination of an item under Art. 2(20): three-valued, element by element.

An item is one for cyber-surveillance if all elements are there: specially designed, for covert surveillance, of natural persons, with at least one
of four abilities, on data from information and telecommunication systems. One element answered against it takes it out, whatever is open
elsewhere; as long as none is and one is open, the result is open. Recital 8 takes purely commercial use out generally, not always: that answer
decides nothing, and beside five elements that are there it leaves the result open until a person resolves the contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dualuse.diligence.questionnaire import ELEMENTS, Question, questions
from dualuse.diligence.subjects import Place
from dualuse.schema.diligence import Answer, Answered, CyberSurveillance, ShownAnswer
from dualuse.version import legal_derivation

LISTED: Final = "A01"
"""The question whether the item is listed. Answered yes, against the entries of the transaction, what the elements say is set nowhere until it
is classified."""
COMMERCIAL: Final = "commercial_only"
"""What recital 8 generally takes out; no element of the definition."""
STATUTORY: Final = tuple(element for element in ELEMENTS if element != COMMERCIAL)
"""The five elements of Art. 2(20)."""
_HOW: Final = frozenset(("covert", "specially_designed"))
"""Elements of how and for what it was made. Without them the same item can do the same harm to the same people."""

Show = Callable[[Question, Answered | None, Place], ShownAnswer]


@legal_derivation("Art. 2(20)")
def examined(item: str, answers: Mapping[str, Answered], listed: bool, show: Show) -> CyberSurveillance:
    """The examination of ``item`` by its ``answers`` (by question); ``listed``: it is a listed item for cyber-surveillance, and nothing is asked."""
    if listed:
        return CyberSurveillance(item, "yes", (), (), voluntary=False)
    truths = {element: _truth(element, answers) for element in STATUTORY}
    fails_on = tuple(element for element, truth in truths.items() if truth == "no")
    others = {truth for element, truth in truths.items() if element not in _HOW}
    there = set(truths.values()) == {"yes"} and _truth(COMMERCIAL, answers) != "no"
    result: Answer = "no" if fails_on else "yes" if there else "unknown"
    return CyberSurveillance(
        item,
        result,
        tuple(
            show(question, answers.get(question.id), Place(question.id, item=item))
            for question in element_questions()
        ),
        fails_on,
        voluntary=result == "no" and _HOW.issuperset(fails_on) and others == {"yes"},
    )


def element_questions() -> tuple[Question, ...]:
    """The questions of the examination, in their order."""
    return tuple(question for question in questions().values() if question.element)


@legal_derivation("Art. 2(20)", "Art. 5")
def may_concern_rights(examination: CyberSurveillance) -> bool:
    """Whether elements and human-rights questions are asked about the item: it is or may be one, or it is out only because it is not covert or
    not specially designed for it.

    While other elements are open in the last case, they are asked too: they decide whether human rights are a voluntary matter.
    """
    return examination.result != "no" or _HOW.issuperset(examination.fails_on)


def contradicts(examination: CyberSurveillance) -> bool:
    """Whether every element is there and the use is said to be purely commercial all the same."""
    answers = {shown.question: shown.answered for shown in examination.elements if shown.answered}
    there = all(_truth(element, answers) == "yes" for element in STATUTORY)
    return bool(examination.elements) and there and _truth(COMMERCIAL, answers) == "no"


def is_voluntary(question: Question, item: str, examinations: Sequence[CyberSurveillance]) -> bool:
    """Whether a question about human rights is asked voluntarily only: of the item, or, where it is about no item, of all that it is asked for."""
    if question.asked != "cyber_surveillance":
        return False
    concerned = [
        examination
        for examination in examinations
        if may_concern_rights(examination) and item in ("", examination.item)
    ]
    return bool(concerned) and all(examination.voluntary for examination in concerned)


def _truth(element: str, answers: Mapping[str, Answered]) -> Answer:
    """Whether the element is there: any of its questions answered adversely suffices (only the abilities have several)."""
    truths = [
        _is_there(question, answers.get(question.id))
        for question in element_questions()
        if question.element == element
    ]
    if "yes" in truths:
        return "yes"
    return "unknown" if "unknown" in truths else "no"


def _is_there(question: Question, answered: Answered | None) -> Answer:
    if answered is None or answered.answer == "unknown":
        return "unknown"
    return "yes" if answered.answer == question.adverse else "no"
