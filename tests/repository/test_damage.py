"""A data file of the program that is gone, empty, broken off or another one is told as that, whoever reads it: never as an answer.

A wheel knows how long each of its files is; the copies here know it in the same way. A checkout knows the names of its files.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

from dualuse import data_folders
from dualuse.data_folders import NAMED, SHIPPED, DataError, sizes_of
from dualuse.inputs import data_files
from scripts.name_data_files import names
from tests.repository.test_data_folders import READERS
from tests.support.edited_package import EditedPackage
from tests.support.paths import PACKAGE, REPOSITORY
from tests.support.screening_home import Entry, install

EXAMPLE = '{"items": [{"entries": ["5A001.f"]}], "destination": "CH"}'
CHECK = ("check", "-", "--format", "json", "--gate")
DAMAGES = ("gone", "empty", "half", "other")
DAMAGED = """
import json, sys
from pathlib import Path
for name, damage in json.loads(sys.argv[2]):
    path = Path(name)
    whole = path.read_bytes()
    path.unlink()
    if damage != "gone":
        other = b"[1]" if path.suffix == ".json" else b"x = 1"
        path.write_bytes({"empty": b"", "half": whole[: len(whole) // 2], "other": other}[damage])
    try:
        exec(sys.argv[1], {})
        print("it is read")
    except Exception as error:
        print(type(error).__name__, *str(error).splitlines(), sep=": ")
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(whole)
exec(sys.argv[1], {})
"""
"""Reads a folder with each of its files damaged in turn, and then as it was: one process, as what is refused stays unread."""


def _known(package: EditedPackage) -> EditedPackage:
    """The copy, once it knows its files as a wheel does."""
    folder = package.folder / "dualuse"
    for name, origin in (("schemas", "docs/schema"), ("conformance", "conformance")):
        for path in (REPOSITORY / origin).glob("*.*"):
            package.write(f"{name}/{path.name}", path.read_text("utf-8"))
    files = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    package.write(SHIPPED, json.dumps({"files": sizes_of(files)}))
    return package


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> EditedPackage:
    return _known(EditedPackage.copy_to(tmp_path_factory.mktemp("installed")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> EditedPackage:
    return EditedPackage.copy_to(tmp_path_factory.mktemp("checkout"))


@contextmanager
def _damaged(package: EditedPackage, name: str, content: bytes | None) -> Iterator[None]:
    package.changed()
    path = package.folder / "dualuse" / name
    whole = path.read_bytes()
    path.unlink()  # the file of the repository is the same one
    if content is not None:
        path.write_bytes(content)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(whole)


def _some(folder: str) -> list[tuple[Path, str]]:
    """Files of a folder that are damaged, each in one way: the first and the last ones, in all ways together."""
    paths = sorted(
        path for path in (PACKAGE / folder).iterdir() if path.is_file() and path.suffix not in (".py", "")
    )
    few = [*paths[:2], *paths[-2:]]
    return [(few[place % len(few)], damage) for place, damage in enumerate(DAMAGES)] if few else []


@pytest.mark.parametrize("folder", [folder for folder in READERS if folder != "i18n/locale"])
def test_a_damaged_file_of_any_folder_is_named(folder: str, installed: EditedPackage) -> None:
    damages = _some(folder)
    assert damages, folder
    rows = [
        (str(installed.folder / "dualuse" / path.relative_to(PACKAGE)), damage) for path, damage in damages
    ]
    installed.changed()
    done = installed.python(DAMAGED, READERS[folder], json.dumps(rows))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == len(damages)
    for (path, _), line in zip(damages, lines, strict=True):
        assert line.startswith(f"DataError: {path.relative_to(PACKAGE).as_posix()}: "), line


@pytest.mark.parametrize(
    ("name", "content", "command"),
    [
        ("law/known_up_to.toml", None, CHECK),
        ("law/territories.toml", b"", CHECK),
        ("law/states/FR.toml", None, CHECK),
        ("law/measures/listings/other_lists.toml", None, CHECK),
        ("screening/names/general_words.txt", b"", ("screen", "Orlow Quillonberg", "--gate")),
        ("classification/search/synonyms/machines.toml", None, ("classify", "pump")),
        ("classification/sheets/data/6A003.toml", b"x = 1", ("examine", "6A003")),
        ("classification/sheets/data/6A003.toml", b"\xff", ("examine", "6A003")),
        ("classification/sheets/general_notes.toml", None, ("examine", "6A003")),
        ("i18n/locale/de/LC_MESSAGES/dualuse.mo", b"\xde\x12\x04\x95", (*CHECK, "--language", "de")),
        ("schemas/determination.json", b"[1]", ("schema", "determination")),
        ("schemas/determination.json", None, ("schema", "determination")),
        ("conformance/cases.jsonl", b"", ("conformance",)),
    ],
)
def test_what_a_command_needs_is_a_failure_of_the_program(
    name: str, content: bytes | None, command: tuple[str, ...], installed: EditedPackage, tmp_path: Path
) -> None:
    install(tmp_path, "xx_one", date.today().isoformat(), (Entry("P1", "Orlow Quillonberg"),))
    with _damaged(installed, name, content):
        done = installed.run(
            *command, stdin=EXAMPLE, environment={"DUALUSE_HOME": str(tmp_path), "LC_ALL": "C"}
        )
    assert done.returncode == 70, (done.stdout, done.stderr)
    assert not done.stdout
    assert "Traceback" not in done.stderr
    line = done.stderr.splitlines()[-1]
    assert line.startswith(f"dualuse: {name}: ")
    assert line.endswith(". The file is of the program itself: install it again")


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("law/states/FR.toml", CHECK),
        ("law/measures/goods/32006R0765_VI.toml", CHECK),
        ("law/measures/words/pl.toml", CHECK),
        ("law/eu_2021_821/authorisations/EU008.toml", CHECK),
        ("law/eu_2021_821/control_list/words/entries_3_to_9.de.toml", ("classify", "Pumpe")),
        ("classification/search/synonyms/machines.toml", ("classify", "pump")),
        ("classification/sheets/data/6A003.toml", ("examine", "6A003")),
        ("data_files.txt", CHECK),
    ],
)
def test_a_file_that_was_removed_from_a_checkout_is_named(
    name: str, command: tuple[str, ...], checkout: EditedPackage, tmp_path: Path
) -> None:
    """What is left of a folder that people add to looks whole: a State less, the goods of an annex less, and the answer is too mild."""
    with _damaged(checkout, name, None):
        done = checkout.run(
            *command, stdin=EXAMPLE, environment={"DUALUSE_HOME": str(tmp_path), "LC_ALL": "C"}
        )
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr.splitlines()[-1].startswith(f"dualuse: {name}: the file is missing"), done.stderr


def test_the_doctor_names_what_was_removed_from_a_checkout(checkout: EditedPackage, tmp_path: Path) -> None:
    with _damaged(checkout, "law/states/FR.toml", None):
        done = checkout.run("doctor", "--json", environment={"DUALUSE_HOME": str(tmp_path)})
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [
        "law/states/FR.toml: the file is missing" in row["text"] for row in rows if row["name"] == "program"
    ] == [True]


def test_what_a_person_adds_to_a_checkout_needs_no_name(checkout: EditedPackage, tmp_path: Path) -> None:
    folder = checkout.folder / "dualuse/classification/search/synonyms"
    (folder / "vessels.toml").write_bytes((folder / "machines.toml").read_bytes())
    checkout.changed()
    try:
        done = checkout.run("classify", "pump", environment={"DUALUSE_HOME": str(tmp_path)})
    finally:
        (folder / "vessels.toml").unlink()
    assert "is missing" not in done.stderr
    assert "nobody reads" not in done.stderr


def test_the_data_files_of_this_release_have_their_names() -> None:
    assert (PACKAGE / NAMED).read_text("utf-8") == names(), "python scripts/name_data_files.py"


@pytest.mark.parametrize(
    "name",
    [
        "sources/countries.toml",
        "screening/names/general_words.txt",
        "screening/names/business_words.toml",
        "screening/names/ordinary_words.txt",
        "schema/tables/headers.toml",
        "sources/lists/meaning_of_entries.toml",
        "law/states/FR.toml",
        "i18n/place_names.json",
    ],
)
@pytest.mark.parametrize("content", ["", "\n", "# nothing\n"])
def test_a_file_without_content_is_refused_in_a_checkout_too(
    name: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There no sizes are known, as files change; but none says nothing."""
    if content.startswith("#") and not name.endswith(".toml"):
        pytest.skip("it has no comments")
    monkeypatch.setattr(data_folders, "PACKAGE", tmp_path)
    monkeypatch.setattr(data_files, "PACKAGE", tmp_path)
    monkeypatch.setattr(data_folders, "sizes_brought", dict)
    path = tmp_path / Path(name).name
    path.write_text(content, "utf-8")
    with pytest.raises(DataError, match=rf"{path.name}: (the file is empty|nothing stands in it)"):
        data_files.read_toml(path) if path.suffix == ".toml" else data_folders.read_text(path)


def test_translations_that_cannot_be_read_stop_the_start_in_english(installed: EditedPackage) -> None:
    """They are read before anything guards the command line, and what tells of them cannot be translated."""
    name = "i18n/locale/fr/LC_MESSAGES/dualuse.mo"
    with _damaged(installed, name, b"\xde\x12\x04\x95\x00"):
        program = "from dualuse.__main__ import main; main()"
        done = installed.python(
            program, "check", "X", "--gate", environment={"DUALUSE_LANGUAGE": "fr", "LC_ALL": "C"}
        )
    assert done.returncode == 70, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"dualuse: {name}: ")
    assert line.endswith("install it again")


def test_a_run_that_nobody_watches_keeps_a_code_of_the_damage(
    installed: EditedPackage, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with _damaged(installed, "law/known_up_to.toml", None):
        done = installed.run("watch", str(tmp_path), "--log-file", str(log))
    assert done.returncode == 70, done.stderr
    (line,) = log.read_text("utf-8").splitlines()
    assert (json.loads(line)["exit"], json.loads(line)["problems"]) == (70, ["data_damaged"])


def test_the_doctor_names_what_is_damaged_and_goes_on(installed: EditedPackage, tmp_path: Path) -> None:
    environment = {"DUALUSE_HOME": str(tmp_path), "LC_ALL": "C"}
    with (
        _damaged(installed, "law/known_up_to.toml", None),
        _damaged(installed, "documents/dossier.typ", b"x"),
    ):
        done = installed.run("doctor", "--json", environment=environment)
    assert done.returncode == 1, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    texts = [row["text"] for row in rows if row["name"] == "program"]
    assert [text.split(":")[0] for text in texts] == ["documents/dossier.typ", "law/known_up_to.toml"]
    assert {"lists", "workspace", "bulk"} <= {row["name"] for row in rows}


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (None, "the file is missing"),
        (b'{"source": 1, "law": 2, "files": 3}', "files: no sizes"),
        (b'{"source": "1", "law": "2", "files": {}}', "files: no sizes"),
        (b'{"files": {"law": {"known_up_to.toml": "long"}}}', "files: no sizes"),
    ],
)
def test_a_wheel_without_its_record_of_sizes_is_damaged(
    installed: EditedPackage, tmp_path: Path, record: bytes | None, why: str
) -> None:
    """Without it no file would be known to be cut off."""
    environment = {"DUALUSE_HOME": str(tmp_path), "LC_ALL": "C"}
    with _damaged(installed, SHIPPED, record):
        done = installed.run(*CHECK, stdin=EXAMPLE, environment=environment)
        told = installed.run("doctor", "--json", environment=environment)
    assert (done.returncode, done.stdout) == (70, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"dualuse: {SHIPPED}: {why}")
    assert told.returncode == 1, told.stderr
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["state"] for row in rows if SHIPPED in row["text"]] == ["mend"]
    assert {"workspace", "bulk"} <= {row["name"] for row in rows}


@pytest.mark.parametrize("mark", ["conformance/cases.txt", "../dualuse-0.1.0.dist-info/RECORD"])
def test_a_wheel_is_told_from_a_checkout(mark: str, tmp_path: Path) -> None:
    package = EditedPackage.copy_to(tmp_path)
    package.write(mark, "")
    done = package.run(*CHECK, stdin=EXAMPLE, environment={"DUALUSE_HOME": str(tmp_path), "LC_ALL": "C"})
    assert done.returncode == 70, done.stderr
    assert f"{SHIPPED}: the file is missing" in done.stderr


def test_translations_are_compiled_to_the_same_bytes_whenever_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import babel.messages.catalog as catalogues

    from hatch_build import LOCALE, compile_catalogues

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            return cls(2031, 2, 3, 4, 5, tzinfo=tz)

    source = REPOSITORY / LOCALE / "de/LC_MESSAGES/dualuse.po"
    (tmp_path / LOCALE / "de/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / LOCALE / "de/LC_MESSAGES/dualuse.po").write_bytes(source.read_bytes())
    (compiled,) = compile_catalogues(tmp_path)
    first = compiled.read_bytes()
    monkeypatch.setattr(catalogues.datetime, "datetime", Later)
    compile_catalogues(tmp_path)
    assert compiled.read_bytes() == first
    assert not any(word in first for word in (b"POT-Creation-Date", b"PO-Revision-Date", b"Generated-By"))
    with compiled.open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("the file is empty") == "die Datei ist leer"


def test_the_build_writes_down_what_a_wheel_brings(tmp_path: Path) -> None:
    from hatch_build import versions_file

    names = ("law/known_up_to.toml", "law/known_up_to.py", "i18n/place_names.json")
    written = versions_file(REPOSITORY, tmp_path, [(name, PACKAGE / name) for name in names])
    assert written.name == SHIPPED
    assert json.loads(written.read_text("utf-8"))["files"] == {
        "law": {"known_up_to.toml": (PACKAGE / "law/known_up_to.toml").stat().st_size},
        "i18n": {"place_names.json": (PACKAGE / "i18n/place_names.json").stat().st_size},
    }


def test_nothing_is_built_of_a_source_that_lacks_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hatch_build import versions_file

    sizes = {"law/states": {"FR.toml": -1, "XX.toml": -1}}
    monkeypatch.setattr(data_folders, "sizes_brought", lambda: sizes)
    with pytest.raises(DataError, match=r"law/states/XX\.toml: the file is missing"):
        versions_file(REPOSITORY, tmp_path, ())
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_whole_hinder_nobody(installed: EditedPackage, tmp_path: Path) -> None:
    done = installed.run(*CHECK[:-1], stdin=EXAMPLE, environment={"DUALUSE_HOME": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")
    done = installed.run("doctor", "--json", environment={"DUALUSE_HOME": str(tmp_path)})
    assert not [line for line in done.stdout.splitlines() if json.loads(line)["name"] == "program"]
