"""Letters, statements, badges and lists at the desk: of one place, or of a whole edition."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock, wording
from academy.desk import ReadOnly, colleague, demand
from academy.documents.operations import hand_out
from academy.errors import Refused
from academy.keeping.models import Matter
from academy.keeping.operations import note_readings
from catalogue.admin.filters import EditionFilter
from catalogue.models import Edition
from certificates import facts
from certificates.forms import PrintForm
from certificates.kinds import LOOKS
from certificates.models import Printout, PrintoutKind
from certificates.operations.printouts import ask_for
from enrolment.admin.stay import STAY
from enrolment.models import Place

PRINT = "certificates.make_printout"


@admin.register(Printout)
class PrintoutAdmin(ReadOnly):
    """All that was printed; ``place/<key>/`` and ``edition/<key>/`` are where more is asked for."""

    list_display = ("kind", "whose", "language", "asked", "asked_by")
    list_filter = ("kind", EditionFilter, "language")
    list_select_related = ("place__application", "edition__course", "asked_by")
    list_per_page = 50
    search_fields = ("place__application__full_name", "edition__code")
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[Any]:
        """The pages of a place and of an edition, before Django's own addresses."""
        view, name = self.admin_site.admin_view, "certificates_printout"
        return [
            path("place/<int:key>/", view(self.of_place), name=f"{name}_place"),
            path("edition/<int:key>/", view(self.of_edition), name=f"{name}_edition"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """The PDF; one that tells of a passport only to who may read about stays, and that somebody looked is kept."""
        printout: Printout = self.row(request, object_id)
        if LOOKS[PrintoutKind(printout.kind)].private:
            demand(request, STAY)
        if printout.document is None:
            raise Http404
        answer = hand_out(printout.document)
        note_readings(Matter.PRINTOUT, subjects(printout), by=colleague(request), now=clock.now())
        return answer

    def of_place(self, request: HttpRequest, key: int) -> HttpResponse:
        """Letters and statements of one participant."""
        place = get_object_or_404(Place.objects.select_related("application", "edition__course", "participant"), pk=key)
        return self.kinds(request, place.edition, place)

    def of_edition(self, request: HttpRequest, key: int) -> HttpResponse:
        """Badges, name plates and the list of a group, and a link to the letters of each participant."""
        return self.kinds(request, get_object_or_404(Edition.objects.select_related("course"), pk=key), None)

    def kinds(self, request: HttpRequest, edition: Edition, place: Place | None) -> HttpResponse:
        """What can be printed and what was; a POST asks for one."""
        demand(request, PRINT)
        form = PrintForm(request.POST or None)
        if form.is_valid():
            self.ask(request, form, edition, place)
            return redirect(request.path)
        may = [kind for kind, look in LOOKS.items() if look.of_place is (place is not None)]
        may = [kind for kind in may if not LOOKS[kind].private or request.user.has_perm(STAY)]
        today = clock.today()
        return self.page(
            request,
            "printouts",
            place.application.full_name if place else str(edition),
            edition=edition,
            place=place,
            rows=[(kind, facts.why_not(kind, edition, place, today)) for kind in may],
            made=Printout.objects.filter(edition=edition, place=place).select_related("document", "asked_by"),
            places=edition.places.holding_a_seat().select_related("application") if place is None else [],
            language=place.participant.language if place else request.LANGUAGE_CODE,
            languages=settings.LANGUAGES,
        )

    def ask(self, request: HttpRequest, form: PrintForm, edition: Edition, place: Place | None) -> None:
        """Ask for it, and say what became of that."""
        kind = PrintoutKind(form.cleaned_data["kind"])
        if LOOKS[kind].of_place is not (place is not None):
            raise Http404
        if LOOKS[kind].private:
            demand(request, STAY)
        try:
            asked: dict[str, Any] = {"edition": edition, "place": place, "by": colleague(request), "now": clock.now()}
            ask_for(**form.cleaned_data, **asked)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is being made, and will be below in a minute."))

    @admin.display(description=gettext_lazy("of"))
    def whose(self, printout: Printout) -> str:
        """The participant, or the edition."""
        return printout.place.application.full_name if printout.place else str(printout.edition)

    @admin.display(description=gettext_lazy("asked for"), ordering="asked_at")
    def asked(self, printout: Printout) -> str:
        """The moment in Turin."""
        return wording.moment(printout.asked_at)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Printout]:
        """Those that tell of a passport only for who may read about stays."""
        private = [kind for kind, look in LOOKS.items() if look.private]
        rows = super().get_queryset(request)
        return rows if request.user.has_perm(STAY) else rows.exclude(kind__in=private)


def subjects(printout: Printout) -> list[tuple[int, str]]:
    """About whom it tells: the participant, or everybody in the edition's list."""
    about = f"printout:{printout.pk}"
    if printout.place:
        return [(printout.place.participant_id, about)]
    return [(key, about) for key in printout.edition.places.holding_a_seat().values_list("participant_id", flat=True)]
