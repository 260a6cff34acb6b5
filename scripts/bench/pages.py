"""Pages in process, warm: CPU per page and queries. Run in the data folder to be measured; prints JSON."""

import json
import os
import statistics
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from maillage.accounts.models import RoleGrant, User  # noqa: E402
from maillage.core import pagecache  # noqa: E402
from maillage.organisations.models import Organisation  # noqa: E402
from maillage.search import index, queries  # noqa: E402

WARM, RUNS = 5, 40


class Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def director() -> User:
    person = User.objects.filter(email="mesures@exemple.org").first()
    if person is None:
        person = User.objects.create_user("mesures@exemple.org", name="Mesures")
        RoleGrant.objects.create(user=person, role="director")
    return person


def page(client: Client, url: str, *, fresh: bool = False) -> dict[str, Any]:
    """Median CPU (ms) and queries of one address; `fresh` empties the page cache before each run."""
    spent, queries_made = [], 0
    for run in range(WARM + RUNS):
        if fresh:
            pagecache.store.clear()
        counter = Counter()
        with connection.execute_wrapper(counter):
            start = time.process_time()
            response = client.get(url)
            cpu = time.process_time() - start
        if response.status_code != 200:
            raise SystemExit(f"{url} : {response.status_code}")
        if run >= WARM:
            spent.append(cpu * 1000)
            queries_made = counter.count
    return {"cpu_ms": round(statistics.median(spent), 2), "queries": queries_made, "bytes": len(response.content)}


def search_times(user: User) -> dict[str, Any]:
    """Median time (ms) of global searches, and the slowest word."""
    words = [
        "femmes",
        "association",
        "kayes",
        "eau potable",
        "cooperatives pecheurs",
        "sante communautere",
        "oruro 42",
        "zzzz",
        "un",
    ]
    medians = {}
    for text in words:
        spent = []
        for run in range(WARM + 15):
            start = time.perf_counter()
            queries.find(text, user=user)
            if run >= WARM:
                spent.append((time.perf_counter() - start) * 1000)
        medians[text] = statistics.median(spent)
    worst = max(medians, key=lambda word: medians[word])
    return {
        "median_ms": round(statistics.median(medians.values()), 2),
        "worst_ms": round(medians[worst], 2),
        "worst": worst,
    }


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEMO = True  # a second factor is not what is measured
    translation.activate("fr")
    if "--index" in sys.argv:
        start = time.process_time()
        index.rebuild()
        print(json.dumps({"index_cpu_s": round(time.process_time() - start, 2)}))
        return
    person = director()
    signed, visitor = Client(), Client(headers={"Accept-Encoding": "gzip, br"})  # as browsers ask
    signed.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    shown = Organisation.objects.public().order_by("pk").values_list("pk", flat=True)
    public = visitor.get(f"/fr/organisations/{shown[0]}/", follow=True)
    address = public.request["PATH_INFO"]
    found = {
        "rows": Organisation.objects.count(),
        "vendor": connection.vendor,
        "list": page(signed, reverse("organisations:list") + "?etat=active"),
        "list_searched": page(signed, reverse("organisations:list") + "?q=femmes"),
        "list_plain": page(signed, reverse("organisations:list")),
        "organisation_public": page(visitor, address, fresh=True),
        "directory_public": page(visitor, "/fr/annuaire/", fresh=True),
        "home_public": page(visitor, "/fr/", fresh=True),
        "search": search_times(person),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
