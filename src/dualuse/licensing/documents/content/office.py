"""DOCX, XLSX (ECMA-376) and ODT (OASIS ODF): archives with the right parts, in which nothing runs, nothing is enclosed, and nothing comes from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.licensing.documents.content.archives import Part, parts_of, unpacked
from dualuse.licensing.documents.content.file_types import DOCX, ODT, XLSX, FileType
from dualuse.licensing.documents.content.links import (
    BEGINS_LOADING,
    COMPUTED,
    is_elsewhere,
    is_plain_link,
    loading_field,
    loading_formula,
    values_of,
)
from dualuse.licensing.documents.content.unfit import Limits, Unfit, active, damaged, encrypted, foreign_part
from dualuse.licensing.documents.content.xml_parts import ElementBudget, see_elements

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = {
    f"{DOCX.media_type}.main+xml": DOCX,
    f"{XLSX.media_type}.main+xml": XLSX,
}
_PARTS_OF: Final[Mapping[FileType, frozenset[str]]] = {
    DOCX: frozenset({_TYPES, "_rels/.rels", "word/document.xml"}),
    XLSX: frozenset({_TYPES, "_rels/.rels", "xl/workbook.xml"}),
    ODT: frozenset({"mimetype", "content.xml", "META-INF/manifest.xml"}),
}
"""Without which a document of the type is none."""
_FOLDERS: Final[Mapping[FileType, tuple[str, ...]]] = {
    DOCX: ("word/", "docProps/", "customXml/", "_rels/", "docMetadata/"),
    XLSX: ("xl/", "docProps/", "customXml/", "_rels/", "docMetadata/"),
    ODT: ("META-INF/", "Pictures/", "Thumbnails/", "Configurations2/", "ObjectReplacements/", "Object ", "Fonts/"),
}  # fmt: skip
_XML: Final = frozenset({"xml", "rels", "rdf", "svg"})
_OTHERS: Final = frozenset({
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "svm", "vml", "odttf", "ttf", "otf", "fntdata",
})  # fmt: skip
"""Extensions of parts that are no XML: images, drawings and fonts."""
_OUTSIDE_FOLDERS: Final[Mapping[FileType, frozenset[str]]] = {
    DOCX: frozenset({_TYPES}),
    XLSX: frozenset({_TYPES}),
    ODT: frozenset(
        {"mimetype", "layout-cache", "content.xml", "styles.xml", "meta.xml", "settings.xml", "manifest.rdf"}
    ),
}
_PRINTER: Final = re.compile(r"(?:xl|word)/printerSettings/printerSettings[0-9]+\.bin")
_ENCLOSED: Final = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF",
    b"MSCF", b"{\\rtf",
)  # fmt: skip
"""How archives, programs and other documents begin."""
_ACTIVE_CONTENT: Final = re.compile(
    r"macro|vba|oleobject|activex|externallink|connections|package(?!\.core|\.relationships)|javascript|html|rtf"
)
"""Types of parts that run, are enclosed, or come from elsewhere."""
_ACTIVE_RELATIONS: Final = frozenset({
    "vbaproject", "wordvbadata", "oleobject", "package", "control", "activexcontrolbinary", "frame", "subdocument", "externallink",
    "attachedtoolbars", "afchunk", "xlmacrosheet", "xlintlmacrosheet", "connections", "extensibility", "mailmergesource", "recipientdata",
})  # fmt: skip
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*:|[/\\]{2}", re.IGNORECASE)
_SVG_FETCH: Final = re.compile(
    r"url\(\s*['\"]?(?!\s*#)|@import|\s*javascript:|^\s*(?:data|https?|file):", re.IGNORECASE
)
_TARGETS: Final = re.compile(r"(?:\bsrc|\bhref|:href|:src)\s*=\s*([\"'])(.*?)\1", re.IGNORECASE | re.DOTALL)
_SOURCE_ELSEWHERE: Final = re.compile(r"src\s*=\s*[\"']?\s*(?:[a-z][a-z0-9+.\-]*:|[/\\])", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"<\s*(?:\w+:)?(?:script|iframe|object|embed)\b", re.IGNORECASE)
_TRACKED: Final = frozenset({"ins", "del", "moveFrom", "moveTo", "delInstrText"})
"""What a reader may take back, so that another code of a field remains."""
_OWN_DISK: Final = re.compile(r"(?:file:///)?[a-z]:[\\/]|(?:file:///)(?![/\\])[^:]*$", re.IGNORECASE)
_MOST_FIELDS: Final = 1 << 20
_WORD_ACTIVE: Final = frozenset({
    "OLEObject", "object", "control", "altChunk", "connectString", "dataSource", "udl", "webextension", "taskpane", "webVideoPr",
})  # fmt: skip
_SHEET_ACTIVE: Final = frozenset({
    "oleObject", "oleLink", "ddeLink", "control", "connection", "externalReference", "webextension", "taskpane", "webPr", "dbPr",
})  # fmt: skip
_FORMULAS: Final = frozenset({
    "f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula", "oldFormula",
})  # fmt: skip
"""Elements of a workbook whose text is computed."""
_ODF_ACTIVE: Final = frozenset({
    "event-listener", "script", "dde-source", "dde-connection", "dde-connection-decl", "dde-link", "object-ole", "plugin", "applet",
    "floating-frame", "library", "libraries", "execute-macro", "database-display", "database-next", "database-row-select", "database-row-number",
})  # fmt: skip


def office_type_of(content: bytes, limits: Limits) -> FileType:
    """The type of a packed document.

    Args:
        content: all of it, which begins as an archive does.
        limits: how much is looked at.

    Raises:
        Unfit: it is none, damaged, too large, or holds what may run, is enclosed, or comes from elsewhere.
    """
    parts = parts_of(content, limits)
    by_name = {part.name: part for part in parts}
    budget = ElementBudget(limits)
    file_type = _odt(content, parts) or _open_xml(content, by_name, budget)
    if lacking := sorted(_PARTS_OF[file_type] - by_name.keys()):
        text = N_("it is no whole {type}: {part} is not in it")
        raise Unfit(Message("lacks_part", text, {"type": file_type.title, "part": lacking[0]}))
    for part in parts:
        _see_part(content, part, file_type, budget)
    return file_type


def _odt(content: bytes, parts: tuple[Part, ...]) -> FileType | None:
    """ODT, where the first part says so, not packed, as the standard asks."""
    first = parts[0] if parts else None
    if first is None or first.name != "mimetype" or first.is_packed:
        return None
    return ODT if content[first.begins : first.ends] == ODT.media_type.encode() else None


def _open_xml(content: bytes, by_name: Mapping[str, Part], budget: ElementBudget) -> FileType:
    """DOCX or XLSX, as the types of its parts say.

    Raises:
        Unfit: it is neither, or a part of it runs, is enclosed or comes from elsewhere.
    """
    types: list[FileType] = []

    def see(_namespace: str, _name: str, attributes: Mapping[str, str]) -> None:
        content_type = attributes.get("ContentType", "").lower()
        if _ACTIVE_CONTENT.search(content_type):
            raise active(content_type[:80])
        if content_type in _MAIN:
            types.append(_MAIN[content_type])

    if _TYPES not in by_name:
        raise foreign_part(next(iter(by_name), "ZIP"))
    see_elements(unpacked(content, by_name[_TYPES]), budget, see)
    if len(types) != 1:
        raise damaged("DOCX, XLSX")
    return types[0]


def _see_part(content: bytes, part: Part, file_type: FileType, budget: ElementBudget) -> None:
    extension = part.name.rpartition(".")[2].lower()
    is_outside = part.name in _OUTSIDE_FOLDERS[file_type]
    is_inside = part.name.startswith(_FOLDERS[file_type]) and (
        extension in _XML | _OTHERS or (file_type is not ODT and _PRINTER.fullmatch(part.name))
    )
    if not is_outside and not is_inside:
        raise foreign_part(part.name)
    if "/embeddings/" in part.name.lower() or "/activex/" in part.name.lower():
        raise active(part.name)
    if extension in _XML:
        _see_xml(content, part, file_type, budget)
        return
    if extension == "vml":
        _see_drawing(content, part)
        return
    beginning = b""
    for piece in unpacked(content, part):
        beginning = beginning or piece[:16]
    if beginning.startswith(_ENCLOSED) and part.name != "mimetype":
        raise active(part.name)


def _see_xml(content: bytes, part: Part, file_type: FileType, budget: ElementBudget) -> None:
    if not part.size and part.name.startswith("Configurations2/"):
        for _ in unpacked(content, part):
            pass
        return
    if part.name.endswith(".svg"):
        see_elements(unpacked(content, part), budget, _see_svg, _see_svg_text)
    elif part.name.endswith(".rels"):
        see_elements(unpacked(content, part), budget, _see_relation)
    elif file_type is ODT:
        see_elements(unpacked(content, part), budget, _see_odf)
    elif file_type is DOCX:
        _see_word(content, part, budget)
    else:
        _see_sheet(content, part, budget)


def _see_svg(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    if name.lower() in ("script", "foreignobject", "iframe", "image", "use"):
        raise active(f"svg:{name}")
    for key, value in attributes.items():
        leads = key.lower().rpartition(" ")[2] in ("href", "src", "from", "to", "values") and is_elsewhere(
            value
        )
        if leads or key.lower().startswith("on") or _SVG_FETCH.search(value):
            raise active(f"svg:{name} {key}")


def _see_svg_text(text: str) -> None:
    if _SVG_FETCH.search(text):
        raise active("svg:url")


def _see_drawing(content: bytes, part: Part) -> None:
    """Drawings of an older kind, which are often no whole XML: their targets are looked for in the bytes."""
    text = html.unescape(b"".join(unpacked(content, part)).replace(b"\0", b"").decode("latin-1"))
    for _, target in _TARGETS.findall(text):
        if is_elsewhere(target) and not is_plain_link(target.strip()):
            raise active(f"vml {target.strip()}"[:80])
    if match := _SCRIPT.search(text) or _SOURCE_ELSEWHERE.search(text):
        raise active(f"vml {match[0]}"[:80])


def _see_relation(_namespace: str, _name: str, attributes: Mapping[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2].lower()
    target = attributes.get("Target", "").strip()
    if kind in _ACTIVE_RELATIONS:
        raise active(kind)
    is_external = attributes.get("TargetMode", "").lower() == "external"
    if not is_external and not _SCHEME.match(target):
        return
    if kind == "hyperlink" and is_plain_link(target):
        return
    if kind == "attachedtemplate" and is_external and (_OWN_DISK.match(target) or not _SCHEME.match(target)):
        return  # the template from which it was written, which stays where it is
    raise active(f"{kind} {target}"[:80])


def _see_word(content: bytes, part: Part, budget: ElementBudget) -> None:
    """Fields are read in however many pieces they stand, each by itself: the innermost that has begun gets what comes."""
    fields = [_Field()]
    element = ""
    is_tracked = False
    size = 0

    def see(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal element, is_tracked
        element = name
        is_tracked = is_tracked or name in _TRACKED
        if name == "fldSimple":
            add(COMPUTED)
            for code in values_of(attributes, "instr"):
                _see_field(code)
        elif name == "fldChar":
            see_mark(attributes.get("fldCharType", ""))
        elif name in _WORD_ACTIVE:
            raise active(name)
        _see_targets(name, attributes)

    def see_mark(kind: str) -> None:
        if kind == "begin":
            add(COMPUTED)
            fields.append(_Field())
        elif kind == "separate":
            fields[-1].is_open = False
        elif kind == "end" and len(fields) > 1:
            fields.pop().judge()

    def add(code: str) -> None:
        nonlocal size
        size += len(code)
        if size > _MOST_FIELDS:
            raise foreign_part(part.name)
        if fields[-1].is_open and (len(fields) > 1 or code != COMPUTED):
            fields[-1].pieces.append((element, code))

    def see_text(text: str) -> None:
        if element in ("instrText", "delInstrText"):
            if is_tracked and BEGINS_LOADING.match(text):
                raise active(text[:80])
            add(text)
        elif element == "t" and len(fields) > 1 and fields[-1].is_open:
            add(text)

    see_elements(unpacked(content, part), budget, see, see_text)
    for rest in fields:
        rest.judge()


@dataclass(slots=True)
class _Field:
    """A field that has begun: the pieces of its code, each with the element in which it stands, until its result begins."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    is_open: bool = True

    def judge(self) -> None:
        """Look at the code with what stands between its pieces as a text, and without; readers differ."""
        _see_field("".join(code for _, code in self.pieces))
        _see_field("".join(code for element, code in self.pieces if element != "t"))


def _see_field(code: str) -> None:
    if name := loading_field(code):
        raise active(name)


def _see_sheet(content: bytes, part: Part, budget: ElementBudget) -> None:
    """Formulas are read whole: one may stand in many pieces."""
    element = ""
    pieces: list[str] = []

    def judge() -> None:
        if what := loading_formula("".join(pieces)):
            raise active(what[:80])
        pieces.clear()

    def see(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal element
        judge()
        element = name
        if name in _SHEET_ACTIVE:
            raise active(name)
        if name == "definedName" and attributes.get("xlm") in ("1", "true"):
            raise active(name)
        for formula in values_of(attributes, "formula"):
            if what := loading_formula(formula):
                raise active(what[:80])
        _see_targets(name, attributes)

    def see_text(text: str) -> None:
        if element in _FORMULAS:
            pieces.append(text)

    see_elements(unpacked(content, part), budget, see, see_text)
    judge()


def _see_targets(name: str, attributes: Mapping[str, str]) -> None:
    """Addresses that stand at an element itself, and not among the relations of its part."""
    for target in values_of(attributes, "src", "href"):
        if is_elsewhere(target) and not (is_plain_link(target) and not any(values_of(attributes, "src"))):
            raise active(f"{name} {target}"[:80])


def _see_odf(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    if name in _ODF_ACTIVE:
        raise active(name)
    if name in ("encryption-data", "encrypted-key"):
        raise encrypted()
    for target in values_of(attributes, "href", "image-data", "src", "connection-resource"):
        if not target or (name == "a" and is_plain_link(target)):
            continue
        if name != "a" and not (_SCHEME.match(target) or is_elsewhere(target)):
            continue
        if name == "template" and (_OWN_DISK.match(target) or not _SCHEME.match(target)):
            continue  # as of a DOCX
        raise active(f"{name} {target}"[:80])
