"""The facilitator's own pages: what awaits them, yes or no, hours and absences, kilometres, the count after class."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts.access import fact, who
from maillage.bookings import actions as bookings
from maillage.bookings.forms.objects import AbsenceForm, AvailabilityForm
from maillage.bookings.models import Absence, Availability, Bookable
from maillage.core.asked import row_number
from maillage.schools import actions, emails, words
from maillage.schools.actions.giving import COUNTABLE
from maillage.schools.forms.desk import CountForm
from maillage.schools.models import Assignment, Facilitator

OVER = ("declined", "cancelled")


def me(request: HttpRequest) -> Facilitator:
    return get_object_or_404(Facilitator.objects.filter(person__user=who(request)).select_related("person"))


def given(request: HttpRequest) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(facilitator__person__user=who(request)).exclude(visit__request__state__in=OVER)
    return rows.select_related(
        "visit__request__school__organisation", "visit__request__animation", "visit__kit", "facilitator__person"
    )


def lines(rows: Any) -> list[dict[str, Any]]:
    """What a facilitator needs of each class."""
    found = []
    for row in rows:
        asked = row.visit.request
        groups = [group.group for group in row.visit.groups.all()]
        found.append({
            "row": row, "visit": row.visit, "request": asked, "subject": words.subject(asked), "when": emails.told_visit(row.visit),
            "groups": groups, "pupils": sum(group.pupils for group in groups), "shows_contact": asked.state in ("confirmed", "held"),
            "may_correct": asked.state in COUNTABLE,
        })  # fmt: skip
    return found


class Mine(View):
    """What awaits me, what comes, what is to count; my hours."""

    access = fact("facilitator")

    def get(self, request: HttpRequest, hours: Any = None, away: Any = None, status: int = 200) -> HttpResponse:
        facilitator = me(request)
        rows = given(request).prefetch_related("visit__groups__group").order_by("visit__starts_at")
        coming = lines(rows.filter(visit__ends_at__gte=now()).exclude(answer="declined"))
        past = rows.filter(
            visit__ends_at__lt=now(), visit__request__state__in=("confirmed", "held", "counted", "evaluated")
        )
        past = past.exclude(answer="declined")
        bookable = Bookable.objects.filter(person=facilitator.person).first()
        return render(request, "schools/mine.html", {
            "title": _("Mes animations"), "me": facilitator,
            "asked": [one for one in coming if one["row"].answer == "waiting"],
            "coming": [one for one in coming if one["row"].answer == "accepted"],
            "to_count": lines(past.filter(visit__counted_at=None)),
            "done": lines(past.exclude(visit__counted_at=None).order_by("-visit__starts_at")[:12]),
            "availabilities": bookable.availabilities.all() if bookable else [],
            "absences": bookable.absences.filter(last_on__gte=localdate()) if bookable else [],
            "hours_form": hours or AvailabilityForm(prefix="h"), "away_form": away or AbsenceForm(prefix="a"),
            "check_holds": facilitator.check_holds(localdate()),
        }, status=status)  # fmt: skip

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hours or an absence, said by the person."""
        facilitator = me(request)
        bookable = bookings.bookable_for(person=facilitator.person, by=who(request))
        hours = AvailabilityForm(request.POST, prefix="h") if request.POST.get("do") == "hours" else None
        away = AbsenceForm(request.POST, prefix="a") if hours is None else None
        form: Any = hours or away
        if form.is_valid():
            try:
                if hours:
                    bookings.say_available(bookable=bookable, by=who(request), **form.cleaned_data)
                else:
                    bookings.say_absent(bookable=bookable, by=who(request), **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("C’est noté."))
                return redirect("schools:mine")
        return self.get(request, hours, away, status=422)


class Answer(View):
    """Yes or no to a class."""

    access = fact("facilitator")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(given(request), pk=pk)
        accepted = request.POST.get("answer") == "yes"
        try:
            actions.answer_assignment(assignment=row, accepted=accepted, word=request.POST.get("word", "").replace("\x00", "")[:300],
                                      by=who(request))  # fmt: skip
            messages.success(
                request, _("Merci, c’est accepté.") if accepted else _("C’est décliné : l’équipe en est prévenue.")
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("schools:mine")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(given(request), pk=pk)
        return redirect("schools:mine")  # a link that is only looked at changes nothing


class CountMine(View):
    """One screen on a telephone: pupils of each group, teachers, kilometres."""

    access = fact("facilitator")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(request, self.row(request, pk))

    def row(self, request: HttpRequest, pk: int) -> Assignment:
        return get_object_or_404(given(request).exclude(answer="declined"), pk=pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.row(request, pk)
        form = CountForm(request.POST, visit=row.visit, km=True, initial={"km": row.km})
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.count(
                    visit=row.visit,
                    present=form.present(),
                    teachers=data["teachers"],
                    note=data["note"],
                    by=who(request),
                )
                if data["km"] is not None:
                    actions.report_km(assignment=row, km=data["km"], by=who(request))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Merci : c’est compté."))
                return redirect("schools:mine")
        return self.page(request, row, form, status=422)

    def page(self, request: HttpRequest, row: Assignment, form: Any = None, status: int = 200) -> HttpResponse:
        (line,) = lines([row])
        form = form or CountForm(visit=row.visit, km=True, initial={"km": row.km})
        return render(
            request,
            "schools/count.html",
            {"title": _("Combien étiez-vous ?"), "line": line, "form": form},
            status=status,
        )


class ForgetMine(View):
    """Take back hours or an absence of mine."""

    access = fact("facilitator")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        number = row_number(request.POST.get("row"))
        owner = {"bookable__person__user": who(request), "bookable__person__facilitator": pk}
        if request.POST.get("what") == "absence":
            bookings.forget_absence(absence=get_object_or_404(Absence, pk=number, **owner), by=who(request))
        else:
            bookings.forget_availability(
                availability=get_object_or_404(Availability, pk=number, **owner), by=who(request)
            )
        return redirect("schools:mine")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Facilitator.objects.filter(person__user=who(request)), pk=pk)
        return redirect("schools:mine")
