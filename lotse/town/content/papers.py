"""Passports and driving licences: prepared here, applied for in person."""

from .blocks import birthday, contact, documents, field, for_whom, name, options, page

CHILD = {"field": "alter", "in": ["unter_18"]}
VISIT = field(
    "wunschtermin", "Wunschtermin", "choices", question="Wann können Sie zu uns kommen?",
    hint="Wir schlagen Ihnen dann einen Termin vor. Er dauert etwa 15 Minuten.", ask="wann Sie kommen können",
    options=options(("vormittag", "Vormittags"), ("nachmittag", "Nachmittags"), ("donnerstag", "Donnerstag bis 18 Uhr"),
                    ("samstag", "Samstag")),
)  # fmt: skip
AGE = field(
    "alter", "Alter", "choice", question="Wie alt ist die Person, die den Pass bekommt?", required=True,
    ask="wie alt die Person ist",
    options=options(("unter_18", "Unter 18 Jahre"), ("18_bis_23", "18 bis 23 Jahre"), ("ab_24", "24 Jahre oder älter")),
)  # fmt: skip
PASSPORT = {
    "form": {
        "pages": [
            page(
                "pass", "Ihr Reisepass",
                for_whom("Für wen ist der Reisepass?", required=True),
                AGE,
                field("art", "Art des Passes", "choice", question="Welchen Pass brauchen Sie?", required=True,
                      ask="welchen Pass Sie brauchen",
                      options=[
                          {"value": "normal", "label": "Reisepass", "hint": "Herstellung etwa 3 bis 6 Wochen"},
                          {"value": "express", "label": "Reisepass im Express",
                           "hint": "wenige Werktage, 32 € zusätzlich"},
                          {"value": "vorlaeufig", "label": "Vorläufiger Reisepass",
                           "hint": "sofort, 26 €, nur wenn der Express zu spät kommt"},
                      ]),
                field("seiten", "Seiten", "choice", question="Wie viele Seiten soll der Pass haben?",
                      options=options(("32", "32 Seiten"), ("48", "48 Seiten, 22 € zusätzlich"))),
                field("grund", "Grund", "choice", question="Warum brauchen Sie einen neuen Pass?", required=True,
                      ask="warum Sie einen neuen Pass brauchen",
                      options=options(("abgelaufen", "Der alte läuft ab oder ist abgelaufen"),
                                      ("erster", "Ich hatte noch keinen"),
                                      ("daten", "Name oder Daten haben sich geändert"),
                                      ("verloren", "Der alte ist weg"))),
            ),
            page(
                "kind", "Einverständnis bei Kindern",
                field("sorge", "Sorge", "choice", question="Wer hat das Sorgerecht?", required=True,
                      ask="wer das Sorgerecht hat",
                      options=options(("beide", "Zwei Personen gemeinsam"), ("allein", "Eine Person allein"),
                                      ("andere", "Jemand anderes, zum Beispiel ein Vormund"))),
                condition=CHILD,
                intro="Alle Sorgeberechtigten müssen einverstanden sein. Wer nicht mitkommt, unterschreibt vorher. "
                      "Das Kind kommt zum Termin mit.",
            ),
            page(
                "person", "Zur Person", field("pass_name", "Name im Pass", "text", required=True,
                data_class="person", max_length=120,
                question="Welcher Name soll im Pass stehen?", ask="den Namen, der im Pass stehen soll",
                hint="Alle Vornamen und der Familienname"), birthday(required=True),
                field("foto_art", "Passfoto", "choice", question="Woher kommt das Passfoto?", allow_unknown=True,
                      options=options(("code", "Ich habe einen Code vom Fotostudio"),
                                      ("vor_ort", "Ich mache das Foto bei Ihnen (6 €)"))),
            ),
            page("kontakt", "Termin und Kontakt", VISIT, name(required=True), contact(required=True),
                 intro="Wir schicken Ihnen Vorschläge für einen Termin."),
        ],
        "notices": [
            {"key": "verlust", "tone": "warning", "condition": {"field": "grund", "in": ["verloren"]},
             "service": "ausweis-verlust", "title": "Melden Sie den Verlust",
             "text": "Ein verlorener Pass muss gesperrt werden. Melden Sie den Verlust auch dann, wenn Sie einen "
                     "neuen beantragen."},
            {"key": "gebuehr_jung", "tone": "info", "condition": {"field": "alter", "in": ["unter_18", "18_bis_23"]},
             "title": "Der Pass kostet 37,50 €", "text": "Er gilt 6 Jahre. Sie zahlen beim Termin."},
            {"key": "gebuehr", "tone": "info", "condition": {"field": "alter", "in": ["ab_24"]},
             "title": "Der Pass kostet 70 €", "text": "Er gilt 10 Jahre. Sie zahlen beim Termin."},
        ],
    },
    "text": {
        "what": "Ein Reisepass wird nicht verlängert, sondern neu ausgestellt. Den Antrag bereiten Sie hier vor. "
                "Für Fingerabdruck und Unterschrift kommen Sie einmal zu uns.",
        "appointment": "Sie kommen einmal ins Bürgerbüro, Marktplatz 1. Das dauert etwa 15 Minuten. "
                       "Sie unterschreiben, geben Fingerabdrücke und zahlen.",
        "collect": "Wir schreiben Ihnen, sobald der Pass da ist. Sie holen ihn ohne Termin ab. "
                   "Bringen Sie den alten Pass mit. Eine andere Person braucht Ihre Vollmacht.",
        "next": [
            {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""},
            {"text": "Bis {first_answer} schlagen wir Ihnen einen Termin vor.", "by": "first_answer"},
            {"text": "Sie kommen zum Termin, unterschreiben und zahlen.", "by": ""},
            {"text": "Der Pass wird hergestellt. Bis {result} liegt er voraussichtlich bereit.", "by": "result"},
            {"text": "Wir schreiben Ihnen, sobald Sie ihn abholen können.", "by": ""},
        ],
    },
    "messages": {
        "confirmation": "Ihre Angaben sind da. Bis {first_answer} schlagen wir Ihnen einen Termin vor.",
        "appointment": "Ihr Termin: {appointment}. Bringen Sie mit: {bring}.",
        "ready": "Ihr Reisepass ist da. Sie können ihn ab {date} am Marktplatz 1 abholen, ohne Termin.",
    },
    "steps": [
        {"key": "vorbereiten", "name": "Angaben prüfen und Termin vorschlagen", "team": "ausweise-melden",
         "phase": "Vorbereitung", "clock": "first_answer", "deadline": {"amount": 8, "unit": "h"},
         "citizen_text": "Wir prüfen Ihre Angaben und schlagen Ihnen einen Termin vor."},
        {"key": "termin", "name": "Antrag beim Termin aufnehmen", "team": "ausweise-melden", "phase": "Termin",
         "citizen_text": "Kommen Sie zum Termin und bringen Sie Ihre Unterlagen mit.", "gives": ["antrag_am"]},
        {"key": "herstellen", "name": "Pass bestellen und Eingang abwarten", "team": "ausweise-melden",
         "phase": "Herstellung", "citizen_text": "Ihr Pass wird hergestellt.", "gives": ["pass_da_am"]},
        {"key": "bereit", "name": "Bescheid geben, dass der Pass da ist", "team": "ausweise-melden",
         "kind": "message", "phase": "Abholung", "deadline": {"amount": 1, "unit": "workday"},
         "citizen_text": "Ihr Pass liegt bereit. Sie können ihn abholen."},
        {"key": "abholen", "name": "Pass ausgeben", "team": "ausweise-melden", "phase": "Abholung",
         "clock": "result", "citizen_text": "Ihr Pass liegt bereit. Sie können ihn abholen."},
    ],
    "signature": "in_person",
    "leading_system": "Passfachverfahren",
    "submit_verb": "Angaben absenden",
}  # fmt: skip

ACCOMPANIED = {"field": "klasse", "in": ["bf17"]}
LICENCE = {
    "form": {
        "pages": [
            page(
                "antrag", "Ihr Führerschein",
                for_whom("Für wen ist der Führerschein?", required=True),
                field("klasse", "Klasse", "choice", question="Welche Klasse möchten Sie machen?", required=True,
                      ask="welche Klasse Sie machen möchten", allow_unknown=True,
                      options=options(("b", "B: Auto"), ("bf17", "B mit 17: Auto mit Begleitung"),
                                      ("am", "AM: Moped und Roller"), ("a1", "A1: Leichtkraftrad"),
                                      ("andere", "Eine andere Klasse"))),
                birthday(required=True),
                field("fahrschule", "Fahrschule", "text", question="Wie heißt Ihre Fahrschule?", required=True,
                      ask="den Namen der Fahrschule", allow_unknown=True),
            ),
            page(
                "begleitung", "Begleitung mit 17",
                field("begleitung_1", "Begleitperson", "person", question="Wer begleitet Sie?", required=True,
                      ask="den Namen der Begleitperson"),
                field("begleitung_2", "Zweite Begleitperson", "person", question="Begleitet Sie noch jemand?"),
                condition=ACCOMPANIED,
                intro="Wer begleitet, ist mindestens 30 Jahre alt und fährt seit 5 Jahren selbst. "
                      "Die Person bringt zum Termin ihren Ausweis und Führerschein mit oder schickt Kopien.",
            ),
            page(
                "unterlagen", "Ihre Unterlagen",
                field("vorhanden", "Unterlagen", "choices", question="Was haben Sie schon?",
                      hint="Die Originale bringen Sie zum Termin mit.",
                      options=options(("ausweis", "Ausweis"), ("foto", "Biometrisches Passfoto"),
                                      ("sehtest", "Sehtest (Original)"),
                                      ("erste_hilfe", "Nachweis Erste Hilfe (Original)"))),
                documents("kopien", "Kopien", "Sie können Kopien schicken. Dann prüfen wir sie vor dem Termin."),
            ),
            page("kontakt", "Termin und Kontakt", VISIT, name(required=True), contact(required=True),
                 intro="Wir schicken Ihnen Vorschläge für einen Termin."),
        ],
        "notices": [
            {"key": "kreis", "tone": "info", "title": "Der Kreis entscheidet", "page": "antrag",
             "text": "Wir nehmen Ihren Antrag auf und geben ihn an den Kreis Musterland. "
                     "Ihr Eingangsdatum bei uns zählt."},
        ],
    },
    "text": {
        "what": "Sie möchten zum ersten Mal einen Führerschein machen? Wir nehmen Ihren Antrag auf und geben ihn "
                "an die Fahrerlaubnisbehörde des Kreises. Dort wird entschieden.",
        "decides": "Fahrerlaubnisbehörde des Kreises Musterland",
        "appointment": "Sie kommen einmal ins Bürgerbüro, Marktplatz 1, und unterschreiben den Antrag. "
                       "Bringen Sie die Originale mit.",
        "next": [
            {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""},
            {"text": "Bis {first_answer} schlagen wir Ihnen einen Termin vor.", "by": "first_answer"},
            {"text": "Nach dem Termin geht Ihr Antrag innerhalb von 2 Arbeitstagen an den Kreis.", "by": ""},
            {"text": "Der Kreis prüft etwa 4 bis 6 Wochen und schreibt Ihnen selbst.", "by": ""},
        ],
    },
    "messages": {
        "confirmation": "Ihre Angaben sind da. Bis {first_answer} schlagen wir Ihnen einen Termin vor.",
        "closing": "Ihr Antrag liegt jetzt bei der Fahrerlaubnisbehörde des Kreises. Sie schreibt Ihnen selbst.",
    },
    "steps": [
        {"key": "vorbereiten", "name": "Angaben prüfen und Termin vorschlagen", "team": "ausweise-melden",
         "phase": "Vorbereitung", "clock": "first_answer", "deadline": {"amount": 8, "unit": "h"},
         "citizen_text": "Wir prüfen Ihre Angaben und schlagen Ihnen einen Termin vor."},
        {"key": "termin", "name": "Antrag beim Termin aufnehmen", "team": "ausweise-melden", "phase": "Termin",
         "citizen_text": "Kommen Sie zum Termin und bringen Sie die Originale mit.", "gives": ["antrag_am"]},
        {"key": "weitergeben", "name": "Antrag an den Kreis geben", "team": "kreis-fahrerlaubnis",
         "kind": "contract", "phase": "Weitergabe", "clock": "result", "deadline": {"amount": 2, "unit": "workday"},
         "citizen_text": "Ihr Antrag geht an den Kreis. Ihr Eingangsdatum bleibt.",
         "question": "Bitte entscheiden Sie über den Antrag. Die Unterlagen liegen bei."},
        {"key": "abgeben", "name": "Abgabe mitteilen", "team": "ausweise-melden", "kind": "message",
         "phase": "Weitergabe", "citizen_text": "Ihr Antrag liegt beim Kreis. Der Kreis schreibt Ihnen selbst."},
    ],
    "recipients": ["Bürgerservice", "Fahrerlaubnisbehörde des Kreises Musterland"],
    "signature": "in_person",
    "leading_system": "Fahrerlaubnisregister des Kreises",
    "submit_verb": "Angaben absenden",
    "outside": {"kreis-fahrerlaubnis": {"matter": "yes", "picture": "yes", "person": "yes", "note": "no",
                                        "messages": "no"}},
}  # fmt: skip
