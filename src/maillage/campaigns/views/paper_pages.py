"""Paper sheets in Gestion: typed in, checked, corrected."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.campaigns import actions, words
from maillage.campaigns.enums import BatchState, PetitionState
from maillage.campaigns.forms.manage import ReasonForm
from maillage.campaigns.forms.petitions import BatchForm, CorrectForm
from maillage.campaigns.models import PaperBatch, PaperName
from maillage.campaigns.views.petition_pages import PetitionVerb
from maillage.campaigns.views.signature_pages import petitions
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage

P = Permission
B = BatchState


class Batches(ListPage):
    access = P.CAMPAIGNS_VIEW
    title = lazy("Feuilles de signatures")
    page_name = "campaigns:batches"
    row_route = "campaigns:batch"
    default_sort = "-entered"
    columns = (
        Column("sheet", lazy("Feuille"), sort=("sheet",), link=True, note=lambda b: b.petition.title),
        Column("state", lazy("État"), value=lambda b: b.get_state_display(), cell=words.batch_state, sort=("state",)),
        Column("place", lazy("Lieu"), sort=("place",)),
        Column("on", lazy("Signée le"), value=lambda b: b.on, sort=("on",)),
        Column("claimed", lazy("Annoncées"), sort=("claimed",), numeric=True),
        Column("excluded", lazy("Écartées"), sort=("excluded",), numeric=True),
        Column("counted", lazy("Retenues"), value=lambda b: b.counted, numeric=True),
        Column("entered", lazy("Saisie le"), value=lambda b: b.entered_at, sort=("entered_at",), default=False),
    )
    filters = (
        Filter("petition", lazy("Pétition"), choices=petitions, lookup="petition"),
        Filter("etat", lazy("État"), choices=B.choices, lookup="state"),
        Filter("q", lazy("Feuille ou lieu"), kind="search", apply=lambda rows, q: rows.filter(sheet__icontains=q)
               | rows.filter(place__icontains=q)),
    )  # fmt: skip
    empty = Empty(lazy("Aucune feuille"), lazy("Les feuilles se saisissent depuis la page d’une pétition."))

    def rows(self) -> QuerySet[PaperBatch]:
        return PaperBatch.objects.visible_to(self.request.user).select_related("petition")


class BatchPage(DetailPage):
    access = P.CAMPAIGNS_VIEW
    page = "batch"
    template = "campaigns/batch_detail.html"

    def rows(self) -> QuerySet[PaperBatch]:
        return PaperBatch.objects.visible_to(self.request.user).select_related("petition", "scan")

    def extra(self, obj: PaperBatch) -> dict[str, Any]:
        user = self.request.user
        still = obj.petition.state != PetitionState.DELIVERED
        possible = [("batch_check", _("Compter"), obj.state != B.CHECKED), ("batch_correct", _("Corriger"), True),
                    ("batch_refuse", _("Écarter"), obj.state != B.REFUSED)]  # fmt: skip
        may = user.can(P.CAMPAIGNS_EDIT) and still
        scan = obj.scan if obj.scan and not obj.scan.removed_at and user.can(P.SIGNATURES_VIEW) else None
        return {
            "state": words.batch_state(obj), "names": obj.names.visible_to(user), "sees": user.can(P.SIGNATURES_VIEW),
            "verbs": [(f"campaigns:{name}", label) for name, label, now in possible if now and may], "may_edit": may,
            "typed": (typed := obj.names.count()), "scan": scan, "empty": not (typed or obj.scan) and obj.state == B.ENTERED and still,
            "facts": [(_("Lieu"), obj.place), (_("Région"), words.region_label(obj.region) if obj.region else ""),
                      (_("Signée le"), obj.on), (_("Saisie le"), obj.entered_at), (_("Vérifiée le"), obj.checked_at),
                      (_("Remarque"), obj.note)],
            "figures": [(obj.claimed, _("sur la feuille")), (obj.excluded, _("écartées")), (obj.counted, _("retenues"))],
        }  # fmt: skip


class NewBatch(PetitionVerb):
    form_class = BatchForm
    submit = lazy("Saisir la feuille")
    made: Any = None

    def title(self, obj: Any) -> str:
        return _("Saisir une feuille de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("Elle compte une fois vérifiée : c’est l’étape suivante, par vous ou par quelqu’un d’autre.")]

    def done_url(self, obj: Any) -> str:
        return str(self.made.get_absolute_url())

    def run(self, obj: Any, form: Any) -> str:
        self.made = actions.enter_batch(petition=obj, by=self.request.user, **form.cleaned_data)
        doubles = self.made.names.filter(double=True).count()
        if doubles:
            return _("La feuille est saisie ; %(count)s noms semblent déjà comptés.") % {"count": doubles}
        return _("La feuille est saisie.")


class BatchVerb(VerbPage):
    access = P.CAMPAIGNS_EDIT

    def rows(self) -> QuerySet[Any]:
        return PaperBatch.objects.visible_to(self.request.user).select_related("petition")


class Check(BatchVerb):
    submit = lazy("Compter")

    def title(self, obj: PaperBatch) -> str:
        return _("Compter la feuille %(sheet)s") % {"sheet": obj.sheet}

    def consequences(self, obj: PaperBatch) -> list[str]:
        return [_("Vous l’avez comparée à la feuille : %(count)s signatures entrent dans le compte.")
                % {"count": obj.counted}]  # fmt: skip

    def run(self, obj: PaperBatch, form: Any) -> str:
        actions.check_batch(batch=obj, by=self.request.user)
        return _("La feuille est comptée.")


class Refuse(BatchVerb):
    form_class = ReasonForm
    submit = lazy("Écarter")
    dangerous = True

    def title(self, obj: PaperBatch) -> str:
        return _("Écarter la feuille %(sheet)s") % {"sheet": obj.sheet}

    def run(self, obj: PaperBatch, form: Any) -> str:
        actions.refuse_batch(batch=obj, note=form.cleaned_data["reason"], by=self.request.user)
        return _("La feuille est écartée du compte.")


class Correct(BatchVerb):
    form_class = CorrectForm
    submit = lazy("Corriger")

    def title(self, obj: PaperBatch) -> str:
        return _("Corriger la feuille %(sheet)s") % {"sheet": obj.sheet}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> CorrectForm:
        return CorrectForm(data, batch=obj)

    def run(self, obj: PaperBatch, form: Any) -> str:
        actions.correct_batch(batch=obj, by=self.request.user, **form.cleaned_data)
        return _("La feuille est corrigée, et le compte la suit.")


class KeepName(BatchVerb):
    """A name that looked like a double is counted after all, or one is left out."""

    submit = lazy("Confirmer")

    def rows(self) -> QuerySet[Any]:
        return PaperName.objects.visible_to(self.request.user).select_related("batch__petition")

    def title(self, obj: PaperName) -> str:
        return (
            _("Compter %(name)s") % {"name": obj.name} if obj.excluded else _("Écarter %(name)s") % {"name": obj.name}
        )

    def consequences(self, obj: PaperName) -> list[str]:
        return [_("Ce nom semble déjà compté ailleurs.")] if obj.double else []

    def done_url(self, obj: PaperName) -> str:
        return str(obj.batch.get_absolute_url())

    def run(self, obj: PaperName, form: Any) -> str:
        actions.keep_name(name=obj, kept=obj.excluded, by=self.request.user)
        return _("C’est fait : le compte suit.")
