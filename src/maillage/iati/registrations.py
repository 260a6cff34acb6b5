"""What the room gives the house: menus, what waits, checks, jobs, verbs, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import Check, DemoChapter, Job, MenuEntry, Waiting, house
from maillage.iati import panels

P = Permission
house.menu.add("iati.manage", MenuEntry("manage", _("Projets"), _("IATI"), "iati:home", P.IATI_PUBLISH, order=69))
house.menu.add("iati.public", MenuEntry("foot", _("Ce site"), _("Données ouvertes IATI"), "site:iati", order=49))
house.waiting.add("iati", Waiting(P.IATI_PUBLISH, panels.waiting, 44))
house.checks.add("iati", Check(_("IATI"), panels.check, 72))
house.schedules.add("iati.purge", Job("maillage.iati.jobs.purge", hour=4))
house.demo.add("iati", DemoChapter("maillage.iati.demo.write", order=95))

for verb, label in {
    "project.imported": _("Projet importé d’un fichier IATI"),
    "project.updated_by_import": _("Projet mis à jour par un fichier IATI"),
    "iati.identified": _("Identité IATI du réseau changée"),
    "iati.published": _("Données IATI publiées"),
    "iati.file_received": _("Fichier IATI apporté"),
    "iati.import_confirmed": _("Import IATI confirmé"),
}.items():
    house.verbs.add(verb, label)
