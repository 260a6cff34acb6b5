"""The screens of rolls and proxies, asked by those who keep the network, by members, by others."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.ballots import papers
from maillage.ballots.actions import corrections, proxies, questions, rolls, votes
from maillage.ballots.models import Proxy, RollChallenge, RollCorrection
from maillage.ballots.panels_rolls import of_assembly, record, steps
from maillage.core.registry import house
from maillage.messages.models import Message
from maillage.web.commands.install import DemoContext
from tests import cast, networks
from tests.ballots.test_proxies import PDF
from tests.factories import members as make
from tests.factories import rolls as factory

pytestmark = pytest.mark.django_db
OF_ROLL = ("roll", "rights", "absences", "roll_proxies", "roll_check", "roll_close", "right_add")
OF_RIGHT = ("right", "right_strike", "right_change", "right_delegate", "proxy_form", "right_form")


def post(browser, name, /, *args, **data):
    return browser.post(reverse(f"ballots:{name}", args=args), data)


def read(browser, name, *args):
    answer = browser.get(reverse(f"ballots:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def scene():
    """Occitanie: Bruno speaks for a member, Chloé for another, Amina keeps the network."""

    class Scene:
        def __init__(self):
            networks.install("occitanie")
            self.amina, self.bruno, self.chloe = (
                cast.user("Amina", "director"),
                cast.user("Bruno Roy"),
                cast.user("Chloé"),
            )
            self.of_bruno, self.bruno_person = factory.voter("associations", self.bruno, name="Les Semeurs")
            self.of_chloe, self.chloe_person = factory.voter("publics", self.chloe, name="Ville Rose")
            self.left = make.member("associations", name="Sans personne")
            self.roll = factory.frozen()
            self.right = factory.right_of(self.roll, self.of_bruno)
            self.other = factory.right_of(self.roll, self.of_chloe)
            self.desk, self.space = cast.browser(self.amina), cast.browser(self.bruno)

    return Scene()


def test_the_pages_of_a_roll_open_to_the_team_alone(scene):
    for name in OF_ROLL:
        assert read(scene.desk, name, scene.roll.pk)
        assert scene.space.get(reverse(f"ballots:{name}", args=[scene.roll.pk])).status_code in (403, 404)
    for name in OF_RIGHT:
        answer = scene.desk.get(reverse(f"ballots:{name}", args=[scene.right.pk]))
        assert answer.status_code == 200, name
        assert scene.space.get(reverse(f"ballots:{name}", args=[scene.right.pk])).status_code in (403, 404)
    auditor = cast.browser(cast.user("Odile", "auditor"))
    assert "Les Semeurs" in read(auditor, "rights", scene.roll.pk)
    assert auditor.get(reverse("ballots:right_strike", args=[scene.right.pk])).status_code == 403


def test_a_roll_is_made_and_frozen_from_the_screens(scene):
    post(scene.desk, "roll_new", title="Consultation", rights_on="2025-03-01", challenges_until="2025-03-20")
    roll = type(scene.roll).objects.get(title="Consultation")
    assert "Arrêter la liste" in read(scene.desk, "roll", roll.pk)
    answer = post(scene.desk, "proxy_rule", roll.pk, allowed="on", maximum="5", source="Article 12")
    assert answer.status_code == 422
    assert post(scene.desk, "proxy_rule", roll.pk, allowed="on", maximum="1", source="Article 12").status_code == 302
    assert post(scene.desk, "roll_freeze", roll.pk).status_code == 302
    roll.refresh_from_db()
    assert (roll.rights.count(), roll.absences.count(), roll.proxies_max) == (2, 1, 1)
    assert "sans personne déléguée" in read(scene.desk, "absences", roll.pk)
    assert post(scene.desk, "roll_freeze", roll.pk).status_code == 409


def test_rights_are_filtered_and_exported(scene):
    page = scene.desk.get(reverse("ballots:rights", args=[scene.roll.pk]), {"college": "2"}).content.decode()
    assert "Les Semeurs" in page
    assert "Ville Rose" not in page
    file = scene.desk.get(reverse("ballots:rights", args=[scene.roll.pk]), {"format": "csv"})
    told = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Les Semeurs" in told
    assert "Bruno Roy" in told


def test_a_challenge_is_decided_then_the_roll_corrected(scene):
    answer = post(scene.space, "challenge", scene.roll.pk, name="Sans personne", text="Ana est sa déléguée.")
    assert answer.status_code == 302
    challenge = RollChallenge.objects.get()
    assert "Sans personne" in scene.desk.get("/gestion/").content.decode()
    assert post(scene.desk, "challenge_decide", challenge.pk, upheld="yes", decision="").status_code == 422
    post(scene.desk, "challenge_decide", challenge.pk, upheld="yes", decision="Le conseil dit oui.")
    post(scene.desk, "right_add", scene.roll.pk, member=scene.left.pk, weight="1", challenge=challenge.pk,
         decision="Le conseil dit oui.")  # fmt: skip
    correction = RollCorrection.objects.get()
    assert (correction.right.member, correction.challenge, correction.kind) == (scene.left, challenge, "added")
    assert "Le conseil dit oui." in read(scene.desk, "roll", scene.roll.pk)
    assert "Le conseil dit oui." in read(scene.space, "proxies")
    assert post(scene.desk, "challenge_decide", challenge.pk, upheld="no", decision="Non").status_code == 409


def test_challenges_are_received_until_their_day(scene):
    type(scene.roll).objects.filter(pk=scene.roll.pk).update(challenges_until="2025-03-10")
    answer = post(scene.space, "challenge", scene.roll.pk, name="Moi", text="Trop tard")
    assert "Les contestations se recevaient jusqu’au" in answer.content.decode()


def test_a_right_is_struck_and_changed_by_decision_alone(scene):
    assert post(scene.desk, "right_strike", scene.right.pk, decision="").status_code == 422
    post(scene.desk, "right_change", scene.right.pk, weight="3", college="2", decision="Erreur de saisie.")
    post(scene.desk, "right_strike", scene.right.pk, decision="Membre radié.")
    scene.right.refresh_from_db()
    assert (scene.right.weight, scene.right.active) == (3, False)
    assert [row.changes for row in scene.right.corrections.all()] == [{"weight": [1, 3]}, {"active": [True, False]}]
    assert post(scene.desk, "right_change", scene.right.pk, weight="2", decision="Encore").status_code == 409


def test_a_delegation_votes_as_one_or_freely():
    networks.install("ciso")
    member = make.member("groupe-a", sizes={"represented_members": 60_000})
    for _ in range(3):
        make.delegate(member)
    roll = factory.frozen()
    desk = cast.browser(cast.user("Amina", "director"))
    right = factory.right_of(roll, member)
    assert "Voter d’un bloc" in read(desk, "right", right.pk)
    post(desk, "right_block", right.pk)
    assert set(roll.rights.values_list("block_vote", flat=True)) == {True}
    post(desk, "right_block", right.pk)
    assert set(roll.rights.values_list("block_vote", flat=True)) == {False}
    question = questions.draft(roll=roll, title="Adopter ?", by=None)
    votes.cast(question=questions.open_vote(question=question, by=None), person=right.delegate, choices="yes")
    assert "attendez sa clôture" in post(desk, "right_block", right.pk).content.decode()
    assert "déjà servi" in post(desk, "right_strike", right.pk, decision="Radié.").content.decode()


def test_supporting_members_are_never_added():
    networks.install("csi")
    desk = cast.browser(cast.user("Amina", "director"))
    supporting = make.member("solidaire", holder=make.person())
    factory.voter("associee")
    roll = factory.frozen()
    answer = post(desk, "right_add", roll.pk, member=supporting.pk, weight="1", decision="On le veut.")
    assert "n’a pas le droit de vote" in answer.content.decode()
    with pytest.raises(ValidationError, match="à qui revient ce droit"):
        corrections.correct_add(roll=roll, person=supporting.person, decision="On le veut.", by=None)
    former = make.member("associee", start=factory.date(2024, 1, 1))
    former.periods.update(ended_on=factory.date(2024, 6, 1), reason="resigned")
    with pytest.raises(ValidationError, match="ne l’était pas"):
        corrections.correct_add(roll=roll, member=former, decision="On le veut.", by=None)


def test_a_member_gives_and_the_holder_answers(scene):
    page = read(scene.space, "proxies")
    assert "Les Semeurs" in page
    assert "Ville Rose" not in page
    answer = post(scene.space, "give", scene.right.pk, holder=scene.chloe_person.email, instructions="Oui au budget")
    assert answer.status_code == 302
    proxy = Proxy.objects.get()
    holder = cast.browser(scene.chloe)
    assert "Les Semeurs" in read(holder, "answer", proxy.pk)
    assert scene.space.get(reverse("ballots:answer", args=[proxy.pk])).status_code == 404
    assert "Répondre" in holder.get("/espace/").content.decode()
    post(holder, "answer", proxy.pk, answer="yes")
    proxy.refresh_from_db()
    assert proxy.state == "accepted"
    assert "2 voix" in read(holder, "proxies")
    assert "aucune voix" in read(scene.space, "proxies")
    post(scene.space, "my_revoke", proxy.pk)
    proxy.refresh_from_db()
    assert (proxy.state, proxy.revoked_why) == ("revoked", "Retirée par qui l’avait donnée.")


def test_a_holder_is_named_by_address_or_whole_name(scene):
    assert "Personne de ce nom" in post(scene.space, "give", scene.right.pk, holder="Nul Autre").content.decode()
    again = post(scene.space, "give", scene.right.pk, holder="bruno roy")
    assert "soi-même" in again.content.decode()
    assert post(scene.space, "give", scene.right.pk, holder=" chloé ").status_code == 302
    twice = post(scene.space, "give", scene.right.pk, holder=scene.chloe_person.email)
    assert twice.status_code == 409
    assert scene.space.get(reverse("ballots:give", args=[scene.other.pk])).status_code == 404


def test_forbidden_proxies_say_the_rule_and_its_source():
    networks.install("csi")
    bruno = cast.user("Bruno")
    member, _person = factory.voter("associee", bruno)
    right = factory.right_of(factory.frozen(), member)
    space = cast.browser(bruno)
    source = networks.shipped("csi").legal.proxies.allowed.source.replace("'", "&#x27;")
    for page in (read(space, "proxies"), read(space, "give", right.pk)):
        assert "Les procurations ne sont pas permises." in page
        assert source in page
    assert "Donner procuration<" not in read(space, "proxies")


def test_a_signed_form_is_typed_in_and_taken_back(scene, django_capture_on_commit_callbacks):
    form = SimpleUploadedFile("procuration.pdf", PDF, "application/pdf")
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(scene.desk, "proxy_form", scene.right.pk, holder=scene.chloe_person.pk, document=form)
    assert answer.status_code == 302
    proxy = Proxy.objects.get()
    assert (proxy.state, proxy.how) == ("accepted", "form")
    told = Message.objects.get(purpose="ballots.proxy")  # who gave none hears of it
    assert told.to == scene.bruno_person.email
    assert "Si vous ne l’avez pas donnée" in told.text
    proxies.principal_arrived(roll=scene.roll, person=scene.bruno_person, by=None)
    assert "Remettre en vigueur" in read(scene.desk, "right", scene.right.pk)
    post(scene.desk, "proxy_restore", proxy.pk)
    post(scene.desk, "proxy_revoke", proxy.pk)
    proxy.refresh_from_db()
    assert (proxy.state, proxy.by_arrival) == ("revoked", False)
    assert read(scene.desk, "roll_proxies", scene.roll.pk)


def test_the_blank_form_names_the_right_and_the_rule(scene, monkeypatch):
    drawn = []
    monkeypatch.setattr(papers.pdf, "render", lambda template, data, lang: drawn.append(data) or b"%PDF")
    scene.space.get(reverse("ballots:my_form", args=[scene.right.pk]))
    for word in ("Les Semeurs", "Bruno Roy", "Assemblée annuelle", "au plus 2 procurations", "Signature"):
        assert word in str(drawn[0]), word
    monkeypatch.undo()
    assert scene.desk.get(reverse("ballots:right_form", args=[scene.right.pk])).content.startswith(b"%PDF-")
    assert scene.space.get(reverse("ballots:my_form", args=[scene.other.pk])).status_code == 404


def test_a_member_names_another_of_its_own(scene):
    another = make.delegate(scene.of_bruno, kind="substitute").person
    page = read(scene.space, "my_delegate", scene.right.pk)
    assert str(another) in page
    assert str(scene.chloe_person) not in page
    post(scene.space, "my_delegate", scene.right.pk, person=another.pk)
    scene.right.refresh_from_db()
    assert scene.right.delegate == another


def test_withheld_names_stay_with_those_who_may_read_them(scene):
    type(scene.of_chloe.organisation).objects.filter(pk=scene.of_chloe.organisation.pk).update(withheld=True)
    officer = cast.browser(cast.user("Odile", "secretary"))
    for name in ("rights", "roll_check"):
        assert "Ville Rose" not in read(officer, name, scene.roll.pk)
    assert "Ville Rose" not in officer.get(
        reverse("ballots:rights", args=[scene.roll.pk]), {"q": "Ville"}).content.decode().replace('value="Ville', "")  # fmt: skip
    assert "Ville Rose" in read(scene.desk, "rights", scene.roll.pk)


def test_the_panel_of_an_assembly_and_its_record(scene, rf):
    class Assembly:
        roll = scene.roll

    request = rf.get("/")
    request.user = scene.bruno
    template, context = of_assembly(request, Assembly)
    assert template == "ballots/rights_panel.html"
    assert [line.name for line in context["mine"].lines] == ["Les Semeurs"]
    corrections.correct_strike(right=scene.other, decision="Radiée.", by=None)
    files = dict(record(Assembly))
    assert len(files) == 4
    assert "Radiée." in files["liste-electorale/corrections.csv"].decode("utf-8-sig")
    (step,) = steps(Assembly)
    assert step.done


def test_what_the_room_knows_of_a_person_is_told_and_erased(scene):
    post(scene.space, "give", scene.right.pk, holder=scene.chloe_person.email, instructions="Oui au budget")
    data = house.personal_data.get("ballots.rolls")
    told = str(data.export(scene.bruno))
    assert "Les Semeurs" in told
    assert "Oui au budget" in told
    assert data.erase(scene.bruno, by=None)
    assert Proxy.objects.get().instructions == ""


def test_my_page_asks_as_many_questions_for_one_right_as_for_six(django_assert_max_num_queries):
    networks.install("ciso")
    user = cast.user("Bruno")
    size = {"represented_members": 60_000}
    member = make.member("groupe-a", sizes=size)
    make.delegate(member, user)
    factory.frozen()
    space = cast.browser(user)

    def asked():
        read(space, "proxies")
        with django_assert_max_num_queries(60) as seen:
            read(space, "proxies")
        return len(seen)

    one = asked()
    rolls.close(roll=member_roll(), by=None)
    for _ in range(5):
        make.delegate(member)
    factory.frozen()
    assert asked() == one


def member_roll():
    return factory.Roll.objects.get(state="frozen")


@pytest.mark.slow
@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_the_demonstration_shows_rolls(network, settings):
    settings.DEMO = True
    profile = networks.install(network)
    context = DemoContext(profile, factory.date.today(), [].append, {})
    for key in ("accounts", "organisations", "members", "ballots.rolls"):
        house.demo.get(key).write(context)
    frozen = factory.Roll.objects.get(state="frozen")
    assert frozen.rights.exists()
    assert frozen.challenges.open().exists()
    assert frozen.corrections.exists() == frozen.challenges.filter(state="upheld").exists()
    assert frozen.proxies.exists() == profile.legal.proxies.allowed.value
    assert factory.Roll.objects.filter(state="draft").exists()
