"""Campaigns, petitions and signatures for a test, by the verbs themselves; many signatures by rows."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate, now

from maillage.campaigns import actions, fingerprints
from maillage.campaigns.models import AddressBlock, Call, Campaign, Petition, PetitionText, Signature, Tally

_numbers = count(1)
TEXT = "Nous demandons que les achats publics respectent les droits du travail."


def campaign(title: str = "", *, opened: bool = True, **values: Any) -> Campaign:
    values = {"starts_on": localdate() - timedelta(days=30), "ends_on": localdate() + timedelta(days=60), **values}
    row = actions.create_campaign(values={"title": title or f"Campagne {next(_numbers)}", **values}, by=None)
    return actions.open_campaign(campaign=row, by=None) if opened else row


def petition(of: Campaign | None = None, *, opened: bool = True, words: Any = None, **values: Any) -> Petition:
    today = localdate()
    values = {"opens_on": today - timedelta(days=20), "closes_on": today + timedelta(days=20),
              "purge_on": today + timedelta(days=120), "goal": 1000,
              "addressees": [{"name": "Ana Roy", "role": "ministre du Travail"}], **values}  # fmt: skip
    words = words or {"fr": (f"Pétition {next(_numbers)}", TEXT)}
    row = actions.create_petition(campaign=of or campaign(), values=values, words=words, by=None)
    return actions.open_petition(petition=row, by=None) if opened else row


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def tally(row: Petition) -> tuple[int, int]:
    found = Tally.objects.get(petition=row)
    return found.online, found.paper


def asked(row: Petition, email: str = "", origin: str = "203.0.113.7", **values: Any) -> Signature | None:
    email = email or f"signataire{next(_numbers)}@exemple.org"
    return actions.sign(petition=fresh(row), values={"name": "Léa Tremblay", "email": email, **values}, origin=origin)


def signed(row: Petition, email: str = "", **values: Any) -> Signature:
    return actions.confirm_signature(signature=asked(row, email, **values))


def many(row: Petition, number: int, block: AddressBlock | None = None, **values: Any) -> list[Signature]:
    """Confirmed signatures, as the verbs leave them."""
    version = PetitionText.objects.filter(petition=row).latest("number")
    at = now()
    rows = [
        Signature(petition=row, version=version, state="confirmed", name=f"Nom {n}", email=f"n{n}@exemple.org",
                  fingerprint=fingerprints.of_address(row.pk, f"n{n}@exemple.org"), block=block, asked_at=at,
                  confirmed_at=at, **values)
        for n in range(number)
    ]  # fmt: skip
    made = Signature.objects.bulk_create(rows, batch_size=2000)
    Tally.objects.filter(petition=row).update(online=Tally.objects.get(petition=row).online + number)
    return made


def batch(row: Petition, sheet: str = "", claimed: int = 10, **values: Any) -> Any:
    values = {"on": localdate() - timedelta(days=2), **values}
    return actions.enter_batch(petition=row, sheet=sheet or str(next(_numbers)), claimed=claimed, by=None, **values)


def call(of: Campaign | None = None, kind: str = "help", *, opened: bool = True, **values: Any) -> Call:
    values = {"title": f"Appel {next(_numbers)}", "text": "Tenir un stand.", "until": localdate() + timedelta(days=10),
              "purge_on": localdate() + timedelta(days=60), "kind": kind, **values}  # fmt: skip
    row = actions.create_call(campaign=of or campaign(), values=values, by=None)
    return actions.open_call(call=row, by=None) if opened else row


def days(first: str, number: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=n) for n in range(number)]
