"""Calls for help in Gestion: one call, who answered, its verbs."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.campaigns import actions, words
from maillage.campaigns.actions.calls import MOVES
from maillage.campaigns.enums import CallState
from maillage.campaigns.forms.manage import CallForm, NoteForm
from maillage.campaigns.models import Call, CallAnswer
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage

P = Permission
SHOWN = 200


class CallPage(DetailPage):
    access = P.CAMPAIGNS_VIEW
    page = "call"
    template = "campaigns/call_detail.html"

    def rows(self) -> QuerySet[Call]:
        return Call.objects.visible_to(self.request.user).select_related("campaign")

    def extra(self, obj: Call) -> dict[str, Any]:
        user, state = self.request.user, CallState(obj.state)
        possible = [("call_open", _("Ouvrir"), CallState.OPEN in MOVES[state] and not obj.purged_at),
                    ("call_edit", _("Modifier"), not obj.purged_at),
                    ("call_close", _("Clore"), CallState.CLOSED in MOVES[state])]  # fmt: skip
        answers = obj.answers.visible_to(user)[:SHOWN]
        return {
            "state": words.call_state(obj), "sees": user.can(P.SIGNATURES_VIEW), "answers": answers,
            "total": obj.answers.count(), "may_edit": user.can(P.CAMPAIGNS_EDIT),
            "verbs": [(f"campaigns:{name}", label) for name, label, now in possible if now and user.can(P.CAMPAIGNS_EDIT)],
            "public_url": obj.public_url if obj.state != CallState.DRAFT else "",
        }  # fmt: skip


class CallEdit(EditPage):
    access = P.CAMPAIGNS_EDIT
    form_class = CallForm

    def rows(self) -> QuerySet[Call]:
        return Call.objects.visible_to(self.request.user).select_related("campaign")

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> CallForm:
        return CallForm(data, call=obj)

    def save(self, form: Any, obj: Any) -> Call:
        return actions.change_call(call=obj, values=form.cleaned_data, by=self.request.user)


class CallVerb(VerbPage):
    access = P.CAMPAIGNS_EDIT

    def rows(self) -> QuerySet[Any]:
        return Call.objects.visible_to(self.request.user).select_related("campaign")


class OpenCall(CallVerb):
    submit = lazy("Ouvrir")

    def title(self, obj: Call) -> str:
        return _("Ouvrir l’appel « %(title)s »") % {"title": obj}

    def consequences(self, obj: Call) -> list[str]:
        return [_("Tout le monde le voit et peut y répondre, jusqu’à son dernier jour.")]

    def run(self, obj: Call, form: Any) -> str:
        actions.open_call(call=obj, by=self.request.user)
        return _("L’appel est ouvert.")


class CloseCall(CallVerb):
    submit = lazy("Clore")

    def title(self, obj: Call) -> str:
        return _("Clore l’appel « %(title)s »") % {"title": obj}

    def consequences(self, obj: Call) -> list[str]:
        return [_("Plus personne n’y répond ; les réponses reçues restent jusqu’au jour promis.")]

    def run(self, obj: Call, form: Any) -> str:
        actions.close_call(call=obj, by=self.request.user)
        return _("L’appel est clos.")


class Handle(CallVerb):
    submit = lazy("Marquer comme traitée")
    form_class = NoteForm

    def rows(self) -> QuerySet[Any]:
        return CallAnswer.objects.visible_to(self.request.user).select_related("call")

    def title(self, obj: CallAnswer) -> str:
        return _("Réponse de %(name)s") % {"name": obj.name}

    def run(self, obj: CallAnswer, form: Any) -> str:
        actions.handle_answer(answer=obj, by=self.request.user, **form.cleaned_data)
        return _("C’est noté.")
