"""A calm collector for long work that makes many objects and no cycles: it looks through them less often."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (200_000, 50, 100)


@contextmanager
def calm() -> Iterator[None]:
    """Within, the cyclic collector runs seldom; what stood before is left out of its rounds."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.collect()  # of what was made within alone: a fifth of a second less where much stood before
        gc.set_threshold(*before)
        gc.unfreeze()
