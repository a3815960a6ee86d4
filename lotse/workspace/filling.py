"""What a case puts into the places of a text module."""


def values_of(case, person):
    """Return the value of each placeholder, as far as it reaches this person."""
    department = case.guide_team.department if case.guide_team else None
    return {
        "name": case.shown_citizen,
        "nummer": case.number,
        "dienst": case.service.title,
        "ansprechperson": str(case.guide or ""),
        "telefon": department.phone if department else "",
        "team": case.team.name if case.team else "",
        "ich": str(person),
    }
