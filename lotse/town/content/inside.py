"""What departments do for each other: the new colleague, written with care."""

from .blocks import documents, field, options, page

NEW_COLLEAGUE = {
    "form": {
        "pages": [
            page(
                "person", "Die neue Person",
                field("name", "Name", "text", question="Wie heißt die neue Person?", required=True, ask="den Namen",
                      data_class="person", max_length=120),
                field("beginn", "Beginn", "date", question="Wann ist der erste Arbeitstag?", required=True,
                      when="future", hint="Zum Beispiel: 1 12 2026", ask="an dem die Person anfängt"),
                field("team", "Team", "text", question="In welchem Team arbeitet die Person?", required=True,
                      ask="das Team"),
                field("befristet", "Befristet bis", "date", question="Ist die Stelle befristet? Wenn ja: bis wann?",
                      when="future"),
            ),
            page(
                "arbeitsplatz", "Arbeitsplatz und Rechte",
                field("arbeitsplatz", "Arbeitsplatz", "text", question="Wo sitzt die Person?", required=True,
                      ask="Gebäude und Raum", hint="Gebäude und Raum", allow_unknown=True),
                field("geraete", "Geräte", "choices", question="Welche Geräte braucht die Person?",
                      options=options(("laptop", "Laptop"), ("rechner", "Fester Rechner"), ("telefon", "Telefon"),
                                      ("handy", "Diensthandy"), ("tablet", "Tablet"))),
                field("rollen", "Rollen", "textarea", question="Welche Rollen und Rechte braucht die Person?",
                      required=True, ask="die Rollen und Rechte",
                      hint="Zum Beispiel: Lotse Sachbearbeitung, Laufwerk Ordnungsamt"),
                field("vorbild", "Wie eine andere Stelle", "text",
                      question="Gibt es eine Stelle mit denselben Rechten?",
                      hint="Nennen Sie die Stelle, nicht den Namen der Person."),
                documents("freigabe", "Freigabe", "Zum Beispiel die Mail der Leitung. PDF bis 10 MB."),
            ),
        ],
        "notices": [
            {"key": "freigabe", "tone": "info", "page": "arbeitsplatz", "title": "Wer zustimmt",
             "text": "Die Leitung des Teams stimmt zu. Bei Rechten stimmt auch zu, wem die Daten gehören."},
        ],
    },
    "text": {
        "what": "Eine neue Person fängt an? Wir richten Rechner, Konto, Rechte und Telefon ein. "
                "Am Tag vor dem Beginn ist alles bereit.",
        "next": [
            {"text": "Sie bekommen eine Nummer und sehen den Stand.", "by": ""},
            {"text": "Bis {first_answer} prüft der Servicedesk die Angaben.", "by": "first_answer"},
            {"text": "Die Leitung stimmt zu. Danach richten wir alles ein.", "by": ""},
            {"text": "Bis {result} ist alles bereit.", "by": "result"},
        ],
    },
    "steps": [
        {"key": "pruefen", "name": "Angaben prüfen", "team": "servicedesk", "phase": "Prüfung", "clock": "first_answer",
         "deadline": {"amount": 4, "unit": "h"}, "citizen_text": "Der Servicedesk prüft die Angaben.",
         "return_reasons": ["Angabe fehlt", "falsches Team", "Freigabe fehlt", "Termin nicht möglich"]},
        {"key": "freigeben", "name": "Zustimmung der Leitung einholen", "team": "servicedesk", "kind": "approval",
         "phase": "Zustimmung", "citizen_text": "Die Leitung des Teams stimmt zu.", "gives": ["zugestimmt_am"]},
        {"key": "rechte", "name": "Rechte in Fachverfahren geben", "team": "fachverfahren", "kind": "request",
         "phase": "Einrichtung", "deadline": {"amount": 2, "unit": "workday"},
         "citizen_text": "Die Rechte werden eingerichtet."},
        {"key": "einrichten", "name": "Rechner, Konto und Telefon einrichten", "team": "servicedesk",
         "phase": "Einrichtung", "clock": "result", "deadline": {"amount": 10, "unit": "workday"},
         "citizen_text": "Rechner, Konto und Telefon werden eingerichtet.",
         "checklist": [
             {"key": "rechner", "text": "Rechner steht bereit"},
             {"key": "konto", "text": "Konto und Rechte sind angelegt"},
             {"key": "telefon", "text": "Telefon ist geschaltet"},
             {"key": "arbeitsplatz", "text": "Arbeitsplatz ist eingerichtet", "service": "hochbau-raum"},
             {"key": "unterweisung", "text": "Unterweisung im Datenschutz ist da", "service": "personal-schulung"},
         ]},
        {"key": "uebergeben", "name": "Übergabe bestätigen", "team": "servicedesk", "kind": "message",
         "phase": "Fertig", "citizen_text": "Alles ist bereit."},
    ],
}  # fmt: skip
