"""Rows of the house itself."""

from django.db import models
from django.db.models import F

from maillage.core.personal import ALL, Purpose


class Generation(models.Model):
    """One row: the number of the last public change."""

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "génération"
        verbose_name_plural = "générations"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def read(cls) -> int:
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def raise_by_one(cls) -> None:
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})
