"""Why something is due just then: sentences a colleague can read to a citizen (`--why`, the case's page)."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotse.calendars.berlin import on_our_clock
from lotse.calendars.deadlines import IN_SERVICE_TIME, due_at, holidays_of, nominal_end
from lotse.calendars.german import in_german
from lotse.calendars.holidays import Holidays
from lotse.calendars.hours import Calendar

NAMED_AT_MOST = 4


def why(
    start: datetime,
    amount: int,
    unit: str,
    *,
    rule: str | None = None,
    calendar: Calendar | None = None,
    holidays: Holidays | None = None,
) -> str:
    """Return the reason for `due_at` of the same values."""
    due = due_at(start, amount, unit, rule=rule, calendar=calendar, holidays=holidays)
    start = on_our_clock(start)
    if unit in IN_SERVICE_TIME and calendar:
        reasons = _service_time(start, due, amount, unit, calendar)
    elif unit == "h_durchlaufend":
        reasons = _running_through(amount, rule)
    else:
        reasons = _days(start.date(), due.date(), amount, unit, rule or "bgb", holidays_of(calendar, holidays))
    return " ".join([*reasons, _("Fällig: %(due)s.") % {"due": _moment(due)}])


def counted(amount: int, unit: str) -> str:
    """Return amount and unit in words: „3 Servicetage“."""
    words = {
        "min": ngettext("%(n)d Minute Servicezeit", "%(n)d Minuten Servicezeit", amount),
        "h": ngettext("%(n)d Servicestunde", "%(n)d Servicestunden", amount),
        "workday": ngettext("%(n)d Servicetag", "%(n)d Servicetage", amount),
        "werktag": ngettext("%(n)d Werktag", "%(n)d Werktage", amount),
        "day": ngettext("%(n)d Tag", "%(n)d Tage", amount),
        "week": ngettext("%(n)d Woche", "%(n)d Wochen", amount),
        "month": ngettext("%(n)d Monat", "%(n)d Monate", amount),
        "h_durchlaufend": ngettext("%(n)d Stunde", "%(n)d Stunden", amount),
    }
    return words[unit] % {"n": amount}


def _service_time(start: datetime, due: datetime, amount: int, unit: str, calendar: Calendar) -> list[str]:
    values = {"amount": counted(amount, unit), "hours": in_german(calendar.text), "start": _moment(start)}
    if unit == "workday":
        told = [
            _("%(amount)s nach dem Beginn: %(start)s. Der Tag des Beginns zählt nicht mit.") % values,
            _("Ein Servicetag ist ein Tag, an dem gearbeitet wird (Zeiten: %(hours)s); es gilt sein Dienstschluss.")
            % values,
        ]
    else:
        told = [_("%(amount)s ab %(start)s. Es zählt nur, wann gearbeitet wird (Zeiten: %(hours)s).") % values]
        if not calendar.is_open(start):
            opens = calendar.after(start, 1) - timedelta(minutes=1)
            told.append(_("Zu Beginn ist geschlossen; es zählt ab %(opens)s.") % {"opens": _moment(opens)})
    free = _free_days(start.date(), due.date(), calendar)
    if free:
        told.append(_("Nicht gearbeitet wird am %(days)s.") % {"days": free})
    return told


def _free_days(first: date, last: date, calendar: Calendar) -> str:
    """Return the holidays and closing days that made the period longer, by name."""
    reasons = {closing.on: closing.reason for closing in calendar.closings if first <= closing.on <= last}
    for year in range(first.year, last.year + 1):
        for on, name in calendar.holidays.of(year).items():
            if first <= on <= last and not calendar.open_on(on):
                reasons[on] = name
    named = [f"{_day(on)} ({reasons[on]})" if reasons[on] else _day(on) for on in sorted(reasons)]
    more = len(named) - NAMED_AT_MOST
    told = "; ".join(named[:NAMED_AT_MOST])
    return told + (_(" und an %(n)d weiteren Tagen") % {"n": more} if more > 0 else "")


def _running_through(amount: int, rule: str | None) -> list[str]:
    one, many = (
        _("%(amount)s läuft durch, auch nachts, am Wochenende und an Feiertagen."),
        _("%(amount)s laufen durch, auch nachts, am Wochenende und an Feiertagen."),
    )
    told = [one if amount == 1 else many]
    if rule == "eu":
        told.append(
            _(
                "Die angefangene Stunde zählt mit; die Verordnung (EWG, Euratom) Nr. 1182/71 ließe sie weg "
                "(Art. 3 Abs. 1). Gezeigt ist das frühere, sichere Ende."
            )
        )
    else:
        told.append(_("So steht es in § 31 Abs. 6 VwVfG."))
    return [sentence % {"amount": counted(amount, "h_durchlaufend")} for sentence in told]


def _days(start: date, due: date, amount: int, unit: str, rule: str, holidays: Holidays) -> list[str]:
    nominal = nominal_end(start, amount, unit, rule, holidays)
    values = {"amount": counted(amount, unit), "start": _day(start), "nominal": _day(nominal)}
    law = _("Art. 3 Abs. 1 der Verordnung 1182/71") if rule == "eu" else _("§ 187 Abs. 1 BGB")
    told = [
        _("Der Tag des Beginns zählt nicht mit (%(law)s).") % {"law": law},
        _("%(amount)s nach %(start)s ist %(nominal)s.") % values,
    ]
    if unit == "werktag":
        eu = _("Gezählt werden Montag bis Freitag ohne Feiertage (Art. 2 Abs. 2).")
        told.append(eu if rule == "eu" else _("Werktage sind Montag bis Samstag ohne Feiertage."))
    if unit == "month" and nominal.day != start.day:
        told.append(_("Dieser Monat hat keinen %(day)d.; es gilt sein letzter Tag.") % {"day": start.day})
    if rule == "service" and unit != "werktag":
        told.append(_("Diesen Tag setzt die Stadt selbst; er bleibt auch am Wochenende (§ 31 Abs. 5 VwVfG)."))
    return told + _moved(nominal, due, rule, holidays)


def _moved(nominal: date, due: date, rule: str, holidays: Holidays) -> list[str]:
    if nominal == due:
        return []
    told = []
    if not holidays.is_workday(nominal):
        law = _("Art. 3 Abs. 4") if rule == "eu" else _("§ 193 BGB, § 31 Abs. 3 VwVfG")
        what = holidays.name(nominal) or date_format(nominal, "l")
        told.append(
            _("Das ist ein freier Tag (%(what)s): die Frist endet später (%(law)s).") % {"what": what, "law": law}
        )
    if holidays.next_workday(nominal) != due:
        told.append(_("Eine Frist ab zwei Tagen enthält zwei Arbeitstage (Art. 3 Abs. 5)."))
    return told


def _day(on: date) -> str:
    return date_format(on, _("l, j. F Y"))


def _moment(at: datetime) -> str:
    return date_format(at, _("l, j. F Y, H:i \\U\\h\\r"))
