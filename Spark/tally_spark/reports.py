"""The project's reports on a warehouse on Parquet: the text of each .sql file as the binary has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from tally_spark import binary as binaries
from tally_spark.statements import statement
from tally_spark.warehouse import Warehouse

#: Where a session keeps the path of its warehouse.
SETTING = "tally.warehouse"


@dataclass(frozen=True)
class Parameter:
    """What the head of a report says of a parameter."""

    name: str
    kind: str
    default: str

    def value(self, given: Any, warehouse: Warehouse) -> Any:
        """The value that the statement gets."""
        if given is None:
            if self.default == "required":
                raise ValueError(f"the report needs the parameter {self.name} ({self.kind})")
            given = None if self.default == "any" else self.default
        if given is None:
            return None
        if self.kind == "integer":
            return int(given)
        if self.kind == "number":
            return float(given)
        if given == "today" and self.kind == "date":
            return date.today().isoformat()
        if self.kind in ("place", "indicator"):
            return _code(warehouse, self.kind, str(given))
        choices = self.kind.removeprefix("one of ").split(", ")
        if self.kind.startswith("one of ") and str(given) not in choices:
            raise ValueError(f"{self.name}: expected one of {', '.join(choices)}, found {given}")
        return str(given)


@dataclass(frozen=True)
class Report:
    """A report's statement and its parameters."""

    name: str
    sql: str
    parameters: tuple[Parameter, ...]
    #: Why only SQLite runs it; None where Spark does.
    engine: str | None


def read(binary: str, name: str) -> Report:
    """A report as the binary has it."""
    sql = binaries.ask(binary, "report", name, "--sql")
    heads = [line[3:].partition(": ") for line in sql.splitlines() if line.startswith("-- ")]
    told = [[part.strip() for part in text.split("|")] for word, _, text in heads if word == "parameter"]
    engine = next((text for word, _, text in heads if word == "engine"), None)
    return Report(name, sql, tuple(Parameter(*parts[:3]) for parts in told), engine)


def names(binary: str | None = None) -> list[str]:
    """The reports that Spark runs."""
    binary = binaries.find(binary)
    listing = binaries.ask(binary, "report", "-f", "tsv", "--list").splitlines()[1:]
    reports = [read(binary, line.split("\t")[0]) for line in listing]
    return [report.name for report in reports if report.engine is None]


def report(
    spark: SparkSession, name: str, parameters: Mapping[str, Any] | None = None, *, warehouse: Warehouse | str | None = None,
    binary: str | None = None,
) -> DataFrame:
    """The rows of a report.

    The warehouse is the one given, else that at the path in the session's setting `tally.warehouse`.
    """
    if not isinstance(warehouse, Warehouse):
        path = warehouse or spark.conf.get(SETTING, None)
        if path is None:
            raise ValueError(f"which warehouse? Give warehouse=PATH, or set {SETTING} in the session")
        warehouse = Warehouse(spark, path, binary)
    found = read(warehouse.binary, name)
    if found.engine is not None:
        raise ValueError(f"the report {name} is for {found.engine}")
    given = dict(parameters or {})
    known = {parameter.name for parameter in found.parameters}
    if unknown := sorted(set(given) - known):
        raise ValueError(f"the report {name} has no parameter {', '.join(unknown)}: it has {', '.join(sorted(known)) or 'none'}")
    values = {parameter.name: parameter.value(given.get(parameter.name), warehouse) for parameter in found.parameters}
    return warehouse.sql(statement(found.sql), **values)


def _code(warehouse: Warehouse, kind: str, given: str) -> str:
    """The code of a place or an indicator by its code or one of its names; else the label as it is printed."""
    rows = warehouse.sql(
        f"SELECT code FROM {kind} WHERE code = :given UNION "
        f"SELECT k.code FROM {kind}_name AS n JOIN {kind} AS k ON k.{kind}_id = n.{kind}_id WHERE n.name = :given",
        given=given).collect()
    codes = sorted(row.code for row in rows)
    if given in codes or not codes:
        return given
    if len(codes) > 1:
        raise ValueError(f"{given} may be {', '.join(codes)}: give the code")
    return codes[0]
