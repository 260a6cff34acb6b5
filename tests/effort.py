"""What a piece of work costs, told apart from what else the machine does at that moment."""

import gc
import time


def cpu(work, tries=3):
    """Seconds of processor that `work()` takes: the least of `tries`, with no collection of others' objects in it."""
    spent = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(tries):
            began = time.process_time()
            work()
            spent.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(spent)
