"""Reading the file of a programme: strictly, every problem with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from dualuse.diligence.fields import NO_QUESTION, Fields
from dualuse.diligence.icp.model import Attester, Programme, Questionnaire
from dualuse.i18n import N_
from dualuse.i18n.places import place_names, places_by_name
from dualuse.inputs.opening import file_checksum
from dualuse.inputs.problems import InputError, Problem, input_error, suggestion
from dualuse.schema.diligence import ANSWERS, Answer, Answered, Proof
from dualuse.schema.reading.plain_data import Document, read_file

_FIELDS: Final = ("exporter", "date", "person", "answers", "attested_by")
_EXPORTER: Final = ("name", "country")
_ANSWER: Final = ("question", "answer", "reason", "evidence", "person")
_EVIDENCE: Final = ("file", "link", "page", "quote", "seen")
_ATTESTER: Final = ("name", "function", "date")
_SHORT: Final = 300
_LINK: Final = 2000


def read_programme(
    path: str, asked: Questionnaire, today: date, standard_input: BinaryIO | None = None
) -> Programme:
    """The programme in a file (YAML, JSON, TOML; ``-``: YAML on standard input), with checksums of the evidence that lies beside it.

    Raises:
        InputError: it cannot be read, or something in it is wrong; each problem with its line where known.
    """
    documents = read_file(path, standard_input)
    if len(documents) > 1:
        raise input_error(
            "icp_many",
            N_("the file holds {number} programmes"),
            N_("Give one programme in a file"),
            file=path,
            number=len(documents),
        )
    programme = programme_from(documents[0], asked, today)
    return with_checksums(programme, Path(path).parent if path != "-" else Path())


def programme_from(document: Document, asked: Questionnaire, today: date) -> Programme:
    """The programme of a document as read.

    Raises:
        InputError: with every problem found.
    """
    reader = _Reader(today)
    programme = reader.programme(document.data, asked)
    if reader.problems:
        raise InputError(
            problem.located(document.file, document.line(problem.keys)) for problem in reader.problems
        )
    return programme


def with_checksums(programme: Programme, folder: Path) -> Programme:
    """The programme with the SHA-256 of each file of evidence that is at hand under ``folder``."""
    return replace(
        programme,
        answers=tuple(
            replace(answer, proofs=tuple(_with_checksum(proof, folder) for proof in answer.proofs))
            for answer in programme.answers
        ),
    )


def _with_checksum(proof: Proof, folder: Path) -> Proof:
    if not proof.document:
        return proof
    path = folder / proof.document
    try:
        return replace(proof, checksum=file_checksum(path)) if path.is_file() else proof
    except OSError:
        return proof


class _Reader:
    """Takes the fields out one by one, and notes what is wrong."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.problems: list[Problem] = []

    def programme(self, data: Any, asked: Questionnaire) -> Programme:
        fields = Fields(data, _FIELDS, "", self.problems, strict=True)
        exporter = fields.group("exporter", _EXPORTER)
        person = fields.text("person", needed=True, most=_SHORT)
        return Programme(
            exporter=exporter.text("name", needed=True, most=_SHORT),
            country=self._country(exporter),
            date=self._day(fields, "date", needed=True),
            person=person,
            answers=self._answers(fields, asked, person),
            attested_by=self._attester(fields),
        )

    def _day(self, fields: Fields, name: str, needed: bool = False) -> str:
        text = fields.day(name, needed)
        if not text:
            return ""
        day = date.fromisoformat(text)
        if day > self._today:
            what, todo = N_("{value} is in the future"), N_("Give the day on which it was so")
            return fields.refuse(name, "date_future", what, todo, value=text)
        if day.year < 2000:
            return fields.refuse(
                name, "date_past", N_("{value} is too long ago"), N_("Check the year"), value=text
            )
        return text

    def _country(self, exporter: Fields) -> str:
        text = exporter.text("country", needed=True, most=_SHORT)
        code = text.upper()
        if text and (len(code) != 2 or code not in place_names()):
            meant = places_by_name().get(text.casefold())
            exporter.refuse(
                "country",
                "icp_country",
                N_("{value} is no country"),
                suggestion(meant, [meant])
                if meant
                else N_("Use an ISO 3166-1 code of two letters, such as DE"),
                value=text[:60],
            )
        return code

    def _attester(self, programme: Fields) -> Attester | None:
        if not programme.has("attested_by"):
            return None
        fields = programme.group("attested_by", _ATTESTER)
        day, stated = self._day(fields, "date", needed=True), programme.value("date")
        if day and isinstance(stated, str) and len(stated) == len(day) and day < stated:
            fields.refuse(
                "date",
                "icp_attested_before",
                N_("the attestation is older than what it attests ({day})"),
                N_("Attest it on that day or later"),
                day=stated,
            )
        name, function = (fields.text(field, needed=True, most=_SHORT) for field in ("name", "function"))
        return Attester(name, function, day)

    def _answers(self, programme: Fields, asked: Questionnaire, person: str) -> tuple[Answered, ...]:
        if not isinstance(programme.value("answers"), list) or not programme.value("answers"):
            programme.refuse(
                "answers",
                "icp_no_answers",
                N_("there are no answers"),
                N_("Write a list of question and answer; dualuse icp --template writes one to fill in"),
            )
            return ()
        seen: set[str] = set()
        answers = []
        for row, path in programme.rows("answers"):
            fields = Fields(row, _ANSWER, path, self.problems, strict=True)
            answer = self._answer(fields, asked.questions(), person)
            if answer.question and answer.question in seen:
                fields.refuse(
                    "",
                    "icp_twice",
                    N_("question {question} is answered twice"),
                    N_("Keep one of the answers"),
                    question=answer.question,
                )
            seen.add(answer.question)
            answers.append(answer)
        order = list(asked.questions())
        answers_kept = [answer for answer in answers if answer.question in order]
        return tuple(sorted(answers_kept, key=lambda answer: order.index(answer.question)))

    def _answer(self, fields: Fields, known: Iterable[str], person: str) -> Answered:
        question = fields.text("question", needed=True, most=_SHORT)
        if question and question not in known:
            fields.refuse(
                "question",
                "icp_question",
                NO_QUESTION,
                suggestion(question, known),
                name=question[:60],
            )
        return Answered(
            question,
            cast(Answer, fields.one_of("answer", ANSWERS, needed=True) or "unknown"),
            fields.text("reason"),
            proofs=self._proofs(fields),
            person=fields.text("person", most=_SHORT) or person,
        )

    def _proofs(self, answer: Fields) -> tuple[Proof, ...]:
        if answer.has("evidence") and not isinstance(answer.value("evidence"), list):
            answer.refuse(
                "evidence",
                "icp_evidence",
                N_("the evidence is not a list"),
                N_("Write a list, each with file or link"),
            )
            return ()
        return tuple(
            self._proof(Fields(row, _EVIDENCE, path, self.problems, strict=True))
            for row, path in answer.rows("evidence")
        )

    def _proof(self, fields: Fields) -> Proof:
        document, link = fields.text("file", most=_SHORT), fields.text("link", most=_LINK)
        if fields.is_group and fields.has("file") == fields.has("link"):
            fields.refuse(
                "",
                "icp_evidence_what",
                N_("the evidence names neither a file nor a link, or both"),
                N_("Name a file, or a link"),
            )
        if document and (document.startswith(("/", "\\")) or document[1:2] == ":"):
            fields.refuse(
                "file",
                "icp_evidence_absolute",
                N_("{file} holds only on this machine"),
                N_("Name the file as seen from the folder of this file"),
                file=document[:80],
            )
        if link and not link.startswith(("https://", "http://")):
            fields.refuse(
                "link",
                "icp_evidence_link",
                N_("{address} is no address"),
                N_("Write it as https://…"),
                address=link[:80],
            )
        return Proof(
            document,
            "",
            link,
            fields.text("page", most=_SHORT),
            fields.text("quote"),
            self._day(fields, "seen"),
        )
