"""Pieces that many parts of a dossier share: what is stated or not, proofs, who and when, groups of what is the same."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from dualuse.assessment.field_words import field_in_words
from dualuse.documents.blocks import (
    Block,
    Bullets,
    Line,
    Paragraph,
    Span,
    code,
    joined,
    link,
    name,
    quiet,
    quote,
    text,
)
from dualuse.documents.speech import Speech
from dualuse.i18n import N_
from dualuse.i18n.statuses import KNOWLEDGE, VERIFICATION
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import DiligenceResult, Proof

_NOT_STATED = N_("not stated")
_NOTHING = N_("Nothing was stated.")

_SURVEILLANCE = ".cyber_surveillance"

Thing = TypeVar("Thing")


def not_stated(speech: Speech) -> Line:
    """The words for what nobody stated."""
    return quiet(speech.say(_NOT_STATED))


def nothing_stated(speech: Speech, sentence: str = "") -> tuple[Block, ...]:
    """What stands in a part that has nothing to tell: it does not vanish."""
    return (Paragraph((Span(speech.say(sentence or _NOTHING)),), quiet=True),)


def stated_or_not(speech: Speech, value: object) -> Line:
    """A text as stated, or that it was not."""
    return text(value) if value not in (None, "") else not_stated(speech)


def name_or_not(speech: Speech, value: object) -> Line:
    """A name as stated, or that it was not."""
    return name(value) if value else not_stated(speech)


def bullets(speech: Speech, lines: Iterable[Line], sentence: str = "") -> tuple[Block, ...]:
    """Lines as a list, or that there are none."""
    listed = tuple(lines)
    return (Bullets(listed),) if listed else nothing_stated(speech, sentence)


def verification_words(speech: Speech, verification: str) -> str:
    """How well something is known, in plain words."""
    return speech.word(VERIFICATION.long, verification)


def mark(verification: str) -> Line:
    """How well something is known, as a short sign of the legend; what has none stands for itself."""
    return quiet(VERIFICATION.sign.get(verification, verification))


def legend(speech: Speech) -> Line:
    """What the short signs mean, the best known first."""
    return joined(
        [
            joined([text(sign), quiet(verification_words(speech, key))], " ")
            for key, sign in reversed(VERIFICATION.sign.items())
        ]
    )


def proof_line(speech: Speech, document: Proof) -> Line:
    """What an answer rests on: the document, its place, its words, its address, the day it was seen, the checksum of the copy."""
    parts = [
        name(document.document) if document.document else (),
        text(document.place) if document.place else (),
        quote(document.quote, speech.language) if document.quote else (),
        link(document.link, document.link) if document.link else (),
        text(speech.say(N_("seen {day}"), day=speech.day(document.seen))) if document.seen else (),
        code(_with_algorithm(document.checksum)) if document.checksum else (),
    ]
    return joined(parts)


def _with_algorithm(checksum: str) -> str:
    return checksum if ":" in checksum else f"sha256:{checksum}"


def by_whom(speech: Speech, person: str, time: str) -> Line:
    """Who and when, as far as stated."""
    return joined([name(person) if person else (), text(speech.day(time)) if time else ()], ", ")


def grouped_by(things: Iterable[tuple[Hashable, Thing]]) -> dict[Hashable, list[Thing]]:
    """Things under their keys, in the order of their first."""
    groups: dict[Hashable, list[Thing]] = {}
    for key, thing in things:
        groups.setdefault(key, []).append(thing)
    return groups


def mappings_in(data: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """A list of objects in what was stated."""
    rows = data.get(field)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def mapping_line(speech: Speech, data: object) -> Line:
    """An object as stated, on one line: ``imo: 9074729 · note: yes``."""
    if not isinstance(data, Mapping) or not data:
        return not_stated(speech)
    return text(" · ".join(f"{key}: {_plain(speech, value)}" for key, value in data.items()))


def _plain(speech: Speech, value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(speech, inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(speech, inner) for inner in value)
    return speech.yes_no(value)


def fact_value(speech: Speech, path: str, value: object) -> str:
    """The value of a fact in words: the levels of knowledge have some of their own."""
    if path.startswith("knowledge.") and isinstance(value, str):
        return speech.word(KNOWLEDGE.short, value)
    if isinstance(value, list):
        return ", ".join(str(member) for member in value) or "[]"
    return speech.yes_no(value) if isinstance(value, bool) or value is None else str(value)


_OF_AN_ITEM = re.compile(r"items(?:\.(?P<item>.+)|\[(?P<place>\d+)\])\.(?P<field>\w+)$")
"""The path of a fact of an item: ``items.10.cyber_surveillance`` by its id, ``items[0].entries`` by its place."""
Entries = Mapping[str, Sequence[str]]
"""Of Annex I, by the ids of the items in their order."""


def item_of_fact(path: str, entries: Entries) -> str:
    """The id of the item that a fact is about; "" where it is about none."""
    match = _OF_AN_ITEM.match(path)
    if match is None or match["place"] is None:
        return match["item"] if match else ""
    return [*entries][int(match["place"])]


def fact_name(path: str, entries: Entries, speech: Speech) -> str:
    """What a fact says, in words."""
    match = _OF_AN_ITEM.match(path)
    if match is None:
        return field_in_words(path, speech.language)
    words = field_in_words(f"items.{match['field']}", speech.language)
    return speech.say(N_("{field} of item {item}"), field=words, item=item_of_fact(path, entries))


def listing_of_fact(path: str, diligence: DiligenceResult | None, entries: Entries, speech: Speech) -> str:
    """That an item is one for surveillance by its entries, where a fact says so: it is listed, and no answer of due diligence is behind it."""
    item = item_of_fact(path, entries)
    examined = () if diligence is None or not path.endswith(_SURVEILLANCE) else diligence.examinations
    if not any(row.item == item and row.result == "yes" and not row.elements for row in examined):
        return ""
    if not entries.get(item):
        return speech.say(N_("follows from its listing in Annex I"))
    return speech.say(N_("follows from its listing: {entries}"), entries=", ".join(entries[item]))


def entries_by_item(it: Assessment) -> Entries:
    """The entries of each item, in their order."""
    return {item.item: item.entries or () for item in it.classification}
