"""Everything that points at an organisation, whatever room it lives in: found by walking the models."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction

from maillage.accounts.roles import FACT_ROLES
from maillage.audit.journal import kind_of
from maillage.files.enums import AccessKind
from maillage.files.models import Document
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Link,
    Merge,
    Organisation,
    OrganisationTheme,
    Place,
    ProposedEdit,
    Size,
)

# Written with the record itself (`combining`), or the history of one record alone.
APART = (Description, Identifier, ActionCountry, OrganisationTheme, Size, Merge, ProposedEdit)


@dataclass(frozen=True)
class Pointer:
    """Rows of a model whose `field` says that they are an organisation's; `value(pk)` is how it says so."""

    model: type[models.Model]
    field: str
    prefix: str | None = None  # None: the number itself; else a text that ends with it
    where: dict[str, Any] = field(default_factory=dict)
    single: bool = False  # one row an organisation at most

    def value(self, pk: int) -> Any:
        return pk if self.prefix is None else f"{self.prefix}{pk}"

    def rows(self, pk: int) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field: self.value(pk)}, **self.where)

    @property
    def words(self) -> Any:
        return self.model._meta.verbose_name_plural

    @property
    def word(self) -> Any:
        return self.model._meta.verbose_name


def pointers() -> Iterator[Pointer]:
    """Foreign keys and one-to-ones of every room, then what is « about » an organisation by its kind and number."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model, key = relation.related_model, relation.field  # type: ignore[union-attr]
        if model in APART:
            continue
        where = {"kind": PlaceKind.FIELD} if model is Place else {}
        yield Pointer(model, key.attname, where=where, single=bool(relation.one_to_one))
    for model in apps.get_models():
        if _has(model, "about_kind") and _has(model, "about_id"):
            yield Pointer(model, "about_id", "", {"about_kind": kind_of(Organisation)})
    for role in FACT_ROLES:
        yield Pointer(Document, "access_of", f"{role}:", {"access": AccessKind.FACT})


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def ids(pointer: Pointer, pk: int, without: Iterable[Any] = ()) -> list[Any]:
    """The rows of this organisation, without the links that must stay where they are (`without`: their pairs)."""
    rows = pointer.rows(pk)
    if pointer.model is Link:
        rows = rows.exclude(pair__in=list(without))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def move(pointer: Pointer, numbers: list[Any], to: int) -> list[Any]:
    """Point rows at another organisation; returns those that moved (a rule of the database may keep one back)."""
    rows = pointer.model._base_manager
    try:
        with transaction.atomic():
            rows.filter(pk__in=numbers).update(**{pointer.field: pointer.value(to)})
        return numbers
    except IntegrityError:
        if len(numbers) == 1:
            return []
    return [pk for one in numbers for pk in move(pointer, [one], to)]
