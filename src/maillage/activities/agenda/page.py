"""An activity's page: what a visitor asks first, then the rest. A fixed number of queries; nothing private."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.agenda import entries
from maillage.activities.agenda.entries import Entry
from maillage.activities.enums import Access, ActivityState, Kind, Structure
from maillage.activities.models import Activity, ActivityDocument, Classification, CoOrganiser, Guest, Session, Stop
from maillage.activities.words import language_names
from maillage.core.generation import among
from maillage.files.models import Document, Image
from maillage.organisations import words
from maillage.organisations.models import Organisation

VISITOR = AnonymousUser()


@dataclass
class Page:
    """What anyone may read of one activity."""

    activity: Activity
    title: str
    summary: str
    text: str
    language: str  # of these words, when it is not the reader's
    dates: list[Entry]
    codes: dict[str, list[str]]
    partners: list[tuple[str, str]] = field(default_factory=list)  # (name, address of its page)
    guests: list[dict[str, str]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    poster: Image | None = None
    access_note: str = ""

    @property
    def standing(self) -> list[Entry]:
        return [one for one in self.dates if not one.cancelled]

    @property
    def coming(self) -> list[Entry]:
        return [one for one in self.standing if not one.is_past]

    @property
    def is_cancelled(self) -> bool:
        return self.activity.state == ActivityState.CANCELLED

    @property
    def is_past(self) -> bool:
        return bool(self.dates) and all(one.is_past for one in self.dates)

    @property
    def next(self) -> Entry | None:
        """The date told first: the next one, else the last."""
        return next(iter(self.coming), self.dates[-1] if self.dates else None)

    @property
    def programme(self) -> list[Entry]:
        """The other dates, each with its own words; nothing when there is only one."""
        return self.dates if len(self.dates) > 1 else []

    @property
    def excerpt(self) -> str:
        said = " ".join((self.summary or self.text).split())
        return said if len(said) <= 220 else said[:220].rsplit(" ", 1)[0] + "…"

    def labels(self, kind: str, part: str) -> list[tuple[str, str]]:
        """(code, name) of its codes of one kind, named by the profile."""
        names = words.names(part)
        return [(code, names[code]) for code in self.codes.get(kind, []) if code in names]

    @property
    def access(self) -> list[str]:
        return [str(Access(code).label) for code in self.codes.get(Kind.ACCESS, []) if code in Access.values]

    @property
    def languages(self) -> str:
        names = language_names()
        return ", ".join(names.get(code, code) for code in self.codes.get(Kind.LANGUAGE, []))

    @property
    def price(self) -> str:
        return self.activity.price or (_("Gratuit") if self.activity.is_free else _("Payant"))

    def facts(self) -> list[tuple[str, str]]:
        """What a visitor asks first, besides when and where."""
        one = self.activity
        offered = [(one.childcare, _("garde d’enfants sur demande")), (one.meal, _("repas servi"))]
        return [
            (_("Prix"), self.price),
            (_("Pour qui"), ", ".join(name for _code, name in self.labels(Kind.AUDIENCE, "audiences"))),
            (_("Langue"), self.languages),
            (_("Interprétation"), one.interpretation),
            (_("Sur place"), ", ".join(label for given, label in offered if given)),
            (_("Accessibilité"), self.accessible),
        ]

    @property
    def accessible(self) -> str:
        """« Boucle auditive, lieu de repos au calme. Sonnette à gauche. »: a list in a sentence, then the note."""
        listed = ", ".join([*self.access[:1], *(one[:1].lower() + one[1:] for one in self.access[1:])])
        return ". ".join(part for part in (listed, self.access_note) if part)


def of(activity: Activity) -> Page:
    """The page of an activity that anyone may see."""
    reader = words.language()
    rows = Session.objects.filter(activity=activity).order_by("starts_at", "pk")
    values = list(rows.values(*entries.OF_SESSION, "venue__access", "venue__access_note"))
    makers = partners(activity)
    dates = entries.of_one(activity, values, makers[0][0] if activity.organiser_id and makers and makers[0][2] else "")
    said, language = activity, activity.language
    if language != reader:
        for one in activity.translations.all():
            if one.language == reader:
                said, language = one, reader
    page = Page(activity, said.title, said.summary, said.text, language if language != reader else "", dates,
                codes_of(activity, values))  # fmt: skip
    open_venues = [row for row in values if row["venue__access_note"] and not row["venue__is_private"]]
    page.access_note = open_venues[0]["venue__access_note"] if open_venues else ""
    page.partners = [(name, url) for name, url, _organises in makers]
    page.documents = documents(activity)
    page.guests = guests(activity)
    if activity.structure == Structure.TOUR:
        stops(dates)
    if activity.poster:
        page.poster = Image.objects.filter(public_id=activity.poster).first()
    return page


def codes_of(activity: Activity, values: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Its codes by kind; what its only venue offers is told with them."""
    codes: dict[str, list[str]] = {}
    for kind, code in Classification.objects.filter(activity=activity).order_by("pk").values_list("kind", "code"):
        codes.setdefault(kind, []).append(code)
    venues = {row["venue_id"]: row["venue__access"] for row in values if row["venue_id"]}
    if len(venues) == 1:
        here = codes.setdefault(Kind.ACCESS, [])
        here += [code for code in next(iter(venues.values())) if code not in here]
    return codes


def named(row: dict[str, Any], name: str) -> tuple[str, str]:
    """(name, address of its page) of an organisation that anyone may see, else of a name outside the directory."""
    if row["organisation"] is None:
        return name, ""
    if not entries.shows(row, "organisation"):
        return "", ""
    return row["organisation__name"], reverse("site:organisation", args=[row["organisation"]])


ORGANISATION = ("organisation", *(f"organisation__{name}" for name in entries.ORGANISER))


def partners(activity: Activity) -> list[tuple[str, str, bool]]:
    """(name, address of its page, is it the organiser) of those who make it: never a withheld organisation."""
    found = []
    if activity.organiser_id:
        only = Organisation.objects.public().filter(pk=activity.organiser_id).values_list("name", flat=True)
        found += [(name, reverse("site:organisation", args=[activity.organiser_id]), True) for name in only]
    elif activity.organiser_name:
        found.append((activity.organiser_name, "", True))
    shared = among("activities.shared", activity.pk, lambda: [CoOrganiser.objects.values_list("activity", flat=True)])
    for row in activity.co_organisers.order_by("pk").values("name", *ORGANISATION) if shared else ():
        found.append((*named(row, row["name"]), False))
    return [one for one in found if one[0]]


def guests(activity: Activity) -> list[dict[str, str]]:
    """Those who are named on the site: never someone withheld, nor of a withheld organisation."""
    if not among("activities.guests", activity.pk, lambda: [Guest.objects.values_list("activity", flat=True)]):
        return []
    found = []
    rows = Guest.objects.filter(activity=activity, is_named=True).order_by("pk")
    for row in rows.values("name", "biography", "languages", "country", "person__first_name", "person__last_name",
                           "person__withheld", "person__erased_at", *ORGANISATION):  # fmt: skip
        home, _url = named(row, "")
        if row["person__withheld"] or row["person__erased_at"] or (row["organisation"] and not home):
            continue
        name = row["name"] or f"{row['person__first_name']} {row['person__last_name']}".strip()
        country = words.country_label(row["country"])
        found.append({"name": name, "biography": row["biography"], "languages": row["languages"],
                      "from": ", ".join(part for part in (home, country) if part)})  # fmt: skip
    return found


def stops(dates: list[Entry]) -> None:
    """Who hosts each stop, beside its date."""
    hosts = {one.session_id: one for one in Stop.objects.filter(
        session__in=[date.id for date in dates]).select_related("host")}  # fmt: skip
    for date in dates:
        stop = hosts.get(date.id)
        name = stop.host_name if stop else ""
        if stop and stop.host and stop.host.shows_publicly:
            name = stop.host.name
        if name:
            date.tags = [(_("accueillie par %(host)s") % {"host": name}, "nu"), *date.tags]


def documents(activity: Activity) -> list[Document]:
    """Those that anyone may open."""
    if not among(
        "activities.documents", activity.pk, lambda: [ActivityDocument.objects.values_list("activity", flat=True)]
    ):
        return []
    joined = list(ActivityDocument.objects.filter(activity=activity).values_list("document", flat=True))
    return joined and list(
        Document.objects.visible_to(VISITOR).filter(pk__in=joined).prefetch_related("versions").order_by("title")
    )


def recent(rows: Any, most: int) -> list[Entry]:
    """The activities announced last, each told by its next date, else its last."""
    newest: dict[int, dict[str, Any]] = {}
    moment = now()
    found = rows.order_by("-activity__announced_at", "activity_id", "starts_at", "pk").values(*entries.FIELDS)
    for row in found[: most * 12]:
        kept = newest.get(row["activity_id"])
        if kept is None or kept["ends_at"] < moment:
            newest[row["activity_id"]] = row
    return entries.told(list(newest.values())[:most], tags=False)
