"""Golden answers on evidence: parties screened, products searched and examined, due diligence, dossiers, programmes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

from .asking import DAY, Answers, Asking, page
from .command_line import run
from .inputs import read_lines
from .transactions import read_yaml


def screenings(asking: Asking) -> Answers:
    """Parties against the invented lists; single ones in words, too."""
    result = run("screen", "--file", asking.inputs / "parties.jsonl", "--json")
    yield "warnings", {"code": result.code, "text": result.errors}
    for answer in result.lines():
        yield answer["id"], answer
    yield "csv", run("screen", "--file", asking.inputs / "parties.csv", "--json").answer()
    for index, party in enumerate(read_lines(asking.inputs / "parties.jsonl")[::25]):
        stated = party["properties"]
        born = ["--birth-date", stated["birthDate"][0]] if "birthDate" in stated else []
        language = ("en", "de", "fr")[index % 3]
        yield (
            f"text/{party['id']}",
            run("screen", *born, "--language", language, "--", stated["name"][0]).answer(),
        )


def rescreenings(asking: Asking) -> Answers:
    """Counterparties screened again after decisions and another edition of a list."""
    workspace = asking.fresh("workspace")
    rescreen = (
        "rescreen",
        asking.inputs / "parties.jsonl",
        "--workspace",
        workspace,
        "--person",
        "A. Example",
        "--json",
    )
    first = run(*rescreen)
    yield "first", first.answer()
    hits = [
        row
        for row in run("screen", "--file", asking.inputs / "parties.jsonl", "--json").lines()
        if row["hits"]
    ]
    for row, decision in zip(hits[:6], ("false_positive", "true_match", "undecided") * 2, strict=True):
        hit = row["hits"][0]
        arguments = (
            "--id",
            row["id"],
            "--file",
            asking.inputs / "parties.jsonl",
            "--person",
            "A. Example",
            "--reason",
            "Seen",
        )
        run("decide", decision, hit["list"], hit["entity"], *arguments, "--workspace", workspace)
    yield (
        "decided",
        run("screen", "--file", asking.inputs / "parties.jsonl", "--json", "--workspace", workspace).answer(),
    )
    yield "second", run(*rescreen).answer()
    later = asking.inputs / "invented_people_later.jsonl"
    run("lists", "add", "--list", "invented_people", "--edition", "2025-06-01", "--accept-shrinkage", later)
    yield "lists diff", run("lists", "diff", "invented_people", "--json").answer()
    yield "third", run(*rescreen).answer()
    yield "verify", run("record", "verify", "--workspace", workspace).answer()


def classifications(asking: Asking) -> Answers:
    """Product texts searched in Annex I, with and without meaning (the embedding), in words for some."""
    path = asking.inputs / "products.jsonl"
    result = run("classify", "--file", path, "--json")
    yield "errors", {"code": result.code, "text": result.errors}
    for answer in result.lines():
        yield answer["id"], answer
    for answer in _without_embedding("classify", "--file", str(path), "--json"):
        yield f"words alone/{answer['id']}", answer
    for row in read_lines(path)[12::30]:
        yield f"text/{row['id']}", run("classify", row["description"], "--language", "de").answer()


_WITHOUT_EMBEDDING: Final = "import sys\nsys.modules['wordllama'] = None\nfrom dualuse.cli import main\nsys.argv[0] = 'dualuse'\nmain()\n"


def _without_embedding(*arguments: str) -> list[Any]:
    """The command in a process in which the extra for the embedding cannot be imported."""
    command = [sys.executable, "-c", _WITHOUT_EMBEDDING, *arguments]
    return [
        json.loads(line)
        for line in subprocess.run(command, capture_output=True, check=False).stdout.splitlines()
    ]


def dossiers(asking: Asking) -> Answers:
    """The three stories' dossiers as ``make run`` writes them, as JSON and HTML, verified and watched."""
    folder = asking.fresh("dossiers")
    stories = sorted((asking.inputs / "stories").iterdir())
    diligence = [part for story in stories for part in ("--diligence", story / "diligence.yaml")]
    result = run(
        "assess",
        *(story / "transaction.yaml" for story in stories),
        *diligence,
        "--day",
        DAY,
        "-o",
        folder,
        "--json",
    )
    yield "assess", result.answer()
    yield "files", sorted(path.name for path in folder.iterdir())
    for path in sorted(folder.glob("*.json")):
        dossier = json.loads(path.read_text("utf-8"))
        dossier["determination"]["screening"]["day"] = ""
        yield path.name, dossier
        yield f"verify/{path.name}", run("dossier", "verify", path, "--json").answer()
        yield f"verify in words/{path.name}", run("dossier", "verify", path).answer()
    for path in sorted(folder.glob("*.html")):
        yield path.name, page(path.read_text("utf-8"))
    yield "watch", run("watch", folder, "--day", DAY, "--json").answer()
    yield "watch later", run("watch", folder, "--day", "2028-01-10").answer()
    for language in ("de", "fr"):
        other = asking.fresh(f"dossiers-{language}")
        transaction, answers = (stories[0] / name for name in ("transaction.yaml", "diligence.yaml"))
        run("assess", transaction, "--diligence", answers, "--day", DAY, "--language", language, "-o", other)
        for path in sorted(other.glob("*.html")):
            yield f"{language}/{path.name}", page(path.read_text("utf-8"))


def entries(asking: Asking) -> Answers:
    """Entries of Annex I, and items examined by the tests of an entry."""
    codes = json.loads((asking.inputs / "codes.json").read_text("utf-8"))
    for index, code in enumerate((*codes[::5], "9Z999", "5A0")):
        yield f"entry/{code}", run("entry", code, "--json").answer()
        if index % 5 == 0:
            yield (
                f"entry in words/{code}",
                run("entry", code, "--language", ("en", "de", "fr")[index % 3]).answer(),
            )
    yield "sheets", run("examine", "--list", "--json").answer()
    for path in sorted((asking.inputs / "sheets").glob("*.yaml"))[::4]:
        document = read_yaml(path)
        code = str(document["code"])
        yield f"examine/{path.stem}", run("examine", code, "--json").answer()
        for index, case in enumerate(document["cases"][:2]):
            sheet = asking.work / "sheet.json"
            sheet.write_text(json.dumps({**(document.get("base") or {}), **case["given"]}), "utf-8")
            shown = ("--json",) if index else ("--language", "fr")
            yield f"examine/{path.stem}/{index}", run("examine", code, "--sheet", sheet, *shown).answer()


def programmes(asking: Asking) -> Answers:
    """A compliance programme and its attestation."""
    programme = asking.inputs / "icp/meridian.yaml"
    yield "json", run("icp", programme, "--json").answer()
    for language in ("en", "de", "fr"):
        yield f"in words/{language}", run("icp", programme, "--language", language).answer()
    folder = asking.fresh("icp")
    run("icp", "--template", "-o", folder / "template.yaml")
    yield "template", {"text": (folder / "template.yaml").read_text("utf-8")}
    for purpose in ("EU007", "global"):
        attested = folder / purpose
        result = run("icp", programme, "--attest", "--for", purpose, "--out", attested)
        yield f"attest/{purpose}", result.answer()
        for path in sorted(attested.glob("*.json")):
            yield f"{purpose}/{path.name}", json.loads(path.read_text("utf-8"))
            yield f"{purpose}/verify/{path.name}", run("icp", "verify", path).answer()
        for path in sorted(attested.glob("*.html")):
            yield f"{purpose}/{path.name}", page(path.read_text("utf-8"))


def workspaces(asking: Asking) -> Answers:
    """Due diligence on record, and a library of products."""
    workspace = ("--workspace", asking.fresh("workspace-of-diligence"))
    yield "questions", run("diligence", "questions", "--json").answer()
    for story in sorted((asking.inputs / "stories").iterdir()):
        yield (
            f"import/{story.name}",
            run("diligence", "import", story / "diligence.yaml", *workspace).answer(),
        )
        transaction = story / "transaction.yaml"
        for command, what in (("questions", transaction), ("show", read_yaml(transaction)["reference"])):
            arguments = ("diligence", command, what, *workspace)
            yield f"{command}/{story.name}", run(*arguments, "--json").answer()
            yield f"{command} in words/{story.name}", run(*arguments, "--language", "de").answer()
    products = asking.written("taken.jsonl", read_lines(asking.inputs / "products.jsonl")[10:40])
    person = ("--person", "A. Example")
    yield "products add", run("products", "add", products, *person, *workspace, "--json").answer()
    yield "products worklist", run("products", "worklist", *workspace, "--json").answer()
