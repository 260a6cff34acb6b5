"""Write an import, take it back whole, throw away one that was never written."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_q.tasks import async_task

from maillage.accounts.roles import Permission
from maillage.desk.views.verbs import VerbPage
from maillage.organisations import jobs
from maillage.organisations.enums import ImportState
from maillage.organisations.models import Import
from maillage.organisations.views import import_pages as pages

WRITTEN_AT_ONCE = 2_000  # rows; beyond, a job
NEVER_WRITTEN = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)


class ImportVerb(VerbPage):
    access = Permission.ORGANISATIONS_IMPORT

    def rows(self) -> QuerySet[Any]:
        return Import.objects.visible_to(self.request.user)


class WriteImport(ImportVerb):
    """Step 4. Pressed twice, it is written once: the first one takes the import from « vérifié » to « en cours »."""

    submit = gettext_lazy("Écrire dans l’annuaire")

    def title(self, obj: Any) -> Any:
        return _("Écrire l’import « %(name)s »") % {"name": obj}

    def refusal(self, obj: Any) -> str:
        if obj.state != ImportState.CHECKED or "checking" in obj.counts:
            return _("Cet import est « %(state)s » : il n’y a rien à écrire.") % {
                "state": obj.get_state_display().lower()
            }
        if not obj.counts.get("created") and not obj.counts.get("updated"):
            return _("Rien ne changerait : l’annuaire dit déjà tout ce que dit ce fichier.")
        return ""

    def consequences(self, obj: Any) -> list[str]:
        created, updated, rejected = (obj.counts.get(name, 0) for name in ("created", "updated", "rejected"))
        said = []
        if created:
            said.append(
                ngettext("%(n)s organisation est créée.", "%(n)s organisations sont créées.", created) % {"n": created}
            )
        if updated:
            said.append(ngettext("%(n)s fiche est mise à jour ; rien n’y est effacé.",
                                 "%(n)s fiches sont mises à jour ; rien n’y est effacé.", updated) % {"n": updated})  # fmt: skip
        if rejected:
            said.append(ngettext("%(n)s ligne refusée est laissée de côté.", "%(n)s lignes refusées sont laissées de côté.",
                                 rejected) % {"n": rejected})  # fmt: skip
        return [*said, _("L’import pourra être annulé d’un coup, tant que les fiches n’auront pas été touchées.")]

    def run(self, obj: Any, form: Any) -> str:
        rows = obj.counts.get("rows", 0)
        taken = Import.objects.filter(pk=obj.pk, state=ImportState.CHECKED).update(
            state=ImportState.RUNNING, counts={}, problems=[], progress=0
        )
        if not taken:
            return _("Cet import est déjà en cours d’écriture.")
        if rows > WRITTEN_AT_ONCE:
            user = self.request.user.pk
            transaction.on_commit(lambda: async_task("maillage.organisations.jobs.write_import", obj.pk, user))
            return _("L’écriture a commencé ; vous pouvez fermer cette page, elle continue.")
        jobs.write_import(obj.pk, self.request.user.pk)
        return _("Import écrit.")


class UndoImport(ImportVerb):
    submit = gettext_lazy("Annuler cet import")
    dangerous = True

    def title(self, obj: Any) -> Any:
        return _("Annuler l’import « %(name)s »") % {"name": obj}

    def refusal(self, obj: Any) -> str:
        if obj.state == ImportState.UNDONE:
            return _("Cet import est déjà annulé.")
        return "" if obj.state == ImportState.DONE and "undoing" not in obj.counts else _("Cet import n’a rien écrit.")

    def consequences(self, obj: Any) -> list[str]:
        told = pages.undo_counts(obj)
        said = []
        if told["removed"]:
            said.append(ngettext("%(n)s organisation créée par cet import disparaît.",
                                 "%(n)s organisations créées par cet import disparaissent.", told["removed"])
                        % {"n": told["removed"]})  # fmt: skip
        if told["restored"]:
            said.append(ngettext("%(n)s fiche redevient ce qu’elle était avant.", "%(n)s fiches redeviennent ce qu’elles étaient avant.",
                                 told["restored"]) % {"n": told["restored"]})  # fmt: skip
        if told["kept"]:
            said.append(ngettext("%(n)s fiche a été modifiée depuis : elle reste comme elle est.",
                                 "%(n)s fiches ont été modifiées depuis : elles restent comme elles sont.", told["kept"])
                        % {"n": told["kept"]})  # fmt: skip
        return [
            *said,
            _("Une fiche dont quelque chose dépend désormais (un lien, une adhésion, une facture) reste aussi."),
        ]

    def run(self, obj: Any, form: Any) -> str:
        rows = obj.counts.get("created", 0) + obj.counts.get("updated", 0)
        with transaction.atomic():
            batch = Import.objects.select_for_update(of=("self",)).get(pk=obj.pk)
            if batch.state != ImportState.DONE or "undoing" in batch.counts:
                return _("Cet import est déjà annulé.")
            batch.counts |= {"undoing": 0, "touching": rows}
            batch.save(update_fields=["counts"])
        if rows > WRITTEN_AT_ONCE:
            user = self.request.user.pk
            transaction.on_commit(lambda: async_task("maillage.organisations.jobs.undo_import", obj.pk, user))
            return _("L’annulation a commencé ; vous pouvez fermer cette page, elle continue.")
        jobs.undo_import(obj.pk, self.request.user.pk)
        return _("Import annulé.")


class DiscardImport(ImportVerb):
    submit = gettext_lazy("Jeter ce fichier")

    def title(self, obj: Any) -> Any:
        return _("Jeter « %(name)s »") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("Rien n’a été écrit dans l’annuaire : seul le fichier reçu est effacé.")]

    def refusal(self, obj: Any) -> str:
        return "" if obj.state in NEVER_WRITTEN else _("Cet import a été écrit : annulez-le plutôt.")

    def run(self, obj: Any, form: Any) -> str:
        path = obj.path
        Import.objects.filter(pk=obj.pk, state__in=NEVER_WRITTEN).delete()
        if not Import.objects.filter(path=path).exists():
            Path(path).unlink(missing_ok=True)
        return _("Fichier jeté.")

    def done_url(self, obj: Any) -> str:
        return reverse("organisations:imports")
