"""allauth's pages at French addresses, under allauth's own names, so that its redirections work.

Left out: signing up (nobody does by themselves), signing up with a passkey, telephones, trusted browsers.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.urls import path, re_path

urlpatterns = [
    # Coming in
    path("connexion/", account.login, name="account_login"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisir/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/cle/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/second-facteur/", factor.authenticate, name="mfa_authenticate"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    # Saying again who one is, before something that matters
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("confirmer/second-facteur/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/cle/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    # Address and password
    path("courriel/", account.email, name="account_email"),
    path("courriel/envoye/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^courriel/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path("mot-de-passe/oublie/fait/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(r"^mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", account.password_reset_from_key,
            name="account_reset_password_from_key"),
    # Second factors
    path("securite/", factor.index, name="mfa_index"),
    path("securite/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("securite/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("securite/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("securite/codes/refaire/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("securite/codes/telecharger/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("securite/cles/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("securite/cles/ajouter/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("securite/cles/<int:pk>/retirer/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("securite/cles/<int:pk>/renommer/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    # Sessions
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]  # fmt: skip
