"""The data files that the package itself brings, and the folders they lie in: whatever lies there is read or refused.

A file beside the module that reads it is named in :data:`FOLDERS`, and reached with :func:`data_file`. A folder of many of a kind,
to which people add, is read with :func:`data_files`. A file that nobody reads is one clear error, and never passed over in silence.

A file that is missing, cannot be read or is empty is one, too. A wheel knows which files it brought, and how long each is; a checkout,
whose files change, knows their names by :data:`NAMED`. A file that is gone, broken off or another one is refused with its folder, for
what is left of a list of the law still looks like a list.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

PACKAGE: Final = Path(__file__).parent
SHIPPED: Final = "versions.json"
"""The file that the build adds to a wheel: the checksum of its source, and of the law in it, and the sizes of its data files."""
NAMED: Final = "data_files.txt"
"""The file with the names of all data files that must be there, which ``scripts/name_data_files.py`` writes; others may lie beside them."""
FOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "assessment/authorisations": ("authorities.toml",),
    "assessment/signs": ("answers_in_words.toml", "national_goods.toml"),
    "classification": ("substance_names.toml", "units.toml"),
    "classification/drafts": ("units.toml",),
    "classification/search": (
        "compounds.toml", "everyday.toml", "figures.toml", "short_names.toml", "spelling.toml", "weights.json", "glosses", "synonyms", "training",
    ),
    "classification/search/training": ("listed_goods.txt", "ordinary_goods.txt"),
    "classification/sheets": ("general_notes.toml", "trade_units.toml", "data"),
    "cli/house": ("dualuse.toml", "mapping.toml", "sheet.yaml", "transaction.yaml"),
    "diligence/icp": ("elements.toml", "templates"),
    "diligence/icp/templates": ("attestation.html", "attestation.typ"),
    "documents": ("dossier.css", "dossier.typ"),
    "engine/proofs": ("exceptions.toml",),
    "free_text": ("adjectives.toml", "contacts.toml", "namesakes.toml", "persons.toml", "regions.toml", "towns.toml"),
    "i18n": ("place_names.json", "place_cities.json", "place_names_everywhere.json", "places_looked_for.json", "locale"),
    "law_changes": ("recalls.toml",),
    "licensing/demonstration": ("invented.toml",),
    "licensing/forms": ("annex_iii_a.toml", "annex_iii_b.toml", "documents.toml", "fields.toml", "nameless.toml", "nobody.toml"),
    "licensing/ledger": ("units.toml", "zones.toml"),
    "schema/tables": ("headers.toml", "locales.toml", "words.toml"),
    "screening/matching": ("weights.json",),
    "screening/names": (
        "legal_forms.toml", "business_words.toml", "common_words.json", "general_words.txt", "heard_names.toml", "ordinary_words.txt",
        "same_meaning.toml", "towns.toml", "well_known.toml", "words.toml",
    ),
    "sources": ("countries.toml",),
    "sources/annex": ("wording.toml",),
    "sources/lists": ("known_lists.toml", "meaning_of_entries.toml"),
    "sources/rights_context": ("indices.toml", "codes.toml", "layouts.toml"),
    "transparency": ("regions.toml",),
    "transparency/importing": ("places.toml",),
    "transparency/site": ("world.json", "assets", "templates"),
    "transparency/site/assets": ("icon.svg", "site.css", "site.js"),
}  # fmt: skip
"""Folders of data files that are known by name, with the files and folders of data that lie there."""
MADE_BY_SYSTEMS: Final = ("__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What Python and the file managers of systems put into a folder by themselves; macOS also puts ``._NAME`` beside NAME."""


class DataError(ValueError):
    """A data file of the package is not what its folder holds; the message names the file, the place in it, and what fits."""


def data_file(name: str) -> Path:
    """The path of a file or folder of data, once nothing lies beside it that nobody reads.

    Args:
        name: within the package, ``sources/countries.toml``; :data:`FOLDERS` names it.

    Raises:
        DataError: something else lies beside it, or the table does not name it.
    """
    folder, _, file = name.rpartition("/")
    if file not in FOLDERS.get(folder, ()):
        raise DataError(f"{name}: FOLDERS in dualuse/data_folders.py does not name it")
    return known_folder(folder) / file


@lru_cache(maxsize=len(FOLDERS))
def known_folder(name: str) -> Path:
    """A folder of :data:`FOLDERS`, once nothing lies there that nobody reads; looked at once in a process.

    Raises:
        DataError: something does.
    """
    only_these(PACKAGE / name, *FOLDERS[name])
    return PACKAGE / name


def data_files(folder: Path, pattern: str, beside: Iterable[str] = ()) -> tuple[Path, ...]:
    """The data files of a folder that have a name of a certain form, by name.

    Args:
        folder: of the package.
        pattern: of their names, ``EU[0-9][0-9][0-9].toml``.
        beside: the names of other files and folders that lie there and have readers of their own.

    Raises:
        DataError: anything else lies there, be it of another ending, hidden, or a folder; but not modules, packages
            and what systems put there.
    """
    known = frozenset(beside)
    brought = dict(_brought(folder))
    read, strange = [], []
    with _listed(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir()
            if (size := brought.pop(entry.name, _ANY)) != _ANY:
                _see_whole(Path(entry.path), entry.stat().st_size, size)
            if fnmatchcase(entry.name, pattern) and not is_folder and not entry.name.startswith("."):
                read.append(folder / entry.name)
            elif entry.name not in known and _is_data(Path(entry.path), is_folder):
                strange.append((entry.name, is_folder))
    if brought:
        raise DataError(f"{path_in_package(folder / min(brought))}: {_GONE}")
    if strange:
        name, is_folder = min(strange)
        also = "".join(f", {other}" for other in sorted(known - {pattern}))
        kind = "folder" if is_folder else "file"
        raise DataError(
            f"{path_in_package(folder / name)}: nobody reads this {kind}; the folder holds {pattern}{also}"
        )
    return tuple(sorted(read))


def _listed(folder: Path) -> Any:
    try:
        return os.scandir(folder)
    except OSError as error:
        raise damage(error) or error from None


def _is_data(path: Path, is_folder: bool) -> bool:
    """Whether somebody put this into a folder of data, for it to be read."""
    if path.name in MADE_BY_SYSTEMS or path.name.startswith("._"):
        return False
    if not is_folder:
        return path.suffix != ".py"
    if (path / "__init__.py").is_file():
        return False
    contents = tuple(path.iterdir())
    # What a package leaves behind that moved away is not data either: compiled files.
    return not contents or any(_is_data(inner, inner.is_dir()) for inner in contents)


def only_these(folder: Path, *names: str) -> None:
    """See that nothing else lies in a folder whose files and folders are known by name.

    Raises:
        DataError: something else does.
    """
    data_files(folder, names[0], names)


def path_in_package(path: Path) -> str:
    """The path of a file of the package as errors name it: from the package on."""
    steps = path.parts
    return "/".join(steps[len(steps) - steps[::-1].index("dualuse") :] if "dualuse" in steps else steps[-2:])


# Whether what the package brought is still there, and whole

_GONE: Final = "the file is missing"
_OF_WHEEL: Final = ("conformance", "schemas")
"""Folders that the build puts into a wheel (``pyproject.toml``)."""
_ANY: Final = -1
"""The size of a file that may have any."""


@lru_cache(maxsize=1)
def sizes_brought() -> Mapping[str, Mapping[str, int]]:
    """By folder of the package, the data files that must be there, with their sizes in bytes: those that a wheel brought, or those that a
    checkout names, of any size.

    Raises:
        DataError: the file that says so cannot be read; in a wheel also: it is missing.
    """
    sizes: dict[str, dict[str, int]] = {}
    path = PACKAGE / SHIPPED
    if path.exists() or _is_of_wheel():
        return _sizes_in(path)
    for name in read_text(PACKAGE / NAMED).splitlines():
        folder, _, file = name.rpartition("/")
        sizes.setdefault(folder, {})[file] = _ANY
    return sizes


def _sizes_in(path: Path) -> Mapping[str, Mapping[str, int]]:
    """The sizes that the build wrote down.

    Raises:
        DataError: it holds no sizes: nothing would be known to be missing.
    """
    content = read_json(path)
    sizes = content.get("files") if isinstance(content, dict) else None
    is_whole = isinstance(sizes, dict) and all(
        isinstance(files, dict) and all(type(size) is int for size in files.values())
        for files in sizes.values()
    )
    if not sizes or not is_whole:
        raise DataError(f"{path_in_package(path)}: files: no sizes of data files by folder stand there")
    return dict(sizes)


def _is_of_wheel() -> bool:
    """Whether a wheel brought the package: it puts folders into it that lie elsewhere in a checkout, and a record of itself beside it."""
    return any((PACKAGE / name).is_dir() for name in _OF_WHEEL) or any(
        PACKAGE.parent.glob(f"{PACKAGE.name}-*.dist-info")
    )


def sizes_of(files: Iterable[tuple[str, Path]]) -> dict[str, dict[str, int]]:
    """What :func:`sizes_brought` knows of the files of a package, each by its path in there, as the build writes it down."""
    sizes: dict[str, dict[str, int]] = {}
    for name, path in sorted(files):
        folder, _, file = name.rpartition("/")
        if _is_data(path, False) and "__pycache__" not in path.parts and path.name != SHIPPED:
            sizes.setdefault(folder, {})[file] = path.stat().st_size
    return sizes


def damaged_files() -> Iterator[DataError]:
    """What is no longer as the wheel brought it, or as the checkout names it, each file an error."""
    for folder in sizes_brought():
        yield from _damaged_in(PACKAGE / folder)


def see_whole(folder: Path) -> None:
    """See that every file is there that must be in a folder, and in a wheel as long as it was.

    Raises:
        DataError: one is not.
    """
    for error in _damaged_in(folder):
        raise error


def _damaged_in(folder: Path) -> Iterator[DataError]:
    for name, size in _brought(folder).items():
        path = folder / name
        try:
            _see_whole(path, path.stat().st_size, size)
        except (DataError, OSError) as error:
            yield damage(error) or DataError(f"{path_in_package(path)}: {error}")


def _brought(folder: Path) -> Mapping[str, int]:
    """The files that must be in a folder, with their sizes; nothing where it is none of the package."""
    if not folder.is_relative_to(PACKAGE):
        return {}
    return sizes_brought().get(folder.relative_to(PACKAGE).as_posix().removeprefix("."), {})


def _see_whole(path: Path, size: int, brought: int) -> None:
    if brought not in (size, _ANY):
        raise DataError(f"{path_in_package(path)}: {size} bytes long, and not {brought} as it was installed")


def read_bytes(path: Path) -> bytes:
    """What stands in a file of the package.

    Raises:
        DataError: it is missing, cannot be read, is empty, or in a wheel another one than it brought.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damage(error) or error from None
    if path.is_relative_to(PACKAGE):
        if not content.strip():
            raise DataError(f"{path_in_package(path)}: the file is empty")
        if path.name not in (SHIPPED, NAMED):
            _see_whole(path, len(content), _brought(path.parent).get(path.name, len(content)))
    return content


def read_text(path: Path, what: str = "text") -> str:
    """:func:`read_bytes` as text, with ends of lines as they are everywhere; ``what`` it is that it should be.

    Raises:
        DataError: as there, or it is no UTF-8.
    """
    content = read_bytes(path)
    try:
        return content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path_in_package(path)}: no {what}: line {line} holds a letter that is not UTF-8; save the file with that encoding"
        ) from None


def read_json(path: Path) -> dict[str, Any]:
    """:func:`read_text` as an object of JSON.

    Raises:
        DataError: as there, or it is no JSON, or none with names, or one without any.
    """
    try:
        data = json.loads(read_text(path, "JSON"))
    except DataError:
        raise
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path_in_package(path)}: no JSON: {error}") from None
    if not isinstance(data, dict) or not data:
        raise DataError(f"{path_in_package(path)}: no object of JSON with names")
    return data


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever does not fit where a file of the package is read is told of that file.

    Raises:
        DataError: something does not.
    """
    try:
        yield
    except DataError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DataError(f"{path_in_package(path)}: {type(error).__name__}: {error}") from None


def damage(error: BaseException) -> DataError | None:
    """The error of a data file that this one is about: of the system, on reading a file of the package; None where it is about none."""
    if isinstance(error, DataError):
        return error
    if not isinstance(error, OSError) or not isinstance(error.filename, str | bytes | os.PathLike):
        return None
    path = Path(os.fsdecode(error.filename))
    if not path.is_relative_to(PACKAGE):
        return None
    reason = _GONE if isinstance(error, FileNotFoundError) else error.strerror or str(error)
    return DataError(f"{path_in_package(path)}: {reason}")
