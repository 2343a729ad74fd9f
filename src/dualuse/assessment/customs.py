"""Hints for the customs declaration: which document code says under which authorisation, or why none, goods leave.

Only for an export out of the Union that customs sees: nothing for what is sent electronically, for brokering, for
movements within the Union. While the answer is open there is no code, but the reason why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message, render, translate
from dualuse.law.customs import (
    NOT_LISTED,
    NOT_REQUIRED,
    begun,
    document_code,
    has_document_code,
    national_codes,
)
from dualuse.law.eu_2021_821 import art09_national_lists, art10_other_national_lists
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, LEAVES_UNION
from dualuse.law.germany.citations import is_german
from dualuse.law.language.logic import Facts, Truth, evaluate
from dualuse.law.language.provision import Effect, article_of
from dualuse.law.measures.places import BANS_BY_CODE
from dualuse.law.states import Jurisdiction
from dualuse.law.territories import UNION, member_states
from dualuse.schema.determination import Because, Customs
from dualuse.schema.transaction import Authorisation, Item, Transaction
from dualuse.version import legal_derivation

_SENT_OUT: Final = EXPORT & LEAVES_UNION
_NATIONAL: Final = (art09_national_lists.ARTICLE.number, art10_other_national_lists.ARTICLE.number)
_USES: Final[dict[str, tuple[str, ...]]] = {
    "individual": ("individual",),
    "global": ("global",),
    "large_project": ("individual", "global"),  # Art. 2(14): it is one or the other
    "national_general": ("national_general",),
}
"""What an authorisation held is declared as, by its kind."""

_EXPORT_OPEN: Final = Message(
    "customs.export_open", N_("whether this is an export out of the Union is not settled")
)
_EXPORTER_OUTSIDE: Final = Message(
    "customs.exporter_outside",
    N_(
        "the exporter is established outside the Union, and whether the items leave from a place in the Union is not"
        " stated (located_in)"
    ),
)
_MANNER_OPEN: Final = Message(
    "customs.manner_open",
    N_("whether the item passes customs or is sent electronically is not stated (kind, manner)"),
)
_OPEN: Final = Message("customs.open", N_("the answer is not settled"))
_PROHIBITED: Final = Message("customs.prohibited", N_("the export is prohibited"))
_NOTIFICATION: Final = Message("customs.notification", N_("the authority has not decided yet"))
_MEASURE: Final = Message(
    "customs.measure",
    N_("an authorisation under a restrictive measure has a document code of its own, not known here"),
)
_BANS_BY_CODE: Final = Message(
    "customs.bans_by_code",
    N_(
        "measures against the destination name goods by customs code: customs asks for codes of these measures"
    ),
)
_UNEXECUTED: Final = Message(
    "customs.unexecuted",
    N_(
        "what is not executed here of the measures may concern the item: until a person has said that it does not, no code is"
        " told"
    ),
)
_NOT_RELEASED: Final = Message(
    "customs.not_released",
    N_("it may not leave yet: what stops it, or is asked, comes first"),
)
_NATIONAL_LIST: Final = Message(
    "customs.national_list",
    N_("for an authorisation under a national list there may be a national document code, not known here"),
)
_UNCLEAR: Final = Message(
    "customs.unclear", N_("whether the authorisation stated covers the item is not settled")
)
_NOT_CLASSIFIED: Final = Message(
    "customs.not_classified", N_("the item is not stated as classified and not listed")
)
_GRANTED: Final = Message("customs.granted", N_("once it has been granted, with its number"))
_X002: Final = Message(
    "customs.before_the_codes",
    N_("customs of the State still takes the older code X002 on that day; nothing more of it is known here"),
)
_BEGINNING_UNKNOWN: Final = Message(
    "customs.beginning_unknown",
    N_("from which day customs of the State takes the code instead of X002 is not known here; ask it"),
)
_RULING: Final = Message(
    "customs.ruling",
    N_("for the decision stated, that no authorisation is required; its reference goes along"),
)
_NOT_LISTED: Final = Message(
    "customs.not_listed",
    N_("the item is classified and not listed in Annex I, and no authorisation is required"),
)


@dataclass(frozen=True, slots=True)
class _Hint:
    """A code by its use, or none; why; and the reference that goes along."""

    because: Message
    use: str = ""
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedItem:
    """An item with its facts and outcome; asked only where it matters: whether an authorisation held covers it
    (``covered``), whether a restrictive measure asks for an authorisation too (``beyond``), and which cover it."""

    item: Item
    facts: Facts
    outcome: ItemOutcome
    covered: Callable[[], Truth]
    beyond: Callable[[], bool]
    covering: Callable[[], tuple[Authorisation, ...]]


@legal_derivation("Art. 21(1)")
def customs_hints(
    transaction: Transaction,
    judged: Iterable[JudgedItem],
    state: Jurisdiction | None,
    *,
    language: str,
    unexecuted: frozenset[int] = frozenset(),
    banned: frozenset[int] = frozenset(),
    released: str = "go",
) -> tuple[Customs, ...]:
    """The hints for all items, those that are the same for several items once.

    ``state``: the responsible State. ``unexecuted``: positions of items that something not executed may reach; ``banned``:
    of those that it may forbid to supply: an authorisation to be granted is declared for none of them.
    ``released``: the release; a code that says that nothing is wanting is told with "go" only.
    The codes are those of the Union's tariff: of an exporter established elsewhere they
    are told only where the items are in the Union, whichever country it is, and whether or not its law is known here.
    """
    if transaction.activity not in ("export", None):
        return ()
    hints: dict[tuple[str, str | None, str], tuple[_Hint, date, list[str]]] = {}
    declared_in = _declared_in(transaction, state)
    for index, judged_item in enumerate(judged):
        from_the_union = _from_the_union(transaction, state, judged_item.facts["day"])
        for hint in _hints(transaction, judged_item, from_the_union, declared_in):
            is_open = index in (unexecuted if hint.use == NOT_LISTED else banned)
            if is_open and (hint.use == NOT_LISTED or hint.because is _GRANTED):
                hint = _Hint(_UNEXECUTED)
            hint = hint if _fits(hint, released) else _Hint(_NOT_RELEASED, reference=hint.reference)
            key = (hint.use, hint.reference, f"{hint.because.code} {hint.because.params}")
            hints.setdefault(key, (hint, judged_item.facts["day"], []))[2].append(judged_item.item.id or "")
    return tuple(
        _written(_begun(hint, declared_in, day), tuple(items), day, state=declared_in, language=language)
        for hint, day, items in hints.values()
    )


def _fits(hint: _Hint, released: str) -> bool:
    """Whether the code may stand beside the release: one that waits for a grant names its condition; none else beside a stop."""
    if not hint.use or released == "go" or hint.because is _GRANTED:
        return True
    return released == "ask" and hint.because.code == "customs.general"


def _declared_in(transaction: Transaction, state: Jurisdiction | None) -> str | None:
    """The Member State whose customs is asked: where the items are, if that is stated, else the responsible one."""
    located = transaction.located_in or transaction.dispatched_from
    if located in member_states():
        return located
    return state.code if state is not None and state.union_member else None


def _begun(hint: _Hint, state: str | None, day: date) -> _Hint:
    """Without its code where customs of the State does not take it yet, or where that is not known."""
    if not hint.use or hint.use == NOT_REQUIRED:
        return hint
    taken = begun(hint.use, state, day)
    return hint if taken is True else _Hint(_X002 if taken is False else _BEGINNING_UNKNOWN)


def _from_the_union(transaction: Transaction, state: Jurisdiction | None, day: date) -> Truth:
    """Whether the items are declared in the Union: so those of an exporter there, others where the items are there.

    Items that are stated to be in a third country never are.
    """
    if transaction.located_in is not None and UNION.contains(transaction.located_in, day) is False:
        return False
    exporter = transaction.exporter.country if transaction.exporter else None
    if exporter is None or UNION.contains(exporter, day) is not False:
        return True
    if state is not None and state.union_member:
        return True
    located = transaction.located_in or transaction.dispatched_from
    return None if located is None else UNION.contains(located, day)


def _hints(
    transaction: Transaction, judged: JudgedItem, from_the_union: Truth, declared_in: str | None
) -> Iterator[_Hint]:
    item, facts, outcome = judged.item, judged.facts, judged.outcome
    passes = _passes_customs(item, facts)
    sent_out = False if passes is False else evaluate(_SENT_OUT, facts, facts["day"])
    if sent_out is False or from_the_union is False:
        return
    if from_the_union is None:
        yield _Hint(_EXPORTER_OUTSIDE)
    elif sent_out is None or passes is None:
        yield _Hint(_EXPORT_OPEN if sent_out is None else _MANNER_OPEN)
    elif not outcome.final or _partly_national(outcome):
        yield _Hint(_OPEN)
    elif outcome.low is Effect.PROHIBITED:
        yield _Hint(_PROHIBITED)
    elif outcome.low is Effect.NOTIFICATION_REQUIRED:
        yield _Hint(_NOTIFICATION)
    elif outcome.low is Effect.NOT_CONTROLLED:
        if (
            transaction.destination
            and BANS_BY_CODE.contains(transaction.destination, facts["day"]) is not False
        ):
            yield _Hint(_BANS_BY_CODE)
        else:
            yield _Hint(_NOT_LISTED, NOT_LISTED) if in_annex_i(item) is False else _Hint(_NOT_CLASSIFIED)
        yield from _rulings(transaction, facts, declared_in)
    elif outcome.low is Effect.AUTHORISATION_REQUIRED and judged.beyond():
        yield _Hint(_MEASURE)
        yield from _general(outcome, facts["day"])
    else:
        yield from _authorised(judged)


def _rulings(transaction: Transaction, facts: Facts, state: str | None) -> Iterator[_Hint]:
    """Decisions that no authorisation is required, in a State whose customs has a code for them."""
    own = national_codes().get(state or "")
    if own is None or own.not_required is None or facts["day"] < own.since:
        return
    for decision in transaction.authority_decisions or ():
        if decision.result == "not_required" == facts.get(f"decision.{decision.provision}"):
            yield _Hint(_RULING, NOT_REQUIRED, decision.reference)


def _authorised(judged: JudgedItem) -> Iterator[_Hint]:
    covered = judged.covered()
    if covered is True:
        yield from _held(judged.covering())
    if judged.outcome.low is Effect.GENERAL_AUTHORISATION:
        yield from _general(judged.outcome, judged.facts["day"])
    elif covered is None:
        yield _Hint(_UNCLEAR)
    elif covered is False:
        if _national_only(judged.outcome):
            yield _Hint(_NATIONAL_LIST)
        else:
            yield from (_Hint(_GRANTED, use) for use in ("individual", "global"))


def _passes_customs(item: Item, facts: Facts) -> Truth:
    """Goods do; software and technology where they do not leave electronically. The codes tell the kind, if any."""
    if facts["manner"] is not None:
        return bool(facts["manner"] != "electronic")
    if item.entries:
        return all(code[1] in "ABC" for code in item.entries) or None
    return True if item.kind == "goods" else None


def _held(covering: Iterable[Authorisation]) -> Iterator[_Hint]:
    for held in covering:
        for use in _USES.get(held.kind, ()):
            text = (
                N_("the authorisation {reference} covers the item; its reference goes along")
                if use == held.kind
                else N_(
                    "the large project authorisation {reference} covers the item, if it is one of this kind"
                )
            )
            yield _Hint(Message("customs.held", text, {"reference": held.reference}), use, held.reference)


def _general(outcome: ItemOutcome, day: date) -> Iterator[_Hint]:
    for judged in outcome.general_authorisations:
        if judged.judgement.truth is True:
            identifier = judged.relief.identifier
            if has_document_code(identifier, day):
                text = N_("if {id} is used, with the number of registration where the authority gave one")
                yield _Hint(Message("customs.general", text, {"id": identifier}), identifier)
            else:
                text = N_("the document code of {id} is not known here")
                yield _Hint(Message("customs.code_unknown", text, {"id": identifier}))


def _partly_national(outcome: ItemOutcome) -> bool:
    """Whether it is not known if a national list asks for the authorisation, or the Union's law."""
    return len(set(map(_is_national, outcome.alternatives))) > 1


def _national_only(outcome: ItemOutcome) -> bool:
    """Whether only national lists ask for the authorisation (Arts 9, 10), or German law: their documents may have national codes."""
    asking = [
        *outcome.alternatives,
        *(
            judged.provision.citation
            for judged in outcome.provisions
            if judged.judgement.truth is True and judged.low is Effect.AUTHORISATION_REQUIRED
        ),
    ]
    return bool(asking) and all(map(_is_national, asking))


def _is_national(citation: str) -> bool:
    return article_of(citation) in _NATIONAL or is_german(citation)


def _written(hint: _Hint, items: tuple[str, ...], day: date, *, state: str | None, language: str) -> Customs:
    because = _because(hint.because, language)
    if not hint.use:
        return Customs(
            items=items,
            code=None,
            meaning=None,
            reference=hint.reference,
            because=because,
            verification=None,
            source=None,
        )
    own = national_codes().get(state or "")
    ruling = own.not_required if own is not None else None
    row = ruling if ruling is not None and hint.use == NOT_REQUIRED else document_code(hint.use, day)
    return Customs(
        items=items,
        code=row.code,
        meaning=translate(row.text, language),
        reference=hint.reference,
        because=because,
        verification=row.verification.word,
        source=row.sources[0],
        qualifier=own.qualifiers.get(hint.use) if own is not None else None,
    )


_WITHOUT_PARAMETERS: dict[tuple[str, str], Because] = {}


def _because(message: Message, language: str) -> Because:
    """The reason in words; one without parameters is written once for each language."""
    if message.params:
        return Because(message.code, message.plain_params(), render(message, language))
    key = (message.code, language)
    if key not in _WITHOUT_PARAMETERS:
        _WITHOUT_PARAMETERS[key] = Because(message.code, {}, render(message, language))
    return _WITHOUT_PARAMETERS[key]
