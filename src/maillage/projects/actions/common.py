"""What the verbs of projects share."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.projects import tree
from maillage.projects.models import Project
from maillage.search import outbox as search

KIND = "projects.project"


class ProjectRefusal(Refusal):
    """The project says no."""

    MESSAGES: ClassVar = {
        "state": _("Ce projet est « %(state)s » : il ne peut pas passer à « %(wanted)s »."),
        "future": _("Écrivez une date passée ou d’aujourd’hui : ce changement est constaté, non prévu."),
        "before_last": _("Le dernier changement d’état date du %(day)s : choisissez cette date ou une date qui la suit."),
        "circle": _("« %(title)s » se trouve dessous : un projet ne peut pas être rangé sous lui-même."),
        "level_above": _("« %(level)s » ne peut pas se ranger sous « %(above)s » : choisissez un niveau au-dessus."),
        "level_under": _("« %(level)s » ne peut pas contenir « %(under)s », qui s’y trouve : déplacez-le d’abord."),
        "work_share": _("Les parts du travail font %(total)s %% : ramenez-les à 100 %% au plus."),
        "money_share": _("Les parts de l’argent font %(total)s %% : ramenez-les à 100 %% au plus."),
        "places": _("Les parts des pays et régions font %(total)s %% : elles doivent faire 100 %%, ou rester vides."),
        "sectors": _("Les parts des secteurs font %(total)s %% : elles doivent faire 100 %% dans chaque liste, ou rester vides."),
        "twice": _("« %(what)s » est écrit deux fois."),
        "participant_is_who": _("Choisissez une organisation de l’annuaire, ou écrivez un nom."),
        "reason": _("Écrivez pourquoi ce projet est retenu : on le demandera dans deux ans."),
        "not_withheld": _("Ce projet n’est pas retenu."),
        "is_withheld": _("Ce projet est déjà retenu."),
        "not_a_draft": _("Seul un projet en préparation s’efface : celui-ci a commencé. Annulez-le."),
        "holds": _("D’autres projets se trouvent dessous : déplacez-les ou effacez-les d’abord."),
        "used": _("Ce projet porte déjà : %(what)s. Retirez-les d’abord, ou annulez-le."),
        "identifier": _("Un autre projet porte déjà l’identifiant IATI « %(what)s »."),
        "no_identifier": _("Écrivez d’abord l’identifiant IATI : sans lui, rien ne se publie à ce niveau."),
        "keeper_reads": _("Cette personne n’a pas le droit de voir les projets : choisissez quelqu’un de l’équipe."),
        "unseen": _("Choisissez une organisation que vous avez le droit de voir."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(ProjectRefusal(code, **params).message(), code=code)


def locked(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


def label_of(project: Project) -> str | None:
    """The name of what is withheld stays out of the journal's labels, which more people read."""
    return "" if Project.objects.hidden().filter(pk=project.pk).exists() else None


def record(verb: str, project: Project, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    journal.record(verb, project, by=by, changes=changes, label=label_of(project))


def indexed(ids: Iterable[int]) -> None:
    search.queue(KIND, ids)


def forgotten(ids: Iterable[int]) -> None:
    """Nobody finds them from this commit on; what those who may still see them find is written again after."""
    search.forget(KIND, ids)


def branch(project: Project) -> list[int]:
    return tree.ids_under([project.pk])


def touch(project: Project) -> None:
    """Raise the version, so that two people at once are told, and say it changed."""
    project.version += 1
    project.save()


def set_values(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write the values on the row and examine it; returns what they were, for the journal."""
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    return before
