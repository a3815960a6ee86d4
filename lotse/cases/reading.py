"""What of a readable case reach this person (architecture 11 b): as far as the task needs them."""

from django.db.models import Q


def knows_the_citizen(case, person):
    """Whether the citizen's name reaches this person; others who work on the case read „meldende Person“."""
    return case.is_carried_by(person) or case.citizen_id == person.pk


def facts_for(case, person):
    """Whoever carries the case reads every fact; a team with a leg no data of persons but those in its packet.

    A former team reads what it was given.
    """
    facts = case.facts.select_related("told_by")
    if knows_the_citizen(case, person):
        return facts
    legs = list(case.legs.filter(team__in=person.team_ids).select_related("entry__content"))
    packed = Q(key__in={key for leg in legs for key in leg.packet.get("facts", {})})
    is_at_work = any(leg.state != "returned" for leg in legs)
    return facts.filter(packed | ~Q(data_class="person") if is_at_work else packed)
