"""Signatures on the PDF of a dossier: who, intact, trusted; the JSON inside keeps its bytes. The commands ``render`` and ``sign``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.documents import sign, verify_signature
from dualuse.dossier.rendering import html_of, pdf_of
from dualuse.inputs.problems import InputError, MissingSourceError
from tests.documents.test_pdf import tool
from tests.support.invented_dossiers import long, minimal
from tests.support.invented_keys import write_key

RUN = CliRunner()
SECRET = "a pass phrase with ümlaut"


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An invented person's key as PKCS#12, and her certificate, which she issued herself."""
    pytest.importorskip("pyhanko", reason="NO PYHANKO: signatures were not tested")
    path = tmp_path_factory.mktemp("key") / "anna.p12"
    return path, write_key(path, SECRET)


def test_a_signature_names_the_signer_and_changes_nothing_that_stood_there(
    identity: tuple[Path, bytes], tmp_path: Path
) -> None:
    key, certificate = identity
    pdf = pdf_of(long())
    signed = sign(pdf, key, SECRET, "released by the export office")
    assert signed.startswith(pdf)
    assert b"ETSI.CAdES.detached" in signed
    (signature,) = verify_signature(signed)
    assert (signature.signer, signature.issuer, signature.reason) == (
        "Anna Muster",
        "Anna Muster",
        "released by the export office",
    )
    assert signature.intact
    assert signature.whole
    assert signature.trusted is None, "where no root is named, trust is not known"
    assert verify_signature(signed, (certificate,))[0].trusted is True
    path, attached = tmp_path / "signed.pdf", tmp_path / "attached.json"
    path.write_bytes(signed)
    tool("pdfdetach", "-save", "1", "-o", str(attached), str(path))
    assert attached.read_bytes() == long()


def test_a_changed_byte_is_found(identity: tuple[Path, bytes]) -> None:
    signed = bytearray(sign(pdf_of(minimal()), identity[0], SECRET, ""))
    place = signed.index(b"<pdfaid:part>3") + len(b"<pdfaid:part>")
    signed[place] = ord("2")
    assert not verify_signature(bytes(signed))[0].intact


def test_a_second_signature_stands_beside_the_first(identity: tuple[Path, bytes]) -> None:
    twice = sign(sign(pdf_of(minimal()), identity[0], SECRET, "one"), identity[0], SECRET, "two")
    first, second = verify_signature(twice)
    assert (first.reason, second.reason) == ("one", "two")
    assert first.intact
    assert second.intact
    assert second.whole
    assert not first.whole


def test_a_pdf_without_signature_has_none() -> None:
    pytest.importorskip("pyhanko", reason="NO PYHANKO: signatures were not tested")
    assert verify_signature(pdf_of(minimal())) == ()


def test_bad_keys_and_files_are_one_clear_error(identity: tuple[Path, bytes], tmp_path: Path) -> None:
    pdf = pdf_of(minimal())
    broken = tmp_path / "broken.p12"
    broken.write_bytes(b"no key")
    cases = [
        (pdf, identity[0], "wrong", "key_unreadable"),
        (pdf, identity[0], "", "key_unreadable"),
        (pdf, broken, SECRET, "key_unreadable"),
        (pdf, tmp_path / "absent.p12", SECRET, "file_unreadable"),
        (b"no pdf", identity[0], SECRET, "pdf_unreadable"),
    ]
    for content, key, secret, code in cases:
        with pytest.raises(InputError) as caught:
            sign(content, key, secret, "")
        assert caught.value.problems[0].what.code == code
    with pytest.raises(InputError):
        verify_signature(b"%PDF-1.7 nothing")
    with pytest.raises(InputError):
        verify_signature(pdf, (b"no certificate",))


def test_without_pyhanko_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(MissingSourceError, match=r'pip install "\.\[signature\]"'):
        sign(b"", tmp_path / "x", "", "")
    with pytest.raises(MissingSourceError):
        verify_signature(b"")


def test_render_writes_both_forms_beside_the_json(tmp_path: Path) -> None:
    source = tmp_path / "Q-1.json"
    source.write_bytes(minimal())
    done = RUN.invoke(app, ["dossier", "render", str(source), "--language", "en"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "Q-1.html").read_bytes() == html_of(minimal())
    assert (tmp_path / "Q-1.pdf").read_bytes() == pdf_of(minimal())
    only = RUN.invoke(app, ["dossier", "render", str(source), "--html", str(tmp_path / "only.html")])
    assert only.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Q-1.html",
        "Q-1.json",
        "Q-1.pdf",
        "only.html",
    ]


def test_render_refuses_what_is_no_dossier_and_writes_nothing(tmp_path: Path) -> None:
    source = tmp_path / "x.json"
    source.write_text("{}", encoding="utf-8")
    done = RUN.invoke(app, ["dossier", "render", str(source), "--language", "en"])
    assert done.exit_code == 2
    assert "x.json: this is no assessment in the format" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]
    assert RUN.invoke(app, ["dossier", "render", str(tmp_path / "absent.json")]).exit_code == 2
    source.write_bytes(minimal())
    assert RUN.invoke(app, ["dossier", "render", str(source), "--html", str(source)]).exit_code == 2
    assert source.read_bytes() == minimal()
    absent = tmp_path / "no folder" / "x.pdf"
    assert RUN.invoke(app, ["dossier", "render", str(source), "--pdf", str(absent)]).exit_code == 2


def test_sign_takes_the_pass_phrase_from_the_environment_or_asks(
    identity: tuple[Path, bytes], tmp_path: Path
) -> None:
    pdf, signed = tmp_path / "a.pdf", tmp_path / "signed.pdf"
    pdf.write_bytes(pdf_of(minimal()))
    arguments = [
        "dossier",
        "sign",
        str(pdf),
        "--key",
        str(identity[0]),
        "-o",
        str(signed),
        "--language",
        "en",
    ]
    done = RUN.invoke(app, arguments, env={"DUALUSE_PASSPHRASE": SECRET})
    assert done.exit_code == 0, done.output
    assert "Signed by Anna Muster (Anna Muster)" in done.output
    assert verify_signature(signed.read_bytes())[0].intact
    signed.unlink()
    asked = RUN.invoke(app, arguments, input=SECRET + "\n", env={"DUALUSE_PASSPHRASE": None})
    assert asked.exit_code == 0, asked.output
    assert SECRET not in asked.output
    signed.unlink()
    wrong = RUN.invoke(app, arguments, env={"DUALUSE_PASSPHRASE": "wrong"})
    assert wrong.exit_code == 2
    assert "pass phrase is wrong" in wrong.output
    assert not signed.exists()
    same = RUN.invoke(app, [*arguments[:-4], "-o", str(pdf)], env={"DUALUSE_PASSPHRASE": SECRET})
    assert same.exit_code == 2
    assert pdf.read_bytes() == pdf_of(minimal())
