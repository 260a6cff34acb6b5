"""What carries the notices, and what becomes of them: idempotent, by number."""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from maillage.assemblies import emails
from maillage.assemblies.enums import DeliveryRoute, DeliveryState
from maillage.assemblies.models import Notice, NoticeDelivery
from maillage.messages.enums import State
from maillage.messages.models import Message
from maillage.messages.outbox import send_many

BATCH = 100
LOST = (State.BOUNCED, State.FAILED)


def send_notice(notice_id: int) -> int:
    """Put in the outbox the notices that are not there yet, so many in a transaction: run again, it goes on where it stopped."""
    notice = Notice.objects.select_related("assembly__body").get(pk=notice_id)
    sent = 0
    while True:
        with transaction.atomic():
            waiting = list(notice.deliveries.filter(
                route=DeliveryRoute.MAIL, state=DeliveryState.QUEUED, message=None).order_by("pk")[:BATCH])  # fmt: skip
            if not waiting:
                return sent
            send_many(emails.posts(notice, waiting), purpose=emails.PURPOSE)
            keys = {emails.key_of(one): one for one in waiting}
            found = dict(Message.objects.filter(key__in=list(keys)).values_list("key", "pk"))
            for key, one in keys.items():
                if key in found:
                    one.message_id = found[key]
                else:  # an address that no letter takes
                    one.route = DeliveryRoute.LETTER
            NoticeDelivery.objects.bulk_update(waiting, ["message", "route"])
            sent += len(found)


def follow() -> int:
    """Write down what became of each letter. The outbox forgets after some weeks; the proof stays here."""
    rows = NoticeDelivery.objects.filter(route=DeliveryRoute.MAIL, message__isnull=False).exclude(
        message__state=State.QUEUED
    )
    due = rows.filter(
        Q(state=DeliveryState.QUEUED) | Q(state=DeliveryState.SENT, message__state__in=LOST)
        | Q(state=DeliveryState.OPENED, sent_at=None, message__state=State.SENT)  # read before this was written
    )  # fmt: skip
    changed = []
    for one in due.select_related("message")[:5000]:
        assert one.message is not None
        if one.state == DeliveryState.OPENED:
            one.sent_at = one.message.sent_at or one.opened_at
        elif one.message.state in LOST:
            one.state, one.error, one.bounced_at = DeliveryState.BOUNCED, one.message.error[:500], now()
        else:
            one.state, one.sent_at = DeliveryState.SENT, one.message.sent_at or now()
        changed.append(one)
    NoticeDelivery.objects.bulk_update(changed, ["state", "error", "bounced_at", "sent_at"], batch_size=200)
    return len(changed)
