"""The candidates of an election, on the site, where the assembly is announced there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core.public import absolute, cacheable
from maillage.elections import words
from maillage.elections.enums import ElectionState, Fate
from maillage.elections.models import Election
from maillage.network import current


@access(PUBLIC)
@cacheable
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands, what they say of themselves, then who is elected; nothing of those who are withheld. How many votes each
    had is for the members and the minutes."""
    current.or_404()
    row = get_object_or_404(Election.objects.public().select_related("assembly", "body"), pk=pk)
    shown = row.candidacies.shown().named()
    elected = (
        shown.filter(fate=Fate.ELECTED).order_by("group__order", "rank") if row.state == ElectionState.DONE else []
    )
    return render(request, "elections/public.html", {
        "title": row.title, "election": row, "facts": words.facts(row), "elected": words.by_seats(elected, None),
        "groups": words.by_group(shown, None),
        "canonical": absolute(reverse("site:election", args=[row.pk])),
        "description": _("Les personnes qui se présentent, et ce qu’elles disent d’elles."),
    })  # fmt: skip
