"""What a warehouse consists of, as the binary itself defines it: tables, views, vocabulary, reports.

Everything comes from the project's own .sql files, which the binary holds: an empty warehouse is made and looked at.
"""

import functools
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql.types import DataType, DoubleType, LongType, StringType, StructField, StructType

from tally_spark import binary as binaries

_TYPES: dict[str, DataType] = {"INTEGER": LongType(), "REAL": DoubleType(), "TEXT": StringType(), "ANY": StringType()}
#: Tables that are the same in every new warehouse.
VOCABULARY = ("place", "place_name", "place_part", "indicator", "indicator_name", "indicator_formula", "unit")
#: Tables of SQLite's own, and what only a file remembers of itself.
_OWN = ("sqlite_", "article_search", "setting", "vocabulary_addition", "period_summary")


@dataclass(frozen=True)
class Vocabulary:
    """A table of the vocabulary; where its columns number something there is the code of what they number."""

    columns: tuple[str, ...]
    #: The columns that are numbers, with the table whose codes stand there.
    coded: dict[str, str]
    rows: list[tuple]


@dataclass(frozen=True)
class Definition:
    """Tables with their columns, views in an order in which each rests on earlier ones, and the vocabulary."""

    version: str
    tables: dict[str, StructType]
    views: dict[str, str]
    vocabulary: dict[str, Vocabulary]


@functools.lru_cache(maxsize=4)
def definition(binary: str) -> Definition:
    """Asks a binary what its warehouse consists of."""
    with tempfile.TemporaryDirectory() as folder:
        article, path = Path(folder, "a.txt"), Path(folder, "empty.db")
        article.write_text("Nothing is said here.\n")
        binaries.ask(binary, "ingest", "--db", str(path), str(article))
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return Definition(
                binaries.ask(binary, "--version").strip(), _tables(database), _views(database),
                {name: _vocabulary(database, name) for name in VOCABULARY})
        finally:
            database.close()


def _tables(database: sqlite3.Connection) -> dict[str, StructType]:
    names = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")]
    return {
        name: StructType([StructField(row[1], _TYPES[row[2]]) for row in database.execute(f'PRAGMA table_info("{name}")')])
        for name in names if not name.startswith(_OWN)}


def _views(database: sqlite3.Connection) -> dict[str, str]:
    """Those that others rest on come first."""
    waiting = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'view'").fetchall())
    ordered: dict[str, str] = {}
    while waiting:
        ready = {name: sql for name, sql in waiting.items()
                 if not any(other != name and f" {other}" in sql.partition(" AS")[2] for other in waiting)}
        if not ready:
            ready = waiting
        ordered.update(ready)
        waiting = {name: sql for name, sql in waiting.items() if name not in ready}
    return ordered


def _vocabulary(database: sqlite3.Connection, name: str) -> Vocabulary:
    columns = tuple(row[1] for row in database.execute(f"PRAGMA table_info({name})"))
    coded = {row[3]: row[2] for row in database.execute(f"PRAGMA foreign_key_list({name})")}
    if f"{name}_id" in columns:
        coded.setdefault(f"{name}_id", name)
    chosen = [
        f"(SELECT k.code FROM {coded[column]} AS k WHERE k.{coded[column]}_id = t.{column})" if column in coded
        else f't."{column}"' for column in columns]
    return Vocabulary(columns, coded, database.execute(f"SELECT {', '.join(chosen)} FROM {name} AS t").fetchall())
