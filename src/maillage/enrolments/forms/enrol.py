"""The form of enrolment: what this activity asks, nothing more; the same for the public, its owner and the team."""

from collections.abc import Iterator, Mapping
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.core.money import Money, MoneyError
from maillage.core.text import clean
from maillage.enrolments import questions, words
from maillage.enrolments.actions.common import Wish
from maillage.enrolments.enums import Origin
from maillage.enrolments.forms.asked import answer_field, hint
from maillage.enrolments.models import Enrolment, PlaceKind, Question
from maillage.enrolments.standing import Offer
from maillage.network import current

lazy = gettext_lazy
YES_NO = (("yes", lazy("oui")), ("no", lazy("non")), ("", lazy("je ne sais pas, ou je préfère ne pas le dire")))
PLAIN = ("phone", "organisation_name", "postal_area", "needs", "childcare", "interpretation", "diet", "note")


def line(label: Any, length: int, *, required: bool = False, **attrs: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, widget=forms.TextInput(attrs=attrs))


class EnrolForm(forms.Form):
    """`offer` decides the fields; `wish()` is what the verbs take. `team`: by hand, with fewer limits."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def __init__(
        self, data: Any = None, *, offer: Offer, language: str = "fr", enrolment: Enrolment | None = None,
        was: Wish | None = None, team: bool = False,
    ) -> None:  # fmt: skip
        self.offer, self.language, self.enrolment, self.was, self.team = offer, language, enrolment, was, team
        self.activity, self.opening = offer.activity, offer.opening
        super().__init__(data, initial=self.written() if enrolment else {"key": token_urlsafe(18)})
        self.questions: list[Question] = list(offer.opening.questions.all())
        self.groups: list[tuple[str, list[str]]] = []
        self.kinds = self.kinds_shown()
        self.add_places()
        self.add_person()
        self.add_questions()
        self.add_needs()
        self.add_figures()

    # What is asked

    def group(self, title: str, **fields: forms.Field) -> None:
        self.fields.update(fields)
        if fields:
            self.groups.append((title, list(fields)))

    def kinds_shown(self) -> list[PlaceKind]:
        held = set(self.was.kinds) if self.was else set()
        return [one for one in self.offer.kinds if self.team or one in self.offer.open_kinds or one.pk in held]

    def add_places(self) -> None:
        fields: dict[str, forms.Field] = {}
        sessions = self.sessions_shown()
        if len(sessions) > 1:
            label = _("Dates") if self.team else _("À quelles dates venez-vous ?")
            fields["sessions"] = forms.TypedMultipleChoiceField(
                label=label, coerce=int, choices=[(one.pk, self.session_label(one)) for one in sessions],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Choisissez au moins une date.")},
            )  # fmt: skip
        most = 500 if self.team else self.opening.most_places
        alone = len(self.kinds) == 1
        if alone and most == 1:
            self.groups.append((_("Dates et places"), list(fields)))
            self.fields.update(fields)
            return
        for kind in self.kinds:
            note = " · ".join(part for part in (kind.detail, self.left_note(kind)) if part)
            fields[f"kind_{kind.pk}"] = forms.IntegerField(
                label=_("Nombre de places") if alone else kind.name, min_value=int(alone), max_value=most, required=alone,
                initial=1 if alone else 0, help_text=note,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={"max_value": ngettext("%(n)s place au plus par inscription.",
                                                      "%(n)s places au plus par inscription.", most) % {"n": most}},
            )  # fmt: skip
        self.group(_("Dates et places") if "sessions" in fields else _("Places"), **fields)

    def sessions_shown(self) -> list[Any]:
        if self.offer.whole:
            return []
        held = set(self.was.sessions) if self.was else set()
        return [one for one in self.offer.sessions if self.team or one.starts_at > self.offer.at or one.pk in held]

    def session_label(self, session: Any) -> str:
        left = [self.offer.left(kind.pk, session.pk) for kind in self.kinds if self.offer.takes(kind, session)]
        parts = [session.label, words.when(session), words.where_short(session)]
        if left and None not in left:
            parts.append(left_words(sum(one for one in left if one)))
        return " – ".join(part for part in parts if part)

    def left_note(self, kind: PlaceKind) -> str:
        sessions = self.sessions_shown()
        if len(sessions) > 1:
            return ""
        left = self.offer.left(kind.pk, sessions[0].pk if sessions else None)
        return "" if left is None else left_words(left)

    def add_person(self) -> None:
        fields: dict[str, forms.Field] = {
            "name": line(_("Votre nom") if not self.team else _("Nom"), 200, required=True, autocomplete="name"),
            "email": forms.EmailField(
                label=_("Votre courriel") if not self.team else _("Courriel"), max_length=254, required=not self.team,
                help_text="" if self.team else _("La confirmation et le lien pour modifier ou annuler y sont envoyés."),
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            ),
        }  # fmt: skip
        if self.opening.ask_phone or self.team:
            fields["phone"] = line(_("Téléphone"), 40, autocomplete="tel")
            fields["phone"].help_text = _("Pour un changement de dernière minute.")
        if self.opening.ask_names:
            fields["names"] = forms.CharField(
                label=_("Noms des personnes qui viennent avec vous"), required=False, max_length=10_000,
                help_text=_("Un nom par ligne. Laissez vide si vous venez sans personne d’autre."),
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        fields["organisation_name"] = line(_("Organisation, école ou groupe"), 200, autocomplete="organization")
        if self.team:
            fields["note"] = line(_("Note d’équipe"), 500)
        self.group(_("Vous") if not self.team else _("La personne"), **fields)

    def add_questions(self) -> None:
        fields: dict[str, forms.Field] = {}
        known = {one.pk: one for one in self.questions}
        for question, _depth in questions.in_order(self.questions):
            field = answer_field(question, required=question.required and not self.team)
            parent = known.get(question.after_id or 0)
            if parent is not None:
                field.help_text = " ".join(
                    part for part in (hint(parent, question.after_answer), question.help) if part
                )
                field.widget.attrs |= {"data-apres": parent.key, "data-reponse": question.after_answer}
            fields[question.key] = field
        self.group(_("Quelques questions"), **fields)

    def add_needs(self) -> None:
        fields: dict[str, forms.Field] = {}
        if self.activity.childcare:
            fields["childcare"] = line(_("Garde d’enfants : combien, et de quels âges ?"), 200)
        if self.activity.interpretation:
            fields["interpretation"] = line(_("Interprétation : dans quelle langue ?"), 80)
            fields["interpretation"].help_text = self.activity.interpretation
        if self.activity.meal:
            fields["diet"] = line(_("Régime alimentaire ou allergies"), 200)
        fields["needs"] = line(_("De quoi avez-vous besoin pour participer ?"), 500)
        fields["needs"].help_text = _(
            "Accès, place réservée, langue des signes… Seule l’équipe le lit ; effacé ensuite."
        )
        self.group(_("Vos besoins"), **fields)

    def add_figures(self) -> None:
        fields: dict[str, forms.Field] = {
            "first_time": forms.ChoiceField(
                label=_("Est-ce la première fois que vous venez à une de nos activités ?"), choices=YES_NO, required=False,
                widget=forms.RadioSelect, initial="",
            ),
            "postal_area": line(_("Début de votre code postal"), 12),
        }  # fmt: skip
        fields["postal_area"].help_text = _("Pour savoir d’où l’on vient ; gardé sans votre nom.")
        if self.opening.contribution:
            note = self.opening.contribution_note or _("Ce que vous voulez, ou rien ; le paiement se fait sur place.")
            fields["contribution"] = forms.CharField(
                label=_("Contribution libre (%(currency)s)") % {"currency": current.profile().currency}, required=False,
                max_length=20, help_text=note, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )  # fmt: skip
        if self.enrolment is None and not self.team:
            fields["news"] = forms.BooleanField(
                label=_("Je veux recevoir les nouvelles du réseau par courriel."), required=False,
                help_text=_("Sans lien avec votre inscription ; un courriel vous demandera de le confirmer."),
            )  # fmt: skip
        if self.team and self.enrolment is None:
            fields["may_wait"] = forms.BooleanField(label=_("Sur la liste d’attente si c’est complet"), required=False)
        self.group(_("Pour finir"), **fields)

    def drawn(self) -> Iterator[tuple[str, list[Any]]]:
        """Titles and bound fields, in order."""
        for title, names in self.groups:
            if names:
                yield title, [self[name] for name in names]

    # What was typed

    def written(self) -> dict[str, Any]:
        row, was = self.enrolment, self.was
        assert row is not None
        assert was is not None
        found: dict[str, Any] = {name: getattr(row, name) for name in (*PLAIN, "name", "email")}
        found |= {f"kind_{kind}": count for kind, count in was.kinds.items()}
        found |= row.answers
        found["sessions"], found["names"] = was.sessions, "\n".join(was.names[1:])
        found["first_time"] = {True: "yes", False: "no", None: ""}[row.first_time]
        if row.contribution is not None and row.currency:
            found["contribution"] = Money(row.contribution, row.currency).decimal
        return found

    def clean(self) -> dict[str, Any]:
        data, keys = super().clean() or {}, {one.key for one in self.questions}
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = clean(value, multiline=name == "names" or name in keys)
        if "name" in data and not data["name"]:
            self.add_error("name", _("Écrivez votre nom."))
        data["kinds"] = self.kinds_asked(data)
        data["people"] = self.companions(data)
        data["answers"] = self.answers(data)
        data["money"] = self.money(data)
        return data

    def kinds_asked(self, data: Mapping[str, Any]) -> dict[int, int]:
        if not any(name.startswith("kind_") for name in self.fields):
            return {kind.pk: 1 for kind in self.kinds}
        found = {kind.pk: data.get(f"kind_{kind.pk}") or 0 for kind in self.kinds}
        first = next((name for name in self.fields if name.startswith("kind_")), None)
        if not sum(found.values()) and not any(f"kind_{kind.pk}" in self.errors for kind in self.kinds):
            self.add_error(first, _("Choisissez au moins une place."))
        return {kind: count for kind, count in found.items() if count}

    def companions(self, data: Mapping[str, Any]) -> list[str]:
        typed = [text[:200] for text in data.get("names", "").split("\n") if text.strip()]
        people = sum(data["kinds"].values())
        if self.opening.ask_names and not self.team and "names" in data and people and len(typed) != people - 1:
            missing = people - 1
            self.add_error("names", ngettext(
                "Écrivez %(n)s nom, celui de la personne qui vient avec vous.",
                "Écrivez %(n)s noms, ceux des personnes qui viennent avec vous, un par ligne.", missing,
            ) % {"n": missing} if missing else _("Une seule place est demandée : laissez vide, ou demandez-en davantage."))  # fmt: skip
        return typed[: max(0, people - 1)]

    def answers(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Answers to what is asked; what a condition leaves out is neither required nor kept."""
        values = {one.pk: data.get(one.key) for one in self.questions}
        asked, found = questions.asked(self.questions, values), {}
        for one in self.questions:
            value, name = values[one.pk], one.key
            if one.pk not in asked:
                self.errors.pop(name, None)
            elif value not in (None, "", []):
                found[name] = value
        return found

    def money(self, data: Mapping[str, Any]) -> tuple[int | None, str]:
        typed = data.get("contribution", "")
        if not typed:
            return None, ""
        try:
            amount = Money.parse(typed, current.profile().currency)
            if amount.minor < 0 or amount.minor > 10**9:
                raise ValidationError(_("Écrivez un montant, par exemple 20."))
        except MoneyError as error:
            self.add_error("contribution", error.message())
        except ValidationError as error:
            self.add_error("contribution", error)
        else:
            return amount.minor, amount.currency
        return None, ""

    def wish(self, *, key: str = "", may_wait: bool = False) -> Wish:
        data = self.cleaned_data
        sessions = data.get("sessions")
        if sessions is None:
            sessions = [one.pk for one in self.sessions_shown()]
        values = {name: data[name] for name in PLAIN if name in data}
        values["answers"] = data["answers"]
        values["first_time"] = {"yes": True, "no": False}.get(data.get("first_time", ""))
        if "contribution" in self.fields:
            values["contribution"], values["currency"] = data["money"]
        return Wish(
            key=key, name=data["name"], email=data.get("email", ""), kinds=data["kinds"], sessions=sessions,
            names=[data["name"], *data["people"]], language=self.enrolment.language if self.enrolment else self.language,
            origin=Origin.STAFF if self.team else Origin.ONLINE, may_wait=may_wait or data.get("may_wait", False),
            values=values,
        )  # fmt: skip


def left_words(left: int) -> str:
    if left <= 0:
        return _("complet")
    return ngettext("il reste %(n)s place", "il reste %(n)s places", left) % {"n": left}
