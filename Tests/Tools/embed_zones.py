#!/usr/bin/env python3
"""Writes Sources/RoeCompiler/Calendars/ZoneTable.swift from the system's time-zone files.

    python3 Tests/Tools/embed_zones.py [/usr/share/zoneinfo]

One entry for every zone and link, sorted by the bytes of its name, with `;` between them:

    Europe/Berlin 3600 7200 3.5.0/7200 10.5.0/10800
    Asia/Tokyo 32400
    Africa/Cairo 7200 10800 4.5.5/0 10.5.4/86400 @ 7200 1682632800=10800 ...

The offset in winter; the offset in summer, and when it begins and ends (month, week, weekday, as
POSIX writes them, and the local time in seconds). After `@` stands what the rule does not say: the
offset before the first listed instant, then the instants (seconds UTC) with the offset from then on;
the rule holds after the last of them.
"""
import os
import struct
import sys
import re
from datetime import date, timedelta

FIRST, LAST = 2015, 2050  # years that the table covers
EPOCH = date(1970, 1, 1)


def start_of_year(year):
    return (date(year, 1, 1) - EPOCH).days * 86400


def read(path):
    """The transitions of a TZif file, the offset before the first, and its POSIX rule."""
    data = open(path, "rb").read()
    if data[:4] != b"TZif":
        return None
    def header(at):
        return struct.unpack(">6l", data[at + 20 : at + 44])
    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    at += 44
    instants = struct.unpack(f">{times}q", data[at : at + 8 * times])
    at += 8 * times
    indexes = data[at : at + times]
    at += times
    offsets = [struct.unpack(">lBB", data[at + 6 * i : at + 6 * i + 6])[0] for i in range(types)]
    at += types * 6 + chars + leap * 12 + isstd + isut
    footer = data[at:].strip(b"\n").decode()
    return [(t, offsets[i]) for t, i in zip(instants, indexes)], offsets[0], footer


NAME = r"(?:<[^>]+>|[A-Za-z]+)"
TIME = r"[+-]?\d+(?::\d+){0,2}"


def seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(p) for p in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def rule(footer):
    """(standard, None) or (standard, (summer, begin, end)) with begin = (month, week, day, time)."""
    match = re.fullmatch(f"{NAME}({TIME})(?:{NAME}({TIME})?,([^,]+),([^,]+))?", footer)
    standard = -seconds(match[1])
    if not match[3]:
        return standard, None
    summer = -seconds(match[2]) if match[2] else standard + 3600
    def change(text):
        day, _, time = text.partition("/")
        month, week, weekday = day[1:].split(".")  # "Mm.w.d"; no zone uses the other forms
        assert day[0] == "M", footer
        return int(month), int(week), int(weekday), seconds(time) if time else 7200
    return standard, (summer, change(match[3]), change(match[4]))


def instant(year, change, offset):
    month, week, weekday, time = change
    day = date(year, month, 1)
    day += timedelta(days=(weekday - day.isoweekday()) % 7 + 7 * (week - 1))
    while day.month != month:
        day -= timedelta(days=7)
    return (day - EPOCH).days * 86400 + time - offset


def regular(standard, summer):
    """What the rule alone says, over all years."""
    if not summer:
        return []
    offset, begin, end = summer
    found = []
    for year in range(FIRST - 1, LAST + 1):
        found += [(instant(year, begin, standard), offset), (instant(year, end, offset), standard)]
    return sorted(found)


def effective(transitions, before):
    """Without those that change nothing."""
    found = []
    for at, offset in transitions:
        if offset != before:
            found.append((at, offset))
            before = offset
    return found


def offset_at(t, transitions, before):
    for at, offset in transitions:
        if at <= t:
            before = offset
    return before


def line(name, path):
    contents = read(path)
    if contents is None:
        return None
    transitions, before, footer = contents
    standard, summer = rule(footer)
    tail = regular(standard, summer)
    last = transitions[-1][0] if transitions else -(1 << 40)
    actual = effective(sorted(transitions + [t for t in tail if t[0] > last]), before)
    low, high = start_of_year(FIRST), start_of_year(LAST + 1)
    initial = offset_at(low, actual, before)
    actual = [t for t in actual if low < t[0] < high]
    rule_before = offset_at(low, tail, standard)
    tail = [t for t in tail if low < t[0] < high]
    text = f"{name} {standard}"
    if summer:
        offset, begin, end = summer
        form = lambda c: f"{c[0]}.{c[1]}.{c[2]}/{c[3]}"
        text += f" {offset} {form(begin)} {form(end)}"
    # The fewest explicit transitions after which the rule says the same.
    for count in range(len(actual) + 1):
        cut = actual[count - 1][0] if count else low
        now = actual[count - 1][1] if count else initial
        if actual[count:] == [t for t in tail if t[0] > cut] and now == offset_at(
            cut, tail, rule_before
        ):
            break
    else:
        count = len(actual)
    if count:
        text += f" @ {initial}" + "".join(f" {at}={offset}" for at, offset in actual[:count])
    return text


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo"
    with open(os.path.join(root, "tzdata.zi")) as file:
        version = file.readline().split()[-1]
    lines = []
    for folder, folders, files in os.walk(root):
        if folder == root:
            folders[:] = [f for f in folders if f not in ("posix", "right")]
        for file in files:
            path = os.path.join(folder, file)
            name = os.path.relpath(path, root)
            if name in ("localtime", "posixrules", "Factory"):
                continue
            text = line(name, path)
            if text:
                lines.append(text)
    lines.sort(key=lambda text: text.split(" ")[0].encode())
    output = os.path.join(
        os.path.dirname(__file__), "../../Sources/RoeCompiler/Calendars/ZoneTable.swift"
    )
    with open(output, "w") as file:
        file.write("// Generated by Tests/Tools/embed_zones.py; do not edit.\n\n")
        file.write("/// All IANA time zones and links; the script says what an entry means.\n")
        file.write("enum ZoneTable {\n")
        file.write(f'  static let version = "{version}"\n')
        file.write(f"  static let years = {FIRST}...{LAST}\n\n")
        file.write('  static let text: StaticString = """\n')
        row = ""
        for number, text in enumerate(lines):
            if number:
                row += ";"
                if len(row) + len(text) > 110:
                    file.write(f"    {row}\\\n")
                    row = ""
            row += text
        file.write(f'    {row}\n    """\n}}\n')
    print(f"{len(lines)} zones, tzdata {version}")


main()
