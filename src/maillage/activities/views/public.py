"""An activity's public page, its picture for social networks, and the same as a calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.activities.agenda import linked_data, markup, page
from maillage.activities.enums import Kind
from maillage.activities.models import Activity
from maillage.core.public import absolute, cacheable
from maillage.core.registry import house
from maillage.network import current
from maillage.organisations import words
from maillage.projects.models import Project
from maillage.ui import cards


def visible(pk: int) -> Activity:
    """The activity, when anyone may see it; a draft does not exist."""
    current.or_404()
    found = Activity.objects.filter(pk=pk).first()
    if found is None or not found.shows_publicly:
        raise Http404
    return found


@access(PUBLIC)
@cacheable
def activity(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The public page; an old title leads to the present one."""
    row = visible(pk)
    if slug != row.slug:
        return redirect(row.public_url)
    told = page.of(row)
    panels = [panel.render(request, row) for panel in house.panels_on("activity", "public")]
    url = absolute(row.public_url)
    project = Project.objects.public().filter(pk=row.project_id).first() if row.project_id else None
    return render(request, "activities/activity.html", {
        "title": told.title, "page": told, "activity": row, "project": project, "panels": [panel for panel in panels if panel],
        "form": words.names("activity_forms").get(row.form, ""), "themes": told.labels(Kind.THEME, "themes"),
        "movement": words.names("movements").get(row.movement, ""), "facts": told.facts(),
        "programme": markup.programme(told.programme, all_past=told.is_past, all_cancelled=told.is_cancelled),
        "json_ld": linked_data.activity(told.dates), "canonical": url, "description": told.excerpt or told.title,
        "picture": absolute(reverse("site:activity_card", args=[row.pk])),
        "ics": reverse("site:activity_ics", args=[row.pk]), "letter": _("%(title)s\n%(url)s") % {
            "title": told.title, "url": url},
    })  # fmt: skip


def picture(name: str) -> HttpResponse:
    """What social networks show, drawn once."""
    profile = current.profile()
    ground = profile.colours.accent_strong or cards.GROUND
    data = cards.card(name, profile.names.short_name.text(words.language()), ground)
    return HttpResponse(data, content_type="image/png")


@access(PUBLIC)
@cacheable
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What social networks show of an activity."""
    return picture(visible(pk).title)


@access(PUBLIC)
@cacheable
def calendar_card(request: HttpRequest) -> HttpResponse:
    """What they show of the calendar."""
    current.or_404()
    return picture(_("Agenda"))
