"""What the room tells the house: what waits, and what is wrong."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.core.registry import WaitingItem
from maillage.iati import places
from maillage.iati.exports.files import published
from maillage.iati.models import Publisher, Snapshot, Upload, UploadState

QUARTER = timedelta(days=92)


def waiting(user: Any) -> Iterator[WaitingItem]:
    """A file read that nobody confirmed; data that change and were not published for a quarter."""
    for row in Upload.objects.filter(state=UploadState.CHECKED, by=user, created_at__gte=now() - timedelta(days=30))[
        :3
    ]:
        yield WaitingItem(
            row.filename,
            _("Fichier IATI lu : rien n’est écrit sans votre accord."),
            row.get_absolute_url(),
            _("Décider"),
        )
    last = Snapshot.last()
    if last is None or last.published_at >= now() - QUARTER:
        return
    if published().filter(updated_at__gt=last.published_at).exists():
        yield WaitingItem(
            _("Publication IATI"), _("Des projets ont changé depuis la publication n° %(number)s.") % {"number": last.number},
            reverse("iati:home"), _("Publier"), tone="al",
        )  # fmt: skip


def check() -> Iterable[tuple[str, str]]:
    """The files of publications stand where they must."""
    missing = [
        row.number for row in Snapshot.objects.all() if not (places.snapshot(row.folder) / "activites.xml").is_file()
    ]
    if missing:
        yield "error", _("Il manque les fichiers des publications IATI n° %(numbers)s : restaurez une sauvegarde.") % {
            "numbers": ", ".join(map(str, missing[:10]))}  # fmt: skip
    elif published().exists() and not Publisher.objects.exists():
        yield "warning", _("Des projets sont publiés selon l’IATI, mais l’identifiant du réseau n’est pas dit.")
    else:
        yield "ok", _("Publications IATI : %(count)s.") % {"count": Snapshot.objects.count()}
