"""Confirm a verb: what will happen, what is asked, then the verb; and the way back where there is one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.views import View

from maillage.accounts.access import Rule
from maillage.accounts.roles import Permission


class VerbPage(View):
    """`run(obj, form)` calls the verb and returns the sentence that says what was done."""

    access: Rule | Permission
    form_class: type[forms.Form] = forms.Form
    template = "desk/verb.html"
    submit: str | Promise = ""
    dangerous = False

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def title(self, obj: Any) -> str | Promise:
        raise NotImplementedError

    def consequences(self, obj: Any) -> Iterable[str]:
        """What will happen, a sentence each."""
        return []

    def refusal(self, obj: Any) -> str:
        """Why it cannot be done now, or nothing."""
        return ""

    def run(self, obj: Any, form: Any) -> str:
        raise NotImplementedError

    def done_url(self, obj: Any) -> str:
        return str(obj.get_absolute_url())

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return self.form_class(data, files)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = get_object_or_404(self.rows(), pk=pk)
        return self.page(request, obj, self.form(obj))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = get_object_or_404(self.rows(), pk=pk)
        form = self.form(obj, request.POST, request.FILES)
        if self.refusal(obj):
            return self.page(request, obj, form, status=409)
        if form.is_valid():
            try:
                sentence = self.run(obj, form)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, sentence)
                return redirect(self.done_url(obj))
        return self.page(request, obj, form, status=422)

    def page(self, request: HttpRequest, obj: Any, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "view": self, "object": obj, "form": form, "title": self.title(obj), "submit": self.submit,
            "consequences": list(self.consequences(obj)), "refusal": self.refusal(obj), "extra": self.extra(obj),  # noqa: S610
        }  # fmt: skip
        return render(request, self.template, context, status=status)

    def extra(self, obj: Any) -> dict[str, Any]:
        """What a room adds to its page."""
        return {}
