"""Kazoo's recipes: each leans on sequence numbers, ephemeral owners and the order of events."""
import threading

from session import Changes, attempt, connect, say, wait

one, two = connect(), connect()
one.ensure_path("/recipes")


def background(action):
    thread = threading.Thread(target=action)
    thread.daemon = True
    thread.start()
    return thread


def join(thread, what):
    thread.join(30)
    if thread.is_alive():
        say("NOT WITHIN THE DEADLINE:", what)
        raise SystemExit(1)


# Lock
mine, yours = one.Lock("/recipes/lock", "one"), two.Lock("/recipes/lock", "two")
attempt("lock", mine.acquire)
attempt("second", yours.acquire, blocking=False)
attempt("second, for a while", yours.acquire, timeout=0.2)
queue = Changes()
waiting = background(lambda: (yours.acquire(), queue("two has it")))
held = threading.Event()
one.ChildrenWatch("/recipes/lock", func=lambda names: held.set() if len(names) == 2 else None)
wait(held, "the second waits")
attempt("contenders", mine.contenders)
attempt("release", mine.release)
say("lock", queue.take("handed over"))
attempt("contenders", yours.contenders)
attempt("release", yours.release)
attempt("nobody", yours.contenders)
with one.Lock("/recipes/lock"):
    say("lock", "in a block")

# Readers and writers
read_one, read_two, write = one.ReadLock("/recipes/rw"), two.ReadLock("/recipes/rw"), one.WriteLock("/recipes/rw")
attempt("read", read_one.acquire)
attempt("read too", read_two.acquire)
attempt("write", write.acquire, blocking=False)
attempt("release", read_one.release)
attempt("release", read_two.release)
attempt("write", write.acquire, blocking=False)
attempt("release", write.release)

# Semaphore
first, second = one.Semaphore("/recipes/semaphore", "one", max_leases=1), two.Semaphore("/recipes/semaphore", "two", max_leases=1)
attempt("semaphore", first.acquire)
attempt("full", second.acquire, blocking=False)
attempt("holders", first.lease_holders)
attempt("release", first.release)
attempt("free", second.acquire)
attempt("release", second.release)

# Election
leaders = Changes()
end = threading.Event()
ours, theirs = one.Election("/recipes/election", "one"), two.Election("/recipes/election", "two")
running = background(lambda: ours.run(lambda: (leaders("one leads"), end.wait(30))))
say("election", leaders.take("a leader"))
next_leader = background(lambda: theirs.run(lambda: leaders("two leads")))
both = threading.Event()
one.ChildrenWatch("/recipes/election", func=lambda names: both.set() if len(names) == 2 else None)
wait(both, "two candidates")
attempt("candidates", ours.contenders)
end.set()
say("election", leaders.take("the next leader"))
join(running, "the first candidate is done")
join(next_leader, "the second candidate is done")

# Party
members, shallow = one.Party("/recipes/party", "one"), one.ShallowParty("/recipes/shallow", "one")
guests = two.Party("/recipes/party", "two")
members.join()
guests.join()
shallow.join()
say("party", sorted(members), len(guests), "one" in members, sorted(shallow))
guests.leave()
say("party", sorted(members))

# Counter
counter, same = one.Counter("/recipes/counter"), two.Counter("/recipes/counter")
counter += 5
same -= 2
say("counter", counter.value, same.value, one.get("/recipes/counter")[0])
threads = [background(lambda c=c: [c.__add__(1) for _ in range(50)]) for c in (counter, same)]
for thread in threads:
    join(thread, "counting")
say("counter", counter.value)

# Barriers
barrier = one.Barrier("/recipes/barrier")
attempt("create", barrier.create)
passed = Changes()
through = background(lambda: passed(two.Barrier("/recipes/barrier").wait(30)))
attempt("closed", barrier.wait, 0.1)
attempt("remove", barrier.remove)
say("barrier", passed.take("through"))
join(through, "through")
say("double", "enter")
sides = [client.DoubleBarrier("/recipes/double", 2) for client in (one, two)]
threads = [background(side.enter) for side in sides]
for thread in threads:
    join(thread, "both enter")
say("double", [side.participating for side in sides])
threads = [background(side.leave) for side in sides]
for thread in threads:
    join(thread, "both leave")
say("double", [side.participating for side in sides])

# Queues
queue = one.Queue("/recipes/queue")
for value, priority in ((b"a", 100), (b"b", 100), (b"urgent", 1)):
    queue.put(value, priority)
say("queue", len(queue), queue.get(), two.Queue("/recipes/queue").get(), queue.get(), queue.get())
locking = one.LockingQueue("/recipes/locking")
locking.put_all([b"1", b"2"])
attempt("take", locking.get, 5)
attempt("holds", locking.holds_lock)
attempt("the other takes", two.LockingQueue("/recipes/locking").get, 5)
attempt("consume", locking.consume)
attempt("left", lambda: len(locking))

# Lease
import datetime
attempt("lease", lambda: bool(one.NonBlockingLease("/recipes/lease", datetime.timedelta(hours=1), "one")))
attempt("taken", lambda: bool(two.NonBlockingLease("/recipes/lease", datetime.timedelta(hours=1), "two")))

members.leave()
shallow.leave()
two.stop()
attempt("tree", one.get_children, "/recipes")
one.delete("/recipes", recursive=True)
one.stop()
