"""``dualuse diligence``: what is asked, answers with evidence, what they come to, and a person's decision."""

from __future__ import annotations

from typing import Final

import typer

from dualuse.cli.diligence import asking, deciding, showing, stating
from dualuse.cli.terminal import said
from dualuse.i18n import N_

HELP: Final = N_(
    "Due diligence on human rights: answer questions with evidence, see what they come to, record a decision."
)

app: Final = typer.Typer(help=said(HELP), no_args_is_help=True)

app.command("questions", help=said(asking.HELP))(asking.command)
app.command("answer", help=said(stating.ANSWER_HELP))(stating.answer)
app.command("mitigate", help=said(stating.MITIGATE_HELP))(stating.mitigate)
app.command("withdraw", help=said(deciding.WITHDRAW_HELP))(deciding.withdraw)
app.command("decide", help=said(deciding.DECIDE_HELP))(deciding.decide)
app.command("import", help=said(stating.IMPORT_HELP))(stating.import_file)
app.command("show", help=said(showing.HELP))(showing.command)
app.command("history", help=said(showing.HISTORY_HELP))(showing.history)
