"""What a proposal has to say: a decision that the kind knows on each line, three reasons, what a refusal rests on, a last day and amounts of a grant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.models import CaseVersion
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.kinds import Kind
from dualuse.licensing.refusals import Fault
from dualuse.licensing.wordless import wordless
from dualuse.transparency.decision import CRITERIA

REFUSING: Final = frozenset(
    {"refused", "prohibited", "revoked", "annulled", "suspended", "substantially_limited"}
)
"""What has to name the considerations of Art. 15(1) that it rests on."""


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is proposed of a line; what is None is as applied for, and a decision that is "" is that of the manifest."""

    decision: str
    quantity: Decimal | None = None
    value: Decimal | None = None
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Three reasons: for the file, for the applicant, for the public."""

    internal: str
    applicant: str
    public: str


def proposal_faults(
    kind: Kind,
    version: CaseVersion,
    decided: Mapping[str, LineDecision],
    reasons: Reasons,
    *,
    criteria: tuple[str, ...],
    valid_until: date | None,
    today: date,
) -> list[Fault]:
    """Everything that is wrong with a proposal, each with its place; nothing where it says what a decision says.

    Args:
        kind: the manifest.
        version: of the case, on which is decided.
        decided: a decision for each of its lines.
        reasons: see :class:`Reasons`.
        criteria: what a refusal rests on.
        valid_until: the last day of what is granted.
        today: at the service.
    """
    return [
        *_decision_faults(kind, decided),
        *_reason_faults(reasons),
        *_criteria_faults(decided, criteria),
        *_day_faults(kind, decided, valid_until, today),
        *_amount_faults(kind, version, decided),
    ]


def _decision_faults(kind: Kind, decided: Mapping[str, LineDecision]) -> Iterator[Fault]:
    text = N_("{decision} is no decision on a case of this kind; known: {known}")
    for line, row in decided.items():
        if row.decision not in kind.decisions:
            params = {"decision": row.decision, "known": ", ".join(kind.decisions)}
            yield Fault(
                f"lines.{line}.decision", "decision_unknown", Message("decision_unknown", text, params)
            )


def _reason_faults(reasons: Reasons) -> Iterator[Fault]:
    why = Message("reason_empty", N_("a decision has this reason, too, in words"))
    names = ("internal", "applicant", "public")
    return wordless((f"reasons.{name}", getattr(reasons, name), why) for name in names)


def _criteria_faults(decided: Mapping[str, LineDecision], criteria: tuple[str, ...]) -> Iterator[Fault]:
    text = N_("{name} is no criterion; known: {known}")
    for name in criteria:
        if name not in CRITERIA:
            params = {"name": name, "known": ", ".join(CRITERIA)}
            yield Fault("criteria", "criterion_unknown", Message("criterion_unknown", text, params))
    if not criteria and any(row.decision in REFUSING for row in decided.values()):
        is_prohibition = any(row.decision == "prohibited" for row in decided.values())
        text = (
            N_("a prohibition names what it rests on (Art. 15(1))")
            if is_prohibition
            else N_("a refusal names what it rests on (Art. 15(1))")
        )
        why = Message("criteria_empty", text)
        yield Fault("criteria", "criteria_empty", why)


def _day_faults(
    kind: Kind, decided: Mapping[str, LineDecision], valid_until: date | None, today: date
) -> Iterator[Fault]:
    if not any(row.decision == "granted" for row in decided.values()):
        return
    if valid_until is None or valid_until < today:
        yield Fault(
            "valid_until",
            "valid_until",
            Message("valid_until", N_("what is granted has a last day, from today on")),
        )
        return
    term = kind.term
    if term is None or term.years is None or term.longer != "never":
        return
    last = _years_after(today, term.years)
    if valid_until > last:
        text = N_("what is granted holds until {last} at the latest ({citation})")
        params = {"last": last, "citation": term.citation}
        yield Fault("valid_until", "valid_too_long", Message("valid_too_long", text, params))


def longer_than_usual(kind: Kind, valid_until: date | None, on: date) -> Message | None:
    """That what was proposed on a day holds longer than the kind has it, which the authority may decide, and the second person has to see; None: it does not."""
    term = kind.term
    if valid_until is None or term is None or term.years is None:
        return None
    last = _years_after(on, term.years)
    if valid_until <= last:
        return None
    text = N_(
        "it would hold until {last}, unless the authority decides otherwise ({citation}), and is to hold until {until}"
    )
    return Message("valid_longer", text, {"last": last, "citation": term.citation, "until": valid_until})


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _amount_faults(kind: Kind, version: CaseVersion, decided: Mapping[str, LineDecision]) -> Iterator[Fault]:
    """No line is granted more than was applied for, one that has a limit says it, and no amount is stated that would limit nothing."""
    items = version.transaction.get("items") or ()
    for line, item in zip(line_ids(version.transaction), items, strict=True):
        row = decided[line]
        for name, proposed in (("quantity", row.quantity), ("value", row.value)):
            applied = item.get(name)
            path = f"lines.{line}.{name}"
            if row.decision != "granted":
                if proposed is not None:
                    text = N_("an amount is stated of what is granted alone")
                    yield Fault(path, "amount_ungranted", Message("amount_ungranted", text))
            elif proposed is not None and not kind.is_limited_by(name):
                text = N_(
                    "no line of this kind is limited by this amount: leave it out, and write what is meant as a condition"
                )
                yield Fault(path, "amount_no_limit", Message("amount_no_limit", text))
            elif (
                kind.is_limited_by(name)
                and (amount := proposed if proposed is not None else _decimal(applied)) is not None
                and amount <= 0
            ):
                yield Fault(
                    path,
                    "amount_nought",
                    Message("amount_nought", N_("what is granted has to be more than nought")),
                )
            elif proposed is not None and applied is not None and proposed > Decimal(applied):
                text = N_("{amount} is more than was applied for: {applied}")
                params: dict[str, Any] = {"amount": proposed, "applied": Decimal(applied)}
                yield Fault(path, "amount_above", Message("amount_above", text, params))
            elif proposed is None and applied is None and kind.is_limited_by(name):
                text = N_(
                    "a line of this kind is limited by this amount, which neither the application nor the proposal states"
                )
                yield Fault(path, "amount_missing", Message("amount_missing", text))
