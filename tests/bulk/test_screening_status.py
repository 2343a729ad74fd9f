"""What a row of a table says of its parties is what ``check`` says of the same row."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse import check
from dualuse.assessment.listed.installed import InstalledLists, screener_of
from dualuse.bulk.options import Options
from dualuse.bulk.run import bulk
from dualuse.schema.tables.header import header
from dualuse.schema.tables.row_transactions import transaction_of
from dualuse.screening.decisions.decisions import Verdict
from dualuse.screening.matching.screened import Query
from tests.bulk.test_screened_rows import FREE
from tests.support.bulk_runs import TODAY, records, write_rows
from tests.support.union_list_home import decided, union_list

LISTED = "Zarkovian Works"
ENTRY = {
    "id": "eu-1",
    "schema": "Company",
    "properties": {"name": [LISTED], "country": ["ch"], "program": ["TERR"]},
    "datasets": ["eu_fsf"],
}
TEXT = f"spare parts for {LISTED}"
HELD = {"authorisations.kind": "individual", "authorisations.reference": "BAFA 17"}
ROWS: dict[str, dict[str, str]] = {
    "clear": {},
    "listed": {"parties.end_user.name": LISTED},
    "named in a text": {"end_use": TEXT},
    "party and text": {"end_use": TEXT, "parties.end_user.name": LISTED},
    "text beside a party without a name": {"end_use": TEXT, "parties.end_user.name": "n/a"},
    "nobody": {"parties.end_user.name": "", "parties.end_user.country": "", "parties.end_user.service": ""},
    "a text beside nobody": {
        "end_use": TEXT,
        "parties.end_user.name": "",
        "parties.end_user.country": "",
        "parties.end_user.service": "",
    },
    "on an authorisation": {**HELD, "authorisations.end_users": LISTED},
    "on an authorisation and a party": {
        **HELD,
        "authorisations.end_users": LISTED,
        "parties.end_user.name": LISTED,
    },
}
DECISIONS: dict[str, tuple[Query, Verdict] | None] = {
    "nothing is decided": None,
    "the party is another one": (Query((LISTED,), countries=("CH",)), "false_positive"),
    "the text means another one": (Query((TEXT,), is_text=True), "false_positive"),
    "the text means the listed one": (Query((TEXT,), is_text=True), "true_match"),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_row_has_the_status_that_check_gives(tmp_path: Path, decision: str) -> None:
    home = union_list(tmp_path, [ENTRY])
    if (taken := DECISIONS[decision]) is not None:
        decided(home, *taken)
    names = dict.fromkeys(name for row in ({**FREE, "end_use": ""}, *ROWS.values()) for name in row)
    rows = {about: {**dict.fromkeys(names, ""), **FREE, **row} for about, row in ROWS.items()}
    file = write_rows(tmp_path / "in.csv", rows.values())
    installed = InstalledLists(home=home)
    bulk(file, tmp_path / "out.csv", options=Options(TODAY), screener=screener_of(installed))
    columns = header(list(names)).columns
    of_table, of_check = {}, {}
    for (about, row), answer in zip(rows.items(), records(tmp_path / "out.csv"), strict=True):
        judged = check(transaction_of(columns, row), screener=installed)
        of_check[about] = judged.screening.status
        # What "clear" is worth by the age and kind of the lists, a table says in the status itself.
        of_table[about] = (
            "clear" if answer["screening_status"].startswith("no_hit") else answer["screening_status"]
        )
        assert answer["release"] == judged.release, about
    assert of_table == of_check
