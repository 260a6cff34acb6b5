"""Funders and grants in Gestion: their lists, one grant with its calendar, their verbs."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.funding import actions, rates, shown, words
from maillage.funding.enums import Category, GrantState, InstalmentState, Nature
from maillage.funding.forms.grants import FunderForm, GrantForm
from maillage.funding.models import Funder, Grant
from maillage.funding.views.common import EDIT, VIEW, OnProject

G, I = GrantState, InstalmentState  # noqa: E741


class Funders(ListPage):
    access = VIEW
    title = lazy("Bailleurs")
    page_name = "funding:funders"
    row_route = "funding:funder"
    default_sort = "name"
    links = (Link(lazy("Nouveau bailleur"), "funding:funder_new", EDIT, primary=True),)
    columns = (
        Column(
            "name", lazy("Bailleur"), value=lambda f: str(f.organisation), sort=("organisation__sort_name",), link=True
        ),
        Column("currency", lazy("Monnaie"), sort=("currency",)),
        Column("own_share", lazy("Part propre demandée (%)"), numeric=True),
        Column("variance", lazy("Écart admis par ligne (%)"), numeric=True),
        Column("reports", lazy("Un rapport tous les … mois"), value=lambda f: f.report_months, numeric=True),
    )
    empty = Empty(lazy("Aucun bailleur"), lazy("Un bailleur est une organisation de l’annuaire qui donne de l’argent, avec ses règles."),
                  Link(lazy("Noter un bailleur"), "funding:funder_new", EDIT))  # fmt: skip

    def rows(self) -> Any:
        return Funder.objects.visible_to(self.request.user).select_related("organisation")


class FunderPage(DetailPage):
    access = VIEW
    page = "funder"
    template = "funding/funder.html"
    links = (Link(lazy("Modifier"), "funding:funder_edit", EDIT),)

    def rows(self) -> Any:
        return Funder.objects.visible_to(self.request.user).select_related("organisation")

    def extra(self, obj: Funder) -> dict[str, Any]:
        grants = Grant.objects.visible_to(self.request.user).filter(funder=obj).select_related("project")
        names = dict([*Nature.choices, *Category.choices])
        limits = ", ".join(f"{names.get(code, code)} : {limit} %" for code, limit in obj.ceilings.items())
        facts = [
            (_("Monnaie"), obj.currency),
            (_("Dépenses admises"), ", ".join(str(names[code]) for code in obj.categories if code in names) or _("toutes")),
            (_("Plafonds"), limits), (_("Part propre demandée (%)"), obj.own_share),
            (_("Écart admis par ligne (%)"), obj.variance), (_("Un rapport tous les … mois"), obj.report_months),
            (_("À rendre dans les … jours"), obj.report_days if obj.report_months else ""),
        ]  # fmt: skip
        return {"facts": facts, "headings": obj.headings.all(),
                "grants": [(row, words.show(row.amount, row.currency), words.state(row)) for row in grants]}  # fmt: skip


class FunderEdit(EditPage):
    access = EDIT
    form_class = FunderForm

    def rows(self) -> Any:
        return Funder.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Règles de %(funder)s") % {"funder": obj} if obj else _("Nouveau bailleur")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> FunderForm:
        return FunderForm(data, user=self.request.user, funder=obj)

    def save(self, form: Any, obj: Any) -> Funder:
        told = {"values": form.values, "headings": form.cleaned_data["headings"], "by": self.request.user}
        return actions.change_funder(funder=obj, **told) if obj else actions.create_funder(**told)


class Grants(ListPage):
    access = VIEW
    title = lazy("Subventions")
    page_name = "funding:grants"
    row_route = "funding:grant"
    default_sort = "-starts"
    columns = (
        Column("title", lazy("Subvention"), sort=("title",), link=True, note=lambda g: g.project.title),
        Column("funder", lazy("Bailleur"), value=lambda g: str(g.funder), sort=("funder__organisation__sort_name",)),
        Column("state", lazy("État"), value=lambda g: g.get_state_display(), cell=words.state, sort=("state",)),
        Column("starts", lazy("Du"), value=lambda g: g.starts_on, sort=("starts_on",)),
        Column("ends", lazy("Au"), value=lambda g: g.ends_on, sort=("ends_on",)),
        Column("amount", lazy("Montant"), value=lambda g: g.money.decimal, cell=lambda g: words.show(g.amount, g.currency),
               sort=("amount",), numeric=True),
        Column("currency", lazy("Monnaie"), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Titre, bailleur ou projet"), kind="search", apply=lambda rows, value: rows.filter(title__icontains=value)
               | rows.filter(funder__organisation__name__icontains=value) | rows.filter(project__title__icontains=value)),
        Filter("etat", lazy("État"), choices=G.choices, lookup="state"),
    )  # fmt: skip
    empty = Empty(lazy("Aucune subvention"), lazy("Une subvention se note depuis la page d’argent d’un projet."))

    def rows(self) -> Any:
        return Grant.objects.visible_to(self.request.user).select_related("funder__organisation", "project")


def ratio(percent: Decimal | None) -> Fraction | None:
    return Fraction(percent) / 100 if percent is not None else None


class GrantPage(DetailPage):
    access = VIEW
    page = "grant"
    template = "funding/grant.html"

    def rows(self) -> Any:
        return Grant.objects.visible_to(self.request.user).select_related("funder__organisation", "project")

    def extra(self, obj: Grant) -> dict[str, Any]:
        parts = list(obj.instalments.select_related("condition", "grant"))
        planned = sum(part.amount for part in parts)
        came = sum(part.counted(obj.currency) for part in parts)
        edit = self.request.user.can(EDIT)
        own = obj.own_share if obj.own_share is not None else obj.funder.own_share
        variance = obj.variance if obj.variance is not None else obj.funder.variance
        return {
            "state": words.state(obj), "may_edit": edit, "verbs": self.verbs(obj) if edit else [],
            "figures": [(words.whole(obj.amount, obj.currency), _("accordé") if obj.state == G.GRANTED else obj.get_state_display()),
                        (words.whole(came, obj.currency), _("reçu")),
                        (words.whole(obj.amount - planned, obj.currency), _("encore à prévoir en tranches"))],
            "facts": [(_("Bailleur"), obj.funder), (_("Référence du bailleur"), obj.reference),
                      (_("Activité IATI du bailleur"), obj.activity), (_("Demandée le"), obj.asked_on), (_("Signée le"), obj.signed_on),
                      (_("Du"), obj.starts_on), (_("Au"), obj.ends_on), (_("Part propre demandée"), words.percent(ratio(own))),
                      (_("Écart admis par ligne"), words.percent(ratio(variance)))],
            "headings": shown.headings_of(obj, self.request.user) if obj.state in (G.GRANTED, G.CLOSED) else None,
            "parts": [self.part(part, obj, edit) for part in parts], "left": obj.amount > planned,
            "conditions": [(row, edit and row.met_on is None) for row in obj.conditions.all()],
            "reports": [(row, edit and row.sent_on is None, edit and row.sent_on and row.accepted_on is None)
                        for row in obj.reports.all()],
        }  # fmt: skip

    def part(self, part: Any, grant: Grant, edit: bool) -> dict[str, Any]:
        came = part.state == I.RECEIVED
        names = [("instalment_claim", _("Demander"))] if part.state == I.PLANNED else []
        names += [
            ("instalment_receive", _("Noter l’arrivée")),
            ("instalment_edit", _("Modifier")),
            ("instalment_remove", _("Retirer")),
        ]
        if came:
            names = [("instalment_correct", _("Corriger"))]
        return {
            "row": part, "amount": words.show(part.amount, grant.currency), "late": part.is_late,
            "received": words.show(part.received, part.received_currency),
            "rate": words.rate(grant.currency, part.received_currency, part.fraction) if part.rate else "",
            "links": [(reverse(f"funding:{name}", args=[part.pk]), label) for name, label in names] if edit else [],
        }  # fmt: skip

    def verbs(self, obj: Grant) -> list[tuple[str, str, bool]]:
        state = G(obj.state)
        possible = [
            ("grant_granted", _("Accordée"), state.can_become(G.GRANTED), True),
            ("grant_refused", _("Refusée"), state.can_become(G.REFUSED), False),
            ("grant_edit", _("Modifier"), True, False),
            ("grant_closed", _("Solder"), state.can_become(G.CLOSED), False),
            ("grant_asked", _("Demander de nouveau"), state.can_become(G.ASKED), False),
            ("grant_delete", _("Effacer"), state in (G.ASKED, G.REFUSED), False),
        ]
        return [
            (reverse(f"funding:{name}", args=[obj.pk]), label, first) for name, label, now, first in possible if now
        ]


class GrantNew(OnProject):
    form_class = GrantForm

    def title(self, obj: Any) -> str:
        return _("Nouvelle subvention pour « %(title)s »") % {"title": self.project}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> GrantForm:
        form = GrantForm(data, user=self.request.user)
        form.serving([rates.book_currency(self.project)])
        return form

    def save(self, form: Any, obj: Any) -> Grant:
        data = form.cleaned_data
        return actions.create_grant(project=self.project, funder=data["funder"], amount=data["amount"], values=form.values,
                                    by=self.request.user)  # fmt: skip

    def done_url(self, saved: Any) -> str:
        return str(saved.get_absolute_url())


class GrantEdit(EditPage):
    access = EDIT
    form_class = GrantForm

    def rows(self) -> Any:
        return Grant.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> GrantForm:
        return GrantForm(data, user=self.request.user, grant=obj)

    def save(self, form: Any, obj: Any) -> Grant:
        return actions.change_grant(
            grant=obj, amount=form.cleaned_data["amount"], values=form.values, by=self.request.user
        )
