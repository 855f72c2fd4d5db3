#!/usr/bin/env python3
"""Random inputs for a machine that exists already, such as one of the examples.

    roe_random_inputs.py FOLDER --seed SEED --count N

reads machine.json and roster.json in FOLDER and writes N vectors, each with its decisions, into folders within it.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from roe_files import read_machine, read_roster
from roe_interpreter import Driver
from roe_random_machines import HOUR, date_text, lean, lines
from roe_time import DAY

TESTS = ("eq", "ne", "lt", "le", "gt", "ge", "starts_with", "ends_with", "contains")


def constants(value, found):
    """The values that guards compare each field with."""
    if isinstance(value, list):
        for inner in value:
            constants(inner, found)
    elif isinstance(value, dict):
        if isinstance(value.get("field"), str):
            values = found.setdefault(value["field"], [])
            values += [value[test] for test in TESTS if test in value]
            values += value.get("in", []) + value.get("not_in", [])
        for inner in value.values():
            constants(inner, found)


class Stream:
    """Draws inputs one after the other, looking at where the leads stand."""

    def __init__(self, meaning, roster, seed, length):
        self.random = random.Random(seed)
        self.meaning, self.people = meaning, [person["id"] for person in roster.get("people", [])]
        self.driver = Driver(meaning, roster)
        self.lifecycles = {data["id"]: data for data in meaning["lifecycles"]}
        self.known = {ident: {} for ident in self.lifecycles}
        for ident, data in self.lifecycles.items():
            constants(data, self.known[ident])
        self.leads = [(f"{ident}-{n}", ident) for ident in self.lifecycles for n in range(1, 9)]
        spans = [calendar["span"] for calendar in meaning.get("calendars", [])] or [[0, 1000 * DAY]]
        start, end = max(span[0] for span in spans), min(span[1] for span in spans)
        self.now = self.random.randint(start, max(start, end - 90 * DAY))
        self.inputs = [self.input(number) for number in range(length)]
        self.until = self.now + self.random.choice([0, DAY, 40 * DAY])
        self.driver.fire(self.until, closing=True)

    def chance(self, probability):
        return self.random.random() < probability

    def input(self, number):
        self.now += self.random.choice([0, 1, 60_000, 15 * 60_000, HOUR, 5 * HOUR, DAY])
        self.driver.fire(self.now, closing=False)
        lead, lifecycle = self.random.choice(self.leads)
        stands, data = self.driver.engine.leads.get(lead), self.lifecycles[lifecycle]
        events = [event["id"] for event in data.get("events", [])]
        if stands and self.chance(0.7):
            here = [move["on"].get("event") for move in data.get("moves", []) if stands.state in move.get("from", [])]
            events = [event for event in here if event] or events
        event = self.random.choice(events) if events and self.chance(0.8) else None
        actors = [None, "lead", "system", *self.random.sample(self.people, min(2, len(self.people)))]
        if self.chance(0.85):
            actors = self.allowed(stands, data, event) or actors
        given = lean(
            lead=lead, lifecycle=lifecycle, key=f"i{number:05}", received=self.now,
            occurred=self.now - (self.random.choice([1, HOUR, DAY]) if self.chance(0.15) else 0),
            actor=self.random.choice(actors), event=event, edits=self.edits(stands, data, event))
        self.driver.step(lambda: self.driver.engine.apply(given))
        return given

    def allowed(self, stands, data, event):
        """Some who pass the tests of an event."""
        found, roster = [], self.driver.engine.roster
        for test in next((e.get("by", []) for e in data.get("events", []) if e["id"] == event), []):
            if isinstance(test, dict):
                (kind, name), = test.items()
                members = [member["person"] for member in roster.members.get(name, [])]
                found += {"person": [name], "role": roster.holders(name), "pool": members}[kind]
            elif test in ("lead", "system"):
                found.append(test)
            elif stands:
                found += [stands.owner] if test == "owner" else stands.asked[-1:]
        return found

    def edits(self, stands, data, event):
        fields = {field["id"]: field for field in data.get("fields", []) if "counter" not in field["type"]}
        carries = next((e.get("carries", []) for e in data.get("events", []) if e["id"] == event), [])
        if stands is None:
            chosen = [f for f in fields if not fields[f].get("optional") or self.chance(0.7)]
        else:
            chosen = [f for f in carries if f in fields and self.chance(0.9)]
            free = [f for f in fields if not fields[f].get("frozen")] if self.chance(0.4) else []
            chosen += self.random.sample(free, min(len(free), self.random.randint(0, 3)))
        edits = {ident: self.value(fields[ident], data) for ident in chosen}
        for ident, value in edits.items():
            detail = fields[ident].get("detail")
            of = edits.get(detail["of"]) if detail else None
            if of is not None and value is not None:
                edits[ident] = self.random.choice(detail.get("values", {}).get(of, [None]))
        return edits

    def value(self, field, data):
        kind, shape = next(iter(field["type"].items()))
        if field.get("optional") and self.chance(0.1):
            return None
        if kind == "boolean":
            return self.chance(0.5)
        if kind in ("choice", "set"):
            return self.random.choice(shape) if kind == "choice" else self.random.sample(shape, self.random.randint(0, len(shape)))
        if kind == "person":
            return self.random.choice(self.people)
        known = self.known[data["id"]].get(field["id"], [])
        if kind in ("integer", "money"):
            near = [v + step for v in known if isinstance(v, int) for step in (-1, 0, 1)] or [0, 1, 10]
            return self.random.choice([v for v in near if shape.get("min", v) <= v <= shape.get("max", v)] or [shape.get("min", 0)])
        moment = self.now + self.random.randint(-40, 40) * DAY // 2
        if kind == "instant":
            return moment
        if kind == "date":
            return date_text(moment // DAY)
        links = [link for other in self.lifecycles.values() for link in other.get("links", [])]
        if any(field["id"] in (link.get("mine"), link.get("theirs")) for link in links):
            return self.random.choice(self.leads)[0]
        texts = [v for v in known if isinstance(v, str)]
        return self.random.choice([*texts, *[f"{t}0" for t in texts[:2]], "text"])


def main():
    parser = argparse.ArgumentParser(description="Write vectors for a machine.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--length", type=int, default=300)
    options = parser.parse_args()
    files = {name: (options.folder / name).read_text() for name in ("machine.json", "roster.json")}
    meaning, roster = read_machine(files["machine.json"]), read_roster(files["roster.json"])
    exercised = Counter()
    for seed in range(options.seed, options.seed + options.count):
        stream = Stream(meaning, roster, seed, options.length)
        decisions = Driver(meaning, roster).run(stream.inputs, stream.until)
        folder = options.folder / str(seed)
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        (folder / "inputs.jsonl").write_text(lines([*stream.inputs, {"close": stream.until}]))
        (folder / "decisions.jsonl").write_text(lines(decisions))
        exercised.update(f"{decision['kind']} {decision.get('reason', '')}" for decision in decisions)
    print(", ".join(f"{name.strip()} {count}" for name, count in sorted(exercised.items())))


if __name__ == "__main__":
    main()
