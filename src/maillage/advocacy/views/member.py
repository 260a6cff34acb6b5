"""The member's space: positions that one's organisation may sign."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.advocacy import actions
from maillage.advocacy.forms.positions import SignForm
from maillage.advocacy.models import Position, Signatory
from maillage.organisations.models import Organisation


def own(user: Any) -> QuerySet[Organisation]:
    """The organisations that this person speaks for."""
    return Organisation.objects.filter(pk__in=user.facts.get("delegate", frozenset())).order_by("sort_name")


def signed_by(user: Any) -> dict[int, list[Signatory]]:
    """{position: the signatures of one's own organisations}."""
    found: dict[int, list[Signatory]] = {}
    for row in Signatory.objects.filter(organisation__in=own(user)).select_related("organisation"):
        found.setdefault(row.position_id, []).append(row)
    return found


@access(SIGNED_IN)
def to_sign(request: HttpRequest) -> HttpResponse:
    """What is open to signatures, and what one's organisations signed."""
    organisations, signed = list(own(request.user)), signed_by(request.user)
    rows = [(one, signed.get(one.pk, []), len(signed.get(one.pk, [])) < len(organisations))
            for one in Position.objects.to_sign().order_by("sign_until", "-on")]  # fmt: skip
    past = Position.objects.public().filter(pk__in=signed).exclude(pk__in=[one.pk for one, _s, _m in rows])
    return render(request, "advocacy/to_sign.html", {
        "title": _("Positions à signer"), "rows": rows, "organisations": organisations,
        "past": [(one, signed[one.pk]) for one in past],
    })  # fmt: skip


@access(SIGNED_IN)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, then sign for one's organisation."""
    found = get_object_or_404(Position.objects.to_sign(), pk=pk)
    left = own(request.user).exclude(pk__in=found.signatories.exclude(organisation=None).values("organisation"))
    form = SignForm(request.POST or None, organisations=left)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.sign_as_member(position=found, organisation=data["organisation"], by=request.user,
                                   decided_by=data["decided_by"])  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("« %(name)s » a signé. Merci !") % {"name": data["organisation"]})
            return redirect("advocacy:to_sign")
    last = {text.language: text for text in found.texts.order_by("number")}
    text = last.get(get_language() or "fr") or last.get("fr") or next(iter(last.values()), None)
    return render(request, "advocacy/sign.html", {
        "title": found.title, "position": found, "text": text, "form": form, "may": left.exists(),
    }, status=422 if form.errors else 200)  # fmt: skip
