"""The addresses people read, in German."""

from django.urls import path

from lotse.portal.views import (
    cases,
    finding,
    forms,
    information,
    keys,
    maps,
    mine,
    orders,
    screens,
    sending,
    work_orders,
)

app_name = "portal"

urlpatterns = [
    path("", finding.start, name="start"),
    path("suche/", finding.search, name="search"),
    path("dienste/", finding.services, name="services"),
    path("themen/<slug:slug>/", finding.topic, name="topic"),
    path("dienst/<slug:slug>/", finding.service, name="service"),
    path("dienst/<slug:slug>/datenschutz/", finding.service_privacy, name="service_privacy"),
    path("dienst/<slug:slug>/formular/", forms.begin, name="form"),
    path("dienst/<slug:slug>/formular/<slug:page>/", forms.page, name="form_page"),
    path("dienst/<slug:slug>/entwurf/", forms.saved, name="draft"),
    path("entwurf/<str:token>/", forms.resume, name="resume"),
    path("dienst/<slug:slug>/pruefen/", sending.check, name="check"),
    path("dienst/<slug:slug>/danke/", sending.thanks, name="thanks"),
    path("stand/", keys.status, name="status"),
    path("meine/", mine.overview, name="mine"),
    path("zugang/<str:token>/", keys.mailed_link, name="mailed_link"),
    path("auftrag/<str:token>/", orders.order, name="order"),
    path("auftrag/<str:token>/datei/<uuid:pk>/", orders.file, name="order_file"),
    path("arbeitsauftrag/<str:token>/", work_orders.work_order, name="work_order"),
    path("arbeitsauftrag/<str:token>/datei/<uuid:pk>/", work_orders.file, name="work_order_file"),
    path("auftragstafel/<str:token>/", screens.screen, name="screen"),
    path("auftragstafel/<str:token>/<uuid:leg>/", screens.order, name="screen_order"),
    path("auftragstafel/<str:token>/<uuid:leg>/datei/<uuid:pk>/", screens.file, name="screen_file"),
    path("anliegen/<str:number>/", cases.case, name="case"),
    path("anliegen/<str:number>/nachricht/", cases.message, name="message"),
    path("anliegen/<str:number>/rueckzug/", cases.withdrawal, name="withdrawal"),
    path("anliegen/<str:number>/angaben/", cases.facts, name="facts"),
    path("anliegen/<str:number>/verlauf/", cases.print_out, name="print_out"),
    path("anliegen/<str:number>/bewertung/", cases.rating, name="rating"),
    path("anliegen/<str:number>/datei/<uuid:pk>/", cases.file, name="file"),
    path("karte/stadt.json", maps.town_map, name="town_map"),
    path("hilfe/", information.page, {"name": "hilfe"}, name="help"),
    path("impressum/", information.page, {"name": "impressum"}, name="imprint"),
    path("datenschutz/", information.page, {"name": "datenschutz"}, name="privacy"),
    path("barrierefreiheit/", information.page, {"name": "barrierefreiheit"}, name="accessibility"),
    path("leichte-sprache/", information.page, {"name": "leichte-sprache"}, name="easy_language"),
    path("gebaerdensprache/", information.page, {"name": "gebaerdensprache"}, name="sign_language"),
    path("barriere-melden/", information.barrier, name="barrier"),
]
