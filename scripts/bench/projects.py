"""The portfolio of 5,000 projects: Gestion's list, the public list, a project's page, in process and warm. Prints JSON.

MAILLAGE_DATA is a demonstration; the projects are written into it beside its own, with what a list and a page show.
"""

import json
import os
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from maillage.core import generation  # noqa: E402
from maillage.core.text import fold  # noqa: E402
from maillage.network import current  # noqa: E402
from maillage.organisations.models import Organisation  # noqa: E402
from maillage.projects.models import Code, Description, Participant, Place, Project  # noqa: E402
from scripts.bench.pages import director, page  # noqa: E402

PROJECTS = 5_000
COUNTRIES = ("SN", "BJ", "BF", "ML", "HT", "PE", "CO", "PH", "IN", "CD", "RW", "BI")


def fill() -> None:
    """Projects under ten programmes, each with a carrier, two places, three codes and a text."""
    houses = list(Organisation.objects.public()[:200])
    themes = [one.code for one in current.profile().themes] or [""]
    tops = Project.objects.bulk_create(
        Project(
            title=f"Programme mesuré {n}",
            sort_title=f"programme mesure {n}",
            level="programme",
            state="2",
            is_public=True,
        )
        for n in range(10)
    )
    titles = [f"Projet mesuré {n:05}" for n in range(PROJECTS)]
    rows = Project.objects.bulk_create(
        Project(title=title, sort_title=fold(title), parent=tops[n % 10], state=str(1 + n % 6), is_public=True)
        for n, title in enumerate(titles)
    )
    Participant.objects.bulk_create(
        (Participant(project=row, role="4", organisation=houses[n % len(houses)]) for n, row in enumerate(rows)),
        batch_size=2000,
    )
    Place.objects.bulk_create(
        (Place(project=row, kind="country", code=COUNTRIES[(n + k) % 12], percentage=Decimal(50), rank=k)
         for n, row in enumerate(rows) for k in (0, 1)), batch_size=2000)  # fmt: skip
    Code.objects.bulk_create(
        (Code(project=row, kind=kind, vocabulary=vocabulary, code=code)
         for n, row in enumerate(rows)
         for kind, vocabulary, code in (("theme", "", themes[n % len(themes)]), ("sector", "1", "14030"), ("tag", "2", str(1 + n % 17)))),
        batch_size=2000)  # fmt: skip
    Description.objects.bulk_create(
        (
            Description(project=row, type="1", texts=[["fr", "De l’eau pour chaque quartier, tenue par ses usagers."]])
            for row in rows
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def richest() -> Project:
    """A project of the demonstration with a calendar, documents and several carriers."""
    rows = Project.objects.public().filter(level="project", milestones__isnull=False, documents__isnull=False)
    row = rows.distinct().order_by("pk").first()
    if row is None:
        raise SystemExit("la démonstration n’a pas de projet public avec calendrier et documents")
    return row


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEMO = True  # a second factor is not what is measured
    translation.activate("fr")
    if Project.objects.filter(title__startswith="Projet mesuré").count() < PROJECTS:
        fill()
    generation.forget()
    visitor, signed = Client(headers={"Accept-Encoding": "gzip, br"}), Client()
    signed.force_login(director(), backend=settings.AUTHENTICATION_BACKENDS[0])
    listed = reverse("projects:list")
    print(json.dumps({
        "vendor": connection.vendor, "rows": Project.objects.count(),
        "manage": page(signed, listed), "manage_filtered": page(signed, f"{listed}?pays=SN&etat=2"),
        "list": page(visitor, reverse("site:projects"), fresh=True),
        "list_filtered": page(visitor, reverse("site:projects") + "?pays=SN&etat=2", fresh=True),
        "map": page(visitor, reverse("site:projects") + "?vue=carte", fresh=True),
        "project": page(visitor, richest().public_url, fresh=True),
        "project_plain": page(visitor, Project.objects.get(title="Projet mesuré 00123").public_url, fresh=True),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
