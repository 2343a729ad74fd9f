"""``dualuse decisions schema``: the columns of the table, for machines."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, known_format, said
from dualuse.i18n import N_

HELP: Final = N_(
    "Write the schema of the table: json (JSON Schema of a row) or table (Table Schema of the CSV)."
)


def command(
    form: Annotated[str, typer.Option("--format", help=said(N_("The form: json or table.")))] = "json",
) -> None:
    """Write the schema."""
    import json

    from dualuse.transparency.decision import json_schema, table_schema

    known_format(form, ("json", "table"), DEFAULT_LANGUAGE)
    typer.echo(json.dumps(json_schema() if form == "json" else table_schema(), indent=2, ensure_ascii=False))
