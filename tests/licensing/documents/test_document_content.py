"""What is taken as a document, by its content alone, and what is not."""

from __future__ import annotations

import tracemalloc
import unicodedata
import zlib

import pytest

from dualuse.licensing.documents.content.file_types import BY_MEDIA_TYPE, FILE_TYPES, PDF, TEXT
from dualuse.licensing.documents.content.pdf import _unpacked_pieces
from dualuse.licensing.documents.content.recognising import file_type_of
from dualuse.licensing.documents.content.unfit import Limits, Unfit
from dualuse.licensing.documents.names import clean_name
from tests.support.fetching_uploads import (
    ORDINARY_FIELDS,
    ORDINARY_FORMULAS,
    field_docx,
    formula_xlsx,
)
from tests.support.hostile_uploads import NAMES, PDF_NAMES, hostile
from tests.support.ordinary_documents import (
    docx,
    object_stream,
    odt,
    ordinary,
    pdf,
    png,
    relations,
    stream,
    word,
    xlsx,
)

LIMITS = Limits()
HOSTILE = hostile()
ORDINARY = ordinary()
REASONS = {
    "pdf_packed_": "active",
    "pdf_spelled_": "active",
    "pdf_wholly_": "active",
    "pdf_encrypted": "encrypted",
    "zip_name_": "foreign_part",
    "zip_bomb_said": "too_large_unpacked",
    "zip_bomb_parts": "too_large_unpacked",
    "zip_bomb_unsaid": "damaged",
    "zip_encrypted": "encrypted",
    "zip_nested": "active",
    "docx_relation": "active",
    "docx_exchange": "active",
    "docx_doctype": "active",
    "png_huge": "too_large_unpacked",
    "jpeg_huge": "too_large_unpacked",
    "odt_link": "active",
    "xlsm": "active",
    "fetching_": "active",
}
"""Why what begins so is not taken."""


def refused(content: bytes) -> str:
    with pytest.raises(Unfit) as unfit:
        file_type_of(content, LIMITS)
    return unfit.value.why.code


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_document_is_taken_for_what_it_is(name: str) -> None:
    content, media_type = ORDINARY[name]
    assert file_type_of(content, LIMITS).media_type == media_type


def test_each_type_has_an_ordinary_document() -> None:
    assert {media_type for _, media_type in ORDINARY.values()} == BY_MEDIA_TYPE.keys()


def test_there_are_many_hostile_ones() -> None:
    assert len(HOSTILE) > 400


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_one_is_not_taken(name: str) -> None:
    code = refused(HOSTILE[name])
    assert all(code == reason for beginning, reason in REASONS.items() if name.startswith(beginning))


@pytest.mark.parametrize("name", ["pdf_bomb", "png_bomb", "png_text_bomb", "zip_bomb_unsaid", "docx_deep", "docx_long_mark"])  # fmt: skip
def test_memory_stays_small_while_a_bomb_is_unpacked(name: str) -> None:
    content, limits = HOSTILE[name], Limits(unpacked=16 << 20)
    tracemalloc.start()
    try:
        with pytest.raises(Unfit):
            file_type_of(content, limits)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_what_is_large_and_honest_needs_little_memory() -> None:
    picture = png(width=2_000, height=2_000)
    tracemalloc.start()
    try:
        file_type_of(picture, LIMITS)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", PDF_NAMES)
@pytest.mark.parametrize("place", range(65_480, 65_540, 7))
def test_a_name_on_the_edge_between_two_pieces_is_seen(name: bytes, place: int) -> None:
    inner = b"<< /X (" + bytes(place) + b") /S /" + name + b" >>"
    assert refused(pdf(object_stream(inner))) == "active"


def byte_by_byte(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    whole = bytearray()
    try:
        while not unpacker.eof and ((letter := unpacker.decompress(packed, 1)) or unpacker.unconsumed_tail):
            whole += letter
            packed = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return bytes(whole)


@pytest.mark.parametrize("kept", range(0, 700, 61))
@pytest.mark.parametrize("damage", [b"", b"\nendstream", b"\xff" * 40])
def test_what_is_packed_is_looked_at_up_to_where_it_is_damaged(kept: int, damage: bytes) -> None:
    """A reader shows what came out before the damage; so that is looked at, to the last byte."""
    packed = zlib.compress(b"1 0 " + bytes(range(256)) * 300)[:kept] + damage
    assert b"".join(_unpacked_pieces(b"before" + packed, 6)) == byte_by_byte(packed)


def test_a_script_before_the_damage_is_seen() -> None:
    packed = zlib.compress(b"90 0 << /S /JavaScript >>" + bytes(range(256)))
    for length in range(len(packed) - 200, len(packed), 20):
        assert refused(pdf(stream(packed[:length], b"/N 1 /First 5"))) == "active"


@pytest.mark.parametrize(
    "words", ["JavaScripts", "Launcher", "Encryption", "XFAR"]
)  # names that only begin as one that is refused
def test_a_longer_name_is_another_one(words: str) -> None:
    assert file_type_of(pdf(catalog=f"/{words} 1".encode()), LIMITS) is PDF


def test_a_template_on_the_own_disk_is_no_reason() -> None:
    rels = relations(("attachedTemplate", "Letter.dotx", "External"))
    assert file_type_of(docx({"word/_rels/settings.xml.rels": rels}), LIMITS).title == "DOCX"


@pytest.mark.parametrize("code", ORDINARY_FIELDS)
def test_a_field_that_loads_nothing_is_taken(code: str) -> None:
    assert file_type_of(field_docx(code), LIMITS).title == "DOCX"


@pytest.mark.parametrize("formula", ORDINARY_FORMULAS)
def test_a_formula_that_loads_nothing_is_taken(formula: str) -> None:
    assert file_type_of(formula_xlsx(formula), LIMITS).title == "XLSX"


def test_the_result_of_a_field_may_hold_fields() -> None:
    entry = "".join(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        for code in ('HYPERLINK \\l "_Toc1"', "PAGEREF _Toc1")
    )
    ends = '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' * 2
    assert file_type_of(docx({"word/document.xml": word(entry + ends)}), LIMITS).title == "DOCX"


def test_packed_data_do_not_look_like_a_file_by_chance() -> None:
    chance = b"".join(
        b"/F" + bytes([begins, letter]) + b"\xe9\x01" for begins in b"(<" for letter in range(256)
    )
    assert file_type_of(pdf(stream(chance, b"/Filter /DCTDecode")), LIMITS) is PDF


@pytest.mark.parametrize("length", range(65_400, 65_560, 3))
def test_a_link_on_the_edge_between_two_pieces_is_judged_whole(length: int) -> None:
    before = b"<< /X (" + bytes(length) + b") /URI "
    assert file_type_of(pdf(object_stream(before + b"(https://maker.example/) >>")), LIMITS) is PDF
    assert refused(pdf(object_stream(before + b"(file:///x) >>"))) == "active"


def test_limits_are_kept_to() -> None:
    few = Limits(unpacked=2_000, parts=6, elements=20, depth=3, pixels=11)
    for content in (png(), docx(), xlsx(), odt({"content.xml": word("<a><b><c/></b></a>")})):
        with pytest.raises(Unfit):
            file_type_of(content, few)


@pytest.mark.parametrize(
    "many", [zlib.compress(b"1 "), b"\x78\x9c", b"/ObjStm>>stream\n" + zlib.compress(b"1 ") + b"\n"]
)
def test_many_small_ones_count_as_much_as_a_large_one(many: bytes) -> None:
    few, lot = (pdf(before=b"% \n" + many * number + b"\n") for number in (100, 5_000))
    limits = Limits(unpacked=4 << 20)
    assert file_type_of(few, limits) is PDF
    with pytest.raises(Unfit) as unfit:
        file_type_of(lot, limits)
    assert unfit.value.why.code == "too_large_unpacked"


@pytest.mark.parametrize("sent", NAMES)
def test_a_name_is_cleaned(sent: str) -> None:
    name = clean_name(sent, TEXT)
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 200
    assert name.endswith(".txt")
    assert not set(name) & set('/\\<>:"|?*;%')
    assert not name.startswith((".", " "))
    assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name)
    assert clean_name(name, TEXT) == name


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Datenblatt Größe 5.pdf", "Datenblatt Größe 5.pdf"),
        ("C:\\Users\\A\\sheet.PDF", "sheet.PDF"),
        ("sheet.exe", "sheet.exe.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("nul.pdf", "_nul.pdf"),
        ("", "document.pdf"),
        ("sheet", "sheet.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_name_keeps_what_a_person_called_it(sent: str, name: str) -> None:
    assert clean_name(sent, PDF) == name


def test_each_type_has_its_own_extensions() -> None:
    first = {file_type.media_type.partition(";")[0]: file_type.extensions[0] for file_type in FILE_TYPES}
    assert len(set(first.values())) == len(first)
