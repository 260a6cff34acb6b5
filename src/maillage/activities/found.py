"""What the search finds of activities: those told to everyone, by everyone; the others, by the team and who proposed."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maillage.accounts.roles import Permission
from maillage.activities import words
from maillage.activities.models import Activity, CoOrganiser, Session
from maillage.organisations.models import Organisation
from maillage.search.sources import NOBODY, PUBLIC, Doc, Source

KIND = "activities.activity"
TEAM = str(Permission.ACTIVITIES_VIEW)


def named(organisation: Organisation | None) -> str:
    """An organisation that anyone may know of; the others are found on their own page."""
    return str(organisation) if organisation is not None and organisation.shows_publicly else ""


def subtitle(row: Activity) -> str:
    day = date_format(localtime(row.starts_at), "j F Y") if row.starts_at else ""
    city = next((one.venue.city for one in row.sessions.all() if one.venue and not one.venue.is_private), "")
    return ", ".join(part for part in (words.form_label(row.form), day, city) if part)


def with_whom(row: Activity) -> str:
    makers = [named(row.organiser), row.organiser_name]
    makers += [one.name or named(one.organisation) for one in row.co_organisers.all()]
    return " ".join(part for part in makers if part)


def documents(ids: list[int]) -> Iterable[Doc]:
    """One for each language it is told in; owners are those who speak for the organisation that proposed it."""
    rows = Activity.objects.filter(pk__in=ids).select_related("organiser").prefetch_related(
        "translations", Prefetch("sessions", Session.objects.select_related("venue")),
        Prefetch("co_organisers", CoOrganiser.objects.select_related("organisation")),
    )  # fmt: skip
    for row in rows:
        urls = {"manage": ("activities:detail", {"pk": row.pk}), "member": ("activities:mine_detail", {"pk": row.pk})}
        public = row.shows_publicly
        if public:
            urls["public"] = ("site:activity", {"pk": row.pk, "slug": row.slug})
            urls["member"] = urls["public"]
        owners = (f"delegate:{row.proposed_by_id}",) if row.proposed_by_id else ()
        texts = [(row.language, row.title, row.summary, row.text)]
        texts += [(one.language, one.title, one.summary, one.text) for one in row.translations.all()]
        for language, title, summary, text in texts:
            with override(language):
                said = subtitle(row)
            yield Doc(row.pk, title, urls, access=PUBLIC if public else TEAM, language=language, subtitle=said,
                      body=(summary, text, with_whom(row)), owners=owners)  # fmt: skip


SOURCE = Source(
    KIND, documents, lambda: Activity.objects.values_list("pk", flat=True), _("Activités"), accesses=(PUBLIC, TEAM, NOBODY),
    permission=TEAM, order=25,
)  # fmt: skip
