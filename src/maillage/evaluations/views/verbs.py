"""The verbs on an evaluation."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.core.asked import row_number
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.evaluations import actions
from maillage.evaluations.forms.manage import PollForm
from maillage.evaluations.models import Answer, Poll

lazy = gettext_lazy
P = Permission


class PollNew(EditPage):
    """Open a questionnaire for an activity."""

    access = P.ACTIVITIES_EDIT
    form_class = PollForm
    submit = lazy("Ouvrir l’évaluation")

    def title(self, obj: Any) -> str:
        return _("Nouvelle évaluation")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> PollForm:
        asked = row_number(self.request.GET.get("activite", ""))
        return PollForm(data, user=self.request.user, initial={"activity": asked} if asked else {})

    def save(self, form: PollForm, obj: Any) -> Poll:
        data = dict(form.cleaned_data)
        return actions.open_poll(
            activity=data.pop("activity"), questionnaire=data.pop("questionnaire"), values=data, by=self.request.user
        )

    def done(self, saved: Poll) -> str:
        return _("L’évaluation est prête : voici son lien et son code QR.")


class PollEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = PollForm

    def rows(self) -> QuerySet[Poll]:
        return Poll.objects.visible_to(self.request.user).select_related("activity", "questionnaire")

    def title(self, obj: Poll) -> str:
        return _("Modifier l’évaluation de « %(activity)s »") % {"activity": obj.activity}

    def form(self, obj: Poll, data: Any = None, files: Any = None) -> PollForm:
        return PollForm(data, user=self.request.user, poll=obj)

    def save(self, form: PollForm, obj: Poll) -> Poll:
        return actions.write_poll(poll=obj, values=form.cleaned_data, by=self.request.user)


class PollVerb(VerbPage):
    """A verb on one evaluation."""

    access = P.ACTIVITIES_EDIT

    def rows(self) -> QuerySet[Poll]:
        return Poll.objects.visible_to(self.request.user).select_related("activity", "questionnaire")


class Close(PollVerb):
    submit = lazy("Clore")

    def title(self, obj: Poll) -> str:
        return _("Clore l’évaluation de « %(activity)s »") % {"activity": obj.activity}

    def consequences(self, obj: Poll) -> Iterable[str]:
        return [_("Plus personne ne peut répondre ; les résultats restent. Elle peut être rouverte.")]

    def run(self, obj: Poll, form: Any) -> str:
        actions.close_poll(poll=obj, by=self.request.user)
        return _("L’évaluation est close.")


class Reopen(PollVerb):
    submit = lazy("Rouvrir")

    def title(self, obj: Poll) -> str:
        return _("Rouvrir l’évaluation de « %(activity)s »") % {"activity": obj.activity}

    def run(self, obj: Poll, form: Any) -> str:
        actions.reopen_poll(poll=obj, by=self.request.user)
        return _("L’évaluation est rouverte.")


class Invite(PollVerb):
    submit = lazy("Écrire")

    def title(self, obj: Poll) -> str:
        return _("Demander leur avis aux personnes venues")

    def consequences(self, obj: Poll) -> Iterable[str]:
        return [
            _(
                "Chaque personne pointée à l’arrivée, inscrite avec un courriel, reçoit une fois le lien de l’évaluation ; "
                "pour une animation scolaire, la personne enseignante aussi."
            ),
            _("Le lien est le même pour tout le monde : les réponses restent sans nom."),
        ]

    def run(self, obj: Poll, form: Any) -> str:
        sent = actions.invite(poll=obj, by=self.request.user)
        if not sent:
            return _(
                "Personne de plus à qui écrire : chacune et chacun a déjà reçu le lien, ou personne n’a été pointé."
            )
        return ngettext("%(n)s courriel part.", "%(n)s courriels partent.", sent) % {"n": sent}


class Redact(VerbPage):
    """Hide a text that names someone."""

    access = P.ACTIVITIES_EDIT
    dangerous = True
    submit = lazy("Masquer pour toujours")

    def rows(self) -> QuerySet[Answer]:
        polls = Poll.objects.visible_to(self.request.user)
        return Answer.objects.filter(sheet__poll__in=polls, number=None, redacted=False).select_related("sheet__poll")

    def title(self, obj: Answer) -> str:
        return _("Masquer ce texte")

    def consequences(self, obj: Answer) -> Iterable[str]:
        return [
            _("« %(text)s » est effacé pour toujours ; les autres réponses de la feuille restent.") % {"text": obj.text}
        ]

    def run(self, obj: Answer, form: Any) -> str:
        actions.redact(answer=obj, by=self.request.user)
        return _("Le texte est masqué.")
