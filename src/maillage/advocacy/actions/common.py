"""What the verbs of advocacy share: cleaned values, the journal without private words, the index told, refusals."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.advocacy.models import Commitment, DecisionMaker, Exchange, Roster
from maillage.audit import journal
from maillage.core import text as texts
from maillage.core.errors import Refusal
from maillage.core.registry import house
from maillage.files import actions as files
from maillage.files.models import Document
from maillage.search import outbox

Row = TypeVar("Row", bound=models.Model)
TEAM = files.permission(Permission.ADVOCACY_VIEW)
KEPT_IN_JOURNAL = {"owner", "by", "verified_by", "corrected_by", "created_by"}  # numbers of accounts, not words


class AdvocacyRefusal(Refusal):
    """The room says no, and what to do."""

    MESSAGES: ClassVar = {
        "future": _("Une étape est ce qui a eu lieu : sa date ne peut pas être après aujourd’hui."),
        "long_ago": _("Cette date est trop ancienne : vérifiez l’année."),
        "order": _("« %(one)s » (%(one_on)s) ne peut pas être suivi de « %(two)s » (%(two_on)s). Notez d’abord l’étape "
                   "qui manque entre les deux, ou vérifiez les dates."),
        "first": _("Avant « %(two)s », il faut une étape qui y mène : notez d’abord l’adoption."),
        "why_refused": _("Dites pourquoi l’institution refuse : la raison sert à y revenir."),
        "already_corrected": _("Cette étape est déjà corrigée : corrigez celle qui la remplace."),
        "why_corrected": _("Dites pourquoi cette étape est corrigée."),
        "same_step": _("Cette étape est déjà notée à cette date."),
        "closed_ask": _("Cette demande n’est plus en cours : rouvrez-la pour suivre d’autres institutions."),
        "state": _("C’est « %(state)s » : cela ne peut pas devenir « %(other)s »."),
        "no_text": _("Écrivez d’abord le texte."),
        "clause_read": _("Cette clause a déjà été lue dans un texte adopté : elle ne se retire plus, elle se modifie."),
        "criterion_counted": _("Ce critère a déjà été compté : il ne se retire plus, il se modifie."),
        "has_steps": _("Des étapes sont notées pour cette institution : le suivi ne se retire plus. Notez un refus, ou "
                       "que le texte est caduc."),
        "other_ask": _("Deux suivis ne se réunissent que s’ils portent sur la même demande."),
        "same": _("Un suivi ne se réunit pas à lui-même."),
        "not_open": _("Cette position n’est pas, ou n’est plus, ouverte aux signatures."),
        "already_signed": _("« %(name)s » a déjà signé cette position."),
        "who_signs": _("Choisissez une organisation de l’annuaire ou écrivez un nom, l’un des deux."),
        "not_yours": _("Vous ne parlez pas pour cette organisation."),
        "no_commitment": _("Dites d’abord, dans cet échange, de quelle institution suivie il s’agit."),
        "written": _("Cette liste est déjà écrite."),
        "no_columns": _("Dites au moins dans quelles colonnes sont le nom de famille et la fonction."),
        "letter_not_open": _("Cette lettre n’est pas, ou n’est plus, proposée."),
        "days": _("La fin ne peut pas précéder le début."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(AdvocacyRefusal(code, **params).message(), code=code)


def locked(row: Row) -> Row:
    """The row as it is now, kept from others until the end of the verb."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def cleaned(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nobody sees; a text of several lines keeps them."""
    found = {}
    for name, value in values.items():
        if isinstance(value, str):
            value = texts.clean(value, multiline=isinstance(model._meta.get_field(name), models.TextField))
        found[name] = value
    return found


def told(row: models.Model, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes as the journal keeps them: what people said in private stays out of it."""
    private = {f for f in getattr(row, "PERSONAL", {}) if f not in KEPT_IN_JOURNAL}
    hidden = private | {f"{name}_id" for name in private}
    kept = {name: pair for name, pair in changes.items() if name not in hidden and name != "updated_at"}
    return {name: _named(row, name, pair) for name, pair in kept.items()}


def _named(row: models.Model, name: str, pair: Any) -> Any:
    """What a row now points at, by its name: a number says nothing to who reads the journal."""
    if not name.endswith("_id") or not hasattr(row, name.removesuffix("_id")):
        return pair
    now = getattr(row, name.removesuffix("_id"))
    return [pair[0] and "…", str(now)[:200] if now else None]


def label_of(row: models.Model) -> str | None:
    """Names of people and of what is withheld stay out of the journal's labels."""
    if isinstance(row, DecisionMaker | Roster | Exchange):
        return ""
    if isinstance(row, Commitment):
        return "" if row.organisation.withheld else None
    return None


def record(verb: str, row: models.Model, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    journal.record(verb, row, by=by, changes=told(row, changes or {}), label=label_of(row))
    indexed(row)


def indexed(*rows: models.Model) -> None:
    for row in rows:
        if house.search_sources.get(kind := row._meta.label_lower):
            outbox.queue(kind, [row.pk])


def create(model: type[Row], values: Mapping[str, Any], *, by: Any, verb: str, on: models.Model | None = None) -> Row:
    """A new row, checked and journalled: on itself, or on the row that it is a part of."""
    row = model(**cleaned(model, values))
    row.full_clean()
    row.save(force_insert=True)
    record(verb, on or row, by=by, changes={str(model._meta.verbose_name): [None, str(row)[:300]]} if on else None)
    return row


def change(row: Row, values: Mapping[str, Any], *, by: Any, verb: str, on: models.Model | None = None) -> Row:
    """The same row with other values; nothing is written nor told when nothing changes."""
    row = locked(row)
    before = journal.snapshot(row)
    for name, value in cleaned(type(row), values).items():
        setattr(row, name, value)
    changes = journal.difference(before, journal.snapshot(row))
    if not changes:
        return row
    if hasattr(row, "version"):
        row.version += 1
    row.full_clean()
    row.save()
    record(verb, on or row, by=by, changes=changes)
    return row


def next_number(rows: models.QuerySet[Any]) -> int:
    return (rows.aggregate(most=Max("number"))["most"] or 0) + 1


def kept_file(upload: Any, title: str, *, about: models.Model, public: bool, by: Any) -> Document | None:
    """The document sent with a form, when there is one: open to everyone, or to the team."""
    if not upload:
        return None
    access = files.PUBLIC if public else TEAM
    return files.store(upload=upload, title=title or str(upload.name), access=access, about=about, by=by)
