"""The parsers that read what others send, each as a function of bytes: it returns, or raises what is told as one clear error."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dualuse.bulk.source_file import open_table
from dualuse.inputs.problems import InputError
from dualuse.record.chain import Chain
from dualuse.record.manifest import Manifest, read_heads
from dualuse.schema.reading.plain_data import parse
from dualuse.schema.reading.validation import transaction_from
from dualuse.screening.counterparties import read_counterparties
from dualuse.screening.index.arrays_file import NotAnArraysFileError, read_arrays
from dualuse.sources.lists.reading import read_list

CORPUS: Final = Path(__file__).parent.parent / "corpus"
"""A folder for each parser, with small invented inputs; what a fuzzer finds is added there when it is mended."""
FILES: Final = tuple(path for path in sorted(CORPUS.glob("*/*")) if path.is_file())
_FOLDER: Final = Path(
    tempfile.mkdtemp(prefix="dualuse-fuzzed-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
)


def _file(content: bytes, name: str) -> Path:
    path = _FOLDER / name
    path.write_bytes(content)
    return path


def _document(suffix: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        for document in parse(content, "fuzzed", suffix):
            transaction_from(document)

    return run


def _list(content: bytes) -> None:
    for _ in read_list(_file(content, "list"), list_id="fuzzed").parties:
        pass


def _table(content: bytes) -> None:
    table = open_table(_file(content, "table.csv"))
    if not table.columns.problems:
        for _ in table.parts():
            pass


def _parties(content: bytes) -> None:
    for _ in read_counterparties(str(_file(content, "parties.jsonl"))):
        pass


def _chain(content: bytes) -> None:
    path = _file(content, "fuzzed.jsonl")
    for _ in Chain(path.parent, "fuzzed", lambda kept: "", Manifest(path.parent)).events():
        pass


def _manifest(content: bytes) -> None:
    Manifest(_file(content, "manifest.json").parent).read()
    _FOLDER.joinpath("manifest.json").unlink()


def _heads(content: bytes) -> None:
    read_heads(_file(content, "heads.json"))


def _index(content: bytes) -> None:
    path = _FOLDER / "names.index"
    path.unlink(missing_ok=True)  # a file that is mapped is not written over
    read_arrays(_file(content, "names.index"))


PARSERS: Final[dict[str, Callable[[bytes], None]]] = {
    "yaml": _document(".yaml"),
    "json": _document(".json"),
    "toml": _document(".toml"),
    "lists": _list,
    "tables": _table,
    "parties": _parties,
    "chains": _chain,
    "manifests": _manifest,
    "heads": _heads,
    "indices": _index,
}


def fed(parser: str, content: bytes) -> None:
    """Give bytes to a parser; what it tells as an error is right."""
    try:
        PARSERS[parser](content)
    except (InputError, NotAnArraysFileError):
        return
