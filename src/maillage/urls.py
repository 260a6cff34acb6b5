"""Every address of the house. Public pages carry their language (/fr/…) and share the namespace `site`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from maillage.accounts import allauth_urls
from maillage.accounts import urls as accounts
from maillage.activities import urls as activities
from maillage.advocacy import urls as advocacy
from maillage.api import urls as api
from maillage.assemblies import urls as assemblies
from maillage.attendance import urls as attendance
from maillage.ballots import urls as ballots
from maillage.billing import urls as billing
from maillage.bodies import urls as bodies
from maillage.bookings import urls as bookings
from maillage.campaigns import urls as campaigns
from maillage.desk import accounts_urls
from maillage.desk import journal_urls as audit
from maillage.desk import urls as desk
from maillage.directory import urls as directory
from maillage.elections import urls as elections
from maillage.enrolments import urls as enrolments
from maillage.evaluations import urls as evaluations
from maillage.fieldwork import urls as fieldwork
from maillage.files import urls as files
from maillage.funding import urls as funding
from maillage.iati import urls as iati
from maillage.members import urls as members
from maillage.messages import urls as messages
from maillage.minutes import urls as minutes
from maillage.motions import urls as motions
from maillage.network import urls as network
from maillage.organisations import urls as organisations
from maillage.partnerships import urls as partnerships
from maillage.projects import urls as projects
from maillage.results import urls as results
from maillage.schools import urls as schools
from maillage.search import urls as search
from maillage.ui import urls as ui
from maillage.web import urls as web

site = [
    *web.public,
    *iati.public,
    *directory.public,
    *activities.public,
    *enrolments.public,
    *minutes.public,
    *motions.public,
    *elections.public,
    *assemblies.public,
    *ballots.public,
    *bodies.public,
    *evaluations.public,
    *schools.public,
    *attendance.public,
    *campaigns.public,
    *projects.public,
    *advocacy.public,
    *results.public,
    *bookings.public,
    *funding.public,
    *partnerships.public,
    *members.public,
    *organisations.public,
    *accounts.public,
    *network.public,
    *messages.public,
    *ui.public,
    *api.public,
]

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(path("", include((site, "site")))),  # first: the most asked for, known by their language
    path("compte/", include(allauth_urls)),
    path("", include(([*accounts.urlpatterns, *accounts_urls.urlpatterns], "accounts"))),
    path("", include(fieldwork)),
    path("", include(ballots)),  # before the others: hundreds vote at the same instant, and looking for the page would show
    *[path("", include(room)) for room in (web, iati, network, organisations, members, billing, activities,
                                           bodies, assemblies, motions, elections, minutes,
                                           enrolments, attendance, evaluations, schools, bookings, campaigns,
                                           projects,
                                           partnerships,
                                           advocacy, funding, results, files, messages, audit, search, desk, directory, ui, api)],
]  # fmt: skip

handler400 = "maillage.web.views.errors.bad_request"
handler403 = "maillage.web.views.errors.forbidden"
handler404 = "maillage.web.views.errors.not_found"
handler500 = "maillage.web.views.errors.broken"
