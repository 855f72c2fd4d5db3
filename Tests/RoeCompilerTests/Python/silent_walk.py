"""Follows classes of leads about which nobody does anything, from a state to wherever they rest or enter another.

What happens next depends on the instant of entry only in which clock rings first, and whether its calendar has ended
by then. So the ways are worked out once and remembered with the run that they lead on; only their instants are worked
out anew for each instant of entry.
"""

import functools

from lead_classes import Classes
from moving_instants import Hours, Line, Reach, months
from roe_time import Zone

# Clocks of which nobody knows when they ring: those that make no difference, and the others.
MILD, WILD = (), (None,)


class Rejected(Exception):
    """The certificate does not prove what it states."""


class Moment:
    """An instant on the way, and whether a calendar has ended by then; worked out once per instant of entry."""

    __slots__ = ("work", "entry", "found")

    def __init__(self, work):
        self.work, self.entry, self.found = work, None, None


class Run:
    """A class of leads on its way; `leads` holds the values that each field may have.

    `state` is None at a rest; `fresh` says that the lead has just entered a state and brought no clock along; `asked`
    says that somebody has been asked to accept it.
    """

    def __init__(self, state, leads, previous, asked, now):
        self.state, self.leads, self.previous, self.asked = state, leads, previous, asked
        self.now, self.entered, self.assigned, self.clocks = now, now, None, {}
        self.fresh, self.written, self.steps, self.order, self.ways = False, False, 0, None, {}

    def copy(self, **changes):
        other = Run.__new__(Run)
        other.__dict__ = {**self.__dict__, "clocks": dict(self.clocks), "order": None, "ways": {}, **changes}
        return other


class Walk:
    """The ways of one lifecycle; `values` names the values by which leads are told apart."""

    def __init__(self, meaning, lifecycle, values):
        self.classes = Classes(lifecycle, values)
        self.values, self.present = self.classes.values, self.classes.present
        self.decide, self.truth = self.classes.decide, self.classes.truth
        self.zone = Zone(next(z for z in meaning["zones"] if z["id"] == meaning["zone"]))
        self.hours = {c["id"]: Hours(c) for c in meaning.get("calendars", [])}
        self.pools = {p["id"]: p for p in meaning.get("pools", [])}
        self.queues = {q["id"]: q for q in meaning.get("queues", [])}
        self.states, self.clocks, self.tables = (
            {each["id"]: each for each in lifecycle.get(kind, [])} for kind in ("states", "clocks", "tables"))
        self.lag = 1000 * meaning.get("sync_lag", 0)
        self.watches = [
            (m, self.condition(m)) for m in lifecycle.get("moves", [])
            if "watch" in m["on"] and not m.get("by") and "to" in m.get("do", {})]
        self.any_time = functools.cache(self.rings_at_any_time)
        self.only_round = functools.cache(self.goes_round)
        self.asks_assignment = any(c.get("anchor") == "assignment" for c in self.clocks.values())
        self.entry, self.reach = None, Reach()

    def condition(self, move):
        """What is asked of a lead that a move takes along."""
        needs, to = list(move.get("requires", [])), move["do"]["to"]
        if isinstance(to, dict):
            given = {a.get("set", a.get("add")) for a in move["do"].get("actions", []) if "add" in a or "value" in a}
            needs += [f for f in self.states[to["state"]].get("requires", []) if f not in given]
        return {"all": [move.get("when") or {"all": []}] + [self.present(f) for f in needs]}

    # Clocks

    def when(self, moment):
        """The line of a moment, and whether a calendar has ended by then, for the present instant of entry."""
        if moment.entry != self.entry:
            moment.found = moment.work()
            moment.entry = self.entry
        return moment.found

    def due(self, clock, rung, moment, calendar):
        anchor, reach = self.when(moment)[0], self.reach
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
        clock = self.clocks[name]
        due = Moment(lambda: self.due(clock, rung, anchor, calendar))
        if self.only_round(name):
            # Nobody takes notice of it, until its calendar ends.
            if {"seconds", "months"} & clock["rungs"][0]["after"].keys():
                run.clocks[name] = MILD
                return
            if not self.hours[calendar].is_open_to_its_end():
                due = Moment(lambda: self.hours[calendar].ended(self.when(anchor)[0], self.reach))
        run.clocks[name] = (rung, anchor, due, calendar, restarts)

    def goes_round(self, name):
        """Whether a clock of one rung rings again and again, and the lead, its owner and its clocks stay as they are."""
        rungs = self.clocks[name]["rungs"]
        outcome = rungs[0].get("do", {})
        return bool(
            self.clocks[name].get("repeats") and len(rungs) == 1 and self.stays(outcome)
            and outcome.get("owner", ["keep"]) == ["keep"])

    def start_any_time(self, run, name):
        """A clock that may ring at any time; the proof covers it only where that makes no difference."""
        run.clocks[name] = self.any_time(name)

    def rings_at_any_time(self, name):
        return MILD if all(self.is_mild(name, rung.get("do", {})) for rung in self.clocks[name]["rungs"]) else WILD

    def calendars(self, clock, run):
        hours = clock.get("hours")
        if hours is None:
            return [(run, None)]
        if hours == "owner":
            return [(run.copy(), name) for name in self.hours or [None]]
        if "calendar" in hours:
            return [(run, hours["calendar"])]
        found, rest = [], [run]
        for value, name in sorted(hours["calendars"].items()):
            parts = [p for r in rest for p in self.decide(self.classes.equal(hours["field"], value), r)]
            found += [(part, name) for part, held in parts if held]
            rest = [part for part, held in parts if not held]
        return found + [(part, hours["otherwise"]) for part in rest]

    def arm(self, run, name):
        clock, anchor, armed = self.clocks[name], self.clocks[name].get("anchor", "entry"), []
        parts = self.decide(clock.get("when"), run)
        if isinstance(anchor, dict) and "field" in anchor:
            parts = [p for part, held in parts for p in (
                self.decide(self.present(anchor["field"]), part) if held else [(part, False)])]
        for part, held in parts:
            if not held:
                armed.append(part)
                continue
            for other, calendar in self.calendars(clock, part):
                other = other.copy()
                since = {"entry": other.now, "assignment": other.assigned, "capture": None}.get(
                    anchor if isinstance(anchor, str) else None, other.entered)
                is_bound = any(
                    self.truth(self.present(clock[key]), other.leads) is not False
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

    def answers(self, chain, asked=True, depth=0):
        """(who may be found, "same" or "other"; the states that tables may answer with; whether it is sure to end)"""
        persons, states = set(), []
        for source in chain:
            if source == "asked" and not asked:
                continue
            sure = source in ("keep", "manager_of_owner", "backup_of_owner", "nobody")
            if source == "keep":
                persons.add("same")
            elif isinstance(source, dict) and "table" in source:
                if depth > 100:
                    continue
                table = self.tables[source["table"]]
                sure = True
                for route in table.get("rows", []) + [table["otherwise"]]:
                    if "to" in route:
                        states.append(route["to"])
                    elif "owner" in route:
                        found, more, ends = self.answers(route["owner"], asked, depth + 1)
                        persons |= found
                        states += more
                        sure = sure and ends
                    else:
                        sure = False
            elif isinstance(source, dict) and ("pool" in source or "queue" in source):
                whose = self.pools[source["pool"]] if "pool" in source else self.queues[source["queue"]]
                sure = "steward" in whose or whose.get("at_least", 0) > 0 and not {"cap", "match"} & whose.keys()
                persons |= {"other"} if sure or "pool" in source else set()
            elif source != "actor":
                persons.add("other")
                sure = sure or isinstance(source, dict) and "field" not in source
            if sure:
                return persons, states, True
        return persons, states, False

    def owned(self, run, chain, firing):
        """The run after a chain was asked: with the owner as before, with another, or in another state."""
        persons, states, _ = self.answers(chain, run.asked)
        result = [entered for state in states for entered in self.enter(run, state, None, firing)]
        restarted = [
            name for name, clock in run.clocks.items()
            if len(clock) > 1 and name != firing and self.clocks[name].get("restarts", 0) > clock[4]]
        is_told_apart = restarted or self.asks_assignment or persons == {"same"}
        if is_told_apart and ("same" in persons or restarted and persons):
            result.append(run.copy())
        if "other" in persons:
            result += self.restart(run.copy(assigned=run.now), restarted)
        return result or [run.copy(state=None)]

    def restart(self, run, names):
        """The run with clocks begun anew in whichever hours the new owner has, who has one calendar."""
        result = []
        of_owner = any(self.clocks[n].get("hours") == "owner" for n in names)
        for own in of_owner and self.hours or [None]:
            runs = [run.copy()]
            for name in names:
                clock, begun = self.clocks[name], []
                for each in runs:
                    chosen = [(each, own)] if clock.get("hours") == "owner" else self.calendars(clock, each)
                    for other, calendar in chosen:
                        other = other.copy()
                        self.start(other, name, 0, run.now, calendar, run.clocks[name][4] + 1)
                        begun.append(other)
                runs = begun
            result += runs
        return result

    def enter(self, run, state, chain, firing, count=0):
        target = self.states[state]
        if target["kind"] in ("closed", "lost_and_found"):
            return [run.copy(state=None)]
        run = run.copy(previous=run.state, state=state, entered=run.now)
        run.clocks = {n: c for n, c in run.clocks.items() if n in target.get("carries", [])}
        chain = target.get("owner", []) if chain is None else chain
        runs = self.owned(run, chain, firing) if chain and count < 100 else [run]
        result = []
        for each in runs:
            if each.state != state or each.fresh:
                result.append(each)
                continue
            each.asked = each.asked and target["kind"] == "pending"
            if not each.clocks:
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
                    values = self.classes.write(action, each.leads[field])
                    each.leads, each.written = self.classes.one(each.leads, **{field: values}), True
                each.clocks.pop(action.get("stop"), None)
            if "ask" in action:
                if not self.answers([s for s in action["ask"] if s not in ("keep", "nobody")], run.asked)[0]:
                    return [run.copy(state=None)]
                for each in runs:
                    each.asked = True
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
            # Of those whom a table sends somewhere nothing is required.
            required = map(self.present, self.states[target].get("requires", []))
            if any(self.truth(guard, each.leads) is False for guard in required):
                result.append(each.copy(state=None))
            else:
                result += self.enter(each, target, outcome.get("owner"), firing)
        return result

    def settle(self, run, count=0):
        if run.state is None or run.fresh:
            return [run]
        done, waiting = [], [run]
        for move, guard in self.watches:
            to = move["do"]["to"]
            if run.state not in move["from"] or isinstance(to, dict) and to["state"] == run.state:
                continue
            parts = [p for each in waiting for p in self.decide(guard, each)]
            waiting = [part for part, held in parts if not held]
            for part, held in parts:
                if held and count < 40:
                    for after in self.do(part, move["do"], None):
                        done += self.settle(after, count + 1)
        return done + waiting

    # Following

    def first_runs(self, state, leads, previous, asked, is_origin):
        """The runs of leads that have just entered a state; with `is_origin` they may have brought clocks along."""
        run = Run(state, leads, previous, asked, Moment(lambda: (Line(self.entry, 1), False)))
        for name in self.states[state].get("carries", []) if is_origin else []:
            self.start_any_time(run, name)
            if run.clocks[name] is MILD:
                del run.clocks[name]
        return [s for each in self.arm_all(run) for s in self.settle(each)]

    def next(self, run):
        """The runs of a lead after whatever happens next, for the present instant of entry."""
        if run.order is None:
            run.order = self.clocks_in_order(run)
        if not run.order:
            return [run.copy(state=None)]
        first, (due, ended) = run.order[0], self.when(run.clocks[run.order[0]][2])
        for name in run.order[1:]:
            other = self.when(run.clocks[name][2])
            if self.reach.compare(other[0], due) < 0:
                first, (due, ended) = name, other
        stops = not ended and self.stops(run, first)
        if (first, ended, stops) not in run.ways:
            run.ways[first, ended, stops] = self.fire(run, first, ended, stops)
        return run.ways[first, ended, stops]

    def stops(self, run, name):
        """Whether a repeating clock stops, since its calendar ends just when it rings for the last time."""
        rung, _, due, calendar, _ = run.clocks[name]
        clock = self.clocks[name]
        if calendar is None or not clock.get("repeats") or rung + 1 < len(clock["rungs"]):
            return False
        return self.reach.compare(self.due(clock, 0, due, calendar)[0], self.when(due)[0]) <= 0

    def clocks_in_order(self, run):
        """The clocks that may ring next, in the order in which they do at one instant; none at a rest."""
        if self.states[run.state]["kind"] == "nurture" and run.clocks:
            return []
        if WILD in run.clocks.values():
            raise Rejected(f"{run.state}: nobody knows when its clocks ring")
        names = sorted((n for n in run.clocks if run.clocks[n]), key=lambda n: (run.clocks[n][0], n))
        if not names:
            raise Rejected(f"{run.state}: nothing happens there any more")
        return names

    def fire(self, run, name, ended, stops):
        rung, anchor, due, calendar, restarts = run.clocks[name]
        run = run.copy(now=Moment(lambda: (self.when(due)[0].plus(self.lag), False)), steps=run.steps + 1)
        if run.steps > 10_000:
            raise Rejected(f"{run.state}: it goes round")
        if ended:
            return [run.copy(state=None)]
        del run.clocks[name]
        rungs = self.clocks[name]["rungs"]
        if rung + 1 < len(rungs):
            self.start(run, name, rung + 1, anchor, calendar, restarts)
        elif self.clocks[name].get("repeats") and not stops:
            self.start(run, name, 0, due, calendar, restarts)
        return [s for each in self.do(run, rungs[rung].get("do", {}), name) for s in self.settle(each)]

    def ends(self, runs, instant):
        """The runs at their ends, and when they get there, for leads that enter at an instant."""
        self.entry, self.reach = instant, Reach()
        waiting, ends = list(runs), []
        while waiting:
            run = waiting.pop()
            if run.state is not None and not run.fresh:
                waiting += self.next(run)
            else:
                ends.append((run, self.when(run.now)[0]))
        return ends
