"""Earlier answers for the same reference that other facts were stated for: what they said, what is stated otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dualuse.documents.blocks import Block, Line, Paragraph, Part, Table, code, quiet, text
from dualuse.documents.speech import Speech
from dualuse.dossier.earlier_answers import reason_in_words, value_in_words, verdict_of
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment, EarlierAnswer

EARLIER_ANSWERS: Final = N_("Earlier answers of other stated facts")
_LONGEST: Final = 2000
"""Characters of a value: of an item or a party that came or went all fields stand there."""


def earlier_in_short(it: Assessment, speech: Speech) -> str:
    """Each with its day and verdict, in a line."""
    return speech.semicolon.join(
        f"{speech.day(answer.date)}: {verdict_of(answer.release, speech.language)}"
        for answer in it.earlier or ()
    )


def earlier_part(it: Assessment, speech: Speech) -> tuple[Part, ...]:
    """The part on earlier answers; none where the dossier names none, so that those of earlier releases keep their bytes."""
    if not it.earlier:
        return ()
    return (Part(text(speech.say(EARLIER_ANSWERS)), tuple(_blocks(it.earlier, it.reason, speech))),)


def _blocks(answers: Sequence[EarlierAnswer], reason: str | None, speech: Speech) -> Iterator[Block]:
    """A table of each field that was stated otherwise, and the reason."""
    head = (
        speech.say(N_("Assessed on")),
        speech.say(N_("Field")),
        speech.say(N_("Before")),
        speech.say(N_("Now")),
    )
    rows = tuple(row for answer in answers for row in _rows(answer, speech))
    yield Table(speech.say(EARLIER_ANSWERS), head, rows, (5, 6, 6, 6))
    yield Paragraph(text(reason_in_words(reason, speech.language)))


def _rows(answer: EarlierAnswer, speech: Speech) -> Iterator[tuple[Line, ...]]:
    said = f"{speech.day(answer.date)}: {verdict_of(answer.release, speech.language)}"
    if answer.reason:
        said = f"{said} ({answer.reason})"
    if answer.changed is None:
        nothing = quiet(speech.say(N_("what it stated is kept no longer")))
        yield text(said), text("–"), nothing, text("–")
        return
    for number, fact in enumerate(answer.changed):
        yield (
            text(said if number == 0 else ""),
            code(fact.path),
            text(value_in_words(fact.before, speech.language, _LONGEST)),
            text(value_in_words(fact.after, speech.language, _LONGEST)),
        )
