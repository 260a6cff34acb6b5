"""School levels as teachers of the network's country say them: « cégep » in Québec, « lycée » in France."""

from django.utils.translation import gettext_lazy as _

from maillage.network import current
from maillage.schools.enums import Level

L = Level
SAID = {
    "CA": {
        L.PRESCHOOL: _("Préscolaire"), L.PRIMARY_1: _("Primaire (6 à 8 ans)"), L.PRIMARY_2: _("Primaire (9 à 12 ans)"),
        L.SECONDARY_1: _("Secondaire 1 à 3"), L.SECONDARY_2: _("Secondaire 4 et 5"), L.HIGHER: _("Cégep ou université"),
        L.ADULT: _("Éducation des adultes et francisation"), L.YOUTH: _("Maison de jeunes ou camp"),
    },
    "BE": {
        L.PRESCHOOL: _("Maternelle"), L.PRIMARY_1: _("Primaire (6 à 8 ans)"), L.PRIMARY_2: _("Primaire (9 à 12 ans)"),
        L.SECONDARY_1: _("Secondaire inférieur"), L.SECONDARY_2: _("Secondaire supérieur"),
        L.HIGHER: _("Haute école ou université"), L.ADULT: _("Éducation permanente et alphabétisation"),
        L.YOUTH: _("Maison ou mouvement de jeunes"),
    },
    "FR": {
        L.PRESCHOOL: _("Maternelle"), L.PRIMARY_1: _("Élémentaire (6 à 8 ans)"), L.PRIMARY_2: _("Élémentaire (9 à 11 ans)"),
        L.SECONDARY_1: _("Collège"), L.SECONDARY_2: _("Lycée"), L.HIGHER: _("Enseignement supérieur"),
        L.ADULT: _("Formation d’adultes et alphabétisation"), L.YOUTH: _("Centre de loisirs ou mouvement de jeunes"),
    },
}  # fmt: skip


def label(code: str) -> str:
    """The level in the words of the country, else in words for all; the code when nobody knows it."""
    if code not in Level.values:
        return code
    country = current.profile().country if current.exists() else ""
    level = Level(code)
    return str(SAID.get(country, {}).get(level, level.label))


def choices() -> list[tuple[str, str]]:
    return [(code, label(code)) for code in Level.values]


def labels(codes: list[str]) -> str:
    """Those of a list, from the youngest on."""
    return ", ".join(label(code) for code in Level.values if code in codes)
