"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.funding.views import (
    autonomy,
    budgets,
    expenses,
    export,
    grant_verbs,
    grants,
    member,
    money,
    rates,
    told,
    transfers,
)
from maillage.funding.views import public as pages

app_name = "funding"
P = "gestion/projets/<int:project>/argent/"
A = "gestion/argent/"
G, I, C = f"{A}subventions/", f"{A}tranches/", f"{A}conditions/"  # noqa: E741 (folders of addresses)
T, E, L, B = f"{A}versements/", f"{A}depenses/", f"{A}lignes/", f"{A}budgets/"
O = "gestion/organisations/"  # noqa: E741

public = [
    path("argent/", pages.money, name="money"),
    path("argent.csv", pages.money_csv, name="money_csv"),
]
urlpatterns = [
    path("gestion/projets/<int:pk>/argent/", money.MoneyPage.as_view(), name="money"),
    path(f"{P}subvention/", grants.GrantNew.as_view(), name="grant_new"),
    path(f"{P}budget/", budgets.Draft.as_view(), name="budget_new"),
    path(f"{P}ligne/", budgets.LineNew.as_view(), name="line_new"),
    path(f"{P}versement/", transfers.TransferNew.as_view(), name="transfer_new"),
    path(f"{P}depense/", expenses.ExpenseNew.as_view(), name="expense_new"),
    path(f"{P}note/<str:kind>/", told.ToldNew.as_view(), name="told_new"),
    path(f"{A}note/<str:kind>/<int:pk>/", told.ToldEdit.as_view(), name="told_edit"),
    path(f"{A}note/<str:kind>/<int:pk>/retirer/", told.ToldRemove.as_view(), name="told_remove"),
    path(f"{L}<int:pk>/", budgets.LineEdit.as_view(), name="line_edit"),
    path(f"{L}<int:pk>/montants/", budgets.Amounts.as_view(), name="amounts"),
    path(f"{L}<int:pk>/retirer/", budgets.LineRemove.as_view(), name="line_remove"),
    path(f"{B}<int:pk>/adopter/", budgets.Adopt.as_view(), name="budget_adopt"),
    path(f"{B}<int:pk>/effacer/", budgets.Drop.as_view(), name="budget_drop"),
    path(f"{A}bailleurs/", grants.Funders.as_view(), name="funders"),
    path(f"{A}bailleurs/nouveau/", grants.FunderEdit.as_view(), name="funder_new"),
    path(f"{A}bailleurs/<int:pk>/", grants.FunderPage.as_view(), name="funder"),
    path(f"{A}bailleurs/<int:pk>/modifier/", grants.FunderEdit.as_view(), name="funder_edit"),
    path(G, grants.Grants.as_view(), name="grants"),
    path(f"{G}<int:pk>/", grants.GrantPage.as_view(), name="grant"),
    path(f"{G}<int:pk>/modifier/", grants.GrantEdit.as_view(), name="grant_edit"),
    path(f"{G}<int:pk>/accordee/", grant_verbs.Granted.as_view(), name="grant_granted"),
    path(f"{G}<int:pk>/refusee/", grant_verbs.Refused.as_view(), name="grant_refused"),
    path(f"{G}<int:pk>/solder/", grant_verbs.Closed.as_view(), name="grant_closed"),
    path(f"{G}<int:pk>/redemander/", grant_verbs.AskedAgain.as_view(), name="grant_asked"),
    path(f"{G}<int:pk>/effacer/", grant_verbs.Delete.as_view(), name="grant_delete"),
    path(f"{G}<int:pk>/tranches/", grant_verbs.Plan.as_view(), name="instalments_plan"),
    path(f"{G}<int:pk>/tranche/", grant_verbs.AddInstalment.as_view(), name="instalment_add"),
    path(f"{G}<int:pk>/condition/", grant_verbs.AddCondition.as_view(), name="condition_add"),
    path(f"{G}<int:pk>/rapports/", grant_verbs.PlanReports.as_view(), name="reports_plan"),
    path(f"{I}<int:pk>/demandee/", grant_verbs.ClaimInstalment.as_view(), name="instalment_claim"),
    path(f"{I}<int:pk>/recue/", grant_verbs.ReceiveInstalment.as_view(), name="instalment_receive"),
    path(f"{I}<int:pk>/modifier/", grant_verbs.EditInstalment.as_view(), name="instalment_edit"),
    path(f"{I}<int:pk>/retirer/", grant_verbs.RemoveInstalment.as_view(), name="instalment_remove"),
    path(f"{C}<int:pk>/remplie/", grant_verbs.MeetCondition.as_view(), name="condition_met"),
    path(f"{C}<int:pk>/retirer/", grant_verbs.RemoveCondition.as_view(), name="condition_remove"),
    path(f"{A}rapports/<int:pk>/envoye/", grant_verbs.SendReport.as_view(), name="report_sent"),
    path(f"{A}rapports/<int:pk>/accepte/", grant_verbs.AcceptReport.as_view(), name="report_accepted"),
    path(T, transfers.Transfers.as_view(), name="transfers"),
    path(f"{T}<int:pk>/", transfers.TransferPage.as_view(), name="transfer"),
    path(f"{T}<int:pk>/modifier/", transfers.TransferEdit.as_view(), name="transfer_edit"),
    path(f"{T}<int:pk>/demander/", transfers.Ask.as_view(), name="transfer_ask"),
    path(f"{T}<int:pk>/approuver/", transfers.Approve.as_view(), name="transfer_approve"),
    path(f"{T}<int:pk>/rendre/", transfers.Return.as_view(), name="transfer_return"),
    path(f"{T}<int:pk>/annuler/", transfers.Cancel.as_view(), name="transfer_cancel"),
    path(f"{T}<int:pk>/envoyer/", transfers.Send.as_view(), name="transfer_send"),
    path(f"{T}<int:pk>/recevoir/", transfers.Receive.as_view(), name="transfer_receive"),
    path(E, expenses.Expenses.as_view(), name="expenses"),
    path(f"{E}<int:pk>/", expenses.ExpensePage.as_view(), name="expense"),
    path(f"{E}<int:pk>/modifier/", expenses.ExpenseEdit.as_view(), name="expense_edit"),
    path(f"{E}<int:pk>/repartir/", expenses.Split.as_view(), name="expense_split"),
    path(f"{E}<int:pk>/piece/", expenses.AddPiece.as_view(), name="expense_piece"),
    path(f"{E}<int:pk>/envoyer/", expenses.Submit.as_view(), name="expense_submit"),
    path(f"{E}<int:pk>/approuver/", expenses.ApproveExpense.as_view(), name="expense_approve"),
    path(f"{E}<int:pk>/rendre/", expenses.ReturnExpense.as_view(), name="expense_return"),
    path(f"{E}<int:pk>/annuler/", expenses.CancelExpense.as_view(), name="expense_cancel"),
    path(f"{A}taux/", rates.Rates.as_view(), name="rates"),
    path(f"{A}taux/nouveaux/", rates.new, name="rates_new"),
    path(f"{A}comptable/", export.accountant, name="accountant"),
    path(f"{O}<int:pk>/autonomie/", autonomy.AutonomyPage.as_view(), name="autonomy"),
    path(f"{O}<int:pk>/autonomie/annee/", autonomy.YearEdit.as_view(), name="autonomy_year"),
    path(f"{O}<int:pk>/autonomie/soutien/", autonomy.SupportNew.as_view(), name="support_new"),
    path(f"{A}soutiens/<int:pk>/", autonomy.SupportEdit.as_view(), name="support_edit"),
    path(f"{A}soutiens/<int:pk>/retirer/", autonomy.SupportRemove.as_view(), name="support_remove"),
    path("espace/argent/", member.mine, name="mine"),
    path("espace/argent/<int:pk>/arrive/", member.Arrived.as_view(), name="arrived"),
]
