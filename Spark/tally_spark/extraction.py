"""Extraction: every document of a table read by the binary, one long-lived process a partition."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame

from tally_spark import binary as binaries
from tally_spark.documents import check, lines
from tally_spark.reader import Limits, Reader, Reading

#: A row is one record: its document, what kind of record it is, and the line of JSON as the binary wrote it.
SCHEMA = "document string, record string, json string"
_ARROW = pa.schema([("document", pa.string()), ("record", pa.string()), ("json", pa.string())])
#: Rows are handed on in blocks of so many bytes.
_BLOCK = 4 << 20
#: What stands before the kind in a line.
_PREFIX = len('{"record":"')
#: No kind has a longer name.
_LONGEST = 16


def extract(
    frame: DataFrame, binary: str | None = None, *, options: tuple[str, ...] = (), limits: Limits = Limits()
) -> DataFrame:
    """The records of documents: a row a record, in the order of the document within each partition.

    `frame` has a row a document: `id`, `text` (an article, unless `media_type` says otherwise) or `content` (the bytes of a
    file), and perhaps `media_type`, `title`, `publisher`, `published`. `options` are further options of `tally extract`.
    """
    name = binaries.send(frame.sparkSession, binaries.find(binary))
    arguments = ["extract", "--documents", "ndjson", "--acknowledge", "--db", "/dev/null/none", *options]

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        readings = Reader([binaries.received(name), *arguments], limits).read(lines(batches))
        return blocks(readings)

    return check(frame).mapInArrow(read, SCHEMA)


def blocks(readings: Iterator[Reading]) -> Iterator[pa.RecordBatch]:
    """Readings as batches of rows, of which none grows far beyond a block."""
    names: list[str] = []
    parts: list[bytes] = []
    size = 0
    for reading in readings:
        for part in reading.parts:
            names += [reading.document] * part.count(b"\n")
            parts.append(part)
            size += len(part)
            if size >= _BLOCK:
                yield _batch(names, parts)
                names, parts, size = [], [], 0
    if names:
        yield _batch(names, parts)


def _batch(names: list[str], parts: list[bytes]) -> pa.RecordBatch:
    """A row a line. Lines and kinds are cut apart by Arrow: in Python that would cost more than all else here."""
    lines = pc.split_pattern(pa.array([b"".join(parts)], pa.string()), "\n").values[:-1]
    starts = pc.utf8_slice_codeunits(lines, _PREFIX, _PREFIX + _LONGEST)
    kinds = pc.list_element(pc.split_pattern(starts, '"', max_splits=1), 0)
    return pa.RecordBatch.from_arrays([pa.array(names, pa.string()), kinds, lines], schema=_ARROW)
