#!/usr/bin/env python3
"""Small random machines, rosters and streams of inputs, the same for the same seed.

    roe_random_machines.py --seed SEED --count N [--out FOLDER]

writes N vectors (machine.json, roster.json, inputs.jsonl, decisions.jsonl) and prints what they exercise.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from roe_files import canonical, machine_file, roster_file
from roe_interpreter import Driver, TooMany
from roe_time import DAY, Zone, civil, days_of

MINUTE, HOUR = 60_000, 3_600_000
LIMIT = 1600
PEOPLE = [f"p{n}" for n in range(1, 9)]
ROLES, POOLS, QUEUES = ["closer", "lead-role"], ["east", "west"], ["desk"]
REGIONS, CITIES, TAGS = ["dach", "uk", "us"], ["berlin", "leeds", "wien", "york"], ["hot", "old", "vip", "é"]
TEXTS = ["", "a", "abc", "bc", "straße", "日本", "🇩🇪", "\ufffd"]
EVENTS = ["call", "mail", "meet", "sign", "win"]
STARTS = [(2025, 3, 28), (2025, 10, 24), (2025, 1, 30), (2024, 2, 28), (2025, 3, 7), (2025, 5, 15)]


def moment(year, month, day, hour=0):
    return days_of(year, month, day) * DAY + hour * HOUR


ZONES = [
    {"id": "America/New_York", "offsets": [
        [moment(2023, 11, 5, 6), -18000], [moment(2024, 3, 10, 7), -14400], [moment(2024, 11, 3, 6), -18000],
        [moment(2025, 3, 9, 7), -14400], [moment(2025, 11, 2, 6), -18000], [moment(2026, 3, 8, 7), -14400]]},
    {"id": "Asia/Kolkata", "offsets": [[0, 19800]]},
    {"id": "Europe/Berlin", "offsets": [
        [moment(2023, 10, 29, 1), 3600], [moment(2024, 3, 31, 1), 7200], [moment(2024, 10, 27, 1), 3600],
        [moment(2025, 3, 30, 1), 7200], [moment(2025, 10, 26, 1), 3600], [moment(2026, 3, 29, 1), 7200]]},
]


def lean(**parts):
    """An object without what canonical form leaves out; a key may end in `_`."""
    return {
        key.rstrip("_"): value for key, value in parts.items()
        if value is not None and value is not False and value != [] and value != {}
        and not (value == {"all": []} and key in ("when", "except_"))}


def date_text(days):
    return "%04d-%02d-%02d" % civil(days)


class Generator:
    """Draws one rule set with its roster and inputs."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.base = moment(*self.random.choice(STARTS), 8)
        self.zone = self.random.choice(ZONES)
        self.two = self.chance(0.4)
        self.calendar_ids = ["long", "short"] if self.chance(0.25) else ["alpha", "long"]

    # Draws

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, items):
        return self.random.choice(items)

    def some(self, items, least=0, most=None):
        most = len(items) if most is None else min(most, len(items))
        return self.random.sample(items, self.random.randint(min(least, most), most))

    def sorted_some(self, items, least=0, most=None):
        return sorted(self.some(items, least, most))

    def maybe(self, probability, draw):
        return draw() if self.chance(probability) else None

    def time(self):
        """An instant of the weeks that the stream covers; often on the grid, so that ties occur."""
        instant = self.base + self.random.randint(-4, 4 * 24 * 9) * 15 * MINUTE
        return instant + (self.random.randint(-2000, 2000) if self.chance(0.2) else 0)

    # Fields and values

    def fields(self, lifecycle):
        def field(ident, type_, frozen=0.05, **more):
            counter = "counter" in type_
            return lean(
                id=ident, type=type_, optional=not counter and (ident not in self.needed),
                frozen=not counter and self.chance(frozen), **more)

        self.needed = self.some(["budget", "flag", "name", "region", "score"], 0, 1)
        source = self.maybe(0.3, lambda: "crm.field")
        return [
            field("ae", {"person": {}}, 0),
            field("at", {"instant": {}}),
            field("budget", {"money": {"currency": "EUR"}}),
            field("city", {"choice": CITIES}, detail={
                "of": "region", "values": {"dach": ["berlin", "wien"], "uk": ["leeds", "york"]}}),
            field("day", {"date": {}}),
            field("flag", {"boolean": {}}, source=source),
            field("name", {"text": {}}),
            field("ref", {"text": {}}),
            field("region", {"choice": REGIONS}, 0.15),
            field("score", {"integer": self.one([{"min": -5, "max": 20}, {"min": -5, "max": 20}, {"min": -5}, {"max": 20}, {}])}),
            field("tags", {"set": TAGS}),
            field("tries", {"counter": {"max": 3}}),
        ]

    def value(self, ident):
        draw = {
            "ae": lambda: self.one([*PEOPLE, "stranger"]), "at": self.time,
            "budget": lambda: self.one([0, 100, 99_999, -1]), "city": lambda: self.one(CITIES),
            "day": lambda: date_text(self.time() // DAY + self.one([0, 0, -1, -31, 30])),
            "flag": lambda: self.chance(0.5), "name": lambda: self.one(TEXTS),
            "ref": lambda: self.one(["A1", "A2", "B1", "B2", "zzz"]), "region": lambda: self.one(REGIONS),
            "score": lambda: self.random.randint(-5, 20), "tags": lambda: self.sorted_some(TAGS),
            "tries": lambda: self.random.randint(0, 3)}
        return draw[ident]()

    def bad_value(self, ident):
        return self.one({
            "ae": [7], "at": ["soon"], "budget": [True, "1"], "city": ["Berlin"], "day": ["2025-02-29", "1.1.25"],
            "flag": [1, "true"], "name": [False, 3], "ref": [["A1"]], "region": ["mars", ""], "score": [21, -6, "3"],
            "tags": ["hot", ["new"]], "tries": [4, -1]}[ident])

    # Guards

    def guard(self, depth=2):
        draw = self.random.random()
        if depth and draw < 0.12:
            return {"all": [self.guard(depth - 1) for _ in range(self.random.randint(0, 3))]}
        if depth and draw < 0.24:
            return {"any": [self.guard(depth - 1) for _ in range(self.random.randint(1, 3))]}
        if depth and draw < 0.34:
            return {"not": self.guard(depth - 1)}
        if depth and draw < 0.42:
            operands = [self.guard(depth - 1) for _ in range(self.random.randint(1, 3))]
            operands += operands[:1]
            return {"at_least": self.random.randint(1, 3), "of": operands}
        if depth == 2 and draw < 0.5:
            return {"definition": self.one(["good", "warm"])}
        if draw < 0.55:
            return {self.one(["clock_from", "clock_before"]): self.time()}
        if draw < 0.6:
            return {"activity": self.one(["touch", "reply"]), "within": self.one([900, 3600, 86_400])}
        return self.field_guard()

    def field_guard(self):
        ident = self.one(["ae", "at", "budget", "city", "day", "flag", "name", "region", "region", "score", "tags", "tries"])
        if self.chance(0.25):
            tests = ["missing", "present"] + (["empty"] if ident in ("name", "tags") else [])
            return {"field": ident, "is": self.one(tests)}
        if ident == "at" and self.chance(0.5):
            return {"field": ident, "age": {self.one(["ge", "lt", "gt", "le", "eq", "ne"]): self.one([0, 900, 86_400])},
                    "unit": "seconds"}
        if ident == "day" and self.chance(0.6):
            unit = self.one(["days", "months"])
            return {"field": ident, "age": {self.one(["ge", "lt", "gt", "le", "eq", "ne"]): self.random.randint(0, 3)}, "unit": unit}
        if ident == "tags":
            return {"field": ident, self.one(["has_any", "has_all"]): self.sorted_some(TAGS, 1, 2)}
        if ident == "name" and self.chance(0.6):
            return {"field": ident, self.one(["starts_with", "ends_with", "contains"]): self.one(["a", "b", "bc", "日", ""])}
        if ident not in ("flag",) and self.chance(0.35):
            return {"field": ident, self.one(["in", "not_in"]): sorted({self.value(ident) for _ in range(2)})}
        return {"field": ident, self.one(["eq", "eq", "ne", "lt", "le", "gt", "ge"]): self.value(ident)}

    # Owners

    def source(self, tables, plain=False):
        draws = [
            lambda: {"person": self.one(PEOPLE)}, lambda: {"role": self.one(ROLES)},
            lambda: {"field": "ae"}, lambda: {"pool": self.one(POOLS)}, lambda: {"pool": self.one(POOLS)},
            lambda: {"queue": "desk"}, lambda: self.one([
                "keep", "keep", "previous", "actor", "asked", "manager_of_owner", "backup_of_owner",
                "cover_of_owner", "next_in_pool", "next_in_pool"])]
        if tables:
            draws += [lambda: {"table": self.one(tables)}] * 3
        return self.one(draws)()

    def chain(self, tables, safe=0.8):
        chain = [self.source(tables) for _ in range(self.random.randint(1, 3))]
        if self.chance(safe):
            chain.append({"person": self.one(PEOPLE)})
        elif self.chance(0.2):
            chain.append("nobody")
        return chain

    def table(self, ident, states, tables):
        unique = self.chance(0.4)
        rows = []
        for number in range(self.random.randint(1, 3)):
            when = {"field": "region", "eq": REGIONS[number]} if unique else self.maybe(0.85, self.guard)
            rows.append(lean(id=f"r{number}", when=when, **self.table_outcome(states, tables)))
        return lean(id=ident, unique=unique, rows=rows, otherwise=self.table_outcome(states, tables))

    def table_outcome(self, states, tables):
        if states and self.chance(0.15):
            return {"to": self.one(states)}
        return {"next": True} if self.chance(0.2) else {"owner": self.chain(tables, 0.4)}

    # Outcomes

    def told(self):
        return self.one([
            {"person": self.one(PEOPLE)}, {"role": self.one(ROLES)}, {"field": "ae"}, {"pool": self.one(POOLS)},
            {"queue": "desk"}, "keep", "keep", "previous", "actor", "asked", "manager_of_owner", "backup_of_owner",
            "cover_of_owner"])

    def action(self):
        draw = self.random.random()
        if draw < 0.35:
            return {self.one(["remind", "notify"]): self.told()}
        if draw < 0.55:
            ident = self.one(["at", "budget", "city", "day", "flag", "name", "score", "tags"])
            return {"set": ident, "value": self.value(ident)} if self.chance(0.7) else {"set": ident}
        if draw < 0.65:
            return {"add": "tries", "by": self.random.randint(1, 2)}
        if draw < 0.8 and self.two:
            return {"send": self.one(EVENTS), "link": self.one(["down", "up"])}
        if draw < 0.85:
            return {"ask": [*self.chain(["route"], 0), *self.some([{"role": "closer"}, {"pool": "west"}], 1)]}
        return {self.one(["start", "stop"]): self.one(self.clock_ids)}

    def outcome(self, to=0.5, owner=0.3, targets=None):
        actions = [self.action() for _ in range(self.one([0, 0, 1, 1, 2, 3]))]
        target = None
        if self.chance(to):
            target = "previous" if self.chance(0.1) else {"state": self.one(targets or self.state_ids)}
        return lean(actions=actions, to=target, owner=self.maybe(owner, lambda: self.chain(["route", "split"], 0.6)))

    # Parts of a lifecycle

    def amounts(self, count):
        unit, grain = self.one([
            ("seconds", 900), ("seconds", 3600), ("seconds", 86_400), ("business_seconds", 1800), ("business_seconds", 7200),
            ("business_days", 1), ("end_of_business_day", 1), ("months", 1)])
        first = 0 if unit == "end_of_business_day" else 1
        steps = sorted(self.random.sample(range(first, first + 6), count))
        return [{unit: step * grain} for step in steps]

    def clock(self, ident):
        rungs = [
            {"after": amount, "do": self.outcome(0.3, 0.6)} for amount in self.amounts(self.random.randint(1, 3))]
        for rung in rungs:
            if not rung["do"]:
                rung["do"] = {"actions": [{"remind": "keep"}]}
        anchor = self.one([
            None, None, None, None, "assignment", "capture", {"activity": "touch"}, {"field": "at"}, {"field": "day"}])
        hours = self.one([
            {"calendar": self.one(self.calendar_ids)}, {"calendar": "long"}, "owner",
            {"field": "region", "calendars": {"dach": "long", "uk": self.calendar_ids[0]}, "otherwise": "long"}])
        return lean(
            id=ident, anchor=anchor, when=self.maybe(0.15, self.guard), hours=hours, rungs=rungs,
            met_by=self.maybe(0.35, lambda: self.sorted_some(["touch", "reply"], 1)),
            restarts=self.maybe(0.3, lambda: self.random.randint(1, 2)),
            not_before=self.maybe(0.12, lambda: self.one(["at", "day"])),
            not_after=self.maybe(0.06, lambda: self.one(["at", "day"])), repeats=self.chance(0.08))

    def state(self, ident, kind):
        clocks = self.sorted_some(self.clock_ids, 1, 3) if kind != "closed" else []
        if kind == "lost_and_found":
            chain = [self.source([]), {"person": self.one(PEOPLE)}] if self.chance(0.6) else [{"person": self.one(PEOPLE)}]
            return lean(id=ident, kind=kind, owner=chain, clocks=clocks[:1])
        cap = self.maybe(0.25, lambda: self.random.randint(1, 2))
        chain = self.chain(["route", "split"])
        if cap and self.chance(0.7):
            chain = self.some([{"person": self.one(PEOPLE)}, {"role": "closer"}, {"field": "ae"}, {"pool": "west"}], 1, 2)
        return lean(
            id=ident, kind=kind, owner=None if self.chance(0.12) else chain,
            follow=self.sorted_some(["ae", "city", "region", "score"], 0, 3), clocks=clocks,
            carries=self.sorted_some(self.clock_ids, 0, 2) if self.chance(0.35) else None,
            requires=self.maybe(0.2, lambda: self.sorted_some(["budget", "day", "name", "region"], 1, 1)),
            cap_per_owner=cap,
            permitted=self.maybe(0.2, lambda: self.some(
                [{"role": "closer"}, {"pool": "east"}, {"person": "p1"}, {"person": "p2"}], 1, 3)),
            crm=self.maybe(0.3, lambda: {"Lead.Status": ident.upper(), "Stage": "é"}))

    def actors(self):
        return self.one([
            ["owner"], ["owner", "lead"], ["asked"], ["system"], [{"person": "p1"}, "owner"], [{"role": "closer"}, "lead"],
            [{"pool": "east"}, {"pool": "west"}]])

    def move(self, ident, layer):
        states, watch = self.state_ids, self.chance(0.15)
        start = self.sorted_some(states[:-1], 1, 3)
        targets = None
        if watch:
            trigger = {"watch": True}
            last = max(states.index(state) for state in start)
            targets = states[last + 1 :]
        elif self.chance(0.2):
            trigger = {"becomes": self.guard()}
        else:
            trigger = {"event": self.one(EVENTS)}
        outcome = self.outcome(1 if watch else 0.7, 0.3, targets)
        if watch and outcome["to"] == "previous":
            outcome["to"] = {"state": states[-1]}
        return lean(
            id=ident, layer=layer, from_=start, on=trigger, by=self.maybe(0.12, self.actors),
            when=self.guard() if watch else self.maybe(0.3, self.guard),
            requires=self.maybe(0.12, lambda: self.sorted_some(["budget", "day", "flag", "name"], 1, 1)),
            do=outcome or {"actions": [{"notify": "keep"}]})

    def lifecycle(self, ident):
        states = {"a-new": "live", "b-work": "live", "c-offer": "pending", "d-rest": "nurture"}
        for extra in self.some(["e-more", "f-deal"]):
            states[extra] = "live"
        states = {**dict(sorted(states.items())), "lost": "lost_and_found", "zz-done": "closed"}
        self.state_ids, self.clock_ids = list(states), [f"k{n}" for n in range(1, 5)]
        layers = ["override", "exception", "anywhere"] + ["state"] * self.random.randint(5, 12)
        layers = [layer for layer in layers if layer == "state" or self.chance(0.5)]
        other = "account" if ident == "lead" else "lead"
        links = [{"id": "down", "lifecycle": other, "theirs": "ref"}, {"id": "up", "lifecycle": other, "mine": "ref"}]
        return lean(
            id=ident, fields=self.fields(ident), links=links if self.two else None,
            events=[lean(id=e, by=self.maybe(0.1, self.actors), crm=self.maybe(0.2, lambda: {"Task.Type": e})) for e in EVENTS[:4]]
            + [{"id": "win"}],
            activities=[
                lean(id="reply", events=["mail"], by=self.maybe(0.5, lambda: ["lead"])),
                lean(id="touch", events=["call", "meet"], by=self.maybe(0.4, lambda: ["owner"]), except_=self.maybe(0.3, self.guard))],
            definitions=[lean(id="good", when=self.guard(1)), lean(id="warm", when=self.maybe(0.9, lambda: self.guard(1)))],
            tables=[
                self.table("route", ["b-work", "d-rest"], ["split"]), self.table("split", [], ["route"])],
            clocks=[self.clock(clock) for clock in self.clock_ids],
            states=[self.state(state, kind) for state, kind in states.items()],
            moves=[self.move(f"m{number:02}", layer) for number, layer in enumerate(layers)],
            entries=self.entries(), lost_and_found="lost",
            assumptions=[{"id": "sane", "holds": {"field": "score", "is": "present"}}],
            promises=[
                {"id": "called", "claim": {"called_within": {"business_seconds": 3600}, "calendar": "long"}},
                {"id": "owned", "when": self.guard(0), "claim": {"owned_by": ["keep"]}}])

    def entries(self):
        entries = [lean(when=self.guard(), state=self.one(self.state_ids[:4])) for _ in range(2)]
        return entries + ([{"state": self.state_ids[0]}] if self.chance(0.9) else [])

    # Calendars, people

    def calendar(self, ident):
        zone = Zone(self.one([self.zone, self.zone, ZONES[2]]))
        before, after = (4, 70) if ident == "long" else (2, self.random.randint(3, 12))
        first = zone.today(self.base)
        lunch, open_, days = self.chance(0.6), [], []
        for day in range(first - before, first + after):
            weekend = (day + 4) % 7 in (0, 6)
            if (weekend and ident != "short") or self.chance(0.05):
                continue
            parts = [(9, 12), (13, 17)] if lunch else [(1, 17)] if ident == "short" else [(9, 17)]
            spans = [[zone.instant(day * DAY + begin * HOUR), zone.instant(day * DAY + end * HOUR)] for begin, end in parts]
            open_ += spans
            days.append([zone.midnight(day), spans[-1][1]])
        return lean(
            id=ident, span=[zone.midnight(first - before), zone.midnight(first + after)],
            day=(7 if lunch else 8) * 3600, open=open_, days=days)

    def pool(self, ident):
        return lean(
            id=ident, pick=self.one(["round_robin", "round_robin", "by_hash"]), steward=self.one(PEOPLE),
            at_least=self.maybe(0.3, lambda: 1), cap=self.maybe(0.3, lambda: self.random.randint(1, 3)),
            match=self.maybe(0.25, lambda: [{"column": "region", "field": self.one(["region", "region", "name", "score"])}]))

    def meaning(self):
        lifecycles = [self.lifecycle(ident) for ident in (["account", "lead"] if self.two else ["lead"])]
        return lean(
            zone=self.zone["id"], effective=self.maybe(0.3, lambda: "2025-01-01"),
            sync_lag=self.maybe(0.3, lambda: self.one([60, 900, 3600])), zones=ZONES,
            calendars=[self.calendar(ident) for ident in sorted(self.calendar_ids)], people=PEOPLE, roles=ROLES,
            pools=[self.pool(ident) for ident in POOLS], queues=[{"id": "desk", "steward": self.one(PEOPLE)}],
            lifecycles=lifecycles)

    def roster(self):
        people, absences = [], []
        everyone = [*PEOPLE, "p9"]
        for ident in everyone:
            people.append(lean(
                id=ident, name=f"Name {ident} é", role=self.maybe(0.6, lambda: self.one(ROLES)),
                manager=self.maybe(0.7, lambda: self.one(everyone)), backup=self.maybe(0.6, lambda: self.one(everyone)),
                calendar=self.maybe(0.6, lambda: self.one(self.calendar_ids)),
                last_day=self.maybe(0.12, self.time),
                attributes=self.maybe(0.7, lambda: {"region": self.one([*REGIONS, "abc"])})))
            for _ in range(self.one([0, 0, 0, 1, 1, 2])):
                start = self.time()
                end = start + self.random.randint(1, 4 * 24 * 5) * 15 * MINUTE
                absences.append(lean(from_=start, to=end, person=ident, cover=self.maybe(0.6, lambda: self.one(everyone))))
        absences.sort(key=lambda absence: (absence["person"], absence["from"], absence["to"]))
        pools = [
            lean(id=pool, members=[
                {"person": person, "weight": self.random.randint(1, 3)} for person in self.some(everyone, 0 if self.chance(0.2) else 1, 4)])
            for pool in POOLS]
        return lean(people=people, absences=absences, pools=pools)

    # Inputs

    def edits(self, capture):
        names = ["ae", "at", "budget", "city", "day", "flag", "name", "ref", "region", "score", "tags"]
        edits = {}
        for ident in names if capture else self.some(names, 0, 3):
            draw = self.random.random()
            if ident == "city":
                if draw < 0.75 and (not capture or edits.get("region") is None):
                    continue
            if draw < 0.012:
                edits[ident] = self.bad_value(ident)
            elif draw < 0.12 and (not capture or ident not in self.needed or draw < 0.03):
                edits[ident] = None
            else:
                edits[ident] = self.value(ident)
        if capture and edits.get("city") is not None:
            cities = {"dach": ["berlin", "wien"], "uk": ["leeds", "york"]}.get(edits.get("region"))
            edits["city"] = self.one(cities) if cities and self.chance(0.95) else None
        if self.chance(0.01):
            edits["tries"] = 1
        if self.chance(0.01):
            edits["unknown"] = "x"
        return edits

    def inputs(self):
        leads = [(f"A{n}", "lead") for n in range(1, 5)] + ([("B1", "account"), ("B2", "account")] if self.two else [])
        inputs, seen = [], set()
        times = sorted(self.time() for _ in range(self.random.randint(30, 90)))
        for number, received in enumerate(times):
            if number < len(leads):
                lead, lifecycle = leads[number]
            else:
                lead, lifecycle = self.one(leads)
            if self.chance(0.1) and inputs:
                received = inputs[-1]["received"]
            occurred = received
            if self.chance(0.2):
                occurred -= self.one([1, 15 * MINUTE, HOUR, DAY])
            elif self.chance(0.03):
                occurred += HOUR
            event = self.one(EVENTS) if self.chance(0.8) else None
            if self.chance(0.03):
                event = "unheard-of"
            capture = lead not in seen
            seen.add(lead)
            actor = self.one([None, "lead", "system", *PEOPLE[:5], *PEOPLE[:5]])
            key = f"i{number:03}" if self.chance(0.95) else f"i{max(0, number - 3):03}"
            inputs.append(lean(
                lead=lead, lifecycle=lifecycle, key=key, occurred=occurred, received=received, actor=actor,
                event=event, edits=self.edits(capture) if capture or self.chance(0.4) else None))
        return inputs


def vector(seed):
    """(meaning, roster, inputs, until, decisions) of a seed."""
    for attempt in range(100):
        generator = Generator(f"{seed}.{attempt}")
        meaning, roster, inputs = generator.meaning(), generator.roster(), generator.inputs()
        until = max(given["received"] for given in inputs) + generator.one([0, DAY, 20 * DAY, 45 * DAY])
        try:
            decisions = Driver(meaning, roster, limit=LIMIT).run(inputs, until)
        except TooMany:
            continue
        return meaning, roster, inputs, until, decisions
    raise AssertionError(f"seed {seed} gives no machine that comes to rest")


def lines(values):
    return "".join(canonical(value) + "\n" for value in values)


def write_vector(folder, meaning, roster, inputs, until, decisions):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "machine.json").write_text(machine_file(meaning, folder.name))
    (folder / "roster.json").write_text(roster_file(roster))
    (folder / "inputs.jsonl").write_text(lines([*inputs, {"close": until}]))
    (folder / "decisions.jsonl").write_text(lines(decisions))


def main():
    parser = argparse.ArgumentParser(description="Write random vectors.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    exercised = Counter()
    for number in range(options.count):
        seed = options.seed + number
        meaning, roster, inputs, until, decisions = vector(seed)
        if options.out:
            write_vector(options.out / str(seed), meaning, roster, inputs, until, decisions)
        for decision in decisions:
            exercised["kind " + decision["kind"]] += 1
            if "reason" in decision:
                exercised[f"reason {decision['kind']} {decision['reason']}"] += 1
            exercised["late"] += decision.get("late", False)
            for effect in decision.get("effects", []):
                exercised["effect " + sorted(effect)[-1 if "value" not in effect else 0]] += 1
            for rule in decision.get("because", []):
                exercised["because " + rule.split("/")[1]] += 1
    for name, count in sorted(exercised.items()):
        print(f"{count:8} {name}")


if __name__ == "__main__":
    main()
