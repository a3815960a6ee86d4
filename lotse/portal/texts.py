"""The town's standing pages, made from what the house knows of itself; a real town replaces them with its own words."""

from types import SimpleNamespace

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from lotse.people.models import Department, Team
from lotse.portal.privacy import reach
from lotse.privacy.notice import RIGHTS
from lotse.tenants.models import Town

OWN_WORDS = {"impressum": "imprint", "datenschutz": "privacy"}  # what a town may have written itself, in German


def page(name):
    """Title, sections and ways of one page."""
    write = PAGES.get(name)
    if write is None:
        raise Http404
    title, sections, *ways = write()
    is_own = bool(getattr(Town.here(), OWN_WORDS[name])) if name in OWN_WORDS else False
    return SimpleNamespace(title=title, sections=sections, ways=ways[0] if ways else [], is_own=is_own)


def _office():
    team = Team.objects.filter(is_support=True).select_related("department").first()
    return team.department if team else None


def _contact():
    office = _office()
    return [reach(office)] if office else [settings.SITE_URL]


def _help():
    return (
        _("Hilfe und Kontakt"),
        [
            (_("So erreichen Sie uns"), _contact()),
            (
                _("Sie haben schon ein Anliegen bei uns?"),
                [
                    _(
                        "Öffnen Sie es mit Nummer und Code oder mit dem Link aus unserer E-Mail. Sie können dort "
                        "antworten, etwas "
                        "ergänzen und den Stand sehen."
                    )
                ],
            ),
            (
                _("Sie finden keinen passenden Dienst?"),
                [_("Stellen Sie eine Frage. Wir finden die richtige Stelle. Sie müssen es nur einmal erzählen.")],
            ),
            (
                _("Ein Notfall?"),
                [_("Rufen Sie 112 (Feuerwehr und Rettung) oder 110 (Polizei). Warten Sie nicht auf unsere Antwort.")],
            ),
        ],
        [
            (_("Stand ansehen"), reverse("portal:status")),
            (_("Alle Dienste von A bis Z"), reverse("portal:services")),
            (_("Barriere melden"), reverse("portal:barrier")),
        ],
    )


def _imprint():
    if own := Town.here().imprint:
        return _("Impressum"), [("", own.splitlines())]
    return _("Impressum"), [
        (
            _("Herausgeberin"),
            [_("Die Stadt, vertreten durch die Bürgermeisterin oder den Bürgermeister."), *_contact()],
        ),
        (_("Redaktion"), [_("Für die Texte der Dienste ist der jeweils zuständige Fachbereich verantwortlich.")]),
        (
            _("Lizenzen"),
            [
                _(
                    "Diese Seiten verwenden die Gestaltungsbausteine KERN (EUPL-1.2), die Schrift Fira Sans (OFL-1.1) "
                    "und Leaflet für Karten (BSD-2-Clause)."
                )
            ],
        ),
    ]


def _privacy():
    if own := Town.here().privacy:
        return _("Datenschutz"), [("", own.splitlines())]
    officer = Department.objects.filter(teams__slug="datenschutz").first()
    sections = [
        (
            _("Was wir speichern"),
            [
                _(
                    "Wir speichern, was Sie uns sagen, um Ihr Anliegen zu bearbeiten. Wozu genau, auf welcher "
                    "Grundlage und wie "
                    "lange, steht bei jedem Dienst unter „Hinweise zum Datenschutz“."
                )
            ],
        ),
        (
            _("Was wir nicht tun"),
            [
                _(
                    "Wir messen nicht, was Sie auf diesen Seiten tun. Wir laden nichts von fremden Servern. Wir "
                    "verkaufen nichts."
                )
            ],
        ),
        (
            _("Cookies"),
            [
                _(
                    "Wir setzen nur 2 Cookies. Sie halten Ihre Sitzung zusammen und schützen Ihre Formulare. Ihre "
                    "Sitzung endet nach 60 Minuten ohne Eingabe."
                )
            ],
        ),
        (_("Entwürfe"), [_("Einen angefangenen Antrag heben wir 14 Tage auf. Danach löschen wir ihn von selbst.")]),
        (
            _("Ihre Rechte"),
            [
                RIGHTS,
                _("Beschweren können Sie sich bei der Datenschutzaufsicht Ihres Landes."),
            ],
        ),
    ]
    if officer:
        sections.append((_("Datenschutzbeauftragte Person"), [reach(officer)]))
    return _("Datenschutz"), sections


def _accessibility():
    return (
        _("Erklärung zur Barrierefreiheit"),
        [
            ("", [_("Wir möchten, dass alle Menschen diese Seiten nutzen können. Maßstab ist WCAG 2.2, Stufe AA.")]),
            (
                _("Stand"),
                [
                    _(
                        "Jede Seite lässt sich ohne Maus, ohne JavaScript und bei 400 % Vergrößerung bedienen. "
                        "Geprüft wird bei jeder Änderung mit Programmen. Eine Prüfung durch Menschen mit "
                        "Behinderungen steht noch aus."
                    )
                ],
            ),
            (_("Was noch fehlt"), [_("Ein Video in Gebärdensprache gibt es noch nicht.")]),
            (_("Sie kommen nicht weiter?"), [_("Sagen Sie es uns. Wir antworten und beheben es."), *_contact()]),
            (
                _("Wenn wir nicht helfen"),
                [
                    _(
                        "Dann können Sie sich an die Ombudsstelle für barrierefreie Informationstechnik Ihres "
                        "Landes wenden."
                    )
                ],
            ),
        ],
        [(_("Barriere melden"), reverse("portal:barrier"))],
    )


def _easy_language():
    return (
        _("Leichte Sprache"),
        [
            (
                "",
                [
                    _("Das ist die Internet-Seite von der Stadt."),
                    _("Hier können Sie der Stadt etwas sagen. Sie müssen dafür nicht in das Rathaus kommen."),
                ],
            ),
            (
                _("So geht es"),
                [
                    _("Suchen Sie Ihr Thema."),
                    _("Beantworten Sie die Fragen."),
                    _("Drücken Sie auf Absenden."),
                    _("Dann bekommen Sie eine Nummer und einen Code."),
                ],
            ),
            (
                _("Nummer und Code"),
                [
                    _("Schreiben Sie die Nummer und den Code auf."),
                    _("Damit können Sie sehen: Was macht die Stadt gerade?"),
                ],
            ),
            (
                _("Sie haben eine Ansprech-Person"),
                [
                    _("Ein Mensch von der Stadt hilft Ihnen."),
                    _("Sie sehen den Namen und die Telefon-Nummer."),
                    _("Sie müssen alles nur 1 Mal erzählen."),
                ],
            ),
            (_("Sie brauchen Hilfe?"), [_("Rufen Sie uns an."), *_contact()]),
        ],
        [(_("Zu den Diensten"), reverse("portal:services")), (_("Stand ansehen"), reverse("portal:status"))],
    )


def _sign_language():
    return (
        _("Gebärdensprache"),
        [
            (
                "",
                [
                    _(
                        "Ein Video in Deutscher Gebärdensprache gibt es noch nicht. So erreichen Sie uns ohne zu "
                        "sprechen:"
                    )
                ],
            ),
            (_("Schreiben"), [_("Schreiben Sie uns über „Eine Frage stellen“ oder per E-Mail."), *_contact()]),
            (
                _("Mit Dolmetscherin oder Dolmetscher"),
                [
                    _(
                        "Sie haben ein Recht auf Verständigung in Gebärdensprache. Sagen Sie uns, wann Sie "
                        "kommen. Wir bestellen und bezahlen."
                    )
                ],
            ),
        ],
        [
            (_("Alle Dienste von A bis Z"), reverse("portal:services")),
            (_("Barriere melden"), reverse("portal:barrier")),
        ],
    )


PAGES = {
    "hilfe": _help,
    "impressum": _imprint,
    "datenschutz": _privacy,
    "barrierefreiheit": _accessibility,
    "leichte-sprache": _easy_language,
    "gebaerdensprache": _sign_language,
}
