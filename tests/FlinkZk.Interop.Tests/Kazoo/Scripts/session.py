"""What the scripts share. They print, a line each, what the server lets them see; times and the like are left out or named as the test expects."""
import logging
import sys
import threading

from kazoo.client import KazooClient

logging.disable(logging.CRITICAL)

HOSTS = sys.argv[1]
DEADLINE = 30  # seconds; nothing here takes one

_lock = threading.Lock()


def say(*words):
    with _lock:
        print(*words, flush=True)


def connect(**options):
    client = KazooClient(hosts=HOSTS, timeout=options.pop("timeout", 20.0), **options)
    client.start(timeout=DEADLINE)
    return client


def attempt(what, action, *arguments, **options):
    """Says what an action returned, or the class of its error."""
    try:
        result = action(*arguments, **options)
    except Exception as error:  # the server's answer, whatever it is
        say(what, "->", type(error).__name__)
        return None
    say(what, "->", shown(result))
    return result


def shown(result):
    if hasattr(result, "czxid"):
        return stat(result)
    if isinstance(result, tuple) and hasattr(result[-1], "czxid"):
        return "%r %s" % (sorted(result[0]) if isinstance(result[0], list) else result[0], stat(result[-1]))
    return repr(sorted(result) if isinstance(result, list) and all(isinstance(item, str) for item in result) else result)


def stat(s):
    return ("cZxid = %d mZxid = %d pZxid = %d version = %d cversion = %d aversion = %d ephemeralOwner = 0x%x length = %d children = %d modified = %s"
            % (s.czxid, s.mzxid, s.pzxid, s.version, s.cversion, s.aversion, s.ephemeralOwner, s.dataLength, s.numChildren, s.mtime != s.ctime or s.mzxid != s.czxid))


def wait(event, what):
    if not event.wait(DEADLINE):
        say("NOT WITHIN THE DEADLINE:", what)
        sys.exit(1)


class Changes(object):
    """Collects what a callback is called with, and hands it out in order."""

    def __init__(self):
        self._items = []
        self._changed = threading.Condition()

    def __call__(self, *arguments):
        with self._changed:
            self._items.append(arguments[0] if len(arguments) == 1 else arguments)
            self._changed.notify_all()

    def take(self, what, count=1):
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._items) >= count, DEADLINE):
                say("NOT WITHIN THE DEADLINE:", what)
                sys.exit(1)
            taken, self._items[:count] = self._items[:count], []
        return taken[0] if count == 1 else taken
