"""Tables and diagrams of the law: every node and every Article renders, in every language, and says what it must."""

from __future__ import annotations

import re

import pytest

from dualuse.engine.views import article_diagram, article_diagrams, article_table, find_article
from dualuse.engine.views.conditions import WIDTH, bullets, grid, phrase, wrapped
from dualuse.engine.views.diagram import escaped
from dualuse.engine.views.find import is_measure, not_examined
from dualuse.i18n import LANGUAGES
from dualuse.law.collection import ARTICLES, NATIONAL
from dualuse.law.eu_2021_821.art02_definitions import EMBARGOED, EXPORT, LEAVES_UNION, TRANSIT
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.authorisations.reading import section_i
from dualuse.law.eu_2021_821.facts import flag, ground, only
from dualuse.law.eu_2021_821.facts.stated_facts import OTHERS_SUPPLIED, UNPLACED
from dualuse.law.language.logic import NODES, AnyCode, Condition, EveryCode, Flag, InPlaces, Not, leaves
from dualuse.law.language.provision import Article, Relief
from dualuse.law.measures.provisions import measure_provisions
from dualuse.law.territories import UNION

ACTS = find_article("measures")
assert ACTS is not None
VIEWED = (*ARTICLES, *NATIONAL, ACTS)
A_CODE = AnyCode("item.entries", section_i())
EVERY_CODE = EveryCode("item.entries", section_i())

SENTENCES = [
    (flag("item.listed"), "- the item is listed in Annex I"),
    (~flag("item.listed"), "- the item is classified and not listed in Annex I"),
    (TRANSIT, "- the activity is a transit"),
    (~TRANSIT, "- not: the activity is a transit"),
    (ground("wmd", "aware"), "- knowledge of a use for weapons of mass destruction: at least awareness"),
    (
        ~ground("wmd", "aware"),
        "- knowledge of a use for weapons of mass destruction: at most grounds for suspicion",
    ),
    (~ground("wmd", "suspects"), "- knowledge of a use for weapons of mass destruction: no indication"),
    (only("wmd", "aware"), "- knowledge of a use for weapons of mass destruction: exactly awareness"),
    (
        ground("wmd", "informed"),
        "- knowledge of a use for weapons of mass destruction: informed by the authority",
    ),
    (
        InPlaces("destination", UNION),
        "- the destination belongs to the customs territory of the Union",
    ),
    (LEAVES_UNION, "- the destination does not belong to the customs territory of the Union"),
    (A_CODE, "- a code of the item belongs to Section I of Annex II"),
    (~A_CODE, "- no code of the item belongs to Section I of Annex II"),
    (EVERY_CODE, "- every code of the item belongs to Section I of Annex II"),
    (~EVERY_CODE, "- not every code of the item belongs to Section I of Annex II"),
    (EXPORT & LEAVES_UNION, "- all of:"),
    (EXPORT | LEAVES_UNION, "- any of:"),
    (~(EXPORT | LEAVES_UNION), "- none of:"),
    (~(EXPORT & LEAVES_UNION), "- not all of:"),
]


@pytest.mark.parametrize(("condition", "line"), SENTENCES, ids=[line for _, line in SENTENCES])
def test_a_node_in_words(condition: Condition, line: str) -> None:
    assert next(bullets(phrase(condition, "en"))) == line


def test_every_kind_of_node_is_among_the_sentences() -> None:
    kinds = {type(condition) for condition, _ in SENTENCES}
    assert kinds >= set(NODES) - {Not}
    assert Not in kinds


def test_groups_nest_by_four_spaces() -> None:
    lines = list(bullets(phrase(TRANSIT & uses("aware"), "en")))
    assert lines[0] == "- all of:"
    assert lines[2] == "    - any of:"
    assert [line for line in lines if line.startswith("            - ")][-1].endswith("belongs to the")


def test_a_node_outside_the_language_is_refused() -> None:
    with pytest.raises(TypeError):
        phrase(Condition(), "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("article", VIEWED, ids=lambda article: article.number)
def test_every_article_renders(article: Article, language: str) -> None:
    table, diagram = article_table(article, language), article_diagram(article, language)
    assert table.startswith("# ")
    assert diagram.startswith("flowchart TD\n")
    for text in (table, diagram):
        assert not re.search(r"\{[a-z_]+\}", text.replace("{{", "").replace("}}", "")), (
            "a parameter is not filled in"
        )


@pytest.mark.parametrize("article", VIEWED, ids=lambda article: article.number)
def test_a_table_names_every_paragraph_and_rule(article: Article) -> None:
    table = " ".join(article_table(article).split())
    for paragraph in article.paragraphs:
        assert f"## {paragraph.number}" in table
        assert " ".join(paragraph.note.split()) in table
        for rule in paragraph.rules:
            assert f"**{rule.citation}**" in table
            for duty in rule.duties if isinstance(rule, Relief) else ():
                assert duty.citation in table


def test_lines_stay_within_the_width_of_a_terminal() -> None:
    for name in ("4", "5", "8", "Annex II", "833/2014"):
        article = find_article(name)
        assert article is not None
        for line in article_table(article).splitlines():
            assert line.startswith("|") or len(line) <= WIDTH, line


def test_a_table_of_a_relief_lists_destinations_items_conditions_and_duties() -> None:
    article = find_article("Annex II")
    assert article is not None
    table = article_table(article)
    assert "the destinations of EU002: Argentina (AR); South Africa (ZA)" in table
    assert "- the items of EU008: 5A002.a.2, 5A002.a.3" in table
    assert "Lowers Art. 3(1) to: a general authorisation may be used." in table
    assert "until 2022-05-04: Russia (RU)" in table
    assert "Who uses it must:" in table


@pytest.mark.parametrize("name", ["5", "Art. 5", "art 5", "ART. 5"])
def test_an_article_is_found_by_its_number(name: str) -> None:
    article = find_article(name)
    assert article is not None
    assert article.number == "Art. 5"


@pytest.mark.parametrize("name", ["annex 2", "Annex II", "ANNEX ii"])
def test_an_annex_is_found_by_its_number(name: str) -> None:
    article = find_article(name)
    assert article is not None
    assert article.number == "Annex II"


@pytest.mark.parametrize("name", ["", "33", "annex", "annex 7", "1/1", "/", "x"])
def test_what_does_not_exist_is_not_found(name: str) -> None:
    assert find_article(name) is None


def test_an_act_is_found_by_its_number() -> None:
    article = find_article("833/2014")
    assert article is not None
    assert article.number == "Regulation (EU) No 833/2014"
    assert "the destination, the purchasing country or the country of a party is Russia (RU)" in " ".join(
        article_table(article).split()
    )
    in_part = find_article("401/2013")
    assert in_part is not None
    assert "Not examined:" in article_table(in_part)


def test_the_measures_hold_every_provision_of_every_act() -> None:
    rules = [rule for paragraph in ACTS.paragraphs for rule in paragraph.rules]
    assert rules == list(measure_provisions())
    assert all(is_measure(paragraph) for paragraph in ACTS.paragraphs)
    assert not_examined(ACTS.paragraphs[-1])


@pytest.mark.parametrize("article", VIEWED, ids=lambda article: article.number)
def test_every_edge_of_a_diagram_leads_to_a_node(article: Article) -> None:
    diagram = article_diagram(article)
    names = re.findall(r"^ +(\w+)(?:\(\[|\{\{|\[/|\[)\"", diagram, re.MULTILINE)
    assert len(names) == len(set(names)), "an identifier stands for two nodes"
    ends = re.findall(r"(?:-->|\.->) (.+)$", diagram, re.MULTILINE)
    assert {name for end in ends for name in end.split(" & ")} <= set(names)
    titles = re.findall(r"subgraph \w+\[(.+)\]", diagram)
    assert len(set(titles)) == len(article.paragraphs)


@pytest.mark.parametrize("article", VIEWED, ids=lambda article: article.number)
def test_a_diagram_has_a_node_for_every_leaf_with_three_ways_on(article: Article) -> None:
    diagram = article_diagram(article)
    rules = [rule for paragraph in article.paragraphs for rule in paragraph.rules]
    conditions = [getattr(rule, "when", None) or getattr(rule, "condition", None) for rule in rules]
    drawn = [leaf for condition in conditions if condition is not None for leaf in leaves(condition)]
    # That another party is supplied is drawn in the node of the places, and is two leaves; that a party may be there is one.
    number = len(drawn) - 2 * drawn.count(Flag(OTHERS_SUPPLIED)) - drawn.count(Flag(UNPLACED))
    assert diagram.count('-. "unknown" .->') == number
    assert diagram.count("]:::effect") == len(rules)


def test_a_diagram_follows_the_condition() -> None:
    article = find_article("5")
    assert article is not None
    edges = set(re.findall(r'(c\d) -- "(yes|no)" --> art_5_1_(\w+)', article_diagram(article)))
    assert {
        ("c1", "yes", "r1_c2"),
        ("c2", "yes", "r1_c3"),
        ("c3", "yes", "none"),
        ("c3", "no", "r1_c4"),
        ("c6", "yes", "r1_effect"),
    } <= edges


def test_labels_are_escaped() -> None:
    assert escaped('say "a" #1 <b> {c}') == "say #34;a#34; #35;1 #60;b#62; #123;c#125;"
    assert escaped("1. first") == "1#46; first"


def test_a_wrapped_line_never_begins_like_a_list() -> None:
    lines = wrapped("x" * 97 + "xxx - and " + "z" * 94 + " 12. end")
    assert len(lines) == 3
    assert lines[1].startswith(r"\- and")
    assert lines[2].startswith(r"12\. end")
    assert wrapped("") == []


def test_a_grid_is_aligned_and_escapes_bars() -> None:
    assert grid(("a", "b"), [("1|2", "3")]) == ["| a    | b |", "|------|---|", r"| 1\|2 | 3 |"]


def test_embargo_lists_are_written_out_once() -> None:
    article = find_article("8")
    assert article is not None
    assert any(isinstance(leaf, InPlaces) for leaf in leaves(EMBARGOED))
    heads = re.findall(
        r"\n- the countries under an arms embargo \(Art\. 2\(19\)\) \(\w+\):", article_table(article)
    )
    assert len(heads) == 1


def test_diagrams_stay_under_the_limit_of_edges_that_mermaid_draws() -> None:
    """500 edges is Mermaid's own limit. What is larger is drawn in parts, and each rule once."""
    for article in VIEWED:
        diagrams = article_diagrams(article)
        for diagram in diagrams:
            assert len(re.findall(r"(?:-->|\.->) ", diagram)) < 500, article.number
        starts = re.findall(r'_start\(\["', "".join(diagrams))
        assert len(starts) == sum(len(paragraph.rules) for paragraph in article.paragraphs)
