"""Canonical JSON and the reading of machine, roster and inputs (schema/machine.md 1 to 3)."""

import hashlib
import json


class Unreadable(Exception):
    """A file that is damaged, or that this interpreter does not understand."""


def canonical(value):
    """The RFC 8785 text of a value without fractions."""
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) >= 2**53:
            raise Unreadable(f"the number {value} is too large")
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    raise Unreadable(f"{value!r} is no value of a machine file")


def digest(value):
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def machine_file(meaning, title):
    """The text of a machine file that holds a meaning."""
    return canonical({
        "digest": digest(meaning), "format": 1, "meaning": meaning, "sources": {}, "texts": {"title": title}})


def roster_file(roster):
    """The text of a roster file, from everything but its digest."""
    roster = {"format": 1, **roster}
    return canonical({"digest": digest(roster), **roster})


def _pairs(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a key occurs twice")
    return found


def _no_fraction(text):
    raise Unreadable(f"{text} is not an integer")


def parse(text):
    try:
        return json.loads(
            text, object_pairs_hook=_pairs, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from None


def _read(text, what):
    value = parse(text)
    if not isinstance(value, dict) or value.get("format") != 1:
        raise Unreadable(f"the {what} is not of format 1")
    if canonical(value) != text:
        raise Unreadable(f"the {what} is not canonical JSON")
    return value


def read_machine(text):
    """The meaning of a machine file, refused when its digest or form is wrong."""
    machine = _read(text, "machine")
    if digest(machine["meaning"]) != machine["digest"]:
        raise Unreadable("the digest of the machine does not match its meaning")
    return machine["meaning"]


def read_roster(text):
    roster = _read(text, "roster")
    if digest({key: roster[key] for key in roster if key != "digest"}) != roster["digest"]:
        raise Unreadable("the digest of the roster does not match")
    return roster
