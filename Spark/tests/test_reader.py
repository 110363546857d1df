"""One process after the other: documents that end it or keep it busy cost themselves alone."""

import json
import stat
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from tally_spark.documents import line, lines
from tally_spark.extraction import blocks
from tally_spark.reader import Document, Limits, Reader, TallyError

#: Stands for the binary: does to a document what its text says.
_STAND_IN = """#!{python}
import json, os, sys, time
open({log!r}, "a").write("started\\n")
for text in sys.stdin:
    document = json.loads(text)
    name, word = document["id"], document.get("text", "").split(" ")[0]
    print(json.dumps({{"record": "article", "document": name}}, separators=(",", ":")), flush=word != "")
    if word == "crash" or word == "crash-once" and not os.path.exists({log!r} + name):
        open({log!r} + name, "w")
        os.kill(os.getpid(), 11)
    if word == "hang": time.sleep(60)
    if word == "leave": sys.exit(64)
    if word == "large": print("\\n".join('{{"record":"row","document":"%s"}}' % name for _ in range(200000)))
    print('{{"record":"end","document":' + json.dumps(name) + "}}", flush=True)
"""


@pytest.fixture
def stand_in(tmp_path: Path) -> tuple[list[str], Path]:
    """The command of the stand-in, and where it notes that it was started."""
    path, log = tmp_path / "tally", tmp_path / "log"
    path.write_text(_STAND_IN.format(python=sys.executable, log=str(log)))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return [str(path)], log


def _read(command: list[str], texts: list[str], limits: Limits = Limits()) -> list[tuple[str, list[dict]]]:
    documents = iter([Document(str(i), line({"id": str(i), "text": text})) for i, text in enumerate(texts)])
    return [(r.document, [json.loads(x) for x in r.lines]) for r in Reader(command, limits).read(documents)]


def test_a_document_that_ends_the_process_twice_is_a_reject(stand_in: tuple[list[str], Path]) -> None:
    command, log = stand_in
    read = _read(command, ["a", "b", "crash", "d", "crash-once", "f"])
    assert [name for name, _ in read] == list("012345")
    assert [len(records) for _, records in read] == [1] * 6
    (reject,) = read[2][1]
    assert reject["record"] == "reject" and reject["code"] == "reader_died" and "SIGSEGV" in reject["message"]
    assert all(records[0]["record"] == "article" for name, records in read if name != "2")
    assert log.read_text().count("started") == 4


def test_a_document_that_keeps_it_busy_is_a_reject(stand_in: tuple[list[str], Path]) -> None:
    read = _read(stand_in[0], ["a", "hang", "c"], Limits(seconds=0.8))
    assert [records[0].get("code") for _, records in read] == [None, "reader_hangs", None]


def test_exit_statuses_are_checked(stand_in: tuple[list[str], Path]) -> None:
    with pytest.raises(TallyError, match="status 64"):
        _read(stand_in[0], ["a", "leave", "c"])
    with pytest.raises(TallyError, match="in a row"):
        _read(stand_in[0], ["crash"] * 5, Limits(failures_in_a_row=3))
    with pytest.raises(TallyError, match="cannot be started"):
        _read(["/no/such/binary"], ["a"])


def test_nothing_is_started_for_nothing(stand_in: tuple[list[str], Path]) -> None:
    assert _read(stand_in[0], []) == [] and not stand_in[1].exists()


def test_neither_side_waits_for_the_other(stand_in: tuple[list[str], Path]) -> None:
    # Far more goes in and comes out than pipes hold.
    read = _read(stand_in[0], ["large", "x" * 3_000_000, "large"])
    assert [len(records) for _, records in read] == [200_001, 1, 200_001]


def test_the_binary_gives_the_same_bytes_in_any_split(tally: str) -> None:
    command = [tally, "extract", "--documents", "ndjson", "--acknowledge", "--db", "/dev/null/none"]
    texts = [f"GDP of Hebei rose by {i}.5 percent in 20{i % 15 + 10}, to {i + 1} billion yuan." for i in range(300)]
    documents = [Document(str(i), line({"id": str(i), "text": text})) for i, text in enumerate(texts)]

    def read(part: list[Document]) -> list[bytes]:
        return [record for reading in Reader(command).read(iter(part)) for record in reading.lines]

    whole = read(documents)
    assert len(whole) > 1000 and not any(b'"record":"end"' in record for record in whole)
    assert [record for start in range(0, 300, 70) for record in read(documents[start:start + 70])] == whole


def test_rows_become_lines_and_lines_become_rows(stand_in: tuple[list[str], Path]) -> None:
    batch = pa.RecordBatch.from_pylist([
        {"id": "a", "content": b"\xff\x00", "text": None, "title": "T"}, {"id": "b", "content": None, "text": 'x "y" 中', "title": None}])
    documents = list(lines(iter([batch])))
    assert [json.loads(d.line) for d in documents] == [
        {"id": "a", "title": "T", "base64": "/wA="}, {"id": "b", "text": 'x "y" 中'}]
    (rows,) = blocks(Reader(stand_in[0]).read(iter(documents)))
    assert rows.to_pydict()["record"] == ["article", "article"]
    with pytest.raises(ValueError, match="no id"):
        line({"text": "a"})
