"""A complaint about somebody in the house: that person must never see it."""

from lotse.people.models import Person

ABOUT = "wer"  # the key of the question whom it is about


def about_whom(form, answers):
    """The persons named, if the name leaves no doubt; a name that fits several bars nobody and is read by the lead."""
    told = [answers.get(field.key) for field in form.fields if field.key == ABOUT]
    names = [answer if isinstance(answer, str) else "" for answer in told]
    found = [_one(name) for name in names if name.strip()]
    return [person for person in found if person]


def _one(name):
    people = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True, name__iexact=" ".join(name.split()))
    matches = list(people[:2]) or list(_by_last_name(name)[:2])
    return matches[0] if len(matches) == 1 else None


def _by_last_name(name):
    """„Ahlers“ and „Sabine Ahlers“ mean Frau Ahlers, when there is only one."""
    last = name.split()[-1].strip(".,")
    return Person.objects.filter(kind=Person.Kind.STAFF, is_active=True, name__iendswith=f" {last}")
