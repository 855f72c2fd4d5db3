#!/usr/bin/env python3
"""Checks the certificate of a silence proof against the machine alone; needs the standard library only.

    check_certificate.py MACHINE CERTIFICATE [MACHINE CERTIFICATE ...]

The certificate states, for classes of leads that have just entered a state, when at the latest they rest if nobody
acts: a function of the instant of entry, in straight pieces. This program believes none of it. It follows each class
from its state to wherever it rests or enters another state, along every way that is possible, and looks up what is
stated there; the latest must be just what is stated. All instants it works with carry how far the entry may move
before anything bends or overtakes (`moving_instants.py`): on that stretch both sides are straight, so that comparing
them at its ends is enough. Besides, the classes of each state must cover every lead that there can be. Where months
are counted, it looks as far as they are worked out: whoever is still on their way then is not followed further.
"""

import bisect
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "RoeMachineTests" / "Python"))
from lead_classes import Classes  # noqa: E402
from moving_instants import FOREVER, Hours, Line, Reach, months  # noqa: E402
from roe_files import Unreadable, digest, parse, read_machine  # noqa: E402
from roe_time import Zone  # noqa: E402


# Clocks of which nobody knows when they ring: those that make no difference, and the others.
MILD, WILD = (), (None,)


class Rejected(Exception):
    """The certificate does not prove what it states."""


class Run:
    """A class of leads on its way; `leads` holds the values that each field may have.

    `state` is None at a rest; `fresh` says that the lead has just entered a state and brought no clock along.
    """

    def __init__(self, state, leads, previous, now):
        self.state, self.leads, self.previous = state, leads, previous
        self.now, self.entered, self.assigned, self.clocks = now, now, None, {}
        self.fresh, self.written, self.steps = False, False, 0

    def copy(self, **changes):
        other = Run.__new__(Run)
        other.__dict__ = dict(self.__dict__, leads=dict(self.leads), clocks=dict(self.clocks), **changes)
        return other


class Checker:
    def __init__(self, meaning, lifecycle, claims):
        self.claims, self.until, self.reach = claims, claims["until"], Reach()
        self.classes = Classes(lifecycle, claims["fields"])
        self.values, self.decide, self.truth = self.classes.values, self.classes.decide, self.classes.truth
        self.zone = Zone(next(z for z in meaning["zones"] if z["id"] == meaning["zone"]))
        self.hours = {c["id"]: Hours(c) for c in meaning.get("calendars", [])}
        self.pools = {p["id"]: p for p in meaning.get("pools", [])}
        self.queues = {q["id"]: q for q in meaning.get("queues", [])}
        self.states, self.clocks, self.tables = (
            {each["id"]: each for each in lifecycle.get(kind, [])} for kind in ("states", "clocks", "tables"))
        self.lag = 1000 * meaning.get("sync_lag", 0)
        self.watches = [
            m for m in lifecycle.get("moves", []) if "watch" in m["on"] and not m.get("by") and "to" in m.get("do", {})]
        self.by_state = {}
        for node in claims["nodes"]:
            node["box"] = self.classes.box(node["leads"])
            self.by_state.setdefault(node["state"], []).append(node)

    # Clocks

    def due(self, clock, rung, anchor, calendar):
        reach = self.reach
        (unit, count), = clock["rungs"][rung]["after"].items()
        if unit == "seconds":
            return anchor.plus(1000 * count), False
        if unit == "months":
            return months(self.zone, anchor, count, reach), False
        hours = self.hours[calendar]
        if unit == "end_of_business_day":
            return hours.closing(anchor, count, reach)
        return hours.seconds(anchor, 1000 * count * (hours.day if unit == "business_days" else 1), reach)

    def start(self, run, name, rung, anchor, calendar, restarts):
        due, ended = self.due(self.clocks[name], rung, anchor, calendar)
        run.clocks[name] = (rung, anchor, due, ended, calendar, restarts)

    def start_any_time(self, run, name):
        """A clock that may ring at any time; the proof covers it only where that makes no difference."""
        mild = all(self.is_mild(name, rung.get("do", {})) for rung in self.clocks[name]["rungs"])
        run.clocks[name] = MILD if mild else WILD

    def calendars(self, clock, run):
        hours = clock.get("hours")
        if hours is None:
            return [(run, None)]
        if hours == "owner":
            return [(run.copy(), name) for name in self.hours]
        if "calendar" in hours:
            return [(run, hours["calendar"])]
        found, rest = [], [run]
        for value, name in sorted(hours["calendars"].items()):
            parts = [p for r in rest for p in self.decide({"field": hours["field"], "eq": value}, r)]
            found += [(part, name) for part, held in parts if held]
            rest = [part for part, held in parts if not held]
        return found + [(part, hours["otherwise"]) for part in rest]

    def arm(self, run, name):
        clock, anchor, armed = self.clocks[name], self.clocks[name].get("anchor", "entry"), []
        parts = self.decide(clock.get("when"), run)
        if isinstance(anchor, dict) and "field" in anchor:
            there = {"field": anchor["field"], "is": "present"}
            parts = [p for part, held in parts for p in (self.decide(there, part) if held else [(part, False)])]
        for part, held in parts:
            if not held:
                armed.append(part)
                continue
            for other, calendar in self.calendars(clock, part):
                other = other.copy()
                since = {"entry": other.now, "assignment": other.assigned, "capture": None}.get(
                    anchor if isinstance(anchor, str) else None, other.entered)
                is_bound = any(
                    self.truth({"field": clock[key], "is": "present"}, other.leads) is not False
                    for key in ("not_before", "not_after") if key in clock)
                if since is None or is_bound or isinstance(anchor, dict) and "field" in anchor:
                    self.start_any_time(other, name)
                else:
                    self.start(other, name, 0, since, calendar, 0)
                armed.append(other)
        return armed

    def stays(self, outcome):
        """Whether a lead stays where it is, with its clocks, and no guard notices."""
        quiet = all(
            {"remind", "notify", "send"} & a.keys() or a.get("set", a.get("add")) not in self.values and
            {"set", "add"} & a.keys() for a in outcome.get("actions", []))
        return quiet and "to" not in outcome and not any(
            s == "nobody" or isinstance(s, dict) and "table" in s and self.answers([s])[1]
            for s in outcome.get("owner", []))

    def is_mild(self, name, outcome):
        if not self.stays(outcome):
            return False
        if outcome.get("owner", ["keep"]) == ["keep"]:
            return True
        for state in self.states.values():
            clocks = state.get("clocks", []) + state.get("carries", [])
            for other in clocks if name in clocks else []:
                rungs = self.clocks[other]["rungs"]
                if other != name and self.clocks[other].get("restarts") and not all(
                        self.stays(r.get("do", {})) for r in rungs):
                    return False
        return True

    # Owners

    def answers(self, chain, depth=0):
        """(whether a person may be found, the states that tables may answer with, whether it is sure to end)"""
        person, states = None, []
        for source in chain:
            sure = source in ("keep", "manager_of_owner", "backup_of_owner", "nobody")
            if source == "keep":
                person = person or "same"
            elif isinstance(source, dict) and "table" in source:
                if depth > 100:
                    continue
                table = self.tables[source["table"]]
                sure = True
                for route in table.get("rows", []) + [table["otherwise"]]:
                    if "to" in route:
                        states.append(route["to"])
                    elif "owner" in route:
                        found, more, ends = self.answers(route["owner"], depth + 1)
                        person = "other" if "other" in (found, person) else found or person
                        states += more
                        sure = sure and ends
                    else:
                        sure = False
            elif isinstance(source, dict) and ("pool" in source or "queue" in source):
                whose = self.pools[source["pool"]] if "pool" in source else self.queues[source["queue"]]
                sure = "steward" in whose or whose.get("at_least", 0) > 0 and not {"cap", "match"} & whose.keys()
                person = "other" if sure or "pool" in source else person
            elif source != "actor":
                person, sure = "other", sure or isinstance(source, dict) and "field" not in source
            if sure:
                return person, states, True
        return person, states, False

    def owned(self, run, chain, firing):
        """The run after a chain was asked: with the owner as before, with another, or in another state."""
        person, states, _ = self.answers(chain)
        result = [entered for state in states for entered in self.enter(run, state, None, firing)]
        restarted = [
            name for name, clock in run.clocks.items()
            if len(clock) > 1 and name != firing and self.clocks[name].get("restarts", 0) > clock[5]]
        if person == "same" or restarted and person:
            result.append(run.copy())
        if person == "other":
            other = run.copy(assigned=run.now)
            for name in restarted:
                calendar, restarts = run.clocks[name][4:]
                self.start(other, name, 0, run.now, calendar, restarts + 1)
            result.append(other)
        return result or [run.copy(state=None)]

    def enter(self, run, state, chain, firing, count=0):
        target = self.states[state]
        lacks = any(self.truth({"field": f, "is": "present"}, run.leads) is False for f in target.get("requires", []))
        if lacks or target["kind"] in ("closed", "lost_and_found"):
            return [run.copy(state=None)]
        run = run.copy(previous=run.state, state=state, entered=run.now)
        run.clocks = {n: c for n, c in run.clocks.items() if n in target.get("carries", [])}
        chain = target.get("owner", []) if chain is None else chain
        runs = self.owned(run, chain, firing) if chain and count < 100 else [run]
        result = []
        for each in runs:
            if each.state != state or each.fresh:
                result.append(each)
            elif not each.clocks:
                result.append(each.copy(fresh=True))
            else:
                result += self.arm_all(each)
        return result

    def arm_all(self, run):
        runs = [run]
        for name in self.states[run.state].get("clocks", []):
            runs = [r for each in runs for r in ([each] if name in each.clocks else self.arm(each, name))]
        return runs

    def do(self, run, outcome, firing):
        runs = [run.copy()]
        for action in outcome.get("actions", []):
            field = action.get("set", action.get("add"))
            for each in runs:
                if field in self.values:
                    each.leads[field], each.written = self.classes.write(action, each.leads[field]), True
                each.clocks.pop(action.get("stop"), None)
            if "ask" in action and not self.answers(action["ask"])[0]:
                return [run.copy(state=None)]
            if "start" in action:
                runs = [r for each in runs for r in self.arm(each, action["start"])]
        if "to" not in outcome:
            return [r for each in runs for r in (
                self.owned(each, outcome["owner"], firing) if "owner" in outcome else [each])]
        result = []
        for each in runs:
            target = outcome["to"]["state"] if isinstance(outcome["to"], dict) else each.previous
            if target is None:
                raise Rejected(f"{each.state}: nobody knows where the lead came from")
            result += self.enter(each, target, outcome.get("owner"), firing)
        return result

    def settle(self, run, count=0):
        if run.state is None or run.fresh:
            return [run]
        done, waiting = [], [run]
        for move in self.watches:
            to = move["do"]["to"]
            if run.state not in move["from"] or isinstance(to, dict) and to["state"] == run.state:
                continue
            needs = list(move.get("requires", []))
            if isinstance(to, dict):
                given = {a.get("set", a.get("add")) for a in move["do"].get("actions", []) if "add" in a or "value" in a}
                needs += [f for f in self.states[to["state"]].get("requires", []) if f not in given]
            guard = {"all": [move.get("when") or {"all": []}] + [{"field": f, "is": "present"} for f in needs]}
            parts = [p for each in waiting for p in self.decide(guard, each)]
            waiting = [part for part, held in parts if not held]
            for part, held in parts:
                if held and count < 40:
                    for after in self.do(part, move["do"], None):
                        done += self.settle(after, count + 1)
        return done + waiting

    # Following and comparing

    def enter_first(self, run, is_origin):
        for name in self.states[run.state].get("carries", []) if is_origin else []:
            self.start_any_time(run, name)
            if run.clocks[name] is MILD:
                del run.clocks[name]
        return [s for each in self.arm_all(run) for s in self.settle(each)]

    def next(self, run):
        if self.states[run.state]["kind"] == "nurture" and run.clocks:
            return [run.copy(state=None)]
        if WILD in run.clocks.values():
            raise Rejected(f"{run.state}: nobody knows when its clocks ring")
        names = sorted((n for n in run.clocks if run.clocks[n]), key=lambda n: (run.clocks[n][0], n))
        if not names:
            raise Rejected(f"{run.state}: nothing happens there any more")
        first = names[0]
        for name in names[1:]:
            if self.reach.compare(run.clocks[name][2], run.clocks[first][2]) < 0:
                first = name
        rung, anchor, due, ended, calendar, restarts = run.clocks[first]
        run = run.copy(now=due.plus(self.lag), steps=run.steps + 1)
        if run.steps > 400:
            raise Rejected(f"{run.state}: it goes round")
        if ended:
            return [run.copy(state=None)]
        del run.clocks[first]
        rungs = self.clocks[first]["rungs"]
        if rung + 1 < len(rungs):
            self.start(run, first, rung + 1, anchor, calendar, restarts)
        elif self.clocks[first].get("repeats"):
            self.start(run, first, 0, due, calendar, restarts)
        return [s for each in self.do(run, rungs[rung].get("do", {}), first) for s in self.settle(each)]

    def latest(self, node, instant):
        """When the leads of a node rest that enter at an instant: the lines of all their ways."""
        self.reach = Reach()
        run = Run(node["state"], node["box"], node["previous"], Line(instant, 1))
        open_runs, lines = self.enter_first(run, node["carried"]), []
        while open_runs:
            run = open_runs.pop()
            if run.state is not None and not run.fresh:
                open_runs += self.next(run)
            elif run.state is None:
                lines.append(run.now)
            elif self.until is None or run.now.value < self.until:
                lines.append(self.stated(run))
            else:
                lines.append(None)
        return lines

    def stated(self, run):
        """What is stated about the leads of a run that has just entered a state, in the smallest class."""
        found = [
            node for node in self.by_state.get(run.state, [])
            if not node["carried"] and node["previous"] in (None, run.previous)
            and all(run.leads[field] <= values for field, values in node["box"].items())]
        if not found:
            raise Rejected(f"{run.state}: no class holds the leads that come there")
        node = min(found, key=lambda node: sum(map(len, node["box"].values())))
        piece, end = self.piece(node, run.now.value)
        if piece[1] is None:
            raise Rejected(f"{run.state}: nothing is stated about {run.now.value}")
        if run.now.slope and end < FOREVER:
            self.reach.limit(end - run.now.value)
        return Line(piece[1] + (run.now.value - piece[0] if piece[2] else 0), piece[2] * run.now.slope)

    def piece(self, node, instant):
        """The piece that holds at an instant, and where the next begins."""
        place = bisect.bisect_right(node["bound"], instant, key=lambda piece: piece[0])
        if not place:
            raise Rejected(f"{node['state']}: nothing is stated so early")
        following = node["bound"][place][0] if place < len(node["bound"]) else FOREVER
        return node["bound"][place - 1], following

    def check(self, node):
        """Compares a node with its ways from piece to piece; whether it states anything."""
        instant, end, states_something = self.claims["start"], self.until or FOREVER, False
        if node["bound"][0][0] != instant:
            raise Rejected(f"{node['state']}: it begins too late")
        while instant < end:
            piece, following = self.piece(node, instant)
            if piece[1] is None:
                instant = following
                continue
            states_something = True
            lines = self.latest(node, instant)
            step = min(self.reach.reach, following - instant, end - instant)
            if None not in lines:
                for moved in {0, step - 1}:
                    told = piece[1] + (instant + moved - piece[0] if piece[2] else 0)
                    found = max(line.value + line.slope * moved for line in lines)
                    if told != found:
                        raise Rejected(f"{node['state']} at {instant + moved}: {told} is stated, {found} is true")
            # Nothing bends any more after the last calendar.
            instant = end if step > FOREVER // 2 else instant + step
        return states_something

    def check_all(self):
        for name, state in self.states.items():
            if state["kind"] not in ("closed", "lost_and_found"):
                boxes = [n["box"] for n in self.by_state.get(name, []) if n["carried"] and n["previous"] is None]
                if not self.classes.cover(boxes, dict(self.values)):
                    raise Rejected(f"{name}: some leads are in no class")
        found = sum(self.check(node) for node in self.claims["nodes"])
        if missed := self.classes.missed():
            raise Rejected("the value %r of %s stands for nobody" % (missed[1], missed[0]))
        return found


def verdict(machine, certificate):
    """What there is to say about a certificate, and whether it holds."""
    try:
        meaning, certificate = read_machine(Path(machine).read_text()), parse(Path(certificate).read_text())
        if certificate["format"] != 1 or certificate["machine"] != digest(meaning):
            raise Rejected("the certificate belongs to another machine")
        lifecycles, stated, silent = meaning["lifecycles"], 0, 0
        if [each["id"] for each in certificate["lifecycles"]] != [each["id"] for each in lifecycles]:
            raise Rejected("the certificate does not speak of every lifecycle")
        for lifecycle, claims in zip(lifecycles, certificate["lifecycles"]):
            found = Checker(meaning, lifecycle, claims).check_all()
            stated, silent = stated + found, silent + len(claims["nodes"]) - found
    except Rejected as problem:
        return f"rejected: {problem}", False
    except (Unreadable, LookupError, TypeError, ValueError, AttributeError) as problem:
        return f"rejected: it cannot be read: {problem!r}", False
    return f"accepted: {stated} classes of leads rest in time, nothing is stated about {silent}", True


def main():
    verdicts = [verdict(*pair) for pair in zip(sys.argv[1::2], sys.argv[2::2])]
    print("\n".join(text for text, _ in verdicts))
    sys.exit(0 if verdicts and all(holds for _, holds in verdicts) else 1)


if __name__ == "__main__":
    main()
