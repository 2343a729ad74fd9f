"""A home with one invented list of the Union, and the command line asked with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.record.workspace import workspace_at
from dualuse.screening.decisions.decisions import Verdict, decide, new_decision
from dualuse.screening.matching.screened import Query
from dualuse.screening.session import session
from dualuse.sources.lists.store import ListStore


def union_list(folder: Path, entries: Iterable[Mapping[str, Any]]) -> Path:
    """A home below ``folder`` in which ``entries`` (FollowTheMoney) are the Union's list of 2026-08-01."""
    file = folder / "list.ftm.json"
    file.write_text("\n".join(json.dumps(entry) for entry in entries) + "\n", encoding="utf-8")
    home = folder / "home"
    ListStore(home).add(file, list_id="eu_fsf", edition="2026-08-01", accept_shrinkage=True)
    return home


def decided(home: Path, query: Query, verdict: Verdict) -> None:
    """A person decides in the workspace of the home what the first entry of its list is to ``query``."""
    workspace = workspace_at("", home)
    today = session(home, workspace, date.today())
    (edition,) = today.installed.editions
    entry = today.installed.entry("eu_fsf", "eu-1")
    assert entry is not None
    (met,) = next(iter(today.answers([query]))).hits
    decide(
        workspace,
        new_decision(
            verdict, query, entry, edition, "1", met.hit, person="A. Example", reason="another firm"
        ),
    )


def run(home: Path, *arguments: str) -> Result:
    """What the command line answers, in English."""
    return CliRunner().invoke(app, [*arguments, "--language", "en"], env={"DUALUSE_HOME": str(home)})
