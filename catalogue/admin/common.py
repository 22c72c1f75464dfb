"""What the catalogue's pages at the desk share."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Field, ForeignKey, Model
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from modeltranslation.admin import TranslationAdmin
from modeltranslation.utils import get_translation_fields

from catalogue.models import Edition
from catalogue.operations.index import index_course_of
from catalogue.selectors.history import changes_of


def each_language(field: str) -> tuple[str, ...]:
    """The text ``field`` in every language of the site, for one line of a fieldset."""
    return tuple(get_translation_fields(field))


class SideBySide(TranslationAdmin):
    """An admin whose texts stand in all languages beside each other; its fieldsets say which, by ``each_language``.

    Editions are chosen in a native list: the admin's searching one has no name for screen readers and writes styles
    that our policy forbids.
    """

    list_per_page = 50
    object_history_template = "admin/catalogue/history.html"

    class Media:
        css = {"all": ["css/catalogue-desk.css"]}

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """The names of all editions in one query: each says its course."""
        if db_field.related_model is Edition:
            kwargs["queryset"] = Edition.objects.select_related("course")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, instead of Django's list of who saved; read when the page is written, by who may see it."""
        changes = {"changes": lambda: changes_of(self.model, object_id)}
        return super().history_view(request, object_id, changes | (extra_context or {}))

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save everything, then let the search of the catalogue know."""
        super().save_related(request, form, formsets, change)
        index_course_of(form.instance)


class LanguageChoices:
    """For an admin or an inline: languages of teaching are ticked, not typed as JSON."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """A list of boxes for ``languages``, a choice for ``language``."""
        if db_field.name == "languages":
            return forms.MultipleChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=settings.LANGUAGES,
                required=not db_field.blank,
                widget=forms.CheckboxSelectMultiple,
            )
        if db_field.name == "language":
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=settings.LANGUAGES)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class NamedCells(BaseInlineFormSet):
    """For a table of rows inside a form: each cell has a name; the table's head gives it only to the eye."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """All fields of the row that are seen, the box that deletes it too."""
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-label", capfirst(field.label or ""))


class Rows:
    """For an inline: a table of rows in which every cell and every heading says what it is."""

    formset: Any = NamedCells
    template = "admin/rows.html"


class ChildLists(SideBySide):
    """For an admin: long child lists stand on pages of their own, linked above the form.

    ``child_lists`` names pairs of a model and its foreign key to this one.
    """

    child_lists: Iterable[tuple[type[Model], str]] = ()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with links to the child lists of the row that it changes."""
        if parent := kwargs.get("obj"):
            lists = [child_list(request, parent, child, key) for child, key in self.child_lists]
            context["child_lists"] = [one for one in lists if one]
        return super().render_change_form(request, context, *args, **kwargs)


def child_list(request: HttpRequest, parent: Model, child: type[Model], key: str) -> dict[str, Any] | None:
    """The link to one child list, with the number of its rows; None for who may not read it.

    The address that adds a row, with the parent filled in, is there for who may add one.
    """
    found = admin.site.get_model_admin(child)
    if not found.has_view_permission(request):
        return None
    name = f"admin:{child._meta.app_label}_{child._meta.model_name}"
    narrow = {key if child._meta.get_field(key).related_model is Edition else f"{key}__id__exact": parent.pk}
    return {
        "name": child._meta.verbose_name_plural,
        "count": child._default_manager.filter(**{key: parent}).count(),
        "url": f"{reverse(f'{name}_changelist')}?{urlencode(narrow)}",
        "add_url": f"{reverse(f'{name}_add')}?{urlencode({key: parent.pk})}"
        if found.has_add_permission(request)
        else "",
    }
