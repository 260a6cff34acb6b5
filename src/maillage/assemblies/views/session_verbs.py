"""The session's own verbs, each confirmed: open, close, find that the quorum is missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.assemblies import quorum, register
from maillage.assemblies.actions import session, ticking
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.forms.session import OpenForm
from maillage.assemblies.models import Assembly
from maillage.assemblies.views.chair import meetings
from maillage.desk.views.verbs import VerbPage

P = Permission


class SessionVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Assembly]:
        return meetings(self.request.user)

    def done_url(self, obj: Assembly) -> str:
        return reverse("assemblies:chair", args=[obj.pk])


class OpenSession(SessionVerb):
    submit = lazy("Ouvrir la séance")

    def title(self, obj: Assembly) -> str:
        return _("Ouvrir la séance : %(title)s") % {"title": obj.title}

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> OpenForm:
        return OpenForm(data, assembly=obj, user=self.request.user)

    def refusal(self, obj: Assembly) -> str:
        try:
            session.check_roll(obj)
            session.check_hour(obj)
        except ValidationError as error:
            return " ".join(error.messages)
        if obj.state not in (AssemblyState.DRAFT, AssemblyState.CALLED):
            return _("Cette séance a déjà été ouverte.")
        return ""

    def consequences(self, obj: Assembly) -> list[str]:
        lines = [quorum.told(quorum.quorum_of(obj)), _("L’heure d’ouverture est notée, et l’écran de la salle suit.")]
        if not quorum.quorum_of(obj).reached:
            lines.append(_("Sans quorum on peut informer et débattre, mais rien ne se vote ; on peut aussi constater que le"
                           " quorum manque, et convoquer une seconde fois."))  # fmt: skip
        if obj.is_general and obj.called_at is None:
            lines.append(_("Personne n’a été convoqué : ce qui s’y décide peut être contesté."))
        return lines

    def run(self, obj: Assembly, form: OpenForm) -> str:
        found = session.open(assembly=obj, by=self.request.user, chair=form.cleaned_data["chair"],
                             secretary=form.cleaned_data["secretary"])  # fmt: skip
        return _("La séance est ouverte.") + " " + quorum.told(found)


class CloseSession(SessionVerb):
    submit = lazy("Lever la séance")

    def title(self, obj: Assembly) -> str:
        return _("Lever la séance : %(title)s") % {"title": obj.title}

    def consequences(self, obj: Assembly) -> list[str]:
        left = obj.items.filter(state__in=ticking.LEFT).count()
        lines = [_("Le départ de chaque personne encore là est noté à cette heure ; on ne peut plus rien voter.")]
        return lines + ([_("Points qui n’ont pas été traités : %(n)s.") % {"n": left}] if left else [])

    def refusal(self, obj: Assembly) -> str:
        return "" if obj.is_running else _("Cette séance n’est pas ouverte.")

    def run(self, obj: Assembly, form: Any) -> str:
        session.close(assembly=obj, by=self.request.user)
        return _("La séance est levée.")


class FailSession(SessionVerb):
    submit = lazy("Constater que le quorum manque")
    dangerous = True

    def title(self, obj: Assembly) -> str:
        return _("Quorum absent : %(title)s") % {"title": obj.title}

    def consequences(self, obj: Assembly) -> list[str]:
        there = register.counts(register.lines(obj, self.request.user)).here
        return [quorum.told(quorum.quorum_of(obj)), _("Personnes présentes : %(n)s.") % {"n": there},
                _("La séance est levée sans décision ; une seconde convocation peut suivre.")]  # fmt: skip

    def refusal(self, obj: Assembly) -> str:
        try:
            session.check_failing(obj)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def run(self, obj: Assembly, form: Any) -> str:
        session.fail(assembly=obj, by=self.request.user)
        return _("L’absence de quorum est constatée : la séance est levée.")

    def done_url(self, obj: Assembly) -> str:
        return obj.get_absolute_url()
