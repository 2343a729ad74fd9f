"""Reading transactions from YAML 1.2, JSON, JSON Lines and TOML, with one clear error for what cannot be read.

Plain scalars keep their characters: ``1E001`` stays a code, ``NO`` a country, ``180000.00`` an exact amount. A
document that is too large, too deep or uses aliases is refused before anything is built from it.
"""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from dualuse.i18n import N_
from dualuse.inputs.opening import MAXIMUM_BYTES, known_suffix, limited, opened
from dualuse.inputs.problem_words import FILE_EMPTY, KEEP_ONE, NOT_UTF_8, WRITE_INTO_IT
from dualuse.inputs.problems import InputError, input_error
from dualuse.schema.reading.limits import (
    MAXIMUM_DEPTH,
    MAXIMUM_DOCUMENTS,
    MAXIMUM_NODES,
    MAXIMUM_TOML_BYTES,
    MAXIMUM_VALUES,
    MAXIMUM_YAML_BYTES,
    not_well_formed,
    too_deep,
    too_many_documents,
    too_many_values,
)
from dualuse.schema.reading.toml_data import toml_data

SUFFIXES: Final = (".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".toml")
_LIMITS: Final = {".yaml": MAXIMUM_YAML_BYTES, ".yml": MAXIMUM_YAML_BYTES, ".toml": MAXIMUM_TOML_BYTES}


@dataclass(frozen=True, slots=True)
class Document:
    """One transaction as read: plain data, its file, and the line of each path where the format tells it."""

    data: Any
    file: str
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    number: int = 1

    def line(self, path: tuple[str | int, ...]) -> int | None:
        """The line of ``path``, or of the nearest path above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


_TABLES: Final = (".xlsx", ".csv", ".parquet")
"""Endings of tables, whose rows ``bulk`` judges."""


def read_file(
    path: str | Path, standard_input: BinaryIO | None = None, suffix: str = ".yaml"
) -> list[Document]:
    """The documents of a file, or of ``standard_input`` where ``path`` is ``-``, in the format of ``suffix``.

    Raises:
        InputError: the file cannot be read or is not well-formed.
    """
    name = str(path)
    if name != "-":
        if Path(path).suffix.lower() in _TABLES:
            raise input_error(
                "table_no_transaction",
                N_("this is a table, and no file of transactions"),
                N_("Judge its rows: dualuse bulk {table} -o RESULT"),
                file=name,
                table=shlex.quote(name),
            )
        suffix = known_suffix(path, SUFFIXES)
    limit = _LIMITS.get(suffix, MAXIMUM_BYTES)
    with opened(path, standard_input) as stream:
        content = limited(stream.read(limit + 1), name, limit)
    return parse(content, name, suffix)


def parse(content: bytes, name: str, suffix: str, line: int = 1) -> list[Document]:
    """The documents in ``content``, read by the format that ``suffix`` names.

    ``line``: of JSON Lines that are given piece by piece, the line where ``content`` begins.

    Raises:
        InputError: not UTF-8, not well-formed, too deep, too large, or empty.
    """
    text = _text(content, name, line)
    match suffix:
        case ".json":
            documents = list(_json(text, name))
        case ".jsonl" | ".ndjson":
            documents = list(_json_lines(text, name, line))
        case ".toml":
            documents = [_toml(text, name)]
        case _:
            documents = list(_yaml(text, name))
    if not documents:
        raise empty_file(name)
    return documents


def empty_file(name: str) -> InputError:
    """The error that nothing stands in a file or stream."""
    return input_error("file_empty", FILE_EMPTY, WRITE_INTO_IT, file=name)


def _text(content: bytes, name: str, first: int = 1) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + first
        raise input_error("file_encoding", NOT_UTF_8, N_("Save it as UTF-8"), file=name, line=line) from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + first
        what, todo = N_("the file holds binary data"), N_("Give a text file")
        raise input_error("file_binary", what, todo, file=name, line=line)
    return text


def _stands_twice(key: str, file: str, line: int | None = None) -> InputError:
    text = N_("the field {key} stands twice")
    return input_error("key_twice", text, KEEP_ONE, file=file, line=line, key=key)


def _pairs(name: str) -> Any:
    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in pairs:
            if key in data:
                raise _stands_twice(key, name)
            data[key] = value
        return data

    return build


def _constant(name: str) -> Any:
    def refuse(text: str) -> Any:
        raise input_error(
            "number_not_finite",
            N_("{value} is not a number"),
            N_("Write digits, or leave the field out"),
            file=name,
            value=text,
        )

    return refuse


def _load_json(text: str, name: str, first_line: int = 1) -> Any:
    try:
        return json.loads(
            text,
            parse_float=str,
            parse_int=str,
            parse_constant=_constant(name),
            object_pairs_hook=_pairs(name),
        )
    except json.JSONDecodeError as error:
        raise _json_malformed(name, first_line + error.lineno - 1, error.msg) from None
    except RecursionError:
        raise too_deep(name) from None


def _json_malformed(name: str, line: int, reason: str) -> InputError:
    text = N_("the JSON is not well-formed: {reason}")
    return not_well_formed("json_malformed", text, name, reason=reason, line=line)


def _checked_depth(data: Any, name: str, most: float = MAXIMUM_VALUES) -> Any:
    stack, number = [(data, 0)], 0
    while stack:
        value, depth = stack.pop()
        number += 1
        if depth > MAXIMUM_DEPTH:
            raise too_deep(name)
        if number > most:
            raise too_many_values(name)
        if isinstance(value, str):
            _checked_text(value, name)
        elif isinstance(value, dict):
            stack.extend((inner, depth + 1) for pair in value.items() for inner in pair)
        elif isinstance(value, list):
            stack.extend((inner, depth + 1) for inner in value)
    return data


def _checked_text(value: str, name: str) -> None:
    """Half a character (``\\ud800``) can be written in JSON, and nowhere else."""
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise input_error(
                "text_half_character",
                N_("a text holds half a character"),
                N_("Write it as UTF-8 text"),
                file=name,
            ) from None


def _json(text: str, name: str) -> Iterator[Document]:
    data = _load_json(text, name)
    rows = data if isinstance(data, list) else [data]
    yield from (
        Document(_checked_depth(row, name), name, number=number) for number, row in enumerate(rows, 1)
    )


def _json_lines(text: str, name: str, first: int) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), first):  # a text may hold other ends of lines
        if line.strip():
            try:
                data = _checked_depth(_load_json(line, name, number), name)
            except InputError as error:  # those of a value do not know the line
                raise InputError(
                    [problem.located(name, problem.line or number) for problem in error.problems]
                ) from None
            yield Document(data, name, {(): number}, number)


def json_documents(content: bytes, name: str, line: int = 1) -> Iterator[Document]:
    """JSON values that follow one another (one, a list of them, or JSON Lines), numbers kept as numbers.

    What a program has written is read so, to compare it with what the program writes now. Transactions, which
    people write, are read by :func:`parse`. ``line``: the line of the file where ``content`` begins.

    Raises:
        InputError: not UTF-8, not well-formed or too deep; what came before has been given by then.
    """
    text = _text(content, name, line)
    decoder = json.JSONDecoder(
        parse_float=_finite(name), parse_constant=_constant(name), object_pairs_hook=_pairs(name)
    )
    place, first = 0, line
    while (start := _after_space(text, place)) < len(text):
        line += text.count("\n", place, start)
        try:
            value, place = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            raise _json_malformed(name, first + error.lineno - 1, error.msg) from None
        except RecursionError:
            raise too_deep(name, line) from None
        except ValueError:  # more digits than Python takes
            raise _json_malformed(name, line, "a number has too many digits") from None
        for row in value if isinstance(value, list) else [value]:
            yield Document(_checked_depth(row, name, math.inf), name, {(): line}, line)
        line += text.count("\n", start, place)


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place


def _finite(name: str) -> Any:
    refuse = _constant(name)

    def number(text: str) -> float:
        value = float(text)
        return value if math.isfinite(value) else refuse(text)

    return number


def _toml(text: str, name: str) -> Document:
    return Document(_checked_depth(toml_data(text, name), name), name)


def _yaml(text: str, name: str) -> Iterator[Document]:
    from ruamel.yaml import YAML  # imported late: JSON and TOML do not need it
    from ruamel.yaml.composer import Composer
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    class Limited(Composer):
        """Counts what it composes, before the whole is there."""

        nodes = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            self.nodes += 1
            if self.nodes > MAXIMUM_NODES:
                raise too_many_values(name)
            return super().compose_node(parent, index)

    reader = YAML(typ="safe", pure=True)
    reader.Composer = Limited
    reader.composer.warn_double_anchors = False  # aliases are refused, whatever they mean
    try:
        for number, node in enumerate(reader.compose_all(StringIO(text)), 1):
            if number > MAXIMUM_DOCUMENTS:
                raise too_many_documents(name, node.start_mark.line + 1)
            lines: dict[tuple[str | int, ...], int] = {}
            data = _YamlBuilder(name, lines).build(node, (), 0)
            if data is not None:
                yield Document(data, name, lines, number)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _yaml_malformed(name, mark.line + 1 if mark else None, error.problem or "") from None
    except YAMLError as error:
        raise _yaml_malformed(name, None, str(error).splitlines()[0]) from None
    except RecursionError:
        raise too_deep(name) from None


def _yaml_malformed(name: str, line: int | None, reason: str) -> InputError:
    text = N_("the YAML is not well-formed: {reason}")
    return not_well_formed("yaml_malformed", text, name, reason=reason, line=line)


class _YamlBuilder:
    """Plain data from composed nodes; every scalar but true, false and null keeps its characters."""

    def __init__(self, name: str, lines: dict[tuple[str | int, ...], int]) -> None:
        self._name = name
        self._lines = lines
        self._seen: set[int] = set()

    def build(self, node: Any, path: tuple[str | int, ...], depth: int) -> Any:
        line = node.start_mark.line + 1
        self._lines[path] = line
        if depth > MAXIMUM_DEPTH:
            raise too_deep(self._name, line)
        if id(node) in self._seen:
            raise input_error(
                "yaml_alias",
                N_("aliases are not taken"),
                N_("Write the value out"),
                file=self._name,
                line=line,
            )
        self._seen.add(id(node))
        match node.id:
            case "mapping":
                return self._mapping(node, path, depth)
            case "sequence":
                return [
                    self.build(inner, (*path, index), depth + 1) for index, inner in enumerate(node.value)
                ]
        return _scalar(node)

    def _mapping(self, node: Any, path: tuple[str | int, ...], depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.id != "scalar":
                raise input_error(
                    "yaml_key",
                    N_("the name of a field is not text"),
                    N_("Write name: value"),
                    file=self._name,
                    line=line,
                )
            key = str(key_node.value)
            if key in data:
                raise _stands_twice(key, self._name, line)
            data[key] = self.build(value_node, (*path, key), depth + 1)
            self._lines[(*path, key)] = line
        return data


def _scalar(node: Any) -> Any:
    tag = str(node.ctag) if hasattr(node, "ctag") else str(node.tag)
    if tag.endswith(":bool"):
        return node.value.lower() == "true"
    return None if tag.endswith(":null") else node.value
