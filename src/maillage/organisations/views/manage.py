"""Organisations in Gestion: the list, the page, the edit, the verbs."""

from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files.images import store_logo
from maillage.organisations import record
from maillage.organisations.actions import bulk, organisations, withholding
from maillage.organisations.enums import State
from maillage.organisations.forms.organisation import OrganisationForm
from maillage.organisations.forms.person import ReasonForm
from maillage.organisations.forms.verbs import LogoForm, StateForm
from maillage.organisations.models import Organisation
from maillage.organisations.views import columns, page

P = Permission


def verify(rows: Any, *, by: Any) -> str:
    count = bulk.verify(rows, by=by)
    return ngettext("%(count)s fiche vérifiée.", "%(count)s fiches vérifiées.", count) % {"count": count}


def set_public(rows: Any, *, public: bool, by: Any) -> str:
    count = bulk.set_public(rows, public=public, by=by)
    return ngettext("%(count)s fiche changée.", "%(count)s fiches changées.", count) % {"count": count}


def withhold(rows: Any, *, by: Any) -> str:
    count = bulk.withhold(rows, reason="", by=by)
    return ngettext("%(count)s fiche retenue : dites pourquoi sur sa page.",
                    "%(count)s fiches retenues : dites pourquoi sur leur page.", count) % {"count": count}  # fmt: skip


def set_dormant(rows: Any, *, by: Any) -> str:
    count = bulk.set_dormant(rows, by=by)
    return ngettext("%(count)s organisation mise en sommeil.", "%(count)s organisations mises en sommeil.", count) % {
        "count": count
    }


class Organisations(ListPage):
    access = P.ORGANISATIONS_VIEW
    title = gettext_lazy("Organisations")
    page_name = "organisations:list"
    row_route = "organisations:detail"
    all_journalled = True
    columns = columns.COLUMNS
    default_sort = "name"
    bulk = (
        BulkVerb("verify", gettext_lazy("Marquer comme vérifiées"), verify, P.ORGANISATIONS_EDIT),
        BulkVerb("show", gettext_lazy("Montrer à tout le monde"), partial(set_public, public=True), P.ORGANISATIONS_EDIT,
                 gettext_lazy("Ces fiches pourront être lues par n’importe qui. Les fiches retenues le restent.")),
        BulkVerb("hide", gettext_lazy("Garder pour l’équipe"), partial(set_public, public=False), P.ORGANISATIONS_EDIT),
        BulkVerb("dormant", gettext_lazy("Mettre en sommeil"), set_dormant, P.ORGANISATIONS_EDIT),
        BulkVerb("withhold", gettext_lazy("Retenir"), withhold, P.ORGANISATIONS_EDIT,
                 gettext_lazy("Ces fiches disparaissent aussitôt des pages publiques et de la recherche."), True),
    )  # fmt: skip
    links = (
        Link(gettext_lazy("Nouvelle organisation"), "organisations:create", P.ORGANISATIONS_EDIT, primary=True),
        Link(gettext_lazy("Fiches retenues"), "organisations:withheld", P.WITHHELD_VIEW),
        Link(gettext_lazy("Importer"), "organisations:imports", P.ORGANISATIONS_IMPORT),
        Link(gettext_lazy("Exporter tout"), "organisations:export", P.ORGANISATIONS_VIEW),
    )
    empty = Empty(
        gettext_lazy("Aucune organisation pour l’instant"),
        gettext_lazy("Ici vivront les membres, les partenaires et tous les acteurs du territoire."),
        Link(gettext_lazy("Ajouter la première"), "organisations:create", P.ORGANISATIONS_EDIT),
    )

    @cached_property
    def filters(self) -> tuple[Filter, ...]:  # type: ignore[override]
        wanted = columns.filters(self.request.user)
        return wanted if self.request.user.can(P.WITHHELD_VIEW) else tuple(f for f in wanted if f.name != "retenue")

    def rows(self) -> QuerySet[Any]:
        rows = Organisation.objects.visible_to(self.request.user)
        return rows if self.request.GET.get("etat") == State.MERGED else rows.exclude(state=State.MERGED)

    def narrowed(self) -> QuerySet[Any]:
        return columns.listed(super().narrowed())


class Withheld(Organisations):
    """Only what is withheld, with why: read again from time to time."""

    access = P.WITHHELD_VIEW
    title = gettext_lazy("Fiches retenues")
    intro = gettext_lazy("Elles n’apparaissent nulle part hors de l’équipe qui a le droit de les voir.")
    page_name = "organisations:withheld"
    columns = (
        *columns.COLUMNS[:4],
        columns.Column("withheld_reason", gettext_lazy("Pourquoi")),
        columns.Column("updated_at", gettext_lazy("Modifiée le"), sort=("updated_at",), cell=lambda row: row.updated_at.date()),
    )  # fmt: skip
    bulk = ()
    links = ()
    empty = Empty(gettext_lazy("Rien n’est retenu"), gettext_lazy("Une fiche se retient depuis sa page."))

    @cached_property
    def filters(self) -> tuple[Filter, ...]:  # type: ignore[override]
        reason = Filter("motif", gettext_lazy("Motif"), [("non", gettext_lazy("Sans motif"))],
                        apply=lambda rows, _value: rows.filter(withheld_reason=""))  # fmt: skip
        return (*columns.filters(self.request.user)[:2], reason)

    def rows(self) -> QuerySet[Any]:
        return Organisation.objects.visible_to(self.request.user).filter(withheld=True).exclude(state=State.MERGED)

    def narrowed(self) -> QuerySet[Any]:
        return columns.listed(ListPage.narrowed(self)).only(*columns.FIELDS, "withheld_reason")


class Detail(DetailPage):
    access = P.ORGANISATIONS_VIEW
    page = "organisation"
    template = "organisations/detail.html"

    def rows(self) -> QuerySet[Any]:
        rows = Organisation.objects.visible_to(self.request.user).select_related("verified_by", "merged_into")
        return rows.prefetch_related(*record.WITH_EVERYTHING)

    def extra(self, obj: Any) -> dict[str, Any]:
        return page.facts(obj, self.request.user)


class Edit(EditPage):
    """Create or change: the whole record on one page."""

    access = P.ORGANISATIONS_EDIT
    form_class = OrganisationForm

    def rows(self) -> QuerySet[Any]:
        return (
            Organisation.objects.visible_to(self.request.user)
            .exclude(state=State.MERGED)
            .prefetch_related(*record.WITH_EVERYTHING)
        )

    def title(self, obj: Any) -> Any:
        return _("Modifier %(name)s") % {"name": obj} if obj else _("Nouvelle organisation")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return OrganisationForm(data, files, organisation=obj)

    def save(self, form: Any, obj: Any) -> Any:
        values = form.values()
        if obj is not None:
            return organisations.update(organisation=obj, values=values, by=self.request.user)
        choice = form.cleaned_data["withhold"]
        withheld = None if not choice else choice == "yes"
        return organisations.create(values=values, withheld=withheld, by=self.request.user)

    def done(self, saved: Any) -> str:
        return _("La fiche de %(name)s est enregistrée.") % {"name": saved}

    def done_url(self, saved: Any) -> str:
        if Organisation.objects.visible_to(self.request.user).filter(pk=saved.pk).exists():
            return str(saved.get_absolute_url())
        return reverse("organisations:list")


class OrganisationVerb(VerbPage):
    access = P.ORGANISATIONS_EDIT

    def rows(self) -> QuerySet[Any]:
        return Organisation.objects.visible_to(self.request.user).exclude(state=State.MERGED)


class SetState(OrganisationVerb):
    form_class = StateForm
    submit = gettext_lazy("Changer l’état")

    def title(self, obj: Any) -> Any:
        return _("État de %(name)s") % {"name": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return StateForm(data, initial={"state": obj.state})

    def run(self, obj: Any, form: Any) -> str:
        done = organisations.set_state(organisation=obj, by=self.request.user, **form.cleaned_data)
        return _("%(name)s : %(state)s.") % {"name": done, "state": State(done.state).label}


class Verify(OrganisationVerb):
    submit = gettext_lazy("La fiche est exacte")

    def title(self, obj: Any) -> Any:
        return _("Vérifier la fiche de %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("La date d’aujourd’hui et votre nom sont notés : la fiche ne sera plus à vérifier pendant un an.")]

    def run(self, obj: Any, form: Any) -> str:
        organisations.verify(organisation=obj, by=self.request.user)
        return _("Fiche vérifiée aujourd’hui.")


class Withhold(OrganisationVerb):
    """Anyone who edits may withhold, at once: safety first. Releasing asks for more."""

    form_class = ReasonForm
    submit = gettext_lazy("Retenir")
    dangerous = True

    def title(self, obj: Any) -> Any:
        return _("Retenir %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [
            _("La fiche disparaît aussitôt des pages publiques, des flux et de la recherche."),
            _("Seules les personnes qui ont le droit de voir ce qui est retenu la verront encore."),
        ]

    def run(self, obj: Any, form: Any) -> str:
        withholding.withhold(organisation=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("Fiche retenue. Plus personne ne la voit hors de l’équipe.")

    def done_url(self, obj: Any) -> str:
        return str(obj.get_absolute_url()) if self.request.user.can(P.WITHHELD_VIEW) else reverse("organisations:list")


class Release(OrganisationVerb):
    access = P.WITHHELD_VIEW
    form_class = ReasonForm
    submit = gettext_lazy("Ne plus retenir")

    def rows(self) -> QuerySet[Any]:
        """To release, one sees what is withheld and one edits."""
        return super().rows() if self.request.user.can(P.ORGANISATIONS_EDIT) else Organisation.objects.none()

    def title(self, obj: Any) -> Any:
        return _("Ne plus retenir %(name)s") % {"name": obj}

    def consequences(self, obj: Any) -> list[str]:
        if obj.is_public:
            return [_("La fiche pourra être lue par tout le monde.")]
        return [_("La fiche pourra être lue par toute l’équipe ; elle n’est pas publique.")]

    def run(self, obj: Any, form: Any) -> str:
        withholding.release(organisation=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La fiche n’est plus retenue.")


class SetLogo(OrganisationVerb):
    form_class = LogoForm
    submit = gettext_lazy("Enregistrer")

    def title(self, obj: Any) -> Any:
        return _("Logo de %(name)s") % {"name": obj}

    def run(self, obj: Any, form: Any) -> str:
        upload = form.cleaned_data["logo"]
        image = store_logo(upload, alt=str(obj), by=self.request.user) if upload else None
        organisations.set_logo(organisation=obj, logo=image.public_id if image else "", by=self.request.user)
        return _("Logo enregistré.") if image else _("Logo retiré.")
