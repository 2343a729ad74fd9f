"""Evidence, and when it goes stale: each holds the digest of what it looked at, and the editions of what it used.

A change voids what looked at something that it changed, and nothing else: a new telephone number leaves the examination of denials standing,
another end user does not. A referral voids all that the authority before has examined: whoever decides has looked itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from dualuse.dossier.stated_facts import facts_digest
from dualuse.licensing.cases.answers import answered_words
from dualuse.licensing.cases.models import Case, CaseVersion, Evidence
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.events.models import Event
from dualuse.licensing.forms import form_fields
from dualuse.licensing.surveillance import is_stated_as_surveillance, may_be_surveillance, words_beside

ASSESSMENT: Final = "assessment"
DENIALS: Final = "denials"
DOSSIER: Final = "dossier"
OWN_DILIGENCE: Final = "own_diligence"
SCREENING: Final = "screening"
SURVEILLANCE: Final = "surveillance"
"""In the result of an assessment: by line, whether an officer takes it for a surveillance item."""
CLASSIFICATION: Final = "classification"
"""In the result of an assessment: by line, the entries that the authority takes it for."""
COPIED: Final = "copied"
"""In the first event of an application: the reference of the one that it was copied from."""
_AMOUNTS: Final = ("id", "quantity", "unit", "value", "currency")
_PARTY: Final = ("role", "name", "country", "service", "address", "identifiers", "owners")
_ITEM: Final = (
    "description",
    "kind",
    "entries",
    "cyber_surveillance",
    "national_entries",
    "cn_code",
    "parameters",
    "product",
)
_NAMING: Final = ("description", "product", "parameters")
_NAMED: Final = ("exporter", "parties", "end_use", "authorisations", "sources")


def seen_by(kind: str, version: CaseVersion, line: str = "") -> str:
    """The digest of what an examination of that kind looks at in a version, for the authority that decides.

    What the application states beside the transaction (:attr:`~dualuse.licensing.forms.FormField.is_contact` aside) is looked at by each: a global one
    says there where the items go. So are the answers to questions. The authority belongs to it: what one has examined counts at no other (Art. 12(2), 5).

    Args:
        kind: :data:`ASSESSMENT` looks at everything, and at the documents; :data:`OWN_DILIGENCE` too, of the lines at one (Art. 5(2));
            :data:`DENIALS` at items, parties and destination (Art. 2(22)); :data:`SCREENING` at everybody stated, and the texts in which a name may
            stand; :data:`DOSSIER` at all that is a fact, however it is written, whoever decides.
        version: what was stated.
        line: the line, of what is examined line by line.
    """
    data: Mapping[str, Any] = version.transaction
    if kind == DOSSIER:
        return facts_digest(data)
    rows = [
        (name, item)
        for name, item in zip(line_ids(data), data.get("items") or (), strict=True)
        if line in ("", name)
    ]
    beside = {
        "authority": version.case.authority_id,
        "fields": _without_contact(version.fields),
        "lines": {name: version.lines.get(name, {}) for name, _ in rows},
    }
    if answers := answered_words(version.case):
        beside["answers"] = answers
    if kind == SCREENING:
        named = [stated_part(item, _NAMING) for _, item in rows]
        return _digest({**beside, "items": named, **stated_part(data, _NAMED)})
    if kind == DENIALS:
        return _digest(
            {
                **beside,
                "items": [stated_part(item, _ITEM) for _, item in rows],
                "parties": [stated_part(party, _PARTY) for party in data.get("parties") or ()],
                "destination": data.get("destination"),
            }
        )
    whole = {**data, "items": [item for _, item in rows]}
    return _digest({**beside, "transaction": whole, "documents": _documents(version)})


def _without_contact(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an application but those by which somebody is reached; one that the forms do not name any more is looked at."""
    contact = {name for name, field in form_fields().items() if field.is_contact}
    return {name: value for name, value in fields.items() if name not in contact}


def _digest(data: Mapping[str, Any]) -> str:
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _documents(version: CaseVersion) -> list[str]:
    """The contents of the documents that belong to a version, by their digests."""
    return sorted(set(version.case.documents.in_version(version.number).values_list("digest", flat=True)))


def stated_part(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Those of the named fields that data state."""
    return {name: data[name] for name in names if name in data}


def counting(case: Case, kind: str) -> QuerySet[Evidence]:
    """The evidence of a kind that was not voided, the newest first."""
    return case.evidence.filter(kind=kind, voided=None).order_by("-made", "-pk")


def void_stale(case: Case, version: CaseVersion, now: datetime) -> list[int]:
    """Void the evidence that looked at something which a version states otherwise; the keys of what was voided."""
    return _void(
        [
            row
            for row in case.evidence.filter(voided=None)
            if row.seen != seen_by(row.kind, version, row.line) or _was_taken_out(row, version)
        ],
        now,
    )


def void_examined(case: Case, now: datetime) -> list[int]:
    """Void everything that an authority examined, as another one decides from now on; the keys of what was voided.

    What the exporter carried into the case stays (:data:`DOSSIER`). Conclusions on denials belong to no statement any more: they stay readable, as
    all of it does, and count for nothing.
    """
    case.considerations.update(seen="")
    return _void(list(case.evidence.filter(voided=None).exclude(kind=DOSSIER)), now)


def _void(rows: list[Evidence], now: datetime) -> list[int]:
    for row in rows:
        row.voided = now
        row.save(update_fields=["voided"])
    return [row.pk for row in rows]


def _was_taken_out(row: Evidence, version: CaseVersion) -> bool:
    """Whether a row tells of a dossier that does not belong to a version."""
    documents = version.case.documents.in_version(version.number)
    return row.kind == DOSSIER and not documents.filter(number=row.result.get("document")).exists()


def surveillance_lines(version: CaseVersion) -> Iterator[str]:
    """The lines that are, or may be, cyber-surveillance items (Art. 2(20)): by what is stated, by one of their entries, because they read like one, or
    because an officer has said so.

    A line of which it is not stated whether it is one may be one. What an officer has said of a line holds though the assessment was voided: only the own
    due diligence takes the doubt away.
    """
    data = version.transaction
    answers = tuple(answered_words(version.case).values())
    by_officer = lines_by_officer(version)
    for line, item in zip(line_ids(data), data.get("items") or (), strict=True):
        beside = (*words_beside(version.fields, version.lines.get(line, {})), *answers)
        if line in by_officer or may_be_surveillance(data, item, beside):
            yield line


def lines_by_officer(version: CaseVersion) -> set[str]:
    """The lines of a version that an officer takes for surveillance items, in this case or in one that it was copied from.

    An id is the applicant's, and so are the words: each line that is new since, or says something else, may be that item under another name, or a part of it.
    """
    items = _items_by_line(version)
    lines: set[str] = set()
    for case in (version.case, *_copied_from(version.case)):
        for row in case.evidence.filter(kind=ASSESSMENT):
            if not (by_officer := _lines_of_assessment(row.result)):
                continue
            before = _items_by_line(
                case.versions.filter(submitted__lte=row.made).order_by("-number").first() or version
            )
            lines |= by_officer & items.keys()
            lines |= {line for line, item in items.items() if item != before.get(line)}
    return lines


def _lines_of_assessment(result: Mapping[str, Any]) -> set[str]:
    """The lines that an assessment calls surveillance items, or puts into an entry that is, or may be, that of one."""
    called = {line for line, is_one in result.get(SURVEILLANCE, {}).items() if is_one}
    return called | {
        line
        for line, codes in result.get(CLASSIFICATION, {}).items()
        if is_stated_as_surveillance({"cyber_surveillance": False, "entries": codes})
    }


def _items_by_line(version: CaseVersion) -> dict[str, dict[str, Any]]:
    """By line, what a version says an item is; how much of it and under which id is no matter."""
    rows = zip(line_ids(version.transaction), version.transaction.get("items") or (), strict=True)
    return {line: {name: item[name] for name in item if name not in _AMOUNTS} for line, item in rows}


def _copied_from(case: Case) -> Iterator[Case]:
    """The cases that an application was copied from, the last first."""
    while reference := _source_of(case):
        source = Case.objects.filter(reference=reference).first()
        if source is None:
            return
        yield (case := source)


def _source_of(case: Case) -> str:
    first = Event.objects.filter(chain=case.chain, number=1).values_list("body", flat=True).first()
    return str((first or {}).get(COPIED, ""))
