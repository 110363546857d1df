"""What was extracted on Spark, loaded into SQLite by the binary: the warehouse that the documents themselves give."""

import sqlite3
import subprocess
from pathlib import Path

import generated
from conftest import found, put
from pyspark.sql import SparkSession

import tally_spark

#: What a warehouse says, one statement a table.
CONTENTS = Path(__file__).resolve().parents[2] / "Fixtures" / "expected" / "contents.sql"


def _contents(path: Path) -> list[list[tuple]]:
    database = sqlite3.connect(path)
    return [database.execute(statement).fetchall() for statement in CONTENTS.read_text().split(";\n") if "SELECT" in statement]


def test_records_written_by_spark_give_the_warehouse_of_their_documents(spark: SparkSession, tally: str, tmp_path: Path) -> None:
    put(tmp_path, generated.articles(60))
    put(tmp_path, generated.tables(6, 100))
    put(tmp_path, generated.others())

    def ingest(database: str, *sources: str) -> subprocess.CompletedProcess:
        command = [tally, "ingest", "--db", database, "-v", *sources]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    ingest("direct.db", "docs")
    # In another order than the folder's, from several partitions, and packed.
    documents = found(spark, tmp_path, "docs").repartition(3)
    tally_spark.extract(documents, tally).select("json").write.text(str(tmp_path / "records"), compression="gzip")
    parts = sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "records").glob("part-*.gz"))
    assert len(parts) > 1
    loaded = ingest("back.db", *parts)
    assert loaded.returncode == 1 and "blob.bin" in loaded.stderr, loaded.stderr
    ours, theirs = ([sorted(rows, key=repr) for rows in _contents(tmp_path / name)] for name in ("direct.db", "back.db"))
    assert len(ours) > 10 and sum(map(bool, ours)) >= len(ours) - 2
    for one, other in zip(ours, theirs):
        assert one == other
    again = ingest("back.db", *parts)
    assert "loaded 0 of" in again.stderr, again.stderr
