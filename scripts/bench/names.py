"""Organisations to measure with: plausible, invented, in three languages, always the same ones."""

import csv
import random
from pathlib import Path

HEADS = [
    "Association",
    "Coopérative",
    "Union",
    "Mutuelle",
    "Comité",
    "Collectif",
    "Fédération",
    "Réseau",
    "Alliance",
    "Groupe",
    "Centre",
    "Mouvement",
    "Fondation",
]
WHO = [
    "femmes",
    "paysans",
    "jeunes",
    "travailleuses",
    "maraîchers",
    "enseignants",
    "artisans",
    "pêcheurs",
    "apiculteurs",
    "infirmières",
    "couturières",
]
CAUSES = [
    "l’eau potable",
    "la santé communautaire",
    "l’éducation populaire",
    "le commerce équitable",
    "la paix",
    "le climat",
    "les semences",
]
PLACES = [
    "Kayes",
    "Thiès",
    "Sikasso",
    "Oruro",
    "Cebu",
    "Matagalpa",
    "Jacmel",
    "Sherbrooke",
    "Limoilou",
    "Charleroi",
    "Namur",
    "Toulouse",
    "Albi",
    "Rodez",
    "Auch",
    "Kindia",
]
COUNTRIES = [
    "ML",
    "SN",
    "BF",
    "HT",
    "PE",
    "BO",
    "PH",
    "NA",
    "BJ",
    "TG",
    "GN",
    "CM",
    "CD",
    "RW",
    "BI",
    "MG",
    "IN",
    "BD",
    "NP",
    "CO",
    "GT",
    "HN",
]
HEADER = ["Nom", "Sigle", "Identifiant", "Type", "Ville", "Pays", "Pays d'action", "Courriel"]


def rows(count: int, seed: int = 7) -> list[list[str]]:
    draw = random.Random(seed)
    made = []
    for number in range(count):
        place = draw.choice(PLACES)
        name = f"{draw.choice(HEADS)} des {draw.choice(WHO)} de {place} pour {draw.choice(CAUSES)} {number}"
        kept = number % 100 != 99  # one row in a hundred has no name, and is refused
        made.append([
            name if kept else "", f"{name[0]}{place[0]}{number}", f"ML-REG-{number}" if number % 2 else "",
            draw.choice(["21", "22", "24", "60", "70"]), place, draw.choice(["CA", "BE", "FR", "ML", "SN"]),
            ", ".join(draw.sample(COUNTRIES, 2)), f"contact{number}@exemple{number % 4000}.org",
        ])  # fmt: skip
    return made


def write(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(HEADER)
        sheet.writerows(rows(count))
    return path
