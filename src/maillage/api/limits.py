"""How many requests a minute: counted in the memory of each process, by key or by address, with a bound."""

import threading
import time
from collections import OrderedDict

SECONDS = 60
ANONYMOUS = 300
WITH_TOKEN = 1200
MOST_KEYS = 20_000


class Counter:
    """Fixed windows; the keys not seen for the longest go first. Safe between threads."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        self.most_keys = most_keys
        self.windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self.lock = threading.Lock()

    def wait(self, key: str, most: int) -> int:
        """Count one request; how many seconds to wait, 0 when it may pass."""
        now = time.monotonic()
        with self.lock:
            began, count = self.windows.pop(key, (now, 0))
            if now - began >= SECONDS:
                began, count = now, 0
            self.windows[key] = (began, min(count + 1, most + 1))
            if len(self.windows) > self.most_keys:
                self.windows.popitem(last=False)
        return max(1, round(began + SECONDS - now)) if count >= most else 0

    def clear(self) -> None:
        with self.lock:
            self.windows.clear()


counter = Counter()
