"""What an applicant writes before anyone decides: the draft, its documents, its charter, its sponsors."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.accounts.roles import Permission
from maillage.core import text
from maillage.files import actions as files
from maillage.files.enums import DocumentKind
from maillage.members import emails
from maillage.members.actions.common import record, refuse
from maillage.members.actions.memberships import category_of
from maillage.members.enums import ApplicationState
from maillage.members.models import Application, Member, Piece, Sponsor
from maillage.network import current

OPEN_TO_APPLICANT = (ApplicationState.DRAFT, ApplicationState.INCOMPLETE)
FIELDS = ("name", "contact_name", "contact_email", "contact_phone", "motivation", "answers", "language")


def writable(application: Application) -> Application:
    """The application, locked, while its applicant may still write in it."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.state not in OPEN_TO_APPLICANT:
        raise refuse("state", state=application.get_state_display())
    return application


def put(application: Application, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(
                application,
                name,
                text.clean(value, multiline=name == "motivation") if isinstance(value, str) else value,
            )
    application.full_clean(exclude=["organisation", "person", "member", "answers"])


@transaction.atomic
def begin_application(*, category: str, values: Mapping[str, Any], key: str, by: Any = None) -> Application:
    """Keep a first draft. A form sent twice (same `key`) is one application; it belongs to nobody but its link."""
    category_of(category)
    known = Application.objects.filter(key=key).first()
    if known:
        return known
    application = Application(category=category, key=key)
    put(application, values)
    application.save()
    record("application.begun", application, by=by, changes={"category": [None, category]})
    transaction.on_commit(lambda: emails.application_kept(application))
    return application


@transaction.atomic
def write_application(*, application: Application, values: Mapping[str, Any], by: Any = None) -> Application:
    """Change what was written, while it is a draft or sent back to be completed."""
    application = writable(application)
    put(application, values)
    application.version += 1
    application.save()
    return application


@transaction.atomic
def sign_charter(*, application: Application, by: Any = None) -> Application:
    """The applicant signs the charter in force: its version and the moment are kept."""
    application = writable(application)
    charter = current.profile().charter
    if charter is None:
        return application
    application.charter_version, application.charter_signed_at = charter.version, now()
    application.save()
    record("application.charter_signed", application, by=by, changes={"version": [None, charter.version]})
    return application


@transaction.atomic
def give_document(*, application: Application, code: str, upload: Any, by: Any = None) -> Piece:
    """Give a document that the category asks; given again, it is a new version of the same."""
    application = writable(application)
    asked = {item.code: item for item in category_of(application.category).admission.documents}
    if code not in asked:
        raise refuse("unknown_document")
    piece = application.pieces.filter(code=code).select_related("document").first()
    if piece:
        files.add_version(document=piece.document, upload=upload, by=by)
        return piece
    document = files.store(
        upload=upload, title=asked[code].name.text(), access=files.permission(Permission.MEMBERS_VIEW), by=by,
        about=application, kind=DocumentKind.PROOF,
    )  # fmt: skip
    return Piece.objects.create(application=application, code=code, document=document)


@transaction.atomic
def ask_sponsors(*, application: Application, members: Iterable[Member], by: Any = None) -> list[Sponsor]:
    """Ask members to support the application: their delegates are written to when it is sent."""
    application = writable(application)
    chosen = {member.pk for member in members}
    application.sponsors.filter(confirmed_at=None, declined_at=None).exclude(member__in=chosen).delete()
    return [Sponsor.objects.get_or_create(application=application, member_id=pk)[0] for pk in sorted(chosen)]


@transaction.atomic
def answer_sponsorship(*, sponsor: Sponsor, confirmed: bool, by: Any) -> Sponsor:
    """A delegate of the member confirms or declines, once."""
    sponsor = Sponsor.objects.select_for_update(of=("self",)).get(pk=sponsor.pk)
    if sponsor.confirmed_at or sponsor.declined_at:
        raise refuse("already_answered")
    if confirmed:
        sponsor.confirmed_at, sponsor.confirmed_by = now(), by
    else:
        sponsor.declined_at = now()
    sponsor.save()
    verb = "application.sponsored" if confirmed else "application.not_sponsored"
    record(verb, sponsor.application, by=by, changes={"member": [None, sponsor.member_id]})
    return sponsor


@transaction.atomic
def forget_drafts(*, before: date) -> int:
    """Delete the drafts that nobody touched since that day, with their documents."""
    rows = Application.objects.filter(state=ApplicationState.DRAFT, created_at__date__lt=before)
    ids = list(rows.values_list("pk", flat=True))
    for piece in Piece.objects.filter(application__in=ids).select_related("document"):
        if piece.document.removed_at is None:
            files.remove(document=piece.document, by=None)
    Application.objects.filter(pk__in=ids).delete()
    return len(ids)
