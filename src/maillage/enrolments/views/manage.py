"""Enrolments in Gestion: all of them, those of one activity, one of them."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.activities.models import Activity
from maillage.core.money import Money
from maillage.desk.columns import Column
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import BulkVerb, Empty, ListPage
from maillage.enrolments import bulk, bulk_day, emails, links, listing, panels, reasons, words
from maillage.enrolments.enums import EnrolmentState, QuestionKind
from maillage.enrolments.forms.asked import answer_words
from maillage.enrolments.models import Enrolment, Opening, Question
from maillage.enrolments.standing import Offer, offer_of
from maillage.organisations import words as regions

P, E = Permission, EnrolmentState
VERBS = (
    BulkVerb("approve", lazy("Approuver"), bulk.approve, P.ENROLMENTS_EDIT,
             warning=lazy("Chaque personne reçoit sa confirmation ; seules celles à approuver sont touchées.")),
    BulkVerb("write", lazy("Préparer un message"), bulk_day.write, P.MESSAGES_SEND,
             warning=lazy("Le message s’écrit et se relit à la page Messages avant de partir.")),
    BulkVerb("cancel", lazy("Annuler"), bulk.cancel, P.ENROLMENTS_EDIT, dangerous=True,
             warning=lazy("Chaque personne est prévenue ; ses places vont à la liste d’attente.")),
)  # fmt: skip


class Enrolments(ListPage):
    access = P.ENROLMENTS_VIEW
    title = lazy("Inscriptions")
    page_name = "enrolments:list"
    row_route = "enrolments:detail"
    default_sort = "-created_at"
    columns = (listing.NAME, listing.ACTIVITY, *listing.COMMON)
    filters = listing.EVERYWHERE
    bulk = VERBS
    empty = Empty(lazy("Aucune inscription pour l’instant"),
                  lazy("Ouvrez les inscriptions depuis la page d’une activité : chacune arrive ici."))  # fmt: skip

    def rows(self) -> QuerySet[Enrolment]:
        return listing.listed(Enrolment.objects.visible_to(self.request.user).filter(purged_at=None))


class OfActivity(Enrolments):
    """Those of one activity, with its own dates, kinds and questions."""

    template = "enrolments/of_activity.html"
    default_sort = "created_at"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:  # type: ignore[override]
        self.open(pk)
        return super().get(request)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:  # type: ignore[override]
        self.open(pk)
        return super().post(request)

    def open(self, pk: int) -> None:
        self.activity = get_object_or_404(Activity.objects.visible_to(self.request.user), pk=pk)
        self.offer: Offer | None = offer_of(self.activity)
        self.title = _("Inscriptions : %(activity)s") % {"activity": self.activity}
        self.page_name = f"enrolments:of:{pk}"
        questions = list(Question.objects.filter(opening__activity=pk))
        state = replace(listing.COMMON[0], note=lambda row: " ".join(self.why.get(row.pk, ())))
        self.columns = (
            listing.NAME,
            state,
            *listing.COMMON[1:],
            *self.why_columns(),
            *map(listing.answer_column, questions),
        )
        sessions = self.offer.sessions if self.offer else []
        kinds = self.offer.kinds if self.offer else []
        choices = (QuestionKind.YES_NO, QuestionKind.ONE, QuestionKind.SEVERAL)
        self.filters = (*listing.of_activity(self.activity, sessions, kinds),
                        *(listing.answer_filter(one) for one in questions if one.kind in choices))  # fmt: skip

    def rows(self) -> QuerySet[Enrolment]:
        return super().rows().filter(activity=self.activity)

    @cached_property
    def why(self) -> dict[int, list[str]]:
        if self.offer is None:
            return {}
        waiting = Enrolment.objects.waiting().filter(activity=self.activity)
        self.offer.opening.activity = self.activity
        return reasons.why(list(waiting), self.offer.opening)

    def why_columns(self) -> list[Column]:
        if not Enrolment.objects.waiting().filter(activity=self.activity).exists():
            return []
        return [Column("why", lazy("Pourquoi pas encore"), value=lambda row: " ".join(self.why.get(row.pk, ())),
                       default=False)]  # fmt: skip

    def extra(self) -> dict[str, Any]:
        return {"activity": self.activity, "figures": panels.figures(self.activity), "needs": panels.needs(self.activity),
                "offer": self.offer, "rule": reasons.rule() if self.why_columns() else "",
                "edit": self.request.user.can(P.ENROLMENTS_EDIT)}  # fmt: skip

    def forget_view(self, request: HttpRequest) -> HttpResponse:
        """Their name is that of this activity's list, which has no address of its own."""
        name, self.page_name = self.page_name, "enrolments:list"
        listing.forget(request.user, name, request.POST["forget_view"])
        return redirect(request.path)


class EnrolmentPage(DetailPage):
    access = P.ENROLMENTS_VIEW
    page = "enrolment"
    template = "enrolments/enrolment.html"

    def rows(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.visible_to(self.request.user).select_related("activity")

    def extra(self, obj: Enrolment) -> dict[str, Any]:
        places = list(obj.places.select_related("kind", "session__venue", "table").order_by("pk"))
        kinds = {row.kind_id: row.kind for row in places}
        opening = Opening.objects.filter(activity=obj.activity_id).first()
        if opening is not None:
            opening.activity = obj.activity
        return {
            "state": obj.standing, "summary": words.summary(places, kinds) if places else "",
            "people": [(row, row.name) for row in words.people(places)],
            "dates": [words.when(one) for one in emails.dates_of(obj, places)], "answers": self.answers(obj),
            "why": reasons.why([obj], opening).get(obj.pk, []) if opening else [], "rule": reasons.rule(),
            "needs": [(label, getattr(obj, name)) for name, label in listing.NEEDS if getattr(obj, name)],
            "until": words.moment(obj.offered_until) if obj.offered_until else "",
            "first_time": listing.FIRST[obj.first_time], "own": links.own_path(obj) if not obj.purged_at else "",
            "region": regions.region_label(obj.postal_area) if obj.postal_area else "",
            "contribution": Money(obj.contribution, obj.currency).format() if obj.contribution and obj.currency else "",
            "verbs": self.verbs(obj) if self.request.user.can(P.ENROLMENTS_EDIT) else [],
        }  # fmt: skip

    def answers(self, obj: Enrolment) -> list[tuple[str, str]]:
        asked = Question.objects.filter(opening__activity=obj.activity_id)
        return [(one.label, answer_words(obj.answers[one.key])) for one in asked if one.key in obj.answers]

    def verbs(self, obj: Enrolment) -> list[tuple[str, str]]:
        """What may be done now."""
        state, over = obj.standing, bool(obj.activity.ends_at and obj.activity.ends_at < now())
        if obj.purged_at:
            return []
        possible = [
            ("approve", _("Approuver"), state == E.PENDING),
            ("call", _("Proposer une place"), state == E.WAITING and not over),
            ("confirm", _("Confirmer à sa place"), state == E.OFFERED),
            ("change", _("Modifier"), state in (E.PENDING, E.CONFIRMED, E.WAITING, E.OFFERED)),
            ("refuse", _("Refuser"), state in (E.PENDING, E.WAITING)),
            ("rejoin", _("Remettre sur la liste"), state in (E.CANCELLED, E.LAPSED) and not over),
            ("cancel", _("Annuler"), state in (E.CONFIRMED, E.WAITING, E.OFFERED)),
        ]
        return [(reverse(f"enrolments:{name}", args=[obj.pk]), label) for name, label, allowed in possible if allowed]
