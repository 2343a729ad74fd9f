"""What ``dualuse rescreen`` does, and its report: as data, on record, and as a person reads it.

It says what was compared, with which editions and matcher, and what came of it: new hits first, then those that changed, then
those that are gone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_, Count, Message, fill, grouped, score
from dualuse.i18n.statuses import PARTY_STATUS
from dualuse.inputs.formats import RESCREENING, with_format
from dualuse.inputs.json_output import json_line, print_line
from dualuse.inputs.problems import ExitCode, InputError, printable
from dualuse.inputs.progress import progress
from dualuse.inputs.run_notes import note_counts, note_problems
from dualuse.inputs.telling import tell
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace, workspace_at
from dualuse.screening.counterparties import check_file, columns_taken, no_party, read_counterparties
from dualuse.screening.output import print_message
from dualuse.screening.rescreening.rescreen import Change, Changed, Rescreened, rescreen
from dualuse.screening.rescreening.state import CHAIN, KIND
from dualuse.screening.session import Session, session
from dualuse.screening.words import lists_compared
from dualuse.sources.home import home

_MODE_WORDS: Final[dict[str, str]] = {
    "first": N_("First run: all counterparties were screened against all lists."),
    "everything": N_("All counterparties were screened against all lists again."),
    "matcher": N_("The matcher is of another version ({before} before, {now} now): all were screened again."),
    "delta": N_(
        "Since {day}: entries that came: {added}, changed: {changed}, went: {removed}; counterparties concerned: {screened}."
    ),
}
_TITLES: Final[dict[Change, str]] = {
    "new": N_("New hits: {number}"),
    "changed": N_("Changed hits: {number}"),
    "gone": N_("Gone: {number}"),
    "decided": N_("Decided to be another party: {number}"),
}
_WHY_WORDS: Final[dict[str, str]] = {
    "first": N_("first screening"),
    "entry_added": N_("entry added to the list"),
    "entry_changed": N_("entry changed"),
    "entry_removed": N_("entry removed from the list"),
    "counterparty_new": N_("new counterparty"),
    "counterparty_changed": N_("counterparty changed"),
    "line_unread": N_("its line could not be read in the run before"),
    "counterparty_left": N_("counterparty not in the file any more"),
    "matcher": N_("new version of the matcher"),
    "decision": N_("open again: what was decided no longer stands"),
    "decided": N_("a person decided it since"),
    "scoring": N_("the name weighs otherwise among the names of the lists"),
}
_SHOWN: Final = 50
_LISTS_LACKING: Final = frozenset(("lists_too_old", "list_few"))
"""Codes of warnings on lists that are too old, or not whole: a run with them finds less than there is."""


def report_of(run: Rescreened, session: Session) -> dict[str, Any]:
    """The report as JSON values: ``new``, ``changed``, ``gone`` and ``decided`` hits, and what was compared."""
    return {
        "counterparties": run.name,
        "mode": run.mode,
        "matcher": session.installed.matcher,
        "matcher_before": run.last.matcher if run.last else None,
        "editions": session.installed.names(),
        "editions_before": dict(run.last.editions) if run.last else {},
        "since": run.last.time if run.last else None,
        "counts": counts_of(run),
        **{what: [_change_data(change, session) for change in run.select(what)] for what in _TITLES},
    }


def counts_of(run: Rescreened) -> dict[str, Any]:
    """The numbers of a run."""
    entries = list(run.delta.what.values()) if run.delta else []
    return {
        "counterparties": sum(run.statuses.values()),
        "statuses": dict(sorted(run.statuses.items())),
        "screened": run.screened,
        "not_screened": len(run.problems),
        "kept_unread": run.kept_unread,
        "entries": {what: entries.count(what) for what in ("added", "changed", "removed")},
        **{what: len(run.select(what)) for what in _TITLES},
    }


def record_run(
    workspace: Workspace, run: Rescreened, session: Session, person: str
) -> tuple[Event, Mapping[str, Any]]:
    """Record a run: an event with editions, matcher and counts, with the report and the state as files.

    Names of counterparties stand in the two files alone, which can be erased.

    Raises:
        InputError: the workspace cannot be written; the next run starts from the one before.
    """
    report = report_of(run, session)
    kept = workspace.keep(json.dumps(report, ensure_ascii=False, sort_keys=True).encode())
    body = {
        "name": run.name,
        "mode": run.mode,
        "editions": session.installed.names(),
        "matcher": session.installed.matcher,
        "lists": session.installed.key,
        "counts": counts_of(run),
        "state": run.state,
        "report": kept,
    }
    return workspace.chain(CHAIN).append(person, KIND, body, files=(run.state, kept)), report


def _change_data(change: Changed, session: Session) -> dict[str, Any]:
    hit = change.hit
    data: dict[str, Any] = {
        "id": change.id,
        "party": change.party,
        "list": hit.list,
        "entity": hit.entity,
        "name": hit.name,
        "queried": hit.queried,
        "score": hit.score,
        "status": hit.status,
        "why": list(change.why),
        "edition": session.installed.names().get(hit.list, ""),
    }
    if (before := change.before) is not None and change.after is not None:
        data["before"] = {"score": before.score, "status": before.status, "counts": before.counts}
    return data


def rescreen_text(run: Rescreened, session: Session, language: str) -> str:
    """The report as text."""
    return "\n".join(printable(line) for line in _lines(run, session, language)) + "\n"


def _lines(run: Rescreened, session: Session, language: str) -> Iterator[str]:
    def say(text: str, **params: object) -> str:
        return fill(text, language, **params)

    counts = counts_of(run)
    last = run.last
    yield say(
        _MODE_WORDS[run.mode],
        before=last.matcher if last else "",
        now=session.installed.matcher,
        day=f"{last.time[:10]}" if last else "",
        screened=grouped(run.screened, language),
        **{what: grouped(number, language) for what, number in counts["entries"].items()},
    )
    total = grouped(counts["counterparties"], language)
    words = [
        f"{grouped(number, language)} {say(PARTY_STATUS.short[status])}"
        for status, number in counts["statuses"].items()
    ]
    if words:
        yield say(N_("Counterparties: {number} ({statuses})"), number=total, statuses=", ".join(words))
    else:
        yield say(N_("Counterparties: {number}"), number=total)
    if run.problems:
        yield say(
            N_("Not screened, as they cannot be read: {number}"), number=grouped(len(run.problems), language)
        )
    for what, title in _TITLES.items():
        changes = run.select(what)
        yield ""
        yield say(title, number=grouped(len(changes), language))
        for change in changes[:_SHOWN]:
            yield from _change_lines(change, say)
        if len(changes) > _SHOWN:
            more = grouped(len(changes) - _SHOWN, language)
            yield "  " + say(N_("and {number} more; --json gives all"), number=more)
    yield ""
    yield lists_compared(session, language)


def _change_lines(change: Changed, say: Callable[..., str]) -> Iterator[str]:
    hit = change.hit
    why = ", ".join(say(_WHY_WORDS[code]) for code in change.why)
    status = say(PARTY_STATUS.short[hit.status])
    if change.before and change.after and change.before.status != change.after.status:
        status = f"{say(PARTY_STATUS.short[change.before.status])} → {status}"
    party = " ".join(filter(None, (change.id, change.party)))
    likeness = say("{score}", score=score(hit.score))
    yield f"  {party}  ·  {status}  ·  {likeness}  {hit.name}  ·  {hit.list} {hit.entity}"
    yield f"      {why}"


def run_rescreen(
    file: str,
    workspace: str,
    name: str,
    person: str,
    *,
    everything: bool,
    as_json: bool,
    gate: bool,
    workers: int,
    language: str,
    list_age: int | None = None,
) -> int:
    """Rescreen the counterparties of a file, record the run, and write the report; returns the exit code.

    Lines that cannot be read are reported, the others are rescreened, and the command ends with 2. ``list_age``:
    days that a list may be old at most.

    Raises:
        InputError: the file or the workspace cannot be used; nothing was recorded.
        MissingSourceError: no list is installed, or one is damaged.
    """
    check_file(file)
    if taken := columns_taken(file):
        print_message(taken, language)
    folder = workspace_at(
        workspace, home(), lambda problem: print(f"dualuse: {problem.text(language)}", file=sys.stderr)
    )
    if folder.is_untrusted():  # what it says stood before may hide what is new
        raise InputError([folder.untrusted()])
    in_use = session(home(), folder, date.today(), lambda message: print_message(message, language), list_age)
    with progress(file, N_("screening"), language) as done:
        lines = read_counterparties(file, sys.stdin.buffer, done=done)
        run = rescreen(in_use, lines, folder, name or Path(file).name, everything=everything, workers=workers)
    if not run.statuses and not run.problems:  # all would be called gone
        raise no_party(file)
    event, data = record_run(folder, run, in_use, person)
    counts = counts_of(run)
    note_counts(
        **{
            what: counts[what]
            for what in ("counterparties", "screened", "not_screened", "kept_unread", *_TITLES)
        }
    )
    of_lists = in_use.warnings()
    note_problems(*(message.code for message in of_lists))
    for line in run.problems:
        if line.problem is not None:
            tell((line.problem,), language, file)
    tell(run.doubts, language, file)
    warnings = [*of_lists, *_kept_unread(run), *_repeated_ids(run)]
    if as_json:
        texts = [message.as_data(language) for message in warnings]
        ends = {"warnings": texts, "record": {"number": event.number, "hash": event.hash}}
        print_line(json_line(with_format(RESCREENING, {**data, **ends})))
    else:
        print(rescreen_text(run, in_use, language), end="")
    for message in warnings:
        print_message(message, language)
    if run.problems or run.doubts:
        return ExitCode.BAD_INPUT
    lists_lack = any(message.code in _LISTS_LACKING for message in of_lists)
    is_open = lists_lack or run.select("new") or run.select("changed")
    return ExitCode.NOT_GO if gate and is_open else ExitCode.DONE


def _kept_unread(run: Rescreened) -> tuple[Message, ...]:
    """The warning that counterparties of the last run are not in the lines that were read, while others could not be read."""
    if not run.kept_unread:
        return ()
    text = N_(
        "counterparties of the last run that are perhaps in lines that cannot be read: {number}; none is called gone, their hits are kept, and"
        " they are screened again when the lines can be read"
    )
    return (Message("kept_unread", text, {"number": Count(run.kept_unread)}),)


def _repeated_ids(run: Rescreened) -> tuple[Message, ...]:
    """The warning that ids occur more than once: each line is a counterparty of its own, told apart by its order alone."""
    if not run.repeated_ids:
        return ()
    text = N_(
        "rows whose id stands in the file before: {number} (the first: {id}); each is taken for a counterparty of its own and"
        " told apart by its order; give each an id of its own"
    )
    return (Message("id_again", text, {"number": Count(len(run.repeated_ids)), "id": run.repeated_ids[0]}),)
