"""Stray cats and found animals: one form leads to the other, with the same keys."""

from .blocks import REPORT_CONTACT, contact, field, for_whom, name, options, page, photo, place

EMERGENCY_PHONE = "0221 4710 299"
CONDITION = field(
    "zustand", "Zustand", "choice", question="Wie geht es der Katze?", ask="wie es der Katze geht", required=True,
    allow_unknown=True,
    options=options(("gesund", "Sie wirkt gesund"), ("verletzt", "Sie ist verletzt oder krank"),
                    ("jungtiere", "Es sind junge Katzen dabei")),
)  # fmt: skip
MARKS = field(
    "kennzeichen", "Halsband oder Chip", "choice", question="Hat sie ein Halsband, eine Ohrmarkierung oder einen Chip?",
    options=options(("ja", "Ja"), ("nein", "Nein")), allow_unknown=True,
)  # fmt: skip
SEEN = field(
    "gesehen_am", "Gesehen am", "datetime", question="Wann haben Sie die Katze zuletzt gesehen?", required=True,
    when="past", hint="Zum Beispiel: 9 10 2026", ask="an dem Sie die Katze gesehen haben",
)  # fmt: skip
INJURED = {"field": "zustand", "in": ["verletzt"]}
EMERGENCY = {
    "title": "Ist ein Tier verletzt?",
    "text": "Warten Sie nicht auf eine Antwort. Rufen Sie jetzt an. Wir sind Tag und Nacht erreichbar.",
    "phone": EMERGENCY_PHONE,
    "condition": INJURED,
    "team": "bereitschaft",
}
HURT = {
    "key": "verletzt", "tone": "danger", "condition": INJURED, "phone": EMERGENCY_PHONE,
    "title": "Rufen Sie jetzt an",
    "text": "Das Tier braucht schnell Hilfe. Rufen Sie an und senden Sie danach das Formular ab. "
            "Fassen Sie das Tier nicht an.",
}  # fmt: skip
KITTENS = {
    "key": "jungtiere", "tone": "warning", "condition": {"field": "zustand", "in": ["jungtiere"]},
    "phone": EMERGENCY_PHONE, "title": "Lassen Sie junge Katzen, wo sie sind",
    "text": "Die Mutter ist oft in der Nähe. Sind die Jungen in Gefahr, rufen Sie an.",
}  # fmt: skip
AT_HOME = {
    "key": "gesichert", "tone": "info", "condition": {"field": "gesichert", "in": ["yes"]}, "service": "fundtier",
    "title": "Sie haben die Katze bei sich",
    "text": "Dann ist sie ein gefundenes Tier. Melden Sie sie als Fundtier. Ihre Angaben nehmen wir mit.",
}  # fmt: skip

CAT = {
    "form": {
        "pages": [
            page(
                "ort", "Ort, Zeit und Zustand", place("Wo haben Sie die Katze gesehen?"), SEEN, CONDITION,
                photo("Haben Sie ein Foto? Machen Sie eins nur, wenn das gefahrlos geht."),
            ),
            page(
                "beschreibung", "Beschreibung",
                field("gesichert", "Katze in Obhut", "yes_no", question="Haben Sie die Katze bei sich?",
                      ask="ob Sie die Katze bei sich haben", required=True),
                field("aussehen", "Aussehen", "text", question="Wie sieht die Katze aus?",
                      hint="Zum Beispiel: grau getigert, weiße Pfoten"),
                MARKS,
                field("wiederkehr", "Kommt sie öfter", "text", question="Kommt die Katze öfter? Wenn ja: wann?",
                      hint="Damit wissen wir, wann wir sie antreffen."),
            ),
            REPORT_CONTACT,
        ],
        "notices": [HURT, KITTENS, AT_HOME],
    },
    "emergency": EMERGENCY,
    "text": {
        "what": "Eine Katze läuft allein herum und scheint niemandem zu gehören? Sagen Sie uns, wo und wann. "
                "Wir klären, ob sie ein Zuhause hat, und helfen ihr, wenn sie keins hat.",
        "next": [
            {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""},
            {"text": "Bis {first_answer} sagen wir Ihnen, was wir tun.", "by": "first_answer"},
            {"text": "Das Ordnungsamt prüft, ob die Katze ein Zuhause hat. Das Tierheim hilft vor Ort.", "by": ""},
            {"text": "Bis {result} erfahren Sie, wie es ausgegangen ist.", "by": "result"},
        ],
    },
    "recipients": ["Bürgerservice", "Ordnungsamt", "Bauhof (nur Ort und Zeit)",
                   "Tierheim Musterhafen (ohne Ihren Namen)", "Veterinäramt des Kreises, wenn es nötig ist"],
}  # fmt: skip
CAT_PHASES = {
    "notfall": "Notfall", "aufnehmen": "Aufnahme", "einordnen": "Prüfung durch das Ordnungsamt",
    "falle": "Hilfe vor Ort", "sichern": "Hilfe vor Ort", "halter": "Versorgung", "fundanzeige": "Versorgung",
    "untersuchung": "Versorgung", "kastration": "Versorgung", "verbleib": "Versorgung", "ergebnis": "Ergebnis",
    "nachfrage": "Ergebnis",
}  # fmt: skip
CAT_CONDITIONS = {
    "notfall": {"field": "zustand", "in": ["verletzt", "jungtiere"]},
    "falle": {"field": "einordnung", "in": ["fundtier", "herrenlos", "ausgesetzt"]},
    "sichern": {"field": "falle_aufgestellt_am", "told": True},
    "halter": {"field": "registersuche", "in": ["treffer"]},
    "fundanzeige": {"all": [{"field": "einordnung", "in": ["fundtier"]},
                            {"field": "chip_gelesen", "told": True},
                            {"not": {"field": "registersuche", "in": ["treffer"]}}]},
    "untersuchung": {"field": "chip_gelesen", "told": True},
    "kastration": {"field": "befund", "told": True},
    "verbleib": {"field": "freigabe_kastration", "told": True},
    "nachfrage": {"field": "abschlussart", "told": True},
}  # fmt: skip

FOUND = {
    "form": {
        "pages": [
            page(
                "fund", "Das gefundene Tier",
                field("tierart", "Tier", "choice", question="Welches Tier haben Sie gefunden?", required=True,
                      ask="welches Tier Sie gefunden haben",
                      options=options(("katze", "Katze"), ("hund", "Hund"), ("vogel", "Vogel"),
                                      ("anderes", "Ein anderes Tier"))),
                place("Wo haben Sie das Tier gefunden?"),
                field("gesehen_am", "Gefunden am", "datetime", question="Wann haben Sie das Tier gefunden?",
                      required=True, when="past", hint="Zum Beispiel: 9 10 2026",
                      ask="an dem Sie das Tier gefunden haben"),
                field("zustand", "Zustand", "choice", question="Wie geht es dem Tier?", required=True,
                      ask="wie es dem Tier geht", allow_unknown=True,
                      options=options(("gesund", "Es wirkt gesund"), ("verletzt", "Es ist verletzt oder krank"),
                                      ("jungtiere", "Es sind Jungtiere dabei"))),
                field("verbleib", "Tier jetzt", "choice", question="Wo ist das Tier jetzt?", required=True,
                      ask="wo das Tier jetzt ist",
                      options=options(("bei_mir", "Bei mir"), ("vor_ort", "Noch am Fundort"),
                                      ("tierarzt", "In einer Tierarztpraxis"), ("tierheim", "Im Tierheim"))),
            ),
            page(
                "beschreibung", "Beschreibung",
                field("aussehen", "Aussehen", "text", question="Wie sieht das Tier aus?",
                      hint="Zum Beispiel: schwarzer Hund, kniehoch, weiße Brust"),
                field("kennzeichen", "Halsband, Chip oder Tätowierung", "choices", allow_unknown=True,
                      question="Was ist an dem Tier zu sehen?",
                      options=options(("halsband", "Halsband oder Geschirr"), ("marke", "Steuermarke"),
                                      ("taetowierung", "Tätowierung im Ohr"), ("chip", "Chip, in einer Praxis gelesen"),
                                      ("nichts", "Nichts davon"))),
                field("nummer", "Nummer", "text", question="Welche Nummer steht auf Chip oder Marke?", max_length=40),
                photo("Haben Sie ein Foto des Tieres?"),
            ),
            page(
                "behalten", "Bleibt das Tier bei Ihnen?",
                field("behalten", "Tier kann bleiben", "choice", ask="ob das Tier bei Ihnen bleiben kann",
                      question="Kann das Tier bei Ihnen bleiben, bis wir sein Zuhause finden?", required=True,
                      options=options(("ja", "Ja, das Tier kann bleiben"), ("kurz", "Ja, für einige Tage"),
                                      ("nein", "Nein, holen Sie das Tier ab"))),
                condition={"field": "verbleib", "in": ["bei_mir"]},
            ),
            page("kontakt", "So erreichen wir Sie", name(), contact(required=True), for_whom(),
                 intro="Wir brauchen einen Weg zu Ihnen, falls sich jemand meldet, dem das Tier gehört."),
        ],
        "notices": [
            HURT,
            {"key": "behalten", "tone": "info", "condition": {"field": "verbleib", "in": ["bei_mir"]},
             "title": "Das Tier gehört weiter jemandem",
             "text": "Erst 6 Monate nach Ihrer Anzeige kann es Ihnen gehören. Bis dahin suchen wir sein Zuhause."},
        ],
    },
    "emergency": EMERGENCY,
    "text": {
        "what": "Sie haben ein Tier gefunden oder aufgenommen? Sagen Sie uns, welches und wo. "
                "Wir suchen das Zuhause und sorgen für das Tier.",
        "next": [
            {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""},
            {"text": "Bis {first_answer} sagen wir Ihnen, wohin das Tier kommt.", "by": "first_answer"},
            {"text": "Das Fundbüro sucht im Haustierregister und bei den Vermisstmeldungen.", "by": ""},
            {"text": "Bis {result} erfahren Sie, ob wir sein Zuhause gefunden haben.", "by": "result"},
        ],
    },
    "recipients": ["Bürgerservice", "Ordnungsamt, Fundbüro", "Tierheim Musterhafen (ohne Ihren Namen)"],
}  # fmt: skip
