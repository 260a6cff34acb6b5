"""Petitions in Gestion: the list, one petition, its text, its verbs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.campaigns import actions, figures, words
from maillage.campaigns.enums import BatchState, BlockState, NamesGiven, PetitionState
from maillage.campaigns.forms.petitions import NewPetitionForm, PetitionForm, TextForm
from maillage.campaigns.models import Petition
from maillage.campaigns.views.manage import CampaignVerb
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.ui.templatetags.ui import grouped

P = Permission
S = PetitionState


class Petitions(ListPage):
    access = P.CAMPAIGNS_VIEW
    title = lazy("Pétitions")
    page_name = "campaigns:petitions"
    row_route = "campaigns:petition"
    default_sort = "-opens"
    columns = (
        Column("title", lazy("Titre"), sort=("title",), link=True, note=lambda p: p.campaign.title),
        Column("state", lazy("État"), value=lambda p: p.get_state_display(), cell=words.petition_state, sort=("state",)),
        Column("online", lazy("En ligne"), value=lambda p: p.tally.online, sort=("tally__online",), numeric=True),
        Column("paper", lazy("Sur papier"), value=lambda p: p.tally.paper, sort=("tally__paper",), numeric=True),
        Column("goal", lazy("Objectif"), value=lambda p: p.goal, sort=("goal",), numeric=True),
        Column("opens", lazy("Du"), value=lambda p: p.opens_on, sort=("opens_on",)),
        Column("closes", lazy("Au"), value=lambda p: p.closes_on, sort=("closes_on",)),
        Column("purge", lazy("Noms effacés le"), value=lambda p: p.purge_on, sort=("purge_on",), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
    )
    empty = Empty(lazy("Aucune pétition"), lazy("Une pétition se prépare depuis la page d’une campagne."))

    def rows(self) -> QuerySet[Petition]:
        return Petition.objects.visible_to(self.request.user).select_related("campaign", "tally")


class PetitionPage(DetailPage):
    access = P.CAMPAIGNS_VIEW
    page = "petition"
    template = "campaigns/petition_detail.html"

    def rows(self) -> QuerySet[Petition]:
        rows = Petition.objects.visible_to(self.request.user).select_related("campaign", "tally", "delivery")
        return rows.prefetch_related("addressees", "texts__wordings")

    def extra(self, obj: Petition) -> dict[str, Any]:
        versions = sorted(obj.texts.all(), key=lambda one: -one.number)
        points = [(date_format(day, "SHORT_DATE_FORMAT"), n) for day, n in figures.curve(obj)]
        user = self.request.user
        return {
            "state": words.petition_state(obj), "versions": versions, "text": words.wording(versions[0], obj.language),
            "points": points, "verbs": self.verbs(obj), "facts": self.facts(obj),
            "figures": [(obj.tally.total, _("signatures")), (obj.tally.online, _("en ligne")),
                        (obj.tally.paper, _("sur papier"))],
            "delivery": getattr(obj, "delivery", None), "sees": user.can(P.SIGNATURES_VIEW),
            "may_edit": user.can(P.CAMPAIGNS_EDIT), "public_url": obj.public_url if obj.state != S.DRAFT else "",
            "to_check": obj.batches.filter(state=BatchState.ENTERED).count(),
            "to_review": 0 if obj.state == S.DELIVERED else obj.blocks.filter(state=BlockState.FLAGGED).count(),
            "words": {"day": _("Jour"), "signatures": _("Signatures"), "title": _("Signatures confirmées, par jour")},
        }  # fmt: skip

    def facts(self, obj: Petition) -> list[tuple[str, Any]]:
        return [
            (_("Adressée à"), " ; ".join(str(one) for one in obj.addressees.all())),
            (_("Ouverte"), _("du %(start)s au %(end)s") % {"start": date_format(obj.opens_on, "SHORT_DATE_FORMAT"),
                                                          "end": date_format(obj.closes_on, "SHORT_DATE_FORMAT")}),
            (_("Objectif"), obj.goal and grouped(obj.goal)),
            (_("Noms remis"), NamesGiven(obj.names_given).label),
            (_("Noms effacés le"), date_format(obj.purge_on, "SHORT_DATE_FORMAT")),
            (_("Effacés"), date_format(obj.purged_at, "SHORT_DATE_FORMAT") if obj.purged_at else ""),
        ]  # fmt: skip

    def verbs(self, obj: Petition) -> list[tuple[str, str]]:
        if not self.request.user.can(P.CAMPAIGNS_EDIT):
            return []
        state, done = S(obj.state), obj.state == S.DELIVERED
        possible = [
            ("petition_open", _("Ouvrir") if state == S.DRAFT else _("Rouvrir"),
             state.can_become(S.OPEN) and not obj.purged_at),
            ("batch_new", _("Saisir une feuille"), state in (S.OPEN, S.CLOSED) and not obj.purged_at),
            ("petition_edit", _("Modifier"), not done), ("petition_text", _("Texte"), not done),
            ("petition_close", _("Clore"), state.can_become(S.CLOSED)),
            ("dossier", _("Dossier de remise"), state != S.DRAFT),
            ("deliver", _("Noter la remise"), state.can_become(S.DELIVERED)),
            ("answer", _("Noter la réponse"), done),
            ("tell", _("L’annoncer"), done and obj.delivery.answer and not obj.delivery.told_at),
            ("petition_purge", _("Effacer les noms"), done and not obj.purged_at),
        ]  # fmt: skip
        return [(f"campaigns:{name}", label) for name, label, now in possible if now]


class NewPetition(CampaignVerb):
    submit = lazy("Préparer la pétition")
    form_class = NewPetitionForm

    def title(self, obj: Any) -> str:
        return _("Nouvelle pétition de « %(title)s »") % {"title": obj}

    def run(self, obj: Any, form: Any) -> str:
        values = dict(form.cleaned_data)
        words_given = values.pop("words")
        self.made = actions.create_petition(campaign=obj, values=values, words=words_given, by=self.request.user)
        return _("La pétition est prête : relisez-la, puis ouvrez-la.")


class PetitionEdit(EditPage):
    access = P.CAMPAIGNS_EDIT
    form_class = PetitionForm

    def rows(self) -> QuerySet[Petition]:
        return Petition.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return PetitionForm(data, petition=obj)

    def save(self, form: Any, obj: Any) -> Petition:
        return actions.change_petition(petition=obj, values=form.cleaned_data, by=self.request.user)


class PetitionText(PetitionEdit):
    form_class = TextForm

    def title(self, obj: Any) -> str:
        return _("Texte de « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return TextForm(data, petition=obj)

    def save(self, form: Any, obj: Any) -> Petition:
        actions.rewrite_petition(petition=obj, words=form.cleaned_data["words"], changed=form.cleaned_data["changed"],
                                 by=self.request.user)  # fmt: skip
        return Petition.objects.get(pk=obj.pk)


class PetitionVerb(VerbPage):
    access = P.CAMPAIGNS_EDIT

    def rows(self) -> QuerySet[Any]:
        return Petition.objects.visible_to(self.request.user).select_related("campaign", "tally")


class OpenPetition(PetitionVerb):
    submit = lazy("Ouvrir")

    def title(self, obj: Petition) -> str:
        return _("Ouvrir « %(title)s » aux signatures") % {"title": obj}

    def consequences(self, obj: Petition) -> Iterable[str]:
        return [
            _("Tout le monde peut la signer, du %(start)s au %(end)s.")
            % {"start": date_format(obj.opens_on), "end": date_format(obj.closes_on)},
            _("On promet d’effacer noms et courriels le %(day)s, et de remettre : %(names)s.")
            % {"day": date_format(obj.purge_on), "names": NamesGiven(obj.names_given).label},
        ]

    def run(self, obj: Petition, form: Any) -> str:
        actions.open_petition(petition=obj, by=self.request.user)
        return _("La pétition est ouverte.")


class ClosePetition(PetitionVerb):
    submit = lazy("Clore")

    def title(self, obj: Petition) -> str:
        return _("Clore « %(title)s »") % {"title": obj}

    def consequences(self, obj: Petition) -> Iterable[str]:
        return [_("Plus personne ne signe ; qui a signé peut encore confirmer, et les feuilles être saisies.")]

    def run(self, obj: Petition, form: Any) -> str:
        actions.close_petition(petition=obj, by=self.request.user)
        return _("La pétition est close.")


class PurgePetition(PetitionVerb):
    submit = lazy("Effacer")
    dangerous = True

    def title(self, obj: Petition) -> str:
        return _("Effacer les noms de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Petition) -> Iterable[str]:
        return [_("Noms, courriels, codes postaux, mots, feuilles numérisées et courriers sont effacés pour toujours."),
                _("Les chiffres et les empreintes restent. Sans vous, c’est fait le %(day)s.")
                % {"day": date_format(obj.purge_on)}]  # fmt: skip

    def run(self, obj: Petition, form: Any) -> str:
        count = actions.purge_petition(petition=obj, by=self.request.user)
        return _("Les noms de %(count)s signatures sont effacés.") % {"count": count}
