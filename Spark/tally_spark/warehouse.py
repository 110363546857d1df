"""A warehouse on Parquet: the tables of the last load that counts, and the project's views over them."""

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import LongType, StringType, StructField, StructType

from tally_spark import binary as binaries
from tally_spark.definition import Definition, definition
from tally_spark.statements import view
from tally_spark.storage import Storage

#: Rows of other tables than statistics, with their fields as JSON; in SQLite each has a table of its own.
ROWS = StructType([
    StructField("source_id", LongType()), StructField("source_line", LongType()), StructField("fields", StringType())])
#: What numbers tell in SQLite and hashes do not: the series of an observation, and the place of a series in its source.
_MORE = {"observation": ("series_id",), "series": ("series_ordinal",)}
#: Of these tables each load writes all rows; to the others it adds.
WHOLE = {"source", "period", "unit", "place", "place_name", "place_part", "indicator", "indicator_name", "indicator_formula",
         "record_set"}


def names(binary: str | None = None) -> Definition:
    """What the warehouse of a binary consists of."""
    return definition(binaries.find(binary))


def columns(name: str, known: Definition) -> StructType:
    """The columns of a table on Parquet."""
    if name == "record_row":
        return ROWS
    return StructType([*(StructField(more, LongType()) for more in _MORE.get(name, ())), *known.tables[name].fields])


class Warehouse:
    """The tables and views of a warehouse, in a session of their own: `warehouse.sql("SELECT … FROM claims")`."""

    def __init__(self, spark: SparkSession, path: str, binary: str | None = None) -> None:
        self.binary = binaries.find(binary)
        self.definition = definition(self.binary)
        self.path = path.rstrip("/")
        self.storage = Storage(spark, path)
        self.loads = self.storage.loads()
        self.spark = spark.newSession()
        # As in standard SQL: names in double quotes, and overflow is an error.
        self.spark.conf.set("spark.sql.ansi.enabled", "true")
        self.spark.conf.set("spark.sql.ansi.doubleQuotedIdentifiers", "true")
        for name in [*self.definition.tables, "record_row"]:
            self.table(name).createOrReplaceTempView(name)
        for sql in self.definition.views.values():
            self.spark.sql(view(sql))

    def table(self, name: str) -> DataFrame:
        """A table as its loads left it; empty where none wrote it."""
        schema = columns(name, self.definition)
        loads = [load for load in self.loads if name in load["tables"]]
        if name in WHOLE:
            loads = loads[-1:]
        if not loads:
            return self.spark.createDataFrame([], schema)
        folders = [f"{self.path}/{name}/load={load['name']}" for load in loads]
        frame = self.spark.read.schema(schema).option("basePath", f"{self.path}/{name}").parquet(*folders)
        return frame.select([f"`{field.name}`" for field in schema])

    def sql(self, statement: str, **parameters: object) -> DataFrame:
        """Any statement over tables and views, with `:name` for a parameter."""
        return self.spark.sql(statement, args=parameters or None)
