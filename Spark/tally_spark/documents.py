"""Documents: what a row of them holds, and how it goes to the process."""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from tally_spark.reader import Document

#: The columns that a document may have; `id` and one of `text` and `content` it must have.
COLUMNS = ("id", "text", "content", "media_type", "title", "publisher", "published")


def documents(spark: SparkSession, *paths: str) -> DataFrame:
    """The files below some folders as documents, each by its path: articles, tables, workbooks, pages."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(list(paths))
    return files.select(f.regexp_replace("path", "^file:/+", "/").alias("id"), "content")


def check(frame: DataFrame) -> DataFrame:
    """The columns of a table of documents; an error says what it lacks."""
    names = set(frame.columns)
    if "id" not in names or not names & {"text", "content"}:
        raise ValueError(f"documents need the columns id and text or content, and may have {', '.join(COLUMNS[3:])}; "
                         f"these have {', '.join(frame.columns)}")
    columns = [f.col(name).cast("binary" if name == "content" else "string").alias(name) for name in COLUMNS if name in names]
    return frame.select(columns)


def lines(batches: Iterator[pa.RecordBatch]) -> Iterator[Document]:
    """The documents of some batches as the process reads them."""
    for batch in batches:
        for row in batch.to_pylist():
            yield Document(row["id"], line(row))


def line(row: Mapping[str, Any]) -> bytes:
    """One document as a line of JSON."""
    if row.get("id") is None:
        raise ValueError("a document has no id: by it its records are told from those of others")
    told = {name: value for name, value in row.items() if name != "content" and value is not None}
    if (content := row.get("content")) is not None and "text" not in told:
        told["base64"] = base64.b64encode(content).decode("ascii")
    told.setdefault("text", "") if "base64" not in told else None
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
