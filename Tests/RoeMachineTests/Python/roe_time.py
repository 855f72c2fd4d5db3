"""Dates, zones and business calendars, as schema/machine.md 2.3 and 5.13 define them."""

import bisect

DAY = 86_400_000


def days_of(year, month, day):
    """Days from 1970-01-01 to a date of the Gregorian calendar."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def civil(days):
    """The (year, month, day) that many days after 1970-01-01."""
    days += 719_468
    era = days // 146_097
    of_era = days - era * 146_097
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def length_of_month(year, month):
    following = days_of(year + month // 12, month % 12 + 1, 1)
    return following - days_of(year, month, 1)


def parse_date(text):
    """The days of a `YYYY-MM-DD` text, or None when it names no day."""
    if not isinstance(text, str) or len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    parts = text[:4], text[5:7], text[8:]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = map(int, parts)
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= length_of_month(year, month):
        return None
    return days_of(year, month, day)


def plus_months(days, months, clamp=True):
    year, month, day = civil(days)
    count = year * 12 + month - 1 + months
    year, month = count // 12, count % 12 + 1
    first = days_of(year, month, 1)
    return first + (min(day, length_of_month(year, month)) if clamp else day) - 1


class Zone:
    """Offsets east of UTC; instants and local times are milliseconds."""

    def __init__(self, data):
        self.starts = [start for start, _ in data["offsets"]]
        self.offsets = [1000 * seconds for _, seconds in data["offsets"]]

    def local(self, instant):
        index = bisect.bisect_right(self.starts, instant) - 1
        return instant + self.offsets[max(0, index)]

    def instant(self, local, fold_first=True, gap_forward=True):
        """A local time that does not exist moves forward by the gap; of two the first is meant."""
        found = []
        for index, offset in enumerate(self.offsets):
            instant = local - offset
            begins = index == 0 or instant >= self.starts[index]
            ends = index + 1 < len(self.starts) and instant >= self.starts[index + 1]
            if begins and not ends:
                found.append(instant)
        if found:
            return min(found) if fold_first else max(found)
        for index in range(1, len(self.starts)):
            before, after = local - self.offsets[index - 1], local - self.offsets[index]
            if before >= self.starts[index] > after:
                return before if gap_forward else self.starts[index]
        raise AssertionError("a local time is somewhere")

    def today(self, instant):
        return self.local(instant) // DAY

    def midnight(self, days):
        return self.instant(days * DAY)


class Calendar:
    """Open intervals over a span; `due` answers (instant, whether the calendar had ended)."""

    def __init__(self, data):
        self.start, self.end = data["span"]
        self.day = data["day"]
        self.open = data.get("open", [])
        self.days = data.get("days", [])
        self.closings = [end for _, end in self.open]

    def ended(self, anchor):
        return max(anchor, self.end), True

    def seconds(self, anchor, seconds):
        if not self.start <= anchor < self.end:
            return self.ended(anchor)
        left = 1000 * seconds
        if left <= 0:
            return anchor, False
        for index in range(bisect.bisect_right(self.closings, anchor), len(self.open)):
            start, end = self.open[index]
            start = max(start, anchor)
            if end - start >= left:
                return start + left, False
            left -= end - start
        return self.ended(anchor)

    def closing(self, anchor, number):
        """The close of the day running, or of the number-th one that begins later."""
        if not self.start <= anchor < self.end:
            return self.ended(anchor)
        if number == 0:
            closes = [close for _, close in self.days if close > anchor][:1]
        else:
            closes = [close for midnight, close in self.days if midnight > anchor][number - 1 : number]
        return (closes[0], False) if closes else self.ended(anchor)
