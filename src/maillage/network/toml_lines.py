"""On which line of a TOML text each key stands, for messages that a person can follow."""

import tomllib
from bisect import bisect_right

from maillage.network.base import Path

_BLANK = " \t\r\n"


class _Scanner:
    """Walks a text that `tomllib` accepted; it never judges, it only notes lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._starts = [0] + [at + 1 for at, sign in enumerate(text) if sign == "\n"]
        self._counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self._blank()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(closing="]]", is_array=True)
            elif self._here() == "[":
                table = self._header(closing="]", is_array=False)
            else:
                self._pair(table)
            self._blank()
        return self.lines

    def _here(self) -> str:
        return self.text[self.at : self.at + 1]

    def _blank(self) -> None:
        """Skip spaces, ends of lines and comments."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in _BLANK:
                self.at += 1
            else:
                return

    def _note(self, path: Path, start: int) -> None:
        line = bisect_right(self._starts, start)
        for end in range(1, len(path) + 1):
            self.lines.setdefault(path[:end], line)

    def _header(self, *, closing: str, is_array: bool) -> Path:
        start = self.at
        self.at += len(closing)
        keys = self._keys()
        self._blank()
        self.at += len(closing)
        path: Path = ()
        for rank, key in enumerate(keys):
            path = (*path, key)
            if is_array and rank == len(keys) - 1:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                self._note(path, start)
                path = (*path, self._counts[path] - 1)
                if is_array and rank == len(keys) - 1:
                    self._forget_below(path)
        self._note(path, start)
        return path

    def _forget_below(self, path: Path) -> None:
        """A new element of an array begins: arrays inside it count from zero."""
        for known in [known for known in self._counts if known[: len(path)] == path]:
            del self._counts[known]

    def _pair(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._keys())
        self._note(path, start)
        self._blank()
        self.at += 1  # the sign =
        self._value(path)

    def _keys(self) -> tuple[str, ...]:
        keys = []
        while True:
            self._blank()
            start = self.at
            if self._here() in ('"', "'"):
                self._string()
                keys.append(tomllib.loads(f"k = {self.text[start : self.at]}")["k"])
            else:
                while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] in "_-"):
                    self.at += 1
                keys.append(self.text[start : self.at])
            self._blank()
            if self._here() != ".":
                return tuple(keys)
            self.at += 1

    def _value(self, path: Path) -> None:
        self._blank()
        match self._here():
            case '"' | "'":
                self._string()
            case "[":
                self._array(path)
            case "{":
                self._inline(path)
            case _:
                while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                    self.at += 1

    def _array(self, path: Path) -> None:
        self.at += 1
        rank = 0
        self._blank()
        while self.at < len(self.text) and self._here() != "]":
            self._note((*path, rank), self.at)
            self._value((*path, rank))
            rank += 1
            self._comma()
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        self._blank()
        while self.at < len(self.text) and self._here() != "}":
            self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._blank()
        if self._here() == ",":
            self.at += 1
            self._blank()

    def _string(self) -> None:
        quote = self._here()
        long = self.text.startswith(quote * 3, self.at)
        closing = quote * 3 if long else quote
        self.at += len(closing)
        while self.at < len(self.text) and not self.text.startswith(closing, self.at):
            self.at += 2 if quote == '"' and self._here() == "\\" else 1
        self.at += len(closing)
        if long:  # up to two more quotes belong to the text
            while self._here() == quote:
                self.at += 1


def key_lines(text: str) -> dict[Path, int]:
    """Return the line of each key and element of a valid TOML text."""
    return _Scanner(text.replace("\r\n", "\n")).scan()
