"""Invented people: first names and family names as one meets them in each territory, and among partners."""

import random

_FIRST = (
    "Adèle Aïcha Alexandre Aline Amadou Andréa Anouk Antoine Ariane Baptiste Béatrice Bénédicte Bilal "
    "Camille Catherine Cécile Chantal Clara Claude Coralie Daniel Delphine Diane Djamila Édith Éliane "
    "Élodie Émile Esteban Fatou Florence Frédéric Geneviève Ghislain Guillaume Gwenaëlle Hamza Hélène "
    "Hubert Inès Isabelle Jacinthe Jean-Marc Jérôme Jocelyne Judith Karim Laure Léa Lina Loïc Louise "
    "Lucas Lucille Madeleine Maëlle Magali Manon Marc-André Mariam Martine Mathilde Maxime Mélanie "
    "Mireille Mohamed Nadia Nathalie Nicolas Noémie Odile Olivier Pascale Patrice Pauline Pierre Rachel "
    "Rémi Rosalie Sabrina Samuel Sandrine Sébastien Simon Solange Sophie Sylvain Thérèse Thomas Valérie "
    "Véronique Victor Vincent Yannick Yasmine Yves Zoé "
)
FIRST = tuple(_FIRST.split())
LAST = {
    "quebec": "Bélanger Bergeron Boisvert Caron Charbonneau Cloutier Couture Desrosiers Dufresne Fortin Gagné Gendron Girard "
              "Hébert Jolicoeur Laflamme Lapierre Lavoie Lemire Marcotte Nadeau Ouellet Paradis Pelletier Pépin Plourde "
              "Quirion Rousseau Simard Thibodeau Turcotte Vachon Veilleux Diallo Joseph Nguyen Ben-Salem Morales Awashish",
    "belgique": "Adam Baert Bastin Claes Collard Cuvelier Dardenne Delvaux Denis Dumont Evrard Fontaine Gérard Goffin "
                "Hendrickx Henrard Jacquemin Lambotte Lejeune Libert Maes Marchal Masson Noël Pirotte Remacle Servais Simonis "
                "Tilman Vermeulen Wauters Willems Benali Kabongo Yilmaz Mukendi El-Amrani",
    "occitanie": "Alary Astruc Azémar Barthe Bonnafous Bousquet Cabrol Calvet Cassagne Castagné Cros Daydé Delmas Escande "
                 "Espinasse Fabre Ferrié Galinier Gaubert Lacombe Lafon Malaval Mas Mazel Pagès Pujol Rouquette Salvagnac "
                 "Sicard Tournier Vayssière Vidal Belhadj Diarra Garcia Ribeiro Traoré",
}  # fmt: skip
LAST["france"] = LAST["none"] = LAST["occitanie"]
ROLES = ("coordination", "présidence", "trésorerie", "secrétariat", "chargée de projets", "animation", "communication")


def invent(territory: str, chance: random.Random) -> tuple[str, str]:
    """A first name and a family name."""
    return chance.choice(FIRST), chance.choice(LAST[territory].split())
