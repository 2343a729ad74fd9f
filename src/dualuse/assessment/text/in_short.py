"""Reasons for a place with little room, such as the cell of a sheet: a clause each, in words, without names of fields and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dualuse.assessment.field_words import field_in_words
from dualuse.i18n import N_, Message, render, translate

_OPEN: Final = "release.open"
"""That facts are missing: where there is little room, it stands beside which ones, and that alone says it."""
FACTS_MISSING: Final = N_("facts are missing")
"""The same in short."""
_ACCEPTED: Final = "release.law_age_accepted"
"""Who accepts the age of the law: nothing is to be done about it."""
_WHOLE: Final = frozenset({"release.go_as_stated", "release.go_with_duties_as_stated"})
"""That something may leave, with what was not stated or not looked at: without its end it would say more than is known."""
_NAME: Final = r"(?<![\w.])[a-z][A-Za-z0-9-]{1,}(?:[._][\w-]+)+"
"""The name of a field, of an answer or of a list: ``unexecuted.32014R0833.annex_iv``, ``located_in``, ``eu_fsf``."""
_NAMES: Final = rf"{_NAME}(?:,? (?:\w+ )?{_NAME})*"
_BEHIND: Final = re.compile(rf"\s*(?:[:,]\s*{_NAMES}[.?]?$|\({_NAMES}\))")
"""Names that may go: at the end of a sentence, where the answer is written, and in brackets."""
_WITHIN: Final = re.compile(_NAME)
_FILES: Final = (".toml", ".yaml", ".csv", ".xlsx", ".json")
_CLAUSE_END: Final = re.compile(r"\s?; |(?<=\?) ")


def sentences_of_reasons(
    messages: Iterable[Message], language: str, *, short: bool, says_open: bool = False
) -> Iterator[str]:
    """The reasons of a release as sentences, whole, or ``short`` as :func:`in_short` makes them, without what is accepted.

    ``says_open``: that facts are missing is said in short, too; reasons that hold every row would else stand as if they were all.
    """
    left_out = {_ACCEPTED} if says_open else {_OPEN, _ACCEPTED}
    for message in messages:
        if not short:
            yield render(message, language)
        elif message.code in _WHOLE:
            yield without_names(render(message, language).replace("; ", ", "), language)
        elif message.code == _OPEN and says_open:
            yield translate(FACTS_MISSING, language)
        elif message.code not in left_out:
            yield in_short(render(message, language), language)


def in_short(sentence: str, language: str) -> str:
    """The first clause of a sentence; names of fields are left out where it can be read without them, else they are put in words."""
    return without_names(_CLAUSE_END.split(sentence, maxsplit=1)[0], language)


def without_names(clause: str, language: str) -> str:
    """A clause without the names of fields, as far as it can be read without them; else they are put in words."""
    return _WITHIN.sub(lambda name: _worded(name[0], language), _BEHIND.sub("", clause))


def _worded(name: str, language: str) -> str:
    return name if name.endswith(_FILES) else field_in_words(name, language)
