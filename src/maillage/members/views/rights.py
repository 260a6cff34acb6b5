"""Who may vote on a day: the table that an assembly starts from; and the dues of a whole year."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.core.text import fold
from maillage.desk.exports import FORMATS, export
from maillage.members import words, years
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.members.rights import DOORS, Right, counts
from maillage.members.views.manage import asked_day


def spoken(right: Right) -> str:
    substitute = _("suppléance")
    return ", ".join(f"{voice.name} ({substitute})" if voice.substitute else voice.name for voice in right.delegates)


def reasons(right: Right) -> str:
    """Each reason once, with the doors it closes."""
    found: dict[str, list[str]] = {}
    for door, reason in words.refusals(right):
        found.setdefault(reason, []).append(door)
    if len(found) == 1 and len(next(iter(found.values()))) == len(DOORS):
        return next(iter(found))
    return " ".join(f"{', '.join(doors)} : {reason}" for reason, doors in found.items())


def lines(table: Iterable[Right]) -> Iterable[list[Any]]:
    for right in table:
        yield [
            right.name, words.category(right.category), right.group,
            *(_("oui") if right.may(door) else _("non") for door in DOORS), right.votes, right.seats, spoken(right),
            reasons(right),
        ]  # fmt: skip


@access(Permission.MEMBERS_VIEW)
def rights(request: HttpRequest) -> HttpResponseBase:
    """All members on a day, door by door, with the reason of each refusal; totals; a file of the same."""
    day = asked_day(request)
    seen = Member.objects.visible_to(request.user).current(day)
    category = request.GET.get("categorie", "")
    table = [
        right
        for right in voting_rights(day, members=seen, reader=request.user)
        if not category or right.category == category
    ]
    table.sort(key=lambda right: fold(right.name))
    headers = [_("Membre"), _("Catégorie"), _("Groupe"), *map(str, words.DOORS.values()), _("Voix"), _("Sièges"),
               _("Portées par"), _("Pourquoi non")]  # fmt: skip
    if (kind := request.GET.get("format")) in FORMATS:
        return export(kind, f"droits-de-vote-{day}", headers, lines(table))
    found = counts(table)
    return render(request, "members/rights.html", {
        "title": _("Droits de vote"), "day": day, "headers": headers[:-1], "formats": FORMATS, "category": category,
        "categories": words.categories(),
        "rows": [(right, words.category(right.category), [right.may(door) for door in DOORS], spoken(right),
                  reasons(right)) for right in table],
        "figures": [(len(table), _("membres")), (found["vote"], _("peuvent voter")), (found["votes"], _("voix")),
                    (found["quorum"], _("comptent au quorum")), (found["stand"], _("peuvent se présenter"))],
    })  # fmt: skip


@access(Permission.MEMBERS_VIEW)
def dues_year(request: HttpRequest) -> HttpResponse:
    """The dues of a year: what is established, what would be, who is refused and why."""
    year = years.asked(request.GET.get("exercice", ""))
    preview = years.preview(year, request.user)
    return render(request, "members/dues_year.html", {
        "title": _("Cotisations %(year)s") % {"year": year.label}, "year": year, "preview": preview,
        "choices": years.choices(), "edit": request.user.can(Permission.MEMBERS_EDIT),
        "invoiced": request.user.can(Permission.BILLING_VIEW),
    })  # fmt: skip


@require_POST
@access(Permission.MEMBERS_EDIT)
def establish(request: HttpRequest) -> HttpResponse:
    """Establish what the page showed: refused when the number changed in between."""
    year = years.asked(request.POST.get("exercice", ""))
    expected = request.POST.get("expected", "")
    if str(len(years.preview(year, request.user).ready)) != expected:
        messages.warning(request, _("La liste a changé entre-temps : relisez-la avant d’établir."))
    else:
        result = years.establish(year, issued_on=localdate(), by=request.user)
        count = len(result.made)
        messages.success(
            request, ngettext("%(n)s cotisation établie.", "%(n)s cotisations établies.", count) % {"n": count}
        )
    return redirect(f"{reverse('members:dues')}?exercice={year.label}")
