"""The network's profile, version after version."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import ALL, Purpose


class ProfileVersion(models.Model):
    """One version of the profile. The last one is in force; the earlier ones stay."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    number = models.PositiveIntegerField(_("numéro"), unique=True)
    toml = models.TextField(_("profil"))
    note = models.CharField(_("ce qui change, et pourquoi"), max_length=300, blank=True)
    decided_on = models.DateField(_("décidé le"))
    created_at = models.DateTimeField(_("enregistré le"), default=now)

    class Meta:
        verbose_name = _("version du profil")
        verbose_name_plural = _("versions du profil")
        ordering = ["-number"]

    def __str__(self) -> str:
        return _("Profil %(number)s") % {"number": self.number}

    @classmethod
    def last_number(cls) -> int:
        """Number of the version in force; 0 when there is no network yet."""
        return cls.objects.aggregate(last=models.Max("number"))["last"] or 0

    @classmethod
    def read(cls, number: int) -> str:
        return cls.objects.values_list("toml", flat=True).get(number=number)
