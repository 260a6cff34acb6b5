"""What happens below and matters to money: organisations merge or are seen differently, projects are withheld or deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from maillage.funding.models import (
    BudgetAmount,
    Expense,
    ExpenseShare,
    Funder,
    Grant,
    Movement,
    PlannedPayment,
    Support,
    Transfer,
    YearResource,
)
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.organisations.signals import organisations_seen_differently
from maillage.projects.signals import project_deleting, project_given_back, project_withheld
from maillage.search import outbox as search

FOUND: dict[str, tuple[Any, str]] = {
    "funding.grant": (Grant, "funder__organisation"),
    "funding.transfer": (Transfer, "organisation"),
    "funding.expense": (Expense, "organisation"),
}


@receiver(project_deleting)
def keeps_its_money(project: Any, **_rest: Any) -> None:
    """A project that carries money stays: cancel it instead."""
    kept = [(_("des subventions"), Grant), (_("des versements"), Transfer), (_("des dépenses"), Expense)]
    for what, model in kept:
        if model._default_manager.filter(project=project).exists():
            raise ValidationError(
                _("Ce projet porte déjà : %(what)s. Retirez-les d’abord, ou annulez-le.") % {"what": what}
            )


@receiver(project_withheld)
@receiver(project_given_back)
def project_seen_differently(ids: list[int], **_rest: Any) -> None:
    again(lambda organisation: Q(project__in=ids))


@receiver(organisations_seen_differently)
def seen_differently(ids: list[int], **_rest: Any) -> None:
    if ids:
        again(lambda organisation: Q(**{f"{organisation}__in": ids}) | Q(project__participants__organisation__in=ids))


def again(which: Any) -> None:
    """What the search finds is written anew, at once forgotten where fewer people may see it."""
    for kind, (model, organisation) in FOUND.items():
        found = list(
            model.objects.filter(which(organisation)).order_by().values_list("pk", flat=True).distinct()[:20_000]
        )
        if found:
            search.forget(kind, found)
            search.queue(kind, found)


@receiver(post_save, sender=Organisation)
def directory_changed(instance: Organisation, created: bool, **_rest: Any) -> None:
    if not created and instance.state == State.MERGED and instance.merged_into_id is not None and not instance.withheld:
        merged(instance.pk, instance.merged_into_id)


@transaction.atomic
def merged(gone: int, kept: int) -> None:
    """What was theirs is the other's from now on; a withheld one keeps its own, so that it stays hidden."""
    Transfer.objects.filter(organisation=gone).update(organisation=kept)
    Expense.objects.filter(organisation=gone).update(organisation=kept)
    ExpenseShare.objects.filter(carrier=gone).update(carrier=kept)
    for model in (Movement, PlannedPayment):
        model._default_manager.filter(provider=gone).update(provider=kept)
        model._default_manager.filter(receiver=gone).update(receiver=kept)
    for cell in BudgetAmount.objects.filter(carrier=gone):
        twin = BudgetAmount.objects.filter(version=cell.version_id, line=cell.line_id, year=cell.year, grant=cell.grant_id,
                                           carrier=kept).first()  # fmt: skip
        if twin is None:
            BudgetAmount.objects.filter(pk=cell.pk).update(carrier=kept)
        elif twin.currency == cell.currency:
            BudgetAmount.objects.filter(pk=twin.pk).update(
                amount=twin.amount + cell.amount, value=twin.value + cell.value
            )
            cell.delete()
    YearResource.objects.filter(supporter=gone).exclude(organisation=kept).update(supporter=kept)
    Support.objects.filter(supporter=gone).update(supporter=kept)
    Support.objects.filter(organisation=gone).update(organisation=kept)
    known = set(YearResource.objects.filter(organisation=kept).values_list("year", flat=True))
    YearResource.objects.filter(organisation=gone).exclude(year__in=known).update(organisation=kept)
    funder = Funder.objects.filter(organisation=gone).first()
    if funder and not Funder.objects.filter(organisation=kept).exists():
        Funder.objects.filter(pk=funder.pk).update(organisation=kept)
    elif funder:
        Grant.objects.filter(funder=funder).update(funder=Funder.objects.get(organisation=kept))
