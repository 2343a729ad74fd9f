"""What is read as the plainest form of YAML is what the reader of all YAML says; in doubt nothing is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.inputs.problems import InputError
from dualuse.schema.reading.plain_data import yaml_in_full
from dualuse.schema.reading.plain_yaml import plain_yaml
from tests.support.paths import REPOSITORY
from tests.support.sampling import WHOLE, sampled

FILES = sorted(
    path
    for folder in ("tests/scenarios", "tests/sheets", "tests/statistics", "tests/corpus", "examples")
    for path in (REPOSITORY / folder).rglob("*.yaml")
)
EXAMPLES = 5_000 if WHOLE else 300


def difference(text: str) -> str:
    """How the plain reading differs from the full one; "" where it does not, or nothing was read plainly."""
    plain = plain_yaml(text)
    if plain is None:
        return ""
    try:
        documents = list(yaml_in_full(text, "a.yaml"))
    except InputError as error:
        return f"{plain} is no YAML: {error}"
    if [(document.data, document.lines) for document in documents] == [plain]:
        return ""
    return f"{plain} is {documents}"


@pytest.mark.parametrize("path", sampled(FILES, 12), ids=lambda path: path.name)
def test_a_file_is_read_alike(path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return
    assert difference(text) == ""


def test_files_as_people_write_them_are_read_plainly() -> None:
    written = [path for path in FILES if {"scenarios", "sheets", "examples"} & set(path.parts)]
    in_full = [path.name for path in written if plain_yaml(path.read_text(encoding="utf-8")) is None]
    assert len(in_full) < len(written) / 20, in_full


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("code: 1E001\ncountry: NO\nvalue: 180000.00\nyes: yes\n", {"code": "1E001", "country": "NO", "value": "180000.00", "yes": "yes"}),
        ("a: true\nb: False\nc: null\nd:\ne: ''\n", {"a": True, "b": False, "c": None, "d": None, "e": ""}),
        ("a:\n- b: 1\n  c: 2 # two\n-   d\n", {"a": [{"b": "1", "c": "2"}, "d"]}),
        ("a: {b: [c, \"d, e\"],\n  'f''g': {}}\n", {"a": {"b": ["c", "d, e"], "f'g": {}}}),
        ("url: https://x.example/#a\n", {"url": "https://x.example/#a"}),
        ("- a\n# b\n\n- c\n", ["a", "c"]),
    ],
)  # fmt: skip
def test_scalars_keep_their_characters(text: str, data: object) -> None:
    plain = plain_yaml(text)
    assert plain is not None
    assert plain[0] == data
    assert difference(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a: b\n c\n", "a: >-\n  b\n", "a: |\n  b\n", "a: &b c\n", "a: *b\n", "a: !!str b\n", "---\na: b\n", "%YAML 1.1\n---\na: b\n",
        "a: b\n---\na: c\n", "a: b\na: c\n", "a: b: c\n", "a:\tb\n", "a: \"\\u0041\"\n", "a: 'b\n  c'\n", "a: [b\n", "a: [b,]\n", "a: {b}\n", "? a\n: b\n",
        " a: b\n", "a:\n  b: 1\n c: 2\n", "a: [b]c\n", "a: 'b' c\n", "a: b\r\n", "a: \x85\n", "- - a\n", "-\n  a\n", "a: @b\n", "a: {b: c, b: d}\n", "{a: b}\n",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_reader_of_all_yaml(text: str) -> None:
    assert plain_yaml(text) is None


_WORDS = st.sampled_from(
    [
        "a", "b", "Art. 3(1)", "1E001", "true", "null", "~", "yes", "''", "'a'", "\"b\"", "'it''s'", "\"\\n\"", "§ 9", "-1", "-", "--", "---", "...", "a#b", "a #b",
        "#", " # c", "a:b", "a: b", "a:", ":", "::", "?", "? a", "a?", "!t", "&x", "*x", "|", ">", ">-", "%", "@", "`", "<<", "=", "http://x", "a, b", "[]", "{}",
        "[a]", "[a, b]", "[a,b]", "[a, ]", "[", "]", "{", "}", ",", "{a: b}", "{a: b, c: d}", "{a:b}", "{a: }", "{\"a\": b}", "{\"a\":b}", "[a: b]", "[[a], {b: c}]",
        "\u00a0", "\u2028", "\ufeff", "\t", "é", "日本", "2026-08-01", "10:30", "a  b", "a ", "x - y", "x -y", "'", "\"", "{a: 'b', c: [d, 'e, f']}",
    ]
)  # fmt: skip
_STARTS = st.sampled_from(
    [
        "",
        "- ",
        "-   ",
        "a: ",
        "b: ",
        "c:",
        "'d': ",
        '"e": ',
        "Art. 4: ",
        "- a: ",
        "-  b: ",
        "- - ",
        "a :",
        "? ",
    ]
)
_LINES = st.builds(
    lambda indent, start, words, end: " " * indent + start + " ".join(words) + end,
    st.sampled_from([0, 0, 0, 0, 2, 2, 1, 4]),
    _STARTS,
    st.lists(_WORDS, max_size=3),
    st.sampled_from(["", "", "", " ", ",", " #", "]", "}", "\r"]),
)


@settings(max_examples=EXAMPLES)
@given(st.lists(_LINES, min_size=1, max_size=2).map("\n".join) | st.lists(_LINES, max_size=6).map("\n".join))
def test_no_lines_are_read_otherwise(text: str) -> None:
    assert difference(text) == ""


_SOME = [
    path.read_text(encoding="utf-8")[:1_500]
    for path in sorted((REPOSITORY / "examples/transactions").glob("*.yaml"))
]


@settings(max_examples=EXAMPLES // 3)
@given(st.data())
def test_no_slip_in_a_file_is_read_otherwise(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(_SOME))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        left_out = data.draw(st.integers(0, 3))
        text = (
            text[:place]
            + data.draw(_WORDS | st.sampled_from(["\n", "\n  ", " ", ""]))
            + text[place + left_out :]
        )
    assert difference(text) == ""
