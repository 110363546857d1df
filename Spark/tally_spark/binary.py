"""The binary `tally`: where it is on the driver, and how it gets to the executors."""

import os
import shutil
import stat
import subprocess
import sys

from pyspark import SparkFiles
from pyspark.cloudpickle import register_pickle_by_value
from pyspark.sql import SparkSession

from tally_spark.reader import TallyError


def find(binary: str | None = None) -> str:
    """The path of the binary: as given, else `$TALLY`, else the one on the path."""
    path = binary or os.environ.get("TALLY") or shutil.which("tally")
    if path is None or not os.path.isfile(path):
        raise TallyError(f"there is no binary at {path or 'the path'}: give binary=PATH, or set TALLY")
    return os.path.abspath(path)


def send(spark: SparkSession, binary: str) -> str:
    """Sends the binary along with every task that follows; its name among `spark.files`."""
    # This package goes along with the function that uses it, so that nothing has to be installed on executors.
    register_pickle_by_value(sys.modules["tally_spark"])
    if os.path.basename(binary) not in {os.path.basename(name) for name in spark.sparkContext.listFiles}:
        spark.sparkContext.addFile(binary)
    return os.path.basename(binary)


def received(name: str) -> str:
    """The path of the binary on an executor."""
    path = SparkFiles.get(name)
    if not os.access(path, os.X_OK):
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def ask(binary: str, *arguments: str) -> str:
    """What a command of the binary answers on standard output."""
    answer = subprocess.run([binary, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if answer.returncode not in (0, 1):
        raise TallyError(f"tally {' '.join(arguments)}: {answer.stderr.strip() or answer.returncode}")
    return answer.stdout
