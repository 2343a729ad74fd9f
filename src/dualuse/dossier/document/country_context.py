"""What indices say of the destination, beside due diligence: it decides nothing."""

from __future__ import annotations

from dualuse.documents.blocks import (
    Bullets,
    Line,
    Paragraph,
    Part,
    Table,
    code,
    joined,
    link,
    quiet,
    strong,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.dossier.document.shared_blocks import nothing_stated
from dualuse.dossier.document.words import BETTER, CONTEXT_STATES
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment, ContextValue

_MIND = N_(
    "Each index stands for itself, in its own scale. They inform and decide nothing: a good value clears no party, and no average is formed."
)


def country_context(it: Assessment, speech: Speech) -> Part:
    """The part with one row for each index."""
    place = speech.place(it.context_place) or speech.say(N_("not stated"))
    title = text(speech.say(N_("Indices of the destination: {place}"), place=place))
    if not it.context:
        return Part(title, nothing_stated(speech, N_("No index was looked at.")))
    if all(index.state == "not_imported" for index in it.context):
        return Part(
            title, nothing_stated(speech, N_("No table of indices was at hand, and no index was looked at."))
        )
    table = Table(
        speech.say(N_("Indices of the destination")),
        (
            speech.say(N_("Index")),
            speech.say(N_("Value")),
            speech.say(N_("Interval")),
            speech.say(N_("Year")),
            speech.say(N_("Scale and direction")),
        ),
        tuple(_row(index, speech) for index in it.context),
        (7, 4, 4, 4, 7),
    )
    origins = tuple(
        joined([text(index.name or index.index), text(index.licence), code(index.checksum)])
        for index in it.context
        if index.licence or index.checksum
    )
    note = Paragraph(text(speech.say(_MIND)), quiet=True)
    return Part(title, (note, table, *((Bullets(origins),) if origins else ())))


def _row(value: ContextValue, speech: Speech) -> tuple[Line, ...]:
    index = joined([link(value.name or value.index, value.link) if value.link else text(value.name or value.index), text(value.publisher)])  # fmt: skip
    scale = joined(
        [text(value.scale), text(speech.word(BETTER, value.better) if value.better else "")], speech.semicolon
    )
    if value.state != "data":
        missing = speech.word(CONTEXT_STATES, value.state)
        return index, quiet(missing), text("–"), text("–"), scale or text("–")
    interval = f"{speech.number(value.low)} – {speech.number(value.high)}" if value.low or value.high else speech.say(N_("none published"))  # fmt: skip
    return (
        index,
        strong(speech.number(value.value)),
        text(interval),
        text(_year(value, speech)),
        scale,
    )


def _year(value: ContextValue, speech: Speech) -> str:
    if value.year is None:
        return speech.say(N_("not stated"))
    if value.age is None:
        return str(value.year)
    ages = {0: N_("{year} (this year)"), 1: N_("{year} (1 year old)")}
    return speech.say(ages.get(value.age, N_("{year} ({age} years old)")), year=value.year, age=value.age)
