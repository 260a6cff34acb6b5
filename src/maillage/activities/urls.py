"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import URLPattern, path

from maillage.activities.views import calendar, feeds, frame, manage, member, parts, sessions, sources, venues, verbs
from maillage.activities.views import public as pages

app_name = "activities"
G = "gestion/activites/"
E = "espace/activites/"

public: list[URLPattern] = [
    path("agenda/", calendar.calendar, name="calendar"),
    path("agenda.ics", feeds.ics, name="calendar_ics"),
    path("agenda.atom", feeds.atom, name="calendar_atom"),
    path("agenda.json", feeds.data, name="calendar_data"),
    path("agenda.png", pages.calendar_card, name="calendar_card"),
    path("agenda/cadre/", frame.frame, name="calendar_frame"),
    path("agenda/cadre/code/", frame.code, name="calendar_frame_code"),
    path("activites/<int:pk>/", pages.activity, name="activity"),
    path("activites/<int:pk>-<slug:slug>/", pages.activity, name="activity"),
    path("activites/<int:pk>.ics", feeds.activity_ics, name="activity_ics"),
    path("activites/<int:pk>.png", pages.card, name="activity_card"),
]
followed: list[URLPattern] = [
    path("gestion/agendas/", sources.Sources.as_view(), name="sources"),
    path("gestion/agendas/nouveau/", sources.SourceEdit.as_view(), name="source_new"),
    path("gestion/agendas/<int:pk>/", sources.SourcePage.as_view(), name="source"),
    path("gestion/agendas/<int:pk>/modifier/", sources.SourceEdit.as_view(), name="source_edit"),
    path("gestion/agendas/<int:pk>/regarder/", sources.SourceLook.as_view(), name="source_look"),
    path("gestion/agendas/<int:pk>/lire/", sources.SourceRead.as_view(), name="source_read"),
    path("gestion/agendas/<int:pk>/retirer/", sources.SourceRemove.as_view(), name="source_remove"),
]
urlpatterns: list[URLPattern] = [
    *followed,
    path(G, manage.Activities.as_view(), name="list"),
    path(f"{G}nouvelle/", manage.Edit.as_view(), name="create"),
    path(f"{G}<int:pk>/", manage.Detail.as_view(), name="detail"),
    path(f"{G}<int:pk>/modifier/", manage.Edit.as_view(), name="update"),
    path(f"{G}<int:pk>/annoncer/", verbs.Announce.as_view(), name="announce"),
    path(f"{G}<int:pk>/tenue/", verbs.Hold.as_view(), name="hold"),
    path(f"{G}<int:pk>/pas-tenue/", verbs.Unhold.as_view(), name="unhold"),
    path(f"{G}<int:pk>/comptee/", verbs.Account.as_view(), name="account"),
    path(f"{G}<int:pk>/rouvrir/", verbs.Reopen.as_view(), name="reopen"),
    path(f"{G}<int:pk>/annuler/", verbs.Cancel.as_view(), name="cancel"),
    path(f"{G}<int:pk>/reprendre/", verbs.TakeUp.as_view(), name="take_up"),
    path(f"{G}<int:pk>/accepter/", verbs.Accept.as_view(), name="accept"),
    path(f"{G}<int:pk>/decliner/", verbs.Decline.as_view(), name="decline"),
    path(f"{G}<int:pk>/copier/", verbs.Copy.as_view(), name="copy"),
    path(f"{G}<int:pk>/affiche/", verbs.Poster.as_view(), name="poster"),
    path(f"{G}<int:pk>/documents/", verbs.Attach.as_view(), name="attach"),
    path(f"{G}<int:pk>/documents/<int:document>/retirer/", verbs.Detach.as_view(), name="detach"),
    path(f"{G}<int:pk>/langues/<slug:language>/", verbs.Translate.as_view(), name="translate"),
    path(f"{G}<int:pk>/dates/", sessions.Dates.as_view(), name="dates"),
    path(f"{G}<int:pk>/dates/nouvelle/", sessions.NewSession.as_view(), name="date_new"),
    path(f"{G}<int:pk>/dates/serie/", sessions.Series.as_view(), name="series"),
    path(f"{G}<int:pk>/tournee/", parts.tour, name="tour"),
    path(f"{G}<int:pk>/tournee/itineraire/", parts.itinerary, name="itinerary"),
    path(f"{G}<int:pk>/tournee/personne/", parts.GuestNew.as_view(), name="guest_new"),
    path(f"{G}<int:pk>/couts/", parts.Costs.as_view(), name="costs"),
    path(f"{G}<int:pk>/tables/", parts.Tables.as_view(), name="tables"),
    path(f"{G}<int:pk>/designations/", parts.nominees, name="nominees"),
    path(f"{G}<int:pk>/designations/nouvelle/", parts.NomineeNew.as_view(), name="nominee_new"),
    path("gestion/dates/<int:pk>/", sessions.OneSession.as_view(), name="date"),
    path("gestion/dates/<int:pk>/retablir/", sessions.Restore.as_view(), name="date_restore"),
    path("gestion/dates/<int:pk>/etape/", parts.StopEdit.as_view(), name="stop"),
    path("gestion/tournees/personnes/<int:pk>/", parts.GuestEdit.as_view(), name="guest"),
    path("gestion/tournees/personnes/<int:pk>/retirer/", parts.GuestRemove.as_view(), name="guest_remove"),
    path("gestion/designations/<int:pk>/", parts.NomineeEdit.as_view(), name="nominee"),
    path("gestion/designations/<int:pk>/decision/", parts.NomineeDecide.as_view(), name="nominee_decide"),
    path("gestion/lieux/", venues.Venues.as_view(), name="venues"),
    path("gestion/lieux/nouveau/", venues.VenueEdit.as_view(), name="venue_new"),
    path("gestion/lieux/<int:pk>/", venues.VenuePage.as_view(), name="venue"),
    path("gestion/lieux/<int:pk>/modifier/", venues.VenueEdit.as_view(), name="venue_edit"),
    path("gestion/lieux/<int:pk>/supprimer/", venues.VenueDelete.as_view(), name="venue_delete"),
    path(E, member.Mine.as_view(), name="mine"),
    path(f"{E}proposer/", member.Propose.as_view(), name="propose"),
    path(f"{E}<int:pk>/", member.Follow.as_view(), name="mine_detail"),
    path(f"{E}<int:pk>/modifier/", member.Propose.as_view(), name="mine_edit"),
    path(f"{E}<int:pk>/retirer/", member.Withdraw.as_view(), name="mine_withdraw"),
    path(f"{E}<int:pk>/designer/", member.Nominate.as_view(), name="nominate"),
    path("espace/designations/<int:pk>/retirer/", member.NomineeWithdraw.as_view(), name="nominee_withdraw"),
]
