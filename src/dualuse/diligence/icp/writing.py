"""The three files of an attestation: JSON, HTML, PDF, all there or none of them new."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from dualuse.diligence.icp.attestation import canonical, file_stem, verified
from dualuse.diligence.icp.model import Questionnaire
from dualuse.diligence.icp.view import view_of
from dualuse.i18n import N_, Message
from dualuse.inputs.opening import MAXIMUM_BYTES, limited, opened
from dualuse.inputs.problems import InputError, MissingSourceError, input_error, new_problem
from dualuse.inputs.whole_files import errors_of_writing, replace_file
from dualuse.schema.reading.plain_data import json_documents

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


_TEMPLATES: Final = Path(__file__).with_name("templates")


def attestation_html(data: dict[str, Any]) -> bytes:
    """The page, from the attestation's data. Every text is escaped."""
    return _template().render(view=view_of(data)).encode("utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("attestation.html")


def write_attestation(data: dict[str, Any], folder: Path) -> tuple[Path, ...]:
    """Write the files into ``folder``; the JSON comes last.

    Raises:
        InputError: another attestation of this name stands there, or it cannot be written.
    """
    stem = file_stem(data)
    made = {
        f"{stem}.html": attestation_html(data),
        f"{stem}.pdf": attestation_pdf(data),
        f"{stem}.json": canonical(data),
    }
    target = folder / f"{stem}.json"
    with errors_of_writing(folder):
        if target.exists() and target.read_bytes() != made[target.name]:
            raise input_error(
                "icp_stands",
                N_("another attestation stands there, which may have been signed"),
                N_("Give another folder with --out, or move it away"),
                file=str(target),
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            path = folder / name
            if not (path.exists() and path.read_bytes().startswith(content)):  # a signature is appended
                replace_file(path, content)
    return tuple(folder / name for name in made)


def verify_file(path: Path, asked: Questionnaire) -> tuple[Message, ...]:
    """What is wrong with the attestation in ``path``, and with the HTML and PDF beside it if they are there.

    Raises:
        InputError: the file cannot be read or is no JSON.
    """
    with opened(path) as stream:
        content = limited(stream.read(MAXIMUM_BYTES + 1), str(path), MAXIMUM_BYTES)
    documents = list(json_documents(content, str(path)))
    if len(documents) != 1:
        raise input_error(
            "file_empty",
            N_("the file is empty"),
            N_("Write into it what the command reads; its documentation has examples"),
            file=str(path),
        )
    data = documents[0].data
    wrong = verified(data, asked)
    if wrong:
        return wrong
    if canonical(data) != content:
        return (Message("icp_bytes", N_("it says the same, but not in the same bytes")),)
    return tuple(_beside(path, data))


def _beside(path: Path, data: dict[str, Any]) -> list[Message]:
    problems = []
    for suffix, make in ((".html", attestation_html), (".pdf", attestation_pdf)):
        beside = path.with_suffix(suffix)
        if beside.is_file() and not beside.read_bytes().startswith(make(data)):
            problems.append(
                Message(
                    "icp_beside",
                    N_("{file} beside it is another than the one made of it"),
                    {"file": beside.name},
                )
            )
    return problems
