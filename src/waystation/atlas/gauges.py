"""A river gauge's record from a file: CSV, USGS RDB, WaterML 2, USGS WaterML 1 or its JSON; told apart by content.

Decided here: the day of a reading is the one written, whatever its offset; a day's level is the mean of the readings
of that day, so that sub-daily readings and days given twice are one rule; missing readings are skipped. Of several
series, gage height (USGS parameter 00065) counts before others, else the first that has a reading. What the levels
mean for a river is left to `evidence.rivers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from waystation.atlas.limits import GAUGE, GaugeLimits
from waystation.atlas.spots import Faults, Spot, clipped
from waystation.atlas.tables import Table, cell, decoded, numbered
from waystation.atlas.waterml import Series, read_json_series, read_xml_series
from waystation.world.records import GaugeRecord

__all__ = ["read_gauge"]

GAGE_HEIGHT = "00065"
LARGEST = 1e12
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_HEIGHT_WORDS = ("gage height", "gauge height", "water level", "stage")
_RDB_VALUE = re.compile(r"\w+?_(?P<parameter>\d{5})(_\d{5})?", re.ASCII)
_RDB_WIDTH = re.compile(r"\d+[sdn]", re.ASCII)
_XML_STARTS = (b"<", b"\xff\xfe", b"\xfe\xff")

_MISSING = frozenset(
    # what spreadsheets and agencies write for no reading, then the remark codes of USGS; all in lower case
    [
        *("", "na", "n/a", "nan", "null", "none", "nil", "m", "missing", "-", "--", "---", "***"),
        *("ice", "eqp", "bkw", "mnt", "ssn", "rat", "dis", "zfl", "fld", "pr", "tst", "dry", "unk"),
    ]
)
_NO_DATA = frozenset({-999.0, -9999.0, -99999.0, -999999.0})


def read_gauge(name: str, data: bytes, limits: GaugeLimits = GAUGE) -> GaugeRecord:
    """Read a gauge's record, one level a day.

    Args:
        name: The file's name, for errors.
        data: Its bytes.
        limits: How much is taken.

    Returns:
        At least one day, in the file's own unit.

    Raises:
        BadInput: With every mistake found, each with its line or JSON pointer.
    """
    spot = Spot(name, limits)
    spot.check_size(data)
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_XML_STARTS):
        series = _chosen(read_xml_series(data, spot, limits), spot)
    elif head.startswith((b"{", b"[")):
        series = _chosen(read_json_series(data, spot, limits), spot)
    else:
        series = _table_series(data, spot)
    return _daily(series, spot)


def _chosen(found: list[Series], spot: Spot) -> Series:
    having = [series for series in found if series.readings]
    if not having:
        raise spot.refuse("gauge_no_series")
    return next((series for series in having if _is_height(series.quantity)), having[0])


def _is_height(quantity: str) -> bool:
    return GAGE_HEIGHT in quantity or any(word in quantity.casefold() for word in _HEIGHT_WORDS)


def _table_series(data: bytes, spot: Spot) -> Series:
    lines = numbered(decoded(data, spot), spot)
    above: list[str] = []
    first = ""
    for first in lines:
        if not first.startswith("#") and first.strip():
            break
        above.append(first)
    else:
        raise spot.refuse("table_empty")
    delimiter = next((mark for mark in "\t;" if mark in first), ",")
    table = Table(chain([first], lines), spot, delimiter, len(above))
    if delimiter == "\t" and table.names[0] == "agency_cd":
        return _rdb_series(table, above)
    return _csv_series(table, decimal_comma=delimiter != ",")


def _csv_series(table: Table, *, decimal_comma: bool) -> Series:
    """Columns `date` and `level`, or the only other one; cells parted by semicolons or tabs may hold decimal commas."""
    day = table.need("date")
    level = table.column("level")
    others = [number for number, name in enumerate(table.names) if number != day and name]
    if level is None:
        if len(others) != 1:
            raise table.missing("level")
        level = others[0]
    found = Series()
    for row in table.rows():
        value = cell(row, level)
        found.readings.append((cell(row, day), value.replace(",", ".") if decimal_comma else value, table.line))
    return found


def _rdb_series(table: Table, above: list[str]) -> Series:
    """The first gage height, else the first value, of the first site (USGS, "Tab-delimited format information")."""
    values = {n: found["parameter"] for n, name in enumerate(table.names) if (found := _RDB_VALUE.fullmatch(name))}
    if not values:
        raise table.missing("level")
    time = table.need("datetime")
    column = next((n for n, parameter in values.items() if parameter == GAGE_HEIGHT), min(values))
    series = Series(quantity=values[column], unit=_rdb_unit(table.names[column], above))
    for row in table.rows():
        if row[0] == "agency_cd":
            break
        if not row[0].startswith("#") and not all(_RDB_WIDTH.fullmatch(each) for each in row):
            series.readings.append((cell(row, time), cell(row, column), table.line))
    return series


def _rdb_unit(column: str, above: list[str]) -> str:
    """The unit that the comments give for a column: what follows the last comma of its description."""
    for line in above:
        words = line.lstrip("#").split(None, column.count("_") + 1)
        if "_".join(words[:-1]) == column:
            return words[-1].rpartition(",")[2].partition("(")[0].strip()
    return ""


def _daily(series: Series, spot: Spot) -> GaugeRecord:
    faults = Faults(spot.limits)
    totals: dict[date, tuple[float, int]] = {}
    for day, value in _readings(series, spot, faults):
        total, count = totals.get(day, (0.0, 0))
        totals[day] = total + value, count + 1
    faults.end()
    if not totals:
        raise spot.refuse("gauge_empty")
    days = sorted(totals)
    return GaugeRecord(tuple(days), tuple(totals[day][0] / totals[day][1] for day in days), clipped(series.unit))


def _readings(series: Series, spot: Spot, faults: Faults) -> Iterator[tuple[date, float]]:
    for number, (time, value, line) in enumerate(series.readings):
        if value.casefold() in _MISSING or value == series.no_data:
            continue
        day, level = _day(time), _level(value)
        here = spot.part(f"{series.pointer}/{number}") if series.pointer else spot
        if day is None:
            faults.add(here.mistake("gauge_date", line, value=clipped(time)))
        elif level is None:
            faults.add(here.mistake("gauge_value", line, value=clipped(value)))
        elif level not in _NO_DATA:
            yield day, level


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _level(text: str) -> float | None:
    value = float(text) if _NUMBER.fullmatch(text) else LARGEST * 10
    return value if abs(value) <= LARGEST else None
