"""The JSON of `waystation charter show` and `charter sign`: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waystation.deciding.charter import CharterState, Signature, terms_of
from waystation.errors import Mistake
from waystation.wording.contract import mistake_json

__all__ = ["CHARTER_SCHEMA", "charter_json"]

Json = dict[str, Any]


def charter_json(state: CharterState, warnings: Iterable[Mistake]) -> Json:
    """What `waystation charter show PACK --json` prints, and `charter sign`.

    Args:
        state: How the charter stands.
        warnings: What keeps it from holding.
    """
    return {
        "format": 1,
        "digest": state.digest or None,
        "terms": terms_of(state.charter) if state.charter is not None else None,
        "signed": state.is_signed,
        "current": state.is_current,
        "threshold": state.threshold,
        "signatures": [_signature(each) for each in state.signatures],
        "missing": list(state.missing),
        "versions": [
            {
                "digest": version.digest,
                "terms": dict(version.terms) or None,
                "signatures": [_signature(each) for each in version.signatures],
            }
            for version in state.versions
        ],
        "warnings": [mistake_json(warning) for warning in warnings],
    }


def _signature(signature: Signature) -> Json:
    return {
        "member": signature.member,
        "when": signature.when.isoformat(),
        "signed": signature.signed,
        "report": signature.report,
    }


def _schema() -> Json:
    text, yes_no = {"type": "string"}, {"type": "boolean"}
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    terms = {"type": ["object", "null"]}
    signature = {
        "type": "object",
        "required": ["member", "when", "signed", "report"],
        "properties": {
            "member": text,
            "when": {"type": "string", "format": "date-time"},
            "signed": yes_no,
            "report": text,
        },
    }
    signatures = {"type": "array", "items": signature}
    version = {
        "type": "object",
        "required": ["digest", "terms", "signatures"],
        "properties": {"digest": digest, "terms": terms, "signatures": signatures},
    }
    properties = {
        "format": {"const": 1},
        "digest": {"anyOf": [digest, {"type": "null"}]},
        "terms": terms,
        "signed": yes_no,
        "current": yes_no,
        "threshold": {"type": "integer", "minimum": 1},
        "signatures": signatures,
        "missing": {"type": "array", "items": text},
        "versions": {"type": "array", "items": version},
        "warnings": {"type": "array", "items": {"type": "object"}},
    }
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "waystation charter show --json"}
    return {**title, "type": "object", "required": list(properties), "properties": properties}


CHARTER_SCHEMA: Json = _schema()
"""The JSON Schema of what `waystation charter show PACK --json` prints, and `charter sign`."""
