"""What every page of the desk (Django's admin) shares: lists that only read, and pages of our own."""

from collections.abc import Iterator
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst, smart_split, unescape_string_literal

from academy.accounts.models import User


class ReadOnly(admin.ModelAdmin):
    """Shows rows and changes none: what may change has a button that calls an operation."""

    show_full_result_count = False  # a second count of the whole table for every search

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are made by operations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """State and money are never typed over."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that happened is thrown away."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list under the plural of what it lists, not under “Select … to view”."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Rows with every word in some field. Each field is asked by itself: an index answers that, but no OR."""
        rows = self.model._default_manager.order_by()
        for word in words(search_term):
            first, *others = (rows.filter(**{f"{field}__icontains": word}).values("pk") for field in self.search_fields)
            queryset = queryset.filter(pk__in=first.union(*others))
        return queryset, False

    def row(self, request: HttpRequest, key: Any) -> Any:
        """The row that a page is about; 403 for who may not see it, 404 when there is none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, str(key))
        if found is None:
            raise Http404
        return found

    def page(
        self, request: HttpRequest, name: str, title: Any, *, status: int = 200, **context: Any
    ) -> TemplateResponse:
        """The template ``admin/<app>/<name>.html`` in the frame of the desk; ``title`` is its heading."""
        template = f"admin/{self.opts.app_label}/{name}.html"
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        return TemplateResponse(request, template, frame | context, status=status)


def words(typed: str) -> Iterator[str]:
    """What is looked for; what stands between quotation marks is one word."""
    for word in smart_split(typed):
        yield unescape_string_literal(word) if word[0] in "\"'" and word[0] == word[-1] else word


def demand(request: HttpRequest, permission: str) -> None:
    """403 unless the person at the desk has the permission ``app.codename``."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


@reauthentication_required
def demand_again(request: HttpRequest) -> None:
    """Send whoever sits at the desk to type the password again, unless that was within five minutes.

    What was asked for is then carried out as if nothing had come between. Raises allauth's ReauthenticationRequired,
    which its middleware turns into the page for it.
    """


def colleague(request: HttpRequest) -> User:
    """Who sits at the desk; ``admin_view`` has let nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def note_reading(request: HttpRequest, thing: Model, words: str) -> None:
    """Leave a line in the desk's log: who looked at something private, and when."""
    LogEntry.objects.create(
        user=colleague(request),
        content_type=ContentType.objects.get_for_model(thing),
        object_id=str(thing.pk),
        object_repr=str(thing)[:200],
        action_flag=CHANGE,
        change_message=words,
    )
