"""Instants that move along with the instant at which a lead enters, and calendars that work them out.

What is due is a straight line in the instant of entry for as long as no office opens or closes in between and nothing
overtakes anything else; `Reach` keeps account of how long that is.
"""

import bisect

from roe_time import DAY, plus_months

FOREVER = 1 << 62


class Line:
    """An instant that stands still (slope 0) or moves along (1) with the instant of entry."""

    __slots__ = ("value", "slope")

    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def plus(self, delay):
        return Line(self.value + delay, self.slope)


class Reach:
    """How far the entry may move, to the right, before what was found changes; at least a millisecond."""

    def __init__(self):
        self.reach = FOREVER

    def limit(self, reach):
        self.reach = min(self.reach, max(1, reach))

    def compare(self, a, b):
        """The sign of a - b, which must stay."""
        gap = a.value - b.value
        if a.slope != b.slope:
            if gap == 0 or (gap < 0) == (a.slope > b.slope):
                self.limit(abs(gap))
        return (gap > 0) - (gap < 0)

    def latest(self, a, b):
        return a if self.compare(a, b) >= 0 else b


class Hours:
    """A business calendar; every answer is (when, whether the calendar has ended)."""

    def __init__(self, data):
        (self.start, self.end), self.day = data["span"], data["day"]
        self.open, self.days = data.get("open", []), data.get("days", [])
        self.closings = [end for _, end in self.open]
        self.before = [0]
        for start, end in self.open:
            self.before.append(self.before[-1] + end - start)
        self.midnights = [midnight for midnight, _ in self.days]
        self.closes = [close for _, close in self.days]

    def is_open_to_its_end(self):
        return self.closings[-1:] == [self.end]

    def ended(self, anchor, reach):
        """When a clock is due for which no open time is left."""
        if anchor.value >= self.end:
            return anchor, True
        if anchor.slope:
            reach.limit((self.start if anchor.value < self.start else self.end) - anchor.value)
        return Line(self.end, 0), True

    def inside(self, anchor, reach):
        if anchor.slope and self.start <= anchor.value < self.end:
            reach.limit(self.end - anchor.value)
        return self.start <= anchor.value < self.end

    def seconds(self, anchor, wanted, reach):
        if not self.inside(anchor, reach):
            return self.ended(anchor, reach)
        if wanted <= 0:
            return anchor, False
        index = bisect.bisect_right(self.closings, anchor.value)
        is_open = index < len(self.open) and anchor.value >= self.open[index][0]
        passed = self.before[index] + (anchor.value - self.open[index][0] if is_open else 0)
        if anchor.slope:
            edge = FOREVER if index == len(self.open) else self.open[index][1 if is_open else 0]
            reach.limit(edge - anchor.value)
        goal = bisect.bisect_left(self.before, passed + wanted)
        if goal == len(self.before):
            return self.ended(anchor, reach)
        left = self.before[goal] - passed - wanted
        moves = anchor.slope and is_open
        if moves:
            reach.limit(left + 1)
        return Line(self.open[goal - 1][1] - left, 1 if moves else 0), False

    def closing(self, anchor, number, reach):
        if not self.inside(anchor, reach):
            return self.ended(anchor, reach)
        edges = self.midnights if number else self.closes
        index = bisect.bisect_right(edges, anchor.value)
        if anchor.slope and index < len(edges):
            reach.limit(edges[index] - anchor.value)
        index += max(0, number - 1)
        return (Line(self.closes[index], 0), False) if index < len(self.days) else self.ended(anchor, reach)


def months(zone, anchor, count, reach):
    local = zone.local(anchor.value)
    day = local // DAY
    due = zone.instant(plus_months(day, count) * DAY + local % DAY)
    if anchor.slope:
        reach.limit(zone.midnight(day + 1) - anchor.value)
        for index in range(1, len(zone.starts)):
            start, shift = zone.starts[index], zone.offsets[index] - zone.offsets[index - 1]
            for edge in (start, start + abs(shift)):
                if edge > due:
                    reach.limit(edge - due)
            if start > anchor.value:
                reach.limit(start - anchor.value)
    return Line(due, anchor.slope)
