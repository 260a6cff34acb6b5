"""Verbs on many members: establish the dues, remind what is late, write."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import (
    CharField,
    DateTimeField,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.billing.actions import issue_invoice
from maillage.billing.models import Allocation, Charge
from maillage.core.money import Money
from maillage.members import emails
from maillage.members.actions import assess_dues
from maillage.members.listing import OF_HOLDER
from maillage.members.models import Delegation, Dues, Member
from maillage.members.queries import SOURCE
from maillage.messages.actions import Recipient, draft_to
from maillage.messages.models import Message
from maillage.network import current


def late_charges(on: date) -> QuerySet[Charge]:
    """Dues unpaid after their date, each with `balance`; no aggregate, so that they can be summed again."""
    paid = Allocation.objects.filter(charge=OuterRef("pk")).order_by().values("charge").annotate(n=Sum("amount"))
    left = F("amount") - Coalesce(Subquery(paid.values("n")), 0)
    return (
        Charge.objects.filter(source__startswith=SOURCE, cancelled_on=None, due_on__lt=on)
        .annotate(balance=left)
        .filter(balance__gt=0)
        .order_by()
    )


def with_arrears(rows: QuerySet[Member], on: date | None = None) -> QuerySet[Member]:
    """Members who owe late: `owed`, `oldest` due date, `currency`, `reminded` (last reminder)."""
    late = late_charges(on or localdate()).filter(OF_HOLDER).annotate(one=Value(1)).values("one")
    letters = (
        Message.objects.filter(purpose="reminder.dues", about_kind="members.member",
                               about_id=Cast(OuterRef("pk"), CharField()))
        .order_by().values("about_kind").annotate(last=Max("created_at")).values("last")
    )  # fmt: skip
    return rows.annotate(
        owed=Subquery(late.annotate(n=Sum("balance")).values("n"), output_field=IntegerField()),
        oldest=Subquery(late.annotate(n=Min("due_on")).values("n")),
        currency=Subquery(late.annotate(n=Min("currency")).values("n")),
        reminded=Subquery(letters, output_field=DateTimeField()),
    ).filter(owed__gt=0)


@transaction.atomic
def establish_one(*, member: Member, day: date, issued_on: date, by: Any, invoice: bool = True, **options: Any) -> Dues:
    """Establish one member's dues, invoice them and write to the member."""
    dues = assess_dues(member=member, day=day, issued_on=issued_on, by=by, **options)
    charges = list(dues.charges)
    if charges and invoice:
        paper = issue_invoice(charges=charges, on=issued_on, by=by)
        emails.dues_established(dues, paper)
    return dues


def establish(rows: QuerySet[Member], *, by: Any) -> str:
    """Establish the dues of the year for those who have none yet; says how many, and who was refused."""
    today = localdate()
    made, refused = 0, []
    for member in Member.objects.filter(pk__in=rows.order_by().values("pk")).order_by("pk"):
        if Dues.objects.filter(member=member, fiscal_year=current.profile().fiscal_year_of(today).label).exists():
            continue
        try:
            establish_one(member=member, day=today, issued_on=today, by=by)
            made += 1
        except ValidationError as error:
            refused.append(f"{member} : {' '.join(error.messages)}")
    said = ngettext("%(n)s cotisation établie.", "%(n)s cotisations établies.", made) % {"n": made}
    if refused:
        said += " " + _("Refusées : %(who)s") % {"who": " ; ".join(refused[:5])}
    return said


def remind(rows: QuerySet[Member], *, by: Any) -> str:
    """Remind those who are late, once a day at most."""
    today = localdate()
    wanted = Member.objects.filter(pk__in=rows.order_by().values("pk")).select_related("organisation", "person")
    count = 0
    for member in wanted:
        mine = late_charges(today).filter(organisation=member.organisation_id, person=member.person_id)
        charges = list(mine.select_related("invoice").order_by("due_on"))
        if charges:
            owed = Money(sum(row.balance for row in charges), charges[0].currency)
            key = f"dues:member:{member.pk}:{today}"
            count += bool(emails.dues_reminder(member, charges[0], owed, key, late=True))
    return ngettext("%(n)s membre a reçu un rappel.", "%(n)s membres ont reçu un rappel.", count) % {"n": count}


def write(rows: QuerySet[Member], *, by: Any) -> str:
    """Begin a letter to the delegates of these members, or to the organisations that have none."""
    people: list[Recipient] = []
    wanted = Member.objects.filter(pk__in=rows.order_by().values("pk")).select_related("organisation", "person")
    spoken: dict[int, list[Any]] = {}
    for row in Delegation.objects.on().filter(member__in=wanted).select_related("person"):
        spoken.setdefault(row.member_id, []).append(row.person)
    for member in wanted:
        named = [member.person] if member.person else spoken.get(member.pk, [])
        people += [Recipient(p.email, str(p), p.language, "organisations.person", str(p.pk)) for p in named]
        if not named and member.organisation:
            kind = "organisations.organisation"
            people.append(Recipient(member.organisation.email, str(member), kind=kind, id=str(member.organisation_id)))
    try:
        mailing = draft_to(recipients=people, by=by)
    except ValidationError as error:
        return " ".join(error.messages)
    count = len(mailing.recipients)
    return ngettext(
        "Un message à %(n)s personne est prêt à écrire : Gestion, Messages.",
        "Un message à %(n)s personnes est prêt à écrire : Gestion, Messages.", count,
    ) % {"n": count}  # fmt: skip
