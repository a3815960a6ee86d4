"""More people of Musterhafen, for its history only: tests know the small cast, a town needs more hands."""

from lotse.people.models import Role

from .cast import add_person

PEOPLE = [
    ("kowalski", "Herr Kowalski", "Bürgerservice", ["telefon-empfang"], [Role.SUPPORT]),
    ("sommer", "Frau Sommer", "Bürgerservice", ["telefon-empfang"], [Role.SUPPORT]),
    ("tran", "Frau Tran", "Bürgerservice", ["telefon-empfang"], [Role.SUPPORT]),
    ("franke", "Herr Franke", "Ausweise und Melden", ["ausweise-melden"], [Role.SUPPORT]),
    ("reuter", "Frau Reuter", "Allgemeine Ordnung", ["allgemeine-ordnung", "fundbuero"], [Role.SPECIALIST]),
    ("aydin", "Frau Aydın", "Verkehr und Parken", ["verkehr"], [Role.SPECIALIST]),
    ("wolters", "Herr Wolters", "Abfall und Wertstoffhof", ["abfall", "strassenreinigung"], [Role.SPECIALIST]),
    ("hartwig", "Frau Hartwig", "Wohngeld", ["wohnen"], [Role.SPECIALIST]),
    ("pohl", "Herr Pohl", "Steuern und Abgaben", ["steuern", "stadtkasse"], [Role.SPECIALIST]),
    ("lenz", "Frau Lenz", "Bauaufsicht", ["bauaufsicht"], [Role.SPECIALIST]),
]


def arrive():
    """Let them start work in their teams."""
    for person in PEOPLE:
        add_person(*person)
