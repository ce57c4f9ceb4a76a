"""How the values inside payloads stand in JSON, and how they are read back within limits.

Each form reads one kind of value and writes it again. `payloads` says which key has which form. A value that does not
fit raises `Unfit`, which never leaves this package: `payloads` makes our own error of it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from waystation.errors import Damaged
from waystation.vault.devices import DeviceCard
from waystation.vault.limits import VAULT_LIMITS, VaultLimits

__all__ = [
    "ANYTHING",
    "DEVICE",
    "SEALED",
    "TEXT",
    "Form",
    "Unfit",
    "hexadecimal",
    "json_bytes",
    "listed",
    "one_of",
    "optional",
    "read_object",
    "row",
    "table",
    "whole",
]


class Unfit(Exception):
    """A value that has not the form that its key asks for."""


class Form(NamedTuple):
    """How a value is read from JSON, and written as JSON.

    Args:
        read: From what `json` gives; raises `Unfit`.
        write: To what `json` takes.
        needed: Whether the key must be there.
        absent: What is meant where it is not; such a value is not written either.
    """

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    needed: bool = True
    absent: Any = None


def hexadecimal(size: int) -> Form:
    """So many bytes as lower-case hexadecimal digits."""

    def read(value: object) -> bytes:
        if not isinstance(value, str) or len(value) != 2 * size or not _LOWER.issuperset(value):
            raise Unfit
        return bytes.fromhex(value)

    return Form(read, bytes.hex)


_LOWER = frozenset("0123456789abcdef")


def _read_text(value: object) -> str:
    if not isinstance(value, str) or len(value) > VAULT_LIMITS.text:
        raise Unfit
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Unfit from None
    return value


def _same(value: Any) -> Any:
    return value


TEXT = Form(_read_text, _same)
"""A name, a label, a reason: whole characters, as many as the limit allows."""

ANYTHING = Form(_same, _same)
"""What the layers above read."""


def one_of(*words: str) -> Form:
    """One of these words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise Unfit
        return value

    return Form(read, _same)


def whole(least: int, most: int) -> Form:
    """A whole number within these bounds."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Unfit
        return value

    return Form(read, _same)


def optional(form: Form) -> Form:
    """The same form, or nothing at all: null, or no such key."""
    return Form(
        lambda value: None if value is None else form.read(value),
        lambda value: None if value is None else form.write(value),
        needed=False,
    )


def listed(form: Form, most: int = VAULT_LIMITS.listed) -> Form:
    """A list of values of one form."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise Unfit
        return tuple(form.read(each) for each in value)

    return Form(read, lambda values: [form.write(each) for each in values])


def row(make: Callable[..., Any], *forms: Form) -> Form:
    """A list of a fixed number of values, as a tuple of the given type."""

    def read(value: object) -> Any:
        if not isinstance(value, list) or len(value) != len(forms):
            raise Unfit
        return make(*(form.read(each) for form, each in zip(forms, value, strict=True)))

    return Form(read, lambda values: [form.write(each) for form, each in zip(forms, values, strict=True)])


def table(make: Callable[..., Any], forms: dict[str, Form]) -> Form:
    """An object with these keys, as a value of the given type; keys that nobody declared are passed over."""

    def read(value: object) -> Any:
        if not isinstance(value, dict):
            raise Unfit
        found = {}
        for key, form in forms.items():
            if key in value:
                found[key] = form.read(value[key])
            elif form.needed:
                raise Unfit
            else:
                found[key] = form.absent
        return make(**found)

    def write(value: Any) -> dict[str, Any]:
        given = {key: getattr(value, key) for key in forms}
        return {key: form.write(given[key]) for key, form in forms.items() if form.needed or given[key] != form.absent}

    return Form(read, write)


DEVICE = table(DeviceCard, {"sign": hexadecimal(32), "kem": hexadecimal(32), "label": TEXT})
"""A device's card."""


def _read_base64(value: object) -> bytes:
    if not isinstance(value, str):
        raise Unfit
    try:
        found = base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        raise Unfit from None
    if base64.b64encode(found).decode("ascii") != value:
        raise Unfit  # the same bytes written in another way
    return found


SEALED = Form(_read_base64, lambda value: base64.b64encode(value).decode("ascii"))
"""Bytes as base64, in their one form."""


def read_object(raw: bytes, limits: VaultLimits = VAULT_LIMITS) -> dict[str, Any]:
    """A JSON object from foreign bytes: UTF-8, no key twice, only finite numbers, no deeper than the limit.

    Raises:
        Damaged: `payload_json`, `payload_deep` (limit, allowed) or `payload_object`.
    """
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise Damaged("payload_deep", allowed=limits.depth, limit="depth") from None
    except ValueError:
        raise Damaged("payload_json") from None
    if not isinstance(value, dict):
        raise Damaged("payload_object")
    if raw.count(b"{") + raw.count(b"[") > limits.depth and _depth(value) > limits.depth:
        raise Damaged("payload_deep", allowed=limits.depth, limit="depth")
    return value


def json_bytes(value: dict[str, Any]) -> bytes:
    """An object as JSON, without blanks, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


def _depth(value: object) -> int:
    """How many lists and objects lie within each other."""
    deep, level = 0, [value]
    while level := [each for each in level if isinstance(each, dict | list)]:
        deep += 1
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    return deep
