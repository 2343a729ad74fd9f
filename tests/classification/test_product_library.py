"""The library of products: a classification holds person, day, edition, evidence and what was ruled out; a ruling goes before it."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dualuse.classification.library import Decided, Evidence, Library, Product, Proposal, RuledOut
from dualuse.classification.library.batch import changed_products, worklist
from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.record.workspace import Workspace

RUN = CliRunner()
EDITION = "2025-11-15"
TODAY = date(2026, 11, 26)


def _decided(product: str = "P-1", entries: tuple[str, ...] = ("5A001.f.2",), **changed: object) -> Decided:
    stated: dict[str, object] = {
        "product": product,
        "description": "portable IMSI catcher",
        "entries": entries,
        "standing": "own",
        "person": "A. Muster",
        "reason": "takes identifiers off the air",
        "edition": EDITION,
    }
    return Decided(**(stated | changed))  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(Workspace(tmp_path / "workspace"))


def test_a_classification_is_given_back_as_it_was_recorded(library: Library, tmp_path: Path) -> None:
    sheet = tmp_path / "datasheet.pdf"
    sheet.write_bytes(b"%PDF invented")
    evidence = Evidence("datasheet.pdf", "p. 3", "captures the IMSI of nearby phones")
    made = library.decide(
        _decided(
            evidence=(evidence,),
            ruled_out=(RuledOut("5A001.j", "works on no network of a carrier"),),
            review_by=date(2027, 11, 26),
        ),
        [sheet],
    )
    (read,) = library.history("P-1")
    assert read == made
    assert read.evidence[0] == evidence
    assert library.workspace.read(read.evidence[1].file) == b"%PDF invented"
    assert read.ruled_out[0].entry == "5A001.j"
    assert read.time


def test_words_can_be_erased_and_the_chain_still_verifies(library: Library) -> None:
    library.decide(_decided(reason="trade secret"))
    (event,) = library.workspace.chain("classifications").events()
    assert "trade secret" not in json.dumps(event.body)
    library.workspace.erase(event.private, "A. Muster", "asked to")
    (read,) = library.history()
    assert (read.entries, read.reason) == (("5A001.f.2",), "")
    assert library.workspace.verify() == ()


def test_the_last_classification_stands_and_a_ruling_goes_before_it(library: Library) -> None:
    library.decide(_decided(entries=()))
    library.decide(_decided(entries=("5A001.f.1",)))
    assert library.current()["P-1"].entries == ("5A001.f.1",)
    library.decide(_decided(entries=("5A001.f.2",), standing="ruling", authority="DE", reference="BAFA 17"))
    library.decide(_decided(entries=()))
    assert library.current()["P-1"].entries == ("5A001.f.2",)
    library.decide(_decided(entries=("5A001.f.3",), standing="ruling", authority="DE", reference="BAFA 18"))
    assert library.current()["P-1"].reference == "BAFA 18"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"person": " "}, "nobody is named"),
        ({"reason": ""}, "no reason is given"),
        ({"entries": ("9Z999",)}, "is no code of Annex I"),
        ({"entries": ("5A001.zz",)}, "is no code of Annex I"),
        ({"standing": "ruling"}, "a ruling needs the authority"),
        ({"standing": "ruling", "authority": "US", "reference": "1"}, "US is no Member State"),
        ({"ruled_out": (RuledOut("5A001.f", "no radio"),)}, "5A001.f is ruled out, and given"),
        ({"standing": "ruling", "authority": "ZZ", "reference": "1"}, "ZZ is no Member State"),
        ({"ruled_out": (RuledOut("6A999", "no"),)}, "is no code of Annex I"),
    ],
)
def test_what_is_incomplete_is_refused_and_nothing_is_recorded(
    library: Library, changed: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        library.decide(_decided(**changed))
    assert list(library.history()) == []


def test_evidence_that_is_not_there_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the evidence cannot be read"):
        library.decide(_decided(), [tmp_path / "missing.pdf"])
    assert list(library.history()) == []


# The worklist

PRODUCTS = {name: Product(name, f"product {name}") for name in ("a", "b", "c", "d", "e")}
PROPOSALS = {
    "a": Proposal("a", "probably_not_listed", 0.1, ()),
    "b": Proposal("b", "unsure", 0.4, ("5A002",)),
    "c": Proposal("c", "probably_listed", 0.9, ("6A003",)),
    "d": Proposal("d", "unsure", 0.5, ("3A001",)),
}


def _tasks(current: dict[str, Decided], changed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    tasks = worklist(PRODUCTS, PROPOSALS, current, on=TODAY, edition=EDITION, changed=changed)
    return [(task.product.id, task.why) for task in tasks]


def test_the_doubtful_come_first_and_nothing_unclassified_is_missing() -> None:
    assert _tasks({}) == [
        ("c", "likely"),
        ("d", "doubtful"),
        ("b", "doubtful"),
        ("e", "not_proposed"),
        ("a", "unlikely"),
    ]


def test_a_classified_product_comes_back_when_something_changed() -> None:
    fresh = {
        name: _decided(name, ("5A002.a",), description=f"product {name}", edition=EDITION)
        for name in PRODUCTS
    }
    assert _tasks(fresh) == []
    assert _tasks(fresh | {"a": _decided("a", (), description="another product")}) == [
        ("a", "description_changed")
    ]
    due = _decided("b", (), description="product b", review_by=TODAY)
    assert _tasks(fresh | {"b": due}) == [("b", "review_due")]
    old = _decided("c", ("5A002.a",), description="product c", edition="2022-05-05")
    assert _tasks(fresh | {"c": old}) == [], "nothing changed in its entries"
    assert _tasks(fresh | {"c": old}, ("c",)) == [("c", "edition_changed")]


def test_under_an_edition_that_is_not_at_hand_nobody_can_say_that_nothing_changed() -> None:
    assert changed_products({"x": _decided("x", ("5A002.a",), edition="1999-01-01")}, EDITION) == ("x",)


@given(
    st.dictionaries(
        st.sampled_from(sorted(PRODUCTS)),
        st.sampled_from(["probably_listed", "unsure", "probably_not_listed"]),
    )
)
def test_every_product_that_is_not_classified_waits_once(verdicts: dict[str, str]) -> None:
    proposals = {name: Proposal(name, verdict, 0.5, ()) for name, verdict in verdicts.items()}
    tasks = worklist(PRODUCTS, proposals, {}, on=TODAY, edition=EDITION)
    assert sorted(task.product.id for task in tasks) == sorted(PRODUCTS)


# The command line


def test_the_commands_from_a_file_to_a_ruling(tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text(
        "id,description,cn_code\n"
        "P-1,portable IMSI catcher for mobile networks,85176200\n"
        "P-2,oak writing desk,\n"
        "P-2,again the desk,\n"
        "P-3,,\n",
        encoding="utf-8",
    )
    at = ["--workspace", str(tmp_path / "w")]
    result = RUN.invoke(app, ["products", "add", str(file), "--person", "A. Muster", *at])
    assert result.exit_code == 2, "one row is bad"
    assert "stands in the file more than once" in result.output
    assert "the product P-3 has no description" in result.output
    assert "Products taken in: 2" in result.output
    result = RUN.invoke(app, ["products", "worklist", "--json", *at])
    tasks = [json.loads(line) for line in result.output.splitlines()]
    assert {task["product"] for task in tasks} == {"P-1", "P-2"}
    assert any(candidate.startswith("5A001") for candidate in tasks[0]["candidates"])
    result = RUN.invoke(
        app,
        ["products", "decide", "P-1", "--entries", "5A001.f.2", "--person", "A. Muster", "--reason", "datasheet",
         "--quote", "datasheet.pdf; p. 3; captures the IMSI", "--ruled-out", "5A001.j=no carrier network", *at],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    result = RUN.invoke(
        app,
        ["products", "ruling", "P-1", "--entries", "5A001.f.1", "--person", "A. Muster", "--reason", "paper of the authority",
         "--authority", "DE", "--reference", "BAFA 17", *at],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    result = RUN.invoke(app, ["products", "show", "P-1", *at])
    assert "→ 5A001.f.1" in result.output
    assert "captures the IMSI" in result.output
    assert "BAFA 17" in result.output
    result = RUN.invoke(app, ["products", "worklist", *at])
    assert "P-1" not in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["decide", "P-9", "--entries", "5A001"], "there is no product P-9"),
        (["decide", "P-9"], "give the entries, or --not-listed"),
        (["show", "P-9"], "there is no product P-9"),
        (["decide", "P-9", "--entries", "5A001", "--not-listed"], "give the entries, or --not-listed"),
    ],
)
def test_bad_commands_get_one_clear_error(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = RUN.invoke(app, ["products", *arguments, "--workspace", str(tmp_path / "w")])
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["decide", "P-1", "--entries", "5A001"], "nobody is named"),
        (["decide", "P-1", "--entries", "9Z999", "--person", "A. Muster"], "is no code of Annex I"),
        (
            [
                "ruling",
                "P-1",
                "--authority",
                "US",
                "--reference",
                "1",
                "--not-listed",
                "--person",
                "A. Muster",
            ],
            "US is no Member State",
        ),
    ],
)
def test_a_decision_that_is_refused_gets_clear_errors(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    file = tmp_path / "products.csv"
    file.write_text("id,description\nP-1,portable IMSI catcher\n", encoding="utf-8")
    at = ["--workspace", str(tmp_path / "w")]
    RUN.invoke(app, ["products", "add", str(file), "--person", "A. Muster", *at])
    refused = RUN.invoke(app, ["products", *arguments, *at])
    assert refused.exit_code == 2
    assert says in refused.output
    assert isinstance(refused.exception, SystemExit)


def test_the_comparison_of_editions_names_products_of_the_library(tmp_path: Path) -> None:
    library = Library(Workspace(tmp_path / "w"))
    library.decide(_decided("P-1", ("3A504",), edition=EDITION, reason="new entry"))
    library.decide(_decided("P-2", ("5A001.f.2",)))
    result = RUN.invoke(
        app, ["annex", "diff", "2022", "2025", "--library", "--json", "--workspace", str(tmp_path / "w")]
    )
    assert result.exit_code == 0, result.output
    changes = json.loads(result.output)["changes"]
    assert {name for change in changes for name in change["products"]} == {"P-1"}


def test_words_of_a_reason_cannot_look_like_another_line(library: Library) -> None:
    made = library.decide(_decided(reason="no radio\n\u2192 not listed \u00b7 ruling of DE\x1b[2J"))
    assert made.reason == "no radio \u2192 not listed \u00b7 ruling of DE"


def test_a_device_or_a_pipe_is_no_evidence(library: Library, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(InputError, match="the evidence cannot be read"):
            library.decide(_decided(), [path])
    assert list(library.history("P-1")) == []
