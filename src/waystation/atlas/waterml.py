"""Water levels as agencies publish them on the web: WaterML 2, USGS WaterML 1 and its JSON, into series of readings.

Times and values are handed on as they are written; `gauges` decides which series counts and what a value means.
XML is read as a stream by expat: it gives the line of every reading, holds no tree in memory, and a document type
declaration is refused, so that no entity of the file's own is ever expanded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from waystation.atlas.limits import GaugeLimits
from waystation.atlas.spots import Spot, clipped

__all__ = ["Series", "read_json_series", "read_xml_series"]

_TEXTS = frozenset({"variableCode", "unitCode", "units", "noDataValue", "time", "value"})


@dataclass(slots=True)
class Series:
    """Readings of one quantity at one place.

    Args:
        quantity: What is measured, in the file's words: a parameter code, or a property's link and title.
        unit: Its unit; empty where the file names none.
        no_data: The value that stands for a missing one, as written.
        readings: Time, value and line (0 if unknown) of each reading, as written.
        pointer: JSON pointer of the list of readings; empty in XML.
    """

    quantity: str = ""
    unit: str = ""
    no_data: str = ""
    readings: list[tuple[str, str, int]] = field(default_factory=list)
    pointer: str = ""


def read_xml_series(data: bytes, spot: Spot, limits: GaugeLimits) -> list[Series]:
    """The series of a WaterML 2 (OGC 10-126r4) or WaterML 1 document, in its order; others have none.

    Raises:
        BadInput: If it is not XML, has a document type declaration, or passes a limit.
    """
    spot.check_size(data)
    reader = _Reader(spot, limits)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code) or ""
        raise spot.refuse("not_xml", error.lineno, why=clipped(why)) from None
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or one of several bytes
        raise spot.refuse("not_xml", 1, why=clipped(str(error))) from None
    return reader.series


def _begun(known: dict[str, str]) -> Series:
    return Series(known.get("quantity", ""), known.get("unit", ""), known.get("no_data", ""))


class _Reader:
    """Gathers series while expat walks through the document; names count, namespaces do not."""

    def __init__(self, spot: Spot, limits: GaugeLimits) -> None:
        self.series: list[Series] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self._spot, self._limits = spot, limits
        self._depth = self._count = 0
        self._text: list[str] | None = None
        self._known: dict[str, str] = {}
        self._reading: dict[str, str] = {}

    def doctype(self, *_declaration: object) -> None:
        raise self._spot.refuse("xml_doctype", self.parser.CurrentLineNumber)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._limits.depth:
            raise self._spot.over("depth", self.parser.CurrentLineNumber)
        name = tag.rpartition(" ")[2]
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self._text = [] if name in _TEXTS else None
        if name in {"OM_Observation", "timeSeries"}:
            self._known = {}
        elif name == "observedProperty":
            self._known["quantity"] = f"{given.get('href', '')} {given.get('title', '')}".strip()
        elif name in {"MeasurementTimeseries", "values"}:
            self.series.append(_begun(self._known))
        elif name == "uom" and self.series:
            self.series[-1].unit = given.get("title") or given.get("code") or self.series[-1].unit
        elif name == "MeasurementTVP":
            self._reading = {}
        elif name == "value":
            self._reading.update({"time": given["dateTime"]} if "dateTime" in given else {})

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        name = tag.rpartition(" ")[2]
        text = "".join(self._text or ()).strip()
        if self._text is not None and name in _TEXTS:
            if name in {"time", "value"}:
                self._reading[name] = text
            else:
                key = {"variableCode": "quantity", "noDataValue": "no_data"}.get(name, "unit")
                self._known.setdefault(key, text)
        self._text = None
        whole = name == "MeasurementTVP" or (name == "value" and "time" in self._reading)
        if whole and self.series and self._reading.keys() == {"time", "value"}:
            self._count += 1
            if self._count > self._limits.lines:
                raise self._spot.over("lines", self.parser.CurrentLineNumber)
            pair = self._reading["time"], self._reading["value"]
            self.series[-1].readings.append((*pair, self.parser.CurrentLineNumber))
            self._reading = {}


def read_json_series(data: bytes, spot: Spot, limits: GaugeLimits) -> list[Series]:
    """The series of the JSON that USGS makes of WaterML 1, in its order; other JSON has none.

    Raises:
        BadInput: If it is not JSON, or passes a limit.
    """
    if len(data) > limits.json_bytes:
        raise spot.over("json_bytes")
    try:
        whole = json.loads(data)
    except json.JSONDecodeError as error:
        raise spot.refuse("not_json", error.lineno, why=clipped(error.msg)) from None
    except RecursionError:
        raise spot.refuse("too_deep", **limits.named("depth")) from None
    except ValueError as error:  # bytes that are not UTF-8, integers of thousands of digits
        raise spot.refuse("not_json", why=clipped(str(error))) from None
    found: list[Series] = []
    for number, series in enumerate(_list(_at(whole, "value", "timeSeries"))):
        variable = _at(series, "variable")
        codes = _list(_at(variable, "variableCode"))
        for position, block in enumerate(_list(_at(series, "values"))):
            given = _list(_at(block, "value"))
            if len(given) > limits.lines:
                raise spot.over("lines")
            found.append(
                Series(
                    quantity=_text(_at(codes[0], "value")) if codes else "",
                    unit=_text(_at(variable, "unit", "unitCode")),
                    no_data=_text(_at(variable, "noDataValue")),
                    readings=[(_text(_at(each, "dateTime")), _text(_at(each, "value")), 0) for each in given],
                    pointer=f"/value/timeSeries/{number}/values/{position}/value",
                )
            )
    return found


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""
