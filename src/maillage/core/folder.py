"""The data folder: one database, files, keys. Everything that must be backed up is in it."""

import os
import secrets
from pathlib import Path

HERE = Path.cwd()


def default() -> Path:
    """The folder that `./run` uses: the last one it was given, else `var/csi`."""
    pointer = HERE / "var" / "current"
    if pointer.is_file():
        return Path(pointer.read_text(encoding="utf-8").strip())
    return HERE / "var" / "csi"


def data() -> Path:
    """The folder of this process (MAILLAGE_DATA, else the default)."""
    return Path(os.environ.get("MAILLAGE_DATA") or default()).absolute()


def secret_key(folder: Path) -> str:
    """The install's key, made once, readable by its owner alone."""
    new = secrets.token_urlsafe(50)
    # Where there is no folder there is nothing to keep yet: `make_folder` keeps this key, when it makes the folder.
    return keep_secret_key(folder, new) if folder.is_dir() else new


def keep_secret_key(folder: Path, key: str) -> str:
    """Write the key where none is written yet; return the one that stands."""
    path = folder / "secret.key"
    if not path.is_file():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process made it in the meantime
        else:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(key)
    return path.read_text(encoding="utf-8").strip()
