"""The page for data engineers: what it shows runs as it stands there."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import generated
import pytest
from conftest import put
from pyspark.sql import SparkSession

PAGE = Path(__file__).resolve().parents[2] / "Documentation" / "when-one-machine-is-not-enough.md"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.M | re.S)


def test_what_the_page_shows_runs(
    spark: SparkSession, tally: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, ((name.replace("docs", "archive"), content) for name, content in generated.others()))
    put(tmp_path, ((name.replace("docs", "archive"), content) for name, content in generated.articles(5)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLY", tally)
    names: dict = {"spark": spark}
    blocks = _blocks("python")
    assert len(blocks) >= 3
    for block in blocks:
        # Java keeps the folder in which it was started.
        block = re.sub(r'"((?:archive|warehouse|part)/)"', rf'"{tmp_path}/\1"', block)
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102
    assert "Beijing" in capsys.readouterr().out
    # The binary is called tally, wherever it lies; Python is the one that runs this.
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "tally").symlink_to(tally)
    path = f"{tmp_path / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    for block in _blocks("sh"):
        done = subprocess.run(["bash", "-c", block], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "observations.parquet").stat().st_size > 1000
    database = sqlite3.connect(tmp_path / "part.db")
    assert database.execute("SELECT count(*) FROM source WHERE kind = 'article'").fetchone() == (5,)
