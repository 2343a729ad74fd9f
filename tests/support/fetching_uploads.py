"""Documents that ask another machine for something when they are opened, or lead to a file or a program when a link is followed. All harmless."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from html import escape

from tests.support.ordinary_documents import (
    docx,
    object_stream,
    odt,
    pdf,
    relations,
    stream,
    word,
    xlsx_with,
)

FIELDS = (
    'INCLUDEPICTURE "\\\\\\\\evil.example\\\\a.png" \\d', 'INCLUDETEXT "https://evil.example/x.docx"', 'LINK Excel.Sheet.8 "\\\\\\\\evil.example\\\\a.xls" R1C1', 'IMPORT "https://evil.example/a"',
    'INCLUDE "https://evil.example/a"', 'DATABASE \\d "https://evil.example/"', 'RD "https://evil.example/a"', "MACROBUTTON x y", 'EMBED Excel.Sheet.8', 'PRINT "x"', 'HYPERLINK "javascript:alert(1)"',
    'HYPERLINK "file://evil.example/share"', 'HYPERLINK "\\\\\\\\evil.example\\\\share"', "HYPERLINK file:///x", 'HYPERLINK \\o "https://a.example" "file://evil.example/x"', 'hyperlink "java&#9;script:x"',
    'HYPERLINK "../x.exe"', "includetext x",
)  # fmt: skip
ORDINARY_FIELDS = (
    "PAGE", "NUMPAGES \\* Arabic", 'TOC \\o "1-3" \\h \\z \\u', 'HYPERLINK \\l "_Toc1"', 'HYPERLINK "https://maker.example/sheet" \\o "Link to the sheet" \\t "_blank"', 'HYPERLINK "mailto:a@maker.example"',
    "PAGEREF _Toc1 \\h", 'DATE \\@ "dd.MM.yyyy"', "= SUM(ABOVE)", 'XE "Link budget"', "ADDIN ZOTERO_ITEM CSL_CITATION", 'IF 1 = 1 "database" "import"',
)  # fmt: skip
FORMULAS = (
    'WEBSERVICE("https://evil.example")', '_xlfn.IMAGE("https://evil.example/a.png")', 'HYPERLINK("file://evil.example/a","x")', 'HYPERLINK(A1,"x")', "cmd|\'/C calc\'!A0", "\'\\\\evil.example\\[a.xlsx]S\'!A1",
    "[1]S!A1", "_xlfn.SINGLE(MAP(A1:A2,_xlfn.WEBSERVICE))", 'RTD("x",,"y")', "IMPORTDATA(A1)", "_xlfn._xlws.PY(0,0)", "\'https://evil.example/[a.xlsx]S\'!A1", 'HYPERLINK("#a")&HYPERLINK(A1)', "\'HYPERLINK(\"#\'!A1&HYPERLINK(A1)",
    'DDE("soffice","x","y")', "SUM(a.xlsx!x)", "webservice (A1)",
)  # fmt: skip
ORDINARY_FORMULAS = (
    "1+1", "SUM(A2:A3)", "Table1[[#This Row],[a]]*2", "\'Pumps 2026\'!A1", "IF(A1=\"cmd|x\",\"\\\\own\\share\",1)", 'HYPERLINK("https://maker.example","sheet")', 'HYPERLINK("#Sheet1!A1")', "Image!A1", "SUM(PY:PZ)", "Table1[a]-Sheet2!A1",
)  # fmt: skip
TARGETS = (b"javascript:alert(1)", b"file:////evil.example/share/a", b"file:///etc/passwd", rb"\\\\\\\\evil.example\\\\share", b"//evil.example/x", b"ms-msdt:/id", b" javascript:x", b"x.exe", b"")  # fmt: skip


def field_docx(code: str) -> bytes:
    """A DOCX with a field."""
    return docx({"word/document.xml": word(_field(escape(code, quote=False)))})


def formula_xlsx(formula: str) -> bytes:
    """A workbook with a formula."""
    cell = f"<w><c><f>{escape(formula, quote=False)}</f><v>1</v></c></w>"
    return xlsx_with({"xl/sheet9.xml": cell.encode()})


def _field(code: str, result: str = "<w:r><w:t>x</w:t></w:r>") -> str:
    return f"{_mark('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{_mark('separate')}{result}{_mark('end')}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def fetching() -> Iterator[tuple[str, bytes]]:
    """All of them, by what is wrong."""
    for number, code in enumerate(FIELDS):
        yield f"fetching_field_{number}", field_docx(code.replace("&#9;", "\t"))
    yield from (
        (f"fetching_formula_{number}", formula_xlsx(formula)) for number, formula in enumerate(FORMULAS)
    )
    yield from _fields()
    yield from _parts()
    yield from _pdf()


def _fields() -> Iterator[tuple[str, bytes]]:
    quote = _field("QUOTE 73 78", "<w:r><w:t>IN</w:t></w:r>")
    split = "<w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r>"
    between = "<w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:t>x</w:t></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r>"
    tracked = '<w:ins><w:r><w:instrText> PAGE "</w:instrText></w:r></w:ins><w:r><w:instrText> LINK x y</w:instrText></w:r>'
    bodies = {
        "computed": f"{_mark('begin')}{quote}<w:r><w:instrText>CLUDETEXT x</w:instrText></w:r>{_mark('end')}",
        "computed_target": f"{_mark('begin')}<w:r><w:instrText>HYPERLINK </w:instrText></w:r>{quote}{_mark('end')}",
        "split": f"{_mark('begin')}{split}{_mark('end')}",
        "split_by_text": f"{_mark('begin')}{between}{_mark('end')}",
        "without_end": f"{_mark('begin')}{split}",
        "tracked": f"{_mark('begin')}{tracked}{_mark('end')}",
        "within": _field("IF 1 = 1", _field("LINK x y")),
        "text": f"{_mark('begin')}<w:r><w:t>INCLUDETEXT x</w:t></w:r>{_mark('end')}",
        "simple": '<w:fldSimple w:instr="INCLUDEPICTURE x"/>',
        "hidden_instruction": '<w:fldSimple xmlns:y="urn:y" w:instr="LINK x y" y:instr="PAGE"/>',
        "picture": '<v:imagedata xmlns:v="urn:v" src="https://evil.example/a.png"/>',
        "hidden_picture": '<v:imagedata xmlns:v="urn:v" xmlns:y="urn:y" v:src="https://evil.example/a.png" y:src="a"/>',
        "shape": '<v:shape xmlns:v="urn:v" href="file://evil.example/a"/>',
        "video": "<w:webVideoPr/>",
        "query": "<w:connectString/>",
    }
    yield from (
        (f"fetching_docx_{name}", docx({"word/document.xml": word(body)})) for name, body in bodies.items()
    )


def _parts() -> Iterator[tuple[str, bytes]]:
    rels = "word/_rels/document.xml.rels"
    for number, target in enumerate(("x.exe", "../x.exe", "file:x", "http:\\\\evil.example", "tel:1")):
        yield f"fetching_relation_{number}", docx({rels: relations(("hyperlink", target, "External"))})
    drawings = (
        b'<xml><v:imagedata src="http://evil.example/a.png"><br></xml>', b"<xml><v:fill o:href='\\\\evil.example\\a'></xml>", b'<v:imagedata src="&#104;ttp://evil.example/a">',
        "<v:imagedata src='http://evil.example/a'>".encode("utf-16"), b"<xml><script>x</script></xml>", b"<v:imagedata src=http://evil.example/a>",
    )  # fmt: skip
    for number, drawing in enumerate(drawings):
        yield f"fetching_vml_{number}", xlsx_with({"xl/drawings/vmlDrawing9.vml": drawing})
    pictures = (b"<svg><rect style='fill:url(https://evil.example/a)'/></svg>", b"<svg><style>@import url(//evil.example/a)</style></svg>", b"<svg><a href='//evil.example/a'/></svg>", b"<svg><a href='file:x'/></svg>")  # fmt: skip
    for number, picture in enumerate(pictures):
        yield f"fetching_svg_{number}", docx({"word/media/i.svg": picture})
    sheets = (
        b"<w><definedName>WEBSERVICE(A1)</definedName></w>", b"<w><dataValidation><formula1>WEB<!-- -->SERVICE(A1)</formula1></dataValidation></w>", b'<w><calculatedItem formula="WEBSERVICE(A1)"/></w>',
        b"<w><f>&#87;EBSERVICE(A1)</f></w>", b"<w><webPr/></w>",
    )  # fmt: skip
    for number, sheet in enumerate(sheets):
        yield f"fetching_sheet_{number}", xlsx_with({"xl/sheet9.xml": sheet})
    elements = (
        '<o:image x:href="//evil.example/x.png"/>', '<o:image x:href="/etc/passwd"/>', '<o:image-frame o:image-data="https://evil.example/x"/>', '<o:a x:href="../x.exe"/>', '<o:a x:href="x.exe"/>', "<o:execute-macro/>",
        '<o:a x:href="file:x" o:href="https://maker.example/"/>', '<o:a o:href="https://maker.example/" x:href="file:x"/>', '<o:a x:href="tel:1"/>', "<o:database-display/>",
    )  # fmt: skip
    for number, element in enumerate(elements):
        text = f'<o:c xmlns:o="urn:o" xmlns:x="http://www.w3.org/1999/xlink">{element}</o:c>'
        yield f"fetching_odt_{number}", odt({"content.xml": text.encode()})


def _pdf() -> Iterator[tuple[str, bytes]]:
    for number, target in enumerate(TARGETS):
        ways = {
            "words": b"(" + target + b")",
            "hex": b"<" + target.hex(" ").encode() + b">",
            "octal": b"(" + b"".join(b"\\%03o" % letter for letter in target) + b")",
            "continued": b"(" + b"\\\n".join(bytes([letter]) for letter in target) + b")",
        }
        for way, value in ways.items():
            yield f"fetching_pdf_{way}_{number}", pdf(b"<< /S /URI /URI " + value + b" >>")
    script = b"(javascript:x)"
    yield from (
        ("fetching_pdf_close", pdf(b"<</S/URI/URI" + script + b">>")), ("fetching_pdf_spelled", pdf(b"<</S/U#52I/#55R#49" + script + b">>")),
        ("fetching_pdf_comment", pdf(b"<< /S /URI /URI % (https://maker.example/)\n" + script + b">>")), ("fetching_pdf_elsewhere", pdf(b"<< /S /URI /URI 6 0 R >>", script)),
        ("fetching_pdf_far", pdf(object_stream(b"<< /URI" + b" " * 9_000 + script + b">>"))), ("fetching_pdf_packed", pdf(object_stream(b"<< /S /URI /URI" + script + b">>"))),
        ("fetching_pdf_marked", pdf(b"<< /S /URI /URI (\xfe\xff\0f\0i\0l\0e\0:) >>")), ("fetching_pdf_stream", pdf(b"<< /Length 0 /F (\\\\\\\\evil.example\\\\x) >>\nstream\n\nendstream")),
        ("fetching_pdf_file", pdf(b"<< /Ref << /F << /FS /URL >> >> >>")), ("fetching_pdf_web", pdf(b"<< /FS /URL /UF (https://evil.example/) >>")),
        ("fetching_pdf_filter", pdf(stream(zlib.compress(b"x"), b"/FFilter /FlateDecode"))),
    )  # fmt: skip
