"""`.blt` without regard to line ends, as its inventors allowed: told by a first line that says more than two numbers.

    3 2 4 1 2 0 2 3 0 0 "Adam" "Berthe" "Chloé" "Bureau"

It is cut into the lines that the reader knows. Elsewhere a ballot holds on one line, so that one that lost its end is
seen; here a 0 ends a ballot wherever it stands, and a rank left empty is written « - ».
"""

import re
from collections.abc import Iterator

TOKEN = re.compile(rb'"(?:[^"]|"")*"|[^\s"]+')


def is_free(row: bytes) -> bool:
    """Whether a first line goes on after « candidates seats », by another number."""
    parts = row.split(b"#")[0].split(maxsplit=3)
    return len(parts) > 2 and all(part.removeprefix(b"-").isdigit() for part in parts[:3])


def lines(row: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    """The first line and what follows it, one ballot, one name or one withdrawal a line."""
    parts = TOKEN.findall(row)
    yield b" ".join(parts[:2])
    parts = parts[2:]
    ballot: list[bytes] = []
    ended = False
    while True:
        for part in parts:
            ballot.append(part)
            alone = len(ballot) == 1
            if ended or part == b"0" or (alone and part.startswith(b"-")) or part.startswith(b'"'):
                ended = ended or (alone and part == b"0")
                yield b" ".join(ballot)
                ballot = []
        if (following := next(rows, None)) is None:
            break
        parts = TOKEN.findall(following) if not ended or following.startswith(b'"') else [following]
    if ballot:
        yield b" ".join(ballot)  # without its 0: the reader refuses it
