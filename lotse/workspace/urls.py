"""The addresses below /arbeit/: a state change is a noun."""

from django.urls import path

from .views import (
    belonging,
    bulk,
    clocks,
    desk,
    handing,
    intake,
    keeping,
    looking,
    merging,
    modules,
    own,
    printing,
    talking,
    working,
)

app_name = "workspace"

CASE = "a/<str:number>/"
LEG = CASE + "etappe/<uuid:pk>/"

urlpatterns = [
    path("", desk.inbox, name="inbox"),
    path("neues/", looking.news, name="news"),
    path("suche/", looking.search, name="search"),
    path("team/", looking.people, name="people"),
    path("aktuelles/", own.activity, name="activity"),
    path("ansichten/neu/", own.new_view, name="new_view"),
    path("ansichten/<uuid:pk>/ende/", own.drop_view, name="drop_view"),
    path("sammelaktion/", bulk.bulk, name="bulk"),
    path("sammelaktion/<uuid:pk>/", bulk.bulk_run, name="bulk_run"),
    path("bausteine/", modules.modules, name="modules"),
    path("bausteine/neu/", modules.text_module, name="new_text_module"),
    path("bausteine/<uuid:pk>/", modules.text_module, name="text_module"),
    path("makros/neu/", modules.macro, name="new_macro"),
    path("makros/<uuid:pk>/", modules.macro, name="macro"),
    path("einstellungen/", keeping.preferences, name="preferences"),
    path("neu/", intake.intake, name="intake"),
    path("neu/frueher/", intake.earlier, name="earlier"),
    path("neu/kurzauskunft/", intake.short_answer, name="short_answer"),
    path(CASE, desk.case, name="case"),
    path(CASE + "datei/<uuid:pk>/", desk.file, name="file"),
    path(CASE + "entwurf/", keeping.unsent, name="unsent"),
    path(CASE + "anwesenheit/", keeping.presence, name="presence"),
    path(CASE + "akte/", printing.paper, name="paper"),
    path(CASE + "bausteine/", modules.choice, name="choice"),
    path(CASE + "makro/<uuid:pk>/", modules.use, name="use_macro"),
    path(CASE + "oeffnung/", desk.opening, name="opening"),
    path(CASE + "zugehoerigkeit/", belonging.belonging, name="belonging"),
    path(CASE + "zusammenfuehrung/", merging.merging, name="merging"),
    path(CASE + "trennung/", merging.parting, name="parting"),
    path(CASE + "rundschreiben/", merging.circular, name="broadcast"),
    path(CASE + "nachricht/", talking.message, name="message"),
    path(CASE + "notiz/", talking.note, name="note"),
    path(CASE + "frage/", talking.question, name="question"),
    path(CASE + "uebergabe/", handing.handover, name="handover"),
    path(LEG + "annahme/", handing.acceptance, name="acceptance"),
    path(LEG + "rueckgabe/", handing.returning, name="returning"),
    path(LEG + "ergebnis/", handing.result, name="result"),
    path(LEG + "link/", handing.link, name="link"),
    path(CASE + "zuweisung/", working.assignment, name="assignment"),
    path(CASE + "wiedervorlage/", working.follow_up, name="follow_up"),
    path("hinweise/", clocks.notices, name="notices"),
    path(CASE + "fristen/", clocks.clocks, name="clocks"),
    path(CASE + "abschluss/", working.closing, name="closing"),
    path(CASE + "wiederaufnahme/", working.reopening, name="reopening"),
    path(CASE + "ansprechperson/", working.guide, name="guide"),
    path(CASE + "neuer-code/", working.new_code, name="new_code"),
]
