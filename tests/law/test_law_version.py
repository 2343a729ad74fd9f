"""The law version names the law: another form of it is the same law, another law in substance is another one."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dualuse
from dualuse import law_version
from dualuse.law.version.computing import NOT_LAW, computed_law_version, is_declared, legal_code
from dualuse.law.version.modules import Definition, Module
from dualuse.law.version.syntax import NormalForm
from dualuse.schema.reading.plain_data import read_file
from dualuse.version import SHIPPED, software_version
from tests.support.paths import REPOSITORY
from tests.support.scenarios import load

PACKAGE = Path(dualuse.__file__).parent
ROOMS_OF_LAW = ("law", "engine", "assessment", "diligence", "dossier", "schema")
"""Rooms of which a module may be law."""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package; a test leaves it as it was."""
    folder = tmp_path_factory.mktemp("copied") / "dualuse"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo", SHIPPED))
    return folder


@pytest.fixture(scope="module")
def contents(copied: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in copied.rglob("*") if path.suffix in (".py", ".toml")}


@pytest.fixture
def package(copied: Path, contents: dict[Path, bytes]) -> Iterator[Path]:
    """The copy, put right again afterwards."""
    yield copied
    for path in sorted(copied.rglob("*"), reverse=True):
        if path.suffix in (".py", ".toml") and path not in contents:
            path.unlink()
        # An empty folder among data is refused: the one a test made for its file goes with the file.
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for path, content in contents.items():
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


def replaced(path: Path, old: str, new: str, times: int = 1) -> None:
    """Write ``new`` for ``old``, which stands there as often as said."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == times, (path, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def called_otherwise(package: Path, old: str, new: str) -> None:
    """Rename a function, constant or module wherever its name stands, as an editor does."""
    for path in sources_of_law(package):
        text = path.read_text(encoding="utf-8")
        renamed = re.sub(rf"(?<![\w\"']){old}(?![\w\"'])", new, text)
        if renamed != text:
            path.write_text(renamed, encoding="utf-8")


def sources_of_law(package: Path) -> Iterator[Path]:
    for room in ROOMS_OF_LAW:
        yield from sorted((package / room).rglob("*.py"))


# What is no other law


def comments_and_layout(package: Path) -> None:
    """Every file as another printer of Python writes it: no comment, no line as it was."""
    for path in sources_of_law(package):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        path.write_text(f"# Another file.\n{ast.unparse(tree)}\n", encoding="utf-8")


def docstrings(package: Path) -> None:
    for path in sources_of_law(package):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
                node.body[0] = ast.Expr(ast.Constant("Something else."))
        path.write_text(ast.unparse(tree), encoding="utf-8")


def order_of_functions(package: Path) -> None:
    for path in (package / "assessment").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        others = [node for node in tree.body if node not in functions]
        tree.body = [*others, *reversed(functions)]
        path.write_text(ast.unparse(tree), encoding="utf-8")


def variables_and_parameters(package: Path) -> None:
    """But not names that a call states as a keyword (``truth``): in doubt it is another law."""
    held = package / "assessment/authorisations/authorisation_book.py"
    for old, new in (
        ("truths", "parts"),
        ("stated", "permits"),
        ("of_held", "of_permit"),
        ("held_globally", "permits_for_many"),
    ):
        text = held.read_text(encoding="utf-8")
        held.write_text(re.sub(rf"(?<![\w.\"]){old}(?![\w\"])", new, text), encoding="utf-8")
    logic = package / "law/language/logic.py"
    text = logic.read_text(encoding="utf-8")
    logic.write_text(re.sub(r"(?<![\w.\"])truths(?![\w\"])", "values_of_parts", text), encoding="utf-8")


def functions(package: Path) -> None:
    for name in ("bare_judgements", "any_truth", "place_truth", "_mtcr_exempt", "judge_item", "SURVEILLANCE"):
        called_otherwise(package, name, f"{name}_by_another_name")


def modules(package: Path) -> None:
    for folder, name in (("assessment/authorisations", "authorisation_book"), ("law/measures", "places")):
        (package / folder / f"{name}.py").rename(package / folder / "another_name.py")
        room = folder.replace("/", ".")
        called_otherwise(package, rf"dualuse\.{room}\.{name}", f"dualuse.{room}.another_name")


def folders(package: Path) -> None:
    (package / "law/states").rename(package / "law/jurisdictions")
    called_otherwise(package, r"dualuse\.law\.states", "dualuse.law.jurisdictions")


def a_function_in_another_module(package: Path) -> None:
    calendar = package / "assessment/determination/calendar.py"
    text = calendar.read_text(encoding="utf-8")
    (function,) = re.findall(r"^def _years_after\(.*?(?=^\S)", text, re.M | re.S)
    moved = "from dualuse.assessment.years import _years_after\n"
    calendar.write_text(text.replace(function, "").replace("from dualuse.law", f"{moved}from dualuse.law", 1))
    (package / "assessment/years.py").write_text(f"from datetime import date\n{function}")


def hints_of_types_and_memory(package: Path) -> None:
    replaced(package / "assessment/member_state.py", "@lru_cache(maxsize=4096)", "@lru_cache(maxsize=16)")
    replaced(package / "assessment/member_state.py", "wanted = code.replace", "wanted: str = code.replace")
    replaced(package / "assessment/member_state.py", "answers: Mapping[str, bool])", "answers)")


def layout_of_data(package: Path) -> None:
    for path in (package / "law").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            "# A comment.\n\n" + text.replace(" = ", "   =  ") + "\n# The end.\n", encoding="utf-8"
        )


def what_is_no_law(package: Path) -> None:
    replaced(package / "law_changes/replay.py", '"same"', '"equal"', 4)
    (package / "assessment/notes.py").write_text("NUMBER = 5\n")


SAME: tuple[Callable[[Path], None], ...] = (
    comments_and_layout,
    docstrings,
    order_of_functions,
    variables_and_parameters,
    functions,
    modules,
    folders,
    a_function_in_another_module,
    hints_of_types_and_memory,
    layout_of_data,
    what_is_no_law,
)


@pytest.mark.parametrize("change", SAME, ids=lambda change: change.__name__)
def test_another_form_is_the_same_law(change: Callable[[Path], None], package: Path) -> None:
    before = {path: path.read_bytes() for path in package.rglob("*.py")}
    change(package)
    assert {path: path.read_bytes() for path in package.rglob("*.py")} != before or change is layout_of_data
    assert computed_law_version(package) == law_version()


# What is another law

OTHER: dict[str, tuple[str, str, str]] = {
    "a condition": ("law/eu_2021_821/art11_intra_union.py", "    & ~CONTROLLED_BY_ANNEX_IV\n", ""),
    "a condition turned": ("law/eu_2021_821/art11_intra_union.py", "& ~DIRECT_EXPORT_COVERED", "& DIRECT_EXPORT_COVERED"),
    "an effect": ("law/eu_2021_821/art11_intra_union.py", "effect=Effect.AUTHORISATION_REQUIRED", "effect=Effect.PROHIBITED"),
    "a citation": ("law/eu_2021_821/art11_intra_union.py", "citation=\"Art. 11(9)\"", "citation=\"Art. 11(8)\""),
    "a date": ("law/language/provision.py", "date(2021, 9, 9)", "date(2021, 9, 10)"),
    "how far the law is known": ("law/known_up_to.toml", "known_up_to = 2026-08-22", "known_up_to = 2026-08-23"),
    "a list of destinations": ("law/eu_2021_821/authorisations/EU001.toml", '"AU"', '"AU", "AR"'),
    "the day of an authorisation": ("law/eu_2021_821/authorisations/EU001.toml", "since = 2021-09-09", "since = 2021-09-10"),
    "the option of a State": ("law/states/ES.toml", "retention_years = 10", "retention_years = 11"),
    "the three values": ("law/language/logic.py", "return None if truth is None else not truth", "return not truth"),
    "a derivation": ("engine/direct_export.py", '("intra_union_transfer", None)', '("intra_union_transfer",)'),
    "a constant of a derivation": ("law/eu_2021_821/facts/derived_fact.py", '"paramilitary": None', '"paramilitary": False'),
    "what a derivation uses": ("law/language/logic.py", "        if truth is True:\n            return True\n", ""),
    "which function it uses": ("assessment/derivations.py", "fact: any_truth(", "fact: every_truth("),
    "which field counts": ("assessment/derivations.py", "[party.service for", "[party.role for"),
    "whose service counts": ("law/eu_2021_821/facts/derived_fact.py", '("end_user", "consignee")', '("end_user",)'),
    "an authorisation held": ("assessment/authorisations/remaining_amounts.py", "drawn.most <= drawn.left", "drawn.most < drawn.left"),
    "a day due": ("assessment/determination/calendar.py", "working_days_before(day, amount + 1, state_of_calendar)", "working_days_before(day, amount, state_of_calendar)"),
    "an obligation": ("assessment/determination/preconditions.py", "if not (no_use and due.duty.unless_held):", "if True:"),
    "the release": ("assessment/release.py", "low is Effect.PROHIBITED:", "high is Effect.PROHIBITED:"),
    "ownership": ("law/measures/listings/ownership.py", "HALF_SINCE: Final = ", "HALF_SINCE: Final = date.max or "),
    "an effect of a listing": ("assessment/listed/effects.py", "every_truth((truth, timely, sure))", "truth"),
    "the order of two decisions": ("assessment/authorisations/decisions.py", "if decision.date <= day", "if decision.date < day"),
    "the examination of Art. 2(20)": ("diligence/cyber_surveillance_criteria.py", 'if "yes" in truths:', 'if "no" in truths:'),
    "an element of Art. 2(20)": ("diligence/questionnaire.py", '"covert", "natural_persons"', '"natural_persons"'),
    "which examination sets a fact": ("diligence/flags_and_decisions.py", 'examination.result != "unknown"', 'examination.result != "no"'),
    "what a decision sets": ("diligence/flags_and_decisions.py", '"indication": "suspects"', '"indication": "none"'),
    "a flag that stands": ("schema/diligence.py", 'self.state in ("open", "promised")', 'self.state in ("open",)'),
    "awareness that is not notified": ("schema/diligence.py", 'self.level != "aware"', 'self.level == "aware"'),
    "what a programme shows": ("diligence/icp/result.py", 'element.status == "missing"', 'element.status == "partly"'),
    "a fact from evidence": ("assessment/facts_from_evidence.py", 'exporter.get("icp") is not False', 'exporter.get("icp") is not True'),
    "the heavier level of knowledge": ("assessment/facts_from_evidence.py", "max(stated or LEVELS[0]", "min(stated or LEVELS[0]"),
    "a chapter of the tariff": ("schema/customs_code.py", '("7", "[0-689]")', '("7", "[0-9]")'),
    "an idle duty": ("assessment/next_steps.py", "duty.due > determination.date", "duty.due >= determination.date"),
    "an application that waits": ("assessment/next_steps.py", "        and it.missing\n", ""),
    "what forbids": ("assessment/next_steps.py", 'row.effect == "prohibited"', 'row.effect != "prohibited"'),
    "the release after due diligence": ("dossier/answer_text.py", 'determination.release == "stop" or stops:', "stops:"),
    "how long a dossier is kept": ("dossier/sources_and_retention.py", "HOUSE_YEARS: Final = 5", "HOUSE_YEARS: Final = 4"),
    "what is put together": ("assessment/judgement.py", "examined = regimes if screened else", "examined = regimes if not screened else"),
    "what an authorisation covers": ("assessment/determination/coverage.py", "return covered is not True\n", "return covered is True\n"),
    "which duty falls away": ("assessment/determination/duties.py", "if not (self.leaves_from_outside and", "if not (self.leaves_from_outside or"),
    "the judging": ("engine/outcome.py", "judged.relief.identifier", "judged.relief.citation"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_another_law_is_told_apart(name: str, package: Path) -> None:
    file, old, new = OTHER[name]
    path = package / file
    text = path.read_text(encoding="utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert computed_law_version(package) != law_version()


def test_a_file_more_or_less_is_another_law(package: Path) -> None:
    shutil.copy(package / "law/states/DE.toml", package / "law/states/XX.toml")
    more = computed_law_version(package)
    (package / "law/states/XX.toml").unlink()
    assert computed_law_version(package) == law_version() != more
    shutil.copy(package / "law/states/DE.toml", package / "law/states/FR.toml")
    assert computed_law_version(package) not in (law_version(), more)


def test_two_functions_that_swap_their_names_are_another_law(package: Path) -> None:
    """Names become numbers; what they name still counts."""
    logic = package / "law/language/logic.py"
    text = logic.read_text(encoding="utf-8")
    assert "def any_truth(" in text
    assert "def every_truth(" in text
    text = text.replace("def any_truth(", "def _(").replace("def every_truth(", "def any_truth(")
    logic.write_text(text.replace("def _(", "def every_truth("), encoding="utf-8")
    assert computed_law_version(package) != law_version()


def test_parameters_that_a_call_names_cannot_swap(package: Path) -> None:
    logic = package / "law/language/logic.py"
    replaced(logic, "facts, every_code=False)", "facts, every_code=False, other=1)")
    replaced(logic, "facts, every_code=True)", "facts, every_code=True, other=1)")
    text = logic.read_text(encoding="utf-8")
    (signature,) = re.findall(r"def codes_truth\((.*?)\) -> Truth", text, re.S)
    assert signature.rstrip(", \n").endswith("every_code: bool")
    logic.write_text(text.replace(signature, signature.rstrip(", \n") + ", other: int"), encoding="utf-8")
    version = computed_law_version(package)
    replaced(logic, "every_code: bool, other: int", "other: int, every_code: bool")
    assert computed_law_version(package) != version


def statements() -> list[Definition]:
    definitions = list(legal_code().forms)
    assert len(definitions) > 600
    return definitions


def test_every_constant_and_comparison_of_the_legal_code_counts() -> None:
    """Each is changed alone, and its statement is another one."""
    tried = 0
    for definition in statements():
        before = NormalForm(definition).text
        for node in counting_nodes(definition.statement):
            put_right = changed_in_place(node)
            assert NormalForm(definition).text != before, ast.unparse(node)
            put_right()
            tried += 1
        assert NormalForm(definition).text == before
    assert tried > 3_000


def counting_nodes(statement: ast.stmt) -> Iterator[ast.expr]:
    """Constants and comparisons, but for docstrings, hints of types and the size of a memory."""
    for name, value in ast.iter_fields(statement):
        if name in ("returns", "annotation"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lru_cache":
                continue
            if isinstance(node, ast.Constant | ast.Compare):
                yield node
            if isinstance(node, ast.AST):
                yield from counting_nodes(node)  # type: ignore[arg-type]


def changed_in_place(node: ast.expr) -> Callable[[], None]:
    """Change a node; what is returned puts it right."""
    if isinstance(node, ast.Constant):
        before = node.value
        node.value = (
            f"{before}." if isinstance(before, str) else not before if isinstance(before, bool) else "other"
        )
        return lambda: setattr(node, "value", before)
    assert isinstance(node, ast.Compare)
    operators = node.ops
    node.ops = [ast.NotEq() if isinstance(operators[0], ast.Eq) else ast.Eq(), *operators[1:]]
    return lambda: setattr(node, "ops", operators)


# The set is complete


PRESENTATION = {
    "assessment.check": "reads what is asked and writes the answer; what judges is declared",
    "assessment.configured": "what settings say, told in the answer",
    "assessment.authorisations.decision_questions": "what is asked of a decision",
    "assessment.determination.builder": "sentences and rows of the answer",
    "assessment.determination.missing": "what is asked",
    "assessment.fields": "which field answers a missing fact",
    "assessment.release_holds.law_age": "a rule of this program",
    "assessment.listed.installed": "asks the lists",
    "assessment.serialisation": "JSON",
    "assessment.settled_by": "where a reason of the answer is settled, named for a program",
    "assessment.known_annexes": "up to which day the annexes are known that an answer speaks of",
    "assessment.not_examined": "what was not examined, in words",
    "assessment.text": "the answer in sentences",
    "diligence.cyber_surveillance_criteria.contradicts": "what a reader is warned of",
    "diligence.examining": "asks, and puts together what the declared functions say",
    "diligence.flags_and_decisions.a_year_after": "a rule of this program",
    "diligence.reasons": "sentences",
    "diligence.subjects": "which item or party an answer is about",
    "dossier.answer_text": "the answer in sentences",
    "dossier.assessing": "puts the rooms together",
    "dossier.sources_and_retention": "names what was used; how long a dossier is kept is declared",
    "dossier.earlier_answers": "what was stated in earlier answers, and why it is other now",
    "classification.item_classification": "what the library and the search know of an item",
    "schema.customs_code.stated_customs_code": "refuses what is no code",
    "schema.units.parts_a_count": "refuses half a piece",
    "schema.reading": "reads, and refuses what does not fit the contract",
    "schema.transaction": "reads, and refuses what does not fit the contract",
    "schema.values": "reads, and refuses what is no such value",
    "engine.levers": "what answers can do to an open outcome",
    "engine.missing": "what is asked, and in which order",
    "engine.outcome": "ranks what is missing",
    "engine.reason_sentences": "sentences of reasons",
    "engine.wanted_facts": "what is asked",
    "law.version": "names the law",
}
"""Modules, and functions in them, that are no law where nothing declares them, though an answer runs them; and what they do."""


NOTED = """
import json, sys
from pathlib import Path
from dualuse import check, replay
from dualuse.diligence import read_findings
from dualuse.dossier.assessing import Evidence, assess
from dualuse.schema.reading.plain_data import read_file
stories = [
    (read_file(story / "transaction.yaml")[0].data, read_findings(story / "diligence.yaml").findings)
    for story in sorted(Path("examples/stories").iterdir())
]
stated, recorded = json.load(sys.stdin)
run = set()
def note(frame, event, _):
    if event == "call":
        run.add((frame.f_code.co_filename, frame.f_code.co_qualname.partition(".")[0]))
sys.setprofile(note)
for data in stated:
    check(data)
for data in recorded:
    replay(data)
for data, findings in stories:
    assess(data, Evidence(findings))
sys.setprofile(None)
print(json.dumps(sorted(run)))
"""
"""A process of its own: what an earlier test has asked for is remembered and not run again."""


def test_what_an_answer_runs_is_law_or_named_as_no_law() -> None:
    """A new derivation that nobody declared is found here, in a determination and in the walk of an assessment."""
    examples = sorted((REPOSITORY / "examples/transactions").glob("*.yaml"))
    stated = [row.data for path in examples for row in read_file(path)]
    stated += [scenario.transaction for scenario in load()[::20]]
    recorded = (REPOSITORY / "tests/recorded/before_the_law_had_a_name.jsonl").read_text(encoding="utf-8")
    input_text = json.dumps([stated, [json.loads(line) for line in recorded.splitlines()]], default=str)
    command = [sys.executable, "-c", NOTED]
    done = subprocess.run(
        command, input=input_text, capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    run = json.loads(done.stdout)
    assert len(run) > 400
    names = {
        (definition.module.name, called) for definition in legal_code().forms for called in definition.names
    }
    undeclared = {
        f"{module}.{name}"
        for file, name in run
        if (module := module_at(Path(file))) and not name.startswith("<")
        if (f"dualuse.{module}", name) not in names
        if not any(f"{module}.{name}.".startswith(f"{part}.") for part in PRESENTATION)
    }
    assert undeclared == set(), sorted(undeclared)


def module_at(path: Path) -> str:
    """The module of the package at a path, without the name of the package; "" outside the rooms that hold law."""
    if not path.is_relative_to(PACKAGE):
        return ""
    steps = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps) if steps[0] in ROOMS_OF_LAW else ""


def test_each_declaration_cites_a_provision_and_the_rooms_that_are_no_law_exist() -> None:
    declared = [definition for definition in legal_code().forms if is_declared(definition.statement)]
    assert len(declared) >= 20
    rooms = {definition.module.name.split(".")[1] for definition in declared}
    assert rooms == {"assessment", "engine", "diligence", "dossier", "licensing", "schema"}
    for definition in declared:
        citations = declared_citations(definition)
        assert citations, definition
        assert all(re.match(r"Arts? \d|Annex|Art\. |Regulation |§ \d", citation) for citation in citations)
    lines = [line for path in PACKAGE.rglob("*.py") for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(declared) == sum(line.strip().startswith("@legal_derivation(") for line in lines)
    for room in NOT_LAW:
        assert (PACKAGE / room / "__init__.py").is_file(), room


def declared_citations(definition: Definition) -> list[str]:
    assert isinstance(definition.statement, ast.FunctionDef | ast.ClassDef)
    declarations = [
        decorator
        for decorator in definition.statement.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "legal_derivation"
    ]
    return [ast.literal_eval(citation) for declaration in declarations for citation in declaration.args]


# The same everywhere


def in_process(python: str, program: str, *paths: Path) -> str:
    path = ":".join(str(path) for path in paths)
    done = subprocess.run(
        [python, "-c", program], env={"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_order_of_imports_does_not_matter(copied: Path) -> None:
    libraries = Path(sysconfig.get_paths()["purelib"])
    for first in (
        "dualuse.assessment.customs",
        "dualuse.law.collection",
        "dualuse.engine.outcome",
        "dualuse.cli",
    ):
        program = f"import {first}; from dualuse import law_version; print(law_version())"
        assert in_process(sys.executable, program, copied.parent, libraries) == law_version()


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_python_names_the_law_alike(version: str, copied: Path) -> None:
    """Without any library: the law is read, not run."""
    program = "from dualuse.law.version.computing import computed_law_version; print(computed_law_version())"
    for python in other_pythons(version):
        assert in_process(python, program, copied.parent) == law_version()
        return
    pytest.skip(f"no Python {version} on this machine")


def other_pythons(version: str) -> Iterator[str]:
    places = [Path(path) for path in (shutil.which(f"python{version}"),) if path]
    places += sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
    for place in places:
        asked = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
        done = subprocess.run([str(place), "-c", asked], capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            yield str(place)


@pytest.mark.parametrize(
    ("values", "others"),
    [
        ('["a", "b"]', '["ab"]'),
        ('["ab"]', '"ab"'),
        ('"1"', "1"),
        ("1", "true"),
        ("1", "1.0"),
        ("{a = [], b = {}}", "{a = {}, b = []}"),
        ("2021-09-09", '"2021-09-09"'),
    ],
)
def test_values_of_data_are_told_apart(values: str, others: str, package: Path) -> None:
    versions = []
    for text in (values, others):
        (package / "law/states/XX.toml").write_text(f"value = {text}")
        versions.append(computed_law_version(package))
    assert versions[0] != versions[1]


def test_a_broken_file_of_the_law_is_named(package: Path) -> None:
    (package / "law/states/XX.toml").write_text("no = TOML =")
    with pytest.raises(ValueError, match=r"XX\.toml"):
        computed_law_version(package)
    (package / "law/states/XX.toml").unlink()


# What is remembered


def test_what_is_remembered_follows_each_change(package: Path) -> None:
    """A process of its own each time, as a command is."""
    program = "from dualuse.version import software_version; from dualuse import law_version; print(law_version(), software_version())"
    ask = lambda: in_process(sys.executable, program, package.parent).split()  # noqa: E731
    assert ask() == ask() == [law_version(), software_version()]
    replaced(package / "law_changes/replay.py", '"""``replay``:', '"""```replay```:')
    law, software = ask()
    assert (law, software != software_version()) == (law_version(), True)
    replaced(package / "law/language/provision.py", "date(2021, 9, 9)", "date(2021, 9, 8)")
    assert ask()[0] not in (law, law_version())


def test_what_was_read_is_not_read_again(
    package: Path, contents: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process remembers the whole package, and what was changed in it beside: a memory that is a little too small forgets all of it."""
    parsed: list[str] = []
    parse = ast.parse
    computed_law_version(package)

    def counted(source: bytes, name: str = "", **options: Any) -> Any:
        parsed.append(name)
        return parse(source, name, **options)

    monkeypatch.setattr(ast, "parse", counted)
    replaced(package / "law/language/provision.py", "date(2021, 9, 9)", "date(2021, 9, 8)")
    computed_law_version(package)
    path = package / "law/language/provision.py"
    path.write_bytes(contents[path])
    assert computed_law_version(package) == law_version()
    monkeypatch.undo()
    assert parsed == ["dualuse.law.language.provision"]


def module_of(text: str) -> Module:
    return Module("dualuse.law.trial", text.encode())


@pytest.mark.parametrize(
    ("code", "other_code", "same"),
    [
        ("def f(a, b):\n return a - b", "def g(x, y):\n  '''Text.'''\n  return (x\n - y)", True),
        ("def f(a, b):\n return a - b", "def f(a, b):\n return b - a", False),
        ("X: Final = 3", "X = 3", True),
        ("X = 3", "X = 3.0", False),
        ("X = 'ab'", "X = 'a' 'b'", True),
        ("X = f'a{b}'", 'X = f"a{b}"', True),
        ("X = f'a{b}'", "X = f'a{b!r}'", False),
        ("X = [y for y in Z]", "X = [z for z in Z]", True),
        ("X = [y for y in Z]", "X = [Z for y in Z]", False),
        ("class A:\n a: int\n b: int", "class B:\n a: int\n b: int", True),
        ("class A:\n a: int\n b: int", "class A:\n b: int\n a: int", False),
        ("class A:\n a: int", "class A:\n a: str", False),
        ("class A:\n def f(self, x): return x", "class A:\n def f(me, y): return y", True),
        ("class A:\n def f(self): return 1", "class A:\n def g(self): return 1", False),
        ("def f():\n try: pass\n except E as e: g(e)", "def f():\n try: pass\n except E as x: g(x)", True),
        ("def f(x):\n match x:\n  case [a, *b]: return b", "def f(x):\n match x:\n  case [c, *d]: return d", True),
        ("def f(x):\n match x:\n  case [a, *b]: return b", "def f(x):\n match x:\n  case [a, *b]: return a", False),
        ("def f(x):\n match x:\n  case P(q=a): return a", "def f(x):\n match x:\n  case P(r=a): return a", False),
        ("def f(x):\n y = x\n return lambda z: y + z", "def f(a):\n b = a\n return lambda c: b + c", True),
        ("def f():\n global X\n X = 1", "def f():\n global Y\n Y = 1", False),
        ("def f(x): return x.a", "def f(x): return x.b", False),
        ("def f(x): return g(a=x)", "def f(x): return g(b=x)", False),
        ("def f(*x, **y): return g(*x, **y)", "def f(*a, **b): return g(*a, **b)", True),
        ("def f(x): return {**x}", "def f(x): return {x: x}", False),
        ("async def f(x): pass", "def f(x): pass", False),
    ],
)  # fmt: skip
def test_the_normal_form(code: str, other_code: str, same: bool) -> None:
    first, second = (NormalForm(module_of(text).definitions[0]).text for text in (code, other_code))
    assert (first == second) is same, (first, second)
