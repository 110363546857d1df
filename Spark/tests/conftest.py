"""What tests share: the binary, sessions of Spark, and a warehouse in SQLite and on Parquet of the same documents."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import generated
import pyspark
import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

import tally_spark
from tally_spark import Warehouse, binary

# Executors of a local cluster start with the same Python and the same Spark.
os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the long form: a million observations, ten kills")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long form was asked for."""
    return request.config.getoption("--full")


@pytest.fixture(scope="session")
def tally() -> str:
    """The binary: `$TALLY`."""
    return binary.find()


def session(master: str) -> SparkSession:
    """A session that takes little memory and no more tasks than two processors need."""
    spark = (
        SparkSession.builder.master(master).appName("tally_spark tests").config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false").config("spark.driver.memory", "2g")
        .config("spark.executor.memory", "1g").config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.adaptive.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1").getOrCreate())
    spark.sparkContext.setLogLevel("OFF")
    return spark


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Spark within this process."""
    spark = session("local[2]")
    yield spark
    spark.stop()


@pytest.fixture(scope="module")
def cluster() -> Iterator[SparkSession]:
    """Spark with two executors, each a process of its own."""
    spark = session("local-cluster[2,1,1024]")
    yield spark
    spark.stop()


def put(root: Path, items: Iterator[tuple[str, bytes]]) -> None:
    """Writes documents below a folder."""
    for name, content in items:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def found(spark: SparkSession, root: Path, *folders: str) -> DataFrame:
    """The documents in some folders, called as SQLite calls them: relative to the warehouse's folder."""
    files = tally_spark.documents(spark, *[str(root / folder) for folder in folders])
    return files.withColumn("id", f.expr(f"substr(id, {len(str(root)) + 2})"))


@dataclass
class Twin:
    """One set of documents, loaded twice: in SQLite and on Parquet."""

    root: Path
    database: sqlite3.Connection
    warehouse: Warehouse
    loads: list[tally_spark.Load]


@pytest.fixture(scope="module")
def twin(spark: SparkSession, tally: str, tmp_path_factory: pytest.TempPathFactory, full: bool) -> Twin:
    """Two loads of generated documents; the second has new versions of every third table."""
    root = tmp_path_factory.mktemp("twin")
    path = str(root / "warehouse")
    articles, tables, rows = (3500, 100, 10_000) if full else (60, 12, 200)
    partitions = tally_spark.loading.PARTITIONS if full else {"claim": ("publisher",), "observation": ("indicator",)}
    put(root, generated.articles(articles))
    put(root, generated.tables(tables, rows))
    put(root, generated.others())
    loads = []
    for folder in ["docs", "docs/tables"]:
        subprocess.run([tally, "ingest", "--db", "twin.db", folder], cwd=root, capture_output=True, check=False)
        records = tally_spark.extract(found(spark, root, folder), tally)
        loads.append(tally_spark.load(records, path, tally, partitions=partitions))
        put(root, generated.tables(tables, rows, revised=True))
    database = sqlite3.connect(root / "twin.db")
    return Twin(root, database, Warehouse(spark, path, tally), loads)
