from maillage.funding.models.autonomy import Support, YearResource
from maillage.funding.models.budgets import BudgetAmount, BudgetLine, BudgetVersion, LineHeading
from maillage.funding.models.expenses import Expense, ExpenseShare
from maillage.funding.models.grants import Funder, Grant, GrantCondition, GrantReport, Heading, Instalment
from maillage.funding.models.iati import Movement, PeriodBudget, PlannedPayment
from maillage.funding.models.rates import Rate, RateSource
from maillage.funding.models.transfers import Transfer, TransferStep

__all__ = [
    "BudgetAmount", "BudgetLine", "BudgetVersion", "Expense", "ExpenseShare", "Funder", "Grant", "GrantCondition",
    "GrantReport", "Heading", "Instalment", "LineHeading", "Movement", "PeriodBudget", "PlannedPayment", "Rate",
    "RateSource", "Support", "Transfer", "TransferStep", "YearResource",
]  # fmt: skip
