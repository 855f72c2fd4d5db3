"""Fields, values and guards, as schema/machine.md 2.2 and 2.3 define them."""

import operator

from roe_time import parse_date, plus_months

COMPARE = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt,
    "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}
WHOLE = {"integer", "counter", "money", "instant"}


def key_of(value):
    """What texts and the rest are compared by: texts by their UTF-8 bytes."""
    return value.encode() if isinstance(value, str) else value


def kind_of(field):
    return next(iter(field["type"]))


def in_domain(field, value):
    """Whether a value that is not missing belongs to a field."""
    kind, shape = next(iter(field["type"].items()))
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in WHOLE:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**53:
            return False
        if kind == "counter":
            return 0 <= value <= shape["max"]
        return kind != "integer" or shape.get("min", value) <= value <= shape.get("max", value)
    if kind == "date":
        return parse_date(value) is not None
    if kind == "set":
        return isinstance(value, list) and all(isinstance(v, str) and v in shape for v in value)
    return isinstance(value, str) and (kind != "choice" or value in shape)


def detail_fits(field, record):
    """Whether the value of a detail belongs to the value of the field that it details."""
    detail = field.get("detail")
    if not detail:
        return True
    value, of = record.get(field["id"]), record.get(detail["of"])
    if value is None or of is None:
        return True
    return value in detail.get("values", {}).get(of, [])


class Guards:
    """Judges the guards of one lifecycle; `broken` names rules that are left out on purpose."""

    def __init__(self, lifecycle, zone, broken=frozenset()):
        self.definitions = {d["id"]: d.get("when") for d in lifecycle.get("definitions", [])}
        self.zone = zone
        self.broken = broken

    def holds(self, guard, record, last, now):
        if guard is None:
            return True

        def operand(inner):
            return self.holds(inner, record, last, now)

        if "all" in guard:
            return all(map(operand, guard["all"]))
        if "any" in guard:
            return any(map(operand, guard["any"]))
        if "not" in guard:
            return not operand(guard["not"])
        if "at_least" in guard:
            operands = guard.get("of", [])
            if "at-least-positions" in self.broken:
                operands = [o for i, o in enumerate(operands) if o not in operands[:i]]
            return sum(map(operand, operands)) >= guard["at_least"]
        if "definition" in guard:
            return operand(self.definitions[guard["definition"]])
        if "clock_from" in guard:
            return now >= guard["clock_from"]
        if "clock_before" in guard:
            return now < guard["clock_before"]
        if "activity" in guard:
            at = last.get(guard["activity"])
            if at is None:
                return False
            limit = 1000 * guard["within"]
            return now - at < limit if "within-edge" in self.broken else now - at <= limit
        return self.field_holds(guard, record, now)

    def field_holds(self, guard, record, now):
        value = record.get(guard["field"])
        test = guard.get("is")
        if test == "missing":
            return value is None
        if value is None:
            return "missing-is-false" in self.broken and ("ne" in guard or "not_in" in guard)
        if test:
            return test == "present" or value == "" or value == []
        if "age" in guard:
            return self.age_holds(guard, value, now)
        for name, compare in COMPARE.items():
            if name in guard:
                other = guard[name]
                if isinstance(value, str) != isinstance(other, str):
                    return name == "ne"
                if isinstance(value, list) or isinstance(other, list):
                    return value == other if name == "eq" else name == "ne" and value != other
                return compare(key_of(value), key_of(other))
        if "in" in guard:
            return value in guard["in"]
        if "not_in" in guard:
            return value not in guard["not_in"]
        if "starts_with" in guard:
            return isinstance(value, str) and value.encode().startswith(guard["starts_with"].encode())
        if "ends_with" in guard:
            return isinstance(value, str) and value.encode().endswith(guard["ends_with"].encode())
        if "contains" in guard:
            return isinstance(value, str) and guard["contains"].encode() in value.encode()
        if "has_any" in guard:
            return isinstance(value, list) and any(v in value for v in guard["has_any"])
        if "has_all" in guard:
            return isinstance(value, list) and all(v in value for v in guard["has_all"])
        raise ValueError(f"no guard: {guard}")

    def age_holds(self, guard, value, now):
        (name, count), unit = next(iter(guard["age"].items())), guard["unit"]
        if unit == "seconds":
            return isinstance(value, int) and COMPARE[name]((now - value) // 1000, count)
        date, today = parse_date(value), self.zone.today(now)
        if "age-zone" in self.broken:
            today = now // 86_400_000
        if date is None:
            return False
        if unit == "days":
            return COMPARE[name](today - date, count)
        return COMPARE[name](today, plus_months(date, count, "age-clamp" not in self.broken))

    def parts(self, guard, record, last, now):
        """Whether each operand of an `all`, `any` or `at_least` holds."""
        if guard is None:
            return []
        operands = guard.get("all") or guard.get("any") or guard.get("of") or []
        return [self.holds(operand, record, last, now) for operand in operands]
