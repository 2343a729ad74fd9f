"""``dualuse.toml``: what a house states once, read from the working folder or the nearest folder above that has one.

``language``, ``person``, ``workspace``; ``[exporter]`` with ``name``, ``country``, ``icp``; ``[rules]``, which only tighten. An option comes
before the environment, that before the file, the file before the locale.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dualuse.i18n import LANGUAGES, N_, Message
from dualuse.inputs.parser_words import parser_reason
from dualuse.inputs.plain_files import expanded
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import InputError, Problem, new_problem, suggestion
from dualuse.schema.rules import LOOSEST, RULES, Rules, rules_of

if TYPE_CHECKING:
    from dualuse.schema.determination import Configuration
    from dualuse.schema.transaction import Transaction

NAME: Final = "dualuse.toml"
_MOST_BYTES: Final = 16_384
_MOST_STEPS: Final = 4
"""Steps of a key; the longest that is known has two, and a reader of TOML takes memory with their square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``dualuse.toml`` says; ``file``: its name as seen from the working folder, "" where there is none."""

    file: str = ""
    language: str = ""
    person: str = ""
    workspace: str = ""
    exporter: Mapping[str, Any] = field(default_factory=dict)
    tighter: Mapping[str, int] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The rules of this program, as far as the file does not tighten them."""
        return rules_of(self.tighter) if self.tighter else RULES

    def with_exporter(self, transaction: Transaction) -> tuple[Transaction, Configuration | None]:
        """A transaction with what it does not state of its exporter, and what was taken from the file."""
        if not self.exporter and not self.tighter:
            return transaction, None
        from dualuse.assessment.configured import with_exporter

        return with_exporter(transaction, self.exporter, self.file, self.tighter)


def settings() -> Settings:
    """The settings of the working folder.

    Raises:
        InputError: the file cannot be read, has a key that nobody reads, a value of another kind, or a looser rule.
    """
    path = _nearest()
    return _read(path) if path is not None else Settings()


def language_of_file() -> str:
    """The language that the file states, for sentences of the terminal; "" where it states none or cannot be read."""
    try:
        return settings().language
    except InputError:
        return ""


def _nearest() -> Path | None:
    try:
        here = Path.cwd()
    except OSError:  # the working folder was removed
        return None
    for folder in (here, *here.parents):
        path = folder / NAME
        try:
            if path.is_file():
                return path
        except (
            OSError
        ) as error:  # a folder that this user may not enter: rules in it would be passed over in silence
            raise InputError([_closed(str(path), reason_of(error), _ENTER)]) from None
        if os.path.lexists(path):  # so would its rules
            raise InputError([_unreadable(os.path.relpath(path), "no plain file")])
    return None


def _read(path: Path) -> Settings:
    import tomli  # imported late: most working folders have no settings

    file = os.path.relpath(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise InputError([_too_large(file)])
        text = content.decode("utf-8-sig")  # Windows Notepad writes the mark
        if steep := _steep_key(text):
            raise InputError([_unknown(file, steep, (*_TOP, *_TABLES))])
        paths: dict[str, str] = {}
        data = _by_known_names(tomli.loads(text), file, paths)
    except OSError as error:
        raise InputError([_closed(file, reason_of(error), _LET_READ)]) from None
    except InputError:
        raise
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise InputError([_unreadable(file, parser_reason(str(error)))]) from None
    problems = list(_problems(data, file, paths))
    if problems:
        raise InputError(problems)
    workspace = data.get("workspace", "")
    return Settings(
        file=file,
        language=data.get("language", ""),
        person=" ".join(data.get("person", "").split()),
        workspace=str(path.parent / expanded(workspace)) if workspace else "",
        exporter=data.get("exporter", {}),
        tighter=data.get("rules", {}),
    )


def _steep_key(text: str) -> str:
    """The first key of too many steps, or ""."""
    for line in text.splitlines():
        key = line.partition("=")[0].strip().strip("[]")
        if key.count(".") >= _MOST_STEPS and not key.startswith("#"):
            return key[:80]
    return ""


# What the file may say.


_OTHER_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "": {"exporters": "exporter", "rule": "rules"},
    "rules": {
        "law_age_days": "law_age",
        "list_age_days": "list_age",
    },
}
"""By table, other names of what it may hold: days by their unit, as months have it, and one for several."""
_SHOWN: Final[Mapping[str, str]] = {own: other for other, own in _OTHER_NAMES["rules"].items()}
"""The names that the page of settings shows, of rules that are known by others."""


def _by_known_names(
    data: dict[str, Any], file: str, paths: dict[str, str], table: str = "", table_in_file: str = ""
) -> dict[str, Any]:
    """The settings by the names that they are known by.

    ``paths`` takes each of these, behind the name of its table, with the name that the file has for it.

    Raises:
        InputError: one is stated by two names.
    """
    others = _OTHER_NAMES.get(table, {})
    by_own_name: dict[str, Any] = {}
    for name, value in data.items():
        meant = others.get(name, name)
        if meant in by_own_name:
            raise InputError([_stated_twice(file, _path(table_in_file, name), table, meant)])
        path = _path(table, meant)
        paths[path] = _path(table_in_file, name)
        inner = isinstance(value, dict) and not table
        by_own_name[meant] = _by_known_names(value, file, paths, meant, name) if inner else value
    return by_own_name


def _path(table: str, name: str) -> str:
    return f"{table}.{name}" if table else name


def _stated_twice(file: str, path: str, table: str, meant: str) -> Problem:
    (other,) = (other for other, own in _OTHER_NAMES[table].items() if own == meant)
    on_page = _SHOWN.get(meant, meant)
    return new_problem(
        "configuration_twice",
        N_("{other} is read as {name}, and both are stated"),
        N_("Keep {name}, and take {other} away"),
        path=path,
        file=file,
        name=on_page,
        other=other if on_page == meant else meant,
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= 500 and value.isprintable()


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_place(value: Any) -> bool:
    from dualuse.law.territories import find_place

    return isinstance(value, str) and find_place(value) == value


_Kind = tuple[Callable[[Any], bool], str]
_TEXT: Final[_Kind] = (_is_text, N_('a text, such as person = "A. Muster"'))
_TOP: Final[Mapping[str, _Kind]] = {
    "language": (lambda value: value in LANGUAGES, N_('a language spoken here, such as language = "de"')),
    "person": _TEXT,
    "workspace": (_is_text, N_('a folder, such as workspace = "records"')),
}
_EXPORTER: Final[Mapping[str, _Kind]] = {
    "name": (_is_text, N_('a text, such as name = "Muster GmbH"')),
    "country": (_is_place, N_('the code of a country, such as country = "DE"')),
    "icp": (
        lambda value: isinstance(value, bool),
        N_("true or false: has the exporter an internal compliance programme?"),
    ),
}
_RULES: Final[Mapping[str, _Kind]] = {
    name: (_is_number, N_("a whole number from 0 on, without quotes")) for name in LOOSEST
}
_TABLES: Final[Mapping[str, Mapping[str, _Kind]]] = {"exporter": _EXPORTER, "rules": _RULES}


def _problems(data: Mapping[str, Any], file: str, paths: Mapping[str, str]) -> Iterator[Problem]:
    for name, value in data.items():
        if name in _TABLES:
            yield from _of_table(value, name, file, paths)
        elif name in _TOP:
            yield from _of_value(value, _TOP[name], file, name)
        else:
            yield _unknown(file, name, (*_TOP, *_TABLES))


def _of_table(table: Any, name: str, file: str, paths: Mapping[str, str]) -> Iterator[Problem]:
    keys = _TABLES[name]
    if not isinstance(table, dict):
        yield _wrong(
            file, paths[name], table, N_("a table: write [{name}] on a line of its own"), name=paths[name]
        )
        return
    for key, value in table.items():
        path = paths[_path(name, key)]
        if key not in keys:
            yield _unknown(file, path, tuple(_SHOWN.get(rule, rule) for rule in keys))
            continue
        wrong = list(_of_value(value, keys[key], file, path))
        yield from wrong
        if name == "rules" and not wrong:
            yield from _loose(value, key, file, path)


def _of_value(value: Any, kind: _Kind, file: str, path: str) -> Iterator[Problem]:
    fits, what = kind
    if not fits(value):
        yield _wrong(file, path, value, what)


def _loose(value: int, rule: str, file: str, path: str) -> Iterator[Problem]:
    loosest = LOOSEST[rule]
    if rule == "list_age":
        from dualuse.sources.lists.known_lists import longest_age

        loosest = longest_age()
    if loosest is not None and value > loosest:
        yield new_problem(
            "configuration_loose",
            N_(
                "{value} is looser than this program allows, which is {loosest}: a rule may only be tightened"
            ),
            N_("Write {loosest} or less, or leave it out"),
            path=path,
            file=file,
            value=value,
            loosest=loosest,
        )


def _unknown(file: str, path: str, known: tuple[str, ...]) -> Problem:
    return new_problem(
        "configuration_unknown",
        N_("nobody reads {name}"),
        suggestion(path.rpartition(".")[2], known),
        path=path,
        file=file,
        name=path[:80],
    )


def _wrong(file: str, path: str, value: Any, what: str, **params: Any) -> Problem:
    kind = Message("configuration_kind", what, params)
    return new_problem(
        "configuration_wrong",
        N_("{value} does not fit"),
        N_("Write {kind}"),
        path=path,
        file=file,
        value=str(value)[:60],
        kind=kind,
    )


def _too_large(file: str) -> Problem:
    return new_problem(
        "configuration_large",
        N_("the file is larger than {most} bytes"),
        N_("Keep settings alone in it"),
        file=file,
        most=_MOST_BYTES,
    )


_UNREADABLE: Final = "configuration_unreadable"
_NOT_READ: Final = N_("the settings cannot be read: {reason}")
_ENTER: Final = N_("Run it in a folder that this user may enter")
_LET_READ: Final = N_("Let this user read it, or take it away")


def _closed(file: str, reason: Message | str, remedy: str) -> Problem:
    return new_problem(_UNREADABLE, _NOT_READ, remedy, file=file, reason=reason)


def _unreadable(file: str, reason: Message | str) -> Problem:
    return new_problem(
        _UNREADABLE,
        _NOT_READ,
        N_('Write it as TOML, in UTF-8: name = "value" on each line'),
        file=file,
        reason=reason if isinstance(reason, Message) else reason[:200],
    )
