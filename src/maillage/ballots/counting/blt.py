"""Reading and writing `.blt`, the ballot format of Hill, Wichmann and Woodall (1987) with the marks of OpenSTV.

    4 2                 four candidates, two seats
    -2                  candidate 2 has withdrawn
    3 1 3 4 0           three voters: 1, then 3, then 4
    1 2=3 - 1 0         2 and 3 at one rank, a rank left empty, then 1
    0                   end of the ballots
    "Adam"              names, in quotes or not, one a line, then the title

A ballot holds on one line and ends by 0, so that one that lost its end is seen. `# …` is a comment; `(x)` before a
ballot is its mark; `[tie 3 1 2]` is an order for ties, the favoured first. Names are UTF-8, or else Windows-1252.
Every refusal gives its line. The file is read line by line; no line may be longer than LINE bytes.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from maillage.ballots.counting.types import Candidate, CountError, RankedBallots, Ranks

LINE = 1_000_000
CANDIDATES, SEATS, WEIGHT = 1_000, 1_000, 10**12
QUOTED = re.compile(r'^"[^"]*"(?:\s+"[^"]*")*$')
COMMENT = re.compile(r'^(?P<kept>(?:"[^"]*"|[^"#])*)#.*$')
MARK = re.compile(rb"^\([^)]*\)\s*")


def read_file(path: Path) -> RankedBallots:
    """Read a file; OSError when it cannot be opened."""
    with path.open("rb") as file:
        return read(file)


def read(file: BinaryIO) -> RankedBallots:
    """Read an open file. Raises CountError with the number of the line."""
    reader = Reader(file)
    return reader.ballots()


class Reader:
    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.line = 0
        self.seats = 0
        self.withdrawn: set[int] = set()
        self.lot: tuple[int, ...] = ()
        self.single: list[tuple[int, ...]] = []

    def rows(self) -> Iterator[bytes]:
        """Lines that are not empty, without their ends; `self.line` is the number of the one given."""
        while row := self.file.readline(LINE + 1):
            self.line += 1
            if b"\0" in row:
                raise CountError("octet nul : ceci n’est pas un fichier de bulletins (ou il est en UTF-16).", self.line)
            if len(row) > LINE:
                raise CountError(f"plus de {LINE} octets sur une ligne.", self.line)
            if self.line == 1:
                row = row.removeprefix(b"\xef\xbb\xbf")
            row = row.strip()
            if row and not row.startswith(b"#"):
                yield row

    def fault(self, message: str) -> CountError:
        return CountError(message, self.line)

    def ballots(self) -> RankedBallots:
        rows = self.rows()
        for row in rows:
            count = self.head(row)
            break
        else:
            raise CountError("fichier vide.", 1)
        ballots = self.body(rows, count)
        names, title = self.names(rows, count)
        candidates = tuple(
            Candidate(number, name, withdrawn=number in self.withdrawn) for number, name in enumerate(names, 1)
        )
        return RankedBallots(candidates, ballots, self.seats, title, self.lot)

    def head(self, row: bytes) -> int:
        """« candidates seats »."""
        parts = row.split(b"#")[0].split()
        if len(parts) != 2 or not all(part.isdigit() for part in parts) or max(map(len, parts)) > 9:
            raise self.fault("attendu : nombre de candidatures et nombre de sièges, par exemple « 5 2 ».")
        count, self.seats = int(parts[0]), int(parts[1])
        if not 1 <= count <= CANDIDATES or not 1 <= self.seats <= SEATS:
            raise self.fault(f"de 1 à {CANDIDATES} candidatures et de 1 à {SEATS} sièges.")
        self.single = [(number,) for number in range(count + 1)]
        return count

    def body(self, rows: Iterator[bytes], count: int) -> tuple[tuple[int, Ranks], ...]:
        """The ballots, up to the line « 0 »; identical ones together, in the order in which they first come."""
        raw: dict[bytes, Ranks] = {}
        weights: dict[Ranks, int] = {}
        for row in rows:
            if row == b"0":
                return tuple((weight, ranks) for ranks, weight in weights.items())
            first, _space, rest = row.partition(b" ")
            if not first.isdigit():
                first, rest, special = self.special(row, count, bool(weights))
                if special:
                    continue
                if first == b"0" and not rest:
                    return tuple((weight, ranks) for ranks, weight in weights.items())
            if len(first) > 13 or not 1 <= (weight := int(first)) <= WEIGHT:
                raise self.fault(f"poids d’un bulletin : un nombre entier de 1 à {WEIGHT}.")
            ranks = raw.get(rest)
            if ranks is None:
                ranks = raw[rest] = self.ranks(rest, count)
            weights[ranks] = weights.get(ranks, 0) + weight
        raise self.fault("fin du fichier sans la ligne « 0 » qui clôt les bulletins.")

    def special(self, row: bytes, count: int, begun: bool) -> tuple[bytes, bytes, bool]:
        """Withdrawals, an order for ties, a mark before a ballot; anything else is refused."""
        row = MARK.sub(b"", row.split(b"#")[0]).strip()
        if row.startswith(b"[tie") and row.endswith(b"]"):
            self.lot = self.order(row[4:-1].split(), count)
            return b"", b"", True
        parts = row.split(None, 1)
        if row.startswith(b"-"):
            if begun:
                raise self.fault(
                    "les retraits (« -3 ») se placent avant les bulletins ; un poids ne peut être négatif."
                )
            self.withdraw(row.split(), count)
            return b"", b"", True
        if not parts or not parts[0].isdigit():
            said = row[:40].decode("utf-8", "replace")
            raise self.fault(f"bulletin attendu (poids, numéros, 0), ou « 0 » seul à la fin ; lu : « {said} ».")
        return parts[0], parts[1] if len(parts) > 1 else b"", False

    def order(self, parts: list[bytes], count: int) -> tuple[int, ...]:
        if sorted(int(part) if part.isdigit() and len(part) < 9 else 0 for part in parts) != [*range(1, count + 1)]:
            raise self.fault("« [tie …] » doit donner chaque numéro une fois.")
        return tuple(int(part) for part in parts)

    def withdraw(self, parts: list[bytes], count: int) -> None:
        for part in parts:
            number = part.removeprefix(b"-")
            if part[:1] != b"-" or not number.isdigit() or len(number) > 9 or not 1 <= int(number) <= count:
                raise self.fault(f"retrait attendu, de -1 à -{count} ; un poids ne peut être négatif.")
            self.withdrawn.add(int(number))

    def ranks(self, rest: bytes, count: int) -> Ranks:
        """The preferences of a ballot, without its weight and its closing 0."""
        parts = rest.split(b"#")[0].replace(b"=", b" = ").split() if b"=" in rest or b"#" in rest else rest.split()
        if not parts or parts[-1] != b"0":
            raise self.fault("le bulletin ne se termine pas par 0.")
        ranks: list[tuple[int, ...]] = []
        seen: set[int] = set()
        joined = False
        for part in parts[:-1]:
            if part == b"=":
                if joined or not ranks or not ranks[-1]:
                    raise self.fault("« = » se place entre deux numéros.")
                joined = True
            elif part == b"-" and not joined:
                ranks.append(())
            else:
                number = self.number(part, count)
                if number in seen:
                    raise self.fault(f"la candidature {number} est classée deux fois.")
                seen.add(number)
                if joined:
                    ranks[-1] = (*ranks[-1], number)
                else:
                    ranks.append(self.single[number])
                joined = False
        if joined:
            raise self.fault("« = » se place entre deux numéros.")
        return tuple(ranks)

    def number(self, part: bytes, count: int) -> int:
        if not part.isdigit() or len(part) > 9:
            said = part[:20].decode("utf-8", "replace")
            raise self.fault(f"numéro de candidature attendu ; lu : « {said} ».")
        number = int(part)
        if not number:
            raise self.fault("0 au milieu d’un bulletin : un bulletin par ligne.")
        if number > count:
            raise self.fault(f"la candidature {number} n’existe pas : il y en a {count}.")
        return number

    def names(self, rows: Iterator[bytes], count: int) -> tuple[list[str], str]:
        """The names, then the title; a source and a remark may follow."""
        lines = [self.texts(row) for row in rows]
        people = lines[:count]
        if len(people) == count and len({len(line) for line in people}) == 1 and len(people[0]) > 1:
            lines = [[f"{line[0]} ({', '.join(line[1:])})"] for line in people] + lines[count:]  # name, then party
        found = list(chain.from_iterable(lines))
        if len(found) < count:
            raise self.fault(f"{len(found)} noms pour {count} candidatures.")
        if len(found) > count + 3:
            raise self.fault(f"{len(found)} lignes de texte pour {count} candidatures et un titre.")
        return found[:count], found[count] if len(found) > count else ""

    def texts(self, row: bytes) -> list[str]:
        """The names on a line: several when each is in quotes."""
        try:
            text = row.decode("utf-8")
        except UnicodeDecodeError:
            text = row.decode("cp1252", "replace")
        if '"' in text and (match := COMMENT.match(text)):
            text = match["kept"].strip()
        if not text.startswith('"'):
            return [text]
        if len(text) < 2 or not text.endswith('"'):
            raise self.fault("le nom n’a pas de guillemet fermant.")
        return re.split(r'"\s+"', text[1:-1]) if QUOTED.match(text) else [text[1:-1]]


def write(ballots: RankedBallots) -> str:
    """The file of `ballots`. Candidates are numbered from 1; a quote that would split a name becomes an apostrophe."""
    lines = [f"{len(ballots.candidates)} {ballots.seats}"]
    at = {one.number: place for place, one in enumerate(ballots.candidates, 1)}
    gone = [f"-{at[one.number]}" for one in ballots.candidates if one.withdrawn]
    lines += [" ".join(gone)] if gone else []
    if ballots.lot:
        lines.append(f"[tie {' '.join(str(at[number]) for number in ballots.lot if number in at)}]")
    lines += (f"{weight} {ranks_text(ranks, at)}0" for weight, ranks in ballots.ballots)
    lines.append("0")
    lines += (f'"{clean(one.name)}"' for one in ballots.candidates)
    lines.append(f'"{clean(ballots.title)}"')
    return "\n".join(lines) + "\n"


def ranks_text(ranks: Iterable[tuple[int, ...]], at: dict[int, int]) -> str:
    return "".join("=".join(str(at[number]) for number in rank) + " " if rank else "- " for rank in ranks)


def clean(text: str) -> str:
    """A name on one line, that reads back as it is written."""
    return " ".join("".join(c if c.isprintable() else " " for c in text.replace('"', "’")).split())
