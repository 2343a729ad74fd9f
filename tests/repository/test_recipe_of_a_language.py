"""The recipe "A language" of CONTRIBUTING.md is true: it is followed on a copy of the package, and the copy is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repository.test_recipes import LISTED
from tests.support.edited_package import EditedPackage
from tests.support.paths import REPOSITORY


@pytest.fixture
def package(tmp_path: Path) -> EditedPackage:
    return EditedPackage.copy_to(tmp_path)


ITALIAN = ("i18n/languages.py", "\n}\n", '\n    "it": Language("Italiano"),\n}\n')
TITLES = "law/eu_2021_821/control_list/titles/it.toml"


def test_a_language(package: EditedPackage) -> None:
    package.replace(*ITALIAN)
    answer = package.check(LISTED, "--language", "it")
    assert answer["language"] == "it"
    assert answer["missing"][0]["question"] == package.check(LISTED)["missing"][0]["question"]
    for command in (
        ("entry", "3A001"),
        ("classify", "frequency converter for gas centrifuges", "--full"),
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
