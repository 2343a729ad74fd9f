"""No file breaks a reader: cut off, damaged, hostile or foreign, it is one error or a right answer."""

from __future__ import annotations

import gzip
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.listed_party import ListedParty, digest, from_json, to_json
from dualuse.sources.lists.reading import FORMATS, read_list
from tests.support.real_lists import read, read_by_itself, written
from tests.support.sample_lists import SAMPLES

ALL = pytest.mark.parametrize("name", SAMPLES)


def parties_or_error(path: Path) -> list[ListedParty] | None:
    """The parties, or None where the file was refused with one problem that says where, what and what to do."""
    try:
        parties = list(read_list(path).parties)
    except InputError as error:
        (problem,) = error.problems
        assert problem.file == str(path)
        assert problem.what.text
        assert problem.remedy.text
        return None
    for party in parties:
        assert party.id
        assert from_json(to_json(party)) == party
        assert len(digest(party)) == 64
    return parties


@ALL
def test_every_sample_is_read_plain_and_compressed(tmp_path: Path, name: str) -> None:
    content = SAMPLES[name].encode()
    plain = read(written(tmp_path, "plain", content))[1]
    assert plain == read(written(tmp_path, "file.gz", gzip.compress(content)))[1]
    assert plain == read(written(tmp_path, "marked", b"\xef\xbb\xbf" + content))[1]


@ALL
def test_cut_off_anywhere_it_is_an_error_or_whole_entries(tmp_path: Path, name: str) -> None:
    content = SAMPLES[name].encode()
    whole = read(written(tmp_path, "whole", content))[1]
    # UK rows of one designation may stand apart: a table cut between its rows has less of the designation
    joined = name == "uk_csv"
    step = max(1, len(content) // 300)
    for end in range(0, len(content), step):
        parties = parties_or_error(written(tmp_path, "cut", content[:end]))
        if parties is None:
            continue
        if SAMPLES[name].lstrip().startswith("<"):
            assert not content[end:].strip(), f"XML cut at byte {end} was taken for whole"
        elif name != "follow_the_money" and not joined:
            assert parties == whole[: len(parties)]


@ALL
def test_cut_off_compressed_it_is_an_error(tmp_path: Path, name: str) -> None:
    packed = gzip.compress(SAMPLES[name].encode())
    for end in range(3, len(packed), max(1, len(packed) // 100)):
        assert parties_or_error(written(tmp_path, "cut.gz", packed[:end])) is None


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from(["put", "drop", "double", "replace"]),
            st.binary(min_size=1, max_size=6),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_damaged_bytes(name: str, changes: list[tuple[float, str, bytes]]) -> None:
    content = bytearray(SAMPLES[name].encode())
    for place, how, extra in changes:
        at = int(place * len(content))
        if how == "put":
            content[at:at] = extra
        elif how == "drop":
            del content[at : at + 3 * len(extra)]
        elif how == "double":
            content[at:at] = content[at : at + 40 * len(extra)]
        else:
            content[at : at + len(extra)] = extra
    with TemporaryDirectory() as folder:
        parties_or_error(written(Path(folder), "damaged", bytes(content)))


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters='<>&"\r\n\x00', exclude_categories=["Cc", "Cs"]),
    max_size=30,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(SAMPLES)), words=st.lists(_WORDS, min_size=3, max_size=3))
def test_any_text_in_place_of_values(name: str, words: list[str]) -> None:
    content = SAMPLES[name]
    for value, word in zip(("1962", "Iran", "P1"), words, strict=True):
        content = content.replace(value, word)
    with TemporaryDirectory() as folder:
        parties_or_error(written(Path(folder), "file", content))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        parties_or_error(written(Path(folder), "file", content))
        parties_or_error(written(Path(folder), "packed", b"\x1f\x8b\x08" + content))
        for known in FORMATS:
            for sample in (b"<", b"{"):
                start = sample + content
                known.recognises(_looked_at(Path(folder), start))


def _looked_at(folder: Path, content: bytes):  # type: ignore[no-untyped-def]
    from dualuse.sources.lists.list_file import ListFile

    return ListFile(written(folder, "start", content), content)


@pytest.mark.parametrize(
    "value",
    ["1-" * 50_000, "(1;" * 30_000, "a (" * 30_000, "no 1 " * 20_000, ", 1" * 30_000, " passport" * 9_000],
)
@ALL
def test_long_values_take_no_long_time(tmp_path: Path, name: str, value: str) -> None:
    """No expression runs away: each value of a sample in turn is very long."""
    content = SAMPLES[name]
    for old in ("P1", "Iran", "1962", "Orvie", "Linked To: ACME", "7704730655 (Tax ID/INN)"):
        content = content.replace(old, value)
    started = time.process_time()
    parties_or_error(written(tmp_path, "file", content))
    assert time.process_time() - started < 10


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE export [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
"""
OUTSIDE = '<?xml version="1.0"?>\n<!DOCTYPE export [<!ENTITY e SYSTEM "file:///etc/hostname">]>\n'
TYPE = '<?xml version="1.0"?>\n<!DOCTYPE export SYSTEM "https://example.org/a.dtd">\n'


@pytest.mark.parametrize("name", ["eu_fsf", "un_sc", "ofac", "ofac_advanced", "uk_xml"])
@pytest.mark.parametrize("prologue", [LAUGHS, OUTSIDE, TYPE], ids=["laughs", "outside", "type"])
def test_document_types_and_entities_are_refused(tmp_path: Path, name: str, prologue: str) -> None:
    body = SAMPLES[name].partition("?>")[2].lstrip().replace("Tabriz", "&e;")
    with pytest.raises(InputError, match="document type or entities"):
        read(written(tmp_path, "list.xml", prologue + body))
    # also behind a comment longer than what is looked at first
    long = prologue.replace("<!DOCTYPE", f"<!-- {'x' * 70_000} -->\n<!DOCTYPE")
    with pytest.raises(InputError):
        read(written(tmp_path, "long.xml", long + body))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "this is a web page"),
        (b"<html>", "this is a web page"),
        (b"<rss></rss>", "no list of a known format"),
        (b"a,b\n1,2\n", "no list of a known format"),
        (b'{"error": "not found"}', "no list of a known format"),
        (b"%PDF-1.7", "no list of a known format"),
        (b"\x1f\x8bnonsense", "compressed file is broken"),
        (b'<export xmlns="http://eu.europa.ec/fpi/fsd/export"></export>', "names nobody"),
    ],
)
def test_foreign_files(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read(written(tmp_path, "file", content))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_list(tmp_path / "absent.xml")
    with pytest.raises(InputError, match="cannot be read"):
        read_list(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.parametrize(
    "name",
    [
        "raw/ofac_sdn_20240507.xml",
        "raw/eu_fsf_full_1_1_20240513.xml",
        "raw/us_csl_202204.csv",
        "ftm/combined.ftm.json",
    ],
)
def test_a_large_file_takes_little_memory(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """The whole process stays under 300 MB: parties stream, and so does the file."""
    reading = read_by_itself(tmp_path_factory, name)
    assert reading.parties > 4000
    assert reading.megabytes < 300
