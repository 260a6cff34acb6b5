"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.messages.views import mailings, manage
from maillage.messages.views import public as pages

app_name = "messages"

public = [path("infolettre/", pages.newsletter, name="newsletter")]
urlpatterns = [
    path("desinscription/<str:token>/", pages.unsubscribe, name="unsubscribe"),
    path("confirmer/<str:token>/", pages.confirm, name="confirm"),
    path("courrier/", pages.letters, name="letters"),
    path("courrier/<int:pk>/", pages.letter, name="letter"),
    path("courrier/<int:pk>/lettre/", pages.letter_html, name="letter_html"),
    path("gestion/messages/", manage.Outbox.as_view(), name="outbox"),
    path("gestion/messages/<int:pk>/", manage.MessageDetail.as_view(), name="message"),
    path("gestion/messages/<int:pk>/renvoyer/", manage.Retry.as_view(), name="message_retry"),
    path("gestion/messages/<int:pk>/retour/", manage.Bounce.as_view(), name="message_bounce"),
    path("gestion/messages/<int:pk>/traite/", manage.Seen.as_view(), name="message_seen"),
    path("gestion/ecrire/", mailings.Mailings.as_view(), name="mailings"),
    path("gestion/ecrire/<int:pk>/", mailings.MailingDetail.as_view(), name="mailing"),
    path("gestion/ecrire/<int:pk>/modifier/", mailings.MailingEdit.as_view(), name="mailing_edit"),
    path("gestion/ecrire/<int:pk>/envoyer/", mailings.MailingSend.as_view(), name="mailing_send"),
]
