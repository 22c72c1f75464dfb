"""Jobs at the desk: what runs behind the pages, what failed and why, and another try."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from academy.desk import ReadOnly
from academy.errors import Refused
from academy.jobs import operations
from academy.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnly):
    """Newest first; the error of a failed job stands on its page."""

    list_display = ("work", "subject", "state", "attempts", "asked_at", "due_at", "finished_at", "last_line")
    list_filter = ("state", "work")
    list_per_page = 50
    search_fields = ("work", "subject", "error")
    fields = ("work", "subject", "state", "attempts", "asked_at", "due_at", "leased_until", "finished_at", "error")
    actions = ("retry",)
    show_facets = admin.ShowFacets.NEVER

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether another try is offered."""
        return request.user.has_perm("jobs.change_job")

    @admin.action(description=_("Try again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Ask again for the chosen jobs that failed; each other one is named with the reason."""
        done = 0
        for job in queryset:
            try:
                operations.retry(job)
                done += 1
            except Refused as refusal:
                messages.error(request, f"{job}: {refusal}")
        if done:
            words = ngettext("%(n)s job is tried again.", "%(n)s jobs are tried again.", done)
            messages.success(request, words % {"n": done})

    @admin.display(description=_("last error"))
    def last_line(self, job: Job) -> str:
        """The end of the traceback, which says what went wrong."""
        return job.error.strip().rpartition("\n")[2][:120]
