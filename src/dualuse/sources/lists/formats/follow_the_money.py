"""FollowTheMoney entities, one JSON object a line (OpenSanctions and others).

Format:      JSON Lines: ``{"id", "schema", "properties": {name: [values]}, "datasets": [...]}``.
Source:      OpenSanctions (``entities.ftm.json``, ``targets.nested.json``; non-commercial use, or a licence from
             them), and whatever is written in this shape.
Recognised:  by a first line that begins an object with "schema" and "properties".
Lists:       a party's list is the first of its ``datasets``, but one of the Union or else of the Security Council before
             others (or the id given): what binds here is not to stand under the name of somebody else's list. Its
             measures come from all of them. A day at the end of a dataset's name (``us_ofac_sdn-20260801``) is that of the
             edition, and no part of the name; one file cannot hold two editions of a list.
Folded in:   addresses, sanctions, documents, ownership and directorships, whether nested in the party or
             entities of their own (then the file is read twice). What else is no party is left out.
Unknown:     an entity of a schema that is not known is taken for a party if it has a name, and is reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.opening import StandsTwiceError, each_once
from dualuse.sources.lists.formats.follow_the_money_party import (
    PARTY_KINDS,
    list_of,
    party_of,
    undated,
    values,
)
from dualuse.sources.lists.list_file import Format, ListFile, NotTheListError, ReadList, Unread
from dualuse.sources.lists.listed_party import ListedParty

Entity = Mapping[str, Any]

_LONGEST_LINE: Final = 1 << 24
"""Bytes of one entity: some hundred times the largest of today."""

_HOLDERS: Final = {
    "Sanction": ("entity",), "Identification": ("holder",), "Passport": ("holder",),
    "Ownership": ("asset", "owner"), "Directorship": ("organization",),
}  # fmt: skip
"""Schemata of no party that say something of one, and the properties that name whom."""

_NO_PARTIES: Final = frozenset(
    {
        "Address", "Associate", "Family", "UnknownLink", "Occupancy", "Position", "Employment", "Membership",
        "Representation", "Succession", "Similar", "Documentation", "Document", "Documents", "Note", "Event",
        "Payment", "Debt", "CourtCase", "CourtCaseParty", "Contract", "ContractAward", "Security", "Article",
        "Mention", "Risk", "BankAccount", "Call", "Message", "Page", "Pages", "Project", "ProjectParticipant",
        "TaxRoll", "EconomicActivity", "License", "UserAccount", "Trip", "Workbook", "Table", "PlainText", "HyperText",
        "Image", "Video", "Audio", "Folder", "Package", "Email", "Export", "Assessment", "Analyzable", "CallForTenders",
    }
)  # fmt: skip
"""Schemata that are no party; an address is folded in where a party points to it."""


def _recognises(file: ListFile) -> bool:
    start = file.start.lstrip()
    return start.startswith(b"{") and b'"schema"' in start and b'"properties"' in start


def _read(file: ListFile, list_id: str) -> ReadList:
    unread: list[Unread] = []
    labels: dict[str, str] = {}
    return ReadList(
        list=list_id or list_of(tuple(_datasets(next(_entities(file), {})))) or "follow_the_money",
        format="follow_the_money",
        edition="",
        parties=_parties(file, list_id, unread, labels),
        unread=unread,
        labels=labels,
    )


def _datasets(entity: Entity) -> dict[str, str]:
    """The datasets of an entity without their days, and those."""
    named = entity.get("datasets")
    if not isinstance(named, list):
        return {}
    return dict(undated(each) for each in named if isinstance(each, str) and each)


def _note_label(labels: dict[str, str], list_id: str, label: str, renamed: bool) -> None:
    """Keep the day of a list's edition. Two of them in one file cannot be told apart, and are not mixed."""
    known = labels.setdefault(list_id, label)
    if known == label:
        return
    if renamed:
        labels[list_id] = ""  # several lists that a person made one of: it has no day of its own
        return
    raise NotTheListError(
        Message(
            "lists.ftm.two_editions",
            N_("{list} stands here in two editions, {one} and {other}; split the file"),
            {"list": list_id, "one": known or "?", "other": label or "?"},
        )
    )


def _entities(file: ListFile, marks: tuple[bytes, ...] = ()) -> Iterator[Entity]:
    """The entities line by line, only lines that hold one of ``marks`` if any are given."""
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE + 1), b""), start=1):
            if len(line) > _LONGEST_LINE:
                raise NotTheListError(
                    Message("lists.ftm.long", N_("this line is longer than any entity")), line=number
                )
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not line.strip() or (marks and not any(mark in line for mark in marks)):
                continue
            try:
                entity = json.loads(line, object_pairs_hook=each_once)
            except StandsTwiceError as error:
                problem = Message("lists.ftm.twice", N_("{name} stands twice"), {"name": str(error)[:40]})
                raise NotTheListError(problem, line=number) from error
            except json.JSONDecodeError as error:
                raise NotTheListError(
                    Message(
                        "lists.json",
                        N_("the JSON of this line is broken or cut off: {reason}"),
                        {"reason": error.msg},
                    ),
                    line=number,
                ) from error
            except (UnicodeDecodeError, RecursionError) as error:
                raise NotTheListError(
                    Message("lists.text_line", N_("the text of this line cannot be decoded")), line=number
                ) from error
            yield _checked_entity(entity, number)


def _checked_entity(entity: Any, number: int) -> Entity:
    """The entity, if it has what an entity must have."""
    if (
        isinstance(entity, dict)
        and isinstance(entity.get("id"), str)
        and entity["id"]
        and isinstance(entity.get("schema"), str)
        and isinstance(entity.get("properties"), dict)
    ):
        return entity
    raise NotTheListError(
        Message(
            "lists.ftm.no_entity", N_('this line is no entity: "id", "schema" and "properties" are needed')
        ),
        line=number,
    )


def _entities_beside(file: ListFile) -> dict[str, list[Entity]]:
    """What entities of their own say of parties: the party's id (an address's own id) to the entities."""
    marks = tuple(f'"{name}"'.encode() for name in (*_HOLDERS, "Address"))
    kept: dict[str, list[Entity]] = {}
    for entity in _entities(file, marks):
        schema = entity["schema"]
        if schema == "Address":
            kept.setdefault(entity["id"], []).append(entity)
        elif schema in _HOLDERS:
            for party in (party for role in _HOLDERS[schema] for party in values(entity, role)):
                kept.setdefault(party, []).append(entity)
    return kept


def _names_at_edges(file: ListFile, beside: dict[str, list[Entity]]) -> dict[str, str]:
    """The names of those whom separate ownership and directorship entities join."""
    wanted = {
        owner
        for entities in beside.values()
        for entity in entities
        for role in ("owner", "director", "asset")
        for owner in values(entity, role)
    }
    if not wanted:
        return {}
    names = {}
    for entity in _entities(file):
        if entity["id"] in wanted:
            names_of_party = entity["properties"].get("name")
            names[entity["id"]] = (
                str(names_of_party[0]) if isinstance(names_of_party, list) and names_of_party else ""
            )
    return names


def _parties(
    file: ListFile, list_id: str, unread: list[Unread], labels: dict[str, str]
) -> Iterator[ListedParty]:
    beside = _entities_beside(file)
    owners = _names_at_edges(file, beside)
    for entity in _entities(file):
        schema = entity["schema"]
        beyond = schema not in PARTY_KINDS and schema not in _HOLDERS and schema not in _NO_PARTIES
        if beyond:
            unread.append(Unread(entity["id"], "schema", schema))
        if schema in PARTY_KINDS or (beyond and values(entity, "name")):
            days = _datasets(entity)
            datasets = tuple(days)
            own = list_of(datasets)
            party_list = list_id or own or "follow_the_money"
            _note_label(labels, party_list, days.get(own, ""), bool(list_id))
            yield party_of(entity, party_list, datasets, beside=beside, owners=owners, unread=unread)


FORMAT: Final = Format(
    name="follow_the_money",
    title=N_("FollowTheMoney entities, JSON Lines"),
    source="OpenSanctions and others",
    recognises=_recognises,
    read=_read,
)
