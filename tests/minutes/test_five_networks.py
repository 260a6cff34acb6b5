"""CSI, CÉSIQ and CISO walk one assembly by its pages alone, from the date to the signed minutes and the record: a member
that did not pay, a delegate who cannot come, a quorum that fails, a tie; a motion amended, hands counted by two, a
confidential vote, an election to the board. The two other networks: `test_five_networks_europe.py`."""

from datetime import timedelta
from typing import Any

import pytest

from tests.minutes.deciding import (
    BEGINS,
    DECIDED,
    ELECTION,
    FIRST,
    HEARD,
    IN_FORCE,
    MOTION,
    REJECTED,
    SECOND,
    UNTIL,
    Walks,
    half,
)
from tests.minutes.people import individual, organisation, unpaid
from tests.minutes.walking import ARREARS, NO_VOTE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_csi_four_categories_no_proxy_and_a_casting_vote(walks: Walks, tmp_path: Any) -> None:
    """Québec: the quorum is asked again at the second meeting, proxies are forbidden; the chair has a casting vote."""
    walk = walks("csi")
    organisation("oci", "Oxygène", "Ana Ouellet", substitute="Sam Relais", sizes={"budget": 90_000})
    organisation("oci", "Puits du Nord", "Basile Petit", sizes={"budget": 200_000})
    organisation("associee", "Lycée vert", "Chloé Lavoie")
    organisation("associee", "Jardins unis", "Denis Jasmin")
    individual("individu", "Emma Individu")
    individual("individu", "Farid Individu")
    unpaid(organisation("associee", "Oublieuse", "Gus Oubli"))
    organisation("solidaire", "Amis d’ici", "Hana Soutien")

    walk.quorum(**half())
    walk.fix(FIRST, **{"Inviter les membres de soutien": True})
    walk.agenda(("Rapport d’activité", "information"), ("Comptes de l’année", "décision"), ("Budget", "décision"),
                ("Siège du réseau", "décision"), (MOTION, "décision"), (ELECTION, "élection"),
                ("Procès-verbal de 2025", "décision", {"Dans le lot": True}))  # fmt: skip
    walk.seats(("Coopération", 1, "Organisme"), ("Associations", 1, "Organisations"))
    walk.candidatures(UNTIL, "Ana Ouellet", "Basile Petit", "Chloé Lavoie")
    walk.paper()
    walk.roll(6)
    walk.absence("Oublieuse")
    walk.absence("Amis d’ici", NO_VOTE)
    walk.refused_date(BEGINS + timedelta(days=6), FIRST)
    mails = walk.call()
    walk.opened(mails, "Ana Ouellet", "Comptes détaillés", "Les procurations ne sont pas permises")
    walk.of("Gus Oubli").sees("Oublieuse", ARREARS)
    walk.of("Hana Soutien").sees("Amis d’ici : La catégorie « Membres solidaires » n’a pas le droit de vote")
    walk.of("Hana Soutien").follow("Écrire une proposition").sees("Amis d’ici ne peut pas proposer", NO_VOTE)
    walk.of("Basile Petit").sees("Vos droits à cette assemblée", "Puits du Nord", "1 voix à exercer").does_not_see(
        "Donner procuration"
    )
    walk.of("Farid Individu").sees("pas de procuration pour les membres")  # the source, in the rule
    walk.excuse("Farid Individu", "Je suis en voyage")
    walk.brought("Basile Petit", "Chloé Lavoie", "Denis Jasmin")

    walk.announced()
    walk.at(FIRST)
    walk.come("Basile Petit", "Chloé Lavoie")
    walk.fail("Le quorum n’est pas atteint : 2 sur 3 requis")
    walk.second(SECOND)
    walk.roll(6)
    walk.call()

    walk.at(SECOND)
    walk.come("Sam Relais", "Basile Petit", "Chloé Lavoie", "Denis Jasmin")
    walk.open_session("Basile Petit", "Chloé Lavoie", "Le quorum est atteint : 4 sur 3 requis")
    walk.chair().press("Adopter le lot").sees("Le lot est adopté")
    walk.confidential(
        "Comptes de l’année", {"Sam Relais": "Pour", "Basile Petit": "Pour", "Chloé Lavoie": "Contre"}, "Adopté"
    )
    walk.debated({"Pour": 3, "Contre": 1}, {"Pour": 4, "Contre": 0}, "Adopté")
    walk.put_to_vote()
    walk.urn(ELECTION, {"Basile Petit": {"Basile Petit": True, "Chloé Lavoie": True}, "Sam Relais": {"Basile Petit": True},
                        "Denis Jasmin": {"Ana Ouellet": True, "Chloé Lavoie": True}}, "Basile Petit", "Chloé Lavoie")  # fmt: skip
    walk.named("Budget", {"Sam Relais": "Pour", "Basile Petit": "Contre"}, "Rejeté")
    walk.begin("Siège du réseau")
    walk.go("Chloé Lavoie", "Denis Jasmin")
    walk.stopped("2 sur 3 requis")
    walk.back("Denis Jasmin")
    walk.casting("Siège du réseau", {"Sam Relais": "Pour", "Denis Jasmin": "Contre"}, "Pour", "Adopté")
    walk.close()
    walk.result("Basile Petit", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.installed(SECOND, ("Basile Petit", "Chloé Lavoie"), "Ana Ouellet")
    walk.minutes("Basile Petit", "Basile Petit", "Chloé Lavoie", *HEARD, "Comptes de l’année", "2 pour, 1 contre",
                 "Basile Petit (Puits du Nord)", "Chloé Lavoie (Lycée vert)",
                 "Adopté : 1 pour, 1 contre, 0 abstention. Égalité : la présidence a tranché pour",
                 "Rejeté : 1 pour, 1 contre, 0 abstention. Égalité : la proposition n’est pas adoptée")  # fmt: skip
    walk.record(tmp_path, 6)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED), ("Siège du réseau", IN_FORCE), *DECIDED)
    walk.resolved()


def test_cesiq_three_categories_and_a_tie_that_falls(walks: Walks, tmp_path: Any) -> None:
    """Québec too, without a supporting category; the roll is frozen by the notice."""
    walk = walks("cesiq")
    organisation("oci", "Alizés", "Ana Alizé")
    organisation("oci", "Bâtir", "Bruno Bâtir", substitute="Bettie Relais")
    organisation("solidarite-sociale", "Cuisines collectives", "Chloé Cuisine")
    individual("individu", "Denis Individu")
    individual("individu", "Emma Individu")
    unpaid(organisation("solidarite-sociale", "Distraite", "Farid Oubli"))

    walk.quorum(**half())
    walk.prepared(FIRST)
    walk.candidatures(UNTIL, "Ana Alizé", "Bruno Bâtir", "Chloé Cuisine")
    walk.roll(5, frozen=False)
    walk.refused_date(BEGINS + timedelta(days=9), FIRST)
    walk.opened(walk.call(), "Denis Individu", "Les procurations ne sont pas permises")
    walk.absence("Distraite")
    walk.of("Farid Oubli").sees("Distraite", ARREARS)
    walk.of("Bruno Bâtir").sees("pas de procuration pour les membres").does_not_see("Donner procuration")
    walk.brought("Ana Alizé", "Bruno Bâtir", "Denis Individu")
    walk.announced()
    walk.at(FIRST)
    walk.come("Ana Alizé", "Denis Individu")
    walk.fail("Le quorum n’est pas atteint : 2 sur 3 requis")
    walk.second(SECOND)
    walk.roll(5)
    walk.call()
    walk.excuse("Bruno Bâtir", "Bettie me remplace", **{"ma suppléance": True})
    walk.at(SECOND)
    walk.come("Ana Alizé", "Bettie Relais", "Chloé Cuisine")
    walk.open_session("Ana Alizé", "Chloé Cuisine", "Le quorum est atteint : 3 sur 3 requis")
    walk.confidential(
        "Comptes de l’année", {"Ana Alizé": "Pour", "Bettie Relais": "Pour", "Chloé Cuisine": "Abstention"}, "Adopté"
    )
    walk.debated({"Pour": 2, "Contre": 1}, {"Pour": 3, "Contre": 0}, "Adopté")
    walk.named("Budget", {"Ana Alizé": "Pour", "Chloé Cuisine": "Contre"}, "Rejeté")
    walk.go("Bettie Relais")
    walk.stopped("2 sur 3 requis")
    walk.back("Bettie Relais")
    walk.strike("Emma Individu")
    walk.refused_form("Moins de 5 droits : un vote confidentiel laisserait deviner les votes.")
    walk.on_paper(("Alizés", "Bâtir", "Cuisines collectives"), "2 × 1,3\n1 × 2", "1 × 1,3\n2 × 2")
    walk.close()
    walk.result("Bettie Relais", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.installed(SECOND, ("Ana Alizé", "Chloé Cuisine"), "Bruno Bâtir")
    walk.minutes("Bettie Relais", "Ana Alizé", "Chloé Cuisine", *HEARD, "Bettie Relais, Bâtir", "Sur papier.",
                 "2 pour, 0 contre, 1 abstention", "Ana Alizé (Alizés)", "Chloé Cuisine (Cuisines collectives)")  # fmt: skip
    walk.record(tmp_path, 5)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED), *DECIDED)
    walk.resolved()


def test_ciso_groups_delegates_and_a_substitute(walks: Walks, tmp_path: Any) -> None:
    """Groups A to D: a delegation of four, a substitute in the place of a delegate; the quorum counts members."""
    walk = walks("ciso")
    centrale = ("Alix Centrale", "Bruno Centrale", "Cléo Centrale", "Driss Centrale")
    organisation("groupe-a", "Centrale unie", *centrale, sizes={"represented_members": 40_000})
    organisation("groupe-b", "Syndicat des quais", "Élise Quai", substitute="Fanny Relais",
                 sizes={"represented_members": 500})  # fmt: skip
    organisation("groupe-c", "Comité populaire", "Gaston Comité")
    organisation("groupe-c", "Maison des femmes", "Inès Maison")
    individual("groupe-d", "Jade Individu")
    unpaid(organisation("groupe-c", "Groupe oublieux", "Hugo Oubli"))

    walk.quorum(**half())
    walk.prepared(FIRST)
    walk.candidatures(UNTIL, "Alix Centrale", "Gaston Comité", "Inès Maison",
                      **{"Mode de scrutin": "Vote unique transférable (règle"})  # fmt: skip
    walk.roll(8)
    walk.absence("Groupe oublieux")
    walk.refused_date(BEGINS + timedelta(days=9), FIRST)
    walk.opened(walk.call(), "Élise Quai", "une personne suppléante peut vous remplacer")
    walk.of("Hugo Oubli").sees("Groupe oublieux", ARREARS)
    walk.of("Élise Quai").sees("pas de procuration pour les membres").does_not_see("Donner procuration")
    walk.brought("Gaston Comité", "Alix Centrale", "Inès Maison")
    walk.announced()
    walk.at(FIRST)
    walk.come("Alix Centrale", "Bruno Centrale", "Gaston Comité")
    walk.fail("Le quorum n’est pas atteint : 2 sur 3 requis")
    walk.second(SECOND)
    walk.roll(8)
    walk.call()
    walk.excuse("Élise Quai", "Fanny vient", **{"ma suppléance": True})
    walk.at(SECOND)
    walk.come(*centrale, "Fanny Relais", "Gaston Comité")
    walk.open_session("Gaston Comité", "Alix Centrale", "Le quorum est atteint : 3 sur 3 requis")
    walk.confidential(
        "Comptes de l’année", dict.fromkeys(centrale, "Pour") | {"Gaston Comité": "Contre"}, "Adopté", "Pour 4"
    )
    walk.debated({"Pour": 4, "Contre": 2}, {"Pour": 6, "Contre": 0}, "Adopté")
    walk.named("Budget", {"Alix Centrale": "Pour", "Cléo Centrale": "Contre", "Fanny Relais": "Contre",
                          "Gaston Comité": "Pour"}, "Rejeté")  # fmt: skip
    walk.put_to_vote()
    first, other = {"Alix Centrale": "1", "Inès Maison": "2"}, {"Gaston Comité": "1"}
    walk.urn(ELECTION, {"Alix Centrale": first, "Bruno Centrale": first, "Fanny Relais": first | {"Gaston Comité": "3"},
                        "Gaston Comité": other, "Driss Centrale": other})  # fmt: skip
    walk.go("Gaston Comité")
    walk.stopped("2 sur 3 requis")
    walk.close()
    walk.result("Fanny Relais", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.installed(SECOND, ("Alix Centrale", "Gaston Comité"), "Inès Maison")
    walk.minutes("Fanny Relais", "Gaston Comité", "Alix Centrale", *HEARD, "4 pour, 1 contre", "Étapes du dépouillement",
                 "Fanny Relais, Syndicat des quais")  # fmt: skip
    walk.record(tmp_path, 5)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED), *DECIDED)
    walk.resolved()
