"""Places: taken and given back by conditional updates, all or nothing, never one too many.

The database moves `taken` only where it stays within the size, in the order of the quotas' numbers (two who take the
same ones never wait for each other), and its own constraint refuses what a mistake here would let through.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.enrolments.models import Enrolment, Opening, Place, PlaceKind, Quota

Link = PlaceKind.quotas.through


class Full(ValidationError):
    """There are not enough places; `quota` is the first that lacks some."""

    def __init__(self, quota: Quota | None = None) -> None:
        super().__init__(sentence(quota), code="full")
        self.quota = quota


def sentence(quota: Quota | None) -> str:
    if quota is None or quota.free <= 0:
        return _("C’est complet : la dernière place vient d’être prise.")
    return ngettext("Il ne reste qu’une place : demandez-en une seule.",
                    "Il ne reste que %(n)s places : demandez-en moins.", quota.free) % {"n": quota.free}  # fmt: skip


def quotas_of(kinds: Iterable[int]) -> dict[int, list[tuple[int, int | None]]]:
    """{kind: [(quota, its date or None)]}, in one query."""
    found: dict[int, list[tuple[int, int | None]]] = {kind: [] for kind in kinds}
    rows = Link.objects.filter(placekind__in=list(found)).values_list("placekind_id", "quota_id", "quota__session_id")
    for kind, quota, session in rows:
        found[kind].append((quota, session))
    return found


def needs(places: Iterable[Any], quotas: dict[int, list[tuple[int, int | None]]]) -> Counter[int]:
    """{quota: how many} for places that have `kind_id` and `session_id`.

    A place of one date takes from the quotas of that date and from those without a date; a place of the whole takes
    from all the quotas of its kind.
    """
    count: Counter[int] = Counter()
    for place in places:
        for quota, session in quotas[place.kind_id]:
            if session is None or place.session_id is None or session == place.session_id:
                count[quota] += 1
    return count


def needed(places: Sequence[Any]) -> Counter[int]:
    return needs(places, quotas_of({place.kind_id for place in places}))


def claim(quota: int, count: int) -> bool:
    """So many places of a quota, if they are there: one statement, so two never both take the last."""
    return Quota.objects.filter(pk=quota, taken__lte=F("size") - count).update(taken=F("taken") + count) == 1


def take(places: Sequence[Place]) -> None:
    """Take what these places need, inside the caller's transaction. Raises Full: the caller's transaction is undone.

    The places are written before: their foreign keys hold the kinds still while the quotas are read.
    """
    for quota, count in sorted(needed(places).items()):
        if not claim(quota, count):
            raise Full(Quota.objects.filter(pk=quota).first())
    Place.objects.filter(pk__in=[place.pk for place in places]).update(holds=True)
    for place in places:
        place.holds = True


def give_back(places: Sequence[Place]) -> None:
    """Give back what these places hold; those that hold nothing give nothing."""
    holding = [place for place in places if place.holds]
    for quota, count in sorted(needed(holding).items()):
        Quota.objects.filter(pk=quota).update(taken=F("taken") - count)
    Place.objects.filter(pk__in=[place.pk for place in holding]).update(holds=False)
    for place in holding:
        place.holds = False


def hold_still(opening: Opening) -> Opening:
    """Lock an opening and its quotas, in their order: what gives back and calls others does it alone."""
    opening = Opening.objects.select_for_update(of=("self",)).select_related("activity").get(pk=opening.pk)
    list(opening.quotas.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return opening


def counted(opening: Opening) -> Counter[int]:
    """What the places that hold take from each quota of an opening, counted anew."""
    held = list(
        Place.objects.filter(holds=True, kind__opening=opening).values("kind", "session").annotate(n=Count("pk"))
    )
    quotas = quotas_of({row["kind"] for row in held})
    count: Counter[int] = Counter()
    for row in held:
        for quota, session in quotas[row["kind"]]:
            if session is None or row["session"] is None or session == row["session"]:
                count[quota] += row["n"]
    return count


def recount(opening: Opening) -> None:
    """After the quotas or what takes from them changed: write `taken` anew. Raises ValidationError where a size is
    under what is taken."""
    count = counted(opening)
    for quota in opening.quotas.order_by("pk"):
        taken = count[quota.pk]
        if taken > quota.size:
            raise under(quota.name, taken, quota.size)
        if taken != quota.taken:
            Quota.objects.filter(pk=quota.pk).update(taken=taken)


def under(name: str, taken: int, size: int) -> ValidationError:
    return ValidationError(
        _("« %(name)s » : %(taken)s places sont prises, la taille ne peut pas descendre à %(size)s. "
          "Annulez d’abord des inscriptions.")
        % {"name": name, "taken": taken, "size": size}, code="under_taken",
    )  # fmt: skip


def check() -> Iterator[tuple[str, str]]:
    """A line of `maillage check`: what is written as taken is what places hold, and only standing ones hold."""
    wrong = 0
    for opening in Opening.objects.filter(quotas__isnull=False).distinct():
        count = counted(opening)
        for quota in opening.quotas.all():
            if count[quota.pk] != quota.taken:
                wrong += 1
                yield "error", _("« %(activity)s », %(quota)s : %(taken)s places notées prises, %(held)s tenues.") % {
                    "activity": opening, "quota": quota, "taken": quota.taken, "held": count[quota.pk]}  # fmt: skip
    lost = Place.objects.filter(holds=True).exclude(enrolment__in=Enrolment.objects.holding().values("pk")).count()
    if lost:
        yield "error", _("%(n)s places sont tenues par des inscriptions qui n’en tiennent plus.") % {"n": lost}
    if not wrong and not lost:
        held = Place.objects.filter(holds=True).aggregate(n=Count("pk", filter=Q(holds=True)))["n"]
        yield "ok", _("%(n)s places tenues, chacune comptée une fois.") % {"n": held}
