"""A small calendar: everything that may be shown, and everything that may not."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils.timezone import now

from maillage.activities.models import CoOrganiser, Guest, Stop, Translation
from maillage.organisations.models import Organisation
from tests import networks
from tests.factories import activities as make

SECRET = "xyzsecret"  # no public page may say it
LINK = f"https://visio.example/{SECRET}"


def day(number: float):
    """So many days from now, at a round hour."""
    return (now() + timedelta(days=number)).replace(minute=0, second=0, microsecond=0)


def world():
    """The network csi, with activities of each kind."""
    networks.install("csi")
    shown = Organisation.objects.create(name="Atelier du lac")
    hidden = Organisation.objects.create(name=f"Zébu {SECRET}", withheld=True)
    inner = Organisation.objects.create(name=f"Zèle {SECRET}", is_public=False)
    hall = make.venue("Salle des fêtes", city="Sherbrooke", region="05", street="12, rue du Lac", postal_code="J1H 1A1",
                      latitude=45.4, longitude=-71.9, access=["wheelchair"])  # fmt: skip
    home = make.venue(f"Chez {SECRET}", city="Magog", region="05", street=f"3, rue {SECRET}", is_private=True,
                      access_note=f"code {SECRET}", latitude=45.1, longitude=-72.1)  # fmt: skip
    seat = make.venue(f"Maison {SECRET}", city="Coaticook", region="05", street=SECRET, organisation=hidden)
    talk = make.activity("Conférence sur l’eau", starts_at=None, summary="Un bien commun", text="Longue description",
                         classified=(("theme", "egalite"), ("audience", "scolaire"), ("language", "es"),
                                     ("access", "sign-language")),
                         organiser=shown, part="takes_part", proposal_note=SECRET, contact_name="Amina",
                         contact_email="amina@exemple.org", childcare=True, is_free=True)  # fmt: skip
    make.session(talk, day(3), venue=hall, room="Local 2", online_link=LINK, online_note=SECRET, mode="both")
    CoOrganiser.objects.create(activity=talk, organisation=hidden)
    CoOrganiser.objects.create(activity=talk, organisation=inner)
    CoOrganiser.objects.create(activity=talk, name="Le comité du quartier")
    Translation.objects.create(
        activity=talk, language="en", title="A talk on water", summary="A common good", text="Long"
    )
    online = make.activity("Séance en ligne", starts_at=None, is_free=False, price="10 $")
    make.session(online, day(5), mode="online", online_link=LINK, online_note=SECRET)
    supper = make.activity("Souper chez l’habitant", starts_at=None, organiser=hidden)
    make.session(supper, day(6), venue=home, room=SECRET)
    make.session(supper, day(7), venue=seat)
    tour = make.activity("Sur la route", starts_at=None, structure="tour", form="conference")
    for rank in range(3):
        stop = make.session(tour, day(10 + rank), venue=hall, label=f"Étape {rank + 1}")
        Stop.objects.create(session=stop, host=hidden if rank else shown, contact=SECRET, lodging=SECRET, note=SECRET)
    Guest.objects.create(activity=tour, name="Rosa Quispe", country="PE", organisation=shown, is_named=True,
                         practical=SECRET, biography="Cultive et raconte.")  # fmt: skip
    Guest.objects.create(activity=tour, name=f"Anonyme {SECRET}", is_named=False)
    Guest.objects.create(activity=tour, name=f"Alliée {SECRET}", is_named=True, organisation=hidden)
    cancelled = make.activity("Fête reportée", state="cancelled", starts_at=day(8), announced_at=now(),
                              cancel_reason="La salle a pris l’eau.")  # fmt: skip
    past = make.activity("Débat d’hier", starts_at=day(-2), state="held")
    make.activity(f"Brouillon {SECRET}", state="draft", starts_at=day(4))
    make.activity(f"Proposée {SECRET}", state="proposed", starts_at=day(4))
    make.activity(f"Interne {SECRET}", starts_at=day(4), is_public=False)
    make.activity(f"Jamais dite {SECRET}", state="cancelled", starts_at=day(4))
    return SimpleNamespace(shown=shown, hidden=hidden, inner=inner, hall=hall, home=home, talk=talk, online=online,
                           supper=supper, tour=tour, cancelled=cancelled, past=past)  # fmt: skip
