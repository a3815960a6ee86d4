"""The form most of these tests are about."""

from lotse.questionnaires import Form

CAT = {
    "pages": [
        {
            "key": "ort",
            "title": "Ort und Zeit",
            "fields": [
                {
                    "key": "ort",
                    "label": "Ort",
                    "question": "Wo haben Sie die Katze gesehen?",
                    "kind": "place",
                    "required": True,
                    "ask": "den Ort",
                },
                {
                    "key": "gesehen_am",
                    "label": "Gesehen am",
                    "kind": "datetime",
                    "required": True,
                    "when": "past",
                    "ask": "an dem Sie die Katze gesehen haben",
                },
                {
                    "key": "zustand",
                    "label": "Zustand",
                    "kind": "choice",
                    "required": True,
                    "allow_unknown": True,
                    "ask": "wie es der Katze geht",
                    "options": [
                        {"value": "gesund", "label": "Sie wirkt gesund"},
                        {"value": "verletzt", "label": "Sie ist verletzt oder krank"},
                    ],
                },
            ],
        },
        {
            "key": "wunde",
            "title": "Verletzung",
            "condition": {"field": "zustand", "in": ["verletzt"]},
            "fields": [
                {"key": "verletzung", "label": "Verletzung", "kind": "textarea", "required": True},
                {"key": "foto", "label": "Foto", "kind": "file", "ask": "ein Foto"},
            ],
        },
        {
            "key": "kontakt",
            "title": "So erreichen wir Sie",
            "fields": [
                {"key": "name", "label": "Name", "kind": "name"},
                {"key": "kontakt", "label": "E-Mail oder Telefon", "kind": "contact"},
            ],
        },
    ],
    "notices": [
        {
            "key": "notfall",
            "text": "Rufen Sie jetzt an.",
            "tone": "danger",
            "condition": {"field": "zustand", "in": ["verletzt"]},
        }
    ],
}

ANSWERS = {
    "ort": {"text": "Spielplatz Lindenweg"},
    "gesehen_am": {"day": "2026-10-09", "about": "evening"},
    "zustand": "gesund",
    "name": "Selin Öztürk",
    "kontakt": "s.oeztuerk@example.org",
}


def cat_form() -> Form:
    """The stray cat, shortened."""
    return Form.read(CAT)


def one(kind: str, **more: object) -> Form:
    """A form with one question, `key`."""
    if kind in ("choice", "choices"):
        more.setdefault("options", [{"value": "a", "label": "Apfel"}, {"value": "b", "label": "Birne"}])
    field = {"key": "key", "label": "Angabe", "kind": kind, **more}
    return Form.read({"pages": [{"key": "seite", "title": "Seite", "fields": [field]}]})
