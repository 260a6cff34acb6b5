"""The dates of the calendar, as anyone may read them: nothing private, nobody withheld, in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.agenda.asked import OURS, ticks
from maillage.activities.agenda.times import Span, day_words, hour_words
from maillage.activities.enums import Mode
from maillage.activities.models import Activity, Translation
from maillage.organisations import words
from maillage.organisations.enums import State

ROW = 7_070_707_070  # stands for an activity's number in the address of its page
ORGANISER = ("name", "is_public", "withheld", "state")
PLACE = ("name", "street", "postal_code", "city", "region", "country", "latitude", "longitude", "is_private")
OF_SESSION = (
    "pk", "uid", "label", "starts_at", "ends_at", "mode", "room", "cancelled_at", "cancel_reason", "sequence",
    "updated_at", "activity_id", "venue_id", "venue__organisation_id", *(f"venue__{name}" for name in PLACE),
    *(f"venue__organisation__{name}" for name in ORGANISER[1:]),
)  # fmt: skip
OF_ACTIVITY = ("title", "summary", "language", "form", "part", "state", "is_free", "price", "cancelled_at", "cancel_reason",
               "updated_at", "announced_at", "organiser_id", "organiser_name")  # fmt: skip
FIELDS = (*OF_SESSION, *(f"activity__{name}" for name in OF_ACTIVITY),
          *(f"activity__organiser__{name}" for name in ORGANISER))  # fmt: skip


def shows(row: dict[str, Any], path: str) -> bool:
    """May anyone see the organisation at the end of a path?"""
    return bool(row[f"{path}__is_public"] and not row[f"{path}__withheld"] and row[f"{path}__state"] != State.MERGED)


@dataclass
class Where:
    """A place, as anyone may know it: of a private one, or of a withheld organisation's, the town alone."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    kept: bool = False  # its address is told to those enrolled

    @property
    def line(self) -> str:
        return self.name if self.city and self.city in self.name else ", ".join(filter(None, (self.name, self.city)))

    @property
    def address(self) -> str:
        town = f"{self.postal_code} {self.city}".strip()
        return ", ".join(part for part in (self.name, self.street, town) if part)

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Where | None":
        if row["venue_id"] is None:
            return None
        hidden = row["venue__is_private"] or (
            row["venue__organisation_id"] is not None and not shows(row, "venue__organisation")
        )
        if hidden:
            return cls(city=row["venue__city"], region=row["venue__region"], country=row["venue__country"], kept=True)
        return cls(**{name: row[f"venue__{name}"] for name in PLACE if name != "is_private"})


@dataclass
class Entry:
    """One date of the calendar."""

    id: int
    uid: UUID
    activity: int
    title: str
    label: str
    summary: str
    language: str  # of these words, when it is not the reader's
    form: str
    url: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    where: Where | None
    ours: bool
    organiser: str
    is_free: bool
    price: str
    cancelled: bool
    cancel_reason: str
    sequence: int
    updated_at: datetime
    announced_at: datetime | None
    room: str = ""
    tags: list[tuple[Any, str]] = field(default_factory=list)

    @cached_property
    def span(self) -> Span:
        return Span.of(self.starts_at, self.ends_at)

    @property
    def first_day(self) -> date:
        return self.span.first_day

    @property
    def days(self) -> Iterator[date]:
        return self.span.days()

    @property
    def is_online(self) -> bool:
        return self.mode != Mode.ONSITE

    @property
    def is_past(self) -> bool:
        return self.ends_at < now()

    @property
    def start_hour(self) -> str:
        return "" if self.span.whole_days else hour_words(self.span.start)

    @property
    def when(self) -> str:
        """Its hours under its day; of several days, until when."""
        span = self.span
        if span.first_day == span.last_day:
            return span.hours
        return _("jusqu’au %(day)s") % {"day": day_words(span.last_day)}

    @property
    def place(self) -> str:
        """Where it is, in a line."""
        here = self.where.line if self.where else ""
        if self.mode == Mode.ONLINE:
            return _("En ligne")
        return _("%(place)s et en ligne") % {"place": here} if self.is_online and here else here

    @property
    def line(self) -> str:
        """When by, where, by whom: what stands under the title."""
        by = "" if self.ours and not self.organiser else self.organiser
        return " · ".join(part for part in (self.when, self.place, by) if part)


def entries(rows: Any, *, tags: bool = True) -> list[Entry]:
    """What anyone may read of these dates: a query for the rows, one for translations, one for each room's tags."""
    return told(list(rows.values(*FIELDS)), tags=tags)


def of_one(activity: Activity, found: list[dict[str, Any]], organiser: str) -> list[Entry]:
    """The dates of an activity that is at hand (rows of `OF_SESSION`): what they share is not asked for again.
    `organiser` is the name of its organisation, where anyone may know it."""
    shared = {f"activity__{name}": getattr(activity, name) for name in OF_ACTIVITY}
    shared |= {"activity__organiser__name": organiser, "activity__organiser__is_public": bool(organiser),
               "activity__organiser__withheld": False, "activity__organiser__state": ""}  # fmt: skip
    return told([row | shared for row in found], activity=activity)


def told(found: list[dict[str, Any]], *, tags: bool = True, activity: Activity | None = None) -> list[Entry]:
    reader = words.language()
    other = {row["activity_id"] for row in found if row["activity__language"] != reader}
    said = {
        one["activity_id"]: one
        for one in Translation.objects.filter(activity__in=other, language=reader).values("activity_id", "title", "summary")
    } if other else {}  # fmt: skip
    said_above = tags_of(found, activity) if tags else {}
    before, after = reverse("site:activity", args=[ROW, "x"]).split(f"{ROW}-x")
    forms = words.names("activity_forms")
    return [entry(row, said.get(row["activity_id"]), f"{before}{row['activity_id']}-{{}}{after}", forms, reader,
                  said_above.get(row["pk"], [])) for row in found]  # fmt: skip


def tags_of(dates: list[dict[str, Any]], activity: Activity | None) -> dict[int, list[tuple[Any, str]]]:
    """What rooms above say of each date; `activity` when they are all of one that is at hand."""
    tags: dict[int, list[tuple[Any, str]]] = {}
    for one in sorted(ticks().values(), key=lambda item: item.order) if dates else ():
        for pk, words_of in one.tags(dates, activity).items():
            tags.setdefault(pk, []).extend(words_of)
    return tags


def entry(row: dict[str, Any], said: dict[str, Any] | None, url: str, forms: dict[str, str], reader: str,
          tags: list[tuple[Any, str]]) -> Entry:  # fmt: skip
    title, summary = row["activity__title"], row["activity__summary"]
    slug = slugify(title)[:60].strip("-") or "activite"
    language = row["activity__language"] if row["activity__language"] != reader else ""
    if said:
        title, summary, language = said["title"], said["summary"], ""
    named = row["activity__organiser_id"] is not None and shows(row, "activity__organiser")
    organiser = row["activity__organiser__name"] if named else row["activity__organiser_name"]
    whole = row["activity__cancelled_at"] if row["activity__state"] == "cancelled" else None
    return Entry(
        id=row["pk"], uid=row["uid"], activity=row["activity_id"], title=title, label=row["label"], summary=summary,
        language=language, form=forms.get(row["activity__form"], row["activity__form"]), url=url.format(slug),
        starts_at=row["starts_at"], ends_at=row["ends_at"], mode=row["mode"], where=Where.of(row),
        ours=row["activity__part"] in OURS, organiser=organiser, is_free=row["activity__is_free"],
        price=row["activity__price"], cancelled=bool(whole or row["cancelled_at"]),
        cancel_reason=row["cancel_reason"] or row["activity__cancel_reason"],
        sequence=row["sequence"],
        updated_at=max(row["updated_at"], row["activity__updated_at"]), announced_at=row["activity__announced_at"],
        room="" if row["venue__is_private"] else row["room"], tags=tags,
    )  # fmt: skip


@dataclass
class Group:
    """The dates of one day (or those that go on), under one heading of their month."""

    day: date | None
    month: str
    entries: list[Entry]


def by_day(found: Iterable[Entry], today: date, *, going_on: bool = True) -> list[Group]:
    """Dates by the day on which they begin; those begun before today, and not over, come first."""
    groups: list[Group] = []
    for one in found:
        first = one.span.first_day
        day = None if going_on and first < today and not one.is_past else first
        if not groups or groups[-1].day != day:
            groups.append(Group(day, "", []))
        groups[-1].entries.append(one)
    return groups
