"""Every code that is raised anywhere has a sentence, and every sentence gets the fields that it names.

Read out of the source: what can be raised is found whether or not a test provokes it.
"""

from __future__ import annotations

import ast
import importlib
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from pkgutil import iter_modules

import pytest

from waystation import wording
from waystation.errors import Mistake
from waystation.wording.mistakes import SENTENCES, say_mistake
from waystation.world import mistakes

SOURCE = Path(__file__).resolve().parents[2] / "src" / "waystation"
RAISED = {"Mistake", "mistaken", "Usage", "Missing"}
METHODS = {"add", "refuse", "mistake", "doubt"}
SETS = {"flags"}
"""Names of sets, whose `add` has nothing to do with mistakes."""
LIMIT = {"limit", "allowed", "unit"}
ALWAYS = {"did_you_mean"}
GIVEN_BY_GATHERER = {"value", "nearest"}


@dataclass(frozen=True)
class Raised:
    """A place in the source where a code is raised, and the fields that come with it."""

    code: str
    fields: frozenset[str]
    where: str


def raised() -> Iterator[Raised]:
    """Every call that names a code."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assigned = [
            (node.lineno, target.id, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        ]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from codes_of(node, tables_at(assigned, node.lineno), f"{path.relative_to(SOURCE)}:{node.lineno}")


def tables_at(assigned: Sequence[tuple[int, str, ast.expr]], line: int) -> dict[str, set[str]]:
    """The keys of each dictionary with a name, as it was assigned last before a line, or first after it."""
    tables: dict[str, set[str]] = {}
    for _, name, value in sorted((one for one in assigned if one[0] > line), key=lambda one: -one[0]):
        tables[name] = keys_of(value, tables)
    for _, name, value in sorted((one for one in assigned if one[0] <= line), key=lambda one: one[0]):
        tables[name] = keys_of(value, tables)
    return tables


def codes_of(call: ast.Call, tables: dict[str, set[str]], where: str) -> Iterator[Raised]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in RAISED | METHODS | {"_warn"} or not call.args:
        return
    if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in SETS:
        return
    first = call.args[0]
    codes = [part.value for part in ast.walk(first) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if isinstance(first, ast.IfExp):
        codes = [part.value for part in (first.body, first.orelse) if isinstance(part, ast.Constant)]
    elif not isinstance(first, ast.Constant):
        return
    fields = set(GIVEN_BY_GATHERER) if name == "mistaken" else set()
    for keyword in call.keywords:
        if keyword.arg == "fields" or keyword.arg is None:
            fields |= fields_of(keyword.value, tables)
        else:
            fields.add(keyword.arg)
    for argument in call.args[1:]:
        fields |= fields_of(argument, tables) if isinstance(argument, ast.Dict) else set()
    for code in codes:
        if name in METHODS and code not in SENTENCES and not code.replace("_", "").islower():
            continue  # a method of the same name that has nothing to do with mistakes
        yield Raised(str(code), frozenset(fields), where)


def fields_of(value: ast.expr, tables: dict[str, set[str]]) -> set[str]:
    """The keys of a dictionary in the source, as far as they can be read off."""
    if isinstance(value, ast.Name):
        return tables.get(value.id, set())
    if isinstance(value, ast.Call):
        named = isinstance(value.func, ast.Attribute) and value.func.attr == "named"
        return set(LIMIT) if named else set()
    if isinstance(value, ast.DictComp):
        return set().union(*(keys for name, keys in tables.items() if name == "words"))
    return keys_of(value, tables) if isinstance(value, ast.Dict) else set()


def keys_of(table: ast.expr, tables: dict[str, set[str]]) -> set[str]:
    """The keys of a dictionary in the source, with those of named ones that are poured into it."""
    assert isinstance(table, ast.Dict)
    own = {str(key.value) for key in table.keys if isinstance(key, ast.Constant)}
    poured = [
        value
        for key, value in zip(table.keys, table.values, strict=True)
        if key is None and isinstance(value, ast.Name)
    ]
    return own.union(*(tables.get(one.id, set()) for one in poured))


EVERYWHERE = [each for each in raised() if each.code in SENTENCES or "." not in each.code]


def said_elsewhere() -> set[str]:
    """Codes that are said by other tables of sentences than that of mistakes: replies of an interview, and such."""
    modules = [importlib.import_module(f"{wording.__name__}.{found.name}") for found in iter_modules(wording.__path__)]
    tables = [table for module in modules for table in vars(module).values() if isinstance(table, dict)]
    return {code for table in tables if table is not SENTENCES for code in table if isinstance(code, str)}


def named_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_source_is_read_as_it_should_be() -> None:
    """Codes of every kind are found, some of them in several places."""
    found = {each.code for each in EVERYWHERE}
    assert {"unknown_key", "row_sum", "no_file", "no_pack", "leg_too_hard", "gauge_date", "stormpy_missing"} <= found
    assert len(found) > 80


@pytest.mark.parametrize("each", EVERYWHERE, ids=lambda each: f"{each.code}-{each.where}")
def test_every_code_has_a_sentence_and_its_fields(each: Raised) -> None:
    """What is raised can be said."""
    if each.code not in SENTENCES and each.code in said_elsewhere():
        return
    assert each.code in SENTENCES, f"{each.where} raises {each.code}, which has no sentence"
    assert named_in(SENTENCES[each.code]) <= each.fields | ALWAYS, f"{each.where} does not give what its sentence needs"


@pytest.mark.parametrize("code", sorted({*mistakes._BOUNDS.values(), *mistakes._TYPES.values(), "not_one_of"}))
def test_every_code_of_a_wrong_value_has_a_sentence(code: str) -> None:
    """What the shapes refuse can be said with value and limit alone."""
    assert named_in(SENTENCES[code]) <= {"value", "limit", "why", "known"} | ALWAYS


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_can_be_said(code: str) -> None:
    """With numbers or texts for its fields it is one line without braces of a template."""
    formats = {name: spec for _, name, spec, _ in string.Formatter().parse(SENTENCES[code]) if name}
    fields = {name: 1.0 if spec and spec[-1] in "gf" else 1 if spec else "word" for name, spec in formats.items()}
    line = say_mistake(Mistake(code, "file", "place", 1, dict(fields)))
    assert line.startswith("error: file:1 place: ")
    assert "\n" not in line
