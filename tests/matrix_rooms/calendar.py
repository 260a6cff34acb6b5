"""The public calendar and the agendas followed."""

from maillage.accounts.models import User
from maillage.activities.models import CalendarSource
from tests.factories import activities as factory
from tests.matrix_objects import ALSO, Objects, objects


@objects("site:activity", "site:activity_ics", "site:activity_card")
def activity(user: User | None) -> Objects:
    """Shown to anyone; a draft does not exist."""
    return Objects({"pk": factory.activity("Dite").pk}, {"pk": factory.activity("Brouillon", state="draft").pk})


@objects("activities:source", "activities:source_edit", "activities:source_look", "activities:source_read",
         "activities:source_remove")  # fmt: skip
def source(user: User | None) -> Objects:
    return Objects({"pk": CalendarSource.objects.create(name="Agenda", form="conference").pk})


ALSO |= {"site:activity": {302}}
