"""In Gestion: reservations, what is late first; reserve, confirm, move, hand out, take back, give up."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.billing import words as money
from maillage.bookings import actions, calendars, words
from maillage.bookings.enums import BookableKind, ReservationState
from maillage.bookings.forms.reservations import (
    CancelForm,
    HandOutForm,
    MoveForm,
    ReserveForm,
    TakeBackForm,
    WordForm,
)
from maillage.bookings.models import Bookable, Reservation
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files.images import store_logo
from maillage.files.models import Image

P = Permission
S = ReservationState


class Reservations(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Réservations")
    page_name = "bookings:reservations"
    row_route = "bookings:reservation"
    default_sort = "urgency"
    columns = (
        Column("name", lazy("Quoi"), value=lambda r: str(r.bookable), sort=("bookable__name",), link=True,
               note=lambda r: r.purpose),
        Column("urgency", lazy("État"), value=lambda r: r.get_state_display(), cell=words.state_tag,
               sort=("urgency", "due_on", "starts_at")),
        Column("who", lazy("Pour qui"), value=lambda r: r.who),
        Column("start", lazy("Du"), value=lambda r: words.moment(r.used_from), sort=("starts_at",)),
        Column("end", lazy("Au"), value=lambda r: words.moment(r.used_until), sort=("ends_at",), default=False),
        Column("due", lazy("À rendre le"), value=lambda r: r.due_on, sort=("due_on",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Objet ou organisation"), kind="search",
               apply=lambda rows, value: rows.filter(bookable__name__icontains=value) | rows.filter(organisation_name__icontains=value)),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("retard", lazy("Retard"), choices=[("oui", lazy("En retard"))], apply=lambda rows, _value: rows.late()),
        Filter("sorte", lazy("Sorte"), choices=BookableKind.choices, lookup="bookable__kind"),
    )  # fmt: skip
    links = (Link(lazy("Calendrier"), "bookings:planning", P.ACTIVITIES_VIEW),
             Link(lazy("Matériel"), "bookings:list", P.ACTIVITIES_VIEW))  # fmt: skip
    empty = Empty(
        lazy("Aucune réservation"),
        lazy("Elles viennent du catalogue public, des animations, ou de la page d’un objet."),
    )

    def rows(self) -> QuerySet[Reservation]:
        rows = Reservation.objects.visible_to(self.request.user).late_first()
        return rows.select_related("bookable__person", "organisation")


class ReservationPage(DetailPage):
    access = P.ACTIVITIES_VIEW
    page = "reservation"
    template = "bookings/reservation.html"

    def rows(self) -> QuerySet[Reservation]:
        rows = Reservation.objects.visible_to(self.request.user)
        return rows.select_related("bookable__person", "organisation")

    def title(self, obj: Reservation) -> str:
        return str(obj.bookable)

    def extra(self, obj: Reservation) -> dict[str, Any]:
        open_states = (S.ASKED, S.CONFIRMED)
        in_the_way = []
        if obj.state in open_states:
            in_the_way = calendars.problems([obj.bookable], obj.starts_at, obj.ends_at, [obj.pk])[obj.bookable_id]
        pictures = Image.objects.in_bulk([one for one in (obj.photo_out, obj.photo_in) if one], field_name="public_id")
        edit = self.request.user.can(P.ACTIVITIES_EDIT)
        return {
            "tag": words.state_tag(obj), "problems": in_the_way, "verbs": self.verbs(obj) if edit else [], "edit": edit,
            "used": calendars.when(obj.used_from, obj.used_until),
            "taken": calendars.when(obj.starts_at, obj.ends_at), "margins": obj.margin_before or obj.margin_after,
            "deposit": money.show(obj.bookable.deposit, obj.bookable.currency) if obj.bookable.deposit else "",
            "picture_out": pictures.get(obj.photo_out), "picture_in": pictures.get(obj.photo_in),
        }  # fmt: skip

    def verbs(self, obj: Reservation) -> list[tuple[str, str]]:
        lent = BookableKind(obj.bookable.kind).is_lent
        possible = [
            ("confirm", _("Confirmer"), obj.state == S.ASKED),
            ("hand_out", _("Remettre"), obj.state == S.CONFIRMED and lent),
            ("take_back", _("Noter le retour de l’objet"), obj.state == S.OUT),
            (
                "move",
                _("Autres dates") if obj.state != S.OUT else _("Prolonger"),
                obj.state in (S.ASKED, S.CONFIRMED, S.OUT),
            ),
            (
                "cancel",
                _("Annuler") if obj.state == S.CONFIRMED else _("Décliner"),
                obj.state in (S.ASKED, S.CONFIRMED),
            ),
        ]
        return [(reverse(f"bookings:{name}", args=[obj.pk]), label) for name, label, now in possible if now]


class Reserve(VerbPage):
    """From the page of a person or an object."""

    access = P.ACTIVITIES_EDIT
    submit = lazy("Réserver")

    def rows(self) -> QuerySet[Bookable]:
        return Bookable.objects.visible_to(self.request.user).in_use()

    def title(self, obj: Bookable) -> str:
        return _("Réserver %(name)s") % {"name": obj}

    def form(self, obj: Bookable, data: Any = None, files: Any = None) -> ReserveForm:
        day = self.request.GET.get("jour", "")[:10]
        initial = {"first": day, "last": day} if day else {}
        return ReserveForm(data, bookable=obj, user=self.request.user, initial=initial)

    def run(self, obj: Bookable, form: Any) -> str:
        data = form.cleaned_data
        actions.reserve(bookable=obj, start=data["start"], end=data["end"], values=form.values(), by=self.request.user)
        return _("C’est réservé.")


class Step(VerbPage):
    """A step of one reservation."""

    access = P.ACTIVITIES_EDIT
    states: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Reservation]:
        rows = Reservation.objects.visible_to(self.request.user)
        return rows.select_related("bookable__person", "organisation")

    def refusal(self, obj: Reservation) -> str:
        if obj.state in self.states:
            return ""
        return _("Cette réservation est « %(state)s » : cette étape n’est pas possible.") % {
            "state": obj.get_state_display()
        }

    def photo(self, form: Any, name: str) -> str:
        upload = form.cleaned_data["upload"]
        return store_logo(upload, alt=name, by=self.request.user).public_id if upload else ""


class Confirm(Step):
    states = (S.ASKED,)
    form_class = WordForm
    submit = lazy("Confirmer")

    def title(self, obj: Reservation) -> str:
        return _("Confirmer la réservation de %(name)s") % {"name": obj.bookable}

    def consequences(self, obj: Reservation) -> Iterable[str]:
        found = calendars.problems([obj.bookable], obj.starts_at, obj.ends_at, [obj.pk])[obj.bookable_id]
        told = [_("La personne qui emprunte en est prévenue par courriel.")] if obj.contact_email else []
        return [*[problem.sentence for problem in found], *told]

    def run(self, obj: Reservation, form: Any) -> str:
        actions.confirm(reservation=obj, word=form.cleaned_data["word"], by=self.request.user)
        return _("La réservation est confirmée.")


class Move(Step):
    states = (S.ASKED, S.CONFIRMED, S.OUT)
    submit = lazy("Enregistrer")

    def title(self, obj: Reservation) -> str:
        return _("D’autres dates pour %(name)s") % {"name": obj.bookable}

    def form(self, obj: Reservation, data: Any = None, files: Any = None) -> MoveForm:
        return MoveForm(data, reservation=obj)

    def run(self, obj: Reservation, form: Any) -> str:
        data = form.cleaned_data
        actions.move(reservation=obj, start=data["start"], end=data["end"], by=self.request.user)
        return _("Les dates sont changées.")


class HandOut(Step):
    states = (S.CONFIRMED,)
    form_class = HandOutForm
    submit = lazy("Remettre")
    template = "bookings/lending.html"

    def title(self, obj: Reservation) -> str:
        return _("Remettre %(name)s") % {"name": obj.bookable}

    def run(self, obj: Reservation, form: Any) -> str:
        data = form.cleaned_data
        actions.hand_out(reservation=obj, condition=data["condition"], notes=data["notes"], deposit=data["deposit"],
                         photo=self.photo(form, str(obj.bookable)), by=self.request.user)  # fmt: skip
        return _("C’est remis.")


class TakeBack(Step):
    states = (S.OUT,)
    form_class = TakeBackForm
    submit = lazy("Noter le retour de l’objet")
    template = "bookings/lending.html"

    def title(self, obj: Reservation) -> str:
        return _("Reprendre %(name)s") % {"name": obj.bookable}

    def run(self, obj: Reservation, form: Any) -> str:
        data = form.cleaned_data
        actions.take_back(
            reservation=obj, condition=data["condition"], notes=data["notes"], broken=data["broken"],
            deposit_back=data["deposit_back"], photo=self.photo(form, str(obj.bookable)), by=self.request.user,
        )  # fmt: skip
        return _("C’est revenu.")


class Cancel(Step):
    states = (S.ASKED, S.CONFIRMED)
    form_class = CancelForm
    submit = lazy("Annuler la réservation")
    dangerous = True

    def title(self, obj: Reservation) -> str:
        return _("Annuler la réservation de %(name)s") % {"name": obj.bookable}

    def run(self, obj: Reservation, form: Any) -> str:
        actions.cancel(reservation=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La réservation est annulée.")
