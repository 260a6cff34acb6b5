"""What the verbs of money share."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.core.money import Money, minor_digits
from maillage.projects.models import Project

SENT_AGAIN = 15  # seconds within which the same form, word for word, is the same press


class FundingRefusal(Refusal):
    """Money says no."""

    MESSAGES: ClassVar = {
        "state": _("C’est maintenant « %(state)s » : cette étape n’est plus possible."),
        "future": _("Écrivez une date passée ou d’aujourd’hui : c’est un fait que l’on note, non une prévision."),
        "not_positive": _("Le montant doit être supérieur à zéro."),
        "other_project": _("« %(what)s » appartient à un autre projet : choisissez-en un de celui-ci."),
        "other_currency": _("Ce montant doit être dit en %(wanted)s, la monnaie de « %(what)s »."),
        "twice": _("« %(what)s » est écrit deux fois."),
        # grants
        "below_instalments": _("Les tranches prévues font déjà %(planned)s : diminuez-les d’abord."),
        "not_granted": _("Cette subvention n’est pas accordée : notez d’abord la décision."),
        "all_planned": _("Toute la subvention est déjà prévue en tranches : diminuez-en une d’abord."),
        "received": _("Cette tranche est reçue : elle ne change plus."),
        "condition_open": _("La condition « %(what)s » n’est pas encore remplie : notez d’abord le jour où elle l’est devenue."),
        "condition_holds": _("Une tranche ou un versement attend cette condition : changez-les d’abord, ou notez qu’elle est remplie."),
        "report_sent": _("Notez d’abord le jour où ce rapport est parti."),
        "used": _("Ceci sert déjà : %(what)s. Retirez-le d’abord de là."),
        "ceiling": _("« %(what)s » est plafonné à %(limit)s %% par %(funder)s : la subvention en porterait %(found)s %%."),
        # budgets
        "draft_exists": _("Une version est déjà en préparation : adoptez-la ou effacez-la d’abord."),
        "not_draft": _("Cette version est adoptée : préparez-en une nouvelle pour la réviser."),
        "empty_budget": _("Ce budget ne porte encore aucun montant."),
        "line_used": _("Des dépenses ou une version adoptée portent cette ligne : fermez-la plutôt."),
        "line_closed": _("La ligne « %(what)s » est fermée aux nouvelles dépenses."),
        "cell_twice": _("Deux montants disent la même année, la même subvention et le même porteur : mettez-les ensemble."),
        # transfers
        "by_asker": _("Vous avez demandé ce versement : deux autres personnes doivent l’approuver."),
        "approved_twice": _("Vous avez déjà approuvé ce versement : une autre personne doit le faire aussi."),
        "beyond_grant": _("Il ne reste que %(left)s à verser sur cette subvention."),
        "before_sent": _("Il a été envoyé le %(day)s : il n’a pas pu arriver plus tôt."),
        "no_reason": _("Dites pourquoi : la personne qui lira dans deux ans voudra le savoir."),
        # expenses
        "by_author": _("Vous avez saisi cette dépense : une autre personne doit l’approuver."),
        "submitted": _("Elle attend son approbation : rendez-la d’abord à compléter, puis modifiez-la."),
        "no_share": _("Dites d’abord qui paie cette dépense, et sur quelle ligne."),
        "no_piece": _("Joignez d’abord la pièce (facture, reçu, feuille de présence)."),
        "not_eligible": _("%(funder)s n’admet pas les dépenses « %(what)s » : choisissez un autre payeur."),
        "out_of_grant": _("« %(what)s » court du %(first)s au %(last)s : cette dépense est d’un autre jour."),
        "share_twice": _("La même ligne et le même payeur sont écrits deux fois : mettez-les ensemble."),
        # rates
        "rate_known": _("Cette source donne déjà un taux de %(base)s vers %(quote)s ce jour-là : %(value)s."),
        "rate_locked": _("Le taux est verrouillé depuis l’envoi : il ne change plus."),
        "rates_ahead": _("Ce fichier donne des taux du %(day)s, qui n’est pas encore venu : reprenez-le sur le site de la banque."),
        "same_currency": _("Choisissez deux monnaies différentes."),
        # autonomy
        "year_currency": _("Les ressources de %(year)s sont déjà dites en %(currency)s : gardez une seule monnaie par année."),
        "support_days": _("La fin doit suivre le début."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(FundingRefusal(code, **params).message(), code=code)


def as_validation(refusal: Refusal) -> ValidationError:
    return ValidationError(refusal.message(), code=refusal.code)


def in_words(work: Any, *arguments: Any) -> Any:
    """Call a pure function; its refusal as forms show it."""
    try:
        return work(*arguments)
    except Refusal as refusal:
        raise as_validation(refusal) from refusal


def must_be_past(day: date) -> None:
    if day > localdate():
        raise refuse("future")


def must_be_positive(amount: Money) -> None:
    if amount.minor <= 0:
        raise refuse("not_positive")


def known_currency(code: str) -> str:
    in_words(minor_digits, code)
    return code


def locked(row: Any) -> Any:
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def label_of(project: Any) -> str | None:
    """The name of what is withheld stays out of the journal's labels, which more people read."""
    return "" if Project.objects.hidden().filter(pk=getattr(project, "pk", project)).exists() else None


def record(verb: str, row: models.Model, project: Any, *, by: Any, changes: Mapping[str, Any] | None = None,
           label: str | None = None) -> None:  # fmt: skip
    """Write the journal; `label` for rows that have no name of their own."""
    hidden = label_of(project) if project is not None else None
    journal.record(verb, row, by=by, changes=changes, label=label if hidden is None else hidden)


def same(row: Any, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Write the values on the row, checked; returns what changed, for the journal."""
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    return journal.difference(before, journal.snapshot(row))


def just_written(model: Any, values: Mapping[str, Any]) -> Any:
    """The row that says exactly this and is a few seconds old: the second press of a button, or a page sent again."""
    since = now() - timedelta(seconds=SENT_AGAIN)
    return model._default_manager.filter(created_at__gte=since, **values).first()


def save_next(row: Any) -> None:
    """Raise the version, so that two people at once are told."""
    row.version += 1
    row.save()


def must_be_of(project: Any, row: Any) -> None:
    """A line or a grant of this very project, or of a node above it for a grant."""
    if row is not None and row.project_id != project.pk:
        raise refuse("other_project", what=row)
