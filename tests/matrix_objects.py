"""The objects that the authorisation matrix opens, route by route. A room adds its own lines.

`OBJECTS[route name]` is a function of the person who asks (None: a visitor) that gives `Objects(own, other)`:
`own` are the arguments of an object that this person may open (where the rule lets them in), `other` those of an
object that belongs to someone else (refused, or not found), or None where everyone let in sees everything.
It is called once for all its routes, inside a transaction that is undone; each request is undone before the next.

    @objects("members:application", "members:withdraw")
    def application(user):
        return Objects({"pk": make_application(by=user).pk}, {"pk": make_application().pk})

`FACTS[code]` is a function of a user that makes the fact true (a delegation, a membership…); a code that is not
here is given by a fact of the test alone. `ALSO[route name]` are other answers that a page may give to those let in.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image as Picture

from maillage.accounts import links
from maillage.accounts.matrix import Route
from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.api.models import Token
from maillage.audit import journal
from maillage.billing import actions as accounts
from maillage.billing.models import Charge, Payment, Statement, StatementLine
from maillage.core.money import Money
from maillage.files import actions as documents
from maillage.files.images import store_logo
from maillage.files.models import Document
from maillage.members import actions as membership
from maillage.members.models import Member
from maillage.messages import consents, outbox
from maillage.messages.actions import Recipient, draft_to
from maillage.messages.enums import ConsentPurpose
from maillage.messages.models import Consent, Message
from maillage.network.current import profile
from maillage.organisations.actions import merging
from maillage.organisations.models import DuplicateGroup
from tests.factories import members as joining
from tests.factories import organisations as factory

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Objects:
    own: Arguments
    other: Arguments | None = None


Make = Callable[[User | None], Objects]
OBJECTS: dict[str, Make] = {}
FACTS: dict[str, Callable[[User], None]] = {}
ALSO: dict[str, set[int]] = {}


def no_objects(user: User | None) -> Objects:
    return Objects({})


def made_alike(routes: Iterable[Route]) -> Iterator[tuple[Make, list[Route]]]:
    """Addresses by what they open: objects that several open are made once. One whose objects no room tells is left out."""
    found: dict[Make, list[Route]] = {}
    for route in routes:
        if route.name in OBJECTS:
            found.setdefault(OBJECTS[route.name], []).append(route)
        elif not route.arguments:
            yield no_objects, [route]
    yield from found.items()


def objects(*names: str) -> Callable[[Make], Make]:
    def add(make: Make) -> Make:
        OBJECTS.update(dict.fromkeys(names, make))
        return make

    return add


def someone() -> User:
    return User.objects.get_or_create(email="quelqu-un@matrice.org", defaults={"name": "Quelqu’un"})[0]


# accounts


@objects("accounts:user", "accounts:invite_again", "accounts:give_role", "accounts:take_role", "accounts:end_sessions",
         "accounts:forget_factors", "accounts:close", "accounts:reopen", "accounts:erase")  # fmt: skip
def account(user: User | None) -> Objects:
    return Objects({"pk": someone().pk})


@objects("accounts:end_session")
def session(user: User | None) -> Objects:
    def of(owner: User, key: str) -> Arguments:
        return {"pk": UserSession.objects.create(user=owner, ip="10.0.0.1", session_key=key, user_agent="x").pk}

    return Objects(of(user or someone(), "a" * 32), of(someone(), "b" * 32))


@objects("accounts:link")
def link(user: User | None) -> Objects:
    return Objects({"token": links.make(someone()).rstrip("/").rsplit("/", 1)[1]}, {"token": "nulle-part"})


@objects("account_confirm_email")
def confirmation(user: User | None) -> Objects:
    return Objects({"key": "rien"})


@objects("account_reset_password_from_key")
def reset(user: User | None) -> Objects:
    return Objects({"uidb36": "1", "key": "rien"})


@objects("mfa_remove_webauthn", "mfa_edit_webauthn")
def passkey(user: User | None) -> Objects:
    """Another's key: `tests/accounts/test_sign_in.py`, for one is first asked to confirm who one is."""
    key = Authenticator.objects.create(user=user or someone(), type="webauthn", data={"name": "clé"})
    return Objects({"pk": key.pk})


# Pages that show nothing when there is nothing: no recovery codes yet, an unknown confirmation, a network in place.
ALSO |= {
    "network:start": {404},
    "mfa_view_recovery_codes": {404},
    "mfa_download_recovery_codes": {404},
    "mfa_deactivate_totp": {404},
    "account_confirm_email": {404},
    "account_reauthenticate": {403},
    "mfa_reauthenticate": {403},
    "mfa_reauthenticate_webauthn": {403},
}


# organisations


def sees_withheld(user: User | None) -> bool:
    return user is not None and user.can(Permission.WITHHELD_VIEW)


@objects("organisations:detail", "organisations:update", "organisations:set_state", "organisations:verify",
         "organisations:withhold", "organisations:set_logo", "organisations:link_add")  # fmt: skip
def organisation(user: User | None) -> Objects:
    hidden = factory.organisation("Retenue", withheld=True, withheld_reason="menaces")
    return Objects({"pk": factory.organisation("Ouverte").pk}, None if sees_withheld(user) else {"pk": hidden.pk})


@objects("organisations:release")
def withheld_organisation(user: User | None) -> Objects:
    return Objects({"pk": factory.organisation("Retenue", withheld=True, withheld_reason="menaces").pk})


@objects("organisations:person", "organisations:person_update", "organisations:person_withhold",
         "organisations:person_erase")  # fmt: skip
def directory_person(user: User | None) -> Objects:
    hidden = factory.person("Retenue", withheld=True, withheld_reason="menaces")
    return Objects({"pk": factory.person("Ouverte").pk}, None if sees_withheld(user) else {"pk": hidden.pk})


@objects("organisations:person_release")
def withheld_person(user: User | None) -> Objects:
    return Objects({"pk": factory.person("Retenue", withheld=True, withheld_reason="menaces").pk})


@objects("organisations:link", "organisations:link_end", "organisations:link_remove")
def directory_link(user: User | None) -> Objects:
    open_, hidden = factory.organisation("Ouverte"), factory.organisation("Retenue", withheld=True)
    secret = factory.link(open_, hidden, "partner_of")
    shown = factory.link(open_, factory.organisation("Autre"), "partner_of")
    return Objects({"pk": shown.pk}, None if sees_withheld(user) else {"pk": secret.pk})


@objects("organisations:edit_review")
def edit_review(user: User | None) -> Objects:
    secret = factory.proposal(factory.organisation("Retenue", withheld=True))
    shown = factory.proposal(factory.organisation("Ouverte"))
    return Objects({"pk": shown.pk}, None if sees_withheld(user) else {"pk": secret.pk})


@objects("organisations:member_page", "organisations:member_update", "organisations:member_pending",
         "organisations:member_withdraw")  # fmt: skip
def kept_page(user: User | None) -> Objects:
    mine, theirs = factory.organisation("La mienne"), factory.organisation("La leur")
    factory.proposal(mine)
    factory.proposal(theirs)
    if user is not None:
        factory.contributor(user, mine)
    return Objects({"pk": mine.pk}, {"pk": theirs.pk})


@objects("organisations:merge_choose")
def mergeable(user: User | None) -> Objects:
    hidden = factory.organisation("Retenue", withheld=True, withheld_reason="menaces")
    return Objects({"pk": factory.organisation("Ouverte").pk}, None if sees_withheld(user) else {"pk": hidden.pk})


@objects("organisations:merge")
def merge_of_two(user: User | None) -> Objects:
    one, two = factory.organisation("Une"), factory.organisation("Une bis")
    hidden = factory.organisation("Retenue", withheld=True, withheld_reason="menaces")
    other = None if sees_withheld(user) else {"kept": one.pk, "absorbed": hidden.pk}
    return Objects({"kept": one.pk, "absorbed": two.pk}, other)


@objects("organisations:unmerge")
def merge_done(user: User | None) -> Objects:
    one, two = factory.organisation("Une"), factory.organisation("Une bis")
    return Objects({"pk": merging.merge(kept=one, absorbed=two, choices={}, by=None).pk})


@objects("organisations:duplicate_apart")
def duplicate_group(user: User | None) -> Objects:
    ids = [factory.organisation("Une").pk, factory.organisation("Une bis").pk]
    return Objects({"pk": DuplicateGroup.objects.create(ids=ids, reasons=["name"], score=0.9).pk})


@objects("organisations:import", "organisations:import_columns", "organisations:import_rejected",
         "organisations:import_write", "organisations:import_undo", "organisations:import_discard")  # fmt: skip
def directory_import(user: User | None) -> Objects:
    return Objects({"pk": factory.brought("Nom;Ville\nUne;Lyon\n").pk})


def keeps_a_page(user: User) -> None:
    factory.contributor(user, factory.organisation("Partenaire", country="ML"))


FACTS["contributor"] = keeps_a_page
# To release, one sees what is withheld and edits too; deciding of a proposal asks to edit, reading it does not.
ALSO |= {"organisations:release": {404}, "organisations:person_release": {404}, "organisations:edit_review": {403}}


# api


@objects("api:organisation")
def organisation_for_programs(user: User | None) -> Objects:
    """Without a key of the API, everyone sees what a visitor sees."""
    hidden = factory.organisation("Retenue", withheld=True)
    return Objects({"id": factory.organisation("Ouverte").pk}, {"id": hidden.pk})


@objects("api:token", "api:token_revoke")
def api_key(user: User | None) -> Objects:
    token = Token.objects.create(name="Carte", prefix="0123abcd", digest="x", expires_on=localdate())
    return Objects({"pk": token.pk})


# members


def joined(user: User | None, *, of_user: bool = False, withheld: bool = False) -> Member:
    """A member of today; `of_user`: this person speaks for it."""
    holder = joining.organisation("associee", withheld=withheld)
    member = joining.member("associee", holder=holder)
    joining.delegate(member, user if of_user else None)
    return member


def hidden_from(user: User | None) -> Member | None:
    return None if sees_withheld(user) else joined(user, withheld=True)


def other(user: User | None, made: Callable[[Member], int]) -> Arguments | None:
    member = hidden_from(user)
    return {"pk": made(member)} if member else None


@objects("members:detail", "members:change", "members:end", "members:return", "members:delegate_new",
         "members:dues_new", "members:exclusion_new", "members:card")  # fmt: skip
def member_of_the_network(user: User | None) -> Objects:
    return Objects({"pk": joined(user).pk}, other(user, lambda member: member.pk))


@objects("members:delegation_end")
def delegation(user: User | None) -> Objects:
    def made(member: Member) -> int:
        return int(member.delegations.get().pk)

    return Objects({"pk": made(joined(user))}, other(user, made))


@objects("members:dues_waive")
def dues(user: User | None) -> Objects:
    def made(member: Member) -> int:
        return membership.assess_dues(member=member, day=localdate(), issued_on=localdate(), by=None).pk

    return Objects({"pk": made(joined(user))}, other(user, made))


@objects("members:exclusion_hear", "members:exclusion_decide", "members:exclusion_appeal", "members:exclusion_close",
         "members:exclusion_settle")  # fmt: skip
def exclusion(user: User | None) -> Objects:
    def made(member: Member) -> int:
        return membership.open_exclusion(member=member, grounds="Motifs", notified_on=localdate(),
                                         hearing_on=localdate() + timedelta(days=9), by=None).pk  # fmt: skip

    return Objects({"pk": made(joined(user))}, other(user, made))


@objects("members:application", "members:application_ask", "members:application_complete", "members:application_decide",
         "members:application_admit", "members:application_refuse")  # fmt: skip
def application(user: User | None) -> Objects:
    sent = membership.submit_application(application=joining.application(), on=localdate())
    return Objects({"pk": sent.pk}, {"pk": joining.application().pk})  # nobody of the team reads a draft


@objects("members:my_card", "members:propose")
def own_membership(user: User | None) -> Objects:
    return Objects({"pk": joined(user, of_user=user is not None).pk}, {"pk": joined(user).pk})


@objects("members:sponsor")
def sponsorship(user: User | None) -> Objects:
    def made(member: Member) -> int:
        asked = joining.application()
        found = membership.ask_sponsors(application=asked, members=[member])[0]
        membership.submit_application(application=asked, on=localdate())
        return found.pk

    return Objects({"pk": made(joined(user, of_user=user is not None))}, {"pk": made(joined(user))})


@objects("members:follow", "members:rewrite")
def followed(user: User | None) -> Objects:
    """Whoever has the private link follows the application: nobody guesses it."""
    return Objects({"token": joining.application().token}, {"token": "devine"})


@objects("site:apply_to")
def category(user: User | None) -> Objects:
    return Objects({"code": "associee"}, {"code": "nulle-part"})


# network


@objects("network:section")
def section_of_the_profile(user: User | None) -> Objects:
    return Objects({"section": "contact"}, {"section": "nulle-part"})


@objects("network:version", "network:version_download")
def version_of_the_profile(user: User | None) -> Objects:
    return Objects({"number": 1}, {"number": 99})


# directory


@objects("site:organisation", "site:organisation_card")
def public_page(user: User | None) -> Objects:
    """Whoever asks: the public page of what is withheld does not exist."""
    hidden = factory.organisation("Retenue", withheld=True, withheld_reason="menaces")
    return Objects({"pk": factory.organisation("Ouverte").pk}, {"pk": hidden.pk})


# billing


def owed(user: User | None, *, of_user: bool = False) -> Charge:
    """A sum that a member organisation owes."""
    holder = joined(user, of_user=of_user).holder
    money = Money(1500, profile().currency)
    return accounts.charge(
        payer=holder, label="Cotisation", amount=money, issued_on=localdate(), due_on=localdate(), by=None
    )


def paid(user: User | None, *, of_user: bool = False) -> Payment:
    holder = joined(user, of_user=of_user).holder
    return accounts.record_payment(
        payer=holder, amount=Money(1500, profile().currency), received_on=localdate(), by=None
    )


@objects("billing:charge", "billing:charge_cancel")
def charge(user: User | None) -> Objects:
    return Objects({"pk": owed(user).pk})


@objects("billing:payment", "billing:payment_allocate", "billing:payment_refund", "billing:receipt_new")
def payment(user: User | None) -> Objects:
    return Objects({"pk": paid(user).pk})


@objects("billing:allocation_undo")
def allocation(user: User | None) -> Objects:
    due = owed(user)
    came = accounts.record_payment(payer=due.payer, amount=due.money, received_on=localdate(), by=None)
    return Objects({"pk": accounts.allocate_oldest(payment=came, by=None)[0].pk})


@objects("billing:invoice", "billing:invoice_pdf", "billing:invoice_credit")
def invoice(user: User | None) -> Objects:
    return Objects({"pk": accounts.issue_invoice(charges=[owed(user)], on=localdate(), by=None).pk})


@objects("billing:receipt_pdf")
def receipt(user: User | None) -> Objects:
    return Objects({"pk": accounts.issue_receipt(payment=paid(user), on=localdate(), by=None).pk})


@objects("billing:my_invoice_pdf")
def own_invoice(user: User | None) -> Objects:
    def made(*, mine: bool) -> Arguments:
        due = owed(user, of_user=mine and user is not None)
        return {"pk": accounts.issue_invoice(charges=[due], on=localdate(), by=None).pk}

    return Objects(made(mine=True), made(mine=False))


@objects("billing:my_receipt_pdf")
def own_receipt(user: User | None) -> Objects:
    def made(*, mine: bool) -> Arguments:
        came = paid(user, of_user=mine and user is not None)
        return {"pk": accounts.issue_receipt(payment=came, on=localdate(), by=None).pk}

    return Objects(made(mine=True), made(mine=False))


def bank_line() -> StatementLine:
    statement = Statement.objects.create(filename="releve.csv")
    return StatementLine.objects.create(statement=statement, fingerprint=uuid4().hex, booked_on=localdate(), amount=100,
                                        currency="CAD")  # fmt: skip


@objects("billing:statement")
def statement(user: User | None) -> Objects:
    return Objects({"pk": bank_line().statement_id})


@objects("billing:statement_line")
def statement_line(user: User | None) -> Objects:
    return Objects({"pk": bank_line().pk})


# messages and files


def letter(user: User | None = None) -> Message:
    """Of money for who reads the outbox; of an activity for who only writes to those enrolled."""
    writes = user is not None and user.can(Permission.MESSAGES_SEND) and not user.can(Permission.MESSAGES_VIEW)
    purpose = "activities" if writes else "billing"
    sent = outbox.send(to="bruno@exemple.org", subject="Bonjour", text="Bonjour", purpose=purpose)
    assert sent is not None
    return sent


@objects("messages:message", "messages:message_retry", "messages:message_bounce", "messages:message_seen",
         "messages:letter", "messages:letter_html")  # fmt: skip
def message(user: User | None) -> Objects:
    return Objects({"pk": letter(user).pk})


@objects("messages:mailing", "messages:mailing_edit", "messages:mailing_send")
def mailing(user: User | None) -> Objects:
    """A letter being written is its author's."""
    group = [Recipient("a@exemple.org", "Ana")]
    return Objects(
        {"pk": draft_to(recipients=group, by=user or someone()).pk}, {"pk": draft_to(recipients=group, by=someone()).pk}
    )


@objects("messages:unsubscribe")
def unsubscription(user: User | None) -> Objects:
    return Objects({"token": consent_token("messages:unsubscribe", consents.UNSUBSCRIBE)}, {"token": "devine"})


@objects("messages:confirm")
def consent_confirmation(user: User | None) -> Objects:
    return Objects({"token": consent_token("messages:confirm", consents.CONFIRM)}, {"token": "devine"})


def consent_token(route: str, salt: str) -> str:
    asked: Consent = consents.ask(purpose=ConsentPurpose.NEWSLETTER, address="ana@exemple.org", language="fr")
    return consents.url(route, asked, salt).rstrip("/").rsplit("/", 1)[1]


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def document(access: Any) -> Document:
    return documents.store(upload=SimpleUploadedFile("statuts.pdf", PDF), title="Statuts", access=access, by=None)


@objects("files:document", "files:document_edit", "files:document_version", "files:document_remove")
def kept_document(user: User | None) -> Objects:
    return Objects({"pk": document(documents.PUBLIC).pk})


@objects("files:serve")
def served(user: User | None) -> Objects:
    """Another's document does not exist for who is signed in; a visitor is asked to sign in."""

    def address(kept: Document) -> Arguments:
        public_id, name = kept.url.rsplit("/", 2)[1:]
        return {"public_id": public_id, "name": name}

    hidden = document(documents.person(someone()))
    return Objects(address(document(documents.PUBLIC)), address(hidden) if user else None)


@objects("files:image")
def image(user: User | None) -> Objects:
    drawing = BytesIO()
    Picture.new("RGB", (40, 40), "#2e3192").save(drawing, "PNG")
    stored = store_logo(SimpleUploadedFile("logo.png", drawing.getvalue()), alt="Logo", by=None)
    return Objects(
        {"public_id": stored.public_id, "size": 96, "ending": "png"},
        {"public_id": "devine", "size": 96, "ending": "png"},
    )


@objects("audit:entry")
def entry(user: User | None) -> Objects:
    return Objects({"pk": journal.record("account.changed", someone(), by=None).pk})
