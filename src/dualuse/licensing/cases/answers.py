"""What an applicant has answered to the questions of an authority: statements like those of the application, read wherever these are.

A bare "yes" says what was asked, as "that is so" does, so the words of such a question are the applicant's, too; those of any other question are the authority's alone.
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
_ANYWHERE: Final = frozenset(["yes", "yep", "jawohl", "oui", "igen", "kylla", "evet"])
"""Of these, the ones that are nothing else in any language: they affirm wherever they stand."""
_POINTING: Final = """
it this that these those so such which what is are was does do did has have will would can may i we you they he she one there the a an of in to for as and too also
just only very much all both absolutely certainly definitely course naturally obviously totally fully completely case fact confirm confirms affirm agree say says said think thought asked ask
guess guessed known know mean meant apply applies fits fit answer question above here same way like ok okay x 1
das dies diese dieser es er sie so ist sind war wird hat haben kann wir ich man der die den dem ein eine von zu und auch nur ganz sehr alles beides fall tatsache naturlich freilich selbstverstandlich
sicher gewiss klar allerdings durchaus absolut bestatigen bestatige sagen sagten fragen fragten meinen vermuten trifft zu wie oben hier gleiche gilt eben
cela ce c ca il elle ils est sont sera a ont peut nous je vous on le la les un une de en et aussi bien tout tous tres certainement absolument naturellement evidemment cas fait confirmons confirme
dites disiez demandez demande pensez tel telle ainsi meme
"""
"""Words that point at what was asked, or say that they agree: where an answer has no others, it says what the question does."""
_SAYS_NOTHING_ELSE: Final = frozenset(_POINTING.split()) | _YES
_WHOLE: Final = frozenset(
    (
        "no doubt",
        "no doubt about it",
        "without doubt",
        "without a doubt",
        "why not",
        "zweifellos",
        "ohne zweifel",
        "kein zweifel",
        "warum nicht",
        "sans doute",
        "sans aucun doute",
        "pourquoi pas",
    )
)
"""Answers that affirm by a word that denies."""
_DENIES: Final = frozenset(
    [
        "no",
        "not",
        "never",
        "none",
        "nothing",
        "nein",
        "nicht",
        "kein",
        "keine",
        "nie",
        "non",
        "ne",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "rien",
        "neni",
        "nie",
        "не",
        "нет",
        "οχι",
        "ochi",
    ]
)
_BUT: Final = frozenset(
    [
        "but",
        "however",
        "except",
        "only",
        "although",
        "though",
        "unless",
        "aber",
        "jedoch",
        "sondern",
        "ausser",
        "allerdings",
        "obwohl",
        "nur",
        "mais",
        "cependant",
        "sauf",
        "toutefois",
    ]
)
"""Words by which a denial holds for a part of what was asked."""


def answered_words(case: Case) -> dict[int, str]:
    """By the number of its question, what the applicant has answered, and what it has affirmed with that."""
    rows = case.questions.exclude(answered=None).order_by("number")
    return {row.number: words_of_answer(row.text, row.answer) for row in rows}


def words_of_answer(question: str, answer: str) -> str:
    """An answer, behind the question where it says what that asks."""
    return f"{question}\n{answer}" if affirms(answer) else answer


def affirms(answer: str) -> bool:
    """Whether an answer says what was asked: it affirms, says nothing of its own that denies it, or denies a part alone.

    What has no word (a sign that is raised, a tick) affirms as well, but for a question mark: what is not denied is asked about.
    """
    words = _WORD.findall(without_accents(answer))
    if not words:
        return bool(answer.strip(" ?？\n\t"))
    if words[0] in _YES or not _ANYWHERE.isdisjoint(words) or " ".join(words) in _WHOLE:
        return True
    is_denied = not _DENIES.isdisjoint(words)
    return not _BUT.isdisjoint(words) if is_denied else set(words) <= _SAYS_NOTHING_ELSE
