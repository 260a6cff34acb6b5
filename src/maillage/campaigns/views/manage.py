"""Campaigns in Gestion: the list, one campaign, its verbs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.campaigns import actions, pages, words
from maillage.campaigns.enums import CampaignState
from maillage.campaigns.forms.manage import CallForm, CampaignForm, ImageForm, MaterialForm, TitleForm
from maillage.campaigns.models import Campaign
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files.models import Document

P = Permission
S = CampaignState


class Campaigns(ListPage):
    access = P.CAMPAIGNS_VIEW
    title = lazy("Campagnes")
    page_name = "campaigns:list"
    row_route = "campaigns:detail"
    default_sort = "-starts"
    all_journalled = True
    links = (Link(lazy("Nouvelle campagne"), "campaigns:new", P.CAMPAIGNS_EDIT, primary=True),)
    columns = (
        Column("title", lazy("Titre"), sort=("title",), link=True, note=lambda c: c.summary),
        Column("state", lazy("État"), value=lambda c: c.get_state_display(), cell=words.campaign_state, sort=("state",)),
        Column("starts", lazy("Du"), value=lambda c: c.starts_on, sort=("starts_on",)),
        Column("ends", lazy("Au"), value=lambda c: c.ends_on, sort=("ends_on",)),
        Column("theme", lazy("Thème"), value=lambda c: words.theme_label(c.theme) if c.theme else ""),
        Column("movement", lazy("Mouvement"), value=lambda c: words.movement_label(c.movement) if c.movement else "",
               default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("theme", lazy("Thème"), choices=words.themes, lookup="theme"),
        Filter("mouvement", lazy("Mouvement"), choices=words.movements, lookup="movement"),
    )
    empty = Empty(lazy("Aucune campagne"), lazy("Une campagne dit ce que le réseau demande, et ce que chaque personne peut faire."),
                  Link(lazy("Préparer une campagne"), "campaigns:new", P.CAMPAIGNS_EDIT))  # fmt: skip

    def rows(self) -> QuerySet[Campaign]:
        return Campaign.objects.visible_to(self.request.user)


class CampaignPage(DetailPage):
    access = P.CAMPAIGNS_VIEW
    page = "campaign"
    template = "campaigns/detail.html"

    def rows(self) -> QuerySet[Campaign]:
        return Campaign.objects.visible_to(self.request.user)

    def extra(self, obj: Campaign) -> dict[str, Any]:
        user = self.request.user
        return {
            "state": words.campaign_state(obj), "facts": pages.facts(obj), "verbs": self.verbs(obj),
            "demands": obj.demands.all(), "image": pages.image_of(obj), "may_edit": user.can(P.CAMPAIGNS_EDIT),
            "partners": obj.partners.visible_to(user).select_related("organisation"),
            "relays": [(words.region_label(row.region), row)
                       for row in obj.relays.visible_to(user).select_related("organisation")],
            "petitions": obj.petitions.select_related("tally", "campaign"), "calls": obj.calls.all(),
            "materials": Document.objects.visible_to(user).about(obj).prefetch_related("versions"),
            "public_url": obj.public_url if obj.state != S.DRAFT else "",
        }  # fmt: skip

    def verbs(self, obj: Campaign) -> list[tuple[str, str]]:
        if not self.request.user.can(P.CAMPAIGNS_EDIT):
            return []
        state = S(obj.state)
        possible = [
            ("open", _("Ouvrir") if state == S.DRAFT else _("Rouvrir"), state.can_become(S.OPEN)),
            ("edit", _("Modifier"), True), ("image", _("Image"), True),
            ("copy", _("Reprendre pour une nouvelle année"), True),
            ("close", _("Terminer"), state.can_become(S.CLOSED)),
        ]  # fmt: skip
        return [(f"campaigns:{name}", label) for name, label, now in possible if now]


class CampaignEdit(EditPage):
    access = P.CAMPAIGNS_EDIT
    form_class = CampaignForm
    template = "campaigns/edit.html"

    def rows(self) -> QuerySet[Campaign]:
        return Campaign.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj} if obj else _("Nouvelle campagne")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> CampaignForm:
        return CampaignForm(data, user=self.request.user, campaign=obj)

    def save(self, form: Any, obj: Any) -> Campaign:
        if obj:
            return actions.change_campaign(campaign=obj, values=form.cleaned_data, by=self.request.user)
        return actions.create_campaign(values=form.cleaned_data, by=self.request.user)


class CampaignVerb(VerbPage):
    access = P.CAMPAIGNS_EDIT
    made: Any = None  # what the verb made, where it leads

    def rows(self) -> QuerySet[Any]:
        return Campaign.objects.visible_to(self.request.user)

    def done_url(self, obj: Any) -> str:
        return str((self.made or obj).get_absolute_url())


class Open(CampaignVerb):
    submit = lazy("Ouvrir")

    def title(self, obj: Campaign) -> str:
        return _("Ouvrir « %(title)s »") % {"title": obj}

    def consequences(self, obj: Campaign) -> Iterable[str]:
        return [_("Tout le monde voit la campagne, et les gestes qui y sont ouverts."),
                _("Elle pourra être terminée, jamais cachée de nouveau.")]  # fmt: skip

    def run(self, obj: Campaign, form: Any) -> str:
        actions.open_campaign(campaign=obj, by=self.request.user)
        return _("La campagne est ouverte.")


class Close(CampaignVerb):
    submit = lazy("Terminer")

    def title(self, obj: Campaign) -> str:
        return _("Terminer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Campaign) -> Iterable[str]:
        return [_("Elle reste lisible, parmi les campagnes passées ; plus aucun geste n’y est offert.")]

    def run(self, obj: Campaign, form: Any) -> str:
        actions.close_campaign(campaign=obj, by=self.request.user)
        return _("La campagne est terminée.")


class Copy(CampaignVerb):
    submit = lazy("Reprendre pour une nouvelle année")
    form_class = TitleForm

    def title(self, obj: Campaign) -> str:
        return _("Reprendre « %(title)s » pour une nouvelle année") % {"title": obj}

    def consequences(self, obj: Campaign) -> Iterable[str]:
        return [_("Textes, traductions, demandes, partenaires, relais et image sont repris, une année plus tard."),
                _("Ni les pétitions, ni les signatures, ni les réponses ne le sont.")]  # fmt: skip

    def run(self, obj: Campaign, form: Any) -> str:
        self.made = actions.copy_campaign(campaign=obj, title=form.cleaned_data["title"], by=self.request.user)
        return _("La nouvelle campagne est en préparation : relisez-la, puis ouvrez-la.")


class SetImage(CampaignVerb):
    submit = lazy("Enregistrer")
    form_class = ImageForm

    def title(self, obj: Campaign) -> str:
        return _("Image de « %(title)s »") % {"title": obj}

    def run(self, obj: Campaign, form: Any) -> str:
        actions.set_image(campaign=obj, by=self.request.user, **form.cleaned_data)
        return _("L’image est enregistrée.")


class AddMaterial(CampaignVerb):
    submit = lazy("Ajouter")
    form_class = MaterialForm

    def title(self, obj: Campaign) -> str:
        return _("Ajouter du matériel à « %(title)s »") % {"title": obj}

    def run(self, obj: Campaign, form: Any) -> str:
        actions.add_material(campaign=obj, by=self.request.user, **form.cleaned_data)
        return _("Le document est à la disposition de tout le monde.")


class RemoveMaterial(CampaignVerb):
    submit = lazy("Retirer")
    dangerous = True

    def rows(self) -> QuerySet[Any]:
        return Document.objects.visible_to(self.request.user).filter(about_kind="campaigns.campaign")

    def title(self, obj: Document) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Document) -> Iterable[str]:
        return [_("Plus personne ne le télécharge, et le fichier est effacé.")]

    def done_url(self, obj: Document) -> str:
        return reverse("campaigns:detail", args=[int(obj.about_id)])

    def run(self, obj: Document, form: Any) -> str:
        actions.remove_material(document=obj, by=self.request.user)
        return _("Le document est retiré.")


class NewCall(CampaignVerb):
    submit = lazy("Préparer l’appel")
    form_class = CallForm

    def title(self, obj: Campaign) -> str:
        return _("Nouvel appel à l’aide de « %(title)s »") % {"title": obj}

    def run(self, obj: Campaign, form: Any) -> str:
        self.made = actions.create_call(campaign=obj, values=form.cleaned_data, by=self.request.user)
        return _("L’appel est prêt : ouvrez-le pour que tout le monde le voie.")
