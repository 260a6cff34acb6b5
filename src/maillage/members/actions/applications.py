"""An application, step by step: each dated, decided by someone, journalled, and told to the applicant."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.members import emails
from maillage.members.actions.common import record, refuse
from maillage.members.actions.memberships import category_of, start_membership
from maillage.members.enums import ApplicationState
from maillage.members.models import Application, ApplicationStep, MembershipPeriod
from maillage.network.membership import Category
from maillage.organisations.actions import organisations, people
from maillage.organisations.models import Organisation, Person

S = ApplicationState
PERSON_ANSWERS = ("birth_year", "street", "postal_code", "city", "country")
ORGANISATION_ANSWERS = ("website", "phone", "street", "postal_code", "city", "region", "country", "identifiers",
                        "themes", "sizes")  # fmt: skip


def move(
    application: Application,
    state: ApplicationState,
    *,
    on: date,
    by: Any,
    body: str = "",
    word: str = "",
    note: str = "",
) -> Application:
    """Lock, check that the step is possible, write it, tell the applicant once committed."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not S(application.state).can_become(state):
        raise refuse("state", state=application.get_state_display())
    before = application.state
    application.state = state
    application.version += 1
    if state == S.SUBMITTED and application.submitted_at is None:
        application.submitted_at = now()
    if not state.is_open:
        application.closed_at = now()
    application.save()
    step = ApplicationStep.objects.create(
        application=application, state=state, on=on, body=body, word=word, note=note, by=by
    )
    record(
        f"application.{state.value}", application, by=by, changes={"state": [before, state.value], "body": [None, body]}
    )
    transaction.on_commit(lambda: emails.application_moved(step))
    return application


def missing_documents(application: Application, category: Category) -> list[str]:
    """Documents that the category asks and nobody gave."""
    given = set(application.pieces.filter(document__removed_at=None).values_list("code", flat=True))
    return [document.name.text() for document in category.admission.documents if document.code not in given]


@transaction.atomic
def submit_application(*, application: Application, on: date, by: Any = None) -> Application:
    """The applicant sends the application, or what was missing of it."""
    category = category_of(application.category)
    if category.admission.sign_charter and not application.charter_signed_at:
        raise refuse("charter")
    return move(application, S.SUBMITTED, on=on, by=by)


@transaction.atomic
def ask_for_more(*, application: Application, word: str, on: date, by: Any) -> Application:
    """Send it back, with the word that says what is missing."""
    return move(application, S.INCOMPLETE, on=on, by=by, word=word)


@transaction.atomic
def declare_complete(*, application: Application, on: date, by: Any, note: str = "") -> Application:
    """The file holds everything: documents, sponsors, charter. The board may decide."""
    category = category_of(application.category)
    if missing := missing_documents(application, category):
        raise refuse("documents", missing=", ".join(missing))
    confirmed = application.sponsors.exclude(confirmed_at=None).count()
    if confirmed < category.admission.sponsors:
        raise refuse("sponsors", have=confirmed, need=category.admission.sponsors)
    if category.admission.sign_charter and not application.charter_signed_at:
        raise refuse("charter")
    return move(application, S.COMPLETE, on=on, by=by, note=note)


@transaction.atomic
def decide(
    *, application: Application, accepted: bool, on: date, by: Any, body: str = "board", word: str = "", note: str = ""
) -> Application:
    """The board accepts (then admits, or waits for the assembly when the statutes ask it) or refuses."""
    if not accepted:
        return move(application, S.REFUSED, on=on, by=by, body=body, word=word, note=note)
    if category_of(application.category).admission.ratified_by_assembly and body != "assembly":
        return move(application, S.ACCEPTED, on=on, by=by, body=body, word=word, note=note)
    admit(application=application, on=on, by=by, body=body, word=word, note=note)
    application.refresh_from_db()
    return application


def holder_of(application: Application, by: Any) -> Organisation | Person:
    """The organisation or person that applies, made from the application when the directory has none."""
    holder: Organisation | Person | None = application.organisation or application.person
    if holder:
        return holder
    category, answers = category_of(application.category), application.answers
    if category.who == "individual" or answers.get("who") == "individual":
        first, _space, last = application.name.rpartition(" ")
        values: dict[str, Any] = {"first_name": first, "last_name": last, "email": application.contact_email,
                  "phone": application.contact_phone, "language": application.language}  # fmt: skip
        values |= {name: answers[name] for name in PERSON_ANSWERS if answers.get(name)}
        holder = application.person = people.create(values=values, by=by)
    else:
        values = {name: answers[name] for name in ORGANISATION_ANSWERS if answers.get(name)}
        values |= {"name": application.name, "family": category.family or "", "is_public": category.public}
        values.setdefault("email", application.contact_email)
        holder = application.organisation = organisations.create(values=values, by=by)
    application.save()
    return holder


@transaction.atomic
def admit(
    *, application: Application, on: date, by: Any, body: str = "assembly", word: str = "", note: str = ""
) -> MembershipPeriod:
    """Admit: the membership starts this day. Refused before the ratification that the statutes ask."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    admission = category_of(application.category).admission
    if admission.board_decision and body not in ("board", "assembly"):
        raise refuse("board_first")
    if admission.ratified_by_assembly and (application.state != S.ACCEPTED or body != "assembly"):
        raise refuse("ratification_first")
    holder = holder_of(application, by)
    period = start_membership(holder=holder, category=application.category, start=on, by=by)
    Application.objects.filter(pk=application.pk).update(member=period.member)
    move(application, S.ADMITTED, on=on, by=by, body=body, word=word, note=note)
    return period


@transaction.atomic
def withdraw_application(*, application: Application, on: date, by: Any = None) -> Application:
    """The applicant gives up."""
    return move(application, S.WITHDRAWN, on=on, by=by)
