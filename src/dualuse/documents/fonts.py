"""The fonts of a PDF: where they are installed, and which characters they have, read from their own tables.

No font of the machine is used: the same dossier is to give the same bytes everywhere.
"""

from __future__ import annotations

import bisect
import struct
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problems import MissingSourceError, new_problem

FAMILIES: Final[dict[str, tuple[str, str]]] = {
    "Noto Sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Devanagari": ("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
    "Noto Sans CJK TC": ("cvttf_NotoSansCJK_Regular", "NotoSansCJKtc-Regular.otf"),
}
"""Family to package and file, in the order in which a character is looked for."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of a font: ranges of code points, both ends in."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, sign: str) -> bool:
        place = bisect.bisect_right(self.firsts, ord(sign)) - 1
        return place >= 0 and ord(sign) <= self.lasts[place]


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """The files, in the order of :data:`FAMILIES`.

    Raises:
        MissingSourceError: a font is not installed.
    """
    return tuple(_file(package, path) for package, path in FAMILIES.values())


def _file(package: str, path: str) -> Path:
    try:
        resource = files(package).joinpath(*path.split("/"))
        with as_file(resource) as file:
            if file.is_file():
                return file
    except (ModuleNotFoundError, OSError):
        pass
    raise MissingSourceError(
        [
            new_problem(
                "font_missing",
                N_("the font {font} is not installed"),
                N_("Install the package again: the fonts come with it"),
                font=path.split("/")[-1],
            )
        ]
    )


@lru_cache(maxsize=1)
def coverages() -> tuple[Coverage, ...]:
    """What each font covers."""
    return tuple(_coverage(path.read_bytes()) for path in font_files())


def covered(cluster: str) -> bool:
    """Whether one font has the character and all marks that stand on it."""
    return any(all(sign in font for sign in cluster) for font in coverages())


def _coverage(font: bytes) -> Coverage:
    """The ranges of the table ``cmap`` (ISO/IEC 14496-22): of form 12 where it has one, else of form 4."""
    start = _table(font, b"cmap")
    forms: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            forms.setdefault(struct.unpack_from(">H", font, start + offset)[0], start + offset)
    ranges = _form_12(font, forms[12]) if 12 in forms else _form_4(font, forms[4])
    ranges.sort()
    return Coverage(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _table(font: bytes, tag: bytes) -> int:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag_, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag_ == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _form_12(font: bytes, start: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">L", font, start + 12)[0]
    groups = (struct.unpack_from(">LLL", font, start + 16 + 12 * number) for number in range(count))
    return [(first, last) for first, last, glyph in groups if glyph or last > first]


def _form_4(font: bytes, start: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    lasts = struct.unpack_from(f">{count}H", font, start + 14)
    firsts = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 4 * count)
    offsets_at = start + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    ranges = []
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for sign in range(first, last + 1) if first != 0xFFFF else ():
            glyph = sign
            if offsets[number]:
                at = offsets_at + 2 * number + offsets[number] + 2 * (sign - first)
                glyph = struct.unpack_from(">H", font, at)[0]
            if glyph and (glyph + deltas[number]) & 0xFFFF:
                ranges.append((sign, sign))
    return ranges
