"""The verbs: what they write, what they tell the journal, what they refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from maillage.audit.models import Entry
from maillage.messages.models import Message
from maillage.organisations import record, tree
from maillage.organisations.actions import bulk, links, organisations, people, proposals, withholding
from maillage.organisations.enums import EditState, Relation, State
from maillage.organisations.models import Link, Organisation, Person
from maillage.search.models import SearchTask
from tests import cast, networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db

FULL = {
    "name": "Passerelles de l’Estrie", "short_name": "PDE", "kind": "oci", "family": "cooperation", "founded": 1987,
    "city": "Sherbrooke", "region": "05", "country": "CA", "countries": ["ML", "HT"], "themes": ["egalite"],
    "descriptions": {"fr": "Nous relions."}, "identifiers": [["bn", "12345 6782"]],
    "sizes": [["budget", 2025, 12_000_000, "États financiers"]],
}  # fmt: skip


@pytest.fixture(autouse=True)
def network(db):
    return networks.install("csi")


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).first()


def test_create_writes_everything_and_tells_it():
    amina = cast.user("Amina", "director")
    made = organisations.create(values=FULL, by=amina)
    read = record.read(Organisation.objects.get(pk=made.pk))
    assert read["identifiers"] == [["bn", "123456782"]]
    assert read["countries"] == ["HT", "ML"]
    assert read["sizes"] == [["budget", 2025, 12_000_000, "États financiers"]]
    assert "email" in read["hidden_fields"]  # the profile does not show it
    told = last("organisation.created")
    assert told.actor_id == amina.pk
    assert told.changes["city"] == ["", "Sherbrooke"]
    assert told.changes["identifiers"] == [[], [["bn", "123456782"]]]
    assert SearchTask.objects.filter(kind="organisations.organisation", object_id=made.pk).exists()


def test_update_tells_only_what_changed_and_raises_the_version():
    made = organisations.create(values=FULL, by=None)
    again = organisations.update(organisation=made, values=FULL | {"city": "Magog", "countries": ["ML", "SN"]}, by=None)
    assert again.version == 2
    assert last("organisation.updated").changes == {
        "city": ["Sherbrooke", "Magog"], "countries": [["HT", "ML"], ["ML", "SN"]],
    }  # fmt: skip
    assert (
        organisations.update(
            organisation=made, values=FULL | {"city": "Magog", "countries": ["SN", "ML"]}, by=None
        ).version
        == 2
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " \x00 "}, "a un nom"),
        ({"kind": "licorne"}, "licorne"),
        ({"themes": ["rien"]}, "rien"),
        ({"countries": ["XX"]}, "XX"),
        ({"latitude": 12.0}, "longitude"),
        ({"latitude": 91.0, "longitude": 0.0}, "sur Terre"),
        ({"identifiers": [["bn", "123456789"]]}, "faute de frappe"),
        ({"sizes": [["budget", 2025, 1, ""], ["budget", 2025, 2, ""]]}, "deux fois"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(wrong, said):
    with pytest.raises(ValidationError) as refusal:
        organisations.create(values=FULL | wrong, by=None)
    assert said in " ".join(refusal.value.messages)
    assert not Organisation.objects.exists()


def test_partners_abroad_are_withheld_from_birth_where_the_network_says_so():
    abroad = {"name": "Unyon Travayè", "kind": "syndicat", "country": "HT"}
    assert not organisations.create(values=abroad, by=None).withheld
    networks.install("ciso")
    made = organisations.create(values=abroad, by=None)
    assert made.withheld
    assert made.withheld_reason
    assert last("organisation.created").label == ""  # its name is not in the journal's labels
    assert not organisations.create(values=abroad | {"country": "CA"}, by=None).withheld
    assert not organisations.create(values=abroad, withheld=False, by=None).withheld


def test_states():
    made = factory.organisation("Une")
    assert organisations.set_state(organisation=made, state=State.DORMANT, by=None).version == 2
    with pytest.raises(ValidationError, match="En sommeil"):
        organisations.set_state(organisation=made, state=State.DORMANT, by=None)
    organisations.set_state(organisation=made, state=State.ACTIVE, by=None)
    with pytest.raises(ValidationError):
        organisations.set_state(organisation=made, state=State.MERGED, by=None)


def test_verify_and_logo():
    amina = cast.user("Amina", "director")
    made = organisations.verify(organisation=factory.organisation(), by=amina)
    assert made.verified_by == amina
    assert not organisations.is_to_verify(made)
    assert organisations.set_logo(organisation=made, logo="abc", by=amina).logo == "abc"
    assert last("organisation.logo_changed").changes == {"logo": ["", "abc"]}


def test_withholding_asks_why_and_release_too():
    made = factory.organisation("Menacée")
    with pytest.raises(ValidationError, match="pourquoi"):
        withholding.withhold(organisation=made, reason="  ", by=None)
    assert withholding.withhold(organisation=made, reason="menaces", by=None).withheld
    assert last("organisation.withheld").label == ""
    with pytest.raises(ValidationError):
        withholding.release(organisation=made, reason="", by=None)
    assert not withholding.release(organisation=made, reason="la menace est passée", by=None).withheld
    with pytest.raises(ValidationError, match="pas retenue"):
        withholding.release(organisation=made, reason="encore", by=None)


def test_bulk_verbs_tell_each_change_and_nothing_else():
    rows = [factory.organisation(f"N{n}") for n in range(3)]
    factory.organisation("Dissoute", state=State.CLOSED)
    everything = Organisation.objects.all()
    assert bulk.verify(everything, by=None) == 4
    assert bulk.verify(everything, by=None) == 0
    assert bulk.set_dormant(everything, by=None) == 3
    assert bulk.set_public(everything, public=False, by=None) == 4
    assert bulk.withhold(Organisation.objects.filter(pk=rows[0].pk), reason="menaces", by=None) == 1
    assert Entry.objects.filter(verb="organisation.verified").count() == 4
    assert Organisation.objects.get(pk=rows[0].pk).version == 4


# Links


def test_a_link_is_written_from_both_ends_and_ended_at_both():
    one, two = factory.organisation("Une"), factory.organisation("Deux")
    made = factory.link(one, two, Relation.PARTNER_OF, started_on=date(2020, 1, 1))
    assert {str(link) for link in Link.objects.all()} == {"Une est partenaire de Deux", "Deux est partenaire de Une"}
    back = Link.objects.get(is_reverse=True)
    links.end(link=back, on=date(2021, 1, 1), by=None)
    assert set(Link.objects.values_list("ended_on", flat=True)) == {date(2021, 1, 1)}
    assert Entry.objects.filter(verb="organisation.link_ended").count() == 2
    links.unlink(link=made, by=None)
    assert not Link.objects.exists()


def test_a_circular_affiliation_is_refused_with_its_path():
    one, two, three = (factory.organisation(name) for name in ("Une", "Deux", "Trois"))
    factory.link(two, one)
    factory.link(three, two)
    with pytest.raises(ValidationError, match="Une → Trois → Deux → Une"):
        factory.link(one, three)
    with pytest.raises(ValidationError, match="Une → Une"):
        factory.link(one, one)
    made = factory.link(one, factory.organisation("Quatre"))
    assert tree.circle(made.to_organisation_id, three.pk)


def test_what_was_once_is_no_circle_today():
    one, two = factory.organisation("Une"), factory.organisation("Deux")
    factory.link(two, one, started_on=date(2000, 1, 1), ended_on=date(2005, 1, 1))
    factory.link(one, two, started_on=date(2010, 1, 1))
    with pytest.raises(ValidationError, match="Deux → Une → Deux"):
        factory.link(two, one, started_on=date(2012, 1, 1))


def test_the_same_link_at_the_same_time_is_refused_from_either_end():
    one, two, camille = factory.organisation("Une"), factory.organisation("Deux"), factory.person("Roy")
    factory.link(one, camille, started_on=date(2020, 1, 1), ended_on=date(2022, 12, 31))
    with pytest.raises(ValidationError, match="déjà ce lien"):
        factory.link(one, camille, started_on=date(2022, 12, 31))
    factory.link(one, camille, started_on=date(2023, 1, 1))
    factory.link(one, two, Relation.TWINNED_WITH)
    with pytest.raises(ValidationError, match="déjà ce lien"):
        factory.link(two, one, Relation.TWINNED_WITH)


def test_dates_and_ends_are_checked():
    one, camille = factory.organisation("Une"), factory.person("Roy")
    with pytest.raises(ValidationError, match="avant le début"):
        factory.link(one, camille, started_on=date(2022, 1, 1), ended_on=date(2021, 1, 1))
    with pytest.raises(ValidationError, match="ne lie pas"):
        factory.link(one, camille, Relation.PARTNER_OF)
    with pytest.raises(ValidationError, match="elle-même"):
        factory.link(one, one, Relation.PARTNER_OF)
    made = factory.link(one, camille, started_on=date(2022, 1, 1))
    with pytest.raises(ValidationError, match="avant d’avoir commencé"):
        links.end(link=made, on=date(2021, 1, 1), by=None)
    changed = links.update_link(link=made, values={"role": "trésorière", "keeps_page": True}, by=None)
    assert changed.role == "trésorière"
    assert set(Link.objects.values_list("keeps_page", flat=True)) == {True}


# People


def test_a_person_from_birth_to_erasure():
    amina = cast.user("Amina", "director")
    made = people.create(values={"first_name": "Zoé", "last_name": "Pépin", "email": "zoe@courriel.example"}, by=amina)
    people.update(person=made, values={"phone": "819 555-0101", "note": "parle wolof"}, by=amina)
    house_ = factory.organisation("Une")
    factory.link(house_, made, role="déléguée syndicale")
    kept = people.erase(person=made, by=amina)
    assert "sans nom" in kept[0]
    gone = Person.objects.get(pk=made.pk)
    assert str(gone) == "Personne effacée"
    assert not Link.objects.exists()
    whole = "".join(f"{entry.label}{entry.changes}" for entry in Entry.objects.all())
    for secret in ("Zoé", "Pépin", "wolof", "syndicale", "555-0101"):
        assert secret not in whole
    with pytest.raises(ValidationError, match="effacée"):
        people.update(person=made, values={"phone": "1"}, by=amina)


def test_withholding_a_person_hides_their_public_links():
    made = factory.person("Pépin")
    factory.link(factory.organisation("Une"), made, is_public=True)
    withholding.withhold_person(person=made, reason="menaces", by=None)
    assert not Link.objects.filter(is_public=True).exists()
    tied = factory.link(factory.organisation("Deux"), Person.objects.get(pk=made.pk), is_public=True)
    assert not tied.is_public


# Proposals


def test_a_proposal_waits_and_is_public_once_accepted(django_capture_on_commit_callbacks):
    bruno, page = cast.user("Bruno"), organisations.create(values=FULL, by=None)
    edit = proposals.propose_edit(organisation=page, values={"phone": "819 555-0142", "is_public": False}, by=bruno)
    assert edit.data == {"phone": ["", "819 555-0142"]}  # what a member does not keep is left out
    assert Organisation.objects.get(pk=page.pk).phone == ""
    again = proposals.propose_edit(organisation=page, values={"city": "Magog"}, by=bruno)
    assert (again.pk, again.version, again.data) == (edit.pk, 2, {"city": ["Sherbrooke", "Magog"]})
    with pytest.raises(ValidationError, match="pendant votre lecture"):
        proposals.accept_edit(edit=edit, by=None, seen_version=page.version, seen_edit=1)
    with django_capture_on_commit_callbacks(execute=True):
        proposals.accept_edit(edit=edit, by=None, seen_version=page.version, seen_edit=2)
    assert record.read(Organisation.objects.get(pk=page.pk))["city"] == "Magog"
    assert last("organisation.edit_accepted").changes == {"city": ["Sherbrooke", "Magog"]}
    with pytest.raises(ValidationError, match="Acceptée"):
        proposals.accept_edit(edit=edit, by=None)


def test_a_refusal_is_explained_and_written_to_who_proposed(django_capture_on_commit_callbacks):
    bruno, page = cast.user("Bruno"), organisations.create(values=FULL, by=None)
    edit = proposals.propose_edit(organisation=page, values={"zones": "Votez <b>nous</b>"}, by=bruno)
    with pytest.raises(ValidationError, match="pourquoi"):
        proposals.refuse_edit(edit=edit, reason="", by=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert proposals.refuse_edit(edit=edit, reason="Pas de slogan", by=None).state == EditState.REFUSED
    letter = Message.objects.get(to=bruno.email)
    assert "Pas de slogan" in letter.text
    assert f"/espace/organisation/{page.pk}/" in letter.text


def test_nothing_changed_or_no_moderation():
    page = organisations.create(values=FULL, by=None)
    with pytest.raises(ValidationError, match="Rien n’a changé"):
        proposals.propose_edit(organisation=page, values={"city": "Sherbrooke"}, by=None)
    networks.install(
        profile=networks.changed("csi", lambda data: data["visibility"].update(moderate_member_edits=False))
    )
    assert proposals.propose_edit(organisation=page, values={"city": "Magog"}, by=None) is None
    assert record.read(Organisation.objects.get(pk=page.pk))["city"] == "Magog"
