"""The first start: every page leads to it, the code guards it, it happens once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.accounts.models import User
from maillage.network import current, start
from maillage.network.loader import dump_profile
from maillage.network.models import ProfileVersion
from tests import networks

pytestmark = pytest.mark.django_db
PERSON = {"person": "Amina Sarr", "email": "amina@exemple.org", "password": "trois mots bien longs"}


@pytest.fixture(autouse=True)
def _empty_install(settings, tmp_path):
    settings.FIRST_START = True
    settings.DATA = tmp_path
    current.forget()


def test_every_page_leads_to_the_first_start(client):
    for address in ("/", "/fr/", "/gestion/", "/espace/", "/fr/annuaire/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/depart/"), address
    page = client.get("/depart/")
    assert page.status_code == 200
    assert page.content.decode().count('type="radio"') == 5
    assert (start.path().stat().st_mode & 0o777) == 0o600


def test_the_code_is_asked_for(client):
    answer = client.post("/depart/", PERSON | {"profile": "csi", "code": "aaaa-bbbb-cccc"})
    assert answer.status_code == 422
    assert not ProfileVersion.objects.exists()
    assert not User.objects.exists()


def test_a_network_is_made_in_one_go_then_the_page_is_gone(client):
    answer = client.post("/depart/", PERSON | {"profile": "wsm", "code": start.code().upper(), "name": "Notre réseau"})
    assert answer.status_code == 302
    assert str(current.profile().names.name) == "Notre réseau"
    person = User.objects.get()
    assert person.role_codes == {"director", "administrator"}
    assert person.check_password(PERSON["password"])
    assert client.get("/depart/").status_code == 404
    assert client.post("/depart/", PERSON | {"profile": "csi", "code": "x"}).status_code == 404
    assert not start.path().exists()


def test_without_a_password_the_link_is_shown_when_no_letter_can_leave(client):
    answer = client.post("/depart/", PERSON | {"profile": "csi", "code": start.code(), "password": ""})
    assert answer.status_code == 200
    assert "http" in answer.context["link"]


def test_a_wrong_password_leaves_nothing_behind(client):
    answer = client.post("/depart/", PERSON | {"profile": "csi", "code": start.code(), "password": "q1w2e3r4t5y6"})
    assert answer.status_code == 422
    assert not ProfileVersion.objects.exists()
    assert not User.objects.exists()


def test_a_file_of_one_s_own(client):
    text = dump_profile(networks.shipped("ciso"))
    file = SimpleUploadedFile("profil.toml", text.encode())
    answer = client.post("/depart/", PERSON | {"file": file, "code": start.code()})
    assert answer.status_code == 302
    assert current.profile() == networks.shipped("ciso")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"format = 1\ncode = 3\n", "ligne 2"), (b"\xff\xfe", "UTF-8"), (b"a = [", "ligne 1"), (b"a" * 1_000_001, "1 Mo")],
)
def test_a_bad_file_is_told_with_its_lines(client, content, said):
    file = SimpleUploadedFile("profil.toml", content)
    answer = client.post("/depart/", PERSON | {"file": file, "code": start.code()})
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\xa0", " ")
    assert not ProfileVersion.objects.exists()
