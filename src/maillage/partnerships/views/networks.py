"""Networks of partners in Gestion."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.models import Organisation
from maillage.organisations.words import theme_label
from maillage.partnerships import actions, words
from maillage.partnerships.enums import ActionState, NetworkKind
from maillage.partnerships.forms.pieces import ActionForm, NetworkForm
from maillage.partnerships.models import PartnerNetwork, PlanAction

P = Permission


def about(row: PartnerNetwork) -> str:
    """The continent or the theme that holds it together."""
    return words.continent_label(row.continent) if row.kind == NetworkKind.CONTINENTAL else theme_label(row.theme)


class Networks(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Réseaux de partenaires")
    page_name = "partnerships:networks"
    row_route = "partnerships:network"
    default_sort = "name"
    links = (
        Link(lazy("Nouveau réseau de partenaires"), "partnerships:network_new", P.PARTNERSHIPS_EDIT, primary=True),
    )
    columns = (
        Column("name", lazy("Nom"), sort=("name",), link=True),
        Column("kind", lazy("Genre"), value=lambda r: r.get_kind_display(), sort=("kind",)),
        Column("about", lazy("Continent ou thème"), value=about),
        Column("seats", lazy("Nombre de partenaires"), value=lambda r: r.seated, numeric=True),
        Column("starts", lazy("Du"), value=lambda r: r.starts_on, sort=("starts_on",)),
        Column("ends", lazy("Au"), value=lambda r: r.ends_on, sort=("ends_on",)),
        Column("public", lazy("Publié"), value=lambda r: _("oui") if r.is_public else _("non")),
    )
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="name__icontains"),
        Filter("genre", lazy("Genre"), choices=NetworkKind.choices, lookup="kind"),
    )
    empty = Empty(
        lazy("Aucun réseau de partenaires"),
        lazy("Un réseau réunit des partenaires d’un continent ou d’un thème autour d’un plan."),
        links[0],
    )

    def rows(self) -> QuerySet[PartnerNetwork]:
        user = self.request.user
        seen = Organisation.objects.visible_to(user).values("pk")
        return PartnerNetwork.objects.visible_to(user).annotate(
            seated=Count("seats", filter=Q(seats__organisation__in=seen))
        )


class NetworkPage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "partner_network"
    template = "partnerships/network.html"

    def rows(self) -> QuerySet[PartnerNetwork]:
        return PartnerNetwork.objects.visible_to(self.request.user).select_related("plan_document")

    def extra(self, obj: PartnerNetwork) -> dict[str, Any]:
        user = self.request.user
        may = user.can(P.PARTNERSHIPS_EDIT)
        leads = Organisation.objects.visible_to(user).filter(pk__in=obj.actions.values("lead")).in_bulk()
        return {
            "may_edit": may, "about": about(obj), "summary": obj.summary(words.lang()),
            "seats": obj.seats.visible_to(user).select_related("organisation"),
            "actions": [(one, self.tag(one), leads.get(one.lead_id)) for one in obj.actions.all()],
            "public_url": obj.public_url if obj.is_public else "",
        }  # fmt: skip

    def tag(self, one: PlanAction) -> Any:
        return tag(_("En retard"), "er") if one.is_late else tag(one.get_state_display(), ActionState(one.state).tone)


class NetworkEdit(EditPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = NetworkForm

    def rows(self) -> QuerySet[PartnerNetwork]:
        return PartnerNetwork.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj} if obj else _("Nouveau réseau de partenaires")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> NetworkForm:
        return NetworkForm(data, files, user=self.request.user, network=obj)

    def save(self, form: Any, obj: Any) -> PartnerNetwork:
        if obj:
            return actions.change_network(network=obj, values=form.cleaned_data, by=self.request.user)
        return actions.create_network(values=form.cleaned_data, by=self.request.user)


class SettleAction(VerbPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = ActionForm
    submit = lazy("Noter")

    def rows(self) -> QuerySet[PlanAction]:
        return PlanAction.objects.visible_to(self.request.user).select_related("network")

    def title(self, obj: PlanAction) -> str:
        return _("Où en est « %(title)s »") % {"title": obj}

    def form(self, obj: PlanAction, data: Any = None, files: Any = None) -> ActionForm:
        return ActionForm(data, files, initial={"state": obj.state, "on": obj.done_on, "text": obj.note})

    def run(self, obj: PlanAction, form: Any) -> str:
        actions.settle_action(action=obj, by=self.request.user, **form.cleaned_data)
        return _("C’est noté.")
