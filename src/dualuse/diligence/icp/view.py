"""What HTML and PDF show: the attestation in the order and the words of a page, from its JSON alone. All of it plain text."""

from __future__ import annotations

from typing import Any, Final

from dualuse.diligence.icp.model import (
    NO_ACCEPTANCE,
    PURPOSE_NAMES,
    RECALLED,
    REVIEW,
    STATE_NAMES,
    STATUS_NAMES,
)
from dualuse.i18n import N_, PlaceName, translate

_CHECKSUM: Final = "sha256:"


def view_of(data: dict[str, Any]) -> dict[str, Any]:
    """The page as lists of labels and texts."""
    language = data["language"]

    def say(text: str, **params: Any) -> str:
        return translate(text, language).format(**params)

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
