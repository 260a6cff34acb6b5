"""WSM and Occitanie walk one assembly by its pages alone, from the date to the signed minutes and the record: a member that did not
pay, a delegate who cannot come, a quorum that fails, a tie; a motion amended, hands counted by two, a confidential vote,
an election to the board."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.minutes.deciding import (
    BEGINS,
    DECIDED,
    ELECTION,
    FIRST,
    HEARD,
    IN_FORCE,
    REJECTED,
    SECOND,
    UNTIL,
    Walks,
    half,
)
from tests.minutes.people import individual, organisation, unpaid
from tests.minutes.walking import ARREARS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FRANCE = "Votre profil légal ne permet pas d’élire des personnes au scrutin secret à distance"
SOON = date(2026, 2, 12)


def test_wsm_movements_persons_and_a_proxy(walks: Walks, tmp_path: Any) -> None:
    """Belgium: one proxy each, counted in the quorum; the second meeting decides whoever is there."""
    walk = walks("wsm")
    organisation("effectif-mouvement", "Mouvement ouvrier", "Ana Ouvrier", "Béa Ouvrier",
                 sizes={"represented_members": 10_000})  # fmt: skip
    for name in ("Chloé Effective", "Denis Effectif", "Emma Effective", "Farid Effectif"):
        individual("effectif-personne", name)
    unpaid(individual("effectif-personne", "Gus Oubli"))
    organisation("adherent", "Amis du Sud", "Hana Soutien")

    walk.quorum(**half() | {"Les procurations comptent": True})
    walk.prepared(FIRST, **{"Inviter les membres de soutien": True})
    walk.candidatures(UNTIL, "Ana Ouvrier", "Chloé Effective", "Denis Effectif", **{"Bulletins de papier": True})
    walk.roll(6)
    walk.absence("Gus Oubli")
    walk.refused_date(BEGINS + timedelta(days=12), FIRST)
    walk.opened(walk.call(), "Farid Effectif", "vous pouvez donner procuration")
    walk.of("Gus Oubli").sees(ARREARS)
    walk.of("Hana Soutien").sees("Amis du Sud", "n’a pas le droit de vote")
    walk.proxy("Farid Effectif", "Chloé Effective")
    walk.of("Emma Effective").follow("Donner procuration").fill({"Qui votera pour vous": "Chloé Effective"})
    walk.member("Emma Effective").press("Donner procuration", 422).sees("porte déjà le plus de procurations permis (1)")
    walk.brought("Chloé Effective", "Ana Ouvrier", "Denis Effectif")
    walk.announced()
    walk.at(FIRST)
    walk.come("Ana Ouvrier", "Chloé Effective")
    walk.open_session("Ana Ouvrier", "Chloé Effective", "Le quorum est atteint : 3 sur 3 requis")
    walk.begin("Comptes de l’année")
    walk.go("Chloé Effective")
    walk.stopped("1 sur 3 requis")
    walk.fail("Le quorum n’est pas atteint")
    walk.second(SECOND)
    walk.roll(6)
    walk.call()
    walk.proxy("Farid Effectif", "Chloé Effective")
    walk.at(SECOND)
    walk.come("Ana Ouvrier", "Béa Ouvrier", "Chloé Effective")
    walk.open_session("Ana Ouvrier", "Béa Ouvrier", "Aucun quorum n’est requis")
    walk.confidential(
        "Comptes de l’année", {"Ana Ouvrier": "Pour", "Béa Ouvrier": "Contre", "Chloé Effective": "Pour"}, "Pour 3"
    )
    walk.debated({"Pour": 3, "Contre": 1}, {"Pour": 4, "Contre": 0}, "Adopté")
    walk.named(
        "Budget", {"Ana Ouvrier": "Contre", "Béa Ouvrier": "Contre", "Chloé Effective": "Pour"}, "Rejeté", "Pour 2"
    )
    walk.put_to_vote()
    walk.urn(ELECTION, {"Béa Ouvrier": {"Chloé Effective": True},
             "Chloé Effective": {"Chloé Effective": True, "Ana Ouvrier": True}}, paper="Mouvement ouvrier")  # fmt: skip
    walk.close()
    walk.result("Chloé Effective", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.installed(SECOND, ("Ana Ouvrier", "Chloé Effective"), "Denis Effectif")
    walk.minutes("Chloé Effective", "Ana Ouvrier", "Béa Ouvrier", *HEARD, "3 pour, 1 contre", "Farid Effectif")
    walk.record(tmp_path, 5)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED), *DECIDED)
    walk.resolved()


def test_occitanie_three_colleges_and_a_short_notice(walks: Walks, tmp_path: Any) -> None:
    """France: the delay is of usage, so it may be shortened with a reason; a quorum in each college; two proxies each."""
    walk = walks("occitanie")
    organisation("publics", "Ville d’Albe", "Ana Albe", sizes={"inhabitants": 20_000})
    organisation("publics", "Département", "Bruno Dépar", sizes={"inhabitants": 90_000})
    for name, delegate in (("Causses", "Chloé Causse"), ("Drailles", "Denis Draille"), ("Estives", "Emma Estive")):
        organisation("associations", name, delegate, sizes={"budget": 50_000})
    organisation("economiques", "Coopérative", "Farid Coop", sizes={"staff": 12})
    unpaid(organisation("associations", "Garrigue", "Gus Oubli", sizes={"budget": 50_000}))

    walk.quorum(**half() | {"Dans chaque collège": True})
    walk.prepared(SOON)
    walk.candidatures(BEGINS + timedelta(days=3), "Ana Albe", "Chloé Causse", "Denis Draille", told=FRANCE,
                      **{"On peut voter hors de la salle": True})  # fmt: skip
    walk.step("Appeler les propositions").fill({"Propositions reçues": "2026-02-09T18:00"}).press("Enregistrer")
    walk.roll(6)
    walk.absence("Garrigue")
    walk.step("Convoquer").sees("Le délai est plus court que l’usage").press("Convoquer", 422)
    mails = walk.call(**{"Pourquoi le délai": "La salle n’est libre que ce soir-là", "Je convoque malgré": True})
    walk.opened(mails, "Emma Estive", "vous pouvez donner procuration")
    walk.of("Gus Oubli").sees("Garrigue", ARREARS)
    walk.proxy("Emma Estive", "Chloé Causse")
    walk.brought("Chloé Causse", "Ana Albe", "Denis Draille")
    walk.announced()
    walk.at(SOON)
    walk.come("Ana Albe", "Chloé Causse", "Denis Draille", "Farid Coop")
    walk.open_session("Ana Albe", "Chloé Causse", "Le quorum est atteint")
    walk.begin("Comptes de l’année")
    walk.go("Farid Coop")
    walk.stopped("Collège des partenaires économiques")
    walk.fail("Le quorum n’est pas atteint dans : Collège des partenaires économiques")
    walk.second(SECOND)
    walk.roll(6)
    walk.call()
    walk.proxy("Emma Estive", "Chloé Causse")
    walk.at(SECOND)
    walk.come("Ana Albe", "Chloé Causse", "Bruno Dépar")
    walk.open_session("Ana Albe", "Chloé Causse", "Aucun quorum n’est requis")
    walk.confidential(
        "Comptes de l’année", {"Ana Albe": "Pour", "Bruno Dépar": "Contre", "Chloé Causse": "Pour"}, "Pour 3"
    )
    walk.debated({"Pour": 3, "Contre": 1}, {"Pour": 4, "Contre": 0}, "Adopté")
    walk.named("Budget", {"Ana Albe": "Contre", "Bruno Dépar": "Contre", "Chloé Causse": "Pour"}, "Rejeté", "Pour 2")
    walk.refused_form(FRANCE)
    walk.on_paper(("Ville d’Albe", "Causses", "Estives"), "2 × 1,2\n1 × 3", "1 × 1,2\n2 × 3")
    walk.close()
    walk.result("Bruno Dépar", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.installed(SECOND, ("Ana Albe", "Chloé Causse"), "Denis Draille")
    walk.minutes("Bruno Dépar", "Ana Albe", "Chloé Causse", *HEARD, "3 pour, 1 contre", "Estives")
    walk.record(tmp_path, 5)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED), *DECIDED)
    walk.resolved()
