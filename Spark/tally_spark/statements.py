"""The project's SQL on Spark: the same text, but for the one condition that has to be said as an equality."""

import re

#: In SQLite the number of an observation tells its series, and one series is one range of numbers. On Parquet numbers are
#: hashes and every observation names its series; and engines join fast by what is equal.
_RANGE = re.compile(
    r"(\w+)\.observation_id\s+BETWEEN\s+(\w+)\.series_id \* 16777216\s+AND\s+\2\.series_id \* 16777216 \+ 16777215")


def statement(sql: str) -> str:
    """A statement of the project as Spark runs it."""
    sql = _RANGE.sub(r"\1.series_id = \2.series_id", sql.rstrip().removesuffix(";"))
    if "16777216" in sql:
        raise ValueError("a statement finds the observations of a series in a way that is not known here")
    return sql


def view(sql: str) -> str:
    """The statement that makes a view, for one session."""
    return statement(sql).replace("CREATE VIEW", "CREATE OR REPLACE TEMPORARY VIEW", 1)
