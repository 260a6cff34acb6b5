"""The profile in Gestion: read it whole, change a part or its text, compare its versions."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.audit.journal import kind_of
from maillage.audit.models import Entry
from maillage.core.registry import house
from maillage.desk.views.edits import EditPage
from maillage.network import actions, current, forms, legal_words, list_forms, reading, words
from maillage.network.differences import differences
from maillage.network.loader import ProfileError, parse_profile
from maillage.network.models import ProfileVersion
from maillage.network.profile import Profile

READ = Permission.GESTION
FORMS: dict[str, tuple[str | Promise, type[forms.SectionForm]]] = {
    "texts": (gettext_lazy("Noms et textes"), forms.TextsForm),
    "contact": (gettext_lazy("Coordonnées"), forms.ContactForm),
    "colours": (gettext_lazy("Couleurs"), forms.ColoursForm),
    "categories": (gettext_lazy("Catégories de membres et leurs droits"), list_forms.CategoriesForm),
    "fees": (gettext_lazy("Barème d’un nouvel exercice"), list_forms.ScheduleForm),
    "themes": (gettext_lazy("Thèmes"), list_forms.ThemesForm),
    "families": (gettext_lazy("Familles d’acteurs"), list_forms.FamiliesForm),
    "activity_forms": (gettext_lazy("Formes d’activité"), list_forms.ActivityFormsForm),
    "audiences": (gettext_lazy("Publics des activités"), list_forms.AudiencesForm),
    "visibility": (gettext_lazy("Visibilité et renseignements personnels"), forms.VisibilityForm),
}


def profile_or_404() -> Profile:
    current.or_404()
    return current.profile()


@access(READ)
def profile_page(request: HttpRequest) -> HttpResponse:
    """The whole profile, readable."""
    profile = profile_or_404()
    swatches = [(words.COLOURS[name], value) for name, value in profile.colours.model_dump(exclude_none=True).items()]
    rules = legal_words.rules(profile.legal)
    panels = [panel.render(request, profile) for panel in house.panels_on("network", "manage")]
    return render(request, "network/profile.html", {
        "title": _("Réseau"), "sections": reading.sections(profile), "colours": swatches, "rules": rules,
        "to_confirm": sum(rule.to_confirm for rule in rules), "legal": reading.text(profile.legal.name),
        "legal_note": reading.text(profile.legal.note), "versions": with_authors(ProfileVersion.objects.all()[:5]),
        "may_edit": who(request).can(Permission.NETWORK_EDIT), "panels": [panel for panel in panels if panel],
    })  # fmt: skip


def with_authors(rows: Any) -> list[tuple[ProfileVersion, str]]:
    """Each version with who adopted it, from the journal: one query for all."""
    found = list(rows)
    told = Entry.objects.filter(
        kind=kind_of(ProfileVersion), verb="network.profile_adopted", object_id__in=[str(row.pk) for row in found]
    )
    authors = {entry.object_id: entry.actor for entry in told}
    return [(row, authors.get(str(row.pk), "")) for row in found]


@access(READ)
def versions(request: HttpRequest) -> HttpResponse:
    """Every version: when, by whom, why."""
    profile_or_404()
    rows = with_authors(ProfileVersion.objects.all())
    return render(request, "network/versions.html", {"title": _("Versions du profil"), "versions": rows})


@access(READ)
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version beside another (the one before it, or the one asked for)."""
    row = ProfileVersion.objects.filter(number=number).first()
    if row is None:
        raise Http404
    asked = request.GET.get("avec", "")
    other = int(asked) if asked.isdecimal() and len(asked) < 7 else number - 1
    before = ProfileVersion.objects.filter(number=other).first()
    found = differences(plain(before), plain(row)) if before else []
    parts: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for one in found:
        label = str(words.PARTS.get(one.part, one.part))
        parts.setdefault(label, []).append((one.place or label, one.before, one.after))
    return render(request, "network/version.html", {
        "title": _("Profil, version %(number)s") % {"number": number}, "version": with_authors([row])[0], "other": before,
        "parts": parts, "numbers": ProfileVersion.objects.exclude(number=number).values_list("number", flat=True),
    })  # fmt: skip


def plain(row: ProfileVersion) -> dict[str, Any]:
    return parse_profile(row.toml).plain()


@access(READ)
def download(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The profile as it is written."""
    wanted = number or ProfileVersion.last_number()
    row = ProfileVersion.objects.filter(number=wanted).first()
    if row is None:
        raise Http404
    name = f"profil-{current.profile().code}-{wanted}.toml"
    return HttpResponse(row.toml, content_type="application/toml; charset=utf-8",
                        headers={"Content-Disposition": f'attachment; filename="{name}"'})  # fmt: skip


@dataclass
class InForce:
    """The version in force, as the edit pages know a row."""

    profile: Profile
    version: int
    pk: int = 1

    def get_absolute_url(self) -> str:
        return reverse("network:profile")


class NetworkEdit(EditPage):
    """A change of the profile: always on the version in force, guarded by its number."""

    access = Permission.NETWORK_EDIT

    def object(self, pk: int | None) -> InForce:
        return InForce(profile_or_404(), ProfileVersion.last_number())

    def get(self, request: HttpRequest, pk: int | None = None, **kwargs: Any) -> HttpResponse:
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: int | None = None, **kwargs: Any) -> HttpResponse:
        return super().post(request, pk)

    def expected(self) -> int | None:
        """The version that the form was made from; an unreadable one is stale."""
        given = self.request.POST.get("version", "")
        return int(given) if given.isdecimal() and len(given) < 9 else -1

    def done(self, saved: ProfileVersion) -> str:
        return _("Enregistré : le profil en est à la version %(number)s.") % {"number": saved.number}

    def done_url(self, saved: Any) -> str:
        return reverse("network:profile")


class SectionPage(NetworkEdit):
    """The form of one part."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["section"] not in FORMS:
            raise Http404
        self.section = kwargs["section"]
        drawn = "themes" if self.section in AS_LISTS else self.section
        self.template = f"network/edit_{drawn}.html" if drawn in TEMPLATES else "network/edit.html"

    def title(self, obj: Any) -> str | Promise:
        return FORMS[self.section][0]

    def form(self, obj: InForce, data: Any = None, files: Any = None) -> forms.SectionForm:
        return FORMS[self.section][1](obj.profile, data=data)

    def post(self, request: HttpRequest, pk: int | None = None, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            obj = self.object(None)
            form = self.form(obj, request.POST)
            form.is_valid()
            return self.page(request, obj, form, request.POST.get("version"))
        return super().post(request)

    def save(self, form: forms.SectionForm, obj: InForce) -> ProfileVersion:
        return actions.change(
            edit=form.change, by=self.request.user, note=form.cleaned_data["note"] or str(FORMS[self.section][0]),
            decided_on=form.cleaned_data["decided_on"], expected=self.expected(),
        )  # fmt: skip

    def page(self, request: HttpRequest, obj: Any, form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.preview = preview(form) if self.section == "colours" else {}
        return super().page(request, obj, form, *args, **kwargs)

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"preview": self.preview}


TEMPLATES = {"colours", "categories", "themes", "families"}
AS_LISTS = {"activity_forms", "audiences"}  # drawn as themes are


def preview(form: Any) -> dict[str, str]:
    """The colours of the drawing: those typed where they can be read, else the style sheet's."""
    house_own = {"accent": "#2e3192", "on_accent": "#ffffff", "accent_strong": "#14163f", "accent_soft": "#e4e5f6",
                 "background": "#ffffff", "surface": "#f3f3fb", "text": "#1b1a2e", "muted": "#55546b",
                 "border": "#d8d8e6", "link": "#2e3192", "second": "#f7b52c", "focus": "#f7b52c"}  # fmt: skip
    if form.is_bound:
        return house_own | form.chosen()
    return house_own | form.profile.colours.model_dump(exclude_none=True)


class TomlPage(NetworkEdit):
    """The whole profile as text; every problem is told with its line, and the text is kept."""

    form_class = forms.TomlForm
    template = "network/toml.html"

    def title(self, obj: Any) -> str:
        return _("Le profil en texte")

    def form(self, obj: InForce, data: Any = None, files: Any = None) -> forms.TomlForm:
        return forms.TomlForm(data=data, initial={"toml": ProfileVersion.read(obj.version)})

    def save(self, form: forms.TomlForm, obj: InForce) -> ProfileVersion:
        text = form.cleaned_data["toml"].replace("\r\n", "\n")
        try:
            profile = parse_profile(text)
        except ProfileError as error:
            lines = text.split("\n")
            self.problems = [
                (one, lines[one.line - 1].strip()[:160] if one.line and one.line <= len(lines) else "")
                for one in error.problems
            ]
            raise ValidationError(_("Rien n’est enregistré : corrigez ce qui suit.")) from error
        return actions.adopt(
            profile=profile, by=self.request.user, note=form.cleaned_data["note"] or str(_("Profil en texte")),
            decided_on=form.cleaned_data["decided_on"], expected=self.expected(), toml=text,
        )  # fmt: skip

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"problems": getattr(self, "problems", [])}
