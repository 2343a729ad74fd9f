"""From what a person types to the value that the contract takes, and back to words."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

from dualuse.classification.sheets.quantities import AMBIGUOUS, MAXIMUM_DIGITS, NotAQuantity, number_of
from dualuse.free_text.sure_places import near_place, sure_place
from dualuse.i18n import LANGUAGES, N_, PlaceName, semicolon, short_day, translate
from dualuse.i18n.days import stated_day
from dualuse.i18n.places import places_beginning, places_like
from dualuse.i18n.places_meant import place_meant
from dualuse.inputs.problem_words import PLACE_OF_SEVERAL, PLACES_MEANT
from dualuse.inputs.problems import InputError, input_error
from dualuse.interview.question import YES_OR_NO, Choice, Question
from dualuse.law.eu_2021_821.control_list import normal_code, title
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.territories import find_place
from dualuse.schema.customs_code import customs_code
from dualuse.schema.tables.export_words import several_places
from dualuse.schema.tables.word_tables import plain_word, word_table
from dualuse.schema.units import is_count

_NOTHING: Final = ("[]", "-", "–")
_DAY: Final = re.compile(r"(?<!\S)(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?![^\s,;])")
_ARTICLE: Final = re.compile(r"^(an?|eine?|une?)\s+")
"""Before a noun in the words of an answer; who answers "export" or "Ausfuhr" leaves it out."""
_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]{1,2}|\.[0-9]{4,})?")
"""A number that is written as the contract writes it, and can be read in one way only."""


def understood(question: Question, text: str, language: str = "en") -> Any:
    """The value that ``text``, typed by a reader of ``language``, means as an answer to ``question``.

    Raises:
        InputError: it means none; values that are well-formed but wrong are refused later, by ``answer``.
    """
    match question.kind:
        case "flag" | "choice" | "level":
            return _chosen(question, text).value
        case "decision":
            return _decision(question, text, language)
        case "place":
            return _place(text)
        case "codes" | "narrower":
            return _codes(question, text)
        case "national_codes":
            return [] if is_nothing(text) else _split(text, r"[,;]+")
        case "amount" | "quantity":
            number, behind = _number_and_rest(text)
            understood_behind = not behind or stated_behind(question, text) or _is_counted(question, behind)
            return number if understood_behind else text
        case "currency":
            return _currency(text)
        case "customs_codes":
            return customs_code(text) or text.strip()
        case "text":
            return _unit(text) if question.fact.endswith(".unit") else text.strip()
        case "name":
            return _name(text)
        case "party":
            return _party(question, text)
    raise ValueError(f"no such kind of question: {question.kind}")


def is_nothing(text: str) -> bool:
    """Whether an answer says that there is none."""
    return text.strip() in _NOTHING or plain_word(text) in word_table("none_found")


def stated_behind(question: Question, text: str) -> tuple[str, str] | None:
    """What stands behind an amount, and its place: the currency of a value, the unit of a quantity."""
    place, _, name = question.fact.rpartition(".")
    if question.kind not in ("amount", "quantity"):
        return None
    behind = _number_and_rest(text)[1]
    if question.kind == "amount":
        return (f"{place}.currency", _currency(behind)) if behind and name == "value" else None
    return (f"{place}.unit", _unit(behind)) if behind[:1].isalpha() else None


def _is_counted(question: Question, behind: str) -> bool:
    """Whether pieces are asked for, and a word for pieces stands behind the number."""
    return question.kind == "amount" and question.fact.endswith(".quantity") and is_count(behind)


def _number_and_rest(text: str) -> tuple[str, str]:
    """A number as the contract writes it, and what stands behind it; ``text`` alone where it begins with none.

    The marks of every language are taken where they can be read in one way only: ``48.000,00``, ``48 000,00``, ``48,000.00``.

    Raises:
        InputError: it may be thousands, or a number with three decimals.
    """
    try:
        number, behind = number_of(text, by_hand=True)
    except NotAQuantity as error:
        if error.reason != "ambiguous":
            return text, ""
        raise input_error(
            "amount_ambiguous",
            *AMBIGUOUS,
            value=error.detail,
        ) from None
    written = text.strip().removesuffix(behind).strip()
    return (written if _PLAIN.fullmatch(written) else _written(number)), behind


def _written(number: Fraction) -> str:
    """Every digit of a number, with a point."""
    with localcontext(prec=4 * MAXIMUM_DIGITS):
        return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


def _currency(text: str) -> str:
    """The three letters of a currency, where it is called by its name, too."""
    return word_table("currencies").get(plain_word(text), text.strip().upper())


def _split(text: str, at: str) -> list[str]:
    return [part.strip() for part in re.split(at, text) if part.strip()]


def _chosen(question: Question, text: str) -> Choice:
    """By number, by its name in files, by its words, or by how one of these begins, where that is unique."""
    typed = text.strip().casefold()
    choices = question.choices
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    role = word_table("roles").get(plain_word(text)) if question.kind == "party" else None
    if role and (called := [choice for choice in choices if choice.value == role]):
        return called[0]
    for test in (str.__eq__, _begins):
        matches = [
            choice for choice in choices if any(test(name, typed) for name in _names(choice, question.kind))
        ]
        if len(matches) == 1:
            return matches[0]
        if typed and matches:
            raise input_error(
                "answer_several",
                N_("{text} may be {choices}"),
                N_("Type more of its letters, or its number"),
                text=text.strip()[:40],
                choices=tuple(choice.text for choice in matches),
            )
    raise input_error(
        "answer_none_of",
        N_("{text} is none of the answers"),
        N_("Type the number of one, or its first letters"),
        text=text.strip()[:40],
    )


def _begins(name: str, typed: str) -> bool:
    """Whether the first letters of an answer were typed; of its name in files they must be a few, since nobody sees it: "IN" is a country."""
    return name.startswith(typed) and (len(typed) >= _LETTERS_OF_NAME or not _NAME_IN_FILES.fullmatch(name))


_NAME_IN_FILES: Final = re.compile(r"[a-z]+(?:_[a-z]+)+")
_LETTERS_OF_NAME: Final = 4


def _names(choice: Choice, kind: str) -> tuple[str, ...]:
    if kind != "flag":
        words = choice.text.casefold()
        return (str(choice.value).casefold(), words, _ARTICLE.sub("", words))
    # Yes and no are understood in every language, whatever the one on the screen.
    return tuple(translate(YES_OR_NO[choice.value], language).casefold() for language in LANGUAGES)


def _decision(question: Question, text: str, language: str) -> dict[str, Any]:
    """The result, its day, and the uses of concern it was given for, as far as they are named beside it."""
    day = _DAY.search(text)
    uses = [use for use in GROUNDS if re.search(rf"\b{use}\b", text)]
    for use in uses:
        text = re.sub(rf"[,;]?\s*\b{use}\b", "", text)
    chosen = _chosen(question, _DAY.sub("", text) if day else text)
    decision: dict[str, Any] = {
        "result": chosen.value,
        **({"date": typed_day(day[0], language)} if day else {}),
    }
    return {**decision, "uses": uses} if uses else decision


def typed_day(text: str, language: str) -> str:
    """A day as data write it; what is none, or may be another, stays as it was typed, and is refused by its form."""
    day = stated_day(text, language)
    return day.isoformat() if day is not None else text.strip()


def _is_nobody(text: str) -> bool:
    return is_nothing(text) or plain_word(text) in word_table("nobody")


def _name(text: str) -> str:
    """Read a name; a word for nobody is not a name."""
    if _is_nobody(text):
        text, todo = N_("that names nobody"), N_("Type the name, or ? if you do not know it")
        raise input_error("name_of_nobody", text, todo)
    if not any(map(str.isalpha, text)):
        what, todo = (
            N_("{text} is no name: a number screens nobody"),
            N_("Type the name, or ? if you do not know it"),
        )
        raise input_error("name_is_number", what, todo, text=text.strip()[:40])
    return text.strip()


def _unit(text: str) -> str:
    """Read a unit alone; an amount of money is none."""
    unit = text.strip()
    if unit[:1].isdecimal():
        what, todo = (
            N_("{text} is no unit: it begins with a number"),
            N_("Type the unit alone, such as kg or pieces"),
        )
        raise input_error("unit_with_number", what, todo, text=unit[:40])
    if plain_word(unit) in word_table("currencies") or unit.upper() in word_table("currencies").values():
        what, todo = N_("{text} is a currency, and no unit"), N_("Type the unit alone, such as kg or pieces")
        raise input_error("unit_of_money", what, todo, text=unit[:40])
    return unit


def _role_typed(question: Question, text: str) -> object:
    """The role that was typed alone, by its number or its words; where it is none, the first that can be chosen."""
    try:
        return _chosen(question, text).value
    except InputError:
        return question.choices[0].value


def _party(question: Question, text: str) -> dict[str, str]:
    """A role and a name; nothing where nobody else takes part."""
    if _is_nobody(text):
        return {}
    role, colon, name = text.partition(":")
    if not colon:
        role, _, name = text.strip().partition(" ")
    if not name.strip():
        raise input_error(
            "party_incomplete",
            N_("{text} is not a role and a name"),
            N_("Type both, such as {example}, or none if nobody else takes part"),
            example=f"{_role_typed(question, text)}: Example Ltd",
            text=text.strip()[:40],
        )
    return {"role": _chosen(question, role).value, "name": _name(name)}


_NO_PLACE: Final = N_("{text} is no country or territory by that name")


def _place(text: str) -> str:
    """A code of two or three letters, or a name as a table may write it; its beginning, too, where that is unique: what was understood is shown."""
    code = sure_place(text)
    if code:
        return code
    several = several_places(" ".join(text.split()))
    if not several and len(beginning := places_beginning(text)) == 1:
        return beginning[0]
    near = (
        tuple(several.split(", "))
        if several
        else place_meant(text) or places_like(text) or (near_place(text),)
    )
    if any(near):
        meant = tuple(map(PlaceName, near))
        raise input_error(
            "place_not_clear",
            PLACE_OF_SEVERAL if several else _NO_PLACE,
            PLACES_MEANT,
            text=text.strip()[:40],
            value=text.strip()[:40],
            places=meant,
        )
    raise input_error(
        "place_not_known",
        _NO_PLACE,
        N_("Use its name or its ISO 3166-1 code of two letters, such as DE or AE"),
        text=text.strip()[:40],
    )


def _codes(question: Question, text: str) -> list[str]:
    typed = text.strip()
    if question.kind == "codes" and is_nothing(typed):
        return []
    if question.kind == "narrower" and typed.isdecimal() and 1 <= int(typed) <= len(question.choices):
        return [str(question.choices[int(typed) - 1].value)]
    return [normal_code(part) or part for part in _split(typed, r"[,;\s]+")]


def in_words(question: Question, value: Any, language: str) -> str:
    """What was understood, to be shown: the country by name, the code with its title."""
    for choice in question.choices:
        if choice.value == value and question.kind != "narrower":
            return choice.text
    match question.kind:
        case "place":
            return PlaceName(find_place(value) or value).in_language(language)
        case "codes" | "narrower":
            if value == []:
                return translate(N_("classified, and not listed"), language)
            return semicolon(language).join(_titled(code, language) for code in value)
        case "national_codes":
            return ", ".join(value) or translate(N_("checked, and on none"), language)
        case "party":
            if not value:
                return translate(N_("nobody else"), language)
            role = next(choice.text for choice in question.choices if choice.value == value["role"])
            return f"{value['name']} ({role})"
        case "decision":
            chosen = next(choice.text for choice in question.choices if choice.value == value["result"])
            return f"{chosen}, {short_day(value['date'], language)}"
    return str(value)


def _titled(code: str, language: str) -> str:
    name = title(code, language)
    return f"{code} ({name})" if name else code
