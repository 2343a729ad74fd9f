"""The questions, from ``elements.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.diligence.icp.model import PURPOSES, Group, Question, Questionnaire

_FILE: Final = Path(__file__).with_name("elements.toml")
_VERIFICATION: Final = ("recall", "read")


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """The questionnaire of this release."""
    return questionnaire_from(_FILE.read_bytes())


def questionnaire_from(content: bytes) -> Questionnaire:
    """The questionnaire written as TOML.

    Raises:
        ValueError: an id stands twice, a purpose or verification is not known, a group asks nothing essential.
    """
    content = content.replace(b"\r\n", b"\n")
    data = tomllib.loads(content.decode("utf-8"))
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
        row["id"], row["title"], row["reference"], tuple(row["purposes"]), row.get("why", ""), questions
    )


def _question(row: dict[str, Any], reference: str) -> Question:
    if row["verification"] not in _VERIFICATION:
        raise ValueError(f"{row['id']}: verification {row['verification']}")
    return Question(
        row["id"], row["question"], row["essential"], row.get("reference", reference), row["verification"]
    )
