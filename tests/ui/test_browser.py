"""In a browser: nothing for axe to say, no sideways scroll, the keyboard, and texts that outlive the page."""

import pytest
from django.conf import settings as house_settings

from maillage.accounts.models import User
from tests import cast
from tests.accessible import faults

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.desk.pages"),
]
PAGES = ["/ui/", "/fr/", "/fr/nulle-part/", "/gestion/", "/espace/", "/essai/", "/essai/1/modifier/"]


@pytest.fixture
def visit(chromium, live_server, settings):
    """A page of a signed-in director, at a width, in a scheme."""
    settings.DEMO = True
    director = cast.user("Zoé Directrice", "director")
    User.objects.bulk_create(User(pk=director.pk + 1 + i, email=f"p{i}@x.org", name=f"Personne {i}") for i in range(60))
    session = cast.browser(director).cookies[house_settings.SESSION_COOKIE_NAME].value

    def open_page(address, width=1280, scheme="light"):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        cookie = {"name": house_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(address.replace("/1/", f"/{director.pk}/"))
        return page

    return open_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_has_nothing_to_say_and_nothing_scrolls_sideways(visit, width, scheme):
    for address in PAGES:
        page = visit(address, width, scheme)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_the_keyboard_walks_a_list(visit):
    page = visit("/essai/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") in ("search", "")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-compte]").inner_text() == "1 ligne cochée"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/essai/*/")


def test_a_text_under_way_outlives_the_page(visit):
    page = visit("/essai/1/modifier/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Note").fill("Kɔrɔnfɛ")
    page.wait_for_timeout(600)
    page.reload()
    assert page.get_by_label("Note").input_value() == "Kɔrɔnfɛ"
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url("**/essai/*/")
    assert not page.evaluate("Object.keys(sessionStorage).some(key => key.startsWith('maillage-texte'))")


def test_a_text_saved_where_it_is_written_does_not_come_back(visit):
    page = visit("/essai/1/modifier/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Note").fill("Kɔrɔnfɛ")
    page.wait_for_timeout(600)
    # The page that answers is the same one, and it thanks.
    page.evaluate(
        "sessionStorage.setItem('maillage-envoi', Object.keys(sessionStorage).find(k => k.includes('-texte')))"
    )

    def thanks(route):
        answer = route.fetch()
        said = answer.text().replace("<main", '<div class="avis ok" role="status">Fait</div><main', 1)
        route.fulfill(response=answer, body=said)

    page.route("**/modifier/", thanks)
    page.reload()
    assert page.get_by_label("Note").input_value() != "Kɔrɔnfɛ"
