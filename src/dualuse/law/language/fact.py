"""What a fact is: its name, kind, question and sentences."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import Final

from dualuse.i18n import N_


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact: ``kind`` is flag, choice, level, place, codes or customs_codes; ``yes`` and ``no`` are sentences for a flag.

    For the other kinds ``yes`` is the sentence with the value (``{value}``). ``asked_of`` says who can answer:
    exporter, end_user, authority or lawyer.
    """

    name: str
    kind: str
    question: str
    yes: str
    _: KW_ONLY
    no: str = ""
    asked_of: str = "exporter"
    values: dict[str, str] = field(default_factory=dict)


LEVEL_WORDS: Final[dict[str, str]] = {
    "none": N_("no indication"),
    "suspects": N_("grounds for suspicion"),
    "aware": N_("awareness"),
    "informed": N_("informed by the authority"),
}


def choice_fact(name: str, question: str, yes: str, **values: str) -> FactDefinition:
    """A fact that is one of several words; ``values``: each word, and what it says."""
    return FactDefinition(name, "choice", question, yes, values=values)


def flag_fact(name: str, question: str, yes: str, no: str, asked_of: str = "exporter") -> FactDefinition:
    """A fact that is so or not."""
    return FactDefinition(name, "flag", question, yes, no=no, asked_of=asked_of)


def ground_fact(name: str, question: str, yes: str) -> FactDefinition:
    """How much the exporter knows of a use of concern: one of :data:`LEVEL_WORDS`."""
    return FactDefinition(f"knowledge.{name}", "level", question, yes, values=LEVEL_WORDS)
