"""Damage to roads, questions, and complaints of every kind."""

from .blocks import REPORT_CONTACT, contact, field, for_whom, name, options, page, photo, place

DANGER = {"field": "gefahr", "in": ["yes"]}
POTHOLE = {
    "form": {
        "pages": [
            page(
                "schaden", "Der Schaden",
                field("art", "Schaden", "choice", question="Was ist kaputt?", ask="was kaputt ist", required=True,
                      options=options(("schlagloch", "Schlagloch oder Riss in der Straße"),
                                      ("gehweg", "Lockere Platte oder Loch im Gehweg"), ("schild", "Verkehrsschild"),
                                      ("poller", "Poller oder Geländer"), ("anderes", "Etwas anderes"))),
                place("Wo ist der Schaden?"),
                field("gefahr", "Gefahr", "yes_no", question="Kann sich dort gerade jemand verletzen?",
                      ask="ob sich dort jemand verletzen kann", required=True, allow_unknown=True),
                photo("Haben Sie ein Foto vom Schaden?"),
            ),
            page(
                "beschreibung", "Beschreibung",
                field("groesse", "Größe", "text", question="Wie groß ist der Schaden ungefähr?",
                      hint="Zum Beispiel: 40 cm breit, 10 cm tief"),
                field("seit", "Bekannt seit", "text", question="Seit wann gibt es den Schaden?"),
                field("beschreibung", "Beschreibung", "textarea", question="Was sollen wir noch wissen?"),
            ),
            REPORT_CONTACT,
        ],
        "notices": [
            {"key": "gefahr", "tone": "danger", "condition": DANGER, "title": "Rufen Sie jetzt an",
             "phone": "0221 4710 300",
             "text": "Wir sichern die Stelle sofort. Nachts und am Wochenende hilft die Polizei unter 110."},
        ],
    },
    "emergency": {"title": "Ist jemand in Gefahr?", "phone": "0221 4710 300", "condition": DANGER,
                  "text": "Rufen Sie den Bauhof an. Nachts und am Wochenende hilft die Polizei unter 110."},
    "text": {"what": "Ein Schlagloch, eine lockere Platte oder ein kaputtes Schild? Sagen Sie uns, wo. "
                     "Der Bauhof sichert die Stelle und repariert sie."},
    "recipients": ["Bürgerservice", "Bauhof (ohne Ihren Namen)"],
}  # fmt: skip

QUESTION = {
    "form": {
        "pages": [
            page("frage", "Ihre Frage",
                 field("frage", "Frage", "textarea", question="Was möchten Sie wissen?", ask="Ihre Frage",
                       required=True, max_length=4000,
                       hint="Sie müssen nicht wissen, wer zuständig ist. Das klären wir."),
                 field("thema", "Thema", "choice", question="Worum geht es?", allow_unknown=True,
                       options=options(("ausweis", "Ausweis und Wohnsitz"), ("strasse", "Straße und Verkehr"),
                                       ("tiere", "Tiere und Umwelt"), ("familie", "Familie und Soziales"),
                                       ("bauen", "Bauen und Wohnen"), ("steuern", "Steuern und Gebühren")))),
            page("kontakt", "So erreichen wir Sie", name(), contact(),
                 for_whom("Fragen Sie für sich selbst?"),
                 intro="Ohne E-Mail oder Telefon lesen Sie unsere Antwort mit Nummer und Code."),
        ],
    },
    "text": {"what": "Sie wissen nicht, wer zuständig ist? Fragen Sie uns. Wir finden die richtige Stelle "
                     "und bleiben Ihre Ansprechperson."},
    "recipients": ["Bürgerservice", "das Team, das Ihre Frage beantworten kann"],
}  # fmt: skip

KIND = "anliegen_art"


def chosen(*kinds):
    """The condition "it is one of these kinds of complaint"."""
    return {"field": KIND, "in": list(kinds)}


COMPLAINT = {
    "form": {
        "pages": [
            page(
                "art", "Worum geht es Ihnen?",
                field(KIND, "Art", "choice", question="Was möchten Sie uns sagen?", required=True,
                      ask="was Sie uns sagen möchten",
                      options=[
                          {"value": "sache", "label": "Etwas lief nicht gut",
                           "hint": "Zum Beispiel: lange Wartezeit, falsche Auskunft, schlechte Leistung."},
                          {"value": "person", "label": "Eine Person bei der Stadt hat sich falsch verhalten",
                           "hint": "Die Person liest Ihre Nachricht hier nicht."},
                          {"value": "rat", "label": "Der Stadtrat soll sich damit befassen",
                           "hint": "Das ist eine Eingabe nach § 24 Gemeindeordnung. Dafür brauchen wir Ihren Namen."},
                          {"value": "bescheid", "label": "Ich bin mit einem Bescheid nicht einverstanden",
                           "hint": "Dafür gelten Fristen. Wir erklären Ihnen den Weg."},
                          {"value": "anregung", "label": "Ich habe einen Vorschlag"},
                          {"value": "lob", "label": "Ich möchte jemanden loben"},
                      ]),
            ),
            page("bescheid", "So gehen Sie gegen einen Bescheid vor", condition=chosen("bescheid"), ends=True,
                 intro="Am Ende Ihres Bescheids steht, was Sie tun können und bis wann. Meist haben Sie 1 Monat Zeit. "
                       "Meist ist es eine Klage beim Verwaltungsgericht, manchmal zuerst ein Widerspruch. "
                       "Dieses Formular ist kein Widerspruch und keine Klage. Es verlängert Ihre Frist nicht. "
                       "Fragen Sie die Stelle, die im Bescheid steht. Sie erklärt Ihnen die Entscheidung."),
            page(
                "sache", "Was ist passiert?",
                field("was", "Was", "textarea", question="Was ist passiert?", ask="was passiert ist", required=True,
                      max_length=4000),
                field("wann", "Wann", "text", question="Wann war das?", allow_unknown=True),
                field("wo", "Wo", "text", question="Welche Stelle oder welcher Ort?", allow_unknown=True),
                field("wunsch", "Wunsch", "textarea", question="Was wünschen Sie sich von der Stadt?"),
                condition=chosen("sache"),
            ),
            page(
                "person", "Was hat die Person getan?",
                field("wer", "Person", "text", data_class="person", question="Um wen geht es?",
                      hint="Name oder Beschreibung. Wenn Sie den Namen nicht kennen: Ort, Schalter, Uhrzeit.",
                      ask="um wen es geht", allow_unknown=True),
                field("leitung", "Bürgermeisterin", "yes_no", question="Geht es um die Bürgermeisterin selbst?"),
                field("verhalten", "Verhalten", "textarea", question="Was ist passiert, wann und wo?", required=True,
                      ask="was passiert ist", max_length=4000, data_class="person"),
                field("wunsch_person", "Wunsch", "textarea", question="Was wünschen Sie sich?"),
                condition=chosen("person"),
                intro="Ihre Nachricht geht an die Leitung. Die betroffene Person liest sie hier nicht.",
            ),
            page(
                "rat", "Ihre Eingabe an den Rat",
                field("eingabe", "Eingabe", "textarea", question="Womit soll sich der Rat befassen?", required=True,
                      ask="Ihre Eingabe", max_length=8000),
                field("wohnt_hier", "Wohnt in Musterhafen", "yes_no", allow_unknown=True,
                      question="Wohnen Sie seit mindestens 3 Monaten in Musterhafen?"),
                field("rat_name", "Name", "name", question="Ihr Name", required=True),
                field("rat_anschrift", "Anschrift", "address", question="Ihre Anschrift", required=True),
                condition=chosen("rat"),
                intro="Der Rat behandelt Eingaben meist öffentlich. Ihren Namen nennen wir nur, wenn Sie zustimmen.",
            ),
            page("meinung", "Ihre Nachricht",
                 field("nachricht", "Nachricht", "textarea", question="Was möchten Sie uns sagen?", required=True,
                       ask="Ihre Nachricht", max_length=4000),
                 field("fuer_team", "Team oder Ort", "text", question="Für wen oder welchen Ort ist das gedacht?"),
                 condition=chosen("anregung", "lob")),
            page("kontakt", "So erreichen wir Sie",
                 name(condition={"not": chosen("rat")}), contact(),
                 for_whom("Schreiben Sie für sich selbst?"),
                 intro="Sie können ohne Namen schreiben. Dann lesen Sie die Antwort mit Nummer und Code."),
        ],
        "notices": [
            {"key": "leitung", "tone": "info", "condition": {"field": "leitung", "in": ["yes"]},
             "title": "Darüber entscheidet der Kreis",
             "text": "Über die Bürgermeisterin entscheidet die Kommunalaufsicht des Kreises. Wir geben Ihre "
                     "Nachricht ungeöffnet dorthin."},
        ],
    },
    "text": {
        "what": "Etwas lief nicht gut, oder Sie haben eine Idee oder ein Lob? Schreiben Sie uns, auch ohne Namen. "
                "Wer gemeint ist, liest Ihre Nachricht hier nicht.",
        "next": [
            {"text": "Sie bekommen sofort eine Nummer und einen Code.", "by": ""},
            {"text": "Bis {first_answer} sagen wir Ihnen, wer sich kümmert.", "by": "first_answer"},
            {"text": "Ein Team, um das es nicht geht, prüft Ihre Nachricht.", "by": ""},
            {"text": "Bis {result} bekommen Sie eine Antwort mit Gründen.", "by": "result"},
        ],
    },
    "recipients": ["Ideen und Beschwerden", "namentlich benannte Personen, die prüfen; nie die gemeinte Person"],
    "words": ["Dienstaufsichtsbeschwerde", "Eingabe", "Widerspruch", "Klage", "Kritik", "Idee"],
}  # fmt: skip
