"""Who may arrange what: the IT all accounts, a team's lead the people of the own team; everybody else sees no page."""

from functools import wraps

from django.http import Http404

from lotse.people.models import Person


def is_it(user):
    return user.is_staff_member and user.has_role("it")


def led_team_ids(user):
    return list(user.led_team_ids) if user.is_staff_member else []


def arranges_people(user):
    """Whether the pages of the administration are there for this person."""
    return is_it(user) or bool(led_team_ids(user))


def people_in_reach(user):
    """The staff whose page this person may open."""
    staff = Person.objects.filter(kind=Person.Kind.STAFF, login__isnull=False)
    if is_it(user):
        return staff
    return staff.filter(memberships__team__in=led_team_ids(user)).distinct()


def for_it(view):
    """Show this page to the IT alone; for others it is not there."""

    @wraps(view)
    def guarded(request, *args, **values):
        if not is_it(request.user):
            raise Http404
        return view(request, *args, **values)

    return guarded


def for_it_and_leads(view):
    """Show this page to the IT and to whoever leads a team."""

    @wraps(view)
    def guarded(request, *args, **values):
        if not arranges_people(request.user):
            raise Http404
        return view(request, *args, **values)

    return guarded
