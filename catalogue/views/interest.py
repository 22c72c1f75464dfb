"""“Tell me when the next edition opens”: asking, confirming and leaving, without an account.

No answer here carries a token against forged requests: a page with one could not be kept by browsers. Asking does no
more than what anybody can do from their own computer, and the links are signed for the mailbox they were sent to.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from academy import clock
from academy.errors import Refused
from academy.limits import counted, too_many
from catalogue.forms import InterestForm
from catalogue.models import Course
from catalogue.operations import interest as operations
from catalogue.views.trail import trail

HOUR = 3600
WISHES_AN_HOUR, LETTERS_AN_HOUR = 20, 3
read_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@read_and_sent
@csrf_exempt
@never_cache
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what it answers does not depend on whether the address is known."""
    course = get_object_or_404(Course, slug=slug)
    form = InterestForm(request.POST or None)
    if form.is_valid():
        if too_many(request, "interest", most=WISHES_AN_HOUR, seconds=HOUR):
            return too_hasty(request)
        write_to(form.cleaned_data["email"], course)
        messages.success(request, _("Look into your mailbox: we have sent you a letter. Its link confirms your wish."))
        return redirect(course)
    crumbs = trail((course.title, course.get_absolute_url()), (_("Tell me"), ""))
    return page(request, "ask", course=course, form=form, crumbs=crumbs)


def write_to(email: str, course: Course) -> None:
    """Keep the wish and write, unless this mailbox got LETTERS_AN_HOUR for it already."""
    if counted(f"interest:{course.pk}:{email}", HOUR) <= LETTERS_AN_HOUR:
        operations.ask(email, course, language=get_language() or "en", now=clock.now())


@read_and_sent
@csrf_exempt
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button first: programs that look at every link of a letter must not confirm it."""
    try:
        if request.method == "POST":
            interest = operations.confirm(token, now=clock.now())
            messages.success(request, _("Thank you. We will write as soon as the next edition takes applications."))
            return redirect(interest.course)
        return page(request, "confirm", course=operations.found(token).course)
    except Refused as refused:
        return page(request, "gone", status=410, reason=refused.reason)


@read_and_sent
@csrf_exempt
@never_cache
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button for people; a mail program sends the same without showing it (RFC 8058)."""
    try:
        if request.method == "POST":
            operations.leave(token)
        operations.key_in(token)
    except Refused as refused:
        return page(request, "gone", status=410, reason=refused.reason)
    return page(request, "leave", left=request.method == "POST")


def too_hasty(request: HttpRequest) -> HttpResponse:
    """The refusal of a visitor who asks for dozens of letters."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(HOUR)
    return answer


def page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    """One of the small pages, which no search engine lists."""
    answer = render(request, f"catalogue/interest/{name}.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
