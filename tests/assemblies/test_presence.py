"""Who comes and goes, in what capacity; what the database refuses; the quorum that follows."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.assemblies import quorum
from maillage.assemblies.actions import presence, session
from maillage.assemblies.actions.presence import Who
from maillage.assemblies.models import Attendance, QuorumChange, Stay
from maillage.audit.models import Entry
from maillage.ballots.actions import proxies
from maillage.ballots.models import Proxy
from maillage.bodies.models import Body
from maillage.members.models import Delegation
from tests import migrated, networks
from tests.assemblies import holding, two_desks
from tests.databases import POSTGRESQL
from tests.factories import members as make
from tests.factories import rolls

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    networks.install("csi")
    return holding.meeting(4)


def changes(assembly):
    return list(QuorumChange.objects.filter(assembly=assembly).values_list("reached", flat=True))


def test_the_quorum_follows_comings_and_goings(four):
    a, b, c, _d = four.people
    holding.come(four.assembly, a)
    assert changes(four.assembly) == []
    holding.come(four.assembly, b)
    assert quorum.quorum_of(four.assembly).reached
    holding.come(four.assembly, c)
    presence.leave(attendance=four.assembly.attendances.get(person=c), by=None)
    assert changes(four.assembly) == [True]
    presence.leave(attendance=four.assembly.attendances.get(person=b), by=None)
    assert changes(four.assembly) == [True, False]
    holding.come(four.assembly, b)
    assert changes(four.assembly) == [True, False, True]
    assert four.assembly.attendances.get(person=b).stays.count() == 2
    assert list(Entry.objects.filter(verb__startswith="quorum.").order_by("pk").values_list("verb", flat=True)) == [
        "quorum.reached", "quorum.lost", "quorum.reached"]  # fmt: skip


def test_the_same_arrival_twice_is_one(four):
    first = presence.arrive(assembly=four.assembly, who=Who(four.people[0]), by=None)
    again = presence.arrive(assembly=four.assembly, who=Who(four.people[0]), by=None, how="qr")
    assert first == again
    assert Stay.objects.count() == Attendance.objects.count() == 1


def test_what_the_database_refuses(four):
    stay = presence.arrive(assembly=four.assembly, who=Who(four.people[0]), by=None)
    row = stay.attendance
    for make_wrong in (
        lambda: Stay.objects.create(attendance=row),
        lambda: Attendance.objects.create(assembly=four.assembly, person=row.person, name="x", capacity="guest"),
        lambda: Attendance.objects.create(assembly=four.assembly, name="x", capacity="voter"),
        lambda: Stay.objects.filter(pk=stay.pk).update(left_at=stay.came_at - timedelta(seconds=1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_wrong()


def test_who_has_no_right_is_told_why(four):
    unpaid, person = rolls.voter()
    with pytest.raises(ValidationError, match="pas de droit"):
        presence.arrive(assembly=four.assembly, who=Who(person, capacity="voter"), by=None)
    stay = presence.arrive(assembly=four.assembly, who=Who(person), by=None)
    assert stay.attendance.capacity == "guest"
    assert unpaid.pk  # joined after the roll


def test_supporters_come_when_they_are_invited():
    networks.install("csi")
    rolls.voter()
    of = holding.body(kind="share", share="1/2")
    member = make.member("solidaire", holder=make.person())
    roll = rolls.frozen()
    assembly = holding.assembly(roll, body=of)
    assert roll.absences.filter(member=member).exists()
    with pytest.raises(ValidationError, match="soutien"):
        presence.arrive(assembly=assembly, who=Who(member.person, capacity="supporter"), by=None)
    assembly.supporters_invited = True
    assembly.save()
    stay = presence.arrive(assembly=assembly, who=Who(member.person), by=None)
    assert stay.attendance.capacity == "supporter"
    assert quorum.quorum_of(assembly).counted == 0


def with_proxy(found):
    roll = rolls.opened_to_proxies(found.roll, 2)
    a, b = found.people[:2]
    given = proxies.give(right=rolls.right_of(roll, b), holder=a, by=None)
    return proxies.accept(proxy=given, by=None)


def test_a_proxy_is_represented_until_its_principal_arrives(four):
    proxy = with_proxy(four)
    four.assembly.body = holding.body(kind="share", share="1/2", proxies=True)
    a, b = four.people[:2]
    holding.come(four.assembly, a)
    found = quorum.quorum_of(four.assembly)
    assert (found.present, found.represented, found.counted, found.reached) == (1, 1, 2, True)
    holding.come(four.assembly, b)
    proxy.refresh_from_db()
    assert proxy.state == "revoked"
    found = quorum.quorum_of(four.assembly)
    assert (found.present, found.represented) == (2, 0)


def test_an_arrival_typed_in_error_gives_the_proxy_back(four):
    proxy = with_proxy(four)
    a, b = four.people[:2]
    holding.come(four.assembly, a, b)
    row = four.assembly.attendances.get(person=b)
    with pytest.raises(ValidationError, match="pourquoi"):
        presence.undo(attendance=row, reason=" ", by=None)
    presence.undo(attendance=row, reason="Erreur de personne", by=None)
    assert not Attendance.objects.filter(person=b).exists()
    assert Proxy.objects.get(pk=proxy.pk).state == "accepted"
    found = quorum.quorum_of(four.assembly)
    assert (found.present, found.represented, found.counted) == (1, 1, 1)  # not counted here


def test_a_substitute_stands_for_one_absent_delegate():
    networks.install("ciso")
    of = holding.body(kind="number", number=1)
    member = make.member("groupe-b" if networks.current.profile().category("groupe-b") else "groupe-a",
                         sizes={"represented_members": 40_000})  # fmt: skip
    delegates = [make.delegate(member).person for _one in range(2)]
    spare = make.delegate(member, kind="substitute").person
    roll = rolls.frozen()
    assembly = holding.assembly(roll, body=of)
    if not roll.rights.filter(substitutes=spare).exists():
        pytest.skip("the spare carries a right of its own")
    presence.arrive(assembly=assembly, who=Who(spare), by=None)
    assert assembly.attendances.get(person=spare).capacity == "substitute"
    assert quorum.quorum_of(assembly).present == 1
    holding.come(assembly, *delegates)
    assert quorum.quorum_of(assembly).present == 1  # one member


def test_each_college_is_asked_for():
    networks.install("csi")
    of = holding.body(kind="share", share="1/2", by_college=True)
    one, two = rolls.voter("associee"), rolls.voter("associee")
    roll = rolls.frozen()
    roll.rights.filter(member=two[0]).update(college="autre")
    assembly = holding.assembly(roll, body=of)
    holding.come(assembly, one[1])
    found = quorum.quorum_of(assembly)
    assert not found.reached
    assert found.short_colleges == ("autre",)
    assert "autre" in quorum.told(found)
    holding.come(assembly, two[1])
    assert quorum.quorum_of(assembly).reached


def test_half_of_a_board_is_more_than_half():
    networks.install("csi")
    people = [make.person() for _one in range(4)]
    assembly = holding.assembly(rolls.seated(*people), body=Body.objects.board(), kind="board")
    holding.come(assembly, *people[:2])
    assert not quorum.quorum_of(assembly).reached
    holding.come(assembly, people[2])
    assert quorum.quorum_of(assembly).reached


def test_grave_decisions_ask_for_more():
    networks.install("wsm")
    first = holding.assembly()
    assert quorum.rule_of(first).kind == "none"
    rule = quorum.rule_of(first, "bylaws")
    assert (rule.kind, str(rule.share)) == ("share", "2/3")
    assert rule.source
    second = holding.assembly(second_of=first)
    assert quorum.rule_of(second, "bylaws").kind == "none"


def test_times_are_corrected_and_cannot_overlap(four):
    person = four.people[0]
    holding.come(four.assembly, person)
    row = four.assembly.attendances.get(person=person)
    presence.leave(attendance=row, by=None)
    holding.come(four.assembly, person)
    first, second = row.stays.order_by("pk")
    with pytest.raises(ValidationError, match="recouvrent"):
        presence.correct(stay=first, came_at=first.came_at, left_at=second.came_at + timedelta(minutes=1), reason="x",
                         by=None)  # fmt: skip
    with pytest.raises(ValidationError, match="pas encore venue"):
        presence.correct(stay=second, came_at=now() + timedelta(hours=1), left_at=None, reason="x", by=None)
    earlier = first.came_at - timedelta(minutes=10)
    presence.correct(stay=first, came_at=earlier, left_at=first.left_at, reason="Écrit trop tard", by=None)
    assert Stay.objects.get(pk=first.pk).came_at == earlier
    assert Entry.objects.filter(verb="presence.corrected").exists()


def test_queries_do_not_grow_with_the_roll(django_assert_max_num_queries):
    networks.install("csi")
    people = [make.person() for _one in range(500)]
    roll = rolls.seated(*people)
    assembly = holding.assembly(roll, body=Body.objects.board(), kind="board")
    rows = Attendance.objects.bulk_create(
        [Attendance(assembly=assembly, person=one, name=str(one), capacity="voter") for one in people[:300]]
    )
    Stay.objects.bulk_create([Stay(attendance=row) for row in rows])
    with django_assert_max_num_queries(6):
        found = quorum.quorum_of(assembly)
    assert (found.present, found.entitled, found.needed) == (300, 500, 251)


@pytest.mark.slow
@pytest.mark.django_db(transaction=POSTGRESQL)
def test_desks_at_once_note_each_person_once(tmp_path):
    if POSTGRESQL:
        told = two_desks.race()
    else:
        migrated.folder(tmp_path, "x.sqlite3")
        told = json.loads(program(tmp_path).strip().splitlines()[-1])
    assert told["faults"] == []
    assert (told["people"], told["stays"]) == (two_desks.DESKS + 1, two_desks.DESKS + 1)
    assert [list(one) for one in told["changes"]] == [[True, 3]]


def program(folder):
    settings = f"from maillage.settings import *\nDATABASES['default']['NAME'] = {str(folder / 'x.sqlite3')!r}\n"
    (folder / "file_settings.py").write_text(settings)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "file_settings", "PYTHONIOENCODING": "utf-8",
                   "PYTHONPATH": os.pathsep.join([str(folder), os.getcwd(), *sys.path])}  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "tests.assemblies.two_desks"], env=environment, capture_output=True,
                          text=True, timeout=120, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_nobody_is_noted_once_it_is_over(four):
    assembly = holding.opened(four, *four.people[:3])
    session.close(assembly=assembly, by=None)
    assert not Stay.objects.filter(left_at=None).exists()
    with pytest.raises(ValidationError, match="finie"):
        presence.arrive(assembly=assembly, who=Who(four.people[3]), by=None)


def test_an_hour_corrected_once_it_is_over_loses_no_quorum(four):
    assembly = holding.opened(four, *four.people[:3])
    session.close(assembly=assembly, by=None)
    stay = assembly.attendances.get(person=four.people[0]).stays.get()
    presence.correct(stay=stay, came_at=stay.came_at - timedelta(minutes=9), left_at=stay.left_at, reason="x", by=None)
    assert changes(assembly) == [True]


def test_a_departure_typed_in_error_is_an_arrival_again(four):
    proxy = with_proxy(four)
    a, b = four.people[:2]
    holding.come(four.assembly, a, b)
    presence.leave(attendance=four.assembly.attendances.get(person=b), by=None)
    again = proxies.give(right=proxy.right, holder=a, by=None)
    stay = four.assembly.attendances.get(person=b).stays.get()
    presence.correct(stay=stay, came_at=stay.came_at, left_at=None, reason="Toujours là", by=None)
    again.refresh_from_db()
    assert again.state == "revoked"


def test_one_person_comes_for_two_organisations():
    networks.install("csi")
    of = holding.body(kind="share", share="1/2")
    one, person = rolls.voter("associee")
    two, _absent = rolls.voter("associee")
    Delegation.objects.filter(member=two).update(person=person)
    assembly = holding.assembly(rolls.frozen(), body=of)
    holding.come(assembly, person)
    row = assembly.attendances.get()
    assert row.organisation in (f"{one} ; {two}", f"{two} ; {one}")
    found = quorum.quorum_of(assembly)
    assert (found.present, found.entitled) == (2, 2)
    assert len(list(presence.Stay.objects.all())) == 1


def test_who_is_put_on_the_roll_after_coming_comes_again_with_a_right(four):
    _member, person = rolls.voter()
    holding.come(four.assembly, person)
    row = four.assembly.attendances.get()
    assert row.capacity == "guest"
    presence.leave(attendance=row, by=None)
    four.roll.rights.filter(pk=four.roll.rights.first().pk).update(delegate=person)
    holding.come(four.assembly, person)
    row.refresh_from_db()
    assert row.capacity == "voter"


def test_a_card_is_one_person_s(four):
    a, b = four.people[:2]
    holding.come(four.assembly, a, card="7")
    with pytest.raises(ValidationError, match="carton 7"):
        holding.come(four.assembly, b, card="7")


def test_a_session_that_lasts_past_midnight_has_not_passed(four):
    assembly = holding.opened(four, *four.people[:2])
    type(assembly).objects.filter(pk=assembly.pk).update(starts_at=now() - timedelta(hours=9))
    assembly.refresh_from_db()
    assert not assembly.has_passed
    session.close(assembly=assembly, by=None)
    assembly.refresh_from_db()
    assert assembly.has_passed
