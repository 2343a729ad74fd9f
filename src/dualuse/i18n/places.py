"""Names of countries and territories in our languages.

The names come from the Unicode CLDR (Unicode License v3) through ``scripts/build_place_names.py``; names of
territories that have no ISO 3166-1 code are ours. What a place *is* in law stands in
``law/territories.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file, read_json
from dualuse.i18n.languages import LANGUAGES


@lru_cache(maxsize=1)
def place_names() -> dict[str, list[str]]:
    """Code of a place to its names, in the order of the languages; a new one may have none yet."""
    return read_json(data_file("i18n/place_names.json"))


@lru_cache(maxsize=1)
def names_everywhere() -> dict[str, tuple[str, ...]]:
    """Code of a place to its names in the languages of the Union, of its neighbours and of its trade, to be
    found in texts."""
    names: dict[str, list[str]] = read_json(data_file("i18n/place_names_everywhere.json"))
    return {code: tuple(own_names) for code, own_names in names.items()}


@lru_cache(maxsize=1)
def names_looked_for() -> dict[str, tuple[str, ...]]:
    """Code of a place that is looked for in every text to what it and its capital are called in the languages of the Union, of Central Asia,
    of the Caucasus and of trade, with endings that are written onto names."""
    names: dict[str, list[str]] = read_json(data_file("i18n/places_looked_for.json"))
    return {code: tuple(own_names) for code, own_names in names.items()}


OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "AE": (
        "uae",
        "vae",
        "v.a.e.",
        "eau",
        "e.a.u.",
        "emirates",
        "emirate",
        "ver. arab. emirate",
        "vereinigte arab. emirate",
    ),
    "BA": (
        "bosnia",
        "bosnien",
        "bosnie",
        "bosnia-herzegovina",
        "bosnien-herzegowina",
        "bosnie et herzégovine",
    ),
    "BY": ("weißrussland", "byelorussia", "belorussia", "bélarus"),
    "CD": (
        "demokratische republik kongo",
        "dem. republik kongo",
        "dr kongo",
        "rdc",
        "rdc congo",
        "rd congo",
        "république démocratique du congo",
        "rép. dém. du congo",
        "democratic republic of the congo",
    ),
    "CG": ("republik kongo", "république du congo", "republic of the congo"),
    "CH": ("confédération suisse", "schweizerische eidgenossenschaft", "swiss confederation"),
    "CI": ("ivory coast", "elfenbeinküste", "cote d'ivoire", "côte d'ivoire"),
    "CN": (
        "pr china",
        "vr china",
        "people's republic of china",
        "volksrepublik china",
        "république populaire de chine",
        "rép. pop. de chine",
    ),
    "CV": ("kap verde", "cape verde"),
    "CZ": ("czech republic", "tschechische republik", "république tchèque"),
    "GB": (
        "uk",
        "great britain",
        "britain",
        "großbritannien",
        "grande-bretagne",
        "ver. königreich",
        "verein. königreich",
    ),
    "HK": ("hong kong", "hongkong"),
    "IR": ("islamic republic of iran", "islamische republik iran", "république islamique d'iran"),
    "KG": ("kyrgyz republic", "kirgisische republik", "kirgistan", "kirghizistan", "république kirghize"),
    "KP": (
        "dprk",
        "dpr korea",
        "dvr korea",
        "rpd de corée",
        "rpd de corea",
        "rpd di corea",
        "rpd da coreia",
        "democratic people's republic of korea",
        "demokratische volksrepublik korea",
        "dem. volksrep. korea",
        "dvrk",
        "république populaire démocratique de corée",
        "rpdc",
    ),
    "KR": (
        "korea",
        "republic of korea",
        "rep. of korea",
        "rep. korea",
        "republik korea",
        "république de corée",
    ),
    "KZ": ("kazakstan", "republik kasachstan", "république du kazakhstan"),
    "LA": ("lao pdr",),
    "MD": (
        "moldova",
        "republic of moldova",
        "moldau",
        "moldawien",
        "republik moldova",
        "moldavie",
        "république de moldova",
    ),
    "MK": ("macedonia", "mazedonien", "macédoine"),
    "MM": ("burma", "birma", "birmanie"),
    "MO": ("macao", "macau"),
    "NL": ("holland", "hollande"),
    "PS": ("palestine", "palästina"),
    "RU": ("russian federation", "russische föderation", "russ. föderation", "fédération de russie"),
    "SY": ("syrian arab republic", "arabische republik syrien", "république arabe syrienne"),
    "SZ": ("swaziland", "swasiland"),
    "TR": ("turkey", "republik türkei", "république de turquie"),
    "TZ": ("united republic of tanzania", "vereinigte republik tansania", "république-unie de tanzanie"),
    "US": (
        "usa",
        "united states of america",
        "vereinigte staaten von amerika",
        "ver. staaten von amerika",
        "ver. staaten",
        "états-unis d'amérique",
    ),
    "VE": ("bolivarische republik venezuela", "république bolivarienne du venezuela"),
    "ZA": ("republic of south africa", "republik südafrika", "république d'afrique du sud"),
}
"""Other names that are used for places, in lower case: short, former or formal ones."""


@lru_cache(maxsize=1)
def places_by_name() -> dict[str, str]:
    """Names in lower case, in all of our languages, to the code of the place."""
    names = {
        name.casefold(): code for code, names_of_place in place_names().items() for name in names_of_place
    }
    return {
        **{name: code for code, names_of_place in OTHER_NAMES.items() for name in names_of_place},
        **names,
    }


ADJECTIVES: Final[dict[str, tuple[str, ...]]] = {
    "AF": ("afghánsk*", "афганск*", "afgansk*", "afghan", "afghanisch*", "afghane", "afgano", "afgana", "afegão", "afegã", "Kabul", "Kaboul", "Taliban"),
    "AM": ("Armenian", "armenisch*", "arménien*", "armenio", "armenia", "armeno", "armênio", "Yerevan", "Eriwan", "Erevan"),
    "AZ": (
        *("Azerbaijani", "Azeri", "aserbaidschanisch*", "azerbaïdjanais*", "azerbaiyano", "azerbaigiano"),
        *("Baku", "Bakou"),
    ),
    "CD": ("konžsk*", "конголезск*", "kongijsk*", "Congolese", "kongolesisch*", "congolais*", "congoleño", "congolês", "DR Congo", "DRC", "FARDC", "Kinshasa"),
    "CF": ("středoafrick*", "центральноафриканск*", "Central African", "zentralafrikanisch*", "centrafricain*", "centroafricano", "Bangui"),
    "CN": (
        *("Chinese", "chinesisch*", "chinois*", "chinês", "chinesa", "cinese"),
        *("Beijing", "Peking", "Pékin", "Pequim", "Pechino"),
    ),
    "HK": ("Hongkonger",),
    "HT": ("Haitian", "haitianisch*", "haïtien*", "haitiano", "Port-au-Prince"),
    "IQ": ("iráck*", "иракск*", "irack*", "Iraqi", "irakisch*", "irakien*", "iraquí", "iraqiano", "iraquiano", "Baghdad", "Bagdad"),
    "LB": ("libanonsk*", "ливанск*", "libańsk*", "Lebanese", "libanesisch*", "libanais*", "libanés", "libanês", "libanese", "Beirut", "Beyrouth",
        *("Hezbollah", "Hizbollah", "Hizballah", "Hezbolah", "Hisbollah", "Hizbullah"),
    ),
    "LY": ("libyjsk*", "ливийск*", "libijsk*", "líbyai", "Libyan", "libysch*", "libyen", "libyenne", "libio", "líbio", "libico", "Tripoli", "Benghazi", "Bengasi"),
    "MM": (
        *("barmsk*", "мьянманск*", "бирманск*", "birmańsk*",),
        *("Myanmar", "Burmese", "birmanisch*", "myanmarisch*", "birman*", "Naypyidaw", "Naypyitaw"),
        *("Rangoon", "Rangun", "Yangon"),
    ),
    "MO": ("Macanese",),
    "SD": ("súdánsk*", "sudansk*", "суданск*", "sudańsk*", "szudáni", "Sudanese", "sudanesisch*", "soudanais*", "sudanés", "sudanês", "Sudão", "Khartoum", "Khartum", "Jartum"),
    "SO": ("somálsk*", "somalijsk*", "сомалийск*", "Somali", "Somalian", "somalisch*", "somalien*", "somalí", "Mogadishu", "Mogadischu", "Mogadiscio"),
    "SS": ("jihosúdánsk*", "южносуданск*", "South Sudanese", "südsudanesisch*", "sud soudanais*", "Sudán del Sur", "Juba", "Dschuba"),
    "VE": (
        *("venezuelsk*", "венесуэльск*", "wenezuelsk*",),
        *("Venezuelan", "venezolanisch*", "vénézuélien*", "venezolano", "venezolana", "venezuelano", "venezuelana"),
        "Caracas",
    ),
    "YE": ("jemensk*", "йеменск*", "jemeńsk*", "Yemeni", "jemenitisch*", "yéménite", "yemení", "iemenita", "Sanaa", "Sana'a", "Houthi", "Houthis", "Huthi", "Ansar Allah"),
    "ZW": ("zimbabwsk*", "зимбабвийск*", "Zimbabwean", "simbabwisch*", "zimbabwéen*", "zimbabuense", "Harare"),
}  # fmt: skip
"""By code: words for who and what comes from a place, and the towns that stand for its government. They tell
whose army is meant (``sudanesische Armee``). A word that ends in ``*`` begins others. Places that are looked
for in every text have such words in ``law/measures/general.toml``, and are not written here again."""

FORCES: Final[dict[str, tuple[str, ...]]] = {
    "CF": ("FACA",),
    "CD": ("FARDC",),
    "CN": ("PLA", "PLAAF", "PLARF"),
    "LY": ("LNA",),
    "MM": ("MAF",),
    "SD": ("SAF", "RSF"),
    "SO": ("SNA",),
    "SS": ("SSPDF", "SPLA"),
    "VE": ("FANB", "GNB"),
    "ZW": ("ZDF", "ZNA"),
}
"""By code: what forces of the place are called for short, which is something else elsewhere."""

SERVICES: Final[dict[str, tuple[str, ...]]] = {
    "AM": ("NSS", "ԱԱԾ", "СНБ"),
    "AZ": ("DTX", "DİN"),
    "BA": ("MUP", "МУП", "SIPA"),
    "BY": ("KGB", "КГБ", "MVD", "МВД"),
    "EG": ("GIS", "NSA"),
    "GE": ("SSSG", "СГБ", "სუს"),
    "KG": ("GKNB", "ГКНБ", "MVD", "МВД"),
    "KZ": ("KNB", "КНБ", "ҰҚК", "MVD", "МВД"),
    "ME": ("MUP", "МУП", "ANB"),
    "MK": ("MVR", "МВР"),
    "PK": ("ISI", "FIA"),
    "RS": ("MUP", "МУП", "BIA", "БИА"),
    "TJ": ("GKNB", "ГКНБ", "MVD", "МВД"),
    "TR": ("EGM", "JGK", "MİT", "TSK", "MSB"),
    "UA": ("SBU", "СБУ", "MVS", "МВС"),
    "UZ": ("SNB", "СНБ", "SGB", "СГБ", "DXX", "IIV", "MVD", "МВД"),
}
"""By code: what police and secret services of the place, and in Turkey its forces, are called for short, which is something else elsewhere (from
memory, unverified: a name of these only makes an answer stricter)."""


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    cities: dict[str, str] = read_json(data_file("i18n/place_cities.json"))
    return cities


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """The names of well-known cities and emirates, in lower case."""
    return frozenset(_cities())


def place_of_city(text: str) -> PlaceName | None:
    """The State or named territory of a well-known city or emirate: to ask about, never to replace what
    was written."""
    code = _cities().get(" ".join(text.casefold().split()))
    return PlaceName(code) if code else None


def places_beginning(text: str) -> tuple[str, ...]:
    """The codes of the places of which a name begins with ``text``, which has three letters at least."""
    typed = text.strip().casefold()
    if len(typed) < 3:
        return ()
    return tuple(sorted({code for name, code in places_by_name().items() if name.startswith(typed)}))


@lru_cache(maxsize=4096)
def places_like(text: str) -> tuple[str, ...]:
    """The codes of places that ``text`` may mean, a few at most: to ask about, never to assume.

    That of the city; else those whose names begin so; else those whose names, or words of their names, are
    written nearly so.
    """
    if of_city := place_of_city(text):
        return (of_city.code,)
    near = places_beginning(text)
    if not near:
        import difflib  # imported late: most places are named as they are called

        typed, names = text.strip().casefold()[:_LONGEST], places_by_name()
        close = difflib.get_close_matches(typed, names, n=3, cutoff=0.7)
        near = tuple(names[name] for name in close) or _with_word_like(typed)
    return tuple(dict.fromkeys(near))[:_MOST_LIKE]


def _with_word_like(typed: str) -> tuple[str, ...]:
    """The places whose names have a word, beside others, that is written nearly so: "Emiratien"."""
    import difflib

    words: dict[str, set[str]] = {}
    for name, code in places_by_name().items():
        for word in name.split():
            if len(word) > _SHORT_WORD:
                words.setdefault(word, set()).add(code)
    close = difflib.get_close_matches(typed, words, n=3, cutoff=0.8)
    return tuple(code for word in close for code in sorted(words[word]))


_MOST_LIKE: Final = 6
_LONGEST: Final = 60
"""Signs that are compared: no name of a place is longer."""
_SHORT_WORD: Final = 4
"""Words of a name that are as short, such as "of", tell no place."""


@lru_cache(maxsize=4096)
def place_name(code: str, language: str) -> str:
    """The name of a place, in English where the language has none yet; the code where no name is known."""
    names = place_names().get(code, [code])
    return dict(zip(LANGUAGES, names, strict=False)).get(language, names[0])


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a parameter of a sentence; ``code`` is the ISO code or that of a named territory."""

    code: str

    def in_language(self, language: str) -> str:
        """The name, with the code behind it: ``United Arab Emirates (AE)``; the code alone where no name is
        known."""
        return f"{place_name(self.code, language)} ({self.code})" if self.code in place_names() else self.code
