#!/usr/bin/env python3
"""Checks the certificate of a silence proof against the machine alone; needs the standard library only.

    check_certificate.py MACHINE CERTIFICATE [MACHINE CERTIFICATE ...]

The certificate states, for classes of leads that have just entered a state, when at the latest they rest if nobody
acts: a function of the instant of entry, in straight pieces. This program believes none of it. It follows each class
from its state to wherever it rests or enters another state, along every way that is possible, and looks up what is
stated there; the latest must be just what is stated. All instants it works with carry how far the entry may move
before anything bends or overtakes (`moving_instants.py`): on that stretch both sides are straight, so that comparing
them at its ends is enough. Nobody rests before they enter, and nobody goes round at one instant: so whoever is said to
rest does not go round for ever, each statement leaning on the next. Besides, the classes of each state must cover every
lead that there can be. The format is described in `schema/certificate.md`.
"""

import bisect
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "RoeMachineTests" / "Python"))
from moving_instants import FOREVER, Line  # noqa: E402
from roe_files import Unreadable, digest, parse, read_machine  # noqa: E402
from silent_walk import Rejected, Walk  # noqa: E402


class Checker:
    """Compares what is stated about one lifecycle with what happens."""

    def __init__(self, meaning, lifecycle, claims):
        self.walk = Walk(meaning, lifecycle, claims["fields"])
        self.classes = self.walk.classes
        self.claims, self.nodes = claims, claims["nodes"]
        self.start, self.until = claims["start"], claims["until"] or FOREVER
        # By state; by where and who a lead is; and for each node those that its leads enter in no time.
        self.by_state, self.smallest, self.at_once = {}, {}, {}
        for number, node in enumerate(self.nodes):
            if node["state"] not in self.walk.states:
                raise Rejected(f"there is no state {node['state']}")
            node["number"], node["box"] = number, self.classes.box(node["leads"])
            starts = [start for start, _, _ in node["bound"]]
            if starts[:1] != [self.start] or any(a >= b for a, b in zip(starts, starts[1:])):
                raise Rejected(f"{node['state']}: the pieces do not follow one another")
            if any(slope not in (0, 1) for _, _, slope in node["bound"]):
                raise Rejected(f"{node['state']}: a bound stands still or moves along, and nothing else")
            self.by_state.setdefault(node["state"], []).append(node)

    def latest(self, node, runs, instant):
        """When the leads of a node rest that enter at an instant: the lines of all their ways."""
        return [
            line if run.state is None else self.stated(node, run, line, instant)
            for run, line in self.walk.ends(runs, instant)]

    def stated(self, origin, run, line, instant):
        """What is stated about the leads of a run that has just entered a state, in the smallest class."""
        key = run.state, run.previous, run.asked, id(run.leads)
        if key not in self.smallest:
            found = [
                node for node in self.by_state.get(run.state, [])
                if not node["carried"] and node["previous"] in (None, run.previous) and node["asked"] == run.asked
                and all(run.leads[field] <= values for field, values in node["box"].items())]
            if not found:
                raise Rejected(f"{run.state}: no class holds the leads that come there")
            self.smallest[key] = min(found, key=lambda node: sum(map(len, node["box"].values())))
        node = self.smallest[key]
        if line.value <= instant:
            self.at_once.setdefault(origin["number"], set()).add(node["number"])
        piece, end = self.piece(node, line.value)
        if piece[1] is None:
            raise Rejected(f"{run.state}: nothing is stated about {line.value}")
        if line.slope and end < FOREVER:
            self.walk.reach.limit(end - line.value)
        return Line(piece[1] + (line.value - piece[0] if piece[2] else 0), piece[2] * line.slope)

    def piece(self, node, instant):
        """The piece that holds at an instant, and where the next begins."""
        place = bisect.bisect_right(node["bound"], instant, key=lambda piece: piece[0])
        following = node["bound"][place][0] if place < len(node["bound"]) else self.until
        if not place or instant >= self.until:
            raise Rejected(f"{node['state']}: nothing is stated about {instant}")
        return node["bound"][place - 1], following

    def check(self, node):
        """Compares a node with its ways from piece to piece; whether it states anything."""
        instant, runs = self.start, None
        while instant < self.until:
            piece, following = self.piece(node, instant)
            if piece[1] is None:
                instant = following
                continue
            if runs is None:
                runs = self.walk.first_runs(
                    node["state"], node["box"], node["previous"], node["asked"], node["carried"])
            lines = self.latest(node, runs, instant)
            step = min(self.walk.reach.reach, following - instant)
            for moved in {0, step - 1}:
                told = piece[1] + (instant + moved - piece[0] if piece[2] else 0)
                found = max(line.value + line.slope * moved for line in lines)
                if told != found or told < instant + moved or self.claims["until"] and told >= self.until:
                    raise Rejected(f"{node['state']} at {instant + moved}: {told} is stated, {found} is true")
            instant += step
        return runs is not None

    def check_all(self):
        for name, state in self.walk.states.items():
            if state["kind"] not in ("closed", "lost_and_found"):
                # Who comes into any other state has been asked by nobody there.
                is_asked = state["kind"] == "pending"
                boxes = [
                    n["box"] for n in self.by_state.get(name, [])
                    if n["carried"] and n["previous"] is None and n["asked"] is is_asked]
                if not self.classes.cover(boxes, dict(self.classes.values)):
                    raise Rejected(f"{name}: some leads are in no class")
        found = sum(self.check(node) for node in self.nodes)
        if missed := self.classes.missed():
            raise Rejected("the value %r of %s stands for nobody" % (missed[1], missed[0]))
        self.refuse_rounds()
        return found

    def refuse_rounds(self):
        """No statement may lean on itself: what happens in no time must come to an end."""
        open_nodes = dict(self.at_once)
        while ending := [node for node, targets in open_nodes.items() if not targets & open_nodes.keys()]:
            for node in ending:
                del open_nodes[node]
        if open_nodes:
            raise Rejected(f"{self.nodes[min(open_nodes)]['state']}: it goes round at one instant")


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
