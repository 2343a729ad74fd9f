"""DOCX, XLSX (ECMA-376) and ODT (OASIS ODF): archives with the right parts, in which nothing runs, nothing is enclosed, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.licensing.documents.content.archives import Part, parts_of, unpacked
from dualuse.licensing.documents.content.file_types import DOCX, ODT, XLSX, FileType
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
_LINK: Final = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*:|[/\\]{2}", re.IGNORECASE)
_OWN_DISK: Final = re.compile(r"(?:file:///)?[a-z]:[\\/]|(?:file:///)(?![/\\])[^:]*$", re.IGNORECASE)
_EXCHANGE: Final = re.compile(r"DDE(?:AUTO)?\s", re.IGNORECASE)
_MOST_FIELDS: Final = 1 << 20
_ODF_ACTIVE: Final = frozenset({
    "event-listener", "script", "dde-source", "dde-connection", "dde-connection-decl", "dde-link", "object-ole", "plugin", "applet",
    "floating-frame", "library", "libraries",
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
        see_elements(unpacked(content, part), budget, _see_svg)
    elif part.name.endswith(".rels"):
        see_elements(unpacked(content, part), budget, _see_relation)
    elif file_type is ODT:
        see_elements(unpacked(content, part), budget, _see_odf)
    elif file_type is DOCX:
        _see_word(content, part, budget)
    else:
        see_elements(unpacked(content, part), budget, _see_sheet)


def _see_svg(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    if name.lower() in ("script", "foreignobject", "iframe", "image", "use"):
        raise active(f"svg:{name}")
    for key, value in attributes.items():
        if key.lower().startswith("on") or re.match(r"\s*(?:javascript|data|https?):", value, re.IGNORECASE):
            raise active(f"svg:{name} {key}")


def _see_relation(_namespace: str, _name: str, attributes: Mapping[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2].lower()
    target = attributes.get("Target", "").strip()
    if kind in _ACTIVE_RELATIONS:
        raise active(kind)
    is_elsewhere = attributes.get("TargetMode", "").lower() == "external" or _SCHEME.match(target)
    if not is_elsewhere or (kind == "hyperlink" and (_LINK.match(target) or not _SCHEME.match(target))):
        return
    if kind == "attachedtemplate" and (_OWN_DISK.match(target) or not _SCHEME.match(target)):
        return  # the template from which it was written, which stays where it is
    raise active(f"{kind} {target}"[:80])


def _see_word(content: bytes, part: Part, budget: ElementBudget) -> None:
    """Of the text of fields only what asks another program for data is looked for, however many pieces it stands in."""
    fields: list[str] = []
    in_field = False
    size = 0

    def see(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal in_field
        in_field = name in ("instrText", "delInstrText")
        if name == "fldSimple":
            see_code(f" {attributes.get('instr', '')} ")
        elif name in ("OLEObject", "object", "control", "altChunk"):
            raise active(name)

    def see_code(code: str) -> None:
        nonlocal size
        size += len(code)
        if size > _MOST_FIELDS:
            raise foreign_part(part.name)
        fields.append(code)

    def see_text(text: str) -> None:
        if in_field:
            see_code(text)

    see_elements(unpacked(content, part), budget, see, see_text)
    if _EXCHANGE.search("".join(fields) + " "):
        raise active("DDE")


def _see_sheet(_namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    if name in ("oleObject", "oleLink", "ddeLink", "control", "connection", "externalReference"):
        raise active(name)
    if name == "definedName" and attributes.get("xlm") in ("1", "true"):
        raise active(name)


def _see_odf(namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    if name in _ODF_ACTIVE:
        raise active(name)
    if name in ("encryption-data", "encrypted-key"):
        raise encrypted()
    target = attributes.get("href", "").strip()
    if not target or not (_SCHEME.match(target) or target.startswith(("/", "../"))):
        return
    if name == "a" and _LINK.match(target):
        return
    if name == "template" and (_OWN_DISK.match(target) or not _SCHEME.match(target)):
        return  # as of a DOCX
    if namespace.endswith("/manifest/1.0") or (name == "a" and target.startswith("../")):
        return
    raise active(f"{name} {target}"[:80])
