"""Fields of forms that take what people, and programs, send."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from maillage.core.asked import row_number


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows of a list. A number that no row can have is no choice, where a database would break on it."""

    default_error_messages = {"invalid_pk_value": _("« %(pk)s » n’est pas un choix de la liste.")}

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            for one in value:
                if isinstance(one, str) and one and not row_number(one):
                    raise forms.ValidationError(
                        self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": one[:40]}
                    )
        return super().clean(value)


def first_of(rows: QuerySet[Any], most: int) -> QuerySet[Any]:
    """At most so many rows, to choose among. A slice would refuse every choice: it cannot be asked for one row."""
    few = rows.values("pk")[:most]
    return rows.model._default_manager.filter(pk__in=few).order_by(*(rows.query.order_by or rows.model._meta.ordering))
