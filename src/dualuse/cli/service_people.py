"""``dualuse person …`` and ``organisation mandate``: how people of the service come in, stand in for others, and end."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import typer

from dualuse.cli.service import ready
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

person: Final = typer.Typer(help=localised(N_("The people of the service.")), no_args_is_help=True)
organisation: Final = typer.Typer(
    help=localised(N_("The organisations that apply at the service.")), no_args_is_help=True
)
SinceOption = Annotated[
    str, typer.Option("--since", metavar="DATE", help=localised(N_("The first day; default: today.")))
]
UntilOption = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="DATE",
        help=localised(N_("The last day; default: none. Stated later, it ends what holds.")),
    ),
]
Email = Annotated[str, typer.Argument(help=localised(N_("The e-mail address.")))]


@person.command("add", help=localised(N_("Enter a person, or a further position of a person.")))
@edge()
def add_person(
    email: Annotated[str, typer.Argument(help=localised(N_("The e-mail address.")))],
    role: Annotated[
        str, typer.Option("--role", help=localised(N_("The role: exporter, officer, countersigner …")))
    ],
    name: Annotated[str, typer.Option("--name", help=localised(N_("The person's name.")))] = "",
    in_authority: Annotated[
        str, typer.Option("--authority", help=localised(N_("The code of its authority.")))
    ] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", help=localised(N_("The reference of its organisation.")))
    ] = "",
    organisation_name: Annotated[
        str,
        typer.Option("--organisation-name", help=localised(N_("The name of an organisation that is new."))),
    ] = "",
    country: Annotated[
        str, typer.Option("--country", help=localised(N_("Where a new organisation is established: DE.")))
    ] = "",
    eori: Annotated[
        str, typer.Option("--eori", help=localised(N_("The EORI number of a new organisation.")))
    ] = "",
    since: Annotated[
        str, typer.Option("--since", help=localised(N_("The first day of the position; default: today.")))
    ] = "",
    mail_language: Annotated[
        str,
        typer.Option(
            "--mail-language", help=localised(N_("The language in which it is written to; default: en."))
        ),
    ] = "",
    token: Annotated[
        str,
        typer.Option(
            "--token", help=localised(N_("Make a token of that name for a program, and show it this once."))
        ),
    ] = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter it."""
    ready()
    from dualuse.licensing.people.registering import NewPerson, add_organisation
    from dualuse.licensing.people.registering import add_person as enter
    from dualuse.licensing.signing_in.inviting import VALID, invite, lacks_invitation
    from dualuse.licensing.signing_in.own_tokens import issue_token
    from dualuse.portal.pages.links import invitation_link

    if organisation and (organisation_name or country or eori):
        add_organisation(organisation, organisation_name, country, eori)
    first = day_of(since, language)
    new = NewPerson(
        email=email,
        name=name or email,
        role=role,
        organisation=organisation,
        authority=in_authority,
        since=first,
        language=mail_language,
    )
    row = enter(new)
    secret = issue_token(row, token) if token else ""
    link = invitation_link(invite(row)) if lacks_invitation(row) else ""
    if json:
        show_data({"person": row.email, "token": secret or None, "invitation": link or None})
        return
    say(N_("{name} is there"), language, name=row.email)
    if link:
        say(N_("to choose a password, once within {days} days: {link}"), language, days=VALID.days, link=link)
    if secret:
        say(N_("token, shown this once: {token}"), language, token=secret)


@person.command("deputy", help=localised(N_("Let a person stand in for another one of its authority.")))
@edge()
def add_deputy(
    email: Annotated[str, typer.Argument(help=localised(N_("The e-mail address of who stands in.")))],
    absent: Annotated[
        str, typer.Option("--for", help=localised(N_("The e-mail address of who is stood in for.")))
    ],
    since: SinceOption = "",
    until: UntilOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter it."""
    ready()
    from dualuse.licensing.people.registering import add_deputy as enter

    row = enter(email, absent, day_of(since, language), _last_day(until, language))
    say(N_("{name} stands in for {absent}"), language, name=row.deputy.email, absent=row.person.email)


@organisation.command("change", help=localised(N_("Change what is kept of an organisation.")))
@edge()
def change(
    reference: Annotated[
        str, typer.Argument(metavar="REFERENCE", help=localised(N_("The reference of the organisation.")))
    ],
    eori: Annotated[str, typer.Option("--eori", help=localised(N_("Its EORI number.")))] = "",
    name: Annotated[str, typer.Option("--name", help=localised(N_("Its name.")))] = "",
    address: Annotated[str, typer.Option("--address", help=localised(N_("Its address.")))] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Change it."""
    ready()
    from dualuse.licensing.people.registering import change_organisation

    firm, _ = change_organisation(reference, name=name, eori=eori, address=address)
    text = N_("{reference}: {name}, EORI number {eori}, {address}")
    say(
        text,
        language,
        reference=firm.reference,
        name=firm.name,
        eori=firm.eori or "–",
        address=firm.address or "–",
    )


@organisation.command("mandate", help=localised(N_("Let an organisation act for another one.")))
@edge()
def add_mandate(
    agent: Annotated[
        str, typer.Argument(metavar="REFERENCE", help=localised(N_("The reference of the one that acts.")))
    ],
    principal: Annotated[
        str, typer.Option("--for", help=localised(N_("The reference of the one it acts for.")))
    ],
    since: SinceOption = "",
    until: UntilOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter it."""
    ready()
    from dualuse.licensing.people.registering import add_mandate as enter

    row = enter(agent, principal, day_of(since, language), _last_day(until, language))
    say(
        N_("{name} acts for {principal}"),
        language,
        name=row.agent.reference,
        principal=row.principal.reference,
    )


def _last_day(text: str, language: str) -> date | None:
    return day_of(text, language) if text else None


@person.command("invite", help=localised(N_("Make a link by which a person chooses a password, once.")))
@edge()
def invite(email: Email, json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Invite."""
    ready()
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


@person.command("token", help=localised(N_("Make a token of a person for a program, and show it this once.")))
@edge()
def make_token(
    email: Email,
    token: Annotated[str, typer.Option("--token", help=localised(N_("What the token is called.")))],
    action: Annotated[
        list[str] | None,
        typer.Option(
            "--action",
            help=localised(
                N_("An action it is for: view_case, say. Repeatable; none: all that its person may do.")
            ),
        ),
    ] = None,
    expires: Annotated[
        str,
        typer.Option(
            "--expires", metavar="DATE", help=localised(N_("Its last day; default: until it is taken back."))
        ),
    ] = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Make it."""
    ready()
    from dualuse.licensing.signing_in.own_tokens import Bounds, issue_token
    from dualuse.licensing.signing_in.recording import person_called

    someone = person_called(email)
    bounds = Bounds(tuple(action or ()), _last_day(expires, language))
    secret = issue_token(someone, token, bounds)
    if json:
        show_data({"person": someone.email, "name": token, "token": secret})
        return
    say(N_("token, shown this once: {token}"), language, token=secret)


@person.command("tokens", help=localised(N_("List the tokens of a person that hold.")))
@edge()
def list_tokens(email: Email, json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """List them; what they are is kept as a digest alone, and not shown."""
    ready()
    from dualuse.licensing.signing_in.own_tokens import last_day, tokens_of
    from dualuse.licensing.signing_in.recording import person_called

    someone = person_called(email)
    rows = list(tokens_of(someone))
    if json:
        data = [
            {
                "name": row.label,
                "made": row.created.isoformat(),
                "expires": None if row.expires is None else last_day(row).isoformat(),
                "actions": row.actions,
            }
            for row in rows
        ]
        show_data({"person": someone.email, "tokens": data})
        return
    for row in rows:
        values = {
            "name": row.label,
            "last": "–" if row.expires is None else last_day(row),
            "actions": ", ".join(row.actions or ()),
        }
        text = N_("{name}: until {last}; for: {actions}")
        say(
            N_("{name}: until {last}; for all that the person may do") if row.actions is None else text,
            language,
            **values,
        )
    if not rows:
        say(N_("no token of this person holds"), language)


@person.command("revoke", help=localised(N_("Take a token of a person back.")))
@edge()
def revoke(
    email: Email,
    token: Annotated[str, typer.Option("--token", help=localised(N_("The name of the token.")))],
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Revoke."""
    ready()
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
    ready()
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
    ready()
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
    ready()
    from dualuse.licensing.signing_in.leaving import leave as left
    from dualuse.licensing.signing_in.recording import person_called

    someone = person_called(email)
    left(someone)
    say(N_("{name} has left: positions, tokens and sessions are over"), language, name=someone.email)
