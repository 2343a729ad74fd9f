"""The official texts that are installed on this machine, for the command line."""

from __future__ import annotations

from dualuse.sources.annex.store import installed, load
from dualuse.sources.annex.text import AnnexText


def installed_texts() -> tuple[AnnexText, ...]:
    """The newest edition of Annex I that is installed, in every language it is installed in; none where there is none."""
    rows = installed()
    newest = max((row.edition for row in rows), default=None)
    texts = (load(row.edition, row.language) for row in rows if row.edition == newest)
    return tuple(text for text in texts if text is not None)
