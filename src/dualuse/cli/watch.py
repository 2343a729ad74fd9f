"""``dualuse watch``: which assessments change under today's law, lists, indices and matcher, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.check import AcceptLawAgeOption, PersonOption, accepted_until
from dualuse.cli.configuration import settings
from dualuse.cli.context import ContextOption
from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.run_log import LogFileOption, logged
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    FullOption,
    JsonOption,
    LanguageOption,
    day_of,
    edge,
    localised,
    show_data,
    width,
)
from dualuse.documents.screen_parts import cut_point
from dualuse.documents.terminal import AND_MORE, COLOURS
from dualuse.i18n import N_, Message, fill, grouped, render, translate
from dualuse.inputs.colours import styled
from dualuse.inputs.formats import LATER, WATCH
from dualuse.inputs.problems import ExitCode, input_error
from dualuse.inputs.run_notes import note_counts, note_problems
from dualuse.inputs.telling import complain
from dualuse.inputs.wrapping import MOST_LINES, clipped, wrapped_lines

if TYPE_CHECKING:
    from dualuse.assessment.release_holds.law_age import LawAgeAcceptance
    from dualuse.dossier.watching.watch import Today, Watched

HELP: Final = N_("Hold dossiers against today's law, lists, indices and matcher: what changes, and why?")
KINDS: Final = {
    "unreadable": N_("no dossiers that this release reads"),
    "record": N_("not the files that the workspace recorded"),
    "recall": N_("recalled answers"),
    "answer": N_("another answer"),
    "acceptance": N_("old law accepted by somebody, and no longer"),
    "party": N_("parties: hits that came or went"),
    "option": N_("general authorisations that came or went"),
    "annex": N_("their entries of Annex I changed"),
    "context": N_("newer values of indices"),
    "questionnaire": N_("a newer questionnaire"),
    "matcher": N_("another matcher"),
    "review": N_("due to be opened again"),
}
_OF_LATER: Final = N_("of these written by a later release: update the program, and watch again")
_UNRELIABLE: Final = frozenset(("unreadable", "record"))
"""The kinds of a file that was changed, or is no dossier."""
_WORKERS: Final = 2


@edge()
@logged("watch")
def command(
    folder: Annotated[Path, typer.Argument(help=localised(N_("The folder that dualuse assess writes to.")))],
    context: ContextOption = None,
    day: Annotated[
        str,
        typer.Option(
            "--day", help=localised(N_("The day to hold them against (2026-11-26); default: today."))
        ),
    ] = "",
    gate: Annotated[
        bool,
        typer.Option(
            "--gate",
            help=localised(N_("Exit with 1 if anything changed, and never with 0 if not all was looked at.")),
        ),
    ] = False,
    workspace: WorkspaceOption = "",
    log_file: LogFileOption = "",
    accept_law_age: AcceptLawAgeOption = "",
    person: PersonOption = "",
    full: FullOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Watch: what stands on the whole, and each dossier that changes."""
    from dualuse.assessment.release_holds.law_age import acceptance
    from dualuse.dossier.watching.not_looked_at import not_looked_at
    from dualuse.dossier.watching.watch import watch
    from dualuse.inputs.progress import progress

    if not folder.is_dir():
        raise input_error(
            "no_folder",
            N_("this is no folder"),
            N_("Name the folder that dualuse assess writes to"),
            file=str(folder),
        )
    counts: Counter[str] = Counter()
    number = changed = unrecorded = unreliable = restated = without_indices = 0
    changing: list[Watched] = []
    later: set[str] = set()
    accepted = acceptance(accepted_until(accept_law_age, language), person)
    today = _today(day_of(day, language), context, workspace, accepted)
    with progress(str(folder), N_("watching"), language) as done:
        for watched in watch(folder, today, _WORKERS, done):
            number += 1
            changed += bool(watched.changes)
            kinds = {change.kind for change in watched.changes}
            is_unreliable = not _UNRELIABLE.isdisjoint(kinds)
            unreliable += is_unreliable
            unrecorded += not watched.recorded and not is_unreliable
            counts.update(kinds)
            of_later = {change.what.code for change in watched.changes} & {LATER}
            later |= of_later
            counts.update(of_later)
            restated += bool(watched.earlier)
            without_indices += watched.without_indices
            if not (watched.changes or watched.earlier):
                continue
            if json:
                show_data(_data(watched, language), WATCH)
            else:
                changing.append(watched)
    note_counts(
        dossiers=number, changed=changed, unreliable=unreliable, unrecorded=unrecorded, restated=restated
    )
    lacking = tuple(not_looked_at(today, folder, number, without_indices, language))
    note_problems(*later, *(row.message.code for row in lacking if row.gate))
    sentences = [_sentence(row.message, language) for row in lacking]
    if json:
        for row, sentence in zip(lacking, sentences, strict=True):
            if row.gate:
                complain(sentence)
    else:
        gating = [sentence for row, sentence in zip(lacking, sentences, strict=True) if row.gate]
        beside = [sentence for row, sentence in zip(lacking, sentences, strict=True) if not row.gate]
        tone = _tone(changing, is_whole=not gating)
        above = [
            _coloured(line, tone)
            for line in _verdict(number - unreliable, changed - unreliable, counts, language)
        ]
        above += [_coloured(line, "ask") for sentence in gating for line in _wrapped(sentence)]
        for step in dict.fromkeys(filter(None, (row.step for row in lacking))):
            above += _wrapped(f"→ {translate(step, language)}")
        above += _by_kind(counts, language)
        above += [line for sentence in beside for line in _wrapped(sentence)]
        if unrecorded:
            text = N_(
                "Not recorded in the workspace: {number}. They follow from what they state; evidence not authenticated."
            )
            above += _say(text, language, number=grouped(unrecorded, language))
        if unreliable:
            text = N_(
                "Not to be relied on: {number}. They were changed, are no dossiers, or a later release wrote them: nothing follows here from what they state."
            )
            above += _say(text, language, number=grouped(unreliable, language))
        if restated:
            text = N_(
                "Of other stated facts than an earlier answer for the same reference: {number}. The dossier says which, and why."
            )
            above += _say(text, language, number=grouped(restated, language))
        for line in (*above, *changes_lines(changing, language, None if full else MOST_LINES - len(above))):
            typer.echo(_marked(line))
    if not gate:
        return ExitCode.DONE
    return ExitCode.NOT_GO if changed else max([ExitCode.DONE, *(row.gate for row in lacking)])


def _today(day: date, context: Path | None, workspace: str, accepted: LawAgeAcceptance | None) -> Today:
    from dualuse.diligence import questionnaires
    from dualuse.dossier.watching.watch import Today
    from dualuse.dossier.workspace_evidence import context_table
    from dualuse.sources.home import home

    return Today(
        day=day,
        home=home(),
        workspace=workspace_named(workspace).folder,
        context=context_table(context),
        questionnaires=tuple((row.name, row.version) for row in questionnaires()),
        accepted=accepted,
        rules=settings().rules,
    )


_MOST_CHANGES: Final = 3
_LINES_OF_NAMES: Final = 4
"""Of dossiers of which the same is said."""


def changes_lines(changing: Sequence[Watched], language: str, most: int | None) -> Iterator[str]:
    """The dossiers that change, those that get heavier first; ``most``: lines, of a dossier its heaviest changes, and dossiers of
    which the same is said stand together."""
    ordered = sorted(changing, key=lambda watched: -sum(change.worse is True for change in watched.changes))
    if most is None:
        for watched in ordered:
            yield from (_name(watched), *_points(watched, language, whole=True))
        return
    alike: dict[tuple[str, ...], list[str]] = {}
    for watched in ordered:
        alike.setdefault(tuple(_points(watched, language, whole=False)), []).append(_name(watched))
    room, rest = most, len(ordered)
    for points, names in alike.items():
        named = cut_point(wrapped_lines(", ".join(names), width(), rest="  "), _LINES_OF_NAMES, width())
        room -= len(named) + len(points)
        if room < (len(names) < rest):
            text = N_("and {number} more dossiers: --full")
            yield fill(text, language, number=grouped(rest, language))
            return
        rest -= len(names)
        yield from (*named, *points)


def _name(watched: Watched) -> str:
    return watched.reference or watched.file


def _points(watched: Watched, language: str, *, whole: bool) -> Iterator[str]:
    """The lines on the changes of a dossier: all of them, or one for each of the heaviest, and a count."""
    from dualuse.dossier.watching.change import ANSWER_CHANGED, change_text

    changes = sorted(watched.changes, key=lambda change: (change.worse is None, not change.worse))
    shown = changes if whole else changes[:_MOST_CHANGES]
    for change in shown:
        mark = {True: "▲", False: "▼", None: "·"}[change.worse]
        line = f"  {mark} {change_text(change, language)}"
        # Another verdict is never cut, nor what to do about an answer that is recalled.
        is_whole = whole or change.what.code == ANSWER_CHANGED or change.kind == "recall"
        yield from wrapped_lines(line, width(), rest="    ") if is_whole else [clipped(line, width())]
    if more := len(changes) - len(shown):
        yield "  " + fill(AND_MORE, language, number=more)
    for sentence in _earlier(watched, language, whole=whole):
        line = f"  · {sentence}"
        yield from wrapped_lines(line, width(), rest="    ") if whole else [clipped(line, width())]


def _earlier(watched: Watched, language: str, *, whole: bool) -> Iterator[str]:
    """The earlier answers of other stated facts, or the last of them, and why the facts are others."""
    from dualuse.dossier.earlier_answers import reason_in_words, sentence_of

    if not watched.earlier:
        return
    for answer in watched.earlier if whole else watched.earlier[-1:]:
        yield sentence_of(answer, language)
    yield reason_in_words(watched.reason, language)


def _data(watched: Watched, language: str) -> dict[str, Any]:
    from dualuse.dossier.earlier_answers import plain
    from dualuse.dossier.watching.change import change_text

    return {
        "file": watched.file,
        "reference": watched.reference,
        "recorded": watched.recorded,
        "changes": [
            {
                "kind": change.kind,
                "worse": change.worse,
                "code": change.what.code,
                "params": change.what.plain_params(),
                "text": change_text(change, language),
            }
            for change in watched.changes
        ],
        "earlier": plain(watched.earlier),
        "reason": watched.reason,
    }


def _say(text: str, language: str, /, **values: object) -> list[str]:
    return _wrapped(fill(text, language, **values))


def _wrapped(text: str) -> list[str]:
    """A sentence in lines that fit, in a pipe too: it may name many lists, or quote a reason."""
    return wrapped_lines(text, width(), rest="  ")


def _sentence(message: Message, language: str) -> str:
    """A message as a sentence that begins one."""
    text = render(message, language)
    return text[:1].upper() + text[1:]


def _tone(changing: Sequence[Watched], *, is_whole: bool) -> str:
    """The colour of what the dossiers come to: red where one gets heavier, green where nothing changes and all was looked at."""
    if any(change.worse for watched in changing for change in watched.changes):
        return "stop"
    return "ask" if changing or not is_whole else "go"


def _coloured(line: str, tone: str) -> str:
    """The line in its colour, on a terminal that shows colours."""
    return styled(line, line, COLOURS[tone])


def _marked(line: str) -> str:
    """A line on a change with its mark in colour: heavier red, lighter green."""
    start = line[:3]
    return styled(line, start, COLOURS[_MARKS[start]]) if start in _MARKS else line


_MARKS: Final = {"  ▲": "stop", "  ▼": "go"}


def _verdict(number: int, changed: int, counts: Counter[str], language: str) -> list[str]:
    """How many dossiers that can be relied on change; nothing where there are none. ``counts``: of all files, by kind of change."""
    if not number and counts:
        return []
    return _say(
        N_("{changed} of {number} dossiers change (▲ heavier, ▼ lighter)."),
        language,
        changed=grouped(changed, language),
        number=grouped(number, language),
    )


def _by_kind(counts: Counter[str], language: str) -> Iterator[str]:
    """How many files there are of each kind of change."""
    for kind, words in KINDS.items():
        if counts[kind]:
            yield f"{grouped(counts[kind], language):>9}  {translate(words, language)}"
        if kind == "unreadable" and counts[LATER]:
            yield f"{grouped(counts[LATER], language):>9}  {translate(_OF_LATER, language)}"
