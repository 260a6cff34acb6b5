"""Each of the five networks walks one assembly by its pages alone, from the date to the signed minutes and the record:
a member that did not pay, a delegate who cannot come, a quorum that fails, a tie."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.minutes.people import individual, organisation, unpaid
from tests.minutes.walking import ARREARS, NO_VOTE, Walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

IN_FORCE, REJECTED = "En vigueur", "Rejetée"
Walks = Callable[[str], Walk]
BEGINS = date(2026, 2, 2)
FIRST = date(2026, 3, 10)
SECOND = date(2026, 4, 14)
SOON = date(2026, 2, 12)


def half() -> dict[str, Any]:
    return {"Quorum": "Une fraction", "Fraction": "1/2", "D’où vient cette règle": "Statuts, article 12"}


def prepared(walk: Walk, day: date, **values: Any) -> None:
    """The day and the place, three items, a paper."""
    walk.fix(day, **values)
    walk.agenda(("Rapport d’activité", "information"), ("Comptes de l’année", "décision"), ("Budget", "décision"))
    walk.paper()


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
                ("Siège du réseau", "décision"), ("Procès-verbal de 2025", "décision", {"Dans le lot": True}))  # fmt: skip
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
    walk.named("Comptes de l’année", {"Sam Relais": "Pour", "Basile Petit": "Pour", "Chloé Lavoie": "Contre"}, "Adopté")
    walk.named("Budget", {"Sam Relais": "Pour", "Basile Petit": "Contre"}, "Rejeté")
    walk.begin("Siège du réseau")
    walk.go("Chloé Lavoie", "Denis Jasmin")
    walk.stopped("2 sur 3 requis")
    walk.back("Denis Jasmin")
    walk.casting("Siège du réseau", {"Sam Relais": "Pour", "Denis Jasmin": "Contre"}, "Pour", "Adopté")
    walk.close()
    walk.result("Basile Petit", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.minutes("Basile Petit", "Basile Petit", "Chloé Lavoie", "Comptes de l’année",
                 "Adopté : 1 pour, 1 contre, 0 abstention. Égalité : la présidence a tranché pour",
                 "Rejeté : 1 pour, 1 contre, 0 abstention. Égalité : la proposition n’est pas adoptée")  # fmt: skip
    walk.record(tmp_path, 3)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED), ("Siège du réseau", IN_FORCE))


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
    prepared(walk, FIRST)
    walk.roll(5, frozen=False)
    walk.refused_date(BEGINS + timedelta(days=9), FIRST)
    walk.opened(walk.call(), "Denis Individu", "Les procurations ne sont pas permises")
    walk.absence("Distraite")
    walk.of("Farid Oubli").sees("Distraite", ARREARS)
    walk.of("Bruno Bâtir").sees("pas de procuration pour les membres").does_not_see("Donner procuration")
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
    walk.named(
        "Comptes de l’année", {"Ana Alizé": "Pour", "Bettie Relais": "Pour", "Chloé Cuisine": "Abstention"}, "Adopté"
    )
    walk.named("Budget", {"Ana Alizé": "Pour", "Chloé Cuisine": "Contre"}, "Rejeté")
    walk.go("Bettie Relais")
    walk.stopped("2 sur 3 requis")
    walk.close()
    walk.result("Bettie Relais", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.minutes(
        "Bettie Relais", "Ana Alizé", "Chloé Cuisine", "Bettie Relais, Bâtir", "2 pour, 0 contre, 1 abstention"
    )
    walk.record(tmp_path, 2)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED))


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
    prepared(walk, FIRST, **{"Inviter les membres de soutien": True})
    walk.roll(6)
    walk.absence("Gus Oubli")
    walk.refused_date(BEGINS + timedelta(days=12), FIRST)
    walk.opened(walk.call(), "Farid Effectif", "vous pouvez donner procuration")
    walk.of("Gus Oubli").sees(ARREARS)
    walk.of("Hana Soutien").sees("Amis du Sud", "n’a pas le droit de vote")
    walk.proxy("Farid Effectif", "Chloé Effective")
    walk.of("Emma Effective").follow("Donner procuration").fill({"Qui votera pour vous": "Chloé Effective"})
    walk.member("Emma Effective").press("Donner procuration", 422).sees("porte déjà le plus de procurations permis (1)")
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
    walk.named(
        "Comptes de l’année", {"Ana Ouvrier": "Pour", "Béa Ouvrier": "Contre", "Chloé Effective": "Pour"}, "Pour 3"
    )
    walk.named(
        "Budget", {"Ana Ouvrier": "Contre", "Béa Ouvrier": "Contre", "Chloé Effective": "Pour"}, "Rejeté", "Pour 2"
    )
    walk.close()
    walk.result("Chloé Effective", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.minutes("Chloé Effective", "Ana Ouvrier", "Béa Ouvrier", "3 pour, 1 contre", "Farid Effectif")
    walk.record(tmp_path, 2)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED))


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
    prepared(walk, FIRST)
    walk.roll(8)
    walk.absence("Groupe oublieux")
    walk.refused_date(BEGINS + timedelta(days=9), FIRST)
    walk.opened(walk.call(), "Élise Quai", "une personne suppléante peut vous remplacer")
    walk.of("Hugo Oubli").sees("Groupe oublieux", ARREARS)
    walk.of("Élise Quai").sees("pas de procuration pour les membres").does_not_see("Donner procuration")
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
    walk.named("Comptes de l’année", dict.fromkeys(centrale, "Pour") | {"Gaston Comité": "Contre"}, "Adopté", "Pour 4")
    walk.named("Budget", {"Alix Centrale": "Pour", "Cléo Centrale": "Contre", "Fanny Relais": "Contre",
                          "Gaston Comité": "Pour"}, "Rejeté")  # fmt: skip
    walk.go("Gaston Comité")
    walk.stopped("2 sur 3 requis")
    walk.close()
    walk.result("Fanny Relais", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.minutes(
        "Fanny Relais", "Gaston Comité", "Alix Centrale", "4 pour, 1 contre", "Fanny Relais, Syndicat des quais"
    )
    walk.record(tmp_path, 2)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED))


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
    prepared(walk, SOON)
    walk.roll(6)
    walk.absence("Garrigue")
    walk.step("Convoquer").sees("Le délai est plus court que l’usage").press("Convoquer", 422)
    mails = walk.call(**{"Pourquoi le délai": "La salle n’est libre que ce soir-là", "Je convoque malgré": True})
    walk.opened(mails, "Emma Estive", "vous pouvez donner procuration")
    walk.of("Gus Oubli").sees("Garrigue", ARREARS)
    walk.proxy("Emma Estive", "Chloé Causse")
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
    walk.named("Comptes de l’année", {"Ana Albe": "Pour", "Bruno Dépar": "Contre", "Chloé Causse": "Pour"}, "Pour 3")
    walk.named("Budget", {"Ana Albe": "Contre", "Bruno Dépar": "Contre", "Chloé Causse": "Pour"}, "Rejeté", "Pour 2")
    walk.close()
    walk.result("Bruno Dépar", "Budget", "Pour", "Rejeté")
    walk.at(SECOND + timedelta(days=20), 10)
    walk.minutes("Bruno Dépar", "Ana Albe", "Chloé Causse", "3 pour, 1 contre", "Estives")
    walk.record(tmp_path, 2)
    walk.published(("Comptes de l’année", IN_FORCE), ("Budget", REJECTED))
