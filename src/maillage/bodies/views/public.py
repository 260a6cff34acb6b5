"""Who directs the network: public bodies and their composition today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.bodies import words
from maillage.bodies.composition import mandates_on
from maillage.bodies.models import Body, Mandate
from maillage.core.public import absolute, cacheable
from maillage.core.registry import house
from maillage.network import current


@access(PUBLIC)
@cacheable
def bodies(request: HttpRequest) -> HttpResponse:
    current.or_404()
    return render(request, "bodies/public_list.html", {
        "title": _("Nos instances"), "bodies": list(Body.objects.public()), "canonical": absolute(reverse("site:bodies")),
        "description": _("Qui décide dans le réseau : l’assemblée, le conseil, les tables et les comités."),
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def body(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits there today: what is withheld, a person or an organisation, is not told, nor counted."""
    current.or_404()
    row = get_object_or_404(Body.objects.public(), code=code)
    groups: dict[str, list[dict[str, object]]] = {}
    for mandate in mandates_on(row).exclude(Mandate.objects.hidden_rule()):  # type: ignore[attr-defined]
        groups.setdefault(str(mandate.group or ""), []).append(words.public_line(mandate))
    drawn = [panel.render(request, row) for panel in house.panels_on("body", "public")]
    return render(request, "bodies/public.html", {
        "title": str(row), "body": row, "groups": list(groups.items()), "panels": [one for one in drawn if one],
        "canonical": absolute(reverse("site:body", args=[row.code])), "description": row.purpose,
    })  # fmt: skip
