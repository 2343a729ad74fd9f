"""The attestation of a programme: refused unless complete, the same bytes each time, nothing in it is markup."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.diligence.icp import Attester, Programme, questionnaire
from dualuse.diligence.icp.attestation import attestation, canonical, checksum, file_stem, verified
from dualuse.diligence.icp.model import OVERALL_NAMES, STATUS_NAMES
from dualuse.diligence.icp.result import is_core
from dualuse.diligence.icp.writing import attestation_html, attestation_pdf, write_attestation
from dualuse.inputs.problems import InputError
from dualuse.schema.diligence import Answered, Proof
from tests.diligence.test_icp import ASKED, programme
from tests.support.paths import REPOSITORY

RUN: Final = CliRunner()
EXAMPLE: Final = REPOSITORY / "examples/icp/meridian.yaml"
STEM: Final = "ICP-Meridian-Signals-GmbH-2026-11-20"
HOSTILE: Final = '</script><img src=x onerror=alert(1)> #let x = 1; $ * _ ` <a@b> \\ "& {{ 7*7 }} \\u{41}'


def run(*arguments: str) -> Any:
    return RUN.invoke(app, ["icp", *arguments])


def attest(out: Path, *more: str) -> Any:
    return run(str(EXAMPLE), "--attest", "--for", "global", "--out", str(out), "--language", "en", *more)


def test_the_example_is_complete_for_a_global_authorisation_only() -> None:
    done = run(str(EXAMPLE), "--language", "en")
    assert done.exit_code == 0
    page = " ".join(done.stdout.split())
    assert "Global authorisation (Art. 12(4)): complete" in page
    assert "(Annex II, Section G): not determined" in page
    assert "Diligence for human rights (Art. 5(2)): not complete" in page
    assert "No authority has examined or accepted the programme" in page
    assert "a rule of this program and not of the law" in page


def test_the_answer_as_data() -> None:
    data = json.loads(run(str(EXAMPLE), "--json").stdout)
    assert [purpose["overall"] for purpose in data["purposes"]] == [
        "complete",
        "undetermined",
        "not_complete",
    ]
    assert data["review_by"] == "2027-11-20"
    assert data["verification"] == "recall"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_line_shows_a_sign_that_cannot_be_read(language: str) -> None:
    text = run(str(EXAMPLE), "--language", language).stdout
    assert "??" not in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_same_input_gives_the_same_bytes_and_verifies(tmp_path: Path) -> None:
    folder, other = tmp_path / "one", tmp_path / "a" / "b"
    for out in (folder, other, folder):
        assert attest(out).exit_code == 0, out
    for suffix in ("json", "html", "pdf"):
        assert (folder / f"{STEM}.{suffix}").read_bytes() == (other / f"{STEM}.{suffix}").read_bytes()
    done = run("verify", str(folder / f"{STEM}.json"), "--language", "en")
    assert done.exit_code == 0
    assert "it is the same" in done.stdout
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("language", ["de", "fr"])
def test_other_languages_verify_too(tmp_path: Path, language: str) -> None:
    assert attest(tmp_path, "--language", language).exit_code == 0
    assert run("verify", str(tmp_path / f"{STEM}.json")).exit_code == 0
    assert f'lang="{language}"' in (tmp_path / f"{STEM}.html").read_text(encoding="utf-8")


def test_the_pdf_declares_its_standards_and_carries_the_json(tmp_path: Path) -> None:
    assert attest(tmp_path).exit_code == 0
    content = (tmp_path / f"{STEM}.pdf").read_bytes()
    assert b"<pdfaid:part>3</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert f"{STEM}.json".encode() in content or f"{STEM}.json".encode("utf-16-be") in content


def test_what_is_attested_can_be_read_in_it(tmp_path: Path) -> None:
    assert attest(tmp_path).exit_code == 0
    data = json.loads((tmp_path / f"{STEM}.json").read_bytes())
    assert data["purposes"] == ["global"]
    assert {row["question"].partition(".")[0] for row in data["programme"]["answers"]} == {
        *(f"H0{number}" for number in range(1, 8)),
        "GLOBAL",
    }
    page = (tmp_path / f"{STEM}.html").read_text(encoding="utf-8")
    for word in ("Ada Brandt, managing director", data["checksum"], data["questionnaire"]["checksum"]):
        assert word in page
    proofs = [proof for row in data["programme"]["answers"] for proof in row["proofs"]]
    assert all(proof["checksum"] in page for proof in proofs)
    assert "HR.3" not in page


def test_an_incomplete_programme_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    done = run(str(EXAMPLE), "--attest", "--for", "EU007", "--out", str(tmp_path / "out"), "-l", "en")
    assert done.exit_code == 2
    assert "not complete for EU007: 7 essential questions" in done.stderr
    assert "Begin with EU007.1" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_a_person_of_the_management_it_is_refused(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE.parent / "evidence", tmp_path / "evidence")
    text = re.sub(r"attested_by:\n(  .*\n)+", "", EXAMPLE.read_text(encoding="utf-8"))
    (tmp_path / "icp.yaml").write_text(text, encoding="utf-8")
    done = run(str(tmp_path / "icp.yaml"), "--attest", "--for", "global", "--out", str(tmp_path), "-l", "en")
    assert done.exit_code == 2
    assert "nobody attests it" in done.stderr


def test_another_attestation_is_not_written_over(tmp_path: Path) -> None:
    assert attest(tmp_path).exit_code == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = attest(tmp_path, "--language", "de")
    assert done.exit_code == 2
    assert "andere Bescheinigung" in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / f"{STEM}.pdf").mkdir()
    done = attest(tmp_path)
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(STEM)] == [f"{STEM}.pdf"]


def test_a_signed_pdf_stays_and_verifies(tmp_path: Path) -> None:
    assert attest(tmp_path).exit_code == 0
    pdf = tmp_path / f"{STEM}.pdf"
    signed = pdf.read_bytes() + b"% signature"
    pdf.write_bytes(signed)
    assert attest(tmp_path).exit_code == 0
    assert pdf.read_bytes() == signed
    assert run("verify", str(tmp_path / f"{STEM}.json")).exit_code == 0


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_a_changed_file_beside_it_is_found(tmp_path: Path, suffix: str) -> None:
    assert attest(tmp_path).exit_code == 0
    path = tmp_path / f"{STEM}.{suffix}"
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1))
    done = run("verify", str(tmp_path / f"{STEM}.json"), "--json")
    assert done.exit_code == 1
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == ["icp_beside"]


def _data() -> dict[str, Any]:
    return json.loads(canonical(attestation(programme(), ASKED, ["EU007", "global"], "en")))  # type: ignore[no-any-return]


def _sealed(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "checksum": checksum(data)}


def test_both_purposes_can_be_attested_together() -> None:
    data = _data()
    assert data["purposes"] == ["global", "EU007"]
    assert verified(data, ASKED) == ()


def test_changes_are_found_even_with_a_new_checksum() -> None:
    data = _data()
    assert verified({**data, "language": "de"}, ASKED)[0].code == "icp_checksum"
    result = {**data["result"], "review_by": "2031-01-01"}
    assert verified(_sealed({**data, "result": result}), ASKED)[0].code == "icp_differs"
    assert verified(_sealed({**data, "language": "de"}), ASKED)[0].code == "icp_differs"
    answers = [{**data["programme"]["answers"][0], "answer": "no"}, *data["programme"]["answers"][1:]]
    stated = {**data["programme"], "answers": answers}
    assert verified(_sealed({**data, "programme": stated}), ASKED)[0].code == "icp_not_complete"
    assert verified(_sealed({**data, "purposes": []}), ASKED)[0].code == "icp_not_complete"
    assert verified(_sealed({**data, "purposes": ["human_rights"]}), ASKED)[0].code == "icp_not_complete"
    other = {"version": "0", "checksum": "sha256:0"}
    assert verified(_sealed({**data, "questionnaire": other}), ASKED)[0].code == "icp_version"


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {},
        {"format": "dualuse-icp-1"},
        {"format": "dualuse-icp-1", "purposes": 3, "programme": {}, "language": [], "questionnaire": "x"},
    ],
)
def test_what_is_no_attestation_is_told(broken: Any) -> None:
    sealed = _sealed(broken) if isinstance(broken, dict) else broken
    assert verified(sealed, ASKED)[0].code == "icp_format"


@pytest.mark.parametrize("content", [b"", b"{", b"\x00", b"[1]", b'{"a": 1}{"a": 2}'])
def test_verify_tells_of_a_broken_file_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    done = run("verify", str(path))
    assert done.exit_code in (1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _hostile() -> Programme:
    proof = Proof(document=HOSTILE, place=HOSTILE, quote=HOSTILE)
    link = Proof(link='https://a.example/"onmouseover="alert(1)')
    changed = Answered("H01.1", "yes", HOSTILE, proofs=(proof, link), person=HOSTILE)
    plain = programme(changed)
    return Programme(
        exporter=HOSTILE,
        country="DE",
        date=plain.date,
        person=HOSTILE,
        answers=plain.answers,
        attested_by=Attester(HOSTILE, HOSTILE, "2026-11-24"),
    )


def test_what_people_write_is_never_markup() -> None:
    data = attestation(_hostile(), ASKED, ["global"], "en")
    tags = _Tags()
    tags.feed(attestation_html(data).decode())
    names = {tag for tag, _ in tags.found}
    assert not names & {"script", "img", "iframe", "object"}
    assert not any(name.startswith("on") for _, attributes in tags.found for name in attributes)
    assert "{{ 7*7 }}" in attestation_html(data).decode()
    assert attestation_pdf(data).startswith(b"%PDF-")
    assert re.fullmatch(r"ICP-[A-Za-z0-9-]+-2026-11-20", file_stem(data))


def test_the_page_loads_nothing() -> None:
    tags = _Tags()
    tags.feed(attestation_html(_data()).decode())
    assert not any("src" in attributes or tag == "link" for tag, attributes in tags.found)
    assert [attributes.get("lang") for tag, attributes in tags.found if tag == "html"] == ["en"]


@pytest.mark.parametrize(
    "name", ["Ελληνική Α.Ε.", "Шахта ООД", "شركة المراقبة", "株式会社メリディアン", "บริษัท"]
)
def test_names_of_other_scripts_can_be_printed(name: str) -> None:
    plain = programme()
    own = Programme(
        exporter=name,
        country="DE",
        date=plain.date,
        person=name,
        answers=plain.answers,
        attested_by=Attester(name, name, "2026-11-24"),
    )
    data = attestation(own, ASKED, ["global"], "en")
    assert attestation_pdf(data).startswith(b"%PDF-")
    assert file_stem(data).isascii()


def test_a_character_that_no_font_has_is_one_clear_error(tmp_path: Path) -> None:
    plain = programme()
    own = Programme(
        exporter="𓂀",
        country="DE",
        date=plain.date,
        person="J",
        answers=plain.answers,
        attested_by=Attester("A", "B", "2026-11-24"),
    )
    with pytest.raises(InputError, match="the PDF cannot be made"):
        write_attestation(attestation(own, ASKED, ["global"], "en"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = attest(tmp_path / "file")
    assert done.exit_code == 2
    assert done.stderr.startswith("dualuse: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.yaml", "b.yaml"),
        ("--template", "a.yaml"),
        ("a.yaml", "--attest"),
        ("a.yaml", "--attest", "--for", "global"),
        ("a.yaml", "--attest", "--for", "human_rights", "--out", "x"),
        ("a.yaml", "--for", "global"),
        ("a.yaml", "-o", "b.yaml"),
        ("verify", "a.json", "--attest", "--for", "global", "--out", "x"),
        ("no-such-file.yaml",),
        ("verify", "no-such-file.json"),
        ("--template", "-o", "x.docx"),
        ("a.yaml", "--language", "xx"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("dualuse: ")
    assert done.stderr.count("\n") == 1


def test_the_template_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert run("--template", "-o", str(path)).exit_code == 0
    assert all(
        f"question: {question}\n" in path.read_text(encoding="utf-8")
        for question in questionnaire().questions()
    )
    assert run("--template", "-o", str(path)).exit_code == 2
    assert run("--template").stdout == path.read_text(encoding="utf-8")


def test_the_page_of_the_manual_names_every_element_status_and_option() -> None:
    page = (REPOSITORY / "docs/icp.md").read_text(encoding="utf-8")
    assert "icp.md" in (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    for group in ASKED.groups:
        assert group.id in page
        assert group.title in page or not is_core(group.id)
    for word in (
        *STATUS_NAMES,
        *OVERALL_NAMES,
        "--template",
        "--attest",
        "--for",
        "--out",
        "--json",
        "verify",
    ):
        assert word in page


def test_a_link_that_is_none_is_never_clickable() -> None:
    plain = programme(Answered("H01.1", "yes", proofs=(Proof(link="javascript:alert(1)"),), person="J"))
    page = attestation_html(attestation(plain, ASKED, ["global"], "en")).decode()
    assert 'href="javascript' not in page
    assert "javascript:alert(1)" in page
