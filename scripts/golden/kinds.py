"""The kinds of golden answers, and what is installed before they are asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dualuse import check

from .asking import Answers, Asking
from .command_line import run
from .dialogues import plain
from .evidence import classifications, dossiers, entries, programmes, rescreenings, screenings, workspaces
from .judged import (
    dialogues,
    functions,
    policies,
    refused,
    replays,
    screened,
    spark,
    spdx,
    tables,
    texts,
    transactions,
)
from .reference import help_texts, law, release, schemas

KINDS: Final[dict[str, Callable[[Asking], Answers]]] = {
    "transactions": transactions,
    "policies": policies,
    "refused": refused,
    "texts": texts,
    "functions": functions,
    "replays": replays,
    "spdx": spdx,
    "screened": screened,
    "screenings": screenings,
    "classifications": classifications,
    "dossiers": dossiers,
    "dialogues": dialogues,
    "tables": tables,
    "spark": spark,
    "release": release,
    "law": law,
    "entries": entries,
    "programmes": programmes,
    "workspaces": workspaces,
    "schemas": schemas,
    "help": help_texts,
    "rescreenings": rescreenings,  # last: it installs another edition of a list
}
"""Kind to what answers it, in the order in which they are asked."""


def install_lists(inputs: Path) -> None:
    """Install the invented lists of the inputs into ``DUALUSE_HOME``; their editions are long too old on any day."""
    for name, list_id in (("invented_freezes.xml", ""), ("invented_watch_list.jsonl", "invented_watch_list")):
        options = ("--list", list_id, "--edition", "2025-02-01") if list_id else ()
        run("lists", "add", "--accept-shrinkage", *options, inputs / "screening" / name)
    people = ("--list", "invented_people", "--edition", "2025-03-01", "--accept-shrinkage")
    run("lists", "add", *people, inputs / "invented_people.jsonl")


def versions() -> dict[str, str]:
    """The versions of the installed law, software and matcher."""
    answer = plain(check({"date": "2026-08-20", "items": [{"id": "1"}]}, screener=None))
    matcher = json.loads(run("screen", "Versions of the matcher", "--json").output)["matcher"]
    return {"law": answer["law"]["version"], "software": answer["software"]["version"], "matcher": matcher}
