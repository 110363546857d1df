"""What happens when machines and documents fail: an executor is killed, a document ends the reader."""

import hashlib
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import generated
import pyarrow as pa
import pytest
from conftest import found, put
from py4j.protocol import Py4JJavaError
from pyspark import TaskContext
from pyspark.sql import Column, DataFrame, Row, SparkSession
from pyspark.sql import functions as f

import tally_spark
from tally_spark import Warehouse

pytestmark = pytest.mark.cluster


def _executors() -> list[int]:
    """The processes that run this session's executors: children of the Java process that is a child of this one."""
    found_: list[int] = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                words = Path("/proc", name, "cmdline").read_bytes().split(b"\0")
                parents = _ancestors(int(name))
            except OSError:
                continue
            if any(b"CoarseGrainedExecutorBackend" in word for word in words) and os.getpid() in parents:
                found_.append(int(name))
    return found_


def _ancestors(process: int) -> list[int]:
    chain: list[int] = []
    while process > 1:
        process = int(Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()[1])
        chain.append(process)
    return chain


def _while_killing(act: Callable[[], object], after: float) -> int:
    """Does something, and kills one executor in the middle of it; how many were killed."""
    killed: list[int] = []

    def kill() -> None:
        time.sleep(after)
        if not done.is_set() and (processes := _executors()):
            victim = random.Random(after).choice(processes)
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    done = threading.Event()
    thread = threading.Thread(target=kill)
    thread.start()
    try:
        act()
    finally:
        done.set()
        thread.join()
    return len(killed)


def _lines(records: DataFrame) -> list[str]:
    return sorted(row.json for row in records.select("json").collect())


@dataclass(frozen=True)
class _Digest:
    """What tells two sets of lines apart in any order: how many there are, and the sums of two parts of their MD5."""

    lines: int
    first: int
    second: int


def _digest(records: DataFrame) -> _Digest:
    def total(start: int) -> Column:
        part = f.conv(f.substring(f.md5("json"), start, 12), 16, 10).cast("decimal(38,0)")
        return f.coalesce(f.sum(part), f.lit(0)).cast("string")

    row = records.agg(f.count("*"), total(1), total(13)).first()
    return _Digest(row[0], int(row[1]), int(row[2]))


def _bare(tally: str, root: Path, documents: list[str]) -> _Digest:
    """The same of what one process alone writes of the same documents."""
    lines = first = second = 0
    process = subprocess.Popen([tally, "extract", *documents], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    for line in process.stdout:
        digest = hashlib.md5(line.rstrip(b"\n")).hexdigest()
        lines, first, second = lines + 1, first + int(digest[:12], 16), second + int(digest[12:24], 16)
    process.wait()
    return _Digest(lines, first, second)


def test_extraction_is_what_the_bare_binary_writes(
    cluster: SparkSession, tally: str, tmp_path: Path, full: bool
) -> None:
    put(tmp_path, generated.articles(50_500, 50) if full else generated.articles(500))
    put(tmp_path, generated.tables(500 if full else 20, 400))
    documents = found(cluster, tmp_path, "docs").repartition(16)
    assert _digest(tally_spark.extract(documents, tally)) == _bare(tally, tmp_path, ["docs"])


def test_a_killed_executor_changes_no_record(
    cluster: SparkSession, tally: str, tmp_path: Path, full: bool
) -> None:
    put(tmp_path, generated.articles(3_000))
    put(tmp_path, generated.tables(20, 400))
    documents = found(cluster, tmp_path, "docs").repartition(16).cache()
    documents.count()
    alone = _bare(tally, tmp_path, ["docs"])
    records = tally_spark.extract(documents, tally)
    started = time.monotonic()
    assert _digest(records) == alone
    seconds = time.monotonic() - started
    kills, results = 0, []
    for turn in range(10 if full else 1):
        kills += _while_killing(lambda: results.append(_digest(records)), seconds * (0.2 + 0.06 * turn))
    assert kills >= len(results) - 1 and kills > 0
    assert all(result == alone for result in results)


def _waiting(frame: DataFrame, folder: Path, seconds: float) -> DataFrame:
    """The same rows, each task of which tells that it began, and in which process, and then waits before the first."""
    notes = str(folder)

    def wait(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        task = TaskContext.get()
        assert task
        with open(f"{notes}/{task.partitionId()}-{task.taskAttemptId()}", "w", encoding="ascii") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(seconds)
        yield from batches

    return frame.mapInArrow(wait, frame.schema)


@dataclass(frozen=True)
class _Kill:
    """An executor that was killed: the part of the rows that it had begun, and whether that part waited still."""

    partition: str
    in_the_middle: bool


def _kill_where_it_waits(folder: Path, seconds: float) -> list[_Kill]:
    """Waits for a task that tells that it began, and kills the executor that runs it: the job cannot be done by then."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        for note in folder.iterdir():
            if (text := note.read_text()).endswith("\n"):
                (victim,) = set(_ancestors(int(text))) & set(_executors())
                os.kill(victim, signal.SIGKILL)
                age = time.time() - note.stat().st_mtime
                return [_Kill(note.name.partition("-")[0], age < seconds)]
        time.sleep(0.02)
    return []


def _asked(frame: DataFrame) -> list[Row]:
    """The rows; where Spark gives the query up because a part of it came out otherwise when it was done anew, asked for again.

    Sums of floating-point numbers differ in the last digit with the order of what is added. From 4.2 on Spark notices, and where it
    cannot do all of it anew it fails; the page says to run the report again.
    """
    try:
        return frame.collect()
    except Py4JJavaError as error:
        assert "indeterminate" in str(error)
        return frame.collect()


def _gone(spark: SparkSession) -> set[str]:
    """The executors that Spark itself says are gone."""
    assert spark.sparkContext._jsc is not None
    executors = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    all_ = [executors.apply(index) for index in range(executors.size())]
    return {one.id() for one in all_ if not one.isActive()}


@pytest.mark.long
def test_a_killed_executor_changes_no_report(cluster: SparkSession, tally: str, tmp_path: Path) -> None:
    put(tmp_path, generated.articles(30))
    put(tmp_path, generated.tables(8, 200))
    put(tmp_path, generated.others())
    path = str(tmp_path / "warehouse")
    partitions = {"claim": ("publisher",), "observation": ("indicator",)}
    load: list[tally_spark.Load] = []
    records = tally_spark.extract(found(cluster, tmp_path, "docs"), tally)
    assert _while_killing(lambda: load.append(tally_spark.load(records, path, tally, partitions=partitions)), 6) == 1
    assert load[0].run == 1
    warehouse = Warehouse(cluster, path, tally)
    for name, parameters in [("share", {"indicator": "GDP"}), ("tally", {})]:
        folder = tmp_path / name
        folder.mkdir()
        asked = tally_spark.report(cluster, name, parameters, warehouse=warehouse)
        before = asked.collect()
        gone = _gone(cluster)
        kills: list[_Kill] = []
        thread = threading.Thread(target=lambda folder=folder: kills.extend(_kill_where_it_waits(folder, 3)))
        thread.start()
        # What the report's tasks had handed on lies with the executor that is killed while it is asked for.
        after = _asked(_waiting(asked, folder, 3))
        thread.join()
        # One executor died while a task of it waited, Spark noticed, and that task was done anew.
        (kill,) = kills
        assert kill.in_the_middle and len(_gone(cluster) - gone) == 1
        assert len(list(folder.glob(f"{kill.partition}-*"))) >= 2
        assert before and after == before


def test_a_poisoned_document_costs_that_document(cluster: SparkSession, tally: str, tmp_path: Path) -> None:
    # In front of the binary stands what ends itself at one word.
    shield = tmp_path / "tally-poisoned"
    shield.write_text(
        f"#!{sys.executable}\nimport os, subprocess, sys\n"
        f"reader = subprocess.Popen([{tally!r}] + sys.argv[1:], stdin=subprocess.PIPE)\n"
        "for line in sys.stdin.buffer:\n    if b'POISON' in line:\n        reader.kill()\n        os.kill(os.getpid(), 11)\n"
        "    reader.stdin.write(line)\n    reader.stdin.flush()\nreader.stdin.close()\nsys.exit(reader.wait())\n")
    shield.chmod(shield.stat().st_mode | stat.S_IXUSR)
    texts = [(str(i), "POISON" if i == 37 else f"Exports of Hebei rose by {i} percent in 2023.") for i in range(90)]
    documents = cluster.createDataFrame(texts, "id string, text string").repartition(3)
    rows = tally_spark.extract(documents, str(shield)).collect()
    assert {row.document for row in rows} == {name for name, _ in texts}
    assert [(row.document, "reader_died" in row.json) for row in rows if row.record == "reject"] == [("37", True)]
    whole = tally_spark.extract(documents.where("id <> '37'"), tally)
    assert sorted(row.json for row in rows if row.record != "reject") == _lines(whole)
