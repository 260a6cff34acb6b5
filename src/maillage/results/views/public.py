"""For everyone: what changed, by theme, country and direction, backwards too; what was learned."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core.asked import row_number
from maillage.core.narratives import language_of, said
from maillage.core.public import absolute, cacheable
from maillage.network import current
from maillage.projects.models import Project
from maillage.results import changes, words
from maillage.results.models import CapitalisationNote, Transformation
from maillage.ui.paging import page_links

PER_PAGE = 24
MOST = 5_000


def head(title: str, path: str, description: str) -> dict[str, str]:
    return {"title": title, "canonical": absolute(path), "description": " ".join(description.split()) or title,
            "picture": absolute(reverse("site:network_card"))}  # fmt: skip


@access(PUBLIC)
@cacheable
def list_changes(request: HttpRequest) -> HttpResponse:
    """« Ce qui a changé »: validated by partners, backwards too, with what lasts."""
    current.or_404()
    asked = {name: request.GET.get(name, "").replace("\x00", "")[:48] for name in ("theme", "pays", "sens")}
    every = Transformation.objects.public()
    rows = list(changes.narrowed(every, asked).prefetch_related("observations")[:MOST])
    last = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(1, row_number(request.GET.get("page"))), last)
    filters = [(name, label, asked[name], options) for name, label, options in named(every)]
    return render(request, "results/public_changes.html", {
        "tiles": [changes.card_of(row) for row in rows[(number - 1) * PER_PAGE : number * PER_PAGE]],
        "total": len(rows), "filters": filters, "narrowed": any(asked.values()), "figures": changes.figures(rows),
        "line": changes.line(rows) if len(rows) > 1 else None,
        "pages": page_links(number, last, lambda n: address(asked, n)),
        **head(_("Ce qui a changé"), request.path, _("Ce qui a changé dans la vie des gens, en mieux ou en arrière, et ce qui dure.")),
    })  # fmt: skip


def named(rows: Any) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The ways to narrow the list: parameter, label, choices."""
    found = changes.choices(rows)
    labels = {"theme": _("Thème"), "pays": _("Pays"), "sens": _("Sens")}
    return [(name, labels[name], found[name]) for name in labels]


def address(asked: dict[str, str], number: int) -> str:
    pairs = {**asked, "page": str(number) if number > 1 else ""}
    return "?" + urlencode({name: value for name, value in pairs.items() if value})


@access(PUBLIC)
@cacheable
def change(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One change: for whom, since when, who says so, what is seen of it since."""
    current.or_404()
    rows = Transformation.objects.public().select_related("project", "cause", "organisation", "result")
    row = get_object_or_404(rows.prefetch_related("observations"), pk=pk)
    if slug != row.slug:
        return redirect(row.public_url)
    language, who = words.lang(), row.organisation
    title = said(row.titles, language)
    return render(request, "results/public_change.html", {
        "row": row, "direction": changes.direction_tag(row), "endurance": changes.endurance_tag(row),
        "endures": changes.endurance_of(row), "story": said(row.stories, language), "story_language": language_of(row.stories, language),
        "contribution": said(row.contributions, language), "contribution_language": language_of(row.contributions, language),
        "title_language": language_of(row.titles, language), "project": row.project, "project_title": row.project.title_in(language),
        "observations": [(one, changes.verdict_tag(one.verdict, row), said(one.words, language), language_of(one.words, language))
                         for one in row.observations.all()],
        "facts": [(_("Pour qui"), row.for_whom), (_("Où"), changes.where(row)), (_("Depuis"), row.since.year),
                  (_("Thème"), words.theme_label(row.theme) if row.theme else ""),
                  (_("Cause structurelle touchée"), row.cause), (_("Qui le dit, en mots"), row.said_by),
                  (_("Validée le"), row.answered_on)],
        "who": {"name": who.name, "url": reverse("site:organisation", args=[who.pk])} if who else None,
        **head(title, row.public_url, said(row.stories, language) or title),
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def notes(request: HttpRequest) -> HttpResponse:
    """Capitalisation notes, by theme."""
    current.or_404()
    theme = request.GET.get("theme", "")[:48]
    every = list(CapitalisationNote.objects.public())
    themes = sorted({code for row in every for code in (row.theme, *row.other_themes) if code}, key=words.theme_label)
    rows = [row for row in every if not theme or theme in (row.theme, *row.other_themes)]
    return render(request, "results/public_notes.html", {
        "notes": rows, "themes": [(code, words.theme_label(code), code == theme) for code in themes], "theme": theme,
        **head(_("Ce que nous apprenons"), request.path, _("Ce que plusieurs projets ont appris, par thème.")),
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def note(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    current.or_404()
    row = get_object_or_404(CapitalisationNote.objects.public(), pk=pk)
    if slug != row.slug:
        return redirect(row.public_url)
    shown = row.projects.filter(pk__in=Project.objects.public().values("pk"))
    return render(request, "results/public_note.html", {
        "note": row, "projects": [(one.title_in(words.lang()), one.public_url) for one in shown],
        "themes": [words.theme_label(code) for code in [row.theme, *row.other_themes] if code],
        **head(row.title, row.public_url, row.summary or row.text[:300]),
    })  # fmt: skip
