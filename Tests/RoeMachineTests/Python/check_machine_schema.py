#!/usr/bin/env python3
"""Checks schema/machine.schema.json with the validator `jsonschema` from PyPI: it accepts the vectors and random
machines, and rejects them once they are damaged.

    check_machine_schema.py [--seed SEED] [--count N] [MACHINE ...]
"""

import argparse
import copy
import json
import random
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from roe_files import machine_file
from roe_random_machines import Generator
from rule_builder import FOLDER

SCHEMA = Path(__file__).parents[3] / "schema" / "machine.schema.json"
# Objects whose keys are names of the user's, and values that may be of any kind.
FREE, ANY = {"crm", "values", "calendars"}, {"value", "eq", "ne", "lt", "le", "gt", "ge", "in", "not_in"}
REQUIRED = {
    "zone", "zones", "lifecycles", "id", "type", "kind", "on", "layer", "from", "state", "claim", "lost_and_found",
    "after", "rungs", "pick", "steward", "span", "offsets", "states", "events", "of", "within", "unit", "link"}


def places(value, path=(), key=None):
    """Every (path, value) below a value, without those whose form is free."""
    yield path, value
    if isinstance(value, dict) and not (key in FREE and not isinstance(value, list)):
        for name, inner in value.items():
            if name not in ANY:
                yield from places(inner, (*path, name), name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def damaged(machine, draw):
    """A copy with one fault, and what it is."""
    where = [(path, value) for path, value in places(machine["meaning"], ("meaning",)) if path[-1] not in FREE]
    path, value = draw.choice(where)
    copied = copy.deepcopy(machine)
    parent = copied
    for step in path[:-1]:
        parent = parent[step]
    here, key = parent[path[-1]], path[-1]
    removable = [name for name in value if name in REQUIRED] if isinstance(value, dict) else []
    # A lifecycle may have no events; an activity has some.
    if path[-2:-1] == ("lifecycles",) and "events" in removable:
        removable.remove("events")
    if isinstance(value, dict) and draw.random() < 0.4:
        here["surprise"] = 1
        return copied, f"unknown key at {path}"
    if removable and draw.random() < 0.7:
        name = draw.choice(removable)
        del here[name]
        return copied, f"no {name} at {path}"
    if isinstance(value, list) and draw.random() < 0.4:
        here.clear()
        if key in ("all", "any", "of", "has_any", "has_all"):
            parent[key] = "nothing"
        return copied, f"empty list at {path}"
    parent[key] = {"surprise": 1} if not isinstance(value, bool) and draw.random() < 0.5 else 1.5
    return copied, f"wrong kind at {path}"


def main():
    parser = argparse.ArgumentParser(description="Check the schema of machine files.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("machines", nargs="*", type=Path)
    options = parser.parse_args()
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    validator, complaints, rejected = Draft202012Validator(schema), [], 0
    files = options.machines or sorted(FOLDER.glob("*/machine.json"))
    good = [(str(path), json.loads(path.read_text())) for path in files]
    for seed in range(options.seed, options.seed + options.count):
        good.append((f"seed {seed}", json.loads(machine_file(Generator(f"{seed}.0").meaning(), "random"))))
    for name, machine in good:
        for error in validator.iter_errors(machine):
            complaints.append(f"{name}: {error.json_path}: {error.message[:200]}")
    for name, machine in good[len(good) - options.count :]:
        draw = random.Random(name)
        for _ in range(10):
            bad, fault = damaged(machine, draw)
            rejected += 1
            if validator.is_valid(bad):
                complaints.append(f"{name}: accepted with {fault}")
    print("\n".join(complaints) or f"{len(good)} machines accepted, {rejected} damaged ones rejected")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
