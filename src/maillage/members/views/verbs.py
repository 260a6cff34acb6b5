"""The verbs on one member: its ledger, its delegates, what it owes."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.billing import words as money
from maillage.core.errors import Refusal
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.members import actions, bulk, words
from maillage.members.actions.dues import assessment, due_date, year_period
from maillage.members.forms.verbs import (
    CategoryForm,
    DayForm,
    DelegateForm,
    DuesForm,
    EndForm,
    NewMemberForm,
    WaiveForm,
)
from maillage.members.models import Delegation, Dues, Member
from maillage.network import current
from maillage.organisations.actions import people
from maillage.organisations.models import Link, Person

lazy = gettext_lazy
P = Permission


class NewMember(EditPage):
    """Note a member that the directory knows, without an application."""

    access = P.MEMBERS_EDIT
    form_class = NewMemberForm
    submit = lazy("Noter ce membre")

    def title(self, obj: Any) -> str:
        return _("Nouveau membre")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> NewMemberForm:
        return NewMemberForm(data, user=self.request.user, initial=self.request.GET.dict())

    def save(self, form: NewMemberForm, obj: Any) -> Member:
        data = form.cleaned_data
        period = actions.start_membership(
            holder=data["organisation"] or data["person"], category=data["category"], start=data["on"],
            note=data["note"], by=self.request.user,
        )  # fmt: skip
        return period.member

    def done(self, saved: Member) -> str:
        return _("%(name)s est membre sous le numéro %(number)s.") % {"name": saved, "number": saved.number}


class MemberVerb(VerbPage):
    access = P.MEMBERS_EDIT

    def rows(self) -> QuerySet[Member]:
        return Member.objects.visible_to(self.request.user).select_related("organisation", "person")

    def now(self, member: Member) -> Any:
        return member.periods.on(localdate()).first()

    def refusal(self, obj: Member) -> str:
        return "" if self.now(obj) else _("N’est pas membre aujourd’hui.")


class Change(MemberVerb):
    submit = lazy("Changer de catégorie")

    def title(self, obj: Member) -> str:
        return _("Changer la catégorie de %(name)s") % {"name": obj}

    def form(self, obj: Member, data: Any = None, files: Any = None) -> CategoryForm:
        return CategoryForm(data, individual=bool(obj.person_id), initial={"category": self.now(obj).category})

    def consequences(self, obj: Member) -> Iterable[str]:
        return [
            _("Une nouvelle ligne s’ouvre dans son registre ; ce qui précède reste écrit."),
            _("Ses droits suivent la nouvelle catégorie dès cette date. La cotisation déjà établie ne change pas."),
        ]

    def run(self, obj: Member, form: Any) -> str:
        data = form.cleaned_data
        actions.change_category(member=obj, by=self.request.user, **data)
        return _("%(name)s est maintenant dans la catégorie « %(category)s ».") % {
            "name": obj, "category": words.category(data["category"]),
        }  # fmt: skip


class Return(Change):
    submit = lazy("Noter le retour")

    def title(self, obj: Member) -> str:
        return _("Retour de %(name)s") % {"name": obj}

    def refusal(self, obj: Member) -> str:
        return _("Est déjà membre aujourd’hui.") if self.now(obj) else ""

    def form(self, obj: Member, data: Any = None, files: Any = None) -> CategoryForm:
        last = obj.periods.order_by("-started_on").first()
        return CategoryForm(data, individual=bool(obj.person_id), initial={"category": last.category if last else ""})

    def consequences(self, obj: Member) -> Iterable[str]:
        return [_("L’adhésion reprend sous le même numéro ; l’interruption reste écrite.")]

    def run(self, obj: Member, form: Any) -> str:
        data = form.cleaned_data
        actions.start_membership(holder=obj.holder, category=data["category"], start=data["on"], note=data["note"],
                                 by=self.request.user)  # fmt: skip
        return _("%(name)s est de nouveau membre.") % {"name": obj}


class End(MemberVerb):
    submit = lazy("Terminer l’adhésion")
    form_class = EndForm
    dangerous = True

    def title(self, obj: Member) -> str:
        return _("Terminer l’adhésion de %(name)s") % {"name": obj}

    def consequences(self, obj: Member) -> Iterable[str]:
        return [
            _("Ses droits et ses délégations s’arrêtent après ce jour."),
            _("Ce qui est dû reste dû ; l’histoire reste écrite."),
        ]

    def run(self, obj: Member, form: Any) -> str:
        actions.end_membership(member=obj, by=self.request.user, **form.cleaned_data)
        return _("L’adhésion de %(name)s est terminée.") % {"name": obj}


def tied_to(member: Member, user: Any) -> QuerySet[Person]:
    """People tied to the organisation of a member, that this person may see."""
    ties = Link.objects.current().filter(from_organisation=member.organisation, to_person__isnull=False)
    return Person.objects.visible_to(user).present().filter(pk__in=ties.values("to_person"))


def person_of(data: dict[str, Any], by: Any) -> Person:
    """The person chosen, or made from the name and address given."""
    if data["person"]:
        return data["person"]  # type: ignore[no-any-return]
    values = {name: data[name] for name in ("first_name", "last_name", "email")}
    return people.create(values=values, by=by)


class DelegateNew(MemberVerb):
    submit = lazy("Nommer")

    def title(self, obj: Member) -> str:
        return _("Nommer une personne déléguée de %(name)s") % {"name": obj}

    def refusal(self, obj: Member) -> str:
        return _("Un membre à titre individuel se représente lui-même.") if obj.person_id else super().refusal(obj)

    def form(self, obj: Member, data: Any = None, files: Any = None) -> DelegateForm:
        return DelegateForm(data, people=tied_to(obj, self.request.user))

    def consequences(self, obj: Member) -> Iterable[str]:
        category = current.profile().category(self.now(obj).category)
        return [
            _("La catégorie « %(name)s » permet au plus : personnes déléguées, %(most)s ; suppléances, %(others)s.")
            % {"name": category.name.text(words.lang()), "most": category.max_delegates,
               "others": category.max_substitutes}
        ]  # fmt: skip

    def run(self, obj: Member, form: Any) -> str:
        data = form.cleaned_data
        person = person_of(data, self.request.user)
        actions.name_delegate(member=obj, person=person, start=data["on"], kind=data["kind"], by=self.request.user)
        return _("%(person)s parle pour %(name)s.") % {"person": person, "name": obj}


class OfMember(VerbPage):
    """A verb on something of a member: back to the member's page."""

    access = P.MEMBERS_EDIT
    model: Any = None

    def rows(self) -> QuerySet[Any]:
        rows = self.model.objects.visible_to(self.request.user)
        return rows.select_related("member__organisation", "member__person")  # type: ignore[no-any-return]

    def done_url(self, obj: Any) -> str:
        return str(obj.member.get_absolute_url())

    def page(self, request: Any, obj: Any, form: Any, status: int = 200) -> Any:
        obj.get_absolute_url = obj.member.get_absolute_url
        return super().page(request, obj, form, status)


class DelegationEnd(OfMember):
    submit = lazy("Terminer la délégation")
    form_class = DayForm
    model = Delegation

    def title(self, obj: Delegation) -> str:
        return _("Terminer la délégation de %(person)s") % {"person": obj.person}

    def refusal(self, obj: Delegation) -> str:
        return _("Cette délégation est déjà terminée.") if obj.ended_on else ""

    def consequences(self, obj: Delegation) -> Iterable[str]:
        return [_("Cette personne ne parle plus pour %(name)s après ce jour.") % {"name": obj.member}]

    def run(self, obj: Delegation, form: Any) -> str:
        actions.end_delegation(delegation=obj, by=self.request.user, **form.cleaned_data)
        return _("La délégation est terminée.")


class DuesNew(MemberVerb):
    """Establish the dues of the year: the calculation is shown before anything is written."""

    submit = lazy("Établir la cotisation")
    template = "members/dues_new.html"

    def title(self, obj: Member) -> str:
        return _("Cotisation %(year)s de %(name)s") % {"year": self.year.label, "name": obj}

    @property
    def year(self) -> Any:
        return current.profile().fiscal_year_of(localdate())

    def refusal(self, obj: Member) -> str:
        if Dues.objects.filter(member=obj, fiscal_year=self.year.label).exists():
            return _("La cotisation de cet exercice est déjà établie.")
        if current.profile().schedule_on(localdate()) is None:
            return _("Aucun barème n’est adopté pour cet exercice.")
        return super().refusal(obj)

    def form(self, obj: Member, data: Any = None, files: Any = None) -> DuesForm:
        period = self.now(obj)
        schedule = current.profile().schedule_on(localdate())
        return DuesForm(data, schedule=schedule, category=period.category if period else "")

    def post(self, request: Any, pk: int) -> Any:
        if "preview" not in request.POST:
            return super().post(request, pk)
        obj = self.rows().get(pk=pk)
        form = self.form(obj, request.POST)
        form.is_valid()
        return self.page(request, obj, form)

    def extra(self, obj: Member) -> dict[str, Any]:
        """The lines of the calculation, with what is being typed."""
        if self.refusal(obj):
            return {}
        form = self.form(obj, self.request.POST or None)
        data = form.cleaned_data if form.is_bound and form.is_valid() else {}
        schedule, on = current.profile().schedule_on(localdate()), data.get("on") or localdate()
        assert schedule is not None
        try:
            worked = assessment(obj, year_period(obj, self.year), schedule, self.year, on=on,
                                reductions=data.get("reductions", ()), chosen=data.get("chosen"))  # fmt: skip
        except (Refusal, ValidationError) as error:
            return {"problem": error.message() if isinstance(error, Refusal) else " ".join(error.messages)}
        return {
            "lines": [(line.label(words.lang()), money.show(line.amount.minor, line.amount.currency))
                      for line in worked.lines],
            "total": money.show(worked.amount.minor, worked.amount.currency),
            "due_on": due_date(schedule, self.year, on), "schedule": schedule.code,
        }  # fmt: skip

    def run(self, obj: Member, form: Any) -> str:
        data = dict(form.cleaned_data)
        dues = bulk.establish_one(
            member=obj, day=localdate(), issued_on=data.pop("on"), by=self.request.user,
            **{name: value for name, value in data.items() if value is not None},
        )  # fmt: skip
        return _("La cotisation est établie : %(amount)s.") % {"amount": money.show(dues.amount, dues.currency)}


class Waive(OfMember):
    submit = lazy("Exonérer")
    form_class = WaiveForm
    model = Dues

    def title(self, obj: Dues) -> str:
        return _("Exonérer %(name)s de sa cotisation %(year)s") % {"name": obj.member, "year": obj.fiscal_year}

    def refusal(self, obj: Dues) -> str:
        return _("Cette cotisation est déjà exonérée.") if obj.waived else ""

    def consequences(self, obj: Dues) -> Iterable[str]:
        return [
            _("Les sommes non payées sont annulées ; le calcul reste écrit, avec le motif."),
            _("Ce qui est facturé demande d’abord une note de crédit, par la trésorerie."),
        ]

    def run(self, obj: Dues, form: Any) -> str:
        actions.waive_dues(dues=obj, by=self.request.user, **form.cleaned_data)
        return _("La cotisation est exonérée.")
