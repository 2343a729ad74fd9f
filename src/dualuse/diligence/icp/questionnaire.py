"""The questions about a programme, from ``elements.toml``, and a file with all of them to fill in."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import tomli

from dualuse.data_folders import data_file, read_bytes, reading
from dualuse.diligence.icp.model import PURPOSES, Group, Question, Questionnaire
from dualuse.i18n import N_, translate

_VERIFICATION: Final = ("recall", "read")


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """The questionnaire of this release."""
    path = data_file("diligence/icp/elements.toml")
    with reading(path):
        return questionnaire_from(read_bytes(path))


def questionnaire_from(content: bytes) -> Questionnaire:
    """The questionnaire written as TOML.

    Raises:
        ValueError: an id stands twice, a purpose or verification is not known, a group asks nothing essential.
    """
    content = content.replace(b"\r\n", b"\n")
    data = tomli.loads(content.decode("utf-8"))
    groups = tuple(_group(row) for row in data["groups"])
    ids = [question.id for group in groups for question in group.questions]
    if len(set(ids)) != len(ids):
        raise ValueError("an id stands twice")
    return Questionnaire(data["version"], f"sha256:{hashlib.sha256(content).hexdigest()}", groups)


def _group(row: dict[str, Any]) -> Group:
    questions = tuple(_question(asked, row["reference"]) for asked in row["questions"])
    if not set(row["purposes"]) <= set(PURPOSES):
        raise ValueError(f"{row['id']}: a purpose is not known")
    if not any(question.essential for question in questions):
        raise ValueError(f"{row['id']}: nothing essential is asked")
    return Group(
        id=row["id"],
        title=row["title"],
        reference=row["reference"],
        purposes=tuple(row["purposes"]),
        why=row.get("why", ""),
        questions=questions,
    )


def _question(row: dict[str, Any], reference: str) -> Question:
    if row["verification"] not in _VERIFICATION:
        raise ValueError(f"{row['id']}: verification {row['verification']}")
    return Question(
        id=row["id"],
        text=row["question"],
        essential=row["essential"],
        reference=row.get("reference", reference),
        verification=row["verification"],
    )


def blank_file(asked: Questionnaire, language: str) -> str:
    """YAML that lists every question as a comment above its answer, all answers ``unknown``."""
    return "\n".join(_blank_lines(asked, language)) + "\n"


def _blank_lines(asked: Questionnaire, language: str) -> Iterator[str]:
    yield from _comment(
        translate(
            N_(
                "An internal compliance programme, questionnaire version {version}. Answer yes, no or unknown. A yes counts once evidence is named: a file (as seen from this folder) or a link."
            ),
            language,
        ).format(version=asked.version)
    )
    yield from ("exporter:", '  name: ""', '  country: ""', 'date: ""', 'person: ""', "")
    yield from _comment(
        translate(N_("The person of the management who attests it, once it is complete:"), language)
    )
    yield from ("# attested_by:", '#   name: ""', '#   function: ""', '#   date: ""', "", "answers:")
    for group in asked.groups:
        yield from _blank_group(group, language)
    yield ""
    yield from _comment(translate(N_("An answer with all of its fields:"), language), "  ")
    yield from (
        "  # - question: H01.1",
        "  #   answer: yes",
        '  #   reason: ""',
        "  #   evidence:",
        "  #     - file: policy.pdf",
        '  #       page: "1"',
        '  #       quote: ""',
        '  #       seen: ""',
        "  #     - link: https://…",
        '  #   person: ""',
    )


def _blank_group(group: Group, language: str) -> Iterator[str]:
    yield from ("", f"  # ── {group.id}: {translate(group.title, language)} ──")
    yield from _comment(translate(group.reference, language), "  ")
    if group.why:
        yield from _comment(translate(group.why, language), "  ")
    for question in group.questions:
        weight = translate(N_("essential") if question.essential else N_("helpful"), language)
        yield ""
        yield from _comment(f"{translate(question.text, language)} ({weight})", "  ")
        yield from (f"  - question: {question.id}", "    answer: unknown")


def _comment(text: str, indent: str = "") -> Iterator[str]:
    lead = f"{indent}# "
    yield from textwrap.wrap(text, 110, initial_indent=lead, subsequent_indent=lead)
