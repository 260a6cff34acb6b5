"""Children forked from a process that has loaded the house: they share its memory until they write there.

Fork from the main thread, and from nothing but it: no other thread, no connection to a database open. A child leads its
own session, so that its own children end with it, and is asked to stop when its parent is killed outright.
"""

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_with_parent(parent: int) -> None:
    """In a child: be asked to stop when the parent is killed outright, or has been already (Linux alone knows how)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


@dataclass
class Child:
    """One child: what it is called when it falls, and what it does; the number it returns is its exit code."""

    name: str
    act: Callable[[], int]
    pid: int = 0
    code: int | None = None  # None while it lives; below zero, the signal that ended it

    def start(self) -> None:
        parent = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        self.code, self.pid = None, os.fork()
        if not self.pid:
            self.live(parent)

    def live(self, parent: int) -> None:
        """In the child: act, and leave without what the parent had planned for its own end."""
        code = 1
        try:
            os.setsid()
            for number in SIGNALS:
                signal.signal(number, signal.SIG_DFL)  # the parent's answers are not its own
            end_with_parent(parent)
            gc.enable()
            code = self.act()
        except SystemExit as asked:
            code = asked.code if isinstance(asked.code, int) else int(asked.code is not None)
        finally:
            with suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def ended(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def end(self, patience: float = 8.0) -> None:
        """End it with its own children: first asked, then after `patience` seconds forced."""
        for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 2.0)):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)
            limit = time.monotonic() + seconds
            while not self.ended() and time.monotonic() < limit:
                time.sleep(0.02)
