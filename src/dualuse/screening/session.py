"""One run of screening: the lists in use, their index, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import MissingSourceError, new_problem
from dualuse.record.workspace import Workspace
from dualuse.screening.answers import Answer, answer
from dualuse.screening.decisions.decisions import Decisions
from dualuse.screening.index.installed import Installed, Notify, installed
from dualuse.screening.index.list_gaps import gaps_in
from dualuse.screening.matching.screened import Query
from dualuse.screening.parallel import screen_many

if TYPE_CHECKING:
    from dualuse.sources.lists.known_lists import Age


@dataclass(frozen=True, slots=True)
class Session:
    """``too_old``: the lists in use that are older than they may be; ``gaps``: what else may hide a party in them. Every
    answer says so."""

    installed: Installed
    decisions: Decisions
    too_old: tuple[Age, ...]
    gaps: tuple[Message, ...] = ()

    def answers(self, queries: Iterable[Query], workers: int = 1) -> Iterator[Answer]:
        """The answers on parties, in their order.

        Raises:
            InputError: a process that screens was ended from outside.
            MissingSourceError: the files of an edition are damaged.
        """
        for query, screened in screen_many(self.installed.index, queries, workers):
            yield answer(query, screened, self.decisions, self.installed.entry)

    def warnings(self) -> tuple[Message, ...]:
        """The warnings on every answer: one sentence for all lists that are too old, and what else may hide a party."""
        from dualuse.sources.lists.known_lists import gathered_names

        if not self.too_old:
            return self.gaps
        lists = gathered_names(age.edition.list for age in self.too_old)
        text = N_("too old, so that parties may be missing from them: {lists}; see dualuse lists status")
        return (Message("lists_too_old", text, {"lists": lists}), *self.gaps)


def no_list() -> MissingSourceError:
    """What is said where no list is installed."""
    text = N_("no list is installed, so nobody was screened")
    remedy = N_("Install one: dualuse lists sync, or dualuse lists add FILE")
    return MissingSourceError([new_problem("no_list", text, remedy)])


def session(
    home: Path,
    workspace: Workspace,
    today: date,
    notify: Notify | None = None,
    list_age: int | None = None,
) -> Session:
    """Open the lists in use and the decisions of a workspace; ``list_age``: days that a list may be old at most; ``notify`` hears that the index
    is made, and that decisions are not counted.

    Raises:
        MissingSourceError: no list is installed, or one is damaged.
        InputError: the index cannot be made, or the workspace was changed.
    """
    from dualuse.sources.lists.known_lists import stale

    in_use = installed(home, notify, elsewhere=True)
    if in_use is None:
        raise no_list()
    decisions = Decisions.recorded_in(workspace)
    if notify is not None and len(decisions) and not decisions.trusted:
        notify(_decisions_not_counted(workspace))
    return Session(
        in_use,
        decisions,
        stale(in_use.editions, today, list_age),
        tuple(gaps_in(in_use.index, in_use.editions)),
    )


def _decisions_not_counted(workspace: Workspace) -> Message:
    text = N_(
        "decisions in {folder} clear nobody: {settings} names this workspace, and nobody here has trusted it. Look at it, then:"
        " dualuse record trust {folder}"
    )
    return Message(
        "decisions_not_counted", text, {"folder": str(workspace.folder), "settings": workspace.named_by}
    )


def screen(query: Query, home: Path | None = None, workspace: Workspace | None = None) -> Answer:
    """Compare one party with the lists installed.

    Args:
        query: who it is.
        home: the folder of imported data; default: where ``DUALUSE_HOME`` points.
        workspace: with the decisions about earlier hits; default: that of ``DUALUSE_WORKSPACE``, or the one in the home.

    Raises:
        InputError: the index or the workspace cannot be used.
        MissingSourceError: no list is installed, or the files of one are damaged.
    """
    from dualuse.record.workspace import workspace_at
    from dualuse.sources.home import home as default_home

    home = home or default_home()
    return next(session(home, workspace or workspace_at("", home), date.today()).answers([query]))
