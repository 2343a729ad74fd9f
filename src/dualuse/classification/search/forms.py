"""Goods, software or technology: what a text is about, and how entries of the three lead to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from dualuse.classification.search.words import Word, form_words
from dualuse.law.eu_2021_821.control_list.outline import Edition

Form = Literal["goods", "software", "technology", "unsaid"]

_GROUPS: Final[dict[str, Form]] = {"D": "software", "E": "technology"}


def form_of_entry(entry: str) -> Form:
    """What an entry lists: D software, E technology, all others goods."""
    return _GROUPS.get(entry[1], "goods")


def form_of_text(words: Sequence[Word]) -> Form:
    """What a text is about, from the name of the thing: the words before "for", "with", "that" and the like.

    "Encryption software for a storage system" is software, "a storage system with encryption software" is not.
    """
    forms = form_words()
    ends = frozenset(forms["heads_end"])
    head: list[str] = []
    for word in words:
        if word.plain in ends and head:
            break
        head.append(word.plain)
    name = " ".join(head)
    if any(_named(name, head, mark) for mark in forms["technology"]):
        return "technology"
    if any(_named(name, head, mark) for mark in forms["software"]) or any(
        word.endswith(tuple(forms["software_ends"])) for word in head
    ):
        return "software"
    return "unsaid"


def _named(name: str, head: Sequence[str], mark: str) -> bool:
    """Whether a head names a form: a whole word (``app$``), the beginning of one (``programm``), or several words."""
    if mark.endswith("$"):
        return mark[:-1] in head
    if " " in mark:
        return f" {mark}" in f" {name}"
    return any(word.startswith(mark) for word in head)


def led_from(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """For each entry of software or technology the entries of goods that it serves: those it names, or of its own number."""
    entries_led_to: dict[str, tuple[str, ...]] = {}
    known = frozenset(edition.entry_codes)
    for entry in edition.entry_codes:
        if form_of_entry(entry) == "goods":
            continue
        row = edition.entry(entry)
        named = [code[:5] for code in (row.see if row else ())]
        same = [entry[0] + group + entry[2:] for group in "ABC"]
        entries_led_to[entry] = tuple(
            dict.fromkeys(
                code for code in (*named, *same) if code in known and form_of_entry(code) == "goods"
            )
        )
    return entries_led_to
