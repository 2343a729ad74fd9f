"""The result on a terminal."""

from __future__ import annotations

import textwrap
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
from dualuse.i18n import N_, translate


def result_text(result: IcpResult, language: str, width: int) -> str:
    """What the programme comes to: its elements, each purpose with what it still needs, and what stands behind it."""
    return "\n".join(_lines(result, language, width)) + "\n"


def _lines(result: IcpResult, language: str, width: int) -> Iterator[str]:
    title = translate(N_("Internal compliance programme"), language)
    yield from textwrap.wrap(f"{title} · {result.exporter} ({result.country}) · {result.date}", width)
    yield ""
    for element in result.elements:
        essential = [question for question in element.questions if question.essential]
        shown = sum(question.state == "shown" for question in essential)
        status = translate(STATUS_NAMES[element.status], language)
        count = f"{shown}/{len(essential)}"
        yield from textwrap.wrap(
            f"{element.id:<7} {status:<22} {count:>4}  {element.title}", width, subsequent_indent=" " * 37
        )
    yield from textwrap.wrap(
        translate(
            N_("The figures: essential questions answered with yes and evidence, of all essential ones."),
            language,
        ),
        width,
    )
    for purpose in result.purposes:
        yield ""
        yield from _purpose(purpose, result, language, width)
    yield ""
    yield from _notes(result, language, width)


def _purpose(purpose: PurposeResult, result: IcpResult, language: str, width: int) -> Iterator[str]:
    name = translate(PURPOSE_NAMES[purpose.purpose], language)
    yield f"{name}: {translate(OVERALL_NAMES[purpose.overall], language)}"
    first = result.purposes[0]
    common = {lack.question for lack in first.missing} if purpose is not first else set()
    own = [lack for lack in purpose.missing if lack.question not in common]
    if len(own) < len(purpose.missing):
        text = translate(N_("What the seven elements need stands above ({number})."), language)
        yield from textwrap.wrap(
            text.format(number=len(purpose.missing) - len(own)),
            width,
            initial_indent="  ",
            subsequent_indent="  ",
        )
    for state, lacks in groupby(own, key=lambda lack: lack.state):
        yield f"  {translate(LACK_NAMES[state], language)}"
        for lack in lacks:
            yield from textwrap.wrap(
                f"{lack.question:<9} {lack.text}", width, initial_indent="    ", subsequent_indent=" " * 14
            )


def _notes(result: IcpResult, language: str, width: int) -> Iterator[str]:
    if result.improve:
        text = translate(N_("Helpful, and not shown: {questions}."), language)
        yield from textwrap.wrap(text.format(questions=", ".join(result.improve)), width)
    for warning in result.warnings:
        yield from textwrap.wrap(warning.text, width)
    yield from textwrap.wrap(translate(NO_ACCEPTANCE, language), width)
    yield from textwrap.wrap(translate(REVIEW, language).format(day=result.review_by), width)
    recalled = translate(
        N_("{number} of the questions are written from memory of their source ({verification})."), language
    )
    yield from textwrap.wrap(recalled.format(number=result.recalled, verification="recall"), width)
