"""Where each thing stands in the folder, and what is refused as the name of a file."""

import re
from collections.abc import Mapping

MANIFEST = "manifeste.json"
SUMS = "SHA256SUMS"  # the same digests, as `sha256sum -c` reads them
CHAIN = "chaine.json"
README = "LISEZMOI.txt"
MINUTES = "proces-verbal.json"
SIGNATURES = "signatures"
RESOLUTIONS = "resolutions"
VOTES = "votes"
ACT = "acte.json"
VOTE = "vote.json"
# What stands for an act: the chain of records must hold its digest.
_ACTS = re.compile(r"(votes/[0-9]{3,5}/acte|resolutions/[0-9]{4}-[0-9]{3,6}|signatures/[a-z]+)\.json\Z")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,4}\Z")


def is_safe(path: str) -> bool:
    """Relative, of plain letters, never out of the folder."""
    return bool(_SAFE.match(path)) and ".." not in path.split("/")


def is_act(path: str) -> bool:
    return bool(_ACTS.match(path))


def meeting(pk: int | None) -> str:
    """How the chain names a meeting; what belongs to it begins with this and a slash."""
    return f"assemblee-{pk}"


def place(ref: str) -> str:
    """Where the act that the chain names « assemblee-12/vote-3 » stands in the record of its meeting; "" for none."""
    name = ref.partition("/")[2]
    kind, _dash, tail = name.partition("-")
    if kind == "vote" and tail.isdecimal():
        return f"{VOTES}/{int(tail):03d}/{ACT}"
    return f"{SIGNATURES}/{tail}.json" if kind == "signature" else f"{RESOLUTIONS}/{name}.json"


def sums(files: Mapping[str, str]) -> bytes:
    """{path: digest} as `sha256sum -c` reads it."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items())).encode()
