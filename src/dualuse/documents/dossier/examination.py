"""The examination of an item under Art. 2(20), element by element."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.documents.blocks import Block, Paragraph, Part, Table, Tone, joined, text
from dualuse.documents.dossier.asked import given, proofs, source
from dualuse.documents.dossier.stated import nothing
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.diligence import CyberSurveillance

_RESULTS: dict[str, tuple[str, Tone]] = {
    "yes": (N_("a cyber-surveillance item"), "stop"),
    "no": (N_("no cyber-surveillance item"), "quiet"),
    "unknown": (N_("open"), "ask"),
}


def examinations(found: tuple[CyberSurveillance, ...], speech: Speech) -> tuple[Block, ...]:
    """The items examined, or that none was."""
    if not found:
        return nothing(speech, N_("No item was examined under Art. 2(20)."))
    return tuple(_examination(one, speech) for one in found)


def _examination(one: CyberSurveillance, speech: Speech) -> Part:
    mark, tone = _RESULTS[one.result]
    title = text(speech.say(N_("Item {item}"), item=one.item))
    return Part(title, tuple(_blocks(one, speech)), mark=speech.say(mark), tone=tone, card=True)


def _blocks(one: CyberSurveillance, speech: Speech) -> Iterator[Block]:
    names = {element.question: element.text for element in one.elements}
    if one.fails_on:
        failing = "; ".join(names.get(element, element) for element in one.fails_on)
        yield Paragraph(text(speech.say(N_("Falls out on: {elements}"), elements=failing)))
    if one.voluntary:
        yield Paragraph(
            text(
                speech.say(
                    N_(
                        "It falls out because it is not covert, or was not made for surveillance, alone: the questions on human rights were asked all the same, voluntarily."
                    )
                )
            )
        )
    if not one.elements:
        yield from nothing(speech)
        return
    yield Table(
        speech.say(N_("Elements of Art. 2(20)")),
        (speech.say(N_("Element")), speech.say(N_("Answer, reason, evidence")), speech.say(N_("Asked by"))),
        tuple(
            (
                text(element.text),
                joined([given(element, speech), *proofs(element, speech)]),
                source(element, speech),
            )
            for element in one.elements
        ),
        (7, 7, 5),
    )
