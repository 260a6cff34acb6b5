"""What the room plugs into lower rooms."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.core.registry import Attachment, Check, Job, MenuEntry, house
from maillage.files import jobs
from maillage.files.models import Document

FEW = 500


def attachment(public_id: str) -> Attachment | None:
    """A document joined to a letter, as it is when the letter leaves: `document:<public id>`."""
    document = Document.objects.current().filter(public_id=public_id).first()
    version = document.latest if document else None
    if version is None or not default_storage.exists(version.path):
        return None
    with version.open() as file:
        return Attachment(version.name, version.content_type, file.read())


def missing(limit: int | None) -> Iterable[tuple[str, str]]:
    paths = sorted(jobs.known(), reverse=True)[:limit]
    gone = [path for path in paths if not default_storage.exists(path)]
    if gone:
        yield "error", ngettext(
            "%(count)s fichier manque sur le disque : restaurez-le d’une sauvegarde (%(first)s).",
            "%(count)s fichiers manquent sur le disque : restaurez-les d’une sauvegarde (%(first)s…).", len(gone),
        ) % {"count": len(gone), "first": gone[0]}  # fmt: skip
    else:
        yield (
            "ok",
            ngettext("%(count)s fichier à sa place.", "%(count)s fichiers à leur place.", len(paths))
            % {"count": len(paths)},
        )


VERBS = {
    "document.stored": gettext_lazy("a déposé un document"),
    "document.replaced": gettext_lazy("a déposé une nouvelle version"),
    "document.changed": gettext_lazy("a modifié un document"),
    "document.removed": gettext_lazy("a retiré un document"),
}
for code, label in VERBS.items():
    house.verbs.add(code, label)
house.attachments.add("document", attachment)
house.menu.add("files", MenuEntry("manage", gettext_lazy("Réseau"), gettext_lazy("Documents"), "files:documents",
                                  Permission.FILES_VIEW, order=75))  # fmt: skip
house.checks.add("files", Check(gettext_lazy("Fichiers"), lambda: missing(FEW), order=50, whole=lambda: missing(None)))
house.schedules.add("files.sweep", Job("maillage.files.jobs.sweep", hour=4))
