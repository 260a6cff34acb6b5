"""The catalogue of what is lent, the request on one page without an account, the page where one follows it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.billing import words as money
from maillage.bookings import actions, calendars, planning, words
from maillage.bookings.enums import OBJECTS
from maillage.bookings.forms.reservations import BorrowForm
from maillage.bookings.models import Bookable, Reservation
from maillage.bookings.planning import Span
from maillage.bookings.views.objects import asked_month, neighbours
from maillage.core.public import cacheable
from maillage.files.models import Image
from maillage.network import current
from maillage.organisations import words as places

PER_HOUR = 12  # requests from one address
MONTHS_AHEAD = 18


@access(PUBLIC)
@cacheable
def kits(request: HttpRequest) -> HttpResponse:
    """What can be borrowed, with what it is about and when it is free."""
    current.or_404()
    rows = Bookable.objects.public()
    kind, theme = request.GET.get("sorte", ""), request.GET.get("theme", "")
    shown = [row for row in rows if (not kind or row.kind == kind) and (not theme or theme in row.themes)]
    pictures = Image.objects.in_bulk([row.photo for row in shown if row.photo], field_name="public_id")
    busy = taken(shown)
    entries = [
        {"row": row, "kind": row.get_kind_display(), "picture": pictures.get(row.photo), "out": row.is_out_of_order,
         "themes": [places.theme_label(code) for code in row.themes], "busy": row.pk in busy}
        for row in shown
    ]  # fmt: skip
    used = {code for row in rows for code in row.themes}
    return render(request, "bookings/kits.html", {
        "title": _("Emprunter"), "entries": entries, "kind": kind, "theme": theme, "narrowed": bool(kind or theme),
        "kinds": [pair for pair in OBJECTS if pair[0] in {row.kind for row in rows}],
        "themes": [pair for pair in places.theme_choices() if pair[0] in used],
    })  # fmt: skip


def taken(rows: list[Bookable]) -> set[int]:
    """Those that are taken today."""
    kept = Reservation.objects.filter(bookable__in=rows)
    found = kept.holding().across(now(), now() + timedelta(days=1)) | kept.filter(state="out")
    return set(found.values_list("bookable", flat=True))


def shown(pk: int) -> Bookable:
    return get_object_or_404(Bookable.objects.public(), pk=pk)


@access(PUBLIC)
@cacheable
def kit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One thing: what it holds, when it is free; nothing of who has it."""
    row = shown(pk)
    if slug != row.slug:
        return redirect(row.public_url, permanent=True)
    first = asked_month(request)
    if not -31 <= (first - localdate()).days <= 31 * MONTHS_AHEAD:
        first = localdate().replace(day=1)
    start, end = first - timedelta(days=7), first + timedelta(days=45)
    spans = [Span(one.first, one.last, _("Pris"), "nu", "", 1)
             for one in words.spans([row], start, end, request.user)[row.pk] if one.tone != "al"]  # fmt: skip
    free = calendars.next_free(row, now())
    return render(request, "bookings/kit.html", {
        "title": str(row), "row": row, "kind": row.get_kind_display(), "month": first, **neighbours(first),
        "weeks": planning.month(spans, first, localdate()), "themes": [places.theme_label(code) for code in row.themes],
        "deposit": money.show(row.deposit, row.currency) if row.deposit else "", "out": row.is_out_of_order,
        "free": localtime(free, current.zone()).date() if free else None, "today": localdate(),
        "picture": Image.objects.filter(public_id=row.photo).first() if row.photo else None,
    })  # fmt: skip


@access(PUBLIC)
def borrow(request: HttpRequest, pk: int) -> HttpResponse:
    """One page, one sending. The same form sent twice is one request."""
    row = shown(pk)
    form = BorrowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("trap"):  # people never see this field; machines fill it
            return redirect("site:kits")
        data = form.cleaned_data
        if not Reservation.objects.filter(key=data["key"]).exists() and heard(request, "bookings:borrow") > PER_HOUR:
            form.add_error(None, _("Trop de demandes viennent de cette connexion : réessayez dans une heure."))
        else:
            try:
                made = actions.ask(bookable=row, start=data["start"], end=data["end"],
                                   values={**form.values(), "language": (get_language() or "fr")[:2]})  # fmt: skip
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Votre demande est envoyée : nous vous répondons par courriel."))
                return redirect("bookings:asked", made.token)
    return render(request, "bookings/borrow.html", {"title": _("Emprunter : %(name)s") % {"name": row}, "row": row,
                                                    "form": form}, status=422 if form.errors else 200)  # fmt: skip


@access(PUBLIC)
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """The borrower's own page: where it stands, what to bring back and when; a way to give it up."""
    row = get_object_or_404(Reservation.objects.select_related("bookable"), token=token, source="")
    with override(row.language):
        if request.method == "POST":
            try:
                actions.cancel(reservation=row, reason="", by=None)
                messages.success(request, _("Votre demande est annulée."))
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return redirect("bookings:asked", token)
        zone = current.zone()
        context: dict[str, Any] = {
            "title": _("Votre emprunt"), "row": row, "tag": words.state_tag(row), "kept_at": row.bookable.kept_at,
            "start": localtime(row.used_from, zone), "end": row.due_on or localtime(row.used_until, zone),
            "may_cancel": row.state in ("asked", "confirmed"),
        }  # fmt: skip
        response = render(request, "bookings/asked.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
