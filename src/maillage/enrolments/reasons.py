"""« Why not yet »: what each person on the waiting list is told, and the team too."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.enums import ActivityState
from maillage.enrolments import waiting, words
from maillage.enrolments.actions.calling import entries_of, first_date, needs_of
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Opening, Quota


def rule() -> str:
    """The rule of the list, said on the screens."""
    return _("Quand des places se libèrent, la première inscription de la liste dont toute la demande tient est appelée, "
             "puis la suivante avec ce qui reste. Un groupe pour lequel il n’y a pas encore assez de places garde son rang ; "
             "des demandes plus petites peuvent passer entre-temps.")  # fmt: skip


def why(rows: Sequence[Enrolment], opening: Opening, at: datetime | None = None) -> dict[int, list[str]]:
    """{enrolment: sentences} for waiting ones of one activity, in five queries whatever their number."""
    at = at or now()
    mine = [row for row in rows if row.state == EnrolmentState.WAITING]
    if not mine:
        return {}
    numbers = list(Enrolment.objects.waiting().filter(activity=opening.activity_id).values_list("pk", flat=True))
    quotas = {one.pk: one for one in opening.quotas.select_related("session")}
    free = {number: quota.free for number, quota in quotas.items()}
    entries = entries_of(mine)
    needs = needs_of(entries)
    offers = Enrolment.objects.filter(activity=opening.activity_id, state=EnrolmentState.OFFERED)
    next_end = offers.order_by("offered_until").values_list("offered_until", flat=True).first()
    activity, found = opening.activity, {}
    for row in mine:
        begins = first_date(entries[row.pk], activity.starts_at)
        if activity.state == ActivityState.CANCELLED:
            found[row.pk] = [_("L’activité est annulée.")]
        elif begins is not None and begins <= at:
            found[row.pk] = [_("La date est passée sans qu’assez de places se libèrent.")]
        else:
            found[row.pk] = sentences(
                waiting.rank(numbers, row.pk), waiting.lacking(needs[row.pk], free), quotas, next_end
            )
    return found


def sentences(rank: int, missing: dict[int, int], quotas: dict[int, Quota], next_end: datetime | None) -> list[str]:
    told = [_("Rang dans la liste : %(rank)s.") % {"rank": rank}]
    for number, count in missing.items():
        told.append(
            ngettext("« %(name)s » : il manque %(n)s place (libres : %(free)s sur %(size)s).",
                     "« %(name)s » : il manque %(n)s places (libres : %(free)s sur %(size)s).", count)
            % {"name": quotas[number], "n": count, "free": max(0, quotas[number].free), "size": quotas[number].size}
        )  # fmt: skip
    if missing and next_end is not None:
        told.append(
            _("Des places sont proposées à quelqu’un d’autre jusqu’au %(day)s.") % {"day": words.moment(next_end)}
        )
    if not missing:
        told.append(_("Assez de places sont libres : l’appel part dans les minutes qui viennent."))
    return told
