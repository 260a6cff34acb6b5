"""A small public directory: shown, withheld, hidden, merged, closed."""

from types import SimpleNamespace

import pytest

from maillage.organisations.enums import Relation, State
from maillage.organisations.models import ActionCountry, Description, Link, Organisation, OrganisationTheme, Place
from tests import networks


def make(name: str, *, city="Coaticook", region="05", theme="egalite", country="ML", text="", **fields) -> Organisation:
    row = Organisation.objects.create(name=name, **fields)
    Place.objects.create(organisation=row, city=city, region=region, country="CA", street="12, rue du Lac")
    OrganisationTheme.objects.create(organisation=row, theme=theme)
    ActionCountry.objects.create(organisation=row, country=country)
    Description.objects.create(organisation=row, language="fr", text=text or f"{name} agit.")
    return row


def tie(one: Organisation, other: Organisation, public: bool = True) -> None:
    Link.objects.create(from_organisation=one, to_organisation=other, relation=Relation.PARTNER_OF, is_public=public)


@pytest.fixture
def world(db):
    """Everyone of the small directory. The secret ones carry words that nothing public may say."""
    networks.install("csi")
    shown = make("Atelier du lac", email="atelier@exemple.org", phone="819 555-0100", website="https://atelier.example")
    other = make("Coopérative des semences", city="Magog", theme="besoins-fondamentaux", country="PE")
    withheld = make("Zébu clandestin", city="Zanzibourg", region="17", country="HT", theme="commerce-equitable",
                    withheld=True, text="xyzsecret")  # fmt: skip
    hidden = make("Zèle interne", city="Zéphyrville", region="16", country="SN", is_public=False, text="xyzsecret")
    merged = make("Zinc d’avant", region="15", state=State.MERGED, merged_into=shown, text="xyzsecret")
    closed = make("Club fermé", state=State.CLOSED, country="BO")
    for target in (other, withheld, hidden):
        tie(shown, target)
    return SimpleNamespace(shown=shown, other=other, withheld=withheld, hidden=hidden, merged=merged, closed=closed)


@pytest.fixture
def make_organisation():
    return make
