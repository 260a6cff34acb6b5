"""The day: those who hold the desk open it; a volunteer's link, a ticket, one's own certificate, by their addresses."""

from maillage.accounts.models import User
from maillage.enrolments import links
from maillage.enrolments.actions import certificates, desk_links, door
from maillage.enrolments.models import Certificate
from tests.enrolments.day import date_of, enrolled
from tests.matrix_objects import Objects, objects


def certificate() -> Certificate:
    session, _opening = date_of(9, hours=-3)
    (place,) = enrolled(session, name="Lucie Roy")
    door.arrive(session=session, place=place, nonce=f"nonce-{place.pk:010}", by=None)
    rule = {"least_share": 100, "statement": "", "signer": "", "signer_role": "", "self_service": True}
    certificates.choose(activity=session.activity, values=rule, by=None)
    (made,) = certificates.issue(activity=session.activity, by=None)
    return made


@objects("enrolments:door", "enrolments:door_sync", "enrolments:desk_links", "enrolments:sheet", "enrolments:sheet_type",
         "enrolments:tables", "enrolments:tables_pdf")  # fmt: skip
def date(user: User | None) -> Objects:
    session, _opening = date_of()
    return Objects({"pk": session.pk})


@objects("enrolments:certificates")
def activity(user: User | None) -> Objects:
    session, _opening = date_of()
    return Objects({"pk": session.activity_id})


@objects("enrolments:certificate_pdf", "enrolments:certificate_withdraw")
def issued(user: User | None) -> Objects:
    return Objects({"pk": certificate().pk})


@objects("enrolments:desk_revoke")
def link(user: User | None) -> Objects:
    session, _opening = date_of()
    return Objects({"pk": desk_links.make_link(session=session, label="Paul", by=None).pk})


@objects("enrolments:desk", "enrolments:desk_sync")
def held(user: User | None) -> Objects:
    session, _opening = date_of()
    return Objects({"token": desk_links.token(desk_links.make_link(session=session, label="Paul", by=None))})


@objects("enrolments:ticket")
def ticket(user: User | None) -> Objects:
    session, _opening = date_of()
    return Objects({"token": links.ticket(enrolled(session)[0].enrolment)}, {"token": "devine"})


@objects("enrolments:certificates_own")
def own(user: User | None) -> Objects:
    return Objects({"token": links.token(certificate().place.enrolment)}, {"token": "devine"})


@objects("enrolments:certificate_own_pdf")
def own_pdf(user: User | None) -> Objects:
    mine, other = certificate(), certificate()
    token = links.token(mine.place.enrolment)
    return Objects({"token": token, "pk": mine.pk}, {"token": token, "pk": other.pk})


@objects("site:certificate")
def verified(user: User | None) -> Objects:
    return Objects({"number": certificate().number}, {"number": "2026-AAAA-AAAA"})
