"""A change in words: outcomes and releases as a person reads them, not by their codes."""

from __future__ import annotations

from typing import Final

from dualuse.assessment.words import range_words
from dualuse.dossier.watching.change import Change
from dualuse.i18n import N_, Message, render, translate

RELEASES: Final = {"go": N_("may leave"), "ask": N_("to be asked first"), "stop": N_("must not leave")}


def change_text(change: Change, language: str) -> str:
    """The change in a sentence of the language asked for."""
    what = change.what
    if what.code != "watch.answer":
        return render(what, language)
    words = {
        "before": _outcome(str(what.params["before"]), language),
        "after": _outcome(str(what.params["after"]), language),
        "release_before": translate(RELEASES[str(what.params["release_before"])], language),
        "release_after": translate(RELEASES[str(what.params["release_after"])], language),
    }
    return render(Message(what.code, what.text, words), language)


def _outcome(code: str, language: str) -> str:
    low, _, high = code.partition(" … ")
    return range_words(low, high or low, language)
