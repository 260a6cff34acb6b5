"""The agenda as a tree, papers with their versions, what members ask and from how many on it holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.assemblies import agenda as trees
from maillage.assemblies import law
from maillage.assemblies.actions import agenda, call, papers, requests
from maillage.assemblies.enums import RequestState
from maillage.assemblies.models import AgendaItem, Assembly, Excuse, NoticeDelivery
from maillage.assemblies.personal_calling import erase, export
from maillage.bodies.models import Body
from maillage.files.models import DocumentVersion
from maillage.organisations.models import Person
from tests import networks
from tests.cast import browser, user
from tests.factories import assemblies as factory
from tests.factories import members as make
from tests.matrix_objects import PDF


def item(pk: int, parent: int | None, position: int, minutes: int) -> AgendaItem:
    return AgendaItem(pk=pk, parent_id=parent, position=position, minutes_planned=minutes, title=str(pk))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5), st.integers(0, 90)), max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_item_stands_once_and_no_minute_is_lost(rows):
    """Parents are earlier items: a tree whatever is drawn."""
    items = [item(pk, parent if 0 < parent < pk else None, position, minutes)
             for pk, (parent, position, minutes) in enumerate(rows, 1)]  # fmt: skip
    lines = trees.arranged(items)
    assert sorted(line.item.pk for line in lines) == [one.pk for one in items]
    assert len({line.code for line in lines}) == len(lines)
    assert trees.total(lines) == sum(one.minutes_planned for one in items)
    assert all(line.depth == line.code.count(".") + 1 for line in lines)


@pytest.mark.django_db
def test_items_move_in_the_tree():
    networks.install("wsm")
    one = factory.assembly()
    a, b, c = (factory.item(one, title) for title in "ABC")

    def shape() -> list[str]:
        return [f"{line.code} {line.item.title}" for line in trees.tree(one)]

    assert shape() == ["1 A", "2 B", "3 C"]
    agenda.move(item=c, where="up", by=None)
    assert shape() == ["1 A", "2 C", "3 B"]
    agenda.move(item=b, where="in", by=None)
    assert shape() == ["1 A", "2 C", "2.1 B"]
    assert AgendaItem.objects.get(pk=b.pk).code == "2.1"
    agenda.move(item=c, where="in", by=None)
    assert shape() == ["1 A", "1.1 C", "1.1.1 B"]
    deep = factory.item(one, "D")
    with pytest.raises(ValidationError, match="trois niveaux"):
        factory.item(one, "E", parent=AgendaItem.objects.get(pk=b.pk))
    agenda.move(item=b, where="out", by=None)
    assert shape() == ["1 A", "1.1 C", "1.2 B", "2 D"]
    with pytest.raises(ValidationError, match="sous-points"):
        agenda.remove(item=a, by=None)
    agenda.remove(item=deep, by=None)
    assert shape() == ["1 A", "1.1 C", "1.2 B"]
    with pytest.raises(ValidationError, match="Aucun point au-dessus"):
        agenda.move(item=a, where="in", by=None)


@pytest.mark.django_db
def test_one_member_is_enough_to_take_an_item_out_of_the_lot():
    networks.install("occitanie")
    factory.voters(1, "associations")
    one = factory.assembly()
    with pytest.raises(ValidationError, match="Seule une décision"):
        factory.item(one, "Nouvelles", "information", consent=True)
    lot = factory.item(one, "Procès-verbal", "decision", consent=True)
    call.make_roll(assembly=one, by=None)
    call.send_notice(assembly=one, by=None, confirmed=True)
    person = Person.objects.get(delegations__isnull=False)
    person.user = user("Bruno")
    person.save()
    browser(person.user).post(f"/espace/assemblees/points/{lot.pk}/debattre/")
    lot.refresh_from_db()
    assert not lot.consent
    with pytest.raises(ValidationError, match="pas dans le lot"):
        agenda.take_out_of_lot(item=lot, by=None)


@pytest.mark.django_db
def test_a_paper_replaced_keeps_its_earlier_version():
    networks.install("occitanie")
    one = factory.called()
    paper = papers.join(assembly=one, upload=PDF, title="Comptes", by=None)
    papers.replace(paper=paper, upload=PDF + b"%2\n", by=None)
    assert [version.number for version in paper.versions] == [2, 1]
    assert paper.latest.size == len(PDF) + 3
    delivery = NoticeDelivery.objects.first()
    path = f"/convocation/{delivery.token}/documents/{paper.pk}/"
    visitor = browser(None)
    assert b"".join(visitor.get(path).streaming_content) == PDF + b"%2\n"
    assert b"".join(visitor.get(f"{path}?version=1").streaming_content) == PDF
    assert visitor.get(f"{path}?version=9").status_code == 404
    other = papers.join(assembly=factory.assembly(60), upload=PDF, title="Autre", by=None)
    assert visitor.get(f"/convocation/{delivery.token}/documents/{other.pk}/").status_code == 404
    papers.remove(paper=paper, by=None)
    assert visitor.get(path).status_code == 404
    assert DocumentVersion.objects.filter(document=paper.document).count() == 2


def ask(one: Assembly, member, title: str = "Un jardin"):
    return requests.ask_item(
        assembly=one, member=member, person=None, title=title, text="Pourquoi", kind="debate", by=None
    )


@pytest.mark.django_db
def test_enough_members_put_an_item_on_the_agenda():
    """WSM: a twentieth of the members; 21 of them ask for two."""
    networks.install("wsm")
    members = factory.voters(21, "effectif-personne")
    one = factory.assembly()
    count, source = law.item_rule()
    assert count == 2
    request = ask(one, members[0])
    assert request.state == RequestState.OPEN
    assert request.law == source
    with pytest.raises(ValidationError, match="déjà"):
        requests.support(asked=request, member=members[0], person=None, by=None)
    assert requests.support(asked=request, member=members[1], person=None, by=None).state == RequestState.REACHED
    made = requests.accept_item(request=request, by=None)
    assert made.title == "Un jardin"
    assert str(members[0]) in made.requested_by
    with pytest.raises(ValidationError, match="déjà reçu"):
        requests.refuse(asked=request, reason="Non", by=None)


@pytest.mark.django_db
def test_without_a_threshold_the_board_answers_and_a_refusal_says_why():
    networks.install("csi")
    [member] = factory.voters(1, "oci")
    one = factory.assembly()
    request = ask(one, member)
    assert request.needed == 0
    assert request.state == RequestState.REACHED
    with pytest.raises(ValidationError, match="pourquoi"):
        requests.refuse(asked=request, reason=" ", by=None)
    assert requests.refuse(asked=request, reason="Déjà traité en mars.", by=None).state == RequestState.REFUSED


@pytest.mark.django_db
def test_who_may_not_propose_or_comes_too_late_reads_why():
    networks.install("csi")
    [member] = factory.voters(1, "oci")
    friend = make.member("solidaire", start=factory.LONG_AGO)
    one = factory.assembly()
    with pytest.raises(ValidationError, match="Proposer : Sa catégorie"):
        ask(one, friend)
    soon = factory.assembly(9)
    assert law.item_deadline(soon) < localdate()
    with pytest.raises(ValidationError, match="ordre du jour est fermé"):
        ask(soon, member)
    with pytest.raises(ValidationError, match="ne reçoit pas"):
        ask(factory.assembly(30, kind="board"), member)


@pytest.mark.django_db
def test_enough_members_obtain_an_assembly_within_the_board_s_days():
    """Québec: a tenth of the members, and the board has 21 days."""
    networks.install("csi")
    members = factory.voters(11, "oci")
    ask_for = {
        "body": Body.objects.general_assembly(),
        "person": None,
        "title": "Le budget",
        "text": "Le revoir",
        "by": None,
    }
    wanted = requests.ask_assembly(member=members[0], **ask_for)
    assert wanted.state == RequestState.OPEN
    assert wanted.board_due is None
    with pytest.raises(ValidationError, match="pas réuni"):
        requests.call_requisition(requisition=wanted, by=None)
    wanted = requests.support(asked=wanted, member=members[1], person=None, by=None)
    assert wanted.board_due == localdate() + timedelta(days=21)
    made = requests.call_requisition(requisition=wanted, by=None)
    assert made.kind == "extraordinary"
    assert made.requisition == wanted
    assert [one.title for one in made.items.all()] == ["Le budget"]


@pytest.mark.django_db
def test_what_names_a_person_is_told_and_erased():
    networks.install("occitanie")
    one = factory.called()
    person = Person.objects.filter(delegations__isnull=False).first()
    person.user = user("Bruno")
    person.save()
    requests.excuse(assembly=one, person=person, answer="none", note="Opération du genou", by=None)
    told = str(export(person.user))
    assert "Opération du genou" in told
    assert person.email in told
    assert erase(person.user, by=None)
    after = str(export(person.user)) + str(list(NoticeDelivery.objects.values())) + str(list(Excuse.objects.values()))
    assert "genou" not in after
    assert person.email not in after
    assert str(person) not in after
    assert NoticeDelivery.objects.filter(person=person).exists()


@pytest.mark.django_db
def test_a_withheld_member_s_name_is_read_by_nobody_who_may_not():
    networks.install("wsm")
    hidden, other = factory.voters(2, "effectif-personne")
    Person.objects.filter(pk=hidden.person.pk).update(
        withheld=True, withheld_reason="Menaces", last_name="Zylberschtock"
    )
    Person.objects.filter(pk=other.person.pk).update(user=user("Bruno"))
    hidden.refresh_from_db()
    one = factory.assembly()
    request = ask(one, hidden)
    reader, team = browser(Person.objects.get(pk=other.person.pk).user), browser(user("Sofia", "secretary"))
    pages = [reader.get(f"/espace/assemblees/demandes/{request.pk}/"), team.get(request.get_absolute_url()),
             team.get(one.get_absolute_url())]  # fmt: skip
    made = requests.accept_item(request=request, by=None)
    for page in pages:
        assert page.status_code == 200
        assert "Zylberschtock" not in page.content.decode()
    assert "Zylberschtock" not in made.requested_by
