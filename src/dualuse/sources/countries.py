"""The country a list or a person means: names, adjectives and codes to ISO 3166-1 alpha-2.

Names come from the Unicode CLDR (three languages, :mod:`dualuse.i18n.places`) and from ``countries.toml``
beside this module. No package was taken: countrynames (MIT) needs PyICU, which has no wheel; countryguess is
GPL; pycountry (8 MB) knows neither adjectives nor what lists write.

States that no longer exist and have several successors (USSR, Yugoslavia, Serbia and Montenegro) are not
understood: code "", the text is kept. Crimea and the other parts of Ukraine outside its control are Ukraine.
``XK`` (Kosovo) is the one code that ISO reserves for users.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file
from dualuse.i18n.places import OTHER_NAMES, place_names
from dualuse.i18n.places_meant import place_meant
from dualuse.inputs.data_files import read_toml
from dualuse.sources.lists.listed_party import Country

_FORMAL: Final = re.compile(
    r"^(?:of |former |formerly )?"
    r"(?:(?:the )?(?:united|federal|federative|democratic|socialist|islamic|arab|co operative|plurinational|bolivarian|"
    r"people s|independent|sovereign|hellenic)? ?(?:democratic |socialist )?"
    r"(?:republic|kingdom|state|states|sultanate|union|commonwealth|principality|grand duchy|emirate|region)) (?:of )?"
)
_REMARK: Final = re.compile(r"\([^()]{3,}\)")
_DOUBT: Final = re.compile(
    r"\b(?:possibly|presumed|presumably|allegedly|assumed|probably|likely|believed to be|also|by birth|passport|"
    r"citizen(?:ship)?|national(?:ity)?|since \d{4}|until \d{4})\b",
    re.IGNORECASE,
)
_DOCUMENT: Final = re.compile(
    r"\b(?:passport|national identification)(?: no\b| number\b|.*\d).*$", re.IGNORECASE
)
_SEPARATOR: Final = re.compile(
    r"\(?\b[a-z]\)|[,;/]|\band/or\b|\bor\b|\band\b|\.\s+(?=[A-Z])|\bas at\b.*$", re.IGNORECASE
)
_NOTHING: Final = {
    "", "na", "n a", "none", "unknown", "undetermined", "none identified", "not known", "other", "stateless", "00",
}  # fmt: skip
_FORMER: Final = {
    "ussr", "soviet union", "former soviet union", "union of soviet socialist republics", "yugoslavia",
    "former yugoslavia", "serbia and montenegro", "czechoslovakia", "netherlands antilles", "congolese", "korean",
    "cis", "commonwealth of independent states",
}  # fmt: skip
"""States with several successors, and adjectives of several States: never one of them by accident."""

_DIVIDED: Final = frozenset({"KP", "KR", "CD", "CG"})
"""States that share the short form of their name: with words beside it that are not understood, it may be either."""


def _plain(text: str) -> str:
    """Without case, accents, punctuation and a leading article: what spellings are compared by."""
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " and ").casefold())
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split()).removeprefix("the ")


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    """``countries.toml``: code to the names in its row, the code of three letters first."""
    return read_toml(data_file("sources/countries.toml"))


@lru_cache(maxsize=1)
def alpha_3_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to alpha-2; ``XKX`` is Kosovo, one of the codes that are left to users."""
    return {names[0]: code for code, names in _table().items()}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every known spelling, plain, to its code; codes themselves included."""
    table = _table()
    known: dict[str, str] = {}
    for source in (OTHER_NAMES, place_names()):
        for code, names in source.items():
            if code in table:
                known.update((_plain(name), code) for name in names)
    for code, names in table.items():
        known.update((_plain(name), code) for name in (code, *names))
    return known


def _code(text: str) -> str:
    """The code of one name, or "": as written, turned round at its comma, or without its formal prefix."""
    names = _names()
    plain = _plain(text)
    if plain in names:
        return names[plain]
    if not plain or len(plain) > 80:
        return ""
    forms = [plain]
    if inverted := re.fullmatch(r"([^,(]+?)\s*[,(]\s*([^,()]+?)\)?", text.strip()):
        forms.append(_plain(f"{inverted[2]} {inverted[1]}"))
    for form in forms:
        if form in names:
            return names[form]
        short = _FORMAL.sub("", form, count=1)
        if short != form and short in names and short != "congo":
            return names[short]
    return ""


@lru_cache(maxsize=20_000)
def countries(text: str) -> tuple[Country, ...]:
    """Every country that ``text`` names, in its order, each once: "(a) Jordanian, (b) American", "Syrian/Libyan".

    ``NA`` is Namibia, ``na`` nothing. Remarks in brackets and words of doubt are passed over. What is not understood comes back as one
    :class:`Country` without a code that keeps the text; an empty text, "unknown" and the like as nothing.
    """
    written = " ".join(text.split())
    if len(written) > 400:
        return (Country("", written),)
    if written == "NA":  # Namibia; "na" is nothing
        return (Country("NA", written),)
    if _plain(written) in _NOTHING:
        return ()
    surely = _DOUBT.sub(" ", _DOCUMENT.sub("", written)).strip(" .,")
    bare = _REMARK.sub(" ", surely).strip()
    for whole in (written, surely, bare):
        code = _code(whole)
        if code or _plain(whole) in _FORMER:
            return (Country(code, written),)
    named: dict[str, Country] = {}
    lost = False
    for part in _SEPARATOR.split(bare):
        part = part.strip(" .:")
        code = _code(part) if len(part) > 3 or part.isupper() else ""
        if code:
            named.setdefault(code, Country(code, part if part != bare else written))
        elif _plain(part) not in _NOTHING:
            lost = True
    if not named or (lost and _DIVIDED & named.keys()):
        return (Country("", written),)
    if lost:
        return tuple(Country(each.code, written) for each in named.values())
    return tuple(named.values())


@lru_cache(maxsize=20_000)
def country(text: str) -> Country:
    """The country that ``text`` names; code "" where it names several or is not understood, no text if it says none."""
    named = countries(text)
    if not named:
        return Country("")
    return named[0] if len(named) == 1 else Country("", " ".join(text.split()))


def is_no_country(text: str) -> bool:
    """Whether ``text`` names no country at all that is known, or that was one: neither one, nor several, nor "unknown"."""
    named = countries(text)
    return len(named) == 1 and not named[0].code and _plain(text) not in _FORMER


def near_country(text: str) -> str:
    """The code of the country that is meant by ``text``, or whose name is written nearly so; "" where none is near."""
    if len(meant := place_meant(text)) == 1:
        return meant[0]
    near = difflib.get_close_matches(_plain(text)[:80], _names(), n=1, cutoff=0.8)
    return _names()[near[0]] if near else ""


def country_at_end(address: str) -> Country:
    """The country whose name stands behind the last comma of an address; code "" and no text where none does."""
    last = address.rpartition(",")[2].strip(" .")
    code = _code(last) if len(last) > 3 and not last.isdigit() else ""
    return Country(code, last) if code else Country("")
