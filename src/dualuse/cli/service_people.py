"""``dualuse person invite``, ``revoke``, ``end``, ``reset-second-factor`` and ``leave``: how people of the service come in again, and how they end."""

from __future__ import annotations

from typing import Annotated

import typer

from dualuse.cli.service import person
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    day_of,
    edge,
    localised,
    say,
    show_data,
)
from dualuse.i18n import N_

Email = Annotated[str, typer.Argument(help=localised(N_("The e-mail address.")))]


@person.command("invite", help=localised(N_("Make a link by which a person chooses a password, once.")))
@edge()
def invite(email: Email, json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Invite."""
    _ready()
    _invite(email, json, language)


def _invite(email: str, json: bool, language: str) -> None:
    from dualuse.licensing.signing_in.inviting import VALID
    from dualuse.licensing.signing_in.inviting import invite as invited
    from dualuse.licensing.signing_in.recording import person_called
    from dualuse.portal.pages.links import invitation_link

    someone = person_called(email)
    link = invitation_link(invited(someone))
    if json:
        show_data({"person": someone.email, "invitation": link})
        return
    say(N_("to choose a password, once within {days} days: {link}"), language, days=VALID.days, link=link)


@person.command("revoke", help=localised(N_("Take a token of a person back.")))
@edge()
def revoke(
    email: Email,
    token: Annotated[str, typer.Option("--token", help=localised(N_("The name of the token.")))],
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Revoke."""
    _ready()
    from dualuse.licensing.signing_in.own_tokens import revoke_token
    from dualuse.licensing.signing_in.recording import COMMAND_LINE, person_called

    someone = person_called(email)
    revoke_token(someone, token, by=COMMAND_LINE)
    say(N_("{name}: the token {token} is taken back"), language, name=someone.email, token=token)


@person.command("end", help=localised(N_("Let a position of a person end.")))
@edge()
def end(
    email: Email,
    role: Annotated[str, typer.Option("--role", help=localised(N_("The role of the position.")))],
    on: Annotated[
        str, typer.Option("--on", help=localised(N_("The last day on which it holds; default: today.")))
    ] = "",
    in_authority: Annotated[
        str, typer.Option("--authority", help=localised(N_("The code of its authority.")))
    ] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", help=localised(N_("The reference of its organisation.")))
    ] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """End it."""
    _ready()
    from dualuse.licensing.signing_in.leaving import end_position
    from dualuse.licensing.signing_in.recording import person_called

    someone, last = person_called(email), day_of(on, language)
    end_position(someone, role, last, organisation=organisation, authority=in_authority)
    text = N_("{name}: the position of {role} holds until {last}, that day included")
    say(text, language, name=someone.email, role=role, last=last)


@person.command(
    "reset-second-factor",
    help=localised(N_("Take the second factor of a person away who lost it, and invite the person anew.")),
)
@edge()
def reset_second_factor(
    email: Email, json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE
) -> None:
    """Reset it, and invite."""
    _ready()
    from dualuse.licensing.signing_in.recording import person_called
    from dualuse.licensing.signing_in.second_factor import reset_second_factor as reset

    reset(person_called(email))
    _invite(email, json, language)


@person.command(
    "leave", help=localised(N_("Let a person leave: positions, tokens and sessions end at once."))
)
@edge()
def leave(email: Email, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Let it leave."""
    _ready()
    from dualuse.licensing.signing_in.leaving import leave as left
    from dualuse.licensing.signing_in.recording import person_called

    someone = person_called(email)
    left(someone)
    say(N_("{name} has left: positions, tokens and sessions are over"), language, name=someone.email)


def _ready() -> None:
    from dualuse.portal.running import see_ready, start

    start()
    see_ready()
