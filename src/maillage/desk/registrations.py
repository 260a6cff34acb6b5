"""What the room plugs into lower rooms."""

from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.core.registry import Job, MenuEntry, house

house.menu.add("audit", MenuEntry("manage", gettext_lazy("Réseau"), gettext_lazy("Journal"), "audit:journal",
                                  Permission.JOURNAL_VIEW, order=90))  # fmt: skip
house.schedules.add("desk.kept", Job("maillage.desk.jobs.forget_kept", hour=2))
