"""Reading the file of a programme: strictly, every problem with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from dualuse.diligence.icp.model import Attester, Programme, Questionnaire
from dualuse.i18n import N_, Message
from dualuse.i18n.places import place_names, places_by_name
from dualuse.inputs.opening import file_checksum
from dualuse.inputs.problems import InputError, Problem, input_error, suggestion
from dualuse.schema.diligence import ANSWERS, Answered, Proof
from dualuse.schema.reading.plain_data import Document, read_file

_FIELDS: Final = ("exporter", "date", "person", "answers", "attested_by")
_EXPORTER: Final = ("name", "country")
_ANSWER: Final = ("question", "answer", "reason", "evidence", "person")
_EVIDENCE: Final = ("file", "link", "page", "quote", "seen")
_ATTESTER: Final = ("name", "function", "date")
_SHORT: Final = 300
_LONG: Final = 4000
Place = tuple[str | int, ...]


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
    reader = _Reader(document, today)
    programme = reader.programme(asked)
    if reader.problems:
        raise InputError(reader.problems)
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

    def __init__(self, document: Document, today: date) -> None:
        self._document = document
        self._today = today
        self.problems: list[Problem] = []

    def programme(self, asked: Questionnaire) -> Programme:
        data = self._fields(self._document.data, (), _FIELDS)
        exporter = self._fields(data.get("exporter"), ("exporter",), _EXPORTER)
        person = self._text(data, (), "person", needed=True)
        return Programme(
            exporter=self._text(exporter, ("exporter",), "name", needed=True),
            country=self._country(exporter),
            date=self._day(data, (), "date", needed=True),
            person=person,
            answers=self._answers(data.get("answers"), asked, person),
            attested_by=self._attester(data),
        )

    def _refuse(self, place: Place, code: str, what: str, remedy: str | Message, **params: Any) -> None:
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
        todo = remedy if isinstance(remedy, Message) else Message(f"remedy.{code}", remedy, params)
        message = Message(code, what, params)
        self.problems.append(
            Problem(message, todo, path, file=self._document.file, line=self._document.line(place))
        )

    def _fields(self, value: Any, place: Place, known: tuple[str, ...]) -> Mapping[str, Any]:
        if value is None and place:
            self._refuse(place, "missing", N_("the field is missing"), N_("Add it"))
            return {}
        if not isinstance(value, dict):
            self._refuse(
                place, "dict_type", N_("this is not a group of fields"), N_("Write fields as name: value")
            )
            return {}
        for name in value:
            if name not in known:
                self._refuse(
                    (*place, str(name)),
                    "unknown_field",
                    N_("there is no field called {name}"),
                    suggestion(str(name), known),
                    name=str(name)[:60],
                )
        return value

    def _text(
        self, data: Mapping[str, Any], place: Place, name: str, needed: bool = False, most: int = _SHORT
    ) -> str:
        value, here = data.get(name), (*place, name)
        if value is None and not needed:
            return ""
        if value is None and (data or not place):
            self._refuse(here, "missing", N_("the field is missing"), N_("Add it"))
        elif value is not None and not isinstance(value, str):
            self._refuse(here, "string_type", N_("this is not text"), N_("Write a text in quotes"))
        elif value is not None and not value.strip():
            self._refuse(
                here,
                "string_too_short",
                N_("the text is empty"),
                N_("Write it, or leave the field out if unknown"),
            )
        elif value is not None and len(value) > most:
            self._refuse(
                here,
                "string_too_long",
                N_("the text is too long"),
                N_("Shorten it and keep the rest as evidence"),
            )
        elif value is not None and not "".join(value.split()).isprintable():
            self._refuse(
                here, "text_control", N_("the text holds control characters"), N_("Write it without them")
            )
        else:
            return " ".join(value.split()) if value else ""
        return ""

    def _day(self, data: Mapping[str, Any], place: Place, name: str, needed: bool = False) -> str:
        text, here = self._text(data, place, name, needed), (*place, name)
        if not text:
            return "0001-01-01"  # a problem has been noted, or the caller asks whether it is stated
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or text != day.isoformat():
            self._refuse(
                here,
                "date_malformed",
                N_("{value} is not a date"),
                N_("Write year-month-day, for instance 2026-11-24"),
                value=text[:80],
            )
        elif day > self._today:
            self._refuse(
                here,
                "date_future",
                N_("{value} is in the future"),
                N_("Give the day on which it was so"),
                value=text,
            )
        elif day.year < 2000:
            self._refuse(here, "date_past", N_("{value} is too long ago"), N_("Check the year"), value=text)
        return text

    def _country(self, exporter: Mapping[str, Any]) -> str:
        text = self._text(exporter, ("exporter",), "country", needed=True)
        code, place = text.upper(), ("exporter", "country")
        if text and (len(code) != 2 or code not in place_names()):
            meant = places_by_name().get(text.casefold())
            self._refuse(
                place,
                "icp_country",
                N_("{value} is no country"),
                suggestion(meant, [meant])
                if meant
                else N_("Use an ISO 3166-1 code of two letters, such as DE"),
                value=text[:60],
            )
        return code

    def _attester(self, data: Mapping[str, Any]) -> Attester | None:
        if data.get("attested_by") is None:
            return None
        place: Place = ("attested_by",)
        fields = self._fields(data["attested_by"], place, _ATTESTER)
        day = self._day(fields, place, "date", needed=True)
        stated = data.get("date")
        if isinstance(stated, str) and len(stated) == len(day) and day < stated and fields:
            self._refuse(
                (*place, "date"),
                "icp_attested_before",
                N_("the attestation is older than what it attests ({day})"),
                N_("Attest it on that day or later"),
                day=stated,
            )
        return Attester(
            self._text(fields, place, "name", needed=True),
            self._text(fields, place, "function", needed=True),
            day,
        )

    def _answers(self, rows: Any, asked: Questionnaire, person: str) -> tuple[Answered, ...]:
        if not isinstance(rows, list) or not rows:
            self._refuse(
                ("answers",),
                "icp_no_answers",
                N_("there are no answers"),
                N_("Write a list of question and answer; dualuse icp --template writes one to fill in"),
            )
            return ()
        seen: dict[str, int] = {}
        answers = []
        for number, row in enumerate(rows):
            answer = self._answer(row, ("answers", number), asked.questions(), person)
            if answer.question and answer.question in seen:
                self._refuse(
                    ("answers", number),
                    "icp_twice",
                    N_("question {question} is answered twice"),
                    N_("Keep one of the answers"),
                    question=answer.question,
                )
            seen[answer.question] = number
            answers.append(answer)
        order = list(asked.questions())
        known = [answer for answer in answers if answer.question in order]
        return tuple(sorted(known, key=lambda answer: order.index(answer.question)))

    def _answer(self, row: Any, place: Place, known: Iterable[str], person: str) -> Answered:
        data = self._fields(row, place, _ANSWER)
        question = self._text(data, place, "question", needed=True)
        if question and question not in known:
            self._refuse(
                (*place, "question"),
                "icp_question",
                N_("there is no question {name}"),
                suggestion(question, known),
                name=question[:60],
            )
        answer = next((word for word in ANSWERS if word == data.get("answer")), None)
        if answer is None and data:
            stated = data.get("answer")
            if stated is None:
                self._refuse((*place, "answer"), "missing", N_("the field is missing"), N_("Add it"))
            else:
                shown = str(stated).lower() if isinstance(stated, bool) else str(stated)
                self._refuse(
                    (*place, "answer"),
                    "unknown_value",
                    N_("{value} is not known here"),
                    suggestion("", ANSWERS),
                    value=shown[:60],
                )
        return Answered(
            question,
            answer or "unknown",
            self._text(data, place, "reason", most=_LONG),
            proofs=self._proofs(data.get("evidence"), (*place, "evidence")),
            person=self._text(data, place, "person") or person,
        )

    def _proofs(self, rows: Any, place: Place) -> tuple[Proof, ...]:
        if rows is None:
            return ()
        if not isinstance(rows, list):
            self._refuse(
                place,
                "icp_evidence",
                N_("the evidence is not a list"),
                N_("Write a list, each with file or link"),
            )
            return ()
        return tuple(self._proof(row, (*place, number)) for number, row in enumerate(rows))

    def _proof(self, row: Any, place: Place) -> Proof:
        data = self._fields(row, place, _EVIDENCE)
        document, link = self._text(data, place, "file"), self._text(data, place, "link", most=2000)
        if data and (data.get("file") is None) == (data.get("link") is None):
            self._refuse(
                place,
                "icp_evidence_what",
                N_("the evidence names neither a file nor a link, or both"),
                N_("Name a file, or a link"),
            )
        if document and (document.startswith(("/", "\\")) or document[1:2] == ":"):
            self._refuse(
                (*place, "file"),
                "icp_evidence_absolute",
                N_("{file} holds only on this machine"),
                N_("Name the file as seen from the folder of this file"),
                file=document[:80],
            )
        if link and not link.startswith(("https://", "http://")):
            self._refuse(
                (*place, "link"),
                "icp_evidence_link",
                N_("{address} is no address"),
                N_("Write it as https://…"),
                address=link[:80],
            )
        seen = self._day(data, place, "seen") if data.get("seen") is not None else ""
        return Proof(
            document=document,
            checksum="",
            link=link,
            place=self._text(data, place, "page"),
            quote=self._text(data, place, "quote", most=_LONG),
            seen=seen,
        )
