"""``dualuse entry``: an entry or provision of Annex I as facts and titles, and which lists name it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dualuse.documents.speech import Speech
from dualuse.i18n import N_, translate
from dualuse.i18n.statuses import ANSWER
from dualuse.inputs.problems import InputError
from dualuse.inputs.wrapping import WIDTH, wrapped_lines
from dualuse.law.eu_2021_821.authorisations.reading import (
    IDENTIFIERS,
    annex_iv,
    excluded_items,
    named_items,
    section_i,
    table,
)
from dualuse.law.eu_2021_821.control_list import CodeSet, normal_code, outline, title
from dualuse.law.eu_2021_821.control_list.unknown_codes import unknown_code
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE, family, family_label
from dualuse.law.language.logic import Truth, every_truth, opposite
from dualuse.schema.words import KIND_WORDS

MEMBERSHIP_WORDS: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "part"}
REGIME_WORDS: Final[dict[str, str]] = {
    "WA": N_("Wassenaar Arrangement"),
    "MTCR": N_("Missile Technology Control Regime"),
    "NSG": N_("Nuclear Suppliers Group"),
    "AG": N_("Australia Group"),
    "CWC": N_("Chemical Weapons Convention"),
    "EU": N_("items that the Union lists without consensus of a regime"),
}


@dataclass(frozen=True, slots=True)
class Child:
    """A code directly under the one described, with our title where it has one of its own."""

    code: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDescription:
    """An entry or provision. Memberships are ``yes``, ``no`` or ``part`` (a question decides, or a narrower code)."""

    code: str
    title: str
    title_of: str
    kind: str
    regime: str
    family: str | None
    cyber_surveillance: str
    since: str | None
    edition: str
    annex_iv: str
    section_i: str
    general_authorisations: dict[str, str]
    under: tuple[Child, ...]
    see: tuple[str, ...]
    questions: tuple[str, ...]


def describe(text: str, language: str = "en") -> EntryDescription:
    """Describe the code written ``text`` in the newest edition.

    Raises:
        InputError: no such code.
    """
    edition = outline()
    assert edition is not None
    code = normal_code(text)
    if code is None or code not in edition.codes:
        raise InputError([unknown_code(text, edition)])
    entry = edition.entry(code)
    assert entry is not None
    titled = code
    while (
        titled
        and title(titled, language) == title(titled.rpartition(".")[0] or titled, language)
        and "." in titled
    ):
        titled = titled.rpartition(".")[0]
    name = family(code)
    return EntryDescription(
        code=code,
        title=title(code, language) or "",
        title_of=titled,
        kind=entry.kind,
        regime=entry.regime,
        family=translate(family_label(name), language) if name else None,
        cyber_surveillance=MEMBERSHIP_WORDS[SURVEILLANCE.covers(code, {})],
        since=entry.since.isoformat() if entry.since else None,
        edition=edition.name,
        annex_iv=MEMBERSHIP_WORDS[annex_iv().covers(code, {})],
        section_i=MEMBERSHIP_WORDS[section_i().covers(code, {})],
        general_authorisations={
            identifier: MEMBERSHIP_WORDS[_taken(identifier, code)] for identifier in IDENTIFIERS
        },
        under=tuple(
            Child(child, title(child, language) if title(child, language) != title(code, language) else None)
            for child in edition.children(code)
        ),
        see=entry.see,
        questions=tuple(translate(question, language) for question in _questions(code)),
    )


def _taken(identifier: str, code: str) -> Truth:
    """Whether the authorisation takes the code, as far as its items go."""
    items = table(identifier)["items"]
    truths: list[Truth] = []
    match items["rule"]:
        case "named":
            return named_items(identifier).covers(code, {})
        case "all_software_and_technology":
            truths.append(code[1] in "DE")
    for name in items.get("excluded_sets", ()):
        if name == "section_i":
            truths.append(opposite(section_i().covers(code, {})))
        else:
            truths.append(code[1] != {"software": "D", "technology": "E"}[name])
    truths.append(opposite(excluded_items(identifier).covers(code, {})))
    if "software_if" in items and code[1] == "D":
        truths.append(None)
    return every_truth(truths)


def _questions(code: str) -> Iterator[str]:
    sets: list[CodeSet] = [SURVEILLANCE, annex_iv(), section_i()]
    sets += [named_items(name) for name in IDENTIFIERS if table(name)["items"]["rule"] == "named"]
    sets += [excluded_items(name) for name in IDENTIFIERS]
    seen: set[str] = set()
    for codes in sets:
        for fact in codes.questions(code):
            row = codes.row(fact)
            if row is not None and row.part not in seen:
                seen.add(row.part)
                yield row.part


def entry_text(entry: EntryDescription, language: str = "en", width: int = WIDTH) -> str:
    """The description as plain text, in lines of at most ``width`` characters."""
    return "\n".join(
        wrapped
        for line in _lines(entry, language)
        for wrapped in (wrapped_lines(line.lstrip(), width, *_indents(line)) or [""])
    )


def _indents(line: str) -> tuple[str, str]:
    """What stands before a line, and before those it goes on in."""
    indent = " " * (len(line) - len(line.lstrip()))
    return indent, indent + "  "


def _lines(entry: EntryDescription, language: str) -> list[str]:
    say = Speech.in_language(language).say
    lines = [
        f"{entry.code}  {entry.title}" + (f"  [{entry.title_of}]" if entry.title_of != entry.code else "")
    ]
    facts = [say(KIND_WORDS[entry.kind]), say(REGIME_WORDS[entry.regime])]
    if entry.family:
        facts.append(say(N_("cyber-surveillance: {family}"), family=entry.family))
    elif entry.cyber_surveillance == "part":
        facts.append(say(N_("cyber-surveillance: a part of it")))
    if entry.since:
        facts.append(say(N_("new since {day}"), day=entry.since))
    lines.append("  " + " · ".join(facts))
    words = {
        "yes": say(ANSWER.short["yes"]),
        "no": say(ANSWER.short["no"]),
        "part": say(N_("a part, or a narrower code decides")),
    }
    lines.append("  " + say(N_("Annex IV: {answer}"), answer=words[entry.annex_iv]))
    lines.append("  " + say(N_("Section I of Annex II: {answer}"), answer=words[entry.section_i]))
    taken = ", ".join(
        f"{name} {words[word]}" for name, word in entry.general_authorisations.items() if word != "no"
    )
    lines.append("  " + say(N_("general authorisations that take such an item: {names}"), names=taken or "–"))
    lines += ["", *(f"  {child.code}" + (f"  {child.title}" if child.title else "") for child in entry.under)]
    if entry.questions:
        lines += [
            "",
            "  " + say(N_("Questions that decide:")),
            *(f"  ? {question}" for question in entry.questions),
        ]
    if entry.see:
        lines += ["", "  " + say(N_("See also: {codes}"), codes=", ".join(entry.see))]
    note = N_("Titles are ours and guide only; the text of Annex I (edition of {edition}) decides.")
    return [*lines, "", "  " + say(note, edition=entry.edition)]
