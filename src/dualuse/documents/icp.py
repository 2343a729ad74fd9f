"""What a compliance programme comes to: its elements, each purpose with what it still needs, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dualuse.diligence.icp.model import (
    LACK_NAMES,
    NO_ACCEPTANCE,
    OVERALL_NAMES,
    PURPOSE_NAMES,
    REVIEW,
    STATUS_NAMES,
    IcpResult,
    PurposeResult,
)
from dualuse.documents.blocks import Block, Facts, Paragraph, Part, Row, Span, Table, Tone, strong, text
from dualuse.documents.speech import Speech
from dualuse.i18n import N_

_RECALLED = N_("{number} of the questions are written from memory of their source ({verification}).")
_TONES: dict[str, Tone] = {"complete": "go", "not_complete": "stop", "undetermined": "ask"}


def icp_blocks(result: IcpResult, language: str) -> Iterator[Block]:
    """The blocks of a result."""
    speech = Speech.in_language(language)
    title = speech.say(N_("Internal compliance programme"))
    heading = f"{title} · {result.exporter} ({result.country}) · {speech.day(result.date)}"
    yield Part(strong(heading), (_elements(result, speech), _figures(speech)))
    for purpose in result.purposes:
        yield _purpose(purpose, result, speech)
    yield from _notes(result, speech)


def _elements(result: IcpResult, speech: Speech) -> Table:
    rows = []
    for element in result.elements:
        essential = [question for question in element.questions if question.essential]
        shown = sum(question.state == "shown" for question in essential)
        rows.append(
            (
                text(element.id),
                text(speech.say(STATUS_NAMES[element.status])),
                text(f"{shown}/{len(essential)}"),
                text(element.title),
            )
        )
    head = ("", speech.say(N_("Status")), speech.say(N_("Shown")), speech.say(N_("Element")))
    return Table(speech.say(N_("The elements")), head, tuple(rows), (2, 5, 2, 12))


def _figures(speech: Speech) -> Paragraph:
    sentence = N_("The figures: essential questions answered with yes and evidence, of all essential ones.")
    return Paragraph(text(speech.say(sentence)), quiet=True)


def _purpose(purpose: PurposeResult, result: IcpResult, speech: Speech) -> Part:
    """What it comes to for a purpose; what the first one lacks too stands there alone."""
    overall = speech.say(OVERALL_NAMES[purpose.overall])
    name = speech.label(speech.say(PURPOSE_NAMES[purpose.purpose]))
    title = (Span(name), Span(overall, _TONES.get(purpose.overall, "ask") or "plain"))
    first = result.purposes[0]
    common = {lack.question for lack in first.missing} if purpose is not first else set()
    own = [lack for lack in purpose.missing if lack.question not in common]
    blocks: list[Block] = []
    if len(own) < len(purpose.missing):
        sentence = N_("What the seven elements need stands above ({number}).")
        blocks.append(Paragraph(text(speech.say(sentence, number=len(purpose.missing) - len(own)))))
    for state, lacks in groupby(own, key=lambda lack: lack.state):
        rows = tuple(Row(lack.question, (text(lack.text),)) for lack in lacks)
        blocks.append(Part(text(speech.say(LACK_NAMES[state])), (Facts(rows),)))
    return Part(title, tuple(blocks))


def _notes(result: IcpResult, speech: Speech) -> Iterator[Block]:
    sentences = [
        *([speech.say(N_("Helpful, and not shown: {questions}."), questions=", ".join(result.improve))] if result.improve else ()),
        *(warning.text for warning in result.warnings),
        speech.say(NO_ACCEPTANCE),
        speech.say(REVIEW, day=result.review_by),
        speech.say(_RECALLED, number=result.recalled, verification="recall"),
    ]  # fmt: skip
    yield Part(
        text(speech.say(N_("Please note"))), tuple(Paragraph(text(sentence)) for sentence in sentences)
    )
