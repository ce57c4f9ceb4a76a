"""What the source says to people: every literal that is said or marked, in Python and in templates, and where."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from jinja2 import Environment
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "waystation"
KEYWORDS = {"say": 1, "mark": 1, "say_many": 2, "many": 2}
"""How many texts each takes; `many` (`wording.keeping`) takes a noun after its number."""
HOMES = ("waystation.wording.language", "waystation.wording.keeping")
SAME_IN_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true"}

Key = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One place at which something is said.

    Args:
        key: The sentence, or the sentence for one and for many.
        where: The file below the source, and the line.
        given: The names of the fields that it is given; None where that is not known here.
    """

    key: Key
    where: str
    given: frozenset[str] | None


@dataclass(frozen=True)
class Unreadable:
    """A call whose text no tool can read.

    Args:
        where: The file below the source, and the line.
        why: What it is.
    """

    where: str
    why: str


def python_files() -> list[Path]:
    """Every module."""
    return sorted(SOURCE.rglob("*.py"))


def templates() -> list[Path]:
    """Every template of a page."""
    return sorted((SOURCE / "web" / "templates").rglob("*.html"))


def fields_of(text: str) -> dict[str, set[str]]:
    """The fields of a sentence, each with its format specifications."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, name, spec, _ in Formatter().parse(text):
        if name is not None:
            found[name].add(spec or "")
    return dict(found)


def read_python(path: Path) -> Iterator[Said | Unreadable]:
    """What a module says.

    Args:
        path: The module.

    Yields:
        Every literal that is said or marked, and every call that is made of something other than a literal, or than
        what a table holds.
    """
    tree = ast.parse(path.read_text("utf-8"))
    where = path.relative_to(SOURCE).as_posix()
    names = _names(path, tree)
    own: set[ast.AST] = set()
    if where == "wording/keeping.py":
        own = {each for one in tree.body if getattr(one, "name", "") == "many" for each in ast.walk(one)}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or call in own:
            continue
        keyword = _keyword(call, names)
        if keyword is not None:
            yield from _read_call(call, keyword, f"{where}:{call.lineno}")
    if path.name.startswith("mistakes") and path.parent.name == "wording":
        yield from _read_tables(tree, where)


def _names(path: Path, tree: ast.Module) -> dict[str, str]:
    """What the module calls each of the keywords, with those that it makes itself."""
    own = {"many": "many"} if path.name == "keeping.py" and path.parent.name == "wording" else {}
    return _imported(tree) | own


def _imported(tree: ast.Module) -> dict[str, str]:
    """What the module calls each of the keywords."""
    found = {}
    for statement in ast.walk(tree):
        if isinstance(statement, ast.ImportFrom) and statement.module in HOMES:
            found |= {one.asname or one.name: one.name for one in statement.names if one.name in KEYWORDS}
    return found


def _keyword(call: ast.Call, names: dict[str, str]) -> str | None:
    if isinstance(call.func, ast.Name):
        return names.get(call.func.id)
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        home = call.func.value.id
        if home in {"language", "keeping"} and call.func.attr in KEYWORDS:
            return call.func.attr
    return None


def _read_call(call: ast.Call, keyword: str, where: str) -> Iterator[Said | Unreadable]:
    given = frozenset(one.arg for one in call.keywords if one.arg) if all(one.arg for one in call.keywords) else None
    texts = [_literal(one) for one in call.args]
    if keyword == "many":
        noun = texts[1] if len(texts) > 1 else None
        several = texts[2] if len(texts) > 2 else f"{noun}s"
        if noun is None or several is None:
            yield Unreadable(where, "the noun of many() is no literal")
        else:
            yield Said((f"{{n}} {noun}", f"{{n}} {several}"), where, None)
        return
    wanted = texts[: KEYWORDS[keyword]]
    if None not in wanted and len(wanted) == KEYWORDS[keyword]:
        yield Said(tuple(text for text in wanted if text is not None), where, None if keyword == "mark" else given)
    elif keyword != "say":
        yield Unreadable(where, f"{keyword}() takes literals only")
    elif not isinstance(call.args[0], ast.Name | ast.Subscript | ast.Attribute | ast.Call):
        yield Unreadable(where, "say() takes a literal, or what a table of marked sentences holds")


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _read_tables(tree: ast.Module, where: str) -> Iterator[Said]:
    """The sentences of a table of mistakes, which stand there unmarked."""
    for statement in tree.body:
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Dict):
            for each in value.values:
                text = _literal(each)
                if text is not None:
                    yield Said((text,), f"{where}:{each.lineno}", None)


def read_template(path: Path) -> Iterator[Said | Unreadable]:
    """What a template says.

    Args:
        path: The template.

    Yields:
        Every literal that is said, and every call that is made of something else.
    """
    where = path.relative_to(SOURCE).as_posix()
    with path.open("rb") as opened:
        for line, keyword, texts, _ in babel_extract(opened, tuple(KEYWORDS), (), SAME_IN_JINJA):
            found = [texts] if isinstance(texts, str) or texts is None else list(texts)
            key = found[: KEYWORDS[keyword]]
            if None in key or len(key) < KEYWORDS[keyword]:
                if keyword != "say":
                    yield Unreadable(f"{where}:{line}", f"{keyword}() takes literals only")
            else:
                yield Said(tuple(key), f"{where}:{line}", None)


@cache
def all_said() -> tuple[Said | Unreadable, ...]:
    """Everything that is said anywhere."""
    found = [each for path in python_files() for each in read_python(path)]
    return (*found, *(each for path in templates() for each in read_template(path)))


SEVERAL_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? +[A-Za-z]{2,}")
FOR_MACHINES = re.compile(r"charset=|filename=|^default-src |^public, ")
"""Headers of answers to a browser."""
CODES = frozenset({"as always"})
"""Values of choices that the drafting of packs reads, with words of their own beside them."""


def unsaid(path: Path) -> Iterator[str]:
    """The texts of several words in a module that are neither said nor marked.

    Args:
        path: The module.

    Yields:
        Where each stands, and its beginning. Docstrings, keys of tables and what is compared with are no sentences.
    """
    tree = ast.parse(path.read_text("utf-8"))
    names = _names(path, tree)
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        for apart in _no_sentences(node, names):
            passed |= set(ast.walk(apart))
    for node in ast.walk(tree):
        text = _literal(node) if isinstance(node, ast.expr) and node not in passed else None
        if text is None or text in CODES or FOR_MACHINES.search(text):
            continue
        if SEVERAL_WORDS.search(text):
            yield f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}: {text[:60]}"  # type: ignore[attr-defined]


def _no_sentences(node: ast.AST, names: dict[str, str]) -> Iterator[ast.AST]:
    """The parts of a piece of code that hold no sentence, or one that is said."""
    if isinstance(node, ast.Call) and _keyword(node, names):
        yield from node.args
    elif isinstance(node, ast.Expr | ast.Compare | ast.Raise):
        yield from [node] if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant) else []
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.Subscript):
        yield node.slice


def words_in(template: Path) -> list[str]:
    """The words that stand in a template itself, outside of tags, and in attributes that people read or hear.

    Args:
        template: The template.
    """
    tokens = Environment(autoescape=True).lex(template.read_text("utf-8"))
    text = "".join(value if kind == "data" else "\0" for _, kind, value in tokens)
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    read = re.findall(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"", text)
    return [word for part in (*read, re.sub(r"<[^>]*>", " ", text)) for word in re.findall("[A-Za-z]{2,}", part)]
