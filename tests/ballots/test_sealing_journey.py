"""In a real browser: a ballot sealed before it leaves, opened on the server's side; and the same page without JavaScript."""

from pathlib import Path

import pytest

from maillage.ballots.actions import keys, questions
from maillage.ballots.models import OpenedBallot
from maillage.organisations.models import Person
from tests import cast, networks
from tests.accessible import faults
from tests.factories import votes as make

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="no Chromium here"),
]


def opened(chromium, live_server, person, **options):
    """A browser of this person at 360 pixels, with what it sends."""
    user = cast.user(f"votant {person.pk}")
    Person.objects.filter(pk=person.pk).update(user=user)
    session = cast.browser(user).cookies["session"].value
    context = chromium.new_context(locale="fr-FR", viewport={"width": 360, "height": 740}, **options)
    context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.sent = []
    page.on("request", lambda request: page.sent.append(request.post_data or "") if request.method == "POST" else None)
    return page


def well(page):
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_sealed_in_the_browser_or_by_the_server_without_javascript(chromium, live_server):
    networks.install()
    roll = make.roll(8)
    everyone = [person for person, _right in make.voters(roll)]
    make.give_all(roll, everyone[0], 3)
    share = make.question(roll, secrecy="confidential")
    ranked = make.question(roll, secrecy="confidential", method="irv", options=["Amina", "Bruno", "Chloé"])

    page = opened(chromium, live_server, everyone[0])
    page.goto(f"{live_server.url}/espace/votes/{share.pk}/")
    page.get_by_text("scellé dans votre navigateur").wait_for()
    well(page)
    page.get_by_label("Répartir mes 3 voix").check()
    page.get_by_label("Pour").nth(1).fill("7")
    page.get_by_role("button", name="Voter").click()
    page.get_by_text("exactement vos 3 voix").wait_for()
    assert page.sent == []  # the server reads nothing, were it wrong
    page.get_by_label("Pour").nth(1).fill("2")
    page.get_by_label("Contre").nth(1).fill("1")
    page.get_by_role("button", name="Voter").click()
    page.get_by_text("le serveur ne l’a jamais lu").wait_for()
    well(page)
    assert "boites=" in page.sent[-1]
    assert "choix" not in page.sent[-1]
    assert "voix-" not in page.sent[-1]

    page.goto(f"{live_server.url}/espace/votes/{ranked.pk}/")
    page.get_by_label("Bruno").select_option("1")
    page.get_by_label("Amina").select_option("1")
    page.get_by_role("button", name="Voter").click()
    page.get_by_text("Donnez un rang différent").wait_for()
    page.get_by_label("Voter blanc").check()  # lets go of the ranks, and the other way round
    assert page.get_by_label("Bruno").input_value() == ""
    page.get_by_label("Bruno").select_option("1")
    assert not page.get_by_label("Voter blanc").is_checked()
    page.get_by_label("Amina").select_option("2")
    well(page)
    page.get_by_role("button", name="Voter").click()
    page.get_by_text("le serveur ne l’a jamais lu").wait_for()
    assert "rang-" not in page.sent[-1]

    plain = opened(chromium, live_server, everyone[4], java_script_enabled=False)
    plain.goto(f"{live_server.url}/espace/votes/{ranked.pk}/")
    plain.get_by_label("Chloé").select_option("1")
    plain.get_by_role("button", name="Voter").click()
    plain.get_by_text("scellé par le serveur").wait_for()

    broken = opened(chromium, live_server, everyone[5])
    broken.add_init_script("SubtleCrypto.prototype.encrypt = () => Promise.reject(new Error('broken'))")
    broken.goto(f"{live_server.url}/espace/votes/{ranked.pk}/")
    broken.get_by_label("Chloé").select_option("1")
    broken.get_by_role("button", name="Voter").click()
    broken.locator("[data-refus]").get_by_text("Rien n’est parti").wait_for()
    assert broken.sent == []
    broken.get_by_role("button", name="Voter").click()
    broken.get_by_text("scellé par le serveur").wait_for()

    for question in (share, ranked):
        questions.close_vote(question=question, by=None)
        keys.open_urn(question=question, code=question.code, by=None)
    found = {(row.question_id, str(row.content)): row.weight for row in OpenedBallot.objects.all()}
    assert found == {
        (share.pk, "yes"): 2, (share.pk, "no"): 1, (ranked.pk, "[[2], [1]]"): 3, (ranked.pk, "[[3]]"): 2,
    }  # fmt: skip
