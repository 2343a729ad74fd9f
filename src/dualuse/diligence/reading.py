"""Findings from a file (YAML, JSON, TOML): strict, every malformed field told at once with its place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from dualuse.diligence.fields import NAME_THE_PERSON, NOBODY_STATES, Fields
from dualuse.diligence.questionnaire import GRADES, Question, questions
from dualuse.diligence.subjects import scope_problem, unknown_question
from dualuse.i18n import N_
from dualuse.inputs.opening import file_checksum
from dualuse.inputs.persons import named
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem, suggestion
from dualuse.schema.diligence import (
    ANSWERS,
    LEVELS,
    Answer,
    Answered,
    Decision,
    Findings,
    Level,
    Mitigation,
    Proof,
)
from dualuse.schema.reading.plain_data import Document, read_file

_FINDINGS: Final = ("reference", "version", "person", "date", "answers", "mitigations", "decision")
_ANSWER: Final = (
    "question", "answer", "reason", "item", "party", "evidence", "severity", "likelihood", "person", "time",
)  # fmt: skip
_MITIGATION: Final = ("flag", "text", "measure", "item", "party", "verified_by", "evidence", "person", "time")
_DECISION: Final = ("level", "reason", "person", "time")
_EVIDENCE: Final = ("file", "link", "page", "quote", "seen")
_LINK: Final = re.compile(r"https?://[^\s]+")


@dataclass(frozen=True, slots=True)
class StatedFindings:
    """Findings, and where the files of their evidence are, by checksum: they are copied when the findings are recorded."""

    findings: Findings
    files: Mapping[str, Path] = field(default_factory=dict)


def read_findings(path: str | Path, standard_input: BinaryIO | None = None) -> StatedFindings:
    """The findings in a file; names of files in it are relative to its folder (of standard input: to the folder one is in).

    Raises:
        InputError: the file cannot be read, holds more than one set of findings, or a field is malformed.
    """
    documents = read_file(path, standard_input)
    if len(documents) > 1:
        raise input_error(
            "findings_several",
            N_("the file holds findings about several transactions"),
            N_("Write a file for each"),
            file=str(path),
        )
    folder = Path() if str(path) == "-" else Path(path).parent
    return findings_from(documents[0], folder)


def findings_from(document: Document, folder: Path) -> StatedFindings:
    """The findings of a document, its problems located in its file.

    Raises:
        InputError: with every problem found.
    """
    problems: list[Problem] = []
    files: dict[str, Path] = {}
    findings = _Reader(folder, problems, files).findings(document.data)
    problems += _contradictions(findings)
    if problems:
        raise InputError(problem.located(document.file, document.line(problem.keys)) for problem in problems)
    return StatedFindings(findings, files)


def _contradictions(findings: Findings) -> Iterator[Problem]:
    """Answers of one file to one question about one subject, of the same day, that differ: which of them holds, only their author knows."""
    first_answers: dict[tuple[str, str, str, str], Answered] = {}
    for number, answered in enumerate(findings.answers):
        place = (answered.question, answered.item, answered.party, answered.time)
        before = first_answers.setdefault(place, answered)
        if before.answer != answered.answer:
            yield new_problem(
                "answered_twice",
                N_("{question} is answered twice, and differently"),
                N_("Keep one of them, or give each the day on which it was answered"),
                path=f"answers[{number}]",
                question=answered.question,
            )


class _Reader:
    def __init__(self, folder: Path, problems: list[Problem], files: dict[str, Path]) -> None:
        self._folder = folder
        self._problems = problems
        self._files = files
        self._person = ""
        self._day = ""

    def findings(self, data: Any) -> Findings:
        fields = Fields(data, _FINDINGS, "", self._problems)
        self._person = fields.text("person")
        self._day = fields.day("date")
        return Findings(
            reference=fields.text("reference", needed=True),
            version=fields.day("version"),
            answers=tuple(self._answered(row, path) for row, path in fields.rows("answers")),
            mitigations=tuple(self._mitigation(row, path) for row, path in fields.rows("mitigations")),
            decision=self._decision(fields.value("decision")) if fields.has("decision") else None,
        )

    def _answered(self, row: Any, path: str) -> Answered:
        fields = Fields(row, _ANSWER, path, self._problems)
        item, party = fields.text("item"), fields.text("party")
        name = fields.text("question", needed=True)
        question = self._question(name, item, party, fields, "question")
        if question is not None and question.effect == "mitigate":
            fields.refuse(
                "question",
                "answer_measure",
                N_("{question} is a measure, not a question"),
                N_("Write it under mitigations, with the flag that it answers"),
                question=name,
            )
        return Answered(
            question=name,
            answer=cast(Answer, fields.one_of("answer", ANSWERS, needed=True)),
            reason=fields.text("reason"),
            item=item,
            party=party,
            proofs=self._proofs(fields),
            severity=fields.one_of("severity", GRADES),
            likelihood=fields.one_of("likelihood", GRADES),
            person=self._person_of(fields),
            time=fields.day("time", moments=True) or self._day,
        )

    def _mitigation(self, row: Any, path: str) -> Mitigation:
        fields = Fields(row, _MITIGATION, path, self._problems)
        item, party = fields.text("item"), fields.text("party")
        name, measure = fields.text("flag", needed=True), fields.text("measure")
        question = self._question(name, item, party, fields, "flag")
        if question is not None and not question.flags:
            fields.refuse(
                "flag",
                "mitigation_no_flag",
                N_("{question} raises no flag"),
                N_("Name the question whose flag the measure answers"),
                question=name,
            )
        measures = [question.id for question in questions().values() if question.effect == "mitigate"]
        if measure and measure not in measures:
            fields.refuse(
                "measure",
                "measure_unknown",
                N_("there is no measure {name}"),
                suggestion(measure, measures),
                name=measure[:40],
            )
        return Mitigation(
            flag=name,
            text=fields.text("text", needed=True),
            measure=measure,
            item=item,
            party=party,
            verified_by=fields.text("verified_by"),
            proofs=self._proofs(fields),
            person=self._person_of(fields),
            time=fields.day("time", moments=True) or self._day,
        )

    def _decision(self, data: Any) -> Decision:
        fields = Fields(data, _DECISION, "decision", self._problems)
        return Decision(
            level=cast(Level, fields.one_of("level", LEVELS, needed=True)),
            reason=fields.text("reason", needed=True),
            person=self._person_of(fields),
            time=fields.day("time", moments=True) or self._day,
        )

    def _person_of(self, fields: Fields) -> str:
        """The person of the row, else of the file: a statement without somebody who makes it is refused."""
        person = named(fields.text("person") or self._person)
        if not person:
            fields.refuse(
                "person",
                "diligence_nobody",
                NOBODY_STATES,
                NAME_THE_PERSON,
            )
        return person

    def _question(self, name: str, item: str, party: str, fields: Fields, where: str) -> Question | None:
        question = questions().get(name)
        if question is None:
            if name:
                self._problems.append(unknown_question(name, fields.path(where)))
            return None
        problem = (
            None
            if question.effect == "mitigate"
            else scope_problem(question, item, party, fields.path(where))
        )
        if problem:
            self._problems.append(problem)
        return question

    def _proofs(self, fields: Fields) -> tuple[Proof, ...]:
        return tuple(self._proof(row, path) for row, path in fields.rows("evidence"))

    def _proof(self, row: Any, path: str) -> Proof:
        fields = Fields(row, _EVIDENCE, path, self._problems)
        file, link = fields.text("file"), fields.text("link")
        if bool(file) == bool(link) and isinstance(row, dict):
            fields.refuse(
                "file",
                "evidence_what",
                N_("evidence is a file or a link"),
                N_("Write one of the two fields file and link"),
            )
        if link and not _LINK.fullmatch(link):
            fields.refuse(
                "link",
                "evidence_link",
                N_("{link} is no address"),
                N_("Write an address that begins with https:// or http://"),
                link=link[:60],
            )
        return Proof(
            document=Path(file).name if file else "",
            checksum=self._hashed(file, fields) if file and not link else "",
            link=link,
            place=fields.text("page"),
            quote=fields.text("quote"),
            seen=fields.past_day("seen"),
        )

    def _hashed(self, file: str, fields: Fields) -> str:
        path = self._folder / file
        try:
            if not path.is_file():  # a device or a pipe may never end
                raise FileNotFoundError
            digest = file_checksum(path)
        except (OSError, ValueError):
            return fields.refuse(
                "file",
                "evidence_file",
                N_("the evidence {file} cannot be read"),
                N_("Name a file that is there, relative to the folder of the findings"),
                file=file[:200],
            )
        self._files[digest] = path
        return digest
