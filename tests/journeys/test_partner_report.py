"""A partner's report from end to end: typed, cut off, sent, returned, corrected, approved; its expense reaches budget, public
page and publication without being typed again."""

import re
from io import BytesIO

import pytest
from PIL import Image

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
WORDS = "Semences d’oignon du parcours"


def photo() -> dict:
    out = BytesIO()
    Image.new("RGB", (2400, 1600), "green").save(out, "JPEG", quality=95)
    return {"name": "recu.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def says(someone, text: str) -> None:
    someone.page.wait_for_function("text => document.querySelector('#etat').textContent.includes(text)", arg=text)


def draft_of(someone) -> str:
    """The last report of the list that is still to be written, so that nothing of it stands yet."""
    someone.goes("/terrain/").reads("Mon calendrier d’argent", "Mes projets")
    return someone.page.locator("main ul").first.locator("a").last.get_attribute("href")


def test_a_report_is_typed_cut_off_sent_returned_corrected_approved(person, site):
    dao = person("Dao Keïta", **PHONE)
    path = draft_of(dao)
    dao.goes(path).well()
    project = dao.page.locator("main p").first.inner_text()

    # The page has been opened once: the network goes, it opens again, and is filled.
    dao.page.evaluate("navigator.serviceWorker.ready")
    dao.page.wait_for_function(
        """async () => { for (const name of await caches.keys()) if (await (await caches.open(name)).match(location.pathname)) return true; }"""
    )
    dao.page.context.set_offline(True)
    dao.goes(path)
    dao.page.get_by_label("Qu’avez-vous fait").fill("Deux formations, et la pépinière refaite.")
    dao.page.get_by_label("Personnes participantes").fill("40")
    block = dao.page.locator("[data-depense]").last
    block.get_by_label("Pour quoi").fill(WORDS)
    block.get_by_label("Montant").fill("123.45")
    block.get_by_label("Date", exact=True).fill(dao.page.evaluate("new Date(Date.now() - 3 * 864e5).toISOString().slice(0, 10)"))
    line = block.get_by_label("Ligne du budget")
    line.select_option(index=1)
    money = block.get_by_label("Monnaie").input_value()
    block.get_by_label("Photo de la pièce").set_input_files(photo())
    dao.page.get_by_text("recu.jpg").wait_for()
    says(dao, "Gardé sur ce téléphone")
    dao.page.get_by_role("button", name="Envoyer le rapport").click()
    says(dao, "Pas de réseau")

    # Closed and opened again without network: everything is there. The network comes back: it leaves by itself.
    dao.goes(path)
    assert dao.page.get_by_label("Qu’avez-vous fait").input_value().startswith("Deux formations")
    assert dao.page.get_by_text("recu.jpg").is_visible()
    dao.page.context.set_offline(False)
    dao.page.evaluate("dispatchEvent(new Event('online'))")
    dao.page.get_by_text("Envoyé le").wait_for(timeout=30_000)
    assert dao.page.get_by_text(WORDS).count() == 1
    dao.well()
    assert dao.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('maillage-terrain:')).length") == 0

    # The team returns it with a word; it comes back corrected.
    amina = person("Amina Sarr")
    amina.goes("/gestion/rapports/?etat=submitted").well()
    report = f"/gestion/rapports/{re.search(r'rapports/([0-9]+)/', path)[1]}/"
    amina.goes(report).reads(WORDS, "Voir la pièce").goes(f"{report}rendre/")
    amina.page.get_by_label("Ce qui est à reprendre").fill("Combien de femmes ?")
    amina.presses("Rendre").reads("Le rapport est rendu")
    dao.goes(path).reads("Combien de femmes ?")
    dao.page.get_by_label("Dont femmes", exact=True).fill("26")
    dao.page.get_by_role("button", name="Envoyer le rapport").click()
    dao.page.get_by_text("Envoyé le").wait_for()

    # Approved: the expense is in the budget, with its piece, once.
    amina.goes(f"{report}approuver/").reads("Ses dépenses entrent dans le budget")
    assert amina.page.get_by_label(WORDS).input_value() != ""
    amina.presses("Approuver le rapport").reads("rien n’est à ressaisir").goes(report).reads("Approuvé")
    amina.page.get_by_role("link", name=WORDS, exact=True).click()
    amina.reads("123,45", "Approuvée").goes("/gestion/argent/depenses/").page.get_by_text(WORDS).first.wait_for()
    assert amina.page.get_by_role("link", name=WORDS).count() == 1
    amina.goes(report)
    amina.page.locator("main a[href*='/gestion/projets/']").first.click()
    amina.page.wait_for_load_state()
    public = re.search(r"/gestion/projets/([0-9]+)/", amina.page.url)[1]
    amina.goes(f"/gestion/projets/{public}/argent/").page.get_by_text("123").first.wait_for()

    # Everyone sees what was spent on that line, and the publication tells it: nothing was typed again.
    visitor = person()
    visitor.goes(f"/fr/projets/{public}-projet/").well()
    assert visitor.page.get_by_role("row", name=line_title).locator("td").inner_text() != before
    assert "DP-" in published(site, public)
