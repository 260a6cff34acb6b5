"""What `maillage check` looks at here: links told from both ends, no circle, nothing withheld that anyone finds."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.organisations import tree
from maillage.organisations.enums import Relation
from maillage.organisations.models import Link, Organisation, Person
from maillage.search.models import SearchDocument


def check() -> Iterable[tuple[str, str]]:
    """The quick look: withheld records, links with one end."""
    leaks = _leaks("organisations.organisation", Organisation.objects.filter(withheld=True).values("pk"))
    leaks += _leaks("organisations.person", Person.objects.filter(withheld=True).values("pk"))
    if leaks:
        yield "error", ngettext(
            "%(count)s fiche retenue est dans la recherche publique : lancez « maillage reindex ».",
            "%(count)s fiches retenues sont dans la recherche publique : lancez « maillage reindex ».", leaks,
        ) % {"count": leaks}  # fmt: skip
    lone = Link.objects.values("pair").annotate(ends=Count("pk")).exclude(ends=2).count()
    if lone:
        yield "error", ngettext("%(count)s lien n’est écrit que d’un côté.", "%(count)s liens ne sont écrits que d’un côté.",
                                lone) % {"count": lone}  # fmt: skip
    if not leaks and not lone:
        yield "ok", _("Liens écrits des deux côtés ; rien de retenu dans la recherche publique.")


def check_whole() -> Iterable[tuple[str, str]]:
    """Every affiliation followed to its end."""
    yield from check()
    children = Link.objects.current().filter(relation=Relation.AFFILIATED_TO, is_reverse=False)
    turning = [
        pk
        for pk in children.order_by().values_list("from_organisation", flat=True).distinct()
        if pk and any(tree.circle(pk, step.id) for step in tree.ancestors(pk) if step.depth == 1)
    ]
    if turning:
        yield (
            "error",
            _("Affiliations en rond, à partir des fiches %(ids)s.") % {"ids": ", ".join(map(str, turning[:10]))},
        )


def _leaks(kind: str, withheld: object) -> int:
    return SearchDocument.objects.filter(kind=kind, access="public", object_id__in=withheld).count()
