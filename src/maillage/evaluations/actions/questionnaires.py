"""Writing questionnaires: taken from a starter, copied, changed as long as nobody answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.audit import journal
from maillage.evaluations import starters
from maillage.evaluations.models import Answer, Item, Questionnaire, Tally

MOST_ITEMS = 40


@transaction.atomic
def take_starter(*, code: str, language: str, by: Any) -> Questionnaire:
    """A questionnaire of the network's own from one of the starters, in a language. KeyError for an unknown one."""
    starter = starters.starter(code)
    with override(language):
        made = Questionnaire.objects.create(
            name=str(starter.name), audience=starter.audience, language=language, intro=str(starter.intro)
        )
        Item.objects.bulk_create(
            Item(questionnaire=made, rank=rank, kind=kind, label=str(label), options=[str(one) for one in options])
            for rank, (kind, label, options) in enumerate(starter.items, 1)
        )
    journal.record("questionnaire.taken", made, by=by)
    return made


@transaction.atomic
def write_questionnaire(*, questionnaire: Questionnaire | None, values: dict[str, Any], by: Any) -> Questionnaire:
    """Begin one, or change its name and its words."""
    if questionnaire is None:
        row, before = Questionnaire(), None
    else:
        row = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        before = journal.snapshot(row)
        row.version += 1
    for name in ("name", "audience", "language", "intro", "is_active"):
        setattr(row, name, values[name])
    row.full_clean()
    row.save()
    changes = journal.difference(before, journal.snapshot(row)) if before is not None else {}
    journal.record("questionnaire.changed" if before else "questionnaire.created", row, by=by, changes=changes)
    return row


@transaction.atomic
def copy_questionnaire(*, questionnaire: Questionnaire, by: Any) -> Questionnaire:
    """The same questions in a new questionnaire, free to be changed."""
    copied = Questionnaire.objects.create(
        name=(_("Copie de %(name)s") % {"name": questionnaire.name})[:120], audience=questionnaire.audience,
        language=questionnaire.language, intro=questionnaire.intro,
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(questionnaire=copied, rank=item.rank, kind=item.kind, label=item.label, options=item.options,
             required=item.required)
        for item in questionnaire.items.filter(withdrawn=False)
    )  # fmt: skip
    journal.record("questionnaire.created", copied, by=by)
    return copied


def is_answered(item: Item) -> bool:
    return Answer.objects.filter(item=item).exists() or Tally.objects.filter(item=item).exists()


@transaction.atomic
def write_item(*, questionnaire: Questionnaire, item: Item | None, values: dict[str, Any], by: Any) -> Item:
    """Add a question, or change one. Raises ValidationError when answers would change their meaning."""
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    row = item or Item(questionnaire=questionnaire)
    if item is None and questionnaire.items.count() >= MOST_ITEMS:
        raise ValidationError(_("Un questionnaire a quarante questions au plus : personne n’irait au bout."))
    if item is not None and is_answered(item) and (values["kind"], values["options"]) != (item.kind, item.options):
        raise ValidationError(
            _("Des personnes ont déjà répondu : le genre et les choix restent. Retirez cette question et ajoutez-en une,"
              " ou copiez le questionnaire.")
        )  # fmt: skip
    for name in ("rank", "kind", "label", "options", "required"):
        setattr(row, name, values[name])
    row.full_clean()
    row.save()
    questionnaire.version += 1
    questionnaire.save()
    journal.record("questionnaire.item_written", questionnaire, by=by, changes={"item": [None, row.label]})
    return row


@transaction.atomic
def withdraw_item(*, item: Item, by: Any) -> None:
    """Ask it no more: erased when nobody answered, else kept with its answers and asked of nobody."""
    questionnaire = Questionnaire.objects.select_for_update().get(pk=item.questionnaire_id)
    if is_answered(item):
        item.withdrawn = True
        item.save(update_fields=["withdrawn"])
    else:
        item.delete()
    questionnaire.version += 1
    questionnaire.save()
    journal.record("questionnaire.item_withdrawn", questionnaire, by=by, changes={"item": [item.label, None]})
