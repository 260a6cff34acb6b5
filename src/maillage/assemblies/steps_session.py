"""The session's lines of the secretary's check-list: the attendance sheet, the opening, the closing."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.assemblies.quorum import rule_of
from maillage.core.deciding import Step


def steps(assembly: Assembly) -> Iterable[Step]:
    if assembly.state == AssemblyState.CANCELLED:
        return
    due, opened = assembly.day, assembly.opened_at is not None
    came = assembly.attendances.exists()
    yield Step("presence", _("Tenir la feuille de présence"), came, due, url("presence", assembly), order=100)
    yield Step("open", _("Ouvrir la séance et constater le quorum"), opened, due,
               url("chair" if opened else "session_open", assembly), rule_of(assembly).source, order=110)  # fmt: skip
    yield Step("close", _("Lever la séance"), assembly.closed_at is not None, due,
               url("session_close" if assembly.is_running else "chair", assembly), order=120)  # fmt: skip


def url(name: str, assembly: Assembly) -> str:
    return reverse(f"assemblies:{name}", args=[assembly.pk])
