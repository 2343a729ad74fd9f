"""The answer under the law of today: what was found on parties stays as it is recorded, so that only law and
day can change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dualuse.assessment.assumptions import POLICIES
from dualuse.assessment.check import chosen_policies, named_subjects
from dualuse.assessment.judgement import judged
from dualuse.assessment.release_holds.doubted_entries import with_doubted_entries
from dualuse.assessment.release_holds.law_age import AgeOnDay, LawAgeAcceptance, law_age
from dualuse.assessment.warnings.regimes import regimes_not_examined
from dualuse.dossier.watching.change import (
    ANOTHER_BOTH,
    ANOTHER_OUTCOME,
    ANOTHER_RELEASE,
    ANSWER_CHANGED,
    Change,
)
from dualuse.dossier.watching.reading import Known
from dualuse.engine.compiled import period_of
from dualuse.i18n import N_, Message
from dualuse.i18n.statuses import EFFECT, RELEASE
from dualuse.law.collection import law_version
from dualuse.law_changes.replay import recorded_screener
from dualuse.schema.rules import RULES, Rules
from dualuse.version import software_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an answer comes to: the ends of its range, the release, what it rests on, and the general
    authorisations available, by item. ``is_assumed``: policies that a user chose supplied facts; ``why``: the decisive reason of the release, of an answer that was given anew."""

    low: str
    high: str
    release: str
    basis: frozenset[str]
    available: frozenset[tuple[str, str]]
    is_assumed: bool
    why: Message | None = field(default=None, compare=False)


class LawOfToday:
    """Answers under the law of a day; what was found on parties is taken from the record.

    ``accepted``: who accepts today that the law is older than ``rules`` allow; else who did when the dossier
    was made.
    """

    def __init__(self, day: date, accepted: LawAgeAcceptance | None = None, rules: Rules = RULES) -> None:
        self._day: Final = day
        self._accepted: Final = accepted
        self._rules: Final = rules
        self._version: Final = law_version()
        self._software: Final = {"name": "dualuse", "version": software_version()}
        self._period: Final = period_of(day)

    def answer(self, known: Known) -> Said:
        """What the transaction of a dossier comes to on the day.

        Raises:
            InputError: the law of the day does not take the transaction.
        """
        if self._cannot_differ(known):
            return said_of(known.determination)
        return self.judged(known)

    def age(self, known: Known) -> AgeOnDay:
        """How old the law is on the day, and who accepts that for a dossier."""
        return law_age(self._day, self._accepted or known.accepted, self._rules)

    def _cannot_differ(self, known: Known) -> bool:
        """Whether the same law, by the same software, says the same of it today: no rule, place, edition,
        option or regime has changed between the days, and nothing in the transaction has a day of its own (an
        authorisation runs out, a listing ends)."""
        determination, stated = known.determination, known.stated
        then = date.fromisoformat(determination["date"])
        return (
            determination["law"]["version"] == self._version
            and determination.get("software") == self._software
            and not determination["screening"]["hits"]
            and not stated.get("authorisations")
            and not stated.get("authority_decisions")
            and period_of(then) == self._period
            and known.asked_for_age == self.age(known).asks
            and regimes_not_examined(known.transaction, then)
            == regimes_not_examined(known.transaction, self._day)
        )

    def judged(self, known: Known) -> Said:
        """What the transaction comes to on the day, judged again."""
        transaction = known.transaction
        evidence = recorded_screener(known.determination)(named_subjects(transaction))
        policies = chosen_policies(known.determination["policies"])
        accepted = self._accepted or known.accepted
        judgement = with_doubted_entries(
            judged(transaction, self._day, known.language, policies, evidence, accepted, self._rules)
        )
        ids = [item.id or "" for item in transaction.items]
        return Said(
            low=judgement.low.word,
            high=judgement.high.word,
            release=judgement.released,
            basis=frozenset(citation for outcome in judgement.outcomes for citation in outcome.basis),
            available=frozenset(
                (name, authorisation.relief.identifier)
                for name, outcome in zip(ids, judgement.outcomes, strict=True)
                for authorisation in outcome.general_authorisations
                if authorisation.judgement.truth
            ),
            is_assumed=any(row.policy in POLICIES for row in judgement.known.assumed),
            why=next(iter(judgement.because), None),
        )


def said_of(data: Mapping[str, Any]) -> Said:
    """What a recorded determination came to."""
    return Said(
        low=data["range"][0],
        high=data["range"][1],
        release=data["release"],
        basis=frozenset(citation for item in data["items"] for citation in item["basis"]),
        available=frozenset(
            (item["id"], authorisation["id"])
            for item in data["items"]
            for authorisation in item["general_authorisations"]
            if authorisation["status"] == "available"
        ),
        is_assumed=any(row["policy"] in POLICIES for row in data.get("assumptions") or ()),
    )


def changes_of_law(then: Said, now: Said) -> Iterator[Change]:
    """What the law and the day changed."""
    if (then.low, then.high, then.release) != (now.low, now.high, now.release):
        worse = _worse(then, now)
        text = ANOTHER_OUTCOME
        if then.release != now.release:
            text = ANOTHER_RELEASE if (then.low, then.high) == (now.low, now.high) else ANOTHER_BOTH
        params = {
            "before": _range(then), "after": _range(now), "release_before": then.release, "release_after": now.release,
            "assumed_before": then.is_assumed, "assumed_after": now.is_assumed, "why": now.why or Message("", ""),
        }  # fmt: skip
        yield Change("answer", Message(ANSWER_CHANGED, text, params), worse)
    for citation in sorted(now.basis - then.basis):
        yield Change(
            "answer", Message("watch.applies", N_("{provision} applies now"), {"provision": citation}), True
        )
    for citation in sorted(then.basis - now.basis):
        text = N_("{provision} applied and does not any more")
        yield Change("answer", Message("watch.applied", text, {"provision": citation}), False)
    for item, authorisation in sorted(now.available - then.available):
        text = N_("{authorisation} is available now for item {item}")
        yield Change(
            "option", Message("watch.option", text, {"authorisation": authorisation, "item": item}), False
        )
    for item, authorisation in sorted(then.available - now.available):
        text = N_("{authorisation} was available for item {item} and is not any more")
        yield Change(
            "option", Message("watch.option_gone", text, {"authorisation": authorisation, "item": item}), True
        )


def _range(answer: Said) -> str:
    return answer.low if answer.low == answer.high else f"{answer.low} … {answer.high}"


def _worse(then: Said, now: Said) -> bool | None:
    before = (RELEASE.rank(then.release), EFFECT.rank(then.high), EFFECT.rank(then.low))
    after = (RELEASE.rank(now.release), EFFECT.rank(now.high), EFFECT.rank(now.low))
    return None if before == after else after > before
