"""Gestion: open enrolment, shape its places and questions, list, decide; what must be refused is."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from maillage.enrolments import actions
from maillage.enrolments.models import Enrolment, Opening, PlaceKind, Question, Quota
from tests import cast, networks
from tests.factories import activities
from tests.factories import enrolments as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings):
    networks.install()
    settings.DEMO = True
    return cast.browser(cast.user("Amina", "director"))


def at(activity, end=""):
    return f"/gestion/activites/{activity.pk}/inscriptions/{end}"


def test_opened_with_few_choices_then_shaped(client):
    row = activities.activity(starts_at=None)
    for days in range(3):
        activities.session(row, activities.START + timedelta(days=days), mode="both")
    panel = client.get(row.get_absolute_url()).content.decode()
    assert "vient qui veut" in panel
    form = {"size": "20", "online_size": "100", "answer_hours": "48", "most_places": "4", "purge_days": "30", "remind_days": "7, 1",
            "waiting_list": "on"}  # fmt: skip
    refused = client.post(at(row, "ouvrir/"), {**form, "remind_days": "hier", "most_places": "900"})
    assert refused.status_code == 422
    assert '<details class="mt" open>' in refused.content.decode()
    assert client.post(at(row, "ouvrir/"), form).status_code == 302
    opening = Opening.objects.get()
    assert opening.remind_days == [7, 1]
    assert sorted(opening.kinds.values_list("name", "mode")) == [("En ligne", "online"), ("Sur place", "onsite")]
    assert sorted(opening.quotas.values_list("name", "size")) == [("En ligne", 100), ("Sur place", 20)]
    assert client.post(at(row, "par-date/"), {"size": "8"}).status_code == 302
    assert opening.quotas.exclude(session=None).count() == 6
    assert client.post(at(row, "sorte/"), {"name": "Enfant", "mode": "onsite", "rank": "3", "is_open": "on",
                       "quotas": [opening.quotas.get(name="Sur place").pk]}).status_code == 302  # fmt: skip
    assert client.post(at(row, "question/"), {"label": "Groupe ?", "kind": "yes_no", "rank": "1"}).status_code == 302
    first = Question.objects.get()
    assert (
        client.post(at(row, "question/"), {"label": "Lequel ?", "kind": "one", "options": "A", "rank": "2"}).status_code
        == 422
    )
    assert client.post(at(row, "question/"), {"label": "Lequel ?", "kind": "one", "options": "A\nB", "rank": "2",
                       "after": first.pk, "after_answer": "Oui"}).status_code == 302  # fmt: skip
    assert Question.objects.get(label="Lequel ?").after_answer == "yes"
    circle = client.post(f"/gestion/inscriptions/questions/{first.pk}/", {"label": "Groupe ?", "kind": "yes_no", "rank": "1",
                         "after": Question.objects.get(label="Lequel ?").pk})  # fmt: skip
    assert "tourne en rond" in circle.content.decode()
    page = client.get(at(row, "places/")).content.decode()
    for text in ("Enfant", "Lequel ?", "En ligne", "30 jours après"):
        assert text in page


def test_what_is_taken_is_never_made_smaller(client):
    row = activities.activity()
    opening = activities.opening(row, 5)
    factory.enrolment(row, 3)
    quota = Quota.objects.get()
    refused = client.post(
        f"/gestion/inscriptions/contingents/{quota.pk}/",
        {"name": "Salle", "size": "2", "kinds": opening.kinds.get().pk},
    )
    assert refused.status_code == 422
    assert "3 places sont prises" in refused.content.decode()
    kind = PlaceKind.objects.get()
    assert client.post(f"/gestion/inscriptions/sortes/{kind.pk}/retirer/").status_code == 422
    assert client.post(at(row, "retirer/")).status_code == 422
    assert client.post(at(row, "fermer/")).status_code == 302
    assert client.get(at(row, "places/")).status_code == 200
    assert Opening.objects.get().closes_at <= now()


def test_by_hand_then_changed_then_cancelled(client):
    row = activities.activity()
    opening = activities.opening(row, 2, closes_at=now() - timedelta(days=1))
    kind = opening.kinds.get()
    data = {"key": "par-téléphone", "name": "Ana Ruiz", f"kind_{kind.pk}": "1", "note": "Rappeler"}
    assert client.post(at(row, "nouvelle/"), data).status_code == 302
    made = Enrolment.objects.get()
    assert (made.state, made.origin, made.email, made.note) == ("confirmed", "staff", "", "Rappeler")
    assert client.post(at(row, "nouvelle/"), {**data, "key": "b", f"kind_{kind.pk}": "9"}).status_code == 422
    assert (
        client.post(
            f"/gestion/inscriptions/{made.pk}/modifier/", {**data, "name": "Ana R.", "phone": "555"}
        ).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.name, made.phone) == ("Ana R.", "555")
    stale = client.post(f"/gestion/inscriptions/{made.pk}/modifier/", {**data, "version": "1"})
    assert stale.status_code == 409
    assert client.post(f"/gestion/inscriptions/{made.pk}/annuler/", {"word": "Malade"}).status_code == 302
    assert client.post(f"/gestion/inscriptions/{made.pk}/annuler/", {"word": "Malade"}).status_code == 409
    text = client.get(made.get_absolute_url()).content.decode()
    assert "Malade" in text
    assert client.post(f"/gestion/inscriptions/{made.pk}/remettre/").status_code == 302


def test_bulk_decisions_and_the_list(client, django_assert_max_num_queries):
    row = activities.activity()
    opening = activities.opening(row, 30, approval=True)
    question = Question.objects.create(opening=opening, label="Groupe ?", kind="yes_no")
    for n in range(12):
        factory.enrolment(
            row, 1, values={"answers": {question.key: "yes" if n % 2 else "no"}, "diet": "végé" if n < 2 else ""}
        )
    for size, query in ((12, ""), (6, f"?r{question.pk}=yes"), (2, "?besoin=diet"), (0, "?etat=confirmed")):
        text = client.get(at(row) + query).content.decode()
        assert f"{size} ligne" in text or (not size and "Aucune ligne" in text)
    counts = []
    for more in (0, 12):
        for _one in range(more):
            factory.enrolment(row)
        for path in (at(row), "/gestion/inscriptions/"):
            with django_assert_max_num_queries(45) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[2] <= counts[0] + 3  # twelve more rows, not twelve more questions
    assert counts[3] <= counts[1] + 3
    everyone = {"verb": "approve", "everything": "1", "confirmed": "1"}
    client.post(at(row), everyone)
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"confirmed"}
    for kind in ("csv", "xlsx", "ods"):
        assert client.get(f"{at(row)}?format={kind}&col={question.key}&col=needs").status_code == 200
    table = b"".join(client.get(f"{at(row)}?format=csv&col={question.key}&col=needs").streaming_content).decode(
        "utf-8-sig"
    )
    assert "Groupe ?" in table
    assert "végé" in table


def test_why_not_yet_is_shown_to_the_team(client):
    row = activities.activity()
    activities.opening(row, 1)
    factory.enrolment(row)
    waiting = factory.enrolment(row, 1, name="Zoé Attente")
    for path in (at(row), waiting.get_absolute_url()):
        text = client.get(path).content.decode()
        assert "Rang dans la liste : 1." in text
        assert "il manque 1 place" in text
    refused = client.post(f"/gestion/inscriptions/{waiting.pk}/appeler/")
    assert refused.status_code == 422
    assert "complet" in refused.content.decode()


def test_my_enrolments(client):
    networks.install()
    row = activities.activity("Atelier eau", starts_at=now() + timedelta(days=9))
    activities.opening(row, 5)
    zoe = cast.user("Zoe Tran")
    mine, other = (
        factory.enrolment(row, name="Zoé", email=zoe.email.upper()),
        factory.enrolment(row, name="Autre Personne"),
    )
    browser = cast.browser(zoe)
    text = browser.get("/espace/inscriptions/").content.decode()
    assert "Atelier eau" in text
    assert actions.wish_of(mine).name == "Zoé"
    assert browser.get(other.get_absolute_url()).status_code == 403
    assert "Autre Personne" not in text
