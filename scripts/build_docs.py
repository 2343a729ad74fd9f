"""Write the reference pages that follow from the law itself; ``--check`` writes nothing and exits 1 where one is out of date.

``docs/coverage.md``, ``docs/law/*.md``, ``docs/measures.md``, ``docs/facts.md``, ``docs/service_rules.md`` and ``docs/schema/*.json``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import VERSION

sys.path.insert(0, str(Path(__file__).parent.parent))

from dualuse.cli.schema import CONFORMANCE, PUBLISHED
from dualuse.engine.reason_sentences import contract_name
from dualuse.engine.views import article_diagrams, article_table
from dualuse.engine.views.conditions import limits, validity_words
from dualuse.engine.views.diagram import slug
from dualuse.engine.views.lists import conditions_of, sets_of
from dualuse.i18n import PlaceName
from dualuse.i18n.statuses import EFFECT, VERIFICATION
from dualuse.law.collection import ARTICLES, CURRENT_TO, NATIONAL, whole_law
from dualuse.law.customs import document_code, document_codes, national_codes
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.eu_2021_821.facts.derived import left_to_a_person
from dualuse.law.language.logic import Is, leaves
from dualuse.law.language.provision import (
    EUR_LEX,
    Article,
    Paragraph,
    Provision,
    Relief,
    Treatment,
    Verification,
)
from dualuse.law.measures.listings.freezing import FREEZE_EXCEPTIONS, FREEZE_SUMMARY
from dualuse.law.measures.listings.ownership import HALF_SINCE, REBUTTABLE
from dualuse.law.measures.listings.reading import annexes, ended_freezes, freezes, other_lists
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.measures.provisions import measure_provisions, measure_questions
from dualuse.law.measures.reading import MeasureRow, arms_embargo_rows, measure_rows
from scripts.markdown import page, table
from scripts.schemas import made_schema
from scripts.service_rules import service_rules

DOCS = Path(__file__).parent.parent / "docs"
WRITTEN = "This page is written by `scripts/build_docs.py` from the law in `src/dualuse/law`; do not edit it by hand."

TREATED = {
    Treatment.EXECUTED: "executed",
    Treatment.BY_A_PART: "executed by a part that exists",
    Treatment.PLANNED: "planned",
    Treatment.OTHERS: "addressed to others",
}
ASKED_OF = {
    "exporter": "your own people",
    "end_user": "the end user",
    "authority": "the authority",
    "lawyer": "a classifier or lawyer",
}
ITEMS = {
    "annex_i": "every item of Annex I",
    "part": "items that its annex names",
    "interception": "interception equipment that its annex names and Annex I does not list",
}
END_USES = {
    "any": "",
    "military": ", for a military end use or user",
    "military_or_border_guard": ", for a military end use or user, or a border guard police",
}


def is_executed(article: Article) -> bool:
    """Whether a determination executes anything of ``article``."""
    return any(paragraph.treatment is Treatment.EXECUTED for paragraph in article.paragraphs)


def page_name(article: Article) -> str:
    """``Art. 5`` is ``art-05``, ``Annex II`` is ``annex-ii``, ``AWV`` is ``awv``."""
    kind, *numbers = slug(article.number).split("_")
    return "-".join((kind, *(number.zfill(2) if number.isdigit() else number for number in numbers)))


def _verifications(paragraph: Paragraph) -> Iterator[Verification]:
    for rule in paragraph.rules:
        yield rule.verification
        if isinstance(rule, Relief):
            yield from (duty.verification for duty in rule.duties)


def coverage() -> str:
    """Every paragraph of the Regulation: executed, supported or addressed to others, and why."""
    paragraphs = [paragraph for article in ARTICLES for paragraph in article.paragraphs]
    counts = Counter(paragraph.treatment for paragraph in paragraphs)
    weakest = min(verification for paragraph in paragraphs for verification in _verifications(paragraph))
    weak = [
        paragraph.number
        for paragraph in paragraphs
        if min(_verifications(paragraph), default=None) is Verification.UNVERIFIED
    ]
    lines = [
        "# Coverage of the Regulation",
        "",
        f"What the product does with every paragraph of Regulation (EU) 2021/821 ([official text]({EUR_LEX})):"
        " *executed* (a determination applies it), *executed by a part that exists* (reading of the input, data of the States, the"
        " authority named, hints for customs, the classification), *planned* (nothing executes it yet), or *addressed to others* (the Commission, the Council, the Member States).",
        "",
        *table(
            ("", "Paragraphs"),
            [*((TREATED[kind], str(counts[kind])) for kind in Treatment), ("all", str(len(paragraphs)))],
        ),
        f"Weakest verification of what is executed: **{VERIFICATION.short[weakest.word]}**. Unverified rules stand in: "
        + (", ".join(weak) or "none")
        + ".",
        "",
    ]
    for article in ARTICLES:
        lines += _covered(article)
    lines += [
        "# National law",
        "",
        "Executed beside the options of the Regulation and the national lists (data in `law/states`): of Germany, as of August 2026;"
        " earlier wordings were not compared. Of other States only the data are executed.",
        "",
    ]
    for article in NATIONAL:
        lines += _covered(article)
    return page([*lines, WRITTEN])


def _covered(article: Article) -> list[str]:
    name = f"[{article.number}](law/{page_name(article)}.md)" if is_executed(article) else article.number
    rows = table(("Paragraph", "Treatment", "Verification", "Note"), map(_coverage_row, article.paragraphs))
    return [f"## {name}: {article.title}", "", *rows]


def _coverage_row(paragraph: Paragraph) -> tuple[str, ...]:
    weakest = min(_verifications(paragraph), default=None)
    return (
        paragraph.number,
        TREATED[paragraph.treatment],
        "" if weakest is None else VERIFICATION.short[weakest.word],
        paragraph.note,
    )


def law_page(article: Article) -> str:
    """An Article as a table and as a diagram."""
    return page(
        [
            article_table(article),
            "## Diagram",
            "",
            "The diagram asks in the order of the text; a determination needs an answer only where it can still"
            " change the outcome.",
            "",
            *(
                line
                for diagram in article_diagrams(article)
                for line in ("```mermaid", diagram.rstrip(), "```", "")
            ),
            WRITTEN,
        ]
    )


def law_index() -> str:
    """The list of the pages in ``docs/law``."""
    return page(
        [
            "# The law, Article by Article",
            "",
            "Each page shows what a determination executes, in words, and what it leaves out. In a terminal:"
            ' `dualuse law table 5`, `dualuse law diagram 8`, `dualuse law table "Annex II"`.',
            "",
            *(
                f"- [{article.number}: {article.title}]({page_name(article)}.md)"
                for article in (*ARTICLES, *NATIONAL)
                if is_executed(article)
            ),
            "- [Restrictive measures](../measures.md)",
            "- [All paragraphs, executed or not](../coverage.md)",
            "",
            WRITTEN,
        ]
    )


def _names(places: Iterable[str]) -> str:
    return "; ".join(PlaceName(place).in_language("en") for place in places)


def _reach(row: MeasureRow) -> str:
    if row.through:
        return f"every destination behind {_names([row.passes])}; asked about for {_names(row.places)}"
    return "every third country" if row.third_countries else _names(row.places)


def _measure_row(row: MeasureRow, provision: Provision) -> tuple[str, ...]:
    activity = next(
        leaf for leaf in leaves(provision.when) if isinstance(leaf, Is) and leaf.fact == "activity"
    )
    items = ITEMS.get(row.items) or ", ".join(row.codes)
    return (
        row.article,
        EFFECT.long[row.effect],
        ", ".join(FACTS["activity"].values[value] for value in activity.values),
        _reach(row),
        items + END_USES[row.end_use],
        validity_words(row.validity),
        VERIFICATION.short[row.verification.word],
    )


def measures() -> str:
    """Restrictive measures: provisions, arms embargoes, what is not examined."""
    rows = list(zip(measure_rows(), measure_provisions(), strict=True))
    lines = [
        "# Union restrictive measures",
        "",
        f"Measures stand above every authorisation. They are known here up to {CURRENT_TO.isoformat()}. In words:"
        " `dualuse law table measures`, or one act: `dualuse law table 833/2014`.",
        "",
    ]
    head = ("Article", "Effect", "Activities", "Places", "Items", "In force", "Verification")
    for act, url in dict.fromkeys((row.act, row.url) for row, _ in rows):
        rows_of_act = [_measure_row(row, provision) for row, provision in rows if row.act == act]
        lines += [f"## {act}", "", f"[Official text]({url})", "", *table(head, rows_of_act)]
    lines += ["## Arms embargoes (Art. 2(19))", "", *_arms_embargoes()]
    lines += ["## Not examined", "", "Named in every answer that they may concern.", "", *_not_examined()]
    return page([*lines, WRITTEN])


def _arms_embargoes() -> list[str]:
    return table(
        ("Places", "Act", "Reach", "In force", "Verification", "Note"),
        (
            (
                _names(row.places),
                row.act,
                "the country" if row.scope == "country" else "a person says whether it counts",
                validity_words(row.validity),
                VERIFICATION.short[row.verification.word],
                row.note,
            )
            for row in arms_embargo_rows()
        ),
    )


def _not_examined() -> list[str]:
    return table(
        ("Act", "Part", "Places", "When", "Why"),
        (
            (*_act_and_part(row), limits(row.validity.since, row.validity.until, "en"), row.why)
            for row in not_examined_rows()
        ),
    )


def _act_and_part(row: NotExaminedRow) -> tuple[str, str, str]:
    return (row.act, row.article, _names(row.places) or "every destination")


def customs() -> str:
    """The document codes for the customs declaration, and what supports them."""
    sources = list(dict.fromkeys(source for row in document_codes() for source in row.sources))
    last = max(row.since for row in national_codes().values())
    lines = [
        "# Document codes for the customs declaration",
        "",
        "A determination of an export out of the Union names, as a hint (`customs`), the code under which the goods are"
        " declared. Codes are no law: they belong to the customs tariff of the Union (TARIC), and customs offices may"
        " ask for more, such as national codes or those of restrictive measures. **Nobody has compared this table with"
        " TARIC**; what supports each row stands beside it. In the older form of the declaration they stand in box 44;"
        " in the newer one, as we remember it, X codes are supporting documents (data element 12 03) and Y codes"
        " additional references (12 04).",
        "",
        *table(
            ("Code", "Declares", "In use", "Verification", "Sources"),
            (
                (
                    f"`{row.code}`",
                    row.text,
                    validity_words(row.validity),
                    VERIFICATION.short[row.verification.word],
                    ", ".join(str(sources.index(source) + 1) for source in row.sources),
                )
                for row in document_codes()
            ),
        ),
        "Sources:",
        "",
        *(f"{number}. <{source}>" for number, source in enumerate(sources, 1)),
        "",
        "Customs took the codes of authorisations over on a day of its own in each State; until then X002 was declared. Of a"
        f" State that is not in this table the day is not known: before {last} no code is told for it, and from then on it is"
        " taken that its customs, too, has them. A qualifier goes beside the code.",
        "",
        *table(
            ("State", "Codes from", "Qualifiers", "Ruling that none is required", "Verification", "Source"),
            (
                (
                    state,
                    str(row.since),
                    ", ".join(
                        f"`{document_code(use, row.since).code}` `{word}`"
                        for use, word in row.qualifiers.items()
                    ),
                    f"`{row.not_required.code}`" if row.not_required else "",
                    VERIFICATION.short[row.verification.word],
                    f"{row.reference}: {row.source}",
                )
                for state, row in national_codes().items()
            ),
        ),
        "When no code is given, `because` says why:",
        "",
        "- the answer is open, the export is prohibited, or the authority has still to decide;",
        "- it is not stated whether the item passes customs or is sent electronically;",
        "- the exporter is established outside the Union, and it is not stated that the items are in it (`located_in`); where"
        " they are elsewhere, or stated to be in a third country, nothing is said;",
        "- the authorisation is one of a restrictive measure, or of a national list: their codes are not known here;",
        "- an authorisation is stated, but not whether it covers the item;",
        "- customs of the State does not take the codes yet on that day, or it is not known whether it does.",
        "",
        "Nothing at all is said of what customs does not see: electronic transmission, brokering, technical assistance,"
        " movements within the Union; nor of transit. `Y901` is given only where the item is stated as classified and not"
        " listed (`entries: []`) and no authorisation is required. Like a ruling and an authorisation held it is told where the release is `go`; a code that waits for a grant, or is for a general authorisation if used, names that condition, and none for a general authorisation stands beside a stop. Beside it stands the code for a decision that no authorisation is"
        " required, where the State has one. Until 8.9.2021 one code, X002, stood for every"
        " authorisation; this product answers for the time from 9.9.2021 on.",
        "",
        WRITTEN,
    ]
    return page(lines)


def facts() -> str:
    """Every fact by name, its question, its values, who is asked."""
    lines = [
        "# Facts",
        "",
        "What provisions ask for. A fact that is not stated is unknown, never “no”. *Field* is the place of a"
        " transaction where the answer is given ([schema](schema/transaction.json)).",
        "",
        *table(("Fact", "Question", "Values", "Asked of", "Field"), map(_fact_row, FACTS)),
        "## Questions on annexes of restrictive measures",
        "",
        "Answered yes or no under `answers`; `named.…` instead of `covered.…` where Annex I does not list the item.",
        "",
        *table(
            ("Fact", "Question"),
            ((f"`{fact}`", question.text) for fact, question in measure_questions().items()),
        ),
        "## Questions on parts of entries",
        "",
        "Where a list takes only a part of an entry of Annex I; answered yes or no under `answers` of the item.",
        "",
        *table(("Fact", "Question"), sorted(_part_questions())),
    ]
    return page([*lines, WRITTEN])


def _fact_row(name: str) -> tuple[str, ...]:
    definition = FACTS[name]
    values = {
        "flag": f"true: {definition.yes}; false: {definition.no}",
        "place": "a country or named territory",
        "codes": "codes of Annex I; an empty list where none lists it",
    }.get(definition.kind) or "; ".join(f"`{value}`: {word}" for value, word in definition.values.items())
    return (
        f"`{name}`",
        definition.question,
        values,
        ASKED_OF[definition.asked_of],
        _field_of(name),
    )


def _field_of(name: str) -> str:
    """The place of the answer; of facts that are derived, what they follow from."""
    if name.startswith("export."):
        return "follows from the facts of the direct export"
    left = ", else `answers`" if name in left_to_a_person() else ""
    return f"`{contract_name(name)}`{left}"


def _part_questions() -> set[tuple[str, str]]:
    law = whole_law()
    rules = (*law.provisions, *law.reliefs, *law.duties)
    sets = (named for rule in rules for named in sets_of(conditions_of(rule)) if isinstance(named, CodeSet))
    return {(f"`{named.fact(row)}`", row.part) for named in sets for row in named.rows if row.part}


_RULES = {
    "named_user": "forbidden for an item of Annex I that goes to {places}; open otherwise",
    "carriage": "forbidden where it carries the items; open in another role",
    "transaction": "every supply is forbidden",
    "open": "a person must read the act",
    "note": "forbids no supply; to be considered",
    "own": "forbids no supply to it; what it disposes of itself may be frozen",
}
_OWNED = {
    "more_than_half": "more than half",
    "silent": "the act says nothing of it: open",
    "unread": "the act was not read for it: open",
}
_OWNED_WHERE = {"outside_union": ", established outside the Union", "RU": ", established in Russia"}


def listings() -> str:
    """What the measure of a listed party means."""
    half = HALF_SINCE.isoformat()
    lines = [
        "# Listed parties",
        "",
        "What follows where a party of a transaction is on a list. It comes from the entry's measure, the part that the"
        " party plays, and the item, never from the list as such"
        " ([why so](decisions/0016-what-a-listed-party-means.md)).",
        "",
        "## Asset freezes of the Union",
        "",
        FREEZE_SUMMARY,
        "",
        "So the supply is *prohibited* for every role that receives the items, handles them or is paid. A service is open. A"
        " listed exporter is cited under the article that freezes what it has itself. Where several acts stand under one"
        " programme and the list names none, one of them applies. Not presumed:",
        "",
        *(f"* {text}" for text in FREEZE_EXCEPTIONS),
        "",
        *table(
            ("Act", "Not made available", "Frozen", "Programmes", "In force", "Verification", "Seen in"),
            (
                (
                    f"[{row.act}]({row.url})",
                    row.article,
                    f"{row.frozen} ({row.frozen_verification.word})" if row.frozen else "",
                    ", ".join(row.programmes),
                    "" if row.validity.until is None else f"until {row.validity.until.isoformat()}",
                    row.verification.word,
                    row.reference,
                )
                for row in freezes()
            ),
        ),
        "## Owners and controllers",
        "",
        f"How an act reaches what the listed own is a property of the act. For asset freezes it is guidance: half or more"
        f" counts since {half}, more than half before; under Regulation (EC) No 2580/2001 half always did; control counts"
        f" with any share. Mind that {REBUTTABLE}.",
        "",
        "* Shares of several owners are added where one act freezes them all (Commission, FAQ on asset freezes, question 8;"
        " Council's best practices). Where different acts do, the guidance does not say: a question.",
        "* Shares of owners who are listed for anything else than a freeze are never added to one.",
        "* An annex that says itself what it reaches (more than half) is read so: exactly half, mere control, several owners"
        " together, and a place that the act does not name are questions.",
        "* Of acts that say nothing of it, or were not read for it, ownership of half or control is a question.",
        "* A share or control of a listed owner that is not stated is asked for.",
        "",
        "## Asset freezes that are over",
        "",
        "An entry that still names one of them, or whose programme has no other act, is a question: is the person listed"
        " under another act now?",
        "",
        *table(
            ("Act", "Programmes", "Over", "Followed by", "Verification", "Seen in"),
            (
                (
                    row.citation,
                    ", ".join(row.programmes),
                    row.ended,
                    row.successor,
                    row.verification.word,
                    row.reference,
                )
                for row in ended_freezes()
            ),
        ),
        "## Annexes of Union acts that name parties",
        "",
        *table(
            ("Annex", "Measures", "What follows", "What is owned", "In force", "Verification", "Seen in"),
            (
                (
                    row.citation,
                    ", ".join(row.kinds),
                    f"{row.summary} ({_RULES[row.rule].format(places=', '.join(row.places) or '–')})",
                    _OWNED[row.owned] + _OWNED_WHERE.get(row.owned_where, ""),
                    f"since {row.validity.since.isoformat()}",
                    row.verification.word,
                    row.reference,
                )
                for row in annexes()
            ),
        ),
        "## Lists of others",
        "",
        *table(
            ("List", "Measures", "Meaning for an exporter in the Union", "Effect", "Verification"),
            (
                (
                    row.citation,
                    ", ".join(row.kinds) or "any",
                    row.summary,
                    "open" if row.effect == "open" else "a finding",
                    row.verification.word,
                )
                for row in other_lists()
            ),
        ),
    ]
    return page([*lines, WRITTEN])


OF_OUR_OWN = frozenset({"decision"})
"""Schemas that no pydantic writes: they are the same whichever is installed."""


def _schema(name: str) -> str:
    schema = made_schema(name)
    written = {} if name in OF_OUR_OWN else {"$comment": f"pydantic {VERSION.rpartition('.')[0]}"}
    return (
        json.dumps({"$schema": schema["$schema"], **written, **schema}, indent=2, ensure_ascii=False) + "\n"
    )


def pages() -> dict[Path, str]:
    """All generated files, relative to ``docs``, with their content."""
    return {
        Path("coverage.md"): coverage(),
        Path("law/index.md"): law_index(),
        **{
            Path(f"law/{page_name(article)}.md"): law_page(article)
            for article in (*ARTICLES, *NATIONAL)
            if is_executed(article)
        },
        Path("measures.md"): measures(),
        Path("listings.md"): listings(),
        Path("customs.md"): customs(),
        Path("facts.md"): facts(),
        Path("service_rules.md"): service_rules(),
        **{
            Path(f"schema/{name}.json"): _schema(name)
            for name in PUBLISHED
            if not name.startswith(CONFORMANCE)  # those stand beside its cases
        },
    }


def stale(expected: dict[Path, str]) -> list[Path]:
    """Files that are missing, differ, or are no longer generated."""
    present = {
        path.relative_to(DOCS) for pattern in ("law/*.md", "schema/*.json") for path in DOCS.glob(pattern)
    }
    differing = (path for path, text in expected.items() if _text(DOCS / path) != text)
    return sorted({*differing, *(present - set(expected))})


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _of_another_pydantic(path: Path, expected: dict[Path, str]) -> bool:
    """Whether a schema was written by another pydantic, whose wording may differ: no reason to call it out of date."""
    if path.suffix != ".json" or not (DOCS / path).is_file():
        return False
    ours, theirs = json.loads(expected[path]), json.loads((DOCS / path).read_text(encoding="utf-8"))
    return bool(ours.get("$comment") != theirs.get("$comment"))


def main() -> int:
    """Write the files, or check them."""
    expected = pages()
    changed = stale(expected)
    if "--check" in sys.argv:
        changed = [path for path in changed if not _of_another_pydantic(path, expected)]
        for path in changed:
            print(f"docs/{path.as_posix()} is out of date: run python scripts/build_docs.py")
        return 1 if changed else 0
    for path in changed:
        if path in expected:
            (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / path).write_text(expected[path], encoding="utf-8", newline="\n")
        else:
            (DOCS / path).unlink()
    print(f"{len(expected)} files, {len(changed)} changed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
