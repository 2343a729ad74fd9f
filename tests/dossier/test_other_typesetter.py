"""A PDF that another release of the typesetter made is not called forged, nor the same, and whoever changes one gains nothing by naming another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.documents.pdf_origin import is_attached_alone, typesetter_named
from dualuse.dossier.rendering import html_of, pdf_of
from tests.dossier.test_authenticated import CONTENT, FORGED

PDF = pdf_of(CONTENT)
HERE = typesetter_named(PDF)
OTHER = "Typst 0.14.9"


def _by(other: str, pdf: bytes = PDF) -> bytes:
    return pdf.replace(HERE.encode(), other.encode())


def _verified(
    tmp_path: Path, pdf: bytes, html: bytes | None = None, name: str = "dossier.pdf"
) -> tuple[int, dict[str, object], str]:
    file = tmp_path / "dossier.json"
    file.write_bytes(CONTENT)
    (tmp_path / name).write_bytes(pdf)
    if html is not None:
        file.with_suffix(".html").write_bytes(html)
    run = CliRunner()
    done = run.invoke(app, ["dossier", "verify", str(file), "--language", "en", "--json"])
    text = run.invoke(app, ["dossier", "verify", str(file), "--language", "en"])
    assert text.exit_code == done.exit_code
    return done.exit_code, json.loads(done.stdout), text.stdout


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DUALUSE_WORKSPACE", raising=False)


def test_it_is_neither_forged_nor_verified(tmp_path: Path) -> None:
    code, data, text = _verified(tmp_path, _by(OTHER), html_of(CONTENT))
    assert (code, data["evidence"]) == (1, "other_typesetter")
    assert (data["parts"]["html"], data["parts"]["pdf"]) == ("same", "other_typesetter")  # type: ignore[index]
    assert (data["typesetter"], data["typesetter_here"]) == (OTHER, HERE)
    assert f"says that {OTHER} made it, and here it is {HERE}" in text
    assert "does not hold" not in text
    assert "DIFFERS" not in text


CHANGED = {
    "changed by the typesetter of here": PDF.replace(b"/Lang(en)", b"/Lang(fr)"),
    "no typesetter named": PDF.replace(b"/Creator(", b"/Xreator("),
    "two typesetters named": _by(OTHER) + b"/Creator(Typst 0.1)",
    "another JSON attached": _by(OTHER, pdf_of(FORGED)),
    "two files attached": _by(OTHER) + PDF,
    "nothing attached": _by(OTHER).replace(b"/EmbeddedFile", b"/EmbeddedNone"),
    "no PDF": b"/Creator(" + OTHER.encode() + b")",
}


@pytest.mark.parametrize("pdf", CHANGED.values(), ids=CHANGED)
def test_a_changed_one_does_not_hold(tmp_path: Path, pdf: bytes) -> None:
    code, data, _ = _verified(tmp_path, pdf, html_of(CONTENT))
    assert (code, data["evidence"]) == (1, "does_not_hold")
    assert "typesetter" not in data


def test_pages_that_were_changed_are_never_the_same_whoever_is_named(tmp_path: Path) -> None:
    pages = PDF.replace(b"/MediaBox", b"/CropBox0")
    assert pages != PDF
    for pdf in (pages, _by(OTHER, pages)):
        code, data, _ = _verified(tmp_path, pdf)
        assert code == 1
        assert data["parts"]["pdf"] != "same"  # type: ignore[index]


def test_with_a_changed_html_beside_it_it_does_not_hold(tmp_path: Path) -> None:
    code, data, _ = _verified(tmp_path, _by(OTHER), html_of(FORGED))
    assert (code, data["evidence"]) == (1, "does_not_hold")


def test_what_is_attached_is_unpacked_no_further_than_it_may_be() -> None:
    assert is_attached_alone(PDF, CONTENT)
    assert not is_attached_alone(PDF, CONTENT[:-1])
    assert not is_attached_alone(PDF, CONTENT + b" ")
    assert not is_attached_alone(PDF.replace(b"/EmbeddedFile/Filter/FlateDecode", b"/EmbeddedFile"), CONTENT)
