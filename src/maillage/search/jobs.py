"""The worker's part: empty the outbox, batch by batch."""

from maillage.search import index


def drain() -> int:
    """Write again the documents of what changed. Each batch is one transaction: killed in the middle, it is done
    again from the start of the batch; done twice, it changes nothing."""
    done = 0
    while some := index.drain_batch():
        done += some
    return done
