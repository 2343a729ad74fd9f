"""What is law: the statements of ``law/``, the declared derivations, and whatever statements these use."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dualuse.law.version.modules import PACKAGE, Definition, Module, Modules
from dualuse.law.version.syntax import NormalForm, Reference, normal_form
from dualuse.law.version.writing import digest

DECLARATION: Final = "legal_derivation"

NOT_LAW: Final = (
    "classification",
    "cli",
    "diligence",
    "documents",
    "i18n",
    "inputs",
    "record",
    "schema",
    "screening",
    "sources",
    "transparency",
)
"""Rooms whose code is no law, also where law uses it: of these only the name counts. Every other one is followed."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A declared derivation: the module, the name in it and the provisions that it rests on."""

    module: str
    name: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Use:
    """What a name stands for: the statements that bind it, each with the place among the names it binds, and ``rest``:
    an attribute of it, or the whole name where it comes from elsewhere."""

    definitions: tuple[tuple[Definition, int], ...]
    rest: str


def declared_in(module: Module) -> Iterator[tuple[Definition, Derivation]]:
    """The declared derivations of a module."""
    for definition in module.definitions:
        if isinstance(definition.statement, ast.FunctionDef | ast.ClassDef):
            for decorator in definition.statement.decorator_list:
                match decorator:
                    case ast.Call(func=ast.Name(id=name), args=citations) if name == DECLARATION:
                        texts = tuple(
                            str(citation.value)
                            for citation in citations
                            if isinstance(citation, ast.Constant)
                        )
                        yield definition, Derivation(module.name, definition.names[0], texts)


class LegalCode:
    """The statements that are law, found from where one starts, each in its normal form."""

    def __init__(self, modules: Modules, start: Iterable[Definition]) -> None:
        self._modules: Final = modules
        self._forms: Final[dict[Definition, NormalForm]] = {}
        self._uses: Final[dict[Definition, tuple[_Use, ...]]] = {}
        waiting = [definition for definition in start if _counts(definition)]
        while waiting:
            definition = waiting.pop()
            if definition not in self._forms:
                form = self._forms[definition] = normal_form(definition)
                uses = tuple(self._use(definition.module, reference) for reference in form.references)
                self._uses[definition] = uses
                waiting += [used for use in uses for used, _ in use.definitions if _counts(used)]
                waiting += _standing_alone(definition.module)

    @property
    def forms(self) -> Mapping[Definition, NormalForm]:
        """Everything that counts."""
        return self._forms

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """Module and name of everything that counts."""
        return frozenset(
            (definition.module.name, name) for definition in self._forms for name in definition.names
        )

    def digests(self) -> list[str]:
        """One digest for each statement, in the order of the digests.

        A statement is told from another by its text, then by what it uses, then by what that uses: as often as that
        tells more of them apart.
        """
        keywords = {keyword for form in self._forms.values() for keyword in form.keywords}
        known = {
            definition: digest((form.text, *_named(form, keywords)))
            for definition, form in self._forms.items()
        }
        told_apart = 0
        while len(set(known.values())) > told_apart:
            told_apart = len(set(known.values()))
            known = {
                definition: digest((mine, *self._used(definition, known)))
                for definition, mine in known.items()
            }
        return sorted(known.values())

    def _used(self, definition: Definition, known: dict[Definition, str]) -> Iterator[str]:
        for use in self._uses[definition]:
            yield use.rest
            for used, place in use.definitions:
                yield f"{place}:{known.get(used, '')}"

    def _use(self, module: Module, reference: Reference) -> _Use:
        name, attribute = reference[0], "".join(reference[1:])
        target = self._target(module, name)
        if isinstance(target, Module) and attribute:
            target, attribute = self._target(target, attribute), ""
        match target:
            case Module():
                return _Use((), attribute)
            case str():
                return _Use((), f"{target}.{attribute}" if attribute else target)
        return _Use(
            tuple((definition, definition.names.index(called)) for definition, called in target), attribute
        )

    def _target(self, module: Module, name: str) -> Module | str | list[tuple[Definition, str]]:
        """The statements that bind a name in a module, the module that it is, or how it is called elsewhere."""
        if name in module.by_name:
            return [(definition, name) for definition in module.by_name[name]]
        imported = module.imports.get(name)
        if imported is None:
            return self._followed(f"{module.name}.{name}") or name
        source = self._followed(imported.module)
        if not imported.name:
            return source or imported.module
        if source is not None and (imported.name in source.by_name or imported.name in source.imports):
            return self._target(source, imported.name)
        inner = self._followed(f"{imported.module}.{imported.name}")
        # Where a room of the package that is no law has a name does not matter: its modules may move.
        own = imported.module.partition(".")[0] == PACKAGE
        return inner or (imported.name if own else f"{imported.module}.{imported.name}")

    def _followed(self, module: str) -> Module | None:
        steps = module.split(".")
        return None if steps[1:2] and steps[1] in NOT_LAW else self._modules.get(module)


def _counts(definition: Definition) -> bool:
    return definition.names != ("__all__",)


def _standing_alone(module: Module) -> list[Definition]:
    """The statements of a module that bind nothing and may still change what others bind."""
    return [definition for definition in module.definitions if not definition.names]


def _named(form: NormalForm, keywords: set[str]) -> Iterator[str]:
    """The parameters that some call names."""
    for place, parameter in enumerate(form.parameters):
        if parameter in keywords:
            yield f"{place}:{parameter}"
