"""``dualuse doctor``: what answers rest on here, how old it is, what is missing, and the command that mends it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typer

from dualuse.cli.configuration import settings
from dualuse.cli.terminal import (
    CANNOT_READ_OR_WRITE,
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    show_data,
    width,
)
from dualuse.data_folders import damage, damaged_files
from dualuse.i18n import N_, Message, fill, grouped, labelled, render, semicolon, translate
from dualuse.inputs.colours import styled
from dualuse.inputs.extras import in_repository, install_command, modules_of, pip_install
from dualuse.inputs.formats import DOCTOR
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import ExitCode, InputError

if TYPE_CHECKING:
    from dualuse.sources.lists.store import ListStore

DOCTOR_HELP: Final = N_(
    "Say what is installed and how old it is: what is missing, and the command that mends it; exit with 1 if something needs care."
)
State = Literal["well", "mend", "wanting"]
_WORDS: Final[dict[State, str]] = {"well": N_("well"), "mend": N_("MEND"), "wanting": N_("not there")}
_INSTALLED: Final = N_("installed")
"""Of what can be there or not: it is neither well nor ill."""
_TOGETHER: Final = N_("extras")
"""What the extras that are installed are called together."""
_FILE: Final = N_("FILE")
_FOLDER: Final = N_("FOLDER")
_COLOURS: Final[dict[State, str]] = {"well": "green", "mend": "red", "wanting": "yellow"}
_EXTRAS: Final = {
    "bulk": N_("tables are judged, and decisions published, with it"),
    "pdf": N_("dossiers are made as PDF with it"),
    "pdf-cjk": N_("a PDF can show Chinese, Japanese and Korean signs with it"),
    "site": N_("the public site is made with it"),
    "portal": N_("the service for applications and licences runs with it"),
    "embedding": N_("classify finds more descriptions with it"),
    "duckdb": N_("bulk can run on it"),
    "spark": N_("bulk can run on a cluster with it"),
    "signature": N_("dossiers can be signed as PDF with it"),
    "proof": N_("the law can be proved with it"),
}
"""Every extra but ``all``, which is several of them, and ``dev``, which is for those who change the program: what each is for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that answers rest on. ``mend``: no answer should be relied on before; ``wanting``: answers say less without it.

    ``remedy``: the command, empty where nothing is to be done.
    """

    name: str
    state: State
    text: str
    remedy: str = ""


@edge()
def doctor(
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Look at everything and tell it; exit code 1 where something has to be mended."""
    findings = list(examined(language))
    if json:
        for finding in findings:
            show_data(finding, DOCTOR)
    else:
        for line in lines_of(findings, language):
            typer.echo(line)
    bad = any(finding.state == "mend" for finding in findings)
    return ExitCode.NOT_GO if bad else ExitCode.DONE


def lines_of(findings: list[Finding], language: str) -> Iterator[str]:
    """A line or two for each finding: what is there, and the command that mends it."""
    from dualuse.inputs.wrapping import wrapped_lines

    findings = [*_together(findings, language)]
    name_width = max(len(finding.name) for finding in findings)
    word_width = max(len(translate(word, language)) for word in (*_WORDS.values(), _INSTALLED))
    for finding in findings:
        is_there = finding.state == "well" and finding.name == translate(_TOGETHER, language)
        word = translate(_INSTALLED if is_there else _WORDS[finding.state], language).ljust(word_width)
        start = f"{word}  {finding.name.ljust(name_width)}  "
        for line in wrapped_lines(finding.text, width(), start, " " * len(start), divided=True):
            yield styled(line, word, _COLOURS[finding.state])
        if finding.remedy:
            yield f"{' ' * len(start)}→ {finding.remedy}"


def _together(findings: Sequence[Finding], language: str) -> Iterator[Finding]:
    """The findings, the extras that are installed in one of them, where the first stands: of each of them nothing is to be done."""
    there = [finding.name for finding in findings if finding.state == "well" and finding.name in _EXTRAS]
    for finding in findings:
        if finding.name not in there:
            yield finding
        elif finding.name == there[0]:
            yield Finding(translate(_TOGETHER, language), "well", ", ".join(there))


def examined(language: str) -> Iterator[Finding]:
    """Everything that answers rest on, what has to be mended first."""
    closed = list(_readable("DUALUSE_HOME", _home_closed, language))
    of_home: tuple[tuple[str, Callable[[str], Iterator[Finding]]], ...] = (
        (N_("recall"), _recalls),
        (N_("lists"), _lists),
        (N_("Annex I"), _official_text),
        (N_("customs codes"), _correlation),
        (N_("workspace"), _house),
    )
    parts = (
        (N_("program"), _program),
        (N_("law"), _law),
        *(() if closed else of_home[:-1]),
        ("", _extras),
        *(() if closed else of_home[-1:]),
    )
    findings = _each_once(
        finding
        for name, part in parts
        for finding in _readable(translate(name, language) if name else "", part, language)
    )
    yield from sorted([*closed, *findings], key=lambda finding: finding.state != "mend")


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those of a file that cannot be read that another part has told of in the same words.

    Two lists that are as old as each other say the same, too: what mends them tells them apart.
    """
    kept: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        kept.setdefault((finding.remedy if finding.state == "mend" else finding.name, finding.text), finding)
    return list(kept.values())


def _readable(name: str, part: Callable[[str], Iterator[Finding]], language: str) -> Iterator[Finding]:
    """The findings of a part; a file of it that cannot be read is one of them: the others are looked at all the same."""
    try:
        yield from part(language)
    except InputError as error:
        yield from (Finding(name, "mend", problem.text(language)) for problem in error.problems)
    except Exception as error:
        if (damaged := damage(error)) is not None:
            yield Finding(name, "mend", str(damaged), _newer_program(language))
        elif isinstance(error, OSError) and error.filename is not None:
            path, why = os.fsdecode(error.filename), reason_of(error)
            yield Finding(name, "mend", fill(CANNOT_READ_OR_WRITE, language, file=path, why=why))
        else:
            raise


def _home_closed(language: str) -> Iterator[Finding]:
    """Nothing; that this user may not read the home is the error of asking for it."""
    from dualuse.sources.home import home

    home()
    yield from ()


def _program(language: str) -> Iterator[Finding]:
    """The data files of the program that are not as they were installed."""
    for damaged in damaged_files():
        yield Finding(translate(N_("program"), language), "mend", str(damaged), _newer_program(language))


def _law(language: str) -> Iterator[Finding]:
    from dualuse.assessment.release_holds.law_age import law_age
    from dualuse.law.collection import CURRENT_TO
    from dualuse.version import software_version

    name = translate(N_("law"), language)
    age = law_age(date.today(), rules=settings().rules)
    if age.is_old:
        yield Finding(name, "mend", render(age.message, language), _newer_program(language))
    else:
        text = translate(N_("dualuse {version}, law known up to {day}"), language)
        yield Finding(name, "well", text.format(version=software_version(), day=CURRENT_TO.isoformat()))


def _recalls(language: str) -> Iterator[Finding]:
    from dualuse.law.collection import law_version
    from dualuse.law_changes.recalls import concerning, recalls
    from dualuse.sources.home import home
    from dualuse.version import software_version

    for recall in concerning(recalls(home()), law_version(), software_version()):
        yield Finding(
            translate(N_("recall"), language),
            "mend",
            render(recall.message(), language),
            _newer_program(language),
        )


def _lists(language: str) -> Iterator[Finding]:
    from dualuse.sources.home import home
    from dualuse.sources.lists.edition import read_current
    from dualuse.sources.lists.store import ListStore

    store = ListStore(home())
    names = sorted(read_current(store.folder))
    if not names:
        text = N_("no list is installed: nobody can be screened, and nothing is free to go")
        yield Finding(
            translate(N_("lists"), language), "mend", translate(text, language), "dualuse lists sync"
        )
    for name in names:
        yield from _readable(name, partial(_list, store, name), language)


def _list(store: ListStore, name: str, language: str) -> Iterator[Finding]:
    from dualuse.sources.lists.edition import A_PERSON
    from dualuse.sources.lists.known_lists import age, missing_minimum

    edition = store.edition(name)
    of_list = age(edition, date.today(), settings().rules.list_age)
    if least := missing_minimum(edition):
        text = N_("not the whole list: {records} entries, as published more than {least}")
        counts = {"records": grouped(edition.records, language), "least": grouped(least, language)}
        whole = fill(text, language, **counts)
        if of_list.too_old:
            whole += semicolon(language) + _age_alone(of_list.message, edition.list, language)
        yield Finding(edition.list, "mend", whole, f"dualuse lists sync {edition.list}")
    elif of_list.too_old:
        text = _age_alone(of_list.message, edition.list, language)
        yield Finding(edition.list, "mend", text, f"dualuse lists sync {edition.list}")
    else:
        text = N_("edition {edition}, {records} entries")
        sentence = fill(text, language, edition=edition.edition, records=grouped(edition.records, language))
        if edition.day_from == A_PERSON and edition.dated:
            sentence += semicolon(language) + translate(N_("its day was stated by a person"), language)
        yield Finding(edition.list, "well", sentence)


def _age_alone(message: Message, name: str, language: str) -> str:
    """How old a list is, without its name, which stands before it."""
    return render(message, language).removeprefix(labelled(name, "", language))


def _official_text(language: str) -> Iterator[Finding]:
    from dualuse.law.eu_2021_821.control_list import outline
    from dualuse.sources.annex.store import installed

    name = translate(N_("Annex I"), language)
    newest = outline()
    texts = installed()
    assert newest is not None
    if any(text.edition == newest.name for text in texts):
        yield Finding(name, "well", fill(N_("official text of {day}"), language, day=newest.name))
    elif texts:
        sentence = N_("the official text is that of {day}, the list that of {newest}: classify says so")
        yield Finding(
            name,
            "wanting",
            fill(sentence, language, day=texts[-1].edition, newest=newest.name),
            f"dualuse sources annex {translate(_FILE, language)}",
        )
    else:
        sentence = N_(
            "the official text is not there: classify knows the list by our words alone and finds less"
        )
        yield Finding(
            name,
            "wanting",
            translate(sentence, language),
            f"dualuse sources annex {translate(_FILE, language)}",
        )


def _correlation(language: str) -> Iterator[Finding]:
    from dualuse.sources.correlation_table import load
    from dualuse.sources.home import home

    name = translate(N_("customs codes"), language)
    table = load(home())
    if table is None:
        text = N_("no table of customs codes and entries: a code leads to no entries to think of")
        yield Finding(
            name,
            "wanting",
            translate(text, language),
            f"dualuse sources correlation {translate(_FILE, language)}",
        )
    else:
        yield Finding(name, "well", translate(N_("a table of customs codes and entries is there"), language))


def _newer_program(language: str) -> str:
    """The command that takes a newer program: from the repository, or from the wheel of a release. Under its name the package is on no index, where
    anybody may put another; and wheels of one version are told apart by nothing that pip sees."""
    if in_repository():
        return _from_folder(".", language)
    text = N_("{command} (the wheel of the newest release, from where this one came)")
    file = translate(_FILE, language)
    return fill(text, language, command=f"{pip_install('--force-reinstall')} {file}.whl")


def _from_folder(what: str, language: str) -> str:
    """The command that installs from the repository."""
    text = N_("{command} (in the folder of the repository, once it is up to date)")
    return fill(text, language, command=f".venv/bin/pip install {what}")


def _extras(language: str) -> Iterator[Finding]:
    for extra, purpose in _EXTRAS.items():
        text = translate(purpose, language)
        if any(find_spec(module) is None for module in modules_of(extra)):
            command = _from_folder(f"'.[{extra}]'", language) if in_repository() else install_command(extra)
            yield Finding(extra, "wanting", text, command)
        else:
            yield Finding(extra, "well", text)


def _house(language: str) -> Iterator[Finding]:
    from dualuse.record.trust import NamedBySettings
    from dualuse.record.workspace import WORKSPACE_VARIABLE, workspace_at
    from dualuse.sources.home import NOWHERE, home

    house = settings()
    if house.file:
        folder = Path(house.file).parent
        text = N_("in this folder") if folder == Path() else N_("in the folder {folder}")
        yield Finding("dualuse.toml", "well", fill(text, language, folder=folder))
    else:
        text = N_("not in this folder or above: exporter, person and language are stated with each answer")
        yield Finding("dualuse.toml", "wanting", translate(text, language), "dualuse init")
    name = translate(N_("workspace"), language)
    by_settings = house.workspace and not os.environ.get(WORKSPACE_VARIABLE)
    workspace = workspace_at(
        NamedBySettings(house.workspace, house.file) if by_settings else "",
        home(),
    )
    if workspace.is_untrusted():
        text = N_("{folder} is not trusted: {settings} names it, and its decisions clear nobody")
        sentence = fill(text, language, folder=workspace.folder, settings=house.file)
        yield Finding(name, "wanting", sentence, f"dualuse record trust {workspace.folder}")
    elif workspace.folder.is_relative_to(NOWHERE):
        text = N_("nothing can be kept: this user has no folder (HOME is not set)")
        yield Finding(
            name, "wanting", translate(text, language), f"DUALUSE_HOME={translate(_FOLDER, language)}"
        )
    elif (closed := _not_writable(workspace.folder)) is not None:
        text = N_("nothing can be kept: this user may not write to the folder {folder}")
        yield Finding(
            name,
            "wanting",
            fill(text, language, folder=closed),
            f"DUALUSE_HOME={translate(_FOLDER, language)}",
        )
    elif refusal := _refused_record(workspace.folder, language):
        yield Finding(name, "mend", refusal, "dualuse record verify")
    else:
        text = N_("decisions and runs are kept in {folder}")
        yield Finding(name, "well", fill(text, language, folder=workspace.folder))


def _refused_record(folder: Path, language: str) -> str:
    """Why every command would refuse the record in a folder; "" where none does."""
    from dualuse.record.manifest import Manifest

    try:
        state = Manifest(folder).read().state
    except InputError as error:
        return " ".join(problem.text(language) for problem in error.problems)
    text = N_("the manifest of the record in {folder} was damaged")
    return fill(text, language, folder=folder) if state == "damaged" else ""


def _not_writable(folder: Path) -> Path | None:
    """The folder that keeps this user from writing to one, which may still have to be made: it or the nearest above that is there."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return None if there.is_dir() and os.access(there, os.W_OK | os.X_OK) else there
