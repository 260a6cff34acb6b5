"""A copy and what goes along; tours, dinners, placements; venues; what is purged."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.activities import actions, jobs, personal, signals
from maillage.activities.models import DinnerTable, Guest, Nominee, Stop, TourCost, Venue
from maillage.audit.models import Entry
from tests import cast, networks
from tests.factories import activities as make
from tests.factories import organisations as directory

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 3, 17, 18, 0, tzinfo=UTC)
EVERYTHING = (
    "dates",
    "venue",
    "classification",
    "people",
    "texts",
    "poster",
    "documents",
    "tour",
    "tables",
    "enrolment",
)


@pytest.fixture(autouse=True)
def _wsm():
    return networks.install("wsm")


def whole(structure="tour"):
    row = make.activity("Route", structure=structure, form="tournee", starts_at=LATER, classified=(("theme", "genre"),))
    make.session(row, LATER + timedelta(days=3), venue=make.venue())
    actions.edit(activity=row, values={}, co_organisers=["Ciné-club"], by=None)
    actions.translate(activity=row, language="en", title="Road", summary="", text="", by=None)
    first = row.sessions.first()
    actions.save_guest(activity=row, values={"name": "Rosa", "practical": "Sans gluten"}, by=None)
    actions.save_stop(session=first, values={"host_name": "Radio", "contact": "Ana", "distance_km": 40}, by=None)
    actions.save_costs(
        activity=row, rows=[{"kind": "travel", "planned": 1000, "actual": 900, "currency": "EUR"}], by=None
    )
    return row


def test_a_copy_is_a_draft_with_what_was_chosen():
    row, heard = whole(), []

    def hear(sender, **given):
        heard.append(given)

    signals.activity_copied.connect(hear)
    made = actions.copy(activity=row, title="Route, encore", parts=EVERYTHING, first_day=date(2027, 10, 29), by=None)
    signals.activity_copied.disconnect(hear)
    assert (made.state, made.announced_at, made.copied_from, made.version) == ("draft", None, row, 1)
    zone = ZoneInfo("Europe/Brussels")
    old, new = ([one.starts_at.astimezone(zone) for one in r.sessions.all()] for r in (row, made))
    assert [one.date() for one in new] == [date(2027, 10, 29), date(2027, 11, 1)]
    assert [one.hour for one in new] == [one.hour for one in old]  # across the change of clock
    assert set(made.sessions.values_list("uid", flat=True)).isdisjoint(row.sessions.values_list("uid", flat=True))
    assert [str(one) for one in made.co_organisers.all()] == ["Ciné-club"]
    assert made.translations.get().title == "Road"
    assert Guest.objects.filter(activity=made).count() == 1
    assert Stop.objects.get(session__activity=made).distance_km == 40
    assert TourCost.objects.get(activity=made).actual is None
    assert heard[0]["origin"] == row
    assert set(heard[0]["sessions"]) == set(row.sessions.values_list("pk", flat=True))
    assert "enrolment" in heard[0]["parts"]


def test_a_bare_copy_takes_nothing():
    made = actions.copy(activity=whole(), title="Nue", parts=(), by=None)
    assert not made.sessions.exists()
    assert not made.classifications.exists()
    assert not Guest.objects.filter(activity=made).exists()
    with pytest.raises(ValidationError):
        actions.copy(activity=made, title="x", parts=("dates",), by=None)
    with pytest.raises(ValidationError):
        actions.copy(activity=made, title="x", parts=("secrets",), by=None)


def test_a_guest_is_not_named_in_the_journal():
    whole()
    said = str(list(Entry.objects.values_list("changes", "label")))
    assert "Rosa" not in said
    assert "Sans gluten" not in said


def test_tables_keep_who_sits_when_they_keep_their_name():
    row = make.activity(structure="dinner")
    session = row.sessions.get()
    actions.save_tables(session=session, rows=[{"label": "1", "seats": 8}, {"label": "2", "seats": 6}], by=None)
    kept = DinnerTable.objects.get(label="1").pk
    actions.save_tables(session=session, rows=[{"label": "1", "seats": 10}, {"label": "3", "seats": 4}], by=None)
    assert dict(DinnerTable.objects.values_list("label", "seats")) == {"1": 10, "3": 4}
    assert DinnerTable.objects.get(label="1").pk == kept


def placement(**values):
    return make.activity(
        "Mission", structure="placement", form="echange", **{"starts_at": now() + timedelta(days=60), **values}
    )


def test_an_organisation_names_someone_once_and_staff_choose():
    row, union = placement(), directory.organisation("Syndicat")
    one = actions.nominate(activity=row, organisation=union, values={"name": "Maude Roy", "release_days": 8}, by=None)
    with pytest.raises(ValidationError, match="déjà désignée"):
        actions.nominate(activity=row, organisation=union, values={"name": "maude roy"}, by=None)
    one = actions.decide_nominee(nominee=one, state="chosen", by=None)
    assert one.decided_at
    actions.decide_nominee(nominee=one, state="withdrawn", by=None)
    with pytest.raises(ValidationError):
        actions.decide_nominee(nominee=one, state="chosen", by=None)
    assert "Maude" not in str(list(Entry.objects.values_list("changes", "label")))


@pytest.mark.parametrize(
    "values", [{"state": "held"}, {"starts_at": now() - timedelta(days=1)}, {"structure": "cycle"}]
)
def test_nominations_close(values):
    structure = values.pop("structure", "placement")
    row = placement(**values)
    row.structure = structure
    row.save()
    with pytest.raises(ValidationError, match="closes"):
        actions.nominate(activity=row, organisation=directory.organisation(), values={"name": "Ana"}, by=None)


def test_a_year_after_what_was_personal_is_erased():
    old = placement(starts_at=now() - timedelta(days=500))
    union = directory.organisation()
    for name, state in (("Ana", "chosen"), ("Léo", "not_chosen")):
        Nominee.objects.create(
            activity=old, organisation=union, name=name, state=state, email="a@b.org", motivation="Oui"
        )
    recent = Nominee.objects.create(activity=placement(), organisation=union, name="Noé", email="n@b.org")
    tour = make.activity(structure="tour", starts_at=now() - timedelta(days=500))
    Guest.objects.create(activity=tour, name="Rosa", practical="Sans gluten")
    Stop.objects.create(session=tour.sessions.get(), contact="Ana", lodging="Chez Léo")
    jobs.purge()
    assert [(one.name, one.email, one.motivation) for one in Nominee.objects.filter(activity=old)] == [("Ana", "", "")]
    assert Guest.objects.get().practical == ""
    assert Stop.objects.values_list("contact", "lodging").get() == ("", "")
    recent.refresh_from_db()
    assert recent.email == "n@b.org"
    assert jobs.purge() == 0


def test_a_person_reads_and_erases_what_is_kept_of_them():
    user = cast.user("Ana Lopez")
    someone = directory.person("Lopez", user=user)
    union = directory.organisation()
    for state in ("chosen", "proposed"):
        Nominee.objects.create(activity=placement(), organisation=union, person=someone, state=state, motivation="Oui")
    make.activity(contact_name="Ana", contact_email=user.email, proposer=user)
    told = str(personal.export(user))
    assert "Mission" in told
    assert "Syndicat" not in told
    assert personal.erase(user, by=None)
    left = Nominee.objects.get()
    assert (left.person, left.name, left.motivation) == (None, "Personne effacée", "")
    assert not personal.export(user)[next(iter(personal.export(user)))]


def test_a_venue_is_entered_once_and_stays_where_dates_are_held():
    hall = actions.save_venue(values={"name": "La Ruche", "city": "Namur", "access": ["wheelchair"]}, by=None)
    again = actions.save_venue(venue=hall, values={"capacity": 60}, by=None)
    assert (again.version, again.capacity) == (2, 60)
    with pytest.raises(ValidationError):
        actions.save_venue(venue=hall, values={"latitude": 50.0, "longitude": None}, by=None)
    row = make.activity(starts_at=None)
    make.session(row, LATER, venue=hall)
    with pytest.raises(ValidationError, match="Des dates"):
        actions.delete_venue(venue=hall, by=None)
    actions.delete_venue(venue=make.venue(), by=None)
    assert list(Venue.objects.all()) == [hall]
