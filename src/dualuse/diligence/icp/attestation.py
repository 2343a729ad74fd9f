"""The attestation: what a person of the management says of a programme, as JSON that can be made again and compared.

UTF-8, one line, fields in a fixed order, no time of a clock; ``checksum`` is over everything else. HTML and PDF are made of this alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from anyascii import anyascii

from dualuse.diligence.icp.model import (
    ATTESTED_PURPOSES,
    PURPOSES,
    Attester,
    Programme,
    Purpose,
    Questionnaire,
)
from dualuse.diligence.icp.result import examined
from dualuse.i18n import LANGUAGES, N_, Message, render
from dualuse.inputs.formats import PROGRAMME, later_format
from dualuse.inputs.problems import InputError, Problem, new_problem
from dualuse.schema.diligence import Answered, Proof

_NAME: Final = 60


def attestation(
    programme: Programme, asked: Questionnaire, purposes: Sequence[Purpose], language: str
) -> dict[str, Any]:
    """The attestation of ``programme`` for ``purposes``.

    Raises:
        InputError: nobody attests it, or it is not complete for one of them.
    """
    problems = _refusals(programme, asked, purposes, language)
    if problems:
        raise InputError(problems)
    return attestation_data(programme, asked, purposes, language)


def attestation_data(
    programme: Programme, asked: Questionnaire, purposes: Sequence[Purpose], language: str
) -> dict[str, Any]:
    """The JSON as data, whatever it comes to; ``purposes`` in the order of :data:`PURPOSES`."""
    chosen = [purpose for purpose in PURPOSES if purpose in purposes]
    result = examined(programme, asked, language, chosen)
    used = {element.id for element in result.elements}
    kept = {question.id for group in asked.groups if group.id in used for question in group.questions}
    programme_data = asdict(programme)
    programme_data["answers"] = [row for row in programme_data["answers"] if row["question"] in kept]
    data = {
        "format": PROGRAMME,
        "language": language,
        "purposes": chosen,
        "questionnaire": {"version": asked.version, "checksum": asked.checksum},
        "programme": programme_data,
        "result": asdict(result),
    }
    return {**data, "checksum": checksum(data)}


def canonical(data: dict[str, Any]) -> bytes:
    """The bytes of the file."""
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def checksum(data: dict[str, Any]) -> str:
    """``sha256:`` and the checksum over all fields but ``checksum``."""
    rest = {name: value for name, value in data.items() if name != "checksum"}
    return f"sha256:{hashlib.sha256(canonical(rest)).hexdigest()}"


def file_stem(data: dict[str, Any]) -> str:
    """``ICP-<exporter>-<date>``, in letters that every system takes."""
    latin = anyascii(data["programme"]["exporter"])
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in latin)
    words = "-".join(part for part in plain.split("-") if part)[:_NAME].strip("-")
    return f"ICP-{words or 'exporter'}-{data['programme']['date']}"


def verified(data: Any, asked: Questionnaire) -> tuple[Message, ...]:
    """What is wrong with an attestation as read: nothing, if made again from what it states it is the same.

    The questions are those of this release; with another version only the checksum can be compared, and that is said.
    """
    if isinstance(data, dict) and (later := later_format(data.get("format"), PROGRAMME)):
        return (later.what,)
    if not isinstance(data, dict) or data.get("format") != PROGRAMME:
        return (Message("icp_format", N_("this is no attestation of a programme")),)
    if data.get("checksum") != checksum(data):
        return (Message("icp_checksum", N_("it was changed: its checksum is another one")),)
    try:
        questionnaire = data["questionnaire"]
        programme = _programme(data["programme"])
        purposes = [purpose for purpose in ATTESTED_PURPOSES if purpose in data["purposes"]]
        language = data["language"]
        if questionnaire["checksum"] != asked.checksum:
            return (
                Message(
                    "icp_version",
                    N_(
                        "it rests on questionnaire {version}, another than the one of this release: it cannot be made again here"
                    ),
                    {"version": str(questionnaire["version"])[:20]},
                ),
            )
        if language not in LANGUAGES or not purposes or _refusals(programme, asked, purposes, language):
            return (Message("icp_not_complete", N_("what it states does not make a complete programme")),)
        again = attestation_data(programme, asked, purposes, language)
    except (KeyError, TypeError, ValueError, AttributeError):
        return (Message("icp_format", N_("this is no attestation of a programme")),)
    if canonical(again) != canonical(data):
        return (Message("icp_differs", N_("made again from what it states, it is another one")),)
    return ()


def _programme(data: dict[str, Any]) -> Programme:
    answers = tuple(
        Answered(**{**row, "proofs": tuple(Proof(**proof) for proof in row["proofs"])})
        for row in data["answers"]
    )
    attester = Attester(**data["attested_by"]) if data["attested_by"] else None
    return Programme(**{**data, "answers": answers, "attested_by": attester})


def _refusals(
    programme: Programme, asked: Questionnaire, purposes: Sequence[Purpose], language: str
) -> list[Problem]:
    problems = []
    if programme.attested_by is None:
        problems.append(
            new_problem(
                "icp_unattested",
                N_("nobody attests it"),
                N_("Add attested_by with name, function and date of the person of the management"),
                path="attested_by",
            )
        )
    result = examined(programme, asked, language, purposes)
    for purpose_result in result.purposes:
        if purpose_result.overall != "complete":
            first = purpose_result.missing[0]
            problems.append(
                new_problem(
                    "icp_not_complete_for",
                    N_(
                        "the programme is not complete for {purpose}: {number} essential questions lack, are not known or not shown"
                    ),
                    N_("Begin with {question}: {text} All of them: run it without --attest"),
                    purpose=purpose_result.purpose,
                    number=len(purpose_result.missing),
                    question=first.question,
                    text=first.text,
                )
            )
    return problems


def problem_texts(messages: Sequence[Message], language: str) -> list[str]:
    """The sentences of what is wrong."""
    return [render(message, language) for message in messages]
