"""Loading: records become the tables of the warehouse, as Parquet.

A load writes files of its own and counts once its entry in `_loads` stands there; before that nobody sees them. What is known by
its checksum is not loaded again, what has new bytes is a new version, and the old one stays. All numbers are stable hashes: of
a source of its name, checksum and version; of all else of the source and the place in it; of vocabulary of the code.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import StringType, StructField, StructType

from tally_spark import records as kinds
from tally_spark import transformations
from tally_spark.binary import find
from tally_spark.definition import Vocabulary
from tally_spark.warehouse import WHOLE, Warehouse, columns

#: Folders below a load: `claim/load=…/publisher=…/year=…`, `observation/load=…/indicator=…/year=…`.
PARTITIONS: Mapping[str, Sequence[str]] = {"claim": ("publisher", "year"), "observation": ("indicator", "year")}
#: A load is cut into files of about so many rows.
_ROWS_A_FILE = 2_000_000


@dataclass(frozen=True)
class Load:
    """What a load did."""

    #: Its number; 0 where everything was known.
    run: int
    #: Sources loaded as a new version.
    sources: int
    #: Sources that were known by their bytes.
    skipped: int
    #: Rows, cells, passages and documents that could not be taken.
    rejects: int


def load(
    records: DataFrame, path: str, binary: str | None = None, *, partitions: Mapping[str, Sequence[str]] = PARTITIONS,
    command: str = "tally_spark.load",
) -> Load:
    """Loads the records of `extract` into the warehouse at a path, which is made where there is none."""
    spark = records.sparkSession
    started = _now()
    warehouse = Warehouse(spark, path, find(binary))
    number = 1 + max((entry["run_id"] for entry in warehouse.loads), default=0)
    name = f"{number:06}-{uuid.uuid4().hex[:8]}"
    staging = f"{warehouse.path}/_staging/{name}"
    try:
        # Documents are read once, whatever is asked of their records.
        records.write.partitionBy("record").parquet(f"{staging}/records")
        return _Loading(warehouse, number, name, staging, started, partitions, command).perform()
    finally:
        warehouse.storage.delete(staging)


class _Loading:
    """One load."""

    def __init__(
        self, warehouse: Warehouse, number: int, name: str, staging: str, started: str,
        partitions: Mapping[str, Sequence[str]], command: str,
    ) -> None:
        self._warehouse, self._session = warehouse, warehouse.spark
        self._number, self._name, self._staging, self._started = number, name, staging, started
        self._partitions, self._command = partitions, command
        self._written: list[str] = []

    def perform(self) -> Load:
        """Writes all tables, then the entry that makes them count."""
        known = self._warehouse.definition
        self._stage()
        counts = self._session.sql(
            "SELECT count(*) AS sources, sum(rows_read) AS read, sum(rows_stored) AS stored, sum(rows_rejected) AS rejected, "
            "sum(rows_passed) AS passed FROM new_source").first()
        found = self._session.sql("SELECT count(*) AS n FROM read_source").first()
        rejects = self._session.sql(f"SELECT count(*) AS n FROM ({transformations.REJECT})").first()
        assert counts is not None and found is not None and rejects is not None
        summary = Load(self._number, counts.sources, found.n - counts.sources, rejects.n)
        if counts.sources == 0 and rejects.n == 0:
            return Load(0, 0, summary.skipped, 0)
        for table, sql in transformations.TABLES.items():
            self._write(table, self._session.sql(sql.replace(":run", str(self._number)).replace(":now", f"'{self._started}'")))
        for table in known.vocabulary:
            if table != "unit":
                self._write(table, self._vocabulary(table))
        run = {
            "run_id": self._number, "kind": "ingest", "started": self._started, "ended": _now(),
            "status": "rejects" if rejects.n else "done", "tool_version": known.version, "command": self._command,
            "sources": counts.sources, "skipped": summary.skipped, "rows_read": counts.read or 0,
            "rows_stored": counts.stored or 0, "rows_rejected": counts.rejected or 0, "rows_passed": counts.passed or 0}
        schema = columns("run", known)
        self._write("run", self._session.createDataFrame([tuple(run.get(field.name) for field in schema)], schema))
        self._warehouse.storage.commit({**run, "name": self._name, "tables": self._written})
        return summary

    def _stage(self) -> None:
        """Views of what was read, and of the sources among it that are new."""
        records = self._session.read.schema("document string, json string, record string").parquet(f"{self._staging}/records")
        for kind in kinds.MEMBERS:
            kinds.read(records, kind).createOrReplaceTempView(f"read_{kind}")
        self._vocabulary("unit").createOrReplaceTempView("known_unit")
        path = f"{self._staging}/new_source"
        self._session.sql(transformations.NEW_SOURCE).write.parquet(path)
        self._session.read.parquet(path).createOrReplaceTempView("new_source")
        path = f"{self._staging}/all_period"
        self._session.sql(transformations.PERIOD).write.parquet(path)
        self._session.read.parquet(path).createOrReplaceTempView("all_period")

    def _vocabulary(self, name: str) -> DataFrame:
        """A table of the vocabulary, numbered by the hashes of its codes."""
        schema = columns(name, self._warehouse.definition)
        entry: Vocabulary = self._warehouse.definition.vocabulary[name]
        given = StructType([
            StructField(field.name, StringType() if field.name in entry.coded else field.dataType) for field in schema])
        frame = self._session.createDataFrame(entry.rows, given)
        return frame.select([
            f.expr(transformations.key(entry.coded[field.name], f"`{field.name}`")).alias(field.name)
            if field.name in entry.coded else f.col(f"`{field.name}`") for field in schema])

    def _write(self, table: str, frame: DataFrame) -> None:
        """Writes what a load has of a table: one file, or one a folder where there are folders."""
        wanted = [field.name for field in columns(table, self._warehouse.definition)]
        folders = list(self._partitions.get(table, ()))
        chosen = frame.select([f.col(f"`{name}`") for name in wanted] + [f.col(f"part_{name}").alias(name) for name in folders])
        if folders:
            chosen = chosen.repartition(*[f.col(name) for name in folders])
        elif table in WHOLE or table == "run":
            chosen = chosen.coalesce(1)
        writer = chosen.write.mode("overwrite").option("maxRecordsPerFile", _ROWS_A_FILE)
        if folders:
            writer = writer.partitionBy(*folders)
        writer.parquet(f"{self._warehouse.path}/{table}/load={self._name}")
        self._written.append(table)


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
