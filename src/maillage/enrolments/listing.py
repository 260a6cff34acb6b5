"""Columns and filters of the lists of enrolments."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities.models import Activity
from maillage.core.asked import row_number
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.models import SavedView
from maillage.enrolments.enums import EnrolmentState, Origin, QuestionKind
from maillage.enrolments.forms.asked import answer_words
from maillage.enrolments.models import Enrolment, Place, PlaceKind, Question
from maillage.enrolments.words import people

NEEDS = (("childcare", lazy("Garde d’enfants")), ("interpretation", lazy("Interprétation")),
         ("diet", lazy("Régime alimentaire")), ("needs", lazy("Autre besoin")))  # fmt: skip
FIRST = {True: lazy("oui"), False: lazy("non"), None: ""}


def listed(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """With what the list shows, in three queries."""
    return rows.select_related("activity").prefetch_related("places", "places__kind", "places__session")


def by_words(rows: QuerySet[Enrolment], value: str) -> QuerySet[Enrolment]:
    named = Exists(Place.objects.filter(enrolment=OuterRef("pk"), name__icontains=value))
    return rows.filter(
        Q(name__icontains=value) | Q(email__icontains=value) | Q(organisation_name__icontains=value) | named
    )


def by_activity(rows: QuerySet[Enrolment], value: str) -> QuerySet[Enrolment]:
    return rows.filter(activity=row_number(value))


def by_need(rows: QuerySet[Enrolment], value: str) -> QuerySet[Enrolment]:
    return rows.exclude(**{value: ""})


def by_session(rows: QuerySet[Enrolment], value: str) -> QuerySet[Enrolment]:
    at = Place.objects.filter(enrolment=OuterRef("pk"))
    return rows.filter(Exists(at.filter(session=row_number(value))))


def by_kind(rows: QuerySet[Enrolment], value: str) -> QuerySet[Enrolment]:
    return rows.filter(Exists(Place.objects.filter(enrolment=OuterRef("pk"), kind=row_number(value))))


def activities() -> list[tuple[int, str]]:
    """Those that have enrolments, the latest first."""
    rows = Activity.objects.filter(opening__isnull=False).order_by("-starts_at").values_list("pk", "title", "starts_at")
    return [(pk, f"{title} ({localtime(at):%d/%m/%Y})" if at else title) for pk, title, at in rows[:300]]


def state_cell(row: Enrolment) -> Any:
    return tag(row.standing.label, row.standing.tone)


def count_of(row: Enrolment) -> int:
    return len(people(list(row.places.all())))


def kinds_of(row: Enrolment) -> str:
    count: dict[str, int] = {}
    for place in people(list(row.places.all())):
        count[place.kind.name] = count.get(place.kind.name, 0) + 1
    return ", ".join(f"{name} × {n}" if n > 1 else name for name, n in count.items())


def dates_of(row: Enrolment) -> str:
    starts = sorted({place.session.starts_at for place in row.places.all() if place.session})
    return ", ".join(date_format(localtime(at), "SHORT_DATE_FORMAT") for at in starts)


def needs_of(row: Enrolment) -> str:
    return " ; ".join(f"{label} : {getattr(row, name)}" for name, label in NEEDS if getattr(row, name))


def names_of(row: Enrolment) -> str:
    return ", ".join(place.name for place in people(list(row.places.all()))[1:] if place.name)


NAME = Column("name", lazy("Nom"), value=str, sort=("name",), link=True, note=lambda row: row.organisation_name)
ACTIVITY = Column("activity", lazy("Activité"), value=lambda row: row.activity.title, sort=("activity__title",))
COMMON = (
    Column("state", lazy("État"), value=lambda row: row.standing.label, cell=state_cell, sort=("state",)),
    Column("places", lazy("Places"), value=count_of, numeric=True),
    Column("kinds", lazy("Sortes"), value=kinds_of, default=False),
    Column("dates", lazy("Dates"), value=dates_of, default=False),
    Column("email", lazy("Courriel"), sort=("email",)),
    Column("phone", lazy("Téléphone"), default=False),
    Column("names", lazy("Avec"), value=names_of, default=False),
    Column("needs", lazy("Besoins"), value=needs_of, default=False),
    Column("first_time", lazy("Première fois"), value=lambda row: FIRST[row.first_time], default=False),
    Column("postal_area", lazy("D’où"), default=False),
    Column("origin", lazy("Venue par"), value=lambda row: row.get_origin_display(), default=False),
    Column("note", lazy("Note d’équipe"), default=False),
    Column("created_at", lazy("Inscrite le"), sort=("created_at",)),
)
SEARCH = Filter("q", lazy("Nom, courriel, organisation"), kind="search", apply=by_words)
STATE = Filter("etat", lazy("État"), choices=EnrolmentState.choices, lookup="state")
NEED = Filter("besoin", lazy("Besoin"), choices=NEEDS, apply=by_need)
ORIGIN = Filter("venue", lazy("Venue par"), choices=Origin.choices, lookup="origin")
EVERYWHERE = (
    SEARCH, STATE, Filter("activite", lazy("Activité"), choices=activities, apply=by_activity),
    Filter("du", lazy("Activités du"), kind="date", lookup="activity__starts_at__date__gte"),
    Filter("au", lazy("au"), kind="date", lookup="activity__starts_at__date__lte"), NEED, ORIGIN,
)  # fmt: skip


def answer_column(question: Question) -> Column:
    key = question.key
    return Column(key, question.label[:60], value=lambda row: answer_words(row.answers.get(key, "")), default=False)


def answer_filter(question: Question) -> Filter:
    """Who answered so."""
    options = [("yes", _("oui")), ("no", _("non"))] if question.kind == QuestionKind.YES_NO else [
        (one, one) for one in question.options
    ]  # fmt: skip
    many = question.kind == QuestionKind.SEVERAL
    return Filter(f"r{question.pk}", question.label[:60], choices=options,
                  lookup=f"answers__{question.key}" + ("__icontains" if many else ""))  # fmt: skip


def of_activity(activity: Activity, sessions: Iterable[Any], kinds: Iterable[PlaceKind]) -> list[Filter]:
    """The filters of one activity's list: its dates, its kinds, its questions."""
    found = [SEARCH, STATE]
    dates = [(one.pk, date_format(localtime(one.starts_at), "SHORT_DATETIME_FORMAT")) for one in sessions]
    if len(dates) > 1:
        found.append(Filter("date", lazy("Date"), choices=dates, apply=by_session))
    named = [(one.pk, one.name) for one in kinds]
    if len(named) > 1:
        found.append(Filter("sorte", lazy("Sorte"), choices=named, apply=by_kind))
    return [*found, NEED]


def forget(user: Any, page: str, number: str) -> None:
    SavedView.objects.filter(owner=user, page=page, pk=row_number(number)).delete()
