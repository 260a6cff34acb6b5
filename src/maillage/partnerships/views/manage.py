"""Partnerships in Gestion: the list, one partnership, its verbs."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.core.asked import row_number
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.words import country_label
from maillage.partnerships import actions, page, words
from maillage.partnerships.enums import PartnershipState, Regime, Side
from maillage.partnerships.forms.partnerships import (
    ContactForm,
    EndForm,
    PartnershipForm,
    StateForm,
    SuspendForm,
)
from maillage.partnerships.models import Assessment, Carrier, DuePiece, Partnership, PartnershipContact

P = Permission
S = PartnershipState


def in_continent(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(country__in=words.codes_of(value))


def in_network(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(organisation__partner_seats__network=value)


def by_file(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    pieces = DuePiece.objects.all()
    found = {
        "wanting": pieces.wanting,
        "lapsing": pieces.lapsing,
        "missing": pieces.missing,
        "look": pieces.to_look_at,
    }[value]()
    return rows.filter(pk__in=found.values("partnership"))


def by_assessment(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Of this year: received, asked and not received, never asked."""
    mine = Assessment.objects.filter(year=localdate().year, direction="by_partner")
    if value == "none":
        return rows.filter(state=S.ACTIVE).exclude(pk__in=mine.values("partnership"))
    return rows.filter(pk__in=mine.filter(state=value).values("partnership"))


def ask_all(rows: QuerySet[Partnership], *, by: Any) -> str:
    """Ask each for its assessment of the year; those that cannot be asked are counted."""
    sent = left = 0
    for row in rows.filter(state=S.ACTIVE):
        try:
            actions.ask(partnership=row, year=localdate().year, by=by)
            sent += 1
        except ValidationError:
            left += 1
    told = ngettext("%(n)s demande est partie.", "%(n)s demandes sont parties.", sent) % {"n": sent}
    if left:
        told += " " + ngettext("%(n)s n’a pas pu l’être : déjà reçue, ou sans adresse.",
                               "%(n)s n’ont pas pu l’être : déjà reçues, ou sans adresse.", left) % {"n": left}  # fmt: skip
    return told


class Partnerships(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Partenariats")
    page_name = "partnerships:list"
    row_route = "partnerships:detail"
    default_sort = "name"
    links = (Link(lazy("Nouveau partenariat"), "partnerships:new", P.PARTNERSHIPS_EDIT, primary=True),)
    bulk = (
        BulkVerb("ask", lazy("Demander l’évaluation de l’année"), ask_all, P.PARTNERSHIPS_EDIT,
                 lazy("Un courriel part aux contacts de chaque partenaire en cours, avec un lien pour répondre.")),
    )  # fmt: skip
    columns = (
        Column("name", pgettext_lazy("partenariat", "Partenaire"), value=str, sort=("organisation__sort_name",), link=True,
               note=lambda r: words.type_label(r.partner_type)),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(), cell=words.state_tag, sort=("state",)),
        Column("country", lazy("Pays"), value=lambda r: country_label(r.country), sort=("country",)),
        Column("since", lazy("Depuis"), value=lambda r: r.since, sort=("since",)),
        Column("carried", lazy("Porté par"), value=lambda r: words.carried(r, r.seen_carriers)),
        Column("file", lazy("Dossier"), value=lambda r: _("à compléter") if r.wanting else _("en règle"),
               cell=lambda r: tag(_("à compléter"), "er") if r.wanting else tag(_("en règle"), "ok")),
        Column("assessed", lazy("Dernière évaluation"), value=lambda r: str(r.assessed or ""), sort=("assessed",), numeric=True),
        Column("public", lazy("Publié"), value=lambda r: _("oui") if r.is_public else _("non"), default=False),
        Column("regime", lazy("Régime"), value=lambda r: r.get_regime_display() if r.regime else "", default=False),
        Column("followed", lazy("Suivi par"), value=lambda r: str(r.followed_by or ""), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="organisation__name__icontains"),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("type", lazy("Type"), choices=words.types, lookup="partner_type"),
        Filter("continent", lazy("Continent"), choices=words.continents, apply=in_continent),
        Filter("pays", lazy("Pays"), choices=words.countries, lookup="country"),
        Filter("reseau", lazy("Réseau de partenaires"), choices=page.network_choices, apply=in_network),
        Filter("dossier", lazy("Dossier"), apply=by_file, choices=[
            ("wanting", lazy("à compléter")), ("lapsing", lazy("pièce à renouveler")), ("missing", lazy("pièce manquante")),
            ("look", lazy("pièce à regarder"))]),
        Filter("evaluation", lazy("Évaluation de l’année"), apply=by_assessment, choices=[
            ("none", lazy("à demander")), ("asked", lazy("attendue")), ("answered", lazy("reçue"))]),
        Filter("cote", lazy("Où"), choices=Side.choices, lookup="side"),
        Filter("regime", lazy("Régime"), choices=[one for one in Regime.choices if one[0]], lookup="regime"),
    )  # fmt: skip
    empty = Empty(lazy("Aucun partenariat"), lazy("Un partenariat dit avec qui le réseau agit, depuis quand, et ce que chacun a promis."),
                  links[0])  # fmt: skip

    def rows(self) -> QuerySet[Partnership]:
        user = self.request.user
        wanting = DuePiece.objects.wanting().filter(partnership=OuterRef("pk"))
        carriers = Carrier.objects.visible_to(user).select_related("organisation")
        return (
            Partnership.objects.visible_to(user)
            .select_related("organisation", "followed_by")
            .annotate(wanting=Exists(wanting), assessed=Max("assessments__year"))
            .prefetch_related(Prefetch("carrier_rows", carriers, to_attr="seen_carriers"))
        )


class PartnershipPage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "partnership"
    template = "partnerships/detail.html"

    def rows(self) -> QuerySet[Partnership]:
        return Partnership.objects.visible_to(self.request.user).select_related("organisation", "followed_by")

    def context(self, obj: Partnership) -> dict[str, Any]:
        return super().context(obj) | {"timeline": page.timeline(obj)}

    def extra(self, obj: Partnership) -> dict[str, Any]:
        may = self.request.user.can(P.PARTNERSHIPS_EDIT)
        return page.whole(obj, self.request.user) | {"may_edit": may, "verbs": self.verbs(obj) if may else []}

    def verbs(self, obj: Partnership) -> list[tuple[str, str]]:
        state = S(obj.state)
        possible = [
            ("activate", _("Reprendre") if state in (S.SUSPENDED, S.ENDED) else _("Mettre en cours"), state.can_become(S.ACTIVE)),
            ("ask", _("Demander l’évaluation"), state == S.ACTIVE), ("edit", _("Modifier"), True),
            ("suspend", _("Suspendre"), state.can_become(S.SUSPENDED)), ("end", _("Terminer"), state.can_become(S.ENDED)),
        ]  # fmt: skip
        return [(f"partnerships:{name}", label) for name, label, now in possible if now]


class PartnershipEdit(EditPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = PartnershipForm

    def rows(self) -> QuerySet[Partnership]:
        return Partnership.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier le partenariat avec %(name)s") % {"name": obj} if obj else _("Nouveau partenariat")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> PartnershipForm:
        asked = row_number(self.request.GET.get("organisation"))
        return PartnershipForm(data, files, user=self.request.user, partnership=obj, asked=asked)

    def save(self, form: Any, obj: Any) -> Partnership:
        if obj:
            return actions.change(partnership=obj, values=form.cleaned_data, by=self.request.user)
        return actions.begin(values=form.cleaned_data, by=self.request.user)


class PartnershipVerb(VerbPage):
    """A verb on a partnership that one sees."""

    access = P.PARTNERSHIPS_EDIT

    def rows(self) -> QuerySet[Partnership]:
        return Partnership.objects.visible_to(self.request.user).select_related("organisation")


class Activate(PartnershipVerb):
    form_class = StateForm
    submit = lazy("Mettre en cours")

    def title(self, obj: Partnership) -> str:
        return _("Partenariat avec %(name)s : en cours") % {"name": obj}

    def run(self, obj: Partnership, form: Any) -> str:
        actions.activate(partnership=obj, by=self.request.user, **form.cleaned_data)
        return _("Le partenariat est en cours.")


class Suspend(PartnershipVerb):
    form_class = SuspendForm
    submit = lazy("Suspendre")

    def title(self, obj: Partnership) -> str:
        return _("Suspendre le partenariat avec %(name)s") % {"name": obj}

    def consequences(self, obj: Partnership) -> Iterable[str]:
        return [
            _("On ne lui demande plus d’évaluation tant que cela dure."),
            _("Rien n’est effacé : il peut reprendre."),
        ]

    def run(self, obj: Partnership, form: Any) -> str:
        actions.suspend(partnership=obj, by=self.request.user, **form.cleaned_data)
        return _("Le partenariat est suspendu.")


class End(PartnershipVerb):
    form_class = EndForm
    submit = lazy("Terminer le partenariat")
    dangerous = True

    def title(self, obj: Partnership) -> str:
        return _("Terminer le partenariat avec %(name)s") % {"name": obj}

    def consequences(self, obj: Partnership) -> Iterable[str]:
        count = obj.agreements.filter(state="force").count()
        if count:
            yield ngettext("%(n)s accord en vigueur se termine le même jour.",
                           "%(n)s accords en vigueur se terminent le même jour.", count) % {"n": count}  # fmt: skip
        yield _("Il quitte les pages publiques ; les liens envoyés au partenaire se ferment.")
        yield _("Rien n’est effacé.")

    def run(self, obj: Partnership, form: Any) -> str:
        actions.end(partnership=obj, by=self.request.user, **form.cleaned_data)
        return _("Le partenariat est terminé.")


class AddContact(PartnershipVerb):
    form_class = ContactForm
    submit = lazy("Ajouter")

    def title(self, obj: Partnership) -> str:
        return _("À qui parler chez %(name)s") % {"name": obj}

    def form(self, obj: Partnership, data: Any = None, files: Any = None) -> ContactForm:
        return ContactForm(data, files, user=self.request.user, partnership=obj)

    def run(self, obj: Partnership, form: Any) -> str:
        actions.add_contact(partnership=obj, by=self.request.user, **form.cleaned_data)
        return _("Le contact est ajouté.")


class RemoveContact(VerbPage):
    access = P.PARTNERSHIPS_EDIT
    submit = lazy("Retirer")

    def rows(self) -> QuerySet[PartnershipContact]:
        seen = Partnership.objects.visible_to(self.request.user).values("pk")
        return PartnershipContact.objects.visible_to(self.request.user).filter(partnership__in=seen)

    def title(self, obj: PartnershipContact) -> str:
        return _("Retirer %(name)s des contacts") % {"name": obj}

    def consequences(self, obj: PartnershipContact) -> Iterable[str]:
        return [_("La personne reste dans l’annuaire ; elle ne reçoit plus les demandes de ce partenariat.")]

    def run(self, obj: PartnershipContact, form: Any) -> str:
        actions.remove_contact(contact=obj, by=self.request.user)
        return _("Le contact est retiré.")
