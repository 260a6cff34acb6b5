"""Import files: say what would be done, or do it. Twice changes nothing; cut in the middle, run it again."""

import fcntl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from maillage.iati import places
from maillage.iati.imports import plan, writing
from maillage.iati.imports.parties import Parties
from maillage.iati.stream import opened

Tell = Callable[[int], None]


def run(
    paths: Iterable[Path], *, write: bool, by: Any, public: bool = False, tell: Tell = lambda number: None
) -> plan.Answer:
    """Every activity of the files that can be read; those that cannot are told in `unread`. Raises Refused when none can."""
    found, unread = plan.readable(paths)
    with alone() if write else nullcontext():
        return carried_out(found, unread, write=write, by=by, public=public, tell=tell)


@contextmanager
def alone() -> Iterator[None]:
    """One import writes at a time; another waits for its turn, then finds what the first wrote. A cut frees the place."""
    with (places.folder() / "import.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def carried_out(found: list[Path], unread: list[str], *, write: bool, by: Any, public: bool, tell: Tell) -> plan.Answer:
    answer, parties = plan.Answer(unread=unread), Parties()
    for path in found:
        with opened(path) as file:
            for batch in plan.steps([(path.name, file)], answer):
                if write:
                    answer.organisations += writing.write(batch, parties, by=by, public=public)
                else:
                    tried(batch)
                answer.add(batch)
                tell(answer.counts["activities"])
    return answer


def tried(batch: list[plan.Step]) -> None:
    """What the columns would refuse is told in a dry run too."""
    for step in batch:
        if step.outcome in (plan.CREATE, plan.UPDATE):
            writing.prepare(step)
