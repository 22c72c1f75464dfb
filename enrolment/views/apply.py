"""The application form: starting, filling in step by step, and sending."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from catalogue import facts as catalogue_facts
from catalogue.models import Edition
from catalogue.rules.status import takes_applications
from enrolment import facts
from enrolment.forms import FORMS, StepForm
from enrolment.models import Application
from enrolment.operations import apply as operations
from enrolment.views import answers, crumbs, steps
from enrolment.views.own import person


@never_cache
@login_required
def apply(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """Go on with the application to this edition; where there is none, say what it takes and offer to start (POST)."""
    edition = published(course_slug, slug)
    if application := live(request, edition):
        return go_on(application)
    if request.method == "POST":
        try:
            return go_on(operations.start(person(request), edition, now=clock.now()))
        except Refused as refused:
            messages.error(request, str(refused))
    return render(
        request,
        "enrolment/start.html",
        {
            "edition": edition,
            "open": open_now(edition),
            "price": catalogue_facts.price_of(edition),
            "crumbs": crumbs.mine((_("Apply"), "")),
        },
    )


@never_cache
@login_required
def apply_step(request: HttpRequest, course_slug: str, slug: str, step: str) -> HttpResponse:
    """One step: show it, or keep what was typed and go to the next; the last one sends the application."""
    edition = published(course_slug, slug)
    application = live(request, edition)
    if application is None:
        return redirect("enrolment:apply", course_slug, slug)
    if application.state != "draft" or (
        request.method == "GET" and not facts.may_be_written(application, clock.today())
    ):
        return redirect(application)
    if step not in steps.keys(application):
        raise Http404
    posted = request.method == "POST"
    form = FORMS[step](request.POST if posted else None, request.FILES if posted else None, instance=application)
    if form.is_valid():
        try:
            return done(request, application, step, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "enrolment/step.html", page(application.pk, step, form))


def open_now(edition: Edition) -> bool:
    """Whether the edition takes applications at this moment."""
    return takes_applications(catalogue_facts.dates_of(edition), clock.today())


def published(course_slug: str, slug: str) -> Edition:
    """The edition at this address; 404 when nobody may read it yet."""
    editions = Edition.objects.published().select_related("course")
    return get_object_or_404(editions, course__slug=course_slug, slug=slug)


def live(request: HttpRequest, edition: Edition) -> Application | None:
    """The person's application to the edition that is not declined or withdrawn."""
    mine = person(request).applications.live().filter(edition=edition)
    return mine.select_related("edition__course", "letter").first()


def go_on(application: Application) -> HttpResponse:
    """To the first step with something missing; to its own page once it was sent."""
    if application.state != "draft":
        return redirect(application)
    return redirect(steps.url(application, steps.first_open(application)))


def done(request: HttpRequest, application: Application, step: str, form: StepForm) -> HttpResponse:
    """Keep or send, and say so. Raises Refused when it is too late or something is missing."""
    if step == "check":
        operations.submit(application, now=clock.now())
        messages.success(request, _("Your application is sent. We have written to you to confirm it."))
        return redirect(application)
    keep(application, step, form)
    if "more" in request.POST:
        messages.success(request, _("Saved."))
        return redirect(f"{steps.url(application, step)}#div_id_languages")
    lacking = [str(facts.label_of(gap.field)) for gap in facts.missing(reread(application.pk)) if gap.step == step]
    if lacking:
        names = get_text_list(lacking, _("and"))
        messages.warning(
            request,
            _("Saved. Still missing in “%(step)s”: %(names)s. You can add it later.")
            % {"step": steps.LABELS[step], "names": names},
        )
    if "later" in request.POST:
        messages.success(request, _("Saved. Come back whenever you like before the deadline."))
        return redirect("enrolment:my")
    return redirect(steps.url(application, steps.following(application, step)))


def keep(application: Application, step: str, form: StepForm) -> None:
    """Hand the values of one step to the operation that keeps them."""
    values, now = form.cleaned_data, clock.now()
    if step == "electives":
        operations.wish(application, values["electives"], now=now)
    elif step == "financing":
        letter = values.pop("letter")
        operations.save_financing(application, values, letter=letter, now=now)
    else:
        operations.save(application, values, now=now)


def reread(pk: int) -> Application:
    """The application as it is kept, not as a form left it."""
    return Application.objects.select_related("edition__course", "letter").get(pk=pk)


def page(pk: int, step: str, form: StepForm) -> dict[str, object]:
    """What a step shows; ``kept`` is the application as it is stored, beside the form that may say otherwise."""
    kept = reread(pk)
    return {
        "application": kept,
        "edition": kept.edition,
        "crumbs": crumbs.mine((kept.edition, kept.get_absolute_url()), (form.title, "")),
        "step": step,
        "form": form,
        "steps": steps.row(kept, step),
        "onward": "" if step == "check" else steps.url(kept, steps.following(kept, step)),
        "gaps": steps.gaps(kept) if step == "check" else [],
        "sections": answers.sections(kept) if step == "check" else [],
    }
