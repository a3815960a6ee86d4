"""Other cases that may belong together with this one: of the same person, or of the same place and service."""

from django.db.models.functions import Lower

from lotse.cases.models import Case, Fact
from lotse.people.models import Person

SAME_PLACE = "ort"
MOST = 5


def similar_to(case, facts, person):
    """Return up to five cases as far as this person sees them, the newest first: number, service, opened_at, status.

    `facts` are those this person reads: who does not know the place is told of no other case there.

    The two questions are a union and not an OR: each then goes through its own index.
    """
    near = [asked for asked in (_of_the_same_person(case), _of_the_same_place(case, facts)) if asked is not None]
    if not near:
        return []
    first, *others = near
    cases = Case.objects.visible_to(person).exclude(pk=case.pk).filter(pk__in=first.union(*others))
    rows = cases.order_by("-opened_at").values("number", "service__title", "opened_at", "status")[:MOST]
    return [{"service": row.pop("service__title"), **row} for row in rows]


def _of_the_same_person(case):
    if case.citizen is None:
        return None
    known = Case.objects.filter(citizen=case.citizen).order_by()
    if case.citizen.email:
        same = Person.objects.annotate(plain=Lower("email")).filter(plain=case.citizen.email.lower())
        known = Case.objects.filter(citizen__in=same.values("pk")).order_by()
    return known.values("pk")


def _of_the_same_place(case, facts):
    told = next((fact.text for fact in facts if fact.key == SAME_PLACE), "")
    if not told:
        return None
    facts = Fact.objects.filter(key=SAME_PLACE, text=told, case__service=case.service_id)
    return facts.order_by().values("case")
