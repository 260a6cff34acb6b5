"""The verbs of the secretary on one candidacy."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.elections import actions, words
from maillage.elections.forms.candidacy import WordsForm
from maillage.elections.forms.election import ReasonForm
from maillage.elections.models import Candidacy
from maillage.files.images import store_poster

lazy = gettext_lazy
P = Permission


class Seen:
    request: Any

    def rows(self) -> QuerySet[Candidacy]:
        return Candidacy.objects.visible_to(self.request.user).select_related(
            "election__assembly", "person", "photo", "group"
        )

    def who(self, obj: Candidacy) -> dict[str, Any]:
        return {"name": words.line(obj, self.request.user)["name"]}


class Accept(Seen, VerbPage):
    access = P.ASSEMBLIES_EDIT
    submit = lazy("Dire recevable")

    def title(self, obj: Candidacy) -> str:
        return _("Dire recevable la candidature de %(name)s") % self.who(obj)

    def consequences(self, obj: Candidacy) -> Iterable[str]:
        return [_("Ses droits et ses mandats sont vérifiés encore une fois ; la personne en est prévenue.")]

    def run(self, obj: Candidacy, form: Any) -> str:
        actions.candidacies.accept(candidacy=obj, by=self.request.user)
        return _("La candidature est recevable.")


class Refuse(Seen, VerbPage):
    access = P.ASSEMBLIES_EDIT
    form_class = ReasonForm
    submit = lazy("Dire non recevable")

    def title(self, obj: Candidacy) -> str:
        return _("Dire non recevable la candidature de %(name)s") % self.who(obj)

    def consequences(self, obj: Candidacy) -> Iterable[str]:
        return [_("La personne en est prévenue, avec le motif.")]

    def run(self, obj: Candidacy, form: ReasonForm) -> str:
        actions.candidacies.turn_down(candidacy=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La candidature est refusée.")


class Withdraw(Seen, VerbPage):
    access = P.ASSEMBLIES_EDIT
    submit = lazy("Noter le retrait")

    def title(self, obj: Candidacy) -> str:
        return _("Retrait de %(name)s") % self.who(obj)

    def consequences(self, obj: Candidacy) -> Iterable[str]:
        return [
            _("Si des bulletins sont déjà déposés, ils restent valables : le dépouillement passe aux choix suivants.")
        ]

    def run(self, obj: Candidacy, form: Any) -> str:
        actions.candidacies.withdraw(candidacy=obj, by=self.request.user)
        return _("La candidature est retirée.")


class Decline(Seen, VerbPage):
    access = P.ASSEMBLIES_EDIT
    submit = lazy("Noter le renoncement")

    def title(self, obj: Candidacy) -> str:
        return _("%(name)s renonce à son siège") % self.who(obj)

    def consequences(self, obj: Candidacy) -> Iterable[str]:
        return [_("La première personne suppléante qui respecte les sièges réservés et la parité prend ce siège.")]

    def run(self, obj: Candidacy, form: Any) -> str:
        taken = actions.voting.decline(candidacy=obj, by=self.request.user)
        if taken is None:
            return _("Le siège reste vacant : personne ne suit.")
        return _("%(name)s prend ce siège.") % self.who(taken)


class Edit(Seen, EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = WordsForm

    def title(self, obj: Candidacy) -> str:
        return _("Modifier la candidature de %(name)s") % self.who(obj)

    def form(self, obj: Candidacy, data: Any = None, files: Any = None) -> WordsForm:
        return WordsForm(data, files, election=obj.election, candidacy=obj)

    def save(self, form: WordsForm, obj: Candidacy) -> Candidacy:
        return write(form, obj, self.request.user)


def write(form: WordsForm, candidacy: Candidacy, by: Any) -> Candidacy:
    """Keep what the form says, with a picture drawn again."""
    data = form.cleaned_data
    photo = store_poster(data["photo"], by=by) if data.get("photo") else None
    return actions.candidacies.edit(
        candidacy=candidacy, values=form.words(), photo=photo, drop_photo=bool(data.get("drop_photo")), by=by
    )
