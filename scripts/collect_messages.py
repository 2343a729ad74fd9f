"""Collect every sentence that reaches a person and update the translations.

Sentences stand in Python marked with ``N_``, in the templates of the website, and in the data files of the law under the names below. Writes
``src/dualuse/i18n/locale/dualuse.pot`` and merges it into the .po file of each language; ``--check`` changes
nothing and exits 1 where a sentence is missing from a .po file, has no translation, or is not set as its language is.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from dualuse.cli.house.init import comments
from dualuse.i18n import LANGUAGES

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/dualuse"
LOCALE = SOURCE / "i18n/locale"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
FIELDS = {"summary", "why", "question", "part", "text", "exceptions", "title"}
"""Names of the values in the data files that are sentences."""
FAMILIES = "families"
MORE_FIELDS = {"general.toml": {"article"}, "general_notes.toml": {"name"}, "elements.toml": {"reference"}}
"""Files whose rows have further sentences: regimes named in words, not by number; names of the notes of Annex I; references that hold words."""


_FRENCH = (
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|[{«])"), "’"),
    (re.compile("[ \N{NARROW NO-BREAK SPACE}](?=[;:!?»])"), "\N{NO-BREAK SPACE}"),
    (re.compile("«[ \N{NARROW NO-BREAK SPACE}]?(?!\N{NO-BREAK SPACE})"), "«\N{NO-BREAK SPACE}"),
    (re.compile(r"(?<=[\w)»’}\]])(?=[;!?:](?:\s|$))"), "\N{NO-BREAK SPACE}"),
)
"""Apostrophes, and the spaces before signs of two parts and inside quotation marks, at which no line may end."""


def as_set(language: str, text: str) -> str:
    """A translation with the signs and spaces that printers of its language set."""
    if language == "fr":
        for pattern, sign in _FRENCH:
            text = pattern.sub(sign, text)
    return text


def from_python() -> Iterator[tuple[str, str, int]]:
    """(sentence, file, line) of every marked sentence."""
    for path in sorted(SOURCE.rglob("*.py")):
        with path.open("rb") as stream:
            for line, message, _, _ in extract("python", stream, keywords={"N_": None}):
                yield str(message), path.relative_to(ROOT).as_posix(), line


def from_templates() -> Iterator[tuple[str, str, int]]:
    """(sentence, file, line) of every sentence in the templates of the website and of the pages: ``_("…")`` and ``texts("…")``."""
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        with path.open("rb") as stream:
            extracted = extract("jinja2.ext:babel_extract", stream, keywords={"_": None, "texts": None})
            for line, message, _, _ in extracted:
                yield str(message), path.relative_to(ROOT).as_posix(), line


def from_commented_files() -> Iterator[tuple[str, str, int]]:
    """(sentence, file, 0) of every comment in the templates that ``dualuse init`` writes."""
    folder = SOURCE / "cli/house"
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.toml"))):
        for sentence in dict.fromkeys(comments(path.read_text("utf-8"))):
            yield sentence, path.relative_to(ROOT).as_posix(), 0


def from_data() -> Iterator[tuple[str, str, int]]:
    """(sentence, file, 0) of every sentence in the data files of the law, of its tests and of the questionnaires; titles and plain words have
    files of their own."""
    folders = (SOURCE / "law", SOURCE / "classification", SOURCE / "diligence", SOURCE / "licensing")
    of_folders = (path for folder in folders for path in sorted(folder.rglob("*.toml")))
    for path in (*of_folders, SOURCE / "sources/lists/known_lists.toml"):
        if path.parent.name not in ("titles", "words"):
            with path.open("rb") as stream:
                data = tomllib.load(stream)
            fields = FIELDS | MORE_FIELDS.get(path.name, set())
            for sentence in dict.fromkeys(_sentences(data, fields)):
                yield sentence, path.relative_to(ROOT).as_posix(), 0


def _sentences(data: Any, fields: set[str], name: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _sentences(value, fields, FAMILIES if name == FAMILIES else key)
    elif isinstance(data, list):
        for value in data:
            yield from _sentences(value, fields, name)
    elif isinstance(data, str) and name in fields | {FAMILIES} and data:
        yield data


def template() -> Catalog:
    """All sentences, without translations, in a fixed order."""
    catalogue = Catalog(project="dualuse", version="0", fuzzy=False)
    for sentence, file, line in (*from_python(), *from_templates(), *from_commented_files(), *from_data()):
        catalogue.add(sentence, locations=[(file, line)] if line else [(file, 1)])
    return catalogue


def merged(language: str, sentences: Catalog) -> Catalog:
    """The catalogue of ``language`` with exactly the sentences of today; translations are kept."""
    path = LOCALE / language / "LC_MESSAGES" / "dualuse.po"
    catalogue = Catalog(locale=language, project="dualuse", version="0", fuzzy=False)
    known: dict[str, str] = {}
    if path.exists():
        with path.open("rb") as stream:
            known = {
                str(message.id): str(message.string)
                for message in read_po(stream, locale=language)
                if message.id
            }
    for message in sentences:
        if message.id:
            catalogue.add(message.id, as_set(language, known.get(str(message.id), "")))
    return catalogue


def _written(catalogue: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=False, sort_output=True, no_location=True)
    lines = stream.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated'))
    ).encode()


def untranslated(language: str, sentences: Catalog) -> list[str]:
    """The sentences that have no translation in ``language``."""
    return [str(message.id) for message in merged(language, sentences) if message.id and not message.string]


def not_as_set(language: str) -> list[str]:
    """The translations in the file of ``language`` that are not set as that language is."""
    with (LOCALE / language / "LC_MESSAGES" / "dualuse.po").open("rb") as stream:
        texts = [str(message.string) for message in read_po(stream, locale=language) if message.id]
    return [text for text in texts if text != as_set(language, text)]


def main() -> int:
    """Update the files, or check them."""
    sentences = template()
    if "--check" in sys.argv:
        missing = {language: untranslated(language, sentences) for language in TRANSLATED}
        for language, sentences_left in missing.items():
            print(f"{language}: {len(sentences_left)} of {len(sentences)} sentences are not translated")
            for sentence in sentences_left[:10]:
                print(f"  {sentence[:100]}")
        wrong = {language: not_as_set(language) for language in TRANSLATED}
        for language, texts in wrong.items():
            for text in texts[:10]:
                print(f"{language}: signs or spaces: {text[:100]}")
        return 1 if any((*missing.values(), *wrong.values())) else 0
    for language in TRANSLATED:
        path = LOCALE / language / "LC_MESSAGES" / "dualuse.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(merged(language, sentences)))
    print(f"{len(sentences)} sentences")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
