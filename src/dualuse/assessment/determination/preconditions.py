"""What must be done for an item, and what a general authorisation asks before its use.

What a general authorisation asks before its use (registration, notice, a programme) is a fact, answered under ``answers``:
``done.EU001`` says that all of it was done in time, as it was where the authorisation was used before. What goes with the
export itself (the customs declaration) is told and not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dualuse.assessment.member_state import RESPONSIBLE_STATE_FIELDS
from dualuse.engine.due_duties import DueDuty, authorisation_duties, duties_of
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Facts, Truth
from dualuse.law.language.provision import Due, Effect
from dualuse.schema.reading.validation import DONE
from dualuse.version import legal_derivation


@legal_derivation("Annex II", "Art. 11", "Art. 27")
def duties_to_meet(
    outcome: ItemOutcome,
    facts: Facts,
    *,
    covered: Truth,
    answers: Mapping[str, bool],
    beside_held: bool = False,
) -> Iterator[DueDuty]:
    """What must be done for an item: by law, and for each general authorisation that may be used as long as it is not done.

    Args:
        outcome: of the item.
        facts: of the item.
        covered: whether an authorisation held covers it.
        answers: those of the transaction; ``done.EU001`` says that what is asked before the use was done.
        beside_held: whether a general authorisation is used beside the one that is held under another act.
    """
    # No authorisation of the Regulation lifts a prohibition: it would mislead to ask for one, also where there may be one.
    no_use = covered is True or outcome.low is Effect.PROHIBITED or _may_be_banned(outcome)
    available = (
        due
        for judged in outcome.general_authorisations
        if judged.judgement.truth is True and (beside_held or outcome.low <= Effect.GENERAL_AUTHORISATION)
        for due in authorisation_duties(outcome.law, judged.relief, facts)
        if not (is_before_use(due) and answers.get(f"{DONE}{due.identifier}") is True)
    )
    for due in (*duties_of(outcome, facts), *available):
        if not (no_use and due.duty.unless_held):
            yield due


def _may_be_banned(outcome: ItemOutcome) -> bool:
    """Whether a measure may forbid it, on its way too: the way is settled first, then an authorisation is asked for."""
    return any(
        judged.high is Effect.PROHIBITED
        for judged in outcome.open
        if judged.provision.effect is Effect.PROHIBITED
    )


_BEFORE: Final = (Due.BEFORE, Due.DAYS_BEFORE, Due.WORKING_DAYS_BEFORE)


@dataclass(frozen=True, slots=True)
class BeforeUse:
    """What one authorisation asks before its use, and whether that was done."""

    identifier: str
    duties: tuple[DueDuty, ...]
    done: Truth


def is_before_use(due: DueDuty) -> bool:
    """Whether it must be done before a general authorisation is used."""
    return bool(due.identifier) and due.duty.due in _BEFORE


@legal_derivation("Annex II")
def preconditions(outcome: ItemOutcome, facts: Facts, answers: Mapping[str, bool]) -> tuple[BeforeUse, ...]:
    """What is still to be known of the general authorisations that an item rests on; none where one of them may be used as it is."""
    authorisations = tuple(_preconditions_of(outcome, facts, answers))
    return () if any(authorisation.done is True for authorisation in authorisations) else authorisations


def _preconditions_of(outcome: ItemOutcome, facts: Facts, answers: Mapping[str, bool]) -> Iterator[BeforeUse]:
    for judged in outcome.general_authorisations:
        if judged.judgement.truth is True:
            name = judged.relief.identifier
            duties = tuple(
                due for due in authorisation_duties(outcome.law, judged.relief, facts) if is_before_use(due)
            )
            yield BeforeUse(name, duties, answers.get(f"{DONE}{name}") if duties else True)


@legal_derivation("Annex II")
def uses_unstated(outcome: ItemOutcome, facts: Facts, answers: Mapping[str, bool]) -> tuple[str, ...]:
    """The general authorisations that an item may come to rest on, and of which nobody has said whether their first use was prepared.

    None where one that is available was, where an authorisation of its own is required anyway, and where none is needed.
    """
    if outcome.low > Effect.GENERAL_AUTHORISATION or outcome.high < Effect.GENERAL_AUTHORISATION:
        return ()
    names: list[str] = []
    for judged in outcome.general_authorisations:
        if judged.judgement.truth is False:
            continue
        name = judged.relief.identifier
        asks = any(is_before_use(due) for due in authorisation_duties(outcome.law, judged.relief, facts))
        done = answers.get(f"{DONE}{name}") if asks else True
        if done is True and judged.judgement.truth is True:
            return ()
        if done is None:
            names.append(name)
    return tuple(names)


def not_done(rows: Iterable[tuple[BeforeUse, tuple[Message, ...]]]) -> Message:
    """Nothing that could be used has been prepared."""
    text = N_("this was not done before the first use of {authorisations}: {duties}")
    return _message("release.not_done", text, rows)


DONE_UNSTATED: Final = "release.done_unstated"
FIRST_USE_FIELDS: Final = ("date", "answers", "exporter", *RESPONSIBLE_STATE_FIELDS)
"""The stated fields on which it depends what is to be done before a first use, beside the authorisations available: what the State asks."""


@legal_derivation("Annex II")
def done_unstated(rows: Iterable[tuple[BeforeUse, tuple[Message, ...]]]) -> Message:
    """The question whether what is asked before the use was done, and where its answer is written."""
    text = N_(
        "before the first use of {authorisations} the exporter must do this once: {duties}. Has it been done? State true or false under"
        " answers ({answers}): until it is done, {authorisations} cannot be used"
    )
    return _message(DONE_UNSTATED, text, rows)


def _message(code: str, text: str, rows: Iterable[tuple[BeforeUse, tuple[Message, ...]]]) -> Message:
    rows = tuple(rows)
    names = tuple(dict.fromkeys(authorisation.identifier for authorisation, _ in rows))
    duties = {str(duty): duty for _, of_authorisation in rows for duty in of_authorisation}
    return Message(
        code,
        text,
        {
            "authorisations": names,
            "duties": tuple(duties.values()),
            "answers": tuple(f"{DONE}{name}" for name in names),
        },
    )
