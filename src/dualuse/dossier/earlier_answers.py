"""Earlier answers for the same reference: what was stated then, and what is stated otherwise now.

Whoever changes facts until an answer is "go" leaves the earlier answers behind, in the record and in the folder. They are named in the next
one, and changed facts want a reason (``docs/responsible_use.md``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from dualuse.dossier.placing import SUPERSEDED
from dualuse.dossier.recorded import RecordedDossiers
from dualuse.dossier.stated_facts import changed_diligence, changed_facts
from dualuse.dossier.storage import may_be_called, reference_key
from dualuse.i18n import N_, fill, semicolon, short_day, translate
from dualuse.i18n.statuses import RELEASE
from dualuse.inputs.hidden_signs import canonical_name
from dualuse.inputs.persons import in_words
from dualuse.inputs.problems import input_error
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace
from dualuse.schema.assessment import ChangedFact, EarlierAnswer, seal_holds
from dualuse.schema.diligence import Findings
from dualuse.schema.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredBefore:
    """An earlier answer, as its dossier holds it. ``transaction``: what was stated, None where it is kept no longer."""

    date: str
    release: str
    outcome: str
    checksum: str
    transaction: Mapping[str, Any] | None = None
    findings: Mapping[str, Any] | None = None
    reason: str | None = None

    def changed(
        self, transaction: Mapping[str, Any], findings: Mapping[str, Any] | None
    ) -> tuple[ChangedFact, ...] | None:
        """What is stated otherwise now; None where it is not known what was stated then."""
        if self.transaction is None:
            return None
        return (
            *changed_facts(self.transaction, transaction),
            *changed_diligence(self.findings, findings),
        )


@dataclass(frozen=True, slots=True)
class History:
    """The earlier answers for a reference, the oldest first. ``standing``: those that nothing came after, in the record and in the folder."""

    answers: tuple[AnsweredBefore, ...] = ()
    standing: tuple[AnsweredBefore, ...] = ()


NO_HISTORY: Final = History()


@dataclass(frozen=True, slots=True)
class Compared:
    """What a dossier says of earlier answers: those of other facts, None where there is none, and why the facts are others now."""

    earlier: tuple[EarlierAnswer, ...] | None
    reason: str | None


def compared_with(
    history: History, transaction: Transaction, findings: Findings | None, reason: str, language: str
) -> Compared:
    """The earlier answers that other facts were stated for.

    Where an answer that stands rests on the same facts nothing is asked, and its reason is that of this one, too. Who states what an answer asked
    for changes nothing: a reason is wanted where something was stated otherwise, in the answers that stand or, of a fact that was left out of
    these, in an earlier one.

    Raises:
        InputError: facts were stated otherwise, and there is no reason.
    """
    facts = transaction.model_dump(mode="json", exclude_none=True)
    diligence = asdict(findings) if findings is not None else None
    earlier = tuple(_others(history.answers, facts, diligence))
    changes = [(answer, answer.changed(facts, diligence)) for answer in history.standing]
    same = [answer for answer, changed in changes if changed == ()]
    if same or not any(changed for _, changed in changes):
        carried = next((answer.reason for answer in same if answer.reason), None)
        return Compared(earlier or None, carried if earlier else None)
    why = canonical_name(in_words(reason))
    otherwise = [(answer, _stated_otherwise(changed or (), earlier)) for answer, changed in changes]
    if why or not any(facts_otherwise for _, facts_otherwise in otherwise):
        return Compared(earlier, why or None)
    answer, changed_otherwise = next(row for row in reversed(otherwise) if row[1])
    raise input_error(
        "facts_changed",
        N_("the answer of {day} ({verdict}) rests on other stated facts: {facts}"),
        _NO_WORDS if reason.strip() else _NO_REASON,
        reason=reason.strip()[:80],
        day=short_day(answer.date, language),
        verdict=verdict_of(answer.release, language),
        facts=facts_in_short(changed_otherwise, language),
    )


_NO_REASON: Final = N_(
    "Say why they are others now with --reason TEXT: it is kept with the answer; nothing was written"
)
_NO_WORDS: Final = N_(
    "The reason “{reason}” says nothing of why they are others now: say it in words with --reason TEXT; nothing was written"
)


def _stated_otherwise(
    changed: Sequence[ChangedFact], earlier: Sequence[EarlierAnswer]
) -> tuple[ChangedFact, ...]:
    """Those of the changed facts that do not fill a gap; one that does, and that an earlier answer stated otherwise, as it stood there."""
    once = {fact.path: fact for answer in earlier for fact in answer.changed or () if fact.before is not None}
    rows = (fact if fact.before is not None else once.get(fact.path) for fact in changed)
    return tuple(row for row in rows if row is not None)


def _others(
    answers: Iterable[AnsweredBefore], facts: Mapping[str, Any], findings: Mapping[str, Any] | None
) -> Iterator[EarlierAnswer]:
    for answer in answers:
        if (changed := answer.changed(facts, findings)) != ():
            yield EarlierAnswer(
                date=answer.date,
                release=answer.release,
                outcome=answer.outcome,
                checksum=answer.checksum,
                changed=changed,
                reason=answer.reason,
            )


# Where they are


def history_of(reference: str, recorded: RecordedDossiers, workspace: Workspace, folder: Path) -> History:
    """The earlier answers for a reference, from the record and from a folder of dossiers.

    Raises:
        InputError: a file of the record was changed.
    """
    if not reference:
        return NO_HISTORY
    of_record = [_of_event(event, workspace) for event in recorded.answers_for(reference)]
    aside, there = _in_folder(folder, reference)
    answers = _once((*of_record, *aside, *there))
    return History(answers, _once((*of_record[-1:], *there)))


def earlier_in_record(
    event: Event, content: bytes, recorded: RecordedDossiers, workspace: Workspace
) -> tuple[EarlierAnswer, ...]:
    """What the record held before ``event`` of the same reference and of other facts; ``content``: the dossier of the event."""
    reference = str(event.body.get("reference") or "")
    before = [
        row
        for row in recorded.answers_for(reference)
        if row.number < event.number and row.body["dossier"] != event.body["dossier"]
    ]
    now = read_answer(content)
    if not before or now is None or now.transaction is None:
        return ()
    answers = _once(_of_event(row, workspace) for row in before)
    return tuple(_others(answers, now.transaction, now.findings))


def read_answer(content: bytes) -> AnsweredBefore | None:
    """The answer that the JSON of a dossier holds; None where it is none, or was changed since."""
    if not seal_holds(content):
        return None
    try:
        data = json.loads(content)
        return AnsweredBefore(
            date=str(data["date"]),
            release=str(data["release"]),
            outcome=str(data["determination"]["outcome"]),
            checksum=str(data["checksum"]),
            transaction=dict(data["transaction"]),
            findings=data["findings"],
            reason=data.get("reason"),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _of_event(event: Event, workspace: Workspace) -> AnsweredBefore:
    """The answer that the workspace recorded; without its facts where they were erased."""
    content = workspace.read(str(event.body["dossier"]))
    answer = read_answer(content) if content is not None else None
    return answer or AnsweredBefore(
        date=str(event.body["date"]),
        release=str(event.body["release"]),
        outcome=str(event.body["outcome"]),
        checksum=str(event.body["checksum"]),
    )


def _in_folder(folder: Path, reference: str) -> tuple[list[AnsweredBefore], list[AnsweredBefore]]:
    """The answers for a reference that were put aside in a folder, the oldest first, and those that stand there."""
    numbered = [
        (int(number), stem)
        for stem in _stems(folder / SUPERSEDED)
        if (number := stem.rpartition(".")[2]).isdecimal()
        and may_be_called(stem.rpartition(".")[0], reference)
    ]
    aside = [_in_file(folder / SUPERSEDED / f"{stem}.json", reference) for _, stem in sorted(numbered)]
    standing = sorted(stem for stem in _stems(folder) if may_be_called(stem, reference))
    there = [_in_file(folder / f"{stem}.json", reference) for stem in standing]
    return [answer for answer in aside if answer], [answer for answer in there if answer]


def _stems(folder: Path) -> list[str]:
    """The names of the JSON files in a folder, without suffix; none where it cannot be read."""
    try:
        return [name.removesuffix(".json") for name in os.listdir(folder) if name.endswith(".json")]
    except OSError:
        return []


def _in_file(path: Path, reference: str) -> AnsweredBefore | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    answer = read_answer(content)
    if answer is None:
        return None
    reference_there = str(json.loads(content).get("reference") or "")
    return answer if reference_key(reference_there) == reference_key(reference) else None


def _once(answers: Iterable[AnsweredBefore]) -> tuple[AnsweredBefore, ...]:
    """Each answer once, in the order of their days; those of a day as they came."""
    return tuple(sorted({answer.checksum: answer for answer in answers}.values(), key=lambda row: row.date))


def earlier_from(rows: Iterable[Mapping[str, Any]]) -> tuple[EarlierAnswer, ...]:
    """The earlier answers that a dossier names, from its JSON.

    Raises:
        KeyError, TypeError: they are none.
    """
    return tuple(
        EarlierAnswer(
            date=row["date"],
            release=row["release"],
            outcome=row["outcome"],
            checksum=row["checksum"],
            changed=None if row["changed"] is None else tuple(ChangedFact(**fact) for fact in row["changed"]),
            reason=row.get("reason"),
        )
        for row in rows
    )


def plain(answers: Iterable[EarlierAnswer]) -> list[dict[str, Any]]:
    """The answers as plain data, for JSON."""
    return [asdict(answer) for answer in answers]


# In words

_SHOWN: Final = 5
_LONGEST: Final = 60


def verdict_of(release: str, language: str) -> str:
    """The verdict in a word."""
    return translate(RELEASE[RELEASE.known(release, "ask")].short, language)


def value_in_words(value: Any, language: str, longest: int = _LONGEST) -> str:
    """A value of a fact on one line, of ``longest`` characters."""
    if value is None:
        return translate(N_("not stated"), language)
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"), language)
    if isinstance(value, Mapping):
        text = ", ".join(
            f"{name}: {value_in_words(inner, language, longest)}" for name, inner in value.items()
        )
    elif isinstance(value, Sequence) and not isinstance(value, str):
        text = ", ".join(value_in_words(inner, language, longest) for inner in value) or "[]"
    else:
        text = str(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def facts_in_short(changed: Sequence[ChangedFact], language: str) -> str:
    """The first of them, each with its field, what it was and what it is, and how many more there are."""
    rows = [
        f"{fact.path}: {value_in_words(fact.before, language)} → {value_in_words(fact.after, language)}"
        for fact in changed[:_SHOWN]
    ]
    more = len(changed) - _SHOWN
    more_words = [fill(N_("and {number} more"), language, number=more)] if more > 0 else []
    return semicolon(language).join(chain(rows, more_words))


def sentence_of(answer: EarlierAnswer, language: str) -> str:
    """That there is an earlier answer, and what it stated otherwise."""
    day, verdict = short_day(answer.date, language), verdict_of(answer.release, language)
    if answer.changed is None:
        text = N_("Earlier answer of {day} ({verdict}): what it stated is kept no longer")
        return fill(text, language, day=day, verdict=verdict)
    text = N_("Earlier answer of {day} ({verdict}) of other stated facts: {facts}")
    return fill(text, language, day=day, verdict=verdict, facts=facts_in_short(answer.changed, language))


def reason_in_words(reason: str | None, language: str) -> str:
    """Why the facts are others now."""
    if not reason:
        return translate(N_("Why the facts are others now: no reason is on record"), language)
    return fill(N_("Why the facts are others now: {reason}"), language, reason=reason)
