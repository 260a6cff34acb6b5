"""An exclusion in Gestion: each step its page, none skipped."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.members import actions
from maillage.members.enums import ExclusionState
from maillage.members.forms.verbs import AppealForm, DayForm, ExclusionDecisionForm, HearForm, NoticeForm
from maillage.members.models import Exclusion, Member
from maillage.members.views.verbs import MemberVerb, OfMember

lazy = gettext_lazy
S = ExclusionState


class Notice(MemberVerb):
    access = Permission.MEMBERS_DECIDE
    submit = lazy("Ouvrir la procédure")
    dangerous = True

    def title(self, obj: Member) -> str:
        return _("Ouvrir une procédure d’exclusion contre %(name)s") % {"name": obj}

    def form(self, obj: Member, data: Any = None, files: Any = None) -> NoticeForm:
        return NoticeForm(data, initial={"hearing_on": localdate() + timedelta(days=30)})

    def consequences(self, obj: Member) -> Iterable[str]:
        return [
            _("Le membre garde ses droits jusqu’à la décision."),
            _("Quatre étapes, dans l’ordre : avis, audition, décision, appel. Aucune ne se saute."),
        ]

    def run(self, obj: Member, form: Any) -> str:
        actions.open_exclusion(member=obj, by=self.request.user, **form.cleaned_data)
        return _("La procédure est ouverte.")


class Step(OfMember):
    access = Permission.MEMBERS_DECIDE
    model = Exclusion
    states: tuple[ExclusionState, ...] = ()

    def refusal(self, obj: Exclusion) -> str:
        if obj.state in self.states and not obj.closed_on:
            return ""
        return _("La procédure est « %(state)s » : cette étape n’est pas possible.") % {
            "state": obj.get_state_display()
        }


class Hear(Step):
    states = (S.NOTIFIED,)
    form_class = HearForm
    submit = lazy("Noter l’audition")

    def title(self, obj: Exclusion) -> str:
        return _("Audition de %(name)s") % {"name": obj.member}

    def run(self, obj: Exclusion, form: Any) -> str:
        actions.hear_member(exclusion=obj, by=self.request.user, **form.cleaned_data)
        return _("L’audition est notée.")


class Decide(Step):
    states = (S.HEARD,)
    form_class = ExclusionDecisionForm
    submit = lazy("Noter l’exclusion")
    dangerous = True

    def title(self, obj: Exclusion) -> str:
        return _("Exclusion de %(name)s") % {"name": obj.member}

    def consequences(self, obj: Exclusion) -> Iterable[str]:
        return [_("L’adhésion se termine ce jour-là, avec ses droits et ses délégations.")]

    def run(self, obj: Exclusion, form: Any) -> str:
        actions.decide_exclusion(exclusion=obj, by=self.request.user, **form.cleaned_data)
        return _("L’exclusion est notée.")


class Appeal(Step):
    states = (S.EXCLUDED,)
    form_class = DayForm
    submit = lazy("Noter l’appel")

    def title(self, obj: Exclusion) -> str:
        return _("Appel de %(name)s") % {"name": obj.member}

    def consequences(self, obj: Exclusion) -> Iterable[str]:
        return [_("L’exclusion tient jusqu’à la décision d’appel.")]

    def run(self, obj: Exclusion, form: Any) -> str:
        actions.appeal_exclusion(exclusion=obj, by=self.request.user, **form.cleaned_data)
        return _("L’appel est noté.")


class CloseAppeal(Step):
    states = (S.APPEALED,)
    form_class = AppealForm
    submit = lazy("Noter la décision d’appel")

    def title(self, obj: Exclusion) -> str:
        return _("Décision d’appel, %(name)s") % {"name": obj.member}

    def run(self, obj: Exclusion, form: Any) -> str:
        actions.close_appeal(exclusion=obj, by=self.request.user, **form.cleaned_data)
        return _("La décision d’appel est notée.")


class Settle(Step):
    """No appeal in time, or the procedure is given up before any decision."""

    states = (S.NOTIFIED, S.HEARD, S.EXCLUDED)
    form_class = DayForm
    submit = lazy("Clore la procédure")

    def title(self, obj: Exclusion) -> str:
        return _("Clore la procédure de %(name)s") % {"name": obj.member}

    def consequences(self, obj: Exclusion) -> Iterable[str]:
        if obj.state == S.EXCLUDED:
            return [_("Personne n’a fait appel : l’exclusion est définitive.")]
        return [_("La procédure est abandonnée : le membre garde tous ses droits.")]

    def run(self, obj: Exclusion, form: Any) -> str:
        verb = actions.settle_exclusion if obj.state == S.EXCLUDED else actions.drop_exclusion
        verb(exclusion=obj, by=self.request.user, **form.cleaned_data)
        return _("La procédure est close.")
