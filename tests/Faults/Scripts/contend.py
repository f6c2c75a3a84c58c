"""A writer that is not ours, with kazoo: reads behind a sync, writes, compares and sets, makes sequential nodes, and notes its history as the others do."""
import json
import random
import sys
import threading
import time

from kazoo.client import KazooClient
from kazoo.exceptions import BadVersionError, ConnectionClosedError, ConnectionLoss, NodeExistsError, NoNodeError, OperationTimeoutError, SessionExpiredError, ZookeeperError
from kazoo.handlers.threading import KazooTimeoutError

REGISTERS, REGISTER_LIVES, REGISTERS_AT_ONCE, SEQUENCE = "/faults/registers", 5_000_000_000, 3, "/faults/sequence"
REFUSED = {BadVersionError: "BadVersion", NoNodeError: "NoNode", NodeExistsError: "NodeExists"}
UNKNOWN = (ConnectionLoss, ConnectionClosedError, OperationTimeoutError, SessionExpiredError, KazooTimeoutError)

options = json.loads(sys.argv[1])
contender, servers, start = options["Id"], options["Servers"], options["Start"]
chance = random.Random(options["Seed"])
history = open(options["HistoryPath"], "xb", buffering=0)
last = 0


def new_id():
    global last
    last += 1
    return last


def note(operation):
    history.write((json.dumps({name: value for name, value in operation.items() if value is not None}) + "\n").encode())


def run(kind, key, act, value=None, expected=None):
    operation = dict(contender=contender, id=new_id(), kind=kind, key=key, began=time.monotonic_ns(), outcome="unknown", value=value, expected=expected)
    note(operation)
    try:
        operation.update(act(), outcome="ok")
    except tuple(REFUSED) as error:
        operation.update(outcome="refused", error=REFUSED[type(error)])
    except UNKNOWN as error:
        operation.update(error=type(error).__name__)
    except ZookeeperError as error:
        operation.update(outcome="notDone", error=type(error).__name__)
    operation["ended"] = time.monotonic_ns()
    note(operation)
    return operation


def pass_barrier(key):
    if options["SyncIsEnough"]:
        client.sync(key)
        return
    transaction = client.transaction()
    transaction.check(REGISTERS, -1)
    for result in transaction.commit():
        if isinstance(result, Exception):
            raise result


def read(key):
    def act():
        session = client.client_id
        pass_barrier(key)
        data, stat = client.get(key)
        # A sync holds for its session: the next one may see less.
        if client.client_id != session:
            raise ConnectionLoss()
        return dict(found=data.decode(), number=stat.version)
    return run("read", key, act)


def write(key, version=None):
    value = f"{contender}.{new_id()}"

    def act():
        return dict(number=client.set(key, value.encode(), version=-1 if version is None else version).version)
    return run("write" if version is None else "compareAndSet", key, act, value, version)


def create(key):
    value = f"{contender}.{new_id()}"

    def act():
        client.create(key, value.encode())
        return dict(number=0)
    return run("create", key, act, value)


def sequence():
    value = f"{contender}.{new_id()}"

    def act():
        name = client.create(SEQUENCE + "/n-", value.encode(), sequence=True).rsplit("/", 1)[1]
        return dict(found=name, number=int(name[-10:]))
    return run("sequence", SEQUENCE, act, value)


def register(seen):
    key = f"{REGISTERS}/{(time.monotonic_ns() - start) // REGISTER_LIVES}-{chance.randrange(REGISTERS_AT_ONCE)}"
    before = seen.get(key)
    if before is None:
        seen[key] = read(key)
    elif before.get("error") == "NoNode":
        seen[key] = create(key)
    else:
        version, which = before.get("number"), chance.randrange(3)
        seen[key] = read(key) if which == 0 or version is None else write(key, version if which == 1 else None)


def listen():
    for line in sys.stdin:
        if line.strip() == "stop":
            break
    stopped.set()


stopped = threading.Event()
threading.Thread(target=listen, daemon=True).start()
client = KazooClient(servers, timeout=options["SessionMilliseconds"] / 1000, connection_retry=dict(max_tries=-1, max_delay=1))
client.start(timeout=60)
registers = {}
while not stopped.wait(chance.random() / 20):
    register(registers)
    if chance.randrange(4) == 0:
        sequence()
client.stop()
client.close()
