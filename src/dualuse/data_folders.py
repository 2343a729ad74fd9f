"""The data files that the package itself brings, and the folders they lie in: whatever lies there is read or refused.

A file beside the module that reads it is named in :data:`FOLDERS`, and reached with :func:`data_file`. A folder of many of a kind,
to which people add, is read with :func:`data_files`. A file that nobody reads is one clear error, and never passed over in silence.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent
FOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "classification": ("units.toml",),
    "classification/drafts": ("units.toml",),
    "classification/search": (
        "everyday.toml", "figures.toml", "spelling.toml", "weights.json", "glosses", "synonyms", "training",
    ),
    "classification/search/training": ("listed_goods.txt", "ordinary_goods.txt"),
    "classification/sheets": ("general_notes.toml", "trade_units.toml", "data"),
    "cli/house": ("dualuse.toml", "mapping.toml", "sheet.yaml", "transaction.yaml"),
    "diligence/icp": ("elements.toml", "templates"),
    "diligence/icp/templates": ("attestation.html", "attestation.typ"),
    "documents": ("dossier.css", "dossier.typ"),
    "engine/proofs": ("exceptions.toml",),
    "free_text": ("adjectives.toml", "contacts.toml", "namesakes.toml", "persons.toml", "towns.toml"),
    "i18n": ("place_names.json", "place_cities.json", "place_names_everywhere.json", "places_looked_for.json", "locale"),
    "law_changes": ("recalls.toml",),
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
    read, strange = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir()
            if fnmatchcase(entry.name, pattern) and not is_folder and not entry.name.startswith("."):
                read.append(folder / entry.name)
            elif entry.name not in known and _is_data(Path(entry.path), is_folder):
                strange.append((entry.name, is_folder))
    if strange:
        name, is_folder = min(strange)
        also = "".join(f", {other}" for other in sorted(known - {pattern}))
        kind = "folder" if is_folder else "file"
        raise DataError(
            f"{path_in_package(folder / name)}: nobody reads this {kind}; the folder holds {pattern}{also}"
        )
    return tuple(sorted(read))


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
