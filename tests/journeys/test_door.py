"""A volunteer holds the door while the network goes: nothing is lost, nobody is counted twice, the device is emptied."""

import re

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


HOLD = re.compile("Tenir l’accueil – .*Portes ouvertes")  # another activity may be held the same day


def presents(someone) -> int:
    return int(someone.page.locator("[data-presents]").inner_text())


def settled(someone, number: int) -> None:
    """So many present, and nothing left on the device."""
    someone.page.wait_for_function(
        "n => document.querySelector('[data-presents]').textContent === String(n)"
        " && document.querySelector('[data-bandeau]').hidden", arg=number,
    )  # fmt: skip


def arrives(someone, name: str) -> None:
    someone.page.get_by_role("button", name=f"Est là : {name}", exact=True).click()


def kept(someone) -> int:
    return someone.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('maillage-porte:')).length")


def test_the_door_goes_on_without_network(person):
    officer = person("Camille Peeters")
    officer.goes("/gestion/").reads("Portes ouvertes").follows(HOLD)
    assert officer.title.startswith("Portes ouvertes")
    before, desk = presents(officer), officer.page.url
    officer.goes(desk + "liens/").well().fills({"Pour qui": "Paul"}).presses("Faire un lien").reads("Le lien est prêt")
    address = officer.page.get_by_role("link", name="Ouvrir cet accueil").first.get_attribute("href")
    officer.goes(desk)

    path = "/accueil/" + address.split("/accueil/")[1]
    volunteer, other = person(**PHONE), person(**PHONE)
    volunteer.goes(path).well()
    other.goes(path)
    names = volunteer.page.locator("[data-noms] > li[data-nonce=''] b").all_inner_texts()
    one, two, three = [name for name in names if "personne" not in name][:3]

    # On line: one press, no reload; the other device follows, the search is by what is typed.
    volunteer.page.get_by_role("searchbox").fill(one.split()[0].upper())
    arrives(volunteer, one)
    settled(volunteer, before + 1)
    volunteer.page.get_by_role("searchbox").fill("")
    volunteer.well()

    # The network goes. Both note the same person; one notes another, and people who had not enrolled.
    for phone in (volunteer, other):
        phone.page.context.set_offline(True)
    arrives(volunteer, two)
    arrives(other, two)
    arrives(volunteer, three)
    volunteer.page.get_by_label("Combien").fill("2")
    volunteer.page.get_by_label("Nom (facultatif)").fill("Famille Okoye")
    volunteer.page.get_by_role("button", name="Noter", exact=True).click()
    volunteer.page.get_by_text(re.compile(r"Hors ligne.: 3 à envoyer")).wait_for()
    assert kept(volunteer) == 3
    assert kept(other) == 1

    # It comes back: two, three, and the family of two are there; the second device is told.
    volunteer.page.context.set_offline(False)
    settled(volunteer, before + 5)
    other.page.context.set_offline(False)
    other.page.get_by_text("Elle ne compte qu’une fois").wait_for()
    settled(other, before + 5)
    volunteer.page.get_by_text("Famille Okoye", exact=True).first.wait_for()
    assert kept(volunteer) == kept(other) == 0

    # Noted by mistake: taken back with its reason, on every device.
    row = volunteer.page.locator("[data-noms] > li").filter(has=volunteer.page.get_by_text(three, exact=True))
    row.get_by_text("Annuler", exact=True).click()
    row.get_by_role("button", name="Annuler l’arrivée").click()
    settled(volunteer, before + 4)
    other.page.reload()
    assert presents(other) == before + 4

    # What was noted and not sent survives the page being closed; nothing is sent twice.
    volunteer.page.context.set_offline(True)
    arrives(volunteer, three)
    volunteer.page.get_by_text(re.compile(r"Hors ligne.: 1 à envoyer")).wait_for()
    volunteer.page.on("dialog", lambda dialog: dialog.accept())
    volunteer.page.context.set_offline(False)
    volunteer.page.reload()
    settled(volunteer, before + 5)

    # Without script, the buttons are forms.
    plain = person(java_script_enabled=False)
    plain.goes(path)
    row = plain.page.locator("[data-noms] > li").filter(has=plain.page.get_by_text(one, exact=True))
    row.get_by_text("Annuler", exact=True).click()
    row.get_by_role("button", name="Annuler l’arrivée").click()
    plain.page.get_by_text("L’arrivée est annulée").wait_for()
    assert presents(plain) == before + 4

    # The link taken back shows nothing more, to who had the page open either.
    officer.goes(desk + "liens/").page.get_by_role("button", name="Retirer ce lien").first.click()
    officer.reads("n’ouvre plus rien")
    arrives(other, three) if other.page.get_by_role("button", name=f"Est là : {three}").count() else None
    other.page.evaluate("dispatchEvent(new Event('online'))")
    other.page.get_by_text("ne peut plus rien noter").wait_for()
    assert other.page.locator("[data-noms] > li").count() == 0
    assert volunteer.goes(path).title == "Ce lien d’accueil ne sert plus"
