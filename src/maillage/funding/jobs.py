"""What the room does each night: the names and notes of old expenses go, when the law no longer asks for them."""

from django.db import transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.funding.actions.expenses import KIND
from maillage.funding.models import Expense
from maillage.funding.schedule import add_months
from maillage.network import current
from maillage.search import outbox as search

ERASED = "–"
BATCH = 2_000


@transaction.atomic
def purge() -> int:
    """Labels, suppliers and notes of expenses older than the years of accounts; amounts stay in the sums."""
    if not current.exists():
        return 0
    years = current.profile().legal.retention.accounting_years.value
    limit = add_months(localdate().replace(month=1, day=1), -12 * years)
    old = Expense.objects.filter(spent_on__lt=limit).exclude(label=ERASED, supplier="", note="")
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    Expense.objects.filter(pk__in=ids).update(label=ERASED, supplier="", note="")
    for pk in ids:
        journal.erase_label(KIND, pk)
    search.queue(KIND, ids)
    return len(ids)
