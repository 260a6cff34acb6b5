"""Where each thing stands in the folder, and what is refused as the name of a file."""

import re
import unicodedata

MANIFEST = "manifeste.json"
CHAIN = "chaine.json"
README = "LISEZMOI.txt"
VOTES = "votes"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,4}\Z")


def is_safe(path: str) -> bool:
    """Relative, of plain letters, never out of the folder."""
    return bool(_SAFE.match(path)) and ".." not in path.split("/")


def plain(words: str, default: str = "document") -> str:
    """Words as part of a file's name."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or default
