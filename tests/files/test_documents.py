"""Documents: who opens what, versions, refusals that leave nothing behind."""

import errno
import os
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from maillage.accounts.roles import Permission
from maillage.audit.models import Entry
from maillage.core.registry import Fact, house
from maillage.files import actions, images, jobs, registrations, storing
from maillage.files.models import Document, DocumentVersion, Image
from maillage.organisations.models import Organisation
from tests import cast
from tests.files.test_content import DOCX, picture

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%contenu"


@pytest.fixture(autouse=True)
def _own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(body=PDF, name="../../etc/passwd.html"):
    return SimpleUploadedFile(name, body, content_type="text/html")


def document(access=actions.PUBLIC, by=None, body=PDF, **others):
    return actions.store(upload=upload(body), title="Statuts de l’été", access=access, by=by, **others)


def get(person, what, **headers):
    return cast.browser(person).get(what.url if hasattr(what, "url") else what, headers=headers)


def files():
    return sorted(jobs.stored())


def test_a_public_document_is_served_so_that_nothing_runs():
    found = document()
    response = get(None, found)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["Content-Disposition"].startswith("attachment")
    assert "passwd" not in found.url + headers["Content-Disposition"]
    assert "public" in headers["Cache-Control"]
    assert not response.cookies
    assert get(None, found, if_none_match=headers["ETag"]).status_code == 304


def test_a_table_of_a_stranger_is_never_shown_as_a_page():
    found = document(body=b"a;b\n1;2\n")
    headers = get(None, found).headers
    assert headers["Content-Type"] == "text/csv"
    assert headers["Content-Disposition"].startswith("attachment")


def test_another_name_is_not_found():
    found = document()
    assert get(None, f"/documents/{found.public_id}/autre.pdf").status_code == 404
    assert get(None, "/documents/inconnu/autre.pdf").status_code == 404


def opens(found):
    """Who of the cast opens it: visitor, member, treasurer, director."""
    people = [None, cast.user("Bruno"), cast.user("Marie", "treasurer"), cast.user("Amina", "director")]
    return [get(person, found).status_code for person in people]


def test_who_opens_what_signed_in():
    assert opens(document(actions.SIGNED_IN)) == [302, 200, 200, 200]


def test_who_opens_what_permission():
    assert opens(document(actions.permission(Permission.BILLING_EDIT))) == [302, 404, 200, 200]


def test_who_opens_what_of_one_person():
    lea = cast.user("Léa")
    found = document(actions.person(lea))
    assert opens(found) == [302, 404, 404, 404]
    response = get(lea, found)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_who_opens_what_of_an_organisation(monkeypatch):
    chloe, dao = cast.user("Chloé"), cast.user("Dao")
    found = document(actions.holder("delegate", 12))
    monkeypatch.setitem(
        house.facts._items, "essai", Fact(("delegate",), lambda user: [("delegate", 12)] if user == chloe else [])
    )
    assert get(chloe, found).status_code == 200
    assert get(dao, found).status_code == 404


def test_a_document_that_ended_is_closed_then_taken_out():
    amina = cast.user("Amina", "director")
    found = document(ends_on=localdate() - timedelta(days=1))
    assert get(None, found).status_code == 404
    assert get(amina, found).status_code == 200
    assert jobs.sweep() == 0
    assert not Document.objects.get().removed_at
    Document.objects.update(ends_on=localdate() - timedelta(days=31))
    jobs.sweep()
    assert Document.objects.get().removed_at


def test_versions():
    amina = cast.user("Amina", "director")
    found = document(by=amina)
    actions.add_version(document=found, upload=upload(DOCX), by=amina)
    found = Document.objects.get()
    assert found.latest.number == 2
    assert found.url.endswith(".docx")
    earlier = found.versions.get(number=1)
    address = f"/documents/{found.public_id}/{earlier.name}?version=1"
    assert get(amina, address).status_code == 200
    assert get(None, address).status_code == 404
    assert get(amina, address.replace("=1", "=9")).status_code == 404


def test_removing_closes_deletes_and_is_written(django_capture_on_commit_callbacks):
    found = document()
    assert len(files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(document=found, by=None)
    assert files() == []
    assert get(None, found).status_code == 404
    assert list(Entry.objects.values_list("verb", flat=True)) == ["document.removed", "document.stored"]
    for again in (lambda: actions.remove(document=found, by=None),
                  lambda: actions.add_version(document=found, upload=upload(), by=None)):  # fmt: skip
        with pytest.raises(ValidationError, match="retiré"):
            again()


@pytest.mark.parametrize("body", [b"", b"<svg/>", b"MZ", b"x"])
def test_a_refused_file_leaves_nothing_behind(body):
    with pytest.raises(ValidationError) as refusal:
        document(body=body)
    assert refusal.value.messages[0].endswith(".")
    assert not Document.objects.exists()
    assert files() == []


def test_a_document_without_a_title_is_refused():
    with pytest.raises(ValidationError, match="titre"):
        actions.store(upload=upload(), title=" \u200b", access=actions.PUBLIC, by=None)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_clear_refusal_without_half_a_row(monkeypatch, number):
    def full(self, name, content, max_length=None):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"half")
        raise OSError(number, "full")

    monkeypatch.setattr(type(default_storage._wrapped) if hasattr(default_storage, "_wrapped") else type(default_storage),
                        "save", full)  # fmt: skip
    with pytest.raises(ValidationError, match="plus de place"):
        document()
    with pytest.raises(ValidationError, match="plus de place"):
        images.store_logo(upload(picture()))
    assert not Document.objects.exists()
    assert not DocumentVersion.objects.exists()
    assert files() == []


def test_another_error_of_the_disk_is_not_hidden(monkeypatch):
    monkeypatch.setattr(storing.default_storage, "save", lambda *a: (_ for _ in ()).throw(OSError(errno.EIO, "x")))
    with pytest.raises(OSError, match="x"):
        document()
    assert not Document.objects.exists()


def test_more_bytes_than_announced_are_refused(monkeypatch):
    monkeypatch.setattr(storing, "MAX_BYTES", 10)
    with pytest.raises(ValidationError):
        document(body=PDF)
    liar = upload()
    liar.size = 1
    with pytest.raises(ValidationError):
        actions.store(upload=liar, title="x", access=actions.PUBLIC, by=None)


def test_orphans_are_swept_and_missing_files_are_told():
    found = document()
    logo = images.store_logo(upload(picture()))
    orphan = default_storage.save("documents/aa/orphelin.pdf", upload())
    assert jobs.sweep() == 0  # an upload may be under way
    old = time.time() - 2 * jobs.ORPHAN_AFTER
    for path in files():
        os.utime(default_storage.path(path), (old, old))
    assert jobs.sweep() == 1
    assert orphan not in files()
    assert get(None, found).status_code == 200
    assert [level for level, _text in registrations.missing(None)] == ["ok"]
    default_storage.delete(found.latest.path)
    assert [level for level, _text in registrations.missing(None)] == ["error"]
    assert get(None, found).status_code == 404
    assert get(None, logo.url()).status_code == 200


def test_a_logo_is_served_for_ever():
    logo = images.store_logo(upload(picture(size=(800, 400))), alt="Logo")
    for size, ending in ((96, "webp"), (320, "png")):
        response = get(None, logo.url(size, ending))
        assert response.status_code == 200
        assert response.headers["Content-Type"] == f"image/{ending}"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        assert not response.cookies
        assert len(response.content) <= 40_000
    assert get(None, logo.url(55)).status_code == 404
    assert get(None, "/images/rien-96.webp").status_code == 404


def test_a_logo_that_is_no_image_is_refused():
    with pytest.raises(ValidationError, match="pas une image"):
        images.store_logo(upload(PDF))
    assert not Image.objects.exists()
    assert files() == []


def test_removing_a_logo_removes_its_files(django_capture_on_commit_callbacks):
    logo = images.store_logo(upload(picture()))
    with django_capture_on_commit_callbacks(execute=True):
        images.remove(logo)
    assert files() == []


def test_a_document_joined_to_a_letter():
    found = document()
    assert registrations.attachment(found.public_id).content == PDF
    assert registrations.attachment("rien") is None
    default_storage.delete(found.latest.path)
    assert registrations.attachment(found.public_id) is None


def test_gestion_puts_in_changes_and_takes_out():
    amina = cast.user("Amina", "director")
    browser = cast.browser(amina)
    assert browser.get("/gestion/documents/").status_code == 200
    data = {"title": "Règlement", "kind": "statutes", "access": "signed_in", "ends_on": ""}
    bad = browser.post("/gestion/documents/deposer/", {**data, "upload": upload(b"<svg/>")})
    assert bad.status_code == 422
    assert "dessin SVG" in bad.content.decode()
    assert browser.post("/gestion/documents/deposer/", {**data, "upload": upload()}).status_code == 302
    found = Document.objects.get()
    page = f"/gestion/documents/{found.pk}/"
    assert "Règlement" in browser.get(page).content.decode()
    assert browser.post(page + "version/", {"upload": upload(DOCX)}).status_code == 302
    assert browser.post(page + "version/", {"upload": upload(b"MZ")}).status_code == 422
    assert browser.post(page + "modifier/", {**data, "access": "public"}).status_code == 302
    found.refresh_from_db()
    assert found.access == "public"
    assert browser.post(page + "modifier/", {**data, "access": "person:1"}).status_code == 422
    assert browser.post(page + "retirer/").status_code == 302
    assert browser.get(page).status_code == 404


def test_an_access_that_the_form_does_not_offer_is_kept():
    amina = cast.user("Amina", "director")
    found = document(actions.permission(Permission.BILLING_EDIT), by=amina)
    data = {"title": "Autre titre", "kind": "other", "access": "permission:billing.edit", "ends_on": ""}
    assert cast.browser(amina).post(f"/gestion/documents/{found.pk}/modifier/", data).status_code == 302
    found.refresh_from_db()
    assert (found.title, found.access_of) == ("Autre titre", "billing.edit")


def test_reading_documents_is_not_changing_them():
    found = document()
    vera = cast.browser(cast.user("Vera", "auditor"))
    assert vera.get(f"/gestion/documents/{found.pk}/").status_code == 200
    for verb in ("modifier", "version", "retirer"):
        assert vera.post(f"/gestion/documents/{found.pk}/{verb}/").status_code == 403
    assert vera.post("/gestion/documents/deposer/").status_code == 403


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(django_assert_max_num_queries):
    amina = cast.browser(cast.user("Amina", "director"))
    for _turn in range(20):
        document()
    amina.get("/gestion/documents/")
    with django_assert_max_num_queries(30):
        amina.get("/gestion/documents/")


@pytest.mark.parametrize("access", [actions.PUBLIC, actions.SIGNED_IN, actions.permission(Permission.FILES_VIEW)])
def test_what_is_said_of_the_withheld_is_withheld(access):
    """The very title names them: neither opened nor listed, but by those who may know and by who put it there."""
    partner = Organisation.objects.create(name="Zébu clandestin", withheld=True)
    open_to_all = Organisation.objects.create(name="Atelier du lac")
    author, director = cast.user("Yao", "membership_officer"), cast.user("Amina", "director")
    others = [None, cast.user("Émile"), cast.user("Théa", "treasurer")]
    secret, known = document(access, by=author, about=partner), document(access, by=author, about=open_to_all)
    for one in (author, director):
        assert set(Document.objects.visible_to(one)) == {secret, known}
        assert get(one, secret).status_code == 200
    for one in others:
        seen = Document.objects.visible_to(one or AnonymousUser())
        assert secret not in seen
        assert get(one, secret).status_code == (404 if one else 302)
    assert known in Document.objects.visible_to(others[-1])
    partner.withheld = False
    partner.save()
    assert secret in Document.objects.visible_to(others[-1])
