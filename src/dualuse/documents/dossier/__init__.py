"""The content of a dossier, from an assessment: the answer, who, what, what for, what follows, its limits, what it rests on."""

from __future__ import annotations

from dualuse.documents.blocks import Document, FrameWords
from dualuse.documents.dossier.answer import answer, head
from dualuse.documents.dossier.consequences import consequences
from dualuse.documents.dossier.purpose import purpose
from dualuse.documents.dossier.sources_and_limits import limits, sources
from dualuse.documents.dossier.what import what
from dualuse.documents.dossier.who import who
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment

__all__ = ["dossier_of"]


def dossier_of(it: Assessment) -> Document:
    """The document for an assessment, in its language."""
    speech = Speech.of(it.language)
    parts = (who, what, purpose, consequences, limits, sources)
    return Document(
        language=speech.language,
        title=speech.say(N_("Export assessment under Regulation (EU) 2021/821")),
        reference=it.reference,
        date=it.date,
        facts=head(it, speech),
        answer=answer(it, speech),
        parts=tuple(part(it, speech) for part in parts),
        frame_words=_frame_words(speech),
    )


def _frame_words(speech: Speech) -> FrameWords:
    return FrameWords(
        contents=speech.say(N_("Contents")),
        page=speech.say(N_("Page {page} of {pages}")),
        attachment=speech.say(N_("The assessment as data: this document was made from it alone")),
        signs_title=speech.say(N_("Signs")),
        signs_none=speech.say(N_("Every character is shown as it was stated.")),
        signs_some=speech.say(
            N_(
                "No font here has these characters, or they are not for printing; they are shown as code points: {signs}."
            )
        ),
        wide=speech.say(N_("Table: {caption}")),
    )
