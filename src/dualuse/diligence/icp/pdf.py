"""The attestation as PDF/A-3a and PDF/UA-1, with its JSON attached.

The template is data for typst; what people wrote reaches it as JSON, never as markup.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from dualuse.diligence.icp.attestation import canonical, file_stem
from dualuse.diligence.icp.view import view_of
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, MissingSourceError, input_error, new_problem

_TEMPLATE: Final = Path(__file__).with_name("templates") / "attestation.typ"
_FONTS: Final = {
    "Noto Sans": ("fontpkg_noto_sans", "files"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "files"),
    "Noto Sans Devanagari": ("fontpkg_noto_sans_devanagari", "files"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "files"),
    "Noto Sans CJK TC": ("cvttf_NotoSansCJK_Regular", ""),
}
"""Family to package and folder, in the order in which a character is looked for."""


def font_paths() -> list[str]:
    """The folders of the fonts; no font of the machine is used, so that the same data gives the same bytes everywhere.

    Raises:
        MissingSourceError: a font is not installed.
    """
    return [_folder(package, folder) for package, folder in _FONTS.values()]


def _folder(package: str, folder: str) -> str:
    try:
        path = Path(str(files(package))) / folder
    except ModuleNotFoundError:
        path = None
    if path is None or not path.is_dir():
        raise MissingSourceError(
            [
                new_problem(
                    "font_missing",
                    N_("the font {font} is not installed"),
                    N_("Install the package again: the fonts come with it"),
                    font=package,
                )
            ]
        )
    return str(path)


def attestation_pdf(data: dict[str, Any]) -> bytes:
    """The document, from the attestation's data; its day is that of the attestation.

    Raises:
        InputError: a text holds a character that no font has.
        MissingSourceError: a font is not installed.
    """
    import typst

    day = date.fromisoformat(data["programme"]["attested_by"]["date"])
    view = {
        **view_of(data),
        "fonts": list(_FONTS),
        "attachment": f"{file_stem(data)}.json",
        "day": [day.year, day.month, day.day],
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "attestation.typ").write_bytes(_TEMPLATE.read_bytes())
        (root / "view.json").write_text(json.dumps(view, ensure_ascii=False), encoding="utf-8")
        (root / "attestation.json").write_bytes(canonical(data))
        try:
            made = typst.compile(
                str(root / "attestation.typ"),
                root=str(root),
                font_paths=font_paths(),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["a-3a", "ua-1"],
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise _unprintable(error.message) from None
    assert isinstance(made, bytes)
    return made


def _unprintable(reason: str) -> InputError:
    line = reason.splitlines()[0][:200] if reason else ""
    return input_error(
        "icp_pdf",
        N_("the PDF cannot be made ({reason})"),
        N_("Write names and texts with characters that the fonts have"),
        reason=line,
    )
