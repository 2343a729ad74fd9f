"""OFAC's lists in the advanced XML ("advanced sanctions data model").

Format:      XML, root ``Sanctions``: reference values, locations, documents, parties, relationships and entries, joined by
             numbers. What a party refers to stands before and after it, so the file is read twice.
Source:      Office of Foreign Assets Control, Sanctions List Service: SDN_ADVANCED.XML, CONS_ADVANCED.XML.
Recognised:  by the root element; the namespace has changed over the years and does not count.
Checked:     the form against OFAC's published description and others' inventories of a whole file; no whole official file was
             at hand.
Lists:       SDN where the party's entry names the SDN list, else the consolidated one.
Left out:    reliability of features, validity of documents, delta actions, dates of documents other than their expiry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from dualuse.i18n import N_, Message
from dualuse.sources.lists.formats.ofac_advanced_model import KEPT, References, gather
from dualuse.sources.lists.formats.ofac_advanced_party import party_of
from dualuse.sources.lists.list_file import ListFile, NotTheListError
from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.read_list import Format, ReadList, Unread
from dualuse.sources.lists.xml_records import records, root_of, text_of


def _recognises(file: ListFile) -> bool:
    return root_of(file)[0] == "Sanctions" and any(
        mark in file.start for mark in (b"ReferenceValueSets", b"DistinctPart", b"DateOfIssue")
    )


def _read(file: ListFile, list_id: str) -> ReadList:
    known = gather(file)
    unread: list[Unread] = []
    used = tuple(known.lists_used())
    sdn = not used or any(name.startswith("SDN") for name in used)
    return ReadList(
        list=list_id or ("ofac_sdn" if sdn else "ofac_consolidated"),
        format="ofac_advanced",
        edition=known.issued,
        parties=_parties(file, known, list_id, "ofac_sdn" if sdn else "ofac_consolidated", unread),
        unread=unread,
    )


def _parties(
    file: ListFile, known: References, list_id: str, default: str, unread: list[Unread]
) -> Iterator[ListedParty]:
    number = 0
    for element in records(file, KEPT):
        if element.tag != "DistinctParty":
            continue
        number += 1
        profile = element.find("Profile")
        if profile is None or not (element.get("FixedRef") or profile.get("ID")):
            text = N_("a party of the list has no number or no profile")
            raise NotTheListError(Message("lists.ofac_advanced.no_id", text), where=f"DistinctParty {number}")
        yield party_of(element, profile, known, list_id, default, unread, _comment(element))


def _comment(element: Element) -> str:
    return text_of(element, "Comment")


FORMAT: Final = Format(
    name="ofac_advanced",
    title="OFAC SDN or consolidated list (advanced XML)",
    source="Office of Foreign Assets Control, Sanctions List Service",
    recognises=_recognises,
    read=_read,
)
