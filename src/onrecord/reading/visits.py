"""Many addresses at once: hosts side by side, each host one thing at a time. Threads only wait for the network; what comes of a visit
is the caller's, in the caller's thread."""

import queue
import threading
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

from onrecord.model import OnRecordError
from onrecord.reading.addresses import without_secrets
from onrecord.reading.visiting import Answer, Visitor, host_of

Key = TypeVar("Key")
_THREADS = 8
_TURN = 0.5  # seconds between two looks at whether the visits have been closed


class Visits(Generic[Key]):
    """Visits that are under way. Iterating gives each one's key and outcome as it comes, until none is left; more may be added meanwhile.

    Args:
        visitor: asks.
        threads: hosts that are asked at the same time.
    """

    def __init__(self, visitor: Visitor, threads: int = _THREADS) -> None:
        self._visitor = visitor
        self._waiting: dict[str, deque[tuple[Key, str, str, str]]] = {}  # by host
        self._busy: set[str] = set()
        self._left = 0
        self._closed = False
        self._change = threading.Condition()
        self._done: queue.Queue[tuple[Key, Answer | OnRecordError]] = queue.Queue(maxsize=2 * threads)
        for _ in range(threads):
            threading.Thread(target=self._work, daemon=True).start()

    def add(self, key: Key, url: str, etag: str = "", last_modified: str = "") -> None:
        """One more address to visit; the key names it in what comes of it."""
        with self._change:
            self._waiting.setdefault(host_of(url), deque()).append((key, url, etag, last_modified))
            self._left += 1
            self._change.notify()

    def __len__(self) -> int:
        """How many have no outcome yet."""
        return self._left

    def __iter__(self) -> Iterator[tuple[Key, Answer | OnRecordError]]:
        while self._left:
            found = self._done.get()
            self._left -= 1
            yield found

    def close(self) -> None:
        """No further address is asked; what is on its way is dropped."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def __enter__(self) -> "Visits[Key]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            host, (key, *asked) = taken
            self._put(key, self._visit(*asked))
            with self._change:
                self._busy.discard(host)
                self._change.notify_all()

    def _take(self) -> tuple[str, tuple[Key, str, str, str]] | None:
        """The next address of a host that nobody is asking; None when the visits are closed."""
        with self._change:
            while not self._closed:
                host = next((h for h in self._waiting if h not in self._busy), None)
                if host is not None:
                    self._busy.add(host)
                    visit = self._waiting[host].popleft()
                    if not self._waiting[host]:
                        del self._waiting[host]
                    return host, visit
                self._change.wait()
        return None

    def _visit(self, url: str, etag: str, last_modified: str) -> Answer | OnRecordError:
        try:
            return self._visitor.visit(url, etag, last_modified)
        except OnRecordError as error:
            return error
        except Exception as error:  # noqa: BLE001 - addresses come from strangers, and other hands' code takes them apart
            return OnRecordError(f"{without_secrets(url)}: {type(error).__name__}: {error}"[:300])

    def _put(self, key: Key, outcome: Answer | OnRecordError) -> None:
        while not self._closed:
            try:
                return self._done.put((key, outcome), timeout=_TURN)
            except queue.Full:
                continue
