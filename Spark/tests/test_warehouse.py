"""The warehouse on Parquet beside the one in SQLite: the same sources, the same rows of every report."""

from collections import Counter

import comparison
import pytest
from conftest import Twin, found
from pyspark.sql import SparkSession

import tally_spark
from tally_spark import Warehouse, reports


def test_what_was_loaded_is_what_sqlite_holds(twin: Twin) -> None:
    first, second = twin.loads
    (sources,) = twin.database.execute("SELECT count(*) FROM source WHERE run_id = 1").fetchone()
    (versions,) = twin.database.execute("SELECT count(*) FROM source WHERE superseded_by IS NOT NULL").fetchone()
    assert (first.run, first.sources, first.skipped) == (1, sources, 0)
    assert (second.run, second.sources) == (2, versions) and versions > 2 and second.skipped > 2
    for table in ["claim", "mention", "series", "observation", "revision", "article", "sentence", "unit", "period", "place_name", "reject"]:
        (count,) = twin.database.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert twin.warehouse.spark.table(table).count() == count, table


def test_every_portable_report_gives_the_same_rows(twin: Twin, tally: str) -> None:
    names = tally_spark.report_names(tally)
    assert len(names) >= 21
    different, filled = [], 0
    for name in names:
        ours, theirs = comparison.both(twin.warehouse, twin.database, name)
        filled += bool(ours)
        if not comparison.same(ours, theirs):
            left, right = Counter(ours), Counter(theirs)
            different.append((name, list((left - right).elements())[:2], list((right - left).elements())[:2]))
    assert not different
    assert filled == len(names)


def test_parameters_are_those_of_the_report(twin: Twin) -> None:
    warehouse = twin.warehouse
    by_name = tally_spark.report(warehouse.spark, "latest", {"place": "北京", "indicator": "GDP"}, warehouse=warehouse)
    assert {row.place for row in by_name.collect()} == {"Beijing"}
    ours, theirs = comparison.both(warehouse, twin.database, "coverage", {"by": "year"})
    assert ours == theirs
    for given, message in [({}, "needs the parameter indicator"), ({"indicator": "GDP", "x": 1}, "no parameter x"),
                           ({"indicator": "GDP", "order": "best"}, "expected one of largest, smallest")]:
        with pytest.raises(ValueError, match=message):
            tally_spark.report(warehouse.spark, "rank", given, warehouse=warehouse)
    with pytest.raises(ValueError, match="SQLite"):
        tally_spark.report(warehouse.spark, "search", {"words": "x"}, warehouse=warehouse)
    with pytest.raises(ValueError, match="which warehouse"):
        tally_spark.report(warehouse.spark, "overview")


def test_what_is_known_is_not_loaded_again(spark: SparkSession, twin: Twin, tally: str) -> None:
    records = tally_spark.extract(found(spark, twin.root, "docs"), tally)
    before = {name: twin.warehouse.spark.table(name).count() for name in ["source", "claim", "observation", "reject", "run"]}
    again = tally_spark.load(records, twin.warehouse.path, tally)
    assert (again.run, again.sources, again.rejects) == (0, 0, 0)
    reopened = Warehouse(spark, twin.warehouse.path, tally)
    assert {name: reopened.spark.table(name).count() for name in before} == before


@pytest.mark.long
def test_numbers_are_stable_and_what_did_not_finish_is_not_seen(
    spark: SparkSession, twin: Twin, tally: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path_factory.mktemp("again") / "warehouse")
    records = tally_spark.extract(found(spark, twin.root, "docs/wide"), tally)
    with monkeypatch.context() as patch:
        patch.setattr("tally_spark.storage.Storage.commit", lambda *_: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            tally_spark.load(records, path, tally)
    assert Warehouse(spark, path, tally).spark.table("source").count() == 0
    assert tally_spark.load(records, path, tally).run == 1
    both = [Warehouse(spark, place, tally).sql("SELECT observation_id, value FROM observations WHERE locator LIKE 'docs/wide/%'")
            for place in (path, twin.warehouse.path)]
    assert both[0].count() > 100 and sorted(both[0].collect()) == sorted(both[1].collect())


def test_documents_say_what_they_lack(spark: SparkSession, tally: str) -> None:
    with pytest.raises(ValueError, match="need the columns id and text or content"):
        tally_spark.extract(spark.createDataFrame([("a",)], "name string"), tally)
    assert "overview" in tally_spark.report_names(tally) and reports.read(tally, "search").engine
