"""Builds small vectors, and proves that each notices when a rule is broken."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from roe_interpreter import Driver, TooMany
from roe_random_machines import ZONES, lean, moment, write_vector
from roe_time import DAY, Zone

HERE = Path(__file__).parent
FOLDER = HERE.parent / "Fixtures" / "vectors"
START = moment(2025, 3, 26, 8)  # a Wednesday, 09:00 in Berlin; the clocks change on Sunday the 30th
BERLIN = Zone(ZONES[2])
VECTORS = {}


def at(minutes):
    return START + round(minutes * 60_000)


def local(day, hour=0, minute=0, month=3):
    return BERLIN.instant(moment(2025, month, day, hour) + minute * 60_000)


# The parts of a machine, short

def person(ident):
    return [{"person": ident}]


def after(amount, do=None):
    amount = {"seconds": amount} if isinstance(amount, int) else amount
    return {"after": amount, "do": do or {"actions": [{"remind": "keep"}]}}


def go(state, owner=None, actions=()):
    return lean(actions=list(actions), to=state if state == "previous" else {"state": state}, owner=owner)


def own(*chain, actions=()):
    return lean(actions=list(actions), owner=list(chain))


def do(*actions):
    return {"actions": list(actions)}


def state(owner=("p1",), kind="live", **parts):
    chain = [{"person": s} if isinstance(s, str) and re.fullmatch(r"p\d", s) else s for s in owner]
    return lean(kind=kind, owner=chain, **parts)


def move(start, on, outcome, **parts):
    on = {"event": on} if isinstance(on, str) else on
    return lean(from_=list(start), on=on, do=outcome, layer=parts.pop("layer", "state"), **parts)


def given(lead, minute, event=None, actor="p1", edits=None, occurred=None, key=None):
    """An input; its minute is when it was received."""
    return lead, minute, event, actor, edits, occurred, key


def is_(field, value):
    return {"field": field, "eq": value}


WATCH = {"watch": True}


def week(ident, days, hours, day=8):
    """A calendar of the days of March 2025 (32 is April 1) with opening hours in Berlin."""
    def hour(day, hour):
        return BERLIN.instant(moment(2025, 3, 1, hour) + (day - 1) * DAY)

    spans = [[hour(d, begin), hour(d, end)] for d in days for begin, end in hours]
    ends = [[hour(d, 0), hour(d, hours[-1][1])] for d in days]
    return {"id": ident, "span": [hour(days[0], 0), hour(days[-1] + 1, 0)], "day": day * 3600, "open": spans, "days": ends}


OFFICE = week("office", [24, 25, 26, 27, 28, 31, 32, 33], [(9, 12), (13, 18)])
SHORT = week("short", [26, 27], [(9, 17)])


def listed(items):
    return [{"id": ident, **item} for ident, item in sorted(items.items())]


def lifecycle(ident, states, moves=(), fields=None, clocks=None, tables=None, events=None, activities=None, entries=None,
              lost=None, links=None, definitions=None):
    states = {**states, "lost": lost or state(["p9"], "lost_and_found")}
    used = {m["on"]["event"] for m in moves if "event" in m["on"]}
    used |= {event for activity in (activities or {}).values() for event in activity["events"]}
    events = {**{event: {} for event in used}, **(events or {})}
    return lean(
        id=ident, fields=[lean(id=f, optional="counter" not in t, **{"type": {k: v for k, v in t.items() if k not in ("frozen", "detail")}},
                               frozen=t.get("frozen"), detail=t.get("detail")) for f, t in sorted((fields or {}).items())],
        links=listed(links or {}), events=listed(events), activities=listed(activities or {}),
        definitions=listed(definitions or {}), tables=listed(tables or {}),
        clocks=listed({k: {**c, "hours": c.get("hours", {"calendar": "office"})} for k, c in (clocks or {}).items()}),
        states=listed(states), moves=[{"id": f"m{n}", **m} for n, m in enumerate(moves, 1)],
        entries=entries or [{"state": next(iter(states))}], lost_and_found="lost")


def vector(name, breaks, states=None, inputs=(), until=600, lag=0, pools=None, members=None, people=None, absences=(),
           queues=None, lifecycles=None, **parts):
    """Declare a vector: `breaks` are the rules whose absence it notices."""
    machines = lifecycles or [lifecycle("x", states, **parts)]
    pools = pools or {}
    homes = {"A": "x", "B": "x", "C": "x", "D": "x", "E": "x", "Y1": "y", "Y2": "y"}
    meaning = lean(
        zone="Europe/Berlin", sync_lag=lag or None, zones=ZONES[2:], calendars=[OFFICE, SHORT], people=[f"p{n}" for n in range(1, 10)],
        roles=["chief", "rep"], pools=listed(pools), queues=listed(queues or {}), lifecycles=machines)
    roster = lean(
        people=[lean(id=f"p{n}", name=f"Person {n}", role="rep" if n in (2, 3) else None, **(people or {}).get(f"p{n}", {})) for n in range(1, 10)],
        absences=sorted((lean(person=who, from_=at(start), to=at(end), cover=cover) for who, start, end, cover in absences),
                        key=lambda a: (a["person"], a["from"], a["to"])),
        pools=[lean(id=p, members=[{"person": who, "weight": weight} for who, weight in (members or {}).get(p, [])]) for p in sorted(pools)])
    stream = [
        lean(lead=lead, lifecycle=homes[lead], key=key or f"i{n}", received=at(minute), event=event, actor=actor, edits=edits,
             occurred=at(minute if occurred is None else occurred))
        for n, (lead, minute, event, actor, edits, occurred, key) in enumerate(inputs, 1)]
    assert name not in VECTORS, name
    VECTORS[name] = breaks, meaning, roster, stream, at(until)


def run(meaning, roster, inputs, until, broken=()):
    try:
        return Driver(meaning, roster, broken, limit=3000).run(inputs, until)
    except TooMany:
        return "no end"


def rules():
    """The names of all rules that the interpreter can leave out."""
    text = "".join(path.read_text() for path in HERE.glob("roe_*.py"))
    named = re.findall(r'(?:off|broken)\("([a-z_-]+)"\)|"([a-z-]+)" (?:not )?in (?:self\.)?broken', text)
    return {a or b for a, b in named} | {"not_before", "not_after"}


def unnoticed():
    """Complaints: vectors that miss a rule which they name, rules that no vector names."""
    complaints, noticed = [], set()
    for name, (breaks, *parts) in VECTORS.items():
        intact = run(*parts)
        assert intact != "no end", name
        for rule in breaks:
            if run(*parts, broken=[rule]) == intact:
                complaints.append(f"{name} does not notice that {rule} is broken")
            noticed.add(rule)
    complaints += [f"no vector notices that {rule} is broken" for rule in sorted(rules() - noticed)]
    complaints += [f"{rule} is no rule" for rule in sorted(noticed - rules())]
    return complaints


def outdated():
    """Complaints: vectors on disk that differ from the ones declared here."""
    with TemporaryDirectory() as fresh:
        write(Path(fresh))
        def files(folder):
            return {p.relative_to(folder): p.read_bytes() for p in Path(folder).rglob("*.json*")}

        new, old = files(fresh), files(FOLDER)
        return [f"{path} is not up to date" for path in sorted(new.keys() | old.keys()) if new.get(path) != old.get(path)]


def write(folder=FOLDER):
    for name, (_, meaning, roster, inputs, until) in VECTORS.items():
        write_vector(folder / name, meaning, roster, inputs, until, run(meaning, roster, inputs, until))
