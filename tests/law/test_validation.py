"""A typo in the data of the law is found: by the readers, by what can be told from the file alone, or by the record of the rows."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.data_files import read_toml
from dualuse.law.version.recorded_rows import (
    NAME,
    differences,
    path_of,
    read_recorded,
    rows_of,
    rows_of_table,
    slips,
)
from tests.support.edited_package import EditedPackage
from tests.support.paths import PACKAGE
from tests.support.sampling import sampled

LAW = PACKAGE / "law"
EU008 = "eu_2021_821/authorisations/EU008.toml"
EU001 = "eu_2021_821/authorisations/EU001.toml"
ANNEX = "measures/goods/32014R0833_XXIII.toml"
JOINED = 'joined = [{ place = "BR", since = 2026-06-01, reference = "Regulation (EU) 2026/9999" }]\n'
FORMER = 'former = [{ place = "AE", until = 2026-11-30, reference = "Regulation (EU) 2026/9999" }]\n'
RUSSIA = "measures/russia_833_2014.toml"
KNOWN = "known_up_to.toml"
GERMAN = "germany/lists.toml"
DIVERSION = "places_of_diversion.toml"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the law's data, to make slips in."""
    shutil.copytree(LAW, tmp_path / "law", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return tmp_path / "law"


def validated(folder: Path | None, *options: str) -> Result:
    place = [str(folder)] if folder is not None else []
    return CliRunner().invoke(app, ["law", "validate", *place, "--language", "en", *options])


def slip(law: Path, file: str, old: str, new: str) -> None:
    path = law / file
    text = path.read_text(encoding="utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_law_installed_here_is_whole() -> None:
    result = validated(None)
    assert result.exit_code == 0, result.stderr
    assert list(differences(LAW)) == []
    assert list(slips(LAW)) == []


SLIPS = {
    "a place that is none": (EU008, '"AE"', '"AEE"', "'AEE' is not the code of a place"),
    "a place that is another": (EU008, '"AE"', '"AG"', "EU008.toml: marked official, and no longer"),
    "a place left out": (EU008, '"AE", ', "", "compared with"),
    "a code that is none": (EU008, '"5A002.a.3"', '"5A002.q.3"', "is not a code of the newest edition"),
    "a code that is another": (EU008, '"5A002.a.3"', '"5A002.a.4"', "marked official"),
    "a place of a measure": (RUSSIA, '["RU"]', '["RUX"]', "'RUX' is not the code of a place"),
    "another place of a measure": (RUSSIA, '["RU"]', '["RW"]', "no longer what was recorded"),
    "a day that never comes": (RUSSIA, "since = 20", "since = 22", "is not a day between"),
    "a year instead of a day": (RUSSIA, "since = 2022-02-26", "since = 2220", "2220 is not a day"),
    "another day": (RUSSIA, "since = 2022-02-26", "since = 2022-02-27", "recorded, and not there any more"),
    "a key with a slip": (EU008, "[destinations]", "[destination]", "destinations"),
    "a territory": ("territories.toml", 'customs = "outside"', 'customs = "outsyde"', "perhaps outside"),
    "a member of the Union": ("territories.toml", '"AT", ', "", "union_member"),
    "a family": ("eu_2021_821/surveillance.toml", 'code = "5A001.f"', 'code = "5A001.ff"', "is not a code"),
    "a missing field": ("territories.toml", 'customs = "outside", ', "", "missing: customs"),
    "a place as the Union writes it": (EU001, '"GB"', '"UK"', "'UK' is not the code of a place; perhaps GB is meant (line "),
    "a place by its name": (EU008, '"EG"', '"Egypt"', "perhaps EG is meant (line "),
    "a place that left and stands on the list": (EU008, "except_sets =", FORMER + "except_sets =", "AE stands under places, too"),
    "a place that left before it was there": (EU008, "except_sets =", FORMER.replace("AE", "BR").replace("= 2026", "= 2006") + "except_sets =", "until 2006-11-30 lies before 2021-09-09"),
    "a place that joined with the first": (EU008, "except_sets =", JOINED.replace("= 2026", "= 2016") + "except_sets =", "since 2016-06-01 does not lie after"),
    "a place that left before it joined": (EU008, "except_sets =", JOINED.replace(", reference", ", until = 2026-05-31, reference") + "except_sets =", "until 2026-05-31 lies before since 2026-06-01"),
    "a place that is there twice": (EU008, "except_sets =", JOINED + FORMER.replace("AE", "BR") + "except_sets =", "BR stands there twice for 2026-06-01"),
    "a day that no calendar has": (EU008, "since = 2021-09-09", "since = 2021-09-31", "no TOML: line 6, column 9, 'since = 2021-09-31'"),
    "a day in quotes": (EU008, "since = 2021-09-09", 'since = "2021-09-09"', "'2021-09-09' is not a day between 1950 and 2049, which is written 2026-12-31, without quotes (line 6)"),
    "a day as Python writes it": (EU008, "since = 2021-09-09", "since = 2221-09-09", "since: 2221-09-09 is not a day"),
    "a year with a slip": (RUSSIA, "since = 2022-02-26", "since = 2042-02-26", "since 2042-02-26 lies further ahead than year"),
    "an annex known up to a day to come": (ANNEX, "known_up_to = 2025", "known_up_to = 2045", "known_up_to 2045-10-24 is still to come"),
    "the law known up to a day to come": (KNOWN, "2026-08-22", "2062-08-22", "2062-08-22 is not a day between"),
    "the law known up to a day soon to come": (KNOWN, "2026-08-22", "2048-08-22", "known_up_to 2048-08-22 is still to come"),
    "the law known up to another day": (KNOWN, "2026-08-22", "2026-08-23", "no longer what was recorded"),
    "a nuclear destination that is none": (GERMAN, '"PK"', '"PKK"', "'PKK' is not the code of a place"),
    "a nuclear destination that is another": (GERMAN, '"PK"', '"PW"', "lists.toml: places: awv_9_1_2: marked official"),
    "a nuclear destination left out": (GERMAN, '"PK", ', "", "lists.toml: places: awv_9_1_2: marked official"),
    "a code of § 52a that is none": (GERMAN, '"5A001.f"', '"5A001.z"', "'5A001.z' is not a code of the newest edition"),
    "a code of § 52b that is none": (GERMAN, '"5A902"', '"5A992"', "'5A992' is not a code of the German list"),
    "a list that nobody finds": (GERMAN, 'id = "awv_52_3"', 'id = "awv_52_4"', "lists.toml: missing: awv_52_3"),
    "a place of diversion that is none": (DIVERSION, '"TR"', '"TRX"', "'TRX' is not the code of a place"),
    "a place of diversion that is another": (DIVERSION, '"TR"', '"TT"', "no longer what was recorded"),
    "the law known up to no day": (KNOWN, "known_up_to = 2026-08-22", "knownupto = 2026-08-22", "perhaps known_up_to"),
    "a code in a list with commas": (ANNEX, "0601 060230", "0601, 060230", "0601, is no customs code: two to ten digits"),
    "an edition": ("eu_2021_821/control_list/editions.toml", "act =", "acts =", "no field called acts"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_error_that_names_the_file(name: str, law: Path) -> None:
    file, old, new, message = SLIPS[name]
    slip(law, file, old, new)
    result = validated(law)
    assert result.exit_code == 1, result.stdout
    assert message in result.stderr, result.stderr
    assert Path(file).name in result.stderr or "states/" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_official_row_is_recorded_anew_only_with_what_it_was_compared(law: Path) -> None:
    slip(law, EU008, '"AE", ', "")
    nobody = validated(law, "--record", "--person", "")
    assert (nobody.exit_code, "name the person" in nobody.stderr) == (2, True)
    refused = validated(law, "--record", "--person", "Anna Muster")
    assert refused.exit_code == 2
    assert "EU008.toml" in refused.stderr
    assert validated(law).exit_code == 1
    done = validated(law, "--record", "--person", "Anna Muster", "--compared", "OJ L, 2026/9999, 1.12.2026")
    assert (done.exit_code, done.stdout) == (
        0,
        f"Rows recorded under the name Anna Muster: 1.\n  law/{EU008}\n",
    )
    assert validated(law).exit_code == 0
    row = read_recorded(law)[EU008, ""]
    assert (row.person, row.compared, row.row.verification) == (
        "Anna Muster",
        "OJ L, 2026/9999, 1.12.2026",
        "official",
    )


def test_a_row_that_becomes_official_must_be_compared(law: Path) -> None:
    slip(law, RUSSIA, 'verification = "secondary"', 'verification = "official"')
    assert "marked official" in validated(law).stderr
    assert validated(law, "--record", "--person", "Anna Muster").exit_code == 2


def test_new_rows_and_rows_that_are_gone_are_told(law: Path) -> None:
    path = law / "measures/zimbabwe_314_2004.toml"
    text = path.read_text(encoding="utf-8")
    (law / "measures/zimbabwe_315_2004.toml").write_text(text.replace("314", "315"), encoding="utf-8")
    assert "zimbabwe_315_2004.toml: new, and nobody has recorded it" in validated(law).stderr
    assert validated(law, "--record", "--person", "Anna Muster").exit_code == 0
    (law / "measures/zimbabwe_315_2004.toml").unlink()
    assert "recorded, and not there any more" in validated(law).stderr


def test_a_record_that_cannot_be_read_is_told(law: Path) -> None:
    (law / "version" / NAME).write_text("one cell\n", encoding="utf-8")
    assert f"law/version/{NAME}:1" in validated(law).stderr
    (law / "version" / NAME).unlink()
    assert "cannot be read" in validated(law).stderr


def test_what_is_no_law_is_refused(tmp_path: Path) -> None:
    result = validated(tmp_path)
    assert (result.exit_code, "territories.toml" in result.stderr) == (2, True)


def test_what_stands_twice_and_what_ends_before_it_begins_is_told(law: Path) -> None:
    slip(law, EU008, '"AF", ', '"AF", "AF", ')
    slip(law, RUSSIA, "since = 2014-08-01\nuntil = 2022-02-25", "since = 2014-08-01\nuntil = 2014-07-31")
    message = "\n".join(slips(law))
    assert "'AF' stands 2 times" in message
    assert "until 2014-07-31 lies before since 2014-08-01" in message


def test_a_place_that_joined_later_counts_since_its_day(tmp_path: Path) -> None:
    package = EditedPackage.copy_to(tmp_path)
    package.replace(f"law/{EU008}", "except_sets =", JOINED + "except_sets =")
    done = package.python(
        "from datetime import date\n"
        "from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places\n"
        "places = authorisation_places('EU008')\n"
        "print(*(places.contains('BR', date(2026, *day)) for day in ((5, 31), (6, 1))))"
    )
    assert done.stdout.split() == ["False", "True"], done.stderr


def test_a_place_that_joined_and_left_counts_between(tmp_path: Path) -> None:
    package = EditedPackage.copy_to(tmp_path)
    left = JOINED.replace(", reference", ", until = 2026-06-30, reference")
    package.replace(f"law/{EU008}", "except_sets =", left + "except_sets =")
    done = package.python(
        "from datetime import date\n"
        "from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places\n"
        "places = authorisation_places('EU008')\n"
        "print(*(places.contains('BR', date(2026, *day)) for day in ((5, 31), (6, 1), (6, 30), (7, 1))))"
    )
    assert done.stdout.split() == ["False", "True", "True", "False"], done.stderr


def test_a_slip_in_a_file_of_goods_is_told_of_that_file_alone(law: Path) -> None:
    slip(law, ANNEX, "by = 2025-10-24", "bye = 2025-10-24")
    (line,) = validated(law).stderr.splitlines()
    assert line.startswith(f"dualuse: law/{ANNEX}: goods[0]: there is no field called bye")


def test_a_file_in_another_encoding_is_told_with_its_line(law: Path) -> None:
    path = law / EU008
    path.write_bytes(path.read_bytes().replace(b"encryption", b"encr\xfcption", 1))
    assert "EU008.toml: no TOML: line 2 holds a letter that is not UTF-8" in validated(law).stderr


def test_a_place_that_joined_later_stands_in_one_list(law: Path) -> None:
    slip(law, EU008, "except_sets =", JOINED.replace("BR", "AE") + "except_sets =")
    assert "AE stands under places, too" in validated(law).stderr


# Mutation of the members of lists, beside that of conditions (test_mutation.py)


def members(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every text in a list of texts."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from members(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, str):
                yield (*path, index)
            else:
                yield from members(inner, (*path, index))


FILES = sorted({row.file for row in rows_of(LAW) if row.file.endswith(".toml")})


@pytest.mark.parametrize("file", sampled(FILES, 3))
def test_no_member_of_a_list_is_lost_or_misspelt_unnoticed(file: str) -> None:
    data = read_toml(path_of(LAW, file))
    recorded = {key: of.row.digest for key, of in read_recorded(LAW).items() if key[0] == file}
    for path in members(data):
        for change in ("left out", "misspelt"):
            mutated = copy.deepcopy(data)
            group: Any = mutated
            for step in path[:-1]:
                group = group[step]
            if change == "left out":
                del group[path[-1]]
            else:
                group[path[-1]] = f"{group[path[-1]]}X"
            rows = {
                (row.file, " ".join(row.name.split())): row.digest for row in rows_of_table(file, mutated)
            }
            assert rows != recorded, f"{file}: {path} {change}"
    rows = {(row.file, " ".join(row.name.split())): row.digest for row in rows_of_table(file, data)}
    assert rows == recorded


def test_what_official_lists_mean_is_recorded_with_the_law(law: Path) -> None:
    """A programme of a list that means less than it did is a milder answer, too."""
    there = law.parent / "sources/lists"
    shutil.copytree(PACKAGE / "sources/lists", there, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    assert validated(law).exit_code == 0
    path = there / "meaning_of_entries.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('["asset_freeze"]', '["other"]', 1), encoding="utf-8")
    assert (
        "dualuse: sources/lists/meaning_of_entries.toml: no longer what was recorded" in validated(law).stderr
    )
    path.write_text(text.replace('["asset_freeze"]', '["asset_freez"]', 1), encoding="utf-8")
    assert "perhaps asset_freeze" in validated(law).stderr
    path.write_text(text, encoding="utf-8")
    known = there / "known_lists.toml"
    known.write_text(
        known.read_text(encoding="utf-8").replace("on = 2026-05-01", "on = 2046-05-01", 1), encoding="utf-8"
    )
    assert "on 2046-05-01 is still to come" in validated(law).stderr


def test_validate_says_what_it_does_not_cover(law: Path) -> None:
    output = " ".join(validated(law).output.split())
    assert "The data of the law" in output
    assert "written in Python are not in this record: the law version covers them" in output
