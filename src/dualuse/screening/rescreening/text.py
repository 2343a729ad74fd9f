"""A rescreening as a person reads it: new hits first, then those that changed, then those that are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dualuse.i18n import N_, grouped, translate
from dualuse.inputs.problems import printable
from dualuse.screening.output import compared_with
from dualuse.screening.rescreening.rescreen import Change, Changed, Rescreened
from dualuse.screening.rescreening.run_record import counts_of
from dualuse.screening.session import Session
from dualuse.screening.text import SHORT_STATUS

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
    "counterparty_left": N_("counterparty not in the file any more"),
    "matcher": N_("new version of the matcher"),
    "decision": N_("open again: what was decided no longer stands"),
    "decided": N_("a person decided it since"),
    "scoring": N_("the name weighs otherwise among the names of the lists"),
}
_SHOWN: Final = 50


def rescreen_text(found: Rescreened, session: Session, language: str) -> str:
    """The report as text."""
    return "\n".join(printable(line) for line in _lines(found, session, language)) + "\n"


def _lines(found: Rescreened, session: Session, language: str) -> Iterator[str]:
    def say(text: str, **params: object) -> str:
        return translate(text, language).format(**params)

    counts = counts_of(found)
    last = found.last
    yield say(
        _MODE_WORDS[found.mode],
        before=last.matcher if last else "",
        now=session.installed.matcher,
        day=f"{last.time[:10]}" if last else "",
        screened=grouped(found.screened, language),
        **{what: grouped(number, language) for what, number in counts["entries"].items()},
    )
    total = grouped(counts["counterparties"], language)
    words = [
        f"{grouped(number, language)} {say(SHORT_STATUS[status])}"
        for status, number in counts["statuses"].items()
    ]
    yield say(N_("Counterparties: {number} ({statuses})"), number=total, statuses=", ".join(words))
    for what, title in _TITLES.items():
        changes = found.of(what)
        yield ""
        yield say(title, number=grouped(len(changes), language))
        for change in changes[:_SHOWN]:
            yield from _change(change, say)
        if len(changes) > _SHOWN:
            more = grouped(len(changes) - _SHOWN, language)
            yield "  " + say(N_("and {number} more; --json gives all"), number=more)
    yield ""
    yield compared_with(session, language)


def _change(change: Changed, say: Callable[..., str]) -> Iterator[str]:
    hit = change.hit
    why = ", ".join(say(_WHY_WORDS[code]) for code in change.why)
    status = say(SHORT_STATUS[hit.status])
    if change.before and change.after and change.before.status != change.after.status:
        status = f"{say(SHORT_STATUS[change.before.status])} → {status}"
    party = " ".join(filter(None, (change.id, change.party)))
    yield f"  {party}  ·  {status}  ·  {hit.score:.2f}  {hit.name}  ·  {hit.list} {hit.entity}"
    yield f"      {why}"
