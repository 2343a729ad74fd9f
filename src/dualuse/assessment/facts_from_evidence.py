"""The facts that evidence sets in a transaction: entries from the library, what due diligence was decided to come to.

Only here evidence becomes fact. What is stated and what evidence says may differ: then the one that has the heavier consequence is judged,
and the difference is told.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dualuse.assessment.control_lists import has_entries, in_annex_i
from dualuse.assessment.release_holds.compared_entries import source_of_entries
from dualuse.assessment.serialisation import checksum
from dualuse.assessment.warnings.diligence import DILIGENCE, OWN_DOCUMENT
from dualuse.diligence.icp import icp_fact
from dualuse.diligence.icp.model import IcpResult
from dualuse.i18n import N_, translate
from dualuse.inputs.problems import input_error
from dualuse.law.language.logic import LEVELS
from dualuse.schema.assessment import ClassifiedItem
from dualuse.schema.diligence import Decision, DiligenceResult, Findings, Reason
from dualuse.schema.transaction import Source, Transaction
from dualuse.version import legal_derivation

Fact = tuple[str, Any, str]
"""Path in the transaction, value, and the room that it comes from."""


@dataclass(slots=True)
class _Change:
    data: dict[str, Any]
    facts: list[Fact] = field(default_factory=list)
    notices: list[Reason] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Effective:
    """The transaction that is judged, the facts that evidence set in it, and differences from what was stated."""

    transaction: dict[str, Any]
    facts: tuple[Fact, ...]
    notices: tuple[Reason, ...]


@legal_derivation("Annex II, EU007")
def programme_fact(transaction: Transaction, programme: IcpResult | None, day: date) -> bool | None:
    """Whether the exporter has a compliance programme in the sense of EU007, the one authorisation that asks for the fact.

    Raises:
        InputError: the programme is another company's.
    """
    if programme is None:
        return None
    exporter = transaction.exporter.name if transaction.exporter else None
    if exporter is None or exporter.casefold() != programme.exporter.casefold():
        raise input_error(
            "programme_of_another",
            N_("the compliance programme is that of {programme}, the exporter is {exporter}"),
            N_("Give the programme of the exporter, named as in the transaction"),
            path="exporter.name",
            programme=programme.exporter,
            exporter=exporter or "–",
        )
    return icp_fact(programme, "EU007", day)


@legal_derivation("Art. 2(20)", "Art. 5(2)")
def effective(
    transaction: Transaction,
    classification: Sequence[ClassifiedItem],
    diligence: DiligenceResult | None,
    icp: bool | None,
    language: str,
    *,
    findings: Findings | None = None,
) -> Effective:
    """``transaction`` with what the library, due diligence (its ``findings``) and the compliance programme (``icp``) found.

    A programme that is stated and not shown is not relied on; one that is shown and was not stated is.
    """
    change = _Change(transaction.model_dump(mode="json", exclude_none=True))
    for number, (choice, item) in enumerate(zip(classification, change.data["items"], strict=True)):
        if choice.origin in ("house", "ruling") and choice.entries is not None:
            item["entries"] = list(choice.entries)
            change.facts.append((f"items[{number}].entries", list(choice.entries), "classification"))
        if choice.decided is not None and choice.entries == ():
            change.data.setdefault("sources", []).append(_source_of_library(number))
    if diligence is not None:
        ids = [item["id"] for item in change.data["items"]]
        for path, value in diligence.sets:
            _set(change, path, value, ids, language)
        if (
            diligence.decision is not None
            and findings is not None
            and any(is_unlisted_surveillance(item) for item in change.data["items"])
        ):
            change.data.setdefault("sources", []).append(_record_of(diligence.decision, findings))
    exporter = change.data.get("exporter")
    if (
        icp is not None
        and exporter is not None
        and exporter.get("icp") is not False
        and exporter.get("icp") is not icp
    ):
        exporter["icp"] = icp
        change.facts.append(("exporter.icp", icp, "icp"))
    return Effective(change.data, tuple(change.facts), tuple(change.notices))


def with_classifications(transaction: Transaction, library: Container[str]) -> Transaction:
    """``transaction`` with the library of products as the source of ``entries: []`` of each product that the house has classified.

    Args:
        transaction: checked or not.
        library: the ids of products that are classified.
    """
    decided = [
        Source(**_source_of_library(number))
        for number, item in enumerate(transaction.items)
        if in_annex_i(item) is False and item.product and item.product in library
    ]
    return (
        transaction.model_copy(update={"sources": [*(transaction.sources or ()), *decided]})
        if decided
        else transaction
    )


def _source_of_library(position: int) -> dict[str, str]:
    """The source that says of a transaction judged by itself that the house has looked at the entries of an item; the item names the product."""
    return {"fact": source_of_entries(position), "document": "library of products"}


def is_unlisted_surveillance(item: Mapping[str, Any]) -> bool:
    """Whether due diligence under Art. 5(2) is asked for of the item: Annex I has it not, or may not have it."""
    return item.get("cyber_surveillance") is True and has_entries(item.get("entries")) is not True


def _record_of(decision: Decision, findings: Findings) -> dict[str, Any]:
    """The source that says of a transaction judged by itself that due diligence stands behind it, by the checksum of its findings."""
    digest = checksum(findings).removeprefix("sha256:")
    note = f"{decision.level}, {decision.person}"
    seen = {"seen": decision.time[:10]} if decision.time else {}
    return {"fact": DILIGENCE, "document": OWN_DOCUMENT, "sha256": digest, "note": note, **seen}


def _set(change: _Change, path: str, value: str | bool, ids: Sequence[str], language: str) -> None:
    room, _, rest = path.partition(".")
    if room == "knowledge":
        stated = change.data.get("knowledge", {}).get(rest)
        level = max(stated or LEVELS[0], str(value), key=LEVELS.index)
        change.data.setdefault("knowledge", {})[rest] = level
        _tell(change, path, stated, judged=level, entered=str(value), language=language)
        return
    identifier, _, name = rest.rpartition(".")
    number = ids.index(identifier)
    item: dict[str, Any] = change.data["items"][number]
    stated = item.get(name)
    item[name] = bool(value) or bool(stated)
    _tell(change, f"items[{number}].{name}", stated, judged=item[name], entered=value, language=language)


def _tell(change: _Change, path: str, stated: Any, *, judged: Any, entered: Any, language: str) -> None:
    if stated is None:
        change.facts.append((path, judged, "diligence"))
    elif stated != entered:
        text = translate(
            N_("{path}: the transaction states {stated}, due diligence says {found}; judged by {judged}"),
            language,
        )
        words: Mapping[str, str] = {"stated": _word(stated), "found": _word(entered), "judged": _word(judged)}
        change.notices.append(Reason("diligence_differs", text.format(path=path, **words)))
        if judged != stated:
            change.facts.append((path, judged, "diligence"))


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
