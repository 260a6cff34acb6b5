"""Signatures of the demonstration, written in rows as the verbs would leave them: hundreds of letters would serve nobody."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.timezone import now

from maillage.campaigns import areas, fingerprints
from maillage.campaigns.demo.stories import AREAS, FIRST, LAST, WORDS
from maillage.campaigns.enums import BlockState, SignatureState
from maillage.campaigns.models import AddressBlock, Petition, Signature, Tally
from maillage.network import current
from maillage.organisations import words

S = SignatureState
OTHERS = [S.PENDING] * 38 + [S.BOUNCED] * 9 + [S.WITHDRAWN] * 3 + [S.DISOWNED] * 2


def moment(chance: Any, first: Any, last: Any, rank: float) -> datetime:
    """More at the beginning and towards the end, as petitions go."""
    whole = max(1, (last - first).days)
    bent = rank * rank if chance.random() < 0.6 else 1 - (1 - rank) ** 3
    day = first + timedelta(days=int(bent * whole))
    return min(datetime.combine(day, time(chance.randint(9, 22), chance.randint(0, 59)), current.zone()), now())


def one(petition: Petition, version: Any, chance: Any, n: int, country: str, at: datetime, state: str) -> Signature:
    area = chance.choice(AREAS.get(country, ("",)))
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    email = f"signataire{petition.pk}.{n}@exemple.org"
    row = Signature(
        petition=petition, version=version, state=state, fingerprint=fingerprints.of_address(petition.pk, email),
        name=name, email=email, area=area, region=areas.region_of(words.territory(), area),
        name_key=fingerprints.of_name(petition.pk, name, area), shows_name=chance.random() < 0.6,
        message=chance.choice(WORDS), wants_news=False, asked_at=at - timedelta(minutes=chance.randint(1, 110)),
    )  # fmt: skip
    if state in (S.CONFIRMED, S.ASIDE):
        row.confirmed_at = at
    elif state != S.PENDING:
        row.ended_at = at
    if state == S.DISOWNED:
        row.name = row.email = row.area = row.message = row.name_key = ""
        row.purged_at, row.shows_name = at, False
    return row


def write_signatures(petition: Petition, chance: Any, number: int, last: Any, country: str, school: int = 0) -> None:
    """So many confirmed ones from its first day to `last`, a few of each other state, and a school's worth of one origin."""
    versions = list(petition.texts.order_by("number"))
    rows = []
    for n in range(number):
        at = moment(chance, petition.opens_on, last, n / number)
        version = versions[0] if n < number // 3 else versions[-1]
        rows.append(one(petition, version, chance, n, country, at, S.CONFIRMED))
    for n, state in enumerate(OTHERS, number):
        at = now() - timedelta(days=chance.randint(1, 9), minutes=chance.randint(1, 900))
        rows.append(one(petition, versions[-1], chance, n, country, at, state))
    if school:
        block = AddressBlock.objects.create(
            petition=petition, fingerprint=fingerprints.of_block(petition.pk, "192.0.2.10"), seen=school,
            state=BlockState.FLAGGED, created_at=now() - timedelta(days=6),
        )  # fmt: skip
        for row in rows[number - school : number]:
            row.block = block
            if row.confirmed_at:  # a class signs between two lessons
                day = timezone.localtime(row.confirmed_at, current.zone())
                row.confirmed_at = min(now(), day.replace(hour=chance.randint(10, 15)))
                row.asked_at = row.confirmed_at - timedelta(minutes=chance.randint(1, 12))
    Signature.objects.bulk_create(rows, batch_size=1000)
    Tally.objects.filter(petition=petition).update(online=number)
