"""What the room plugs into lower rooms."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.audit.verification import RECENT, verify
from maillage.core.registry import Check, house


def check(last: int | None) -> Iterable[tuple[str, str]]:
    found = verify(last)
    if found.fault is not None:
        yield "error", _("Le journal ne tient pas à l’entrée %(number)s (%(reason)s %(detail)s).") % {
            "number": found.fault.number, "reason": found.fault.reason, "detail": found.fault.detail,
        }  # fmt: skip
    else:
        yield "ok", ngettext("%(count)s entrée du journal vérifiée.", "%(count)s entrées du journal vérifiées.",
                             found.checked) % {"count": found.checked}  # fmt: skip


house.checks.add("audit", Check(gettext_lazy("Journal"), lambda: check(RECENT), order=20, whole=lambda: check(None)))
