"""Reading and writing `.blt`, the ballot format of Hill, Wichmann and Woodall (1987) with the marks of OpenSTV.

    4 2                 four candidates, two seats
    -2                  candidate 2 has withdrawn
    3 1 3 4 0           three voters: 1, then 3, then 4
    1 2=3 - 1 0         2 and 3 at one rank, a rank left empty, then 1
    1 4 0 0 0           4, then ranks left empty, as Stack Exchange writes them
    0                   end of the ballots
    "Adam"              names, in quotes or not, one a line, then the title

A ballot holds on one line and ends by 0, so that one that lost its end is seen. `# …` is a comment; `(x)` before a
ballot is its mark, and its weight is then 1; `[tie 3 1 2]` is the order in which Droop takes equals, so that the last
named is the most favoured (written in a comment here, for the programs that know no other mark). Commas at the end of
lines, as a spreadsheet leaves them, are nothing. Names are UTF-8, or else Windows-1252. Every refusal gives its line.
The file is read line by line; no line may be longer than LINE bytes. A file written without regard to line ends is read
too (`freeform`).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO

from maillage.ballots.counting import freeform
from maillage.ballots.counting.types import Candidate, CountError, RankedBallots, Ranks

LINE = 1_000_000
INSIDE = "0 au milieu d’un bulletin : un bulletin par ligne ; un rang laissé vide s’écrit « - »."
CANDIDATES, SEATS, WEIGHT = 1_000, 1_000, 10**12
QUOTED = re.compile(r'^"[^"]*"(?:[\s,]+"[^"]*")*$')
COMMENT = re.compile(r'^(?P<kept>(?:"[^"]*"|[^"#])*)#.*$')
DECIMAL = re.compile(rb"^\d*[.,]\d+$")
MARK = re.compile(rb"^\([^)]*\)\s*")
PREFLIB = re.compile(rb"^# ALTERNATIVE NAME \d+:\s*")


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
        self.doubtful = 0  # the first line with a 0 inside that could also be two ballots
        self.skips = False  # a 0 inside can only be a rank left empty
        self.naming = False

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
            row = row.strip().rstrip(b", \t")
            if self.naming:
                row = PREFLIB.sub(b"", row)  # the names of files that PrefLib's were turned into
            elif row.startswith(b"# [tie "):
                row = row[2:]
            if row and not row.startswith(b"#"):
                yield row

    def fault(self, message: str) -> CountError:
        return CountError(message, self.line)

    def ballots(self) -> RankedBallots:
        rows = self.rows()
        first = next(rows, None)
        if first is None:
            raise CountError("fichier vide.", 1)
        if freeform.is_free(first):
            rows = freeform.lines(first, rows)
            first = next(rows)
        count = self.head(first)
        ballots = self.body(rows, count)
        if self.doubtful and not self.skips:
            self.line = self.doubtful
            raise self.fault(INSIDE)
        self.naming = True
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
        whole = row.split(b"#")[0].strip()
        row = MARK.sub(b"", whole)
        if row.startswith(b"["):
            self.option(row, count)
            return b"", b"", True
        parts = row.split(None, 1)
        if row != whole and parts[:1] != [b"1"]:
            raise self.fault("un bulletin marqué « (…) » a le poids 1 : « (marque) 1 3 2 0 ».")
        if row.startswith(b"-"):
            if begun:
                raise self.fault(
                    "les retraits (« -3 ») se placent avant les bulletins ; un poids ne peut être négatif."
                )
            self.withdraw(row.split(), count)
            return b"", b"", True
        if parts and DECIMAL.match(parts[0]):
            raise self.fault(f"poids d’un bulletin : un nombre entier de 1 à {WEIGHT}.")
        if not parts or not parts[0].isdigit():
            said = row[:40].decode("utf-8", "replace")
            raise self.fault(f"bulletin attendu (poids, numéros, 0), ou « 0 » seul à la fin ; lu : « {said} ».")
        return parts[0], parts[1] if len(parts) > 1 else b"", False

    def option(self, row: bytes, count: int) -> None:
        """An order for ties, kept the favoured first; the other options of Droop change what ballots say."""
        parts = row.strip(b"[]").split()
        if parts[:1] != [b"tie"] or not row.endswith(b"]"):
            said = row[:40].decode("utf-8", "replace")
            raise self.fault(f"option inconnue : « {said} » ; seul « [tie 3 1 2] » se lit.")
        if sorted(int(part) if part.isdigit() and len(part) < 9 else 0 for part in parts[1:]) != [*range(1, count + 1)]:
            raise self.fault("« [tie …] » doit donner chaque numéro une fois.")
        self.lot = tuple(int(part) for part in reversed(parts[1:]))

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
        if b"0" in parts[:-1]:
            parts = self.inside(parts)
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
        while ranks and not ranks[-1]:
            ranks.pop()
        return tuple(ranks)

    def inside(self, parts: list[bytes]) -> list[bytes]:
        """A 0 inside a ballot is a rank left empty, as OpenSTV has it; but « 1 3 0 1 2 0 » could be two ballots.

        Two zeros side by side cannot be: one line of them says how the whole file is written.
        """
        if (b"0", b"0") in pairwise(parts):
            self.skips = True
        else:
            self.doubtful = self.doubtful or self.line
        named = [part for part in parts if part not in (b"0", b"-", b"=")]
        if len(set(named)) != len(named):
            raise self.fault(INSIDE)
        return [b"-" if part == b"0" else part for part in parts[:-1]] + [b"0"]

    def number(self, part: bytes, count: int) -> int:
        if not part.isdigit() or len(part) > 9:
            said = part[:20].decode("utf-8", "replace")
            raise self.fault(f"numéro de candidature attendu ; lu : « {said} ».")
        number = int(part)
        if not number:
            raise self.fault(INSIDE)
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
        if QUOTED.match(text):
            return re.split(r'"[\s,]+"', text[1:-1])
        return [text[1:-1].replace('""', '"')]  # a quote in a cell of a spreadsheet is written twice


def write(ballots: RankedBallots) -> str:
    """The file of `ballots`. Candidates are numbered from 1; a quote that would split a name becomes an apostrophe."""
    lines = [f"{len(ballots.candidates)} {ballots.seats}"]
    at = {one.number: place for place, one in enumerate(ballots.candidates, 1)}
    gone = [f"-{at[one.number]}" for one in ballots.candidates if one.withdrawn]
    lines += [" ".join(gone)] if gone else []
    if ballots.lot:
        lines.append(f"# [tie {' '.join(str(at[number]) for number in reversed(ballots.lot) if number in at)}]")
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
