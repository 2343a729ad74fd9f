"""What has changed for an assessment since it was made, the heaviest first, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dualuse.assessment.release_holds.law_age import LAW_AGE
from dualuse.assessment.text.in_short import in_short
from dualuse.assessment.text.words import range_words
from dualuse.i18n import N_, Message, render, translate
from dualuse.i18n.statuses import release_status

Kind = Literal[
    "unreadable",
    "record",
    "recall",
    "answer",
    "acceptance",
    "option",
    "party",
    "context",
    "annex",
    "questionnaire",
    "matcher",
    "review",
]
"""``answer``: another outcome or release; ``acceptance``: that of old law has run out; ``option``: a general authorisation that came or went; ``party``: a hit that came or went;
``context``: another value of an index; ``annex``: its entries changed; ``questionnaire``, ``matcher``: another version; ``review``: the day to
open it again has come; ``unreadable``: the file is no dossier; ``record``: it is not the one that the workspace recorded;
``recall``: the answer is recalled."""
ORDER: Final[tuple[Kind, ...]] = (
    "unreadable", "record", "recall", "answer", "acceptance", "party", "option", "annex", "context", "questionnaire", "matcher", "review",
)  # fmt: skip


ANSWER_CHANGED: Final = "watch.answer"
ANOTHER_OUTCOME: Final = N_("in law: {before} → {after}")
ANOTHER_RELEASE: Final = N_("{release_before} → {release_after} ({why})")
ANOTHER_BOTH: Final = N_("{release_before} → {release_after} ({why}); in law: {before} → {after}")
_OLD_LAW: Final = N_("law older than allowed")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``worse``: it makes the answer more severe (True), less (False), or neither (None)."""

    kind: Kind
    what: Message
    worse: bool | None = None


def change_text(change: Change, language: str) -> str:
    """The change in a sentence of the language asked for."""
    what = change.what
    if what.code != ANSWER_CHANGED:
        return render(what, language)
    words = {
        "before": _outcome(str(what.params["before"]), language),
        "after": _outcome(str(what.params["after"]), language),
        "release_before": _verdict(what.params["release_before"], what.params["assumed_before"], language),
        "release_after": _verdict(what.params["release_after"], what.params["assumed_after"], language),
        "why": _why(what.params["why"], language),
    }
    return render(Message(what.code, what.text, words), language)


def _verdict(release: object, is_assumed: object, language: str) -> str:
    return translate(release_status(str(release), is_assumed=bool(is_assumed)).short, language)


def _outcome(code: str, language: str) -> str:
    low, _, high = code.partition(" … ")
    return range_words(low, high or low, language)


def _why(reason: Message, language: str) -> str:
    """The decisive reason in its first clause; the age of the law, which holds every dossier of the day, in few words."""
    if reason.code == LAW_AGE:
        return translate(_OLD_LAW, language)
    return in_short(render(reason, language), language)
