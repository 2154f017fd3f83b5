"""How often a client may ask for something costly: a bucket each, that fills steadily and holds a minute's worth."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CLIENTS = 20_000


class Rates:
    """Buckets by client. Those that have not asked for longest are forgotten first; they were full anyway."""

    def __init__(self, a_minute: float, now: Callable[[], float] = time.monotonic) -> None:
        self._size = float(a_minute)
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Takes one from the client's bucket; 0.0, or the seconds until there will be one to take.

        >>> clock = iter([0.0, 0.0, 0.0, 30.0])
        >>> rates = Rates(2, now=lambda: next(clock))
        >>> [rates.wait("a") for _ in range(4)]
        [0.0, 0.0, 30.0, 0.0]
        """
        now = self._now()
        left, at = self._buckets.pop(client, (self._size, now))
        left = min(self._size, left + (now - at) * self._size / 60)
        allowed = left >= 1
        self._buckets[client] = (left - 1 if allowed else left, now)
        while len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._size
