"""The verbs of the secretary on two rounds and on lists."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.desk.views.verbs import VerbPage
from maillage.elections import actions
from maillage.elections.actions.common import refuse
from maillage.elections.actions.rounds import pending, unvoted, why_not
from maillage.elections.actions.slates import BEFORE
from maillage.elections.enums import ElectionState
from maillage.elections.forms.election import ReasonForm, SecondForm, SlateForm
from maillage.elections.models import Election, Slate
from maillage.elections.views.verbs import ElectionVerb

lazy = gettext_lazy


def left_by(election: Election) -> int:
    """Seats that the first rounds left."""
    return sum((vote.outcome or {})["vacant"] for vote in pending(election))


class Second(ElectionVerb):
    submit = lazy("Préparer le second tour")

    def refusal(self, obj: Election) -> str:
        code = why_not(obj)
        return str(refuse(code).message) if code else ""

    def title(self, obj: Election) -> str:
        return _("Second tour : %(election)s") % {"election": obj}

    def form(self, obj: Election, data: Any = None, files: Any = None) -> SecondForm:
        return SecondForm(data, user=self.request.user, election=obj)

    def consequences(self, obj: Election) -> Iterable[str]:
        left = left_by(obj)
        yield ngettext("%(n)s siège reste à pourvoir.", "%(n)s sièges restent à pourvoir.", left) % {"n": left}
        yield _("Le vote a lieu entre les candidatures gardées par le premier tour et qui ne se sont pas retirées.")
        yield _("Au second tour, la majorité relative suffit.")

    def run(self, obj: Election, form: SecondForm) -> str:
        made = actions.rounds.prepare_second(election=obj, roll=form.cleaned_data["roll"], by=self.request.user)
        return ngettext("%(n)s vote est prêt.", "%(n)s votes sont prêts.", len(made)) % {"n": len(made)}


class EndHere(ElectionVerb):
    form_class = ReasonForm
    dangerous = True
    submit = lazy("S’en tenir aux votes proclamés")

    def title(self, obj: Election) -> str:
        return _("S’en tenir aux votes proclamés : %(election)s") % {"election": obj}

    def refusal(self, obj: Election) -> str:
        waits = obj.state == ElectionState.VOTING and (pending(obj) or unvoted(obj))
        return "" if waits else str(refuse("nothing_left").message)

    def consequences(self, obj: Election) -> Iterable[str]:
        left = left_by(obj) + sum(sum(seats.values()) for seats in unvoted(obj))
        return [ngettext("%(n)s siège reste vacant.", "%(n)s sièges restent vacants.", left) % {"n": left}]

    def run(self, obj: Election, form: ReasonForm) -> str:
        actions.rounds.end_here(election=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("L’élection s’en tient aux votes proclamés.")


class Compose(VerbPage):
    """A list, as its candidates handed it in."""

    access = Permission.ASSEMBLIES_EDIT
    submit = lazy("Enregistrer")

    def rows(self) -> QuerySet[Slate]:
        return Slate.objects.visible_to(self.request.user).select_related("election", "group")

    def title(self, obj: Slate) -> str:
        return _("Liste « %(list)s »") % {"list": obj}

    def refusal(self, obj: Slate) -> str:
        return "" if obj.election.state in BEFORE else str(refuse("vote_open").message)

    def form(self, obj: Slate, data: Any = None, files: Any = None) -> SlateForm:
        return SlateForm(data, slate=obj)

    def run(self, obj: Slate, form: SlateForm) -> str:
        title = form.cleaned_data["title"]
        actions.slates.compose(slate=obj, title=title, order=form.order(), by=self.request.user)
        return _("La liste est enregistrée.")
