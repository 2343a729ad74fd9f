"""``dualuse products add``: a file taken in, entries proposed for each; ``decide`` and ``ruling``: a person's classification, and an authority's, which goes before it."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    day_of,
    edge,
    fail,
    localised,
    refuse,
    report,
    say,
    show_data,
)
from dualuse.i18n import N_, fill, grouped, translate
from dualuse.inputs.persons import named
from dualuse.inputs.problems import ExitCode

if TYPE_CHECKING:
    from dualuse.classification.library import Evidence, RuledOut
    from dualuse.classification.library.model import Standing

HELP: Final = N_("Record a classification: the entries, why, on what evidence, and what was ruled out.")
RULING_HELP: Final = N_(
    "Record an authority's ruling on a product: it goes before classifications of the house."
)

PersonOption = Annotated[
    str,
    typer.Option("--person", envvar="DUALUSE_PERSON", help=localised(N_("Who decides (or DUALUSE_PERSON)."))),
]
ProductArgument = Annotated[
    str, typer.Argument(metavar="PRODUCT", help=localised(N_("The id of the product.")))
]
EntriesOption = Annotated[
    str, typer.Option("--entries", help=localised(N_("Codes of Annex I, several apart by commas.")))
]
NotListedOption = Annotated[
    bool, typer.Option("--not-listed", help=localised(N_("Classified, and in no entry.")))
]
ReasonOption = Annotated[str, typer.Option("--reason", help=localised(N_("Why.")))]
EvidenceOption = Annotated[
    list[str] | None,
    typer.Option("--evidence", help=localised(N_("A file, which is copied, or an address. Repeatable."))),
]
QuoteOption = Annotated[
    list[str] | None,
    typer.Option(
        "--quote",
        help=localised(N_("What a document says: DOCUMENT; PLACE; WORDS (a page or section). Repeatable.")),
    ),
]
RuledOutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ruled-out", help=localised(N_("An entry that it is not, and why: CODE=REASON. Repeatable."))
    ),
]
ReviewOption = Annotated[
    str, typer.Option("--review-by", help=localised(N_("The day by which to look at it again: 2027-11-26.")))
]


@edge()
def command(
    product: ProductArgument,
    entries: EntriesOption = "",
    not_listed: NotListedOption = False,
    person: PersonOption = "",
    reason: ReasonOption = "",
    evidence: EvidenceOption = None,
    quote: QuoteOption = None,
    ruled_out: RuledOutOption = None,
    review_by: ReviewOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a classification of the house."""
    _record(
        "own",
        product=product,
        entries=entries,
        not_listed=not_listed,
        person=person,
        reason=reason,
        evidence=evidence,
        quote=quote,
        ruled_out=ruled_out,
        review_by=review_by,
        workspace=workspace,
        language=language,
    )


@edge()
def ruling(
    product: ProductArgument,
    authority: Annotated[
        str, typer.Option("--authority", help=localised(N_("The State whose authority ruled: DE.")))
    ],
    reference: Annotated[str, typer.Option("--reference", help=localised(N_("The number of its paper.")))],
    entries: EntriesOption = "",
    not_listed: NotListedOption = False,
    person: PersonOption = "",
    reason: ReasonOption = "",
    evidence: EvidenceOption = None,
    quote: QuoteOption = None,
    ruled_out: RuledOutOption = None,
    review_by: ReviewOption = "",
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Record a ruling."""
    _record(
        "ruling",
        product=product,
        entries=entries,
        not_listed=not_listed,
        person=person,
        reason=reason,
        evidence=evidence,
        quote=quote,
        ruled_out=ruled_out,
        review_by=review_by,
        workspace=workspace,
        language=language,
        authority=authority,
        reference=reference,
    )


def _record(
    standing: Standing,
    *,
    product: str,
    entries: str,
    not_listed: bool,
    person: str,
    reason: str,
    evidence: list[str] | None,
    quote: list[str] | None,
    ruled_out: list[str] | None,
    review_by: str,
    workspace: str,
    language: str,
    authority: str = "",
    reference: str = "",
) -> None:
    from dualuse.classification.library import Decided, Evidence, Library
    from dualuse.law.eu_2021_821.control_list import edition_record, normal_code

    codes = [code.strip() for code in entries.split(",") if code.strip()]
    if bool(codes) == not_listed:
        refuse(N_("give the entries, or --not-listed"), language)
    links = [Evidence(piece, link=piece) for piece in evidence or () if "://" in piece]
    files = [Path(piece) for piece in evidence or () if "://" not in piece]
    library = Library(workspace_named(workspace, language))
    product_on_record = library.products().get(product)
    if product_on_record is None:
        refuse(N_("there is no product {id} in the library: dualuse products add FILE"), language, id=product)
    decided = library.decide(
        Decided(
            product=product,
            description=product_on_record.description,
            entries=tuple(normal_code(code) or code for code in codes),
            standing=standing,
            person=person,
            reason=reason,
            edition=edition_record(date.today()).name,
            evidence=(*links, *_quotes(quote or [], language)),
            ruled_out=_ruled_out(ruled_out or [], language),
            review_by=_day(review_by, language),
            authority=authority,
            reference=reference,
        ),
        files,
    )
    listed = ", ".join(decided.entries) or translate(N_("not listed"), language)
    say(
        N_("Recorded as number {number}: {product}, {entries}."),
        language,
        number=decided.number,
        product=product,
        entries=listed,
    )


def _quotes(stated: list[str], language: str) -> list[Evidence]:
    from dualuse.classification.library import Evidence

    quotes = []
    for text in stated:
        parts = [part.strip() for part in text.split(";", 2)]
        if len(parts) < 3 or not all(parts):
            fail(fill(N_("write a quote as DOCUMENT; PLACE; WORDS: {text}"), language, text=text[:80]))
        quotes.append(Evidence(*parts))
    return quotes


def _ruled_out(stated: list[str], language: str) -> tuple[RuledOut, ...]:
    from dualuse.classification.library import RuledOut
    from dualuse.law.eu_2021_821.control_list import normal_code

    ruled_out = []
    for text in stated:
        code, _, why = text.partition("=")
        if not code.strip() or not why.strip():
            fail(fill(N_("write what is ruled out as CODE=REASON: {text}"), language, text=text[:80]))
        ruled_out.append(RuledOut(normal_code(code.strip()) or code.strip(), why.strip()))
    return tuple(ruled_out)


def _day(stated: str, language: str) -> date | None:
    day = day_of(stated, language) if stated else None
    if day is not None and day < date.today():
        refuse(N_("{day} is past: name the day by which it is to be looked at again"), language, day=stated)
    return day


ADD_HELP: Final = N_(
    "Take products in (CSV or JSON Lines: id, description, cn_code), and propose entries for each."
)


@edge()
def add(
    file: Annotated[str, typer.Argument(help=localised(N_("The file, or - for standard input.")))],
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Read, classify with progress, remember, tell the counts."""
    from dualuse.classification.library.batch import take_in

    if not named(person):
        refuse(N_("name the person: --person, or DUALUSE_PERSON"), language)
    folder = workspace_named(workspace, language)
    taken = take_in(file, folder, person, sys.stdin.buffer, lambda done: _progress(done, language))
    if taken.problems:
        report(taken.problems, language, file)
    if json:
        show_data(
            {"products": taken.products, "verdicts": dict(taken.verdicts), "bad_rows": len(taken.problems)}
        )
    else:
        _say(taken.products, taken.verdicts, language)
    return ExitCode.BAD_INPUT if taken.problems else ExitCode.DONE


def _progress(done: int, language: str) -> None:
    if sys.stderr.isatty() and done % 500 == 0:
        text = fill(N_("products looked at: {number}"), language, number=grouped(done, language))
        print(f"\r{text}", end="", file=sys.stderr, flush=True)


def _say(products: int, verdicts: Counter[str], language: str) -> None:
    from dualuse.classification.search.output import (
        VERDICTS,
    )

    if sys.stderr.isatty():
        print(file=sys.stderr)
    say(
        N_("Products taken in: {number}. Proposals, not classifications:"),
        language,
        number=grouped(products, language),
    )
    for verdict, name in VERDICTS.items():
        typer.echo(f"{grouped(verdicts[verdict], language):>9}  {translate(name, language)}")
    say(N_("What waits for a person: dualuse products worklist"), language)
