"""``dualuse diligence``: what is asked, answers with evidence, what they come to, and a person's decision."""

from __future__ import annotations

from typing import Any, Final

import typer
from typer.core import TyperGroup

from dualuse.cli.diligence import asking, in_turn, showing, stating
from dualuse.cli.terminal import localised
from dualuse.i18n import N_

HELP: Final = N_(
    "Due diligence on human rights: answer questions with evidence, see what they come to, record a decision."
)


class _Group(TyperGroup):
    """``dualuse diligence --ask FILE`` is ``dualuse diligence ask FILE``: other commands that ask have it as an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, the option in its place as a command."""
        if "--ask" in args and not set(self.commands) & set(args[: args.index("--ask")]):
            args = ["ask", *(word for word in args if word != "--ask")]
        return super().parse_args(ctx, args)


app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True, cls=_Group)

app.command("questions", help=localised(asking.HELP))(asking.command)
app.command("ask", help=localised(in_turn.HELP))(in_turn.command)
app.command("answer", help=localised(stating.ANSWER_HELP))(stating.answer)
app.command("mitigate", help=localised(stating.MITIGATE_HELP))(stating.mitigate)
app.command("withdraw", help=localised(stating.WITHDRAW_HELP))(stating.withdraw)
app.command("decide", help=localised(stating.DECIDE_HELP))(stating.decide)
app.command("import", help=localised(stating.IMPORT_HELP))(stating.import_file)
app.command("show", help=localised(showing.HELP))(showing.command)
app.command("history", help=localised(showing.HISTORY_HELP))(showing.history)
