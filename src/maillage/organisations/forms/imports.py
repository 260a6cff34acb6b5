"""What an import asks: the file, what each column holds, how new organisations are born."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.core.sheet_guards import MAX_FILE
from maillage.organisations.columns import IDENTIFIER_FIELDS, LABELS, Field
from maillage.organisations.importing.files import Look
from maillage.organisations.models import Import

AS_RULED = [("", gettext_lazy("Selon la règle du réseau")), ("yes", gettext_lazy("Oui")), ("no", gettext_lazy("Non"))]
ANSWERS = {"": None, "yes": True, "no": False}
REPEATED = {Field.IDENTIFIER, Field.COUNTRIES_OF_ACTION, Field.THEMES, Field.LANGUAGES, Field.IATI, Field.IGNORE}
GROUPS: tuple[tuple[Any, tuple[Field, ...]], ...] = (
    (gettext_lazy("Qui elle est"), (Field.NAME, Field.SHORT_NAME, Field.KIND, Field.IATI_TYPE, Field.FAMILY, Field.FOUNDED,
                                    Field.STATE, Field.EXTERNAL_KEY)),
    (gettext_lazy("Identifiants"), tuple(field for field in Field if field in IDENTIFIER_FIELDS)),
    (gettext_lazy("Où elle est"), (Field.STREET, Field.POSTAL_CODE, Field.CITY, Field.REGION, Field.COUNTRY, Field.LATITUDE,
                                   Field.LONGITUDE, Field.COORDINATES)),
    (gettext_lazy("Où et à quoi elle travaille"), (Field.COUNTRIES_OF_ACTION, Field.THEMES, Field.LANGUAGES)),
    (gettext_lazy("Comment la joindre"), (Field.WEBSITE, Field.EMAIL, Field.PHONE)),
    (gettext_lazy("Ce qu’elle dit d’elle"), (Field.DESCRIPTION, Field.DESCRIPTION_FR, Field.DESCRIPTION_EN,
                                             Field.DESCRIPTION_ES)),
    (gettext_lazy("Ses tailles, cette année"), (Field.BUDGET, Field.STAFF, Field.REPRESENTED)),
    (gettext_lazy("Qui la voit"), (Field.PUBLIC, Field.WITHHELD, Field.VERIFIED_ON)),
)  # fmt: skip


def field_choices() -> list[Any]:
    """The fields by theme; to leave a column out comes first."""
    grouped = [(title, [(str(field), LABELS[field]) for field in fields]) for title, fields in GROUPS]
    return [(str(Field.IGNORE), LABELS[Field.IGNORE]), *grouped]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fichier"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
        help_text=gettext_lazy("CSV, XLSX ou ODS, %(limit)s Mo au plus. La première ligne porte les titres des colonnes.")
        % {"limit": MAX_FILE // 1_000_000},
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """One question a column, then two about what will be created."""

    withheld = forms.ChoiceField(
        label=gettext_lazy("Retenir les organisations créées ?"), choices=AS_RULED, required=False, widget=forms.RadioSelect,
        help_text=gettext_lazy("Une fiche retenue n’apparaît nulle part hors de l’équipe qui a le droit de la voir."),
    )  # fmt: skip
    public = forms.ChoiceField(
        label=gettext_lazy("Montrer au public les organisations créées ?"), choices=AS_RULED, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, data: Any, *, batch: Import, look: Look) -> None:
        self.batch, self.look = batch, look
        options = batch.options
        answer = {True: "yes", False: "no"}
        super().__init__(data, initial={
            "withheld": answer.get(options.get("withheld"), ""), "public": answer.get(options.get("public"), ""),
        })  # fmt: skip
        choices = field_choices()
        known = {value for _title, group in choices if isinstance(group, list) for value, _label in group}
        for column, header in enumerate(look.headers):
            chosen = batch.mapping.get(str(column), str(Field.IGNORE))
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=header or _("Colonne %(number)s") % {"number": column + 1}, choices=choices,
                initial=chosen if chosen in known else str(Field.IGNORE), required=False,
            )  # fmt: skip

    def mapping(self) -> dict[int, str]:
        given = self.cleaned_data
        return {n: given.get(f"column_{n}") or str(Field.IGNORE) for n in range(len(self.look.headers))}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [data.get(f"column_{n}") or "" for n in range(len(self.look.headers))]
        if not {str(Field.NAME), str(Field.SHORT_NAME)} & set(chosen):
            raise forms.ValidationError(
                _("Aucune colonne ne donne le nom des organisations : choisissez celle qui porte le nom, ou le sigle.")
            )
        for n, field in enumerate(chosen):
            if field and Field(field) not in REPEATED and chosen.index(field) != n:
                self.add_error(f"column_{n}", _("Deux colonnes donnent « %(field)s » : gardez-en une.")
                               % {"field": LABELS[Field(field)]})  # fmt: skip
        return data

    def answers(self) -> dict[str, bool | None]:
        return {name: ANSWERS[self.cleaned_data.get(name) or ""] for name in ("withheld", "public")}
