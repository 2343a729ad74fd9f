"""Names, numbers and amounts of the site in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dualuse.i18n import N_, Message, grouped, language_of, render, translate
from dualuse.i18n.places import place_name
from dualuse.law.eu_2021_821.control_list.outline import title
from dualuse.law.eu_2021_821.control_list.plain import about, family_words, plain_words
from dualuse.transparency.decision import NO_COUNTRY
from dualuse.transparency.item_types import CATEGORIES, GROUPS, REPORT_CODES, category_of
from dualuse.transparency.site.views import ALL, UNKNOWN_GROUP
from dualuse.transparency.statistics import OTHER, REGION_NAMES

NOT_KNOWN: Final = N_("not known")
OUTCOMES: Final[dict[str, str]] = {
    "decisions": N_("decisions"),
    "applications": N_("applications"),
    "granted": N_("granted"),
    "refused": N_("refused"),
    "not_required": N_("not required"),
    "withdrawn": N_("withdrawn"),
    "stopped": N_("annulled, revoked, suspended"),
    "modified": N_("modified, limited, extended, transferred, resumed"),
    "prohibited": N_("prohibited"),
    "pending": N_("pending"),
}
KIND_NAMES: Final[dict[str, str]] = {
    "individual": N_("individual authorisation"),
    "global": N_("global authorisation"),
    "large_project": N_("large project authorisation"),
    "brokering": N_("brokering authorisation"),
    "technical_assistance": N_("technical assistance authorisation"),
    "transit": N_("transit authorisation"),
    "intra_union_transfer": N_("authorisation of a transfer within the Union"),
    "national_general": N_("national general authorisation"),
    "union_general": N_("Union general authorisation"),
    "notification": N_("notification"),
    "enquiry": N_("enquiry"),
    "classification_ruling": N_("ruling on a classification"),
    "prohibition": N_("prohibition"),
    "informed_letter": N_("letter that an authorisation is required"),
    "bar_from_general": N_("bar from a general authorisation"),
    "unknown": NOT_KNOWN,
}
END_USER_NAMES: Final[dict[str, str]] = {
    "military": N_("military"),
    "paramilitary": N_("paramilitary force"),
    "police": N_("police"),
    "intelligence": N_("intelligence service"),
    "other_security": N_("other security force"),
    "other_public": N_("other public body"),
    "state_company": N_("company owned by the State"),
    "company": N_("private company"),
    "research": N_("research body"),
    "individual": N_("individual"),
    "international_organisation": N_("international organisation"),
    "unknown": NOT_KNOWN,
}
CRITERION_NAMES: Final[dict[str, str]] = {
    "international_obligations": N_("international obligations"),
    "sanctions": N_("sanctions"),
    "national_foreign_and_security_policy": N_("national foreign and security policy"),
    "end_use_and_diversion": N_("end use and risk of diversion"),
    "internal_repression": N_("internal repression"),
    "human_rights": N_("human rights"),
    "internal_armed_conflict": N_("internal armed conflict"),
    "regional_stability": N_("regional stability"),
    "proliferation": N_("proliferation"),
    "military_end_use": N_("military end use"),
    "terrorism": N_("terrorism"),
    "other": N_("other"),
    "unknown": NOT_KNOWN,
}
AT_LEAST: Final = N_("at least: the sources at hand do not hold all")
"""Of a number: there may be more."""
NO_COUNTRY_NAMES: Final[dict[str, str]] = {
    "VARIOUS": N_("several countries, not named"),
    "WORLD": N_("the whole world"),
    "WORLD_BUT": N_("the world but for sensitive countries"),
    "EU": N_("the European Union"),
    "EURATOM": N_("the States of the Euratom Treaty"),
    "SHELF": N_("a continental shelf"),
    "NONE": N_("no destination"),
}
FORMER_NAMES: Final[dict[str, str]] = {
    "CS": N_("Serbia and Montenegro (until 2006)"),
    "AN": N_("Netherlands Antilles (until 2010)"),
}
assert set(NO_COUNTRY_NAMES) == set(NO_COUNTRY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A surveillance family in plain words."""

    key: str
    title: str
    does: str
    ordinary: str
    misuse: str
    entries: tuple[str, ...]


class Texts:
    """All words of a page in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: str, **values: object) -> str:
        """A sentence, its braces filled."""
        translated = translate(text, self.language)
        return translated.format(**values) if values else translated

    def message(self, message: Message) -> str:
        """A message in words."""
        return render(message, self.language)

    def number(self, value: int) -> str:
        """A number with its marks between thousands."""
        return grouped(value, self.language)

    def decimal(self, value: Decimal | float, places: int) -> str:
        """A number with so many decimal places."""
        text = f"{value:,.{places}f}"
        whole, _, part = text.partition(".")
        return grouped(int(whole.replace(",", "")), self.language) + (
            language_of(self.language).decimal + part if part else ""
        )

    def amount(self, value: Decimal | float) -> str:
        """An amount in full, without cents where it has none."""
        exact = Decimal(str(value))
        return self.decimal(exact, 0 if exact == exact.to_integral_value() else 2)

    def short(self, value: float) -> str:
        """An amount as charts write it: ``28.4 bn``, ``3.1 m``."""
        for size, least, word in ((1e9, 1e9, N_("{number} bn")), (1e6, 1e5, N_("{number} m"))):
            if abs(value) >= least:
                scaled = value / size
                places = 0 if scaled >= 100 or scaled == int(scaled) else 1
                return self(word, number=self.decimal(scaled, places))
        return self.number(round(value))

    def percent(self, share: Decimal | float) -> str:
        """A share from 0 to 1 in percent, without places."""
        return self(N_("{number} %"), number=self.number(round(share * 100)))

    def titled(self, head: str, text: str) -> str:
        """A text behind its head: ``head: text``, with the space that the language has before a colon."""
        return self(N_("{head}: {body}"), head=head, body=text)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts that may hold commas, with semicolons between them."""
        return self(N_("; ")).join(parts)

    def order(self, name: str) -> str:
        """By what a name is put in order: an accent or umlaut counts as its letter."""
        return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()

    def day(self, day: date) -> str:
        """A day, as ISO 8601 writes it: the same in our languages."""
        return day.isoformat()

    def place(self, code: str) -> str:
        """The name of a place, or what a word that names none stands for."""
        if not code:
            return self(NOT_KNOWN)
        for names in (NO_COUNTRY_NAMES, FORMER_NAMES):
            if code in names:
                return self(names[code])
        return place_name(code, self.language)

    def group(self, dimension: str, value: str) -> str:
        """The name of a group of a dimension."""
        if not value:
            return self(NOT_KNOWN)
        if value == OTHER:
            return self(N_("none of these"))
        named = _GROUP_NAMES.get(dimension)
        return named(self, value) if named else value

    def entry(self, code: str) -> str:
        """An entry with its title in our own words."""
        named = title(code, self.language)
        return f"{code} {named}" if named else code

    def category(self, key: str) -> str:
        """A category of Annex I: ``5, part 2: information security``."""
        number, _, part = key.partition("-")
        name = self(CATEGORIES[key])
        if not part:
            return f"{number} – {name}"
        return self(N_("{number}, part {part} – {name}"), number=number, part=part, name=name)

    def item_type(self, key: str) -> str:
        """A type of item: ``5A2 – information security: systems, equipment and components``."""
        return self.titled(f"{key} – {self(CATEGORIES[category_of(key)])}", self(GROUPS[key[1]]))

    def report_code(self, key: str) -> str:
        """A code of the Union's report with what it stands for."""
        titles = {report_code.code: report_code.title for report_code in REPORT_CODES}
        return f"{key} – {self(titles[key])}" if key in titles else key

    def family(self, key: str) -> Family:
        """A surveillance family in plain words."""
        row = family_words(self.language)[key]
        return Family(
            key=key,
            title=row["title"],
            does=row["does"],
            ordinary=row["ordinary"],
            misuse=row["misuse"],
            entries=tuple(row["entries"]),
        )

    def plain(self, entry: str) -> str:
        """What an entry is, in plain words; "" where none are written."""
        return plain_words(entry, self.language)

    def about(self, section: str, key: str) -> str:
        """A sentence on a category (``categories``) or a group of entries (``groups``)."""
        return about(section, key, self.language)

    def narrowed(self, dimension: str, value: str) -> str:
        """How a filter names its choice; ``all`` is every one."""
        every = {
            "authority": N_("all States"),
            "year": N_("all years"),
            "category": N_("all items"),
        }
        if value == ALL:
            return self(every[dimension])
        return self.group(dimension, "" if value == UNKNOWN_GROUP else value)


_GROUP_NAMES: Final[dict[str, Callable[[Texts, str], str]]] = {
    "authority": lambda texts, code: texts.place(code),
    "destination": lambda texts, code: texts.place(code),
    "via": lambda texts, code: texts.place(code),
    "entry": lambda texts, code: texts.entry(code),
    "category": lambda texts, key: texts.category(key),
    "item_type": lambda texts, key: texts.item_type(key),
    "region": lambda texts, key: texts(REGION_NAMES[key]),
    "report_code": lambda texts, key: texts.report_code(key),
    "family": lambda texts, key: texts.family(key).title,
    "kind": lambda texts, key: texts(KIND_NAMES[key]),
    "end_user": lambda texts, key: texts(END_USER_NAMES[key]),
    "criterion": lambda texts, key: texts(CRITERION_NAMES[key]),
}
