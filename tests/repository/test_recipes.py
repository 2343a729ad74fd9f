"""The recipes of CONTRIBUTING.md are true: each is followed on a copy of the package, and the copy is asked."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.edited_package import EditedPackage
from tests.support.paths import REPOSITORY

TEXTS = ("CONTRIBUTING.md", "docs/architecture.md")
LISTED: dict[str, Any] = {
    "date": "2026-08-20",
    "activity": "export",
    "exporter": {"country": "FR"},
    "items": [{"id": "1", "entries": ["3A002.c"], "national_entries": []}],
    "destination": "IN",
    "knowledge": {"wmd": "none", "military_end_use": "none", "illicit_military_parts": "none"},
}
NOT_LISTED: dict[str, Any] = {**LISTED, "items": [{"id": "1", "entries": [], "national_entries": []}]}
UNKNOWN_PLACES = {"NAME", "XX", "EU009"}
"""Parts of names that stand for what is added."""


@pytest.fixture
def package(tmp_path: Path) -> EditedPackage:
    return EditedPackage.copy_to(tmp_path)


@pytest.mark.parametrize("text", TEXTS)
def test_every_path_named_is_there(text: str) -> None:
    names = re.findall(r"`([\w/.*-]+/[\w/.*-]*)`", (REPOSITORY / text).read_text("utf-8"))
    assert len(names) > 20
    rooms = [REPOSITORY, REPOSITORY / "src/dualuse"]
    missing = [
        name
        for name in names
        if not UNKNOWN_PLACES & set(re.split(r"[/.]", name))
        and not any(list(room.glob(name)) for room in rooms)
    ]
    assert missing == []


def test_every_name_in_a_recipe_stands_in_a_file_that_it_names() -> None:
    """A constant that moved sends whoever follows the recipe to a file where it is not."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8").partition("## How to add")[2]
    lost, names = [], 0
    for recipe in text.split("\n### ")[1:]:
        named = re.findall(r"`((?:src|tests|scripts)/[\w/]+(?:\.py|/))`", recipe)
        paths = [path for name in named for path in _modules(REPOSITORY / name)]
        sources = [path.read_text("utf-8") for path in paths]
        for name in re.findall(r"`(_?[A-Z][A-Z_]{3,})`", recipe):
            names += 1
            if not any(re.search(rf"^{name}\b", source, re.MULTILINE) for source in sources):
                lost.append(f"{recipe.splitlines()[0]}: {name}")
    assert names > 10
    assert lost == []


def _modules(place: Path) -> list[Path]:
    return sorted(place.glob("*.py")) if place.is_dir() else [place]


def test_the_picture_is_that_of_the_imports() -> None:
    from scripts.draw_house import PICTURE, picture

    assert PICTURE.read_text("utf-8") == picture(), "run: python scripts/draw_house.py"


def test_no_room_holds_too_much() -> None:
    from scripts.draw_house import layers, statements

    sizes = {room: statements(room) for layer in layers() for room in layer}
    largest = max(sizes, key=sizes.__getitem__)
    assert sizes[largest] <= 0.14 * sum(sizes.values()), largest


def test_a_paragraph(package: EditedPackage) -> None:
    article = "law/eu_2021_821/art03_listed_items.py"
    package.replace(
        article,
        "ARTICLE: Final = Article(",
        """INVENTED: Final = Provision(
    citation="Art. 3(9)",
    effect=Effect.PROHIBITED,
    when=EXPORT & LISTED & flag("circumstances.free_zone"),
    summary=N_("the export of a listed item into a free zone is forbidden"),
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
)

ARTICLE: Final = Article(""",
    )
    package.replace(
        article,
        'Paragraph("Art. 3(1)", Treatment.EXECUTED, (LISTED_ITEM,)),',
        'Paragraph("Art. 3(1)", Treatment.EXECUTED, (LISTED_ITEM,)),\n'
        '        Paragraph("Art. 3(9)", Treatment.EXECUTED, (INVENTED,)),',
    )
    assert package.check({**LISTED, "circumstances": {"free_zone": True}})["outcome"] == "prohibited"
    assert package.check({**LISTED, "circumstances": {"free_zone": False}})["outcome"] != "prohibited"
    unknown = package.check(LISTED)
    assert unknown["range"][1] == "prohibited"
    assert "circumstances.free_zone" in {row["fact"] for row in unknown["missing"]}
    assert "into a free zone is forbidden" in package.run("law", "table", "3").stdout


def test_a_field_that_states_a_fact(package: EditedPackage, tmp_path: Path) -> None:
    """A paragraph whose fact no field states yet: one transaction, a table and the interview take the new field."""
    package.replace(
        "schema/transaction.py",
        "    icp: StrictBool | None = None\n",
        "    icp: StrictBool | None = None\n    sealed: StrictBool | None = None\n",
    )
    package.replace(
        "law/eu_2021_821/facts/stated.py",
        '    flag_fact(\n        "exporter.icp",',
        '    flag_fact("exporter.sealed", N_("Does it seal its goods?"), N_("it seals them"), N_("it seals none")),\n'
        '    flag_fact(\n        "exporter.icp",',
    )
    package.replace(
        "law/eu_2021_821/facts/__init__.py",
        '    "exporter.icp",\n',
        '    "exporter.icp",\n    "exporter.sealed",\n',
    )
    package.replace(
        "law/eu_2021_821/art03_listed_items.py",
        "when=EXPORT & LEAVES_UNION & LISTED,",
        'when=EXPORT & LEAVES_UNION & LISTED & ~flag("exporter.sealed"),',
    )
    assert "exporter.sealed" in {row["fact"] for row in package.check(LISTED)["missing"]}
    head = "date,activity,exporter.country,items.entries,items.national_entries,destination,exporter.sealed"
    row = "2026-08-20,export,FR,3A002.c,[],IN,"
    table, answers = tmp_path / "rows.csv", tmp_path / "answers.csv"
    table.write_text("\n".join((head, f"{row}true", f"{row}false", row, "")), "utf-8")
    done = package.run("bulk", str(table), "-o", str(answers))
    assert done.returncode == 0, done.stderr
    with answers.open(encoding="utf-8", newline="") as stream:
        sealed, unsealed, unstated = csv.DictReader(stream)
    assert "Art. 3(1)" not in sealed["basis"] + sealed["reasons"].partition(" does not apply")[2]
    assert sealed["range_low"] == "not_controlled"
    assert "exporter.sealed" not in unsealed["missing"]
    assert "exporter.sealed" in unstated["missing"]
    offer = tmp_path / "offer.json"
    offer.write_text(json.dumps(LISTED), "utf-8")
    done = package.run("interview", str(offer), stdin="?\n" * 30)
    assert "Does it seal its goods?" in done.stdout, done.stderr


def test_an_option_of_a_state(package: EditedPackage) -> None:
    suspected = {**NOT_LISTED, "knowledge": {**NOT_LISTED["knowledge"], "wmd": "suspects"}}
    assert package.check(suspected)["outcome"] == "undetermined", "nobody has read French law"
    package.append(
        "law/states/FR.toml",
        '\n[options.art4_3]\nvalue = "yes"\nreference = "invented"\nverification = "unverified"\n',
    )
    answer = package.check(suspected)
    assert (answer["outcome"], answer["items"][0]["basis"]) == ("authorisation_required", ["Art. 4(3)"])


def test_an_option_of_a_new_name(package: EditedPackage) -> None:
    options = "law/eu_2021_821/facts/options.py"
    package.replace(options, '    "art4_3", "art5_3",', '    "art3_9", "art4_3", "art5_3",')
    package.replace(
        options,
        "\nOPTIONS: Final = (",
        """
OPTIONS: Final = (
    _option("art3_9", N_("Does the State want to see every export?"), N_("it does"), N_("it does not")),""",
    )
    article = "law/eu_2021_821/art03_listed_items.py"
    package.replace(article, "facts import flag\n", "facts import flag, option\n")
    package.replace(article, "when=EXPORT & LEAVES_UNION & LISTED,", 'when=EXPORT & option("art3_9"),')
    stated = '\n[options.art3_9]\nvalue = "{}"\nreference = "invented"\nverification = "unverified"\n'
    file = (package.folder / "dualuse/law/states/FR.toml").read_text("utf-8")
    assert "option.art3_9" in {row["fact"] for row in package.check(NOT_LISTED)["missing"]}
    for value, outcome in (("yes", True), ("no", False)):
        package.write("law/states/FR.toml", file + stated.format(value))
        assert ("Art. 3(1)" in package.check(NOT_LISTED)["items"][0]["basis"]) is outcome


def test_an_option_that_does_not_exist_is_refused(package: EditedPackage) -> None:
    package.append("law/states/FR.toml", '\n[options.art4_9]\nvalue = "yes"\n')
    done = package.python("from dualuse.law.states import jurisdiction; jurisdiction('FR')")
    assert "there is no option called art4_9" in done.stderr


def test_a_circumstance(package: EditedPackage) -> None:
    package.replace(
        "law/eu_2021_821/facts/circumstances.py",
        "CIRCUMSTANCE_FACTS: Final = (",
        """CIRCUMSTANCE_FACTS: Final = (
    circumstance_fact("under_seal", N_("Do the items travel under seal?"), N_("sealed"), N_("not sealed")),""",
    )
    package.replace(
        "law/eu_2021_821/art03_listed_items.py",
        "when=EXPORT & LEAVES_UNION & LISTED,",
        'when=EXPORT & LEAVES_UNION & LISTED & ~flag("circumstances.under_seal"),',
    )
    assert package.check({**LISTED, "circumstances": {"under_seal": True}})["outcome"] == "not_controlled"
    assert package.check({**LISTED, "circumstances": {"under_seal": False}})["outcome"] != "not_controlled"
    questions = {row["fact"]: row["question"] for row in package.check(LISTED)["missing"]}
    assert questions["circumstances.under_seal"] == "Do the items travel under seal?"
    adverse = "from dualuse.engine.proofs.adverse_steps import _circumstances; print(_circumstances()['under_seal'])"
    assert "facts/circumstances.py must say it" in package.python(adverse).stderr
    package.replace(
        "law/eu_2021_821/facts/circumstances.py",
        "FREEING_CIRCUMSTANCES: Final = (",
        'FREEING_CIRCUMSTANCES: Final = (\n    "under_seal",',
    )
    assert package.python(adverse).stdout.strip() == "False"


def test_a_column_of_decisions(package: EditedPackage) -> None:
    decision = "transparency/decision.py"
    package.replace(
        decision,
        "DECISION_COLUMNS: Final = (",
        'DECISION_COLUMNS: Final = (\n    Column("port", "text", N_("the port of departure")),',
    )
    package.replace(decision, "    id: str\n", "    port: str\n    id: str\n")
    assert '"port"' in package.run("decisions", "schema").stdout


ITALIAN = ("i18n/languages.py", "\n}\n", '\n    "it": Language("Italiano"),\n}\n')
TITLES = "law/eu_2021_821/control_list/titles/it.toml"


def test_a_language(package: EditedPackage) -> None:
    package.replace(*ITALIAN)
    answer = package.check(LISTED, "--language", "it")
    assert answer["language"] == "it"
    assert answer["missing"][0]["question"] == package.check(LISTED)["missing"][0]["question"]
    for command in (
        ("entry", "3A001"),
        ("classify", "frequency converter for gas centrifuges"),
        ("law", "table", "3"),
    ):
        english, italian = (package.run(*command, "--language", language) for language in ("en", "it"))
        assert (italian.stdout, italian.stderr, italian.returncode) == (english.stdout, english.stderr, 0)
        assert english.stdout
    done = package.python(
        "from datetime import date\n"
        "from dualuse.sources.rights_context.indices import indices\n"
        "from dualuse.sources.rights_context.view import context_rows, context_text, scale_text\n"
        "rows = context_rows((), 'EG', date(2026, 11, 26))\n"
        "assert context_text(rows, 'EG', 'it') == context_text(rows, 'EG', 'en')\n"
        "for index in indices().values():\n"
        "    assert scale_text(index, 'it') == scale_text(index, 'en')\n"
    )
    assert done.returncode == 0, done.stderr
    done = package.run("entry", "3A001", "--language", "xx")
    assert "Use one of: en, de, fr, it." in done.stderr


def test_a_language_that_is_half_translated(package: EditedPackage) -> None:
    package.replace(*ITALIAN)
    package.write(TITLES, '[titles]\n"3A001" = "Componenti elettronici"\n')
    package.write(
        "law/eu_2021_821/control_list/words/families.it.toml",
        '[groups]\nA = "Sistemi"\n',
    )
    done = package.python(
        "from dualuse.law.eu_2021_821.control_list.outline import title\n"
        "from dualuse.law.eu_2021_821.control_list.plain import about, family_words, plain_words\n"
        "assert title('3A001', 'it') == 'Componenti elettronici'\n"
        "assert title('3A002', 'it') == title('3A002', 'en')\n"
        "assert plain_words('3A001', 'it') == plain_words('3A001', 'en') != ''\n"
        "assert about('categories', '3', 'it') == about('categories', '3', 'en') != ''\n"
        "assert (about('groups', 'A', 'it'), about('groups', 'B', 'it')) == ('Sistemi', about('groups', 'B', 'en'))\n"
        "assert family_words('it') == family_words('en')\n"
    )
    assert done.returncode == 0, done.stderr
    assert "Componenti elettronici" in package.run("entry", "3A001", "--language", "it").stdout
    done = package.run("classify", "componenti elettronici", "--language", "it")
    assert "3A001" in done.stdout, done.stderr


def test_a_dossier_in_a_new_language(package: EditedPackage, tmp_path: Path) -> None:
    package.replace(*ITALIAN)
    offer = str(REPOSITORY / "examples/transactions/signal_analyser.yaml")
    pages = {}
    for language in ("en", "it"):
        out = tmp_path / language
        command = ("assess", offer, "--out", str(out), "--day", "2026-11-26", "--no-screening")
        done = package.run(*command, "--language", language)
        assert {path.suffix for path in out.iterdir()} == {".json", ".html", ".pdf"}, done.stderr
        (page,) = out.glob("*.html")
        pages[language] = page.read_text("utf-8")
    assert '<html lang="it">' in pages["it"]
    assert "26 November 2026" in pages["it"]
    assert _headings(pages["it"]) == _headings(pages["en"])


def test_a_site_in_a_new_language(package: EditedPackage, tmp_path: Path) -> None:
    package.replace(*ITALIAN)
    lines = (REPOSITORY / "examples/decisions/decisions.csv").read_text("utf-8").splitlines(keepends=True)
    table = tmp_path / "decisions.csv"
    table.write_text("".join(lines[:6]), "utf-8")
    site = tmp_path / "site"
    done = package.run("publish", str(table), "--output", str(tmp_path / "releases"), "--site", str(site))
    assert done.returncode == 0, done.stderr
    files = {
        language: {path.relative_to(site / language) for path in (site / language).rglob("*.*")}
        for language in ("en", "it")
    }
    assert files["it"] == files["en"]
    for path in ("index.html", "destinations/KE.html", "items/5A004.html", "data.html"):
        english, italian = ((site / language / path).read_text("utf-8") for language in ("en", "it"))
        assert _headings(italian) == _headings(english)
        assert "Italiano" in english
    assert "Italiano" in (site / "index.html").read_text("utf-8")


def test_the_sentences_of_a_new_language_are_collected(package: EditedPackage) -> None:
    package.replace(*ITALIAN)
    done = package.python("from scripts.collect_messages import TRANSLATED; print(*TRANSLATED)")
    assert done.stdout.split() == ["de", "fr", "it"], done.stderr


def _headings(page: str) -> list[str]:
    """What a page says in its headings."""
    headings = re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", page, re.DOTALL)
    assert headings
    return headings
