"""What points that are not executed are called, and the answers that settle them."""

from __future__ import annotations

from typing import TypeAlias

from dualuse.assessment.release_holds.unexecuted import point_of
from dualuse.i18n import N_, Message
from dualuse.law.measures.not_executed import NotExaminedRow

Rows: TypeAlias = tuple[NotExaminedRow, ...]


def points_of(rows: Rows) -> dict[str, object]:
    """What a question on the rows is filled with: what they are called, and the answers that settle them."""
    return {"points": named(rows), "answers": tuple(dict.fromkeys(map(point_of, rows)))}


def named(rows: Rows) -> tuple[Message, ...]:
    """What the rows are called, each once; of several that one question of a provision answers, the provision alone."""
    by_answer: dict[str, NotExaminedRow] = {}
    for row in rows:
        answer = f"{row.act}, {row.asked_by or row.article}"
        if answer not in by_answer or row.article == row.asked_by:
            by_answer[answer] = row
    return tuple(map(_name, by_answer.values()))


def _name(row: NotExaminedRow) -> Message:
    article = Message("not_examined", row.article)
    if not row.act:
        return article
    # An article that is an act of its own is one that changes the other.
    text = (
        N_("{act} as changed by {article}")
        if row.article.startswith("Regulation")
        else N_("{act}, {article}")
    )
    return Message("unexecuted", text, {"act": row.act, "article": article})
