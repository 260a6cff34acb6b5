"""The edit: a form that loses nothing. Two people at once, a session that ends, a double sending: the text is kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from maillage.accounts.access import Rule
from maillage.accounts.roles import Permission
from maillage.desk.views import kept as keeping


class EditPage(View):
    """Create (no `pk`) or change. `save(form, obj)` calls the verb and returns what was saved.

    The row's `version` travels with the form: when someone else saved in between, the second is told, sees
    what changed, and keeps their own text.
    """

    access: Rule | Permission
    form_class: type[forms.Form]
    template = "desk/edit.html"
    submit: str | Promise = ""

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def title(self, obj: Any) -> str | Promise:
        raise NotImplementedError

    def save(self, form: Any, obj: Any) -> Any:
        raise NotImplementedError

    def done(self, saved: Any) -> str:
        """The sentence that says it is saved."""
        return _("Enregistré.")

    def done_url(self, saved: Any) -> str:
        return str(saved.get_absolute_url())

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        kwargs: dict[str, Any] = {"data": data, "files": files}
        if issubclass(self.form_class, forms.ModelForm):
            kwargs["instance"] = obj
        return self.form_class(**kwargs)

    def object(self, pk: int | None) -> Any:
        return get_object_or_404(self.rows(), pk=pk) if pk is not None else None

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        obj = self.object(pk)
        kept = keeping.kept_for(request)
        form = self.form(obj)
        if kept:
            messages.info(request, _("Votre session s’était terminée : voici le texte que vous aviez saisi."))
            form = self.form(obj, data=self.as_data(kept.data))
        return self.page(request, obj, form, kept.data.get("version", [None])[0] if kept else None)

    @staticmethod
    def session_ended(request: HttpRequest) -> HttpResponse | None:
        """Called by the door when nobody is signed in: keep the text, then lead to signing in."""
        return keeping.keep_and_return(request)

    def as_data(self, kept: dict[str, list[str]]) -> Any:
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        return data

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        obj = self.object(pk)
        form = self.form(obj, request.POST, request.FILES)
        if obj is not None and self.is_stale(obj, request.POST.get("version")):
            return self.conflict(request, obj, form)
        if form.is_valid():
            try:
                saved = self.save(form, obj)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                keeping.forget(request)
                messages.success(request, self.done(saved))
                return redirect(self.done_url(saved))
        return self.page(request, obj, form, request.POST.get("version"), status=422)

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return hasattr(obj, "version") and version is not None and str(obj.version) != version

    def conflict(self, request: HttpRequest, obj: Any, form: Any) -> HttpResponse:
        """Someone saved in between: show their values beside mine, keep mine, let me save again knowingly."""
        form.is_valid()
        theirs = self.form(type(obj)._default_manager.get(pk=obj.pk) if isinstance(obj, models.Model) else obj)
        changes = []
        for field in form:
            mine, other = field.value(), theirs[field.name].value()
            if str(mine if mine is not None else "") != str(other if other is not None else ""):
                changes.append({"field": field, "mine": mine, "theirs": other})
        return self.page(request, obj, form, str(obj.version), status=409, conflict=changes)

    def page(self, request: HttpRequest, obj: Any, form: Any, version: Any = None, status: int = 200,
             conflict: list[dict[str, Any]] | None = None) -> HttpResponse:  # fmt: skip
        if version is None:
            version = getattr(obj, "version", "")
        context = {
            "view": self, "object": obj, "form": form, "title": self.title(obj), "version": version,
            "conflict": conflict, "submit": self.submit or _("Enregistrer"), "extra": self.extra(obj),  # noqa: S610
        }  # fmt: skip
        return render(request, self.template, context, status=status)

    def extra(self, obj: Any) -> dict[str, Any]:
        """What a room adds to its page."""
        return {}
