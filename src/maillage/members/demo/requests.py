"""Applications at each step: a draft, received, sent back, complete, accepted, refused; a sponsorship to confirm."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from maillage.members import actions
from maillage.members.enums import ApplicationState
from maillage.members.models import Application, Member
from maillage.messages.models import Message

NAMES = (
    ("Atelier des Deux Rives", "Noémie Castel"), ("Collectif Terres communes", "Samuel Okoye"),
    ("Maison des Voisinages", "Inès Delorme"), ("Les Semailles solidaires", "Hugo Van Damme"),
    ("Passerelle des Quartiers", "Rosa Medina"), ("Cercle des Marronniers", "Alain Fontaine"),
)  # fmt: skip
PATHS = ("draft", "submitted", "incomplete", "complete", "accepted", "refused")
PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


def write_requests(register: Any) -> int:
    """One for each step, by the verbs; nobody is written to: these people do not exist."""
    categories = [
        one for one in register.profile.membership.categories if one.who == "organisation" and not one.threshold
    ]
    for at, step in enumerate(PATHS if categories else ()):
        one(register, categories[at % len(categories)], step, *NAMES[at], at)
    Message.objects.filter(about_kind="members.application", state="queued").delete()
    return len(PATHS) if categories else 0


def one(register: Any, category: Any, step: str, name: str, contact: str, at: int) -> Application:
    sent = register.today - timedelta(days=60 - 7 * at)
    address = f"contact{at}@exemple.org"
    values = {"name": name, "contact_name": contact, "contact_email": address, "contact_phone": "",
              "motivation": "Nous voulons agir avec d’autres, et apprendre d’elles et d’eux.",
              "answers": {"city": "", "country": register.profile.country}, "language": "fr"}  # fmt: skip
    row = actions.begin_application(category=category.code, values=values, key=f"demo-{register.profile.code}-{at}")
    if step == "draft":
        return row
    if category.admission.sign_charter:
        row = actions.sign_charter(application=row)
    sponsors = list(
        Member.objects.current().exclude(organisation=None).order_by("number")[: category.admission.sponsors]
    )
    asked = actions.ask_sponsors(application=row, members=sponsors)
    if step not in ("submitted", "incomplete"):
        for document in category.admission.documents:
            upload = SimpleUploadedFile(f"{document.code}.pdf", PAGE, "application/pdf")
            actions.give_document(application=row, code=document.code, upload=upload)
        for sponsor in asked:
            actions.answer_sponsorship(sponsor=sponsor, confirmed=True, by=None)
    row = actions.submit_application(application=row, on=sent)
    Application.objects.filter(pk=row.pk).update(submitted_at=now() - timedelta(days=60 - 7 * at))
    return onward(row, step, sent)


def onward(row: Application, step: str, sent: Any) -> Application:
    if step == "incomplete":
        return actions.ask_for_more(
            application=row, word="Il manque vos derniers états financiers.", on=sent + timedelta(days=5), by=None
        )
    if step in ("complete", "accepted", "refused"):
        row = actions.declare_complete(application=row, on=sent + timedelta(days=6), by=None)
    if step in ("accepted", "refused"):
        word = "Votre mission ne touche pas à la solidarité internationale." if step == "refused" else ""
        row = actions.decide(
            application=row, accepted=step == "accepted", on=sent + timedelta(days=14), by=None, word=word
        )
    assert row.state in ApplicationState.values
    return row
