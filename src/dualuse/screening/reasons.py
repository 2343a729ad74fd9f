"""The reasons of a hit in words: which parts of the names met and how, and what dates, countries and numbers say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from dualuse.i18n import N_, Message, PlaceName, render, semicolon
from dualuse.screening.matching.screened import Reason
from dualuse.screening.names.transliteration import VOWELLESS
from dualuse.screening.names.vocabulary import FORM

HOW_WORDS: Final[dict[str, str]] = {
    "same": N_("the same: {words}"),
    "meaning": N_("the same name or word in another language: {words}"),
    "sound": N_("sound alike: {words}"),
    "scanned": N_("look alike on paper: {words}"),
    "initial": N_("an initial: {words}"),
    "beginning": N_("begin alike: {words}"),
    "consonants": N_("the same consonants: {words}"),
    "spelling": N_("spelt alike: {words}"),
}
"""How two words met, by the codes of :func:`~dualuse.screening.matching.evidence.how_met`."""

_IDENTIFIER_WORDS: Final[dict[str, str]] = {
    "imo": N_("IMO number"),
    "mmsi": N_("MMSI number"),
    "call_sign": N_("call sign"),
    "passport": N_("passport number"),
    "national_id": N_("identity number"),
    "tax": N_("tax number"),
    "registration": N_("registration number"),
    "lei": N_("LEI"),
    "bic": N_("BIC"),
    "duns": N_("DUNS number"),
    "account": N_("account"),
    "wallet": N_("wallet"),
    "aircraft": N_("aircraft number"),
    "other": N_("number"),
}
_KIND_WORDS: Final[dict[str, str]] = {
    "person": N_("a person"),
    "organisation": N_("an organisation"),
    "vessel": N_("a vessel"),
    "aircraft": N_("an aircraft"),
    "unknown": N_("of unknown kind"),
}
_FORM_WORDS: Final[dict[str, str]] = {
    "limited": N_("limited company"),
    "llc": N_("limited liability company"),
    "joint_stock": N_("joint-stock company"),
    "public_joint_stock": N_("public joint-stock company"),
    "corporation": N_("corporation"),
    "company": N_("company"),
    "partnership": N_("partnership"),
    "state_enterprise": N_("State enterprise"),
    "non_profit": N_("non-profit body"),
    "holding": N_("holding or group"),
}
"""Legal forms, however a name writes them, by the ids of ``names/legal_forms.toml``."""
_SHOWN: Final = 4


def reason_in_words(reason: Reason, language: str = "en") -> str:
    """A reason in a language; its code where it is none of those known here."""
    write = _WRITERS.get(reason.code)
    if write is None:
        return reason.code
    return semicolon(language).join(render(message, language) for message in write(reason.params))


def identifier_words(kind: str) -> Message:
    """What a kind of identifier is called."""
    return Message(f"identifier.{kind}", _IDENTIFIER_WORDS.get(kind, _IDENTIFIER_WORDS["other"]))


def _names(params: Mapping[str, Any]) -> Iterator[Message]:
    for how, text in HOW_WORDS.items():
        met = dict.fromkeys((row["asked"], row["listed"]) for row in params["met"] if row["how"] == how)
        if words := tuple(_pair(asked, listed) for asked, listed in met):
            yield Message(f"names_met.{how}", text, {"words": words})
    for side, text in (
        ("asked_alone", N_("only in the name asked: {words}")),
        ("listed_alone", N_("only in the name listed: {words}")),
    ):
        if params[side]:
            yield Message(f"names_met.{side}", text, {"words": tuple(_word(word) for word in params[side])})


def _word(text: str) -> str | Message:
    """A word as it is compared, without the mark that says that vowels are missing; a legal form by its name."""
    word = text.lstrip(VOWELLESS)
    if not word.startswith(FORM):
        return word
    form = word.lstrip(FORM)
    return Message(f"form.{form}", _FORM_WORDS.get(form, form.replace("_", " ")))


def _pair(asked: str, listed: str) -> str | Message:
    ours, theirs = _word(asked), _word(listed)
    if ours == theirs:
        return ours
    return Message("names_met.pair", "{ours} – {theirs}", {"ours": ours, "theirs": theirs})


def _dates(text: str, params: Mapping[str, Any]) -> Iterator[Message]:
    days = {side: tuple(map(_day, params[side][:_SHOWN])) for side in ("asked", "listed")}
    yield Message("birth", text, days)


def _day(written: str) -> date | str:
    """A whole day, to be written as its reader does; one that is less exact stays as it is."""
    try:
        return date.fromisoformat(written) if len(written) == len("1959-03-02") else written
    except ValueError:
        return written


def _countries(text: str, params: Mapping[str, Any]) -> Iterator[Message]:
    both = [code for code in params["asked"] if code in params["listed"]]
    asked, listed = (tuple(map(PlaceName, params[side][:_SHOWN])) for side in ("asked", "listed"))
    yield Message("country", text, {"both": tuple(map(PlaceName, both)), "asked": asked, "listed": listed})


def _kinds(params: Mapping[str, Any]) -> Iterator[Message]:
    words = {side: Message(f"kind.{params[side]}", _KIND_WORDS[params[side]]) for side in ("asked", "listed")}
    yield Message("kind_other", N_("asked for {asked}, listed is {listed}"), words)


def _identifier(params: Mapping[str, Any]) -> Iterator[Message]:
    words = {"kind": identifier_words(params["kind"]), "value": params["value"]}
    yield Message("identifier_same", N_("the same {kind}: {value}"), words)


def _address(params: Mapping[str, Any]) -> Iterator[Message]:
    words = {"asked": params["asked"], "listed": params["listed"]}
    yield Message("address_same", N_("the same address: asked {asked}, listed {listed}"), words)


def _weak(params: Mapping[str, Any]) -> Iterator[Message]:
    yield Message("weak_alias", N_("the list calls this name a weak alias"))


def _beside_places(params: Mapping[str, Any]) -> Iterator[Message]:
    text = N_("compared without what is taken for a place ({places}): {name}")
    yield Message("beside_places", text, {"name": params["name"], "places": tuple(params["places"])})


def _among_words(params: Mapping[str, Any]) -> Iterator[Message]:
    text = N_("the listed name stands among other words: {listed}")
    yield Message("among_words", text, {"listed": params["listed"]})


_WRITERS: Final[dict[str, Callable[[Mapping[str, Any]], Iterator[Message]]]] = {
    "names_met": _names,
    "among_words": _among_words,
    "weak_alias": _weak,
    "birth_same_day": partial(_dates, N_("born on the same day: asked {asked}, listed {listed}")),
    "birth_same_year": partial(_dates, N_("born in the same year: asked {asked}, listed {listed}")),
    "birth_near": partial(_dates, N_("born a year apart: asked {asked}, listed {listed}")),
    "birth_other": partial(_dates, N_("born at another time: asked {asked}, listed {listed}")),
    "country_same": partial(_countries, N_("the same country: {both}")),
    "country_other": partial(_countries, N_("another country: asked {asked}, listed {listed}")),
    "kind_other": _kinds,
    "beside_places": _beside_places,
    "identifier_same": _identifier,
    "address_same": _address,
}
