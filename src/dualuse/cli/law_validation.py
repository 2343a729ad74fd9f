"""``dualuse law validate``: the data files of the law, read by their own readers and held against the record of their rows.

A folder other than the one installed is read by a copy of this program that has those files in place of its own, in a process of its
own: so nothing is validated by other rules than those by which it would be used.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import dualuse
from dualuse.cli.terminal import refuse, say
from dualuse.data_folders import DataError
from dualuse.i18n import N_
from dualuse.inputs.data_files import DATA
from dualuse.inputs.persons import named
from dualuse.inputs.problems import ExitCode, printable
from dualuse.inputs.temporary import temporary_folder
from dualuse.inputs.whole_files import replacing
from dualuse.law.version.recorded_rows import (
    BESIDE,
    NAME,
    differences,
    path_of,
    record_text,
    recorded_anew,
    shown_file,
    slips,
)

_PACKAGE: Final = Path(dualuse.__file__).parent
_MOST: Final = 40
_FEW_LINES: Final = 3
_READ_ALL: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from dualuse.data_folders import DataError
try:
    from dualuse.i18n import LANGUAGES
    from dualuse.law.collection import whole_law
    from dualuse.law.customs import document_codes
    from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS, table
    from dualuse.law.eu_2021_821.control_list import edition_records, outline
    from dualuse.law.eu_2021_821.control_list.plain import family_words, plain_words
    from dualuse.law.eu_2021_821.surveillance import families
    from dualuse.law.measures.listings.reading import annexes, ended_freezes, freezes, other_lists
    from dualuse.law.states import jurisdiction, known_jurisdictions
    from dualuse.sources.lists.known_lists import known_lists
    from dualuse.sources.lists.meaning_of_entries import has_meaning
    for identifier in (*IDENTIFIERS, "annex_iv", "section_i"):
        table(identifier)
    for record in edition_records():
        outline(record)
    for language in LANGUAGES:
        family_words(language), plain_words("5A001", language)
    for state in known_jurisdictions():
        jurisdiction(state)
    document_codes(), freezes(), ended_freezes(), annexes(), other_lists(), families(), whole_law()
    known_lists(), has_meaning("")
except DataError as error:
    print(error)
except Exception as error:
    import traceback
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = last.filename.rpartition("dualuse/")[2]
    print(f"read by {where}: {type(error).__name__}: {error}: a field or a file that it needs is missing or of another kind")
"""


def validated(folder: Path | None, language: str, *, record: bool, person: str, compared: str) -> ExitCode:
    """Tell what is wrong with the law in ``folder``, or record its rows; returns the exit code."""
    law = _law_in(folder, language)
    read = [*_unreadable(law)]
    try:
        faults = [*read, *(() if read else slips(law))]
        if record and not faults:
            return _record(law, language, named(person), compared.strip())
        faults += () if read else differences(law)
    except DataError as error:
        faults = [*read, str(error)]
    for line in faults[:_MOST]:
        print("dualuse: " + printable(_with_its_lines(line, law)), file=sys.stderr)
    if len(faults) > _MOST:
        print(f"dualuse: … {len(faults) - _MOST}", file=sys.stderr)
    if faults:
        return ExitCode.NOT_GO
    say(
        N_("The data of the law in {folder} is whole, and every row is as somebody read it."),
        language,
        folder=law,
    )
    say(
        N_(
            "Conditions and computations that are written in Python are not in this record: the law version covers them,"
            " and the tests (tests/law) do."
        ),
        language,
    )
    return ExitCode.DONE


_REFUSED_IN_FILE: Final = re.compile(
    r"law/(?P<file>[^:]+\.toml): .*?(?:'(?P<text>[^']+)' (?:is not|stands)|called (?P<name>\w+)|: (?!there )(?P<word>[^\s']+) (?:is not|is no|stands))"
)


def _with_its_lines(problem: str, law: Path) -> str:
    """``problem`` with the lines of its file that hold what is refused, if they are few: a reader of files knows no lines."""
    match = _REFUSED_IN_FILE.match(problem)
    if match is None:
        return problem
    refused = match["text"] or match["name"] or match["word"]
    holds = re.compile(rf"(?<!\w){re.escape(refused)}(?!\w)")
    try:
        lines = (law / match["file"]).read_text(encoding="utf-8").splitlines()
    except OSError:
        return problem
    numbers = [str(number) for number, line in enumerate(lines, 1) if holds.search(line)]
    if not 0 < len(numbers) <= _FEW_LINES:
        return problem
    return f"{problem} ({'line' if len(numbers) == 1 else 'lines'} {', '.join(numbers)})"


def _law_in(folder: Path | None, language: str) -> Path:
    if folder is None:
        return _PACKAGE / "law"
    for place in (folder, folder / "law", folder / "src" / "dualuse" / "law"):
        if (place / "territories.toml").is_file():
            return place.resolve()
    refuse(
        N_("{folder}: no law is here. Name the folder law of a checkout, in which territories.toml lies."),
        language,
        folder=folder,
    )


def _unreadable(law: Path) -> Iterator[str]:
    """What the readers refuse, the first thing alone; a row later may depend on it."""
    if law == _PACKAGE / "law":
        yield from _of_readers(_PACKAGE.parent)
        return
    with temporary_folder("dualuse-law-") as temporary:
        copy = temporary / "dualuse"
        copy.mkdir()
        for part in _PACKAGE.iterdir():
            if part.name not in ("law", "sources", "__pycache__"):
                (copy / part.name).symlink_to(part, target_is_directory=part.is_dir())
        ignored = shutil.ignore_patterns("__pycache__", *(f"*{suffix}" for suffix in DATA))
        shutil.copytree(_PACKAGE / "law", copy / "law", ignore=ignored)
        shutil.copytree(_PACKAGE / "sources", copy / "sources", ignore=shutil.ignore_patterns("__pycache__"))
        for file in BESIDE:
            shutil.copyfile(path_of(law, file), copy / file)
        for path in law.rglob("*"):
            if path.suffix.lower() in DATA and path.is_file():
                target = copy / "law" / path.relative_to(law)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        yield from _of_readers(Path(temporary))


def _of_readers(place: Path) -> Iterator[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", _READ_ALL, str(place)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    yield from (line for line in done.stdout.splitlines() if line.strip())
    if done.returncode:
        yield (done.stderr.strip().splitlines() or ["the readers ended"])[-1]


def _record(law: Path, language: str, person: str, compared: str) -> ExitCode:
    if not person:
        refuse(N_("name the person: --person, or DUALUSE_PERSON"), language)
    rows, changed, uncompared = recorded_anew(law, person, date.today().isoformat(), compared)
    if uncompared:
        names = "; ".join(f"{shown_file(row.file)} {row.name}".strip() for row in uncompared[:_MOST])
        refuse(
            N_(
                "these rows are marked official: say with --compared with which text they were compared: {rows}"
            ),
            language,
            rows=names,
        )
    (law / "version").mkdir(exist_ok=True)
    with replacing(law / "version" / NAME, shared=True) as (part,):
        part.write_text(record_text(rows), encoding="utf-8", newline="\n")
    say(N_("Rows recorded under the name {person}: {number}."), language, person=person, number=len(changed))
    for row in changed[:_MOST]:
        print(printable(f"  {shown_file(row.file)} {row.name}".rstrip()))
    if len(changed) > _MOST:
        print(f"  … {len(changed) - _MOST}")
    return ExitCode.DONE
