"""The minutes in Gestion: list, text, versions, and the verbs that lead to the signature."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from maillage.accounts.roles import Permission
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.minutes import actions, comparing
from maillage.minutes.enums import MinutesState
from maillage.minutes.forms import AdoptForm, MinutesForm, PublicForm, SettleForm, SignForm
from maillage.minutes.models import Minutes, MinutesRemark
from maillage.network import current

lazy = gettext_lazy
P = Permission
TONES = {"draft": "nu", "review": "al", "adopted": "ok", "signed": "ok"}


def state_tag(row: Minutes) -> Any:
    return tag(row.get_state_display(), TONES[row.state])


class MinutesList(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Procès-verbaux")
    page_name = "minutes:list"
    row_route = "minutes:minutes"
    columns = (
        Column("assembly", lazy("Séance"), value=str, sort=("assembly__title",), link=True),
        Column("body", lazy("Instance"), value=lambda m: m.assembly.body, sort=("assembly__body__name",)),
        Column("on", pgettext_lazy("procès-verbal", "Tenue le"), value=lambda m: m.assembly.day,
               sort=("assembly__starts_at",)),
        Column("state", lazy("État"), value=lambda m: m.get_state_display(), cell=state_tag, sort=("state",)),
        Column("remarks", lazy("Remarques à traiter"), value=lambda m: m.waiting, sort=("waiting",), numeric=True),
        Column("adopted_on", lazy("Adopté le"), sort=("adopted_on",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Mot du titre"), kind="search", lookup="assembly__title__icontains"),
        Filter("etat", lazy("État"), choices=MinutesState.choices, lookup="state"),
    )
    empty = Empty(
        lazy("Aucun procès-verbal"),
        lazy(
            "Quand une séance est levée, son procès-verbal se dresse depuis sa page : présences, quorum, votes y sont déjà."
        ),
    )

    def rows(self) -> QuerySet[Minutes]:
        return Minutes.objects.visible_to(self.request.user).select_related("assembly__body").annotate(
            waiting=Count("remarks", filter=Q(remarks__settled_at=None))
        )  # fmt: skip


class MinutesPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "minutes"
    template = "minutes/minutes.html"

    def rows(self) -> QuerySet[Minutes]:
        return Minutes.objects.visible_to(self.request.user).select_related("assembly__body", "adopted_at")

    def title(self, obj: Minutes) -> str:
        return _("Procès-verbal : %(title)s") % {"title": obj.assembly}

    def extra(self, obj: Minutes) -> dict[str, Any]:
        return {
            "edit": self.request.user.can(P.ASSEMBLIES_EDIT), "state": state_tag(obj), "text": obj.text,
            "versions": obj.versions.select_related("by"), "remarks": obj.remarks.select_related("by"),
            "signatures": list(obj.signatures.all()), "language": current.profile().language.code,
        }  # fmt: skip


class MinutesEdit(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = MinutesForm
    template = "minutes/edit.html"

    def rows(self) -> QuerySet[Minutes]:
        return Minutes.objects.visible_to(self.request.user).select_related("assembly")

    def title(self, obj: Minutes) -> str:
        return _("Écrire le procès-verbal")

    def form(self, obj: Minutes, data: Any = None, files: Any = None) -> MinutesForm:
        return MinutesForm(data, minutes=obj)

    def save(self, form: MinutesForm, obj: Minutes) -> Minutes:
        actions.write(minutes=obj, texts=form.texts(), note=form.cleaned_data["note"], by=self.request.user)
        return obj


class MinutesVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Any]:
        return Minutes.objects.visible_to(self.request.user).select_related("assembly")


class Draft(VerbPage):
    """From the page of a closed meeting."""

    access = P.ASSEMBLIES_EDIT
    submit = lazy("Dresser le procès-verbal")

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user)

    def title(self, obj: Assembly) -> str:
        return _("Dresser le procès-verbal de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Assembly) -> list[str]:
        return [_("Présences, procurations, quorum, points, propositions et votes y sont écrits d’après ce qui a été noté "
                  "en séance."), _("Vous y ajoutez vos mots, puis les personnes présentes le relisent.")]  # fmt: skip

    def refusal(self, obj: Assembly) -> str:
        if Minutes.objects.filter(assembly=obj).exists():
            return _("Cette séance a déjà son procès-verbal : ouvrez-le.")
        return "" if obj.state == AssemblyState.CLOSED else _("La séance n’est pas encore levée.")

    def run(self, obj: Assembly, form: Any) -> str:
        self.made = actions.draft(assembly=obj, by=self.request.user)
        return _("Le brouillon est prêt : relisez-le, complétez-le.")

    def done_url(self, obj: Assembly) -> str:
        return self.made.get_absolute_url()


class Refresh(MinutesVerb):
    submit = lazy("Reprendre les faits")

    def title(self, obj: Minutes) -> str:
        return _("Reprendre les faits de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Minutes) -> list[str]:
        return [
            _(
                "Les faits notés depuis (une heure corrigée, un vote dépouillé) remplacent les anciens ; vos mots restent."
            )
        ]

    def run(self, obj: Minutes, form: Any) -> str:
        actions.refresh(minutes=obj, by=self.request.user)
        return _("Les faits sont repris.")


class Review(MinutesVerb):
    submit = lazy("Envoyer en relecture")

    def title(self, obj: Minutes) -> str:
        return _("Faire relire « %(title)s »") % {"title": obj}

    def consequences(self, obj: Minutes) -> list[str]:
        return [
            _(
                "Les personnes qui voient cette séance lisent le texte dans leur espace et peuvent demander une correction."
            ),
            _("Celles qui étaient là et ont un compte reçoivent un courriel."),
        ]

    def run(self, obj: Minutes, form: Any) -> str:
        actions.send_to_review(minutes=obj, by=self.request.user)
        return _("Le procès-verbal est en relecture.")


class TakeBack(MinutesVerb):
    submit = lazy("Reprendre en brouillon")

    def title(self, obj: Minutes) -> str:
        return _("Reprendre « %(title)s » en brouillon") % {"title": obj}

    def run(self, obj: Minutes, form: Any) -> str:
        actions.take_back(minutes=obj, by=self.request.user)
        return _("Le procès-verbal est de nouveau un brouillon.")


class Adopt(MinutesVerb):
    submit = lazy("Noter l’adoption")

    def title(self, obj: Minutes) -> str:
        return _("Adoption de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Minutes) -> list[str]:
        return [_("Le texte ne change plus : une erreur se corrigera par une décision de la séance suivante."),
                _("Son empreinte entre dans la chaîne des actes.")]  # fmt: skip

    def form(self, obj: Minutes, data: Any = None, files: Any = None) -> AdoptForm:
        return AdoptForm(data, minutes=obj)

    def run(self, obj: Minutes, form: AdoptForm) -> str:
        actions.adopt(minutes=obj, by=self.request.user, **form.cleaned_data)
        return _("Le procès-verbal est adopté. Il reste à le signer.")


class Sign(MinutesVerb):
    submit = lazy("Noter la signature")

    def title(self, obj: Minutes) -> str:
        return _("Signature de « %(title)s »") % {"title": obj}

    def form(self, obj: Minutes, data: Any = None, files: Any = None) -> SignForm:
        return SignForm(data, minutes=obj)

    def run(self, obj: Minutes, form: SignForm) -> str:
        values = form.cleaned_data
        actions.sign(minutes=obj, office=values["office"], person=values["person"], by=self.request.user)
        return _("La signature est notée.")


class OpenToAll(MinutesVerb):
    submit = lazy("Enregistrer")

    def title(self, obj: Minutes) -> str:
        return _("Qui peut lire « %(title)s »") % {"title": obj}

    def consequences(self, obj: Minutes) -> list[str]:
        return [_("Les noms des personnes présentes, représentées et excusées y sont écrits."),
                _("Une personne ou un membre dont le nom est retenu n’y est pas nommé par les faits ; relisez vos mots.")]  # fmt: skip

    def form(self, obj: Minutes, data: Any = None, files: Any = None) -> PublicForm:
        return PublicForm(data, initial={"public": obj.public})

    def run(self, obj: Minutes, form: PublicForm) -> str:
        actions.open_to_all(minutes=obj, public=form.cleaned_data["public"], by=self.request.user)
        return _("Enregistré.")


class Settle(VerbPage):
    access = P.ASSEMBLIES_EDIT
    form_class = SettleForm
    submit = lazy("Répondre")

    def rows(self) -> QuerySet[MinutesRemark]:
        seen = Minutes.objects.visible_to(self.request.user).values("pk")
        return MinutesRemark.objects.filter(minutes__in=seen).select_related("minutes__assembly")

    def title(self, obj: MinutesRemark) -> str:
        return _("Répondre à une remarque")

    def consequences(self, obj: MinutesRemark) -> list[str]:
        return [obj.text]

    def run(self, obj: MinutesRemark, form: SettleForm) -> str:
        actions.settle(remark=obj, answer=form.cleaned_data["answer"], by=self.request.user)
        return _("La réponse est enregistrée.")

    def done_url(self, obj: MinutesRemark) -> str:
        return reverse("minutes:minutes", args=[obj.minutes_id])


class Compare(View):
    """One version beside the one before it."""

    access = P.ASSEMBLIES_VIEW

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("assembly"), pk=pk)
        version = get_object_or_404(minutes.versions.select_related("by"), number=number)
        before = minutes.versions.filter(number=number - 1).first()
        groups = list(comparing.differences(before.sections if before else [], version.sections))
        return render(request, "minutes/compare.html", {
            "minutes": minutes, "version": version, "before": before, "groups": groups,
            "title": _("Version %(n)s du procès-verbal") % {"n": number},
        })  # fmt: skip
