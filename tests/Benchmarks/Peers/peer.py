"""kazoo: reads "get N", "set N" and "load N" from its input and answers each with a line of figures."""
import sys
import threading
import time

from kazoo.client import KazooClient

DEPTH = 512
PATH = "/peers"

client = KazooClient(hosts=sys.argv[1], timeout=30)
client.start()
data = b"\0" * 1024


def one_by_one(operation, count):
    for _ in range(count):
        start = time.perf_counter()
        operation()
        yield (time.perf_counter() - start) * 1e6


def load(count):
    free = threading.Semaphore(DEPTH)
    start = time.perf_counter()
    for _ in range(count):
        free.acquire()
        client.get_async(PATH).rawlink(lambda result: free.release())
    for _ in range(DEPTH):
        free.acquire()
    return count / (time.perf_counter() - start) / 1e3


for line in sys.stdin:
    what, count = line.split()
    if what == "load":
        print("%.2f" % load(int(count)), flush=True)
    else:
        operation = (lambda: client.set(PATH, data)) if what == "set" else (lambda: client.get(PATH))
        print(" ".join("%.2f" % sample for sample in one_by_one(operation, int(count))), flush=True)
client.stop()
