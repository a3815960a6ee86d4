"""Tells people by mail that something is new in their cases (persönliche Hinweise): a link, and nobody's words.

It reads what is so now, not what happened since: which version of a case its person has read, and which was told. So
nothing is told twice, nothing is lost by a restart, and nobody hears of their own deeds. What the mailroom's limits for
machines do not let through now is told later.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from lotse.cases.models import Case, Entry
from lotse.mailroom.models import Letter, post
from lotse.people.models import Person
from lotse.tenants.clock import now

from .models import Preference, ReadMark
from .task_news import subject_of, take_news_of

LOOKS_BACK = timedelta(days=2)
MOST = 50
NEWS = "X-Lotse-News"  # by this header a letter is known as one of these


def tell(how):
    """Write to everybody who wants to hear in this way; return how many letters were written."""
    people = Person.objects.filter(preference__news=how, kind=Person.Kind.STAFF, is_active=True).exclude(email="")
    write = _tell_at_once if how == Preference.News.AT_ONCE else _tell_once_a_day
    return sum(write(person) for person in people)


def tell_what_was_held():
    """Let news go that the mailroom held back because others wrote meanwhile; return how many go now."""
    held = Letter.objects.filter(held_at__gt=now() - LOOKS_BACK, headers__has_key=NEWS).order_by("created_at")
    return sum(letter.try_again() for letter in held)


def _tell_at_once(person):
    """One letter a case, as many as may leave this hour; more come in one, and without room all of it waits."""
    room = Letter.objects.room_for(person.email)
    if not room:
        return 0
    enough = Letter.objects.cases_told_enough(person.email)
    cases = list(_new_for(person).exclude(pk__in=enough)[:MOST])
    tasks = take_news_of(person)
    if len(cases) + bool(tasks) > room:
        return _write_together(person, cases, tasks)
    if tasks:  # one letter first: the mailroom counts a machine's letters
        subject = subject_of(tasks[0]) if len(tasks) == 1 else _("Neues zu Ihren Aufgaben")
        _write(person, subject, [_line(task.case, task) for task in tasks])
    for case in cases:
        ReadMark.has_told(person, case)
        _write(person, _("Neues in %(number)s") % {"number": case.number}, [_line(case)], about=case)
    return len(cases) + bool(tasks)


def _tell_once_a_day(person):
    return _write_together(person, list(_new_for(person)[:MOST]), take_news_of(person))


def _write_together(person, cases, tasks):
    for case in cases:
        ReadMark.has_told(person, case)
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
    post(person.email, subject, text, to=person, about=about, auto=True, headers={NEWS: "1"})
