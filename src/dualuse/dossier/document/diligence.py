"""What due diligence came to, alone: the blocks of the dossier on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.diligence import Question, questions
from dualuse.diligence.cyber_surveillance_criteria import is_voluntary
from dualuse.documents.blocks import Block, Paragraph, Part, strong, text
from dualuse.documents.speech import Speech
from dualuse.dossier.document.purpose import answered, diligence_parts
from dualuse.dossier.document.questions import Usual
from dualuse.dossier.document.shared_blocks import legend
from dualuse.i18n import N_
from dualuse.schema.diligence import DiligenceResult

HOUSE_RULE: Final = N_("a rule of this program, not of the source")
"""Said of a stop that the source does not call one."""
GENERAL: Final = N_("general: does not move the level")
"""Said of a flag that does not speak of internal repression or serious violations."""


def diligence_blocks(result: DiligenceResult, language: str) -> Iterator[Block]:
    """The blocks of a result: what stops first, then red flags, open questions, the proposal and the decision."""
    speech = Speech.in_language(language)
    title = speech.say(N_("Due diligence, {reference}"), reference=result.reference)
    known = questions()
    voluntary = frozenset(
        (row.question, row.item)
        for row in result.open_questions
        if row.question in known and is_voluntary(known[row.question], row.item, result.examinations)
    )
    flags = {flag.shown.question for flag in result.flags if flag.stands or flag.is_stop}
    notes = {
        name: speech.semicolon.join(map(speech.say, _notes(known[name]))) for name in flags & known.keys()
    }
    marked = Usual(voluntary=voluntary, notes=notes)
    yield Part(strong(title), tuple(diligence_parts(result, speech, marked)))
    for title, blocks in answered(result, speech):
        yield Part(text(speech.say(title)), blocks)
    yield Paragraph(legend(speech), quiet=True)


def _notes(question: Question) -> Iterator[str]:
    """Sentences that say if a flag is general, and if it stops by a rule of this program."""
    if not question.of_repression:
        yield GENERAL
    if question.house_rule:
        yield HOUSE_RULE
