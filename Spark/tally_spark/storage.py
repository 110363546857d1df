"""Files beside the Parquet files: which loads count, written whole or not at all, on any storage that Hadoop knows."""

import json
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession


class Storage:
    """The folder of a warehouse."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        self._jvm = spark._jvm
        self.path = path.rstrip("/")
        root = self._path(self.path)
        self._files = root.getFileSystem(spark._jsc.hadoopConfiguration())

    def loads(self) -> list[dict[str, Any]]:
        """What was loaded, in the order of the loads."""
        folder = self._path(f"{self.path}/_loads")
        if not self._files.exists(folder):
            return []
        names = sorted(status.getPath().getName() for status in self._files.listStatus(folder))
        return [json.loads(self._read(f"{self.path}/_loads/{name}")) for name in names if name.endswith(".json")]

    def commit(self, load: dict[str, Any]) -> None:
        """Makes a load count; fails where another one of its number has been committed."""
        target = f"{self.path}/_loads/{load['run_id']:06}.json"
        temporary = self._path(f"{self.path}/_loads/.{load['name']}")
        self._write(temporary, json.dumps(load, ensure_ascii=False))
        if self._files.exists(self._path(target)) or not self._files.rename(temporary, self._path(target)):
            self._files.delete(temporary, False)
            raise RuntimeError(f"another load was committed to {self.path} meanwhile: run this one again")

    def delete(self, path: str) -> None:
        """Removes a folder."""
        self._files.delete(self._path(path), True)

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def _write(self, path: Any, text: str) -> None:
        stream = self._files.create(path, True)
        try:
            stream.write(bytearray(text.encode("utf-8")))
        finally:
            stream.close()

    def _read(self, path: str) -> str:
        try:
            stream = self._files.open(self._path(path))
        except Py4JJavaError as error:
            raise RuntimeError(f"{path} cannot be read: {error.java_exception.getMessage()}") from error
        try:
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream)).decode("utf-8")
        finally:
            stream.close()
