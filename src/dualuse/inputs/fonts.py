"""The fonts of documents on paper: those that packages bring, never those of the machine, so that the same data give the same bytes."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from dualuse.inputs.extras import missing_extra

FAMILIES: Final[dict[str, tuple[str, str]]] = {
    "Noto Sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Devanagari": ("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
    "Noto Sans CJK TC": ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"),
}
"""Family to package and file, in the order in which a character is looked for."""
_CJK: Final = "Noto Sans CJK TC"
"""The one that an installation may lack: no document without its signs needs it."""


def font_files() -> tuple[Path, ...]:
    """The files that are installed, in the order of :data:`FAMILIES`.

    Raises:
        MissingSourceError: a font that every document needs is not installed.
    """
    paths = {family: _file(package, path) for family, (package, path) in FAMILIES.items()}
    for family, path in paths.items():
        if path is None and family != _CJK:
            _refuse(family)
    return tuple(path for path in paths.values() if path is not None)


def require_every_font() -> None:
    """Refuse to go on where a font is missing: a sign that no installed font has would be drawn by its number here, and as itself elsewhere.

    Raises:
        MissingSourceError: a font is not installed.
    """
    if _file(*FAMILIES[_CJK]) is None:
        _refuse(_CJK)


def _refuse(family: str) -> None:
    package = FAMILIES[family][0]
    raise missing_extra(package) or ModuleNotFoundError(package, name=package)


def _file(package: str, path: str) -> Path | None:
    try:
        with as_file(files(package).joinpath(*path.split("/"))) as file:
            return file if file.is_file() else None
    except (ModuleNotFoundError, OSError):
        return None
