"""The calendar, an activity's page and a feed asked again, in process and warm, on a demonstration. Prints JSON.

MAILLAGE_DATA is a demonstration; a hundred dates ahead are written into it, so that a list is full.
"""

import json
import os
import statistics
import time
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from maillage.activities.models import Activity, Session, Venue  # noqa: E402
from maillage.core import generation, pagecache  # noqa: E402
from scripts.bench.pages import RUNS, WARM, director, page  # noqa: E402

DATES = 120


def fill() -> None:
    """Dates ahead, each its own activity, in venues that exist."""
    venues = list(Venue.objects.all()[:20])
    at = now().replace(minute=0, second=0, microsecond=0)
    made = [
        Activity(title=f"Rencontre {n}", form="conference", state="announced", announced_at=at,
                 starts_at=at + timedelta(hours=12 * n + 24), ends_at=at + timedelta(hours=12 * n + 26))
        for n in range(DATES)
    ]  # fmt: skip
    Activity.objects.bulk_create(made)
    Session.objects.bulk_create(
        Session(activity=one, starts_at=one.starts_at, ends_at=one.ends_at, venue=venues[n % len(venues)])
        for n, one in enumerate(made)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def asked_again(client: Client, url: str) -> dict[str, Any]:
    """Median CPU (ms) of an address whose reader already holds the answer."""
    pagecache.store.clear()
    etag = client.get(url).headers["ETag"]
    spent = []
    for run in range(WARM + RUNS):
        start = time.process_time()
        response = client.get(url, headers={"If-None-Match": etag})
        if run >= WARM:
            spent.append((time.process_time() - start) * 1000)
        if response.status_code != 304:
            raise SystemExit(f"{url} : {response.status_code}")
    return {"cpu_ms": round(statistics.median(spent), 2)}


def richest() -> Activity:
    """An activity to come that one can enrol in, with a venue and themes."""
    found = Activity.objects.public().filter(opening__isnull=False, starts_at__gt=now(), cancelled_at=None)
    row = found.exclude(sessions__venue=None).exclude(text="").order_by("starts_at").first()
    if row is None:
        raise SystemExit("la démonstration n’a pas d’activité ouverte aux inscriptions")
    return row


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEMO = True  # a second factor is not what is measured
    translation.activate("fr")
    if Activity.objects.filter(title__startswith="Rencontre ").count() < DATES:
        fill()
    generation.forget()
    visitor, signed = Client(headers={"Accept-Encoding": "gzip, br"}), Client()
    signed.force_login(director(), backend=settings.AUTHENTICATION_BACKENDS[0])
    activity = richest()
    print(json.dumps({
        "vendor": connection.vendor, "path": activity.public_url,
        "activity": page(visitor, activity.public_url, fresh=True),
        "list": page(visitor, reverse("site:calendar"), fresh=True),
        "month": page(visitor, reverse("site:calendar") + "?vue=mois", fresh=True),
        "manage": page(signed, reverse("activities:list")),
        "feed": page(visitor, reverse("site:calendar_ics"), fresh=True),
        "feed_again": asked_again(visitor, reverse("site:calendar_ics")),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
