"""What an applicant has answered to the questions of an authority: statements like those of the application, read wherever these are.

A bare "yes" says what was asked, so the words of such a question are the applicant's, too; those of any other question are the authority's alone.
"""

from __future__ import annotations

import re
from typing import Final

from dualuse.inputs.accents import without_accents
from dualuse.licensing.cases.models import Case

_WORD: Final = re.compile(r"\w+")
_AFFIRMING: Final = """
yes yeah yep correct right exactly indeed confirmed affirmative true sure agreed
ja jawohl richtig korrekt genau stimmt bestatigt zutreffend doch
oui exact exactement effectivement confirme si sim tak ano da igen kylla joo jah jep taip nai evet
да так ναι
"""
"""Words that affirm what was asked where an answer begins with them; from memory."""
_YES: Final = frozenset(_AFFIRMING.split())


def answered_words(case: Case) -> dict[int, str]:
    """By the number of its question, what the applicant has answered, and what it has affirmed with that."""
    rows = case.questions.exclude(answered=None).order_by("number")
    return {row.number: words_of_answer(row.text, row.answer) for row in rows}


def words_of_answer(question: str, answer: str) -> str:
    """An answer, behind the question where it affirms it."""
    return f"{question}\n{answer}" if affirms(answer) else answer


def affirms(answer: str) -> bool:
    """Whether an answer begins with a word that affirms."""
    first = _WORD.search(without_accents(answer))
    return first is not None and first[0] in _YES
