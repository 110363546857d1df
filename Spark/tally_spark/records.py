"""The members of each kind of record, as columns."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

#: What is said of a figure's reading, with its probabilities.
_CLAIM = """document string, ordinal bigint, quote string, start bigint, `end` bigint, value double, low double, high double,
    unit string, unit_name string, qualifier string, direction string, status string, indicator_code string, indicator_text string,
    place_code string, place_text string, period string, speaker string, restates bigint, sentence string, sentence_start bigint,
    confidence double, place_confidence double, period_confidence double, indicator_confidence double, holder string,
    holder_kind string, holder_confidence double, doubt string, reader string"""

#: By kind, the members that a warehouse keeps.
MEMBERS = {
    "source": """document string, kind string, title string, publisher string, published string, language string,
        media_type string, encoding string, sha256 string, bytes bigint, rows_read bigint, rows_stored bigint,
        rows_rejected bigint, rows_passed bigint, passed string, reading string, told string, vocabulary string""",
    "article": "document string, text string",
    "sentence": "document string, ordinal bigint, kind string, start bigint, `end` bigint",
    "claim": _CLAIM,
    "mention": """document string, quote string, start bigint, `end` bigint, kind string, place_code string,
        sentence_start bigint""",
    "period": "document string, period string, frequency string, first_day string, last_day string",
    "series": """document string, series bigint, indicator_code string, indicator_text string, place_code string,
        place_text string, unit string, unit_text string, multiplier double, dimensions string""",
    "observation": """document string, series bigint, ordinal bigint, period string, value double, status string, flag string,
        decimals bigint, line bigint, `column` bigint, cell string""",
    "row": "document string, line bigint, fields string",
    "reject": """document string, locator string, line bigint, `column` bigint, code string, message string, raw string""",
}


def read(records: DataFrame, kind: str) -> DataFrame:
    """The records of one kind, a column a member."""
    lines = records.where(f.col("record") == kind)
    return lines.select(f.from_json("json", MEMBERS[kind]).alias("r")).select("r.*")
