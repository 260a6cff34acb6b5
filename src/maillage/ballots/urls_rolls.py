"""Addresses of rolls and proxies."""

from django.urls import path

from maillage.ballots.views import my_rolls, rights, roll_verbs, rolls

G = "gestion/listes-electorales/"
R = f"{G}droits/<int:pk>/"
M = "espace/procurations/"

urlpatterns = [
    path(G, rolls.Rolls.as_view(), name="rolls"),
    path(f"{G}nouvelle/", roll_verbs.NewRoll.as_view(), name="roll_new"),
    path(f"{G}<int:pk>/", rolls.RollPage.as_view(), name="roll"),
    path(f"{G}<int:pk>/droits/", rolls.Rights.as_view(), name="rights"),
    path(f"{G}<int:pk>/absences/", rolls.Absences.as_view(), name="absences"),
    path(f"{G}<int:pk>/procurations/", rolls.Proxies.as_view(), name="roll_proxies"),
    path(f"{G}<int:pk>/a-verifier/", rolls.ToCheck.as_view(), name="roll_check"),
    path(f"{G}<int:pk>/regle-procurations/", roll_verbs.ProxyRule.as_view(), name="proxy_rule"),
    path(f"{G}<int:pk>/arreter/", roll_verbs.Freeze.as_view(), name="roll_freeze"),
    path(f"{G}<int:pk>/clore/", roll_verbs.Close.as_view(), name="roll_close"),
    path(f"{G}<int:pk>/ajouter/", roll_verbs.AddRight.as_view(), name="right_add"),
    path(f"{G}contestations/<int:pk>/", roll_verbs.DecideChallenge.as_view(), name="challenge_decide"),
    path(f"{G}procurations/<int:pk>/retirer/", rights.RevokeProxy.as_view(), name="proxy_revoke"),
    path(f"{G}procurations/<int:pk>/retablir/", rights.RestoreProxy.as_view(), name="proxy_restore"),
    path(R, rights.RightPage.as_view(), name="right"),
    path(f"{R}radier/", roll_verbs.Strike.as_view(), name="right_strike"),
    path(f"{R}corriger/", roll_verbs.Change.as_view(), name="right_change"),
    path(f"{R}porter/", rights.NameDelegate.as_view(), name="right_delegate"),
    path(f"{R}bloc/", rights.BlockVote.as_view(), name="right_block"),
    path(f"{R}procuration/", rights.ProxyByForm.as_view(), name="proxy_form"),
    path(f"{R}procuration.pdf", rights.right_form, name="right_form"),
    path(M, my_rolls.my_proxies, name="proxies"),
    path(f"{M}<int:pk>/donner/", my_rolls.Give.as_view(), name="give"),
    path(f"{M}<int:pk>/porter/", my_rolls.Delegate.as_view(), name="my_delegate"),
    path(f"{M}<int:pk>/formulaire.pdf", my_rolls.my_form, name="my_form"),
    path(f"{M}recues/<int:pk>/", my_rolls.answer, name="answer"),
    path(f"{M}retirer/<int:pk>/", my_rolls.Revoke.as_view(), name="my_revoke"),
    path(f"{M}listes/<int:pk>/contester/", my_rolls.Challenge.as_view(), name="challenge"),
]
