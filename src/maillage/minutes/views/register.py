"""The register of resolutions, in Gestion."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.bodies.models import Body
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.minutes import actions, papers
from maillage.minutes.enums import FollowState, Standing
from maillage.minutes.forms import AffectForm, ArrangeForm, EnterForm, FollowForm
from maillage.minutes.models import Resolution

lazy = gettext_lazy
P = Permission
TONES = {"in_force": "ok", "amended": "al", "repealed": "nu", "rejected": "er"}
FOLLOW_TONES = {"to_do": "al", "under_way": "al", "done": "ok", "dropped": "nu"}


def standing_tag(row: Resolution) -> Any:
    return tag(row.get_standing_display(), TONES[row.standing])


def follow_tag(row: Resolution) -> Any:
    if row.standing == Standing.REJECTED:
        return ""
    late = row.due_on and row.due_on < localdate() and not FollowState(row.follow_state).is_over
    return tag(_("en retard"), "er") if late else tag(row.get_follow_state_display(), FOLLOW_TONES[row.follow_state])


def bodies() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Body.objects.order_by("kind", "name").values_list("pk", "name")]


class Resolutions(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Registre des résolutions")
    page_name = "minutes:resolutions"
    row_route = "minutes:resolution"
    columns = (
        Column("title", lazy("Résolution"), value=lambda r: r.title, sort=("title",), link=True, note=lambda r: r.code),
        Column("code", lazy("Numéro"), value=lambda r: r.code, sort=("year", "number"), default=False),
        Column("adopted_on", pgettext_lazy("résolution", "Prise le"), sort=("adopted_on",)),
        Column("body", lazy("Instance"), value=lambda r: r.body, sort=("body__name",)),
        Column("standing", lazy("Valeur"), value=lambda r: r.get_standing_display(), cell=standing_tag, sort=("standing",)),
        Column("follow_state", lazy("Suite"), value=lambda r: r.get_follow_state_display(), cell=follow_tag,
               sort=("follow_state",)),
        Column("due_on", lazy("À faire avant le"), sort=("due_on",)),
        Column("owner", lazy("Qui s’en charge"), value=lambda r: r.owner_words or r.owner or "", default=False),
        Column("public", lazy("Lisible par"), value=lambda r: readers(r), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Numéro, mot du titre ou du texte"), kind="search", apply=lambda rows, value: rows.found(value)),
        Filter("instance", lazy("Instance"), choices=bodies, lookup="body"),
        Filter("valeur", lazy("Valeur"), choices=Standing.choices, lookup="standing"),
        Filter("suite", lazy("Suite"), choices=(("retard", lazy("en retard")), *FollowState.choices),
               apply=lambda rows, value: rows.late() if value == "retard" else rows.filter(follow_state=value)),
        Filter("annee", lazy("Année"), choices=lambda: [(str(y), str(y)) for y in years()], lookup="year"),
    )  # fmt: skip
    links = (Link(lazy("Inscrire une décision"), "minutes:enter", P.ASSEMBLIES_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune résolution"),
        lazy("Chaque décision déclarée en séance s’inscrit ici d’elle-même, avec son vote. Celles d’un conseil tenu "
             "ailleurs s’inscrivent à la main."), links[0],
    )  # fmt: skip

    def rows(self) -> QuerySet[Resolution]:
        return Resolution.objects.visible_to(self.request.user).select_related("body", "owner")


def years() -> list[int]:
    return list(Resolution.objects.order_by("-year").values_list("year", flat=True).distinct())


def readers(row: Resolution) -> str:
    if row.public:
        return _("tout le monde")
    return _("les membres") if row.members_read else _("l’équipe")


class ResolutionPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "resolution"
    template = "minutes/resolution.html"

    def rows(self) -> QuerySet[Resolution]:
        return Resolution.objects.visible_to(self.request.user).select_related("body", "assembly", "owner", "question")

    def extra(self, obj: Resolution) -> dict[str, Any]:
        return {
            "edit": self.request.user.can(P.ASSEMBLIES_EDIT), "standing": standing_tag(obj), "follow": follow_tag(obj),
            "readers": readers(obj), "follow_ups": obj.follow_ups.select_related("by"),
            "does": obj.does.select_related("earlier"), "undergoes": obj.undergoes.select_related("later"),
        }  # fmt: skip


class Enter(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = EnterForm
    submit = lazy("Inscrire au registre")

    def rows(self) -> QuerySet[Resolution]:
        return Resolution.objects.none()

    def title(self, obj: Any) -> str:
        return _("Inscrire une décision")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> EnterForm:
        return EnterForm(data, vote=self.request.GET.get("vote", "")[:9])

    def save(self, form: EnterForm, obj: Any) -> Resolution:
        return actions.enter(by=self.request.user, **form.cleaned_data)

    def done(self, saved: Resolution) -> str:
        return _("Inscrite sous le numéro %(code)s.") % {"code": saved.code}


class Arrange(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = ArrangeForm

    def rows(self) -> QuerySet[Resolution]:
        return Resolution.objects.visible_to(self.request.user)

    def title(self, obj: Resolution) -> str:
        return _("Suite et lecture de %(code)s") % {"code": obj.code}

    def save(self, form: ArrangeForm, obj: Resolution) -> Resolution:
        return actions.arrange(resolution=obj, values=form.cleaned_data, by=self.request.user)


class ResolutionVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Any]:
        return Resolution.objects.visible_to(self.request.user)


class Affect(ResolutionVerb):
    submit = lazy("Enregistrer")

    def title(self, obj: Resolution) -> str:
        return _("Ce que %(code)s change") % {"code": obj.code}

    def refusal(self, obj: Resolution) -> str:
        return _("Une proposition rejetée ne change rien.") if obj.standing == Standing.REJECTED else ""

    def form(self, obj: Resolution, data: Any = None, files: Any = None) -> AffectForm:
        return AffectForm(data, resolution=obj)

    def run(self, obj: Resolution, form: AffectForm) -> str:
        values = form.cleaned_data
        link = actions.affect(later=obj, earlier=values["earlier"], kind=values["kind"], by=self.request.user)
        return _("%(later)s %(kind)s %(earlier)s.") % {
            "later": obj.code, "kind": link.get_kind_display(), "earlier": link.earlier.code,
        }  # fmt: skip


class Follow(ResolutionVerb):
    form_class = FollowForm
    submit = lazy("Noter")

    def title(self, obj: Resolution) -> str:
        return _("Suite donnée à %(code)s") % {"code": obj.code}

    def run(self, obj: Resolution, form: FollowForm) -> str:
        actions.follow(resolution=obj, by=self.request.user, **form.cleaned_data)
        return _("La suite est notée.")


@access(P.ASSEMBLIES_VIEW)
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract of one resolution, as PDF."""
    row = get_object_or_404(Resolution.objects.visible_to(request.user).select_related("body", "assembly"), pk=pk)
    response = HttpResponse(papers.extract_pdf(row, now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="resolution-{row.code}.pdf"'
    return response
