"""Files made to hurt: very deep, very wide, very long, in other encodings, or pointing elsewhere. Each is refused or read right."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.bundle import add_bundle, write_bundle
from dualuse.sources.lists.reading import FORMATS
from dualuse.sources.lists.store import ListStore
from tests.sources.test_lists_broken import parties_or_error
from tests.support.invented_lists import follow_the_money
from tests.support.paths import REPOSITORY
from tests.support.real_lists import read, written
from tests.support.sample_lists import SAMPLES

XML = sorted(name for name, text in SAMPLES.items() if text.lstrip().startswith("<"))
TABLES = sorted(name for name in SAMPLES if name not in XML and name != "follow_the_money")


def test_every_format_has_a_sample_to_be_hurt() -> None:
    starts = {known.name for known in FORMATS}
    assert {
        name.removesuffix("_amendment").removesuffix("_csv").removesuffix("_xml") for name in SAMPLES
    } == starts


def _root_end(text: str) -> int:
    return text.index(">", text.index("<", text.index("?>") + 2))


def _nested_at_the_end(text: str) -> str:
    at = text.rindex("</")
    return text[:at] + "<a>" * 100_000 + "</a>" * 100_000 + text[at:]


def _nested_at_the_beginning(text: str) -> str:
    at = _root_end(text) + 1
    return text[:at] + "<a>" * 100_000 + "</a>" * 100_000 + text[at:]


def _huge_attribute(text: str) -> str:
    at = _root_end(text)
    return text[:at] + f' x="{"y" * 10_000_000}"' + text[at:]


def _many_attributes(text: str) -> str:
    at = _root_end(text)
    return text[:at] + "".join(f' x{number}="1"' for number in range(50_000)) + text[at:]


def _huge_text(text: str) -> str:
    at = text.rindex("</")
    return text[:at] + "z" * 20_000_000 + text[at:]


def _included(text: str) -> str:
    at = text.rindex("</")
    elsewhere = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'
    return text[:at] + '<?xml-stylesheet href="file:///etc/hostname"?>' + elsewhere + text[at:]


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize(
    "change",
    [_nested_at_the_end, _nested_at_the_beginning, _huge_attribute, _many_attributes, _huge_text, _included],
)
def test_xml_that_is_too_much_is_refused_or_read_right(
    tmp_path: Path, name: str, change: Callable[[str], str]
) -> None:
    whole = read(written(tmp_path, "whole", SAMPLES[name]))[1]
    started = time.process_time()
    assert parties_or_error(written(tmp_path, "file", change(SAMPLES[name]))) in (None, whole)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize(
    "value", ["&#0;", "&#xD800;", "&#xFFFFFFFF;", "\0", "&undefined;", "]]>", "<!DOCTYPE a>"]
)
def test_characters_that_are_none_are_refused(tmp_path: Path, name: str, value: str) -> None:
    at = SAMPLES[name].rindex("</")
    text = SAMPLES[name][:at] + value + SAMPLES[name][at:]
    assert parties_or_error(written(tmp_path, "file", text)) is None


@pytest.mark.parametrize("name", XML)
def test_what_stands_behind_the_end_is_refused(tmp_path: Path, name: str) -> None:
    for behind in ("garbage", SAMPLES[name], "<a/>"):
        assert parties_or_error(written(tmp_path, "file", SAMPLES[name] + behind)) is None


@pytest.mark.parametrize("name", XML)
def test_another_encoding_is_refused_or_read_right(tmp_path: Path, name: str) -> None:
    whole = read(written(tmp_path, "whole", SAMPLES[name]))[1]
    for encoding in ("utf-16", "utf-7", "utf-32", "idna", "nonsense"):
        text = SAMPLES[name].replace("utf-8", encoding).replace("UTF-8", encoding)
        content = text.encode(encoding) if encoding.startswith(("utf-16", "utf-32")) else text.encode()
        assert parties_or_error(written(tmp_path, "file", content)) in (None, whole)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("value", ["z" * 5_000_000, "\0", '"', 'a"b', "\r"])
def test_a_cell_that_is_none_is_refused_or_read_right(tmp_path: Path, name: str, value: str) -> None:
    text = SAMPLES[name].replace("Iran", value).replace("1962", value)
    parties_or_error(written(tmp_path, "file", text))


_GOOD = SAMPLES["follow_the_money"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            '{"id": "x", "schema": "Person", "properties": {"name": ' + "[" * 100_000 + "]" * 100_000 + "}}",
            "decoded",
        ),
        (
            '{"id": "x", "schema": "Person", "properties": {"name": ["A"], "birthDate": ['
            + "9" * 5000
            + "]}}",
            "value",
        ),
        (
            '{"id": "x", "schema": "Person", "properties": {"name": ["A"], "name": ["B"]}}',
            "name stands twice",
        ),
        ('{"id": "x", "id": "y", "schema": "Person", "properties": {"name": ["A"]}}', "id stands twice"),
        (
            '{"id": "x", "schema": "Person", "properties": {"name": ["' + "A" * (1 << 24) + '"]}}',
            "longer than any entity",
        ),
    ],
    ids=["deep", "number", "name", "id", "long"],
)
def test_an_entity_that_is_none_is_refused_with_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read(written(tmp_path, "file", _GOOD + line + "\n"))


# Zip files


def _bundle(tmp_path: Path) -> Path:
    store = ListStore(tmp_path / "from")
    store.add(follow_the_money(tmp_path / "a.json", range(30)), edition="2026-01-02")
    write_bundle(store, tmp_path / "lists.zip")
    return tmp_path / "lists.zip"


def test_a_bundle_that_says_less_than_it_unpacks_to_is_refused(tmp_path: Path) -> None:
    """A member whose head says few bytes and which holds very many is read no further than it says."""
    whole = _bundle(tmp_path)
    with zipfile.ZipFile(whole) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    entries = next(name for name in members if name.endswith("parties.jsonl"))
    size = len(members[entries])
    members[entries] += b"0" * 50_000_000
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    raw = bomb.read_bytes().replace((size + 50_000_000).to_bytes(4, "little"), size.to_bytes(4, "little"))
    bomb.write_bytes(raw)
    store = ListStore(tmp_path / "to")
    with pytest.raises(InputError, match=r"damaged or was cut|not the one that its checksum says"):
        add_bundle(store, bomb)
    assert store.editions() == ()


def test_a_bundle_with_an_entry_without_end_is_refused(tmp_path: Path) -> None:
    whole = _bundle(tmp_path)
    with zipfile.ZipFile(whole) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    entries = next(name for name in members if name.endswith("parties.jsonl"))
    members[entries] = b"[" * 60_000_000
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    started = time.process_time()
    with pytest.raises(InputError, match="damaged or was cut"):
        add_bundle(ListStore(tmp_path / "to"), whole)
    assert time.process_time() - started < 10


def test_a_tar_archive_is_no_list(tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(tmp_path / "lists.tar", "w") as archive:
        archive.add(_bundle(tmp_path), "../../lists.zip")
    with pytest.raises(InputError, match="no list of a known format"):
        ListStore(tmp_path / "to").add(tmp_path / "lists.tar")


# A disk that is full in the middle of a write

_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from dualuse.cli import main
sys.argv = ["dualuse", *sys.argv[2:]]
main()
"""


@pytest.mark.skipif(
    not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit to the size of files on this system"
)
@pytest.mark.parametrize("room", [0, 500, 20_000])
def test_a_disk_that_fills_up_is_one_error_and_leaves_what_was_there(tmp_path: Path, room: int) -> None:
    home = tmp_path / "home"
    ListStore(home).add(follow_the_money(tmp_path / "a.json", range(30)), edition="2026-01-02")
    before = ListStore(home).editions()
    names = {number: f"Quillon {json.dumps(hash(str(number)))} Works {number}" for number in range(3000)}
    follow_the_money(tmp_path / "b.json", range(3000), names=names)
    environment = {
        "PYTHONPATH": f"{REPOSITORY / 'src'}",
        "DUALUSE_HOME": str(home),
        "PATH": "",
        "LANG": "C.UTF-8",
    }
    for arguments in (
        ("lists", "add", str(tmp_path / "b.json"), "--edition", "2026-02-03"),
        ("lists", "bundle", "-o", str(tmp_path / "lists.zip")),
        (
            "decide",
            "true_match",
            "xx_one",
            "e7",
            "Quillon Works 7",
            "--person",
            "A",
            "--reason",
            "as seen " * 4_000,
        ),
    ):
        done = subprocess.run(
            [sys.executable, "-B", "-c", _LIMITED, str(room), *arguments],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert "Traceback" not in done.stderr
        if done.returncode == 0:
            continue  # it fitted
        assert done.returncode in (2, 3)
        assert "File too large" in done.stderr
        assert ListStore(home).editions() == before
        assert "-o" not in arguments or not (tmp_path / "lists.zip").exists()
        assert not list((home / "workspace").rglob("*.part"))
    assert ListStore(home).whole(before[0])
