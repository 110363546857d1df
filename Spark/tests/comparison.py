"""A report's rows from SQLite beside those from Spark."""

import math
import sqlite3
from collections.abc import Mapping
from typing import Any

from tally_spark import Warehouse, report
from tally_spark import reports

#: Numbers that each warehouse gives on its own, and when something ran.
OWN = {"claim_id", "observation_id", "restates", "source", "run", "job", "loaded", "started", "ended", "command", "name"}
#: What the reports of a test are asked with.
GIVEN = {"indicator": "GDP", "place": "CN-JJJ", "today": "2026-01-15"}


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    number = float(value)
    return 0.0 if number == 0 else float(f"{number:.9g}") if math.isfinite(number) else str(number)


def _rows(names: list[str], rows: list[Any]) -> list[tuple]:
    kept = [index for index, name in enumerate(names) if name not in OWN]
    return sorted((tuple(_cell(row[index]) for index in kept) for row in rows), key=repr)


def same(ours: list[tuple], theirs: list[tuple]) -> bool:
    """Whether rows are the same, but for the last digit of a rounded percentage: the engines round halves differently."""
    def order(row: tuple) -> list[str]:
        return [str(cell) for cell in row if not isinstance(cell, float)] + [f"{cell:.2g}" for cell in row if isinstance(cell, float)]

    def alike(one: Any, other: Any) -> bool:
        if isinstance(one, float) and isinstance(other, float):
            return one == other or abs(one - other) < 0.0101 and one == round(one, 2) and other == round(other, 2)
        return one == other

    return len(ours) == len(theirs) and all(
        len(one) == len(other) and all(map(alike, one, other))
        for one, other in zip(sorted(ours, key=order), sorted(theirs, key=order)))


def both(
    warehouse: Warehouse, database: sqlite3.Connection, name: str, parameters: Mapping[str, Any] | None = None
) -> tuple[list[tuple], list[tuple]]:
    """The rows of a report in SQLite and on Spark, in one order and without what each numbers by itself."""
    found = reports.read(warehouse.binary, name)
    given = dict(parameters or {})
    for parameter in found.parameters:
        if parameter.default == "required" or parameter.name == "today":
            given.setdefault(parameter.name, GIVEN[parameter.name])
    values = {parameter.name: parameter.value(given.get(parameter.name), warehouse) for parameter in found.parameters}
    ours = database.execute(found.sql.rstrip().rstrip(";"), values)
    names = [column[0] for column in ours.description]
    theirs = report(warehouse.spark, name, given, warehouse=warehouse)
    assert theirs.columns == names
    return _rows(names, ours.fetchall()), _rows(names, theirs.collect())
