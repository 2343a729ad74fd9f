"""CSV of programs that write Windows-1252: read where that is stated, and no wrong word for it goes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.inputs.problems import InputError
from tests.support.bulk_runs import TODAY, records

HEADER = "reference,parties.end_user.name,items.entries,destination,customer\n"
ROW = "R-1,Müller & Söhne €,3A001.a.3,CH,Größe\n"


def run(folder: Path, content: bytes, encoding: str = "") -> Path:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_bytes(content)
    bulk(source, target, options=Options(TODAY, reasons=False), encoding=encoding)
    return target


def problem(folder: Path, content: bytes, encoding: str = "") -> tuple[str, int | None, str]:
    with pytest.raises(InputError) as caught:
        run(folder, content, encoding)
    assert not (folder / "out.csv").exists()
    (only,) = caught.value.problems
    return only.what.code, only.line, only.text("en")


@pytest.mark.parametrize("name", ["windows-1252", "cp1252", "Windows-1252"])
def test_what_is_stated_is_read_and_written_as_utf8(tmp_path: Path, name: str) -> None:
    target = run(tmp_path, (HEADER + ROW).encode("cp1252"), name)
    (row,) = records(target)
    assert (row["parties.end_user.name"], row["customer"]) == ("Müller & Söhne €", "Größe")


def test_unstated_every_such_line_is_refused_with_the_remedy(tmp_path: Path) -> None:
    run(tmp_path, (HEADER + ROW + "R-2,Plain,3A001.a.3,CH,x\n").encode("cp1252"))
    (row,) = records(tmp_path / "out.csv")
    assert row["reference"] == "R-2"
    (bad,) = records(tmp_path / "out.bad.csv")
    assert "--encoding windows-1252" in bad["dualuse_problem"]


def test_a_header_of_it_is_refused_with_the_remedy(tmp_path: Path) -> None:
    code, line, text = problem(tmp_path, ("Größe," + HEADER + "L," + ROW).encode("cp1252"))
    assert (code, line) == ("file_encoding", 1)
    assert "--encoding windows-1252" in text


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_is_no_sign_says_its_line(tmp_path: Path, byte: int) -> None:
    content = (HEADER + ROW * 3).encode("cp1252") + b"R-4,M\x81,3A001.a.3,CH,x\n".replace(
        b"\x81", bytes([byte])
    )
    code, line, text = problem(tmp_path, content, "windows-1252")
    assert (code, line) == ("file_encoding", 5)
    assert f"0x{byte:02X}" in text


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + ROW).encode("utf-8"),
        (HEADER + "R-0,Plain,3A001.a.3,CH,x\n" * 5000 + ROW).encode("utf-8"),
        (HEADER + ROW).encode("utf-8-sig"),
        (HEADER + ROW).encode("utf-16"),
    ],
)
def test_what_is_utf8_is_not_read_as_something_else(tmp_path: Path, content: bytes) -> None:
    code, _, text = problem(tmp_path, content, "windows-1252")
    assert code == "file_encoding"
    assert "Leave --encoding out" in text


def test_ascii_is_the_same_in_both(tmp_path: Path) -> None:
    content = (HEADER + "R-2,Plain,3A001.a.3,CH,x\n").encode()
    assert run(tmp_path, content).read_bytes() == run(tmp_path, content, "windows-1252").read_bytes()


def test_other_encodings_and_other_files_are_refused(tmp_path: Path) -> None:
    assert problem(tmp_path, HEADER.encode(), "koi8-r")[0] == "encoding_unknown"
    source = tmp_path / "in.parquet"
    source.write_bytes(b"PAR1")
    with pytest.raises(InputError) as caught:
        bulk(source, tmp_path / "out.csv", options=Options(TODAY), encoding="windows-1252")
    assert caught.value.problems[0].what.code == "encoding_of_csv"
