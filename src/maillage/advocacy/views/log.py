"""The log in Gestion: exchanges, people who decide, their mandates."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, levels, words
from maillage.advocacy.enums import ExchangeKind, Outcome
from maillage.advocacy.forms.log import DecisionMakerForm, ExchangeForm, ExchangeStepForm, MandateForm
from maillage.advocacy.models import Ask, DecisionMaker, Exchange, Mandate
from maillage.campaigns.models import Campaign
from maillage.core.text import fold
from maillage.desk.columns import Column, day, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files.models import Document
from maillage.organisations import words as directory

lazy = gettext_lazy
P = Permission
TONES = {"waiting": "al", "promise": "ok", "partly": "nu", "refusal": "er", "none": "nu"}


def outcome_tag(row: Exchange) -> Any:
    return tag(row.get_outcome_display(), TONES[row.outcome])


def years() -> list[tuple[str, str]]:
    first = Exchange.objects.order_by("on").values_list("on", flat=True).first()
    return [(str(y), str(y)) for y in range(localdate().year, first.year - 1, -1)] if first else []


def asks() -> list[tuple[Any, Any]]:
    return list(Ask.objects.values_list("pk", "title"))


def campaigns() -> list[tuple[Any, Any]]:
    return list(Campaign.objects.filter(exchanges__isnull=False).distinct().values_list("pk", "title"))


def with_whom(row: Exchange) -> str:
    return ", ".join(str(one) for one in row.decision_makers.all())


class Exchanges(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Registre des échanges")
    intro = lazy("Qui fut rencontré, ce qui fut demandé, ce qui fut répondu. Rien d’ici n’est public.")
    page_name = "advocacy:exchanges"
    default_sort = "-on"
    columns = (
        Column("subject", lazy("Objet"), sort=("subject",), link=True, note=with_whom),
        Column("on", lazy("Date"), sort=("on",)),
        Column("kind", lazy("Sorte"), value=lambda e: e.get_kind_display(), sort=("kind",)),
        Column("with", lazy("Avec qui"), value=with_whom, default=False),
        Column("ask", lazy("Demande"), value=lambda e: str(e.ask or e.campaign or ""), sort=("ask__title",)),
        Column("outcome", lazy("Réponse"), value=lambda e: e.get_outcome_display(), cell=outcome_tag,
               sort=("outcome",)),
        Column("next", lazy("Prochain pas"), value=lambda e: e.next_step, sort=("next_on",),
               note=lambda e: e.next_on and day(e.next_on, get_language())),
        Column("owner", lazy("Par qui"), value=lambda e: str(e.owner or ""), sort=("owner__name",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Objet ou nom"), kind="search", apply=lambda rows, value: rows.filter(
            Q(subject__icontains=value) | Q(pk__in=Exchange.decision_makers.through.objects.filter(
                decisionmaker__sort_name__contains=fold(value)).values("exchange")))),
        Filter("demande", lazy("Demande"), choices=asks, lookup="ask"),
        Filter("campagne", lazy("Campagne"), choices=campaigns, lookup="campaign"),
        Filter("sorte", lazy("Sorte"), choices=ExchangeKind.choices, lookup="kind"),
        Filter("reponse", lazy("Réponse"), choices=Outcome.choices, lookup="outcome"),
        Filter("echelon", lazy("Échelon"), choices=levels.choices, lookup="level"),
        Filter("annee", lazy("Année"), choices=years, lookup="on__year"),
    )  # fmt: skip
    links = (Link(lazy("Noter un échange"), "advocacy:exchange_new", P.ADVOCACY_EDIT, primary=True),)
    empty = Empty(lazy("Aucun échange noté"),
                  lazy("Une rencontre, une lettre, un appel : avec qui, ce qui fut demandé et répondu."), links[0])  # fmt: skip

    def rows(self) -> QuerySet[Exchange]:
        rows = Exchange.objects.visible_to(self.request.user).select_related("ask", "campaign", "owner")
        return rows.prefetch_related(Prefetch("decision_makers", DecisionMaker.objects.visible_to(self.request.user)))


class ExchangePage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "exchange"
    template = "advocacy/exchange.html"

    def rows(self) -> QuerySet[Exchange]:
        return Exchange.objects.visible_to(self.request.user).select_related(
            "ask", "campaign", "owner", "commitment__organisation", "commitment__ask"
        )

    def extra(self, obj: Exchange) -> dict[str, Any]:
        user = self.request.user
        return {
            "edit": user.can(P.ADVOCACY_EDIT), "outcome": outcome_tag(obj),
            "people": obj.decision_makers.visible_to(user).prefetch_related("mandates"),
            "documents": Document.objects.visible_to(user).about(obj).prefetch_related("versions"),
            "facts": [(_("Sorte"), obj.get_kind_display()), (_("Thème"), directory.theme_label(obj.theme)),
                      (_("Échelon"), obj.get_level_display()), (_("Aussi présentes ou présents"), obj.present),
                      (_("Par qui"), obj.owner), (_("Répondu le"), obj.answered_on)],
        }  # fmt: skip


class ExchangeEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = ExchangeForm

    def rows(self) -> QuerySet[Exchange]:
        return Exchange.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier l’échange") if obj else _("Noter un échange")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> ExchangeForm:
        given = {name: self.request.GET[name] for name in ("commitment", "ask", "campaign", "decision_makers")
                 if name in self.request.GET}  # fmt: skip
        initial = {"on": localdate(), "owner": self.request.user.pk, **given} if obj is None else None
        return ExchangeForm(data, files, instance=obj, initial=initial, user=self.request.user)

    def save(self, form: ExchangeForm, obj: Any) -> Exchange:
        data = dict(form.cleaned_data)
        upload, by = data.pop("upload"), self.request.user
        if obj is None:
            return actions.create_exchange(values=data, upload=upload, by=by)
        return actions.change_exchange(exchange=obj, values=data, upload=upload, by=by)


class ExchangeStep(VerbPage):
    access = P.ADVOCACY_EDIT
    form_class = ExchangeStepForm
    submit = lazy("Noter l’étape")

    def rows(self) -> QuerySet[Exchange]:
        return Exchange.objects.visible_to(self.request.user).select_related("commitment__organisation")

    def title(self, obj: Exchange) -> str:
        return _("L’étape qui découle de « %(subject)s »") % {"subject": obj}

    def refusal(self, obj: Exchange) -> str:
        return (
            "" if obj.commitment_id else _("Dites d’abord, dans cet échange, de quelle institution suivie il s’agit.")
        )

    def run(self, obj: Exchange, form: ExchangeStepForm) -> str:
        step = actions.step_from_exchange(exchange=obj, stage=form.cleaned_data["stage"], by=self.request.user)
        return _("L’étape « %(stage)s » est notée.") % {"stage": step.get_stage_display()}


# People who decide


def mandate_of(row: DecisionMaker) -> str:
    today = localdate()
    now = [m for m in row.mandates.all() if m.ended_on is None or m.ended_on >= today]
    return " ; ".join(str(one) for one in now)


def territory_of(row: DecisionMaker) -> str:
    return ", ".join(dict.fromkeys(m.territory for m in row.mandates.all() if m.territory))


def by_level(rows: QuerySet[DecisionMaker], value: str) -> QuerySet[DecisionMaker]:
    return rows.filter(pk__in=Mandate.objects.current().filter(level=value).values("decision_maker"))


def by_region(rows: QuerySet[DecisionMaker], value: str) -> QuerySet[DecisionMaker]:
    return rows.filter(pk__in=Mandate.objects.filter(region=value).values("decision_maker"))


def by_office(rows: QuerySet[DecisionMaker], value: str) -> QuerySet[DecisionMaker]:
    now = Mandate.objects.current().values("decision_maker")
    return rows.filter(pk__in=now) if value == "oui" else rows.exclude(pk__in=now)


class DecisionMakers(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Personnes qui décident")
    page_name = "advocacy:decision_makers"
    default_sort = "name"
    columns = (
        Column("name", lazy("Nom"), value=str, sort=("sort_name",), link=True, note=mandate_of),
        Column("territory", lazy("Territoire"), value=territory_of),
        Column("email", lazy("Courriel"), value=lambda d: d.email),
        Column("phone", lazy("Téléphone"), value=lambda d: d.phone, default=False),
    )
    filters = (
        Filter("q", lazy("Nom ou territoire"), kind="search", apply=lambda rows, value: rows.filter(
            Q(sort_name__contains=fold(value))
            | Q(pk__in=Mandate.objects.filter(territory_key__contains=fold(value)).values("decision_maker")))),
        Filter("echelon", lazy("Échelon"), choices=levels.choices, apply=by_level),
        Filter("region", lazy("Région"), choices=words.region_choices, apply=by_region),
        Filter("fonction", lazy("En fonction"), choices=(("oui", lazy("Oui")), ("non", lazy("Non"))), apply=by_office),
    )  # fmt: skip
    links = (
        Link(lazy("Importer une liste"), "advocacy:roster_new", P.ADVOCACY_EDIT),
        Link(lazy("Nouvelle personne"), "advocacy:decision_maker_new", P.ADVOCACY_EDIT, primary=True),
    )
    empty = Empty(lazy("Personne encore"),
                  lazy("Les personnes élues et leurs mandats, saisies ici ou reprises d’une liste."), links[0])  # fmt: skip

    def rows(self) -> QuerySet[DecisionMaker]:
        return DecisionMaker.objects.visible_to(self.request.user).prefetch_related("mandates")


class DecisionMakerPage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "decision_maker"
    template = "advocacy/decision_maker.html"

    def rows(self) -> QuerySet[DecisionMaker]:
        return DecisionMaker.objects.visible_to(self.request.user).select_related("person")

    def extra(self, obj: DecisionMaker) -> dict[str, Any]:
        return {
            "edit": self.request.user.can(P.ADVOCACY_EDIT), "today": localdate(),
            "mandates": [(one, directory.region_label(one.region)) for one in obj.mandates.all()],
            "exchanges": Exchange.objects.visible_to(self.request.user).filter(decision_makers=obj)[:50],
        }  # fmt: skip


class DecisionMakerEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = DecisionMakerForm

    def rows(self) -> QuerySet[DecisionMaker]:
        return DecisionMaker.objects.visible_to(self.request.user).filter(forgotten_at=None)

    def title(self, obj: Any) -> str:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Nouvelle personne qui décide")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> DecisionMakerForm:
        return DecisionMakerForm(data, instance=obj, user=self.request.user)

    def save(self, form: DecisionMakerForm, obj: Any) -> DecisionMaker:
        if obj is None:
            return actions.create_decision_maker(values=form.cleaned_data, by=self.request.user)
        return actions.change_decision_maker(decision_maker=obj, values=form.cleaned_data, by=self.request.user)


class MandateNew(VerbPage):
    access = P.ADVOCACY_EDIT
    form_class = MandateForm
    submit = lazy("Ajouter le mandat")

    def rows(self) -> QuerySet[Any]:
        return DecisionMaker.objects.visible_to(self.request.user).filter(forgotten_at=None)

    def title(self, obj: DecisionMaker) -> str:
        return _("Un mandat de %(name)s") % {"name": obj}

    def run(self, obj: DecisionMaker, form: MandateForm) -> str:
        actions.add_mandate(decision_maker=obj, values=form.cleaned_data, by=self.request.user)
        return _("Le mandat est ajouté.")


class MandateEdit(VerbPage):
    access = P.ADVOCACY_EDIT
    submit = lazy("Enregistrer")

    def rows(self) -> QuerySet[Mandate]:
        seen = DecisionMaker.objects.visible_to(self.request.user).values("pk")
        return Mandate.objects.filter(decision_maker__in=seen).select_related("decision_maker")

    def title(self, obj: Mandate) -> str:
        return _("Mandat de %(name)s") % {"name": obj.decision_maker}

    def form(self, obj: Mandate, data: Any = None, files: Any = None) -> MandateForm:
        return MandateForm(data, instance=obj)

    def run(self, obj: Mandate, form: MandateForm) -> str:
        actions.change_mandate(mandate=obj, values=form.cleaned_data, by=self.request.user)
        return _("Le mandat est modifié.")
