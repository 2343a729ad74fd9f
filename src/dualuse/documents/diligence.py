"""What due diligence came to, alone: the blocks of the dossier on it."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.documents.blocks import Block, Paragraph, Part, strong, text
from dualuse.documents.dossier.purpose import answered, diligence_parts
from dualuse.documents.dossier.stated import legend
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.diligence import DiligenceResult


def diligence_blocks(result: DiligenceResult, language: str) -> Iterator[Block]:
    """The blocks of a result: what stops first, then red flags, open questions, the proposal and the decision."""
    speech = Speech.of(language)
    title = speech.say(N_("Due diligence, {reference}"), reference=result.reference)
    yield Part(strong(title), tuple(diligence_parts(result, speech)))
    yield Part(text(speech.say(N_("Answered, and no flag"))), tuple(answered(result, speech)))
    yield Paragraph(legend(speech), quiet=True)
