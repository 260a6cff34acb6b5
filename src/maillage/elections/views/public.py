"""The candidates of an election, on the site, where the assembly is announced there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core.public import absolute, cacheable
from maillage.elections import words
from maillage.elections.models import Election
from maillage.network import current


@access(PUBLIC)
@cacheable
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands, what they say of themselves; nothing of those who are withheld. The result is in the minutes."""
    current.or_404()
    row = get_object_or_404(Election.objects.public().select_related("assembly", "body"), pk=pk)
    return render(request, "elections/public.html", {
        "title": row.title, "election": row, "facts": words.facts(row), "face": "public", "results": [],
        "groups": words.by_group(row.candidacies.shown().named(), None),
        "canonical": absolute(reverse("site:election", args=[row.pk])),
        "description": _("Les personnes qui se présentent, et ce qu’elles disent d’elles."),
    })  # fmt: skip
