"""Proving the timelines whole (P5): every hash anew, every head, every number, every day, and what stands beside."""

from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from .chain import content_hash, entry_hash
from .models import Case, DailyHead, Entry, NumberSeries
from .refusals import at_oclock
from .replaying import broken_clocks
from .retelling import differences

BESIDE = ("service", "edition", "team", "merged_into")
READ = (
    "number", "version", "head_hash", "channel", "guide", "assignee", "closed_at", "result", "service__slug",
    "edition__number", "team__slug", "merged_into__number",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One place where the house's memory does not hold, in a German sentence."""

    number: str
    sentence: str

    def __str__(self):
        return f"{self.number}: {self.sentence}"


def broken_in(case, entries) -> Finding | None:
    """Return the first entry of this case that does not hold, or None; the head guards the end of the chain.

    `entries` are the case's entries by seq, each with its content loaded.
    """
    before, seq = "", 0
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq:
            return Finding(case.number, f"Eintrag {seq} fehlt.")
        if entry.hash != entry_hash(before, entry):
            return Finding(case.number, f"Eintrag {seq} ({entry.kind}, {at_oclock(entry.at)}) wurde verändert.")
        if not _words_hold(entry):
            return Finding(case.number, f"Der Inhalt von Eintrag {seq} ({entry.kind}) wurde verändert oder fehlt.")
        before = entry.hash
    if (seq, before) != (case.version, case.head_hash):
        return Finding(case.number, f"Das Ende fehlt: {case.version} Einträge sind gezählt, {seq} sind da.")
    return None


def _words_hold(entry):
    words = getattr(entry, "content", None)
    if not entry.content_hash:
        return words is None
    if words is None:
        return False
    if words.erased_at:
        return words.body is None and not words.salt  # erased words cannot say something else
    return entry.content_hash == content_hash(words.salt, words.body)


def verify(number=None):
    """Yield a Finding for everything that does not hold; with a number only for that case."""
    cases = Case.objects.order_by("number")
    if number:
        cases = cases.filter(number=number)
        if not cases.exists():
            yield Finding(number, "Dieses Anliegen gibt es nicht.")
    for case in cases.select_related(*BESIDE).only(*READ).prefetch_related("facts").iterator(chunk_size=500):
        entries = list(Entry.objects.filter(case=case).select_related("content").order_by("seq"))
        if finding := broken_in(case, entries):
            yield finding
        else:  # a timeline that does not hold proves nothing
            yield from (Finding(case.number, said) for said in differences(case, entries, case.facts.all()))
    for broken, clock, wrong in broken_clocks(number):
        yield Finding(
            broken, f"Die Uhr „{clock.get_kind_display()}“ folgt nicht aus ihrem Uhrenbuch: {', '.join(wrong)}."
        )
    if not number:
        yield from _missing_cases()
        yield from _broken_days()


def _missing_cases():
    """Numbers are given without gaps: a number that no case carries names a missing case."""
    for series in NumberSeries.objects.order_by("year"):
        there = set(Case.objects.filter(number__startswith=f"{series.year}-").values_list("number", flat=True))
        given = (f"{series.year}-{n:06d}" for n in range(1, series.last + 1))
        yield from (Finding(number, "Das Anliegen fehlt.") for number in given if number not in there)
        beyond = [number for number in there if int(number.split("-")[1]) > series.last]
        yield from (Finding(number, "Der Zähler des Jahres wurde zurückgestellt.") for number in sorted(beyond))


def _broken_days():
    for head in DailyHead.objects.order_by("on"):
        if not constant_time_compare(head.signature, sign(head)):
            yield Finding(str(head.on), "Die Tagessumme wurde verändert.")
        elif (head.cases, head.hash) != DailyHead.reckon(head.on):
            yield Finding(str(head.on), f"Hier waren es {head.cases} Anliegen; eines fehlt oder wurde ersetzt.")


def sign(head):
    """Return the signature of a day's sum with the installation's secret."""
    told = f"{head.on}|{head.cases}|{head.hash}"
    return salted_hmac("lotse.cases.daily_head", told, algorithm="sha256").hexdigest()


def seal(day):
    """Write the signed sum of a day that is over; done once a day by the worker."""
    cases, total = DailyHead.reckon(day)
    head = DailyHead(on=day, cases=cases, hash=total)
    head.signature = sign(head)
    sealed = {"cases": cases, "hash": total, "signature": head.signature}
    return DailyHead.objects.get_or_create(on=day, defaults=sealed)[0]
