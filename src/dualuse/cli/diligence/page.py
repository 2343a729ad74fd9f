"""A result as a page of text: what stops first, then open flags, then what is unknown; the proposal, the decision, what it sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dualuse.cli.terminal import width
from dualuse.i18n import N_, fill, quoted, translate
from dualuse.i18n.statuses import ANSWER

if TYPE_CHECKING:
    from dualuse.schema.diligence import (
        Answered,
        Mitigation,
        Proof,
        ShownAnswer,
    )

RECALLED: Final = "*"
"""Marks what is recalled, not compared with its source."""
RECALL_NOTE: Final = N_(
    "* The question rests on what is remembered of its source, and was not compared with it (recall)."
)


def wrapped(text: str, indent: int, first: str = "") -> str:
    """``text`` in lines that fit, ``indent`` spaces before each; ``first`` stands in place of the first spaces."""
    from dualuse.inputs.problems import printable
    from dualuse.inputs.wrapping import wrapped_lines

    space = " " * indent
    start = first.ljust(indent) if first else space
    return "\n".join(wrapped_lines(printable(text), max(40, width()), start, space))


def name_of(shown: ShownAnswer) -> str:
    """``D09* (Example Trading FZE)``."""
    mark = RECALLED if shown.verification == "recall" else ""
    about = shown.item or shown.party
    return f"{shown.question}{mark}{f' ({about})' if about else ''}"


def answer_lines(answered: Answered, indent: int, language: str) -> Iterator[str]:
    """The answer with who gave it and when, its reason, and the evidence."""

    parts = [translate(ANSWER.short[answered.answer], language), answered.person, answered.time[:10]]
    yield wrapped(" · ".join(part for part in parts if part), indent)
    if answered.reason:
        yield wrapped(answered.reason, indent)
    yield from (proof_line(proof, indent, language) for proof in answered.proofs)


def mitigation_lines(mitigation: Mitigation, indent: int, language: str) -> Iterator[str]:
    """A measure, and how it is verified."""
    name = f"{mitigation.measure}: " if mitigation.measure else ""
    measure = fill(N_("measure: {text}"), language, text=f"{name}{mitigation.text}")
    yield wrapped(measure, indent)
    if mitigation.verified_by:
        yield wrapped(fill(N_("verified by: {text}"), language, text=mitigation.verified_by), indent)
    else:
        yield wrapped(translate(N_("not said how it is verified: a promise"), language), indent)
    yield from (proof_line(proof, indent, language) for proof in mitigation.proofs)


def proof_line(proof: Proof, indent: int, language: str) -> str:
    """A piece of evidence in one line."""
    parts = [proof.document or proof.link, proof.place, quoted(proof.quote, language) if proof.quote else ""]
    if proof.seen:
        parts.append(fill(N_("seen {day}"), language, day=proof.seen))
    if proof.checksum:
        parts.append(f"sha256:{proof.checksum[:12]}")
    text = translate(N_("evidence: {text}"), language)
    return wrapped(text.format(text=", ".join(part for part in parts if part)), indent)
