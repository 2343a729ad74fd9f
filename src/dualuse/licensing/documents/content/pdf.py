"""PDF (ISO 32000): one document from the first byte to the last, in which nothing runs, nothing is enclosed and nothing is encrypted.

Readers of PDF differ in where they take an object from, so no parser's reading is relied on: the names of what is refused are looked for in every
byte, however they are spelled (``/J#61vaScript``), and in whatever stands packed and begins as an object stream does.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.licensing.documents.content.file_types import PDF
from dualuse.licensing.documents.content.links import is_plain_link
from dualuse.licensing.documents.content.unfit import (
    Limits,
    Unfit,
    active,
    damaged,
    encrypted,
    too_large_unpacked,
)
from dualuse.licensing.documents.content.unpacking import PART, unpacked_parts

_ACTIVE: Final = (
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "Rendition", "RichMedia", "XFA", "SubmitForm", "ImportData", "GoToE", "GoToR",
    "Movie", "OnInstantiate", "FFilter",
)  # fmt: skip
"""Names without which no script, program, enclosed file, form of another kind, or fetch from elsewhere stands in a PDF."""
_WHITE: Final = rb"\x00\t\n\x0c\r "
_SPACE: Final = rb"(?:[" + _WHITE + rb"]|%[^\r\n]*[\r\n])*+"
_HEADER: Final = re.compile(rb"%PDF-[12]\.[0-9](?=[" + _WHITE + rb"%])")
_OVERLAP: Final = 4096
"""Bytes by which parts overlap: more than a name and the target behind it may take, each letter being spelled as ``#61`` or ``\\141``."""
_LONGEST_TARGET: Final = 2048
"""Bytes of a target, with what stands before it, that are looked at: how it begins says whether it is a plain link."""
_PACKED: Final = re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78]")
_OBJECTS: Final = re.compile(rb"(?:[" + _WHITE + rb"]|%[^\r\n]*[\r\n])*(?:[0-9+]|\Z|%[^\r\n]*\Z)")
"""How an object stream begins, unpacked: the number of an object, after white space and comments; nothing else may have come so far."""
_BEGINNING: Final = 4096
_LEAST_COST: Final = 2048
"""What looking at a place counts for, in bytes, however little is there: so many small ones end, too."""
_STEPS: Final = (PART, 256, 1)


def _spelled(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """Any of the names, with letters as themselves or as ``#`` and their code; what follows ends a name."""
    each = (
        "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names
    )
    ends = r"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
    return re.compile(f"/(?:{'|'.join(each)}){ends}".encode())


_ACTIVE_NAMES: Final = _spelled(_ACTIVE)
_TARGET: Final = re.compile(_spelled(("URI",)).pattern + _SPACE + rb"(?=([^/>\]]|\Z))")
"""An action that leads to an address, with what its address begins with."""
_NAMED_FILE: Final = (
    rb"(?:\((?:[\t\n\r\x20-\x7e]{16}|[\t\n\r\x20-\x7e]{0,16}?\)" + _SPACE + rb"[/>]|(?:\\\\){2})"
    rb"|<(?:[0-9A-Fa-f" + _WHITE + rb"]{12}|[0-9A-Fa-f" + _WHITE + rb"]{0,12}>" + _SPACE + rb"[/>])"
    rb"|<<" + _SPACE + rb"/)"
)
"""Words or a dictionary, and enough of them that packed data do not look so by chance."""
_OTHER_FILE: Final = re.compile(
    _spelled(("F", "UF")).pattern
    + _SPACE
    + _NAMED_FILE
    + rb"|"
    + _spelled(("FS",)).pattern
    + _SPACE
    + _spelled(("URL",)).pattern
)
"""A file that the document names: nothing in a PDF does so but to open it, to take an object from it, or to hold it."""
_REFERENCE: Final = rb"([0-9]{1,10})" + _SPACE + rb"([0-9]{1,5})" + _SPACE + rb"R"
_BY_ITSELF: Final = re.compile(_spelled(("AA",)).pattern + _SPACE + rb"(?:<<|" + _REFERENCE + rb")")
"""Actions that begin when a page is opened or closed, a field is entered, the document is printed."""
_OPENING: Final = re.compile(_spelled(("OpenAction",)).pattern + _SPACE)
_REFERRED: Final = re.compile(_REFERENCE)
_GOES_TO_PLACE: Final = re.compile(rb"<<([^<>%]{0,400})>>|(\[)")
"""What may begin when the document is opened: a place in it, by itself or as an action."""
_OF_A_PLACE: Final = frozenset(
    ["Type", "Action", "S", "GoTo", "D", "XYZ", "Fit", "FitH", "FitV", "FitR", "FitB", "FitBH", "FitBV"]
)
_NAME: Final = re.compile(rb"/([^" + _WHITE + rb"()<>\[\]{}/%]*)")
_WITHIN_WORDS: Final = re.compile(rb"\([^()\\]*\)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_ENCRYPTED: Final = _spelled(("Encrypt",))
_ROOT: Final = _spelled(("Root",))
_OBJECT_STREAM: Final = _spelled(("ObjStm",))
_ITS_DATA: Final = re.compile(rb"[^(%]{0,4000}?>>[" + _WHITE + rb"]*stream(?:\r\n|\n|\r)")


def see_pdf(content: bytes, limits: Limits) -> None:
    """Refuse a PDF that is no whole one, or holds what may run or be taken out of it.

    Raises:
        Unfit: so it is; it is encrypted; or it stands packed so that it cannot be examined.
    """
    end = content.rstrip(b"\0\t\n\x0c\r ")
    if not _HEADER.match(content) or not end.endswith(b"%%EOF") or b"startxref" not in end[-1024:]:
        raise damaged(PDF.title)
    if not _ROOT.search(content):
        raise damaged(PDF.title)
    if _ENCRYPTED.search(content):
        raise encrypted()
    _see_names(content, is_last=True)
    _see_opening(content, content, is_last=True)
    _see_packed_objects(content, limits)


def _see_names(content: bytes, *, is_last: bool) -> None:
    """Refuse names and targets; those at the end of a piece that is not the last are looked at with the next."""
    if match := _ACTIVE_NAMES.search(content) or _OTHER_FILE.search(content):
        raise active(_plain(match[0]))
    if _BY_ITSELF.search(content):
        raise active("/AA")
    for match in _TARGET.finditer(content):
        if not is_last and match.start() > len(content) - _LONGEST_TARGET:
            break
        target = _address(content[match.end() : match.start() + _LONGEST_TARGET])
        if target is not None and not is_plain_link(target.strip()):
            raise active(f"/URI {target.strip()}"[:80])


def _see_opening(piece: bytes, content: bytes, *, is_last: bool) -> None:
    """Refuse an action that begins when the document is opened, unless it leads to a place in it: an address would be told who opened it.

    An action that stands elsewhere has to stand there unpacked, in each object of that number: where objects are packed, another one may be meant.
    """
    for match in _OPENING.finditer(piece):
        if not is_last and match.start() > len(piece) - _LONGEST_TARGET:
            break
        if _is_place(piece, match.end()):
            continue
        reference = _REFERRED.match(piece, match.end())
        if reference is None or _OBJECT_STREAM.search(content):
            raise active("/OpenAction")
        begins = re.compile(
            rb"(?<![0-9])0*"
            + reference[1].lstrip(b"0")
            + rb"(?![0-9])"
            + _SPACE
            + rb"[0-9]{1,5}"
            + _SPACE
            + rb"obj"
            + _SPACE
        )
        places = [definition.end() for definition in begins.finditer(content)]
        if not places or not all(_is_place(content, place) for place in places):
            raise active("/OpenAction")


def _is_place(content: bytes, at: int) -> bool:
    """Whether a destination stands there, or an action that goes to one and has no other behind it."""
    if (match := _GOES_TO_PLACE.match(content, at)) is None:
        return False
    if match[2]:
        return True
    names = [name.decode("latin-1") for name in _NAME.findall(_WITHIN_WORDS.sub(b"()", match[1]))]
    return "GoTo" in names and {*names} <= _OF_A_PLACE


def _address(beginning: bytes) -> str | None:
    """The address that stands there, as far as it is looked at: empty where it stands elsewhere; ``None``: there is a dictionary."""
    if beginning.startswith(b"<<"):
        return None
    if beginning.startswith(b"<"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", beginning[1:].partition(b">")[0])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("latin-1")
    if beginning.startswith(b"("):
        return _ESCAPE.sub(_unescaped, beginning[1:]).decode("latin-1").partition(")")[0]
    return ""


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code.isdigit() and code < b"8":
        return bytes([int(code, 8) & 0xFF])
    return _ESCAPED.get(code, code)


def _plain(name: bytes) -> str:
    """A name as it reads."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), name).decode("ascii")


def _see_packed_objects(content: bytes, limits: Limits) -> None:
    """Look at everything that is packed and begins as objects do; refuse object streams that are packed otherwise."""
    left = limits.unpacked
    examined: set[int] = set()
    for match in _PACKED.finditer(content):
        place = match.start()
        if (content[place] << 8 | int.from_bytes(content[place + 1 : place + 2])) % 31:
            continue
        size = _size_examined(content, place, left)
        left -= max(size, _LEAST_COST)
        if size:
            examined.add(place)
        if left < 0:
            raise too_large_unpacked()
    for match in _OBJECT_STREAM.finditer(content):
        left -= _LEAST_COST
        if left < 0:
            raise too_large_unpacked()
        data = _ITS_DATA.match(content, match.end())
        if data is None or not {data.end(), data.end() + 1} & examined:
            text = N_("its objects are packed so that they cannot be examined; print it into a PDF again")
            raise Unfit(Message("not_examinable", text))


def _size_examined(content: bytes, place: int, most: int) -> int:
    """Look at what is packed at a place, if it begins as an object stream does, or may: how many bytes it holds; 0: it does not begin so."""
    pieces = _unpacked_pieces(content, place)
    before = b""
    for piece in pieces:
        before += piece
        if len(before) >= _BEGINNING:
            break
    if not before or not _OBJECTS.match(before[:_BEGINNING]):
        return 0
    size = len(before)
    for piece in pieces:
        _see_names(before, is_last=False)
        _see_opening(before, content, is_last=False)
        size += len(piece)
        if size > most:
            raise too_large_unpacked()
        before = before[-_OVERLAP:] + piece
    _see_names(before, is_last=True)
    _see_opening(before, content, is_last=True)
    return size


def _unpacked_pieces(content: bytes, place: int) -> Iterator[bytes]:
    """What is packed at a place, up to the last byte before it is damaged: readers take that much.

    An error takes with it what the same step would have given; so it is begun again with smaller steps, down to single bytes.
    """
    size = 0
    for step in _STEPS:
        unpacker = zlib.decompressobj()
        passed = 0

        def most(step: int = step) -> int:
            return min(PART, size - passed) if passed < size else step  # noqa: B023 - it is asked within the round

        try:
            for begins in range(place, len(content), PART):
                packed = content[begins : begins + PART]
                for piece in unpacked_parts(unpacker, packed, most):
                    passed += len(piece)
                    if passed > size:
                        size = passed
                        yield piece
                if unpacker.eof:
                    return
            return
        except zlib.error:
            continue
