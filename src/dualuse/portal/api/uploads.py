"""A document as it is sent: ``multipart/form-data`` with one ``kind`` and one ``file``, read no further than a document may be long.

Ninja would read a body before anything is asked; here it is read when role, object, version and state have been.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.documents.attaching import Upload, see_size
from dualuse.licensing.refusals import Fault, Malformed

_AROUND: Final = 65_536
"""Bytes of a body beside its file: boundaries, headers, the kind."""
BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["kind", "file"],
                "additionalProperties": False,
                "properties": {
                    "kind": {"type": "string"},
                    "file": {"type": "string", "format": "binary"},
                },
            }
        }
    },
}
"""The body for OpenAPI."""


class _Bounded(FileUploadHandler):
    """Keeps a file in memory, and refuses it as soon as it is larger than a document may be."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.pieces: list[bytes] = []
        self.size = 0

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        self.pieces = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        see_size(self.size)
        self.pieces.append(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.file_name or "", b"".join(self.pieces))


def upload_of(request: HttpRequest) -> Upload:
    """What was sent.

    Raises:
        TooLarge: it is larger than a document may be. Malformed: it is no such body.
    """
    if request.content_type != "multipart/form-data":
        raise _not_a_form()
    length = request.headers.get("Content-Length", "0")
    see_size(int(length) - _AROUND if length.isdecimal() else 0)
    request.upload_handlers = [_Bounded(request)]
    try:
        fields, files = request.POST, request.FILES
    except (
        MultiPartParserError,
        BadRequest,
        SuspiciousOperation,
        UnreadablePostError,
        ValueError,
        LookupError,
    ):
        raise _not_a_form() from None
    kinds, uploads = fields.getlist("kind"), files.getlist("file")
    if set(fields) != {"kind"} or set(files) != {"file"} or len(kinds) != 1 or len(uploads) != 1:
        raise _not_a_form()
    return Upload(kinds[0], uploads[0].name or "", uploads[0].read())


def _not_a_form() -> Malformed:
    text = N_("send multipart/form-data with one field kind and one file called file, and nothing else")
    return malformed([Fault("file", "multipart", Message("multipart", text))])
