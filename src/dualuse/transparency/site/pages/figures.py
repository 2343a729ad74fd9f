"""The page of figures that others have published as sums: with their sources, how sure they are, and the breaks between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from dualuse.i18n import N_
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.site.drawings import Drawing, figure_chart
from dualuse.transparency.site.pages.view_content import LocalEdition
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.texts import NO_COUNTRY_NAMES, Texts
from dualuse.transparency.sources import UNION_BREAKS

SQL: Final = "SELECT * FROM read_csv('figures.csv', all_varchar = true) ORDER BY member_state <> 'EU';"
"""The figures of the page, the Union's first: they are shown as published and counted from nothing."""
CONFIDENCE_NAMES: Final = {
    "primary": N_("from the publisher itself"),
    "secondary": N_("from a report on it"),
    "low": N_("unverified: do not rely on it"),
}
_MEASURES: Final[dict[str, str]] = {
    "authorised_value": N_("value authorised"),
    "authorised_value_global": N_("value of global authorisations"),
    "authorised_value_individual": N_("value of individual authorisations"),
    "authorised_value_general": N_("value under general authorisations"),
    "authorised_share_of_extra_EU_exports": N_("part of exports to third countries that was authorised"),
    "denials": N_("denials"),
    "denied_value": N_("value denied"),
    "denied_share_of_extra_EU_exports": N_("part of exports to third countries that was denied"),
    "licences_granted": N_("licences granted"),
    "licences_denied": N_("licences denied"),
    "licensed_value": N_("value licensed"),
    "licence_granted_flag": N_("licence granted (yes)"),
    "denial_flag": N_("licence denied (yes)"),
    "share_of_individual_value": N_("part of the value of individual authorisations"),
    "share_of_general_value": N_("part of the value under general authorisations"),
    "share_of_global_authorisations_volume": N_("part of the volume of global authorisations"),
    "share_of_authorised_value_excl_global": N_(
        "part of the value authorised, without global authorisations"
    ),
    "share_of_licences_by_Freedom_House_status": N_(
        "part of licences by Freedom House's rating of the destination"
    ),
    "member_states_giving_no_figures": N_("Member States that gave no figures"),
    "refusals_citing_criterion": N_("refusals that cite a criterion"),
    "items_listed": N_("items listed"),
    "swd_pages": N_("length of the report"),
    "swd_sections": N_("sections of the report"),
    "standard_individual_decisions": N_("decisions on individual licences"),
    "standard_individual_issued": N_("individual licences granted"),
    "standard_individual_refused": N_("individual licences refused"),
    "european_surveillance_vendors_active": N_("European surveillance vendors that are active"),
    "surveillance_vendors_with_HQ": N_("surveillance vendors with their head office there"),
    "destinations_with_documented_abuse": N_("destinations with documented abuse"),
    "authorities_answering_FOI": N_("authorities that answered requests for information"),
}
CATEGORY_NAMES: Final = {
    "all dual-use": N_("all dual-use items"),
    "all controlled": N_("all controlled items"),
    "cyber-surveillance": N_("cyber-surveillance items"),
    "IMSI catchers": N_("IMSI catchers"),
}
"""Of what a figure is; other words of a source stand as it writes them."""
_PLACE_NAMES: Final = {
    "extra-EU": N_("outside the Union"),
    "world": NO_COUNTRY_NAMES["WORLD"],
    "various": NO_COUNTRY_NAMES["VARIOUS"],
    "Not Free": N_("rated not free"),
    "Partly Free": N_("rated partly free"),
    "Free": N_("rated free"),
    "UK": N_("United Kingdom"),
    "EU+NO+CH": N_("the Union, Norway and Switzerland"),
    "EU28 respondents": N_("Member States that answered"),
}
_UNIT_NAMES: Final = {
    "companies": N_("companies"),
    "countries": N_("countries"),
    "devices": N_("devices"),
    "pages": N_("pages"),
    "count/year": N_("a year"),
}
_COMPARED: Final = " (non-EU comparator)"
"""What a source writes behind a State outside the Union."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure as shown; ``differs``: another source gives another value for the same thing."""

    figure: Figure
    value: str
    who: str
    where: str
    confidence: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one State or of the Union."""

    key: str
    title: str
    rows: tuple[ShownFigure, ...]


def figures_page(room: LocalEdition) -> Page:
    """All published figures, the Union's first."""
    texts = room.texts
    figures = room.edition.release.figures
    groups = [
        _group(
            "union",
            texts(N_("The European Union")),
            (figure for figure in figures if figure.member_state == "EU"),
            texts,
        ),
        _group(
            "states",
            texts(N_("Member States and others")),
            (figure for figure in figures if figure.member_state != "EU"),
            texts,
        ),
    ]
    content = {
        "groups": [group for group in groups if group.rows],
        "charts": _charts(figures, texts),
        "breaks": [
            (change.after, texts.message(change.why), change.reference, change.verification)
            for change in UNION_BREAKS
        ],
        "measure_name": lambda measure: measure_name(measure, texts),
        "source_link": source_link,
        "lines": [SQL],
        "category_names": CATEGORY_NAMES,
    }
    title = texts(N_("Figures published as sums"))
    lead = texts(
        N_("What the Commission, governments and journalists have published without the decisions behind it.")
    )
    return Page(
        path="figures",
        title=title,
        template="figures.html",
        content=content | {"lead": lead},
        section="figures",
        description=lead,
    )


def _charts(figures: tuple[Figure, ...], texts: Texts) -> list[Drawing]:
    drawn = []
    for measure in ("authorised_value", "denials"):
        chosen = [
            figure
            for figure in figures
            if figure.measure == measure
            and figure.category == "all dual-use"
            and figure.member_state == "EU"
            and figure.confidence != "low"
        ]
        drawing = figure_chart(measure, chosen, UNION_BREAKS, texts(_MEASURES[measure]), texts)
        if drawing:
            drawn.append(drawing)
    return drawn


def _group(key: str, title: str, figures: Iterable[Figure], texts: Texts) -> Group:
    rows = list(figures)
    values: dict[tuple[str, ...], set[object]] = {}
    for figure in rows:
        values.setdefault(_what_is_counted(figure), set()).add(figure.value)
    shown = [
        ShownFigure(
            figure=figure,
            value=_value(figure, texts),
            who=_places(figure.member_state.removesuffix(_COMPARED), texts),
            where=_places(figure.destination, texts),
            confidence=texts(CONFIDENCE_NAMES[figure.confidence]),
            differs=len(values[_what_is_counted(figure)]) > 1,
        )
        for figure in rows
    ]
    return Group(key, title, tuple(shown))


def _what_is_counted(figure: Figure) -> tuple[str, ...]:
    return (
        figure.year,
        figure.measure,
        figure.category,
        figure.destination,
        figure.member_state,
        figure.unit,
    )


def _value(figure: Figure, texts: Texts) -> str:
    places = max(0, -int(figure.value.normalize().as_tuple().exponent))
    if figure.unit == "flag":
        return texts(N_("yes"))
    number = texts.decimal(figure.value, places)
    return (
        texts(N_("{number} %"), number=number)
        if figure.unit == "percent"
        else f"{number} {texts(_UNIT_NAMES.get(figure.unit, figure.unit))}".removesuffix(" count")
    )


def _places(codes: str, texts: Texts) -> str:
    """Places and groups of places in words; what is neither stands as the source writes it."""
    return texts.listed(
        texts(_PLACE_NAMES[code]) if code in _PLACE_NAMES else texts.place(code) if len(code) == 2 else code
        for code in codes.split(";")
    )


def measure_name(measure: str, texts: Texts) -> str:
    """A measure in words; its own name where we have none."""
    return texts(_MEASURES[measure]) if measure in _MEASURES else measure.replace("_", " ")


def source_link(address: str) -> Markup:
    """A source as a link where it is an address, else as it stands (an address with a remark behind it)."""
    first, _, rest = address.partition(" ")
    if not first.startswith(("https://", "http://")):
        return escape(address)
    host = first.split("/")[2].removeprefix("www.")
    return Markup('<a href="{}" rel="external">{}</a>{}').format(first, host, f" {rest}" if rest else "")
