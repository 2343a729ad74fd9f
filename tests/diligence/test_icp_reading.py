"""The file of a programme is read strictly: each fault in one clear sentence with its place."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from dualuse.diligence.icp import examined, programme_from, questionnaire, read_programme
from dualuse.diligence.icp.questionnaire import blank_file
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.plain_data import parse

TODAY: Final = date(2026, 11, 26)
GOOD: Final = """exporter: {name: Meridian Signals GmbH, country: DE}
date: 2026-11-20
person: J. Feld
answers:
  - question: H01.1
    answer: yes
    evidence: [{file: policy.pdf, page: 3, quote: "first", seen: 2026-11-19}]
"""


def read(tmp_path: Path, text: str | bytes, name: str = "icp.yaml") -> None:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    read_programme(str(path), questionnaire(), TODAY)


FAULTS: Final = {
    "an unknown question": (GOOD.replace("H01.1", "H01.10"), "there is no question H01.10", ":5: "),
    "a suggestion": (GOOD.replace("H01.1", "HO1.1"), "Perhaps H01.1 is meant", ":5: "),
    "a question twice": (GOOD + "  - question: H01.1\n    answer: no\n", "H01.1 is answered twice", ":8: "),
    "no person": (GOOD.replace("person: J. Feld\n", ""), "person: the field is missing", ""),
    "an empty person": (GOOD.replace("J. Feld", '" "'), "the text is empty", ":3: "),
    "no exporter": (GOOD.partition("\n")[2], "exporter: the field is missing", ""),
    "an empty exporter": (
        GOOD.replace("{name: Meridian Signals GmbH, country: DE}", "{}"),
        "exporter.name: the field is missing",
        ":1: ",
    ),
    "no country": (GOOD.replace(", country: DE", ""), "exporter.country: the field is missing", ""),
    "a bad country": (
        GOOD.replace("country: DE", "country: Germany"),
        "Germany is no country. Perhaps DE is meant",
        "",
    ),
    "a future day": (
        GOOD.replace("date: 2026-11-20", "date: 2026-11-27"),
        "2026-11-27 is in the future",
        ":2: ",
    ),
    "a bad day": (GOOD.replace("date: 2026-11-20", "date: 20.11.2026"), "20.11.2026 is not a date", ":2: "),
    "evidence seen tomorrow": (
        GOOD.replace("2026-11-19", "2026-12-19"),
        "2026-12-19 is in the future",
        ":7: ",
    ),
    "an unknown answer": (GOOD.replace("answer: yes", "answer: maybe"), "maybe is not known here", ":6: "),
    "true": (GOOD.replace("answer: yes", "answer: true"), "Use one of: yes, no, unknown", ":6: "),
    "no answer": (GOOD.replace("    answer: yes\n", ""), "answers[0].answer: the field is missing", ""),
    "an unknown field": (GOOD.replace("answer: yes", "anwser: yes"), "Perhaps answer is meant", ""),
    "no answers": (GOOD.partition("answers:")[0] + "answers: []\n", "there are no answers", ""),
    "an answer that is a text": (GOOD.partition("  - ")[0] + "  - H01.1\n", "not a group of fields", ":5: "),
    "a file and a link": (
        GOOD.replace("file: policy.pdf", "file: policy.pdf, link: https://a.example"),
        "neither a file nor a link, or both",
        ":7: ",
    ),
    "neither": (GOOD.replace("file: policy.pdf, ", ""), "neither a file nor a link", ":7: "),
    "a script as link": (
        GOOD.replace("file: policy.pdf", 'link: "javascript:alert(1)"'),
        "javascript:alert(1) is no address",
        "",
    ),
    "a file of this machine": (GOOD.replace("policy.pdf", "/etc/passwd"), "holds only on this machine", ""),
    "evidence that is a text": (
        GOOD.partition("    evidence")[0] + "    evidence: policy.pdf\n",
        "not a list",
        ":7: ",
    ),
    "an override of direction": (GOOD.replace("J. Feld", '"J.\\u202eFeld"'), "control characters", ":3: "),
    "a long name": (GOOD.replace("J. Feld", "J" * 301), "too long", ":3: "),
    "an attester without function": (
        GOOD + "attested_by: {name: A, date: 2026-11-21}\n",
        "attested_by.function: the field is missing",
        "",
    ),
    "an attestation before its day": (
        GOOD + "attested_by: {name: A, function: B, date: 2026-11-19}\n",
        "older than what it attests",
        "",
    ),
    "two programmes": (GOOD + "---\n" + GOOD, "the file holds 2 programmes", ""),
    "an empty file": ("", "the file is empty", ""),
    "a list": ("- 1\n", "not a group of fields", ""),
    "binary": (b"\x00\x01\x02", "binary data", ""),
    "another encoding": ("name: Müller".encode("latin-1"), "not UTF-8", ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_place(fault: str, tmp_path: Path) -> None:
    text, sentence, place = FAULTS[fault]
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    output = str(caught.value)
    assert sentence in output
    assert place in output
    assert all(line.startswith(str(tmp_path / "icp.yaml")) for line in output.splitlines())


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, GOOD.replace("answer: yes", "answer: maybe").replace("2026-11-20", "2026-12-20"))
    assert len(caught.value.problems) == 2


def test_a_missing_file_and_another_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_programme(str(tmp_path / "no.yaml"), questionnaire(), TODAY)
    with pytest.raises(InputError, match="format"):
        read(tmp_path, GOOD, "icp.docx")


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (
            ".json",
            '{"exporter": {"name": "M", "country": "de"}, "date": "2026-11-20", "person": "J", "answers":'
            ' [{"question": "H01.1", "answer": "no", "evidence": [{"file": "a.pdf", "page": 3}]}]}',
        ),
        (
            ".toml",
            'date = 2026-11-20\nperson = "J"\n[exporter]\nname = "M"\ncountry = "DE"\n[[answers]]\n'
            'question = "H01.1"\nanswer = "no"\n[[answers.evidence]]\nfile = "a.pdf"\npage = 3\n',
        ),
    ],
)
def test_json_and_toml_say_the_same(suffix: str, text: str) -> None:
    (document,) = parse(text.encode(), "icp", suffix)
    programme = programme_from(document, questionnaire(), TODAY)
    assert (programme.exporter, programme.country, programme.date, programme.person) == (
        "M",
        "DE",
        "2026-11-20",
        "J",
    )
    assert programme.answers[0].answer == "no"
    assert programme.answers[0].proofs[0].place == "3"


def test_evidence_at_hand_has_a_checksum_and_other_evidence_is_told(tmp_path: Path) -> None:
    (tmp_path / "policy.pdf").write_bytes(b"policy")
    path = tmp_path / "icp.yaml"
    path.write_text(GOOD, encoding="utf-8")
    programme = read_programme(str(path), questionnaire(), TODAY)
    assert programme.answers[0].proofs[0].checksum == hashlib.sha256(b"policy").hexdigest()
    assert examined(programme, questionnaire()).warnings == ()
    (tmp_path / "policy.pdf").unlink()
    (warning,) = examined(read_programme(str(path), questionnaire(), TODAY), questionnaire()).warnings
    assert warning.code == "evidence_absent"
    assert "policy.pdf" in warning.text


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_blank_file_can_be_filled_in_and_says_nothing_before(language: str) -> None:
    text = blank_file(questionnaire(), language)
    assert all(line.startswith("#") or len(line) < 111 for line in text.splitlines())
    filled = text.replace('name: ""', "name: M", 1).replace('country: ""', "country: DE", 1)
    filled = filled.replace('date: ""', "date: 2026-11-20", 1).replace('person: ""', "person: J", 1)
    (document,) = parse(filled.encode(), "icp", ".yaml")
    examined_programme = examined(programme_from(document, questionnaire(), TODAY), questionnaire())
    assert {purpose.overall for purpose in examined_programme.purposes} == {"undetermined"}
    assert {element.status for element in examined_programme.elements} == {"unknown"}
