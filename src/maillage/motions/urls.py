"""Addresses of the room; decisions are public in the register of resolutions."""

from typing import Any

from django.urls import path

from maillage.motions.views import amendments, manage, member, own_amendments, verbs

app_name = "motions"
G = "gestion/propositions/"
A = "gestion/propositions/amendements/<int:pk>/"
E = "espace/propositions/"

urlpatterns = [
    path(G, manage.Motions.as_view(), name="motions"),
    path(f"{G}nouvelle/", manage.choose, name="choose"),
    path(f"{G}assemblee/<int:pk>/nouvelle/", manage.MotionNew.as_view(), name="new"),
    path(f"{G}assemblee/<int:pk>/appel/", manage.Call.as_view(), name="call"),
    path(f"{G}assemblee/<int:pk>/reporter/", verbs.CarryOver.as_view(), name="carry_over"),
    path(f"{G}<int:pk>/", manage.MotionPage.as_view(), name="motion"),
    path(f"{G}<int:pk>/recrire/", manage.MotionEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/amender/", manage.AmendmentNew.as_view(), name="amend"),
    path(f"{G}<int:pk>/deposer/", verbs.Submit.as_view(), name="submit"),
    path(f"{G}<int:pk>/recevable/", verbs.Admit.as_view(), name="admit"),
    path(f"{G}<int:pk>/irrecevable/", verbs.Refuse.as_view(), name="refuse"),
    path(f"{G}<int:pk>/avis/", verbs.Advise.as_view(), name="advise"),
    path(f"{G}<int:pk>/point/", verbs.Place.as_view(), name="place"),
    path(f"{G}<int:pk>/numero/", verbs.Number.as_view(), name="number"),
    path(f"{G}<int:pk>/debat/", verbs.Debate.as_view(), name="debate"),
    path(f"{G}<int:pk>/renvoyer/", verbs.Refer.as_view(), name="refer"),
    path(f"{G}<int:pk>/ajourner/", verbs.Table.as_view(), name="table"),
    path(f"{G}<int:pk>/reprendre/", verbs.Resume.as_view(), name="resume"),
    path(f"{G}<int:pk>/retirer/", verbs.Withdraw.as_view(), name="withdraw"),
    path(f"{G}<int:pk>/appui/", verbs.Second.as_view(), name="second"),
    path(f"{G}<int:pk>/vote/", verbs.Prepare.as_view(), name="prepare"),
    path(f"{A}reprendre/", amendments.Accept.as_view(), name="amendment_accept"),
    path(f"{A}irrecevable/", amendments.Refuse.as_view(), name="amendment_refuse"),
    path(f"{A}retirer/", amendments.Withdraw.as_view(), name="amendment_withdraw"),
    path(f"{A}sans-objet/", amendments.SetAside.as_view(), name="amendment_aside"),
    path(f"{A}a-voter/", amendments.TakeUp.as_view(), name="amendment_take_up"),
    path(f"{A}vote/", amendments.Prepare.as_view(), name="amendment_prepare"),
    path(E, member.mine, name="mine"),
    path(f"{E}assemblee/<int:pk>/nouvelle/", member.New.as_view(), name="own_new"),
    path(f"{E}<int:pk>/", member.own, name="own"),
    path(f"{E}<int:pk>/recrire/", member.Edit.as_view(), name="own_edit"),
    path(f"{E}<int:pk>/deposer/", member.Submit.as_view(), name="own_submit"),
    path(f"{E}<int:pk>/retirer/", member.Withdraw.as_view(), name="own_withdraw"),
    path(f"{E}<int:pk>/appuyer/", member.Second.as_view(), name="own_second"),
    path(f"{E}<int:pk>/retirer-appui/", member.StepBack.as_view(), name="own_step_back"),
    path(f"{E}<int:pk>/amender/", own_amendments.Amend.as_view(), name="own_amend"),
    path(f"{E}amendements/<int:pk>/reprendre/", own_amendments.AcceptAmendment.as_view(), name="own_accept"),
    path(
        f"{E}amendements/<int:pk>/retirer/", own_amendments.WithdrawAmendment.as_view(), name="own_amendment_withdraw"
    ),
]
public: list[Any] = []
