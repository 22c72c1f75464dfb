"""People at the desk: who may do what, and inviting colleagues. No password is shown, hashed or not, or set here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.accounts import operations
from academy.accounts.desk_forms import AccountForm, InvitationForm
from academy.accounts.models import User
from academy.accounts.roles import word
from academy.desk import ReadOnly, colleague, demand, demand_again
from academy.errors import Refused

# Roles come from academy/accounts/roles.py alone; Django's own page for them would be a second source.
if isinstance(admin.site.get_model_admin(Group), GroupAdmin):
    admin.site.unregister(Group)


class RoleFilter(admin.SimpleListFilter):
    """One role, called as people call it."""

    title = gettext_lazy("roles")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Every role, by key."""
        return [(str(group.pk), word(group)) for group in Group.objects.order_by("name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Those who have the chosen role."""
        chosen = self.value()
        return queryset.filter(groups__in=[int(chosen)]) if chosen and chosen.isdecimal() else queryset


@admin.register(User)
class UserAdmin(ReadOnly):
    """Everybody with an account; colleagues are found by their role."""

    list_display = ("email", "name", "roles", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    list_per_page = 50
    search_fields = ("email", "name")
    ordering = ("-is_staff", "email")
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the roles that each row shows."""
        return super().get_queryset(request).prefetch_related("groups")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether a colleague can be invited."""
        return request.user.has_perm("accounts.add_user")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Invite a colleague."""
        demand(request, "accounts.add_user")
        form = InvitationForm(request.POST or None)
        title = _("Invite a colleague")
        if not form.is_valid():
            return self.ask(request, title, form)
        demand_again(request)
        try:
            person = operations.invite(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.ask(request, title, form, status=409)
        messages.success(request, _("%(person)s is invited; the letter is on its way.") % {"person": person})
        return redirect("admin:accounts_user_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Name, language, roles, and whether the person may sign in."""
        person = self.row(request, object_id)
        form = AccountForm(person, request.POST or None)
        if request.method != "POST":
            return self.ask(request, str(person), form, person=person)
        demand(request, "accounts.change_user")
        if not form.is_valid():
            return self.ask(request, str(person), form, person=person)
        demand_again(request)
        try:
            operations.change(person, by=colleague(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.ask(request, str(person), form, person=person, status=409)
        messages.success(request, _("Kept."))
        return redirect("admin:accounts_user_changelist")

    def ask(
        self, request: HttpRequest, title: str, form: forms.Form, *, person: User | None = None, status: int = 200
    ) -> HttpResponse:
        """The page with the form; without a button for who may only look."""
        may = request.user.has_perm("accounts.change_user" if person else "accounts.add_user")
        return self.page(request, "person", title, status=status, form=form, person=person, may=may)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: User) -> str:
        """What the person is at the desk; empty for applicants."""
        named = [word(group) for group in person.groups.all()]
        return ", ".join(named) or (_("all permissions") if person.is_superuser else "")
