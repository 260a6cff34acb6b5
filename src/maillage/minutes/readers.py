"""Through whose eyes minutes are drafted: those of anyone who may read them. A withheld name is in none."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from maillage.assemblies.live import withheld_names
from maillage.members.words import person_name


class Anyone:
    """A reader without any right, as the words of lower rooms ask for one."""

    pk = 0
    facts: ClassVar[dict[str, Any]] = {}

    def can(self, permission: Any) -> bool:
        return False


ANYONE = Anyone()


def named(person: Any) -> str:
    return person_name(person, ANYONE)


def veiled(text: str, hidden: set[str]) -> str:
    """A sentence where withheld names are not said; `hidden` comes from `withheld_names`."""
    for name in sorted(hidden, key=len, reverse=True):
        text = text.replace(name, _("Personne retenue"))
    return text


__all__ = ["ANYONE", "named", "veiled", "withheld_names"]
