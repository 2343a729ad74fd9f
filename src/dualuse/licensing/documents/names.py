"""The name of a document, as it is shown and served: without a path, without what cannot be seen, with the extension of what it is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dualuse.licensing.documents.content.file_types import FileType

_LONGEST: Final = 120
"""Characters of a name, its extension with them."""
_MOST_BYTES: Final = 200
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*%;]')
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode that a reader does not see, or that turn what it reads around."""
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_UNNAMED: Final = "document"


def clean_name(sent: str, file_type: FileType) -> str:
    """A name that any system may keep a file under.

    Args:
        sent: as the applicant sent it, with whatever is in it.
        file_type: what the document is: an extension of another type is not taken away, its own is put behind it.
    """
    last = re.split(r"[/\\]", sent)[-1]
    seen = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", last)
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    plain = re.sub(r" {2,}", " ", _NOT_IN_NAMES.sub("_", seen)).strip(" .") or _UNNAMED
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    extension = f"{dot}{ending}"
    if not stem or extension.lower() not in file_type.extensions:
        stem, extension = plain, file_type.extensions[0]
    return _shortened(stem, extension) + extension


def _shortened(stem: str, extension: str) -> str:
    short = stem[: _LONGEST - len(extension)]
    while len(short.encode()) > _MOST_BYTES - len(extension):
        short = short[:-1]
    return short.rstrip(" .") or _UNNAMED
