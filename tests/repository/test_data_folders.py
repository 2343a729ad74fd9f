"""Whatever lies in a folder of data is read or refused: what is added works from its file alone, a stranger is named."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dualuse.data_folders import FOLDERS, DataError, data_file, data_files, only_these
from dualuse.inputs.data_files import DAY, FLAG, NUMBER, TEXT, AnyTable, Cases, Each, OneOf, Table, read_toml
from dualuse.law.eu_2021_821.facts import GROUNDS
from tests.support.edited_package import EditedPackage
from tests.support.paths import PACKAGE
from tests.support.sample_lists import SAMPLES

ADDED = Path(__file__).parent / "added"
AUTHORISATIONS = "law/eu_2021_821/authorisations"
OFFER: dict[str, Any] = {
    "reference": "Q-1",
    "date": "2026-08-20",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE", "icp": True},
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "entries": ["3A002.c"],
            "national_entries": [],
            "cyber_surveillance": False,
        }
    ],
    "destination": "IN",
    "parties": [{"role": "end_user", "country": "IN", "service": "none"}],
    "knowledge": dict.fromkeys(GROUNDS, "none"),
    "circumstances": {"free_zone": False},
}


@pytest.fixture(scope="module")
def bigger(tmp_path_factory: pytest.TempPathFactory) -> EditedPackage:
    """The package with an authorisation, a State, an act and a format more, each of one file."""
    package = EditedPackage.copy_to(tmp_path_factory.mktemp("bigger"))
    for name, folder in (
        ("EU009.toml", AUTHORISATIONS),
        ("CH.toml", "law/states"),
        ("testland_2027_1.toml", "law/measures"),
        ("invented_list.py.txt", "sources/lists/formats"),
    ):
        package.write(f"{folder}/{name.removesuffix('.txt')}", (ADDED / name).read_text("utf-8"))
    return package


@pytest.fixture
def package(tmp_path: Path) -> EditedPackage:
    return EditedPackage.copy_to(tmp_path)


def changed(**fields: Any) -> dict[str, Any]:
    return {**OFFER, **fields}


def item(**fields: Any) -> list[dict[str, Any]]:
    return [{**OFFER["items"][0], **fields}]


def status(answer: dict[str, Any], identifier: str = "EU009") -> str:
    (row,) = (row for row in answer["items"][0]["general_authorisations"] if row["id"] == identifier)
    return str(row["status"])


# A Union general authorisation


def test_an_added_authorisation_answers(bigger: EditedPackage) -> None:
    answer = bigger.check(OFFER)
    assert (answer["outcome"], status(answer)) == ("general_authorisation", "available")
    assert answer["items"][0]["basis"] == ["Art. 3(1)", "Annex II, EU009"]
    due = {row["code"]: row["due"] for row in answer["obligations"] if row["authorisation"] == "EU009"}
    assert due["duty.Annex II, EU009, Part 3(3).days_before"] == "2026-07-21"
    assert any(code.endswith("working_days_before") for code in due)
    assert answer["release"] == "ask"  # whether it was registered, and nobody was screened
    assert "done.EU009" in json.dumps(answer["release_because"])
    (hint,) = answer["customs"]
    assert (hint["code"], hint["because"]["code"]) == (None, "customs.code_unknown")


CONDITIONS: list[tuple[dict[str, Any], str]] = [
    (changed(destination="PK", parties=[]), "not_available"),
    (changed(destination="CL", date="2026-06-30", parties=OFFER["parties"]), "available"),
    (changed(destination="CL", date="2026-07-01"), "not_available"),
    (changed(date="2026-08-20", items=item(entries=["3A002.d.1"])), "not_available"),
    (changed(items=item(entries=["3A002.d.2"])), "available"),
    (changed(items=item(entries=["3A001.a.1"])), "not_available"),
    (changed(items=item(entries=["3D003"], kind="software")), "undetermined"),
    (changed(items=item(entries=["3D003"], answers={"covered.EU009:3D003": True})), "available"),
    (changed(knowledge={**OFFER["knowledge"], "wmd": "aware"}), "not_available"),
    (changed(circumstances={"free_zone": True}), "not_available"),
    (changed(circumstances={}), "undetermined"),
    (changed(parties=[{"role": "end_user", "country": "IN", "service": "police"}]), "not_available"),
]


@pytest.fixture(scope="module")
def answers(bigger: EditedPackage) -> list[dict[str, Any]]:
    return bigger.check_all([transaction for transaction, _ in CONDITIONS])


@pytest.mark.parametrize("number", range(len(CONDITIONS)))
def test_each_of_its_conditions_counts(number: int, answers: list[dict[str, Any]]) -> None:
    transaction, expected = CONDITIONS[number]
    assert status(answers[number]) == expected, transaction


def test_it_does_not_reach_back(bigger: EditedPackage) -> None:
    """It came into force on 1.1.2026."""
    listed = bigger.check(changed(date="2025-12-01"))["items"][0]["general_authorisations"]
    assert "EU009" not in {row["id"] for row in listed}


def test_the_interview_asks_for_it(bigger: EditedPackage, tmp_path: Path) -> None:
    known = tmp_path / "offer.json"
    known.write_text(json.dumps({**changed(circumstances={}), "purchasing_country": "IN"}), "utf-8")
    held = bigger.run("interview", str(known), stdin="no\n" + "?\n" * 12)  # who takes part is asked last
    assert held.returncode == 0, held.stderr
    assert "Why: Annex II, EU009: an invented authorisation for signal analysers." in held.stdout
    assert "a general authorisation may be used (Art. 3(1); Annex II, EU009)" in " ".join(held.stdout.split())


def test_bulk_judges_it(bigger: EditedPackage, tmp_path: Path) -> None:
    cells = {
        "reference": "Q-1", "date": "2026-08-20", "activity": "export", "manner": "permanent", "exporter.country": "DE",
        "items.entries": "3A002.c", "items.kind": "goods", "items.national_entries": "[]", "destination": "IN",
        "parties.end_user.country": "IN", "parties.end_user.service": "none", "circumstances.free_zone": "false",
        **{f"knowledge.{ground}": "none" for ground in OFFER["knowledge"]},
    }  # fmt: skip
    rows, judged = tmp_path / "rows.csv", tmp_path / "judged.csv"
    lines = [",".join(cells), ",".join(cells.values()), ",".join({**cells, "destination": "PK"}.values())]
    rows.write_text("\n".join(lines) + "\n", "utf-8")
    done = bigger.run("bulk", str(rows), "-o", str(judged))
    assert done.returncode == 0, done.stderr
    _, here, there = judged.read_text("utf-8").splitlines()
    assert "Annex II, EU009" in here
    assert "general_authorisation" in here
    assert "Annex II, EU009" not in there
    assert "authorisation_required" in there


def test_tables_and_entries_show_it(bigger: EditedPackage) -> None:
    described = bigger.run("entry", "3A002.c", "--json")
    assert json.loads(described.stdout)["general_authorisations"]["EU009"] == "yes", described.stderr
    for view in ("table", "diagram"):
        assert "EU009" in bigger.run("law", view, "Annex II").stdout


def test_the_proofs_reach_it(bigger: EditedPackage) -> None:
    pytest.importorskip("z3", reason="THE SOLVER IS ABSENT: install the extra proof; no proof was run")
    done = bigger.python(
        "from dualuse.engine.proofs.prover import prover_on\n"
        "from tests.support.annex_ii_exclusions import (\n"
        "    IDENTIFIERS, available, excluded_destinations, excluded_items, refuse)\n"
        "from tests.support.sampling import EPOCHS\n"
        "prover = prover_on(EPOCHS[-1])\n"
        "assert 'EU009' in IDENTIFIERS\n"
        "assert prover.is_possible(available(prover, 'EU009'))\n"
        "excluded = [*excluded_items(prover, 'EU009'), *excluded_destinations(prover, 'EU009')]\n"
        "for what, formula in excluded:\n"
        "    refuse(prover, 'EU009', formula, what)\n"
        "before = prover_on(EPOCHS[0])\n"
        "assert not before.is_possible(available(before, 'EU009'))\n"
        "print(len(excluded))\n"
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 2


# A State, an act, a format of lists


def test_an_added_state_answers(bigger: EditedPackage) -> None:
    answer = bigger.check(changed(exporter={"country": "CH"}, destination="FR", parties=[]))
    assert answer["authority"]["name"] == "An invented Swiss authority"
    kept = [row["due"] for row in answer["obligations"] if row["citation"] == "Art. 27(3)"]
    assert kept in ([], ["2037-12-31"])
    listed = changed(exporter={"country": "CH"}, items=item(entries=[], national_entries=["CH:9Z001"]))
    assert "CH:9Z001" in json.dumps(bigger.check(listed)["transaction"])
    unknown = changed(exporter={"country": "CH"}, items=item(entries=[], national_entries=["CH:9Z002"]))
    refused = bigger.run("check", "-", "--format", "json", stdin=json.dumps(unknown))
    assert refused.returncode == 2
    assert "9Z002" in refused.stderr


def test_an_added_act_answers(bigger: EditedPackage) -> None:
    there = changed(destination="UY", parties=[])
    answer = bigger.check(there)
    assert (answer["outcome"], answer["release"]) == ("prohibited", "stop")
    assert answer["items"][0]["basis"] == ["Regulation (EU) 2027/1, Art. 2(1)"]
    assert bigger.check({**there, "date": "2026-04-30"})["outcome"] != "prohibited"
    assert bigger.check({**there, "date": "2027-01-01"})["outcome"] != "prohibited"
    aware = {
        **there,
        "date": "2027-01-01",
        "items": item(entries=[]),
        "knowledge": {**OFFER["knowledge"], "military_end_use": "aware"},
    }
    findings = {row["provision"]: row["status"] for row in bigger.check(aware)["findings"]}
    assert findings["Art. 4(2)"] == "applies"


def test_an_added_format_is_read_and_screened(bigger: EditedPackage, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("#invented-list\n7 Quillonberg Trading House\n8 Another Invented Company\n", "utf-8")
    environment = {"DUALUSE_HOME": str(tmp_path / "home")}
    done = bigger.run("lists", "add", "--accept-shrinkage", str(listed), environment=environment)
    assert done.returncode == 0, done.stderr
    screened = bigger.run("screen", "Quillonberg Trading House", "--json", environment=environment)
    answer = json.loads(screened.stdout)
    assert (answer["status"], answer["hits"][0]["entity"]) == ("hit", "7")


# What is refused

WRONG: dict[str, tuple[str, str, str, str]] = {
    "an unknown field": ("law/states/DE.toml", "union_member = true", "union_membr = true", "law/states/DE.toml: there is no field called union_membr; perhaps union_member is meant"),
    "a word nobody knows": (f"{AUTHORISATIONS}/EU001.toml", 'rule = "all_listed"', 'rule = "all_lsted"', "EU001.toml: items.rule: 'all_lsted' is not known; perhaps all_listed is meant"),
    "a field that the rule does not read": (f"{AUTHORISATIONS}/EU001.toml", 'rule = "all_listed"', 'rule = "all_listed"\ncodes = ["3A001"]', "EU001.toml: items: there is no field called codes"),
    "a place that is none": (f"{AUTHORISATIONS}/EU001.toml", '"AU"', '"AX1"', "EU001.toml: destinations.places[0]: 'AX1' is not the code of a place"),
    "a code that is none": (f"{AUTHORISATIONS}/EU005.toml", '"5A001.b.2"', '"5A001.b.99"', "EU005.toml: items.codes[0]: '5A001.b.99' is not a code of the newest edition of Annex I"),
    "a circumstance that is none": (f"{AUTHORISATIONS}/EU001.toml", '"free_zone"', '"free_zones"', "EU001.toml: circumstances[0].name: 'free_zones' is not known; perhaps free_zone is meant"),
    "a day that is a text": (f"{AUTHORISATIONS}/EU001.toml", "since = 2021-09-09", 'since = "2021-09-09"', "EU001.toml: since: '2021-09-09' is not a day"),
    "a field that is missing": (f"{AUTHORISATIONS}/EU001.toml", 'registration = "member_state"\n', "", "EU001.toml: duties: missing: registration"),
    "another id": (f"{AUTHORISATIONS}/EU002.toml", 'id = "EU002"', 'id = "EU003"', "EU002.toml: id: EU003 is not the name of the file"),
    "no TOML": (f"{AUTHORISATIONS}/EU001.toml", "[items]", "[items", "EU001.toml: no TOML"),
    "a partner country that is none": ("law/measures/belarus_765_2006.toml", 'partners = ["US",', 'partners = ["USA",', "belarus_765_2006.toml: partners[0]: 'USA' is not the code of a place"),
    "partners that the act does not name": ("law/measures/belarus_765_2006.toml", 'partners = ["US", "JP", "GB", "KR", "AU", "CA", "NZ", "NO", "CH", "LI", "IS"]\n', "", "Regulation (EC) No 765/2006: duties[0]: but_not_to: 'partners' stands nowhere at the head of the file"),
    "a list that is known from nowhere": ("law/states/DE.toml", 'reference = "Ausfuhrliste (Annex AL to the AWV), Part I Section B, AWV as of August 2026, read in full in a mirror of the federal text"\n', "", "DE.toml: national_list: missing: reference"),
    "a note that somebody checked, without saying where": ("law/states/DE.toml", 'reference = "Ausfuhrliste Part I Section B; Delegated Regulation (EU) 2025/2003"\n', "", "missing: reference"),
    "an act's slip": ("law/measures/russia_833_2014.toml", 'article = "Art. 2(1)"\n', 'article = "Art. 2(1)"\nexception = []\n', "russia_833_2014.toml: provisions[2]: there is no field called exception; perhaps exceptions is meant"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_does_not_fit_is_one_clear_error(name: str, package: EditedPackage) -> None:
    file, old, new, message = WRONG[name]
    text = (package.folder / "dualuse" / file).read_text("utf-8")
    assert old in text
    package.write(file, text.replace(old, new, 1))
    refused(package, message, CHECKED)


def refused(package: EditedPackage, message: str, command: tuple[str, ...], stdin: str = "") -> None:
    done = package.run(*command, stdin=stdin or json.dumps(HIT))
    assert done.returncode == 70, (done.returncode, done.stdout[-300:], done.stderr[-300:])
    (line,) = done.stderr.splitlines()
    assert line.startswith("dualuse: ")
    assert message in line
    assert done.stdout == ""


CHECKED = ("check", "-", "--format", "json", "--json")
HIT: dict[str, Any] = OFFER

STRANGERS: dict[str, tuple[str, tuple[str, ...]]] = {
    f"{AUTHORISATIONS}/EU9.toml": (f"{AUTHORISATIONS}/EU9.toml: nobody reads this file", CHECKED),
    f"{AUTHORISATIONS}/EU009.yaml": (f"{AUTHORISATIONS}/EU009.yaml: nobody reads this file", CHECKED),
    f"{AUTHORISATIONS}/EU009.txt": ("EU009.txt: nobody reads this file", CHECKED),
    f"{AUTHORISATIONS}/EU009.toml.bak": ("EU009.toml.bak: nobody reads this file", CHECKED),
    f"{AUTHORISATIONS}/.EU009.toml": ("/.EU009.toml: nobody reads this file", CHECKED),
    f"{AUTHORISATIONS}/sub/EU009.toml": ("authorisations/sub: nobody reads this folder", CHECKED),
    "law/states/DE.yaml": ("law/states/DE.yaml: nobody reads this file", CHECKED),
    "law/measures/.act.toml": ("law/measures/.act.toml: nobody reads this file", CHECKED),
    "law/foo.toml": ("law/foo.toml: nobody reads this file; the folder holds territories.toml", CHECKED),
    "law/eu_2021_821/x.toml": ("law/eu_2021_821/x.toml: nobody reads this file", CHECKED),
    f"{AUTHORISATIONS}/section_ii.toml": ("section_ii.toml: nobody reads this file", CHECKED),
    "law/states/de.toml": ("law/states/de.toml: nobody reads this file; the folder holds [A-Z][A-Z].toml", CHECKED),
    "law/states/QQ.toml": ("law/states/QQ.toml: 'QQ' is not the code of a place", CHECKED),
    "law/states/notes.json": ("law/states/notes.json: nobody reads this file", CHECKED),
    "law/measures/new_act.json": ("new_act.json: nobody reads this file", CHECKED),
    "law/measures/listings/freezes_2.toml": ("freezes_2.toml: nobody reads this file", ("listings",)),
    "law/measures/goods/notes.toml": ("goods/notes.toml: nobody reads this file", CHECKED),
    "law/measures/described/notes.json": ("described/notes.json: nobody reads this file", CHECKED),
    "law/measures/words/notes.json": ("words/notes.json: nobody reads this file", CHECKED),
    "law/germany/more_lists.toml": ("germany/more_lists.toml: nobody reads this file", CHECKED),
    "law/customs/more_codes.toml": ("more_codes.toml: nobody reads this file", CHECKED),
    "law/eu_2021_821/control_list/annex_i_2027.json": ("annex_i_2027.json: nobody reads this file", CHECKED),
    "law/eu_2021_821/control_list/titles/it.toml": ("titles/it.toml: nobody reads this file", ("entry", "3A001")),
    "law/eu_2021_821/control_list/words/families.it.toml": ("words/families.it.toml: nobody reads this file", ("words",)),
    "diligence/questionnaires/ethics.toml": ("ethics.toml: nobody reads this file", ("diligence", "ask")),
    "diligence/icp/more.toml": ("icp/more.toml: nobody reads this file; the folder holds elements.toml, templates", ("icp", "--template")),
    "schema/tables/headers.it.toml": ("tables/headers.it.toml: nobody reads this file", ("headers",)),
    "screening/names/legal_forms.it.toml": ("legal_forms.it.toml: nobody reads this file", ("names",)),
    "sources/more.toml": ("sources/more.toml: nobody reads this file", ("countries",)),
    "sources/annex/wording.it.toml": ("wording.it.toml: nobody reads this file", ("annex words",)),
    "sources/lists/my_list.toml": ("lists/my_list.toml: nobody reads this file", ("known lists",)),
    "sources/rights_context/more.toml": ("rights_context/more.toml: nobody reads this file", ("indices",)),
    "transparency/regions.it.toml": ("transparency/regions.it.toml: nobody reads this file", ("regions",)),
    "classification/search/synonyms/cars.json": ("cars.json: nobody reads this file", ("classify", "a milling machine")),
    "classification/search/glosses/cars.json": ("cars.json: nobody reads this file", ("classify", "a milling machine")),
    "classification/search/glosses/it.toml": ("it.toml: it is not spoken here", ("classify", "a milling machine")),
    "classification/sheets/data/3A1.toml": ("3A1.toml: nobody reads this file", ("examine", "3A001")),
    "classification/sheets/data/3A999.toml": ("no edition of Annex I has the entry 3A999", ("examine", "3A001")),
}  # fmt: skip
IN_PYTHON = {
    "listings": "from dualuse.law.measures.listings.reading import freezes; freezes()",
    "words": "from dualuse.law.eu_2021_821.control_list.plain import family_words; family_words('en')",
    "diligence": "from dualuse.diligence import questionnaires; questionnaires()",
    "headers": "from dualuse.schema.tables.export_words import column_called; column_called('Kunde')",
    "names": "from dualuse.screening.names.vocabulary import legal_forms; legal_forms()",
    "known lists": "from dualuse.sources.lists.known_lists import known_lists; known_lists()",
    "countries": "from dualuse.sources import countries; countries._table()",
    "annex words": "from dualuse.sources.annex import words; words._table()",
    "icp": "from dualuse.diligence.icp.questionnaire import questionnaire; questionnaire()",
    "indices": "from dualuse.sources.rights_context import indices; indices._data()",
    "regions": "from dualuse.transparency.statistics import regions; regions()",
}


@pytest.mark.parametrize("file", STRANGERS)
def test_a_file_that_nobody_reads_is_refused(file: str, package: EditedPackage) -> None:
    message, command = STRANGERS[file]
    package.write(file, "")
    if command[0] in IN_PYTHON:
        done = package.python(IN_PYTHON[command[0]])
        assert done.returncode == 1
        assert message in done.stderr.splitlines()[-1]
    else:
        refused(package, message, command)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FORMATS = ()\n", "sources/lists/formats/new.py: there is no FORMAT in it"),
        (
            "from dualuse.sources.lists.formats.uk import FORMAT\n",
            "formats/uk.py: another format is called uk",
        ),
    ],
)
def test_a_module_of_formats_without_its_format_is_refused(
    text: str, message: str, package: EditedPackage, tmp_path: Path
) -> None:
    package.write("sources/lists/formats/new.py", text)
    (tmp_path / "list.txt").write_text("x")
    refused(package, message, ("lists", "add", str(tmp_path / "list.txt")))


KNOWN_LISTS = "sources/lists/known_lists.toml"
MEANING = "sources/lists/meaning_of_entries.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (KNOWN_LISTS, "counted = { entries = 1011", "countd = { entries = 1011", "lists.un_sc: there is no field called countd; perhaps counted"),
        (KNOWN_LISTS, "entries = 1011", 'entries = "1011"', "lists.un_sc.counted.entries: '1011' is not a whole number"),
        (KNOWN_LISTS, 'authority_kind = "un"', 'authority_kind = "nu"', "authority_kind: 'nu' is not known"),
        (KNOWN_LISTS, "[lists.us_csl]", "[lists.us_cls]", "part_of: 'us_csl' is not known; perhaps us_cls is meant"),
        (KNOWN_LISTS, "share = 0.95", "share = 95", "shrinkage.share: 95 is not a number between 0 and 1"),
        (MEANING, "GB = [", "GB = 5 #", "un_sc.programmes.GB: not a list"),
        (MEANING, "[un_sc.persons]", "[un_sc.person]", "un_sc: there is no field called person; perhaps persons"),
        (MEANING, 'UNLI = ["asset_freeze"]', 'UNLI = ["asset_freze"]', "UNLI[0]: 'asset_freze' is not known"),
        (MEANING, "[ofac_sdn]", "[ofac_snd]", "there is no list called ofac_snd; perhaps ofac_sdn is meant"),
    ],
)  # fmt: skip
def test_a_slip_in_what_is_known_of_lists_is_not_the_fault_of_a_list(
    file: str, old: str, new: str, message: str, package: EditedPackage, tmp_path: Path
) -> None:
    package.replace(file, old, new)
    path = tmp_path / "list.xml"
    path.write_text(SAMPLES["un_sc"], "utf-8")
    folder = str(tmp_path / "data")
    done = package.run("lists", "add", str(path), environment={"DUALUSE_HOME": folder})
    assert done.returncode == 70, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"dualuse: {file}: ")
    assert message in line
    assert str(path) not in line


def test_a_row_of_a_table_of_listings_with_a_slip_is_refused(package: EditedPackage) -> None:
    package.replace(
        "law/measures/listings/ended_freezes.toml",
        'successor = "Regulation (EU) 2016/44"',
        'succesor = "Regulation (EU) 2016/44"',
    )
    done = package.python("from dualuse.law.measures.listings.reading import ended_freezes; ended_freezes()")
    assert re.search(
        r"ended_freezes\.toml: ended\[\d+\]: there is no field called succesor; perhaps successor is meant",
        done.stderr,
    )


def test_two_acts_that_are_cited_alike_are_refused(package: EditedPackage) -> None:
    text = (ADDED / "testland_2027_1.toml").read_text("utf-8")
    package.write("law/measures/a.toml", text)
    package.write("law/measures/b.toml", text)
    refused(package, "b.toml: Regulation (EU) 2027/1, Art. 2(1), since 2026-05-01 stands twice", CHECKED)
    package.write("law/measures/b.toml", text.replace('act = "Regulation (EU) 2027/1"', 'act = ""'))
    refused(package, "b.toml: provisions need an act and its celex", CHECKED)


def test_a_state_is_a_member_where_the_law_says_so(package: EditedPackage) -> None:
    package.write("law/states/CH.toml", (ADDED / "CH.toml").read_text("utf-8").replace("false", "true", 1))
    stdin = json.dumps(changed(exporter={"country": "CH"}))
    refused(package, "law/states/CH.toml: union_member: law/territories.toml says otherwise", CHECKED, stdin)
    package.write("law/states/CH.toml", (ADDED / "CH.toml").read_text("utf-8").replace('"CH"', '"LI"', 1))
    refused(package, "law/states/CH.toml: code: LI is not the name of the file", CHECKED, stdin)


# Every data file of the package has a reader

DATA_SUFFIXES = (
    ".toml",
    ".json",
    ".yaml",
    ".yml",
    ".txt",
    ".csv",
    ".tsv",
    ".npz",
    ".po",
    ".mo",
    ".typ",
    ".css",
    ".html",
    ".svg",
)
"""Endings of files that are no code."""
READERS: dict[str, str] = {
    "licensing/demonstration": "from dualuse.licensing.demonstration import invented; invented()",
    "licensing/ledger": "from dualuse.licensing.ledger.units import measured_units; measured_units()",
    "licensing/forms": "from dualuse.licensing.forms import form_fields; form_fields()",
    "licensing/kinds": "from dualuse.licensing.kinds import kinds; kinds()",
    "law_changes": "from pathlib import Path; from dualuse.law_changes.recalls import recalls; recalls(Path('.'))",
    "free_text": "from dualuse.free_text.country_names import countries_in; list(countries_in('x'))",
    "assessment/authorisations": "from dualuse.assessment.authorisations.granting_authorities import authorities; authorities()",
    "assessment/signs": "from dualuse.assessment.signs.answers_in_words import traits_in_words; traits_in_words()",
    "classification": "from dualuse.classification import quantities; quantities._units()",
    "classification/drafts": "from dualuse.classification.drafts import numbers; numbers._tables()",
    "classification/search": "from dualuse.classification.search import figures; figures._units()",
    "classification/search/glosses": "from dualuse.classification.search.glosses import glosses; glosses()",
    "classification/search/synonyms": "from dualuse.classification.search.trade_names import senses; senses()",
    "classification/search/training": "from dualuse.classification.search import understood_words; understood_words._trained()",
    "classification/sheets": "from dualuse.classification.sheets.notes import general_notes; general_notes()",
    "classification/sheets/data": "from dualuse.classification.sheets.library import library; library().sheet('3A001')",
    "cli/house": "from dualuse.cli.house.init import _templates; list(_templates('config', (), 'en'))",
    "diligence/icp": IN_PYTHON["icp"],
    "diligence/icp/templates": "from dualuse.diligence.icp import writing; writing._template()",
    "diligence/questionnaires": IN_PYTHON["diligence"],
    "documents": "from dualuse.documents import html; html._style()",
    "engine/proofs": "from dualuse.engine.proofs.lowering import lowerings; lowerings()",
    "i18n": "from dualuse.i18n.places import place_names; place_names()",
    "i18n/locale": "from dualuse.i18n import translate; translate('yes', 'de')",
    "i18n/locale/de/LC_MESSAGES": "from dualuse.i18n import translate; translate('yes', 'de')",
    "i18n/locale/fr/LC_MESSAGES": "from dualuse.i18n import translate; translate('yes', 'fr')",
    "law": "from dualuse.law.territories import territories; territories()",
    "law/customs": "from dualuse.law.customs import document_codes; document_codes()",
    "law/eu_2021_821": "from dualuse.law.eu_2021_821 import surveillance; surveillance._data()",
    "law/eu_2021_821/authorisations": "from dualuse.law.eu_2021_821.authorisations import reading",
    "law/eu_2021_821/control_list": "from dualuse.law.eu_2021_821.control_list import edition_records; edition_records()",
    "law/eu_2021_821/control_list/titles": "from dualuse.law.eu_2021_821.control_list.outline import title; title('3A001')",
    "law/eu_2021_821/control_list/words": IN_PYTHON["words"],
    "law/germany": "from dualuse.law.germany.lists import _lists; _lists()",
    "law/measures": "from dualuse.law.measures.reading import act_files; act_files()",
    "law/measures/described": "from dualuse.law.measures.described.reading import goods_described; goods_described()",
    "law/measures/goods": "from dualuse.law.measures.goods.reading import annexes_of_goods; annexes_of_goods()",
    "law/measures/listings": IN_PYTHON["listings"],
    "law/measures/words": "from dualuse.law.measures.words.reading import words_by_language; words_by_language()",
    "law/states": "from dualuse.law.states import known_jurisdictions; known_jurisdictions()",
    "law/version": "from dualuse.law.version.recorded_rows import read_recorded; from dualuse.data_folders import PACKAGE; read_recorded(PACKAGE / 'law')",
    "portal/pages/static": "from dualuse.portal.pages.files import see_files; see_files()",
    "portal/pages/templates": "from dualuse.portal.pages.files import see_files; see_files()",
    "portal/pages/templates/account": "from dualuse.portal.pages.files import see_files; see_files()",
    "portal/pages/templates/socialaccount": "from dualuse.portal.pages.files import see_files; see_files()",
    "schema/tables": IN_PYTHON["headers"],
    "screening/matching": "from dualuse.screening.matching import model; model.models()",
    "screening/names": IN_PYTHON["names"],
    "sources": IN_PYTHON["countries"],
    "sources/annex": IN_PYTHON["annex words"],
    "sources/lists": IN_PYTHON["known lists"],
    "sources/rights_context": IN_PYTHON["indices"],
    "transparency": IN_PYTHON["regions"],
    "transparency/importing": "from dualuse.transparency.importing import cells; cells._tables()",
    "transparency/site": "from dualuse.transparency.site.geometry import world; world()",
    "transparency/site/assets": "from dualuse.data_folders import known_folder; known_folder('transparency/site/assets')",
    "transparency/site/templates": "from dualuse.transparency.site import rendering; rendering._environment()",
}
"""What reads each folder of data; a folder more needs a row."""


def _data_folders() -> list[str]:
    """Every folder of the package in which a file lies that is no code, and the folder of the languages."""
    folders = {
        path.parent.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in DATA_SUFFIXES and path.parent != PACKAGE and path.parent.name != "__pycache__"
    }
    return sorted({*folders, "i18n/locale"})


@pytest.fixture(scope="module")
def shared_package(tmp_path_factory: pytest.TempPathFactory) -> EditedPackage:
    """One copy for all that put a file into it and take it away again."""
    return EditedPackage.copy_to(tmp_path_factory.mktemp("strangers"))


ASKED_WITH_STRANGERS = """
import sys
from pathlib import Path
reader, *strangers = sys.argv[1:]
for stranger in map(Path, strangers):
    stranger.touch()
    try:
        exec(reader, {})
        print("it is read")
    except Exception as error:
        print(type(error).__name__, *str(error).splitlines(), sep=": ")
    finally:
        stranger.unlink()
exec(reader, {})
"""
"""Reads a folder with each stranger in turn, and then without: one process, as what is refused stays unread."""


@pytest.mark.parametrize("folder", _data_folders())
def test_a_stranger_in_any_data_folder_is_refused(folder: str, shared_package: EditedPackage) -> None:
    assert folder in READERS, "name what reads this folder"
    suffixes = (".toml", ".txt", ".npz")
    strangers = [str(shared_package.folder / f"dualuse/{folder}/A stranger{suffix}") for suffix in suffixes]
    shared_package.changed()
    done = shared_package.python(ASKED_WITH_STRANGERS, READERS[folder], *strangers)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == len(suffixes)
    for suffix, line in zip(suffixes, lines, strict=True):
        assert re.search(
            rf"DataError: .*A stranger\{suffix}.*(nobody reads this file|is not|not known|no TOML|missing|the file is empty)",
            line,
        ), line


def test_what_the_table_of_folders_names_is_there() -> None:
    for folder, names in FOLDERS.items():
        for name in names:
            assert (PACKAGE / folder / name).exists(), f"{folder}/{name}"


def test_a_file_that_the_table_does_not_name_is_no_data_file() -> None:
    with pytest.raises(
        DataError, match=r"sources/more\.toml: FOLDERS in dualuse/data_folders\.py does not name it"
    ):
        data_file("sources/more.toml")


def test_a_folder_is_looked_at_once_and_only_where_it_is_read(package: EditedPackage) -> None:
    """How many folders of data ``check`` lists in English: those it reads, each once; none of sheets, sites or search."""
    program = """
import json, os, sys
from types import SimpleNamespace
from dualuse import data_folders
listed = []
def watched(folder):
    listed.append(str(folder))
    return os.scandir(folder)
data_folders.os = SimpleNamespace(scandir=watched)
from dualuse import check
check(json.loads(sys.argv[1]))
print(json.dumps([folder[len(str(data_folders.PACKAGE)) + 1:] for folder in listed]))
"""
    done = package.python(program, json.dumps(OFFER))
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout)
    assert "law/states" in listed
    assert len(listed) == len(set(listed))
    assert not {name.split("/")[0] for name in listed} & {
        "classification",
        "transparency",
        "cli",
        "documents",
    }


def test_every_article_that_has_a_module_is_in_the_law() -> None:
    from importlib import import_module

    from dualuse.law.collection import ARTICLES

    folder = PACKAGE / "law/eu_2021_821"
    names = [path.stem for path in folder.glob("*.py") if re.match(r"(art|annex)\d", path.stem)]
    assert len(names) >= 15
    for name in names:
        assert import_module(f"dualuse.law.eu_2021_821.{name}").ARTICLE in ARTICLES, name


def test_every_state_and_every_file_of_this_release_fits() -> None:
    from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS, table
    from dualuse.law.measures.listings.reading import annexes, freezes, other_lists
    from dualuse.law.states import jurisdiction, known_jurisdictions

    assert len(known_jurisdictions()) == 28
    assert all(jurisdiction(code) for code in known_jurisdictions())
    assert all(table(name) for name in (*IDENTIFIERS, "annex_iv", "section_i"))
    assert freezes()
    assert annexes()
    assert other_lists()


# The shapes


@pytest.mark.parametrize(
    ("shape", "value", "message"),
    [
        (TEXT, " ", "x: ' ' is not a text"),
        (FLAG, 1, "x: 1 is not true or false"),
        (NUMBER, True, "x: True is not a whole number from 0 on"),
        (NUMBER, -1, "x: -1 is not a whole number from 0 on"),
        (DAY, "2026-01-01", "x: '2026-01-01' is not a day"),
        (OneOf(("yes", "no")), "maybe", "x: 'maybe' is not known; known: yes, no"),
        (OneOf(("yes", "no")), ["yes"], "x: ['yes'] is not known"),
        (Each(TEXT), "a", "x: not a list"),
        (Each(TEXT, least=1), [], "x: 0 of at least 1"),
        (Each(TEXT), ["a", 5], "x[1]: 5 is not a text"),
        (Table({}, {}), [], "x: not a table"),
        (AnyTable(TEXT), [], "x: not a table"),
        (AnyTable(TEXT), {"a": 5}, "x.a: 5 is not a text"),
        (Cases("kind", {"a": Table({"kind": TEXT}, {})}), 5, "x: not a table"),
        (Cases("kind", {"a": Table({"kind": TEXT}, {})}), {}, "x.kind: None is not known; known: a"),
        (
            Cases("kind", {"a": Table({"kind": TEXT}, {})}),
            {"kind": "a", "b": 1},
            "x: there is no field called b",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(shape: Any, value: Any, message: str) -> None:
    with pytest.raises(DataError) as raised:
        shape.check(value, "x")
    assert message in str(raised.value)


def test_folders_and_files(tmp_path: Path) -> None:
    for name in ("a1.toml", "a2.toml", "b.toml"):
        (tmp_path / name).write_text("x = 1\n")
    assert [path.name for path in data_files(tmp_path, "a[0-9].toml", beside=["b.toml"])] == [
        "a1.toml",
        "a2.toml",
    ]
    with pytest.raises(DataError, match=r"b\.toml: nobody reads this file"):
        data_files(tmp_path, "a[0-9].toml")
    only_these(tmp_path, "a1.toml", "a2.toml", "b.toml", "later.toml")
    with pytest.raises(
        DataError, match=r"a2\.toml: nobody reads this file; the folder holds a1\.toml, b\.toml"
    ):
        only_these(tmp_path, "a1.toml", "b.toml")
    assert read_toml(tmp_path / "b.toml") == {"x": 1}
    for name in ("__pycache__", "package"):
        (tmp_path / name).mkdir()
    for name in (".DS_Store", "._a1.toml", "module.py", "package/__init__.py"):
        (tmp_path / name).write_text("")
    assert len(data_files(tmp_path, "[ab]*.toml")) == 3
    for name in ("a3.TOML", ".a1.toml.swp", "a1.toml~", "a1", "readme.md"):
        (tmp_path / name).write_text("x = 1\n")
        with pytest.raises(DataError, match=rf"{re.escape(name)}: nobody reads this file"):
            data_files(tmp_path, "[ab]*.toml")
        (tmp_path / name).unlink()
    (tmp_path / "b9.toml").mkdir()
    with pytest.raises(DataError, match=r"b9\.toml: nobody reads this folder"):
        data_files(tmp_path, "[ab]*.toml")
    (tmp_path / "b.toml").write_bytes(b"\xff")
    with pytest.raises(DataError, match=r"b\.toml: no TOML"):
        read_toml(tmp_path / "b.toml")
