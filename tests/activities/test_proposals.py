"""Member organisations propose, the team answers, both stand on one calendar; what waits, what is found, what is guarded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now

from maillage.activities import actions, following, found, panels
from maillage.activities.models import Activity, CalendarSource, Nominee
from maillage.core.registry import house
from maillage.messages.models import Message
from maillage.network.profile import Profile
from maillage.organisations.actions import merging
from maillage.organisations.models import Person
from tests import cast, networks
from tests.factories import activities as make
from tests.factories import members as joining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def csi():
    return networks.install("csi")


@pytest.fixture
def bruno():
    return cast.user("Bruno")


@pytest.fixture
def mine(bruno):
    member = joining.member("associee", name="Union des Mains")
    joining.delegate(member, bruno)
    return member.organisation


def url(name, *args):
    return reverse(f"activities:{name}", args=args)


def form(**changes):
    day = localdate() + timedelta(days=40)
    return {"title": "Soirée thé", "form": "conference", "day": day.isoformat(), "starts": "19:00", "ends": "21:00",
            "mode": "onsite", "new_venue": "Chez nous", "new_city": "Magog", "theme": ["egalite"], "is_free": "on",
            "proposal_note": "Avec deux bénévoles.", **changes}  # fmt: skip


def test_from_the_proposal_to_the_calendar(bruno, mine):
    member = cast.browser(bruno)
    answer = member.post(url("propose"), form())
    row = Activity.objects.get()
    assert answer.url == url("mine_detail", row.pk)
    assert (row.state, row.organiser, row.proposed_by, row.proposer, row.part) == (
        "proposed",
        mine,
        mine,
        bruno,
        "hosts",
    )
    assert set(Message.objects.values_list("purpose", flat=True)) == {"activities.proposal"}
    assert bruno.email in Message.objects.values_list("to", flat=True)
    assert row not in Activity.objects.public()
    assert cast.browser(None).get(row.public_url).status_code == 404
    member.post(url("mine_edit", row.pk), form(title="Grande soirée thé", version=str(row.version)))
    row.refresh_from_db()
    assert (row.title, row.sessions.count()) == ("Grande soirée thé", 1)
    amina = cast.browser(cast.user("Amina", "activities_officer"))
    assert any("proposée" in str(item.title) for item in panels.waiting(None))
    assert "Avec deux bénévoles." in amina.get(url("detail", row.pk)).content.decode()
    amina.post(url("accept", row.pk), {"how": "announce", "answer": "Merci !"})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("announced", "Merci !")
    assert "Grande soirée thé" in cast.browser(None).get(reverse("site:calendar")).content.decode()
    assert Message.objects.filter(to=bruno.email, key__contains="answered", text__contains="Merci").exists()
    assert member.get(url("mine_edit", row.pk)).status_code == 404  # it has its answer
    assert amina.post(url("accept", row.pk), {"how": "announce"}).status_code == 409


def test_declined_with_a_reason_then_proposed_again(bruno, mine):
    member = cast.browser(bruno)
    member.post(url("propose"), form())
    row = Activity.objects.get()
    amina = cast.browser(cast.user("Amina", "activities_officer"))
    assert amina.post(url("decline", row.pk), {"reason": ""}).status_code == 422
    amina.post(url("decline", row.pk), {"reason": "C’est le jour de l’assemblée."})
    assert "C’est le jour de l’assemblée." in member.get(url("mine_detail", row.pk)).content.decode()
    row.refresh_from_db()
    member.post(url("mine_edit", row.pk), form(title="Un autre jour", version=str(row.version)))
    row.refresh_from_db()
    assert (row.state, row.title, row.answer) == ("proposed", "Un autre jour", "")
    member.post(url("mine_withdraw", row.pk))
    assert not Activity.objects.exists()


def test_one_proposes_for_ones_own_alone(bruno, mine):
    other = joining.member("associee", name="Autres Mains")
    joining.delegate(other, cast.user("Chloé"))
    theirs = make.activity(state="proposed", proposed_by=other.organisation)
    member = cast.browser(bruno)
    for name in ("mine_detail", "mine_edit", "mine_withdraw"):
        assert member.get(url(name, theirs.pk)).status_code == 404
    member.post(url("propose"), form(organisation=str(other.organisation.pk)))
    assert Activity.objects.get(title="Soirée thé").proposed_by == mine
    nobody = cast.browser(cast.user("Émile"))
    assert nobody.get(url("propose")).status_code == 403
    assert "Autres Mains" not in nobody.get(url("mine")).content.decode()


def test_accepting_what_has_no_place_is_refused_and_a_draft_is_not_public(bruno, mine):
    row = actions.propose(organisation=mine, values={"title": "Sans lieu", "form": "conference"}, rows=[], by=bruno)
    with pytest.raises(ValidationError, match="date"):
        actions.accept(activity=row, by=None)
    assert actions.accept(activity=row, announced=False, by=None).state == "draft"
    assert row not in Activity.objects.public()


@pytest.mark.parametrize(
    "changes", [{"day": ""}, {"title": ""}, {"starts": "25:00"}, {"form": "x"}, {"title": "x" * 10_000}]
)
def test_what_is_mistaken_is_told(bruno, mine, changes):
    answer = cast.browser(bruno).post(url("propose"), form(**changes))
    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_a_delegate_names_someone_for_a_placement(bruno, mine):
    row = make.activity("Mission", structure="placement", form="stage", starts_at=now() + timedelta(days=60))
    member = cast.browser(bruno)
    assert "Mission" in member.get(url("mine")).content.decode()
    member.post(url("nominate", row.pk), {"name": "Maude Roy", "release_days": "8"})
    one = Nominee.objects.get()
    assert (one.organisation, one.state, one.release_granted) == (mine, "proposed", None)
    assert member.post(url("nominate", row.pk), {"name": "Maude Roy"}).status_code == 422
    assert any("Choisir" in str(item.title) for item in panels.waiting(None))
    actions.decide_nominee(nominee=one, state="reserve", by=None)
    speaker = Message.objects.get(purpose="activities.nomination")
    assert (speaker.to, "en réserve" in speaker.text) == (Person.objects.get(user=bruno).email, True)
    member.post(url("nominee_withdraw", one.pk))
    assert Message.objects.filter(purpose="activities.nomination").count() == 1
    one.refresh_from_db()
    assert one.state == "withdrawn"
    chloe = cast.user("Chloé")
    joining.delegate(joining.member("associee", name="Autres Mains"), chloe)
    assert cast.browser(chloe).get(url("nominee_withdraw", one.pk)).status_code == 404


# What waits, panels, search, guards


def test_what_is_over_waits_for_someones_word():
    make.activity(starts_at=now() - timedelta(days=3))
    make.activity(starts_at=now() - timedelta(days=9), state="held")
    titles = " ".join(str(item.title) for item in panels.waiting(None))
    assert "à dire tenue" in titles
    assert "à compter" not in titles  # attendance says it


def test_an_organisations_page_shows_what_it_makes(mine, django_assert_max_num_queries):
    for n in range(9):
        make.activity(f"Soir {n}", organiser=mine, starts_at=now() + timedelta(days=n + 1))
    make.activity("Brouillon", organiser=mine, state="draft")
    page = cast.browser(None).get(f"/fr/organisations/{mine.pk}-x/", follow=True).content.decode()
    assert "Soir 0" in page
    assert "Brouillon" not in page
    director = cast.browser(cast.user("Amina", "director"))
    assert "Soir 0" in director.get(mine.get_absolute_url()).content.decode()


def test_the_search_finds_what_is_told_for_all_and_drafts_for_the_team():
    told, draft = make.activity("Parlons d’eau"), make.activity("Secret", state="draft")
    docs = {doc.object_id: doc for doc in found.SOURCE.documents([told.pk, draft.pk])}
    assert docs[told.pk].access == "public"
    assert docs[draft.pk].access == "activities.view"
    assert "public" not in docs[draft.pk].url


def test_a_withheld_organisation_is_not_found_by_its_activities(mine):
    row = make.activity("Parlons", organiser=mine)
    row.co_organisers.create(organisation=joining.organisation("associee", "Cachée", withheld=True))
    (doc,) = found.SOURCE.documents([row.pk])
    assert "Union des Mains" in str(doc.parts())
    assert "Cachée" not in str(doc.parts())


def without(csi, part, code):
    data = csi.plain()
    data[part] = [one for one in data[part] if one["code"] != code]
    return Profile.parse(data)


def test_a_code_in_use_may_not_vanish(csi):
    make.activity(form="conference", classified=(("theme", "egalite"), ("audience", "scolaire")))
    for part, code in (("activity_forms", "conference"), ("themes", "egalite"), ("audiences", "scolaire")):
        assert list(panels.guard(csi, without(csi, part, code))), part
    assert not list(panels.guard(csi, without(csi, "activity_forms", "film")))


def test_two_that_make_the_same_activity_are_merged_once_one_leaves(mine):
    other = joining.organisation("associee", "Union des mains bis")
    row = make.activity()
    for one in (mine, other):
        row.co_organisers.create(organisation=one)
    with pytest.raises(ValidationError, match="coorganisent"):
        merging.merge(kept=mine, absorbed=other, choices={}, by=None)
    row.co_organisers.filter(organisation=mine).delete()
    merging.merge(kept=mine, absorbed=other, choices={}, by=None)
    assert row.co_organisers.get().organisation == mine


def test_the_house_checks_activities():
    make.activity(form="disparue")
    lines = dict(reversed(line) for line in panels.check())
    assert "warning" in lines.values()


@pytest.mark.slow
@pytest.mark.parametrize("code", ["csi", "ciso"])
def test_the_demonstration_has_every_state_and_structure(code, settings, tmp_path):
    settings.DATA = tmp_path
    profile = networks.install(code)

    class Context:
        made = {"organisations": [joining.organisation(profile.membership.categories[0].code, f"Union {n}") for n in range(5)],
                "partners": [], "delegate": None}  # fmt: skip
        today = localdate()

        @staticmethod
        def say(text):
            assert "activités" in text

    Context.profile = profile
    house.demo.get("activities").write(Context)
    states = set(Activity.objects.values_list("state", flat=True))
    assert states == {"proposed", "draft", "announced", "held", "accounted", "cancelled", "declined"}
    assert {one.structure for one in Activity.objects.all()} == {"sessions", "cycle", "tour", "dinner", "placement"}
    assert set(Activity.objects.values_list("form", flat=True)) == {one.code for one in profile.activity_forms}
    assert not Activity.objects.filter(state="announced", starts_at=None).exists()
    one = CalendarSource.objects.get(announce=False, url="")
    assert one.activities.filter(state="proposed").count() == 4
    plan = following.plan(one, following.understood(following.file_of(one).read_bytes(), now()), now())
    counts = plan.counts()
    assert (counts["new"], counts["changed"], counts["gone"]) == (1, 1, 1)  # what waits for someone's agreement
    assert CalendarSource.objects.get(announce=True).activities.filter(state="announced").count() == 2
    assert CalendarSource.objects.exclude(url="").get().is_active is False  # the night reads nothing of a demonstration
    before = Activity.objects.count()
    house.demo.get("activities").write(Context)
    assert Activity.objects.count() == before
