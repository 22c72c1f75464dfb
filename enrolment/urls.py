"""Applicants' and participants' pages."""

from django.urls import path

from enrolment.views import (
    alternatives,
    application,
    apply,
    ask_sponsor,
    attendance,
    cancel,
    card,
    my,
    nominate,
    offer,
    place,
    profile,
    question,
    sponsor,
    stay,
    timetable,
)

app_name = "enrolment"
urlpatterns = [
    path("courses/<slug:course_slug>/<slug:slug>/apply/", apply.apply, name="apply"),
    path("courses/<slug:course_slug>/<slug:slug>/apply/<slug:step>/", apply.apply_step, name="apply_step"),
    path("sponsor/<str:secret>/", sponsor.sponsor, name="sponsor"),
    path("sponsor/<str:secret>/again/", sponsor.again, name="sponsor_again"),
    path("sponsor/<str:secret>/letter/", sponsor.letter, name="sponsor_letter"),
    path("sponsor/<str:secret>/letter/<int:number>/", sponsor.letter_page, name="sponsor_letter_page"),
    path("courses/<slug:course_slug>/<slug:slug>/nominate/", nominate.nominate, name="nominate"),
    path("my/", my.my, name="my"),
    path("my/profile/", profile.profile, name="profile"),
    path("my/nominations/<int:nomination_id>/", nominate.nomination, name="nomination"),
    path("my/nominated/<int:nominee_id>/", nominate.take_up, name="take_up"),
    path("my/applications/<int:pk>/", application.application, name="application"),
    path("my/applications/<int:pk>/question/", question.question, name="question"),
    path("my/applications/<int:pk>/letter/", application.letter, name="letter"),
    path("my/applications/<int:pk>/offer/", offer.offer, name="offer"),
    path("my/applications/<int:pk>/withdraw/", application.withdraw, name="withdraw"),
    path("my/applications/<int:pk>/sponsor/", ask_sponsor.ask_sponsor, name="ask_sponsor"),
    path("my/places/<int:pk>/", place.place, name="place"),
    path("my/places/<int:pk>/electives/<int:elective>/", place.electives, name="electives"),
    path("my/places/<int:pk>/code/", attendance.code, name="code"),
    path("my/places/<int:pk>/stay/", stay.stay, name="stay"),
    path("my/places/<int:pk>/timetable/", timetable.timetable, name="timetable"),
    path("my/places/<int:pk>/timetable/renew/", timetable.renew, name="timetable_renew"),
    path("my/places/<int:pk>/pay/", card.pay, name="pay"),
    path("my/places/<int:pk>/cancel/", cancel.cancel, name="cancel"),
    path("my/places/<int:pk>/substitute/", alternatives.substitute, name="substitute"),
    path("my/places/<int:pk>/transfer/", alternatives.transfer, name="transfer"),
    path("substitute/<str:token>/", alternatives.stand_in, name="stand_in"),
]
