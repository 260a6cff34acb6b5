"""The objects of activities that the matrix opens."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.activities import actions as verbs
from maillage.activities.models import Guest, Nominee
from maillage.files import actions as documents
from maillage.organisations.models import Organisation
from tests.factories import activities as make
from tests.factories import members as joining
from tests.matrix_objects import ALSO, Objects, objects, someone

LATER = now() + timedelta(days=60)
ALSO["activities:dates"] = {404}  # who may not edit has no verb there


@objects("activities:detail", "activities:update", "activities:announce", "activities:hold", "activities:unhold",
         "activities:account", "activities:reopen", "activities:cancel", "activities:take_up", "activities:accept",
         "activities:decline", "activities:copy", "activities:poster", "activities:attach", "activities:dates",
         "activities:date_new", "activities:series", "activities:costs")  # fmt: skip
def activity(user: User | None) -> Objects:
    return Objects({"pk": make.activity().pk})


@objects("activities:translate")
def translation(user: User | None) -> Objects:
    return Objects({"pk": make.activity().pk, "language": "en"})


@objects("activities:detach")
def attached(user: User | None) -> Objects:
    row = make.activity()
    upload = SimpleUploadedFile("a.csv", b"nom;ville\nA;B\n")
    document = documents.store(upload=upload, title="Liste", access=documents.PUBLIC, by=someone())
    verbs.attach(activity=row, document=document, by=None)
    return Objects({"pk": row.pk, "document": document.pk})


@objects("activities:tour", "activities:itinerary", "activities:guest_new")
def tour(user: User | None) -> Objects:
    return Objects({"pk": make.activity(structure="tour", form="tournee").pk})


@objects("activities:guest", "activities:guest_remove")
def guest(user: User | None) -> Objects:
    return Objects({"pk": Guest.objects.create(activity=make.activity(structure="tour"), name="Rosa").pk})


@objects("activities:stop")
def stop(user: User | None) -> Objects:
    return Objects({"pk": make.activity(structure="tour").sessions.get().pk})


@objects("activities:date")
def date(user: User | None) -> Objects:
    return Objects({"pk": make.activity().sessions.get().pk})


@objects("activities:date_restore")
def cancelled_date(user: User | None) -> Objects:
    row = make.activity().sessions.get()
    row.cancelled_at = now()
    row.save()
    return Objects({"pk": row.pk})


@objects("activities:tables")
def dinner(user: User | None) -> Objects:
    return Objects({"pk": make.activity(structure="dinner").pk})


@objects("activities:nominees", "activities:nominee_new")
def placement(user: User | None) -> Objects:
    return Objects({"pk": make.activity(structure="placement", starts_at=LATER).pk})


@objects("activities:nominee", "activities:nominee_decide")
def nominee(user: User | None) -> Objects:
    return Objects({"pk": named(joining.organisation()).pk})


def named(organisation) -> Nominee:
    return Nominee.objects.create(
        activity=make.activity(structure="placement", starts_at=LATER), organisation=organisation, name="Maude"
    )


@objects("activities:venue", "activities:venue_edit", "activities:venue_delete")
def venue(user: User | None) -> Objects:
    return Objects({"pk": make.venue().pk})


def represented(user: User | None, *, always: bool = False) -> Organisation:
    """An organisation for which this person speaks; nobody's for who holds no such fact, unless `always`."""
    member = joining.member("associee", holder=joining.organisation("associee"))
    speaks = user is not None and (always or user.email == "delegate@matrice.org")
    joining.delegate(member, user if speaks else None)
    return member.organisation


@objects("activities:mine_detail")
def followed(user: User | None) -> Objects:
    own, other = represented(user, always=True), joining.organisation()
    return Objects({"pk": make.activity(state="proposed", proposed_by=own).pk},
                   {"pk": make.activity(state="proposed", proposed_by=other).pk})  # fmt: skip


@objects("activities:mine_edit", "activities:mine_withdraw")
def proposal(user: User | None) -> Objects:
    own, other = represented(user), joining.organisation()
    return Objects({"pk": make.activity(state="proposed", proposed_by=own).pk},
                   {"pk": make.activity(state="proposed", proposed_by=other).pk})  # fmt: skip


@objects("activities:nominate")
def open_placement(user: User | None) -> Objects:
    represented(user)
    return Objects({"pk": make.activity(structure="placement", starts_at=LATER).pk},
                   {"pk": make.activity(structure="placement", state="draft", starts_at=LATER).pk})  # fmt: skip


@objects("activities:nominee_withdraw")
def own_nominee(user: User | None) -> Objects:
    return Objects({"pk": named(represented(user)).pk}, {"pk": named(joining.organisation()).pk})


# A delegate of the test speaks for no organisation that is there.
ALSO |= {"activities:propose": {404}}
