"""Where a link within a document may lead, and which fields and formulas load nothing by themselves: what is not listed here is refused.

A document that asks another machine for something when it is opened tells that machine who opened it, and a link to a file of another
machine gives the password of who follows it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

_PLAIN: Final = re.compile(r"(?:https?://[^\s/\\]|mailto:[^\s/\\]|#)", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.\-]*:|[/\\]|\.\.[/\\]", re.IGNORECASE)


def is_plain_link(target: str) -> bool:
    """Whether a target is on the web, an address of mail, or a place within the document."""
    return _PLAIN.match(target) is not None


def is_elsewhere(target: str) -> bool:
    """Whether a target leads out of the document's own parts: an address, another machine, a folder above."""
    return _ELSEWHERE.match(target.strip()) is not None


def values_of(attributes: Mapping[str, str], *names: str) -> Iterator[str]:
    """What the attributes of a local name hold, in whatever namespaces they stand."""
    return (value.strip() for key, value in attributes.items() if key.rpartition(" ")[2] in names)


_FIELDS: Final = frozenset(
    [
        "=",
        "ADDIN",
        "ADDRESSBLOCK",
        "ADVANCE",
        "ASK",
        "AUTHOR",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "AUTOTEXT",
        "AUTOTEXTLIST",
        "BIBLIOGRAPHY",
        "CITATION",
        "COMMENTS",
        "COMPARE",
        "CREATEDATE",
        "DATE",
        "DISPLAYBARCODE",
        "DOCPROPERTY",
        "DOCVARIABLE",
        "EDITTIME",
        "EQ",
        "FILENAME",
        "FILESIZE",
        "FILLIN",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "FORMTEXT",
        "GOTOBUTTON",
        "GREETINGLINE",
        "HYPERLINK",
        "IF",
        "INDEX",
        "INFO",
        "KEYWORDS",
        "LASTSAVEDBY",
        "LISTNUM",
        "MERGEBARCODE",
        "MERGEFIELD",
        "MERGEREC",
        "MERGESEQ",
        "NEXT",
        "NEXTIF",
        "NOTEREF",
        "NUMCHARS",
        "NUMPAGES",
        "NUMWORDS",
        "PAGE",
        "PAGEREF",
        "QUOTE",
        "REF",
        "REVNUM",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "SET",
        "SHAPE",
        "SKIPIF",
        "STYLEREF",
        "SUBJECT",
        "SYMBOL",
        "TA",
        "TC",
        "TEMPLATE",
        "TIME",
        "TITLE",
        "TOA",
        "TOC",
        "USERADDRESS",
        "USERINITIALS",
        "USERNAME",
        "XE",
    ]
)
"""Fields of a text (ECMA-376 part 1, 17.16.5) that take nothing from elsewhere and run nothing."""
_LOADING_FIELDS: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|MACROBUTTON)\s", re.IGNORECASE
)
_ALSO_LOADING: Final = re.compile(
    r"\s*(?:DATABASE|IMPORT|INCLUDE|LINK|RD|CONTROL|EMBED|HTMLACTIVEX|PRINT)\s", re.IGNORECASE
)
BEGINS_LOADING: Final = re.compile(
    r"\s*(?:LINK|IMPORT|RD|DATABASE|INCLUDE\w*|DDE\w*|MACROBUTTON)\s", re.IGNORECASE
)
"""How a piece of the code of such a field begins."""
_KEYWORD: Final = re.compile(r"\s*(=|[^\s\"\\]*)")
_ARGUMENT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\\[a-z!*@#])|([^\s"]+)', re.IGNORECASE)
_SWITCHES_WITH_WORDS: Final = frozenset({"\\l", "\\o", "\\t", "\\s"})
COMPUTED: Final = "\0"
"""Stands in the code of a field for a field within it: what it gives is not known."""


def loading_field(code: str) -> str | None:
    """The name of a field that takes something from elsewhere, or runs; ``None``: it does neither.

    Args:
        code: of the field; :data:`COMPUTED` where another field stands in it.
    """
    words = code + " "
    if match := _LOADING_FIELDS.search(words) or _ALSO_LOADING.match(words):
        return match[0].strip().upper()
    begins = _KEYWORD.match(code)
    name = begins[1].upper() if begins else ""
    if not name and COMPUTED not in code:
        return None
    if name not in _FIELDS:
        return name.replace(COMPUTED, "{}")[:40]
    if name == "HYPERLINK" and begins and not _leads_plainly(code[begins.end() :]):
        return code.replace(COMPUTED, "{}").strip()[:80]
    return None


def _leads_plainly(arguments: str) -> bool:
    """Whether what a field leads to is a plain link, or a place within the document."""
    if COMPUTED in arguments:
        return False
    of_switch = False
    for quoted, switch, bare in _ARGUMENT.findall(arguments):
        if switch:
            of_switch = switch.lower() in _SWITCHES_WITH_WORDS
        elif of_switch:
            of_switch = False
        elif not is_plain_link((quoted or bare).strip()):
            return False
    return True


_QUOTED: Final = re.compile(r"""\"((?:[^\"]|\"\")*)\"|'((?:[^']|'')*)'""")
_OUTSIDE_NAME: Final = re.compile(r"[\[\]\\/|]")
_OUTSIDE: Final = re.compile(
    r"\||://|\\\\|\[[^\[\]]*\][^\[\]!,;()\s+*/&=<>^:-]*!|\.(?:xl|od|csv)\w*!", re.IGNORECASE
)
_LOADING_FUNCTIONS: Final = re.compile(
    r"(?<![\w.:$])(?:_xl\w+\.)*(WEBSERVICE|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID|EXEC|EXECUTE|RUN|EVALUATE|INITIATE|REQUEST|POKE|FOPEN|SQL\.REQUEST|STOCKHISTORY|FIELDVALUE|DDE"
    r"|PY|COPILOT|TRANSLATE|DETECTLANGUAGE|GOOGLE\w+|IMPORT\w+|CUBE\w+)(?![\w.!:])",
    re.IGNORECASE,
)
"""Functions of spreadsheets that ask another machine or program, called or handed on by name."""
_LINKING: Final = re.compile(r"(?<![\w.])HYPERLINK(?![\w.!])", re.IGNORECASE)
_PLAINLY_LINKING: Final = re.compile(r'(?<![\w.])HYPERLINK\s*\(\s*"#"', re.IGNORECASE)


def loading_formula(formula: str) -> str | None:
    """What in a formula of a spreadsheet asks another machine, program or file; ``None``: nothing does."""
    outside: list[str] = []
    end = 0
    for match in _QUOTED.finditer(formula):
        is_plain = match[1] is not None and is_plain_link(match[1])
        outside += formula[end : match.start()], '"#"' if is_plain else '""'
        end = match.end()
        if match[2] is not None and formula[end : end + 1] in ("!", ":") and _OUTSIDE_NAME.search(match[2]):
            return match[0]
    code = "".join(outside) + formula[end:]
    if function := _LOADING_FUNCTIONS.search(code):
        return function[1].upper()
    if outer := _OUTSIDE.search(code):
        return outer[0]
    if len(_LINKING.findall(code)) > len(_PLAINLY_LINKING.findall(code)):
        return "HYPERLINK"
    return None
