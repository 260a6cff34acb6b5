"""What an address of the calendar asks for: the same parameters for its pages, its feeds and its frame."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.timezone import make_aware, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.activities.enums import Access, Kind, Mode, Part
from maillage.activities.models import Activity, Classification, Session, Venue
from maillage.activities.words import language_names
from maillage.core.asked import row_number
from maillage.core.generation import once
from maillage.core.registry import CalendarFilter, house
from maillage.core.text import fold
from maillage.organisations import words
from maillage.organisations.models import Organisation
from maillage.search import queries

KIND = "activities.activity"
VIEWS = ("liste", "mois", "carte")
MOST_VALUES, MOST_FOUND = 20, 400
OURS = (Part.ORGANISES, Part.CO_ORGANISES)
Rows = Any  # QuerySet of Session


def classified(kind: str) -> Callable[[Rows, list[str]], Rows]:
    def narrow(rows: Rows, codes: list[str]) -> Rows:
        bearing = Classification.objects.filter(kind=kind, code__in=codes)
        return rows.filter(activity__in=bearing.values("activity"))

    return narrow


def by_access(rows: Rows, codes: list[str]) -> Rows:
    """Each thing asked for must be there, at the venue or by the activity: one need does not replace another."""
    rows = rows.alias(venue_access=Cast("venue__access", TextField()))
    for code in codes[:6]:
        bearing = Classification.objects.filter(kind=Kind.ACCESS, code=code).values("activity")
        told = Q(venue_access__contains=f'"{code}"') if code in Access.values else Q()
        rows = rows.filter(told | Q(activity__in=bearing)) if told else rows.none()
    return rows


def by_mode(rows: Rows, codes: list[str]) -> Rows:
    return rows.filter(mode__in=[*codes, Mode.BOTH])


def by_whom(rows: Rows, codes: list[str]) -> Rows:
    if "reseau" in codes and "membres" in codes:
        return rows
    ours = Q(activity__part__in=OURS)
    theirs = ~ours | Q(activity__organiser__isnull=False) | ~Q(activity__organiser_name="")
    return rows.filter(ours if "reseau" in codes else theirs) if codes else rows


Used = dict[str, set[str]]


@dataclass(frozen=True)
class Facet:
    """One way to narrow: `name` is the parameter, `single` a list to choose one from, else boxes to tick."""

    name: str
    label: Any
    choices: Callable[[Used], dict[str, str]]  # of the codes in use
    narrow: Callable[[Rows, list[str]], Rows]
    single: bool = True


def in_use() -> Used:
    """The codes that the calendar's activities bear: the others would lead nowhere. Four queries."""
    told = Activity.objects.public()
    found: dict[str, set[Any]] = {kind.value: set() for kind in Kind}
    found |= {"form": set(), "movement": set()}
    for form, movement in told.order_by().values_list("form", "movement").distinct():
        found["form"].add(form)
        found["movement"].add(movement)
    codes = Classification.objects.filter(activity__in=told.order_by().values("pk"))
    for kind, code in codes.order_by().values_list("kind", "code").distinct():
        found[kind].add(code)
    held = Venue.objects.filter(sessions__in=Session.objects.public().order_by().values("pk")).order_by()
    for codes_there in held.values_list("access", flat=True).distinct():
        found[Kind.ACCESS].update(codes_there)
    found["region"] = set(Session.objects.public().order_by().values_list("venue__region", flat=True).distinct())
    return {name: values - {"", None} for name, values in found.items()}


def named(part: str, kind: str) -> Callable[[Used], dict[str, str]]:
    """The names of a part of the profile, of the codes in use."""
    return lambda used: {code: name for code, name in words.names(part).items() if code in used[kind]}


def spoken(used: Used) -> dict[str, str]:
    return {code: name for code, name in language_names().items() if code in used[Kind.LANGUAGE]}


def regions(used: Used) -> dict[str, str]:
    return {code: words.region_label(code) for code in used["region"]}


def accesses(used: Used) -> dict[str, str]:
    return {one.value: str(one.label) for one in Access if one.value in used[Kind.ACCESS]}


FACETS = (
    Facet("forme", gettext_lazy("Forme"), named("activity_forms", "form"), lambda r, c: r.filter(activity__form__in=c)),
    Facet("public", gettext_lazy("Pour qui"), named("audiences", Kind.AUDIENCE), classified(Kind.AUDIENCE)),
    Facet("theme", gettext_lazy("Thème"), named("themes", Kind.THEME), classified(Kind.THEME)),
    Facet("region", gettext_lazy("Région"), regions, lambda r, c: r.filter(venue__region__in=c)),
    Facet("langue", gettext_lazy("Langue"), spoken, classified(Kind.LANGUAGE)),
    Facet("mouvement", gettext_lazy("Mouvement ou rendez-vous"), named("movements", "movement"),
          lambda r, c: r.filter(activity__movement__in=c)),
    Facet("comment", gettext_lazy("Sur place ou en ligne"),
          lambda used: {"onsite": _("Sur place"), "online": _("En ligne")}, by_mode),
    Facet("qui", gettext_lazy("Organisée par"),
          lambda used: {"reseau": _("Le réseau"), "membres": _("Ses membres")}, by_whom),
    Facet("acces", gettext_lazy("Accessibilité"), accesses, by_access, single=False),
)  # fmt: skip


@once
def choices() -> dict[str, dict[str, str]]:
    """The choices of each facet by name, the same for everyone until something is journalled."""
    used = in_use()
    return {facet.name: dict(sorted(facet.choices(used).items(), key=lambda pair: fold(pair[1]))) for facet in FACETS}


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


@dataclass
class Asked:
    """What is asked: narrow `rows()` by it, and say it again with `query()`."""

    q: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()  # yes-or-no: "gratuit", and those of rooms above
    since: date | None = None
    until: date | None = None
    past: bool = False
    organisation: int = 0
    city: str = ""
    view: str = "liste"
    month: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        said = {name: query.get(name, "").replace("\x00", "").strip()[:200] for name in
                ("q", "du", "au", "organisme", "ville", "vue", "mois", "page")}  # fmt: skip
        asked = cls(q=said["q"], since=day_of(said["du"]), until=day_of(said["au"]), past=bool(query.get("passe")),
                    organisation=row_number(said["organisme"]), city=said["ville"][:120], month=said["mois"][:7])  # fmt: skip
        asked.view = said["vue"] if said["vue"] in VIEWS else "liste"
        asked.page = int(said["page"]) if said["page"].isdecimal() and len(said["page"]) < 6 else 1
        for facet in FACETS:
            given = [
                one for one in query.getlist(facet.name)[:MOST_VALUES] if one and len(one) < 60 and "\x00" not in one
            ]
            if given:
                asked.values[facet.name] = given
        asked.ticked = tuple(name for name in ("gratuit", *ticks()) if query.get(name))
        return asked

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.values or self.ticked or self.since or self.until or self.organisation or self.city)

    @property
    def beyond_search(self) -> bool:
        """Is one of the filters in use that the page keeps folded?"""
        folded = self.values.keys() - {FACETS[0].name}
        return bool(folded or self.ticked or self.since or self.until)

    def narrowed(self) -> Rows:
        """The dates asked for, whenever they are."""
        rows = Session.objects.public()
        for facet in FACETS:
            if facet.name in self.values:
                rows = facet.narrow(rows, self.values[facet.name])
        if "gratuit" in self.ticked:
            rows = rows.filter(activity__is_free=True)
        for name, one in ticks().items():
            if name in self.ticked:
                rows = one.narrow(rows)
        if self.organisation:
            rows = rows.filter(self.made_by(self.organisation))
        if self.city:
            rows = rows.filter(venue__city=self.city)
        return rows.filter(self.found()) if self.q else rows

    @staticmethod
    def made_by(number: int) -> Q:
        """Organised or co-organised by an organisation that anyone may see: of another, nothing is said."""
        shown = Organisation.objects.public().filter(pk=number).values("pk")
        return Q(activity__organiser__in=shown) | Q(activity__in=Activity.objects.filter(
            co_organisers__organisation__in=shown).values("pk"))  # fmt: skip

    def found(self) -> Q:
        """What the search finds for a visitor; titles besides, while the index is not written yet."""
        hits = queries.find(
            self.q, user=None, kinds=[KIND], limit=MOST_FOUND, language=words.language(), bare=True
        ).hits
        by_title = Q(activity__title__icontains=self.q) | Q(venue__city__icontains=self.q, venue__is_private=False)
        if fold(self.q) != self.q.casefold():
            by_title |= Q(activity__title__icontains=fold(self.q))
        return by_title | Q(activity__in=[hit.object_id for hit in hits])

    def rows(self) -> Rows:
        """Those of its period: to come first; past, the last first."""
        rows = self.narrowed()
        if self.since or self.until:
            if self.since:
                rows = rows.filter(ends_at__gt=midnight(self.since))
            if self.until and self.until < date.max:
                rows = rows.filter(starts_at__lt=midnight(self.until + timedelta(days=1)))
            return rows.order_by("starts_at", "pk")
        if self.past:
            return rows.filter(ends_at__lt=now()).order_by("-starts_at", "-pk")
        return rows.filter(ends_at__gte=now()).order_by("starts_at", "pk")

    def between(self, first: date, last: date) -> Rows:
        """Those held on one of these days."""
        rows = self.narrowed().filter(starts_at__lt=midnight(last + timedelta(days=1)), ends_at__gt=midnight(first))
        return rows.order_by("starts_at", "pk")

    def pairs(self) -> list[tuple[str, str]]:
        """What narrows, as the address says it."""
        found = [("q", self.q)] if self.q else []
        found += [(name, one) for name, values in self.values.items() for one in values]
        found += [(name, "1") for name in self.ticked]
        found += [(name, day.isoformat()) for name, day in (("du", self.since), ("au", self.until)) if day]
        found += [("organisme", str(self.organisation))] if self.organisation else []
        return found + ([("ville", self.city)] if self.city else [])

    def query(self, **changes: str) -> str:
        """The address with something changed; "" takes it away. The page is always left."""
        pairs = self.pairs()
        pairs += [("vue", self.view)] if self.view != "liste" else []
        pairs += [("mois", self.month)] if self.view == "mois" and self.month else []
        pairs += [("passe", "1")] if self.past else []
        kept = [(name, one) for name, one in pairs if name not in changes]
        return "?" + urlencode([*kept, *((name, one) for name, one in changes.items() if one)])

    def feed_query(self) -> str:
        """The same filters, for a feed or a frame."""
        return "?" + urlencode(self.pairs()) if self.pairs() else ""


def ticks() -> dict[str, CalendarFilter]:
    """The yes-or-no filters that rooms above give, by their parameter."""
    return dict(house.calendar_filters.items())
