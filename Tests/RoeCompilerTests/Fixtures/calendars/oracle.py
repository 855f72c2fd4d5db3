"""Judges compiled zones and calendars by Python's zoneinfo: one JSON object on standard input, one
JSON object on standard output. Standard library only."""
import json
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTE = 60_000
DAY = timedelta(days=1)


def offset(zone, seconds):
    return int(datetime.fromtimestamp(seconds, zone).utcoffset().total_seconds())


def changes(zone, low, high):
    """[instant, offset] at `low`, then at every change before `high`; seconds."""
    found = [[low, offset(zone, low)]]
    step = 3 * 86400
    at, now = low, found[0][1]
    while at + 1 < high:
        ahead = min(at + step, high - 1)
        later = offset(zone, ahead)
        if later == now:
            at = ahead
            continue
        left, right = at, ahead
        while right - left > 1:
            middle = (left + right) // 2
            if offset(zone, middle) == now:
                left = middle
            else:
                right = middle
        now = offset(zone, right)
        found.append([right, now])
        at = right
    return found


def judge_zones(question):
    different, missing = [], []
    for name, claimed in sorted(question["zones"].items()):
        try:
            zone = ZoneInfo(name)
        except ZoneInfoNotFoundError:
            missing.append(name)
            continue
        if changes(zone, question["low"], question["high"]) != claimed:
            different.append(name)
    try:
        with open("/usr/share/zoneinfo/tzdata.zi") as file:
            version = file.readline().split()[-1]
    except OSError:
        version = "unknown"
    return {"different": different, "missing": missing, "version": version}


def easter(year):
    """Gauss, with the century's constants worked out."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    p = (13 + 8 * k) // 25
    m = (15 - p + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + (d + e) * DAY


def falls_on(holiday, day):
    kind = holiday["kind"]
    if kind == "date":
        return day.isoformat() == holiday["date"]
    if kind == "yearly":
        return (day.month, day.day) == (holiday["month"], holiday["day"])
    if kind == "easter":
        return day == easter(day.year) + holiday["offset"] * DAY
    if day.month != holiday["month"] or day.weekday() != holiday["weekday"]:
        return False
    if kind == "last":
        return (day + 7 * DAY).month != day.month
    return (day.day - 1) // 7 + 1 == holiday["n"]


def closings(calendar, first, last):
    """For each holiday the minute until which it is open."""
    found, moved = {}, []
    day = first
    while day <= last:
        for holiday in calendar["holidays"]:
            if falls_on(holiday, day):
                until = holiday["until"]
                found[day] = min(until, found.get(day, until))
                if holiday["observed"] and day.weekday() >= 5:
                    moved.append((day, until))
        day += DAY
    for day, until in sorted(moved):
        day += DAY
        while day.weekday() != 0:
            day += DAY
        while day in found or day.weekday() >= 5:
            day += DAY
        found[day] = until
    return found


def judge_calendar(calendar):
    zone = ZoneInfo(calendar["zone"])
    first, last = calendar["years"]
    closed = closings(calendar, date(first - 1, 1, 1), date(last, 12, 31))
    weekly = {int(day): spans for day, spans in calendar["weekly"].items()}
    opens = {}

    def shifts(day):
        """The open spans that begin on a day, as minutes of its wall clock."""
        if day not in opens:
            spans = weekly.get(day.weekday(), [])
            if day in closed:
                spans = [(a, min(b, closed[day])) for a, b in spans]
            opens[day] = [(a, b) for a, b in spans if a < b]
        return opens[day]

    def day_of(instant):
        """The day whose shift is running, or None. The earlier day when two shifts overlap."""
        local = datetime.fromtimestamp(instant // 1000, zone)
        today, minute = local.date(), local.hour * 60 + local.minute
        for day, shown in ((today - DAY, minute + 1440), (today, minute)):
            if any(a <= shown < b for a, b in shifts(day)):
                return day
        return None

    checked, wrong = 0, []
    for window in calendar["windows"]:
        low, high = window["from"], window["to"]
        spans = iter(window["open"])
        span = next(spans, None)
        for instant in range(low, high, MINUTE):
            while span and span[1] <= instant:
                span = next(spans, None)
            claimed = span is not None and span[0] <= instant
            checked += 1
            if claimed != (day_of(instant) is not None):
                wrong.append([calendar["zone"], instant, claimed])
                break
        # Business days whose local date begins and whose shifts end within the window.
        for midnight, close in window["days"]:
            local = datetime.fromtimestamp(midnight // 1000, zone)
            before = datetime.fromtimestamp(midnight // 1000 - 1, zone)
            if local.date() == before.date() or not shifts(local.date()):
                wrong.append([calendar["zone"], midnight, "midnight"])
            naive = close // 1000 - 60
            if day_of(naive * 1000) is None or day_of(naive * 1000 + MINUTE) == local.date():
                wrong.append([calendar["zone"], close, "close"])
    return checked, wrong


def main():
    question = json.load(sys.stdin)
    if "zones" in question:
        answer = judge_zones(question)
    else:
        checked, wrong = 0, []
        for calendar in question["calendars"]:
            count, found = judge_calendar(calendar)
            checked += count
            wrong += found
        answer = {"checked": checked, "wrong": [json.dumps(item) for item in wrong[:10]]}
    json.dump(answer, sys.stdout)


main()
