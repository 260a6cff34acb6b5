"""What is done apart from the pages: reading and writing files, forgetting them."""

from maillage.iati import actions
from maillage.network import current


def look(pk: int) -> None:
    actions.look(pk=pk)


def write(pk: int) -> None:
    actions.write_upload(pk=pk)


def purge() -> int:
    return actions.forget_uploads() if current.exists() else 0
