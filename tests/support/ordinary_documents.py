"""Ordinary documents of each type that is taken, made by code: what an exporter sends."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

import xlsxwriter

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAY = (2026, 1, 1, 0, 0, 0)


def pdf(
    *objects: bytes, catalog: bytes = b"", trailer: bytes = b"", before: bytes = b"", after: bytes = b"\n"
) -> bytes:
    """A PDF of one page.

    Args:
        objects: further ones, numbered from 5 on.
        catalog: more of the catalogue; ``trailer``: more of the trailer.
        before: what stands behind the header; ``after``: what stands behind the end.
    """
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    text = zlib.compress(b"BT /F1 12 Tf 72 720 Td (Data sheet) Tj ET")
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        stream(text, b"/Filter /FlateDecode"),
        *objects,
    )
    content = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + before
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(bodies) + 1, trailer)
    return content + b"startxref\n%d\n%%%%EOF" % table + after


def stream(data: bytes, dictionary: bytes) -> bytes:
    """An object of a PDF that holds data."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def object_stream(inner: bytes, *, beginning: bytes = b"") -> bytes:
    """An object of a PDF that holds another one, number 90, packed."""
    packed = zlib.compress(beginning + b"90 0 " + inner)
    first = len(beginning) + 5
    return stream(packed, b"/Type /ObjStm /N 1 /First %d /Filter /FlateDecode" % first)


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    *chunks: bytes, width: int = 4, height: int = 3, data: bytes | None = None, interlaced: bool = False
) -> bytes:
    """A PNG in colours, with further chunks before its data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced)
    if data is None:
        data = zlib.compress(b"".join(b"\0" + bytes(3 * width) for _ in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(chunks)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def segment(marker: int, data: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg(*segments: bytes, width: int = 8, height: int = 8, scans: int = 1) -> bytes:
    """A JPEG as a reader walks it, with further segments before its data."""
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\x00\x56\xff\xd0\x78"
    parts = (
        segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        *segments,
        segment(0xDB, bytes(65)),
        segment(0xC0, size),
    )
    return b"\xff\xd8" + b"".join(parts) + scan * scans + b"\xff\xd9"


def archive(parts: Mapping[str, bytes], *, stored: Sequence[str] = ()) -> bytes:
    """A ZIP of parts, packed but for those named."""
    stream_of_archive = io.BytesIO()
    with zipfile.ZipFile(stream_of_archive, "w") as writer:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            writer.writestr(zipfile.ZipInfo(name, _DAY), content, method)
    return stream_of_archive.getvalue()


def content_types(main: str, part: str, *more: str) -> bytes:
    """The list of types of a document's parts; ``more``: further ones."""
    rest = "".join(
        f'<Override PartName="/x{number}" ContentType="{kind}"/>' for number, kind in enumerate(more)
    )
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="{main}"/>{rest}</Types>'
    ).encode()


def relations(*rows: tuple[str, str, str]) -> bytes:
    """Relations of a part: kind, target, and ``External`` or nothing."""
    each = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(rows)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'.encode()


def word(body: str = "<w:p><w:r><w:t>Data sheet</w:t></w:r></w:p>") -> bytes:
    """The text of a DOCX."""
    return f'<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>'.encode()


DOCX_PARTS: Mapping[str, bytes] = {
    "[Content_Types].xml": content_types(f"{OFFICE}wordprocessingml.document.main+xml", "/word/document.xml"),
    "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
    "word/document.xml": word(),
    "word/_rels/document.xml.rels": relations(
        ("hyperlink", "https://maker.example/sheet", "External"), ("image", "media/image1.png", "")
    ),
    "word/_rels/settings.xml.rels": relations(("attachedTemplate", "file:///C:\\Templates\\Letter.dotx", "External")),
    "word/media/image1.png": png(),
    "docProps/core.xml": b"<p/>",
}  # fmt: skip
ODT_PARTS: Mapping[str, bytes] = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "Configurations2/accelerator/current.xml": b"",
    "content.xml": b'<o:document-content xmlns:o="urn:o" xmlns:x="http://www.w3.org/1999/xlink"><o:scripts/><o:a x:href="https://maker.example/">x</o:a></o:document-content>',
    "layout-cache": b"\x01\x02\x03",
    "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="/"/></m:manifest>',
}


def docx(parts: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX, with parts put in or changed."""
    return archive({**DOCX_PARTS, **(parts or {})})


def odt(parts: Mapping[str, bytes] | None = None) -> bytes:
    """An ODT, with parts put in or changed."""
    return archive({**ODT_PARTS, **(parts or {})}, stored=["mimetype"])


@cache
def xlsx() -> bytes:
    """A workbook with a picture, a comment and a link."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Größe")
    sheet.write(0, 0, "frequency")
    sheet.write_url(1, 0, "https://maker.example/sheet")
    sheet.write_formula(2, 0, "=1+1")
    sheet.write_comment(3, 0, "measured")
    sheet.insert_image(5, 5, "x.png", {"image_data": io.BytesIO(png())})
    book.close()
    return content.getvalue()


def xlsx_with(parts: Mapping[str, bytes]) -> bytes:
    """A workbook with parts put in or changed."""
    with zipfile.ZipFile(io.BytesIO(xlsx())) as reader:
        own = {name: reader.read(name) for name in reader.namelist()}
    return archive({**own, **parts})


def ordinary() -> dict[str, tuple[bytes, str]]:
    """Documents by a name, with the media type that they have."""
    text, table = "text/plain; charset=", "text/csv; charset="
    linked = (
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://maker.example/) >> >>"
    )
    word_type, sheet_type = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
    return {
        "sheet.pdf": (pdf(), "application/pdf"),
        "linked.pdf": (pdf(linked, catalog=b"/OpenAction [3 0 R /Fit]"), "application/pdf"),
        "opening.pdf": (
            pdf(b"<< /S /GoTo /D [3 0 R /Fit] >>", linked, catalog=b"/OpenAction 5 0 R"),
            "application/pdf",
        ),
        "opening_by_name.pdf": (
            pdf(linked, catalog=b"/OpenAction << /Type /Action /S /GoTo /D (page.1) >>"),
            "application/pdf",
        ),
        "packed.pdf": (pdf(object_stream(b"<< /Type /Outlines /First 5 0 R >>")), "application/pdf"),
        "changed.pdf": (pdf() + pdf()[9:], "application/pdf"),
        "photo.png": (png(), "image/png"),
        "interlaced.png": (png(width=1, height=1, interlaced=True), "image/png"),
        "commented.png": (png(chunk(b"tEXt", b"Comment\0taken at the works")), "image/png"),
        "photo.jpg": (jpeg(), "image/jpeg"),
        "progressive.jpg": (jpeg(scans=8), "image/jpeg"),
        "exif.jpg": (jpeg(segment(0xE1, b"Exif\0\0" + jpeg())), "image/jpeg"),
        "note.txt": ("Größe: < 5 µm, Ausführung „A“\r\n".encode(), f"{text}utf-8"),
        "arabic.txt": ("بيانات تقنية\u200f\n".encode(), f"{text}utf-8"),
        "marked.txt": (b"\xef\xbb\xbfMZ-300 data sheet", f"{text}utf-8"),
        "windows.txt": ("Größe: 5 µm – Ausführung „A“".encode("cp1252"), f"{text}windows-1252"),
        "table.csv": (b"item,quantity\nA,-5\nB,+49 (69) 123\n", f"{table}utf-8"),
        "windows.csv": ("Gerät;Größe\r\nPumpe;5\r\n".encode("cp1252"), f"{table}windows-1252"),
        "quoted.csv": (b'a;b\n"x;y\nz";"- Motor (2 kW)"\n', f"{table}utf-8"),
        "letter.docx": (docx(), word_type),
        "field.docx": (docx({"word/document.xml": word('<w:r><w:instrText> PAGE \\* ADDED </w:instrText></w:r>')}), word_type),
        "workbook.xlsx": (xlsx(), sheet_type),
        "printed.xlsx": (xlsx_with({"xl/printerSettings/printerSettings1.bin": b"P\0r\0"}), sheet_type),
        "template.odt": (odt({"meta.xml": b'<m xmlns:x="http://www.w3.org/1999/xlink"><template x:href="../../usr/share/letter.ott"/></m>'}), "application/vnd.oasis.opendocument.text"),
        "letter.odt": (odt(), "application/vnd.oasis.opendocument.text"),
    }  # fmt: skip
