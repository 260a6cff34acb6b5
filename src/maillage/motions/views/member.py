"""The member's face: what is proposed to my assemblies, what I propose and support."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.access import SIGNED_IN, access, who
from maillage.assemblies.models import Assembly
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.motions import actions, standing, words
from maillage.motions.calls import deadlines, open_to
from maillage.motions.enums import MotionState
from maillage.motions.forms.verbs import LateForm, MayReasonForm
from maillage.motions.forms.writing import BackerForm, MotionForm, MoverForm, TextForm
from maillage.motions.models import Motion
from maillage.motions.own import authored, backing_rows, is_mover
from maillage.motions.reading import fetched, read

lazy = gettext_lazy
BACKED = (MotionState.SUBMITTED, MotionState.ADMISSIBLE)  # one may still step back
SECONDED = (MotionState.SUBMITTED, MotionState.ADMISSIBLE, MotionState.DEBATED)


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """Mine; those of my coming assemblies; where I may propose, until when, or why not."""
    user = who(request)
    seen = Motion.objects.visible_to(user).select_related("assembly")
    own = list(Motion.objects.mine(user).select_related("assembly").order_by("-created_at")[:100])
    coming = list(open_to(user).select_related("motion_call")[:20])
    others = seen.filter(Motion.objects.told_rule(), assembly__in=coming).exclude(pk__in=[row.pk for row in own])
    doors: list[dict[str, Any]] = [
        {"assembly": one, "limit": deadlines(one), "movers": standing.movers(user, one)} for one in coming
    ]
    return render(request, "motions/mine.html", {
        "title": _("Propositions"), "own": [(row, words.motion_state(row)) for row in own],
        "others": [(row, words.motion_state(row)) for row in others[:200]],
        "doors": [{**door, "may": any(not mover.refusal for mover in door["movers"]),
                   "late": door["limit"].late() or door["assembly"].is_running} for door in doors],
    })  # fmt: skip


@access(SIGNED_IN)
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """One motion: its text, its amendments, and what I may do with it."""
    user = who(request)
    motion = get_object_or_404(fetched(Motion.objects.visible_to(user)), pk=pk)
    reading = read(motion, user)
    mover = is_mover(motion, user)
    backing = {(row.member_id, None if row.member_id else row.person_id) for row in motion.backers.all()}
    may = [one for one in standing.movers(user, motion.assembly) if not one.refusal]
    seconders = [one for one in may if (one.member and one.member.pk, one.person and one.person.pk) not in backing]
    limit = deadlines(motion.assembly)
    live = MotionState(motion.state).can_be_amended
    return render(request, "motions/own.html", {
        "title": str(motion), "object": motion, "mover": mover, "authored": authored(motion, user),
        "seconds": bool(seconders) and motion.state in SECONDED and not mover, "limit": limit,
        "amends": live and not limit.late_to_amend() and not motion.assembly.is_running and bool(may),
        "extra": {"reading": reading, "state": words.motion_state(motion), "edit": False, "face": "member",
                  "live": live, "limit": limit, "verbs": []},
        "withdrawable": mover and MotionState(motion.state).can_become(MotionState.WITHDRAWN),
        "writable": mover and (motion.state == MotionState.DRAFT or (
            motion.state == MotionState.SUBMITTED and not reading.seconders and not limit.late())),
        "backed": motion.state in BACKED and bool(backing_rows(motion, user)),
    })  # fmt: skip


class MemberEdit(EditPage):
    access = SIGNED_IN
    template = "motions/write.html"

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return isinstance(obj, Motion) and self.form_class is TextForm and super().is_stale(obj, version)

    def done_url(self, saved: Any) -> str:
        return str(saved.member_url)


class New(MemberEdit):
    form_class = MotionForm
    submit = lazy("Garder le brouillon")

    def rows(self) -> QuerySet[Assembly]:
        return open_to(self.request.user)

    def title(self, obj: Assembly) -> str:
        return _("Proposer à « %(assembly)s »") % {"assembly": obj}

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> MotionForm:
        return MotionForm(data, movers=standing.movers(self.request.user, obj))

    def extra(self, obj: Assembly) -> dict[str, Any]:
        found = standing.movers(self.request.user, obj)
        return {"limit": deadlines(obj), "back": "/espace/propositions/",
                "refusals": [mover for mover in found if mover.refusal],
                "closed": not any(not mover.refusal for mover in found)}  # fmt: skip

    def save(self, form: MotionForm, obj: Assembly) -> Motion:
        data = form.cleaned_data
        return actions.draft(
            assembly=obj, mover=data["mover"], **form.words, by=self.request.user, key=data["key"] or None
        )

    def done(self, saved: Motion) -> str:
        return _(
            "Votre brouillon est gardé ; seules les personnes qui parlent au même nom le lisent. Déposez-le quand il est prêt."
        )


class Edit(MemberEdit):
    form_class = TextForm

    def rows(self) -> QuerySet[Motion]:
        states = (MotionState.DRAFT, MotionState.SUBMITTED)
        return Motion.objects.filter(pk__in=movable(self.request.user), state__in=states).select_related("assembly")

    def title(self, obj: Motion) -> str:
        return _("Récrire « %(title)s »") % {"title": obj}

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> TextForm:
        return TextForm(data, motion=obj)

    def extra(self, obj: Motion) -> dict[str, Any]:
        return {"limit": deadlines(obj.assembly), "back": obj.member_url, "refusals": [], "closed": False}

    def save(self, form: TextForm, obj: Motion) -> Motion:
        return actions.rewrite(motion=obj, **form.words, by=self.request.user)


def movable(user: Any) -> list[int]:
    """Motions that this person proposes, by themselves or for a member."""
    rows = Motion.objects.mine(user).prefetch_related("backers__member", "backers__person")
    return [row.pk for row in rows if is_mover(row, user)]


class MemberVerb(VerbPage):
    access = SIGNED_IN
    template = "motions/act.html"

    def done_url(self, obj: Any) -> str:
        return str(obj.member_url)

    def rows(self) -> QuerySet[Any]:
        return Motion.objects.filter(pk__in=movable(self.request.user)).select_related("assembly")


class Submit(MemberVerb):
    submit = lazy("Déposer la proposition")

    def title(self, obj: Motion) -> str:
        return _("Déposer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Motion) -> Iterable[str]:
        return [_("L’équipe du réseau la reçoit, dit si elle est recevable, et vous écrit.")]

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> Any:
        form = LateForm(data)
        del form.fields["late_reason"]
        return form

    def run(self, obj: Motion, form: Any) -> str:
        actions.submit(motion=obj, by=self.request.user)
        return _("Votre proposition est déposée.")


class Withdraw(MemberVerb):
    submit = lazy("Retirer la proposition")
    dangerous = True
    form_class = MayReasonForm

    def title(self, obj: Motion) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Motion) -> Iterable[str]:
        return [_("C’est définitif : elle n’est plus débattue.")]

    def run(self, obj: Motion, form: Any) -> str:
        actions.withdraw(motion=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La proposition est retirée.")


class Second(MemberVerb):
    submit = lazy("Appuyer")

    def rows(self) -> QuerySet[Motion]:
        return Motion.objects.visible_to(self.request.user).filter(state__in=SECONDED).select_related("assembly")

    def title(self, obj: Motion) -> str:
        return _("Appuyer « %(title)s »") % {"title": obj}

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> MoverForm:
        return MoverForm(data, movers=standing.movers(self.request.user, obj.assembly))

    def refusal(self, obj: Motion) -> str:
        found = standing.movers(self.request.user, obj.assembly)
        return "" if any(not one.refusal for one in found) else " ".join(one.refusal for one in found) or _(
            "Vous ne proposez pas à cette assemblée.")  # fmt: skip

    def run(self, obj: Motion, form: Any) -> str:
        actions.second(motion=obj, backer=form.cleaned_data["mover"], by=self.request.user)
        return _("Votre appui est noté.")


class StepBack(MemberVerb):
    """A support is taken back, or the name of one among several who propose."""

    submit = lazy("Retirer mon appui")
    form_class = BackerForm

    def rows(self) -> QuerySet[Motion]:
        mine = Motion.objects.mine(self.request.user).filter(state__in=BACKED)
        return mine.select_related("assembly").prefetch_related("backers__member", "backers__person")

    def title(self, obj: Motion) -> str:
        return _("Retirer votre appui à « %(title)s »") % {"title": obj}

    def form(self, obj: Motion, data: Any = None, files: Any = None) -> BackerForm:
        found = backing_rows(obj, self.request.user)
        if not found:
            raise Http404
        return BackerForm(data, rows=found)

    def run(self, obj: Motion, form: Any) -> str:
        actions.step_back(motion=obj, backer=form.cleaned_data["backer"], by=self.request.user)
        return _("Votre appui est retiré.")

    def done_url(self, obj: Motion) -> str:
        return reverse("motions:mine")
