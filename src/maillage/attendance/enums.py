"""What a count says: how it was made, of whom, and what its breakdowns speak of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Method(TextChoices):
    """How the number was found. « Unknown » is said once and for all: nobody will know, and it is never zero."""

    COUNTED = "counted", _("Comptées")
    ESTIMATED = "estimated", _("Estimées")
    UNKNOWN = "unknown", _("Non comptées")


class Origin(TextChoices):
    """Who said it."""

    TEAM = "team", _("L’équipe")
    LINK = "link", _("Le lien pour compter")
    SCHOOL = "school", _("Une animation scolaire")


class Dimension(TextChoices):
    """By what the people present are broken down. The order is that of the bits of `CountRow.owns`: never change it."""

    SEX = "sex", _("Sexe")
    AGE = "age", _("Âge")
    AUDIENCE = "audience", pgettext_lazy("qui vient", "Public")
    REGION = "region", _("Région d’où l’on vient")
    FIRST_TIME = "first_time", _("Première fois")


class Sex(TextChoices):
    F = "F", _("Femmes et filles")
    M = "M", _("Hommes et garçons")
    X = "X", _("Autre, ou non binaire")


class Age(TextChoices):
    CHILD = "0-11", _("Moins de 12 ans")
    TEEN = "12-17", _("12 à 17 ans")
    YOUNG = "18-35", _("18 à 35 ans")
    ADULT = "36-64", _("36 à 64 ans")
    SENIOR = "65+", _("65 ans et plus")


UNDER_18 = (Age.CHILD, Age.TEEN)
UNDER_36 = (*UNDER_18, Age.YOUNG)


class FirstTime(TextChoices):
    YES = "yes", _("Première fois")
    NO = "no", _("Déjà venues")


OUTSIDE = "outside"  # a region: none of the territory's


class Basis(TextChoices):
    """How the people of an activity follow from the presences at its dates."""

    GIVEN = "given", _("nombre donné par l’équipe")
    MOST = "most", _("la date la plus suivie (les mêmes personnes reviennent)")
    SUM = "sum", _("la somme des dates (d’autres personnes chaque fois)")
