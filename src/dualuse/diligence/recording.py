"""Due diligence in a workspace: append-only, one event per answer, measure, decision or withdrawal, the words in private parts.

The event holds the reference of the transaction, ids and what was answered; names of parties, reasons, measures and quotes stand in the private part,
evidence in the files of the workspace. Nothing is taken back: a later answer stands in place of an earlier one, and a withdrawal says that a statement
does not count any more, by whom and why. Where the name of a party was erased, nobody can say what was answered about whom: answers to that question
from before that are not adverse do not count any more, and it is open again, never "no".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from dualuse.diligence.current_statements import CurrentStatements, Erased, Statement, Withdrawal, place_of
from dualuse.diligence.fields import NAME_THE_PERSON, NOBODY_STATES
from dualuse.diligence.questionnaire import questions, version
from dualuse.diligence.subjects import Place
from dualuse.i18n import N_, Message
from dualuse.inputs.persons import in_words, named
from dualuse.inputs.placeholders import repeats_an_answer
from dualuse.inputs.problem_words import NO_REASON
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem, suggestion
from dualuse.record.event import KEEP_UNTIL, Event
from dualuse.record.workspace import Workspace
from dualuse.schema.diligence import Answered, Decision, Findings, Mitigation, Proof

CHAIN: Final = "diligence"
_YEARS_KEPT: Final = 5


class _EventFields(NamedTuple):
    """The fields of a statement that stand in the body of its event, and those in its private part."""

    statement: type[Answered | Mitigation | Decision | Withdrawal]
    body: tuple[str, ...]
    private: tuple[str, ...]


_EVENTS: Final = {
    "diligence_answered": _EventFields(
        Answered, ("question", "answer", "item", "severity", "likelihood"), ("party", "reason")
    ),
    "diligence_mitigated": _EventFields(
        Mitigation, ("flag", "measure", "item"), ("party", "text", "verified_by")
    ),
    "diligence_decided": _EventFields(Decision, ("level",), ("reason",)),
    "diligence_withdrawn": _EventFields(Withdrawal, ("question", "item"), ("party", "reason")),
}
"""The events of the chain, by their kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """One event of the history. ``number``: its place in the chain; ``statement``: its words are empty where they were erased."""

    number: int
    time: str
    person: str
    kind: str
    version: str
    statement: Statement


class Diligence:
    """The due diligence of all transactions in ``workspace``."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace: Final = workspace
        self._chain: Final = workspace.chain(CHAIN)

    def record(self, findings: Findings, files: Mapping[str, Path] | None = None) -> int:
        """Record what is stated and does not stand there already; ``files``: the evidence by checksum, which is copied.

        Returns how many events were added.

        Raises:
            InputError: nobody is named, less than awareness is decided over positive knowledge or "no indication" over a stop of repression, evidence
                changed meanwhile, or it cannot be written. Statements are checked before the first is recorded.
        """
        before = self._current_statements(findings.reference)
        last = {place_of(answered): answered for answered in findings.answers}
        stated: list[Statement] = [answered for answered in last.values() if not before.has(answered)]
        stated += [mitigation for mitigation in findings.mitigations if not before.has(mitigation)]
        if findings.decision and (stated or not before.has(findings.decision)):
            stated.append(findings.decision)
        self._check(findings.reference, before, stated)
        self._keep(stated, files or {})
        for number, statement in enumerate(stated):
            try:
                self._append(findings.reference, statement, findings.version or version())
            except InputError as error:
                raise InputError([*error.problems, _partly(number, len(stated))]) from None
        return len(stated)

    def withdraw(self, reference: str, withdrawal: Withdrawal) -> None:
        """Record that what was stated at a question about a subject does not count any more.

        Raises:
            InputError: nobody or no reason is named, nothing is stated there, or it cannot be written.
        """
        current = self._current_statements(reference)
        place = Place(withdrawal.question, withdrawal.item, withdrawal.party)
        if not current.has_anything_at(place):
            raise input_error(
                "nothing_to_withdraw",
                N_("nothing is stated at {question} about this subject"),
                N_("See what is: dualuse diligence history {reference}"),
                question=place.question,
                reference=reference,
            )
        self._check(reference, current, [withdrawal])
        self._append(reference, withdrawal, version())

    def findings(self, reference: str) -> Findings:
        """What stands: the last answer at each question about each subject, the measures, and the last decision.

        Positive knowledge that is answered later sets aside a decision below awareness, and a stop of repression a decision "no indication".
        """
        return self._current_statements(reference).findings(reference)

    def _current_statements(self, reference: str) -> CurrentStatements:
        statements = CurrentStatements()
        for event in self.history(reference):
            statements.add(event.statement, event.version)
        return statements

    def history(self, reference: str) -> Iterator[RecordedEvent]:
        """Everything that was recorded about a transaction, in its order."""
        for event in self._chain.events():
            if event.kind in _EVENTS and event.body["reference"] == reference:
                words = self.workspace.private(event.private)
                statement = _erased(event) if words is None else _statement(event, words)
                yield RecordedEvent(
                    number=event.number,
                    time=event.time,
                    person=event.person,
                    kind=event.kind,
                    version=event.body["version"],
                    statement=statement,
                )

    def references(self) -> tuple[str, ...]:
        """The transactions about which something was recorded."""
        return tuple(
            dict.fromkeys(event.body["reference"] for event in self._chain.events() if event.kind in _EVENTS)
        )

    def known(self, reference: str) -> Findings:
        """As :meth:`findings`, of a transaction about which something was recorded.

        Raises:
            InputError: nothing was.
        """
        references = self.references()
        if reference not in references:
            empty = Message(
                "remedy.diligence_unknown", N_("Record an answer first: dualuse diligence answer")
            )
            raise input_error(
                "diligence_unknown",
                N_("nothing is recorded about {reference}"),
                suggestion(reference, references) if references else empty,
                reference=reference[:60],
            )
        return self.findings(reference)

    def _check(self, reference: str, before: CurrentStatements, stated: Sequence[Statement]) -> None:
        # An answer needs no reason; one that is given is kept, and says something, or the answer again.
        reasons = [
            in_words(statement.reason)
            for statement in stated
            if isinstance(statement, (Decision, Withdrawal))
            or (
                isinstance(statement, Answered)
                and statement.reason.strip()
                and not repeats_an_answer(statement.reason)
            )
        ]
        needed = (
            (
                [reference],
                "diligence_no_reference",
                N_("no transaction is named"),
                N_("Give its reference"),
                "reference",
            ),
            (
                [named(statement.person) for statement in stated],
                "diligence_nobody",
                NOBODY_STATES,
                NAME_THE_PERSON,
                "person",
            ),
            (
                reasons,
                "diligence_no_reason",
                NO_REASON,
                N_("Say why: --reason"),
                "reason",
            ),
        )
        problems = [
            new_problem(code, text, remedy, path=path)
            for texts, code, text, remedy, path in needed
            if not all(map(str.strip, texts))
        ]
        for statement in stated:
            if isinstance(statement, Decision) and (refused := before.refusal(statement)):
                problems.append(refused)
            before.add(statement, version())
        if problems:
            raise InputError(problems)

    def _keep(self, stated: Sequence[Statement], files: Mapping[str, Path]) -> None:
        """Copy the evidence before anything is recorded that rests on it."""
        for digest in dict.fromkeys(
            proof.checksum
            for statement in stated
            if isinstance(statement, (Answered, Mitigation))
            for proof in statement.proofs
            if proof.checksum in files
        ):
            try:
                with files[digest].open("rb") as stream:
                    kept = self.workspace.keep_stream(stream)
            except OSError:
                kept = ""
            if kept != digest:
                raise input_error(
                    "evidence_changed",
                    N_("the evidence changed while it was read"),
                    N_("Do it again once the file is finished"),
                    file=str(files[digest]),
                )

    def _append(self, reference: str, stated: Statement, under: str) -> None:
        kind, body, words = _event_parts(stated)
        proofs = stated.proofs if isinstance(stated, (Answered, Mitigation)) else ()
        kept = [
            proof.checksum
            for proof in proofs
            if proof.checksum and self.workspace.path(proof.checksum).exists()
        ]
        self._chain.append(
            stated.person,
            kind,
            {"reference": reference, "version": under, KEEP_UNTIL: _kept_until(date.today()), **body},
            files=tuple(dict.fromkeys(kept)),
            private=self.workspace.keep_private(words),
        )


def _kept_until(day: date) -> str:
    """What was stated is kept as long as a dossier that rests on it: five years from the end of the year (a rule of this program after Art. 27(3))."""
    return date(day.year + _YEARS_KEPT, 12, 31).isoformat()


def _partly(recorded: int, whole: int) -> Problem:
    return new_problem(
        "recorded_partly",
        N_("{recorded} of {whole} statements were recorded before that"),
        N_("Record them again: what stands already is left out"),
        recorded=recorded,
        whole=whole,
    )


def _event_parts(stated: Statement) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Kind, body and private part of the event of a statement; ``stated``: the day that its file gives."""
    kind = next(kind for kind, fields in _EVENTS.items() if isinstance(stated, fields.statement))
    body = {name: getattr(stated, name) for name in _EVENTS[kind].body}
    words = {name: getattr(stated, name) for name in _EVENTS[kind].private}
    if isinstance(stated, (Answered, Mitigation)):
        words["proofs"] = [asdict(proof) for proof in stated.proofs]
    return kind, body, words if isinstance(stated, Withdrawal) else words | {"stated": stated.time}


def _statement(event: Event, words: Mapping[str, Any]) -> Statement:
    fields = _EVENTS[event.kind]
    values = {name: event.body[name] for name in fields.body} | {name: words[name] for name in fields.private}
    if fields.statement in (Answered, Mitigation):
        values["proofs"] = tuple(Proof(**proof) for proof in words.get("proofs", ()))
    return fields.statement(**values, person=event.person, time=words.get("stated") or event.time)


def _erased(event: Event) -> Statement:
    """What an event still says without its words: all but the reason; of a party, only that there was something."""
    name = event.body.get("question") or event.body.get("flag") or ""
    question = questions().get(name)
    if name and (question is None or question.scope == "party"):
        return Erased(name, event.person, event.time)
    return _statement(event, {"reason": "", "party": "", "text": "", "verified_by": ""})
