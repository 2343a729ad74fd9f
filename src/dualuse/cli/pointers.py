"""Where an answer leads next: a search for an item without an entry, entries beside a customs code, the questions of due diligence."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dualuse.cli.diligence.on_record import NOTHING, OnRecord
from dualuse.i18n import N_, Message, fill, semicolon

if TYPE_CHECKING:
    from dualuse.classification.search.likely_entries import LikelyEntries
    from dualuse.schema.determination import Determination
    from dualuse.schema.diligence import DiligenceResult, ShownAnswer
    from dualuse.schema.transaction import Item, Transaction

_MOST_ITEMS: Final = 2
_CANDIDATES: Final = 3
_QUESTIONS: Final = 2
_FOUND_NAMED: Final = 1
_NOT_BEGUN: Final = N_(
    "due diligence is asked for ({why}), {number} questions, first {questions}: dualuse diligence ask {file} --person '…'"
)
_BEGUN: Final = N_(
    "due diligence, {number} questions still open, first {questions}: dualuse diligence ask {file} --person '…'"
)
_FOUND: Final = N_("due diligence found {what}: dualuse diligence show {reference} {file}")
_FOUND_IN_FILE: Final = N_("due diligence found {what}: dualuse diligence show --file {findings} {file}")
_BEGUN_IN_FILE: Final = N_(
    "due diligence, {number} questions still open, first {questions}: dualuse diligence import {findings} --person '…', then dualuse"
    " diligence ask {file} --person '…'"
)
_UNDECIDED: Final = N_(
    "due diligence, every question is answered; decide what it comes to: dualuse diligence decide {reference} LEVEL --reason '…'"
    " --person '…'"
)


def pointers(
    determination: Determination,
    file: str,
    language: str,
    on_record: OnRecord = NOTHING,
    *,
    without_first: bool = False,
) -> tuple[str, ...]:
    """A sentence for each place that the answer leads to, with the command; what may be listed after all comes first, then due diligence. None where the
    law forbids the transaction at the least: nothing of it leads to a "go".

    Where room is short the first of them stay.

    Args:
        file: of the transaction, as the command line named it.
        on_record: what due diligence the workspace has about it.
        without_first: due diligence that has not begun stands elsewhere (:func:`first_of_diligence`).
    """
    from dualuse.assessment.next_steps import is_forbidden
    from dualuse.schema.transaction import Transaction

    if is_forbidden(determination):
        return ()
    transaction, likely = Transaction.model_validate(determination.transaction), lru_cache(1)(_likely_entries)
    return (
        *_described_as_listed(transaction, on_record, language),
        *(
            ()
            if without_first and on_record.result is None
            else _diligence(determination, file, language, on_record)
        ),
        *_unclassified(transaction, likely, language),
        *_beside_customs_codes(transaction, language),
    )


def _likely_entries() -> LikelyEntries:
    """The search, imported when a description needs it: it takes as long to import as all that an answer needs."""
    from dualuse.classification.search.likely_entries import LikelyEntries

    return LikelyEntries()


def may_be_assumed(determination: Determination, language: str) -> Iterator[str]:
    """That ``--assume`` can supply what is missing, where it can."""
    from dualuse.assessment.assumptions import suppliable

    facts = [row.fact for row in determination.missing]
    policies = suppliable(facts)
    if policies:
        text = N_(
            "where you know of nothing against it, this supplies missing facts, and the answer lists them: {options}"
        )
        yield fill(text, language, options=" ".join(f"--assume {name}" for name in policies))


def _unclassified(
    transaction: Transaction, likely: Callable[[], LikelyEntries], language: str
) -> Iterator[str]:
    """The best candidates of the search that are near, for items of which nobody has said what entry they are in."""
    open_items = [item for item in transaction.items if item.entries is None and item.description]
    for item in open_items[:_MOST_ITEMS]:
        text = N_("item {id} has no entry yet: {command} thinks of {entries}")
        without_names = N_("item {id} has no entry yet: {command}")
        names = ", ".join(likely().of_unclassified(item.description or ""))
        yield fill(text if names else without_names, language, **_of_item(item), entries=names)


def _described_as_listed(transaction: Transaction, on_record: OnRecord, language: str) -> Iterator[str]:
    """The candidates for items that are stated to be in no entry, and that a name of trade says are goods of one; none where the house has
    classified the product."""
    unlisted = [item for item in transaction.items if item.entries == [] and item.description]
    if not unlisted:
        return
    from dualuse.assessment.release_holds.resembled_goods import resembled_goods

    if any(item.product for item in unlisted):
        decided = on_record.library()
        unlisted = [item for item in unlisted if item.product not in decided]
    resembled = ((item, resembled_goods(item)) for item in unlisted)
    for item, provisions in [(item, names) for item, names in resembled if names][:_MOST_ITEMS]:
        text = N_(
            "item {id} is stated to be in no entry, and its description resembles goods of {entries}: look again with {command}; what is decided is kept with"
            " {decide} (in the item: {field})"
        )
        product = shlex.quote(item.product) if item.product else "ID"
        decide, field = f"dualuse products decide {product}", f"product: {product}"
        params = {**_of_item(item), "entries": ", ".join(provisions), "decide": decide, "field": field}
        yield fill(text, language, **params)


def _of_item(item: Item) -> dict[str, str]:
    return {"id": item.id or "–", "command": f"dualuse classify {shlex.quote(item.description or '')}"}


def _beside_customs_codes(transaction: Transaction, language: str) -> Iterator[str]:
    """Entries that the Commission's table names beside the customs code and that the item is not in."""
    coded = [item for item in transaction.items if item.cn_code]
    if not coded:
        return
    from dualuse.sources.correlation_table import load
    from dualuse.sources.home import home

    table = load(home())
    if table is None:
        return
    for item in coded[:_MOST_ITEMS]:
        beside = [entry for entry in table.entries(item.cn_code or "") if not _is_among_entries(entry, item)]
        if beside:
            text = N_(
                "item {id}: beside customs code {code} the Commission's table names {entries}; are they excluded?"
            )
            yield fill(
                text, language, id=item.id or "–", code=item.cn_code, entries=", ".join(beside[:_CANDIDATES])
            )


def _is_among_entries(entry: str, item: Item) -> bool:
    return any(stated.startswith(entry[:5]) for stated in item.entries or ())


def _diligence(determination: Determination, file: str, language: str, on_record: OnRecord) -> Iterator[str]:
    """What weighs most in due diligence, where it has begun, or where the item, the user or the destination asks for it."""
    if on_record.problem:  # a reason says it
        return
    if on_record.result is not None:
        yield from diligence_pointers(on_record.result, file, language)
    else:
        yield from diligence_not_begun(determination, file, language)


def _untouched(transaction: Transaction, language: str) -> DiligenceResult:
    from dualuse.cli.diligence.about import about_transaction
    from dualuse.diligence import examine_findings
    from dualuse.schema.diligence import Findings

    about = about_transaction(transaction)
    return examine_findings(Findings(about.reference), about.items, about.parties, about.listed, language)


def first_of_diligence(
    determination: Determination, file: str, language: str, on_record: OnRecord
) -> tuple[str, str] | None:
    """The sentence that due diligence is asked for, in short, and the command that asks its questions; None where it is not, or has begun."""
    from dualuse.assessment.next_steps import is_forbidden
    from dualuse.assessment.release_holds.suspicion import why_diligence_is_asked

    why = None if is_forbidden(determination) else why_diligence_is_asked(determination)
    if why is None or on_record.result is not None or on_record.problem:
        return None
    from dualuse.schema.transaction import Transaction

    transaction = Transaction.model_validate(determination.transaction)
    number = len(_untouched(transaction, language).open_questions)
    text = N_("Due diligence is asked for ({why}); its {number} questions come one by one with:")
    command = f"dualuse diligence ask {shlex.quote(file)} --person '…'"
    return (fill(text, language, why=why, number=number), command) if number else None


def diligence_not_begun(determination: Determination, file: str, language: str) -> Iterator[str]:
    """The sentence that due diligence is asked for, why, and its command; nothing where it is not."""
    from dualuse.assessment.release_holds.suspicion import why_diligence_is_asked

    why = why_diligence_is_asked(determination)
    if why is not None:
        from dualuse.schema.transaction import Transaction

        transaction = Transaction.model_validate(determination.transaction)
        yield from _to_ask(_untouched(transaction, language), _NOT_BEGUN, file, language, why)


def diligence_pointers(
    result: DiligenceResult, file: str, language: str, findings: str = ""
) -> Iterator[str]:
    """What was found, which questions are open and which of them weigh most, or that nobody has decided.

    ``findings``: the file that the due diligence was read from; what stands there alone is taken into the record first.
    """
    stops = [flag.shown for flag in result.flags if flag.stands and flag.is_stop]
    flags = [flag.shown for flag in result.flags if flag.stands and not flag.is_stop]
    open_findings = [
        fill(text, language, questions=_named(shown, language))
        for text, shown in ((N_("stops: {questions}"), stops), (N_("red flags: {questions}"), flags))
        if shown
    ]
    own = {
        "file": shlex.quote(file),
        "reference": shlex.quote(result.reference),
        "findings": shlex.quote(findings),
    }
    if open_findings:
        text = _FOUND_IN_FILE if findings else _FOUND
        yield fill(text, language, what=semicolon(language).join(open_findings), **own)
    yield from what_to_ask(result, file, language, findings)


def what_to_ask(result: DiligenceResult, file: str, language: str, findings: str = "") -> Iterator[str]:
    """Which open questions weigh most, or that nobody has decided, with the command."""
    if result.open_questions:
        yield from _to_ask(result, _BEGUN_IN_FILE if findings else _BEGUN, file, language, findings=findings)
    elif result.decision is None:
        yield fill(_UNDECIDED, language, reference=shlex.quote(result.reference))


def _named(shown: list[ShownAnswer], language: str) -> str:
    """``reports of abuse (B06, 10), armed conflict (C07)``: the first of many, and how many they are."""
    from dualuse.diligence.reasons import titled

    names = ", ".join(titled(row, language) for row in shown[:_FOUND_NAMED])
    return names + (f" … ({len(shown)})" if len(shown) > _FOUND_NAMED else "")


def _to_ask(
    result: DiligenceResult,
    text: str,
    file: str,
    language: str,
    why: Message | None = None,
    *,
    findings: str = "",
) -> Iterator[str]:
    """``text`` with the questions that weigh most: what they are about, not whom, since each may be asked of several."""
    from dualuse.diligence.reasons import order_of_asking, titled

    questions = sorted(result.open_questions, key=order_of_asking)
    if questions:
        about_all = (replace(shown, item="", party="") for shown in questions)
        first = ", ".join(list(dict.fromkeys(titled(shown, language) for shown in about_all))[:_QUESTIONS])
        params = {
            "questions": first,
            "number": len(questions),
            "file": shlex.quote(file),
            "findings": shlex.quote(findings),
        }
        yield fill(text, language, **params, **({} if why is None else {"why": why}))
