"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.bookings.views import objects, reservations
from maillage.bookings.views import public as public_views

app_name = "bookings"
G = "gestion/materiel/"
R = "gestion/reservations/"

public = [
    path("emprunter/", public_views.kits, name="kits"),
    path("emprunter/<int:pk>-<slug:slug>/", public_views.kit, name="kit"),
    path("emprunter/<int:pk>/demande/", public_views.borrow, name="borrow"),
]
urlpatterns = [
    path(G, objects.Objects.as_view(), name="list"),
    path(f"{G}planning/", objects.Planning.as_view(), name="planning"),
    path(f"{G}nouveau/", objects.ObjectEdit.as_view(), name="new"),
    path(f"{G}<int:pk>/", objects.BookablePage.as_view(), name="detail"),
    path(f"{G}<int:pk>/modifier/", objects.ObjectEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/hors-service/", objects.OutOfOrder.as_view(), name="out_of_order"),
    path(f"{G}<int:pk>/en-service/", objects.BackInOrder.as_view(), name="back_in_order"),
    path(f"{G}<int:pk>/disponibilite/", objects.Hours.as_view(), name="hours"),
    path(f"{G}<int:pk>/absence/", objects.Away.as_view(), name="away"),
    path(f"{G}<int:pk>/retirer/", objects.Forget.as_view(), name="forget"),
    path(f"{G}<int:pk>/reserver/", reservations.Reserve.as_view(), name="reserve"),
    path(R, reservations.Reservations.as_view(), name="reservations"),
    path(f"{R}<int:pk>/", reservations.ReservationPage.as_view(), name="reservation"),
    path(f"{R}<int:pk>/confirmer/", reservations.Confirm.as_view(), name="confirm"),
    path(f"{R}<int:pk>/dates/", reservations.Move.as_view(), name="move"),
    path(f"{R}<int:pk>/remettre/", reservations.HandOut.as_view(), name="hand_out"),
    path(f"{R}<int:pk>/reprendre/", reservations.TakeBack.as_view(), name="take_back"),
    path(f"{R}<int:pk>/annuler/", reservations.Cancel.as_view(), name="cancel"),
    path("espace/emprunt/<str:token>/", public_views.asked, name="asked"),
]
