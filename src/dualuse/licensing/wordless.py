"""Where a person has to say why: the one rule for what counts as words (:func:`~dualuse.inputs.persons.in_words`), and the faults of what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dualuse.i18n import Message
from dualuse.inputs.persons import in_words
from dualuse.licensing.refusals import Fault


def wordless(rows: Iterable[tuple[str, str, Message]]) -> Iterator[Fault]:
    """A fault for each text that says nothing in words: "-", "x" and "tbd" do not.

    Args:
        rows: path, text, and what to say where it says nothing.
    """
    return (Fault(path, why.code, why) for path, text, why in rows if not in_words(text))
