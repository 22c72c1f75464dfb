"""The diploma at the desk: everybody on the way to it, and the page of one person with what may be done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock
from academy.accounts.models import User
from academy.desk import ReadOnly, colleague, demand, demand_again
from academy.documents.operations import hand_out
from academy.errors import Refused
from academy.keeping.models import Matter
from academy.keeping.operations import note_readings
from academy.letters.models import Letter
from certificates import facts
from certificates.admin.issue import ISSUE
from certificates.diploma_drawing import draw
from certificates.forms import ApproveForm, EarlierForm, MarkForm, NameForm, SendBackForm, TakeBackForm
from certificates.models import Capstone, CapstoneWork, EarlierCourse
from certificates.operations import capstone as capstones
from certificates.operations import diploma as diplomas
from certificates.states import CAPSTONE, EARLIER_COURSE

GUIDE = "certificates.guide_capstone"
PERMISSIONS = {"approve": GUIDE, "send-back": GUIDE, "mark": GUIDE}  # all others: ISSUE
FORMS: dict[str, type[forms.Form]] = {
    "approve": ApproveForm,
    "send-back": SendBackForm,
    "mark": MarkForm,
    "name": NameForm,
    "enter": EarlierForm,
    "take-back": TakeBackForm,
    "issue": forms.Form,
}
TITLES = {
    "approve": gettext_lazy("Approve the proposal"),
    "send-back": gettext_lazy("Send the proposal back"),
    "mark": gettext_lazy("Mark the work"),
    "name": gettext_lazy("Correct the name"),
    "enter": gettext_lazy("Let another course count"),
    "issue": gettext_lazy("Issue the diploma"),
}


@admin.register(Capstone)
class DiplomaAdmin(ReadOnly):
    """The list is of people, since most have no capstone yet; ``person/<key>/`` is the page of one."""

    def get_urls(self) -> list[Any]:
        """The page of a person and the works, before Django's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("person/<int:key>/", view(self.person), name="certificates_capstone_person"),
            path("work/<int:key>/", view(self.work), name="certificates_capstone_work"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Everybody with something that counts; with ``q``, whoever has that name or address, with or without."""
        if not self.has_view_permission(request):
            demand(request, "certificates.view_capstone")
        wanted = request.GET.get("q", "").strip()
        people = facts.on_the_way()
        if wanted:
            people = User.objects.filter(Q(name__icontains=wanted) | Q(email__iexact=wanted)).order_by("name", "pk")
        found = Paginator(people, 25).get_page(request.GET.get("page"))
        ways = [(one, facts.missing_words(one.standing)) for one in facts.ways_of(found, clock.today())]
        return self.page(request, "ways", _("The diploma"), ways=ways, found=found, wanted=wanted)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of the person whose capstone it is."""
        return redirect("admin:certificates_capstone_person", self.row(request, object_id).person_id)

    def person(self, request: HttpRequest, key: int) -> HttpResponse:
        """What counts and what is missing; a POST does what its button says."""
        demand(request, "certificates.view_capstone")
        who = get_object_or_404(User, pk=key)
        verb = request.POST.get("verb", "")
        if request.method != "POST" or verb not in FORMS:
            return self.show(request, who, {})
        demand(request, PERMISSIONS.get(verb, ISSUE))
        form = FORMS[verb](request.POST, auto_id=f"{verb}-%s")
        if not form.is_valid():
            return self.show(request, who, {verb: form}, status=422)
        if verb == "issue":
            demand_again(request)
        try:
            messages.success(request, act(verb, who, form.cleaned_data, colleague(request)))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.show(request, who, {verb: form}, status=409)
        return redirect("admin:certificates_capstone_person", key)

    def show(self, request: HttpRequest, who: User, typed: dict[str, forms.Form], status: int = 200) -> HttpResponse:
        """The page; a form is offered when it is legal now and the person at the desk may."""
        today = clock.today()
        way = facts.way_of(who, today)
        offers = facts.offers_for(way, today)
        legal = [verb for verb in legal_for(way) if request.user.has_perm(PERMISSIONS.get(verb, ISSUE))]
        elsewhere = EarlierCourse.objects.filter(person=who).select_related("course").prefetch_related("changes__by")
        return self.page(
            request,
            "way",
            str(who),
            status=status,
            way=way,
            missing=facts.missing_words(way.standing),
            offers=offers,
            drawing=draw(way.standing, [one.credit for one in offers if one.in_time], today, facts.POLICY),
            forms=[(verb, TITLES[verb], typed.get(verb) or blank(verb, way)) for verb in legal],
            elsewhere=[(one, EARLIER_COURSE.states[one.state].for_staff, list(one.changes.all())) for one in elsewhere],
            may_take_back=request.user.has_perm(ISSUE),
            take_back=typed.get("take-back"),
            works=way.capstone.works.select_related("document") if way.capstone else [],
            steps=[(step_label(step), step) for step in way.capstone.changes.select_related("by")]
            if way.capstone
            else [],
            letters=Letter.objects.filter(about=f"diploma:{who.pk}").order_by("written_at"),
        )

    def work(self, request: HttpRequest, key: int) -> FileResponse:
        """A work that was handed in; that somebody looked is recorded."""
        demand(request, GUIDE)
        work = get_object_or_404(CapstoneWork.objects.select_related("document", "capstone"), pk=key)
        answer = hand_out(work.document)
        subject = (work.capstone.person_id, f"capstone:{work.capstone_id}")
        note_readings(Matter.WORK, [subject], by=colleague(request), now=clock.now())
        return answer


def legal_for(way: facts.Way) -> list[str]:
    """What may be done now, in the order of the page."""
    capstone = way.capstone
    verbs = {"approve": "approve", "send-back": "send-back", "mark": "pass"}
    found = [verb for verb, move in verbs.items() if capstone and CAPSTONE.allows(move, capstone.state)]
    found += ["issue"] if way.decision.allowed else []
    found += ["name"] if capstone else []
    return [*found, "enter"]


def blank(verb: str, way: facts.Way) -> forms.Form:
    """The form with what stands in it at first."""
    start = {"name": way.capstone.name} if verb == "name" and way.capstone else {}
    return FORMS[verb](initial=start, auto_id=f"{verb}-%s")


def act(verb: str, who: User, values: dict[str, Any], by: User) -> str:
    """Call the operation; returns what to say. Raises Refused as the operation does."""
    now = clock.now()
    if verb == "enter":
        diplomas.enter(who, **values, by=by, now=now)
        return _("The course counts.")
    if verb == "take-back":
        entry = EarlierCourse.objects.filter(pk=values["earlier"], person=who).first()
        if entry is None:
            raise Http404
        diplomas.take_back(entry, why=values["why"], by=by, now=now)
        return _("The course does not count any more.")
    capstone = get_object_or_404(Capstone, person=who)
    deeds: dict[str, tuple[Callable[..., object], str]] = {
        "approve": (capstones.approve, _("The proposal is approved.")),
        "send-back": (capstones.send_back, _("The proposal is sent back.")),
        "mark": (capstones.mark, _("The work is marked.")),
        "name": (capstones.correct_name, _("The name is corrected.")),
        "issue": (diplomas.issue_diploma, _("The diploma is being made.")),
    }
    deed, said = deeds[verb]
    deed(capstone, **values, by=by, now=now)
    return said


def step_label(step: Any) -> Any:
    """What a step of a capstone is called."""
    return gettext_lazy("name corrected") if step.verb == "name" else CAPSTONE.states[step.target].for_staff
