"""Why the content of a document is not taken, in words; and how much of everything is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dualuse.i18n import N_, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is looked at before a document is refused.

    Attributes:
        unpacked: bytes of a document with everything in it unpacked.
        parts: files in a packed document; ``elements``: of its XML; ``depth``: how deep these stand in each other.
        pixels: of an image.
    """

    unpacked: int = 128 << 20
    parts: int = 2_000
    elements: int = 4_000_000
    depth: int = 256
    pixels: int = 64_000_000


class Unfit(Exception):  # noqa: N818 - it is an answer, and no error of the program
    """The content is not taken. ``why`` is a sentence, its code stable."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why.text)


def damaged(type_name: str) -> Unfit:
    """It does not hold what a document of its type does."""
    text = N_("it begins as {type}, and is cut off, damaged, or goes on after its end")
    return Unfit(Message("damaged", text, {"type": type_name}))


def active(what: str) -> Unfit:
    """It holds something that may run, or fetch something, when it is opened."""
    text = N_("it holds what may run, or fetch something, when somebody opens it: {what}; save it without")
    return Unfit(Message("active", text, {"what": _seen(what)}))


def encrypted() -> Unfit:
    """Nobody can look what it holds."""
    return Unfit(
        Message("encrypted", N_("it is encrypted, so that nothing in it can be examined; save it without"))
    )


def ambiguous(type_name: str) -> Unfit:
    """Another program would take it for something else."""
    return Unfit(
        Message("ambiguous", N_("a program may take it for something else: {type}"), {"type": type_name})
    )


def too_large_unpacked() -> Unfit:
    """There is more in it than is looked at."""
    return Unfit(Message("too_large_unpacked", N_("unpacked, or shown, it is larger than what is taken")))


def foreign_part(name: str) -> Unfit:
    """A part that does not belong in a document of its type."""
    return Unfit(
        Message(
            "foreign_part", N_("it holds a part that does not belong in it: {part}"), {"part": _seen(name)}
        )
    )


def _seen(words: str) -> str:
    """Words of the document itself, as far as a reader sees them as they are."""
    return re.sub(r"[^\x20-\x7e\xa1-\u024f]", "?", words)[:80]
