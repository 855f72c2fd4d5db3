"""Who owns a lead: the roster in use, and chains of sources, as schema/machine.md 3 and 5.10 define them."""

from collections import Counter


def fnv1a(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


class Roster:
    """The people of a roster file with the turns, loads and counts that change as leads move."""

    def __init__(self, data, broken=frozenset()):
        self.broken = broken
        self.people = {person["id"]: person for person in data.get("people", [])}
        self.by_id = sorted(self.people, key=str.encode)
        self.absences = data.get("absences", [])
        self.members = {pool["id"]: pool.get("members", []) for pool in data.get("pools", [])}
        self.turns, self.loads, self.counts = Counter(), Counter(), Counter()

    def copy_numbers(self):
        return self.turns.copy(), self.loads.copy(), self.counts.copy()

    def restore_numbers(self, numbers):
        self.turns, self.loads, self.counts = numbers

    def has_left(self, person, now):
        last_day = self.people[person].get("last_day")
        if last_day is None:
            return False
        return last_day < now if "left-edge" in self.broken else last_day <= now

    def absence(self, person, now):
        """The absence running, the one that began last; of two the first."""
        best = None
        for absence in self.absences:
            if absence["person"] != person or not absence["from"] <= now < absence["to"]:
                continue
            if best is None or absence["from"] > best["from"]:
                best = absence
            if "cover-latest" in self.broken:
                return best
        return best

    def is_present(self, person, now):
        if person not in self.people or self.has_left(person, now):
            return False
        return self.absence(person, now) is None or "absence" in self.broken

    def holders(self, role):
        found = [p for p in self.by_id if self.people[p].get("role") == role]
        return found[::-1] if "role-order" in self.broken else found

    def of(self, person, what):
        return self.people.get(person, {}).get(what)

    def slots(self, pool):
        members = self.members.get(pool, [])
        rounds = max((member["weight"] for member in members), default=0)
        if "rounds" in self.broken:
            return [m["person"] for m in members for _ in range(m["weight"])]
        return [m["person"] for k in range(1, rounds + 1) for m in members if m["weight"] >= k]


class Found:
    """An answer of a chain: a person, nobody by design, or a state; and the site it was found at."""

    def __init__(self, person=None, site=None, state=None):
        self.person, self.site, self.state = person, site, state


class Search:
    """One asking of a chain for one lead, in one step."""

    def __init__(self, engine, lead, lifecycle, state, actor=None, over=(), restricted=True, probing=False, states=True):
        self.engine, self.lead, self.lifecycle = engine, lead, lifecycle
        self.roster, self.now = engine.roster, lead.clock
        self.state, self.actor, self.over = lifecycle.states[state], actor, over
        self.restricted, self.probing, self.states = restricted, probing, states
        self.rows, self.passed_over = [], None

    def broken(self, rule):
        return rule in self.engine.broken

    # Who may be found

    def suits(self, person, over=()):
        """Present, and passed over neither by the asking nor by the state."""
        if not self.roster.is_present(person, self.now):
            return False
        excluded = person in self.over or person in over
        if excluded and not self.broken("passed-over-otherwise"):
            return False
        reason = self.unsuited(person) if self.restricted else None
        self.passed_over = self.passed_over or reason
        return reason is None and not excluded

    def unsuited(self, person):
        state, lifecycle = self.state, self.lifecycle.id
        permitted = state.get("permitted")
        if permitted and not self.broken("permitted"):
            if not any(self.is_one_of(person, source) for source in permitted):
                return "permitted"
        cap = state.get("cap_per_owner")
        if cap is not None and not self.broken("cap"):
            count = lifecycle, state["id"], person
            stays = self.lead.counted == count and not self.broken("cap-own")
            if not stays and self.roster.counts[count] >= cap:
                return "cap"
        return None

    def is_one_of(self, person, source):
        if not isinstance(source, dict):
            return False
        if "person" in source:
            return source["person"] == person
        if "role" in source:
            return self.roster.of(person, "role") == source["role"]
        members = self.roster.members.get(source.get("pool"), [])
        return any(member["person"] == person for member in members)

    # Chains

    def chain(self, sources, path=(), asked_tables=()):
        for source in sources:
            found = self.source(source, path, asked_tables)
            if found:
                return found
        return None

    def first(self, people, site):
        for person in people:
            if person is not None and self.suits(person):
                return Found(person, site)
        return None

    def source(self, source, path, asked_tables):
        lead, roster = self.lead, self.roster
        if isinstance(source, str):
            return self.word(source, (path, source))
        (kind, name), = source.items()
        site = path, (kind, name)
        if kind == "person":
            return self.first([name], site)
        if kind == "role":
            return self.first(roster.holders(name), site)
        if kind == "field":
            person = lead.record.get(name)
            return self.first([person], site if self.broken("field-site") else (path, (kind, name, person)))
        if kind == "queue":
            return self.steward(self.engine.queues[name], site)
        if kind == "pool":
            return self.pool(self.engine.pools[name], site)
        return self.table(self.lifecycle.tables[name], path, asked_tables)

    def word(self, word, site):
        lead, roster, owner = self.lead, self.roster, self.lead.owner
        if word == "nobody":
            return None if self.broken("nobody") else Found(None, site)
        if word == "keep":
            stays = owner in roster.people and not roster.has_left(owner, self.now)
            if not stays or (self.broken("keep-absent") and not roster.is_present(owner, self.now)):
                return None
            reason = self.unsuited(owner) if self.restricted else None
            self.passed_over = self.passed_over or reason
            if reason or owner in self.over:
                return None
            return Found(owner, site if self.broken("keep-site") else lead.site)
        if word == "next_in_pool":
            pool = pool_of(lead.site)
            if pool is None:
                return None
            if self.probing:
                return Found(None, lead.site)
            over = () if self.broken("next-passes-over") else (owner, *lead.asked)
            person = self.pick(self.engine.pools[pool], over)
            return Found(person, lead.site) if person is not None else None
        absence = roster.absence(owner, self.now) or {}
        person = {
            "previous": lead.previous_owner, "actor": self.actor,
            "asked": lead.asked[-1] if lead.asked else None,
            "manager_of_owner": roster.of(owner, "manager"),
            "backup_of_owner": roster.of(owner, "backup"),
            "cover_of_owner": absence.get("cover"),
        }[word]
        return self.first([person], site)

    def steward(self, holder, site):
        steward = holder.get("steward")
        if self.broken("steward-backup"):
            return self.first([steward], site)
        return self.first([steward, self.roster.of(steward, "backup")], site)

    def pool(self, pool, site):
        if self.probing:
            return Found(None, site)
        person = self.pick(pool)
        if person is not None:
            return Found(person, site)
        return None if self.broken("pool-steward") else self.steward(pool, site)

    def table(self, table, path, asked_tables):
        if table["id"] in asked_tables:
            return None
        rows = table.get("rows", [])[:: -1 if self.broken("row-order") else 1]
        row = next((row for row in rows if self.holds(row.get("when"))), None)
        row = row or {"id": "otherwise", **table.get("otherwise", {"next": True})}
        if not self.broken("because-rows"):
            self.rows.append(f"{self.lifecycle.id}/tables/{table['id']}/{row['id']}")
        path = (*path, (table["id"], row["id"]))
        if "to" in row:
            return Found(state=row["to"], site=(path, "to")) if self.states and not self.broken("table-to") else None
        return self.chain(row.get("owner", []), path, (*asked_tables, table["id"]))

    def holds(self, guard):
        lead = self.lead
        return self.lifecycle.guards.holds(guard, lead.record, lead.last, self.now)

    # Pools

    def pick(self, pool, over=()):
        roster, ident = self.roster, pool["id"]
        available = {
            member["person"] for member in roster.members.get(ident, [])
            if self.suits(member["person"], over) and self.has_room(pool, member["person"])
        }
        slots = roster.slots(ident)
        open_slots = [index for index, person in enumerate(slots) if person in available]
        if not open_slots:
            if self.broken("turn-unmoved"):
                roster.turns[ident] += 1
            return None
        if pool["pick"] == "by_hash":
            h = len(self.lead.id) if self.broken("hash") else fnv1a(self.lead.id)
            return slots[open_slots[h % len(open_slots)]]
        turn = 0 if self.broken("turn") else roster.turns[ident] % len(slots)
        position = min(open_slots, key=lambda index: (index - turn) % len(slots))
        roster.turns[ident] = position + 1
        return slots[position]

    def has_room(self, pool, person):
        cap = pool.get("cap")
        if cap is not None and self.roster.loads[pool["id"], person] >= cap and not self.broken("load"):
            return False
        attributes = self.roster.of(person, "attributes") or {}
        if self.broken("match"):
            return True
        return all(
            self.matchable(match["field"])
            and attributes.get(match["column"]) == self.lead.record[match["field"]]
            for match in pool.get("match", []))

    def matchable(self, field):
        kind = self.lifecycle.kinds.get(field)
        return kind in ("choice", "text", "person") and self.lead.record.get(field) is not None


def pool_of(site):
    """The pool whose pick, or whose steward, a site names."""
    source = site[1] if site else None
    return source[1] if isinstance(source, tuple) and source[0] == "pool" else None
