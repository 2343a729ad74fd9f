"""The examination of an item under Art. 2(20): three-valued, element by element.

An item is one for cyber-surveillance if all elements are there: specially designed, for covert surveillance, of natural persons, with at least one
of four abilities, on data from information and telecommunication systems; and if its use is not purely commercial (recital 8). One element
answered against it takes it out, whatever is open elsewhere; as long as none is and one is open, the result is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dualuse.contract.diligence import Answer, Answered, CyberSurveillance, ShownAnswer
from dualuse.diligence.questionnaire import ELEMENTS, Question, questions
from dualuse.diligence.subjects import Place

LISTED: Final = "A01"
"""The question whether the item is listed. Answered yes, against the entries of the transaction, what the elements say is set nowhere until it
is classified."""
_COVERT: Final = "covert"

Show = Callable[[Question, Answered | None, Place], ShownAnswer]


def examined(item: str, answers: Mapping[str, Answered], listed: bool, show: Show) -> CyberSurveillance:
    """The examination of ``item`` by its ``answers`` (by question); ``listed``: it is a listed item for cyber-surveillance, and nothing is asked."""
    if listed:
        return CyberSurveillance(item, "yes", (), (), voluntary=False)
    truths = {element: _truth(element, answers) for element in ELEMENTS}
    fails_on = tuple(element for element, truth in truths.items() if truth == "no")
    others = [truth for element, truth in truths.items() if element != _COVERT]
    result: Answer = "no" if fails_on else "yes" if set(truths.values()) == {"yes"} else "unknown"
    return CyberSurveillance(
        item,
        result,
        tuple(show(one, answers.get(one.id), Place(one.id, item=item)) for one in element_questions()),
        fails_on,
        voluntary=result == "no" and fails_on == (_COVERT,) and set(others) == {"yes"},
    )


def element_questions() -> tuple[Question, ...]:
    """The questions that decide the examination, in their order."""
    return tuple(one for one in questions().values() if one.element)


def may_concern_rights(examination: CyberSurveillance) -> bool:
    """Whether elements and human-rights questions are asked about the item: it is or may be one, or nothing but "covert" takes it out.

    While other elements are open in the last case, they are asked too: they decide whether human rights are a voluntary matter.
    """
    return examination.result != "no" or examination.fails_on == (_COVERT,)


def is_voluntary(question: Question, item: str, examinations: Sequence[CyberSurveillance]) -> bool:
    """Whether a question about human rights is asked voluntarily only: of the item, or, where it is about no item, of all that it is asked for."""
    if question.asked != "cyber_surveillance":
        return False
    concerned = [one for one in examinations if may_concern_rights(one) and item in ("", one.item)]
    return bool(concerned) and all(one.voluntary for one in concerned)


def _truth(element: str, answers: Mapping[str, Answered]) -> Answer:
    """Whether the element is there: any of its questions answered adversely suffices (only the abilities have several)."""
    truths = [_one(one, answers.get(one.id)) for one in element_questions() if one.element == element]
    if "yes" in truths:
        return "yes"
    return "unknown" if "unknown" in truths else "no"


def _one(question: Question, answered: Answered | None) -> Answer:
    if answered is None or answered.answer == "unknown":
        return "unknown"
    return "yes" if answered.answer == question.adverse else "no"
