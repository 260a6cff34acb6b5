"""The screens of membership, asked by everyone of the cast."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.billing.models import Invoice
from maillage.members import actions, jobs
from maillage.members.figures import public_ages
from maillage.members.models import Application, Delegation, Dues, Member, Sponsor
from maillage.messages.models import Message
from tests import cast, networks
from tests.cast import menu_counts
from tests.factories import members as make
from tests.members.test_memberships import PNG

pytestmark = pytest.mark.django_db
LONG_AGO = date(2022, 5, 1)


@pytest.fixture
def csi():
    return networks.install("csi")


@pytest.fixture
def amina(csi):
    return cast.browser(cast.user("Amina", "director"))


def whole():
    """A member with everything."""
    member = make.member("associee", start=LONG_AGO, name="Union des Mains")
    make.delegate(member, start=LONG_AGO)
    actions.assess_dues(member=member, day=localdate(), issued_on=localdate() - timedelta(days=200), by=None)
    actions.open_exclusion(member=member, grounds="Motifs", notified_on=localdate(),
                           hearing_on=localdate() + timedelta(days=9), by=None)  # fmt: skip
    return member


PAGES = ("list", "arrears", "rights", "dues", "figures", "applications", "new")


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_gestion_open_to_the_team_alone(amina, name):
    whole()
    url = reverse(f"members:{name}")
    assert amina.get(url).status_code == 200
    assert cast.browser(cast.user("Bruno")).get(url).status_code in (403, 404)
    assert cast.browser(None).get(url).status_code == 302


@pytest.mark.parametrize(
    "name", ["detail", "change", "end", "return", "delegate_new", "dues_new", "exclusion_new", "card"]
)
def test_pages_of_one_member(amina, name):
    member = whole()
    url = reverse(f"members:{name}", args=[member.pk])
    assert amina.get(url).status_code == 200
    assert cast.browser(cast.user("Bruno")).get(url).status_code in (403, 404)


def test_a_withheld_member_is_seen_by_those_who_may(amina):
    holder = make.organisation("oci", "Cachée", withheld=True)
    member = make.member("oci", holder=holder)
    treasurer = cast.browser(cast.user("Joseph", "treasurer"))  # no right to what is withheld
    assert b"Cach\xc3\xa9e" in amina.get(reverse("members:list")).content
    for name in ("list", "rights", "figures", "dues"):
        assert b"Cach\xc3\xa9e" not in treasurer.get(reverse(f"members:{name}")).content
    assert treasurer.get(member.get_absolute_url()).status_code == 404
    for url in ("/fr/", "/fr/adherer/", "/fr/adherer/oci/"):
        assert b"Cach\xc3\xa9e" not in cast.browser(None).get(url).content


def test_the_list_narrows_sorts_exports_in_a_flat_number_of_queries(amina, django_assert_max_num_queries):
    whole()
    for _n in range(12):
        make.delegate(make.member("oci"))
    make.member("individu", name="Ana Lopez")
    url = reverse("members:list")
    amina.get(url)
    with django_assert_max_num_queries(12 + menu_counts()):
        page = amina.get(url)
    assert page.content.count(b"<tr") == 15
    for query, count in (("q=mains", 1), ("categorie=individu", 1), ("etat=former", 0), ("cotisation=late", 1),
                         ("annee=2022", 1), ("q=lopez ana", 1), ("groupe=Z", 0)):  # fmt: skip
        assert amina.get(f"{url}?{query}").content.count(b'scope="row"') == count, query
    for name in ("number", "name", "category", "standing", "delegates"):
        assert amina.get(f"{url}?tri=-{name}").status_code == 200
    assert b"Union des Mains" in b"".join(amina.get(f"{url}?format=csv").streaming_content)


def test_bulk_dues_reminders_and_letters(amina):
    member = whole()
    make.member("associee")
    url = reverse("members:list")
    for verb in ("dues", "remind", "write", "remind"):
        done = amina.post(url, {"verb": verb, "everything": "1", "confirmed": "1"}, follow=True)
        assert done.status_code == 200
    assert Dues.objects.count() == 2
    assert Invoice.objects.count() == 1
    assert Message.objects.filter(purpose="reminder.dues").count() == 1
    assert amina.get(reverse("members:arrears")).content.count(b'scope="row"') == 1
    assert member.dues.count() == 1


def test_the_verbs_of_one_member(amina):
    member = make.member("associee", holder=make.organisation(family=""))
    today = localdate().isoformat()

    def post(name, data, pk=None):
        return amina.post(reverse(f"members:{name}", args=[pk or member.pk]), data)

    assert post("delegate_new", {"last_name": "Roy", "first_name": "Luc", "email": "luc@exemple.org",
                                 "kind": "delegate", "on": today}).status_code == 302  # fmt: skip
    assert post("dues_new", {"on": today, "instalments": "2", "preview": "1"}).status_code == 200
    assert post("dues_new", {"on": today, "instalments": "2", "invoice": "on"}).status_code == 302
    dues = Dues.objects.get()
    assert dues.charges.count() == 2
    assert post("dues_waive", {"on": today, "reason": "Non"}, dues.pk).status_code == 422  # invoiced
    assert post("change", {"category": "oci", "on": today, "note": ""}).status_code == 302
    assert post("delegation_end", {"on": today}, Delegation.objects.get().pk).status_code == 302
    assert post("end", {"on": today, "reason": "resigned", "note": ""}).status_code == 302
    assert post("end", {"on": "1999-01-01", "reason": "resigned", "note": ""}).status_code == 422
    assert not Member.objects.current(localdate() + timedelta(days=1)).exists()


def test_an_exclusion_step_by_step(amina):
    member = whole()
    exclusion = member.exclusions.get()
    hearing = (localdate() + timedelta(days=9)).isoformat()

    def post(name, data):
        return amina.post(reverse(f"members:exclusion_{name}", args=[exclusion.pk]), data).status_code

    assert post("decide", {"on": hearing, "body": "board", "decision": "Oui"}) == 409
    assert post("hear", {"on": hearing, "defence": "Rien"}) == 302
    assert post("decide", {"on": hearing, "body": "board", "decision": "Exclue"}) == 302
    assert post("appeal", {"on": hearing}) == 302
    assert post("close", {"on": (localdate() + timedelta(days=30)).isoformat(), "upheld": "upheld"}) == 302
    assert amina.get(member.get_absolute_url()).status_code == 200


def test_the_year_established_once(amina):
    whole()
    for _n in range(3):
        make.member("associee")
    make.member("oci")  # its budget is not known
    url = reverse("members:dues")
    page = amina.get(url).content.decode()
    assert "3 cotisations à établir" in page
    assert "budget" in page
    make_all = reverse("members:dues_establish")
    assert amina.post(make_all, {"expected": "9"}).status_code == 302
    assert Dues.objects.count() == 1
    for _n in range(2):
        amina.post(make_all, {"expected": "3"})
    assert Dues.objects.count() == 4


def form(**values):
    return {"key": "cle-de-la-page", "name": "Solidarité Estrie", "contact_name": "Ana Lopez", "city": "Sherbrooke",
            "contact_email": "ana@exemple.org", "country": "CA", "region": "05", "motivation": "Agir", **values}  # fmt: skip


def test_applying_without_account_nor_script(csi, amina):
    sponsor_member = make.member("oci", name="Marraine")
    bruno = cast.user("Bruno")
    make.delegate(sponsor_member, bruno)
    visitor = cast.browser(None)
    assert "public" in visitor.get("/fr/adherer/").headers["Cache-Control"]
    assert "public" not in visitor.get("/fr/adherer/oci/").headers.get("Cache-Control", "")
    assert visitor.post("/fr/adherer/oci/", form()).status_code == 422  # its budget
    data = form(size_budget="120 000 $", sponsors=[sponsor_member.pk], identifier_kind="neq", identifier="1234567890")
    wrong = visitor.post("/fr/adherer/oci/", data)
    assert wrong.status_code in (302, 422)
    data.pop("identifier")
    first = visitor.post("/fr/adherer/oci/", data)
    assert visitor.post("/fr/adherer/oci/", data).url == first.url  # sent twice, one application
    application = Application.objects.get()
    assert application.answers["sizes"][0][2] == 120_000_00
    for code in ("lettres-patentes", "reglements", "etats-financiers"):
        visitor.post(first.url, {"do": "document", "code": code, "upload": SimpleUploadedFile("p.png", PNG)})
    assert visitor.get(f"{first.url}modifier/").status_code == 200
    visitor.post(first.url, {"do": "send"})
    application.refresh_from_db()
    assert application.state == "submitted"
    page = visitor.get(first.url)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    member_browser = cast.browser(bruno)
    assert "Solidarité Estrie" in member_browser.get(reverse("members:mine")).content.decode()
    sponsor = Sponsor.objects.get()
    assert cast.browser(cast.user("Chloé")).get(reverse("members:sponsor", args=[sponsor.pk])).status_code == 404
    member_browser.post(reverse("members:sponsor", args=[sponsor.pk]), {"answer": "yes"})
    today = localdate().isoformat()
    for name, extra in (("complete", {}), ("decide", {}), ("admit", {})):
        url = reverse(f"members:application_{name}", args=[application.pk])
        assert amina.get(url).status_code == 200
        assert amina.post(url, {"on": today, **extra}).status_code == 302, name
    application.refresh_from_db()
    assert application.state == "admitted"
    assert amina.get(application.get_absolute_url()).status_code == 200
    assert application.member.organisation.sizes.get().value == 120_000_00
    assert visitor.post(first.url, {"do": "withdraw"}).status_code == 302
    assert Application.objects.get().state == "admitted"


def test_machines_and_crowds_are_stopped(csi):
    visitor = cast.browser(None)
    visitor.post("/fr/adherer/associee/", form(trap="http://spam.example"))
    assert not Application.objects.exists()
    for n in range(12):
        visitor.post("/fr/adherer/associee/", form(key=f"cle-{n}"))
    assert Application.objects.count() == 10


def test_behind_a_proxy_each_household_has_its_own_count(csi, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    visitor = cast.browser(None)
    for n in range(12):
        visitor.post("/fr/adherer/associee/", form(key=f"cle-{n}"), headers={"X-Forwarded-For": "192.0.2.7"})
    visitor.post("/fr/adherer/associee/", form(key="autre"), headers={"X-Forwarded-For": "192.0.2.8"})
    assert Application.objects.count() == 11


@pytest.mark.parametrize("network", ["csi", "cesiq", "wsm", "ciso", "occitanie"])
def test_every_category_of_every_network_has_its_form(network):
    profile = networks.install(network)
    visitor = cast.browser(None)
    assert visitor.get("/fr/adherer/").status_code == 200
    for category in profile.membership.categories:
        for lang in ("fr", "en", "es"):
            assert visitor.get(f"/{lang}/adherer/{category.code}/").status_code == 200
    assert visitor.get("/fr/adherer/nulle-part/").status_code == 404


def test_the_charter_is_signed_on_its_page():
    networks.install("occitanie")
    visitor = cast.browser(None)
    page = visitor.post("/fr/adherer/associations/", form(country="FR", region="", size_budget="20000"))
    assert page.status_code == 302
    visitor.post(page.url, {"do": "send"})
    assert Application.objects.get().state == "draft"
    visitor.post(page.url, {"do": "charter", "agreed": "1"})
    visitor.post(page.url, {"do": "send"})
    assert Application.objects.get().state == "submitted"


def test_the_members_own_space(csi):
    member, bruno, chloe = make.member("oci", start=LONG_AGO), cast.user("Bruno"), cast.user("Chloé")
    make.delegate(member, bruno, start=LONG_AGO)
    own, other = cast.browser(bruno), cast.browser(chloe)
    assert str(member) in own.get(reverse("members:mine")).content.decode()
    assert str(member) in own.get("/espace/").content.decode()
    assert str(member) not in other.get(reverse("members:mine")).content.decode()
    for name in ("my_card", "propose"):
        url = reverse(f"members:{name}", args=[member.pk])
        assert own.get(url).status_code == 200
        assert other.get(url).status_code == 404
    url = reverse("members:propose", args=[member.pk])
    data = {"last_name": "Roy", "kind": "substitute", "on": localdate().isoformat()}
    assert own.post(url, data).status_code == 302
    assert member.delegations.count() == 2


def test_reminders_leave_once_whatever_restarts(csi):
    member = make.member("associee", start=LONG_AGO)
    make.delegate(member, start=LONG_AGO)
    issued = localdate() - timedelta(days=30)  # sixty days to pay: thirty are left
    actions.assess_dues(member=member, day=localdate(), issued_on=issued, by=None)
    assert jobs.remind_dues() == 1
    assert jobs.remind_dues() == 0
    assert Message.objects.get().purpose == "reminder.dues"


def test_ages_are_never_told_below_five_in_public():
    assert public_ages([("a", 4)]) == []
    assert public_ages([("a", 3), ("b", 3), ("c", 1), ("d", 9), ("e", 2)]) == [("a ; b", 6), ("c ; d ; e", 12)]
