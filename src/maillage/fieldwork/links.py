"""The private address of a report: signed with the install's key, kept nowhere."""

from django.core import signing
from django.urls import reverse

from maillage.core.public import absolute
from maillage.fieldwork.models import ReportLink

SALT = "fieldwork.report"


def token(link: ReportLink) -> str:
    return signing.Signer(salt=SALT, sep="~").sign(str(link.pk))


def path_of(link: ReportLink) -> str:
    return reverse("fieldwork:entrusted", args=[token(link)])


def url_of(link: ReportLink) -> str:
    return absolute(path_of(link))
