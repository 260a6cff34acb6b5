"""The verbs of a project, each with its page that says what will happen."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.desk.views.verbs import VerbPage
from maillage.projects import actions, tree
from maillage.projects.enums import ProjectState
from maillage.projects.forms.projects import CopyForm, ImageForm, MoveForm, ReasonForm, StateForm
from maillage.projects.models import Project

P = Permission


class ProjectVerb(VerbPage):
    access = P.PROJECTS_EDIT
    made: Any = None  # what the verb made, where it leads

    def rows(self) -> QuerySet[Any]:
        return Project.objects.visible_to(self.request.user)

    def done_url(self, obj: Any) -> str:
        return str((self.made or obj).get_absolute_url())


class ChangeState(ProjectVerb):
    form_class = StateForm
    submit = lazy("Changer l’état")

    def title(self, obj: Project) -> str:
        return _("Changer l’état de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("Il est « %(state)s » aujourd’hui ; le changement reste dans son histoire, avec sa date.") % {
            "state": obj.get_state_display()},
            _("Le début et la fin réels suivent, s’ils n’étaient pas encore écrits.")]  # fmt: skip

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return StateForm(data, project=obj)

    def run(self, obj: Project, form: Any) -> str:
        done = actions.change_state(project=obj, by=self.request.user, **form.cleaned_data)
        return _("« %(title)s » est maintenant « %(state)s ».") % {
            "title": obj,
            "state": ProjectState(done.state).label,
        }


class Move(ProjectVerb):
    form_class = MoveForm
    submit = lazy("Déplacer")

    def title(self, obj: Project) -> str:
        return _("Déplacer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("Ce qui se trouve dessous le suit. Son argent, ses résultats et ses pages restent les siens.")]

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return MoveForm(data, user=self.request.user, project=obj)

    def run(self, obj: Project, form: Any) -> str:
        actions.move_project(project=obj, by=self.request.user, **form.cleaned_data)
        return _("Le projet est déplacé.")


class Publish(ProjectVerb):
    submit = lazy("Montrer à tout le monde")

    def title(self, obj: Project) -> str:
        return _("Montrer « %(title)s » à tout le monde") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("Il a sa page publique, et paraît dans le portefeuille, sur la carte et dans les données ouvertes."),
                _("Ce qui est retenu ne paraît jamais ; les risques et les notes restent à l’équipe.")]  # fmt: skip

    def run(self, obj: Project, form: Any) -> str:
        actions.set_public(project=obj, public=True, by=self.request.user)
        return _("Tout le monde voit maintenant ce projet.")


class Unpublish(ProjectVerb):
    submit = lazy("Garder à l’équipe")

    def title(self, obj: Project) -> str:
        return _("Garder « %(title)s » à l’équipe") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("Sa page publique disparaît, ainsi que sa place dans le portefeuille et les données ouvertes.")]

    def run(self, obj: Project, form: Any) -> str:
        actions.set_public(project=obj, public=False, by=self.request.user)
        return _("Ce projet est gardé à l’équipe.")


class Withhold(ProjectVerb):
    form_class = ReasonForm
    submit = lazy("Retenir")
    dangerous = True
    access = P.PROJECTS_EDIT

    def rows(self) -> QuerySet[Any]:
        rows = super().rows()
        return rows if self.request.user.can(P.WITHHELD_VIEW) else rows.none()

    def title(self, obj: Project) -> str:
        return _("Retenir « %(title)s »") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        count = len(tree.ids_under([obj.pk])) - 1
        yield _(
            "Il disparaît dès maintenant des pages publiques, des cartes, des comptes, des données ouvertes et de la recherche."
        )
        yield _("Seules le voient les personnes qui ont le droit de voir ce qui est retenu, et celles qui le portent.")
        if count:
            yield ngettext("Le projet qui se trouve dessous est retenu avec lui.",
                           "Les %(n)s projets qui se trouvent dessous sont retenus avec lui.", count) % {"n": count}  # fmt: skip

    def run(self, obj: Project, form: Any) -> str:
        actions.withhold_project(project=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("Le projet est retenu.")


class GiveBack(Withhold):
    submit = lazy("Ne plus retenir")
    dangerous = False

    def title(self, obj: Project) -> str:
        return _("Ne plus retenir « %(title)s »") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("Il est vu de nouveau par celles et ceux qui en ont le droit ; de tout le monde, s’il est public."),
                _("Demandez d’abord aux personnes que cela exposerait.")]  # fmt: skip

    def run(self, obj: Project, form: Any) -> str:
        actions.give_back_project(project=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("Le projet n’est plus retenu.")


class Copy(ProjectVerb):
    form_class = CopyForm
    submit = lazy("Reprendre")

    def title(self, obj: Project) -> str:
        return _("Reprendre « %(title)s »") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [_("Un nouveau projet est préparé, que l’équipe seule voit."),
                _("Identifiants, dates réelles, notes et documents ne sont pas repris.")]  # fmt: skip

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return CopyForm(data, project=obj)

    def run(self, obj: Project, form: Any) -> str:
        self.made = actions.copy_project(project=obj, by=self.request.user, **form.cleaned_data)
        return _("Le nouveau projet est en préparation : relisez-le.")


class Delete(ProjectVerb):
    submit = lazy("Effacer")
    dangerous = True

    def title(self, obj: Project) -> str:
        return _("Effacer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Project) -> Iterable[str]:
        return [
            _(
                "Ce projet en préparation est effacé, avec ses textes, ses lieux et ses notes. On ne revient pas en arrière."
            )
        ]

    def refusal(self, obj: Project) -> str:
        return (
            ""
            if obj.state == ProjectState.IDENTIFIED
            else _("Seul un projet en préparation s’efface : annulez celui-ci.")
        )

    def done_url(self, obj: Any) -> str:
        return reverse("projects:list")

    def run(self, obj: Project, form: Any) -> str:
        title = str(obj)
        actions.delete_draft(project=obj, by=self.request.user)
        return _("« %(title)s » est effacé.") % {"title": title}


class SetImage(ProjectVerb):
    form_class = ImageForm
    submit = lazy("Enregistrer")

    def title(self, obj: Project) -> str:
        return _("Image de « %(title)s »") % {"title": obj}

    def run(self, obj: Project, form: Any) -> str:
        actions.set_image(project=obj, by=self.request.user, **form.cleaned_data)
        return _("L’image est enregistrée.")
