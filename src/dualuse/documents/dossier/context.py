"""Indices beside the destination: side by side, each in its own scale, never averaged, never the decision."""

from __future__ import annotations

from dualuse.documents.blocks import Bullets, Line, Paragraph, Part, Span, Table, code, joined, link, text
from dualuse.documents.dossier.stated import nothing
from dualuse.documents.dossier.words import BETTER, CONTEXT_STATES
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment, ContextValue

_MIND = N_(
    "Each index stands for itself, in its own scale. They inform and decide nothing: a good value clears no party, and no average is formed."
)


def context(it: Assessment, speech: Speech) -> Part:
    """The part with one row for each index."""
    place = speech.place(it.context_place) or speech.say(N_("not stated"))
    title = text(speech.say(N_("Beside the destination: {place}"), place=place))
    if not it.context:
        return Part(title, nothing(speech, N_("No index was looked at.")))
    if all(one.state == "not_imported" for one in it.context):
        return Part(title, nothing(speech, N_("No table of indices was at hand: none was looked at.")))
    table = Table(
        speech.say(N_("Indices beside the destination")),
        (
            speech.say(N_("Index")),
            speech.say(N_("Value")),
            speech.say(N_("Interval")),
            speech.say(N_("Year")),
            speech.say(N_("Scale and direction")),
        ),
        tuple(_row(one, speech) for one in it.context),
        (7, 4, 4, 4, 7),
    )
    origins = tuple(_origin(one) for one in it.context if one.licence or one.checksum)
    note = Paragraph(text(speech.say(_MIND)), quiet=True)
    return Part(title, (note, table, *((Bullets(origins),) if origins else ())))


def _row(one: ContextValue, speech: Speech) -> tuple[Line, ...]:
    index = joined([link(one.name or one.index, one.link) if one.link else text(one.name or one.index), text(one.publisher)])  # fmt: skip
    scale = joined([text(one.scale), text(speech.word(BETTER, one.better) if one.better else "")], "; ")
    if one.state != "data":
        missing = speech.word(CONTEXT_STATES, one.state)
        return index, (Span(missing, "quiet"),), text("–"), text("–"), scale or text("–")
    interval = f"{speech.number(one.low)} – {speech.number(one.high)}" if one.low or one.high else speech.say(N_("none published"))  # fmt: skip
    return index, (Span(speech.number(one.value), "strong"),), text(interval), text(_year(one, speech)), scale


def _year(one: ContextValue, speech: Speech) -> str:
    if one.year is None:
        return speech.say(N_("not stated"))
    if one.age is None:
        return str(one.year)
    ages = {0: N_("{year} (this year)"), 1: N_("{year} (1 year old)")}
    return speech.say(ages.get(one.age, N_("{year} ({age} years old)")), year=one.year, age=one.age)


def _origin(one: ContextValue) -> Line:
    return joined([text(one.name or one.index), text(one.licence), code(one.checksum)])
