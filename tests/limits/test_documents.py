"""Transactions in YAML, JSON and TOML that would fill the memory or take the day, or ended in a traceback: one clear error each."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.schema.reading.limits import MOST_PROBLEMS
from dualuse.schema.reading.plain_data import read_file
from dualuse.schema.reading.validation import transaction_from
from tests.support.bounded import bounded

DIGITS = "9" * 4301
_YAML = 'items: [{id: "1", entries: []}]\n'
_ITEM = {"id": "1", "entries": ["5A001.f"]}

_CHECK = """
from pathlib import Path
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.plain_data import read_file
from dualuse.schema.reading.validation import transaction_from
try:
    for document in read_file(Path(sys.argv[1])):
        transaction_from(document)
    print("READ")
except InputError as error:
    print(error.problems[0].what.code, len(error.problems))
"""

ATTACKS = {
    "dotted.toml": (".".join(["a"] * 20_000) + " = 1", "too_deep"),
    "quoted.toml": (".".join(['"a b"'] * 10_000) + " = 1", "too_deep"),
    "spaced.toml": (" . ".join(["'a'"] * 10_000) + " = 1", "too_deep"),
    "table.toml": ("[" + ".".join(["a"] * 20_000) + "]", "too_deep"),
    "array.toml": ("x = " + "[" * 20_000, "too_deep"),
    "decimal.toml": (f"reference = {DIGITS}", "toml_malformed"),
    "hex.toml": (f"reference = 0x{'f' * 5000}", "toml_malformed"),
    "octal.toml": (f"reference = 0o{'7' * 6000}", "toml_malformed"),
    "binary.toml": (f"reference = 0b{'1' * 20000}", "toml_malformed"),
    "large.toml": ("a = 1\n" * 200_000, "file_too_large"),
    "documents.yaml": ("---\na\n" * 80_000, "too_many_documents"),
    "empty_documents.yaml": ("---\n" * 120_000, "too_many_documents"),
    "values.yaml": ("- a\n" * 250_000, "file_too_large"),
    "unknown.json": (json.dumps({f"k{number}": 1 for number in range(300_000)}), "file_too_large"),
    "deep.json": ("[" * 100_000, "too_deep"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_would_take_the_memory_is_one_clear_error(tmp_path: Path, name: str) -> None:
    text, code = ATTACKS[name]
    path = tmp_path / name
    path.write_text(text)
    ended = bounded(_CHECK, path, megabytes=900, seconds=60)
    assert ended.stdout.split() == [code, "1"], ended
    assert ended.peak < 300, ended


@pytest.mark.parametrize("number", [DIGITS, f"0x{'f' * 5000}", "1e999999999", "1e-999999999", "-" + DIGITS])
@pytest.mark.parametrize("field", ["quantity", "value", "cn_code", "id", "kind", "cyber_surveillance"])
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_number_of_any_length_in_any_field_is_refused_or_kept(
    tmp_path: Path, field: str, number: str, suffix: str
) -> None:
    path = tmp_path / f"offer{suffix}"
    fields = {"id": '"1"', "entries": "[]", field: number}
    body = ", ".join(f'"{name}": {value}' for name, value in fields.items())
    path.write_text('{"destination": "JP", "items": [{' + body + "}]}")
    with suppress(InputError):
        transaction_from(read_file(path)[0])


def test_of_very_many_faults_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "offer.json"
    path.write_text(json.dumps({"items": [_ITEM], **{f"k{number}": 1 for number in range(20_000)}}))
    started = time.process_time()
    with pytest.raises(InputError) as caught:
        transaction_from(read_file(path)[0])
    assert time.process_time() - started < 5
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert "19900 more values" in caught.value.problems[-1].text()
    path.write_text(json.dumps({"items": [{"id": "1", "entries": [f"5Z{n}" for n in range(20_000)]}]}))
    with pytest.raises(InputError) as caught:
        transaction_from(read_file(path)[0])
    assert len(caught.value.problems) == MOST_PROBLEMS


def test_large_files_that_people_have_are_read(tmp_path: Path) -> None:
    transaction = {"destination": "JP", "items": [{**_ITEM, "id": str(number)} for number in range(500)]}
    path = tmp_path / "offer.json"
    path.write_text(json.dumps([transaction] * 40))
    assert len(read_file(path)) == 40
    yaml = tmp_path / "offers.yaml"
    yaml.write_text("".join(f"---\nreference: Q-{number}\n{_YAML}" for number in range(300)))
    assert len(read_file(yaml)) == 300
    toml = tmp_path / "offer.toml"
    toml.write_text(
        'reference = "a.b.c.d"\nknowledge.wmd = "none"\n' + '[[items]]\nid = "1"\nquantity = 0x10\n' * 300
    )
    assert read_file(toml)[0].data["items"][0]["quantity"] == "16"
