"""The recipes of CONTRIBUTING.md are true: each is followed on a copy of the package, and the copy is asked."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dualuse.data_folders import DataError
from dualuse.law.collection import refuse_unreached
from dualuse.law.eu_2021_821 import art09_national_lists, art27_records
from dualuse.law.language.provision import Paragraph, Treatment
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


def test_a_rule_that_no_paragraph_holds_is_refused_by_name(package: EditedPackage) -> None:
    """It would never be executed, and nothing would say so: a false "go"."""
    article = "law/eu_2021_821/art03_listed_items.py"
    package.replace(
        article,
        "ARTICLE: Final = Article(",
        """FORGOTTEN: Final = Provision(
    citation="Art. 3(9)",
    effect=Effect.PROHIBITED,
    when=LISTED,
    summary=N_("forbidden"),
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
)

ARTICLE: Final = Article(""",
    )
    refusal = f"{article}: FORGOTTEN (Art. 3(9)) stands in no Paragraph of an ARTICLE"
    judged = package.run("check", "-", "--format", "json", stdin=json.dumps(LISTED))
    assert (judged.returncode, refusal in judged.stderr) == (70, True), judged.stderr
    assert refusal in package.run("law", "validate").stderr


def test_nothing_that_a_module_of_the_law_names_is_left_out() -> None:
    paragraphs = art09_national_lists.ARTICLE.paragraphs
    refuse_unreached([art09_national_lists], paragraphs)
    with pytest.raises(DataError, match=r"art09_national_lists\.py: NATIONAL_LIST \(Art\. 9\(1\)\)"):
        refuse_unreached([art09_national_lists], paragraphs[1:])
    for name, value in {
        "PARAGRAPH": Paragraph("Art. 99(1)", Treatment.EXECUTED),
        "SEVERAL": (replace(art09_national_lists.VALUE_LIMIT, citation="Art. 99(2)"),),
        "DUTY": replace(art27_records.KEEP_EXPORT, citation="Art. 99(3)"),
    }.items():
        module = ModuleType("dualuse.law.eu_2021_821.art99_invented")
        vars(module)[name] = value
        with pytest.raises(DataError, match=rf"law/eu_2021_821/art99_invented\.py: {name} \(Art\. 99"):
            refuse_unreached([module], paragraphs)


def test_a_paragraph_that_asks_to_notify(package: EditedPackage) -> None:
    """Alone it gives an answer without a duty, which a test of the law names; with its rows it brings all that follows."""
    item = {**NOT_LISTED["items"][0], "cyber_surveillance": False}
    in_free_zone = {**NOT_LISTED, "items": [item], "circumstances": {"free_zone": True}}
    article, citation = "law/eu_2021_821/art03_listed_items.py", '"Art. 3(9)"'
    package.replace(article, "import flag\n", "import decided, flag\n")
    package.replace(
        article,
        "ARTICLE: Final = Article(",
        """INVENTED: Final = Provision(
    citation="Art. 3(9)",
    effect=Effect.NOTIFICATION_REQUIRED,
    when=EXPORT & flag("circumstances.free_zone") & decided("Art. 3(9)", "none"),
    summary=N_("the export into a free zone is notified"),
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
)
NOTIFY: Final = ()

ARTICLE: Final = Article(""",
    )
    paragraph = 'Paragraph("Art. 3(1)", Treatment.EXECUTED, (LISTED_ITEM,)),'
    package.replace(
        article,
        paragraph,
        f"{paragraph}\n        Paragraph({citation}, Treatment.EXECUTED, (INVENTED, *NOTIFY)),",
    )
    package.replace(
        "law/eu_2021_821/facts/authorities.py",
        "_DECIDED: Final = (",
        f"_DECIDED: Final = (\n    Decision(citation={citation}, question=N_('What has the authority decided on the free zone?')),",
    )
    guard = (
        "from tests.law.test_requirements import test_every_rule_that_asks_to_notify_brings_its_duties as guard\n"
        "try:\n    guard()\nexcept AssertionError as missing:\n    print(missing)\n"
    )
    assert package.check(in_free_zone)["outcome"] == "notification_required"
    assert "no duty to notify" in package.python(guard).stdout
    package.replace(
        article,
        "NOTIFY: Final = ()",
        f"""from dualuse.law.language.provision import Due, Duty
NOTIFY: Final = (
    Duty(citation={citation}, text=N_("notify"), due=Due.BEFORE, verification=Verification.UNVERIFIED, after=({citation},)),
)""",
    )
    done = package.python(guard)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
    answer = package.check(in_free_zone)
    assert {"Art. 3(9)", "Art. 27(3)"} <= {row["citation"] for row in answer["obligations"]}
    decision = {"provision": "Art. 3(9)", "result": "not_required", "date": "2026-08-01"}
    decided = package.check({**in_free_zone, "authority_decisions": [decision]})
    assert "Art. 3(9)" not in {row["citation"] for row in decided["obligations"]}


def test_a_rule_of_german_law(package: EditedPackage) -> None:
    package.replace(
        "law/germany/citations.py",
        "\n    EXPORT_INFORMED,\n    TRANSFER_INFORMED,",
        '\n    "§ 9(9) AWV",\n    EXPORT_INFORMED,\n    TRANSFER_INFORMED,',
    )
    package.replace(
        "law/germany/export_and_transfer.py",
        '    Paragraph("§ 9(2) AWV",',
        """    Paragraph(
        "§ 9(9) AWV",
        Treatment.EXECUTED,
        (informed("§ 9(9) AWV", EXPORT & GERMAN_LAW & ~LISTED, EXPORT, N_("an invented paragraph")),),
    ),
    Paragraph("§ 9(2) AWV",""",
    )
    answer = package.check({**NOT_LISTED, "exporter": {"country": "DE"}})
    assert (answer["outcome"], answer["items"][0]["basis"]) == ("authorisation_required", ["§ 9(9) AWV"])
    assert "§ 1(1) AWV" in {row["citation"] for row in answer["obligations"]}
    assert "§ 9(9) AWV" not in json.dumps(package.check(NOT_LISTED)["items"][0]["basis"])


def test_a_field_that_states_a_fact(package: EditedPackage, tmp_path: Path) -> None:
    """A paragraph whose fact no field states yet: one transaction, a table and the interview take the new field."""
    package.replace(
        "schema/transaction.py",
        "    icp: StrictBool | None = None\n",
        "    icp: StrictBool | None = None\n    sealed: StrictBool | None = None\n",
    )
    package.replace(
        "law/eu_2021_821/facts/stated_facts.py",
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


def test_a_field_of_decisions_without_its_column_is_named(package: EditedPackage) -> None:
    decision = "transparency/decision.py"
    package.replace(
        decision,
        "\n\n\nCOLUMNS: Final",
        '\n    port: str = ""\n\n\nCOLUMNS: Final',
    )
    printed = package.run("decisions", "schema").stderr
    assert "the field port, DECISION_COLUMNS the column (none)" in printed
    assert "give each field of Decision its Column" in printed
