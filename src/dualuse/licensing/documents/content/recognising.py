"""The type of a document, by what is in it; or why it is not taken."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, Message
from dualuse.licensing.documents.content.file_types import FILE_TYPES, JPEG, PDF, PNG, FileType
from dualuse.licensing.documents.content.images import see_jpeg, see_png
from dualuse.licensing.documents.content.office import office_type_of
from dualuse.licensing.documents.content.other_types import see_no_other_type
from dualuse.licensing.documents.content.pdf import see_pdf
from dualuse.licensing.documents.content.texts import text_type_of
from dualuse.licensing.documents.content.unfit import Limits, Unfit

_BEGINNINGS: Final = (
    (b"%PDF-", PDF, see_pdf),
    (b"\x89PNG\r\n\x1a\n", PNG, see_png),
    (b"\xff\xd8\xff", JPEG, see_jpeg),
)
_ZIP: Final = b"PK\x03\x04"


def file_type_of(content: bytes, limits: Limits) -> FileType:
    """The type of a document.

    Args:
        content: all of it.
        limits: how much is looked at.

    Raises:
        Unfit: it is of no type that is taken, could be taken for another one, is damaged, or holds what may run when it is opened.
    """
    for beginning, file_type, see in _BEGINNINGS:
        if content.startswith(beginning):
            see_no_other_type(content, file_type)
            see(content, limits)
            return file_type
    if content.startswith(_ZIP):
        file_type = office_type_of(content, limits)
        see_no_other_type(content, file_type)
        return file_type
    if (text := text_type_of(content)) is not None:
        see_no_other_type(content, text)
        return text
    titles = ", ".join(dict.fromkeys(file_type.title for file_type in FILE_TYPES))
    words = N_("it is of no type that is taken; taken are: {types}")
    raise Unfit(Message("type_unknown", words, {"types": titles}))
