"""A partner's report from end to end: typed, cut off, sent, returned, corrected, approved; its expense reaches budget, public
page and publication without being typed again."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from tests.journeys.conftest import MAILLAGE, QUIET

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


def spent_on(visitor, project: str, line: str) -> str:
    """What the public page says that partners spent on a line; nothing before the first expense."""
    visitor.goes(f"/fr/projets/{project}-projet/").well()
    row = visitor.page.get_by_role("row", name=line)
    return row.last.locator("td").inner_text() if row.count() else ""


def budgeted(someone, project: str, line: str) -> str:
    """The budget's row of a line: original, in force, actual, left."""
    someone.goes(f"/gestion/projets/{project}/argent/").well()
    return someone.page.get_by_role("row", name=line).first.inner_text()


def told(folder: Path, identifier: str) -> str:
    """What the export tells of partners' expenses in one activity."""
    out = folder / "activites.xml"
    subprocess.run(
        [MAILLAGE, "iati", "export", "--out", out, "--data", folder], check=True, env=QUIET, capture_output=True
    )
    activity = etree.parse(out).xpath("//iati-activity[iati-identifier=$known]", known=identifier)[0]
    rows = activity.xpath("transaction[starts-with(@ref, 'DP-')]")
    return " ".join(sorted(f"{one.get('ref')}={one.findtext('value')}" for one in rows))


def test_a_report_is_typed_cut_off_sent_returned_corrected_approved(person, tmp_path_factory, site):
    folder = tmp_path_factory.getbasetemp() / "site0" / "data"
    dao, amina, visitor = person("Dao Keïta", **PHONE), person("Amina Sarr"), person()
    path = draft_of(dao)
    report = f"/gestion/rapports/{re.search(r'rapports/([0-9]+)/', path)[1]}/"
    amina.goes(report).page.get_by_role("main").locator("a[href*='/gestion/projets/']").first.click()
    amina.page.wait_for_load_state()
    project = re.search(r"/gestion/projets/([0-9]+)/", amina.page.url)[1]

    # The project is published at its own level.
    amina.goes(f"/gestion/projets/{project}/iati/")
    field = amina.page.get_by_label("Identifiant IATI (facultatif)", exact=True)
    identifier = field.input_value() or "CA-CRA_ACR-123456789-TERRAIN"
    field.fill(identifier)
    amina.page.get_by_label("Publié selon l’IATI à ce niveau").check()
    amina.presses("Enregistrer")
    published = told(folder, identifier)

    # The page has been opened once: the network goes, it opens again, and is filled.
    dao.goes(path).well()
    dao.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    dao.page.wait_for_function(
        """async () => {
            for (const name of await caches.keys())
                if (await (await caches.open(name)).match(location.pathname)) return true;
        }"""
    )
    # What is typed on the whole form stays while a short page is filled.
    dao.page.get_by_label("Une difficulté, un besoin").fill("Un vélo manque.")
    says(dao, "Gardé sur ce téléphone")
    dao.goes(f"{path}recit/").page.get_by_label("Qu’est-ce qui a changé").fill("Les femmes tiennent le moulin.")
    says(dao, "Gardé sur ce téléphone")
    dao.page.context.set_offline(True)
    dao.goes(path)
    assert dao.page.get_by_label("Une difficulté, un besoin").input_value() == "Un vélo manque."
    dao.page.get_by_label("Qu’avez-vous fait").fill("Deux formations, et la pépinière refaite.")
    dao.page.get_by_label("Personnes participantes").fill("40")
    block = dao.page.locator("[data-depense]").last
    block.get_by_label("Pour quoi").fill(WORDS)
    block.get_by_label("Montant").fill("123450")
    block.get_by_label("Date", exact=True).fill(
        dao.page.evaluate("new Date(Date.now() - 3 * 864e5).toISOString().slice(0, 10)")
    )
    line = block.get_by_label("Ligne du budget")
    line.select_option(index=1)
    title = line.locator("option:checked").inner_text()
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
    dao.reads("Un vélo manque.", "Les femmes tiennent le moulin.")
    dao.well()
    assert dao.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('maillage-terrain:')).length") == 0

    # The team returns it with a word; it comes back corrected.
    before, budget = spent_on(visitor, project, title), budgeted(amina, project, title)
    amina.goes("/gestion/rapports/?etat=submitted").well()
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
    amina.reads("Approuvée").goes("/gestion/argent/depenses/").page.get_by_text(WORDS).first.wait_for()
    assert amina.page.get_by_role("link", name=WORDS).count() == 1
    assert re.search(r"123\s?450", amina.page.locator("main").inner_text())
    assert budgeted(amina, project, title) != budget

    # Everyone sees what was spent on that line, and the export tells it: nothing was typed again.
    assert spent_on(visitor, project, title) not in ("", before)
    assert told(folder, identifier) not in ("", published)
