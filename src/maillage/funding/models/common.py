"""What the models of money share: an amount with its currency, a rate locked once, who sees the rows of a project."""

from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.money import Money, MoneyError
from maillage.core.personal import Purpose, Until
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

DONE_BY = Purpose(_("Savoir qui a décidé de l’argent d’un projet."), Until.ACCOUNT)
ACCOUNTS = Purpose(_("Justifier les dépenses devant qui finance."), Until.ACCOUNTS)
USER: dict[str, Any] = {"on_delete": models.SET_NULL, "null": True, "blank": True, "related_name": "+"}
USER_MODEL = settings.AUTH_USER_MODEL


class OfProject(models.QuerySet[Any]):
    """Rows that belong to a project, and may name an organisation (`ORGANISATION`)."""

    PROJECT = "project"
    ORGANISATION = ""

    def public(self, project: Project | None = None) -> Any:
        """Rows of what anyone may see (of one project that is seen already, or of any), without those that name who is
        withheld."""
        seen: Any = [project.pk] if project else Project.objects.public().values("pk")
        rows = self.filter(**{f"{self.PROJECT}__in": seen})
        if not self.ORGANISATION:
            return rows
        at = self.ORGANISATION
        return rows.filter(Q(**{at: None}) | Organisation.seen_by_anyone(at))

    def visible_to(self, user: Any) -> Any:
        """Those who follow the money of projects, for the projects and organisations that they may see; a partner, its own."""
        if user.is_authenticated and user.can(Permission.FUNDING_VIEW):
            rows = self.filter(**{f"{self.PROJECT}__in": Project.objects.visible_to(user).values("pk")})
            if not self.ORGANISATION or user.can(Permission.WITHHELD_VIEW):
                return rows
            shown = Organisation.objects.visible_to(user).values("pk")
            return rows.filter(Q(**{self.ORGANISATION: None}) | Q(**{f"{self.ORGANISATION}__in": shown}))
        if not self.ORGANISATION or not user.is_authenticated:
            return self.none()
        own = Organisation.objects.own_ids(user)
        return self.filter(**{f"{self.ORGANISATION}__in": own}) if own else self.none()


class WithAmount(models.Model):
    """An amount as IATI and funders write it. `exact` holds the text of a number finer than the currency's unit."""

    amount = models.BigIntegerField(_("montant"))
    currency = models.CharField(_("monnaie"), max_length=3, blank=True)

    class Meta:
        abstract = True

    @property
    def money(self) -> Money | None:
        """The amount; nothing where the currency is missing or unknown."""
        try:
            return Money(self.amount, self.currency)
        except MoneyError:
            return None


class LockedRate(models.Model):
    """A rate taken once, with its source and its day; the databases refuse to change it (migration 0002).

    `rate` is an exact fraction (« 10812/14755 »): how many major units of the other currency one unit of this one is.
    """

    rate = models.CharField(_("taux"), max_length=120, blank=True)
    rate_source = models.CharField(_("source du taux"), max_length=120, blank=True)
    rate_on = models.DateField(_("taux du"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.rate) if self.rate else None


RATE_IS_WHOLE = Q(rate="", rate_source="", rate_on=None) | (~Q(rate="") & ~Q(rate_source="") & Q(rate_on__isnull=False))
