"""``classify`` over an imported text: lines with what they hang on, notes that release, other languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dualuse.classification.search import classify
from dualuse.classification.search.embedding import Embedding, _tensor, embedding
from dualuse.classification.search.words import STEMMED, Word, parts_of, stemmer, words_of
from dualuse.sources.annex.text import AnnexLine, AnnexText, Kind

LINES: list[tuple[str, Kind, str]] = [
    ("6A003", "provision", "Cameras, invented for this test, as follows:"),
    ("6A003.b", "provision", "Imaging cameras of the second kind:"),
    ("6A003.b.4", "provision", "Wobbling plane arrays;"),
    ("6A003.b.4", "note", "Note: 6A003.b.4 does not control cameras that blink slowly."),
    ("6A003.b.1", "provision", "Quivering tubes;"),
    ("7A003", "provision", "Gadgets for wobbling boats;"),
]


def text(language: str, lines: list[tuple[str, Kind, str]]) -> AnnexText:
    rows = tuple(
        AnnexLine(path=path, entry=path[:5], kind=kind, text=words, number=at)
        for at, (path, kind, words) in enumerate(lines)
    )
    return AnnexText(
        edition="2025-11-15", language=language, celex="x", source="invented", checksum="", lines=rows
    )


ENGLISH = text("en", LINES)


def test_a_line_is_found_with_the_words_it_hangs_on() -> None:
    best = classify("imaging camera with wobbling plane array", (ENGLISH,)).candidates[0]
    assert (best.entry, best.provision) == ("6A003", "6A003.b.4")
    assert best.line == "Wobbling plane arrays;"


def test_notes_that_release_are_told_with_the_candidate() -> None:
    candidates = classify("imaging camera with wobbling plane array", (ENGLISH,)).candidates
    assert candidates[0].exclusions == ("Note: 6A003.b.4 does not control cameras that blink slowly.",)
    other = classify("camera with quivering tubes", (ENGLISH,)).candidates[0]
    assert other.provision == "6A003.b.1"
    assert other.exclusions == ()


def test_with_a_text_the_answer_does_not_ask_for_one() -> None:
    assert "no_official_text" not in [note.code for note in classify("camera", (ENGLISH,)).notes]
    assert "no_official_text" in [note.code for note in classify("camera").notes]


@pytest.mark.parametrize(
    ("language", "own", "asked"),
    [
        ("it", "Telecamere termiche oscillanti;", "una telecamera termica oscillante"),
        ("pl", "Kamery termowizyjne drgające;", "kamera termowizyjna drgająca"),
        ("sv", "Värmekameror som vaggar;", "värmekamera som vaggar"),
        ("el", "Θερμικές κάμερες;", "θερμική κάμερα"),
        ("bg", "Термовизионни камери;", "термовизионна камера"),
    ],
)
def test_each_language_of_an_imported_edition_is_searched(language: str, own: str, asked: str) -> None:
    other = text(language, [("6A003", "provision", own), ("1A001", "provision", "xyz;")])
    classification = classify(asked, (ENGLISH, other))
    assert classification.languages[0] == language
    assert classification.candidates[0].entry == "6A003"


def test_definitions_and_unknown_entries_of_a_text_do_no_harm() -> None:
    odd = text("en", [("laser", "definition", "a thing"), ("6A999", "provision", "Moon dust;")])
    rows = (
        *odd.lines,
        AnnexLine(path="x", entry="", kind="general_note", text="Moon dust is free.", number=2),
    )
    classification = classify(
        "moon dust",
        (
            AnnexText(
                edition="2025-11-15", language="en", celex="x", source="invented", checksum="", lines=rows
            ),
        ),
    )
    assert "6A999" not in [candidate.entry for candidate in classification.candidates]


def test_stems_join_forms_of_a_word_in_every_language_with_a_stemmer() -> None:
    for language in STEMMED:
        assert stemmer(language)("laser") == stemmer(language)("laser")
    assert stemmer("de")("gasmasken") == stemmer("de")("gasmaske")
    assert stemmer("fr")("caméras") == stemmer("fr")("caméra")
    assert stemmer("pl")("kamerami") == stemmer("pl")("kameraz")


def test_words_keep_chemical_numbers_codes_and_units_apart() -> None:
    plain = [word.plain for word in words_of("CAS 5299-64-9, 10kW at 2,5 GHz, 5A002.a, 3 µm fiber")]
    assert plain == ["cas", "5299-64-9", "10", "kw", "at", "2,5", "ghz", "5a002", "a", "3", "µm", "fibre"]


def test_compounds_are_taken_apart_into_known_words() -> None:
    stem = stemmer("de")
    known = frozenset(map(stem, ("mobilfunk", "gespräche", "kamera")))
    joined = Word("mobilfunkgespräche", "Mobilfunkgespräche")
    assert [word.plain for word in parts_of(joined, stem, known)] == ["mobilfunk", "gespräche"]
    unknown = Word("schokoladenkuchen", "Schokoladenkuchen")
    assert parts_of(unknown, stem, known) == [unknown]
    assert parts_of(joined, stemmer("en"), known) == [joined]


def test_the_embedding_reads_its_files_without_importing_the_package() -> None:
    import sys

    model = embedding()
    if model is None:
        pytest.skip("the extra 'embedding' is not installed")
    near = float(model.text({"camera": 1.0}) @ model.text({"cameras": 1.0}))
    far = float(model.text({"camera": 1.0}) @ model.text({"cheese": 1.0}))
    assert near > far
    assert "wordllama" not in sys.modules
    assert "requests" not in sys.modules or "wordllama" not in sys.modules
    assert not model.text({}).any()


def test_a_broken_file_of_weights_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.safetensors"
    header = json.dumps({"a": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}}).encode()
    for content in (b"", b"\xff" * 8, len(header).to_bytes(8, "little") + header + b"\0" * 4):
        file.write_bytes(content)
        with pytest.raises(ValueError):  # noqa: PT011 - the message is of no use to anybody
            _tensor(file)


def test_pieces_are_merged_in_the_order_of_training() -> None:
    import numpy as np

    vocabulary = {"▁": 0, "a": 1, "b": 2, "ab": 3, "▁ab": 4} | {f"<0x{byte:02X}>": 5 for byte in range(256)}
    model = Embedding(np.eye(6, dtype=np.float16), vocabulary, {"a b": 0, "▁ ab": 1})
    assert model.word("ab").tolist() == [0, 0, 0, 0, 1, 0]
    assert model.word("abé").tolist()[5] == 2
