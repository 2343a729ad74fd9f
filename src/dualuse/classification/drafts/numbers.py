"""Numbers with units as Annex I writes them, in English: ``1,5 × 10^6 m``, ``4 K (-269,15 °C)``, ``5 ns``.

What holds figures and is no quantity is covered first, at the same length: codes, CAS numbers, standards, years, formulas
of substances and the names of isotopes. A comma is a decimal comma: the official English text writes no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.classification.sheets.quantities import NotAQuantity, unit_of
from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml

COVERED: Final = "\N{LOWER ONE EIGHTH BLOCK}"
"""Stands for each letter of what is no quantity."""

_SIGNS: Final = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "µ": "μ", "º": "°", "–": "-", "—": "-", "−": "-", "‑": "-",
        "×": "x", "·": "x", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "|": ":", COVERED: " ",
    }
)  # fmt: skip
_STEPS: Final = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"(?<=\d) ?[x*] ?10 ?(?:\^|\*\*) ?(?=[-+]?\d)"), " x 10^"),
    (re.compile(r"(?<![\w.,^])(\d{1,3}(?: \d{3})+)(?!\d)"), lambda match: match[1].replace(" ", "")),
    (re.compile(r"(?<=\d) (?=[%°])"), ""),
    (re.compile(r"° (?=C\b)"), "°"),
    (re.compile(r" (?=[;:,)])"), ""),
)  # fmt: skip
_CODE: Final = r"\d[A-E]\d{3}(?:\.[a-z0-9]+)*\.?"
_LATER_CODES: Final = (
    rf"(?:(?:,| and| or| to|, and|, or) (?:{_CODE}|\.?[a-z]\.(?:\d+\.)?(?:[a-z]\.)?|\d+\.(?=[,; ])))*"
)
_NAMES: Final = "ISO|NIJ|ANSI|ABMA|ASTM|IEC|IEEE|ITU|DIN|EN|ETSI|3GPP|MIL|JIS|BS|NIST|RTCA|ARINC|AISI|AGMA|ABEC|RBEC|OSI|SAE|UN|FAO|WHO"
_NO_QUANTITY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_CODE}{_LATER_CODES}",
        r"\b\d[A-E]\b",
        r"\bCAS(?: (?:No|numbers?)\.?)? [\d\-/, CAS]+",
        r"\b\d{2,7}-\d{2}-\d\b",
        rf"\b(?:{_NAMES})\b[A-Za-z /.-]{{0,14}}(?:\d[\w.:/-]*)(?: ?[:-] ?\d{{4}})?",
        r"\b\d{2,4}/\d{2,4}/(?:EEC|EC|EU)\b|\((?:EU|EC|EEC)\)(?: No)? \d+/\d+",
        r"\b(?:Part|Note|Notes|Category|Categories|Annex|Article|No\.?|Class|Table|Level|Layer|Type|Std|column|Grade"
        r"|Chapter|Group|Tier|type|grade|Class ABEC) ?-?\d+(?:\.\d+)*",
        r"\b(?:in|of|since|edition,?(?: [A-Z]\w+,)?|before|after) (?:19|20)\d\d(?![\d,.]| ?(?:[A-Zμa-z°%]{1,3}\b))",
        r"\b\d+(?:st|nd|rd|th)\b",
        r"\b[A-Za-z]+(?:-[A-Za-z]*)*-?\d+(?:-\d+)*(?!\w* ?x 10)\b|\b[A-Z][A-Za-z]*\d[\w+]*\+?",
        r"\b[A-Za-z]+\+\d+",
        r"(?<![\w.,])\d+(?:[,']+\d+)*'?(?:-(?!\d|\s)|')[\w()',-]*",
        r"(?<![\w.,])\d{1,3}(?:H|Li|He|Ra|Pu|U|Np|B|Si|Ge)\b",
        r"\bPb\([\w/]+\)\S*",
    )
)
NUMBER: Final = r"[-+±]? ?10\^[-+]?\d+|[-+±]? ?\d+(?:[.,]\d+)?(?: x 10\^[-+]?\d+)?"
"""A number, once the text is :func:`plain`; :func:`value` reads it."""
NUMBER_START: Final = r"(?<![\w^.,/:])"
_NUMBER: Final = re.compile(
    r"[±+]? ?(?P<sign>-?) ?(?:(?P<whole>\d+)(?:[.,](?P<part>\d+))?(?: x 10\^(?P<power>[-+]?\d+))?|10\^(?P<only>[-+]?\d+))"
)
_LONG: Final = re.compile(r"10\^[-+]?\d+")
_IGNORED: Final = r"(?:rms|silicon|Si|radians|microradians|milliradians|nm/hr)"
"""What Annex I sets in brackets within a unit, or behind it, in other words."""
_WORDS: Final = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
    if word
}
NUMBER_WORDS: Final = "|".join(_WORDS)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit: ``number`` as a sheet writes it (``1.5e6``), ``unit`` that of sheets, ``written`` of the text."""

    number: str
    unit: str
    written: str

    @property
    def text(self) -> str:
        """Write the number as a threshold of a sheet: ``1.5e6 m``."""
        return f"{self.number} {self.unit}".strip()


def plain(text: str) -> str:
    """The text with one sign for each meaning, powers as ``x 10^6``, thousands without blanks."""
    cleaned = text.translate(_SIGNS)
    for pattern, to in _STEPS:
        cleaned = pattern.sub(to, cleaned)
    return str(cleaned).strip()


def covered(text: str) -> str:
    """A :func:`plain` text in which what holds figures and is no quantity is covered, at the same length."""
    for pattern in _NO_QUANTITY:
        text = pattern.sub(lambda match: re.sub(r"\S", COVERED, match[0]), text)
    return text


def value(written: str) -> str:
    """The number as a sheet writes it: ``1,5 x 10^6`` is ``1.5e6``, ``two`` is ``2``; ``±`` falls away.

    Raises:
        ValueError: no number.
    """
    if written.casefold() in _WORDS:
        return _WORDS[written.casefold()]
    match = _NUMBER.fullmatch(written.strip())
    if _LONG.fullmatch(written.strip()):
        return f"1e{int(written.strip()[3:])}"
    if not match:
        raise ValueError(written)
    if match["only"]:
        return f"{match['sign']}1e{int(match['only'])}"
    part = f".{match['part']}" if match["part"] else ""
    power = f"e{int(match['power'])}" if match["power"] else ""
    return f"{match['sign']}{match['whole']}{part}{power}"


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    data = read_toml(data_file("classification/drafts/units.toml"))
    return data["phrases"], data["atoms"]


def _alternatives(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """A pattern of the units Annex I writes after a number, without groups."""
    phrases, atoms = _tables()
    atom = rf"(?:{_alternatives(atoms)})(?:\^-?\d)?(?![A-Za-zμ°])(?: ?\({_IGNORED}\)| rms)?"
    return rf"(?:(?:{_alternatives(phrases)})(?!\w)|/ ?(?=[hmyKs]){atom}|{atom}(?:(?:/ ?| ?per square root | per (?:square root )?| (?=[hN]\^)){atom})*)"


def unit(written: str) -> str | None:
    """The unit of sheets for one that :func:`unit_pattern` found, or None where pint does not know it."""
    phrases, atoms = _tables()
    if written in phrases:
        return phrases[written]
    text = "1" + written if written.startswith("/") else written
    text = re.sub(rf" ?\({_IGNORED}\)| rms", "", text)
    parts = re.split(r"(/ ?| ?per square root | per square root | per | (?=[hN]\^))", text)
    made = ""
    for joint, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        name, _, power = part.partition("^")
        atom = "1" if name == "1" else atoms.get(name)
        if atom is None:
            return None
        if "*" in atom or "/" in atom:
            atom = f"({atom})" if power or joint else atom
        root = "**0.5" if "square root" in joint else f"**{power}" if power else ""
        made += ("/" if "/" in joint or "per" in joint else "*" if joint else "") + atom + root
    if "" in (atoms.get(part.partition("^")[0]) for part in parts[::2]):
        made = ""  # a level in decibels, whatever it refers to
    made = made.removeprefix("1*")
    try:
        unit_of(made)
    except NotAQuantity:
        return None
    return made


def amount(number: str, written_unit: str) -> Amount | None:
    """The amount, or None where its unit is not known. A unit that is a plain factor (ppb) goes into the number."""
    symbol = unit(written_unit) if written_unit else ""
    if symbol is None:
        return None
    figure = value(number)
    if re.fullmatch(r"1e-?\d+|1", symbol):
        figure = f"{figure}e{symbol[2:] or 0}" if "e" not in figure and symbol != "1" else figure
        symbol = ""
    return Amount(figure, symbol, f"{number} {written_unit}".strip())
