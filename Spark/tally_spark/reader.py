"""One long-lived `tally extract`, fed with documents and drained at the same time.

Documents go in as lines of JSON, records come out as lines of JSON, and after each document the process says that it is done
(`--acknowledge`). So it is known at every moment which document is being read: one that ends the process, or keeps it busy for
too long, costs that document, which becomes a reject, and a new process goes on with the next. Nothing here knows Spark.
"""

import fcntl
import json
import os
import selectors
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

#: How a line begins that tells that a document is done.
_END = b'{"record":"end",'
#: So much is read and written at once: more would cost new memory each time.
_BLOCK = 1 << 16
#: Records of one document that are kept in memory; more go to a file.
_KEPT = 32 << 20
#: Exit statuses of a run that went through: 1 where something was rejected.
_DONE = (0, 1)
#: The process found a bug of its own: like a crash this is the document's doing.
_BUG = 70


class TallyError(RuntimeError):
    """The binary cannot be used as it was asked to be."""


@dataclass(frozen=True)
class Document:
    """A document as the process gets it."""

    name: str
    line: bytes


@dataclass(frozen=True)
class Reading:
    """What was read of one document: whole lines of JSON, in parts that each fit into memory; to be read once, at once."""

    document: str
    parts: Iterable[bytes]

    @property
    def lines(self) -> list[bytes]:
        """The lines, without their ends."""
        return b"".join(self.parts).splitlines()


@dataclass(frozen=True)
class Limits:
    """What a document may cost before it is given up."""

    #: Seconds without the end of the document.
    seconds: float = 300.0
    #: So many documents in a row that end the process mean that not the documents are at fault.
    failures_in_a_row: int = 10
    #: Bytes of unread input and of documents on their way to the process.
    window: int = 1 << 20


class _Output:
    """The records of the document that is being read: in memory while they are few, else in a file."""

    def __init__(self) -> None:
        #: What came since the last end of a line.
        self._rest: list[bytes] = []
        self._kept: list[bytes] = []
        self._bytes = 0
        self._file: IO[bytes] | None = None

    def add(self, block: bytes) -> Iterator[Iterable[bytes]]:
        """Takes what came out of the process; yields the records of each document that it ends."""
        if b"\n" not in block:
            self._rest.append(block)
            return
        data = b"".join((*self._rest, block))
        start = 0
        while (at := self._end(data, start)) >= 0 and (stop := data.find(b"\n", at)) >= 0:
            yield self._take(data[start:at])
            start = stop + 1
        at = max(start, data.rfind(b"\n") + 1) if at < 0 else at
        self._keep(data[start:at])
        self._rest = [data[at:]]

    @staticmethod
    def _end(data: bytes, start: int) -> int:
        """Where the next line begins that ends a document; below zero where there is none."""
        if data.startswith(_END, start):
            return start
        at = data.find(b"\n" + _END, start)
        return at + 1 if at >= 0 else at

    def _keep(self, lines: bytes) -> None:
        self._kept.append(lines)
        self._bytes += len(lines)
        if self._bytes > _KEPT:
            self._file = self._file or tempfile.TemporaryFile()
            self._file.write(b"".join(self._kept))
            self._kept, self._bytes = [], 0

    def _take(self, last: bytes) -> Iterable[bytes]:
        kept, self._kept, self._bytes = [*self._kept, last], [], 0
        file, self._file = self._file, None
        return _parts(file, kept) if file is not None else [b"".join(kept)]


def _parts(file: IO[bytes], last: list[bytes]) -> Iterator[bytes]:
    """The lines of a file in parts, and what follows them."""
    with file:
        file.seek(0)
        while lines := file.readlines(_KEPT // 8):
            yield b"".join(lines)
    yield b"".join(last)


class _Process:
    """A process that reads documents."""

    def __init__(self, command: list[str]) -> None:
        self._errors = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, bufsize=0)
        except OSError as error:
            raise TallyError(f"{command[0]} cannot be started: {error}") from error
        assert self._process.stdin is not None and self._process.stdout is not None
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._input, self._output):
            os.set_blocking(pipe, False)
            self._widen(pipe)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        self._writes = False

    @staticmethod
    def _widen(pipe: int) -> None:
        """A wider pipe wakes both sides less often; where the system allows none, the usual one does."""
        try:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4 * _BLOCK)
        except OSError:
            pass

    def exchange(self, pending: memoryview, seconds: float) -> tuple[int, bytes | None]:
        """Writes and reads what is possible at once; waits where nothing is.

        How many bytes were taken, and what came: empty where nothing did, None where nothing will come any more.
        """
        if bool(pending) != self._writes:
            self._writes = bool(pending)
            if self._writes:
                self._selector.register(self._input, selectors.EVENT_WRITE)
            else:
                self._selector.unregister(self._input)
        written, block = 0, b""
        for key, _ in self._selector.select(seconds):
            if key.fd == self._input:
                try:
                    written = os.write(self._input, pending)
                except BlockingIOError:
                    pass
                except BrokenPipeError:
                    # It has ended: what it still wrote is read to the end.
                    self._selector.unregister(self._input)
                    self._writes = False
                    written = len(pending)
            else:
                block = os.read(self._output, _BLOCK)
                if not block:
                    return written, None
        return written, block

    def close_input(self) -> None:
        """Tells that nothing follows."""
        if self._writes:
            self._selector.unregister(self._input)
            self._writes = False
        if self._process.stdin is not None:
            self._process.stdin.close()

    def end(self, kill: bool = False) -> tuple[int, str]:
        """Waits for the end: the exit status, below zero the signal, and the last of what it complained of."""
        if kill:
            self._process.kill()
        self._selector.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        status = self._process.wait()
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - 2000))
        complaint = self._errors.read().decode("utf-8", "replace").strip()
        self._errors.close()
        return status, complaint


class Reader:
    """Reads documents in their order with one process after the other, one at a time."""

    def __init__(self, command: list[str], limits: Limits = Limits()) -> None:
        self._command = command
        self._limits = limits
        #: Documents on their way, the one that is being read first.
        self._sent: deque[Document] = deque()
        self._again: deque[Document] = deque()
        self._suspect: Document | None = None
        self._failures = 0

    def read(self, documents: Iterator[Document]) -> Iterator[Reading]:
        """Yields what each document holds, in the order of the documents; starts nothing where there are none."""
        while (first := self._next(documents)) is not None:
            self._again.appendleft(first)
            yield from self._run(documents)

    def _next(self, documents: Iterator[Document]) -> Document | None:
        return self._again.popleft() if self._again else next(documents, None)

    def _run(self, documents: Iterator[Document]) -> Iterator[Reading]:
        """Feeds one process until the documents or the process end."""
        process = _Process(self._command)
        output = _Output()
        pending = memoryview(b"")
        weight, waited, is_fed = 0, 0.0, False
        try:
            while True:
                if not pending and not is_fed:
                    lines, is_fed = self._feed(documents, weight)
                    weight += sum(map(len, lines))
                    pending = memoryview(b"".join(lines))
                    if is_fed and not pending:
                        process.close_input()
                patience = 0.25 if self._limits.seconds > 1 else self._limits.seconds / 4
                written, block = process.exchange(pending, patience)
                pending = pending[written:]
                if written and is_fed and not pending:
                    process.close_input()
                if block is None:
                    break
                if not block and not written:
                    waited += patience
                    if self._sent and waited >= self._limits.seconds:
                        process.end(kill=True)
                        yield self._give_up(f"it was not read within {self._limits.seconds:g} seconds", "reader_hangs")
                        return
                for parts in output.add(block):
                    waited = 0.0
                    document = self._sent.popleft()
                    weight -= len(document.line)
                    self._failures = 0
                    self._suspect = None
                    yield Reading(document.name, parts)
        except BaseException:
            process.end(kill=True)
            raise
        status, complaint = process.end()
        if status in _DONE and not self._sent and is_fed:
            return
        if (status >= 0 and status != _BUG) or not self._sent:
            raise TallyError(f"{' '.join(self._command)} ended with status {status}: {complaint or 'it said nothing'}")
        yield from self._died(status)

    def _feed(self, documents: Iterator[Document], weight: int) -> tuple[list[bytes], bool]:
        """The lines of the next documents, as many as may be on their way, and whether they were the last."""
        lines: list[bytes] = []
        size = 0
        # One that ended a process before is read alone, so that it cannot take others along.
        while size < _BLOCK and weight + size < self._limits.window and not (self._suspect and self._sent):
            document = self._next(documents)
            if document is None:
                return lines, True
            self._sent.append(document)
            lines.append(document.line)
            size += len(document.line)
        return lines, False

    def _died(self, status: int) -> Iterator[Reading]:
        """The process ended while it read: the document is tried once more by itself, and then given up."""
        if self._suspect is not self._sent[0]:
            self._suspect = self._sent[0]
            self._again.extendleft(reversed(self._sent))
            self._sent.clear()
            return
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
        yield self._give_up(f"reading it ended the process twice ({how})", "reader_died")

    def _give_up(self, reason: str, code: str) -> Reading:
        """The document's reject; the others on their way go to the next process."""
        document = self._sent.popleft()
        self._again.extendleft(reversed(self._sent))
        self._sent.clear()
        self._suspect = None
        self._failures += 1
        if self._failures >= self._limits.failures_in_a_row:
            raise TallyError(f"{self._failures} documents in a row could not be read; the last, {document.name}: {reason}")
        reject = {"record": "reject", "document": document.name, "line": None, "column": None, "code": code,
                  "message": f"{reason}: report it with the document", "raw": None}
        return Reading(document.name, [json.dumps(reject, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"])
