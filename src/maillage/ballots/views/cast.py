"""The ballot page of a person: what is asked, which rights they use, what is promised; then the receipt, then the result."""

import base64
import binascii
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.ballots import quick, results, rules
from maillage.ballots.actions import urns, votes
from maillage.ballots.actions.questions import remote_election
from maillage.ballots.ballot_forms import form_of, grade_words, grades_of, said, yesno_words
from maillage.ballots.choices import BLANK, YESNO, ChoiceError, read
from maillage.ballots.exercise import Exercise
from maillage.ballots.mine import may_still_vote
from maillage.ballots.models import Question, RightUse
from maillage.core.asked import row_numbers
from maillage.core.registry import house
from maillage.organisations.facts import person_of

SHARED = "partage"


def questions_of(request: HttpRequest) -> Any:
    return Question.objects.visible_to(request.user).select_related("roll").prefetch_related("options")


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(SIGNED_IN)
def votes_list(request: HttpRequest) -> HttpResponse:
    """« Mes votes »: those open first."""
    rows = list(questions_of(request).exclude(state="draft").order_by("-opened_at", "-pk")[:100])
    return render(request, "ballots/votes.html", {
        "title": _("Mes votes"), "open": [row for row in rows if row.state == "open"],
        "past": [row for row in rows if row.state != "open"],
    })  # fmt: skip


def asked_for(request: HttpRequest, pk: int) -> tuple[Question, list[Exercise]]:
    """The question and the rights of this person. Who carries a right of it sees it; of others it is asked at length."""
    question = quick.open_question(pk)
    mine = votes.exercised(question, person_of(request.user)) if question else []
    if question is None or not mine:
        question = get_object_or_404(questions_of(request), pk=pk)
    return question, mine


@access(SIGNED_IN)
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    question, mine = asked_for(request, pk)
    if request.method == "POST":
        asked = row_numbers(request.POST.get("droits", "").split(",")) or [one.right.pk for one in mine]
        chosen = [one for one in mine if one.right.pk in asked]
        refused = cast(request, question, mine, chosen, asked)
        if not refused:
            by = "?scelle=navigateur" if request.POST.get("boites") else ""
            return private(redirect(reverse("ballots:vote_done", args=[pk]) + by))
        question = get_object_or_404(questions_of(request), pk=pk)
        return private(page(request, question, mine if question.state == "open" else [], refused))
    return private(page(request, question, mine))


def cast(
    request: HttpRequest, question: Question, mine: list[Exercise], chosen: list[Exercise], asked: list[int]
) -> list[str]:
    """Vote as the form says; the sentences of a refusal, or nothing."""
    given: dict[str, Any] = {"question": question, "person": person_of(request.user), "by": request.user, "mine": mine}
    try:
        if request.POST.get("boites") and question.is_confidential:
            votes.cast_sealed(boxes=_boxes(request), rights=asked, **given)
        else:
            votes.cast(choices=_choices(request, question, chosen, asked), **given)
    except ChoiceError as error:
        return [error.message()]
    except ValidationError as error:
        return list(error.messages)
    return []


def _boxes(request: HttpRequest) -> list[bytes]:
    try:
        return [base64.b64decode(one, validate=True) for one in request.POST["boites"].split(",")]
    except (binascii.Error, ValueError):
        return []


def _choices(request: HttpRequest, question: Question, chosen: list[Exercise], asked: list[int]) -> dict[int, Any]:
    if len(chosen) > 1 and question.shape == "yesno" and request.POST.get("choix") in (SHARED, None, ""):
        counts = {name: _count(request.POST.get(f"voix-{name}", "")) for name in (*YESNO, BLANK)}
        if request.POST.get("choix") == SHARED or any(counts.values()):
            return votes.share_out(chosen, {name: count for name, count in counts.items() if count})
    choice = read(form_of(question, standing_only=True), dict(request.POST.lists()))
    return dict.fromkeys(asked, choice)


def _count(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 8 else 0


def page(
    request: HttpRequest, question: Question, mine: list[Exercise], refused: list[str] | None = None
) -> HttpResponse:
    uses = {use.right_id: use for use in RightUse.objects.filter(question=question, right__in=[one.right.pk for one in mine])
            .select_related("vote")}  # fmt: skip
    person = person_of(request.user)
    free = [one for one in mine if may_still_vote(question, uses.get(one.right.pk), person)]
    asked = row_numbers(request.GET.get("droits", request.POST.get("droits", "")).split(","))
    shown = [one for one in free if one.right.pk in asked] or free
    context: dict[str, Any] = {
        "title": question.title, "question": question, "rule": rules.words(question.rule), "refused": refused or [],
        "rights": shown, "numbers": ",".join(str(one.right.pk) for one in shown), "count": len(shown),
        "groups": _groups(free) if len(free) > 1 else [], "part": len(shown) < len(free), "free": bool(free),
        "used": [(one, uses[one.right.pk]) for one in mine if one.right.pk in uses], "result": results.of(question),
        "named": results.named(question, request.user),
        "remote_election": remote_election(question), "mine": bool(mine),
        "voiced": not mine and _voiced_by_another(question, request),
    }  # fmt: skip
    if shown:
        context |= ballot(question, shown, uses, request)
    return render(request, "ballots/vote.html", context, status=422 if refused else 200)


def _voiced_by_another(question: Question, request: HttpRequest) -> bool:
    """Does this person carry a right of a delegation that votes as one, by another voice?"""
    rights = question.roll.rights.active().carried_by(person_of(request.user))
    return bool(rights.filter(block_vote=True).exists())


def _groups(free: list[Exercise]) -> list[tuple[str, int, str]]:
    """(holder, how many votes, rights) of each delegation or proxy, to vote apart."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in free:
        found.setdefault((one.right.name, one.route), []).append(one.right.pk)
    if len(found) < 2:
        return []
    return [(name + (" – " + _("procuration") if route == "proxy" else ""), len(rights), ",".join(map(str, rights)))
            for (name, route), rights in found.items()]  # fmt: skip


def ballot(
    question: Question, shown: list[Exercise], uses: dict[int, RightUse], request: HttpRequest
) -> dict[str, Any]:
    """What the form shows: options, what was said before (by name), and what the browser needs to seal."""
    before: Any = None
    first = uses.get(shown[0].right.pk)
    if first is not None and not question.is_confidential:
        before = first.vote.choice
    options = [one for one in question.options.all() if one.withdrawn_at is None]
    words, form = grade_words(), form_of(question)
    context: dict[str, Any] = {
        "shape": question.shape, "before": said(question, before) if before is not None else "",
        "most": form.most, "ties": form.ties, "share": len(shown) > 1 and question.shape == "yesno" and not votes.blocks(shown),
        "yesno": [(name, label, _share_value(request, name)) for name, label in yesno_words().items()],
        "lines": [(one, _given(request, before, one.number)) for one in options],
        "ranks": range(1, len(options) + 1), "grades": [(grade, words.get(grade, grade)) for grade in grades_of(question)],
        "chosen": request.POST.get("choix", before if isinstance(before, str) else ""),
        "ticked": row_numbers(request.POST.getlist("choix")) or (before if isinstance(before, list) else []),
    }  # fmt: skip
    if question.is_confidential:
        context["seal"] = {"key": question.public_key, "info": urns.info(question), "size": form.size,
                           "here": not votes.blocks(shown)}  # fmt: skip
    return context


def _share_value(request: HttpRequest, name: str) -> str:
    return request.POST.get(f"voix-{name}", "")[:7]


def _given(request: HttpRequest, before: Any, number: int) -> str:
    """The rank or the grade of an option: as just typed, else as it was voted."""
    for name in (f"rang-{number}", f"mention-{number}"):
        if name in request.POST:
            return request.POST[name]
    if isinstance(before, dict):
        return str(before.get(str(number), ""))
    if isinstance(before, list):
        for rank, group in enumerate(before, 1):
            if isinstance(group, list) and number in group:
                return str(rank)
    return ""


@access(SIGNED_IN)
def vote_done(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt: it says that a ballot is in, and who sealed it; never what it says."""
    question = get_object_or_404(questions_of(request), pk=pk)
    mine = [one.right.pk for one in votes.exercised(question, person_of(request.user))]
    used = RightUse.objects.filter(question=question, right__in=mine).count()
    return private(render(request, "ballots/vote_done.html", {
        "title": _("Votre vote est enregistré") if used else _("Rien n’est enregistré"), "question": question, "used": used,
        "left": len(mine) - used, "browser": request.GET.get("scelle") == "navigateur",
        "panels": [found for one in house.panels_on("vote_done", "member") if (found := one.render(request, question))],
    }))  # fmt: skip
