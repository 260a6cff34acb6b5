"""Seats of the five boards, invented: real by-laws take their place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """Seats kept for a category of the profile."""

    category: str
    seats: int


@dataclass(frozen=True)
class Board:
    groups: tuple[Kept, ...]
    months: int
    max_terms: int | None
    staggered: bool
    text: str


BOARDS: dict[str, Board] = {
    "csi": Board(
        (Kept("oci", 4), Kept("associee", 3), Kept("individu", 2)), 24, 3, True,
        "Neuf sièges, réservés par catégorie de membres ; mandats de deux ans, renouvelés par moitié chaque année ;"
        " trois mandats de suite au plus. Les membres solidaires ne siègent pas.",
    ),
    "cesiq": Board(
        (Kept("oci", 4), Kept("solidarite-sociale", 3), Kept("individu", 2)), 24, 4, False,
        "Neuf sièges : organismes de coopération, organismes de solidarité sociale, membres individuels ; deux ans.",
    ),
    "wsm": Board(
        (Kept("effectif-mouvement", 8), Kept("effectif-personne", 3)), 48, None, False,
        "L’organe d’administration : huit sièges pour les mouvements, trois pour les personnes ; mandats de quatre ans.",
    ),
    "ciso": Board(
        (Kept("groupe-a", 5), Kept("groupe-b", 3), Kept("groupe-c", 3), Kept("groupe-d", 1)), 24, None, False,
        "Douze sièges par groupe, de A à D ; chaque siège est celui d’une organisation, que sa personne déléguée occupe.",
    ),
    "occitanie": Board(
        (Kept("publics", 4), Kept("associations", 4), Kept("economiques", 3)), 36, 2, False,
        "Onze sièges en trois collèges ; mandats de trois ans, deux de suite au plus.",
    ),
}  # fmt: skip
