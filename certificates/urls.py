"""Notes, certificates and their verification."""

from django.urls import URLPattern, path

from certificates.views import changes, diploma, invoices, mine, note, printouts, received, verify

app_name = "certificates"
urlpatterns: list[URLPattern] = [
    path("courses/<slug:course_slug>/<slug:slug>/information-note.pdf", note.note, name="note"),
    path("courses/<slug:course_slug>/<slug:slug>/information-note/progress/", note.progress, name="note_progress"),
    path("courses/<slug:course_slug>/<slug:slug>/information-note/changes/", changes.changes, name="changes"),
    path("verify/", verify.verify, name="verify"),
    path("verify/file/", verify.compare, name="compare"),
    path("verify/<str:number>/", verify.verified, name="verified"),
    path("my/applications/<int:pk>/information-note/", received.received, name="received"),
    path("my/applications/<int:pk>/information-note.pdf", received.pdf, name="received_pdf"),
    path("my/places/<int:place_id>/certificate/", mine.mine, name="mine"),
    path("my/diploma/", diploma.diploma, name="diploma"),
    path("my/diploma/work/<int:pk>/", diploma.work, name="work"),
    path("my/places/<int:place_id>/letters/", printouts.printouts, name="printouts"),
    path("my/letters/<int:pk>.pdf", printouts.printout, name="printout"),
    path("my/photograph/", printouts.photograph, name="photograph"),
    path("my/photograph.jpg", printouts.picture, name="picture"),
    path("my/invoices/", invoices.invoices, name="invoices"),
    path("my/invoices/<str:number>.pdf", invoices.invoice, name="invoice"),
    path("my/certificates.zip", mine.everything, name="everything"),
    path("my/certificates/<str:number>.pdf", mine.certificate, name="certificate"),
]
