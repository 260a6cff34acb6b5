"""Passkeys in a real browser, under the house's content policy: registered, then enough to sign in."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from maillage.accounts import links
from tests import networks
from tests.accounts.people import person

CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium here"),
]
LINE = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def leave(page: Page, home: str) -> None:
    page.goto(f"{home}/compte/deconnexion/")
    page.get_by_role("button", name="Se déconnecter").first.click()
    page.goto(f"{home}/compte/connexion/")


def test_a_passkey_is_registered_and_is_enough_to_sign_in(chromium, live_server, settings):
    networks.install("csi")
    settings.PUBLIC_URL = home = live_server.url
    page = chromium.new_context(locale="fr-FR").new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    amina = person("Amina", "editor")
    page.goto(links.make(amina, invitation=True))
    page.get_by_role("button", name="Ouvrir mon compte").click()
    devtools.send("Network.emulateNetworkConditions", LINE | {"latency": 400})  # scripts come late: no button before
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    page.wait_for_url("**/compte/securite/codes/")
    devtools.send("Network.emulateNetworkConditions", LINE | {"latency": 0})
    assert page.locator(".codes li").count() == 10
    page.get_by_role("link", name="Je les ai notés").click()
    page.wait_for_url("**/gestion/")

    leave(page, home)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/gestion/")
    page.goto(f"{home}/compte/securite/cles/")
    assert "Suffit à se connecter" in page.content()

    leave(page, home)  # the key is also a second factor, after a link
    page.goto(links.make(amina))
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/compte/connexion/second-facteur/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/gestion/")
    assert not [text for text in refused if "Content Security Policy" in text]
