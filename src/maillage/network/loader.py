"""Reads and writes profiles: `load_profile`, `parse_profile`, `dump_profile`, `shipped`."""

import re
import stat
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path as FilePath

from pydantic import ValidationError

from maillage.network.problems import Problem, explain, nearest
from maillage.network.profile import Profile
from maillage.network.toml_lines import key_lines
from maillage.network.toml_text import toml_text

MAX_BYTES = 1_000_000

_SYNTAX = (
    ("Unterminated string", "guillemet de fin absent"),
    ("Expected '\"'", "guillemet de fin absent"),
    ("Expected \"'\"", "guillemet de fin absent"),
    ("Illegal character", "signe interdit (fin de ligne ou signe invisible dans un texte ?)"),
    ("Found invalid character", "signe interdit"),
    ("Unescaped '\\'", "barre oblique inverse à doubler (\\\\) dans un texte"),
    ("Expected '=' after a key", "signe « = » attendu après la clé"),
    ("Expected ']' at the end", "crochet « ] » attendu à la fin du titre de table"),
    ("Expected ']]' at the end", "crochets « ]] » attendus à la fin du titre de table"),
    ("Unclosed array", "crochet « ] » ou virgule attendu dans la liste"),
    ("Unclosed inline table", "accolade « } » ou virgule attendue dans la table"),
    ("Duplicate inline table key", "la même clé est écrite deux fois"),
    ("Cannot overwrite a value", "la même clé est écrite deux fois"),
    ("Cannot declare", "la même table est écrite deux fois"),
    ("Cannot redefine namespace", "la même table est écrite deux fois"),
    ("Cannot mutate immutable", "cette table est déjà fermée, on ne peut plus y ajouter de clé"),
    ("Invalid initial character for a key", "clé attendue (lettres, chiffres, tirets)"),
    ("Invalid statement", "clé ou titre de table attendu"),
    ("Expected newline or end", "une seule clé par ligne : fin de ligne attendue"),
    ("Invalid date or datetime", "cette date n'existe pas"),
    ("Invalid value", "valeur illisible : un texte se met entre guillemets"),
    ("Invalid hex value", "code de caractère illisible après « \\u »"),
    ("Escaped character", "code de caractère inconnu après « \\u »"),
)  # fmt: skip


class ProfileError(Exception):
    """A profile cannot be used; `problems` says all that is to be corrected."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


def _fail(message: str, line: int | None = None) -> ProfileError:
    return ProfileError([Problem(line, "", message)])


def shipped() -> list[str]:
    """Return the names of the profiles that come with the software."""
    folder = resources.files("maillage.network") / "profiles"
    return sorted(one.name[:-5] for one in folder.iterdir() if one.name.endswith(".toml"))


def load_profile(path_or_name: str | FilePath) -> Profile:
    """Read a shipped profile by its name, or a file; raise ProfileError and nothing else."""
    if isinstance(path_or_name, str) and re.fullmatch(r"[a-z0-9-]{1,40}", path_or_name):
        if path_or_name not in shipped():
            close = nearest(path_or_name, shipped())
            raise _fail(f"aucun profil fourni ne s'appelle « {path_or_name} »{close}")
        folder = resources.files("maillage.network") / "profiles"
        return parse_profile((folder / f"{path_or_name}.toml").read_bytes())
    return parse_profile(_bytes_of(path_or_name))


def _bytes_of(path_or_name: str | FilePath) -> bytes:
    try:
        path = FilePath(path_or_name)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _fail("ceci est un dossier ; donner le fichier du profil")
        if not stat.S_ISREG(mode):
            raise _fail("ceci n'est pas un fichier ordinaire")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _fail("fichier introuvable") from None
    except PermissionError:
        raise _fail("ce fichier ne peut pas être lu : droits insuffisants") from None
    except (OSError, ValueError):
        raise _fail("ce nom de fichier ne peut pas être lu") from None


def parse_profile(source: bytes | str) -> Profile:
    """Read a profile from its TOML; raise ProfileError with every problem and its line."""
    text = _decoded(source)
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise _fail("listes ou tables emboîtées trop profondément") from None
    except ValueError as error:
        raise _syntax(str(error), text) from None
    try:
        return Profile.parse(data)
    except ValidationError as error:
        problems = explain(error, data, key_lines(text))
        raise ProfileError(sorted(problems, key=lambda one: one.line or 0)) from None


def _decoded(source: bytes | str) -> str:
    if len(source) > MAX_BYTES:
        raise _fail("fichier trop grand pour un profil (1 Mo au plus)")
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            raise _fail("ce fichier n'est pas encodé en UTF-8", line) from None
    else:
        text = source.removeprefix("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _fail("octet nul : ce fichier n'est pas un texte", line)
    return text


def _syntax(english: str, text: str) -> ProfileError:
    place = re.search(r"\(at line (\d+), column \d+\)$", english)
    line = int(place[1]) if place else text.count("\n") + 1
    said = (french for start, french in _SYNTAX if english.startswith(start))
    return _fail(next(said, "écriture TOML incorrecte"), line)


def dump_profile(profile: Profile) -> str:
    """Return the TOML of a profile; `parse_profile` gives back an equal one."""
    return toml_text(profile.plain())
