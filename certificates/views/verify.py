"""Anyone can see whether a certificate stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from academy.caching import public_page
from academy.limits import too_many
from certificates import facts
from certificates.forms import CompareForm
from certificates.rules.number import parse

LOOKS_A_MINUTE = 30


@public_page
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and from what was typed on to the page of the number."""
    typed = request.GET.get("number", "").strip()
    number = parse(typed)
    if number:
        return redirect("certificates:verified", number)
    return answer(request, "certificates/verify.html", {"typed": typed, "mistyped": bool(typed)}, 200)


@require_safe
@never_cache
def verified(request: HttpRequest, number: str) -> HttpResponse:
    """What the paper says and whether it stands; for an unknown number, a kind page that says so."""
    if too_many(request, "verify", most=LOOKS_A_MINUTE, seconds=60):  # which is guessing
        return answer(request, "certificates/too_many.html", {}, 429)
    found = facts.verifiable(parse(number))
    if found is None:
        return answer(request, "certificates/unknown.html", {"typed": number}, 404)
    return answer(request, "certificates/verified.html", {"paper": found}, 200)


@csrf_exempt  # it changes nothing, and a page that is kept has no token
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def compare(request: HttpRequest) -> HttpResponse:
    """Whether a PDF is one that we issued, by its hash; with script, the browser sends the hash alone."""
    if request.method != "POST":
        return redirect("certificates:verify")
    if too_many(request, "verify", most=LOOKS_A_MINUTE, seconds=60):
        return answer(request, "certificates/too_many.html", {}, 429)
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return answer(request, "certificates/verify.html", {"file_error": form.non_field_errors()[0]}, 422)
    found = facts.issued_as(form.digest())
    if found is None:
        return answer(request, "certificates/not_ours.html", {}, 404)
    return answer(request, "certificates/verified.html", {"paper": found, "compared": True}, 200)


def answer(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    """A page that no search engine lists."""
    return unlisted(render(request, template, context, status=status))


def unlisted(page: HttpResponse) -> HttpResponse:
    """The answer with a word to search engines, and to who was too hasty when to come back."""
    page["X-Robots-Tag"] = "noindex, nofollow"
    if page.status_code == 429:
        page["Retry-After"] = "60"
    return page
