"""Rates: a bank's file, or one rate typed with its source."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.funding import ratefiles
from maillage.funding.actions.common import in_words, known_currency, must_be_past, refuse
from maillage.funding.enums import Feed
from maillage.funding.models import Rate, RateSource

BATCH = 5_000
NAMES = {Feed.ECB: ratefiles.ECB, Feed.BOC: ratefiles.BOC}


def source_named(name: str, feed: str = Feed.TYPED, *, fixed: bool = False) -> RateSource:
    return RateSource.objects.get_or_create(name=name, defaults={"feed": feed, "is_fixed": fixed})[0]


@transaction.atomic
def import_rates(*, content: bytes, by: Any) -> tuple[RateSource, int, int]:
    """Read a bank's file: (source, new rates, already known). What is known stays: amounts were converted with it."""
    feed, quotes = in_words(ratefiles.read, content)
    days = {quote.on for quote in quotes}
    if max(days) > localdate() + timedelta(days=1):  # a bank in another zone may be one day ahead
        raise refuse("rates_ahead", day=max(days))
    source = source_named(NAMES[Feed(feed)], feed)
    known = set(Rate.objects.filter(source=source, on__range=(min(days), max(days))).values_list("base", "quote", "on"))
    rows = [Rate(source=source, base=q.base, quote=q.quote, on=q.on, value=q.value)
            for q in quotes if (q.base, q.quote, q.on) not in known]  # fmt: skip
    Rate.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    journal.record("rates.imported", source, by=by, changes={
        "rates": [None, len(rows)], "first": [None, min(days)], "last": [None, max(days)]})  # fmt: skip
    return source, len(rows), len(quotes) - len(rows)


@transaction.atomic
def type_rate(*, source: str, base: str, quote: str, on: date, value: Decimal, fixed: bool = False, by: Any) -> Rate:
    """Note one rate, with who says it; a rate already given by that source that day stays."""
    known_currency(base)
    known_currency(quote)
    if base == quote:
        raise refuse("same_currency")
    must_be_past(on)
    if value <= 0:
        raise refuse("not_positive")
    told = source_named(source, fixed=fixed)
    known = Rate.objects.filter(source=told, base=base, quote=quote, on=on).first()
    if known and known.value != value:
        raise refuse("rate_known", base=base, quote=quote, value=f"{known.value.normalize():f}")
    if known:
        return known
    rate = Rate(source=told, base=base, quote=quote, on=on, value=value)
    rate.full_clean()
    rate.save()
    journal.record("rate.typed", rate, by=by)
    return rate
