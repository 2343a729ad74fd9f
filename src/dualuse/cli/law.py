"""``dualuse law``: tables and diagrams of the law, and what changed in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    show_data,
    spoken,
    width,
)
from dualuse.i18n import N_, translate
from dualuse.inputs.formats import LAW_DIFFERENCE

if TYPE_CHECKING:
    from dualuse.law.language.provision import Article

HELP: Final = N_("The law itself: tables and diagrams of its Articles, and what changed.")

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)

_ArticleArgument = Annotated[
    str,
    typer.Argument(
        help=localised(N_('An Article or Annex (5, "Art. 8", "Annex II"), an act (833/2014), or measures'))
    ),
]


@app.command(
    "table",
    help=localised(N_("An Article as a table: provision, effect, condition, validity, what is left out.")),
)
def table(article: _ArticleArgument, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Show an Article as a table."""
    from dualuse.engine.views import article_table

    _show(article_table, article, language)


@app.command(
    "version", help=localised(N_("The version of the law here, the release it stands in, and where that is."))
)
@edge()
def version(json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Name the law by its digest, and the source that it is the digest of."""
    from dualuse.law.collection import CURRENT_TO, law_version
    from dualuse.version import software_version, source_digest

    rows = {
        "law": law_version(),
        "known_up_to": CURRENT_TO.isoformat(),
        "software": f"dualuse {software_version()}",
        "source": f"sha256:{source_digest()}",
        "folder": str(Path(__file__).parent.parent / "law"),
    }
    if json:
        show_data(rows)
        return
    names = {
        "law": N_("law"),
        "known_up_to": N_("known up to"),
        "software": N_("release"),
        "source": N_("digest of its source"),
        "folder": N_("rows and texts"),
    }
    words = {name: translate(text, language) for name, text in names.items()}
    longest = max(map(len, words.values()))
    for name, value in rows.items():
        typer.echo(f"{words[name].ljust(longest)}  {value}")


@app.command("diagram", help=localised(N_("An Article as a Mermaid flow diagram.")))
def diagram(article: _ArticleArgument, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Show an Article as a diagram."""
    from dualuse.engine.views import article_diagram

    _show(article_diagram, article, language)


@app.command(
    "diff",
    help=localised(
        N_("What changed in the law between two days, and one transaction whose answer changed with it.")
    ),
)
@edge()
def diff(
    earlier: Annotated[str, typer.Argument(help=localised(N_("The earlier day, such as 2022-02-25.")))],
    later: Annotated[str, typer.Argument(help=localised(N_("The later day, such as 2022-02-26.")))],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Compare the law of two days."""
    from dualuse.law_changes.law_diff import law_diff
    from dualuse.schema.reading.validation import checked_day

    changes = law_diff(checked_day(earlier), checked_day(later), language)
    if json:
        show_data(changes, LAW_DIFFERENCE)
        return
    from dualuse.law_changes.law_diff_text import law_diff_text

    typer.echo(law_diff_text(changes, width()), nl=False)


@app.command(
    "validate",
    help=localised(
        N_(
            "Read the data files of the law strictly, and tell what is no longer what somebody read and recorded."
        )
    ),
)
@edge()
def validate(
    folder: Annotated[
        Path | None,
        typer.Argument(help=localised(N_("The folder law of a checkout; default: the law installed here."))),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help=localised(N_("Record the rows that changed as they stand now.")))
    ] = False,
    person: Annotated[
        str,
        typer.Option(
            "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who read them (or DUALUSE_PERSON)."))
        ),
    ] = "",
    compared: Annotated[
        str,
        typer.Option("--compared", help=localised(N_("With which text rows marked official were compared."))),
    ] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Validate the data of the law."""
    from dualuse.cli.law_validation import validated

    return validated(folder, language, record=record, person=person, compared=compared)


def _show(view: Callable[[Article, str], str], article: str, language: str) -> None:
    from dualuse.engine.views import find_article

    language = spoken(language)
    provisions = find_article(article)
    if provisions is None:
        refuse(
            N_(
                "there is no Article or Annex called {name}. Use a number from 1 to 32, Annex I to Annex VI, the"
                " number of an act with restrictive measures such as 833/2014, or measures."
            ),
            language,
            name=article,
        )
    typer.echo(view(provisions, language))
