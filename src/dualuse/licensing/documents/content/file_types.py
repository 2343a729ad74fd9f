"""The types of documents that are taken, and how each is served. Nothing else is taken: no HTML, XML, SVG, archive, program, nor TIFF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FileType:
    """A type: what a person calls it, its media type, and the extensions of names under which it is served (the first is put behind others)."""

    title: str
    media_type: str
    extensions: tuple[str, ...]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
PDF: Final = FileType("PDF", "application/pdf", (".pdf",))
PNG: Final = FileType("PNG", "image/png", (".png",))
JPEG: Final = FileType("JPEG", "image/jpeg", (".jpg", ".jpeg"))
DOCX: Final = FileType("DOCX", f"{_OFFICE}wordprocessingml.document", (".docx",))
XLSX: Final = FileType("XLSX", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",))
ODT: Final = FileType("ODT", "application/vnd.oasis.opendocument.text", (".odt",))
TEXT: Final = FileType("text", "text/plain; charset=utf-8", (".txt",))
WINDOWS_TEXT: Final = FileType("text", "text/plain; charset=windows-1252", (".txt",))
CSV: Final = FileType("CSV", "text/csv; charset=utf-8", (".csv", ".txt"))
WINDOWS_CSV: Final = FileType("CSV", "text/csv; charset=windows-1252", (".csv", ".txt"))
FILE_TYPES: Final = (PDF, PNG, JPEG, DOCX, XLSX, ODT, TEXT, WINDOWS_TEXT, CSV, WINDOWS_CSV)
BY_MEDIA_TYPE: Final = {file_type.media_type: file_type for file_type in FILE_TYPES}
