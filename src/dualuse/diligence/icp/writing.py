"""The three files of an attestation: JSON, HTML, PDF, all there or none of them new.

HTML and PDF show the attestation in the order and the words of a page, from its JSON alone, all of it plain text.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from dualuse.data_folders import data_file, known_folder, read_bytes
from dualuse.diligence.icp.attestation import canonical, file_stem, verified
from dualuse.diligence.icp.model import (
    NO_ACCEPTANCE,
    PURPOSE_NAMES,
    RECALLED,
    REVIEW,
    STATE_NAMES,
    STATUS_NAMES,
    Questionnaire,
)
from dualuse.i18n import N_, Message, PlaceName, fill
from dualuse.inputs.fonts import FAMILIES, font_files
from dualuse.inputs.opening import MAXIMUM_BYTES, limited, opened
from dualuse.inputs.problem_words import FILE_EMPTY, WRITE_INTO_IT
from dualuse.inputs.problems import InputError, input_error
from dualuse.inputs.temporary import temporary_folder
from dualuse.inputs.whole_files import errors_of_writing, replace_files
from dualuse.schema.reading.plain_data import json_documents

_CHECKSUM: Final = "sha256:"


def view_of(data: dict[str, Any]) -> dict[str, Any]:
    """The page as lists of labels and texts."""
    language = data["language"]

    def say(text: str, **params: Any) -> str:
        return fill(text, language, **params)

    programme, result = data["programme"], data["result"]
    attester = programme["attested_by"]
    purposes = [say(PURPOSE_NAMES[purpose]) for purpose in data["purposes"]]
    return {
        "language": language,
        "title": say(N_("Attestation of an internal compliance programme")),
        "exporter": programme["exporter"],
        "date": attester["date"],
        "statement": say(
            N_(
                "I attest for {exporter} that the internal compliance programme described here was in place on {day} as stated, for:"
            ),
            exporter=programme["exporter"],
            day=programme["date"],
        ),
        "purposes": purposes,
        "note": say(NO_ACCEPTANCE),
        "facts": [
            [say(N_("Exporter")), programme["exporter"]],
            [say(N_("Established in")), PlaceName(programme["country"]).in_language(language)],
            [say(N_("As of")), programme["date"]],
            [say(N_("Answered by")), programme["person"]],
            [say(N_("Attested by")), f"{attester['name']}, {attester['function']}, {attester['date']}"],
            [
                say(N_("Questionnaire")),
                f"{data['questionnaire']['version']}, {data['questionnaire']['checksum']}",
            ],
            [say(N_("Checksum")), data["checksum"]],
        ],
        "review": say(REVIEW, day=result["review_by"]),
        "recalled": say(RECALLED, number=result["recalled"]) if result["recalled"] else "",
        "overview": say(N_("The elements")),
        "overview_head": [say(N_("Element")), say(N_("Status")), say(N_("Essential questions"))],
        "details": say(N_("Element by element")),
        "elements": [_element(element, programme["person"], say) for element in result["elements"]],
        "warnings_title": say(N_("Evidence without a copy")),
        "warnings": [warning["text"] for warning in result["warnings"]],
        "signature": say(N_("Signature")),
        "signature_lines": [
            [say(N_("Place, date")), ""],
            [say(N_("Signature")), ""],
            [say(N_("Name, function")), f"{attester['name']}, {attester['function']}"],
        ],
        "attached": say(N_("The data of this attestation, from which it can be made again")),
        "skip": say(N_("To the elements")),
    }


def _element(element: dict[str, Any], asker: str, say: Any) -> dict[str, Any]:
    essential = [question for question in element["questions"] if question["essential"]]
    shown = sum(question["state"] == "shown" for question in essential)
    return {
        "id": element["id"],
        "title": element["title"],
        "reference": element["reference"],
        "why": element["why"],
        "status": say(STATUS_NAMES[element["status"]]),
        "count": say(N_("{shown} of {all}"), shown=shown, all=len(essential)),
        "questions": [
            _question(question, element["reference"], asker, say) for question in element["questions"]
        ],
    }


def _question(question: dict[str, Any], reference: str, asker: str, say: Any) -> dict[str, Any]:
    answered = question["answered"] or {"reason": "", "person": "", "proofs": []}
    weight = "" if question["essential"] else say(N_("helpful"))
    return {
        "id": question["question"] + ("*" if question["verification"] == "recall" else ""),
        "text": question["text"],
        "state": question["state"],
        "answer": " · ".join(part for part in (say(STATE_NAMES[question["state"]]), weight) if part),
        "reference": question["reference"] if question["reference"] != reference else "",
        "reason": answered["reason"],
        "person": say(N_("answered by {person}"), person=answered["person"])
        if answered["person"] not in ("", asker)
        else "",
        "proofs": [_proof(proof, say) for proof in answered["proofs"]],
    }


def _proof(proof: dict[str, Any], say: Any) -> dict[str, str]:
    place = say(N_("page {page}"), page=proof["place"]) if proof["place"] else ""
    seen = say(N_("seen {day}"), day=proof["seen"]) if proof["seen"] else ""
    return {
        "name": proof["document"] or proof["link"],
        "link": proof["link"] if proof["link"].startswith(("https://", "http://")) else "",
        "about": " · ".join(part for part in (place, seen) if part),
        "quote": proof["quote"],
        "checksum": _CHECKSUM + proof["checksum"] if proof["checksum"] else "",
    }


def attestation_pdf(data: dict[str, Any]) -> bytes:
    """The document, from the attestation's data; its day is that of the attestation.

    Raises:
        InputError: a text holds a character that no font has.
        MissingSourceError: a font is not installed.
    """
    import typst

    day = date.fromisoformat(data["programme"]["attested_by"]["date"])
    view = {
        **view_of(data),
        "fonts": list(FAMILIES),
        "attachment": f"{file_stem(data)}.json",
        "day": [day.year, day.month, day.day],
    }
    with temporary_folder() as root:
        (root / "attestation.typ").write_bytes(
            read_bytes(data_file("diligence/icp/templates/attestation.typ"))
        )
        (root / "view.json").write_text(json.dumps(view, ensure_ascii=False), encoding="utf-8")
        (root / "attestation.json").write_bytes(canonical(data))
        try:
            made = typst.compile(
                str(root / "attestation.typ"),
                root=str(root),
                font_paths=[str(path.parent) for path in font_files()],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["a-3a", "ua-1"],
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise _unprintable(error.message) from None
    assert isinstance(made, bytes)
    return made


def _unprintable(reason: str) -> InputError:
    line = reason.splitlines()[0][:200] if reason else ""
    return input_error(
        "icp_pdf",
        N_("the PDF cannot be made ({reason})"),
        N_("Write names and texts with characters that the fonts have"),
        reason=line,
    )


def attestation_html(data: dict[str, Any]) -> bytes:
    """The page, from the attestation's data. Every text is escaped."""
    return _template().render(view=view_of(data)).encode("utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(known_folder("diligence/icp/templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("attestation.html")


def write_attestation(data: dict[str, Any], folder: Path) -> tuple[Path, ...]:
    """Write the files into ``folder``, all or none; the JSON comes last.

    Raises:
        InputError: another attestation of this name stands there, or it cannot be written.
    """
    stem = file_stem(data)
    made = {
        f"{stem}.html": attestation_html(data),
        f"{stem}.pdf": attestation_pdf(data),
        f"{stem}.json": canonical(data),
    }
    target = folder / f"{stem}.json"
    with errors_of_writing(folder):
        if target.exists() and target.read_bytes() != made[target.name]:
            raise input_error(
                "icp_stands",
                N_("another attestation stands there, which may have been signed"),
                N_("Give another folder with --out, or move it away"),
                file=str(target),
            )
        folder.mkdir(parents=True, exist_ok=True)
        replace_files(
            {
                folder / name: content
                for name, content in made.items()
                # A signature is appended to what stands there.
                if not ((folder / name).exists() and (folder / name).read_bytes().startswith(content))
            }
        )
    return tuple(folder / name for name in made)


def verify_file(path: Path, asked: Questionnaire) -> tuple[Message, ...]:
    """What is wrong with the attestation in ``path``, and with the HTML and PDF beside it if they are there.

    Raises:
        InputError: the file cannot be read or is no JSON.
    """
    with opened(path) as stream:
        content = limited(stream.read(MAXIMUM_BYTES + 1), str(path), MAXIMUM_BYTES)
    documents = list(json_documents(content, str(path)))
    if len(documents) != 1:
        raise input_error(
            "file_empty",
            FILE_EMPTY,
            WRITE_INTO_IT,
            file=str(path),
        )
    data = documents[0].data
    wrong = verified(data, asked)
    if wrong:
        return wrong
    if canonical(data) != content:
        return (Message("icp_bytes", N_("it says the same, but not in the same bytes")),)
    return tuple(_beside(path, data))


def _beside(path: Path, data: dict[str, Any]) -> list[Message]:
    made = ((path.with_suffix(".html"), attestation_html), (path.with_suffix(".pdf"), attestation_pdf))
    return [
        Message(
            "icp_beside", N_("{file} beside it is another than the one made of it"), {"file": beside.name}
        )
        for beside, make in made
        if beside.is_file() and not beside.read_bytes().startswith(make(data))
    ]
