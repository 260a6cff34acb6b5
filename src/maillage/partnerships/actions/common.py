"""What the verbs of partnerships share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.files import actions as files
from maillage.files.enums import DocumentKind
from maillage.files.models import Document
from maillage.partnerships.models import Partnership
from maillage.search import outbox as search

KIND = "partnerships.partnership"
NETWORK = "partnerships.partnernetwork"
FIRST_YEAR = 1950


class PartnershipRefusal(Refusal):
    """The partnership says no."""

    MESSAGES: ClassVar = {
        "state": _("C’est maintenant « %(state)s » : cette étape n’est pas possible."),
        "once": _("Un partenariat avec cette organisation existe déjà : ouvrez-le, ou terminez-le d’abord."),
        "ended": _("Ce partenariat est terminé : reprenez-le d’abord."),
        "not_active": _("Ce partenariat n’est pas en cours : reprenez-le d’abord."),
        "nobody": _("Dites qui le porte : le réseau, ou au moins un membre."),
        "future": _("Cette date est à venir : on note ce qui a eu lieu."),
        "too_early": _("Cette date précède le début, le %(day)s."),
        "same_organisation": _("Un partenaire ne porte pas son propre partenariat."),
        "no_text": _("Joignez d’abord le texte de l’accord : on signe un texte, pas un titre."),
        "signed": _("Le texte est déjà signé par tous : ajoutez un avenant, ou renouvelez l’accord."),
        "signed_twice": _("%(name)s a déjà signé cette version."),
        "not_in_force": _("Cet accord n’est pas en vigueur."),
        "renewed_already": _("Cet accord est déjà renouvelé."),
        "renewal_first": _("Le nouvel accord commence après le début de l’ancien, le %(day)s."),
        "no_address": _("Aucun contact n’a d’adresse courriel : ajoutez-en un, ou saisissez la réponse sur papier."),
        "answered": _("Cette réponse est déjà reçue : rien n’a changé."),
        "not_asked": _("Ce n’est plus demandé. Écrivez au réseau si vous voulez ajouter quelque chose."),
        "nothing_said": _("Donnez au moins une note ou quelques mots."),
        "year": _("L’année %(year)s n’est pas possible ici."),
        "exists": _("L’évaluation de %(year)s existe déjà dans ce sens : ouvrez-la."),
        "grid_in_use": _("Cette grille sert déjà : préparez la version suivante."),
        "grid_empty": _("Écrivez au moins une question, dans les deux sens."),
        "grid_draft": _("Une grille est déjà en préparation : terminez-la, ou adoptez-la."),
        "no_document": _("Joignez la pièce avant de dire qu’elle convient."),
        "lapsed": _("Cette pièce a cessé de valoir le %(day)s : demandez la suivante."),
        "waive_reason": _("Dites pourquoi cette pièce n’est pas exigée ici : un contrôle le demandera."),
        "grant_file": _("Le dossier n’est pas en ordre (%(pieces)s) : complétez-le d’abord, ou changez de régime."),
        "no_follow": _("Cette visite n’attend pas de suite."),
        "twice": _("La même organisation est écrite deux fois."),
        "settled": _("Ce constat est déjà noté."),
        "control": _("Une date et un constat vont ensemble."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(PartnershipRefusal(code, **params).message(), code=code)


def locked(row: Any) -> Any:
    """The row as it is now, kept from others until the end of the verb."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def note(
    verb: str, partnership: Partnership, *, by: Any, changes: Mapping[str, Any] | None = None, row: Any = None
) -> None:
    """Write in the journal, about the partnership or one of its rows that has a page of its own.

    The name of whom is withheld stays out of the journal's labels, which more people read.
    """
    label = "" if partnership.is_hidden else None
    journal.record(verb, partnership if row is None else row, by=by, changes=changes, label=label)
    search.queue(KIND, [partnership.pk])


def written(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write the values on the row, checked; returns what they were, for the journal."""
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    return before


def saved(row: Any, before: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Save one version further; returns what changed."""
    row.version += 1
    row.save()
    changes = journal.difference(before, journal.snapshot(row))
    for quiet in ("version", "updated_at", "nonce"):
        changes.pop(quiet, None)
    return changes


def kept(*, upload: Any, title: str, partnership: Partnership, document: Document | None, by: Any, shared: bool = False,
         kind: DocumentKind = DocumentKind.PROOF) -> Document:  # fmt: skip
    """A file of the partnership: a first version, or the next one of a document that is there.

    `shared` documents are opened by the partner too; the others by those who see partnerships.
    """
    if document is not None and document.removed_at is None:
        files.add_version(document=document, upload=upload, by=by)
        return document
    access = (
        files.holder("contributor", partnership.organisation_id)
        if shared
        else files.permission(Permission.PARTNERSHIPS_VIEW)
    )
    return files.store(upload=upload, title=title, access=access, about=partnership, kind=kind, by=by)
