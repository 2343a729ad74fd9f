"""What an application still lacks: which field or document, in which box, and why it is asked for.

A live list: it is told while a draft is written, and guards its submission. What is not known is missing; an empty list of entries, which
says that an item was classified and none describes it, is not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.persons import in_words
from dualuse.inputs.placeholders import names_a_use
from dualuse.law.measures.listings.model import ROLE_WORDS
from dualuse.licensing.contradictions import contradictions
from dualuse.licensing.forms import FormField
from dualuse.licensing.kinds import DocumentAsked, FieldAsked, Kind, kinds
from dualuse.licensing.surveillance import (
    is_stated_as_surveillance,
    may_be_surveillance,
    reads_like_surveillance,
    words_beside,
)

Data = Mapping[str, Any]
_SHOWN: Final = 80
"""Of what is written, so many signs are told again."""
_SAYS: Final[Mapping[str, Callable[[str], object]]] = {"": bool, "words": in_words, "use": names_a_use}
"""What a text has to say, by the word of :attr:`~dualuse.licensing.forms.FormField.says`."""
_RECIPIENTS: Final[Mapping[str, str]] = {
    "end_user": ROLE_WORDS["end_user"],
    "consignee": ROLE_WORDS["consignee"],
}
"""Of which a kind that is for one names one at most, by role, as each is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an applicant has stated so far.

    Attributes:
        transaction: plain data, as the contract has it (DESIGN, section 3).
        fields: of the application itself, by name; ``lines``: by id of the line, its own fields by name.
        organisation: ``eori``, ``agent``, ``name``, ``country`` and what else is kept with it; empty where nobody applies.
        documents: the types of the documents that are there, infected ones left out.
        unscanned: the number and the name of each of them that no scanner has looked at yet.
    """

    transaction: Data
    fields: Data
    lines: Mapping[str, Data]
    organisation: Data
    documents: frozenset[str]
    unscanned: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that is missing: its box ("" for a document), where it belongs, its name, and in words."""

    box: str
    path: str
    field: str
    text: Message


def lacking(kind: Kind, draft: Draft) -> tuple[Lacking, ...]:
    """What is missing, in the order of the form; documents last, and then those that have still to be scanned.

    Args:
        kind: the manifest.
        draft: what was stated so far.
    """
    conditions = {when for when, holds in _WHEN.items() if holds(draft)}
    fields = (gap for row in kind.fields if row.when in conditions for gap in _field_gaps(row, draft))
    documents = (
        gap for row in kind.documents if row.when in conditions for gap in _document_gaps(row, draft)
    )
    absent = tuple(fields)
    return (
        *absent,
        *_contradictions(kind, draft),
        *_contradicting_kind(kind, draft, {gap.path for gap in absent}),
        *_recipients(kind, draft),
        *documents,
        *_unscanned(draft),
    )


def line_ids(transaction: Data) -> list[str]:
    """The id of each line: its own, or its place from 1 on."""
    return [
        str(item.get("id") or number) for number, item in enumerate(transaction.get("items") or (), start=1)
    ]


def _field_gaps(row: FieldAsked, draft: Draft) -> Iterator[Lacking]:
    for path, value in _values(row.field, draft):
        if value is None or value == "" or (value == [] and row.field.form != "entries"):
            words = _missing(row.field.name, row.field.title)
            yield Lacking(row.box, path, row.field.name, _because(words, row.when, draft))
        elif isinstance(value, str) and not _SAYS[row.field.says](value):
            text = N_("{value} says nothing of it: {field}")
            title = Message(f"field.{row.field.name}", row.field.title)
            words = Message("says_nothing", text, {"value": value[:_SHOWN], "field": title})
            yield Lacking(row.box, path, row.field.name, words)


def _contradictions(kind: Kind, draft: Draft) -> Iterator[Lacking]:
    """Where the exporter that is stated is not the organisation that applies: its name, but for signs and the case of letters, and its State."""
    exporter = draft.transaction.get("exporter") or {}
    texts = {
        "name": N_(
            "the exporter is called {exporter} here, and the organisation that applies {organisation}"
        ),
        "country": N_(
            "the exporter is established in {exporter} here, and the organisation that applies in {organisation}"
        ),
    }
    boxes = {row.field.path: row for row in kind.fields}
    for name, text in texts.items():
        written, kept = exporter.get(name), draft.organisation.get(name)
        if written and kept and _letters(written) != _letters(kept):
            row = boxes.get(path := f"transaction.exporter.{name}")
            words = Message("contradicts", text, {"exporter": written, "organisation": kept})
            yield Lacking(row.box if row else "", path, f"exporter_{name}", words)


def _contradicting_kind(kind: Kind, draft: Draft, absent: Set[str]) -> Iterator[Lacking]:
    """What cannot be what the kind authorises; what is missing contradicts nothing beside."""
    boxes = {row.field.path: row.box for row in kind.fields}
    for row in contradictions(kind, draft.transaction, draft.fields):
        if row.path not in absent:
            yield Lacking(boxes.get(_path_of_field(row.path, draft), ""), row.path, row.field, row.text)


def _path_of_field(path: str, draft: Draft) -> str:
    """The path of the form's field whose value stands at a path: of a party by its role, of all else without its number."""
    root, _, rest = path.removeprefix("transaction.").partition(".")
    name, _, number = root.rstrip("]").partition("[")
    if name == "parties" and number:
        return f"parties.{draft.transaction['parties'][int(number)].get('role')}.{rest}"
    return f"items.{rest}" if name == "items" else path


def _recipients(kind: Kind, draft: Draft) -> Iterator[Lacking]:
    """Where more are named than the kind is for: an individual one is for one end user or consignee (Art. 2(12)).

    One end user and one consignee beside it are one transaction: Annex III has a box for each, box 9 "end-user (if different from consignee)". Two of
    either are not, whatever is the same about them.
    """
    if kind.recipients != "one":
        return
    parties = draft.transaction.get("parties") or ()
    other = next((row for row in kinds().values() if _is_same_for_many(row, kind)), None)
    for role, title in _RECIPIENTS.items():
        number = sum(party.get("role") == role for party in parties)
        if number > 1:
            box = next((row.box for row in kind.fields if row.field.path.startswith(f"parties.{role}.")), "")
            params = {"number": number, "role": Message(f"role.{role}", title), "citation": kind.citation}
            if other is None:
                text = N_(
                    "{number} are named as {role}, and this kind is for one ({citation}): make one application for each"
                )
            else:
                text = N_(
                    "{number} are named as {role}, and this kind is for one ({citation}): make one application for each, or one for: {kind}"
                )
                params["kind"] = Message(f"kind.{other.code}", other.title)
            yield Lacking(
                box, f"transaction.parties.{role}", f"{role}_name", Message("recipients", text, params)
            )


def _is_same_for_many(other: Kind, kind: Kind) -> bool:
    """Whether another kind authorises the same activities, and names many end users or consignees."""
    return (
        other.recipients == "many"
        and set(kind.activities) <= set(other.activities)
        and set(kind.opened_by) <= set(other.opened_by)
    )


def _letters(text: str) -> str:
    """A text without the case of its letters, white space and signs."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _document_gaps(row: DocumentAsked, draft: Draft) -> Iterator[Lacking]:
    if row.type.code in draft.documents or _is_answered(row.exemption, draft):
        return
    if _is_denied(row, draft):
        return
    words = _because(_missing(row.type.code, row.type.title), row.when, draft)
    if row.exemption:
        text = N_("{missing}; where there is none, say why: {field}")
        words = Message("missing_or_why", text, {"missing": words, "field": f"fields.{row.exemption}"})
    items = draft.transaction.get("items") or ()
    if row.denial and not any(map(is_stated_as_surveillance, items)):
        text = N_(
            "{missing}; by words or codes these read like cyber-surveillance items (Art. 2(20)): {lines}. Where none is one, say why: {field}"
        )
        alike = ", ".join(
            line
            for line, item, beside in _lines(draft)
            if reads_like_surveillance(draft.transaction, item, beside)
        )
        words = Message(
            "reads_like_surveillance",
            text,
            {"missing": words, "lines": alike, "field": f"fields.{row.denial}"},
        )
    yield Lacking("", f"documents.{row.type.code}", row.type.code, words)


def _unscanned(draft: Draft) -> Iterator[Lacking]:
    text = N_("not scanned for viruses yet, which happens by itself: {name}")
    for number, name in draft.unscanned:
        yield Lacking("", f"documents.{number}", number, Message("unscanned", text, {"name": name}))


def _missing(name: str, title: str) -> Message:
    return Message("missing", N_("missing: {field}"), {"field": Message(f"field.{name}", title)})


def _because(missing: Message, when: str, draft: Draft) -> Message:
    """What is missing, with why it is asked for here, of which lines, and what else would settle it; where it always is, the box says why."""
    ask = _WHY.get(when)
    if ask is None or (why := ask(draft)) is None:
        return missing
    return Message("missing", N_("{missing} ({why})"), {"missing": missing, "why": why})


def _of_goods(draft: Draft) -> Message | None:
    unstated = _named(line for line, item, _ in _lines(draft) if item.get("kind") is None)
    goods = _named(line for line, item, _ in _lines(draft) if item.get("kind") == "goods")
    if unstated:
        text = N_(
            "goods have it, and of these lines it is not stated what they are: {lines}; of software or technology state it in items.kind"
        )
        return Message("why_goods_unstated", text, {"lines": unstated})
    return Message("why_goods", N_("goods have it: {lines}"), {"lines": goods})


def _of_surveillance(draft: Draft) -> Message | None:
    unstated = _named(line for line, item, _ in _lines(draft) if item.get("cyber_surveillance") is None)
    if unstated:
        text = N_(
            "of these lines it is not stated whether they are cyber-surveillance items (Art. 2(20)): {lines}; of one that is none, items.cyber_surveillance: false says so"
        )
        return Message("why_surveillance_unstated", text, {"lines": unstated})
    listed = _named(line for line, item, _ in _lines(draft) if is_stated_as_surveillance(item))
    if not listed:
        return None  # what they read like is told in full
    text = N_(
        "these lines are stated or listed, or may be listed, as cyber-surveillance items (Art. 2(20)): {lines}"
    )
    return Message("why_surveillance", text, {"lines": listed})


def _named(lines: Iterator[str]) -> str:
    return ", ".join(lines)


_WHY: Final[Mapping[str, Callable[[Draft], Message | None]]] = {
    "consignee": lambda draft: Message("why_consignee", N_("a consignee is named")),
    "goods": _of_goods,
    "named_end_users": lambda draft: Message("why_end_user", N_("an end user is named")),
    "surveillance": _of_surveillance,
}
"""Why what is asked for only where something holds is asked for here."""


def _values(field: FormField, draft: Draft) -> Iterator[tuple[str, Any]]:
    """Each place where a field stands, as a path, and what is there; None: nothing."""
    root, _, rest = field.path.partition(".")
    transaction = draft.transaction
    match root:
        case "items":
            for number, item in enumerate(transaction.get("items") or ()):
                yield f"transaction.items[{number}].{rest}", item.get(rest)
        case "lines":
            for line in line_ids(transaction):
                yield f"fields.lines.{line}.{rest}", draft.lines.get(line, {}).get(rest)
        case "parties":
            role, _, name = rest.partition(".")
            places = [
                number
                for number, party in enumerate(transaction.get("parties") or ())
                if party.get("role") == role
            ]
            for number in places:
                yield f"transaction.parties[{number}].{name}", transaction["parties"][number].get(name)
            if not places:
                yield f"transaction.parties.{rest}", None
        case "transaction":
            yield field.path, _at(transaction, rest)
        case "organisation":
            yield field.path, draft.organisation.get(rest)
        case _:
            yield field.path, draft.fields.get(rest)


def _at(data: Any, path: str) -> Any:
    for step in path.split("."):
        if not isinstance(data, Mapping):
            return None
        data = data.get(step)
    return data


def _names_role(role: str) -> Callable[[Draft], bool]:
    return lambda draft: any(party.get("role") == role for party in draft.transaction.get("parties") or ())


def _has_goods(draft: Draft) -> bool:
    """Whether a line is, or may be, goods: only these have a customs code and set out from somewhere."""
    return any(item.get("kind") in (None, "goods") for item in draft.transaction.get("items") or ())


def _has_surveillance(draft: Draft) -> bool:
    return any(may_be_surveillance(draft.transaction, item, beside) for _, item, beside in _lines(draft))


def _lines(draft: Draft) -> Iterator[tuple[str, Data, tuple[str, ...]]]:
    """Each line with its item, and with what the application says of it in words of its own."""
    for line, item in zip(line_ids(draft.transaction), draft.transaction.get("items") or (), strict=True):
        yield line, item, words_beside(draft.fields, draft.lines.get(line, {}))


def _is_answered(name: str, draft: Draft) -> bool:
    """Whether a field of the application, by its name ("": none is asked for), says something in words: "x" and "n/a" are no reason."""
    return bool(name and in_words(draft.fields.get(name) or ""))


def _is_denied(row: DocumentAsked, draft: Draft) -> bool:
    """Whether the applicant says in words why no line is what it reads like; of a line that is stated, or listed, to be one no words say so."""
    items = draft.transaction.get("items") or ()
    return _is_answered(row.denial, draft) and not any(map(is_stated_as_surveillance, items))


_WHEN: Final[Mapping[str, Callable[[Draft], bool]]] = {
    "always": lambda draft: True,
    "consignee": _names_role("consignee"),
    "goods": _has_goods,
    "named_end_users": _names_role("end_user"),
    "surveillance": _has_surveillance,
}
"""What each word of :data:`dualuse.licensing.kinds.WHEN` means but ``never``."""
