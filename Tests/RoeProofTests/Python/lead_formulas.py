"""The leads of a lifecycle, and its guards, as formulas of z3.

Written from `schema/machine.md` 2.2 and 2.3 alone: fields are variables with a flag for missing, dates are
numbers of days, months follow the civil calendar, texts are ranks among the texts that some guard names
(or strings, where a guard asks for a part of a text).
"""

import functools
import sys
from pathlib import Path

import z3

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "RoeMachineTests/Python"))

from roe_guards import WHOLE, kind_of  # noqa: E402
from roe_time import DAY, days_of, parse_date, plus_months  # noqa: E402

SAFE = 2**53 - 1
FIRST_DAY, LAST_DAY = days_of(1, 1, 1), days_of(9999, 12, 31)
# The constants of the rule sets that are drawn lie well inside.
FIRST_TODAY, LAST_TODAY = days_of(2024, 1, 1), days_of(2031, 1, 1)
ORDER = {
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
}
PARTS = ("ends_with", "contains")


def tests_in(guard, definitions, seen=frozenset()):
    """The tests of single fields in a guard, definitions followed."""
    if guard is None:
        return
    if "definition" in guard:
        if guard["definition"] not in seen:
            yield from tests_in(
                definitions[guard["definition"]], definitions, seen | {guard["definition"]})
    elif "field" in guard:
        yield guard
    else:
        for part in guard.get("all") or guard.get("any") or guard.get("of") or []:
            yield from tests_in(part, definitions, seen)
        if "not" in guard:
            yield from tests_in(guard["not"], definitions, seen)


def any_of(parts):
    return z3.Or(parts) if parts else z3.BoolVal(False)


def all_of(parts):
    return z3.And(parts) if parts else z3.BoolVal(True)


@functools.cache
def reaching(months):
    """For each day the first date that is no earlier than that day so many months later.

    As a list of (day, date - day), each up to the day of the next.
    """
    steps, date = [], FIRST_TODAY - 31 * (months + 2)
    for today in range(FIRST_TODAY, LAST_TODAY + 2):
        while plus_months(date, months) < today:
            date += 1
        steps.append((today, date - today))
    return [step for i, step in enumerate(steps) if i == 0 or step[1] != steps[i - 1][1]]


def in_steps(steps, today):
    if len(steps) == 1:
        return today + steps[0][1]
    middle = len(steps) // 2
    return z3.If(
        today < steps[middle][0], in_steps(steps[:middle], today), in_steps(steps[middle:], today))


class Ranks:
    """Texts told apart by the texts that tests name: 2i + 1 is the i-th of them, 2i lies just below it."""

    def __init__(self, tests):
        named = set()
        for test in tests:
            for name in ORDER:
                if isinstance(test.get(name), str):
                    named.add(test[name].encode())
            named.update(text.encode() for key in ("in", "not_in") for text in test.get(key, []))
            if test.get("is") == "empty":
                named.add(b"")
            if "starts_with" in test:
                named.update(self.span(test["starts_with"]))
        self.named = sorted(named)

    @staticmethod
    def span(prefix):
        start = prefix.encode()
        stem = start.rstrip(b"\xff")
        return [start] + ([stem[:-1] + bytes([stem[-1] + 1])] if stem else [])

    def rank(self, text):
        return 2 * self.named.index(text if isinstance(text, bytes) else text.encode()) + 1

    def domain(self, term):
        empty = [
            2 * i for i, text in enumerate(self.named)
            if text == b"" or (i > 0 and text == self.named[i - 1] + b"\0")]
        return [term >= 0, term <= 2 * len(self.named)] + [term != rank for rank in empty]

    def starts(self, term, prefix):
        start, *end = self.span(prefix)
        return z3.And(term >= self.rank(start), *[term < self.rank(text) for text in end])


class Field:
    """One field of a lead that nobody has looked at yet."""

    def __init__(self, field, tests, name):
        self.kind, shape = next(iter(field["type"].items()))
        self.id, self.tests = field["id"], tests
        self.missing = z3.Bool(f"{name}.missing") if field.get("optional") else z3.BoolVal(False)
        self.domain = []
        self.ranks = None
        kind = self.kind
        if kind == "boolean":
            self.value = z3.Bool(name)
        elif kind == "set":
            self.members = {member: z3.Bool(f"{name}.{member}") for member in shape}
            self.value = None
        elif kind in ("text", "person") and any(part in test for test in tests for part in PARTS):
            self.value = z3.String(name)
        else:
            self.value = z3.Int(name)
            if kind == "choice":
                self.places = {value: place for place, value in enumerate(shape)}
                self.bounds(0, len(shape) - 1)
            elif kind in WHOLE:
                low, high = -SAFE, SAFE
                if kind == "counter":
                    low, high = 0, shape["max"]
                elif kind == "integer":
                    low, high = shape.get("min", low), shape.get("max", high)
                self.bounds(low, high)
            elif kind == "date":
                self.bounds(FIRST_DAY, LAST_DAY)
            else:
                self.ranks = Ranks(tests)
                self.domain += self.ranks.domain(self.value)

    def bounds(self, low, high):
        self.domain += [self.value >= low, self.value <= high]

    def constant(self, value):
        if self.kind == "date":
            return parse_date(value)
        if self.kind == "choice":
            return self.places[value]
        if self.ranks:
            return self.ranks.rank(value)
        return z3.StringVal(value) if isinstance(value, str) else value

    def equals(self, value):
        if self.kind == "set":
            return all_of([has == (member in value) for member, has in self.members.items()])
        return self.value == self.constant(value)

    def holds(self, test, now, today):
        if test.get("is") == "missing":
            return self.missing
        return z3.And(z3.Not(self.missing), self.holds_of_value(test, now, today))

    def holds_of_value(self, test, now, today):
        if test.get("is") == "present":
            return z3.BoolVal(True)
        if test.get("is") == "empty":
            if self.kind == "set":
                return z3.Not(any_of(list(self.members.values())))
            return self.equals("") if self.kind in ("text", "person") else z3.BoolVal(False)
        if "age" in test:
            (name, count), unit = next(iter(test["age"].items())), test["unit"]
            if unit == "seconds":
                return ORDER[name]((now - self.value) / 1000, count)
            if unit == "days":
                return ORDER[name](today - self.value, count)
            # The later day comes no earlier than today from one date on, and after today from another.
            reached = self.value >= in_steps(reaching(count), today)
            passed = self.value >= in_steps(reaching(count), today + 1)
            return {
                "gt": z3.Not(reached), "ge": z3.Not(passed), "lt": passed, "le": reached,
                "eq": z3.And(reached, z3.Not(passed)), "ne": z3.Or(z3.Not(reached), passed)}[name]
        for name, compare in ORDER.items():
            if name in test:
                if name == "eq":
                    return self.equals(test[name])
                if name == "ne":
                    return z3.Not(self.equals(test[name]))
                return compare(self.value, self.constant(test[name]))
        if "in" in test:
            return any_of([self.equals(value) for value in test["in"]])
        if "not_in" in test:
            return z3.Not(any_of([self.equals(value) for value in test["not_in"]]))
        if "starts_with" in test:
            if self.ranks:
                return self.ranks.starts(self.value, test["starts_with"])
            return z3.PrefixOf(z3.StringVal(test["starts_with"]), self.value)
        if "ends_with" in test:
            return z3.SuffixOf(z3.StringVal(test["ends_with"]), self.value)
        if "contains" in test:
            return z3.Contains(self.value, z3.StringVal(test["contains"]))
        if "has_any" in test:
            return any_of([self.members[member] for member in test["has_any"]])
        if "has_all" in test:
            return all_of([self.members[member] for member in test["has_all"]])
        raise ValueError(f"no test: {test}")


class Leads:
    """All leads of a lifecycle; `possible` is what every record satisfies."""

    def __init__(self, lifecycle, zone, guards):
        self.lifecycle = lifecycle
        self.definitions = {d["id"]: d.get("when") for d in lifecycle.get("definitions", [])}
        assumptions = [a.get("holds") for a in lifecycle.get("assumptions", [])]
        tests = {}
        for guard in [*guards, *assumptions]:
            for test in tests_in(guard, self.definitions):
                tests.setdefault(test["field"], []).append(test)
        self.asked = set(tests)
        self.fields = {
            field["id"]: Field(field, tests.get(field["id"], []), f"f.{field['id']}")
            for field in lifecycle.get("fields", [])}
        self.now, self.today = z3.Int("now"), z3.Int("today")
        self.last = {
            activity["id"]: (z3.Bool(f"a.{activity['id']}.never"), z3.Int(f"a.{activity['id']}"))
            for activity in lifecycle.get("activities", [])}
        self.clock = self.clock_domain(zone)
        self.assumed = [self.formula(guard) for guard in assumptions]
        self.details = [
            self.detail_fits(field) for field in lifecycle.get("fields", []) if field.get("detail")]
        self.possible = all_of(
            self.clock + self.assumed + self.details
            + [part for field in self.fields.values() for part in field.domain])

    def clock_domain(self, zone):
        parts = [self.today >= FIRST_TODAY, self.today <= LAST_TODAY]
        offsets = zone["offsets"]
        for index, (start, seconds) in enumerate(offsets):
            here = []
            if index > 0:
                here.append(self.now >= start)
            if index + 1 < len(offsets):
                here.append(self.now < offsets[index + 1][0])
            local = self.now + 1000 * seconds
            parts.append(z3.Implies(
                all_of(here), z3.And(self.today * DAY <= local, local < (self.today + 1) * DAY)))
        return parts

    def detail_fits(self, field):
        own, of = self.fields[field["id"]], self.fields[field["detail"]["of"]]
        values = field["detail"].get("values", {})
        pairs = [
            z3.And(of.equals(outer), any_of([own.equals(value) for value in values.get(outer, [])]))
            for outer in of.places]
        return any_of([own.missing, of.missing, *pairs])

    def formula(self, guard):
        if guard is None:
            return z3.BoolVal(True)
        if "all" in guard:
            return all_of([self.formula(part) for part in guard["all"]])
        if "any" in guard:
            return any_of([self.formula(part) for part in guard["any"]])
        if "not" in guard:
            return z3.Not(self.formula(guard["not"]))
        if "at_least" in guard:
            held = [z3.If(self.formula(part), 1, 0) for part in guard.get("of", [])]
            return z3.Sum(held) >= guard["at_least"]
        if "definition" in guard:
            return self.formula(self.definitions[guard["definition"]])
        if "clock_from" in guard:
            return self.now >= guard["clock_from"]
        if "clock_before" in guard:
            return self.now < guard["clock_before"]
        if "activity" in guard:
            never, last = self.last[guard["activity"]]
            return z3.And(z3.Not(never), self.now - last <= 1000 * guard["within"])
        return self.fields[guard["field"]].holds(guard, self.now, self.today)
