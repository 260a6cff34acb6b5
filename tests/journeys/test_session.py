"""The room's screen and a member's phone follow the chair by themselves; what someone is typing is left alone."""

import pytest
from django.conf import settings
from django.urls import reverse

from maillage.assemblies.actions import speech, ticking
from maillage.assemblies.models import Assembly, Screen
from tests import cast, networks
from tests.assemblies import holding
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def opens(chromium, address, user=None, **options):
    context = chromium.new_context(base_url=address, **options)
    if user is not None:
        known = cast.browser(user).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": known, "url": address}])
    return Person(context.new_page())


def test_the_screen_follows_the_chair(chromium, live_server):
    networks.install("csi")
    found = holding.meeting(4)
    assembly = holding.opened(found, *found.people[:3])
    item = holding.item(assembly, "Le budget de l’année")
    chair = opens(chromium, live_server.url, cast.user("Sophie", "secretary"))
    room = opens(chromium, live_server.url, viewport={"width": 1280, "height": 720})
    room.goes(reverse("assemblies:screen", args=[Screen.objects.get().token]))
    assert not room.page.context.cookies()
    chair.goes(reverse("assemblies:chair", args=[assembly.pk])).well()
    chair.page.get_by_role("button", name="Passer au point 1", exact=False).click()
    room.reads("Le budget de l’année")  # without being loaded again
    speech.ask(assembly=Assembly.objects.get(pk=assembly.pk), person=found.people[1], by=None)
    field = chair.page.get_by_label("Ajouter une personne")
    field.fill("Une voix")
    chair.page.get_by_label("Tour de parole").wait_for(state="attached")
    speech.ask(assembly=Assembly.objects.get(pk=assembly.pk), person=found.people[2], kind="question", by=None)
    room.page.get_by_text(str(found.people[2])).first.wait_for()
    assert field.input_value() == "Une voix"
    field.fill("")
    chair.page.get_by_role("button", name=f"Parole suivante : {found.people[1]}").click()
    room.page.get_by_text("A la parole").wait_for()
    ticking.postpone(item=item, by=None)
    room.page.get_by_text("Le budget de l’année").wait_for(state="detached")
    room.well()
