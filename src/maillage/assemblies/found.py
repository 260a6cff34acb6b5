"""What the search finds of assemblies: the public ones by everyone, the others by the team."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.assemblies import words
from maillage.assemblies.models import Assembly
from maillage.search.sources import NOBODY, PUBLIC, Doc, Source

KIND = "assemblies.assembly"
TEAM = str(Permission.ASSEMBLIES_VIEW)


def documents(ids: list[int]) -> Iterable[Doc]:
    """Each assembly with the titles of its agenda."""
    for row in Assembly.objects.filter(pk__in=ids).prefetch_related("items"):
        urls = {"manage": ("assemblies:assembly", {"pk": row.pk})}
        shown = row.public and row.called_at is not None
        if shown:
            urls["public"] = urls["member"] = ("site:assembly", {"pk": row.pk})
        items = " ".join(one.title for one in row.items.all())
        yield Doc(row.pk, row.title, urls, access=PUBLIC if shown else TEAM, subtitle=words.when(row), body=(items,))


SOURCE = Source(
    KIND, documents, lambda: Assembly.objects.values_list("pk", flat=True), _("Assemblées"), accesses=(PUBLIC, TEAM, NOBODY),
    permission=TEAM, order=40,
)  # fmt: skip
