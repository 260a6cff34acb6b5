"""The member's face of amendments: one proposes them, takes them into one's text, takes them back."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.motions import actions, standing
from maillage.motions.forms.writing import AmendmentForm, asked_of
from maillage.motions.models import Amendment, Motion
from maillage.motions.own import is_author
from maillage.motions.views.member import MemberEdit, MemberVerb, movable

lazy = gettext_lazy


class Amend(MemberEdit):
    """An amendment, from the paragraph that was touched."""

    form_class = AmendmentForm
    submit = lazy("Déposer l’amendement")

    def rows(self) -> QuerySet[Motion]:
        return Motion.objects.visible_to(self.request.user).select_related("assembly").prefetch_related("versions")

    def title(self, obj: Motion) -> str:
        return _("Amender « %(title)s »") % {"title": obj}

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> AmendmentForm:
        found = standing.movers(self.request.user, obj.assembly)
        return AmendmentForm(data, motion=obj, movers=found, **asked_of(self.request, obj))

    def extra(self, obj: Motion) -> dict[str, Any]:
        found = standing.movers(self.request.user, obj.assembly)
        return {"limit": None, "back": obj.member_url, "refusals": [mover for mover in found if mover.refusal],
                "closed": not any(not mover.refusal for mover in found)}  # fmt: skip

    def save(self, form: AmendmentForm, obj: Motion) -> Amendment:
        return actions.amend(motion=obj, **form.words, by=self.request.user)

    def done(self, saved: Amendment) -> str:
        return _("Votre amendement est déposé ; les personnes qui proposent en sont prévenues.")


class AcceptAmendment(MemberVerb):
    """Those who propose take an amendment into their text."""

    submit = lazy("Reprendre dans notre texte")

    def rows(self) -> QuerySet[Amendment]:
        return Amendment.objects.filter(motion__in=movable(self.request.user)).select_related("motion__assembly")

    def title(self, obj: Amendment) -> str:
        return _("Reprendre l’amendement %(number)s dans « %(title)s »") % {"number": obj.number, "title": obj.motion}

    def consequences(self, obj: Amendment) -> Iterable[str]:
        return [_("Le texte change sans vote ; sa version d’avant reste dans l’historique.")]

    def run(self, obj: Amendment, form: Any) -> str:
        actions.accept(amendment=obj, by=self.request.user)
        return _("L’amendement est dans le texte.")


class WithdrawAmendment(MemberVerb):
    submit = lazy("Retirer l’amendement")

    def rows(self) -> QuerySet[Amendment]:
        return Amendment.objects.visible_to(self.request.user).select_related("motion__assembly", "member", "person")

    def form(self, obj: Amendment, data: Any = None, files: Any = None) -> Any:
        if not is_author(obj, self.request.user):
            raise Http404
        return super().form(obj, data, files)

    def title(self, obj: Amendment) -> str:
        return _("Retirer l’amendement %(number)s à « %(title)s »") % {"number": obj.number, "title": obj.motion}

    def run(self, obj: Amendment, form: Any) -> str:
        actions.withdraw_amendment(amendment=obj, by=self.request.user)
        return _("L’amendement est retiré.")
