"""What pages take for granted where their commands are typed: files of publishers, invented and small, and a server that gives them."""

from __future__ import annotations

import csv
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from unittest.mock import patch

from tests.support.local_server import Answer, Server
from tests.support.paths import REPOSITORY

DUTCH = "nl_dual_use_licences_2004_2015.csv"
SWISS = "swiss_dual_use_licences_long.csv"
CELLAR = "/resource/celex/02021R0821-20251115"


# Lists


def list_files() -> Mapping[str, str]:
    """A small file for each list that has an official address."""
    from tests.support.sample_lists import SAMPLES

    return {
        "eu_fsf": (REPOSITORY / "examples/screening/invented_freezes.xml").read_text(encoding="utf-8"),
        "un_sc": SAMPLES["un_sc"],
        "ofac_sdn": SAMPLES["ofac"],
        "ofac_consolidated": SAMPLES["ofac"].replace("SDN", "Non-SDN"),
        "us_csl": SAMPLES["us_csl"],
        "uk_sanctions": SAMPLES["uk_xml"],
    }


@contextmanager
def publishers_of_lists() -> Iterator[None]:
    """Official addresses are on a server of this machine, and small files are whole lists."""
    from dualuse.sources.lists import known_lists, synchronising

    server, files = Server(), list_files()
    rows = {
        name: replace(row, address=f"{server.address}/{name}" if row.address else "", token_variable="")
        for name, row in known_lists.known_lists().items()
    }
    server.answers = {f"/{name}": Answer(text.encode()) for name, text in files.items()}
    whole = {**known_lists._table()["whole"], "share": 0}
    with (
        patch.object(synchronising, "known_lists", lambda: MappingProxyType(rows)),
        patch.dict(known_lists._table(), {"whole": whole}),
        closing(server),
    ):
        yield


def files_of_lists() -> None:
    """The files that ``docs/lists.md`` adds, where an earlier edition of one of them is in use."""
    files = list_files()
    for name, listed in (("eu_full.xml", "eu_fsf"), ("un.xml", "un_sc"), ("sdn.xml", "ofac_sdn")):
        Path(name).write_text(files[listed], encoding="utf-8")
    earlier = files["un_sc"].replace("2026-02-27", "2026-02-20").replace("RURI GROUP", "RURI BROTHERS")
    Path("earlier.xml").write_text(earlier, encoding="utf-8")


# The text of Annex I


def annex_page() -> bytes:
    """A page in the form of EUR-Lex that has each entry, with invented words."""
    from dualuse.law.eu_2021_821.control_list.outline import newest_outline
    from tests.support.eurlex_pages import item, page

    return page(
        *(
            item(code, f"Kettles having a mass exceeding {mass} kg.")
            for mass, code in enumerate(newest_outline().entry_codes, start=2)
        )
    )


@contextmanager
def publisher_of_the_annex() -> Iterator[None]:
    """Whoever asks for a page of the Publications Office by HTTP asks a server of this machine."""
    server = Server()
    server.answers = {CELLAR: Answer(annex_page())}
    former = {name: os.environ.pop(name, None) for name in ("http_proxy", "no_proxy", "NO_PROXY")}
    os.environ["http_proxy"] = server.address
    try:
        yield
    finally:
        server.close()
        os.environ.pop("http_proxy", None)
        os.environ.update({name: value for name, value in former.items() if value is not None})
    assert [headers.get("Accept-Language") for headers in server.seen] == ["eng"]


# Tables of publishers


def table(name: str, head: Sequence[str], *rows: Sequence[str]) -> None:
    """Write a table, as CSV."""
    with Path(name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])


def licences(folder: str = ".") -> None:
    """Licences in the form of both published lists."""
    Path(folder).mkdir(exist_ok=True)
    head = "Datum afgifte,nummer,SG-Post,Omschrijving goederen,Opgegeven eindgebruik,D/T,Land van eindbestemming,"
    head += "Land van herkomst,Waarde(€),Datum verval"
    dutch = "05-01-2012,1,5A002a1,Diverse goederen,Testen,D,Chili,Nederland,25.740,31-12-2012"
    table(f"{folder}/{DUTCH}", head.split(","), dutch.split(","))
    head = "source,case_no,date,destination_de,regime,code_raw,entry_code,value_chf"
    swiss = "tracker2012-14,1,2012-01-04,China,NSGII (GKV),2B201b,2B201,492552"
    table(f"{folder}/{SWISS}", head.split(","), swiss.split(","))


def decisions() -> None:
    """The tables that are published: decisions, what they cover, and figures."""
    for name in ("decisions.csv", "sources.csv"):
        shutil.copyfile(REPOSITORY / "examples/decisions" / name, name)
    head = "year,measure,category,destination,member_state,value,unit,source_url,confidence,note"
    figure = "2019,denials,all dual-use,extra-EU,EU,500,count,https://figures.example/report,secondary,"
    table("figures.csv", head.split(","), figure.split(","))


def indices() -> None:
    """Files of three publishers of indices."""
    from tests.support.rights_indices import VDEM

    table("V-Dem-CY-Core.csv", VDEM, ["Egypt", "EGY", "2024", "0.186", "0.17", "0.201"])
    head = "codeindyr,code,countryname,year,indicator,estimate,stddev,nsource,pctrank"
    table(
        "wgidataset.csv",
        head.split(","),
        ["EGYva2023", "EGY", "Egypt", "2023", "va", "-1.4", "0.1", "9", "9"],
    )
    head = "Country/Territory,C/T,Edition,Status,PR,CL,Total"
    table("FIW.csv", head.split(","), ["Egypt", "c", "2024", "NF", "6", "12", "18"])


# Programs


def program(name: str, text: str) -> None:
    """A program of the reader's, found by its name."""
    path = Path("bin") / name
    path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def engine_that_errs(check: Callable[[str], str], match: str) -> None:
    """``my-engine``: it answers as this program does, but for the first case that needs an authorisation."""
    import json

    cases = [
        line
        for name in ("cases.jsonl", "measures.jsonl")
        for line in (REPOSITORY / "conformance" / name).read_text(encoding="utf-8").splitlines()
        if match in json.loads(line)["id"] or match in json.loads(line)["cite"]
    ]
    transactions = "".join(json.dumps(json.loads(line)["transaction"]) + "\n" for line in cases)
    answers = check(transactions).replace(
        '"outcome":"authorisation_required"', '"outcome":"not_controlled"', 1
    )
    Path("answers.jsonl").write_text(answers, encoding="utf-8")
    program("my-engine", "print(open('answers.jsonl', encoding='utf-8').read(), end='')\n")
