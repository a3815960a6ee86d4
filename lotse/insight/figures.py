"""The figures of an event log: one definition for each, read case by case in the order of time.

Neighbours count as a hand-over when both tell who, or which group, and these differ. A case returns when somebody, or
some group, has it again after another one had it. Events without a time stand at the end of their case. Of the first
activities the five most frequent are told.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import F

from lotse.insight.models import EventLog
from lotse.insight.refusals import UnknownLog

READ = ("case", "position", "activity", "at", "resource", "group", "channel")
MOST_STARTS = 5
Row = tuple[int, int, str | None, datetime | None, int | None, str, str]


def figures_of(name: str) -> dict[str, Any]:
    """Return the figures of the log with this name; raises UnknownLog."""
    log = EventLog.objects.filter(name=name.replace("\0", "")).first()
    if log is None:
        raise UnknownLog(name)
    with transaction.atomic():
        in_order = log.events.order_by("case", F("at").asc(nulls_last=True), "position").values_list(*READ)
        sums = _Sums(log.empty_cases)
        for _, rows in groupby(in_order.iterator(chunk_size=5000), key=itemgetter(0)):
            sums.add(rows)
    return sums.told(log.first or None)


class Holder:
    """Who has a case, in turn: how often it changes hands, and whether it comes back."""

    def __init__(self) -> None:
        self.neighbour: Any = None
        self.last: Any = None
        self.had: set[Any] = set()
        self.handovers, self.returns = 0, False

    def goes_to(self, holder: Any) -> None:
        """See the next event; a holder that is not told counts for nothing."""
        if holder and self.neighbour and holder != self.neighbour:
            self.handovers += 1
        self.neighbour = holder
        if holder and holder != self.last:
            self.returns = self.returns or holder in self.had
            self.had.add(holder)
            self.last = holder


class _Sums:
    """What is counted over all cases; grows with the kinds of things, not with the log."""

    def __init__(self, empty_cases: int) -> None:
        self.cases, self.events = empty_cases, 0
        self.activities: set[str] = set()
        self.variants: Counter[bytes] = Counter()
        if empty_cases:
            self.variants[_nothing().digest()] = empty_cases
        self.handovers: Counter[str] = Counter()
        self.returns: Counter[str] = Counter()
        self.resources: set[int] = set()
        self.durations = array("q")
        self.channels: Counter[str] = Counter()
        self.starts: Counter[str] = Counter()
        self.started: dict[str, int] = {}  # where in the file a case first began so

    def add(self, rows: Iterable[Row]) -> None:
        """Count one case."""
        variant, by_resource, by_group, channel = _nothing(), Holder(), Holder(), ""
        begins = ends = None
        for number, (_, position, activity, at, resource, group, told_channel) in enumerate(rows):
            self.events += 1
            if activity is not None:
                self.activities.add(activity)
                if number == 0:
                    self._starts_with(activity, position)
            variant.update(_as_one(activity))
            by_resource.goes_to(resource and str(resource))
            by_group.goes_to(group)
            if resource is not None:
                self.resources.add(resource)
            channel = channel or told_channel
            begins, ends = begins or at, at or ends
        self.cases += 1
        self.variants[variant.digest()] += 1
        self._count_holders(resource=by_resource, group=by_group)
        if channel:
            self.channels[channel] += 1
        if begins is not None and ends is not None:
            self.durations.append((ends - begins) // timedelta(microseconds=1))

    def _starts_with(self, activity: str, position: int) -> None:
        self.starts[activity] += 1
        self.started[activity] = min(position, self.started.get(activity, position))

    def _most_starts(self) -> dict[str, int]:
        """Return the most frequent first activities; of equals the one that the file tells first."""
        in_order = sorted(self.starts.items(), key=lambda pair: (-pair[1], self.started[pair[0]]))
        return dict(in_order[:MOST_STARTS])

    def _count_holders(self, **holders: Holder) -> None:
        for kind, holder in holders.items():
            self.handovers[kind] += holder.handovers
            self.returns[kind] += holder.returns

    def told(self, first: str | None) -> dict[str, Any]:
        """Return the figures under the names that acceptance and reports use."""
        told = {
            "cases": self.cases,
            "events": self.events,
            "activities": len(self.activities),
            "variants": len(self.variants),
            "top_variant_cases": max(self.variants.values(), default=0),
            "handovers_org_resource": self.handovers["resource"],
            "handovers_org_group": self.handovers["group"],
            "cases_with_return_to_earlier_resource": self.returns["resource"],
            "cases_with_return_to_earlier_group": self.returns["group"],
            "distinct_resources": len(self.resources),
            "duration_s_median": _median_seconds(self.durations),
            "duration_s_mean": _mean_seconds(self.durations),
            "first": first,
            "channel": dict(self.channels.most_common()),
            "start_activities": self._most_starts(),
        }
        return told if self.channels else {key: value for key, value in told.items() if key != "channel"}


def _nothing():
    return blake2b(digest_size=16)


def _as_one(activity: str | None) -> bytes:
    """Return the activity with its length before it: no two sequences look the same."""
    text = b"" if activity is None else activity.encode()
    return b"%d:" % (-1 if activity is None else len(text)) + text


def _in_seconds(microseconds: float) -> float:
    return microseconds / 1_000_000


def _median_seconds(durations: "array[int]") -> float | None:
    in_order = sorted(durations)
    if not in_order:
        return None
    middle = len(in_order) // 2
    if len(in_order) % 2:
        return _in_seconds(in_order[middle])
    return _in_seconds((in_order[middle - 1] + in_order[middle]) / 2)


def _mean_seconds(durations: "array[int]") -> float | None:
    return round(_in_seconds(sum(durations) / len(durations)), 3) if durations else None
