"""Classes of leads: for each field the values that they may have, written as JSON.

A class is one and the same object wherever it is met, and is never changed; what was once found out about it is
remembered.
"""

import functools
import itertools
import json

from roe_guards import Guards
from roe_time import civil, parse_date

LIMIT = 2**53 - 1


class Classes:
    """What guards say about classes; `values` names the values by which a certificate tells leads apart."""

    def __init__(self, lifecycle, values):
        self.values = {name: frozenset(map(json.dumps, known)) for name, known in values.items()}
        self.fields = {field["id"]: field for field in lifecycle.get("fields", [])}
        self.definitions = {d["id"]: d.get("when") for d in lifecycle.get("definitions", [])}
        self.facts = [a["holds"] for a in lifecycle.get("assumptions", [])]
        self.guards = Guards(lifecycle, None)
        self.tests, self.known, self.found, self.added = {}, {}, {}, set()
        self.all = self.one(self.values)
        self.present = functools.cache(lambda field: {"field": field, "is": "present"})
        self.equal = functools.cache(lambda field, value: {"field": field, "eq": value})

    def one(self, leads, **changes):
        """The class with these values."""
        leads = {**leads, **changes}
        return self.known.setdefault(tuple(leads[field] for field in self.values), leads)

    def remember(self, question, guard, leads, answer):
        """The answer to a question, worked out the first time; the guard is kept so that its id stays its own."""
        key = question, id(guard), id(leads)
        if key not in self.found:
            self.found[key] = guard, answer(guard, leads)
        return self.found[key][1]

    def satisfies(self, test, value):
        return self.guards.field_holds(test, {test["field"]: value}, 0)

    def outcomes(self, test, leads):
        """The values of a field that satisfy a test, among those that it may have."""
        key = json.dumps(test, sort_keys=True)
        if key not in self.tests:
            self.tests[key] = {
                value for value in self.values[test["field"]]
                if self.satisfies(test, json.loads(value))}
        return leads[test["field"]] & self.tests[key]

    def truth(self, guard, leads):
        return self.remember("truth", guard, leads, self.evaluate)

    def evaluate(self, guard, leads):
        """Whether a guard holds: True, False, or the test on which it depends (None: not on the fields)."""
        if guard is None:
            return True
        if "definition" in guard:
            return self.truth(self.definitions[guard["definition"]], leads)
        if "not" in guard:
            inner = self.truth(guard["not"], leads)
            return (not inner) if isinstance(inner, bool) else inner
        for name, needed in (("all", None), ("any", 1), ("of", guard.get("at_least"))):
            if name in guard:
                parts = [self.truth(part, leads) for part in guard[name]]
                needed = len(parts) if needed is None else needed
                if sum(part is True for part in parts) >= needed:
                    return True
                if sum(part is not False for part in parts) < needed:
                    return False
                return next((p for p in parts if isinstance(p, dict)), None)
        if guard.get("field") not in self.values:
            return None
        if "age" in guard:
            held = self.truth({"field": guard["field"], "is": "present"}, leads)
            return None if held is True else held
        held = self.outcomes(guard, leads)
        return True if held == leads[guard["field"]] else False if not held else guard

    def decide(self, guard, run):
        """The parts of a run for whose leads a guard holds, and for which it does not."""
        parts = self.remember("written" if run.written else "captured", guard, run.leads, lambda guard, leads: (
            self.divide(guard, leads, run.written)))
        if len(parts) == 1:
            return [(run, parts[0][1])]
        return [(run.copy(leads=leads), held) for leads, held in parts]

    def divide(self, guard, leads, written):
        truth = self.truth(guard, leads)
        if isinstance(truth, bool):
            return [(leads, truth)]
        if truth is None:
            return [(leads, True), (leads, False)]
        held, field, parts = self.outcomes(truth, leads), truth["field"], []
        for values in (held, leads[field] - held):
            part = self.one(leads, **{field: values})
            if written or self.are_possible(part):
                parts += self.divide(guard, part, written)
        return parts

    def write(self, action, values):
        """The values of a field after a step has written it."""
        if "set" in action:
            return frozenset([json.dumps(action.get("value"))])
        self.added.add(action["add"])
        most, known = self.fields[action["add"]]["type"]["counter"]["max"], sorted(map(int, self.values[action["add"]]))
        return frozenset(
            json.dumps(max(v for v in known if v <= min(most, int(old) + action["by"]))) for old in values)

    def are_possible(self, leads):
        return all(self.truth(fact, leads) is not False for fact in self.facts)

    def box(self, leads):
        """The class of leads that a certificate names; fields that it leaves out may have any value."""
        limits = {field: frozenset(map(json.dumps, values)) for field, values in leads.items()}
        if any(not values or not values <= self.values[field] for field, values in limits.items()):
            raise ValueError(f"values that are not told apart: {leads}")
        return self.one(self.values, **limits)

    def cover(self, boxes, leads):
        """Whether every one of some leads is in a box; they are divided along the edges of the boxes."""
        leads = self.one(leads)
        if not self.are_possible(leads) or any(all(leads[f] <= box[f] for f in leads) for box in boxes):
            return True
        for field in leads:
            for edge in sorted({box[field] for box in boxes}, key=sorted):
                parts = [leads[field] & edge, leads[field] - edge]
                if all(parts):
                    return all(self.cover([b for b in boxes if b[field] & part], {**leads, field: part})
                               for part in parts)
        return False

    def missed(self):
        """A value that answers the tests asked so far as none of the named values does, with its field."""
        for field in self.values:
            tests = [json.loads(key) for key in self.tests if json.loads(key)["field"] == field]
            named, others = [json.loads(v) for v in self.values[field]], self.candidates(self.fields[field], tests)

            def answers(value):
                return tuple(self.satisfies(t, value) for t in tests)

            known = {answers(value) for value in named}
            for value in others:
                if answers(value) not in known:
                    return field, value
            if field in self.added:
                # Adding to a counter must lead to the right value: all are named, up to where they are alike.
                counts = sorted(value for value in named if value is not None)
                if counts != list(range(len(counts))):
                    return field, next((n for n, value in enumerate(counts) if n != value), 0)
                for value in others:
                    if value is not None and value > counts[-1] and answers(value) != answers(counts[-1]):
                        return field, value
        return None

    def candidates(self, field, tests):
        """Values among which there is one for every way in which the tests can turn out, or nearly so."""
        (kind, shape), = field["type"].items()
        constants = [
            c for t in tests for k, v in t.items() if k not in ("field", "is")
            for c in (v if isinstance(v, list) else [v])]
        if kind == "boolean":
            found = [True, False]
        elif kind == "choice":
            found = list(shape)
        elif kind == "set":
            asked = [v for v in shape if v in constants][:6]
            others = [v for v in shape if v not in asked][:1]
            found = [sorted(s) for n in range(len(asked) + 2) for s in itertools.combinations(asked + others, n)]
        elif kind == "date":
            days = [parse_date(c) for c in constants if parse_date(c) is not None] + [0, 2_932_896]
            found = ["%04d-%02d-%02d" % civil(day + n) for day in days for n in (-1, 0, 1) if day + n < 2_932_897]
        elif kind in ("text", "person"):
            texts = [c for c in constants if isinstance(c, str)]
            found = ["", "something else", *texts] + [a + b for a in texts for b in texts]
        else:
            numbers = [c for c in constants if isinstance(c, int) and not isinstance(c, bool)]
            least = 0 if kind == "counter" else shape.get("min", -LIMIT) if kind == "integer" else -LIMIT
            most = shape.get("max", LIMIT) if kind in ("counter", "integer") else LIMIT
            found = [n for c in numbers + [least, most, 0] for n in (c - 1, c, c + 1) if least <= n <= most]
        return found + ([None] if field.get("optional") else [])
