"""Tells people by mail that something is new in their cases (persönliche Hinweise): a link, and nobody's words.

It reads what is so now, not what happened since: which version of a case its person has read, and which was told. So
nothing is told twice, nothing is lost by a restart, and nobody hears of their own deeds.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from lotse.cases.models import Case, Entry
from lotse.mailroom.models import post
from lotse.people.models import Person
from lotse.tenants.clock import now

from .models import Preference, ReadMark
from .task_news import subject_of, take_news_of

LOOKS_BACK = timedelta(days=2)
MOST = 50


def tell(how):
    """Write to everybody who wants to hear in this way; return how many letters were written."""
    people = Person.objects.filter(preference__news=how, kind=Person.Kind.STAFF, is_active=True).exclude(email="")
    return sum(_tell(person, how) for person in people)


def _tell(person, how):
    cases = list(_new_for(person)[:MOST])
    for case in cases:
        ReadMark.has_told(person, case)
    tasks = take_news_of(person)
    if how == Preference.News.AT_ONCE:
        if tasks:  # one letter first: the mailroom holds back a machine's letters that come one by one, and for good
            subject = subject_of(tasks[0]) if len(tasks) == 1 else _("Neues zu Ihren Aufgaben")
            _write(person, subject, [_line(task.case, task) for task in tasks])
        for case in cases:
            _write(person, _("Neues in %(number)s") % {"number": case.number}, [_line(case)], about=case)
        return len(cases) + bool(tasks)
    if cases or tasks:
        lines = [_line(case) for case in cases] + [_line(task.case, task) for task in tasks]
        _write(person, _("Neues in Ihren Anliegen"), lines)
    return bool(cases or tasks)


def _new_for(person):
    """Cases this person guides or does, in which others did something that was neither read nor told."""
    mark = ReadMark.objects.filter(person=person, case=OuterRef("pk"))
    known = Greatest(
        Coalesce(Subquery(mark.values("version"), output_field=IntegerField()), 0),
        Coalesce(Subquery(mark.values("told"), output_field=IntegerField()), 0),
    )
    mine = Q(guide=person) | Q(assignee=person)
    cases = Case.objects.readable_by(person).filter(mine, updated_at__gt=now() - LOOKS_BACK).alias(known=known)
    others = Entry.objects.filter(case=OuterRef("pk"), seq__gt=OuterRef("known")).exclude(by=person)
    return cases.filter(Exists(others), version__gt=F("known")).order_by("number")


def _line(case, task=None):
    """Where to look: of a task also what is the matter with it."""
    address = f"{settings.SITE_URL}/arbeit/a/{case.number}/"
    return f"{subject_of(task)}: {address}#aufgabe-{task.pk}" if task else f"{case.number}: {address}"


def _write(person, subject, lines, about=None):
    text = "\n\n".join([
        _("Guten Tag %(name)s,") % {"name": person.name},
        _("hier gibt es Neues:"),
        "\n".join(lines),
        _("Unter „Einstellungen“ wählen Sie, wann wir Ihnen schreiben: %(link)s")
        % {"link": f"{settings.SITE_URL}/arbeit/einstellungen/"},
    ])  # fmt: skip
    post(person.email, subject, text, to=person, about=about, auto=True)
