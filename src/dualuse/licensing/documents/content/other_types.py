"""Whether a program could take a document for something else than it is: for an archive, a page, a program.

Each reader looks for its own beginning: archives from the end on, or somewhere near the beginning; pages wherever their marks stand. What
has to stand at the first byte needs no look here, as the type that is taken stands there.
"""

from __future__ import annotations

import re
from typing import Final

from dualuse.licensing.documents.content.file_types import DOCX, ODT, PDF, XLSX, FileType
from dualuse.licensing.documents.content.unfit import ambiguous

_AT: Final = (
    (257, b"ustar", "TAR"),
    (32_769, b"CD001", "ISO 9660"),
)
"""What readers look for at one place."""
_NEAR_BEGINNING: Final = (
    (b"Rar!\x1a\x07", 1 << 20, "RAR"),
    (b"7z\xbc\xaf\x27\x1c", 1 << 20, "7z"),
)
"""What readers look for behind a program that unpacks it, and so anywhere within the first bytes."""
_PDF_WITHIN: Final = 1024
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_ENTRY: Final = b"PK\x01\x02"
_ZIP_WITHIN: Final = 22 + 65_535
"""Bytes from the end in which a reader of archives looks for their directory: its own and the longest comment."""
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|script|iframe|body|\?php)(?=[\s>/])", re.IGNORECASE)
_PACKED: Final = (DOCX, XLSX, ODT)


def see_no_other_type(content: bytes, file_type: FileType) -> None:
    """Refuse what could be taken for something else than ``file_type``.

    Raises:
        Unfit: so it is.
    """
    if file_type is not PDF and b"%PDF-" in content[: _PDF_WITHIN + len(b"%PDF-")]:
        raise ambiguous("PDF")
    for place, mark, title in _AT:
        if content.startswith(mark, place):
            raise ambiguous(title)
    for mark, within, title in _NEAR_BEGINNING:
        if content.find(mark, 0, within) >= 0:
            raise ambiguous(title)
    if file_type in _PACKED:
        return  # its own reader has seen that it is one archive from the first byte to the last
    if content.find(_ZIP_END, max(0, len(content) - _ZIP_WITHIN)) >= 0 and _ZIP_ENTRY in content:
        raise ambiguous("ZIP")
    if _PAGE.search(content):
        raise ambiguous("HTML")
